"""Papers and stay: absconding reports as signs of control, overstay in both readings, the waiver and what was decided."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.models import Desk
from malath.agencies.testing import make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.people import stay
from malath.people.actions import CannotWrite, erase
from malath.people.actions import stay as acts
from malath.people.actions.stay import CannotWriteStay
from malath.people.models import Person, Waiver
from malath.people.queries import stay as stays
from malath.people.testing import make_document, make_overstay, make_person, make_report, make_waiver
from malath.people.words import (
    AfterRefusal,
    Decided,
    DocumentKind,
    Known,
    PartyKind,
    ReportState,
    WhyNotStay,
    WhyNotTravel,
)
from malath.privacy.testing import MONDAY

TODAY = clock.in_amman(MONDAY).date()
DAY = timedelta(days=1)
W = WhyNotStay


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def person(desk: Desk) -> Person:
    return make_person(desk, born="1996-05-01")


def why_not(act: object) -> list[WhyNotStay]:
    with pytest.raises(CannotWriteStay) as refused:
        act()  # type: ignore[operator]
    return refused.value.reasons


@pytest.mark.parametrize(
    ("days", "by_day", "months", "by_month"),
    [
        (212, "636", 8, "720"),
        (426, "1278", 15, "1350"),
        (0, "0", 0, "0"),
        (1, "3", 1, "90"),
        (30, "90", 1, "90"),
        (31, "93", 2, "180"),
    ],
)
def test_the_debt_in_both_readings(days: int, by_day: str, months: int, by_month: str) -> None:
    found = stay.debt(days, stays.tariff())
    assert (found.by_day, found.months, found.by_month, found.currency) == (Decimal(by_day), months, Decimal(by_month), "JOD")


@given(st.integers(0, 20_000))
def test_no_reading_ever_falls_and_a_month_is_never_less_than_its_days(days: int) -> None:
    one, next_ = stay.debt(days, stays.tariff()), stay.debt(days + 1, stays.tariff())
    assert one.by_day < next_.by_day
    assert one.by_month <= next_.by_month
    assert one.by_month >= one.by_day
    assert one.by_month - one.by_day < Decimal(90)


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_days_are_counted_from_the_day_after_the_last_lawful_one(until: date, on: date) -> None:
    assert stay.days_over(until, on) == max(0, (on - until).days)
    assert stay.days_over(until, until) == 0


@given(st.booleans(), st.booleans(), st.integers(0, 3), st.booleans())
def test_a_journey_is_held_up_by_what_is_open_and_by_nothing_else(
    counted: bool, waived: bool, reports: int, held: bool
) -> None:  # drawn
    found = stay.why_not_travel(counted=counted, waived=waived, reports=reports, passport_withheld=held)
    assert (WhyNotTravel.OVERSTAY in found) == (counted and not waived)
    assert (WhyNotTravel.REPORT_STANDS in found) == (reports > 0)
    assert (WhyNotTravel.PASSPORT in found) == held


def test_the_figures_are_data_that_say_where_they_come_from() -> None:
    tariff = stays.tariff()
    assert (tariff.sure, "34/A" in tariff.article["en"], all(tariff.source.values())) == (False, True, True)


def test_an_overstay_is_counted_with_its_debt(person: Person, desk: Desk) -> None:
    make_overstay(person, desk, days=212)
    found = stays.stay_of(person.pk, MONDAY)
    assert found.counted is not None
    assert (found.counted.debt.days, found.counted.debt.by_day) == (212, Decimal(636))
    assert found.why_not_travel == [WhyNotTravel.OVERSTAY]
    assert Event.objects.get(name=Did.OVERSTAY_COUNTED).subject == person.reference


def test_what_is_no_overstay_is_refused(person: Person, desk: Desk) -> None:
    def count(until: date) -> object:
        return acts.write_overstay(person, until, known=Known.SAID, desk=desk, by=WORKER, at=MONDAY)

    assert why_not(lambda: count(TODAY)) == [W.NOT_OVER]
    assert why_not(lambda: count(date(1990, 1, 1))) == [W.BEFORE_BIRTH]
    count(TODAY - DAY)
    assert why_not(lambda: count(TODAY - 2 * DAY)) == [W.COUNTED_ALREADY]


def test_an_absconding_report_is_a_sign_of_control_and_can_be_cancelled(person: Person, desk: Desk) -> None:
    report = make_report(person, desk)
    (line,) = stays.reports_of(person.pk)
    assert (line.stands, line.reporter, line.words) == (True, PartyKind.EMPLOYER, "Made on the day she asked to leave.")
    assert stays.stay_of(person.pk, MONDAY).why_not_travel == [WhyNotTravel.REPORT_STANDS]
    acts.cancel_report(report, on=TODAY, known=Known.SEEN, desk=desk, by=WORKER, at=MONDAY)
    (line,) = stays.reports_of(person.pk)
    assert (line.stands, line.cancelled_on, line.words) == (False, TODAY, "Made on the day she asked to leave.")
    assert stays.stay_of(person.pk, MONDAY).why_not_travel == []


def test_a_report_of_tomorrow_or_cancelled_before_it_was_made_is_refused(person: Person, desk: Desk) -> None:
    assert why_not(lambda: make_report(person, desk, on=TODAY + DAY)) == [W.DAY_AHEAD]
    report = make_report(person, desk, on=TODAY)
    early = lambda: acts.cancel_report(report, on=TODAY - DAY, known=Known.SAID, desk=desk, by=WORKER, at=MONDAY)  # noqa: E731
    assert why_not(early) == [W.CANCELLED_BEFORE]


def test_only_the_desk_that_wrote_a_report_ends_it(person: Person, desk: Desk) -> None:
    report = make_report(person, desk)
    with pytest.raises(CannotWrite):
        acts.end_report(report, desk=make_desk(), by=WORKER, at=MONDAY)
    acts.end_report(report, desk=desk, by=WORKER, at=MONDAY)
    assert stays.reports_of(person.pk) == ()


def test_a_waiver_is_an_application_with_a_decision(person: Person, desk: Desk) -> None:
    make_overstay(person, desk, days=426)
    waiver = make_waiver(person, desk, on=TODAY - 10 * DAY)
    assert (waiver.days, waiver.state) == (416, Decided.WAITING)
    acts.decide_waiver(waiver, Decided.GRANTED, on=TODAY, desk=desk, by=WORKER, at=MONDAY)
    assert stays.stay_of(person.pk, MONDAY).why_not_travel == []


def test_after_a_refusal_the_person_chooses_and_may_ask_again(person: Person, desk: Desk) -> None:
    make_overstay(person, desk, days=426)
    waiver = make_waiver(person, desk, on=TODAY - 10 * DAY)
    after = AfterRefusal.WINDOW
    acts.decide_waiver(waiver, Decided.REFUSED, on=TODAY, after=after, desk=desk, by=WORKER, at=MONDAY)
    (line,) = stays.stay_of(person.pk, MONDAY).waivers
    assert (line.state, line.after) == (Decided.REFUSED, AfterRefusal.WINDOW)
    assert stays.stay_of(person.pk, MONDAY).why_not_travel == [WhyNotTravel.OVERSTAY]
    make_waiver(person, desk, on=TODAY)
    assert len(stays.stay_of(person.pk, MONDAY).waivers) == 2


def test_what_is_no_application_and_no_decision_is_refused(person: Person, desk: Desk) -> None:
    assert why_not(lambda: make_waiver(person, desk)) == [W.NOTHING_TO_WAIVE]
    make_overstay(person, desk, days=40)
    assert why_not(lambda: make_waiver(person, desk, on=TODAY + DAY)) == [W.DAY_AHEAD]
    waiver = make_waiver(person, desk, on=TODAY - DAY)
    assert why_not(lambda: make_waiver(person, desk)) == [W.WAITS_ALREADY]

    def decide(decided: Decided, on: date) -> object:
        return acts.decide_waiver(waiver, decided, on=on, desk=desk, by=WORKER, at=MONDAY)

    assert why_not(lambda: decide(Decided.WAITING, TODAY)) == [W.NOTHING_DECIDED]
    assert why_not(lambda: decide(Decided.GRANTED, TODAY + DAY)) == [W.DAY_AHEAD]
    assert why_not(lambda: decide(Decided.GRANTED, TODAY - 2 * DAY)) == [W.DECIDED_BEFORE]
    decide(Decided.GRANTED, TODAY)
    assert why_not(lambda: decide(Decided.GRANTED, TODAY)) == [W.DECIDED_ALREADY]


def test_an_application_that_waits_a_month_is_told_once(person: Person, desk: Desk) -> None:
    make_overstay(person, desk, days=60)
    waiver = make_waiver(person, desk, on=TODAY - 29 * DAY)
    assert stays.waivers_to_tell(MONDAY) == []
    (due,) = stays.waivers_to_tell(MONDAY + DAY)
    acts.remind_of_waiver(due, at=MONDAY + DAY)
    assert stays.waivers_to_tell(MONDAY + DAY) == []
    assert why_not(lambda: acts.remind_of_waiver(waiver, at=MONDAY + DAY)) == [W.DECIDED_ALREADY]


def test_an_ended_overstay_takes_its_application_along(person: Person, desk: Desk) -> None:
    overstay = make_overstay(person, desk, days=60)
    make_waiver(person, desk)
    acts.end_overstay(overstay, desk=desk, by=WORKER, at=MONDAY)
    assert stays.stay_of(person.pk, MONDAY).counted is None
    assert not Waiver.objects.filter(ended_at__isnull=True).exists()


def test_a_withheld_passport_holds_up_a_journey(person: Person, desk: Desk) -> None:
    make_document(person, desk, kind=DocumentKind.PASSPORT)
    assert WhyNotTravel.PASSPORT in stays.stay_of(person.pk, MONDAY).why_not_travel


def test_of_an_erased_person_nothing_is_left(person: Person, desk: Desk) -> None:
    make_report(person, desk)
    make_overstay(person, desk, days=60)
    make_waiver(person, desk, on=TODAY - 40 * DAY)
    erase(person, by=WORKER, at=MONDAY)
    found = stays.stay_of(person.pk, MONDAY)
    assert (found.counted, found.reports, found.waivers, stays.waivers_to_tell(MONDAY)) == (None, (), (), [])


def test_a_report_whose_state_nobody_knows_counts_as_standing(person: Person, desk: Desk) -> None:
    make_report(person, desk, state=ReportState.UNKNOWN)
    assert stays.reports_of(person.pk)[0].stands
