"""Between programs and the house: who asks, how often, and what an answer says when something is wrong (RFC 9457)."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Final, TypeVar

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from ninja import NinjaAPI, Path, Schema
from ninja.errors import AuthenticationError, Throttled, ValidationError
from ninja.errors import HttpError as Unreadable
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle
from pydantic import AfterValidator, Field, StringConstraints

from malath.accounts.http import place_of
from malath.accounts.models import User
from malath.accounts.queries import holdings
from malath.accounts.roles import Power
from malath.api import actions
from malath.api.queries import keyed, secrets
from malath.api.words import Problem
from malath.audit import actions as audit
from malath.audit import seat_belt
from malath.foundation.clock import now
from malath.ui.text import clean_story

STATUS: Final = {
    Problem.NO_TOKEN: 401, Problem.NOT_YOURS: 403, Problem.NOT_THERE: 404, Problem.REFUSED: 409, Problem.CHANGED: 412,
    Problem.NOT_UNDERSTOOD: 422, Problem.KEY_USED: 422, Problem.TOO_MANY: 429,
}  # fmt: skip
PLACES_A_MINUTE: Final = "30/m"
REQUESTS_A_MINUTE: Final = "300/m"
NAMED: Final = r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}"
Reference = Annotated[str, Path(pattern=f"^{NAMED}$", examples=["7KQF-2M9X-4TZB"])]
Named = Annotated[str, StringConstraints(pattern=f"^{NAMED}$")]

PLAIN: Final = r"^[^\x00]*$"
Note = Annotated[str, StringConstraints(max_length=2000, pattern=PLAIN), AfterValidator(clean_story)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=PLAIN), AfterValidator(clean_story)]

Shown = TypeVar("Shown", bound=Schema)
Made = TypeVar("Made")


class SystemRequest(HttpRequest):
    """A request of a program that showed a token. `auth`: the account of its system, with what it holds now."""

    auth: User


class InBoth(Schema):
    """A sentence in both languages."""

    ar: str
    en: str


class ReasonOut(InBoth):
    """One reason, with the code that stays the same in every version."""

    code: str


class ProblemOut(Schema):
    """What is wrong (RFC 9457). `title` is in the language asked for; `titles` and `reasons` are in both."""

    type: str = Field(examples=["urn:malath:problem:refused"])
    title: str
    status: int
    titles: InBoth
    reasons: list[ReasonOut] = []


class Marks(Schema):
    """What an act may carry: the ETag of what was read, and a key under which the same request is done once."""

    if_match: str = Field("*", alias="If-Match")
    idempotency_key: str = Field("", alias="Idempotency-Key", max_length=200)


class Keyed(Schema):
    """What an act carries that makes something new: without a key, a repeat would make it twice."""

    idempotency_key: str = Field(alias="Idempotency-Key", min_length=1, max_length=200)


class MarksRead(Schema):
    """What a look may carry: the ETag of what was read before."""

    if_none_match: str = Field("", alias="If-None-Match")


class Bearer(HttpBearer):
    """A token of ours."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        user = secrets.user_behind(token, now())
        if user is not None:
            seat_belt.acts(str(user.pk))
        return user


class PerSystem(SimpleRateThrottle):
    """So many requests from one system."""

    def get_cache_key(self, request: HttpRequest) -> str:
        user: User = request.auth  # type: ignore[attr-defined]  # the library sets it before it counts
        return f"api-system-{user.reference}"


class PerPlace(SimpleRateThrottle):
    """So many tries from one place. A system is never kept out by others who try its name: no secret is guessed."""

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"api-place-{place_of(request)}"


class Refused(Exception):
    """A request that is answered with a problem. `reasons`: words with a label in both languages."""

    def __init__(self, problem: Problem, reasons: Sequence[Any] = ()) -> None:
        super().__init__(problem.value)
        self.problem, self.reasons = problem, reasons


def demand(request: SystemRequest, *powers: Power) -> None:
    """One of these powers, or the answer is 403 and the trail keeps that it was asked for."""
    if not any(map(holdings(request.auth, now()).may, powers)):
        sought = "|".join(power.name.lower() for power in powers)
        audit.record_refusal(sought, by=request.auth, at=now())
        raise PermissionDenied(sought)


