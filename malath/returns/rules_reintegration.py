"""Rules of reintegration: when the plan and each round are due, what an index is made of, which answers cannot wait. Pure.

The weights of the official survey are not known here. So the index is our own mean, is shown as provisional, and is never
called by the survey's name; a table with all weights switches to the official formula by itself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final

from malath.returns.words import ReturnState
from malath.returns.words_reintegration import Band, Dimension, Round, WhyNotReintegrate

WEEK: Final = timedelta(days=7)
PLAN_WITHIN: Final = timedelta(days=30)
"""A plan within a month of the arrival (domain §10: A13)."""
MONTHS: Final = (1, 6, 12)
"""By how many months after the arrival each round is asked, where a house says nothing else (domain §10: A14)."""
LONGEST: Final = 60
OPENS: Final = timedelta(days=30)
"""How long before it is due a round may be asked; the first one from the arrival on."""
ENOUGH: Final = Fraction(7, 10)
"""Below this share of answers a dimension has no score."""
TOLERANCE: Final = Fraction(1, 1000)
BANDS: Final = ((Fraction(66, 100), Band.SELF_GUIDED), (Fraction(33, 100), Band.REGULAR), (Fraction(0), Band.INTENSE))
UNSAFE: Final[Mapping[str, frozenset[str]]] = {
    "physical_safety": frozenset({"unsafe", "very_unsafe"}),
    "family_tension": frozenset({"very_often"}),
}
"""Answers that are told the same day."""
ASKED_IF: Final[Mapping[str, tuple[str, str]]] = {
    "why_looking": ("looking_for_job", "yes"),
    "reason_to_leave": ("able_to_stay", "no"),
}
"""Questions that follow from another answer."""


class WrongMonths(ValueError):
    """The setting of the rounds cannot be used."""


@dataclass(frozen=True)
class Question:
    """One question: by its indicator, what may be answered, and what each answer is worth; None is worth nothing."""

    number: int
    dimension: Dimension
    indicator: str
    english: str
    arabic: str
    answers: tuple[tuple[str, Fraction | None], ...]
    weight: Fraction | None = None
    composite_weight: Fraction | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.answers)

    @property
    def is_scored(self) -> bool:
        return any(worth is not None for _, worth in self.answers)

    @property
    def is_open(self) -> bool:
        """Answered in own words."""
        return not self.is_scored and len(self.answers) == 1

    def worth(self, answer: str) -> Fraction | None:
        return dict(self.answers).get(answer)


@dataclass(frozen=True)
class Index:
    """What a survey says. `is_official`: by the survey's own weights, and only then by its name."""

    of: Mapping[Dimension, Fraction | None]
    composite: Fraction | None
    band: Band | None
    is_official: bool


def fits(questions: Sequence[Question], asked: Mapping[str, Collection[str]]) -> bool:
    """Whether a form, by what it asks and may be answered, asks everything of which the index is made, in its own codes."""
    scored = [one for one in questions if one.is_scored]
    return all(asked.get(one.indicator) and set(asked[one.indicator]) <= set(one.codes) for one in scored)


def known_answers(questions: Sequence[Question], given: Mapping[str, str]) -> dict[str, str]:
    """What was answered to the questions of the survey; what else a form asked for its own use is left out."""
    return {one.indicator: given[one.indicator] for one in questions if given.get(one.indicator)}


def index_of(questions: Sequence[Question], answers: Mapping[str, str]) -> Index:
    """The index of one survey: by the official weights where all are known, else the provisional mean."""
    official = has_weights(questions)
    of = {dimension: _score(questions, answers, dimension, official=official) for dimension in Dimension}
    known = [score for score in of.values() if score is not None]
    composite = None
    if len(known) == len(of):
        composite = _weighed(questions, answers) if official else sum(known, Fraction(0)) / len(known)
    return Index(of, composite, band_of(composite), official)


def band_of(composite: Fraction | None) -> Band | None:
    """Exactly 0.66 is support by their own lead, exactly 0.33 is regular monitoring."""
    if composite is None:
        return None
    return next(band for least, band in BANDS if composite >= least)


def has_weights(questions: Sequence[Question]) -> bool:
    """Whether every scored question has both weights, and each set of them sums to one."""
    scored = [question for question in questions if question.is_scored]
    sets = [[question.weight for question in scored if question.dimension == one] for one in Dimension]
    return all(_sums_to_one(weights) for weights in [*sets, [question.composite_weight for question in scored]])


def _sums_to_one(weights: Collection[Fraction | None]) -> bool:
    known = [weight for weight in weights if weight is not None]
    return len(known) == len(weights) > 0 and abs(sum(known, Fraction(0)) - 1) <= TOLERANCE


