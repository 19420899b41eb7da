"""Scenarios 3 (a stranded migrant), 1 (steps 11 and 12: home before the judgment), 7 (steps 3 and 5: one grant) and 10 (step 8:
she fears going back). With the pages, without a browser."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation import clock as times
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.linkage.testing import make_pairs, make_said
from malath.linkage.words import Said
from malath.people.models import Waiver
from malath.people.testing import make_overstay, make_report, make_waiver
from malath.people.words import AgeBand, Decided
from malath.privacy.testing import make_consent
from malath.privacy.words import ConsentKind
from malath.referrals.testing import make_accepted_referral, make_sent_referral
from malath.returns import actions
from malath.returns.models import Grant, Instalment, Return
from malath.returns.testing import ASKED, DAY, HOUR, LEAVES, make_project, make_return, wish
from malath.returns.tests.conftest import House, clock, house
from malath.workday.tick import tick

__all__ = ["clock", "house"]
TICKET = {"number": "157-1", "fare": "412.500", "currency": "JOD"}


def look(user: User, name: str, *args: object) -> str:
    return signed_in(Client(), user).get(reverse(name, args=args)).content.decode()


def press(user: User, page: str, /, *args: object, **typed: object) -> int:
    data = {"once": str(uuid4()), "known": "said", **typed}
    return signed_in(Client(), user).post(reverse(page, args=args), data).status_code


def on(moment: datetime) -> str:
    return f"{times.in_amman(moment).date():%d/%m/%Y}"


def talk(user: User, row: str, moment: datetime) -> int:
    said = {"held_by": "office", "language": "en", "own_language": "on", "alone": "on"}
    return press(user, "returns:talk", row, day=on(moment), hour=f"{times.in_amman(moment):%H:%M}", **said)


def declare(user: User, row: str) -> int:
    return press(user, "returns:declare", row, language="en", own_language="on", read_aloud="on")


def fly(user: User, row: str, moment: datetime) -> int:
    leg = {
        "way_1": "AMM–MNL",
        "leaves_on_1": on(moment),
        "leaves_hour_1": "8",
        "arrives_on_1": on(moment),
        "arrives_hour_1": "20",
    }
    return press(user, "returns:journey", row, meets="Ana of the mission", hour_there=9, **leg)


def ready(house: House, row: str, until: datetime, leaves: datetime) -> None:
    """Danger, papers, doctor, mission and journey, on their pages."""
    lina = house.lina
    assert press(lina, "returns:danger", row, likelihood="1", harm="2", words="His brother has work.", way="none") == 302
    for kind in ("travel_document", "exit", "debts"):
        assert press(lina, "returns:paper", row, kind=kind, state="clear") == 302
    typed = {"fit": "yes", "examined_on": on(ASKED), "until": on(until), "medicines": 60}
    assert press(lina, "returns:fit", row, **typed) == 302
    assert press(lina, "returns:ask_mission", row, mission=house.mission.agency.reference) == 302
    assert press(lina, "returns:answer", row, answer="confirmed") == 302
    assert fly(lina, row, leaves) == 302


def walked_in(house: House, clock: Clock) -> str:
    """Steps 1 to 5: no case, no victim, fines refused and paid by a project with approval, and a ticket. Gives the return."""
    clock.at, lina = ASKED, house.lina
    typed = {
        "kind": "stranded", "country": "PH", "asked_by": "self", "asked_on": on(ASKED), "own_wish": "on",
        "age_band": AgeBand.B30,
        "name": "Carlos Alias", "sex": "male", "language": "en", "interpreter": "none", "method": "spoken", "record": "on",
        "file": "on",
    }  # fmt: skip
    assert press(lina, "returns:ask_first", **typed) == 302
    returning = Return.objects.get()
    row, person = returning.reference, returning.person
    officer = make_user(Role.POLICE, make_desk(make_agency(AgencyKind.POLICE)))
    assert press(officer, "returns:fear", row) == 404
    assert Case.objects.count() == 0

    assert press(lina, "returns:fear", row, fear="no", court="none") == 302
    assert talk(lina, row, ASKED) == 302
    assert declare(lina, row) == 422
    make_overstay(person, house.office, by=lina, at=ASKED)
    make_waiver(person, house.office, by=lina, at=ASKED)
    waiver = Waiver.objects.get().reference
    decided = {"decided": Decided.REFUSED, "on": on(ASKED), "after": ""}
    assert press(lina, "workday:decide_waiver", person.reference, waiver, **decided) == 302
    clock.at = ASKED + DAY
    assert talk(lina, row, ASKED + DAY) == 302
    assert declare(lina, row) == 302
    ready(house, row, LEAVES + 30 * DAY, LEAVES)
    assert press(lina, "returns:ticket", row, **TICKET) == 422
    assert "neither waived nor settled another way" in look(lina, "returns:checklist", row)
    assert press(lina, "returns:fines", row, way="project", because="His firm closed; he has nothing.") == 302
    assert press(lina, "returns:approve_fines", row) == 403
    assert press(house.omar, "returns:approve_fines", row) == 302
    assert press(lina, "returns:ticket", row, **TICKET) == 302
    return row


def changes_his_mind(house: House, clock: Clock, row: str) -> None:
    """Step 6: no at the gate, without penalty; later a new declaration, never the old signature, and a new ticket."""
    lina = house.lina
    clock.at = LEAVES
    assert press(lina, "returns:depart", row, wish="no") == 302
    page = look(lina, "returns:checklist", row)
    assert "Nothing is held against anybody." in page
    assert press(lina, "returns:refund", row, amount="200") == 302
    clock.at = LEAVES + DAY
    assert press(lina, "returns:reopen", row) == 302
    assert "The person took the declaration back." in look(lina, "returns:checklist", row)
    assert press(lina, "returns:fear", row, fear="no", court="none") == 302
    assert fly(lina, row, LEAVES + 10 * DAY) == 302
    assert press(lina, "returns:ticket", row, **TICKET) == 422
    assert declare(lina, row) == 302
    assert press(lina, "returns:ask_mission", row, mission=house.mission.agency.reference) == 302
    assert press(lina, "returns:answer", row, answer="confirmed") == 302
    assert press(lina, "returns:ticket", row, **TICKET) == 302


def test_a_stranded_migrant_goes_home_at_the_second_try(house: House, clock: Clock) -> None:
    row, lina = walked_in(house, clock), house.lina
    changes_his_mind(house, clock, row)
    clock.at = LEAVES + 10 * DAY
    assert press(lina, "returns:depart", row, wish="yes") == 302
    project = make_project(house.office, lina, at=clock.at).reference
    parts = {"amount_1": "400.500", "kind_1": "in_kind", "words_1": "Tools", "amount_2": "199.500", "kind_2": "in_kind"}
    assert press(lina, "returns:grant", row, project=project, amount="600", **parts) == 302
    clock.at = LEAVES + 12 * DAY
    tick(clock.at)
    assert Item.objects.filter(kind=ItemKind.RETURN_UNCONFIRMED, seen_at=None).count() == 2
    assert press(lina, "returns:arrival", row, day=on(LEAVES + 10 * DAY), hour="20:00") == 302
    for part in Instalment.objects.order_by("number"):
        assert press(lina, "returns:pay", row, part.reference, receipt=f"R-{part.number}") == 302
    assert Instalment.objects.filter(paid_at__isnull=False).count() == 2
    page = look(lina, "returns:checklist", row)
    assert "victim" not in page.lower()


def test_she_goes_home_before_the_judgment_once_everything_is_clear(house: House, clock: Clock) -> None:
    clock.at, lina = ASKED, house.lina
    case = make_case(house.helpers, house.nour, ASKED - HOUR, name="Worker A")
    make_consent(case.person, ConsentKind.C11, desk=house.helpers, by=house.nour, at=ASKED - HOUR)
    make_accepted_referral(house.nour, house.helpers, lina, house.office, ASKED - HOUR, case=case, type=ServiceKind.AVRR)
    report = make_report(case.person, house.helpers, by=house.nour, at=ASKED - HOUR)
    row = actions.ask(case.person, wish(ASKED), case=case, desk=house.office, by=lina, at=ASKED).reference
    assert press(lina, "returns:fear", row, fear="no", court="open") == 302
    assert "has not been told yet of early and remote testimony" in look(lina, "returns:checklist", row)
    assert press(lina, "returns:fear", row, fear="no", court="told") == 302
    assert press(lina, "returns:paper", row, kind="travel_document", state="asked") == 422
    make_consent(case.person, ConsentKind.C6, desk=house.helpers, by=house.nour, at=ASKED)
    assert press(lina, "returns:paper", row, kind="travel_document", state="asked") == 302
    assert talk(lina, row, ASKED) == 302
    clock.at = ASKED + DAY
    assert talk(lina, row, ASKED + DAY) == 302
    assert declare(lina, row) == 302
    ready(house, row, LEAVES + 2 * DAY, LEAVES)
    ticket = {"number": "157-2", "fare": "380", "currency": "JOD"}
    assert press(lina, "returns:ticket", row, **ticket) == 422
    cancelled = {"on": on(ASKED)}
    assert press(house.nour, "workday:cancel_report", case.person.reference, report.reference, **cancelled) == 302
    assert press(lina, "returns:ticket", row, **ticket) == 302
    clock.at = LEAVES
    assert press(lina, "returns:depart", row, wish="yes") == 302
    clock.at = LEAVES + timedelta(hours=20)
    assert press(lina, "returns:arrival", row, day=on(LEAVES), hour="20:00") == 302
    tick(LEAVES + 3 * DAY)
    assert not Item.objects.filter(kind=ItemKind.RETURN_UNCONFIRMED).exists()
    case.refresh_from_db()
    assert case.closed_at is None


def test_who_fears_going_back_is_offered_protection_and_no_embassy_hears_of_her(house: House, clock: Clock) -> None:
    """Scenario 10, step 8: even a yes to the embassy opens nothing while she fears; the office of the UN is asked with hers."""
    clock.at, lina = ASKED, house.lina
    case = make_case(house.helpers, house.nour, ASKED - HOUR, name="Worker H")
    for kind in (ConsentKind.C11, ConsentKind.C6):
        make_consent(case.person, kind, desk=house.helpers, by=house.nour, at=ASKED - HOUR)
    make_accepted_referral(house.nour, house.helpers, lina, house.office, ASKED - HOUR, case=case, type=ServiceKind.AVRR)
    row = actions.ask(case.person, wish(ASKED), case=case, desk=house.office, by=lina, at=ASKED).reference
    assert press(lina, "returns:fear", row, fear="yes", court="none") == 302
    assert "The person fears going back. Everything waits, and nobody contacts the embassy." in look(
        lina, "returns:checklist", row
    )
    assert press(lina, "returns:paper", row, kind="travel_document", state="asked") == 422
    assert press(lina, "returns:ask_mission", row, mission=house.mission.agency.reference) == 422
    assert talk(lina, row, ASKED) == 302
    clock.at = ASKED + DAY
    assert talk(lina, row, ASKED + DAY) == 302
    assert declare(lina, row) == 422
    refuge = make_desk(make_agency(AgencyKind.UN, "Refugee office"), services=[ServiceKind.PROTECTION], hours=ALWAYS)
    sent = make_sent_referral(house.nour, house.helpers, refuge, clock.at, case=case, type=ServiceKind.PROTECTION)
    assert sent.receiving_desk == refuge
    assert press(lina, "returns:paper", row, kind="travel_document", state="asked") == 422


PARTS = {"amount_1": "400.500", "kind_1": "in_kind", "words_1": "Tools", "amount_2": "199.500", "kind_2": "in_kind"}


def came_twice(house: House, clock: Clock) -> tuple[str, str]:
    """Two requests under two spellings; a supervisor spoke with her: the same person, honest. Both files stay."""
    clock.at = ASKED
    first = make_return(house.office, house.lina, name="Fatuma Ali Hassan", phone="+962790000111")
    second = make_return(house.office, house.lina, name="Fathima Aly Hasan", phone="+962790000111")
    pair = next(iter(make_pairs(second.person, house.office, house.omar, ASKED)))
    make_said(pair, Said.SAME, house.office, house.omar, ASKED)
    return first.reference, second.reference


def test_a_merged_person_has_one_grant_paid_once_and_is_told_how_to_appeal(house: House, clock: Clock) -> None:
    """Scenario 7, steps 3 and 5: help goes on under both files; the second grant is stopped in neutral words, and the way to
    appeal is printed."""
    first, second = came_twice(house, clock)
    lina, project = house.lina, make_project(house.office, house.lina, at=clock.at).reference
    assert "Print how to appeal" not in look(lina, "returns:checklist", second)
    assert press(lina, "returns:grant", first, project=project, amount="600", **PARTS) == 302
    assert press(lina, "returns:grant", second, project=project, amount="600", **PARTS) == 422
    assert Grant.objects.count() == 1
    page = look(lina, "returns:checklist", second)
    assert "No other help ends by it." in page
    assert "fraud" not in page.lower()
    sheet = look(lina, "returns:appeal", second)
    assert "To appeal costs nothing" in sheet
    assert "الاعتراض لا يكلّف شيئًا" in sheet
    assert signed_in(Client(), lina).get(reverse("returns:appeal", args=[first])).status_code == 404
    assert signed_in(Client(), house.yusuf).get(reverse("returns:appeal", args=[second])).status_code == 404
    assert Return.objects.get(reference=second).state == "preparing"
    part = Instalment.objects.get(number=1).reference
    assert press(lina, "returns:pay", first, part, receipt="R-1") == 422
    assert not Instalment.objects.filter(paid_at__isnull=False).exists()
