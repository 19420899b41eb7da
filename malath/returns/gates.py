"""The doors to a return: through its person, always; a case beside it opens nothing here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases.models import Case
from malath.privacy import gates as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.gates import OpenedToWrite
from malath.privacy.gates import mission as received
from malath.privacy.rules import Sight
from malath.privacy.words import Section
from malath.returns import queries
from malath.returns.models import Cost, Incoming, MissionAsked, Project, Return
from malath.returns.queries import costs, letters, mission, programme, queue
from malath.returns.queries.letters import Letters
from malath.returns.queries.mission import ToUsPage
from malath.returns.queries.pages import Departures, Programme, Queue

if TYPE_CHECKING:
    from malath.documents.models import Letter
    from malath.people.models import Person


@dataclass(frozen=True)
class OpenedReturn:
    """A return behind an open gate; `desk`: as which the viewer works on it, None for who only looks."""

    returning: Return
    person: "Person"
    sight: Sight
    holdings: Holdings
    desk: Desk | None


def return_to_view(user: User, reference: str, *, at: datetime) -> OpenedReturn:
    """A return of somebody whom this viewer helps. 404 for a stranger as for one that never was; 403 for who sees no identity,
    and for the Unit, the police, a prosecutor and an inspector."""
    person = queries.person_reference_of(reference)
    seen = Did.RETURN_VIEWED
    opened = privacy.person_to_view(user, person, at=at, section=Section.IDENTITY, event=seen, sought=reference)
    desk = privacy_queries.writing_desk(opened.holdings, opened.person, Section.IDENTITY, Power.WRITE_NOTE, at)
    if not opened.sight.in_emergency and (desk is None or not queries.reads(desk)):
        raise _refused(reference, user, at, section=Section.IDENTITY.value)
    found = _return(reference)
    works = desk is not None and desk.pk == found.desk_id and not opened.sight.in_emergency
    return OpenedReturn(found, opened.person, opened.sight, opened.holdings, desk if works else None)


def return_to_work_on(user: User, reference: str, *, at: datetime) -> OpenedReturn:
    """A return that this viewer's desk prepares. 403 for others who know it."""
    opened = return_to_view(user, reference, at=at)
    if opened.desk is None:
        raise _refused(reference, user, at, power="prepare")
    return opened


def fines_to_approve(user: User, reference: str, *, at: datetime) -> OpenedReturn:
    """A return whose payment of fines this viewer approves: a supervisor of the desk. 403 for others."""
    opened = return_to_work_on(user, reference, at=at)
    if not opened.holdings.may_at(opened.returning.desk_id, Power.SUPERVISE):
        raise _refused(reference, user, at, power=Power.SUPERVISE.name.lower())
    return opened


def person_to_return(user: User, reference: str, *, at: datetime) -> OpenedToWrite:
    """A person for whom this viewer's desk, one of a return office, opens a return. 403 for others who know them."""
    opened = privacy.person_to_write(
        user, reference, at=at, section=Section.IDENTITY, power=Power.OPEN_CASE, event=Did.IDENTITY_VIEWED
    )
    if not queries.prepares(opened.desk):
        raise _refused(reference, user, at, power="prepare")
    return opened


def case_beside(opened: OpenedToWrite) -> Case | None:
    """The open case of the person, where there is one."""
    return queries.open_case_of(opened.person.pk)


def desk_to_open_at(user: User, *, at: datetime) -> Desk:
    """The desk of a return office at which this viewer opens files. 403 for everybody else."""
    holdings = accounts.holdings(user, at)
    desks = [desk for desk in agencies.desks_among(holdings.own_desk_ids) if queries.prepares(desk)]
    allowed = [desk for desk in desks if holdings.may_at(desk.pk, Power.OPEN_CASE)]
    if not allowed:
        raise PermissionDenied(Power.OPEN_CASE.name)
    return allowed[0]


def queue_to_view(user: User, *, at: datetime, after: str, mine: bool, gate: str) -> Queue:
    """The returns that this viewer's desks prepare; one event names every file. 403 where no desk of theirs does."""
    holdings = accounts.holdings(user, at)
    _office(holdings)
    page = queue.queue_page(holdings, at, after=after, worker=user.pk if mine else None, gate=gate)
    if page.files:
        audit.record_list(Did.RETURNS_LISTED, files=page.files, by=user, at=at, facts={"page": "returns"})
    return page


def programme_to_view(user: User, *, at: datetime) -> Programme:
    """The figures of this viewer's return office, and its projects. No row about anybody."""
    holdings = accounts.holdings(user, at)
    desks = _office(holdings)
    audit.record_list(Did.RETURNS_COUNTED, files=[], by=user, at=at, facts={"page": "programme"})
    return programme.programme_page(tuple(desk.pk for desk in desks), at)


@dataclass(frozen=True)
class Receiving:
    """A return as a mission answers it: in the house that sent the person (`asked`), or in its own (None)."""

    returning: Return
    asked: MissionAsked | None
    sight: Sight

    @property
    def page(self) -> str:
        return "returns:received" if self.asked else "returns:incoming"