def problem(what: Problem, reasons: Sequence[Any] = (), **headers: str) -> HttpResponse:
    """The answer that says what is wrong."""
    body = {
        "type": f"urn:malath:problem:{what.value}", "title": str(what.label), "status": STATUS[what],
        "titles": _in_both(what), "reasons": [{"code": one.value, **_in_both(one)} for one in reasons],
    }  # fmt: skip
    return JsonResponse(body, status=STATUS[what], content_type="application/problem+json", headers=headers)


def tag_of(out: Schema) -> str:
    """The mark of what was read, as this reader reads it: another one when anything of it changed."""
    return f'"{hashlib.sha256(out.model_dump_json().encode()).hexdigest()[:32]}"'


def demand_unchanged(marks: Marks, out: Schema) -> None:
    """With `If-Match`, the act is for what was read, and for nothing that has changed since."""
    wanted = [one.strip() for one in marks.if_match.split(",")]
    if "*" not in wanted and tag_of(out) not in wanted:
        raise Refused(Problem.CHANGED)


def shown(response: HttpResponse, out: Shown) -> Shown:
    """The answer, with its mark."""
    response["ETag"] = tag_of(out)
    return out


def unless_known(marks: MarksRead, response: HttpResponse, out: Shown) -> Shown | HttpResponse:
    """The answer to a look, with its mark; nothing but 304 for who has just this."""
    known = [one.strip() for one in marks.if_none_match.split(",")]
    return HttpResponse(status=304, headers={"ETag": tag_of(out)}) if tag_of(out) in known else shown(response, out)


def do_once(
    request: SystemRequest, marks: Marks | Keyed, act: Callable[[], Made], *, at: datetime, harmless: bool = False
) -> Made | None:
    """An act; with `Idempotency-Key`, the same request once more does nothing. `harmless`: the act itself knows what it made,
    and is asked for it again. Errors: `Refused` when the key stood for another request."""
    key = marks.idempotency_key
    asked = keyed.asked(key, request.path, request.body)
    before = keyed.done_before(asked, request.auth, at) if key else None
    if before is not None and before != asked:
        raise Refused(Problem.KEY_USED)
    made = act() if before is None or harmless else None
    if before is None and key:
        actions.remember(asked, by=request.auth, at=at)
    return made


def answer_problems(api: NinjaAPI) -> None:
    """What can be expected to go wrong is answered as a problem. Anything else crashes, and is logged without its words."""
    plain = {
        Http404: Problem.NOT_THERE, PermissionDenied: Problem.NOT_YOURS, ValidationError: Problem.NOT_UNDERSTOOD,
        Unreadable: Problem.NOT_UNDERSTOOD, SuspiciousOperation: Problem.NOT_UNDERSTOOD,
        MultiPartParserError: Problem.NOT_UNDERSTOOD,
    }  # fmt: skip
    for kind, what in plain.items():
        api.add_exception_handler(kind, partial(_plainly, what=what))
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(Throttled, _too_many)
    api.add_exception_handler(AuthenticationError, _no_token)


def _refused(_request: HttpRequest, error: Refused | type[Refused]) -> HttpResponse:
    assert isinstance(error, Refused)  # noqa: S101  # the library says that it may be the class
    return problem(error.problem, error.reasons)


def _too_many(_request: HttpRequest, error: Throttled | type[Throttled]) -> HttpResponse:
    wait = error.wait if isinstance(error, Throttled) else None
    return problem(Problem.TOO_MANY, **{"Retry-After": str(wait or 60)})


def _no_token(_request: HttpRequest, _error: object) -> HttpResponse:
    return problem(Problem.NO_TOKEN, **{"WWW-Authenticate": "Bearer"})


def _plainly(_request: HttpRequest, _error: Exception, *, what: Problem) -> HttpResponse:
    return problem(what)


def _in_both(word: Any) -> dict[str, str]:
    said = {}
    for language in ("ar", "en"):
        with translation.override(language):
            said[language] = str(word.label)
    return said
