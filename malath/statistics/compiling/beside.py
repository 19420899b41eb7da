"""What is told with a compile and is no table of people: money that returns cost, and whom campaigns reached. Only what may be
told leaves here; it is counted once a night, so that nobody sees it move."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from malath.awareness.queries.for_figures import Reached, reached
from malath.figures.money import sum_told
from malath.figures.rules import Told, tell
from malath.foundation.rows import one_moment
from malath.returns.queries.for_figures import Spent, spent
from malath.statistics.compiling import practice

MONEY, YEARS = "money", "years"


def beside(at: datetime) -> dict[str, Any]:
    with one_moment():
        return {MONEY: money(spent(at, duty=practice().duty)), YEARS: years(reached())}


def money(rows: Iterable[Spent]) -> list[list[str | None]]:
    """Of each line and currency what is told of it: the sum and its step, or nothing."""
    found: dict[tuple[str, str], list[Decimal]] = {}
    for row in rows:
        found.setdefault((row.line, row.currency), []).append(row.amount)
    told = {key: sum_told(amounts) for key, amounts in sorted(found.items())}
    return [[*key, *((f"{one.amount:f}", f"{one.step:f}") if one else (None, None))] for key, one in told.items()]


def years(of: dict[int, Reached]) -> dict[str, list[Any]]:
    """Campaigns and sessions are announced to everybody; how many came and what they told is not."""
    return {
        str(year): [one.campaigns, one.sessions, _ends(tell(one.came)), _ends(tell(one.disclosures))]
        for year, one in sorted(of.items())
    }


def _ends(told: Told) -> list[int]:
    return [told.least, told.most]
