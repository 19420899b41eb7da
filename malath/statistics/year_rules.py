"""When figures of a year before Malath are taken, and when a year is closed. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from malath.people.words import Sex
from malath.statistics.words import Age, Form, Measure, Origin, WhyNot, YearState

FIRST_YEAR: Final = 2009
"""The law against trafficking is of this year."""
SPLITS: Final[Mapping[str, tuple[str, ...]]] = {
    "sex": tuple(Sex.values), "age": tuple(Age.values), "origin": tuple(Origin.values), "form": tuple(Form.values),
}  # fmt: skip
"""The splits of the TIP report, each with every value that it may have."""
OF_PEOPLE_HELPED: Final = frozenset({Measure.IDENTIFIED, Measure.POTENTIAL})
"""What is split; of proceedings the number alone is entered."""


@dataclass(frozen=True)
class Entered:
    """Figures of one year as somebody typed them. None in a split: left empty."""

    year: int
    measure: Measure
    total: int
    source: str
    splits: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)
    because: str = ""

    @property
    def filled(self) -> dict[str, dict[str, int]]:
        """The splits that the source has."""
        numbers = {split: {value: n for value, n in parts.items() if n is not None} for split, parts in self.splits.items()}
        return {split: parts for split, parts in numbers.items() if parts}


def why_not_enter(entered: Entered, state: YearState, *, this_year: int, counted: bool, revises: bool) -> list[WhyNot]:
    """Why figures are not taken. `counted`: this year is counted from files; `revises`: others stand for it already."""
    filled = entered.filled
    refused = {
        WhyNot.NOT_A_YEAR: not FIRST_YEAR <= entered.year <= this_year,
        WhyNot.YEAR_CLOSED: state != YearState.OPEN,
        WhyNot.YEAR_COUNTED: counted,
        WhyNot.NEGATIVE: min([entered.total, *(n for parts in filled.values() for n in parts.values())]) < 0,
        WhyNot.HALF_A_SPLIT: any(set(parts) != set(SPLITS[split]) for split, parts in filled.items()),
        WhyNot.NOT_THE_SUM: any(
            sum(parts.values()) != entered.total for split, parts in filled.items() if set(parts) == set(SPLITS[split])
        ),
        WhyNot.NO_SOURCE: not entered.source.strip(),
        WhyNot.WHY_CHANGED: revises and not entered.because.strip(),
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_ask_closing(state: YearState, *, entered: bool) -> list[WhyNot]:
    refused = {WhyNot.YEAR_CLOSED: state != YearState.OPEN, WhyNot.NOTHING_ENTERED: not entered}
    return [reason for reason, holds in refused.items() if holds]


def why_not_close(state: YearState, *, asked_by: str, by: str) -> list[WhyNot]:
    """Two people: nobody closes what they asked to close."""
    if state != YearState.CLOSING:
        return [WhyNot.NOT_CLOSING]
    return [WhyNot.CLOSED_BY_ANOTHER] if asked_by == by else []


def why_not_open(state: YearState, because: str) -> list[WhyNot]:
    """Why a year is not opened again; one that waits to be closed is taken back in the same way."""
    refused = {WhyNot.NOT_CLOSED: state == YearState.OPEN, WhyNot.NO_REASON: not because.strip()}
    return [reason for reason, holds in refused.items() if holds]
