"""What can be taken out of cases by whom, and which files came and went."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import Q, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.models import Agency, Desk
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.cases.queries import NoteLine, Record, StatusLine
from malath.cases.words import CaseStatus, DecidedBy
from malath.documents.streams import Pieces
from malath.exchange import mapping
from malath.exchange.checking import Wrong, headings_in, rows_in, wrong_in
from malath.exchange.htcds import Row
from malath.exchange.mapping import Known, Sent, Step
from malath.exchange.models import MOVING, Export, Import, Incoming, Piece, SavedMapping, Staged
from malath.exchange.reasons import Finding
from malath.exchange.tables import Shape
from malath.exchange.words import FileState, Form
from malath.foundation import clock, sealing
from malath.foundation.actor import Actor
from malath.people import queries as people
from malath.people.queries import Written
from malath.people.rules import MINIMUM_FACTS
from malath.people.words import DetailKind
from malath.privacy import queries as privacy
from malath.privacy.rules import Asked, Sight
from malath.privacy.words import Answer, ConsentKind, Section
from malath.referrals import queries as referrals
from malath.referrals.queries import Outgoing
from malath.screening import queries as screenings
from malath.screening.rules import Gist
from malath.ui.times import day_text

if TYPE_CHECKING:
    from malath.people.models import Person
    from malath.screening.models import Screening

FILES_SHOWN = 20
STANDING = (FileState.MAPPING, FileState.FAULTY, FileState.READY)


class Scope(StrEnum):
    """Which cases somebody wants to take out."""

    OPEN = "open"
    ALL = "all"
    NAMED = "named"


@dataclass(frozen=True)
class Wanted:
    """A choice of cases; `references` for named ones."""

    scope: Scope
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """Cases that somebody may take out, as far as they may know of them. `through`: what they hold at desks where they
    may exchange; `unknown`: what they named and may not take out, or what never existed."""

    cases: tuple[Case, ...]
    holdings: Holdings
    through: Holdings
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """One case as it may be taken out now, and how far it was seen."""

    person: "Person"
    level: int
    known: Known


@dataclass(frozen=True)
class FileLine:
    """A file that came or went."""

    reference: str
    came: bool
    count: int
    by: str
    at: datetime


@dataclass(frozen=True)
class HomePage:
    """The first page of exchange."""

    desks: tuple[Desk, ...]
    files: tuple[FileLine, ...]
    coming: tuple[Incoming, ...]


def home_page(user: User, holdings: Holdings, at: datetime) -> HomePage:
    """Where one may import, and the last files of one's desks and one's own. Five statements."""
    came = Import.objects.filter(desk_id__in=holdings.desks_with(Power.EXCHANGE)).order_by("-at")[:FILES_SHOWN]
    went = Export.objects.filter(by=user.reference).order_by("-at")[:FILES_SHOWN]
    files = [FileLine(row.reference, True, row.line_count, row.by, row.at) for row in came]
    files += [FileLine(row.reference, False, row.case_count, row.by, row.at) for row in went]
    newest = sorted(files, key=lambda file: file.at, reverse=True)[:FILES_SHOWN]
    names = accounts.names_of({file.by for file in newest})
    named = tuple(replace(file, by=names[file.by][0] if file.by in names else "") for file in newest)
    return HomePage(tuple(desks_to_import_at(user, holdings, at)), named, tuple(incoming_lines(user)))


def desks_to_import_at(user: User, holdings: Holdings, at: datetime) -> list[Desk]:
    """Own desks into whose cases somebody may bring a file."""
    return [desk for desk in accounts.inbox_desks(user, at) if holdings.may_at(desk.pk, Power.EXCHANGE)]


def imported_before(agency: Agency, file_mark: str) -> Import | None:
    """The last time this body imported the very same file. What others imported is not asked."""
    return Import.objects.filter(agency=agency, file_mark=file_mark).order_by("-time").first()


def import_begun(once: UUID | None, by: Actor) -> Import | None:
    """The import made of the same sending of a form, for a request that came twice, perhaps at the same moment."""
    if once is None:
        return None
    accounts.wait_for(by)
    return Import.objects.filter(once=once).first()


def selection(holdings: Holdings, wanted: Wanted, at: datetime, *, cap: int) -> Selection:
    """The cases somebody may take out: of files that a desk opens to them at which they may exchange, and that nothing
    keeps from them anywhere. `cap` and one more, so that the caller sees when there are too many."""
    through = _through_exchange(holdings)
    rows = _leaving(through, at).exclude(privacy.kept_from(holdings))
    if wanted.scope is Scope.NAMED:
        named = cases.cases_named(wanted.references)
        people_named = cases.people_named(wanted.references)
        known = set(rows.filter(person_id__in=people_named).values_list("person_id", flat=True))
        mine = tuple(case for case in named if case.person_id in known)
        found = {case.reference for case in mine}
        return Selection(mine, holdings, through, tuple(one for one in wanted.references if one not in found))
    statuses = frozenset(CaseStatus) if wanted.scope is Scope.ALL else frozenset(CaseStatus) - {CaseStatus.CLOSED}
    return Selection(tuple(cases.cases_of_people(rows.values("person_id"), statuses, cap + 1)), holdings, through)


def taken(chosen: Selection, at: datetime) -> list[Taken]:
    """What may be taken out of each case at this moment; cases that are no longer open to the viewer are left out.

    Ten statements for any number of cases.
    """
    known = privacy.sights(chosen.holdings, {case.person_id for case in chosen.cases}, at)
    leaving = _leaving(chosen.through, at).filter(person_id__in=known).values_list("person_id", flat=True)
    sights = privacy.sights(chosen.through, set(leaving), at)
    seen = [case for case in chosen.cases if case.person_id in sights]
    details = people.details_of(list(sights))
    answers = privacy.answers_to(ConsentKind.C1, list(sights))
    records = cases.records_of(seen)
    sent = referrals.last_sent([case.pk for case in seen], sights, chosen.through, at)
    screened = screenings.last_finished_of([case.pk for case in seen])
    own = frozenset(chosen.through.own_desk_ids)
    return [
        Taken(
            case.person,
            sights[case.person_id].level,
            _known(
                case,
                sights[case.person_id],
                best_of(details.get(case.person_id, []), sights[case.person_id], own),
                _consent(answers.get(case.person_id), sights[case.person_id], at),
                records[case.pk],
                sent.get(case.pk),
                screened=_screened(screened.get(case.pk), sights[case.person_id]),
            ),
        )
        for case in seen
    ]


def _through_exchange(holdings: Holdings) -> Holdings:
    """What somebody holds at the desks where they may exchange, and nothing else."""
    desks = holdings.desks_with(Power.EXCHANGE)
    return replace(holdings, seats=tuple(seat for seat in holdings.seats if seat.desk_id in desks))


def _leaving(through: Holdings, at: datetime) -> QuerySet[Any, Any]:
    """Access on which something may leave: where one goes on without consent, a supervisor confirmed it in time."""
    confirmed = Q(basis__confirm_by__isnull=True) | Q(basis__confirmed_at__isnull=False) | Q(basis__confirm_by__gt=at)
    return privacy.visible(through, at).filter(confirmed)


def _known(
    case: Case,
    sight: Sight,
    details: Mapping[DetailKind, str],
    consent: bool | None,
    record: Record,
    sent: Outgoing | None,
    *,
    screened: Gist | None,
) -> Known:
    """What was kept at the import belongs to the story; to whom that is not open, a case tells its own status."""
    reads = sight.sees_writing_of(case.desk_id, Section.STORY)
    return Known(
        facts=_facts(case.person, sight),
        details=details,
        consent=consent,
        decision=_decision(record.statuses),
        status=CaseStatus(case.status) if _moved_on(record) or not reads else None,
        sent=Sent(sent.receiving, clock.in_amman(sent.sent_at).date(), sent.reason) if sent else None,
        notes=_notes(record.notes, sight),
        kept=record.imported if reads else "",
        screened=screened,
    )


def _screened(row: "Screening | None", sight: Sight) -> Gist | None:
    """What the last screening says, where the viewer reads what its desk wrote."""
    return screenings.gist_of(row) if row is not None and sight.sees_writing_of(row.desk_id, Section.STORY) else None


def _facts(person: "Person", sight: Sight) -> dict[str, object]:
    """The minimum facts with their section, the others with identity (as the person's page shows them)."""
    opens = {name: Section.FACTS if name in MINIMUM_FACTS else Section.IDENTITY for name in mapping.FACTS.values()}
    return {
        name: getattr(person, name) for name, section in opens.items() if sight.sees_writing_of(person.facts_desk_id, section)
    }


def best_of(details: Iterable[Written], sight: Sight, own_desks: Collection[int]) -> dict[DetailKind, str]:
    """One value of each kind, since the standard has one cell: of the own desks before others, the newest last."""
    seen = privacy.details_seen(sight, details)
    return {row.kind: row.value for row in sorted(seen, key=lambda row: (row.desk_id in own_desks, row.id))}


def _consent(answer: tuple[Asked, int] | None, sight: Sight, at: datetime) -> bool | None:
    """A yes that holds, or a no. Not asked, and a yes that ran out, are neither."""
    if answer is None or not sight.sees_writing_of(answer[1], Section.CONSENTS):
        return None
    asked = answer[0]
    if asked.answer == Answer.NO or (asked.answer == Answer.YES and asked.withdrawn):
        return False
    return True if asked.holds(clock.in_amman(at).date()) else None


def _decision(statuses: Iterable[StatusLine]) -> Step | None:
    """The last step that said whether somebody was trafficked."""
    said = [line for line in statuses if line.status in mapping.SAID_OF]
    return Step(said[-1].status, DecidedBy(said[-1].decided_by) if said[-1].decided_by else None) if said else None


def _moved_on(record: Record) -> bool:
    """Whether the case was not imported, or changed its status since: then its own status is exported."""
    since = record.imported_at
    return since is None or any(line.at > since for line in record.statuses)


def _notes(notes: Sequence[NoteLine], sight: Sight) -> tuple[str, ...]:
    return tuple(note.text for note in notes if sight.sees_writing_of(note.desk_id, Section.STORY))


def day_of(moment: datetime) -> str:
    """The day of a moment on Amman's calendar, as people write it."""
    return day_text(clock.in_amman(moment).date())


def sealed_piece(cipher: AESGCM, file: Incoming, number: int, data: bytes) -> bytes:
    """A stretch of an upload, bound to its file and place."""
    return sealing.sealed(cipher, data, _bound(file, number))


def pieces_of(file: Incoming) -> Pieces:
    """The bytes of a file, opened one piece after the other. Errors of the reading: `sealing.Erased` once it was given up."""
    cipher = AESGCM(sealing.unwrap(file.key))

    def opened(number: int) -> bytes:
        data = Piece.objects.filter(file=file, number=number).values_list("data", flat=True).get()
        return sealing.opened(cipher, bytes(data), _bound(file, number))

    return Pieces(file.size, opened)


def shape_of(file: Incoming) -> Shape:
    return Shape(Form(file.form), file.encoding, file.separator, file.sheet, file.heading_row)


def incoming_begun(once: UUID | None, by: Actor) -> Incoming | None:
    """The file that came with the same sending of a form, for a request that came twice, perhaps at the same moment."""
    if once is None:
        return None
    accounts.wait_for(by)
    return Incoming.objects.filter(once=once).first()


def incoming_of(user: User, reference: str) -> Incoming | None:
    """A file that this user brought in: what is wrong in it is shown as it came, so to nobody else."""
    rows = Incoming.objects.select_related("key", "agency", "desk__agency")
    return rows.filter(reference=reference, by=user.reference).first()


def moving(at: datetime, kept_for: timedelta) -> list[Incoming]:
    """Files that wait for the worker: to go on, or because nobody went on with them for so long."""
    rows = Incoming.objects.select_related("key", "agency", "desk__agency").order_by("pk")
    lying = rows.filter(state__in=STANDING, changed_at__lte=at - kept_for)
    return [*rows.filter(state__in=MOVING), *lying]


def lies(file: Incoming, at: datetime, kept_for: timedelta) -> bool:
    return file.state in STANDING and file.changed_at <= at - kept_for


def sender_of(file: Incoming) -> User:
    """Who brought a file in, as they are now."""
    sender = accounts.user_by_reference(file.by)
    if sender is None:
        raise LookupError(file.by)
    return sender


def may_still(sender: User, file: Incoming, at: datetime) -> bool:
    """Whether whoever brought a file in may import at its desk at this moment."""
    desks = desks_to_import_at(sender, accounts.holdings(sender, at), at) if sender.is_active else []
    return file.desk_id in {desk.pk for desk in desks}


def batches_to_make(file: Incoming) -> list[int]:
    """The batches of which no cases were made yet, in the order of the file."""
    rows = Staged.objects.filter(file=file, people__isnull=True).order_by("number")
    return list(rows.values_list("number", flat=True))


def batches_to_find(file: Incoming) -> list[int]:
    """The batches whose people no search would find yet, in the order of the file."""
    rows = Staged.objects.filter(file=file, people__isnull=False, findable=False).order_by("number")
    return list(rows.values_list("number", flat=True))


def rows_of(file: Incoming, number: int) -> tuple[Row, ...]:
    """The rows of one batch."""
    staged = Staged.objects.select_related("key").get(file=file, number=number)
    return rows_in(staged.opened("rows"))


def people_of(file: Incoming, number: int) -> list[tuple[int, Row]]:
    """The people of whom cases were made from one batch, each with the row."""
    staged = Staged.objects.select_related("key").get(file=file, number=number)
    return list(zip(staged.people or [], rows_in(staged.opened("rows")), strict=True))


def mappings_of(agency: Agency) -> list[SavedMapping]:
    """What a body saved, by name."""
    return list(SavedMapping.objects.filter(agency=agency).order_by("name"))


@dataclass(frozen=True)
class Mendable:
    """One thing to mend: in which batch, what, and how it is told."""

    batch: int
    wrong: Wrong
    finding: Finding

    @property
    def place(self) -> str:
        return f"{self.batch}-{self.wrong.row}-{self.wrong.column}"


def faults_of(file: Incoming, *, after: int = 0) -> Iterator[Mendable]:
    """What is wrong in a file, in its order, from batch to batch as it is asked for."""
    headings = dict(headings_in(file.opened("headings")))
    rows = Staged.objects.filter(file=file, fault_count__gt=0, number__gt=after).order_by("number")
    for number in list(rows.values_list("number", flat=True)):
        staged = Staged.objects.select_related("key").get(file=file, number=number)
        for wrong in wrong_in(staged.opened("faults")):
            yield Mendable(number, wrong, wrong.finding(headings))


def incoming_lines(user: User) -> list[Incoming]:
    """The last files that somebody brought in and that are not done with."""
    rows = Incoming.objects.filter(by=user.reference).exclude(state__in=[FileState.DONE, FileState.REMOVED, FileState.OPENED])
    return list(rows.select_related("desk").order_by("-at")[:FILES_SHOWN])


def _bound(file: Incoming, number: int) -> bytes:
    return f"exchange_piece|{file.uuid.hex}|{number}".encode()
