"""The gates and refusals, as pure rules."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.words import Currency
from malath.people.words import WhyNotTravel
from malath.returns import rules
from malath.returns.rules import Childs, Danger, Facts, Fit, LegPlan, Plan, Purse, Spent, Wish, gates
from malath.returns.words import (
    Court,
    Fear,
    Gate,
    GateState,
    Holds,
    JourneyState,
    MissionAnswer,
    NextBy,
    PaidBy,
    PaperKind,
    PaperState,
    Pressing,
    ReturnKind,
    ReturnState,
    RiskLevel,
    TalkWith,
    Way,
    WhyNot,
)

NOW = datetime(2026, 11, 2, 7, tzinfo=UTC)
TODAY, DAY = NOW.date(), timedelta(days=1)
CLEAR = dict.fromkeys((PaperKind.TRAVEL_DOCUMENT, PaperKind.EXIT, PaperKind.DEBTS), PaperState.CLEAR)
READY = {
    "today": TODAY, "fear": Fear.NO, "court": Court.NONE, "talks": (NOW - 2 * DAY, NOW - DAY), "declared": True,
    "danger": Danger(RiskLevel.LOW, Way.NONE), "papers": CLEAR, "fit": Fit(fit=True, until=TODAY + 10 * DAY),
    "flight_on": TODAY + 5 * DAY, "mission": MissionAnswer.CONFIRMED,
}  # fmt: skip


def holds(**changed: object) -> list[Holds]:
    return [hold for line in gates(Facts(**{**READY, **changed})) for hold in line.holds]  # type: ignore[arg-type]  # by name


def test_every_gate_of_a_ready_return_is_open_and_a_childs_gate_is_not_needed() -> None:
    lines = gates(Facts(**READY))  # type: ignore[arg-type]  # by name
    assert rules.first_closed(lines) is None
    assert [line.gate for line in lines if line.state == GateState.NOT_NEEDED] == [Gate.CHILD]


@pytest.mark.parametrize(
    ("changed", "hold"),
    [
        ({"fear": Fear.NOT_ASKED}, Holds.FEAR_NOT_ASKED),
        ({"fear": Fear.YES}, Holds.FEARS),
        ({"fear": Fear.UNSURE}, Holds.FEARS),
        ({"court": Court.NOT_ASKED}, Holds.COURT_NOT_ASKED),
        ({"court": Court.OPEN}, Holds.COURT_NOT_TOLD),
        ({"talks": ()}, Holds.FIRST_TALK),
        ({"talks": (NOW, NOW + DAY - timedelta(minutes=1))}, Holds.SECOND_TALK),
        ({"declared": False}, Holds.NOT_DECLARED),
        ({"declared": False, "withdrawn": True}, Holds.DECLARATION_WITHDRAWN),
        ({"danger": None}, Holds.RISK_MISSING),
        ({"danger": Danger(RiskLevel.HIGH, Way.NONE)}, Holds.RISK_HIGH),
        ({"danger": Danger(RiskLevel.LOW, Way.STOP)}, Holds.RISK_STOP),
        ({"travel": frozenset({WhyNotTravel.PASSPORT})}, Holds.PASSPORT),
        ({"travel": frozenset({WhyNotTravel.OVERSTAY})}, Holds.OVERSTAY),
        ({"travel": frozenset({WhyNotTravel.REPORT_STANDS})}, Holds.REPORT),
        ({"papers": CLEAR | {PaperKind.EXIT: PaperState.ASKED}}, Holds.PAPER),
        ({"papers": CLEAR | {PaperKind.BIRTH: PaperState.WANTED}}, Holds.PAPER),
        ({"fit": None}, Holds.NOT_EXAMINED),
        ({"fit": Fit(fit=False, until=TODAY + DAY)}, Holds.NOT_FIT),
        ({"flight_on": TODAY + 11 * DAY}, Holds.FLIGHT_TOO_LATE),
        ({"fit": Fit(fit=True, until=TODAY + 10 * DAY, escort=True)}, Holds.MEDICAL_ESCORT),
        ({"flight_on": None, "fit": Fit(fit=True, until=TODAY - DAY)}, Holds.FLIGHT_TOO_LATE),
        ({"mission": None}, Holds.MISSION_MISSING),
        ({"mission": MissionAnswer.WAITING}, Holds.MISSION_WAITS),
        ({"mission": MissionAnswer.LATER}, Holds.MISSION_CANNOT),
        ({"child": Childs(best=False, guardian=True, receiver=True, escort=True)}, Holds.BEST_INTERESTS),
        ({"child": Childs(best=True, guardian=False, receiver=True, escort=True)}, Holds.GUARDIAN),
        ({"child": Childs(best=True, guardian=True, receiver=False, escort=True)}, Holds.RECEIVER),
        ({"child": Childs(best=True, guardian=True, receiver=True, escort=False)}, Holds.ESCORT),
    ],
)
def test_each_thing_that_is_missing_closes_its_gate_and_no_other(changed: dict[str, object], hold: Holds) -> None:
    assert holds(**changed) == [hold]


@pytest.mark.parametrize(
    "changed",
    [
        {"fear": Fear.YES, "road_closed": True},
        {"court": Court.TOLD},
        {"talks": (NOW, NOW + DAY)},
        {"danger": Danger(RiskLevel.HIGH, Way.ELSEWHERE)},
        {"danger": Danger(RiskLevel.CRITICAL, Way.SOLVED)},
        {"travel": frozenset({WhyNotTravel.OVERSTAY}), "fines_settled": True},
        {"child": Childs(best=True, guardian=True, receiver=True, escort=True)},
        {"flight_on": TODAY + 10 * DAY},
    ],
)
def test_what_was_settled_opens_it(changed: dict[str, object]) -> None:
    assert holds(**changed) == []


def test_every_hold_says_who_acts_next() -> None:
    assert set(rules.NEXT_BY) == set(Holds)
    lines = gates(Facts(**{**READY, "fear": Fear.YES}))  # type: ignore[arg-type]  # by name
    assert lines[0].next_by == NextBy.UNHCR


@given(st.builds(
    Facts, today=st.just(TODAY), fear=st.sampled_from(Fear), road_closed=st.booleans(), court=st.sampled_from(Court),
    talks=st.lists(st.datetimes(timezones=st.just(UTC)), max_size=3).map(tuple), declared=st.booleans(),
    withdrawn=st.booleans(), danger=st.none() | st.builds(Danger, st.sampled_from(RiskLevel), st.sampled_from(Way)),
    child=st.none() | st.builds(Childs, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    travel=st.frozensets(st.sampled_from(WhyNotTravel)), fines_settled=st.booleans(),
    papers=st.none() | st.dictionaries(st.sampled_from(PaperKind), st.sampled_from(PaperState)),
    fit=st.none() | st.builds(Fit, st.booleans(), st.dates()), flight_on=st.none() | st.dates(),
    mission=st.none() | st.sampled_from(MissionAnswer),
))  # fmt: skip
def test_a_gate_is_closed_exactly_when_something_holds_it_and_fear_always_holds(facts: Facts) -> None:
    lines = gates(facts)
    assert [line.gate for line in lines] == list(Gate)
    assert all(line.is_closed == bool(line.holds) for line in lines)
    locked = rules.is_locked(facts.fear, road_closed=facts.road_closed)
    assert not locked or rules.first_closed(lines) == Gate.FEAR
    assert not facts.talks or rules.enough_talks(facts.talks) == (max(facts.talks) - min(facts.talks) >= DAY)


WISH = Wish(
    ReturnKind.STRANDED, own_wish=True, own_means=False, other_funder=False, is_child=False,
    nationalities=frozenset({"PH"}), decided=frozenset(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"own_wish": False}, WhyNot.NO_WISH),
        ({"nationalities": frozenset({"JO"})}, WhyNot.A_JORDANIAN),
        ({"other_funder": True}, WhyNot.OTHER_FUNDER),
        ({"own_means": True}, WhyNot.HAS_MEANS),
        ({"is_child": True}, WhyNot.KIND_OF_CHILD),
        ({"kind": ReturnKind.CHILD}, WhyNot.NOT_A_CHILD),
        ({"kind": ReturnKind.IDENTIFIED}, WhyNot.NO_CASE),
    ],
)
def test_a_return_is_not_begun_for_each_reason(changed: dict[str, object], reason: WhyNot) -> None:
    one = Wish(**{**WISH.__dict__, **changed})
    assert rules.why_not_ask(one, agreed=True, open_already=False) == [reason]


def test_who_has_two_nationalities_or_none_known_may_ask() -> None:
    for some in (frozenset({"JO", "SY"}), frozenset[str]()):
        assert rules.why_not_ask(Wish(**{**WISH.__dict__, "nationalities": some}), agreed=True, open_already=False) == []
    assert rules.why_not_ask(WISH, agreed=False, open_already=True) == [WhyNot.NOT_AGREED, WhyNot.OPEN_ALREADY]


@given(st.sets(st.sampled_from(Pressing)), st.sampled_from(Pressing))
def test_more_that_presses_never_moves_somebody_down(some: set[Pressing], one: Pressing) -> None:
    assert 0 <= rules.priority(some, is_child=False) <= rules.priority({*some, one}, is_child=False) <= 9
    assert rules.priority(some, is_child=True) >= rules.priority(some, is_child=False)


def test_a_talk_counts_only_alone_in_the_own_language_and_never_with_the_police() -> None:
    assert rules.why_not_talk(TalkWith.OFFICE, NOW, NOW, alone=True, own_language=True) == []
    assert rules.why_not_talk(TalkWith.POLICE, NOW + DAY, NOW, alone=False, own_language=False) == [
        WhyNot.BY_POLICE, WhyNot.NOT_ALONE, WhyNot.NOT_OWN_LANGUAGE, WhyNot.DAY_AHEAD,
    ]  # fmt: skip


def test_a_declaration_needs_talks_words_read_aloud_and_in_detention_a_witness() -> None:
    said = rules.Said(own_language=False, read_aloud=False, detained=True, witness=False)
    assert rules.why_not_declare(said, (), stands=True, locked=True) == [
        WhyNot.FEARS, WhyNot.DECLARED_ALREADY, WhyNot.TALKS_MISSING, WhyNot.NOT_OWN_LANGUAGE, WhyNot.NOT_READ,
        WhyNot.WITNESS_MISSING,
    ]  # fmt: skip
    good = rules.Said(own_language=True, read_aloud=True, detained=True, witness=True)
    assert rules.why_not_declare(good, (NOW, NOW + DAY), stands=False, locked=False) == []


@pytest.mark.parametrize(
    ("scores", "level"),
    [((1, 1), RiskLevel.LOW), ((2, 3), RiskLevel.LOW), ((2, 4), RiskLevel.MEDIUM), ((3, 4), RiskLevel.MEDIUM),
     ((3, 5), RiskLevel.HIGH), ((4, 5), RiskLevel.HIGH), ((5, 5), RiskLevel.CRITICAL)],
)  # fmt: skip
def test_danger_is_likelihood_times_harm(scores: tuple[int, int], level: RiskLevel) -> None:
    assert rules.danger_of(*scores) == level


def test_the_embassy_is_asked_only_without_fear_and_with_a_yes() -> None:
    asked = (PaperKind.TRAVEL_DOCUMENT, PaperState.ASKED)
    assert rules.why_not_paper(*asked, locked=True, embassy=False) == [WhyNot.FEARS, WhyNot.NOT_CLEAR]
    assert rules.why_not_paper(*asked, locked=False, embassy=True) == []
    assert rules.why_not_paper(PaperKind.EXIT, PaperState.ASKED, locked=True, embassy=False) == []


def test_the_mission_has_three_working_days_without_weekend_and_holiday() -> None:
    wednesday = datetime(2026, 11, 4, 7, tzinfo=UTC)
    assert rules.after_working_days(wednesday, 3, set()).date() == date(2026, 11, 9)
    assert rules.after_working_days(wednesday, 3, {date(2026, 11, 8)}).date() == date(2026, 11, 10)


def leg(begins: int, lasts: int = 1) -> LegPlan:
    return LegPlan(NOW + begins * DAY, NOW + (begins + lasts) * DAY, "AMM–DXB")


@pytest.mark.parametrize(
    ("plan", "reasons"),
    [
        (Plan((leg(1), leg(3)), 9, "Ana"), []),
        (Plan((), 9, "Ana"), [WhyNot.NO_LEG]),
        (Plan((leg(3), leg(1)), 9, "Ana"), [WhyNot.LEGS_ORDER]),
        (Plan((leg(1, 0),), 9, "Ana"), [WhyNot.LEGS_ORDER]),
        (Plan((leg(-1),), 9, "Ana"), [WhyNot.DAY_PAST]),
        (Plan((leg(1),), 23, "Ana"), [WhyNot.NIGHT]),
        (Plan((leg(1),), 5, "Ana"), [WhyNot.NIGHT]),
        (Plan((leg(1),), 9, " "), [WhyNot.NOBODY_MEETS]),
    ],
)
def test_a_journey_is_planned_by_day_with_somebody_who_meets(plan: Plan, reasons: list[WhyNot]) -> None:
    assert rules.why_not_plan(plan, NOW, needs_care=True, is_child=False) == reasons


def test_a_child_travels_with_somebody_or_in_the_care_of_the_airline() -> None:
    alone = Plan((leg(1),), 9, "Ana")
    assert rules.why_not_plan(alone, NOW, needs_care=True, is_child=True) == [WhyNot.NOBODY_WITH_CHILD]
    cared = Plan((leg(1),), 9, "Ana", airline_cares=True)
    assert rules.why_not_plan(cared, NOW, needs_care=True, is_child=True) == []


def test_no_ticket_while_a_gate_is_closed_and_a_no_at_the_gate_is_always_heard() -> None:
    closed, bought = Gate.PAPERS, JourneyState.TICKETED
    assert rules.why_not_buy(JourneyState.PLANNED, closed, Decimal(1), Currency.JOD) == [WhyNot.GATE_CLOSED]
    assert rules.why_not_buy(None, None, Decimal(1), Currency.JOD) == [WhyNot.NO_JOURNEY]
    assert rules.why_not_leave(bought, closed, asked=True, says_yes=True) == [WhyNot.GATE_CLOSED]
    assert rules.why_not_leave(bought, closed, asked=True, says_yes=False) == []
    assert rules.why_not_leave(bought, None, asked=False, says_yes=False) == [WhyNot.WISH_NOT_ASKED]


@pytest.mark.parametrize(
    ("amount", "currency", "reasons"),
    [
        ("0.001", Currency.JOD, []),
        ("0.0001", Currency.JOD, [WhyNot.DECIMALS]),
        ("1.005", Currency.USD, [WhyNot.DECIMALS]),
        ("0", Currency.JOD, [WhyNot.AMOUNT_MISSING]),
        ("-1", Currency.JOD, [WhyNot.BELOW_ZERO]),
        ("1e8", Currency.JOD, [WhyNot.TOO_MUCH]),
    ],
)
def test_an_amount_is_one_of_its_currency_or_refused(amount: str, currency: Currency, reasons: list[WhyNot]) -> None:
    assert rules.why_not_money(Decimal(amount), currency) == reasons


PURSE = Purse(Currency.JOD, Decimal(1000), TODAY + DAY)


@given(st.lists(st.decimals("0.001", "400", places=3), min_size=2, max_size=6), st.decimals("-1", "1", places=3))
def test_instalments_add_up_to_the_last_fils_or_nothing_is_granted(parts: list[Decimal], off: Decimal) -> None:
    purse = Purse(Currency.JOD, Decimal(10_000), TODAY)
    reasons = rules.why_not_grant(sum(parts, Decimal()) + off, Currency.JOD, parts, purse, TODAY, granted=False)
    assert (WhyNot.SUM_DIFFERS in reasons) == (off != 0)


def test_a_grant_is_refused_for_each_reason() -> None:
    halves = [Decimal(300), Decimal(300)]
    grant = rules.why_not_grant
    assert grant(Decimal(600), Currency.JOD, halves, None, TODAY, granted=False) == [WhyNot.PROJECT_MISSING]
    assert grant(Decimal(600), Currency.JOD, halves, PURSE, TODAY, granted=True) == [WhyNot.GRANTED_ALREADY]
    assert grant(Decimal(600), Currency.JOD, [Decimal(600)], PURSE, TODAY, granted=False) == [WhyNot.TWO_AT_LEAST]
    assert grant(Decimal(600), Currency.USD, halves, PURSE, TODAY, granted=False) == [WhyNot.OTHER_CURRENCY]
    assert grant(Decimal(600), Currency.JOD, halves, PURSE, TODAY + 2 * DAY, granted=False) == [WhyNot.PROJECT_ENDED]
    much = [Decimal(600), Decimal(600)]
    assert grant(Decimal(1200), Currency.JOD, much, PURSE, TODAY, granted=False) == [WhyNot.ABOVE_BUDGET]


def test_a_cost_stays_inside_the_budget_at_its_rate() -> None:
    def spend(amount: str, rate: str, currency: Currency = Currency.USD) -> list[WhyNot]:
        return rules.why_not_spend(Spent(currency, None, Decimal(amount), Decimal(rate), PaidBy.PROJECT), PURSE, TODAY)

    assert spend("1000", "0.709") == []
    assert spend("1500", "0.709") == [WhyNot.ABOVE_BUDGET]
    assert spend("10", "0") == [WhyNot.RATE]
    assert spend("10", "0.7", Currency.JOD) == [WhyNot.RATE]
    nobody = Spent(Currency.JOD, Decimal(5), None, Decimal(1), PaidBy.FUND)
    assert rules.why_not_spend(nobody, None, TODAY) == []


def test_an_instalment_is_paid_once_in_order_with_a_receipt_and_mostly_after_the_arrival() -> None:
    pay = rules.why_not_pay
    assert pay(1, paid=True, before_paid=True, receipt="1", state=ReturnState.ARRIVED) == [WhyNot.PAID_ALREADY]
    assert pay(2, paid=False, before_paid=False, receipt="", state=ReturnState.BOOKED) == [
        WhyNot.EARLIER_FIRST, WhyNot.NOT_ARRIVED, WhyNot.RECEIPT_MISSING,
    ]  # fmt: skip
    assert pay(1, paid=False, before_paid=True, receipt="1", state=ReturnState.BOOKED) == []
    assert pay(1, paid=False, before_paid=True, receipt="1", state=ReturnState.PREPARING) == [WhyNot.NOT_ARRIVED]
    assert pay(2, paid=False, before_paid=True, receipt="2", state=ReturnState.ARRIVED) == []


def test_who_is_on_the_way_is_not_stopped() -> None:
    before = {ReturnState.EXPECTED, ReturnState.PREPARING, ReturnState.BOOKED}
    assert {state for state in ReturnState if not rules.why_not_stop(state)} == before
