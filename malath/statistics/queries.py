"""Reads of statistics: the compile that stands, and what its page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from malath.foundation.clock import in_amman
from malath.statistics import rules
from malath.statistics.definitions import COUNTED, FIELDS, GROUND, Field, Text, of
from malath.statistics.models import Compile
from malath.statistics.words import Unit


@dataclass(frozen=True)
class DefinitionsPage:
    """What each figure means. `compiled_at`: when it was counted last."""

    compiled_at: datetime | None
    units: tuple[tuple[str, Text, tuple[Field, ...]], ...]
    unnamed: tuple[Text, ...]
    ground: Text = GROUND


def standing() -> Compile | None:
    """The last whole compile."""
    return Compile.objects.filter(stands=True).select_related("key").first()


def standing_locked() -> Compile | None:
    """The same, until the act ends: two compiles at once replace one another in turn. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE statistics_compile IN SHARE ROW EXCLUSIVE MODE")
    return standing()


def due(at: datetime) -> list[datetime]:
    """This moment, when the worker should compile. One statement."""
    last = Compile.objects.filter(stands=True).values_list("at", flat=True).first()
    return [at] if rules.is_due(last, at, in_amman(at).hour) else []


def definitions_page() -> DefinitionsPage:
    """Every field of every unit; which of them hold values that no definition names."""
    compiled = standing()
    unnamed: Mapping[str, int] = compiled.unnamed if compiled else {}
    return DefinitionsPage(
        compiled.at if compiled else None,
        tuple((str(unit.label), COUNTED[unit], tuple(of(unit))) for unit in Unit),
        tuple(FIELDS[name].label for name in unnamed if name in FIELDS),
    )
