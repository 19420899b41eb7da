"""The idle lock: a page that nobody used for a while shows nothing more until a second factor is shown again.

When somebody asked last stands in a signed cookie: no statement, no row, however many pages are asked for. That a session is
locked stands in the session, so an old cookie opens nothing. A form that was sent meanwhile is kept sealed for the same
member of staff for ten minutes and offered to them afterwards; it never passes by itself.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse

from malath.accounts import actions
from malath.accounts.http import DEMO_KEY, WITH_FACTOR, GetResponse, sent_to
from malath.accounts.queries import PROVEN_KEY, team
from malath.accounts.rules import is_idle
from malath.foundation.clock import now
from malath.foundation.marks import is_demo
from malath.foundation.sealing import open_secret
from malath.ui import cookies
from malath.ui.page import asked_for_part

if TYPE_CHECKING:
    from malath.accounts.models import User

SINCE_KEY = "since"
LOCKED_KEY = "locked"
KEPT_KEY = "kept"
SHOWN_KEY = "shown_again"
COOKIE = "seen"
KEPT_FOR = timedelta(minutes=10)
MOST_KEPT = 200_000
READ = frozenset({"GET", "HEAD", "OPTIONS"})
# What a locked session may open: the ways to show who it is, and the way out.
WHILE_LOCKED = frozenset(
    {
        "accounts:locked",
        "accounts:lock_state",
        "accounts:open_demo",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_logout",
        "accounts:sign_in_with",
        "accounts:come_back",
    }
)
# Of these nothing is kept: what they carry is a password, a code, or a key.
NEVER_KEPT = ("account_", "mfa_", "accounts:accept_", "accounts:demo_")


@dataclass(frozen=True)
class Kept:
    """A form that was sent while the page was locked. `files`: some came with it, which are chosen again."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files: bool


