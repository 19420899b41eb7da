"""The gates of a return, and why something about it is not done. Pure. A gate that is closed blocks the ticket, never the
help that a person gets meanwhile. Source: domain §5.9, §10; what is marked [H] there is our own choice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from zoneinfo import ZoneInfo

from malath.agencies.rules import decimals, is_too_fine
from malath.agencies.words import AgencyKind, Currency
from malath.cases.rules import HELPING_BODIES
from malath.people.words import WhyNotTravel
from malath.returns.words import (
    Court,
    Fear,
    FineWay,
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

DAY = timedelta(days=1)
AMMAN: Final = ZoneInfo("Asia/Amman")
FRIDAY, SATURDAY = 4, 5
BETWEEN_TALKS = DAY
"""How long after the first talk the second one is, at least. Source: domain §10, A4."""
CONFIRMED_WITHIN = DAY
"""How long after the arrival somebody has to have confirmed it. Source: domain §10, A12."""
READING_BODIES: Final = HELPING_BODIES
"""Whose desks read a return at all. The Unit, the police, a prosecutor and an inspector never do (scenario 3)."""
HEAVY: Final = frozenset({Pressing.ALONE_CHILD, Pressing.ILL, Pressing.DETAINED, Pressing.THREATENED})
NEEDED: Final = (PaperKind.TRAVEL_DOCUMENT, PaperKind.EXIT, PaperKind.DEBTS)
GRAVE: Final = frozenset({RiskLevel.HIGH, RiskLevel.CRITICAL})
CHILDS: Final = frozenset({ReturnKind.CHILD, ReturnKind.FAMILY})
DECIDED: Final = frozenset({ReturnKind.IDENTIFIED, ReturnKind.POTENTIAL})
OPEN: Final = frozenset({ReturnState.PREPARING, ReturnState.BOOKED})
NOT_ON_THE_WAY: Final = OPEN | {ReturnState.EXPECTED}
"""What ends when the desk does not see the file any more."""
NEXT: Final[dict[ReturnState, frozenset[ReturnState]]] = {
    ReturnState.EXPECTED: frozenset({ReturnState.ARRIVED, ReturnState.STOPPED}),
    ReturnState.PREPARING: frozenset({ReturnState.BOOKED, ReturnState.STOPPED}),
    ReturnState.BOOKED: frozenset({ReturnState.PREPARING, ReturnState.DEPARTED, ReturnState.STOPPED}),
    ReturnState.DEPARTED: frozenset({ReturnState.ARRIVED}),
    ReturnState.ARRIVED: frozenset(),
    ReturnState.STOPPED: frozenset({ReturnState.PREPARING}),
}
"""Who is on the way is not stopped: they are helped where they arrive."""
MOST: Final = Decimal(100_000_000)
NIGHT_FROM, NIGHT_TO = 22, 6
INSTALMENTS: Final = range(2, 7)


def _those(*checks: tuple[bool, WhyNot]) -> list[WhyNot]:
    return [reason for failed, reason in checks if failed]


def reads(body: AgencyKind) -> bool:
    """Whether the desks of a body read a return."""
    return body in READING_BODIES


def priority(pressing: Collection[Pressing], *, is_child: bool) -> int:
    """The step in the queue: what presses hard counts three, the rest one, a child two; nine at most. Our own choice."""
    return min(9, sum(3 if one in HEAVY else 1 for one in set(pressing)) + 2 * is_child)


@dataclass(frozen=True)
class Danger:
    """How dangerous a return would be, and what follows."""

    level: RiskLevel
    way: Way


@dataclass(frozen=True)
class Fit:
    """What a doctor says, and until which day. `escort`: a nurse or doctor has to go along."""

    fit: bool
    until: date
    escort: bool = False


@dataclass(frozen=True)
class Childs:
    """What stands of a child's return."""

    best: bool
    guardian: bool
    receiver: bool
    escort: bool


@dataclass(frozen=True)
class Facts:
    """What the gates look at. `travel`: what papers and stay say against a ticket; `child`: None for who is of age."""

    today: date
    fear: Fear = Fear.NOT_ASKED
    road_closed: bool = False
    court: Court = Court.NOT_ASKED
    talks: tuple[datetime, ...] = ()
    declared: bool = False
    withdrawn: bool = False
    danger: Danger | None = None
    answered_since: bool = False
    child: Childs | None = None
    travel: frozenset[WhyNotTravel] = frozenset()
    fines_settled: bool = False
    papers: Mapping[PaperKind, PaperState] | None = None
    fit: Fit | None = None
    escorted: bool = False
    flight_on: date | None = None
    mission: MissionAnswer | None = None


