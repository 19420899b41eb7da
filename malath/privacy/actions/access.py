"""Opening and ending access: what every other act of privacy stands on. Whoever changes consents or access takes the
person's file row first."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.people.models import Person
from malath.privacy import queries, rules
from malath.privacy.levels import sections_up_to
from malath.privacy.models import Access, Basis, Consent, File, Ground, Left
from malath.privacy.words import COMPARTMENTS, BasisKind, EndedBecause, Level, Purpose, Section

TO_CONFIRM = (ItemKind.BASIS_TO_CONFIRM, ItemKind.BASIS_UNCONFIRMED)


@act
def rest_on(person: Person, consents: Collection[int], *, by: Actor, at: datetime) -> Basis:
    """Open a basis that rests on standing consents: when any of them goes, it goes."""
    basis = Basis.objects.create(
        person=person, key=person.key, kind=BasisKind.CONSENT, opened_at=at, opened_by=by.reference, until=_until(consents)
    )
    Ground.objects.bulk_create(Ground(basis=basis, consent_id=consent) for consent in sorted(consents))
    facts = {"kind": BasisKind.CONSENT.value}
    audit.record(Did.BASIS_OPENED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return basis


@act
def open_to(
    person_id: int,
    *,
    desk: Desk,
    level: Level,
    sections: frozenset[Section],
    purpose: Purpose,
    basis: Basis,
    by: Actor,
    at: datetime,
    own_writing_only: bool = False,
    worker: User | None = None,
) -> Access:
    """Let a desk, or one worker of it alone, see sections of a person up to a level, for a purpose, standing on a basis."""
    access = Access.objects.create(
        desk=desk, worker=worker, person_id=person_id, purpose=purpose, level=level, sections=sorted(sections), basis=basis,
        basis_until=basis.until, own_writing_only=own_writing_only, from_at=at, touched_at=at,
    )  # fmt: skip
    reference = basis.person.reference
    facts = {"desk": desk.reference, "level": str(int(level)), "purpose": purpose.value}
    facts |= {"worker": worker.reference} if worker else {}
    audit.record(Did.ACCESS_OPENED, subject=reference, file=reference, by=by, at=at, facts=facts)
    return access


def open_for(
    person: Person,
    grants: Collection[rules.Grant],
    *,
    desk: Desk,
    purpose: Purpose,
    by: Actor,
    at: datetime,
    key_worker: User | None = None,
) -> list[Access]:
    """Open what a `Standing` grants to a desk, each grant on its own basis, so that each ends by itself. Where access is
    personal, the desk gets the minimum facts and its key worker the rest."""
    personal = key_worker is not None and rules.is_personal(purpose, AgencyKind(desk.agency.kind))
    opened = []
    for grant in grants:
        basis = (
            rest_on(person, grant.consents, by=by, at=at)
            if grant.basis_id is None
            else Basis.objects.select_related("person").get(pk=grant.basis_id)
        )
        for level, alone in rules.portions(grant, personal=personal):
            opened.append(
                open_to(
                    person.pk, desk=desk, worker=key_worker if alone else None, level=level,
                    sections=grant.sections & sections_up_to(level), purpose=purpose, basis=basis, by=by, at=at,
                )
            )  # fmt: skip
    return opened


def open_for_money(person: Person, standing: rules.Standing, *, desk: Desk, by: Actor, at: datetime) -> list[Access]:
    """Let the fund's desk see status and minimum facts of a person, and nothing else, whatever else it might be shown on the
    same ground."""
    seen = frozenset({Section.STATUS, Section.FACTS})
    grants = [replace(grant, level=min(grant.level, Level.L2), sections=grant.sections & seen) for grant in standing.grants]
    return open_for(person, grants, desk=desk, purpose=Purpose.PROTECTION, by=by, at=at)


@act
def close_to(person: Person, desk: Desk, *, purpose: Purpose, by: Actor, at: datetime) -> int:
    """A desk needs a file for a purpose no more: what was open to it for that ends, whatever it stood on."""
    rows = Access.objects.filter(person=person, desk=desk, purpose=purpose, until__isnull=True)
    ended = rows.update(until=at)
    facts = {"desk": desk.reference, "purpose": purpose.value}
    audit.record(Did.ACCESS_ENDED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return ended


def names_compartment(row: Access) -> bool:
    """Whether an access row opens a compartment: it stays with the worker it was opened to, and is handed over to nobody."""
    return any(section in COMPARTMENTS for section in row.sections)


def hand_over(person: Person, *, desk: Desk, purpose: Purpose, before: User, to: User, by: Actor, at: datetime) -> list[Access]:
    """What was open to one worker of a desk alone is open to another one, on the same ground, and closed to the first."""
    alone = Access.objects.filter(person=person, desk=desk, purpose=purpose, worker=before, until__isnull=True)
    rows = list(alone.select_related("basis__person").order_by("pk"))
    alone.update(until=at)
    return [
        open_to(
            person.pk, desk=desk, worker=to, level=Level(row.level), sections=frozenset(map(Section, row.sections)),
            purpose=purpose, basis=row.basis, by=by, at=at,
        )
        for row in rows
        if row.basis.ended_at is None and not names_compartment(row)
    ]  # fmt: skip


def open_to_opener(person: Person, *, desk: Desk, basis: Basis, own_writing_only: bool, by: Actor, at: datetime) -> Access:
    """The desk that opens a file may see it: all of it, or only what it wrote itself."""
    return open_to(
        person.pk, desk=desk, level=Level.L4, sections=sections_up_to(Level.L4), purpose=Purpose.OPENING,
        basis=basis, by=by, at=at, own_writing_only=own_writing_only,
    )  # fmt: skip


def touch(person_id: int, *, at: datetime, status_only: bool = False) -> None:
    """Something happened: the file moves up in the lists of those who may see it. No event of its own."""
    rows = Access.objects.filter(person_id=person_id, touched_at__lt=at)
    (rows if status_only else rows.filter(own_writing_only=False)).update(touched_at=at)


def touch_desk(person_id: int, desk: Desk, *, at: datetime) -> None:
    """A desk wrote: the file moves up in its own list too."""
    Access.objects.filter(person_id=person_id, desk=desk).update(touched_at=at)


def lock(person_id: int) -> File:
    """Take the person's file row; everybody who changes consents or access does so first."""
    return File.objects.select_for_update().get(pk=person_id)


