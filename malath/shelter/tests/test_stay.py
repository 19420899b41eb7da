"""What is written of a stay: key worker, health check, belongings, outings, visits, reviews. Nothing of it holds anybody
back."""

from dataclasses import fields
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.rules import decimals
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, Currency
from malath.foundation.acts import unguarded
from malath.privacy.testing import make_block
from malath.shelter import actions, queries, rules
from malath.shelter.models import Belonging, Occupancy, Outing, Place, Stay
from malath.shelter.queries import law
from malath.shelter.rules import Brought
from malath.shelter.testing import AFTER, make_belonging, make_brought, make_section, places_in
from malath.shelter.tests.conftest import House
from malath.shelter.tests.test_houses import refused
from malath.shelter.words import Due, HealthCheck, Neutral, Takes, Thing, VisitState, WhyLong, WhyNot

DAY = timedelta(days=1)


def due_of(stay: Stay) -> dict[Due, float]:
    return {clock.what: (clock.due - stay.admitted_at) / DAY for clock in queries.clocks_of(queries.locked_stay(stay.pk))}


def test_its_clocks_begin_with_the_admission(stay: Stay) -> None:
    assert due_of(stay) == {Due.KEY_WORKER: 1, Due.HEALTH: 1, Due.REVIEW: 14, Due.LONG: 30}
    assert stay.next_due == stay.admitted_at + DAY


def test_a_key_worker_of_the_house_is_named(house: House, stay: Stay) -> None:
    elsewhere = make_user(Role.SHELTER_STAFF, make_desk(make_agency(AgencyKind.SHELTER, "Another", "أخرى")))
    name: Any = lambda user: actions.name_key_worker(stay, user, by=house.amal, at=AFTER)  # noqa: E731
    assert refused(lambda: name(elsewhere)) == [WhyNot.NOT_AT_DESK]
    make_block(stay.person, user=house.rima)
    assert refused(lambda: name(house.rima)) == [WhyNot.NOT_AT_DESK]
    assert name(house.amal).key_worker == house.amal
    assert Due.KEY_WORKER not in due_of(stay)


def test_a_health_check_is_offered_and_a_no_is_an_answer(house: House, stay: Stay) -> None:
    actions.offer_health_check(stay, HealthCheck.DECLINED, by=house.rima, at=AFTER)
    assert Due.HEALTH not in due_of(stay)


def test_both_sign_what_is_kept_and_what_is_given_back(house: House, stay: Stay) -> None:
    for how, why in (
        ({"both_signed": False}, WhyNot.BOTH_SIGN),
        ({"asked": False}, WhyNot.ONLY_IF_ASKED),
        ({"kind": Thing.MONEY}, WhyNot.AMOUNT_MISSING),
    ):
        assert refused(lambda how=how: make_belonging(stay, house.amal, **how)) == [why]
    passport = make_belonging(stay, house.amal)
    assert passport.opened("what") == "A blue passport"
    assert queries.things_here(stay)
    out: Any = lambda signed: actions.sign_out(passport, both_signed=signed, by=house.amal, at=AFTER)  # noqa: E731
    assert refused(lambda: out(False)) == [WhyNot.BOTH_SIGN]
    out(True)
    assert refused(lambda: out(True)) == [WhyNot.SIGNED_OUT]
    assert not queries.things_here(stay)


def test_a_dinar_has_three_decimals_and_a_fourth_is_refused(house: House, stay: Stay) -> None:
    money: Any = lambda text, currency=Currency.JOD: make_belonging(  # noqa: E731
        stay, house.amal, kind=Thing.MONEY, amount=Decimal(text), currency=currency
    )
    assert refused(lambda: money("10.1234")) == [WhyNot.AMOUNT_DECIMALS]
    assert refused(lambda: money("10.123", Currency.USD)) == [WhyNot.AMOUNT_DECIMALS]
    assert refused(lambda: money("0")) == [WhyNot.AMOUNT_RANGE]
    assert refused(lambda: money("1000000")) == [WhyNot.AMOUNT_RANGE]
    money("10.125")
    assert Belonging.objects.get().amount == Decimal("10.125")


@given(st.decimals(min_value="0.001", max_value=999_999, allow_nan=False, places=5), st.sampled_from(list(Currency)))
def test_an_amount_is_taken_exactly_as_far_as_its_currency_goes(amount: Decimal, currency: Currency) -> None:
    reasons = rules.why_not_sign_in(make_brought(Thing.MONEY, amount=amount, currency=currency))
    fits = amount == amount.quantize(Decimal(1).scaleb(-decimals(currency)))
    assert (WhyNot.AMOUNT_DECIMALS in reasons) is not fits


def test_who_goes_out_says_so_and_nobody_is_late(house: House, stay: Stay) -> None:
    actions.go_out(stay, by=house.rima, at=AFTER)
    assert refused(lambda: actions.go_out(stay, by=house.rima, at=AFTER)) == [WhyNot.OUT_ALREADY]
    assert not queries.to_remind(AFTER + timedelta(hours=23))
    actions.come_back(stay, by=house.rima, at=AFTER + 3 * DAY)
    assert refused(lambda: actions.come_back(stay, by=house.rima, at=AFTER + 3 * DAY)) == [WhyNot.NOT_OUT]


def test_no_column_holds_an_hour_by_which_somebody_is_back() -> None:
    assert {field.name for field in Outing._meta.concrete_fields} == {"id", "stay", "went_at", "back_at"}
    assert "until" not in {field.name for field in fields(Brought)}


