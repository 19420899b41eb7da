"""Acts on the years before Malath: figures are entered, a year is closed by two, and opened again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.figures.engines import EngineMissing
from malath.figures.rules import Told
from malath.figures.shapes import Shape
from malath.figures.tables import BASE, Exposed, Said, protect
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.clock import in_amman
from malath.statistics import queries, year_rules
from malath.statistics.actions import CannotTell, refuse
from malath.statistics.models import YearClosing, YearEntry
from malath.statistics.queries import years
from malath.statistics.words import WhyNot
from malath.statistics.year_rules import Entered

__all__ = ["Entered", "ask_closing", "close", "enter", "open_again"]


@act
def enter(entered: Entered, *, by: Actor, at: datetime) -> YearEntry:
    """Figures of a year as a source gives them; what stood before stays as its earlier revision. Errors: `CannotTell`."""
    queries.one_at_a_time()
    before = years.revisions(entered.year, entered.measure)
    refuse(year_rules.why_not_enter(
        entered, years.state_of(entered.year), this_year=in_amman(at).year, counted=years.is_counted(entered.year),
        revises=bool(before),
    ))  # fmt: skip
    entry = YearEntry.objects.create(
        year=entered.year, measure=entered.measure, revision=len(before) + 1, total=entered.total, splits=entered.filled,
        told=_told(entered, [one for entry in before for one in years.told_by(entry)]), source=entered.source.strip(),
        because=entered.because.strip(), by=by.reference, at=at,
    )  # fmt: skip
    audit.record(Did.YEAR_ENTERED, subject=entry.reference, by=by, at=at, facts={"revision": str(entry.revision)})
    return entry


def _told(entered: Entered, before: list[tuple[Shape, Said]]) -> dict[str, Any]:
    """What is told of the total and of each part, beside earlier revisions: each split in its turn, the total with it."""
    common, told, everything = years.common_of(entered.year, entered.measure), {}, None
    for split, parts in (entered.filled or {"": {}}).items():
        shape = Shape(((split, tuple(parts)),) if split else (), common)
        said = _protected({common: entered.total} | {common | {(split, v)}: n for v, n in parts.items()}, shape, before)
        before.append((shape, said))
        everything = everything or said[common]
        told[split] = {value: _ends(said[common | {(split, value)}]) for value in parts}
    return {"base": BASE, "total": _ends(everything), **{split: parts for split, parts in told.items() if split}}


def _protected(counts: dict[Any, int], shape: Shape, before: Sequence[tuple[Shape, Said]]) -> dict[Any, Told | None]:
    try:
        return protect(counts, shape, before=before, base=BASE)
    except Exposed:
        raise CannotTell([WhyNot.EARLIER]) from None
    except EngineMissing:
        raise CannotTell([WhyNot.NO_ENGINE]) from None


def _ends(told: Told | None) -> tuple[int, int] | None:
    return (told.least, told.most) if told else None


@act
def ask_closing(year: int, *, by: Actor, at: datetime) -> YearClosing:
    """The figures of a year are as they should stay: somebody else closes it. Errors: `CannotTell`."""
    queries.one_at_a_time()
    refuse(year_rules.why_not_ask_closing(years.state_of(year), entered=years.is_entered(year)))
    closing = YearClosing.objects.create(year=year, asked_by=by.reference, asked_at=at)
    audit.record(Did.YEAR_CLOSING_ASKED, subject=str(year), by=by, at=at)
    return closing


@act
def close(year: int, *, by: Actor, at: datetime) -> YearClosing:
    """Somebody else says that the figures of a year stay. Errors: `CannotTell`."""
    queries.one_at_a_time()
    closing = years.closing_of(year)
    refuse(year_rules.why_not_close(years.state_of(year), asked_by=closing.asked_by if closing else "", by=by.reference))
    assert closing  # noqa: S101  # for the type checker
    closing.closed_by, closing.closed_at = by.reference, at
    closing.save(update_fields=["closed_by", "closed_at"])
    audit.record(Did.YEAR_CLOSED, subject=str(year), by=by, at=at)
    return closing


@act
def open_again(year: int, because: str, *, by: Actor, at: datetime) -> YearClosing:
    """A year is open for a correction again, with the reason. Errors: `CannotTell`."""
    queries.one_at_a_time()
    closing = years.closing_of(year)
    refuse(year_rules.why_not_open(years.state_of(year), because))
    assert closing  # noqa: S101  # for the type checker
    closing.opened_by, closing.opened_at, closing.because = by.reference, at, because.strip()
    closing.save(update_fields=["opened_by", "opened_at", "because"])
    audit.record(Did.YEAR_OPENED, subject=str(year), by=by, at=at)
    return closing
