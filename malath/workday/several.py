"""Of whom, and of which desks, the same help is asked for several people at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from malath.agencies import queries as agencies
from malath.agencies.words import ServiceKind
from malath.cases import gates
from malath.cases.queries import CaseRow
from malath.privacy.words import Level
from malath.workday.several_rules import why_not_several

if TYPE_CHECKING:
    from malath.accounts.models import User
    from malath.agencies.models import Desk


@dataclass(frozen=True)
class SeveralPage:
    """The cases to choose from: those that were named, then the newest of the viewer's list."""

    choices: tuple[tuple[str, str], ...]


def people_to_refer(user: "User", named: Collection[str], *, at: datetime) -> SeveralPage:
    """Of whom the same help may be asked in one go: a list like that of the cases, recorded as one, of those of whom the
    viewer sees the minimum facts. Those named are looked at when it is sent."""
    listed = {row.reference: _label(row) for row in _cases(user, at) if row.level >= Level.L2}
    first = {reference: listed.get(reference, reference) for reference in named}
    return SeveralPage(tuple((first | listed).items()))


def desks_for_several() -> list[tuple[ServiceKind, "Desk"]]:
    """The desks that can be asked for what is asked for several people."""
    return [(kind, desk) for kind in asked_for_several() for desk in agencies.desks_offering(kind)]


def _cases(user: "User", at: datetime) -> Sequence[CaseRow]:
    return gates.cases_to_list(user, at=at, after=None, status=None).rows


def _label(row: CaseRow) -> str:
    return f"{row.name} · {row.reference}" if row.name else row.reference


def asked_for_several() -> list[ServiceKind]:
    """What may be asked for several people in one go."""
    return [kind for kind in ServiceKind if not why_not_several(kind)]
