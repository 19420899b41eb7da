"""Reading the systems of bodies."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from malath.accounts import queries as accounts
from malath.accounts.roles import Power, Role
from malath.api import rules
from malath.api.models import System
from malath.api.words import Stage, WhyNotSystem

MOST = 500


@dataclass(frozen=True)
class SystemLine:
    """A system as administrators and the data protection officer see it."""

    reference: str
    name: str
    agency: str
    desk: str
    role: str
    powers: tuple[str, ...]
    stage: Stage
    asked_by: str
    asked_at: datetime
    allowed_by: str
    until: datetime | None
    why_not_allow: tuple[WhyNotSystem, ...]

    @property
    def waits(self) -> bool:
        return self.stage == Stage.ASKED

    @property
    def has_ended(self) -> bool:
        return self.stage == Stage.ENDED


def systems_to_see(viewer: str, at: datetime) -> tuple[SystemLine, ...]:
    """All systems: those that wait first, those that ended last. Two statements."""
    rows = list(_systems().order_by("-asked_at", "-pk")[:MOST])
    names = accounts.names_of([who for row in rows for who in (row.asked_by, row.allowed_by) if who])
    lines = [_line(row, names, viewer, at) for row in rows]
    return tuple(sorted(lines, key=lambda line: list(Stage).index(line.stage)))


def system_by_reference(reference: str) -> System | None:
    return _systems().filter(user__reference=reference).first()


def locked(pk: int) -> System:
    return _systems().select_for_update(of=("self",)).get(pk=pk)


def stage(system: System, at: datetime) -> Stage:
    user = system.user
    return rules.stage_of(allowed=system.allowed_at is not None, active=user.is_active, until=user.until, at=at)


def _systems() -> QuerySet[System]:
    return System.objects.select_related("user__agency", "desk__agency")


def _line(row: System, names: dict[str, tuple[str, str]], viewer: str, at: datetime) -> SystemLine:
    own, ended, now_at = row.asked_by == viewer, row.desk.ended_at is not None, stage(row, at)
    return SystemLine(
        row.user.reference,
        row.user.name,
        row.desk.agency.name,
        row.desk.name,
        str(Role(row.role).label),
        tuple(str(power.label) for power in sorted(row.user.powers)),
        now_at,
        names.get(row.asked_by, ("", ""))[0],
        row.asked_at,
        names.get(row.allowed_by, ("", ""))[0],
        row.user.until,
        tuple(rules.why_not_allow(stage=now_at, own=own, desk_ended=ended)),
    )


def roles_to_choose() -> list[Role]:
    """The roles in which a system may work."""
    return rules.roles_for_systems()


def powers_to_choose() -> list[Power]:
    """The powers that a system may be given."""
    return sorted(rules.FOR_SYSTEMS)
