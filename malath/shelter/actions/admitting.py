"""Taking in and not taking in: somebody whose referral the shelter has accepted comes, of their own will, to a place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.actions.common import touch, writable
from malath.cases.models import Case
from malath.cases.rules import NEED_NEXT
from malath.cases.words import Need, NeedState, UnmetReason
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.referrals.queries import answering
from malath.shelter import news, queries, rules
from malath.shelter.actions.base import keep, locked_case, record, refuse
from malath.shelter.models import Companion, Occupancy, Place, Refusal, Stay
from malath.shelter.rules import Coming
from malath.shelter.words import Elsewhere, Refused, RightsTold, WhyNot

if TYPE_CHECKING:
    from malath.referrals.models import Referral


@dataclass(frozen=True)
class Child:
    """A child who comes with a parent. `place`: their own bed; None for one who sleeps with the parent."""

    name: str
    born: int
    boy: bool
    place: Place | None = None


@dataclass(frozen=True)
class Admission:
    """How somebody is taken in: to which place, with whom, in which language rights and rules were told, and how."""

    place: Place
    coming: Coming
    language: str
    told: RightsTold
    care: str = ""
    children: Sequence[Child] = ()


@act
def admit(referral: "Referral", admission: Admission, *, by: Actor, at: datetime, once: UUID | None = None) -> Stay:
    """Take somebody in whose referral the shelter accepted. A place is given to one person alone: of two desks that give away
    the last one at once, one is told that it is taken. The same form twice is one stay. Errors: `CannotShelter`; of the
    case."""
    case = locked_case(referral.case)
    writable(case)
    mark = own_mark(once, by.reference, referral.reference)
    if (known := queries.stay_begun(mark)) is not None:
        record(Did.STAY_BEGUN, case, by=by, at=at, again="1")
        return known
    now = _waiting(referral, at)
    coming, desk = _with_birth_years(admission.coming, case), now.receiving_desk
    refuse(
        rules.why_not_admit(
            coming, at=at, referred_at=now.sent_at or at, last_left_at=queries.last_left_at(case.person_id),
            stays=queries.stays_now(case.person_id) is not None, is_child=case.person.is_child,
        )
    )  # fmt: skip
    shelter = admission.place.unit.section.shelter
    refuse([] if desk is not None and shelter.desk_id == desk.pk else [WhyNot.PLACE_MISSING])
    refuse(_why_not_section(admission, case))
    stay = Stay(
        case=case, person=case.person, key=case.key, shelter=shelter, referral=now, entitled=coming.entitled,
        admitted_at=coming.came_at, admitted_by=by.reference, rights_language=admission.language, rights_told=admission.told,
        once=mark,
    )  # fmt: skip
    stay.seal(care=admission.care)
    keep(stay, at=coming.came_at)
    take_place(stay, admission.place, at=coming.came_at)
    for child in admission.children:
        _bring(stay, child)
    _need_is_met(case, stay, by=by, at=at)
    touch(case, shelter.desk, at)
    record(Did.STAY_BEGUN, case, by=by, at=at, entitled=coming.entitled.value, children=str(len(admission.children)))
    news.tell_admitted(stay, by=by, at=at)
    return stay


@act
def turn_away(
    referral: "Referral", reason: Refused, elsewhere: Elsewhere, words: str, *, by: Actor, at: datetime
) -> Refusal:  # fmt: skip
    """Somebody whose referral was accepted is not taken in after all: with a reason that can be one, and another safe place
    that was found. Errors: `CannotShelter`; of the case."""
    case = locked_case(referral.case)
    writable(case)
    now = _waiting(referral, at)
    refuse(rules.why_not_refuse(reason, elsewhere, words, is_child=case.person.is_child))
    desk = now.receiving_desk
    assert desk is not None  # noqa: S101  # an accepted referral has one
    refusal = Refusal(
        referral=now, case=case, person=case.person, key=case.key, desk=desk, reason=reason, elsewhere=elsewhere,
        by=by.reference, at=at,
    )  # fmt: skip
    refusal.seal(words=words)
    refusal.save(force_insert=True)
    touch(case, desk, at)
    record(Did.NOT_TAKEN_IN, case, by=by, at=at, reason=reason.value, elsewhere=elsewhere.value)
    news.tell_turned_away(refusal, by=by, at=at)
    return refusal


@act
def record_no_place(referral: "Referral", *, by: Actor, at: datetime) -> Case:
    """No place is free: the person goes on waiting, and the need stands as unmet, with its reason. Errors: `CannotShelter`; of
    the case."""
    case = locked_case(referral.case)
    desk = _waiting(referral, at).receiving_desk
    assert desk is not None  # noqa: S101  # an accepted referral has one
    need = case_queries.need_standing(case, Need.SAFE_PLACE) or cases.state_need(
        case, Need.SAFE_PLACE, desk=desk, by=by, at=at
    )  # fmt: skip
    if NeedState.UNMET in NEED_NEXT[NeedState(need.state)]:
        cases.answer_need(need, NeedState.UNMET, reason=UnmetReason.NO_BED, desk=desk, by=by, at=at)
    record(Did.NO_PLACE_FREE, case, by=by, at=at)
    return case


def take_place(stay: Stay, place: Place, *, at: datetime, companion: Companion | None = None) -> Occupancy:
    """Somebody has a place from now on. Called inside an act; the place is held until it ends. Errors: `CannotShelter`."""
    now = queries.locked_place(place.pk)
    refuse(rules.why_not_place(taken=queries.is_taken(now), closed=bool(now.closed_because)))
    return Occupancy.objects.create(stay=stay, companion=companion, place=now, since=at)


def _with_birth_years(coming: Coming, case: Case) -> Coming:
    return replace(coming, born=(*coming.born, *queries.birth_years(case.person)))


def _bring(stay: Stay, child: Child) -> None:
    companion = Companion(stay=stay, key=stay.key, born=child.born, boy=child.boy)
    companion.seal(name=child.name)
    companion.save(force_insert=True)
    if child.place is not None:
        take_place(stay, child.place, at=stay.admitted_at, companion=companion)


def _waiting(referral: "Referral", at: datetime) -> "Referral":
    """The referral as it stands now. Errors: `CannotShelter` where it waits for nothing, or the ground has ended."""
    now = answering.taken_on(referral.reference)
    assert now is not None  # noqa: S101  # a referral is never deleted
    refuse([] if answering.is_taken_on(now, at) else [WhyNot.GROUND_ENDED])
    refuse([WhyNot.NOT_WAITING] if queries.is_settled(now) else [])
    return now


def _why_not_section(admission: Admission, case: Case) -> list[WhyNot]:
    year = admission.coming.came_at.year
    boys = [year - child.born for child in admission.children if child.boy]
    who = queries.who_is(case.person, children=len(admission.children), oldest_boy=max(boys, default=None))
    section = admission.place.unit.section
    return rules.why_not_in_section(queries.takes(section), who, boys_until=section.shelter.boys_until)


def _need_is_met(case: Case, stay: Stay, *, by: Actor, at: datetime) -> None:
    """The need of a safe place, where somebody stated it, is met."""
    need = case_queries.need_standing(case, Need.SAFE_PLACE)
    if need is not None and need.state != NeedState.DECLINED:
        cases.answer_need(need, NeedState.MET, desk=stay.shelter.desk, by=by, at=at)
