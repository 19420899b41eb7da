"""From somebody in danger who turned to the helpline to the Unit, by a person's act.

Lock order: the contact → the person's file → the case → the referral → the audit head.
"""

from dataclasses import dataclass
from datetime import datetime

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.words import ServiceKind
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.actions import FirstFacts, Ground
from malath.cases.models import Case
from malath.cases.words import NoteKind, Risk
from malath.foundation.acts import act
from malath.helpline.actions import contacts as helpline
from malath.helpline.models import Contact
from malath.helpline.words import NOT_TOLD, ContactResult
from malath.people.words import AgeBand
from malath.privacy import actions as privacy
from malath.privacy.actions import Circumstances
from malath.privacy.queries import grounds_standing
from malath.privacy.wording import wording
from malath.privacy.words import Answer, BasisKind, ConsentKind, Interpreter, Method
from malath.referrals.actions.base import CannotSend, record
from malath.referrals.actions.drafting import change, draft, send
from malath.referrals.models import Referral
from malath.referrals.words import Reason, Urgency


@dataclass(frozen=True)
class Alarm:
    """What the Unit is told. `told`: what the person wants told; `not_told`: their wish of what must not be, which stands
    before it. `emergency_called`: whether the emergency number was called first."""

    told: str
    not_told: str
    because: str
    age_band: AgeBand
    governorate: str
    emergency_called: bool


@act
def alert(
    contact: Contact, alarm: Alarm, *, desk: Desk, to: Desk, by: User, at: datetime, case: Case | None = None
) -> Referral:
    """A life is in danger (O1): a case is opened, the Unit's duty desk is told what the person wants told, and the contact
    counts as answered. Neither row names the other. `case`: the one that was opened when they wrote before, as whoever presses
    knows it; then none is opened. All of it, or nothing. Errors: `CannotHelp` when somebody was there first, or a case was
    opened before; `CannotChange`, `CannotSend`, `CannotRely`."""
    if not alarm.told.strip():
        raise CannotSend([Reason.REASON_MISSING])
    result = ContactResult.EMERGENCY_CALLED if alarm.emergency_called else ContactResult.PASSED_ON
    helpline.settle_contact(contact, result, opens_case=case is None, by=by, at=at)
    words = f"{NOT_TOLD} {alarm.not_told}\n\n{alarm.told}" if alarm.not_told else alarm.told
    if case is None:
        case = _opened(alarm, words, desk=desk, by=by, at=at)
    elif BasisKind.O1 not in grounds_standing(case.person_id):
        privacy.rely_on(case.person, BasisKind.O1, because=alarm.because, desk=desk, by=by, at=at)
    referral = draft(case, type=ServiceKind.PROTECTION, urgency=Urgency.EMERGENCY, desk=desk, by=by, at=at)
    referral = change(referral, version=referral.version, receiving_desk=to, reason=words, by=by, at=at)
    referral = send(referral, by=by, at=at)
    record(Did.REFERRAL_ALERTED, referral, by=by, at=at)
    return referral


def _opened(alarm: Alarm, words: str, *, desk: Desk, by: User, at: datetime) -> Case:
    first = FirstFacts(
        facts={"age_band": alarm.age_band}, governorate=alarm.governorate, risk=Risk.CRITICAL, notes=[(NoteKind.WORDS, words)]
    )
    return cases.open_case(first, ground=_danger(alarm.because), desk=desk, by=by, at=at)


def _danger(because: str) -> Ground:
    circumstances = Circumstances(Method.SPOKEN, "", Interpreter.NONE)
    return Ground(Answer.NOT_ASKED, circumstances, wording(ConsentKind.C1).proof, BasisKind.O1, because)