@dataclass(frozen=True)
class Gated:
    """How one gate stands, why, and who acts next."""

    gate: Gate
    state: GateState
    holds: tuple[Holds, ...] = ()

    @property
    def is_closed(self) -> bool:
        return self.state == GateState.CLOSED

    @property
    def next_by(self) -> NextBy | None:
        return NEXT_BY[self.holds[0]] if self.holds else None


NEXT_BY: Final[dict[Holds, NextBy]] = dict.fromkeys(Holds, NextBy.OFFICE) | {
    Holds.FEARS: NextBy.UNHCR,
    Holds.NOT_DECLARED: NextBy.PERSON,
    Holds.DECLARATION_WITHDRAWN: NextBy.PERSON,
    Holds.RISK_HIGH: NextBy.SUPERVISOR,
    Holds.RISK_STOP: NextBy.SUPERVISOR,
    Holds.BEST_INTERESTS: NextBy.PANEL,
    Holds.OVERSTAY: NextBy.AUTHORITY,
    Holds.REPORT: NextBy.AUTHORITY,
    Holds.NOT_EXAMINED: NextBy.DOCTOR,
    Holds.NOT_FIT: NextBy.DOCTOR,
    Holds.FLIGHT_TOO_LATE: NextBy.DOCTOR,
    Holds.MISSION_WAITS: NextBy.MISSION,
    Holds.MISSION_CANNOT: NextBy.MISSION,
}


def gates(facts: Facts) -> tuple[Gated, ...]:
    """All eight, in their order."""
    held = {
        Gate.FEAR: _fear(facts),
        Gate.TALKS: _talks(facts.talks),
        Gate.DECLARED: _declared(facts),
        Gate.RISK: _risk(facts.danger, answered_since=facts.answered_since),
        Gate.CHILD: _child(facts.child),
        Gate.PAPERS: _papers(facts),
        Gate.FIT: _fit(facts),
        Gate.MISSION: _mission(facts.mission),
    }
    return tuple(_gated(gate, holds, facts) for gate, holds in held.items())


def first_closed(lines: Sequence[Gated]) -> Gate | None:
    return next((line.gate for line in lines if line.is_closed), None)


def _gated(gate: Gate, holds: list[Holds], facts: Facts) -> Gated:
    if gate == Gate.CHILD and facts.child is None:
        return Gated(gate, GateState.NOT_NEEDED)
    return Gated(gate, GateState.CLOSED if holds else GateState.OPEN, tuple(holds))


def is_locked(fear: Fear, *, road_closed: bool) -> bool:
    """Whether fear of going back locks everything: yes or unsure, until the person closes the road to protection (G1)."""
    return fear in {Fear.YES, Fear.UNSURE} and not road_closed


def _fear(facts: Facts) -> list[Holds]:
    checks = (
        (facts.fear == Fear.NOT_ASKED, Holds.FEAR_NOT_ASKED),
        (is_locked(facts.fear, road_closed=facts.road_closed), Holds.FEARS),
        (facts.court == Court.NOT_ASKED, Holds.COURT_NOT_ASKED),
        (facts.court == Court.OPEN, Holds.COURT_NOT_TOLD),
    )
    return [hold for failed, hold in checks if failed]


def enough_talks(talks: Collection[datetime]) -> bool:
    """Two talks, the last at least a day after the first."""
    return bool(talks) and max(talks) - min(talks) >= BETWEEN_TALKS


def _talks(talks: Collection[datetime]) -> list[Holds]:
    if enough_talks(talks):
        return []
    return [Holds.SECOND_TALK if talks else Holds.FIRST_TALK]


def _declared(facts: Facts) -> list[Holds]:
    if facts.declared:
        return []
    return [Holds.DECLARATION_WITHDRAWN if facts.withdrawn else Holds.NOT_DECLARED]


def _risk(danger: Danger | None, *, answered_since: bool) -> list[Holds]:
    if danger is None or answered_since:
        return [Holds.RISK_ANSWERED if danger else Holds.RISK_MISSING]
    if danger.way == Way.STOP:
        return [Holds.RISK_STOP]
    return [Holds.RISK_HIGH] if danger.level in GRAVE and danger.way == Way.NONE else []


