"""How protection stands in the country, told to who sees no rows: places by whom they are for, needs that were not met by
governorate, what people say of services. Counted once an hour, so that nobody sees a number move when somebody comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache

from malath.agencies.words import Governorate
from malath.cases.queries import needs
from malath.cases.words import Need
from malath.figures.rules import Told, percent, tell
from malath.shelter.queries import board
from malath.shelter.words import Takes
from malath.support.queries import services, talks
from malath.support.words import ComplaintKind, GivenKind, Satisfaction
from malath.workday.protection_rules import Group, together

AN_HOUR: Final = 3600
SAID: Final = (Satisfaction.GOOD, Satisfaction.PARTLY, Satisfaction.BAD, Satisfaction.DECLINED)


@dataclass(frozen=True)
class Protection:
    """Everything as it is told. `places`: taken, free and the share that is taken, of sections that stand together."""

    as_of: datetime
    places: tuple[tuple[Group, Told, Told, Told | None], ...]
    unmet: tuple[tuple[Governorate | None, Told], ...]
    said: tuple[tuple[GivenKind, tuple[Told, ...]], ...]
    complaints: tuple[tuple[ComplaintKind, Told], ...]


def protection(at: datetime) -> Protection:
    """As it was counted last in this hour. Five statements, or none."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    key = f"protection:{hour.isoformat()}"
    found = cache.get(key)
    if not isinstance(found, Protection):
        found = _counted(at)
        cache.set(key, found, (hour + timedelta(seconds=AN_HOUR) - at).total_seconds() + 1)
    return found


def _counted(at: datetime) -> Protection:
    return Protection(at, _places(), _unmet(), _said(), _complaints())


def _places() -> tuple[tuple[Group, Told, Told, Told | None], ...]:
    counted = board.by_category()
    lines = []
    for group in together({takes: line.houses for takes, line in counted.items()}):
        taken = tell(sum(counted[takes].taken for takes in group))
        free = tell(sum(max(counted[takes].every - counted[takes].taken, 0) for takes in group))
        lines.append((group, taken, free, percent(taken, free)))
    return tuple(lines)


def _unmet() -> tuple[tuple[Governorate | None, Told], ...]:
    found = needs.unmet_by_place(Need.SAFE_PLACE)
    return tuple((place, tell(found[place])) for place in [*Governorate, None] if place in found)


def _said() -> tuple[tuple[GivenKind, tuple[Told, ...]], ...]:
    found: Mapping[tuple[GivenKind, Satisfaction], int] = services.said_of_services()
    kinds = [kind for kind in GivenKind if any((kind, said) in found for said in SAID)]
    return tuple((kind, tuple(tell(found.get((kind, said), 0)) for said in SAID)) for kind in kinds)


def _complaints() -> tuple[tuple[ComplaintKind, Told], ...]:
    found = talks.complaints_by_kind()
    return tuple((kind, tell(found[kind])) for kind in ComplaintKind if kind in found)


def takes_text(group: Group) -> list[str]:
    return [str(takes.label) for takes in Takes if takes in group]
