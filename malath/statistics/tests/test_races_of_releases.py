"""Two at once, on PostgreSQL: each test fails when its lock is taken away."""

import pytest
from django.db import connection

from malath.foundation.actor import WORKER
from malath.foundation.testing import at_once
from malath.privacy.testing import MONDAY
from malath.statistics import actions, compiling, queries
from malath.statistics.actions import CannotTell
from malath.statistics.models import Compile, Release
from malath.statistics.testing import make_columns, make_compile
from malath.statistics.tests.conftest import House
from malath.statistics.words import Unit, WhyNot

ROUNDS = 6
METHOD = ("Counted from files.", "أُحصي من الملفات.")
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres(monkeypatch: pytest.MonkeyPatch) -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns([{"sex": "female"}] * 40 + [{"sex": "male"}] * 20))


def test_a_release_asked_for_twice_at_once_is_one(house: House) -> None:
    make_compile()
    table = actions.ask(Unit.PERSONS, ("sex",), by=house.sama, at=MONDAY)
    for number in range(1, ROUNDS + 1):

        def propose() -> Release:
            return actions.propose(table, *METHOD, by=house.sama, at=MONDAY)

        first, second = sorted(at_once(propose, propose), key=lambda one: isinstance(one, CannotTell))
        assert isinstance(first, Release)
        assert isinstance(second, CannotTell)
        assert (first.version, second.reasons) == (number, [WhyNot.ALREADY_PROPOSED])
        actions.send_back(first, "Once more.", by=house.omar, at=MONDAY)


def test_of_two_who_approve_at_once_one_does(house: House) -> None:
    make_compile()
    table = actions.ask(Unit.PERSONS, ("sex",), by=house.sama, at=MONDAY)
    release = actions.propose(table, *METHOD, by=house.sama, at=MONDAY)

    def approve() -> Release:
        return actions.approve(release, by=house.omar, at=MONDAY)

    assert sorted(type(one).__name__ for one in at_once(approve, approve)) == ["CannotTell", "Release"]


def test_of_two_compiles_at_once_the_later_one_stands_whole(house: House) -> None:
    for number in range(ROUNDS):

        def compile_now() -> Compile:
            return actions.keep_compiled(compiling.compiled(MONDAY), {}, by=WORKER, at=MONDAY)

        at_once(compile_now, compile_now)
        assert (Compile.objects.count(), Compile.objects.filter(stands=True).count()) == (2 * number + 2, 1)
        standing = queries.standing()
        assert standing is not None
        assert standing.key.erased_at is None