def _child(child: Childs | None) -> list[Holds]:
    if child is None:
        return []
    checks = (
        (not child.best, Holds.BEST_INTERESTS),
        (not child.guardian, Holds.GUARDIAN),
        (not child.receiver, Holds.RECEIVER),
        (not child.escort, Holds.ESCORT),
    )
    return [hold for failed, hold in checks if failed]


def papers_wanted(papers: Mapping[PaperKind, PaperState] | None) -> dict[PaperKind, PaperState]:
    """How far each paper is; a birth only where somebody wrote that one has to be registered."""
    return dict.fromkeys(NEEDED, PaperState.WANTED) | dict(papers or {})


def _papers(facts: Facts) -> list[Holds]:
    states = papers_wanted(facts.papers).values()
    clear = {PaperState.CLEAR, PaperState.NOT_NEEDED}
    checks = (
        (WhyNotTravel.PASSPORT in facts.travel, Holds.PASSPORT),
        (WhyNotTravel.OVERSTAY in facts.travel and not facts.fines_settled, Holds.OVERSTAY),
        (WhyNotTravel.REPORT_STANDS in facts.travel, Holds.REPORT),
        (any(state not in clear for state in states), Holds.PAPER),
    )
    return [hold for failed, hold in checks if failed]


def _fit(facts: Facts) -> list[Holds]:
    """The doctor's word has to hold on the day of the flight, or today while no flight is planned; whoever it asks to go along
    is named in the journey."""
    if facts.fit is None:
        return [Holds.NOT_EXAMINED]
    if not facts.fit.fit:
        return [Holds.NOT_FIT]
    checks = (
        ((facts.flight_on or facts.today) > facts.fit.until, Holds.FLIGHT_TOO_LATE),
        (facts.fit.escort and not facts.escorted, Holds.MEDICAL_ESCORT),
    )
    return [hold for failed, hold in checks if failed]


def _mission(answer: MissionAnswer | None) -> list[Holds]:
    if answer is None:
        return [Holds.MISSION_MISSING]
    if answer == MissionAnswer.WAITING:
        return [Holds.MISSION_WAITS]
    return [] if answer == MissionAnswer.CONFIRMED else [Holds.MISSION_CANNOT]


@dataclass(frozen=True)
class Wish:
    """What of a request the rule looks at. `own_means` and `other_funder`: what the person says; no paper is asked for."""

    kind: ReturnKind
    own_wish: bool
    own_means: bool
    other_funder: bool
    is_child: bool
    nationalities: frozenset[str]
    decided: frozenset[ReturnKind]


def why_not_ask(wish: Wish, *, agreed: bool, open_already: bool) -> list[WhyNot]:
    """Why no return is begun (A2). Being identified as anything is never asked for: only who writes a status that somebody
    decides has to have it."""
    return _those(
        (not wish.own_wish, WhyNot.NO_WISH),
        (wish.nationalities == frozenset({"JO"}), WhyNot.A_JORDANIAN),
        (wish.other_funder, WhyNot.OTHER_FUNDER),
        (wish.own_means, WhyNot.HAS_MEANS),
        (wish.is_child and wish.kind not in CHILDS | DECIDED, WhyNot.KIND_OF_CHILD),
        (not wish.is_child and wish.kind == ReturnKind.CHILD, WhyNot.NOT_A_CHILD),
        (wish.kind in DECIDED and wish.kind not in wish.decided, WhyNot.NO_CASE),
        (not agreed, WhyNot.NOT_AGREED),
        (open_already, WhyNot.OPEN_ALREADY),
    )


def why_not_write(state: ReturnState) -> list[WhyNot]:
    """Why nothing is written about the gates: the return has ended, or the person is on the way."""
    return [] if state in OPEN else [WhyNot.NOT_OPEN]


def why_not_close_road(fear: Fear, *, closed: bool) -> list[WhyNot]:
    return [] if fear in {Fear.YES, Fear.UNSURE} and not closed else [WhyNot.NO_FEAR]


def why_not_talk(with_whom: TalkWith, held_at: datetime, at: datetime, *, alone: bool, own_language: bool) -> list[WhyNot]:
    """Why a counselling talk does not count (A4)."""
    return _those(
        (with_whom == TalkWith.POLICE, WhyNot.BY_POLICE),
        (not alone, WhyNot.NOT_ALONE),
        (not own_language, WhyNot.NOT_OWN_LANGUAGE),
        (held_at > at, WhyNot.DAY_AHEAD),
    )


