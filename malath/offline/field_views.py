"""The doors of the kit on a phone: its files, which are the same for everybody, and the one address to which it sends."""

import json
from base64 import b64decode
from binascii import Error
from datetime import datetime
from typing import TYPE_CHECKING, Any

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.audit.seat_belt import door
from malath.foundation.clock import now
from malath.foundation.marks import is_training
from malath.offline import actions, gates, kit, queries
from malath.offline.envelope import Malformed, Sealed, is_signed, record_in
from malath.offline.rules import IN_A_BATCH, IN_A_DAY
from malath.ui.training import BAND

if TYPE_CHECKING:
    from malath.offline.models import Device, SealingKey

OWN_POLICY = {"script-src": ["'self'", "'wasm-unsafe-eval'"], "worker-src": ["'self'"]}
KEPT_LONG, ASKED_FOR = "public, max-age=31536000, immutable", "no-cache"


@require_GET
@csp_update(OWN_POLICY)
def shell(request: HttpRequest) -> HttpResponse:
    """The page of the kit. Nothing in it is about anybody."""
    return _same_for_everybody(request, "index.html", ASKED_FOR)


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """What keeps the kit on the phone; it reaches no further than its own folder."""
    return _same_for_everybody(request, "sw.js", ASKED_FOR)


@require_GET
def file(request: HttpRequest, mark: str, name: str) -> HttpResponse:
    """A file of the kit, under the mark of all of them."""
    if mark != kit.kit().mark:
        raise Http404
    return _same_for_everybody(request, name, KEPT_LONG)


@csrf_exempt
@require_POST
@door
def sync(request: HttpRequest) -> HttpResponse:
    """Sealed records arrive. No session and no cookie: the phone signs what it sends, so nobody else can send in its name, and
    a page of another site has no key. What is kept gets a receipt; the phone throws away only that."""
    at, body = now(), request.body
    carrier = gates.phone_that_sends(request.headers.get("X-Phone", ""), body, _decoded(request.headers.get("X-Signature", "")))
    if carrier is None:
        return JsonResponse({"unknown": True}, status=403)
    try:
        sent = json.loads(body)
        sent_at = datetime.fromisoformat(sent["sent_at"])
        records = [_record(one) for one in sent["records"]]
    except (KeyError, TypeError, ValueError, RecursionError):
        return JsonResponse({"malformed": True}, status=400)
    if sent_at.tzinfo is None or len(records) > IN_A_BATCH:
        return JsonResponse({"malformed": True}, status=400)
    if records and queries.brought_today(carrier, at) + len(records) > IN_A_DAY:
        return JsonResponse({"later": True}, status=429)
    return JsonResponse(_answer(carrier, records, sent.get("pack"), sent_at, at))


@require_GET
@staff_required
def lists(request: StaffRequest) -> HttpResponse:
    """The lists of one's courses, for the phone in one's hand: signed in, since a phone's own key reads nothing here."""
    return JsonResponse({"lists": queries.lists_for(request.user, now())})


def _answer(carrier: "Device", records: list[Sealed | None], pack: object, sent_at: datetime, at: datetime) -> dict[str, Any]:
    """Receipts; whether the phone has been ended; and what it takes along, where that has changed."""
    ended = not queries.serves(carrier, at)
    good = _known(carrier, [one for one in records if one is not None])
    kept = actions.receive(carrier, good, sent_at=sent_at, at=at)
    receipts = {str(one.uid): one.mark.hex() for one, _, _ in good if str(one.uid) in kept}
    fresh = None if ended else queries.pack_for(carrier, at)
    return {"receipts": receipts, "ended": ended, "pack": fresh if fresh and fresh["mark"] != pack else None}


def _known(carrier: "Device", records: list[Sealed]) -> "list[tuple[Sealed, Device, SealingKey]]":
    """Of the records those that a phone of the same body signed and sealed to a key of it. The others get no receipt."""
    authors = queries.devices_named([one.device for one in records])
    keys = queries.keys_named([one.key for one in records])
    good = []
    for one in {record.uid: record for record in records}.values():
        author, key, agency = authors.get(one.device), keys.get(one.key), carrier.desk.agency_id
        same_body = author is not None and key is not None and {author.desk.agency_id, key.agency_id} == {agency}
        if author and key and same_body and is_signed(bytes(author.public), one.signed, one.signature):
            good.append((one, author, key))
    return good


def _record(values: Any) -> Sealed | None:
    """One record; one that is no record of ours does not keep the others out."""
    try:
        return record_in(values)
    except Malformed:
        return None


def _same_for_everybody(request: HttpRequest, name: str, how_long: str) -> HttpResponse:
    found = kit.kit().files.get(name)
    if found is None:
        raise Http404
    squeezed = "br" in request.headers.get("Accept-Encoding", "") and not is_training()
    content = found.squeezed if squeezed else _for_training(found.content) if is_training() else found.content
    response = HttpResponse(content, content_type=found.kind)
    if squeezed:
        response["Content-Encoding"] = "br"
    response["Vary"], response["Cache-Control"] = "Accept-Encoding", how_long
    response.same_for_everybody = True  # type: ignore[attr-defined]  # read by `no_store`
    return response


def _for_training(page: bytes) -> bytes:
    """The page of the kit of a house for training, with its band; other files as they are."""
    return page.replace(b"<body>", f'<body><aside class="training">{BAND}</aside>'.encode()).replace(
        b"<title>", b"<title>TRAINING "
    )


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (Error, ValueError):
        return b""
