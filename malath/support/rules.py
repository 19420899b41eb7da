"""What may be written into a plan, and when it is due. Pure. Lateness is a reminder for ever and decides nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from malath.agencies.rules import is_too_fine
from malath.agencies.words import AgencyKind, Currency, ServiceKind
from malath.cases.rules import HELPING_BODIES, remind_after
from malath.privacy.words import Answer
from malath.support.words import After, Care, CareSaid, Domain, FollowUpState, FundState, GoalState, StepState, WhyNot

DAY = timedelta(days=1)
"""How long before a plan is due somebody is reminded, and how often afterwards, for ever. Our own choice."""
AFTER_CRITICAL = DAY
"""How soon a plan is looked at after something critical. Source: domain §5.6 (after every critical event); the day is ours."""
PLANNING_BODIES: Final = HELPING_BODIES
"""Whose desks plan with a person. The Unit, the police and a prosecutor read nothing of a plan."""
KEEPING_BODIES: Final = frozenset({AgencyKind.SOCIAL, AgencyKind.ASSOCIATION, AgencyKind.SHELTER, AgencyKind.UN})
"""To which of them the clock of a plan is given by itself: those whose desks see who the person is."""
TAKING_ON: Final = (ServiceKind.PROTECTION, ServiceKind.CHILD_PROTECTION, ServiceKind.SHELTER)
"""With the acceptance of which referrals a first plan is due."""
MOST: Final = Decimal(100_000_000)
AMMAN: Final = ZoneInfo("Asia/Amman")
MONTHS: Final = {After.MONTH_1: 1, After.MONTHS_3: 3, After.MONTHS_6: 6, After.MONTHS_12: 12}
RESULTS: Final = frozenset({GoalState.REACHED, GoalState.GIVEN_UP})


@dataclass(frozen=True)
class Spans:
    """How long each thing may take, in days: settings of the mechanism, not law."""

    plan: int = 7
    plan_child: int = 3
    review_in_shelter: int = 14
    review_outside: int = 30
    panel: int = 3


CODES: Final = {
    "plan": "plan",
    "plan_child": "plan_child",
    "review_in_shelter": "plan_review_in_shelter",
    "review_outside": "plan_review_outside",
    "panel": "best_interests_panel",
}


def spans_in(deadlines: Mapping[str, Mapping[str, Any]], otherwise: Mapping[str, int]) -> Spans:
    """The spans that the country's file of deadlines says, or the settings instead of it."""
    return Spans(**{name: int(otherwise.get(code, deadlines[code]["amount"])) for name, code in CODES.items()})


def plans(body: AgencyKind) -> bool:
    """Whether a body plans with a person."""
    return body in PLANNING_BODIES


def plan_due(since: datetime, spans: Spans, *, is_child: bool) -> datetime:
    """When the first plan is due. Age in doubt is a child."""
    return since + DAY * (spans.plan_child if is_child else spans.plan)


def review_due(after: datetime, spans: Spans, *, in_shelter: bool) -> datetime:
    """When a plan is looked at again."""
    return after + DAY * (spans.review_in_shelter if in_shelter else spans.review_outside)


def next_reminder(due: datetime | None, moment: datetime) -> datetime | None:
    """The next reminder after a moment: a day before, when it is due, and every week from then on."""
    return remind_after(due, moment, before=DAY) if due else None


def why_not_remind(remind_at: datetime | None, at: datetime) -> list[WhyNot]:
    """Why nobody is reminded."""
    return [] if remind_at is not None and remind_at <= at else [WhyNot.NOT_DUE]


def why_not_goal(words: str, domain: Domain, *, refused: Collection[Domain], raised: bool) -> list[WhyNot]:
    """Why a goal is not put into the plan: what the person refused is not asked again, unless they raise it (domain §5.6)."""
    checks = (
        (not words.strip(), WhyNot.WORDS_MISSING),
        (domain in refused and not raised, WhyNot.NOT_ASKED_AGAIN),
    )
    return [reason for failed, reason in checks if failed]


def why_not_settle_goal(now: GoalState, result: GoalState) -> list[WhyNot]:
    """Why it is not written down what became of a goal."""
    if now != GoalState.CHOSEN:
        return [WhyNot.GOAL_SETTLED]
    return [] if result in RESULTS else [WhyNot.NOT_A_RESULT]


def why_not_step(words: str, due_on: date, today: date, *, goal: GoalState) -> list[WhyNot]:
    """Why an action is not added to a goal."""
    checks = (
        (goal != GoalState.CHOSEN, WhyNot.GOAL_SETTLED),
        (not words.strip(), WhyNot.WORDS_MISSING),
        (due_on < today, WhyNot.DAY_PAST),
    )
    return [reason for failed, reason in checks if failed]


