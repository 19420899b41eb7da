"""The doors to the legal file of a person: through their case, always, and never across the wall."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import gates as cases
from malath.cases.gates import OpenedCase
from malath.cases.models import Case
from malath.justice import queries
from malath.justice.models import (
    AllegedParty,
    Charge,
    Claim,
    Exhibit,
    Hearing,
    Mandate,
    Measure,
    Notice,
    Part,
    Proof,
    Reproach,
)
from malath.justice.queries import calendars, wall
from malath.justice.queries.pages import Calendar
from malath.justice.queries.wall import Viewer
from malath.privacy import queries as privacy
from malath.privacy.words import Section

Row = TypeVar("Row")


@dataclass(frozen=True)
class Opened:
    """A legal file behind an open gate; `desk`: as which the viewer works on it, None for who only looks."""

    case: Case
    who: Viewer
    desk: Desk | None


@dataclass(frozen=True)
class Workable(Opened):
    """A legal file into which the viewer writes, in the name of `desk`."""

    desk: Desk


@dataclass(frozen=True)
class WorkablePart(Workable):
    """A proceeding in the file of a case into which the viewer writes."""

    part: Part


def file_to_view(user: User, reference: str, *, at: datetime) -> Opened:
    """The legal file of a person: for whom their minimum facts are open, and for bodies that investigate only while the person
    co-operates or a court ordered it. 404 for a stranger; 403 for who knows the case and may not see this."""
    opened = cases.case_to_view(user, reference, at=at)
    who = _viewer(user, opened, at)
    if who.sight.in_emergency:
        return Opened(opened.case, who, None)
    desk = privacy.writing_desk(opened.holdings, opened.person, Section.SAFETY, Power.WRITE_NOTE, at)
    return Opened(opened.case, who, desk)


def part_to_view(user: User, reference: str, proceeding: str, *, at: datetime) -> tuple[Opened, Part]:
    """A proceeding from the file of a case. 404 where the case has no part in it."""
    opened = file_to_view(user, reference, at=at)
    return opened, _part(opened, proceeding)


def file_to_work_on(user: User, reference: str, *, at: datetime) -> Workable:
    """A legal file into which the viewer writes."""
    opened = cases.case_to_work_on(user, reference, at=at)
    return Workable(opened.case, _viewer(user, opened, at), opened.desk)


def part_to_work_on(user: User, reference: str, proceeding: str, *, at: datetime) -> WorkablePart:
    """A proceeding into which the viewer writes from the file of a case."""
    opened = file_to_work_on(user, reference, at=at)
    return WorkablePart(opened.case, opened.who, opened.desk, _part(opened, proceeding))


def accused_to_strike(
    user: User, reference: str, proceeding: str, accused: str, *, at: datetime
) -> tuple[WorkablePart, AllegedParty]:  # fmt: skip
    """Somebody accused whom the viewer reads of. 404 for those on the other side of the wall, as for one that never was."""
    opened = part_to_work_on(user, reference, proceeding, at=at)
    found = queries.alleged_by_reference(opened.part.proceeding, accused)
    if found is None or not opened.who.reads(found.desk):
        raise Http404
    return opened, found


def hearing_to_view(user: User, reference: str, proceeding: str, hearing: str, *, at: datetime) -> tuple[Opened, Part, Hearing]:
    """A hearing as one person meets it. 404 where there is none in this proceeding."""
    opened, part = part_to_view(user, reference, proceeding, at=at)
    return opened, part, _hearing(part, hearing)


def hearing_to_work_on(
    user: User, reference: str, proceeding: str, hearing: str, *, at: datetime
) -> tuple[WorkablePart, Hearing]:
    """A hearing into which the viewer writes."""
    opened = part_to_work_on(user, reference, proceeding, at=at)
    return opened, _hearing(opened.part, hearing)


def part_to_help(user: User, reference: str, proceeding: str, *, at: datetime) -> WorkablePart:
    """A person's part in a proceeding, for those who help them. 403 for those who investigate."""
    opened = part_to_work_on(user, reference, proceeding, at=at)
    if opened.who.investigates:
        audit.record_refusal(reference, by=user, at=at, facts={"section": Section.STORY.value})
        raise PermissionDenied(reference)
    return opened


def notice_to_give(user: User, reference: str, proceeding: str, notice: str, *, at: datetime) -> tuple[WorkablePart, Notice]:
    """Something of which a person is to be told, for who helps them. 404 where there is none."""
    opened = part_to_help(user, reference, proceeding, at=at)
    found = queries.notice_by_reference(opened.part, notice)
    if found is None:
        raise Http404
    return opened, found


def file_to_help(user: User, reference: str, *, at: datetime) -> Workable:
    """A legal file into which the viewer writes for the person. 403 for those who investigate."""
    opened = file_to_work_on(user, reference, at=at)
    if opened.who.investigates:
        audit.record_refusal(reference, by=user, at=at, facts={"section": Section.STORY.value})
        raise PermissionDenied(reference)
    return opened


def claim_to_work_on(user: User, reference: str, claim: str, *, at: datetime) -> tuple[Workable, Claim]:
    """A claim of this person, for those who help them. 404 where there is none."""
    opened = file_to_help(user, reference, at=at)
    found = queries.claim_by_reference(opened.case, claim)
    if found is None:
        raise Http404
    return opened, found


def reproach_to_work_on(user: User, reference: str, act: str, *, at: datetime) -> tuple[Workable, Reproach]:
    """An act of which the person is accused. 404 where there is none."""
    opened = file_to_work_on(user, reference, at=at)
    return opened, _found(queries.reproach_by_reference(opened.case, act))


def mandate_to_end(user: User, reference: str, mandate: str, *, at: datetime) -> tuple[Workable, Mandate]:
    """A mandate of this person, for those who help them. 404 where there is none."""
    opened = file_to_help(user, reference, at=at)
    return opened, _found(queries.mandate_by_reference(opened.case, mandate))


def part_to_investigate(user: User, reference: str, proceeding: str, *, at: datetime) -> WorkablePart:
    """A proceeding into which those write who investigate. 403 for everybody else."""
    opened = part_to_work_on(user, reference, proceeding, at=at)
    if not opened.who.investigates:
        audit.record_refusal(reference, by=user, at=at, facts={"power": "investigate"})
        raise PermissionDenied(reference)
    return opened


def measure_to_change(
    user: User, reference: str, proceeding: str, measure: str, *, at: datetime
) -> tuple[WorkablePart, Measure]:
    """A measure, for those who investigate. 404 where there is none."""
    opened = part_to_investigate(user, reference, proceeding, at=at)
    return opened, _found(queries.measure_by_reference(opened.part.proceeding, measure))


def charge_named(opened: WorkablePart, named: str) -> Charge | None:
    """A charge as a form offers it: accused and offence."""
    accused, _colon, code = named.partition(":")
    return queries.charge_named(opened.part, accused, code)


def exhibit_named(opened: WorkablePart, reference: str) -> Exhibit | None:
    """A piece of evidence as a form offers it."""
    return queries.exhibit_by_reference(opened.part, reference) if reference else None


def proof_to_strike(user: User, reference: str, proceeding: str, proof: str, *, at: datetime) -> tuple[WorkablePart, Proof]:
    """What shows an element, for those who investigate. 404 where there is none."""
    opened = part_to_investigate(user, reference, proceeding, at=at)
    return opened, _found(queries.proof_by_reference(opened.part, proof))


def exhibit_to_hand_on(
    user: User, reference: str, proceeding: str, exhibit: str, *, at: datetime
) -> tuple[WorkablePart, Exhibit]:
    """A piece of evidence that this viewer reads of. 404 for those of the other side, as for one that never was."""
    opened = part_to_work_on(user, reference, proceeding, at=at)
    found = _found(queries.exhibit_by_reference(opened.part, exhibit))
    if not opened.who.reads(found.desk):
        raise Http404
    return opened, found


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row


def calendar_to_view(user: User, *, at: datetime, day: date, after: str) -> Calendar:
    """The hearings of a month that this viewer may know of; one event names every file that the chosen day shows."""
    page = calendars.calendar(accounts.holdings(user, at), AgencyKind(user.agency.kind), at, day=day, after=after)
    if page.files:
        audit.record_list(Did.CASES_LISTED, files=page.files, by=user, at=at, facts={"page": "hearings"})
    return page


def _hearing(part: Part, reference: str) -> Hearing:
    hearing = queries.hearing_by_reference(part.proceeding, reference)
    if hearing is None:
        raise Http404
    return hearing


def _part(opened: Opened, proceeding: str) -> Part:
    part = queries.part_by_reference(opened.case, proceeding)
    if part is None:
        raise Http404
    return part


def _viewer(user: User, opened: OpenedCase, at: datetime) -> Viewer:
    who = wall.viewer(opened.sight, opened.holdings, AgencyKind(user.agency.kind), at)
    if not who.looks:
        audit.record_refusal(opened.case.reference, by=user, at=at, facts={"section": Section.SAFETY.value})
        raise PermissionDenied(opened.case.reference)
    return who