def end_bases(
    ids: Collection[int], person: Person, *, because: EndedBecause, at: datetime, kind: ItemKind = ItemKind.BASIS_ENDED
) -> None:
    """End bases, and tell every desk that saw or was sent something on them; a desk that waited knows the referral only."""
    Basis.objects.filter(pk__in=ids).update(ended_at=at, ended_because=because)
    opened = Access.objects.filter(person=person, basis_id__in=ids, desk__isnull=False)
    seeing = set(opened.values_list("desk_id", flat=True))
    sent = Left.objects.filter(person=person, basis_id__in=ids, to_desk__isnull=False).exclude(to_desk_id__in=seeing)
    inbox.leave_many(desks=set(filter(None, seeing)), kind=kind, subject=person.reference, link="", at=at)
    for desk, reference in sorted(set(sent.values_list("to_desk_id", "reference"))):
        inbox.leave_many(desks={desk}, kind=ItemKind.BASIS_ENDED, subject=reference, link="", at=at)


def _until(consents: Collection[int]) -> datetime | None:
    """The end of the day on which the first of the consents runs out."""
    days = Consent.objects.filter(pk__in=consents, expires_on__isnull=False).values_list("expires_on", flat=True)
    first = min(filter(None, days), default=None)
    return None if first is None else clock.end_of(first)


def settle_judged(person: Person, *, by: Actor, at: datetime) -> None:
    """Nobody is asked any longer, once no other ground of the person waits for a supervisor."""
    if not queries.waits_for_supervisor(person.pk):
        inbox.settle(person.reference, TO_CONFIRM, by=by, at=at)
