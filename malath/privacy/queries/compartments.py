"""Reads of compartments: which doors a viewer finds open, and to whom else. Of a closed one nobody says whether something is
in it, nor to whom it is open."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.queries import answering
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.people.models import Person
from malath.privacy.compartments import MAY_HOLD
from malath.privacy.models import Access, Basis, File
from malath.privacy.queries.left import may_name
from malath.privacy.queries.standing import standing
from malath.privacy.rules import Sight
from malath.privacy.words import COMPARTMENTS, BasisKind, Purpose, Section


@dataclass(frozen=True)
class Holder:
    """A worker to whom a compartment is open."""

    id: int
    who: str
    where: str
    since: datetime
    own: bool


@dataclass(frozen=True)
class Door:
    """One compartment. `holders` and `choices` are empty where it is closed to the viewer. `may_open`: they may open it to
    one of `choices`."""

    section: Section
    is_open: bool
    holders: tuple[Holder, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        return str(self.section.label)


def doors(person: Person, sight: Sight, holdings: Holdings, at: datetime) -> tuple[Door, ...]:
    """The six doors as this viewer finds them. As many statements for many holders as for one."""
    file = File.objects.select_related("opened_by_desk").get(pk=person.pk)
    rows = list(_open_rows(person.pk, at).select_related("desk__agency", "worker").order_by("from_at", "pk"))
    held = {section for row in rows if row.worker_id for section in row.sections}
    begun = {section for section in COMPARTMENTS if is_custodian(holdings, file) and section not in held}
    seen = {section for section in COMPARTMENTS if section in sight.full}
    staff = _staff_at({row.desk for row in rows if row.desk is not None}, sight, holdings, at) if seen or begun else []
    return tuple(
        Door(
            section,
            section in seen,
            tuple(_holders(rows, section, sight, holdings)) if section in seen else (),
            tuple(_choices(staff, section)) if section in seen | begun else (),
        )
        for section in COMPARTMENTS
    )


def _holders(rows: Iterable[Access], section: Section, sight: Sight, holdings: Holdings) -> Iterable[Holder]:
    for row in rows:
        if section in row.sections and row.desk is not None and row.worker is not None:
            named = may_name(sight, holdings, row.desk.agency)
            who, where = (row.worker.name, f"{row.desk.agency.name} · {row.desk.name}") if named else ("", "")
            yield Holder(row.pk, who, where, row.from_at, row.worker_id == holdings.user_id)


def _staff_at(desks: Collection[Desk], sight: Sight, holdings: Holdings, at: datetime) -> list[tuple[Desk, User]]:
    """Who works at the desks that see the file, where the viewer may know their names. Two statements."""
    named = {desk.pk: desk for desk in desks if may_name(sight, holdings, desk.agency)}
    seats = answering.seats_at(named, at)
    users = accounts.users_among({user for _, user in seats})
    return sorted(((named[desk], users[user]) for desk, user in seats), key=lambda one: (one[0].name, one[1].name))


def _choices(staff: Iterable[tuple[Desk, User]], section: Section) -> Iterable[tuple[str, str]]:
    for desk, user in staff:
        if AgencyKind(desk.agency.kind) in MAY_HOLD[section]:
            yield f"{desk.reference} {user.reference}", f"{user.name} · {desk.agency.name} · {desk.name}"


def is_custodian(holdings: Holdings, file: File) -> bool:
    """Whether somebody supervises the desk that opened a file: they begin a compartment that nobody sees."""
    return holdings.may_at(file.opened_by_desk_id, Power.SUPERVISE)


def is_held(person_id: int, section: Section, at: datetime) -> bool:
    """Whether a compartment is open to anybody now."""
    rows = _open_rows(person_id, at).filter(worker__isnull=False).values_list("sections", flat=True)
    return any(section.value in sections for sections in rows)


def sees_file(person_id: int, desk: Desk, at: datetime) -> bool:
    """Whether a desk sees a file now: a compartment is never all that somebody sees of it."""
    return _open_rows(person_id, at).filter(desk=desk).exists()


def purpose_at(person_id: int, desk: Desk, at: datetime) -> Purpose:
    """For what a desk sees a file."""
    row = _open_rows(person_id, at).filter(desk=desk).order_by("-level", "pk").first()
    return Purpose(row.purpose) if row else Purpose.PROTECTION


def is_open_to(person_id: int, section: Section, desk: Desk, worker: User, at: datetime) -> bool:
    rows = _open_rows(person_id, at).filter(desk=desk, worker=worker).values_list("sections", flat=True)
    return any(section.value in sections for sections in rows)


def workers_with(person_id: int, section: Section, at: datetime) -> list[User]:
    """To whom a compartment is open now."""
    rows = _open_rows(person_id, at).filter(worker__isnull=False).select_related("worker").order_by("pk")
    found = {row.worker_id: row.worker for row in rows if section.value in row.sections}
    return [worker for worker in found.values() if worker is not None]


def confirmed_ground(person_id: int, kinds: Collection[BasisKind], at: datetime) -> Basis | None:
    """A ground without consent of one of these kinds that stands and that a supervisor has confirmed."""
    rows = Basis.objects.filter(person_id=person_id, kind__in=kinds, ended_at__isnull=True, confirmed_at__isnull=False)
    return rows.filter(Q(until__isnull=True) | Q(until__gt=at)).select_related("person").order_by("pk").first()


def compartment_row(person: Person, number: int, section: Section) -> Access | None:
    """The row of one worker that opens a compartment."""
    row = Access.objects.filter(person=person, pk=number, worker__isnull=False).first()
    return row if row is not None and section.value in row.sections else None


def _open_rows(person_id: int, at: datetime) -> QuerySet[Access]:
    rows = Access.objects.filter(standing(at), person_id=person_id, desk__isnull=False)
    return rows.exclude(basis__kind=BasisKind.MANDATE).exclude(purpose=Purpose.BREAK_GLASS)