def _score(
    questions: Sequence[Question], answers: Mapping[str, str], dimension: Dimension, *, official: bool
) -> Fraction | None:
    scored = [question for question in questions if question.dimension == dimension and question.is_scored]
    worths = {one: one.worth(answers.get(one.indicator, "")) for one in scored}
    answered = {question: worth for question, worth in worths.items() if worth is not None}
    if not scored or Fraction(len(answered), len(scored)) < ENOUGH:
        return None
    if official:
        return sum(((question.weight or 0) * worth for question, worth in answered.items()), Fraction(0))
    return sum(answered.values(), Fraction(0)) / len(answered)


def _weighed(questions: Sequence[Question], answers: Mapping[str, str]) -> Fraction:
    worths = ((one.composite_weight or 0, one.worth(answers.get(one.indicator, ""))) for one in questions)
    return sum((weight * worth for weight, worth in worths if worth is not None), Fraction(0))


def is_unsafe(answers: Mapping[str, str]) -> bool:
    """Whether somebody has to look after the person the same day."""
    return any(answers.get(indicator) in bad for indicator, bad in UNSAFE.items())


def plan_due(arrived_on: date) -> date:
    return arrived_on + PLAN_WITHIN


def months_in(said: Sequence[str]) -> tuple[int, ...]:
    """The months of the three rounds, as a setting says them. Errors: `WrongMonths`."""
    months = tuple(int(one) for one in said if one.isdecimal())
    rising = all(before < after for before, after in pairwise((0, *months, LONGEST + 1)))
    if len(said) != len(Round) or len(months) != len(Round) or not rising:
        told = f"MALATH_FOLLOW_UP_MONTHS names {len(Round)} months, each later than the one before, {LONGEST} at most: 1,6,12"
        raise WrongMonths(f"{told}. It says: {','.join(said)}")
    return months


def due_on(arrived_on: date, round_: Round, months: Sequence[int] = MONTHS) -> date:
    """When a round is due: so many twelfths of a year after the arrival, to the nearest day."""
    month = months[list(Round).index(round_)]
    return arrived_on + timedelta(days=(month * 365 + 6) // 12)


def opens_on(arrived_on: date, round_: Round, months: Sequence[int] = MONTHS) -> date:
    """From when on a round may be asked."""
    return arrived_on if round_ == Round.BASELINE else due_on(arrived_on, round_, months) - OPENS


def next_due(
    arrived_on: date, *, agreed: bool, monitored: bool, asked: Collection[Round], months: Sequence[int] = MONTHS
) -> date | None:
    """What is due first: the plan, or the next round of somebody who agreed to be contacted. None when nothing is."""
    rounds = [due_on(arrived_on, one, months) for one in Round if one not in asked] if monitored else []
    return min(([] if agreed else [plan_due(arrived_on)]) + rounds[:1], default=None)


def why_not_begin(*, state: ReturnState, begun: bool, words: str) -> list[WhyNotReintegrate]:
    """Why no plan is begun."""
    return _refused({
        WhyNotReintegrate.NOT_ARRIVED: state != ReturnState.ARRIVED,
        WhyNotReintegrate.BEGUN: begun,
        WhyNotReintegrate.NO_WORDS: not words.strip(),
    })  # fmt: skip


def why_not_agree(*, ended: bool, agreed: bool, lines: int) -> list[WhyNotReintegrate]:
    """Why a plan is not agreed with the person."""
    return _refused({
        WhyNotReintegrate.ENDED: ended,
        WhyNotReintegrate.AGREED: agreed,
        WhyNotReintegrate.NO_LINES: not lines,
    })  # fmt: skip


def why_not_survey(
    round_: Round, on: date, *, arrived_on: date, today: date, ended: bool, monitored: bool, is_child: bool,
    has_form: bool, asked: Collection[Round], months: Sequence[int] = MONTHS,
) -> list[WhyNotReintegrate]:  # fmt: skip
    """Why a survey is not begun: whether the person agreed to it at all stands first."""
    return _refused({
        WhyNotReintegrate.NOT_MONITORED: not monitored,
        WhyNotReintegrate.A_CHILD: is_child,
        WhyNotReintegrate.ENDED: ended,
        WhyNotReintegrate.ASKED: round_ in asked,
        WhyNotReintegrate.IN_FUTURE: on > today,
        WhyNotReintegrate.BEFORE_ARRIVAL: on < arrived_on,
        WhyNotReintegrate.NO_FORM: not has_form,
        WhyNotReintegrate.TOO_EARLY: arrived_on <= on < opens_on(arrived_on, round_, months),
    })  # fmt: skip


def _refused(reasons: Mapping[WhyNotReintegrate, bool]) -> list[WhyNotReintegrate]:
    return [reason for reason, holds in reasons.items() if holds]