def why_not_settle_step(now: StepState) -> list[WhyNot]:
    return [] if now == StepState.OPEN else [WhyNot.STEP_SETTLED]


def why_not_strike(*, struck: bool, ours: bool) -> list[WhyNot]:
    """Why a determinant is not struck out."""
    return [reason for failed, reason in ((struck, WhyNot.STRUCK), (not ours, WhyNot.NOT_OURS)) if failed]


def why_not_agree(*, agreed: bool, goals: Collection[int]) -> list[WhyNot]:
    """Why a plan is not agreed. `goals`: how many actions each chosen goal has."""
    if agreed:
        return [WhyNot.AGREED]
    if not goals:
        return [WhyNot.NO_GOAL]
    return [] if all(goals) else [WhyNot.NO_ACTION]


def why_not_review(words: str, *, agreed: bool) -> list[WhyNot]:
    """Why a plan is not reviewed."""
    checks = ((not agreed, WhyNot.NOT_AGREED), (not words.strip(), WhyNot.WORDS_MISSING))
    return [reason for failed, reason in checks if failed]


def why_not_amount(amount: Decimal | None, currency: Currency | None) -> list[WhyNot]:
    """Why an amount is not written down: the dinar has three decimals, a fourth is refused rather than rounded."""
    if amount is None:
        return []
    checks = (
        (amount < 0, WhyNot.BELOW_ZERO),
        (is_too_fine(amount, currency or Currency.JOD), WhyNot.DECIMALS),
        (amount >= MOST, WhyNot.TOO_MUCH),
    )
    return [reason for failed, reason in checks if failed]


@dataclass(frozen=True)
class Received:
    """What of a service given the rule looks at."""

    on: date
    units: int
    has_provider: bool
    cost: Decimal | None = None
    currency: Currency | None = None


def why_not_give(given: Received, *, opened: date, today: date) -> list[WhyNot]:
    """Why a service is not written down: what is still to come is no service yet."""
    checks = (
        (given.on > today, WhyNot.DAY_AHEAD),
        (given.on < opened, WhyNot.BEFORE_THE_FILE),
        (given.units < 1, WhyNot.TOO_FEW),
        (not given.has_provider, WhyNot.PROVIDER_MISSING),
    )
    return [reason for failed, reason in checks if failed] + why_not_amount(given.cost, given.currency)


def follow_ups(start: date, *, is_child: bool) -> dict[After, date]:
    """When the person is contacted afterwards; a child sooner as well (scenario 2). Source: domain §5.10."""
    days = {after: _months_on(start, months) for after, months in MONTHS.items()}
    return {After.WEEKS_2: start + 14 * DAY, **days} if is_child else days


