"""Two at once, on PostgreSQL: a package is opened once, its person expected once, its answers and its end taken in once, and
none leaves beside a withdrawal."""

from functools import partial
from io import BytesIO

import pytest
from django.db import connection

from malath.exchange import gates
from malath.exchange.actions import answers, packages, stopping
from malath.exchange.actions.packages import CannotPackage
from malath.exchange.models import Opened, WordTaken
from malath.exchange.testing import PLAIN_LETTER
from malath.exchange.tests.test_answers import asked, expected
from malath.exchange.tests.test_packages import LATER, Room, room
from malath.exchange.tests.test_stopping import AFTER, made, take_back
from malath.foundation.testing import at_once
from malath.privacy import actions as privacy
from malath.privacy.words import Heard
from malath.returns.actions import mission
from malath.returns.models import Return
from malath.returns.words import MissionAnswer, ReturnState

__all__ = ["room"]
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def test_two_who_open_the_same_package_open_it_once(room: Room) -> None:
    data = room.sealed()
    open_it = [
        partial(packages.open_package, BytesIO(data), desk=room.mission, by=by, at=LATER) for by in (room.dawit, room.sami)
    ]
    both = at_once(*open_it)
    assert sorted(type(answer).__name__ for answer in both) == ["CannotPackage", "Opened"]
    assert Opened.objects.count() == 1


def test_two_who_take_the_same_package_in_expect_one_person(room: Room) -> None:
    row = room.open(room.sealed())
    both = at_once(*[partial(packages.take_in, row, by=by, at=LATER) for by in (room.dawit, room.sami)])
    assert sorted(type(answer).__name__ for answer in both) == ["CannotPackage", "Opened"]
    assert Return.objects.filter(person=row.person).count() == 1


def test_two_who_take_the_same_answers_in_write_them_once(room: Room) -> None:
    asked(room)
    row, theirs = expected(room)
    mission.say_reception(theirs, MissionAnswer.CONFIRMED, "At the gate.", by=room.dawit, at=LATER)
    data = answers.make_answer(row, by=room.dawit, at=LATER)
    take = [
        partial(answers.take_answer, BytesIO(data), agency=room.office.agency, by=by, at=LATER) for by in (room.rana, room.huda)
    ]
    assert sorted(type(answer).__name__ for answer in at_once(*take)) == ["CannotPackage", "Package"]
    assert WordTaken.objects.count() == 1


def test_nothing_leaves_after_a_withdrawal_that_came_first(room: Room) -> None:
    sending = gates.person_to_transfer(room.rana, room.person.reference, at=LATER)
    withdraw = partial(privacy.withdraw, room.agreed, room.person, by=room.rana, at=LATER, heard=Heard.ALONE)
    leave = partial(packages.make_package, sending, PLAIN_LETTER, BytesIO(), key=room.to, by=room.rana, at=LATER)
    both = at_once(withdraw, leave)
    assert all(not isinstance(answer, Exception) or isinstance(answer, CannotPackage) for answer in both)


def test_two_who_take_the_same_stop_take_it_once(room: Room) -> None:
    _, theirs = expected(room)
    take_back(room)
    data = made(room)
    agency = room.mission.agency
    both = at_once(
        *(partial(stopping.take_stop, BytesIO(data), agency=agency, by=by, at=AFTER) for by in (room.dawit, room.sami))
    )
    assert sorted(type(answer).__name__ for answer in both) == ["CannotPackage", "Opened"]
    theirs.refresh_from_db()
    assert theirs.state == ReturnState.STOPPED
