"""Figures of the years before Malath: entered, corrected, closed by two, and told as far as others may be told."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.acts import unguarded
from malath.privacy.testing import MONDAY
from malath.statistics import year_rules
from malath.statistics.actions import CannotTell
from malath.statistics.actions import years as acts
from malath.statistics.actions.years import Entered
from malath.statistics.models import YearEntry
from malath.statistics.queries import years as queries
from malath.statistics.tests.conftest import House
from malath.statistics.words import Measure, WhyNot, YearState

W = WhyNot
SOURCE = "TIP report 2022, Jordan"
SEX = {"female": 47, "male": 14, "other": 0, "unknown": 0}
AGE = {"child": 3, "adult": 58, "unknown": 0}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def of_2021(**how: Any) -> Entered:
    said: dict[str, Any] = {"total": 61, "source": SOURCE, "splits": {"sex": SEX, "age": AGE}} | how
    return Entered(2021, Measure.IDENTIFIED, **said)


def why_not(entered: Entered, **how: Any) -> list[WhyNot]:
    known: dict[str, Any] = {"this_year": 2026, "counted": False, "revises": False} | how
    return year_rules.why_not_enter(entered, known.pop("state", YearState.OPEN), **known)


def refused(act: Any, *args: Any, **how: Any) -> list[WhyNot]:
    with pytest.raises(CannotTell) as refusal:
        act(*args, at=MONDAY, **how)
    return refusal.value.reasons


def test_it_takes_what_adds_up() -> None:
    assert why_not(of_2021()) == []
    assert why_not(of_2021(splits={})) == []
    assert why_not(of_2021(splits={"sex": dict.fromkeys(SEX)})) == []


def test_it_refuses_what_cannot_be() -> None:
    assert why_not(of_2021(total=-1, splits={})) == [W.NEGATIVE]
    assert why_not(of_2021(splits={"sex": SEX | {"male": -14, "other": 28}})) == [W.NEGATIVE]
    assert why_not(of_2021(splits={"sex": SEX | {"male": 15}})) == [W.NOT_THE_SUM]
    assert why_not(of_2021(splits={"sex": SEX | {"other": None}})) == [W.HALF_A_SPLIT]
    assert why_not(of_2021(source=" ")) == [W.NO_SOURCE]
    assert why_not(of_2021(), revises=True) == [W.WHY_CHANGED]
    assert why_not(of_2021(), counted=True) == [W.YEAR_COUNTED]
    assert [why_not(of_2021(), state=one) for one in (YearState.CLOSING, YearState.CLOSED)] == [[W.YEAR_CLOSED]] * 2
    assert [why_not(Entered(year, Measure.CONVICTED, 3, SOURCE)) for year in (2008, 2027)] == [[W.NOT_A_YEAR]] * 2


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 700))
def test_a_split_is_taken_exactly_when_it_is_the_sum(child: int, adult: int, unknown: int, total: int) -> None:
    parts = {"child": child, "adult": adult, "unknown": unknown}
    reasons = why_not(of_2021(total=total, splits={"age": parts}))
    assert (reasons == []) == (child + adult + unknown == total)


def test_two_close_a_year_and_neither_alone() -> None:
    assert year_rules.why_not_ask_closing(YearState.OPEN, entered=False) == [W.NOTHING_ENTERED]
    assert year_rules.why_not_ask_closing(YearState.CLOSED, entered=True) == [W.YEAR_CLOSED]
    assert year_rules.why_not_close(YearState.OPEN, asked_by="", by="omar") == [W.NOT_CLOSING]
    assert year_rules.why_not_close(YearState.CLOSING, asked_by="sama", by="sama") == [W.CLOSED_BY_ANOTHER]
    assert year_rules.why_not_open(YearState.OPEN, " ") == [W.NOT_CLOSED, W.NO_REASON]


def test_a_correction_stands_beside_what_it_corrects(house: House) -> None:
    acts.enter(of_2021(), by=house.sama, at=MONDAY)
    assert refused(acts.enter, of_2021(total=62, splits={}), by=house.sama) == [W.WHY_CHANGED]
    second = acts.enter(of_2021(total=62, splits={}, because="One more was found."), by=house.sama, at=MONDAY)
    (card,) = queries.year_page(2021, "", exact=True).entries
    assert (second.revision, card.total, [one[2] for one in card.earlier]) == (2, 62, [61])
    assert card.earlier[0][3] == "One more was found."
    assert Event.objects.filter(name=Did.YEAR_ENTERED).count() == 2
    with unguarded(), pytest.raises(DatabaseError), transaction.atomic():
        YearEntry.objects.update(total=1)


def test_others_are_told_neither_the_three_children_nor_the_adults(house: House) -> None:
    acts.enter(of_2021(), by=house.sama, at=MONDAY)
    (card,) = queries.year_page(2021, "", exact=False).entries
    told = {str(label): {str(name): n for name, n in parts} for label, parts in card.splits}
    assert told["Sex"]["Female"] == 45
    assert (told["Child or adult"]["Children"], told["Child or adult"]["Adults"], card.total) == (None, None, 60)
    (exact,) = queries.year_page(2021, "", exact=True).entries
    assert exact.total == 61


def test_a_year_is_closed_by_two_and_opened_again_with_a_reason(house: House) -> None:
    acts.enter(of_2021(), by=house.sama, at=MONDAY)
    acts.ask_closing(2021, by=house.sama, at=MONDAY)
    assert refused(acts.close, 2021, by=house.sama) == [W.CLOSED_BY_ANOTHER]
    acts.close(2021, by=house.omar, at=MONDAY)
    assert refused(acts.enter, of_2021(because="Again."), by=house.sama) == [W.YEAR_CLOSED]
    acts.open_again(2021, "The ministry corrected it.", by=house.omar, at=MONDAY)
    assert acts.enter(of_2021(because="Again."), by=house.sama, at=MONDAY).revision == 2
    assert queries.year_page(2021, "", exact=True).because == "The ministry corrected it."


def test_years_before_stand_beside_each_other_and_say_what_they_are(house: House, client: Client) -> None:
    acts.enter(of_2021(), by=house.sama, at=MONDAY)
    acts.enter(Entered(2020, Measure.CONVICTED, 3, SOURCE), by=house.sama, at=MONDAY)
    page = signed_in(client, make_user(Role.COMMITTEE, house.desk)).get(reverse("statistics:years")).content.decode()
    assert "Entered by hand" in page
    assert SOURCE in page
    assert "Years of which nothing is known" not in page
    lines = {measure: lines for measure, lines in queries.years_page(MONDAY).measures if lines}
    assert [(line.year, line.told) for line in lines["Persons convicted of trafficking"]] == [(2020, None)]


def test_the_pages_lead_from_a_number_to_a_closed_year(house: House, client: Client) -> None:
    signed_in(client, house.sama)
    enter = reverse("statistics:enter_year", args=[2021, "identified"])
    typed: dict[str, object] = {"total": "٦١", "source": SOURCE}
    wrong = client.post(enter, typed | {"sex_female": 47})
    assert wrong.status_code == 422
    assert str(W.HALF_A_SPLIT.label) in wrong.content.decode()
    assert 'value="47"' in wrong.content.decode()
    assert client.post(enter, typed).status_code == 302
    assert client.post(reverse("statistics:ask_closing", args=[2021])).status_code == 302
    assert "Somebody else than who asked" in client.get(reverse("statistics:entered_year", args=[2021])).content.decode()
    signed_in(client, house.omar)
    assert client.post(reverse("statistics:close_year", args=[2021])).status_code == 302
    assert queries.state_of(2021) == YearState.CLOSED
    assert client.post(reverse("statistics:open_year", args=[2021]), {"because": ""}).status_code == 422
    assert client.post(reverse("statistics:open_year", args=[2021]), {"because": "An error."}).status_code == 302
    assert client.get(reverse("statistics:entered_year", args=[1999])).status_code == 404
    assert client.get(enter).status_code == 403


def test_a_measure_that_nobody_knows_is_not_found(house: House, client: Client) -> None:
    signed_in(client, house.sama)
    assert client.get(reverse("statistics:enter_year", args=[2021, "rumours"])).status_code == 404


def test_before_any_year_is_known_the_page_says_what_comes(house: House, client: Client) -> None:
    page = signed_in(client, house.omar).get(reverse("statistics:years")).content.decode()
    assert "No year is known yet" in page
    acts.enter(of_2021(), by=house.sama, at=MONDAY)
    assert "No year is known yet" not in client.get(reverse("statistics:years")).content.decode()
