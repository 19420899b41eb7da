"""What somebody with a desk code sees: the sign card, and nothing of anybody. No session and no name. Open is a card for two
hours at most, by a cookie that goes with the browser and carries nothing but which code opened it."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import place_of, sent_from
from malath.audit.seat_belt import door
from malath.foundation.clock import in_amman, now
from malath.foundation.references import new_reference
from malath.helpline import actions, queries
from malath.helpline.actions import Received
from malath.helpline.forms import Code, Receipt, Worry, said_in
from malath.helpline.words import CARD
from malath.ui import cookies
from malath.ui.month import month_of

if TYPE_CHECKING:
    from malath.helpline.models import DeskCode

COOKIE = "card"
SALT, GRANT = "malath.helpline.card", "malath.helpline.grant"
HOUR = 3600
MOST_CONCERNS, MOST_CONCERNS_OF_CODE, MOST_RECEIPTS = 6, 40, 20
MOST_WRONG = 200
"""Wrong codes an hour from one address. A whole camp may have one address, so slips of many must not close the door; whoever
guesses twelve digits at this pace needs a hundred thousand years, for what hangs on a wall."""


@csrf_exempt  # there is nothing to ride on: whoever sends it has to know a code
@require_http_methods(["GET", "POST"])
@door
def enter(request: HttpRequest) -> HttpResponse:
    """The way in: a field for a code. Whatever is wrong with what was typed, the answer is the same."""
    if request.method != "POST":
        return _quiet(request, "helpline/card_enter.html", {"form": Code()})
    if _so_far(f"wrong:{place_of(request)}") >= MOST_WRONG:
        return _quiet(request, "helpline/card_later.html", {}, 429)
    at, form = now(), Code(request.POST)
    code = queries.code_of(form.cleaned_data["code"] if form.is_valid() else "")
    if code is not None and queries.life_of(code).opens(at):
        code = actions.open_card(code, phone=_phone(request), at=at)
        if code is not None:
            return _opened(request, code)
    _too_often(f"wrong:{place_of(request)}", MOST_WRONG)
    return _quiet(request, "helpline/card_enter.html", {"form": Code(), "wrong": True}, 422)


@csrf_exempt  # each form carries a mark of the card it stands on, and the cookie is sent from our own pages only
@require_http_methods(["GET", "POST"])
@door
def card(request: HttpRequest) -> HttpResponse:
    """The signs, what to do, whom to call; and one form."""
    at = now()
    found = _card_of(request, at)
    if found is None:
        return redirect(_to(request, "helpline:enter"))
    code, mark = found
    if request.method != "POST":
        return _card(request, code, mark, at, Worry(initial={"once": uuid4()}))
    form = Worry(request.POST)
    if not _from_this_card(request, mark) or not form.is_valid():
        return _card(request, code, mark, at, form, status=422)
    if _too_often(f"concern:{mark}", MOST_CONCERNS) or _too_often(f"concern:{code.reference}", MOST_CONCERNS_OF_CODE):
        return _card(request, code, mark, at, form, status=429)
    received = actions.send_concern(code, said_in(form.cleaned_data), at=at, once=form.cleaned_data["once"])
    if received is None:
        return redirect(_to(request, "helpline:enter"))
    return _arrived(request, code, received, at)


@csrf_exempt  # as the card
@require_POST
@door
def receipt(request: HttpRequest) -> HttpResponse:
    """Whether something arrived: that, and nothing more."""
    at = now()
    found = _card_of(request, at)
    if found is None:
        return redirect(_to(request, "helpline:enter"))
    code, mark = found
    form = Receipt(request.POST)
    if _too_often(f"receipt:{mark}", MOST_RECEIPTS):
        return _quiet(request, "helpline/card_later.html", {}, 429)
    known = form.is_valid() and queries.was_received(code, form.cleaned_data["receipt"])
    return _quiet(request, "helpline/card_receipt.html", {"known": known, "form": form, "mark": ""})


@csrf_exempt  # leaving needs no permission
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Quick exit: the card closes, and a month of days stands there instead."""
    answer = redirect(_to(request, "helpline:month"))
    cookies.take_away(answer, COOKIE, sent="Strict")
    return answer


@require_GET
def month(request: HttpRequest) -> HttpResponse:
    """A month of days, as anybody's phone shows it."""
    return _quiet(request, "helpline/card_month.html", {"page": month_of(in_amman(now()).date())})


def _opened(request: HttpRequest, code: "DeskCode") -> HttpResponse:
    answer = redirect(_to(request, "helpline:card"))
    kept = signing.dumps([code.reference, new_reference()], salt=SALT)
    cookies.put(answer, COOKIE, kept, sent="Strict")
    return answer


def _card_of(request: HttpRequest, at: datetime) -> "tuple[DeskCode, str] | None":
    """The code behind an open card and the mark of this card; None once it is too old, or its code carries no more."""
    try:
        reference, mark = signing.loads(cookies.read(request, COOKIE), salt=SALT, max_age=queries.CARD_LASTS)
    except (signing.BadSignature, ValueError):
        return None
    code = queries.code_behind(reference, at)
    return (code, mark) if code is not None else None


def _card(request: HttpRequest, code: "DeskCode", mark: str, at: datetime, form: Worry, *, status: int = 200) -> HttpResponse:
    context = {
        "card": queries.card(code, at), "told": CARD, "form": form, "receipt": Receipt(),
        "grant": signing.dumps(mark, salt=GRANT), "too_often": status == 429, "stale": status == 422 and not form.errors,
    }  # fmt: skip
    return _quiet(request, "helpline/card.html", context, status)


def _arrived(request: HttpRequest, code: "DeskCode", received: Received, at: datetime) -> HttpResponse:
    word = received.receipt
    return _quiet(
        request,
        "helpline/card_arrived.html",
        {"card": queries.card(code, at), "word": f"{word[:4]}-{word[4:]}", "how_soon": received.concern.how_soon},
    )


def _from_this_card(request: HttpRequest, mark: str) -> bool:
    try:
        return str(signing.loads(request.POST.get("grant", ""), salt=GRANT, max_age=queries.CARD_LASTS)) == mark
    except signing.BadSignature:
        return False


def _too_often(what: str, most: int) -> bool:
    """Whether more came of one card, or of one code, than somebody who is worried sends in an hour."""
    key = f"helpline:{what}"
    cache.add(key, 0, HOUR)
    return int(cache.incr(key)) > most


def _so_far(what: str) -> int:
    return int(cache.get(f"helpline:{what}", 0))


def _phone(request: HttpRequest) -> str:
    """What tells one phone from another, as far as anything does. Only a keyed hash of it is kept."""
    return f"{request.headers.get('User-Agent', '')} {sent_from(request)}"


def _to(request: HttpRequest, name: str) -> str:
    """A page of the card in the language that was chosen: no cookie keeps it."""
    return f"{reverse(name)}?language={request.LANGUAGE_CODE}"


def _quiet(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """A page that tells nobody where it was opened from."""
    answer = render(request, template, context, status=status)
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer
