"""What the tests of who gets what write down beside a case: plan, return, panel, complaint."""

from datetime import datetime
from decimal import Decimal

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, Currency, ServiceKind
from malath.awareness.queries import files_of
from malath.awareness.testing import LAST, make_campaign, make_material, make_money, make_session, make_spread, make_survey
from malath.cases.models import Case
from malath.cases.queries import fresh
from malath.foundation.clock import in_amman
from malath.helpline.testing import make_code, make_concern, make_contact, make_line
from malath.offline.testing import make_held, make_phone
from malath.people.actions import change_facts
from malath.people.words import AgeBand
from malath.privacy.testing import make_agreement, make_consent
from malath.privacy.words import ConsentKind
from malath.returns import actions as returns
from malath.returns.actions import Spent
from malath.returns.testing import make_grant, make_project, wish
from malath.returns.words import BudgetLine, PaidBy
from malath.shelter.testing import make_section, make_shelter, places_in
from malath.support.actions import Grievance, call_conference, complain
from malath.support.testing import (
    make_contacts,
    make_event,
    make_factor,
    make_goal,
    make_panel,
    make_request,
    make_service,
    make_step,
)
from malath.support.words import ComplaintKind


def supported(case: Case, own: Desk, opener: User, at: datetime) -> dict[str, str]:
    """What was planned with the person of a case, and what they received."""
    goal = make_goal(case, own, opener, at=at)
    step, factor = make_step(goal, own, opener, at=at), make_factor(case, own, opener, at=at)
    given, contact = make_service(case, own, opener, at=at), make_contacts(case, own, opener, at=at)[0]
    fund = make_desk(make_agency(AgencyKind.FUND))
    make_agreement(case.person, fund.agency, desk=own, by=opener, at=at)
    asked = make_request(case, fund, own, opener, at=at)
    conference = call_conference(case, in_amman(at).date(), "Somebody", desk=own, by=opener, at=at)
    return {
        "goal": goal.reference, "step": step.reference, "factor": factor.reference, "service_given": given.reference,
        "contact": contact.reference, "event": make_event(case, own, opener, at=at).reference,
        "request": asked.reference, "conference": conference.reference,
        **once_in_doubt(case, own, opener, at),
    }  # fmt: skip


def going_home(case: Case, own: Desk, opener: User, at: datetime) -> dict[str, str]:
    """A return that the desk prepares, with a cost that is estimated."""
    make_consent(case.person, ConsentKind.C11, desk=own, by=opener, at=at)
    row = returns.ask(case.person, wish(at), case=case, desk=own, by=opener, at=at)
    spent = Spent(Currency.JOD, Decimal(30), None, Decimal(1), PaidBy.FUND)
    cost = returns.record_cost(row, BudgetLine.EXAM, spent, by=opener, at=at)
    part = make_grant(row, make_project(own, opener, at=at), opener, at=at).instalments.get(number=1)
    return {"returning": row.reference, "cost": cost.reference, "part": part.reference}


def once_in_doubt(case: Case, own: Desk, opener: User, at: datetime) -> dict[str, str]:
    """A panel about somebody whose age was in doubt for a while, and a complaint that another body answers."""
    desk = make_desk(make_agency(AgencyKind.ASSOCIATION))
    make_user(Role.SUPERVISOR, desk)
    before = case.person.age_band
    _of_age(case, AgeBand.DOUBT, own, opener, at)
    panel = make_panel(fresh(case), own, opener, at=at)
    _of_age(case, before, own, opener, at)
    grievance = Grievance(ComplaintKind.DELAY, desk.agency, "It took a month.")
    return {"panel": panel.reference, "complaint": complain(case, grievance, by=opener, at=at).reference}


def _of_age(case: Case, band: str, own: Desk, opener: User, at: datetime) -> None:
    person = fresh(case).person
    change_facts(person, {"age_band": band}, version=person.version, desk=own, by=opener, at=at)


MATERIAL = (
    "material", "change_material", "put_file", "say_tested", "send_back", "approve", "go_live", "retire_material",
    "note_showing",
)  # fmt: skip


def told_in_public(desk: Desk, at: datetime) -> dict[str, str]:
    """A campaign with a session and a line of money."""
    campaign = make_campaign(desk, at=at)
    money, session = make_money(campaign, at=at), make_session(campaign, on=LAST, at=at)
    material = make_material(desk, at=at)
    return {
        "campaign": campaign.reference, "aw_money": money.reference, "aw_session": session.reference,
        "aw_spread": make_spread(campaign, at=at).reference,
        "material": material.reference, "aw_file": files_of(material)[0].reference,
        "survey": make_survey(campaign, at=at).reference,
    }  # fmt: skip


def from_a_phone(at: datetime) -> dict[str, str]:
    """A phone of another body, and a record from it that waits there."""
    desk = make_desk(make_agency(AgencyKind.POLICE))
    phone = make_phone(make_user(Role.POLICE, desk), desk, at=at)
    return {"phone": phone.reference, "record": make_held(phone, at=at).reference}


def of_a_shelter(at: datetime) -> dict[str, str]:
    """A shelter of which nobody here is a member, and a place in it."""
    desk = make_desk(make_agency(AgencyKind.SHELTER), services=[ServiceKind.SHELTER], hours=ALWAYS)
    manager = make_user(Role.SHELTER_MANAGER, desk)
    shelter = make_shelter(desk, manager, at=at)
    place = places_in(make_section(shelter, manager, at=at))[0]
    return {"refuge": shelter.reference, "bed": place.reference}


def heard(desk: Desk, opener: User, at: datetime) -> dict[str, str]:
    """What came in through a code of the own desk."""
    code = make_code(desk, opener, at).code
    make_line(desk, opener, at)
    contact = make_contact(desk, at, words="x").reference
    return {"code": code.reference, "concern": make_concern(code, at, "CH01").concern.reference, "turned": contact}
