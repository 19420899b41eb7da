import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_http_methods, require_safe

from malath.foundation.clock import in_amman, now
from malath.foundation.codes import place
from malath.publicsite import queries
from malath.publicsite.http import EVEN, shown
from malath.publicsite.validity import validity_of
from malath.ui.month import month_of
from malath.ui.public_words import tongue, tongues
from malath.ui.text import digits

MOST_TYPED = 40
SLOTS = tuple(one.code for one in tongues() if not one.ready)


@require_safe
def home(request: HttpRequest, language: str = "") -> HttpResponse:
    """The one page. Without a language in the address, the browser's own, be it ready or not."""
    if not language:
        answer = first_page(_spoken(request))
        answer["Vary"] = "Accept-Language"
        return answer
    return first_page(language)


def first_page(code: str) -> HttpResponse:
    """The first page in a language; one that is not ready says so in its place, and shows what there is in another."""
    spoken = tongue(code)
    if spoken is None:
        raise Http404
    with translation.override(spoken.falls_back):
        page = queries.help_page(language=spoken.falls_back, today=in_amman(now()).date())
        context = {
            "page": page, "language": spoken.falls_back, "texts": queries.text_pages(spoken.falls_back),
            "slot": None if spoken.ready else spoken, "slots": [one for one in tongues() if not one.ready],
        }  # fmt: skip
        return shown("publicsite/home.html", context)


def _spoken(request: HttpRequest) -> str:
    """The first of the browser's languages that has a page here; Arabic where none has."""
    asked = (name.partition("-")[0] for name, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
    return next((code for code in asked if tongue(code)), "ar")


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Quick exit: the browser forgets this site's pages and shows a month of days instead."""
    with translation.override(translation.get_language_from_request(request)):
        page = month_of(in_amman(now()).date())
        answer = shown("publicsite/month.html", {"page": page})
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Whether the code of a letter is valid: nothing more, in as many bytes whatever the answer is."""
    typed = code_in(request.POST.get("code", "")[:MOST_TYPED]) if request.method == "POST" else code
    said = validity_of(typed, place(settings.VAR), now()) if typed else ""
    with translation.override(translation.get_language_from_request(request)):
        answer = shown("publicsite/check.html", {"said": said, "code": typed})
    answer.content += b" " * (-len(answer.content) % EVEN)
    answer["Vary"] = "Accept-Language"
    return answer


def code_in(text: str) -> str:
    """A code as it stands on the letter, however it was typed."""
    letters = re.sub(r"[^0-9A-Z]", "", digits(text).upper())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django calls it so
    return _nothing(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django calls it so
    return _nothing(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django calls it so
    return _nothing(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return _nothing(request, 500)


def _nothing(request: HttpRequest, status: int) -> HttpResponse:
    with translation.override(translation.get_language_from_request(request)):
        return shown("publicsite/nothing.html", {}, status)
