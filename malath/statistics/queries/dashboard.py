"""The dashboard: where cases were opened, and how referrals were answered by each kind of body, as far as it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from malath.agencies import queries as agencies
from malath.agencies.queries import Outline, Picture
from malath.statistics import queries
from malath.statistics.definitions import FIELDS, SCORECARD, Field
from malath.statistics.models import Table
from malath.statistics.published import Sheet, sheet_of
from malath.statistics.words import Unit

SHADES = 4


@dataclass(frozen=True)
class Place:
    """A governorate: its shape, what is told of it, and how dark it is drawn. 0: not told."""

    outline: Outline
    name: str
    told: int | None
    shade: int


@dataclass(frozen=True)
class Figure:
    """A table of the dashboard with where each of its fields is defined."""

    reference: str
    sheet: Sheet
    unit: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Dashboard:
    compiled_at: datetime | None
    picture: Picture
    places: tuple[Place, ...]
    map_of: Figure | None
    scorecard: tuple[Figure, ...]


def dashboard() -> Dashboard:
    """Two statements."""
    compiled = queries.standing()
    told = queries.standard(compiled)
    by_place = told.get((Unit.CASES.value, "governorate"))
    scorecard = [figure_of(told[key]) for fields in SCORECARD if (key := (Unit.REFERRALS.value, ",".join(fields))) in told]
    return Dashboard(
        compiled.at if compiled else None,
        agencies.picture(),
        tuple(_places(by_place)) if by_place else (),
        figure_of(by_place) if by_place else None,
        tuple(scorecard),
    )


def figure_of(table: Table) -> Figure:
    """A told table with its definitions."""
    return Figure(table.reference, sheet_of(table), table.unit, tuple(FIELDS[name] for name in table.fields.split(",")))


def _places(table: Table) -> list[Place]:
    aside = table.shown["base"] // 2
    numbers = {value: told[1] - aside if told else None for (value,), told in table.cells}
    most = max((number for value, number in numbers.items() if value and number), default=1)
    outlines = sorted(agencies.picture().outlines, key=lambda one: str(one.governorate.label))
    return [_place(outline, numbers, most) for outline in outlines]


def _place(outline: Outline, numbers: Mapping[str, int | None], most: int) -> Place:
    told = numbers.get(outline.governorate.value)
    shade = 0 if told is None else min(SHADES, 1 + SHADES * told // max(most, 1))
    return Place(outline, str(outline.governorate.label), told, shade)
