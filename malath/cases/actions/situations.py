"""Situations: what several people have in common, and what may be asked for all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries, rules
from malath.cases.actions.common import refuse, touch
from malath.cases.actions.needs import state_needs
from malath.cases.models import Case, Situation, SituationMember
from malath.cases.words import Need, WhyNot
from malath.foundation import sealing
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark


@dataclass(frozen=True)
class WhatHappened:
    """What is known of a situation. Everything may be unknown."""

    place: str = ""
    employer: str = ""
    happened_on: date | None = None
    governorate: str = ""


@act
def open_situation(what: WhatHappened, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None) -> Situation:
    """Begin a record of what several people have in common. The same form twice is one."""
    once = own_mark(once, by.reference, desk.reference, repr(what))
    if (begun := queries.situation_begun(once)) is not None:
        audit.record(Did.SITUATION_OPENED, subject=begun.reference, by=by, at=at, facts={"again": "1"})
        return begun
    situation = Situation(
        key=sealing.new_data_key(), happened_on=what.happened_on, governorate=what.governorate, desk=desk,
        opened_by=by.reference, opened_at=at, once=once,
    )  # fmt: skip
    situation.seal(place=what.place, employer=what.employer)
    situation.save(force_insert=True)
    audit.record(Did.SITUATION_OPENED, subject=situation.reference, by=by, at=at)
    return situation


@act
def add_to_situation(situation: Situation, case: Case, *, by: Actor, at: datetime) -> SituationMember:
    """A case becomes part of a situation and gets the next code there. Nobody sees more of it for that. Errors:
    `CannotChange`."""
    situation = queries.locked_situation(situation.pk)
    case = queries.locked(case.pk)
    refuse(rules.why_not_add(closed=case.closed_at is not None, already=queries.member_of(situation, case) is not None))
    number = queries.last_number(situation) + 1
    member = SituationMember.objects.create(situation=situation, case=case, number=number, by=by.reference, at=at)
    _record(Did.SITUATION_JOINED, case, situation, by=by, at=at)
    return member


@act
def take_out(situation: Situation, case: Case, *, by: Actor, at: datetime) -> SituationMember:
    """A case is no longer part of a situation; its code is given to nobody else. Errors: `CannotChange`."""
    situation = queries.locked_situation(situation.pk)
    member = queries.member_of(situation, case)
    refuse([WhyNot.NOT_IN_SITUATION] if member is None else [])
    assert member is not None  # noqa: S101  # refused before
    member.until = at
    member.save(update_fields=["until"])
    _record(Did.SITUATION_LEFT, case, situation, by=by, at=at)
    return member


@act
def ask_for_all(
    situation: Situation, cases: Sequence[Case], need: Need, *, desk: Desk, by: Actor, at: datetime
) -> tuple[int, int]:
    """Write the same need into several cases: transport, food, a safe place, an interpreter; nothing else, for everything else
    is asked one by one. All or none. Returns for how many it was written, and for how many it stood already or was declined.
    Errors: `CannotChange`."""
    refuse(rules.why_not_for_all(need, chosen=len(cases)))
    written = 0
    for one in sorted(cases, key=lambda case: case.pk):
        case = queries.locked(one.pk)
        refuse([WhyNot.CASE_CLOSED] if case.closed_at is not None else [])
        if queries.need_standing(case, need) is None:
            state_needs(case, [need], desk=desk, by=by, at=at)
            touch(case, desk, at)
            _record(Did.NEED_STATED, case, situation, by=by, at=at, need=need.value)
            written += 1
    facts = {"need": need.value, "written": str(written)}
    audit.record(Did.ASKED_FOR_ALL, subject=situation.reference, by=by, at=at, facts=facts)
    return written, len(cases) - written


def _record(event: Did, case: Case, situation: Situation, *, by: Actor, at: datetime, **facts: str) -> None:
    known = {"situation": situation.reference, **facts}
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=known)
