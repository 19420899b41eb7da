"""The legal track for tests and demo data, made by the real acts."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.foundation.actor import WORKER, Actor
from malath.justice import actions
from malath.justice.actions import Accused, Beginning, Claimed, Sitting
from malath.justice.models import AllegedParty, Claim, Hearing, Proceeding
from malath.justice.words import Capacity, ClaimKind, Purpose, State
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


def make_claim(
    case: Case, desk: Desk, by: Actor = WORKER, kind: ClaimKind = ClaimKind.WAGES, *, amount: str = "9000", at: datetime = AFTER
) -> Claim:
    """A claim of an amount; of a passport without one."""
    wanted = None if kind == ClaimKind.PASSPORT else Decimal(amount)
    what = Claimed(kind, TODAY, wanted, "Thread & Sons", "Seven months at the third gate.")
    return actions.claim(case, what, desk=desk, by=by, at=at)
