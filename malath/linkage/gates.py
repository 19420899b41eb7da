"""The door to two files at once, and to a question of another body."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.linkage import queries
from malath.linkage.models import Pair, Telling
from malath.linkage.queries import pages
from malath.linkage.queries.pages import PairLine, SameSection
from malath.privacy import gates as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.gates import OpenedToWrite
from malath.privacy.rules import Sight
from malath.privacy.words import Section


@dataclass(frozen=True)
class OpenedPair:
    """Two files behind an open gate: the one the page is about, how the pair is shown, and as which desk somebody judges."""

    pair: Pair
    line: PairLine
    file: OpenedToWrite


@dataclass(frozen=True)
class OpenedTelling:
    """A question of another body behind an open gate, with the file it may be about."""

    telling: Telling
    sight: Sight
    holdings: Holdings
    desk: Desk


def files_beside(user: User, reference: str, *, at: datetime) -> tuple[OpenedToWrite, SameSection]:
    """A person of whom this viewer may judge other files, and those. 403 where the name is not theirs to know or their role
    writes nothing; one event names every file that is shown."""
    opened = file_to_compare(user, reference, at=at)
    section = pages.section_of(opened.person, opened.holdings, at)
    files = [reference, *section.files]
    audit.record_list(Did.CASES_LISTED, files=files, by=user, at=at, facts={"page": "same"})
    return opened, section


def file_to_compare(user: User, reference: str, *, at: datetime) -> OpenedToWrite:
    """A person whose file this viewer may compare with others. 403 as above."""
    return privacy.person_to_write(user, reference, at=at, section=Section.IDENTITY, power=Power.WRITE_NOTE)


def pair_to_judge(user: User, reference: str, pair: str, *, at: datetime) -> OpenedPair:
    """Two files that this viewer may judge: they may know the name in both. 404 where the other one is not theirs, as for a
    pair that never was. The look is recorded in both files."""
    opened = file_to_compare(user, reference, at=at)
    found = queries.pair_by_reference(pair)
    about = found is not None and opened.person.pk in {found.one_id, found.other_id}
    line = pages.pair_line(found, opened.person, opened.holdings, at) if found is not None and about else None
    if found is None or line is None:
        audit.record_refusal(pair, by=user, at=at)
        raise Http404
    for file in (line.one.reference, line.other.reference):
        audit.record_view(Did.PAIR_VIEWED, subject=pair, file=file, by=user, at=at, facts=opened.sight.why)
    return OpenedPair(found, line, opened)


def pairs_to_judge(user: User, *, at: datetime) -> tuple[PairLine, ...]:
    """What waits at this viewer's desks; one event names every file that it shows."""
    lines = pages.to_judge(accounts.holdings(user, at), at)
    if lines:
        files = [file.reference for line in lines for file in (line.one, line.other)]
        audit.record_list(Did.CASES_LISTED, files=files, by=user, at=at, facts={"page": "same"})
    return lines


def file_to_ask_about(user: User, reference: str, *, at: datetime) -> OpenedToWrite:
    """A person about whom this viewer may ask other bodies. 403 where the name is not theirs to know or their role refers
    nobody; the look is recorded."""
    power = Power.REFER
    return privacy.person_to_write(user, reference, at=at, section=Section.IDENTITY, power=power, event=Did.IDENTITY_VIEWED)


def telling_to_judge(user: User, reference: str, *, at: datetime) -> OpenedTelling:
    """A question that the body of this viewer was told of: for a supervisor, or for the desk where there is none, who may know
    the name in the file and whom nothing keeps from the file of who asks. 404 for everybody who does not see the file; 403 for
    others at the body who do."""
    holdings, telling = accounts.holdings(user, at), queries.telling_by_reference(reference)
    if telling is None or telling.body_id != holdings.agency_id:
        raise _unknown(reference, user, at)
    sight = privacy_queries.lasting_sight(holdings, telling.person, at)
    if sight is None or privacy_queries.is_kept_out(holdings, telling.inquiry.person):
        raise _unknown(reference, user, at)
    power = Power.SUPERVISE if telling.desk_id is None else Power.ANSWER
    desk = privacy_queries.writing_desk(holdings, telling.person, Section.IDENTITY, power, at)
    if desk is None:
        audit.record_refusal(reference, by=user, at=at, facts={"power": power.name.lower()})
        raise PermissionDenied(power.name)
    file = telling.person.reference
    audit.record_view(Did.ELSEWHERE_VIEWED, subject=reference, file=file, by=user, at=at, facts=sight.why)
    return OpenedTelling(telling, sight, holdings, desk)


def record_refused(reference: str, reasons: Collection[str], user: User, *, at: datetime) -> None:
    """That other bodies were not asked is kept in the chain of who wanted to."""
    audit.record_refusal(reference, by=user, at=at, facts={"reasons": " ".join(reasons)})


def _unknown(reference: str, user: User, at: datetime) -> Http404:
    audit.record_refusal(reference, by=user, at=at)
    return Http404()