def test_nobody_is_met_at_the_house_or_against_their_will(house: House, stay: Stay) -> None:
    assert not any("house" in value or "shelter" in value for value in Neutral.values)
    later = AFTER + DAY
    plan: Any = lambda agreed=True, at=later, whom="Her sister": actions.plan_visit(  # noqa: E731
        stay, whom, Neutral.ASSOCIATION, at, agreed=agreed, by=house.amal, at=AFTER
    )
    assert refused(lambda: plan(agreed=False)) == [WhyNot.NOT_AGREED]
    assert refused(lambda: plan(at=AFTER)) == [WhyNot.VISIT_PAST]
    assert refused(lambda: plan(whom=" ")) == [WhyNot.WORDS_MISSING]
    visit = plan()
    actions.settle_visit(visit, VisitState.HELD, by=house.amal, at=later)
    again = lambda: actions.settle_visit(visit, VisitState.CALLED_OFF, by=house.amal, at=later)  # noqa: E731
    assert refused(again) == [WhyNot.VISIT_SETTLED]


def test_somebody_moves_to_a_free_place_that_is_for_them(house: House, stay: Stay, places: list[Place]) -> None:
    men = places_in(make_section(stay.shelter, house.amal, Takes.MEN, "B"))
    assert refused(lambda: actions.move(stay, men[0], by=house.amal, at=AFTER)) == [WhyNot.SECTION_DOES_NOT_FIT]
    actions.move(stay, places[1], by=house.amal, at=AFTER)
    assert Occupancy.objects.get(stay=stay, until__isnull=True).place == places[1]


def test_a_review_is_due_again_after_fourteen_days(house: House, stay: Stay) -> None:
    assert refused(lambda: actions.review(stay, " ", manages=False, by=house.rima, at=AFTER)) == [WhyNot.WORDS_MISSING]
    actions.review(stay, "She sleeps well.", manages=False, by=house.rima, at=AFTER + 10 * DAY)
    assert due_of(stay)[Due.REVIEW] == 24


def test_from_thirty_days_on_whoever_runs_the_house_says_why_and_nothing_ends(house: House, stay: Stay) -> None:
    at = AFTER + 31 * DAY
    review: Any = lambda why, manages: actions.review(stay, "Waits.", why, manages=manages, by=house.amal, at=at)  # noqa: E731
    assert refused(lambda: review(None, True)) == [WhyNot.WHY_LONG]
    assert refused(lambda: review(WhyLong.COURT, False)) == [WhyNot.MANAGER_REVIEWS]
    review(WhyLong.COURT, True)
    assert due_of(stay)[Due.LONG] == 60
    assert queries.stays_now(stay.person_id) is not None


def test_the_alarms_ring_at_thirty_sixty_and_ninety_days() -> None:
    assert [rules.reached_alarm(AFTER, AFTER + days * DAY) for days in (29, 30, 59, 60, 90, 240)] == [0, 30, 30, 60, 90, 90]
    assert [rules.next_alarm(alarm) for alarm in (0, 30, 60, 90)] == [30, 60, 90, None]


@given(st.integers(0, 400), st.sampled_from([0, 30, 60, 90]))
def test_a_reminder_always_lies_ahead(days: int, alarm: int) -> None:
    moment = AFTER + days * DAY
    clocks = rules.running(AFTER, has_key_worker=False, health_offered=False, reviewed_at=None, alarm=alarm)
    assert all(clock.next_after(moment) > moment for clock in clocks)


@pytest.mark.parametrize("change", [{"amount": 1}, {"currency": "USD"}, {"signed_in_by": "ELSE"}])
def test_the_register_keeps_what_was_signed_in(house: House, stay: Stay, change: dict[str, object]) -> None:
    make_belonging(stay, house.amal, kind=Thing.MONEY, amount=Decimal(40), currency=Currency.JOD)
    rows = Belonging.objects.filter(stay=stay)
    with pytest.raises(DatabaseError, match="append-only"), unguarded(), transaction.atomic():
        rows.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), unguarded(), transaction.atomic():
        rows._raw_delete("default")


def test_what_was_given_back_is_never_signed_out_anew(house: House, stay: Stay) -> None:
    thing = make_belonging(stay, house.amal)
    actions.sign_out(thing, both_signed=True, by=house.amal, at=AFTER)
    with pytest.raises(DatabaseError, match="append-only"), unguarded(), transaction.atomic():
        Belonging.objects.filter(pk=thing.pk).update(signed_out_by="SOMEBODY")


def test_spans_are_settings_of_the_mechanism(settings: Any) -> None:
    assert law.spans() == rules.USUAL
    otherwise = {"stay_review": 10, "stay_long_first": 45, "shelter_key_worker": 12}
    settings.MALATH_DEADLINES = otherwise
    spans = law.spans.__wrapped__()
    assert (spans.review, spans.long, spans.key_worker, spans.health) == (10, (45, 60, 90), 12, 24)
    clocks = rules.running(
        AFTER, has_key_worker=False, health_offered=True, reviewed_at=None, alarm=0, spans=spans
    )  # fmt: skip
    due = {clock.what: clock.due - AFTER for clock in clocks}
    assert (due[Due.KEY_WORKER], due[Due.REVIEW], due[Due.LONG]) == (DAY / 2, 10 * DAY, 45 * DAY)
