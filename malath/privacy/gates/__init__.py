"""The door to a person: from who asks, what for and when, to the person and what is seen of them, or nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.references import is_reference
from malath.people import queries as people
from malath.people.models import Person
from malath.people.queries import ContactRule
from malath.privacy import queries
from malath.privacy.models import Basis, Consent, Guardian
from malath.privacy.queries.guardians import guardian_of
from malath.privacy.rules import Sight
from malath.privacy.words import ConsentKind, Purpose, Section

HOUR = timedelta(hours=1)
NUMBERS_AN_HOUR = 5


@dataclass(frozen=True)
class Opened:
    """A person behind an open gate: the person, what is seen of them, and who looks."""

    person: Person
    sight: Sight
    holdings: Holdings


@dataclass(frozen=True)
class OpenedToWrite(Opened):
    """A person behind an open gate, and the desk as which the one who looks may write."""

    desk: Desk


def person_to_view(
    user: User,
    reference: str,
    *,
    at: datetime,
    section: Section = Section.STATUS,
    event: Did = Did.PERSON_VIEWED,
    sought: str | None = None,
) -> Opened:
    """A person this viewer may know of. A stranger, or a blocked viewer, gets 404 as for a reference that never existed.

    403 when the file is known to the viewer but the section is not open to them. The view is recorded before anything is
    shown; a refusal is recorded in the viewer's own chain, under the reference that was asked for (`sought`).
    """
    sought = sought or reference
    opened = _opened(user, reference, at, sought)
    if not opened.sight.sees(section):
        audit.record_refusal(sought, by=user, at=at, facts={"section": section.value})
        raise PermissionDenied(section.value)
    audit.record_view(event, subject=sought, file=reference, by=user, at=at, facts=opened.sight.why)
    return opened


def person_to_change(
    user: User, reference: str, *, at: datetime, section: Section, power: Power, sought: str | None = None
) -> Opened:
    """A person of whom this viewer may change something: the section must be open and the role must allow it."""
    opened = _lasting(_opened(user, reference, at, sought or reference), user, sought or reference, at)
    if not opened.sight.sees(section) or not opened.holdings.may(power):
        audit.record_refusal(sought or reference, by=user, at=at, facts={"power": power.name.lower()})
        raise PermissionDenied(power.name)
    return opened


def person_page_to_view(user: User, reference: str, *, at: datetime) -> Opened:
    """The whole page of a person; recorded as a view of identity where identity or contact is on it."""
    opened = _opened(user, reference, at, reference)
    shows = opened.sight.sees(Section.IDENTITY) or opened.sight.sees(Section.CONTACT)
    event = Did.IDENTITY_VIEWED if shows else Did.PERSON_VIEWED
    _record(event, opened, user, at)
    return opened


def person_to_write(
    user: User, reference: str, *, at: datetime, section: Section, power: Power, event: Did | None = None
) -> OpenedToWrite:
    """A person of whom this viewer may write a section, as a desk that sees it and gives them the power.

    `event`: what is recorded as seen, when a form shows what stands. 404 and 403 as for `person_to_change`.
    """
    opened = _lasting(_opened(user, reference, at, reference), user, reference, at)
    desk = queries.writing_desk(opened.holdings, opened.person, section, power, at)
    if desk is None:
        audit.record_refusal(reference, by=user, at=at, facts={"power": power.name.lower()})
        raise PermissionDenied(power.name)
    if event is not None:
        _record(event, opened, user, at)
    return OpenedToWrite(opened.person, opened.sight, opened.holdings, desk)


def person_beside(user: User, holdings: Holdings, reference: str, *, at: datetime) -> Person | None:
    """Another person, named by the reference of their file, when that file is open to this viewer as well. None for a
    file that is not theirs as for one that does not exist; that it was asked for is recorded."""
    found = queries.sight_of(holdings, reference, at)
    if found is None:
        audit.record_refusal(reference, by=user, at=at)
        return None
    return found[0]


def facts_to_write(user: User, reference: str, *, at: datetime, event: Did | None = None) -> OpenedToWrite:
    """A person whose facts this viewer may change. 403 also for a desk that sees its own writing only, once another desk
    has written them."""
    opened = person_to_write(user, reference, at=at, section=Section.FACTS, power=Power.WRITE_NOTE, event=event)
    if not opened.sight.sees_writing_of(opened.person.facts_desk_id, Section.FACTS):
        raise _refused(reference, Section.FACTS, user, at)
    return opened


def contact_to_write(
    user: User, reference: str, *, at: datetime, event: Did | None = None
) -> tuple[OpenedToWrite, ContactRule | None]:
    """A person with whom this viewer may agree how to be reached, and what stands. 403 also for a desk that sees its own
    writing only, once another desk has agreed it: it would write over what keeps the person safe."""
    opened = person_to_write(user, reference, at=at, section=Section.CONTACT, power=Power.WRITE_NOTE, event=event)
    rule = people.contact_of(opened.person.pk)
    if rule is not None and queries.contact_seen(opened.sight, rule) is None:
        raise _refused(reference, Section.CONTACT, user, at)
    return opened, rule


def consents_to_write(user: User, reference: str, *, at: datetime, event: Did | None = None) -> OpenedToWrite:
    """A person whose answers this viewer may record."""
    power = Power.RECORD_CONSENT
    return person_to_write(user, reference, at=at, section=Section.CONSENTS, power=power, event=event)


def consent_to_withdraw(
    user: User, reference: str, kind: ConsentKind, body: Agency | None, *, at: datetime, event: Did | None = None, use: str = ""
) -> tuple[OpenedToWrite, Consent]:
    """A standing answer that this viewer sees and may take back for the person. 404 where there is none for them."""
    opened = consents_to_write(user, reference, at=at, event=event)
    consent = queries.standing_row(opened.person.pk, kind, body, use)
    if consent is None or not opened.sight.sees_writing_of(consent.desk_id, Section.CONSENTS):
        raise Http404
    return opened, consent


def use_to_ask(
    user: User, reference: str, use: str, *, at: datetime, event: Did | None = None
) -> tuple[OpenedToWrite, Consent | None]:
    """A person who may be asked about a photograph or story, and the answer that stands when it is a use that was asked
    about before. 404 for a use that this viewer does not see."""
    if not use:
        return consents_to_write(user, reference, at=at, event=event), None
    return consent_to_withdraw(user, reference, ConsentKind.C15, None, at=at, event=event, use=use)


def blocks_to_change(user: User, reference: str, *, at: datetime, event: Did | None = None) -> OpenedToWrite:
    """A person for whom this viewer may keep others out of the file."""
    return person_to_write(user, reference, at=at, section=Section.CONSENTS, power=Power.BLOCK, event=event)


def ground_to_judge(user: User, reference: str, ground: int | None, *, at: datetime) -> tuple[Opened, Basis]:
    """A ground without consent that this supervisor may confirm or end. 404 where they see none of that number."""
    opened = person_to_change(user, reference, at=at, section=Section.CONSENTS, power=Power.SUPERVISE)
    basis = queries.ground_of(opened.person, opened.sight, opened.holdings, ground) if ground is not None else None
    if basis is None:
        raise Http404
    return opened, basis


def record_shown(opened: Opened, user: User, *, at: datetime, event: Did) -> None:
    """What was sent comes back with what stands stored beside it: that is a view like the first one."""
    _record(event, opened, user, at)


def may_try_numbers(opened: Opened, user: User, *, at: datetime) -> bool:
    """Whether a new number may be written. That one belongs to another party is said, or a wrong door is rung; so who does not
    read of other parties tries a few in an hour at most, whatever the answer, and each try is in the trail of the file."""
    if Section.STORY in opened.sight.full:
        return True
    if trail.times_done(Did.NUMBER_TRIED, by=user.reference, since=at - HOUR) >= NUMBERS_AN_HOUR:
        audit.record_refusal(opened.person.reference, by=user, at=at, facts={"limit": str(NUMBERS_AN_HOUR)})
        return False
    _record(Did.NUMBER_TRIED, opened, user, at)
    return True


def guardian_answering(opened: Opened, reference: str) -> Guardian | None:
    """The guardian who was chosen, None for nobody. 404 for one that the viewer does not see."""
    found = guardian_of(opened.person, opened.sight, reference) if reference else None
    if reference and found is None:
        raise Http404
    return found


def body_named(reference: str) -> Agency | None:
    """The body an address names, None where it names none. 404 for one that does not exist."""
    body = agencies.agency_by_reference(reference) if is_reference(reference) else None
    if reference and body is None:
        raise Http404
    return body


def _refused(reference: str, section: Section, user: User, at: datetime) -> PermissionDenied:
    audit.record_refusal(reference, by=user, at=at, facts={"section": section.value})
    return PermissionDenied(section.value)


def _record(event: Did, opened: Opened, user: User, at: datetime) -> None:
    reference = opened.person.reference
    audit.record_view(event, subject=reference, file=reference, by=user, at=at, facts=opened.sight.why)


def _lasting(opened: Opened, user: User, sought: str, at: datetime) -> Opened:
    """The same as far as it is open beyond an emergency, which is to be read only: 403 where that is nothing."""
    if not opened.sight.in_emergency:
        return opened
    sight = queries.lasting_sight(opened.holdings, opened.person, at)
    if sight is None:
        audit.record_refusal(sought, by=user, at=at, facts={"purpose": Purpose.BREAK_GLASS.value})
        raise PermissionDenied(Purpose.BREAK_GLASS.value)
    return Opened(opened.person, sight, opened.holdings)


def _opened(user: User, reference: str, at: datetime, sought: str) -> Opened:
    holdings = accounts.holdings(user, at)
    found = queries.sight_of(holdings, reference, at)
    if found is None:
        audit.record_refusal(sought, by=user, at=at)
        raise Http404
    person, sight = found
    return Opened(person, sight, holdings)
