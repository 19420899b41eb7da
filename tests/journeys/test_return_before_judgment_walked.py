"""Scenario 1, steps 10 to 12, at a browser: Worker A wants to go home before the judgment. Each form is filled and sent as a
person would; the ticket stays blocked until each thing that holds her up is settled, and the criminal case goes on."""

from datetime import timedelta

from malath.accounts.models import User
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.cases.words import CaseStatus
from malath.foundation.testing import Clock
from malath.identification.testing import make_given, make_potential
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.justice.models import Proceeding
from malath.justice.testing import make_co_operation, make_proceeding
from malath.justice.words import State
from malath.people.models import AbscondingReport, Waiver
from malath.people.testing import make_party, make_report, make_safe_contact
from malath.people.words import Decided
from malath.privacy.testing import make_consent
from malath.privacy.words import Answer, ConsentKind
from malath.questionnaires.actions import filling
from malath.questionnaires.queries import form_of
from malath.referrals.testing import make_accepted_referral
from malath.returns.models import Return, Survey
from malath.returns.testing import ASKED, DAY, HOUR, LEAVES, make_survey_form
from malath.returns.tests.conftest import House, clock, house
from malath.ui.text import strip_bidi
from malath.workday.tick import tick
from tests.journeys.test_returns_walked import Desk, desk, pytestmark
from tests.journeys.test_scenarios_of_return import declare, fly, on, talk

__all__ = ["clock", "desk", "house", "pytestmark"]
EMPLOYERS_PHONE = "790000077"
TICKET = {"number": "157-3", "fare": "380", "currency": "JOD"}
BEGUN = ASKED - HOUR


def worker_a(house: House) -> Case:
    """A potential victim whose matter the Unit has, who said no to the embassy, and wrote down no number of any paper."""
    case = make_potential(make_case(house.helpers, house.nour, BEGUN, name="Worker A"), house.helpers, house.nour, BEGUN)
    person, here = case.person, house.helpers
    make_party(person, here, by=house.nour, at=BEGUN)
    make_safe_contact(person, here, by=house.nour, at=BEGUN)
    make_report(person, here, by=house.nour, at=BEGUN)
    make_given(case, here, house.nour, house.unit, house.yusuf, BEGUN)
    make_co_operation(case, here, house.nour, at=BEGUN)
    make_proceeding(case, house.unit, house.yusuf, at=BEGUN)
    make_consent(person, ConsentKind.C6, Answer.NO, desk=here, by=house.nour, at=BEGUN)
    make_consent(person, ConsentKind.C11, desk=here, by=house.nour, at=BEGUN)
    make_accepted_referral(house.nour, here, house.lina, house.office, BEGUN, case=case, type=ServiceKind.AVRR)
    return case


def counts_the_overstay(desk: Desk, house: House, case: Case) -> None:
    """Step 10: both readings, beside the waiver that would remove the debt; nothing here is a bill."""
    lina, person = house.lina, case.person.reference
    assert desk.press(lina, "workday:count_overstay", person, lawful_until=on(ASKED - 212 * DAY)) == 302
    page = strip_bidi(desk.look(lina, "workday:stay", person))
    assert all(words in page for words in ("212 days without a permit", "636", "720", "No waiver applied for"))
    assert "Which reading the authority uses is an open question." in page
    assert "a sign of control" in page
    assert ">Pay" not in page
    assert desk.press(lina, "workday:apply_for_waiver", person, on=on(ASKED)) == 302


def asks_to_go_home(desk: Desk, house: House, clock: Clock, case: Case) -> str:
    """Step 11, first half: early testimony, no fear, two talks a day apart, and only then a declaration. Gives the return."""
    lina, person = house.lina, case.person.reference
    wish = {"kind": "potential", "country": "ET", "asked_by": "self", "asked_on": on(ASKED), "own_wish": "on"}
    assert desk.press(lina, "returns:ask", person, **wish) == 302
    row = Return.objects.get().reference
    assert desk.press(lina, "returns:fear", row, fear="no", court="open") == 302
    assert "has not been told yet of early and remote testimony" in desk.look(lina, "returns:checklist", row)
    assert desk.press(lina, "returns:fear", row, fear="no", court="told") == 302
    assert "early and remote testimony" not in desk.look(lina, "returns:checklist", row)
    assert talk(lina, row, ASKED) == 302
    clock.at = ASKED + DAY - HOUR
    assert talk(lina, row, clock.at) == 302
    assert declare(lina, row) == 422
    clock.at = ASKED + DAY
    assert talk(lina, row, clock.at) == 302
    assert declare(lina, row) == 302
    return row


def asks_the_embassy_for_papers_alone(desk: Desk, house: House, clock: Clock, case: Case, row: str) -> None:
    """Her no to the embassy holds until she is asked again; then the letter asks for a paper and never says why."""
    lina, document = house.lina, {"kind": "travel_document"}
    assert desk.press(lina, "returns:paper", row, **document, state="asked") == 422
    make_consent(case.person, ConsentKind.C6, desk=house.helpers, by=house.nour, at=clock.at)
    assert desk.press(lina, "returns:paper", row, **document, state="asked") == 302
    for kind in ("travel_document", "exit", "debts"):
        assert desk.press(lina, "returns:paper", row, kind=kind, state="clear") == 302


