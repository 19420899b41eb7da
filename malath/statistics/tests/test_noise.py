"""Counts with noise of those who are counted, the budget they take, and synthetic records drawn from them."""

import sys
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.testing import signed_in
from malath.foundation.acts import unguarded
from malath.privacy.testing import MONDAY
from malath.statistics import compiling, rules
from malath.statistics.actions import CannotTell
from malath.statistics.actions import own_files as acts
from malath.statistics.actions.records import CannotOpen
from malath.statistics.models import OpenFile, Spending
from malath.statistics.opendata import noise, own
from malath.statistics.testing import make_columns, make_compile
from malath.statistics.tests.conftest import House
from malath.statistics.words import OwnFile, WhyNot, WhyNotOpen

pytest.importorskip("opendp")

W = WhyNotOpen
FIELDS = ["sex", "age", "origin"]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def counted(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Six hundred women and two hundred men, a fifth of them children."""
    people = [
        {"sex": "female" if n % 4 else "male", "age": "adult" if n % 5 else "child", "origin": "foreign"} for n in range(800)
    ]
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns(people))
    make_compile()
    return house


def made(house: House, epsilon: int = 1) -> OpenFile:
    return acts.make_noisy(FIELDS, Decimal(epsilon), by=house.sama, at=MONDAY)


def out(house: House, epsilon: int = 1) -> OpenFile:
    return acts.approve(made(house, epsilon), by=house.omar, at=MONDAY)


def refused(act: Callable[[], object]) -> list[WhyNot] | list[WhyNotOpen]:
    with pytest.raises((CannotTell, CannotOpen)) as refusal:
        act()
    return refusal.value.reasons  # type: ignore[attr-defined,no-any-return]


def test_counts_with_noise_are_about_what_was_counted(counted: House) -> None:
    file = made(counted, 4)
    said = noise.counts_in(file)
    assert abs(said[("sex", "female"),] - 600) < 30
    assert abs(said[("sex", "male"), ("age", "child")] - 40) < 30
    assert file.held["numbers"] != noise.tables_in(file)


def test_what_is_told_of_whoever_is_missing_is_nothing(counted: House) -> None:
    values = noise.values_in(made(counted, 4))
    assert all(some[0] == "" for some in values.values())
    assert values["sex"] == ("", "female", "male", "other", "unknown"), "every value of the definition, whoever is there"


@given(st.lists(st.sampled_from(["1", "2", "4", "0.3"]), max_size=12))
def test_no_row_of_files_spends_more_than_the_budget(wanted: list[str]) -> None:
    spent = Decimal(0)
    for epsilon in map(Decimal, wanted):
        if rules.is_left(epsilon, spent):
            spent += epsilon
    assert spent <= rules.EPSILON_IN_ALL


@pytest.mark.parametrize(
    ("fields", "epsilon", "people", "why"),
    [
        (["sex"], 1, 800, W.COLUMNS), (["sex", "sex"], 1, 800, W.COLUMNS), (["sex", "name"], 1, 800, W.COLUMNS),
        (["sex", "year"], 1, 800, W.COLUMNS), (FIELDS, 3, 800, W.EPSILON), (FIELDS, 1, 299, W.TOO_LOUD),
    ],
)  # fmt: skip
def test_each_refusal(fields: list[str], epsilon: int, people: int, why: WhyNotOpen) -> None:
    refusals = rules.why_not_add_noise(fields, noise.choosable(), Decimal(epsilon), spent=Decimal(0), people=people)
    assert refusals == [why]


def test_the_budget_is_spent_once_and_for_all(counted: House) -> None:
    first = made(counted, 4)
    acts.send_back(first, "Wrong columns", by=counted.omar, at=MONDAY)
    made(counted, 4)
    assert refused(lambda: made(counted, 1)) == [W.BUDGET_SPENT], "what was sent back was seen all the same"
    assert (own.ledger().left, len(own.ledger().lines)) == (Decimal(0), 2)


def test_what_was_spent_is_never_changed_nor_taken_back(counted: House) -> None:
    made(counted)
    rows = Spending.objects.all()
    for change in (lambda: rows.update(epsilon=Decimal("0.01")), rows.delete):
        with pytest.raises(DatabaseError, match="epsilon is spent once"), unguarded(), transaction.atomic():
            change()
    assert own.ledger().spent == 1


def test_nothing_counted_is_nothing_told(house: House) -> None:
    assert refused(lambda: made(house)) == [WhyNot.NOTHING_COMPILED]


def test_without_the_package_nothing_is_made_and_nothing_spent(counted: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opendp.prelude", None)
    assert refused(lambda: made(counted)) == [W.NO_NOISE]
    assert not OpenFile.objects.exists()
    assert not Spending.objects.exists()


def test_synthetic_records_are_drawn_from_what_is_out_and_marked(counted: House) -> None:
    source = out(counted, 4)
    file = acts.draw(source, by=counted.sama, at=MONDAY)
    lines = list(own.table(file))
    assert lines[0] == ["sex", "age", "origin", "synthetic"]
    assert {line[-1] for line in lines[1:]} == {"yes"}
    assert abs(sum(line[0] == "female" for line in lines) - 600) < 60
    assert [size for size, _ in file.held["quality"]] == [1, 2, 3]
    assert own.ledger().spent == Decimal("4.3"), "to say how good they are takes something"


def test_each_refusal_to_draw(counted: House, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = made(counted)
    assert refused(lambda: acts.draw(waits, by=counted.sama, at=MONDAY)) == [WhyNot.NOT_RELEASED]
    acts.approve(waits, by=counted.omar, at=MONDAY)
    acts.draw(waits, by=counted.sama, at=MONDAY)
    assert refused(lambda: acts.draw(waits, by=counted.sama, at=MONDAY)) == [W.DRAWN_ALREADY]
    other = out(counted, 4)
    monkeypatch.setattr(rules, "EPSILON_IN_ALL", Decimal("5.5"))
    assert refused(lambda: acts.draw(other, by=counted.sama, at=MONDAY)) == [W.BUDGET_SPENT]


def test_the_pages_lead_from_columns_to_synthetic_records(counted: House, client: Client) -> None:
    signed_in(client, counted.sama)
    home, make = reverse("statistics:open_data"), reverse("statistics:make_own_noisy")
    wrong = client.post(make, {"columns": ["sex"], "epsilon": "2"})
    assert wrong.status_code == 422
    assert "Choose two to six columns, each once." in wrong.content.decode()
    assert client.post(make, {"columns": FIELDS, "epsilon": "2"}).status_code == 302
    file = OpenFile.objects.get()
    signed_in(client, counted.omar)
    client.post(reverse("statistics:approve_own_file", args=[file.reference]))
    draw = reverse("statistics:draw_own_file", args=[file.reference])
    assert client.post(draw).status_code == 403
    signed_in(client, counted.sama)
    page = client.get(client.post(draw)["Location"]).content.decode()
    assert "records of nobody" in page
    assert "How good the records are" in page
    assert (
        client.post(reverse("statistics:draw_own_file", args=[OpenFile.objects.get(kind=OwnFile.DRAWN).reference])).status_code
        == 404
    )
    assert "Left: 5.70 of 8." in client.get(home).content.decode()
    assert client.post(reverse("statistics:take_own_file", args=[file.reference])).status_code == 200
