"""What of a file can be named, and so be given: only what the body itself wrote, never where the person stays. By kind and
day, unopened: who decides reads none of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.queries import notes
from malath.cases.words import NoteKind
from malath.documents import queries as documents
from malath.orders.models import Order
from malath.orders.words import ThingKind
from malath.people import queries as people
from malath.people.words import DetailKind
from malath.privacy.levels import SECTION_LEVEL
from malath.privacy.rules import Sight
from malath.privacy.words import Level, Section
from malath.referrals import queries as referrals
from malath.ui.times import moment_text

MOST = 100
SECTION_OF: dict[ThingKind, Section] = {
    ThingKind.CONSENTS: Section.CONSENTS,
    ThingKind.SUMMARY: Section.SAFETY,
    ThingKind.IDENTITY: Section.IDENTITY,
    ThingKind.STATUS: Section.STATUS,
    ThingKind.NOTE: Section.STORY,
    ThingKind.REFERRAL: Section.FACTS,
    ThingKind.LETTER: Section.FACTS,
}
PLACES = (DetailKind.STREET, DetailKind.POSTCODE, DetailKind.LATITUDE, DetailKind.LONGITUDE)
ALWAYS = (ThingKind.SUMMARY, ThingKind.IDENTITY, ThingKind.CONSENTS, ThingKind.STATUS)


@dataclass(frozen=True)
class Thing:
    """Something that can be given. `what`: which kind of note, service or letter; `row`: what it is made from."""

    kind: ThingKind
    number: str = ""
    what: str = ""
    at: datetime | None = None
    desk_id: int = 0
    row: Any = field(default=None, repr=False)

    @property
    def code(self) -> str:
        return f"{self.kind.value}:{self.number}"

    @property
    def label(self) -> str:
        parts = (str(self.kind.label), self.what, moment_text(self.at) if self.at else "")
        return " · ".join(part for part in parts if part)


def things_of(order: Order) -> tuple[Thing, ...]:
    """Everything that can be named, the newest notes first. Four statements, however much there is."""
    desks = agencies.desk_ids_of(order.desk.agency_id)
    written = notes.notes_of_desks(order.person_id, desks, cap=MOST)
    sent = referrals.sent_by_desks(order.person_id, desks, cap=MOST)
    letters = documents.letters_about([row.reference for row in sent], cap=MOST)
    return (
        *(Thing(kind, desk_id=order.desk_id) for kind in ALWAYS),
        *(Thing(ThingKind.REFERRAL, row.reference, str(ServiceKind(row.type).label), row.sent_at, row.sending_desk_id, row)
          for row in sent),
        *(Thing(ThingKind.LETTER, row.reference, row.reference, row.issued_at, row.desk_id, row) for row in letters),
        *(Thing(ThingKind.NOTE, str(row.pk), str(NoteKind(row.kind).label), row.at, row.desk_id, row) for row in written),
    )  # fmt: skip


def level_of(things: Iterable[Thing]) -> Level:
    """How far what is given reaches."""
    return max((SECTION_LEVEL[SECTION_OF[thing.kind]] for thing in things), default=Level.L1)


def reads(sight: Sight, holdings: Holdings, things: Iterable[Thing]) -> bool:
    """Whether a viewer sees everything that would be given: nobody checks what they cannot read."""
    return all(_reads(sight, holdings, thing) for thing in things)


def _reads(sight: Sight, holdings: Holdings, thing: Thing) -> bool:
    section = SECTION_OF[thing.kind]
    if thing.row is None:
        return sight.sees(section)
    return sight.sees_writing_of(thing.desk_id, section) and thing.desk_id in holdings.desk_ids


def always_struck(order: Order) -> set[str]:
    """Words that never leave: names of shelters, where the person lives, names of the family and of others close."""
    shelters = agencies.open_desks_of_kind(AgencyKind.SHELTER)
    words = {name for desk in shelters for name in (desk.name_en, desk.name_ar, desk.agency.name_en, desk.agency.name_ar)}
    written = people.details_of([order.person_id], kinds=PLACES).get(order.person_id, [])
    names = [tie.name for tie in people.ties_of(order.person_id) if tie.name]
    return words | {row.value for row in written} | set(names) | {name.split()[0] for name in names}