@dataclass(frozen=True)
class Said:
    """How a declaration was made."""

    own_language: bool
    read_aloud: bool
    detained: bool
    witness: bool


def why_not_declare(said: Said, talks: Collection[datetime], *, stands: bool, locked: bool) -> list[WhyNot]:
    """Why a declaration is not written down (A5): never an old signature, never before two talks, never under fear."""
    return _those(
        (locked, WhyNot.FEARS),
        (stands, WhyNot.DECLARED_ALREADY),
        (not enough_talks(talks), WhyNot.TALKS_MISSING),
        (not said.own_language, WhyNot.NOT_OWN_LANGUAGE),
        (not said.read_aloud, WhyNot.NOT_READ),
        (said.detained and not said.witness, WhyNot.WITNESS_MISSING),
    )


def why_not_withdraw(state: ReturnState, *, stands: bool) -> list[WhyNot]:
    """Why a declaration is not taken back: until boarding, wanting to is reason enough."""
    return _those((state == ReturnState.DEPARTED, WhyNot.ON_THE_WAY), (not stands, WhyNot.NOT_DECLARED))


def danger_of(likelihood: int, harm: int) -> RiskLevel:
    """The level from likelihood × harm: 1–6 low, 8–12 medium, 15–20 high, 25 critical (domain §7)."""
    product = likelihood * harm
    for limit, level in ((6, RiskLevel.LOW), (12, RiskLevel.MEDIUM), (20, RiskLevel.HIGH)):
        if product <= limit:
            return level
    return RiskLevel.CRITICAL


def why_not_assess(likelihood: int, harm: int, words: str) -> list[WhyNot]:
    """Why the danger there is not written down. A high one may wait for its answer; a solved one says how."""
    on_scale = 1 <= likelihood <= 5 and 1 <= harm <= 5
    return _those((not on_scale, WhyNot.SCALE), (not words.strip(), WhyNot.WORDS_MISSING))


def why_not_arrange(receiver: str, *, is_child: bool) -> list[WhyNot]:
    """Why nothing is written about who receives somebody: only a child is handed over."""
    return _those((not is_child, WhyNot.NOT_A_CHILD), (not receiver.strip(), WhyNot.NAME_MISSING))


def why_not_paper(kind: PaperKind, state: PaperState, *, locked: bool, embassy: bool) -> list[WhyNot]:
    """Why a paper does not go a step on. The embassy hears nothing while the person fears going back, nor without C6."""
    asks_embassy = kind == PaperKind.TRAVEL_DOCUMENT and state == PaperState.ASKED
    return _those((asks_embassy and locked, WhyNot.FEARS), (asks_embassy and not embassy, WhyNot.NOT_CLEAR))


def why_not_fines(because: str, *, refused: bool) -> list[WhyNot]:
    """Why no other way is chosen for fines: a waiver comes first."""
    return _those((not refused, WhyNot.NOT_REFUSED), (not because.strip(), WhyNot.WORDS_MISSING))


def why_not_approve(way: FineWay | None, *, approved: bool, own: bool) -> list[WhyNot]:
    if way != FineWay.PROJECT or approved:
        return [WhyNot.NOTHING_TO_APPROVE]
    return [WhyNot.FOUR_EYES] if own else []


def why_not_fit(examined_on: date, until: date, today: date) -> list[WhyNot]:
    """Why a doctor's word is not written down."""
    return _those((examined_on > today, WhyNot.DAY_AHEAD), (until < examined_on, WhyNot.LIMIT_PAST))


def why_not_ask_mission(*, named: bool, waiting: bool, locked: bool) -> list[WhyNot]:
    return _those((locked, WhyNot.FEARS), (not named, WhyNot.NO_MISSION), (waiting, WhyNot.WAITS_ALREADY))


def after_working_days(start: datetime, days: int, holidays: Collection[date]) -> datetime:
    """The same hour after so many working days of the country (Sunday to Thursday, no holiday)."""
    moment, left = start.astimezone(AMMAN), days
    while left:
        moment += DAY
        left -= moment.weekday() not in {FRIDAY, SATURDAY} and moment.date() not in holidays
    return moment


@dataclass(frozen=True)
class LegPlan:
    """One leg as it is planned."""

    leaves_at: datetime
    arrives_at: datetime
    way: str
    helper: str = ""


@dataclass(frozen=True)
class Plan:
    """A journey as it is planned. `hour_there`: on the clock where the person arrives."""

    legs: tuple[LegPlan, ...]
    hour_there: int
    meets: str
    escort: str = ""
    airline_cares: bool = False


