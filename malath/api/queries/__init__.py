"""Reading the systems of bodies."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power, Role
from malath.accounts.rules import Holdings
from malath.api import rules
from malath.api.models import Secret, System
from malath.api.words import Stage, WhyNotSystem
from malath.foundation.references import is_reference

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
    secrets: int
    used_at: datetime | None

    @property
    def waits(self) -> bool:
        return self.stage == Stage.ASKED

    @property
    def has_ended(self) -> bool:
        return self.stage == Stage.ENDED


def systems_to_see(viewer: str, at: datetime) -> tuple[SystemLine, ...]:
    """All systems: those that wait first, those that ended last. Three statements."""
    rows = list(_systems().order_by("-asked_at", "-pk")[:MOST])
    names = accounts.names_of([who for row in rows for who in (row.asked_by, row.allowed_by) if who])
    opened = _opened([row.pk for row in rows])
    lines = [_line(row, names, viewer, at, *opened.get(row.pk, (0, None))) for row in rows]
    return tuple(sorted(lines, key=lambda line: list(Stage).index(line.stage)))


def system_by_reference(reference: str) -> System | None:
    return _systems().filter(user__reference=reference).first()


def locked(pk: int) -> System:
    return _systems().select_for_update(of=("self",)).get(pk=pk)


def stage(system: System, at: datetime) -> Stage:
    user = system.user
    return rules.stage_of(allowed=system.allowed_at is not None, active=user.is_active, until=user.until, at=at)


def _opened(systems: Collection[int]) -> dict[int, tuple[int, datetime | None]]:
    """Of each system, how many secrets open it and when one gave a token last."""
    rows = Secret.objects.filter(system__in=systems, ended_at__isnull=True).order_by().values("system_id")
    found = rows.annotate(many=Count("pk"), last=Max("used_at")).values_list("system_id", "many", "last")
    return {system: (many, last) for system, many, last in found}


def _systems() -> QuerySet[System]:
    return System.objects.select_related("user__agency", "desk__agency")


def _line(
    row: System, names: dict[str, tuple[str, str]], viewer: str, at: datetime, secrets: int, used_at: datetime | None
) -> SystemLine:
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
        secrets,
        used_at,
    )


def roles_to_choose() -> list[Role]:
    """The roles in which a system may work."""
    return rules.roles_for_systems()


def powers_to_choose() -> list[Power]:
    """The powers that a system may be given."""
    return sorted(rules.FOR_SYSTEMS)


def user_of_system(reference: str) -> User | None:
    """The account of a system, for the trace of a secret that did not fit; anything else names none."""
    found = system_by_reference(reference) if is_reference(reference) else None
    return found.user if found else None


def powers_asked(scope: str, user: User) -> frozenset[Power] | None:
    """The powers that a program asks for, of those that its system was given; None when it asks for another one."""
    return rules.powers_asked(scope, user.powers)


def scopes_to_ask() -> tuple[str, ...]:
    """Every name under which a program may ask for a power."""
    return rules.scopes_of(rules.FOR_SYSTEMS)


def scopes_held(holdings: Holdings) -> tuple[str, ...]:
    """What a token was given for, and still opens."""
    return rules.scopes_of(holdings.powers)
