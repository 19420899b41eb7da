"""The person is told that papers were given when it is safe, by somebody, never by the system."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from malath.cases.models import Task
from malath.cases.words import TaskState
from malath.orders import actions
from malath.orders.actions import CannotTell
from malath.orders.models import Order
from malath.orders.testing import make_released
from malath.orders.tests.conftest import House
from malath.orders.words import Telling, WhyNotTell
from malath.people.models import Person
from malath.people.testing import make_safe_contact
from malath.privacy.testing import MONDAY

TODAY = MONDAY.date()


@pytest.fixture
def released(person: Person, house: House) -> Order:
    return make_released(person, house.desk, house.rana)


def refused(order: Order, how: Telling, house: House, **more: object) -> list[WhyNotTell]:
    with pytest.raises(CannotTell) as refusal:
        actions.tell_person(order, how, by=house.nour, at=MONDAY, **more)  # type: ignore[arg-type]
    return refusal.value.reasons


def test_told_face_to_face_settles_the_task(released: Order, house: House) -> None:
    told = actions.tell_person(released, Telling.IN_PERSON, by=house.nour, at=MONDAY)
    assert (told.telling, told.told_by) == (Telling.IN_PERSON, house.nour.reference)
    assert Task.objects.get().state == TaskState.DONE
    assert refused(told, Telling.IN_PERSON, house) == [WhyNotTell.TOLD]


def test_by_another_way_only_as_agreed(released: Order, house: House) -> None:
    assert refused(released, Telling.AS_AGREED, house) == [WhyNotTell.NOT_NOW]
    make_safe_contact(released.person, house.desk, by=house.nour, at=MONDAY)
    friday = MONDAY + timedelta(days=4, minutes=30)
    assert actions.tell_person(released, Telling.AS_AGREED, by=house.nour, at=friday).telling == Telling.AS_AGREED


def test_not_safe_yet_is_asked_again_on_a_day(released: Order, house: House) -> None:
    for day in (None, TODAY):
        assert refused(released, Telling.NOT_SAFE, house, ask_on=day) == [WhyNotTell.DAY_MISSING]
    later = TODAY + timedelta(days=10)
    told = actions.tell_person(released, Telling.NOT_SAFE, ask_on=later, by=house.nour, at=MONDAY)
    assert [(task.state, task.due_on) for task in Task.objects.order_by("pk")] == [
        (TaskState.DONE, TODAY + timedelta(days=7)), (TaskState.OPEN, later),
    ]  # fmt: skip
    assert actions.tell_person(told, Telling.NOT_WANTED, by=house.nour, at=MONDAY).ask_on is None


def test_nothing_to_tell_where_nothing_was_given(order: Order, house: House) -> None:
    assert refused(order, Telling.IN_PERSON, house) == [WhyNotTell.NOT_RELEASED]


def test_it_is_written_down_on_the_page(released: Order, nour: Client) -> None:
    names = [released.person.reference, released.reference]
    assert "face to face" in nour.get(reverse("orders:one", args=names)).content.decode()
    assert nour.post(reverse("orders:tell", args=names), {"how": "as_agreed"}).status_code == 422
    assert nour.post(reverse("orders:tell", args=names), {"how": "in_person"}).status_code == 302
