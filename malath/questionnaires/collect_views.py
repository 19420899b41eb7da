"""OpenRosa, as ODK Collect and KoboCollect speak it. A phone is known by the token in the address and by nothing else: no
session, no cookie, no password. It fetches forms and sends filled ones; it reads nothing of anybody, also not what it sent.

A token that was shut out, has run out, or never was is answered alike, by the same statement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from lxml import etree

from malath.accounts.http import place_of
from malath.audit.seat_belt import door
from malath.foundation.clock import now
from malath.questionnaires import queries
from malath.questionnaires.actions import filling as filling_actions
from malath.questionnaires.actions.filling import Sent
from malath.questionnaires.instances import NotTaken
from malath.questionnaires.words import WhyNotTaken

if TYPE_CHECKING:
    from malath.questionnaires.models import Device

LARGEST: Final = 10_000_000
MOST_FILES: Final = 20
XML_PART: Final = "xml_submission_file"
HOUR: Final = 3600
MOST_WRONG: Final = 120
MOST_ASKED: Final = 1200
"""An hour: a phone that sends a day's work at once stays far below; who tries tokens has 256 bits to guess."""
STATUS: Final = {WhyNotTaken.OTHER_CONTENT: 409, WhyNotTaken.UNKNOWN_FORM: 404, WhyNotTaken.TOO_LARGE: 413}
XFORMS_LIST: Final = "http://openrosa.org/xforms/xformsList"
MANIFEST: Final = "http://openrosa.org/xforms/xformsManifest"
RESPONSE: Final = "http://openrosa.org/http/response"

Door = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Call:
    """Which phone asks, with which token, and when."""

    device: "Device"
    token: str
    at: datetime


def for_phones(view: Callable[..., HttpResponse]) -> Door:
    """Known phones only; every answer, also a refusal, says which OpenRosa it speaks and leads nowhere else."""

    @csrf_exempt  # there is no cookie to ride on: whoever sends has to know the token
    @door
    @wraps(view)
    def wrapper(request: HttpRequest, /, token: str, **rest: str) -> HttpResponse:
        at = now()
        device = None if _too_many(f"wrong:{place_of(request)}", MOST_WRONG) else queries.device_of(token, at)
        if device is None:
            _count(f"wrong:{place_of(request)}")
            return _spoken(_message("", 404), at)
        if _count(f"asked:{device.reference}") > MOST_ASKED:
            return _spoken(_message("Too many requests.", 429), at)
        return _spoken(view(request, Call(device, token, at), **rest), at)

    return wrapper


@for_phones
@require_http_methods(["GET", "HEAD"])
def form_list(request: HttpRequest, call: Call) -> HttpResponse:
    """The forms that a phone may fill in."""
    root = etree.Element(f"{{{XFORMS_LIST}}}xforms", nsmap={None: XFORMS_LIST})  # type: ignore[dict-item]  # the namespace without a name
    wanted = request.GET.get("formID", "")
    for version in queries.published_for(call.device.desk.agency_id):
        if wanted in ("", version.questionnaire.form_id):
            address = request.build_absolute_uri(reverse("collect:form", args=[call.token, version.reference]))
            told = {
                "formID": version.questionnaire.form_id, "name": version.title, "version": version.label,
                "hash": f"md5:{version.hash}", "downloadUrl": address,
            }  # fmt: skip
            entry = etree.SubElement(root, f"{{{XFORMS_LIST}}}xform")
            for name, text in told.items():
                etree.SubElement(entry, f"{{{XFORMS_LIST}}}{name}").text = text
    return _xml(root)


@for_phones
@require_http_methods(["GET", "HEAD"])
def form(_request: HttpRequest, call: Call, *, reference: str) -> HttpResponse:
    """One form."""
    found = [one for one in queries.published_for(call.device.desk.agency_id) if one.reference == reference]
    if not found:
        return _message("", 404)
    return HttpResponse(found[0].xform.encode(), content_type="text/xml; charset=utf-8")


@for_phones
@require_http_methods(["GET", "HEAD"])
def manifest(_request: HttpRequest, _call: Call, **_form: str) -> HttpResponse:
    """What comes with a form: nothing. Pictures are not known, and people are never put in a list."""
    return _xml(etree.Element(f"{{{MANIFEST}}}manifest", nsmap={None: MANIFEST}))  # type: ignore[dict-item]  # as above


@for_phones
@require_http_methods(["HEAD", "POST"])
def submission(request: HttpRequest, call: Call) -> HttpResponse:
    """A filled form comes in; a phone asks first (HEAD), and is told how large it may be."""
    if request.method == "HEAD":
        return HttpResponse(status=204)
    try:
        received = filling_actions.receive(call.device, _sent(request), at=call.at)
    except NotTaken as refused:
        return _message(str(refused.why.label), STATUS.get(refused.why, 400))
    except IntegrityError:  # another phone sent something under the same mark at the same moment
        return _message(str(WhyNotTaken.OTHER_CONTENT.label), STATUS[WhyNotTaken.OTHER_CONTENT])
    return _message("", 201 if received.new else 202)


def _sent(request: HttpRequest) -> Sent:
    """The parts of what was sent. Errors: `NotTaken`."""
    try:
        files = _files(request)
    except (MultiPartParserError, SuspiciousOperation, OSError, ValueError) as error:
        raise NotTaken(WhyNotTaken.NOT_XML) from error
    lists = [(name, one) for name in files for one in files.getlist(name)]
    if len(lists) > MOST_FILES or sum(one.size or 0 for _, one in lists) > LARGEST:
        raise NotTaken(WhyNotTaken.TOO_LARGE)
    xml = [one.read() for name, one in lists if name == XML_PART]
    if len(xml) != 1:
        raise NotTaken(WhyNotTaken.NOT_XML)
    return Sent(xml[0], {str(one.name): one.read() for name, one in lists if name != XML_PART})


def _files(request: HttpRequest) -> MultiValueDict[str, Any]:
    """The files of a request; also of one that does not say how long it is, which Django takes for empty."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise NotTaken(WhyNotTaken.TOO_LARGE)
    if "chunked" not in request.headers.get("Transfer-Encoding", "").lower():
        return request.FILES
    data = request.META["wsgi.input"].read(LARGEST + 1)
    if len(data) > LARGEST:
        raise NotTaken(WhyNotTaken.TOO_LARGE)
    meta = {**request.META, "CONTENT_LENGTH": str(len(data))}
    return MultiPartParser(meta, BytesIO(data), request.upload_handlers, request.encoding).parse()[1]


def _message(text: str, status: int) -> HttpResponse:
    root = etree.Element(f"{{{RESPONSE}}}OpenRosaResponse", nsmap={None: RESPONSE})  # type: ignore[dict-item]  # as above
    etree.SubElement(root, f"{{{RESPONSE}}}message").text = text
    return _xml(root, status)


def _xml(root: etree._Element, status: int = 200) -> HttpResponse:
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return HttpResponse(data, content_type="text/xml; charset=utf-8", status=status)


def _spoken(answer: HttpResponse, at: datetime) -> HttpResponse:
    answer["X-OpenRosa-Version"] = "1.0"
    answer["X-OpenRosa-Accept-Content-Length"] = str(LARGEST)
    answer["Date"] = http_date(at.timestamp())
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _count(what: str) -> int:
    key = f"questionnaires:{what}"
    cache.add(key, 0, HOUR)
    return int(cache.incr(key))


def _too_many(what: str, most: int) -> bool:
    return int(cache.get(f"questionnaires:{what}", 0)) >= most
