"""The legal track for tests and demo data, made by the real acts."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from malath.accounts.models import User
from malath.agencies.models import Agency, Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.foundation.actor import WORKER, Actor
from malath.foundation.clock import in_amman
from malath.justice import actions
from malath.justice.actions import Accused, Beginning, Claimed, Handed, Shown, Sitting
from malath.justice.models import AllegedParty, Claim, Exhibit, Hearing, Notice, Proceeding, Proof
from malath.justice.words import (
    Capacity,
    ClaimKind,
    Element,
    Event,
    ExhibitKind,
    LegalAid,
    MeasureKind,
    Purpose,
    Reproached,
    State,
)
from malath.people.words import PartyKind
from malath.privacy.testing import MONDAY, make_consent
from malath.privacy.words import Answer, ConsentKind
from malath.referrals.testing import make_accepted_referral

AFTER = MONDAY + timedelta(hours=1)
TODAY = date(2026, 11, 2)
INTELLIGENCE = "Watched since March; two more houses behind the third gate."


def make_co_operation(case: Case, desk: Desk, by: Actor = WORKER, answer: Answer = Answer.YES, at: datetime = MONDAY) -> None:
    """The person says whether they co-operate with the investigation (C5)."""
    make_consent(case.person, ConsentKind.C5, answer, desk=desk, by=by, at=at)


def make_opened_to(
    case: Case, other: Desk, officer: User, service: ServiceKind, *, desk: Desk, by: User, at: datetime = MONDAY
) -> None:
    """Another body is let in by an accepted referral."""
    make_accepted_referral(by, desk, officer, other, at, case=case, type=service)


def make_proceeding(
    case: Case, desk: Desk, by: Actor = WORKER, state: State = State.REPORTED, at: datetime = AFTER, **how: Any
) -> Proceeding:
    what = Beginning(state, how.pop("on", TODAY), Capacity.INJURED, number="2026/77", court="Station of the third gate")
    return actions.begin(case, what, desk=desk, by=by, at=at, **how)


def make_moved(
    proceeding: Proceeding, case: Case, desk: Desk, *states: State, by: Actor = WORKER, on: date = TODAY, at: datetime = AFTER
) -> Proceeding:
    """From state to state, each with a reason."""
    for state in states:
        actions.move(proceeding, case, state, on=on, because="So it was decided.", desk=desk, by=by, at=at)
    return proceeding


def make_accused(
    proceeding: Proceeding, case: Case, desk: Desk, by: Actor = WORKER, *, at: datetime = AFTER, **known: Any
) -> AllegedParty:  # fmt: skip
    found: dict[str, Any] = {"name": "Nabil Alias Demo", "what": INTELLIGENCE} | known
    who = Accused(PartyKind.ALLEGED_TRAFFICKER, **found)
    return actions.accuse(proceeding, case, who, desk=desk, by=by, at=at)


def make_hearing(
    proceeding: Proceeding, case: Case, desk: Desk, by: Actor = WORKER, *, days: float = 10, at: datetime = AFTER
) -> Hearing:
    """A hearing that many days ahead."""
    what = Sitting(at + timedelta(days=days), Purpose.TESTIMONY, "Hall 3, court of the third gate")
    return actions.set_hearing(proceeding, case, what, desk=desk, by=by, at=at)


def make_proof(
    accused: AllegedParty, case: Case, desk: Desk, by: Actor = WORKER, element: Element = Element.ACT, code: str = "recruit",
    *, what: str = "He met her at the airport.", exhibit: Exhibit | None = None, at: datetime = AFTER,
) -> Proof:  # fmt: skip
    return actions.prove(accused, case, Shown(element, code, what, exhibit), desk=desk, by=by, at=at)


def make_claim(
    case: Case, desk: Desk, by: Actor = WORKER, kind: ClaimKind = ClaimKind.WAGES, *, amount: str = "9000", at: datetime = AFTER
) -> Claim:
    """A claim of an amount; of a passport without one."""
    wanted = None if kind == ClaimKind.PASSPORT else Decimal(amount)
    what = Claimed(kind, TODAY, wanted, "Thread & Sons", "Seven months at the third gate.")
    return actions.claim(case, what, desk=desk, by=by, at=at)


def make_legal_file(case: Case, desk: Desk, legal: Agency, *, by: Actor, at: datetime) -> dict[str, str]:
    """One of everything in the legal file of a person, by its reference; the measure is written by a prosecutor."""
    on = in_amman(at).date()
    how: dict[str, Any] = {"desk": desk, "by": by, "at": at}
    court = how | {"desk": make_desk(make_agency(AgencyKind.PROSECUTION))}
    matter = make_proceeding(case, desk, by, at=at, on=on)
    actions.choose(matter, case, [Event.HEARING], **how)
    hearing = make_hearing(matter, case, desk, by, at=at)
    claim = actions.claim(case, Claimed(ClaimKind.WAGES, on, Decimal(900)), **how)
    exhibit = actions.take(matter, case, ExhibitKind.OBJECT, "A key.", Handed("Safe", on), **how)
    mandate = actions.give_mandate(case, legal, "Layla", aid=LegalAid.FREE, on=on, **how)
    return {
        "matter": matter.reference, "hearing": hearing.reference, "claim": claim.reference, "exhibit": exhibit.reference,
        "mandate": mandate.reference, "notice_to_give": Notice.objects.get().reference,
        "accused": make_accused(matter, case, desk, by, at=at).reference,
        "proof": make_proof(make_accused(matter, case, court["desk"], by, at=at), case, court["desk"], by, at=at).reference,
        "act": actions.reproach(case, Reproached.OVERSTAY, on=on, **how).reference,
        "measure": actions.order(matter, case, MeasureKind.CLOSURE, on=on, **court).reference,
    }  # fmt: skip
