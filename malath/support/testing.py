"""Support for tests and demo data, made by the real acts."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.cases.models import Case
from malath.cases.words import BestInterest
from malath.foundation import clock
from malath.privacy.testing import MONDAY, make_consent
from malath.privacy.words import ConsentKind
from malath.support import actions
from malath.support.models import Factor, FollowUp, FundRequest, Goal, Panel, Plan, ServiceGiven, Step, UrgentCare
from malath.support.words import Doer, Domain, Funder, FundPurpose, GivenKind, Heard, PanelRole, Pull, Sphere, Unit

AFTER = MONDAY + timedelta(hours=1)
WISH = "She wants her passport back before anything else."


def make_goal(
    case: Case,
    desk: Desk,
    by: User,
    domain: Domain = Domain.DOCUMENTS,
    *,
    words: str = WISH,
    refused: bool = False,
    raised: bool = False,
    at: datetime = AFTER,
) -> Goal:
    return actions.propose_goal(case, domain, words, refused=refused, raised=raised, desk=desk, by=by, at=at)


def make_step(
    goal: Goal,
    desk: Desk,
    by: User,
    doer: Doer = Doer.OURS,
    *,
    words: str = "Ask the embassy what a new passport needs.",
    due_on: date | None = None,
    at: datetime = AFTER,
) -> Step:
    day = due_on or clock.in_amman(at).date() + timedelta(days=7)
    return actions.add_step(goal, words, doer, day, desk=desk, by=by, at=at)


def make_factor(
    case: Case, desk: Desk, by: User, *, words: str = "Her mother owes the broker two years' wages.", at: datetime = AFTER
) -> Factor:
    return actions.write_factor(case, Sphere.HOUSEHOLD, Pull.RISK, words, desk=desk, by=by, at=at)


def make_plan(case: Case, desk: Desk, by: User, *, at: datetime = AFTER) -> Plan:
    """One goal with one action, agreed with the person."""
    make_step(make_goal(case, desk, by, at=at), desk, by, at=at)
    return actions.agree_plan(case, desk=desk, by=by, at=at)


def make_service(case: Case, desk: Desk, by: User, *, at: datetime = AFTER, **what: Any) -> ServiceGiven:
    """A talk with a counsellor, free of charge, unless said otherwise."""
    given: dict[str, Any] = {
        "kind": GivenKind.COUNSELLING, "on": clock.in_amman(at).date(), "units": 1, "unit": Unit.SESSION,
        "provider": "A counsellor of the hill clinic", "funder": Funder.FREE,
    } | what  # fmt: skip
    return actions.record_service(case, actions.Given(**given), desk=desk, by=by, at=at)


def make_contacts(case: Case, desk: Desk, by: User, *, at: datetime = AFTER) -> list[FollowUp]:
    """Agreed to by the person first; a child that has no guardian is protected without (O2)."""
    if not case.person.is_child:
        make_consent(case.person, ConsentKind.C17, desk=desk, by=by, at=at)
    return actions.plan_contacts(case, clock.in_amman(at).date(), desk=desk, by=by, at=at)


def make_event(case: Case, desk: Desk, by: User, *, ago: timedelta = timedelta(hours=30), at: datetime = AFTER) -> UrgentCare:
    """Something happened thirty hours ago, and contraception may matter."""
    return actions.note_event(case, at - ago, contraception=True, desk=desk, by=by, at=at)


def make_request(
    case: Case, to: Desk, desk: Desk, by: User, *, what: str = "Six months' rent and a sewing course", at: datetime = AFTER
) -> FundRequest:
    """480 dinars for rent. The person agreed to the fund's body first."""
    wanted = actions.Wanted(FundPurpose.RENT, what, Decimal(480), (("A landlord in Irbid", Decimal("480.000")),))
    return actions.ask_fund(case, wanted, to=to, desk=desk, by=by, at=at)


def make_panel(case: Case, desk: Desk, by: User, *, at: datetime = AFTER) -> Panel:
    """Three members, the child's own view, and two options; not decided yet."""
    who: dict[str, Any] = {"desk": desk, "by": by, "at": at}
    panel = actions.open_panel(case, "Where is she safe, and near her school?", **who)
    for name, role in (
        ("Maysa", PanelRole.CHILD_PROTECTION), ("Her teacher", PanelRole.SCHOOL), ("The counsellor", PanelRole.HEALTH),
    ):  # fmt: skip
        actions.seat(panel, name, role, **who)
    actions.record_view(panel, Heard.SAID, "I want to stay at school.", **who)
    actions.put_option(panel, BestInterest.RELATIVES, "Her aunt is near the school.", **who)
    actions.put_option(panel, BestInterest.SHELTER, "Safe, and far from the school.", **who)
    return panel
