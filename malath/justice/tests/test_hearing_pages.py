"""Pages of hearings and the calendar: who sees what of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.testing import signed_in
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.justice import actions
from malath.justice.actions import Prepared
from malath.justice.models import Hearing, Notice, Proceeding
from malath.justice.testing import AFTER, make_hearing, make_proceeding
from malath.justice.tests.conftest import House
from malath.justice.tests.test_proceedings import as_, take_back
from malath.justice.words import Arranged, Event

DAY = "2026-11-12"


@pytest.fixture(autouse=True)
def _now(clock: Clock) -> None:
    clock.at = AFTER


@pytest.fixture
def hearing(case: Case, house: House, matter: Proceeding) -> Hearing:
    hearing = make_hearing(matter, case, house.unit, house.yusuf)
    what = Prepared(
        ("screen",), Arranged.DONE, Arranged.DONE, Arranged.DONE, "Her friend Salma", "She is afraid of the stairs."
    )
    actions.prepare(hearing, case, what, **as_(house.desk, house.nour))
    return hearing


def page(user: User, case: Case, hearing: Hearing) -> str:
    args = [case.reference, hearing.proceeding.reference, hearing.reference]
    return signed_in(Client(), user).get(reverse("justice:hearing", args=args)).content.decode()


def month(user: User, day: str = DAY) -> str:
    return signed_in(Client(), user).get(reverse("justice:calendar"), {"day": day}).content.decode()


def test_both_sides_see_when_where_and_what_is_needed(case: Case, house: House, hearing: Hearing) -> None:
    for user in (house.nour, house.layla, house.amal, house.yusuf, house.hadi):
        text = page(user, case, hearing)
        assert "Hall 3" in text
        assert "A screen" in text
    assert "Her friend Salma" in page(house.nour, case, hearing)
    for user in (house.yusuf, house.hadi, house.amal):
        text = page(user, case, hearing)
        assert "Salma" not in text
        assert "stairs" not in text


def test_the_calendar_shows_whose_file_is_open_and_the_co_operation_closes_it(
    case: Case, house: House, hearing: Hearing
) -> None:
    elsewhere = make_case(house.desk, house.nour)
    make_hearing(make_proceeding(elsewhere, house.desk, house.nour), elsewhere, house.desk, house.nour)
    assert elsewhere.reference in month(house.nour)
    for user in (house.yusuf, house.layla, house.amal):
        assert case.reference in month(user)
        assert elsewhere.reference not in month(user)
    take_back(case, house)
    assert case.reference not in month(house.yusuf)
    assert case.reference in month(house.amal)


def test_a_hearing_that_is_moved_leaves_its_day(case: Case, house: House, hearing: Hearing) -> None:
    actions.move_hearing(hearing, case, hearing.starts_at + timedelta(days=3), **as_(house.unit, house.yusuf))
    assert case.reference not in month(house.nour)
    assert case.reference in month(house.nour, "2026-11-15")
    assert "This day does not hold any more" in page(house.nour, case, hearing)


def test_the_calendar_asks_as_much_for_many_as_for_one(case: Case, house: House, hearing: Hearing) -> None:
    client, counts = signed_in(Client(), house.nour), []
    client.get(reverse("justice:calendar"), {"day": DAY})
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("justice:calendar"), {"day": DAY})
        counts.append(len(asked))
        other = make_case(house.desk, house.nour)
        make_hearing(make_proceeding(other, house.desk, house.nour), other, house.desk, house.nour)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("day", ["", "yesterday", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_today(house: House, day: str) -> None:
    answer = signed_in(Client(), house.nour).get(reverse("justice:calendar"), {"day": day, "after": "made up"})
    assert answer.status_code == 200
    assert answer.context["page"].day.isoformat() == "2026-11-02"


def test_a_hearing_is_set_prepared_moved_and_ended_on_pages(case: Case, house: House, matter: Proceeding, clock: Clock) -> None:
    client, args = signed_in(Client(), house.nour), [case.reference, matter.reference]
    typed = {"once": str(uuid4()), "day": "12/11/2026", "hour": "25:00", "purpose": "trial", "court": "Hall 9"}
    wrong = client.post(reverse("justice:set_hearing", args=args), typed)
    assert wrong.status_code == 422
    assert "Hall 9" in wrong.content.decode()
    assert client.post(reverse("justice:set_hearing", args=args), typed | {"hour": "١٠:٣٠"}).status_code == 302
    hearing = Hearing.objects.get()
    assert hearing.starts_at.isoformat() == "2026-11-12T07:30:00+00:00"
    one = [*args, hearing.reference]
    typed = {"needs": "video", "transport": "to_do", "interpreter": "not_needed", "support": "done"}
    assert client.post(reverse("justice:prepare", args=one), typed).status_code == 302
    moved = {"day": "13/11/2026", "hour": "10:30"}
    assert client.post(reverse("justice:move_hearing", args=one), moved).status_code == 302
    clock.forward(days=12)
    signed_in(client, house.nour)
    again = [*args, Hearing.objects.get(state="planned").reference]
    half = client.post(reverse("justice:end_hearing", args=again), {"outcome": "adjourned", "day": "20/11/2026"})
    assert half.status_code == 422
    assert (
        client.post(reverse("justice:end_hearing", args=again), {"outcome": "held", "result": "She spoke."}).status_code == 302
    )
    assert "She spoke." in page(house.nour, case, Hearing.objects.get(state="held"))
    assert "She spoke." not in page(house.yusuf, case, Hearing.objects.get(state="held"))


def test_what_a_person_chose_is_asked_and_told_by_those_who_help_alone(case: Case, house: House, matter: Proceeding) -> None:
    args = [case.reference, matter.reference]
    choose = reverse("justice:choose", args=args)
    assert signed_in(Client(), house.yusuf).get(choose).status_code == 403
    client = signed_in(Client(), house.nour)
    assert client.post(choose, {"events": ["arrest"]}).status_code == 302
    news = reverse("justice:tell_of", args=args)
    assert signed_in(Client(), house.yusuf).post(news, {"event": "arrest", "on": "02/11/2026"}).status_code == 302
    assert signed_in(Client(), house.amal).post(news, {"event": "arrest", "on": "02/11/2026"}).status_code == 422
    notice = Notice.objects.get()
    assert notice.event == Event.ARREST
    told = reverse("justice:record_told", args=[*args, notice.reference])
    assert signed_in(Client(), house.yusuf).post(told, {"how": "in_person"}).status_code == 403
    assert client.post(told, {"how": "as_agreed"}).status_code == 422
    assert client.post(told, {"how": "in_person"}).status_code == 302
    text = client.get(reverse("justice:proceeding", args=args)).content.decode()
    assert "Somebody accused was arrested" in text
    assert client.post(choose, {}).status_code == 302