def why_not_plan(plan: Plan, at: datetime, *, needs_care: bool, is_child: bool) -> list[WhyNot]:
    """Why a journey is not planned so (A10)."""
    moments = [moment for leg in plan.legs for moment in (leg.leaves_at, leg.arrives_at)]
    night = plan.hour_there >= NIGHT_FROM or plan.hour_there < NIGHT_TO
    return _those(
        (not plan.legs, WhyNot.NO_LEG),
        (moments != sorted(set(moments)), WhyNot.LEGS_ORDER),
        (bool(moments) and moments[0] <= at, WhyNot.DAY_PAST),
        (needs_care and night, WhyNot.NIGHT),
        (not plan.meets.strip(), WhyNot.NOBODY_MEETS),
        (is_child and not plan.escort.strip() and not plan.airline_cares, WhyNot.NOBODY_WITH_CHILD),
    )


def why_not_buy(state: JourneyState | None, closed: Gate | None, fare: Decimal, currency: Currency) -> list[WhyNot]:
    """Why no ticket is bought: no gate may be closed (G1–G8), on the day of this flight."""
    if state is None:
        return [WhyNot.NO_JOURNEY]
    return [
        *_those((state != JourneyState.PLANNED, WhyNot.TICKET_BOUGHT), (closed is not None, WhyNot.GATE_CLOSED)),
        *why_not_money(fare, currency),
    ]


def why_not_leave(state: JourneyState | None, closed: Gate | None, *, asked: bool, says_yes: bool) -> list[WhyNot]:
    """Why nobody boards. A “no” at the gate is always heard."""
    if state != JourneyState.TICKETED:
        return [WhyNot.NO_TICKET]
    return _those((not asked, WhyNot.WISH_NOT_ASKED), (says_yes and closed is not None, WhyNot.GATE_CLOSED))


def why_not_confirm(state: JourneyState | None, arrived_at: datetime, left_at: datetime | None, at: datetime) -> list[WhyNot]:
    """Why an arrival is not confirmed."""
    if state != JourneyState.LEFT:
        return [WhyNot.NOT_LEFT]
    return _those((arrived_at > at, WhyNot.DAY_AHEAD), (left_at is not None and arrived_at < left_at, WhyNot.BEFORE_LEAVING))


def why_not_alarm(state: JourneyState, arrives_at: datetime, at: datetime, *, told: bool) -> list[WhyNot]:
    late = state == JourneyState.LEFT and arrives_at + CONFIRMED_WITHIN <= at
    return [] if late and not told else [WhyNot.NOT_DUE]


def why_not_refund(amount: Decimal, fare: Decimal | None, currency: Currency, *, waits: bool) -> list[WhyNot]:
    """Why money for an unused fare is not written down. Nothing given back is an answer too."""
    if not waits or fare is None:
        return [WhyNot.NOTHING_UNUSED]
    return [*_those((amount > fare, WhyNot.TOO_MUCH)), *why_not_decimals(amount, currency)]


def why_not_decimals(amount: Decimal, currency: Currency) -> list[WhyNot]:
    """The dinar has three decimals, a fourth is refused; others have two. Nothing is rounded."""
    return _those(
        (amount < 0, WhyNot.BELOW_ZERO),
        (is_too_fine(amount, currency), WhyNot.DECIMALS),
        (amount >= MOST, WhyNot.TOO_MUCH),
    )


def why_not_money(amount: Decimal, currency: Currency) -> list[WhyNot]:
    """Why an amount is not taken: nothing at all, or not one of its currency."""
    return [*_those((amount == 0, WhyNot.AMOUNT_MISSING)), *why_not_decimals(amount, currency)]


def in_currency(amount: Decimal, rate: Decimal, currency: Currency) -> Decimal:
    """An amount counted in the currency of a project: what the budget is told, never what is paid."""
    return (amount * rate).quantize(Decimal(1).scaleb(-decimals(currency)), ROUND_HALF_UP)


@dataclass(frozen=True)
class Purse:
    """A project as the rules see it."""

    currency: Currency
    left: Decimal
    ends_on: date


@dataclass(frozen=True)
class Spent:
    """A cost as it is written down."""

    currency: Currency
    estimate: Decimal | None
    actual: Decimal | None
    rate: Decimal
    paid_by: PaidBy


