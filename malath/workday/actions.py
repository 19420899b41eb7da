"""Acts that many parts have a say in: closing a case, the same help for several people, and telling of closed accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from malath.accounts import actions as staff_acts
from malath.accounts.models import LockOut, User
from malath.accounts.queries.trainees import ADDRESSES, desk_with, trainees
from malath.accounts.roles import Role
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases.models import Case, Closure
from malath.cases.rules import Closing
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.marks import is_training
from malath.foundation.references import new_reference
from malath.privacy import actions as files
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Purpose, WhyNot
from malath.referrals import actions as referrals
from malath.referrals.actions import CannotSend
from malath.referrals.models import Referral
from malath.referrals.words import Reason, Urgency
from malath.workday import closing_queries, closing_rules, news, several_rules
from malath.workday.words import Stands, WhyNotBeside, WhyNotTrain


@dataclass(frozen=True)
class Wanted:
    """What is asked for several people of a situation: the same help, of the same desk, for the same reason."""

    type: ServiceKind
    urgency: Urgency
    desk: Desk
    reason: str


@dataclass(frozen=True)
class Sent:
    """What became of one of them: the referral, or why there is none."""

    case_reference: str
    reference: str = ""
    why_not: tuple[Reason | WhyNot, ...] = ()

    @property
    def may_open(self) -> bool:
        return Reason.NOT_OPEN_TO_YOU not in self.why_not


class CannotTrain(Exception):
    """No accounts were made for trainees."""

    def __init__(self, reason: WhyNotTrain) -> None:
        super().__init__(reason.value)
        self.reason = reason


class CannotCloseBeside(Exception):
    """A case does not close beside what stands of it in other parts."""

    def __init__(self, reasons: Sequence[Stands | WhyNotBeside]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@dataclass(frozen=True)
class Eyes:
    """Who asks to close a case, or approves it: what they see of the file, and for which kind of body."""

    sight: Sight
    holdings: Holdings
    body: AgencyKind


@act
def ask_to_close(case: Case, closing: Closing, eyes: Eyes, *, desk: Desk, by: Actor, at: datetime) -> Closure:
    """The key worker asks to close a case, and answers for what stands beside it; a bed and an open request keep it open.
    Errors: `CannotCloseBeside`; those of referrals and of the case."""
    _refuse_beside(case, eyes, by, at, beside=closing.beside)
    return referrals.ask_to_close_case(case, closing, desk=desk, by=by, at=at)


@act
def close_case(case: Case, eyes: Eyes, *, by: Actor, at: datetime) -> Case:
    """A supervisor approves: looked at once more, under the lock of the file under which somebody is taken in. Errors: as
    asking for it."""
    _refuse_beside(case, eyes, by, at)
    return referrals.close_case(case, by=by, at=at)


def _refuse_beside(case: Case, eyes: Eyes, by: Actor, at: datetime, *, beside: str | None = None) -> None:
    files.lock(case.person_id)
    found = closing_queries.stands(case, eyes.sight, eyes.holdings, eyes.body, at)
    if reasons := closing_rules.why_not_close(found, beside):
        raise CannotCloseBeside(reasons)
    audit.record(Did.CASE_LOOKED_BESIDE, subject=case.reference, file=case.person.reference, by=by, at=at)


@act
def tell_of_lock_out(user: User, until: datetime, *, by: Actor, at: datetime) -> LockOut:
    """Somebody tried wrong passwords for an account too often: administrators and the supervisors of its body are told.
    Errors: `accounts.CannotChange` when that is known already."""
    lock_out = staff_acts.record_lock_out(user, until=until, by=by, at=at)
    told = news.tell_of_lock_out(user, at=at)
    audit.record(Did.LOCK_OUT_TOLD, subject=user.reference, by=by, at=at, facts={"told": str(told)})
    return lock_out


@act
def refer_one(case: Case, wanted: Wanted, *, desk: Desk, by: User, at: datetime, once: UUID | None = None) -> Referral:
    """Ask for one of several people: a referral of its own, on what this person agreed to. All or nothing, so that no
    half-made draft stays behind. Errors: `CannotSend`."""
    if reasons := several_rules.why_not_several(wanted.type):
        raise CannotSend(reasons)
    sent = referrals.refer(
        case, type=wanted.type, urgency=wanted.urgency, to=wanted.desk, reason=wanted.reason, desk=desk, by=by, at=at, once=once
    )
    audit.record(Did.REFERRAL_WITH_OTHERS, subject=sent.reference, file=case.person.reference, by=by, at=at)
    return sent


def refer_several(
    cases: Sequence[tuple[Case, Desk]], wanted: Wanted, *, by: User, at: datetime, once: UUID | None = None
) -> list[Sent]:
    """Ask for several people in one go, one after the other, each in an act of its own: who cannot be referred is named
    with the reason, and holds up nobody. The same form twice asks once."""
    return [_sent(case, wanted, desk=desk, by=by, at=at, once=once) for case, desk in cases]


def _sent(case: Case, wanted: Wanted, *, desk: Desk, by: User, at: datetime, once: UUID | None) -> Sent:
    try:
        return Sent(case.reference, refer_one(case, wanted, desk=desk, by=by, at=at, once=once).reference)
    except CannotSend as refused:
        return Sent(case.reference, why_not=_why_not(case, wanted, refused.reasons, at))


def _why_not(case: Case, wanted: Wanted, reasons: Sequence[Reason], at: datetime) -> tuple[Reason | WhyNot, ...]:
    """For a missing agreement, which one."""
    others = tuple(reason for reason in reasons if reason != Reason.NO_BASIS)
    if len(others) == len(reasons):
        return others
    purpose, body = Purpose(wanted.type), wanted.desk.agency
    return others + privacy.standing_for(case.person_id, purpose=purpose, receiver=body, at=at).why_not


@act
def add_trainees(course: str, many: int, role: Role, *, by: Actor, at: datetime) -> list[User]:
    """The people of a course get accounts, each at a desk where somebody of their role works. In a house for training only.
    Errors: `CannotTrain`."""
    desk = desk_with(role, at)
    if not is_training():
        raise CannotTrain(WhyNotTrain.REAL)
    if desk is None:
        raise CannotTrain(WhyNotTrain.NO_DESK)
    first = len(trainees(at)) + 1
    made = [_trainee(course, number, role, desk, by=by, at=at) for number in range(first, first + many)]
    audit.record(Did.TRAINEES_ADDED, subject=desk.reference, by=by, at=at, facts={"role": role.value, "many": str(many)})
    return made


def _trainee(course: str, number: int, role: Role, desk: Desk, *, by: Actor, at: datetime) -> User:
    user = staff_acts.add_staff(
        agency=desk.agency, email=f"{new_reference().lower()}{ADDRESSES}", name_en=f"Trainee {number} · {course}",
        name_ar=f"متدرب {number} · {course}", by=by, at=at,
    )  # fmt: skip
    staff_acts.join_desk(user, desk, role, by=by, at=at)
    return user
