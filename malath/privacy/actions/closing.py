"""A file is closed: what opened it ends, and whoever worked with it sees its status. And opened again."""

from datetime import date, datetime

from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.inbox.words import ItemKind
from malath.people import queries as people
from malath.people.models import Person
from malath.people.rules import birth_year
from malath.people.words import AgeBand, DetailKind
from malath.privacy import queries, rules
from malath.privacy.actions.access import (
    end_bases,
    lock,
    open_for,
    open_to,
    open_to_opener,
    rest_on,
    settle_judged,
)
from malath.privacy.levels import FRONT_LINE_BODIES, sections_up_to
from malath.privacy.models import Access, Basis, File
from malath.privacy.queries import reopening
from malath.privacy.queries.standing import standing
from malath.privacy.words import BasisKind, EndedBecause, Level, Purpose, WhyNotClose


class CannotClose(Exception):
    """The file is not closed as asked."""

    def __init__(self, reasons: list[WhyNotClose]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotReopen(CannotClose):
    """The file is not opened again as asked."""


@act
def close_file(person: Person, *, by: Actor, at: datetime) -> File:
    """Close a file: its purpose has ended, so every ground does, and nothing new leaves. Desks that saw it see its status
    from now on, and are told. What the person agreed to stays on record (domain §5.10). Errors: `CannotClose`."""
    file = lock(person.pk)
    if file.closed_at is not None:
        raise CannotClose([WhyNotClose.CLOSED_ALREADY])
    seen_by = _desks_that_see(person, at)
    standing = list(Basis.objects.filter(person=person, ended_at__isnull=True).values_list("pk", flat=True))
    end_bases(standing, person, because=EndedBecause.PURPOSE_ENDED, at=at, kind=ItemKind.FILE_CLOSED)
    file.closed_at, file.closed_by, file.review_on = at, by.reference, _review_on(person, at)
    file.save(update_fields=["closed_at", "closed_by", "review_on"])
    _keep_status(person, seen_by, by=by, at=at)
    settle_judged(person, by=by, at=at)
    facts = {"because": EndedBecause.PURPOSE_ENDED.value, "bases": str(len(standing)), "desks": str(len(seen_by))}
    audit.record(Did.FILE_CLOSED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return file


@act
def reopen_file(person: Person, *, desk: Desk, by: Actor, at: datetime) -> File:
    """Open a closed file again to one desk that worked with it, as far as what the person agreed to still reaches, or a
    ground without consent. Everybody else goes on seeing its status. Errors: `CannotReopen`."""
    file = lock(person.pk)
    if file.closed_at is None or file.erased_at is not None:
        raise CannotReopen([WhyNotClose.NOT_CLOSED])
    before = reopening.last_access(person, desk)
    if before is None:
        raise CannotReopen([WhyNotClose.NEVER_THERE])
    file.closed_at, file.closed_by, file.review_on, file.erase_on = None, "", None, None
    file.save(update_fields=["closed_at", "closed_by", "review_on", "erase_on"])
    if before.purpose == Purpose.OPENING:
        _open_to_opener_again(person, desk, by=by, at=at)
    else:
        _open_to_receiver_again(person, desk, Purpose(before.purpose), by=by, at=at)
    now_open = Access.objects.filter(person=person, desk=desk, until__isnull=True)
    now_open.filter(basis__kind=BasisKind.MANDATE, basis__ended_at__isnull=True).update(until=at)
    facts = {"desk": desk.reference}
    audit.record(Did.FILE_REOPENED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return file


def _review_on(person: Person, at: datetime) -> date:
    written = people.details_of([person.pk], kinds=[DetailKind.BIRTH_DATE]).get(person.pk, [])
    years = [year for row in written if (year := birth_year(row.value)) is not None]
    closed_on = clock.in_amman(at).date()
    return rules.review_on(closed_on, age_band=AgeBand(person.age_band), birth_year=max(years, default=None))


def _desks_that_see(person: Person, at: datetime) -> dict[Desk, Purpose]:
    """Desks to which the file is open, alone or for one of their workers, and for what at first."""
    rows = Access.objects.filter(standing(at), person=person, desk__isnull=False, from_at__lte=at)
    seen: dict[Desk, Purpose] = {}
    for row in rows.select_related("desk").order_by("pk"):
        if row.desk is not None:
            seen.setdefault(row.desk, Purpose(row.purpose))
    return seen


def _keep_status(person: Person, seen_by: dict[Desk, Purpose], *, by: Actor, at: datetime) -> None:
    """The mechanism's duty to know that a case was and is closed: level 1, and nothing else."""
    kind = BasisKind.MANDATE
    mandate = Basis.objects.create(person=person, key=person.key, kind=kind, opened_at=at, opened_by=by.reference)
    for desk, purpose in seen_by.items():
        open_to(
            person.pk, desk=desk, level=Level.L1, sections=sections_up_to(Level.L1), purpose=purpose, basis=mandate,
            by=by, at=at,
        )  # fmt: skip


def _open_to_opener_again(person: Person, desk: Desk, *, by: Actor, at: datetime) -> None:
    basis = _ground_again(person, by=by, at=at)
    own_only = AgencyKind(desk.agency.kind) in FRONT_LINE_BODIES
    open_to_opener(person, desk=desk, basis=basis, own_writing_only=own_only, by=by, at=at)


def _open_to_receiver_again(person: Person, desk: Desk, purpose: Purpose, *, by: Actor, at: datetime) -> None:
    standing = reopening.standing_again(person.pk, purpose, desk, at)
    if not standing.is_open:
        raise CannotReopen([WhyNotClose.NO_GROUND])
    alone = Access.objects.filter(person=person, desk=desk, purpose=purpose, worker__isnull=False).order_by("-pk")
    last = alone.select_related("worker").first()
    worker = last.worker if last else None
    open_for(person, standing.grants, desk=desk, purpose=purpose, by=by, at=at, key_worker=worker)


def _ground_again(person: Person, *, by: Actor, at: datetime) -> Basis:
    """C1 where it still holds, else a ground without consent on which something may leave."""
    agreed = reopening.record_agreed(person.pk, at)
    if agreed:
        return rest_on(person, agreed, by=by, at=at)
    without = queries.open_without_consent(person.pk, at)
    if not without:
        raise CannotReopen([WhyNotClose.NO_GROUND])
    return Basis.objects.select_related("person").get(pk=min(without.items())[1])
