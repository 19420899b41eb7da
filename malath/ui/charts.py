"""Where the points and bars of a chart stand: pure geometry, drawn by `ui/trend.html` and `ui/ranges.html` as SVG. Beside each
stands a table that says the same; pattern and mark tell lines apart, never colour alone. In Arabic time runs to the left."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

WIDTH: Final = 640
LEFT, RIGHT, TOP, BOTTOM = 44, 600, 16, 216
MARKS: Final = ("M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "M-5-5h10v10h-10z", "M0-6l6 11h-12z", "M0-7l7 7-7 7-7-7z")
STEPS: Final = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Series:
    """One line by what it is called: a percentage for each place, None where none is known."""

    label: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Drawn:
    """One line as it is drawn: `way` leaves out what is not known, `points` with what stands at each."""

    label: str
    number: int
    mark: str
    way: str
    points: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Trend:
    """A chart of lines. `places`: where each label stands; `heights`: the lines of the scale."""

    places: tuple[tuple[int, str], ...]
    heights: tuple[tuple[int, int], ...]
    lines: tuple[Drawn, ...]
    start: int
    end: int
    foot: int = BOTTOM + 24


@dataclass(frozen=True)
class Range:
    """A number that is told as a range, on a bar: full as far as it is sure, light as far as it may be."""

    label: str
    text: str
    sure: int
    may_be: int


def trend_of(labels: Sequence[str], series: Sequence[Series], *, mirrored: bool = False) -> Trend:
    """Lines of 0 to 100 percent over these places; four at most. `mirrored`: from right to left."""
    across = [_across(number, len(labels), mirrored=mirrored) for number in range(len(labels))]
    lines = tuple(_drawn(one, number, across) for number, one in enumerate(series[: len(MARKS)], start=1))
    heights = tuple((_height(step), step) for step in STEPS)
    ends = (WIDTH - LEFT, WIDTH - RIGHT) if mirrored else (LEFT, RIGHT)
    return Trend(tuple(zip(across, labels, strict=True)), heights, lines, *ends)


def ranges_of(lines: Sequence[tuple[str, str, int, int]], *, longest: int = 100) -> tuple[Range, ...]:
    """Bars of numbers told as ranges (label, as it is written, at least, at most), in shares of the longest one."""
    top = max((most for _label, _text, _least, most in lines), default=0) or 1
    return tuple(Range(label, text, least * longest // top, most * longest // top) for label, text, least, most in lines)


def _across(number: int, count: int, *, mirrored: bool) -> int:
    place = LEFT + 36 + (RIGHT - LEFT - 72) * number // max(1, count - 1)
    return WIDTH - place if mirrored else place


def _height(percent: int) -> int:
    return BOTTOM - (BOTTOM - TOP) * percent // 100


def _drawn(one: Series, number: int, across: Sequence[int]) -> Drawn:
    known = [(x, value) for x, value in zip(across, one.values, strict=True)]
    pieces = [list(piece) for is_known, piece in groupby(known, lambda at: at[1] is not None) if is_known]
    points = tuple((x, _height(value), value) for x, value in known if value is not None)
    return Drawn(one.label, number, MARKS[number - 1], " ".join(map(_way, pieces)), points)


def _way(piece: Sequence[tuple[int, int | None]]) -> str:
    return "M" + "L".join(f"{x} {_height(value or 0)}" for x, value in piece)