def why_not_spend(spent: Spent, purse: Purse | None, today: date) -> list[WhyNot]:
    """Why a cost is not written down. What a project pays stays inside its budget."""
    amounts = [amount for amount in (spent.estimate, spent.actual) if amount is not None]
    reasons = [*_those((not amounts, WhyNot.AMOUNT_MISSING), (spent.rate <= 0, WhyNot.RATE))]
    reasons += [reason for amount in amounts for reason in why_not_money(amount, spent.currency)]
    if spent.paid_by != PaidBy.PROJECT or reasons:
        return list(dict.fromkeys(reasons))
    if purse is None:
        return [WhyNot.PROJECT_MISSING]
    same = spent.currency == purse.currency and spent.rate != 1
    taken = in_currency(spent.actual or Decimal(0), spent.rate, purse.currency)
    return _those((purse.ends_on < today, WhyNot.PROJECT_ENDED), (same, WhyNot.RATE), (taken > purse.left, WhyNot.ABOVE_BUDGET))


def why_not_grant(
    amount: Decimal, currency: Currency, parts: Sequence[Decimal], purse: Purse | None, today: date, *, granted: bool
) -> list[WhyNot]:
    """Why a grant is not made: one for each person and return, in parts that add up to it to the last fils."""
    if purse is None:
        return [WhyNot.PROJECT_MISSING]
    wrong = [reason for part in (amount, *parts) for reason in why_not_money(part, currency)]
    return [
        *_those(
            (granted, WhyNot.GRANTED_ALREADY),
            (len(parts) not in INSTALMENTS, WhyNot.TWO_AT_LEAST),
            (sum(parts) != amount, WhyNot.SUM_DIFFERS),
            (currency != purse.currency, WhyNot.OTHER_CURRENCY),
            (purse.ends_on < today, WhyNot.PROJECT_ENDED),
            (amount > purse.left, WhyNot.ABOVE_BUDGET),
        ),
        *dict.fromkeys(wrong),
    ]


def why_not_reserve(purse: Purse, unpaid: Decimal, today: date, *, released: bool, state: ReturnState) -> list[WhyNot]:
    """Why a grant that went back when the return was stopped is not kept for the person again."""
    stands = (not released, WhyNot.NOT_RELEASED), (state == ReturnState.STOPPED, WhyNot.NOT_OPEN)
    return _those(*stands, (purse.ends_on < today, WhyNot.PROJECT_ENDED), (unpaid > purse.left, WhyNot.ABOVE_BUDGET))


def why_not_pay(
    number: int, *, paid: bool, before_paid: bool, receipt: str, state: ReturnState, released: bool = False,
    elsewhere: bool = False,
) -> list[WhyNot]:  # fmt: skip
    """Why an instalment is not paid: once only, in order, against a receipt, never beside a grant that the person has under
    another file; the first when the ticket is there, the others after the arrival."""
    for held, reason in ((paid, WhyNot.PAID_ALREADY), (released, WhyNot.RELEASED), (elsewhere, WhyNot.GRANTED_ALREADY)):
        if held:
            return [reason]
    early = state != ReturnState.ARRIVED and (number != 1 or state not in {ReturnState.BOOKED, ReturnState.DEPARTED})
    late = (not before_paid, WhyNot.EARLIER_FIRST)
    return _those(late, (early, WhyNot.NOT_ARRIVED), (not receipt.strip(), WhyNot.RECEIPT_MISSING))


def why_not_open_project(
    name: str, budget: Decimal, currency: Currency, ends_on: date, today: date, *, taken: bool
) -> list[WhyNot]:
    return [
        *_those((not name.strip(), WhyNot.NAME_MISSING), (taken, WhyNot.NAME_TAKEN), (ends_on < today, WhyNot.DAY_PAST)),
        *why_not_money(budget, currency),
    ]


def why_not_stop(state: ReturnState) -> list[WhyNot]:
    return [] if ReturnState.STOPPED in NEXT[state] else [WhyNot.NOT_OPEN]


def why_not_reopen(kind: ReturnKind, state: ReturnState, *, agreed: bool, open_already: bool) -> list[WhyNot]:
    """Why a return that was stopped is not taken up again: everybody may change their mind twice."""
    return _those(
        (kind == ReturnKind.INCOMING, WhyNot.COMES_HOME),
        (state != ReturnState.STOPPED, WhyNot.NOT_STOPPED),
        (not agreed, WhyNot.NOT_AGREED),
        (open_already, WhyNot.OPEN_ALREADY),
    )
