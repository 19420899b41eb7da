"""What can be taken out of cases by whom, and which files came and went."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

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
from malath.exchange import mapping
from malath.exchange.mapping import Known, Sent, Step
from malath.exchange.models import Export, Import
from malath.foundation import clock
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
from malath.ui.times import day_text

if TYPE_CHECKING:
    from malath.people.models import Person

FILES_SHOWN = 20


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


def home_page(user: User, holdings: Holdings, at: datetime) -> HomePage:
    """Where one may import, and the last files of one's desks and one's own. Four statements."""
    came = Import.objects.filter(desk_id__in=holdings.desks_with(Power.EXCHANGE)).order_by("-at")[:FILES_SHOWN]
    went = Export.objects.filter(by=user.reference).order_by("-at")[:FILES_SHOWN]
    files = [FileLine(row.reference, True, row.line_count, row.by, row.at) for row in came]
    files += [FileLine(row.reference, False, row.case_count, row.by, row.at) for row in went]
    newest = sorted(files, key=lambda file: file.at, reverse=True)[:FILES_SHOWN]
    names = accounts.names_of({file.by for file in newest})
    named = tuple(replace(file, by=names[file.by][0] if file.by in names else "") for file in newest)
    return HomePage(tuple(desks_to_import_at(user, holdings, at)), named)


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

    Nine statements for any number of cases.
    """
    known = privacy.sights(chosen.holdings, {case.person_id for case in chosen.cases}, at)
    leaving = _leaving(chosen.through, at).filter(person_id__in=known).values_list("person_id", flat=True)
    sights = privacy.sights(chosen.through, set(leaving), at)
    seen = [case for case in chosen.cases if case.person_id in sights]
    details = people.details_of(list(sights))
    answers = privacy.answers_to(ConsentKind.C1, list(sights))
    records = cases.records_of(seen)
    sent = referrals.last_sent([case.pk for case in seen], sights, chosen.through, at)
    own = frozenset(chosen.through.own_desk_ids)
    return [
        Taken(
            case.person,
            sights[case.person_id].level,
            _known(
                case,
                sights[case.person_id],
                _best(details.get(case.person_id, []), sights[case.person_id], own),
                _consent(answers.get(case.person_id), sights[case.person_id], at),
                records[case.pk],
                sent.get(case.pk),
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
    )


def _facts(person: "Person", sight: Sight) -> dict[str, object]:
    """The minimum facts with their section, the others with identity (as the person's page shows them)."""
    opens = {name: Section.FACTS if name in MINIMUM_FACTS else Section.IDENTITY for name in mapping.FACTS.values()}
    return {
        name: getattr(person, name) for name, section in opens.items() if sight.sees_writing_of(person.facts_desk_id, section)
    }


def _best(details: Iterable[Written], sight: Sight, own_desks: Collection[int]) -> dict[DetailKind, str]:
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
