"""What somebody without an account sees of a link. No session, no cookie, no name: the passcode is all there is."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core import signing
from django.core.cache import cache
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from malath.accounts.http import place_of
from malath.audit.seat_belt import door
from malath.foundation.clock import now
from malath.outside import actions, queries
from malath.outside.actions import CannotLink
from malath.outside.forms import Answer, Passcode, said_in
from malath.outside.words import Saying
from malath.referrals.actions import CannotDo

if TYPE_CHECKING:
    from malath.outside.models import Link

TRIES_AN_HOUR = 30
HOUR = 3600
GRANT = "malath.outside.grant"


@csrf_exempt  # there is nothing to ride on: no cookie and no session, the passcode stands in each form
@require_http_methods(["GET", "POST"])
@door
def opened(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Looking shows a field for the passcode, whatever the address; the passcode opens; what is answered comes the same way."""
    at = now()
    if request.method != "POST":
        return _ask_for_passcode(request)
    if _too_often(request):
        return _quiet(request, "429.html", {}, 429)
    if "grant" in request.POST:
        return _answer(request, actions.hash_of(first, second), at)
    form = Passcode(request.POST)
    link = queries.link_at(actions.hash_of(first, second))
    right = form.is_valid() and link is not None
    if link is None or not right:
        return _ask_for_passcode(request, wrong=True)
    if not actions.open_link(link, form.cleaned_data["passcode"], by=queries.actor_of(link), at=at):
        return _ask_for_passcode(request, wrong=True)
    return _content(request, link.reference, at)


def _answer(request: HttpRequest, address_hash: str, at: datetime) -> HttpResponse:
    """The reply from an opened page; once the page is too old, the passcode is asked for again."""
    link = _link_of_grant(request.POST["grant"], address_hash)
    if link is None:
        return _ask_for_passcode(request, late=True)
    form = Answer(request.POST)
    if not form.is_valid():
        return _content(request, link.reference, at, form=form, status=422)
    try:
        actions.answer_by_link(link, said_in(form.cleaned_data), by=queries.actor_of(link), at=at)
    except (CannotDo, CannotLink) as refused:
        reasons = [str(reason.label) for reason in refused.reasons]
        return _quiet(request, "outside/link_done.html", {"refused": reasons, "note": form.cleaned_data["note"]}, 409)
    kept = Saying(form.cleaned_data["saying"])
    return _quiet(request, "outside/link_done.html", {"said": kept.label, "ends": kept in (Saying.ACCEPT, Saying.DECLINE)})


def _content(
    request: HttpRequest, reference: str, at: datetime, *, form: Form | None = None, status: int = 200
) -> HttpResponse:
    link = queries.link_named(reference)
    assert link is not None  # noqa: S101  # it was opened a moment ago
    context = {
        "content": queries.content_of(link), "form": form or Answer(), "grant": _grant_for(link), "at": at,
    }  # fmt: skip
    return _quiet(request, "outside/link_content.html", context, status)


def _ask_for_passcode(request: HttpRequest, *, wrong: bool = False, late: bool = False) -> HttpResponse:
    """The same page for every address, whether there was ever a link or not."""
    context = {"form": Passcode(), "wrong": wrong, "late": late}
    return _quiet(request, "outside/link_passcode.html", context, 422 if wrong or late else 200)


def _quiet(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """A page that tells nobody where it was opened from."""
    answer = render(request, template, context, status=status)
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


def _too_often(request: HttpRequest) -> bool:
    """Whether too many passcodes came from there within an hour, whatever the link."""
    key = f"outside:{place_of(request)}"
    cache.add(key, 0, HOUR)
    return int(cache.incr(key)) > TRIES_AN_HOUR


def _grant_for(link: "Link") -> str:
    """What an opened page carries so that its reply needs no passcode: for two hours, for this link alone."""
    return signing.dumps([link.reference, link.address_hash], salt=GRANT)


def _link_of_grant(grant: str, address_hash: str) -> "Link | None":
    """The link whose opened page this came from; None for anything else, and once the page is too old."""
    try:
        reference, address = signing.loads(grant, salt=GRANT, max_age=queries.REPLY_LASTS)
    except (signing.BadSignature, ValueError):
        return None
    return queries.link_named(reference) if address == address_hash else None
