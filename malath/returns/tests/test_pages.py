"""The pages of a return: who sees what, who may do what, and that every button has one address."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit.models import Event
from malath.cases.testing import make_case
from malath.foundation import clock as times
from malath.foundation.testing import Clock
from malath.people.words import AgeBand
from malath.privacy.testing import make_block, make_consent
from malath.privacy.words import ConsentKind
from malath.referrals.testing import make_accepted_referral
from malath.returns import actions
from malath.returns.models import Instalment, Project, Return
from malath.returns.testing import (
    ASKED,
    DAY,
    DECLARED,
    HOUR,
    LEAVES,
    make_grant,
    make_project,
    make_ready,
    make_return,
    make_ticket,
    wish,
)
from malath.returns.tests.conftest import House
from malath.returns.words import ReturnState

SHEETS = (
    "fear", "talk", "declare", "danger", "child", "paper", "fines", "fit", "ask_mission", "answer", "stop", "journey",
    "ticket", "depart", "arrival", "refund", "cost", "grant",
)  # fmt: skip
BUTTONS = ("close_road", "withdraw", "reopen", "take", "cancel_journey", "miss")


@pytest.fixture(autouse=True)
def _now(clock: Clock) -> None:
    clock.at = DECLARED


def at(name: str, row: Return, *rest: object) -> str:
    return reverse(f"returns:{name}", args=[row.reference, *rest])


def post(user: User, url: str, **typed: object) -> int:
    return signed_in(Client(), user).post(url, typed).status_code


def seen(user: User, row: Return) -> str:
    return signed_in(Client(), user).get(at("checklist", row)).content.decode()


def day(moment: object) -> str:
    on = times.in_amman(moment)  # type: ignore[arg-type]  # a moment
    return f"{on.day}/{on.month}/{on.year}"


def test_somebody_walks_in_and_goes_home_page_by_page(house: House, clock: Clock) -> None:
    office = signed_in(Client(), house.lina)
    clock.at = ASKED
    typed = {
        "once": str(uuid4()), "kind": "stranded", "country": "PH", "asked_by": "self", "asked_on": day(ASKED), "own_wish": "on",
        "name": "Carlos Alias", "age_band": AgeBand.B30, "sex": "male", "nationality": "PH", "language": "en",
        "interpreter": "none", "method": "spoken", "record": "on", "file": "on", "pressing": ["no_roof"],
    }  # fmt: skip
    answer = office.post(reverse("returns:ask_first"), typed)
    assert answer.status_code == 302, answer.content.decode()
    row = Return.objects.get()
    steps: tuple[tuple[str, dict[str, object]], ...] = (
        ("fear", {"fear": "no", "court": "none"}),
        ("talk", {"once": str(uuid4()), "held_by": "office", "day": day(ASKED), "hour": "9:00", "language": "en",
                  "own_language": "on", "alone": "on"}),
    )  # fmt: skip
    for name, said in steps:
        assert post(house.lina, at(name, row), **said) == 302
    clock.at = DECLARED
    later: tuple[tuple[str, dict[str, object]], ...] = (
        ("talk", {"once": str(uuid4()), "held_by": "office", "day": day(DECLARED), "hour": "9:00", "language": "en",
                  "own_language": "on", "alone": "on"}),
        ("declare", {"language": "en", "own_language": "on", "read_aloud": "on"}),
        ("danger", {"likelihood": "1", "harm": "2", "words": "His brother has work.", "way": "none"}),
        ("paper", {"kind": "travel_document", "state": "clear"}),
        ("paper", {"kind": "exit", "state": "clear"}),
        ("paper", {"kind": "debts", "state": "clear"}),
        ("fit", {"fit": "yes", "examined_on": day(ASKED), "until": day(LEAVES + 3 * DAY), "medicines": "60"}),
        ("ask_mission", {"mission": house.mission.agency.reference}),
        ("answer", {"answer": "confirmed"}),
        ("journey", {"meets": "Ana", "hour_there": "9", "way_1": "AMM–MNL", "leaves_on_1": day(LEAVES), "leaves_hour_1": "8",
                     "arrives_on_1": day(LEAVES), "arrives_hour_1": "22"}),
        ("ticket", {"number": "157", "fare": "٤١٢٫٥", "currency": "JOD"}),
    )  # fmt: skip
    for name, said in later:
        assert post(house.lina, at(name, row), **said) == 302, name
    assert "AMM–MNL" in seen(house.lina, row)
    clock.at = LEAVES
    assert post(house.lina, at("depart", row), wish="yes") == 302
    clock.at = LEAVES + DAY
    assert post(house.lina, at("arrival", row), day=day(LEAVES), hour="22:00") == 302
    row.refresh_from_db()
    assert row.state == ReturnState.ARRIVED


def test_the_checklist_says_what_blocks_why_and_who_acts_next(house: House, returning: Return) -> None:
    page = seen(house.lina, returning)
    assert "Nobody asked yet whether the person fears going back." in page
    assert "No doctor has said yet that the person can fly." in page
    assert at("fear", returning) in page
    assert at("ticket", returning) not in page
    assert "victim" not in page.lower()


def test_what_was_typed_stays_and_the_page_says_why_it_is_refused(house: House, returning: Return) -> None:
    typed = {"likelihood": "3", "harm": "3", "words": "  ", "way": "none"}
    answer = signed_in(Client(), house.lina).post(at("danger", returning), typed)
    assert answer.status_code == 422
    answer = signed_in(Client(), house.lina).post(at("declare", returning), {"language": "en", "witness": "what I typed"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "what I typed" in page
    assert "Two talks, a day or more apart" in page


def test_a_fourth_decimal_is_refused_and_never_rounded(house: House, returning: Return) -> None:
    project = make_project(house.office, house.lina)
    typed = {"once": str(uuid4()), "line": "exam", "paid_by": "project", "project": project.reference, "currency": "JOD",
             "actual": "10.0001", "rate": "1"}  # fmt: skip
    client = signed_in(Client(), house.lina)
    assert client.post(at("cost", returning), typed).status_code == 422
    assert client.post(at("cost", returning), typed | {"actual": "10.001"}).status_code == 302
    project.refresh_from_db()
    assert str(project.spent) == "10.001"


def test_a_grant_is_made_and_paid_on_its_pages(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    make_ticket(returning, house.lina)
    project = make_project(house.office, house.lina)
    typed = {"project": project.reference, "amount": "600", "amount_1": "400.500", "kind_1": "in_kind", "amount_2": "199.5",
             "kind_2": "cash"}  # fmt: skip
    assert post(house.lina, at("grant", returning), **typed) == 302
    first = at("pay", returning, Instalment.objects.get(number=1).reference)
    assert [post(house.lina, first, receipt="R-1"), post(house.lina, first, receipt="R-2")] == [302, 422]
    assert post(house.lina, at("pay", returning, returning.reference), receipt="R-1") == 404
    page = seen(house.lina, returning)
    assert "R-1" in page
    assert "400.500 JOD" in page


def test_helping_bodies_look_and_only_the_office_writes(house: House) -> None:
    case = make_case(house.helpers, house.nour, ASKED)
    make_consent(case.person, ConsentKind.C11, desk=house.helpers, by=house.nour, at=ASKED)
    make_accepted_referral(house.nour, house.helpers, house.lina, house.office, ASKED, case=case, type=ServiceKind.AVRR)
    row = actions.ask(case.person, wish(), case=case, desk=house.office, by=house.lina, at=ASKED)
    assert signed_in(Client(), house.nour).get(at("checklist", row)).status_code == 200
    assert at("fear", row) not in seen(house.nour, row)
    for name in (*SHEETS, *BUTTONS):
        assert post(house.nour, at(name, row)) == 403
    page = signed_in(Client(), house.nour).get(reverse("workday:case", args=[case.reference])).content.decode()
    assert at("checklist", row) in page


def test_the_unit_and_the_police_read_nothing_of_it(house: House) -> None:
    station = make_desk(make_agency(AgencyKind.POLICE))
    officer = make_user(Role.POLICE, station)
    case = make_case(station, officer, ASKED)
    make_consent(case.person, ConsentKind.C11, desk=station, by=officer, at=ASKED)
    row = actions.ask(case.person, wish(), case=case, desk=house.office, by=house.lina, at=ASKED)
    make_accepted_referral(officer, station, house.yusuf, house.unit, ASKED, case=case, type=ServiceKind.IDENTIFICATION)
    for user in (officer, house.yusuf):
        assert signed_in(Client(), user).get(at("checklist", row)).status_code == 403
        page = signed_in(Client(), user).get(reverse("workday:case", args=[case.reference])).content.decode()
        assert at("checklist", row) not in page


def test_a_stranger_and_a_blocked_worker_get_what_a_return_that_never_was_gets(house: House, returning: Return) -> None:
    make_block(returning.person, user=house.omar)
    nowhere = reverse("returns:checklist", args=["ZZZZ-ZZZZ-ZZZZ"])
    for user in (make_user(Role.RETURN, house.mission), house.omar, house.nour):
        client = signed_in(Client(), user)
        assert client.get(at("checklist", returning)).status_code == client.get(nowhere).status_code == 404
        assert all(client.post(at(name, returning)).status_code == 404 for name in (*SHEETS, *BUTTONS, "approve_fines"))


def test_acts_need_post_and_a_supervisor_approves(house: House, returning: Return) -> None:
    client = signed_in(Client(), house.lina)
    assert all(client.get(at(name, returning)).status_code == 405 for name in BUTTONS)
    assert client.post(at("approve_fines", returning)).status_code == 403
    assert signed_in(Client(), house.omar).post(at("approve_fines", returning)).status_code == 302


def test_the_queue_shows_what_presses_first_and_names_every_file_to_the_trail(house: House) -> None:
    later = make_return(house.office, house.lina, name="Later Alias")
    first = make_return(house.office, house.omar, name="First Alias", pressing=["ill"])
    page = signed_in(Client(), house.lina).get(reverse("returns:queue")).content.decode()
    assert page.index(first.reference) < page.index(later.reference)
    mine = signed_in(Client(), house.lina).get(reverse("returns:queue"), {"whose": "mine"}).content.decode()
    assert later.reference in mine
    assert first.reference not in mine
    gated = signed_in(Client(), house.lina).get(reverse("returns:queue"), {"gate": "G7"}).content.decode()
    assert later.reference not in gated
    told = Event.objects.filter(name="return.listed").order_by("pk")[0]
    assert later.person.reference in str(told.facts)


def test_who_was_referred_waits_in_the_queue_until_a_return_is_opened(house: House) -> None:
    case = make_case(house.helpers, house.nour, ASKED)
    make_consent(case.person, ConsentKind.C11, desk=house.helpers, by=house.nour, at=ASKED)
    make_accepted_referral(house.nour, house.helpers, house.lina, house.office, ASKED, case=case, type=ServiceKind.AVRR)
    client, where = signed_in(Client(), house.lina), reverse("returns:ask", args=[case.person.reference])
    assert where in client.get(reverse("returns:queue")).content.decode()
    typed = {"once": str(uuid4()), "kind": "vulnerable", "country": "LK", "asked_by": "shelter", "asked_on": day(ASKED),
             "own_wish": "on"}  # fmt: skip
    assert client.post(where, typed).status_code == 302
    assert where not in client.get(reverse("returns:queue")).content.decode()


def test_departures_of_a_day_are_shown_only_to_who_may_see_each_person(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    make_ticket(returning, house.lina)
    where = {"day": day(LEAVES)}
    url = reverse("returns:departures")
    seen = signed_in(Client(), house.lina).get(url, where).content.decode()
    assert all(one in seen for one in ("AMM–DXB", "DXB–MNL", "A helper at the gate", "Ana of the mission"))
    make_block(returning.person, user=house.omar)
    assert "AMM–DXB" not in signed_in(Client(), house.omar).get(url, where).content.decode()
    assert "AMM–DXB" not in signed_in(Client(), make_user(Role.RETURN, house.mission)).get(url, where).content.decode()
    assert signed_in(Client(), house.nour).get(url, where).status_code == 403


def test_another_leg_is_asked_for_with_what_was_typed_and_nothing_is_written(house: House, returning: Return) -> None:
    client = signed_in(Client(), house.lina)
    url = at("journey", returning)
    assert client.get(url).content.decode().count('name="way_') == 1
    page = client.post(url, {"go": "another", "legs_shown": "1", "way_1": "AMM–DXB 901"}).content.decode()
    assert page.count('name="way_') == 2
    assert "AMM–DXB 901" in page
    assert 'name="legs_shown" value="2"' in page
    refused = client.post(url, {"legs_shown": "٢", "way_1": "AMM–DXB 901", "way_2": "DXB–MNL 332"})
    assert refused.status_code == 422
    assert refused.content.decode().count('name="way_') == 2


def test_a_child_who_walks_in_is_shown_the_way_by_a_case(house: House, returning: Return) -> None:
    page = signed_in(Client(), house.lina).get(reverse("returns:ask_first")).content.decode()
    assert f'href="{reverse("cases:new")}"' in page


def test_figures_never_tell_a_few_people_apart(house: House, returning: Return) -> None:
    client = signed_in(Client(), house.lina)
    typed = {"name": "Way home", "budget": "50000", "currency": "JOD", "ends_on": day(LEAVES)}
    assert client.post(reverse("returns:programme"), typed).status_code == 302
    assert client.post(reverse("returns:programme"), typed).status_code == 422
    one = client.get(reverse("returns:programme")).content.decode()
    for number in range(3):
        make_return(house.office, house.lina, name=f"Alias {number}")
    assert client.get(reverse("returns:programme")).content.decode().count("fewer than") == one.count("fewer than")
    assert "50,000.000 JOD" in one
    assert Project.objects.count() == 1


def test_the_pages_take_as_many_statements_for_one_as_for_many(house: House, returning: Return) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    make_ticket(returning, house.lina)
    client = signed_in(Client(), house.lina)
    urls = (reverse("returns:queue"), at("checklist", returning), reverse("returns:programme"))

    def count() -> list[int]:
        found = []
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            found.append(len(asked))
        return found

    few = count()
    project = make_project(house.office, house.lina, at=ASKED)
    make_grant(returning, project, house.lina)
    for number in range(3):
        make_ready(make_return(house.office, house.lina, name=f"Alias {number}"), house.mission.agency, house.lina)
    actions.miss(returning, by=house.lina, at=LEAVES + HOUR)
    assert [many - before for many, before in zip(count(), few, strict=True)] == [0, 0, 0]