def return_to_receive(user: User, reference: str, *, at: datetime) -> Receiving:
    """A return that this viewer's mission is asked to receive, while the person agrees to the transfer (C12). 404 for everybody
    else as for one that never was, 403 for a role of the mission that opens no packages either."""
    asked = mission.asked_of_body(reference, user.agency_id)
    if asked is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    person, seen = asked.returning.person, Did.RETURN_VIEWED
    opened = received.person_received(user, person, asked.basis_id, at=at, event=seen, sought=reference)
    return Receiving(asked.returning, asked, opened.sight)


def return_to_answer(user: User, reference: str, *, at: datetime) -> Receiving:
    """The same to answer it, and one that came in a package to the viewer's own desk."""
    if not mission.is_incoming(reference):
        return return_to_receive(user, reference, at=at)
    opened = return_to_work_on(user, reference, at=at)
    return Receiving(opened.returning, None, opened.sight)


def to_us_to_view(user: User, *, at: datetime) -> ToUsPage:
    """Who comes home to this viewer's body; one event names every file. 403 at a body that receives nobody, and for a role
    that opens no package."""
    holdings = accounts.holdings(user, at)
    if not mission.receives_people(user.agency) or not holdings.may(Power.TRANSFER):
        audit.record_refusal(Power.TRANSFER.name.lower(), by=user, at=at)
        raise PermissionDenied(Power.TRANSFER.name)
    page = mission.to_us_page(holdings, at)
    audit.record_list(Did.RETURNS_LISTED, files=page.files, by=user, at=at, facts={"page": "to_us"})
    return page


def incoming(opened: OpenedReturn) -> Incoming:
    """What the package of a return said. 404 for a return that came in none."""
    found = mission.incoming_of(opened.returning)
    if found is None:
        raise Http404
    return found


def departures_to_view(user: User, day: date, *, at: datetime) -> Departures:
    """Who leaves on a day, of those whom this viewer may see, each by their own right; one event names every file."""
    holdings = accounts.holdings(user, at)
    _office(holdings)
    page = queue.departures_page(holdings, day, at)
    audit.record_list(Did.MANIFEST_VIEWED, files=page.files, by=user, at=at, facts={"page": "departures"})
    return page


def letters_to_view(user: User, *, at: datetime) -> Letters:
    """Whose travel document is still wanted, each only for who may see them; one event names every file."""
    holdings = accounts.holdings(user, at)
    _office(holdings)
    page = letters.letters_page(holdings, at)
    audit.record_list(Did.RETURNS_LISTED, files=page.files, by=user, at=at, facts={"page": "letters"})
    return page


def returns_to_write_about(user: User, references: Collection[str], *, at: datetime) -> list[tuple[Return, Sight]]:
    """Several returns that this viewer's desk prepares, each behind its own gate. 403 or 404 as of each."""
    office_of(user, at=at)
    opened = [return_to_work_on(user, reference, at=at) for reference in dict.fromkeys(references)]
    return [(one.returning, one.sight) for one in opened]


def letter_to_take(opened: OpenedReturn) -> "Letter":
    """The letter that was written about this return last. 404 where there is none."""
    found = letters.letter_of(opened.returning)
    if found is None:
        raise Http404
    return found


def project_to_use(opened: OpenedReturn, reference: str) -> Project | None:
    """A project of the desk by its reference, None for none. 404 for one of another desk."""
    found = queries.project_by_reference([opened.returning.desk_id], reference) if reference else None
    if reference and found is None:
        raise Http404
    return found


def cost_of(opened: OpenedReturn, reference: str) -> Cost:
    """A cost of this return. 404 where there is none."""
    found = costs.cost_by_reference(opened.returning, reference)
    if found is None:
        raise Http404
    return found


def second_grant_of(user: User, reference: str, *, at: datetime) -> OpenedReturn:
    """A return for which no second grant is made, to print how to appeal. 404 where nothing was stopped."""
    opened = return_to_work_on(user, reference, at=at)
    if not costs.is_granted_elsewhere(opened.returning):
        raise Http404
    audit.record_view(Did.GRANT_APPEAL_SHOWN, subject=reference, file=opened.person.reference, by=user, at=at)
    return opened


def part_of(opened: OpenedReturn, reference: str) -> int:
    """Which instalment of this return is meant. 404 where there is none."""
    found = costs.number_of_part(opened.returning, reference)
    if found is None:
        raise Http404
    return found


def office_of(user: User, *, at: datetime) -> list[Desk]:
    """The desks of a return office at which this viewer works. 403 for everybody else."""
    return _office(accounts.holdings(user, at))


def mission_named(reference: str) -> Agency | None:
    """A body that may receive somebody, None for any other."""
    return next((body for body in queries.missions() if body.reference == reference), None)


def _office(holdings: Holdings) -> list[Desk]:
    desks = [desk for desk in agencies.desks_among(holdings.desk_ids) if queries.prepares(desk)]
    if not desks:
        raise PermissionDenied("returns")
    return desks


def _return(reference: str) -> Return:
    found = queries.return_by_reference(reference)
    if found is None:
        raise Http404
    return found


def _refused(reference: str, user: User, at: datetime, **facts: str) -> PermissionDenied:
    audit.record_refusal(reference, by=user, at=at, facts=facts)
    return PermissionDenied(reference)