def _months_on(start: date, months: int) -> date:
    """The same day some months on, or the last one that the month has."""
    year, month = divmod(start.month - 1 + months, 12)
    last = (date(start.year + year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - DAY).day
    return date(start.year + year, month + 1, min(start.day, last))


def morning_of(day: date) -> datetime:
    """When the day of a follow-up begins, in Amman."""
    return datetime.combine(day, time(8), AMMAN)


def why_not_plan_contacts(*, planned: bool, said: Answer, protected: bool) -> list[WhyNot]:
    """Why no contacts afterwards are planned: the person decides whether anybody asks how they are (C17). `protected`: a child
    that is protected without consent is looked after all the same, unless it said no."""
    agreed = said == Answer.YES or (protected and said == Answer.NOT_ASKED)
    not_wanted = WhyNot.CONTACT_NOT_ASKED if said == Answer.NOT_ASKED else WhyNot.NOT_WANTED
    return [reason for failed, reason in ((planned, WhyNot.PLANNED_ALREADY), (not agreed, not_wanted)) if failed]


def why_not_contact(state: FollowUpState, *, may: bool) -> list[WhyNot]:
    """Why a contact afterwards is not written down: it is made inside what was agreed with the person, or not at all."""
    checks = ((state != FollowUpState.DUE, WhyNot.SETTLED), (not may, WhyNot.NOT_NOW))
    return [reason for failed, reason in checks if failed]


FUND_NEXT: Final[dict[FundState, frozenset[FundState]]] = {
    FundState.SENT: frozenset({FundState.PROPOSED, FundState.WITHDRAWN, FundState.STOPPED}),
    FundState.PROPOSED: frozenset(
        {FundState.SENT, FundState.GRANTED, FundState.REFUSED, FundState.WITHDRAWN, FundState.STOPPED}
    ),
    FundState.GRANTED: frozenset(),
    FundState.REFUSED: frozenset(),
    FundState.WITHDRAWN: frozenset(),
    FundState.STOPPED: frozenset(),
}
"""Back to the committee: a second member did not confirm."""
WAITING: Final = frozenset({FundState.SENT, FundState.PROPOSED})


@dataclass(frozen=True)
class Asked:
    """What of a request to the fund the rule looks at. `quotes`: the amounts; `names`: the words lead to the person."""

    what: str
    amount: Decimal
    currency: Currency
    quotes: tuple[Decimal, ...]
    names: bool
    agreed: bool


def why_not_ask_fund(asked: Asked) -> list[WhyNot]:
    """Why the fund is not asked: its committee sees number, purpose, amount and quotes, never a name (domain §6)."""
    checks = (
        (not asked.what.strip(), WhyNot.WORDS_MISSING),
        (asked.names, WhyNot.NAMES_THE_PERSON),
        (asked.amount <= 0, WhyNot.AMOUNT_MISSING),
        (not asked.quotes, WhyNot.QUOTE_MISSING),
        (not asked.agreed, WhyNot.NOT_AGREED_TO_FUND),
    )
    amounts = [one for amount in (asked.amount, *asked.quotes) for one in why_not_amount(amount, asked.currency)]
    return [reason for failed, reason in checks if failed] + list(dict.fromkeys(amounts))


def why_not_propose_grant(
    state: FundState, granted: Decimal | None, words: str, *, asked: Decimal, currency: Currency, left: bool
) -> list[WhyNot]:
    """Why a decision is not proposed; without an amount it is proposed to refuse. Its reason is always written."""
    checks = (
        (left, WhyNot.LEFT_ALREADY),
        (FundState.PROPOSED not in FUND_NEXT[state], WhyNot.NOT_WAITING),
        (not words.strip(), WhyNot.WORDS_MISSING),
        (granted is not None and granted <= 0, WhyNot.AMOUNT_MISSING),
        (granted is not None and granted > asked, WhyNot.ABOVE_ASKED),
    )
    return [reason for failed, reason in checks if failed] + why_not_amount(granted, currency)


def why_not_confirm_grant(state: FundState, *, own: bool, left: bool) -> list[WhyNot]:
    """Why a proposed decision is not confirmed, or not sent back: a second member does either."""
    checks = (
        (left, WhyNot.LEFT_ALREADY), (state != FundState.PROPOSED, WhyNot.NOT_WAITING), (own, WhyNot.FOUR_EYES),
    )  # fmt: skip
    return [reason for failed, reason in checks if failed]


def why_not_leave(state: FundState, *, left: bool) -> list[WhyNot]:
    """Why a member does not leave a decision: it is made already, or they have left."""
    checks = ((left, WhyNot.LEFT_ALREADY), (state not in WAITING, WhyNot.NOT_WAITING))
    return [reason for failed, reason in checks if failed]


def why_not_pay(
    state: FundState, amount: Decimal, on: date, today: date, *, left_to_pay: Decimal, currency: Currency
) -> list[WhyNot]:
    """Why a payment is not written down."""
    checks = (
        (state != FundState.GRANTED, WhyNot.NOT_WAITING),
        (amount <= 0, WhyNot.AMOUNT_MISSING),
        (amount > left_to_pay, WhyNot.ABOVE_GRANTED),
        (on > today, WhyNot.DAY_AHEAD),
    )
    return [reason for failed, reason in checks if failed] + why_not_amount(amount, currency)


LOOK_EVERY: Final = timedelta(hours=6)
"""How often somebody is told that care waits, as long as its hours run. Our own choice."""
CARE_CODES: Final = {Care.HIV: "hiv_prophylaxis_from_event", Care.CONTRACEPTION: "emergency_contraception_from_event"}


def care_hours_in(deadlines: Mapping[str, Mapping[str, Any]], otherwise: Mapping[str, int]) -> dict[Care, timedelta]:
    """Within which span of an event each care helps, as the country's file says, or the settings instead of it. Source: domain
    §5.2 [M: WHO guidance]: not verified, a doctor decides."""
    return {care: timedelta(hours=int(otherwise.get(code, deadlines[code]["amount"]))) for care, code in CARE_CODES.items()}


def still_runs(said: Mapping[Care, CareSaid], happened: datetime, hours: Mapping[Care, timedelta], at: datetime) -> bool:
    """Whether something waits to be offered and its hours have not passed."""
    return any(now == CareSaid.WAITS and at < happened + hours[care] for care, now in said.items())


def why_not_urgent(happened: datetime, at: datetime) -> list[WhyNot]:
    """Why an event is not written down. That its hours have passed is no reason: care is offered all the same."""
    return [WhyNot.MOMENT_AHEAD] if happened > at else []


def why_not_answer_care(now: CareSaid, said: CareSaid) -> list[WhyNot]:
    """Why it is not written down what became of an offer. Who declined may ask for it later; nobody offers it again."""
    if now == CareSaid.GIVEN:
        return [WhyNot.SETTLED]
    return [] if now == CareSaid.WAITS or said == CareSaid.GIVEN else [WhyNot.DECLINED_BEFORE]
