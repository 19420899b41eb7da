"""Screenings for tests and demo data, made by the real acts."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from malath.agencies.models import Desk
from malath.cases.models import Case
from malath.foundation.actor import WORKER, Actor
from malath.privacy.testing import MONDAY
from malath.screening import actions, queries
from malath.screening.actions import Decision
from malath.screening.models import Screening
from malath.screening.queries import lists
from malath.screening.words import Age, Alone, Answer, Concern, Danger, Kind, Place, Step

TALK: Mapping[str, Any] = {
    "age": Age.ADULT, "kind": Kind.LABOUR, "alone": Alone.YES, "danger": Danger.NOT_KNOWN, "language": "am",
    "interpreter": "phone", "place": Place.HOME, "work": "domestic", "governorate": "AM", "pending": [],
}  # fmt: skip


def make_screening(
    case: Case,
    *,
    desk: Desk,
    by: Actor = WORKER,
    at: datetime = MONDAY,
    present: str = "",
    absent: Collection[str] = (),
    **talk: Any,
) -> Screening:
    """A screening under way: the talk, and what is present, as codes with blanks between."""
    screening = actions.begin(case, desk=desk, by=by, at=at)
    write(screening, Step.CONDITIONS, {**TALK, **talk}, by=by, at=at)
    if queries.fresh(screening).stop:
        write(screening, Step.STOP, {}, by=by, at=at)
    mark(screening, present, absent, by=by, at=at)
    return queries.fresh(screening)


def mark(
    screening: Screening, present: str, absent: Collection[str] = (), *, by: Actor = WORKER, at: datetime = MONDAY
) -> None:
    """Mark what is present, and what is absent, dimension by dimension."""
    answers = {**dict.fromkeys(absent, Answer.ABSENT), **dict.fromkeys(present.split(), Answer.PRESENT)}
    found = lists.list_of(queries.profile_of(queries.content_of(queries.fresh(screening))), "en")
    for part in found.dimensions:
        here = {one.code: answers[one.code] for one in part.indicators if one.code in answers}
        if here:
            write(screening, part.code, here, by=by, at=at)


def write(
    screening: Screening, step: str, values: Mapping[str, Any], *, by: Actor = WORKER, at: datetime = MONDAY
) -> Screening:
    """One step, by somebody who has seen how it stands."""
    state = queries.content_of(queries.fresh(screening)).state(step)
    return actions.save(screening, step, values, state=state, by=by, at=at)


def make_finished(
    case: Case, concern: Concern = Concern.REFER, *, desk: Desk, by: Actor = WORKER, at: datetime = MONDAY, because: str = "",
    present: str = "EX01 EX02 CD01 CD03", **talk: Any,
) -> Screening:  # fmt: skip
    """A screening with what follows."""
    screening = make_screening(case, desk=desk, by=by, at=at, present=present, **talk)
    decision = Decision(concern, because, at.date() if concern == Concern.KEEP_WATCH else None, "Look again.")
    return actions.finish(screening, decision, by=by, at=at)
