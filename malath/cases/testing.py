"""Cases and notes for tests and demo data, made by the real acts."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from malath.accounts.models import User
from malath.agencies.models import Desk, Interpreter
from malath.agencies.testing import make_interpreter
from malath.agencies.words import Way
from malath.cases import actions
from malath.cases.actions import FirstFacts, Ground, Wanted, WhatHappened
from malath.cases.models import Booking, Case, Note, Situation, Task
from malath.cases.words import Need, NoteKind, Risk
from malath.documents.actions import Received
from malath.documents.models import Attachment
from malath.documents.testing import make_received
from malath.documents.words import AttachmentKind
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.people.words import AgeBand, DetailKind, Sex
from malath.privacy.testing import MONDAY, SPOKEN, WORDS
from malath.privacy.words import Answer, BasisKind, Section

AGREED = Ground(Answer.YES, SPOKEN, WORDS)
CHILD_AT_RISK = Ground(Answer.NOT_ASKED, SPOKEN, WORDS, BasisKind.O2, "She is fifteen and in danger.")
ADULT: Mapping[str, object] = {"sex": Sex.FEMALE, "age_band": AgeBand.B21, "language": "am"}
CHILD: Mapping[str, object] = {"sex": Sex.FEMALE, "age_band": AgeBand.B9, "language": "ar"}


def make_case(
    desk: Desk,
    by: Actor = WORKER,
    at: datetime = MONDAY,
    *,
    ground: Ground = AGREED,
    facts: Mapping[str, object] = ADULT,
    name: str = "",
    phone: str = "",
    governorate: str = "AM",
    risk: Risk = Risk.HIGH,
    needs: Sequence[Need] = (Need.SAFE_PLACE, Need.WAGES),
    once: UUID | None = None,
) -> Case:
    """A case of a person who is new; an invented pseudonym and phone only when named."""
    named = ((DetailKind.NAME, name), (DetailKind.PHONE, phone))
    details = tuple((kind, value) for kind, value in named if value)
    first = FirstFacts(facts, details, governorate, risk, needs)
    return actions.open_case(first, ground=ground, desk=desk, by=by, at=at, once=once)


def make_child_case(desk: Desk, by: Actor = WORKER, at: datetime = MONDAY) -> Case:
    """A case of a child at risk: no consent question, ground O2."""
    return make_case(desk, by, at, ground=CHILD_AT_RISK, facts=CHILD)


def make_note(
    case: Case,
    text: str = "Saw that the door was locked from outside.",
    *,
    kind: NoteKind = NoteKind.OBSERVATION,
    desk: Desk,
    by: Actor = WORKER,
    at: datetime = MONDAY,
    section: Section | None = None,
) -> Note:
    return actions.write_note(case, kind=kind, text=text, desk=desk, by=by, at=at, section=section)


def make_attachment(
    case: Case,
    received: Received | None = None,
    *,
    kind: AttachmentKind = AttachmentKind.PHOTO,
    title: str = "Contract with Dana Alias, page one",
    section: Section = Section.STORY,
    desk: Desk,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Attachment:
    """A photograph, unless something else came in."""
    return actions.attach(case, received or make_received(), kind=kind, title=title, section=section, desk=desk, by=by, at=at)


def make_task(
    case: Case,
    title: str = "Ask for the passport at the labour office.",
    *,
    desk: Desk,
    worker: User | None = None,
    by: Actor = WORKER,
    at: datetime = MONDAY,
    days: int = 7,
) -> Task:
    """Something to do in a week."""
    due_on = (at + timedelta(days=days)).date()
    return actions.set_task(case, title, due_on=due_on, desk=desk, worker=worker, by=by, at=at)


def make_wanted(at: datetime, *, hours: float = 24, **how: Any) -> Wanted:
    """An hour by phone, in Amharic, in a day, unless said otherwise."""
    starts_at = at + timedelta(hours=hours)
    found: dict[str, Any] = {"way": Way.PHONE, "language": "am"} | how
    return Wanted(starts_at, starts_at + timedelta(hours=1), **found)


def make_booking(
    case: Case,
    interpreter: Interpreter | None = None,
    *,
    desk: Desk,
    by: Actor = WORKER,
    at: datetime | None = None,
    hours: float = 24,
) -> Booking:
    """An interpreter for a day from then; a new one of the roster, unless named."""
    at = at or clock.now()
    return actions.book_interpreter(
        case, interpreter or make_interpreter(), make_wanted(at, hours=hours), desk=desk, by=by, at=at
    )


def make_situation(
    *parts: Case,
    place: str = "Dormitory behind the third gate",
    desk: Desk,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Situation:
    """What these cases have in common."""
    situation = actions.open_situation(WhatHappened(place, "Thread & Sons", None, "IR"), desk=desk, by=by, at=at)
    for case in parts:
        actions.add_to_situation(situation, case, by=by, at=at)
    return situation
