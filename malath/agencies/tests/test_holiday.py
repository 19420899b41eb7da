"""Public holidays: declared, changed as they were announced, cancelled; the file of the country does not undo that."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from malath.agencies import actions, queries
from malath.agencies.models import Holiday
from malath.agencies.rules import HolidayFacts
from malath.agencies.testing import LONG_AGO
from malath.agencies.words import Provenance, Reason
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 9)


def facts(on: date = DAY, provenance: Provenance = Provenance.VERIFIED) -> HolidayFacts:
    return HolidayFacts(on, "Day of the vote", "يوم الاقتراع", provenance)


def declare(on: date = DAY) -> Holiday:
    return actions.declare_holiday(facts(on), by=WORKER, at=LONG_AGO)


def test_a_declared_day_is_no_working_day() -> None:
    declare()
    assert DAY in queries.holidays()
    assert [event.subject for event in Event.objects.filter(name=Did.HOLIDAY_DECLARED)] == ["2026-11-09"]


def test_two_on_one_day_are_refused() -> None:
    declare()
    with pytest.raises(actions.CannotChange) as refused:
        declare()
    assert refused.value.reasons == [Reason.HOLIDAY_TAKEN]


def test_as_announced_it_lies_on_another_day() -> None:
    moved = actions.change_holiday(declare(), facts(DAY + timedelta(days=1)), by=WORKER, at=LONG_AGO)
    assert moved.on == DAY + timedelta(days=1)
    assert {DAY, moved.on} & queries.holidays() == {moved.on}


def test_it_does_not_move_onto_another_and_nothing_is_lost() -> None:
    first, _ = declare(), declare(DAY + timedelta(days=1))
    with pytest.raises(actions.CannotChange):
        actions.change_holiday(first, facts(DAY + timedelta(days=1)), by=WORKER, at=LONG_AGO)
    assert {DAY, DAY + timedelta(days=1)} <= queries.holidays()


def test_its_certainty_changes_in_its_place() -> None:
    changed = actions.change_holiday(declare(), facts(provenance=Provenance.PRESS), by=WORKER, at=LONG_AGO)
    assert (changed.on, changed.provenance) == (DAY, Provenance.PRESS)


def test_cancelled_it_is_a_working_day_and_may_be_declared_anew() -> None:
    holiday = declare()
    actions.cancel_holiday(holiday, by=WORKER, at=LONG_AGO)
    assert DAY not in queries.holidays()
    assert queries.holiday_on(DAY) is None
    with pytest.raises(actions.CannotChange) as refused:
        actions.cancel_holiday(holiday, by=WORKER, at=LONG_AGO)
    assert refused.value.reasons == [Reason.HOLIDAY_CANCELLED]
    declare()
    assert DAY in queries.holidays()


def test_the_file_of_the_country_brings_nothing_back() -> None:
    actions.load_holidays(settings.LAW / "holidays.json")
    holiday = Holiday.objects.get(on=date(2026, 5, 25))
    actions.cancel_holiday(holiday, by=WORKER, at=LONG_AGO)
    actions.load_holidays(settings.LAW / "holidays.json")
    assert date(2026, 5, 25) not in queries.holidays()


def test_a_change_is_known_by_its_moment() -> None:
    actions.load_holidays(settings.LAW / "holidays.json")
    assert not queries.holidays_changed_since(LONG_AGO - timedelta(days=1))
    declare()
    assert queries.holidays_changed_since(LONG_AGO - timedelta(seconds=1))
    assert not queries.holidays_changed_since(LONG_AGO)
