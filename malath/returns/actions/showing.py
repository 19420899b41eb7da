"""On what the users of a mission see a return: the yes to the transfer, and nothing else."""

from datetime import datetime
from typing import TYPE_CHECKING

from malath.agencies import queries as agencies
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.words import ConsentKind, Level
from malath.returns import news, queries
from malath.returns import rules_mission as rules
from malath.returns.actions.base import locked, refuse, wrote
from malath.returns.models import MissionAsked, Return

if TYPE_CHECKING:
    from malath.privacy.models import Basis


@act
def let_see(returning: Return, *, by: Actor, at: datetime) -> MissionAsked:
    """The person agreed to the transfer after the mission was asked: its users see the return from now on. Errors:
    `CannotReturn`."""
    now = locked(returning)
    row = queries.mission_asked(now)
    sees = row is not None and row.basis_id is not None and privacy_queries.is_open(row.basis_id, at)
    agreed = queries.agrees_to(now.person_id, ConsentKind.C12, at)
    refuse(rules.why_not_show(asked=row is not None, agreed=agreed, sees=sees))
    assert row is not None  # noqa: S101  # refused above
    row.basis = basis_for(now, by=by, at=at)
    row.save(update_fields=["basis"])
    news.tell_to_receive(now, at=at)
    wrote(Did.RETURN_SHOWN, now, by=by, at=at, body=row.mission.reference)
    return row


def basis_for(now: Return, *, by: Actor, at: datetime) -> "Basis | None":
    """A basis on the yes to the transfer that stands, None without one: when the person takes it back, the page of the mission
    closes, and its desks are told to stop. Called inside an act that holds the return."""
    if now.mission is None or not queries.agrees_to(now.person_id, ConsentKind.C12, at):
        return None
    consent = privacy_queries.standing_row(now.person_id, ConsentKind.C12, None)
    basis = privacy.rest_on(now.person, [consent.pk] if consent else [], by=by, at=at)
    for desk in agencies.open_desks(now.mission):
        privacy.record_left(
            now.person, how="mission", level=Level.L3, reference=now.reference, to=desk, basis=basis, by=by, at=at
        )
    return basis