class IdleLock:
    """Locks a session that nobody used, ends one that is too old, and notes each request otherwise."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.MALATH_IDLE_MINUTES:
            return self.get_response(request)
        lock = _state(request) if request.user.is_authenticated else ""
        request.lock = lock  # type: ignore[attr-defined]  # read by the frame: a locked page shows no names
        if not _may_pass(request, lock) and (request.method in READ or not _view(request)):
            return _answer(request, lock)
        response = self.get_response(request)
        if request.user.is_authenticated and not is_locked(request):
            _note(request, response)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """A form is met here, after the check that it came from a page of ours: only then it may be kept."""
        lock = getattr(request, "lock", "")
        if not _may_pass(request, lock):
            return _answer(request, lock, keep=request.method not in READ)
        if not lock and request.method == "POST" and request.user.is_authenticated and KEPT_KEY in request.session:
            forget_sent(request, request.user)
        return None


def is_locked(request: HttpRequest) -> bool:
    """Whether the page that is asked for must show nothing of anybody."""
    return bool(settings.MALATH_IDLE_MINUTES) and (bool(getattr(request, "lock", "")) or LOCKED_KEY in request.session)


def lock_now(request: HttpRequest, user: "User") -> None:
    """The session is locked until a second factor is shown, from this moment on."""
    request.session[LOCKED_KEY] = now().timestamp()
    actions.record_lock(user, at=now())


def kept_form(request: HttpRequest, user: "User") -> Kept | None:
    """What this member of staff sent while the page was locked, for ten minutes."""
    try:
        data = json.loads(open_secret(team.kept_for(user, request.session.get(KEPT_KEY, ""), now())))
    except (ValueError, KeyError, InvalidTag):
        return None
    return Kept(data["path"], tuple((name, value) for name, value in data["fields"]), data["files"])


def forget_kept(request: HttpRequest, user: "User") -> None:
    """What was kept is thrown away."""
    reference = request.session.pop(KEPT_KEY, "")
    if reference:
        actions.forget_form(user, reference, at=now())


def forget_sent(request: HttpRequest, user: "User") -> None:
    """What was kept is sent on now, has become too old, or is of somebody else."""
    kept = kept_form(request, user)
    if kept is None or kept.path == request.get_full_path():
        forget_kept(request, user)


def seconds_left(request: HttpRequest) -> int:
    """After how many seconds the session locks, when nothing is asked for until then."""
    if is_locked(request):
        return 0
    return max(0, round(_last(request) + settings.MALATH_IDLE_MINUTES * 60 - now().timestamp()))


def _state(request: HttpRequest) -> str:
    """Empty, or why nothing is shown: "locked", or "over" where signing in again is the only way."""
    session, at = request.session, now().timestamp()
    proven = session.get(PROVEN_KEY) or (session.get(DEMO_KEY) and is_demo())
    if SINCE_KEY in session and at - session[SINCE_KEY] >= settings.MALATH_SESSION_HOURS * 3600:
        return "over"
    if LOCKED_KEY in session:
        return _opened(request) if _shown_at(request) > session[LOCKED_KEY] else "locked"
    if not is_idle(_last(request), at, settings.MALATH_IDLE_MINUTES):
        return ""
    if not proven:
        return "over"
    assert request.user.is_authenticated  # noqa: S101  # for the type checker
    lock_now(request, request.user)
    return "locked"


def _may_pass(request: HttpRequest, lock: str) -> bool:
    return not lock or (lock == "locked" and _view(request) in WHILE_LOCKED)


def _opened(request: HttpRequest) -> str:
    assert request.user.is_authenticated  # noqa: S101  # for the type checker
    del request.session[LOCKED_KEY]
    actions.record_unlock(request.user, at=now())
    return ""


def _answer(request: HttpRequest, lock: str, *, keep: bool = False) -> HttpResponse:
    """To the page that asks for the second factor, or to sign in; whole, when a part was asked for."""
    kept = _keep(request) if keep else ""
    if lock == "over":
        logout(request)
    if kept:
        request.session[KEPT_KEY] = kept
    back = reverse("accounts:kept") if kept else _asked_for(request)
    locked = f"{reverse('accounts:locked')}?{urlencode({'next': back})}"
    return sent_to(request, redirect_to_login(back)["Location"] if lock == "over" else locked)


def _asked_for(request: HttpRequest) -> str:
    return request.get_full_path() if request.method in READ and not asked_for_part(request) else "/"


def _keep(request: HttpRequest) -> str:
    """Keep the form as it was sent, sealed for its sender; nothing of what carries a password, and nothing that is too large.
    Returns under which reference."""
    user, fields = request.user, [(name, value) for name, values in request.POST.lists() for value in values]
    if not user.is_authenticated or _view(request).startswith(NEVER_KEPT):
        return ""
    data = {
        "path": request.get_full_path(),
        "fields": [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"],
        "files": bool(request.FILES),
    }
    text, at = json.dumps(data), now()
    return actions.keep_form(user, text, until=at + KEPT_FOR, at=at).reference if len(text) <= MOST_KEPT else ""


def _note(request: HttpRequest, response: HttpResponse) -> None:
    """This request counts as use; the question how long is left does not, unless the script says that somebody is there."""
    if SINCE_KEY not in request.session:
        request.session[SINCE_KEY] = now().timestamp()
    if _view(request) == "accounts:lock_state" and request.headers.get("X-Here") != "1":
        return
    cookies.put(response, COOKIE, _signer(request).sign(str(int(now().timestamp()))), sent="Lax")


def _last(request: HttpRequest) -> float:
    """When the session was used last: the cookie, or else its beginning, or a factor that was shown since."""
    try:
        seen = float(_signer(request).unsign(cookies.read(request, COOKIE)))
    except (BadSignature, ValueError):
        seen = 0.0
    begun = request.session.get(SINCE_KEY, now().timestamp())
    return max(seen, float(begun), _shown_at(request))


def _shown_at(request: HttpRequest) -> float:
    """When a second factor was shown last in this session."""
    assert request.user.is_authenticated  # noqa: S101  # for the type checker
    records = get_authentication_records(request, request.user)
    shown = [float(record["at"]) for record in records if record["method"] == "mfa" or record.get(WITH_FACTOR)]
    demo = float(request.session.get(SHOWN_KEY, 0)) if is_demo() else 0.0
    return max([*shown, demo])


def _signer(request: HttpRequest) -> Signer:
    return Signer(salt=f"malath.accounts.seen.{request.session.session_key}")


def _view(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