def waits_for_the_ticket(desk: Desk, house: House, case: Case, row: str) -> None:
    """Step 11, second half: one thing after the other opens, and no ticket is bought before the last."""
    lina, person = house.lina, case.person.reference
    danger = {"likelihood": "1", "harm": "2", "words": "Her sister has a room for her.", "way": "none"}
    assert desk.press(lina, "returns:danger", row, **danger) == 302
    fit = {"fit": "yes", "examined_on": on(ASKED), "until": on(LEAVES + 2 * DAY), "medicines": 0}
    assert desk.press(lina, "returns:fit", row, **fit) == 302
    assert fly(lina, row, LEAVES) == 302
    assert desk.press(lina, "returns:ask_mission", row, mission=house.mission.agency.reference) == 302
    assert holds(desk, lina, row) == {"overstay", "report", "mission"}
    waiver = Waiver.objects.get().reference
    assert desk.press(lina, "workday:decide_waiver", person, waiver, decided=Decided.GRANTED, on=on(ASKED)) == 302
    assert holds(desk, lina, row) == {"report", "mission"}
    report = AbscondingReport.objects.get().reference
    assert desk.press(house.nour, "workday:cancel_report", person, report, on=on(ASKED), known="said") == 302
    assert holds(desk, lina, row) == {"mission"}
    assert desk.press(lina, "returns:answer", row, answer="confirmed") == 302
    assert holds(desk, lina, row) == set()
    assert desk.press(lina, "returns:ticket", row, **TICKET) == 302


HELD = {
    "overstay": "The overstay is neither waived nor settled another way.",
    "report": "An absconding report is not cancelled.",
    "mission": "The receiving mission has not answered yet.",
}


def holds(desk: Desk, lina: User, row: str) -> set[str]:
    """What the checklist says holds her up; while it says anything, a ticket is refused."""
    page = desk.look(lina, "returns:checklist", row)
    found = {name for name, words in HELD.items() if words in page}
    if found:
        assert desk.press(lina, "returns:ticket", row, **TICKET) == 422
    return found


def goes_home(desk: Desk, house: House, clock: Clock, row: str) -> None:
    """Step 12: asked once more at the gate, on the way, there within a day; nobody is alarmed."""
    lina, clock.at = house.lina, LEAVES
    assert desk.press(lina, "returns:depart", row, wish="yes") == 302
    clock.at = LEAVES + timedelta(hours=20)
    assert desk.press(lina, "returns:arrival", row, day=on(LEAVES), hour="20:00") == 302
    tick(LEAVES + 3 * DAY)
    assert not Item.objects.filter(kind=ItemKind.RETURN_UNCONFIRMED).exists()


def begins_again(desk: Desk, house: House, clock: Clock, case: Case, row: str) -> None:
    """Step 12: a plan within the month, and the first round of how life goes, on her yes to be asked."""
    lina = house.lina
    clock.at = LEAVES + 10 * DAY
    assert desk.press(lina, "returns:begin_plan", row, words="A small shop with her sister.") == 302
    support = {"kind": "business", "words": "Shelves and stock", "until_on": on(LEAVES + 60 * DAY)}
    assert desk.press(lina, "returns:add_support", row, **support) == 302
    page = desk.look(lina, "returns:reintegration", row)
    assert "A small shop with her sister." in page
    baseline = {"round": "baseline", "on": on(clock.at)}
    assert desk.press(lina, "returns:survey", row, **baseline) == 422
    make_survey_form(house.office, house.omar, lina)
    make_consent(case.person, ConsentKind.C13, desk=house.office, by=lina, at=clock.at)
    assert desk.press(lina, "returns:survey", row, **baseline) == 302
    asked = Survey.objects.get()
    assert asked.filling is not None
    [safe] = [item.path for item in form_of(asked.filling.version).items() if item.path.endswith("/safe_now")]
    filling.save(asked.filling, {safe: "yes"}, by=lina, at=clock.at)
    filling.finish(asked.filling, by=lina, at=clock.at)
    assert desk.press(lina, "returns:take_survey", row, "baseline") == 302
    assert "provisional" in desk.look(lina, "returns:reintegration", row).lower()


def test_she_goes_home_before_the_judgment_at_a_browser(desk: Desk, house: House, clock: Clock) -> None:
    clock.at = ASKED
    case = worker_a(house)
    counts_the_overstay(desk, house, case)
    row = asks_to_go_home(desk, house, clock, case)
    asks_the_embassy_for_papers_alone(desk, house, clock, case, row)
    waits_for_the_ticket(desk, house, case, row)
    goes_home(desk, house, clock, row)
    begins_again(desk, house, clock, case, row)
    case.refresh_from_db()
    assert (case.closed_at, case.status) == (None, CaseStatus.POTENTIAL)
    assert Proceeding.objects.get().state == State.REPORTED
    assert EMPLOYERS_PHONE not in strip_bidi(desk.look(house.lina, "returns:checklist", row))
