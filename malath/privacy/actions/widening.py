"""A yes to a file for return (C11) that comes after the office took the person on: it sees then who they are, as if the yes had
stood before. The questions of the Unit and of the prosecution widen nothing afterwards."""

from datetime import datetime

from malath.accounts import queries as accounts
from malath.agencies.words import AgencyKind
from malath.foundation.actor import Actor
from malath.people.models import Person
from malath.privacy import queries
from malath.privacy.actions.access import open_to, rest_on
from malath.privacy.levels import WIDER, sections_up_to
from malath.privacy.models import Access, Consent, Ground, Left
from malath.privacy.queries.standing import standing
from malath.privacy.words import BasisKind, ConsentKind, Level, Purpose

REACH = WIDER[AgencyKind.RETURNS][1]


def widen(consent: Consent, person: Person, *, by: Actor, at: datetime) -> None:
    """Open to each return office that took the person on, on their yes, as much as that yes and the agreement between the
    bodies carry, on a basis of its own: taken back, this ends and no more. Called inside the act that records the yes."""
    if consent.kind != ConsentKind.C11:
        return
    rows = Access.objects.filter(standing(at), person=person, purpose=Purpose.AVRR, basis__kind=BasisKind.CONSENT)
    rows = rows.filter(desk__agency__kind=AgencyKind.RETURNS, worker__isnull=True).select_related("desk__agency", "basis")
    seen = {row.desk_id for row in rows if row.level >= REACH}
    for row in rows.order_by("pk"):
        if row.desk_id not in seen and (level := min(REACH, _shared(row, at))) > row.level:
            _open(row, level, consent, person, by=by, at=at)
            seen.add(row.desk_id)


def _open(row: Access, level: Level, consent: Consent, person: Person, *, by: Actor, at: datetime) -> None:
    grounds = set(Ground.objects.filter(basis_id=row.basis_id).values_list("consent_id", flat=True))
    basis = rest_on(person, grounds | {consent.pk}, by=by, at=at)
    assert row.desk is not None  # noqa: S101  # filtered above
    open_to(
        person.pk, desk=row.desk, level=level, sections=sections_up_to(level), purpose=Purpose.AVRR, basis=basis, by=by, at=at
    )


def _shared(row: Access, at: datetime) -> Level:
    """Up to where the body that sent the person to the office may pass on to it now; where nobody knows who did, as far as was
    opened already."""
    sent = Left.objects.filter(person_id=row.person_id, to_desk_id=row.desk_id).order_by("pk").first()
    sender = accounts.user_by_reference(sent.by) if sent else None
    if sender is None or row.desk is None:
        return Level(row.level)
    receiver = row.desk.agency_id
    return queries.shared_with(sender.agency_id, [receiver], Purpose.AVRR, at)[receiver]
