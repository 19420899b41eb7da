"""What is written about one invented person in a bench: details, agreements, access, a case, two referrals, its trail.

Lawful by the same rules as the acts (`privacy.rules.standing`, `referrals.rules.clocks`), but made as rows, thousands a
second. Ten years of a register: people came evenly, agreements were renewed each year, old cases are mostly closed.
"""

import random
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Model

from benchmarks.house import BIG, FILES_OF_A_SMALL_DESK, OPENERS, House, Station, busiest
from benchmarks.people_names import random_person
from benchmarks.trails import Happening, chained
from malath.accounts.models import User
from malath.agencies import queries as agencies
from malath.agencies.models import Agency
from malath.agencies.words import AgencyKind, Governorate, ServiceKind
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case, Note, StatusChange
from malath.cases.words import CaseStatus, Need, NoteKind, Risk
from malath.foundation import clock, sealing
from malath.foundation.keys import ring
from malath.foundation.models import DataKey, new_uuid
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.people.actions import tokens_of
from malath.people.models import Detail, Person, SafeContact, SearchToken
from malath.people.words import AgeBand, Channel, DetailKind, Sex
from malath.privacy import rules as privacy
from malath.privacy.levels import FRONT_LINE_BODIES, sections_up_to
from malath.privacy.models import Access, Basis, Block, Consent, File, Ground, Left
from malath.privacy.rules import Asked, Grant
from malath.privacy.words import (
    Answer,
    BasisKind,
    BlockKind,
    ConsentKind,
    EndedBecause,
    Level,
    Method,
    Purpose,
    Section,
)
from malath.referrals import rules as referrals
from malath.referrals.models import Referral
from malath.referrals.words import Alternative, DeclineReason, Escalation, Outcome, Status, Urgency

YEARS: Final = timedelta(days=3650)
A_YEAR: Final = timedelta(days=365)
WORDING: Final = privacy.wording_mark("Read aloud in the language of the person (bench).")
AT_THE_BIG_BODY: Final = 0.235
OPENED_THERE: Final = 0.5
MOST_AT_SMALL: Final = 0.2
WAITING_AT_THE_BIG_DESK: Final = 600
ROUTES: Final = {
    ServiceKind.SHELTER: 15,
    ServiceKind.IDENTIFICATION: 15,
    ServiceKind.PROTECTION: 30,
    ServiceKind.LEGAL: 18,
    ServiceKind.LABOUR_COMPLAINT: 14,
    ServiceKind.AVRR: 8,
}
FATES: Final = {Status.COMPLETED: 45, Status.ACCEPTED: 33, Status.DECLINED: 12, Status.WITHDRAWN: 4, Status.STOPPED: 6}
TOLD: Final = (
    "كانت {name} تعمل في بيت منذ سنة ولم تُدفع لها أجرتها، وأُخذت أوراقها. قالت إن الباب يُقفل من الخارج ليلاً.",
    "Worked seven days a week without pay; the papers of {name} are held by somebody else. Afraid to go back there.",
    "Came with a neighbour, asked for food and a phone. {name} wants to go home when wages are paid.",
)


@dataclass(frozen=True)
class Frame:
    """In what a bench is set: its bodies, the present moment, how many people."""

    house: House
    now: datetime
    people: int

    @property
    def waiting(self) -> int:
        """How many of the last people wait for an answer of the big desk."""
        return min(WAITING_AT_THE_BIG_DESK, self.people // 10)

    @property
    def at_small(self) -> float:
        """The share of people who come to a small body, so that each has about forty files."""
        return min(FILES_OF_A_SMALL_DESK * len(self.house.small) / self.people, MOST_AT_SMALL)


@dataclass
class Numbers:
    """The next number of each table, from a beginning that no other batch uses."""

    start: int
    given: Counter[str] = field(default_factory=Counter)

    def next(self, table: type[Model]) -> int:
        self.given[table.__name__] += 1
        return self.start + self.given[table.__name__]


@dataclass
class Life:
    """One person while they are written down. `last` is the last moment at which something happened."""

    frame: Frame
    chance: random.Random
    numbers: Numbers
    number: int
    rows: list[Model] = field(default_factory=list)
    trail: list[Happening] = field(default_factory=list)
    asked: dict[tuple[ConsentKind, int | None], Consent] = field(default_factory=dict)

    def __post_init__(self) -> None:
        share = (self.number - self.chance.random()) / self.frame.people
        self.opened_at = self.frame.now - timedelta(days=2) - YEARS * (1 - share)
        self.last = self.opened_at
        self.home, self.asks_big = self._home()
        self.officer = self.home.somebody(self.chance)
        self.arabic, self.latin, self.year = random_person(self.chance)
        self.is_child = self.opened_at.year - self.year < 18
        self.key = self._key()
        self.person = self._person()
        self.case = self._case()

    @property
    def waits_at_big(self) -> bool:
        return self.number > self.frame.people - self.frame.waiting

    def lived(self) -> tuple[list[Model], list[Event]]:
        """All rows of this person, and their events, which are numbered together with those of others."""
        self._written_down()
        basis = self._ground()
        self._open_home(basis)
        self._notes(self.home, self.officer, self.opened_at, 2)
        for second in (False, True):
            Errand(self, self._route(second), self._sent_at(second)).run(waits=second and self.waits_at_big)
        self._ends()
        events, head = chained(f"file:{self.person.reference}", self.trail)
        self.rows += [head, *self._touched()]
        return self.rows, events

    def happened(self, did: Did, by: User, at: datetime, subject: str = "", **facts: str) -> None:
        self.trail.append(Happening(at, did, subject or self.person.reference, by, facts))
        self.last = max(self.last, at)

    def agree(self, kind: ConsentKind, at: datetime, by: User, home: Station, body: Agency | None = None) -> Consent:
        """A yes that stands today: given when it was asked, and given anew each year since."""
        renewed = max(at, self.frame.now - self.chance.random() * timedelta(days=350))
        if renewed > at and self.chance.random() < 0.3:
            self.rows.append(self._consent(kind, at, by, home, body, superseded_at=renewed))
        consent = self._consent(kind, renewed, by, home, body)
        self.asked[kind, consent.body_id] = consent
        self.rows.append(consent)
        facts = {"body": body.reference} if body else {}
        self.happened(Did.CONSENT_GIVEN, by, at, kind=kind.value, answer=Answer.YES.value, **facts)
        return consent

    def rest(self, consents: Iterable[Consent], at: datetime, by: User) -> Basis:
        """A basis on consents, with its grounds."""
        held = list(consents)
        until = min(_end_of(consent) for consent in held)
        basis = self._basis(BasisKind.CONSENT, at, by, until=until)
        grounds = [Ground(pk=self.numbers.next(Ground), basis=basis, consent=consent) for consent in held]
        self.rows += [basis, *grounds]
        return basis

    def open_to(self, at: datetime, by: User, basis: Basis, level: Level, purpose: Purpose, **whom: object) -> Access:
        access = Access(
            pk=self.numbers.next(Access), person=self.person, purpose=purpose, level=level, basis=basis, from_at=at,
            sections=sorted(sections_up_to(level)), touched_at=at, **whom,
        )  # fmt: skip
        self.rows.append(access)
        self.happened(Did.ACCESS_OPENED, by, at, level=str(int(level)), purpose=purpose.value)
        return access

    def told(self) -> str:
        return self.chance.choice(TOLD).format(name=self.latin)

    def set_status(self, status: CaseStatus, at: datetime, by: User) -> None:
        self.case.status = status
        self.rows.append(StatusChange(pk=self.numbers.next(StatusChange), case=self.case, status=status, by=by.reference, at=at))
        self.happened(Did.CASE_STATUS_SET, by, at, self.case.reference, status=status.value)

    def _home(self) -> tuple[Station, bool]:
        """Where the file is opened, and whether it goes to the big body later."""
        house, chance = self.frame.house, self.chance
        if self.waits_at_big:
            return busiest(chance, house.of(OPENERS[self.number % 2])), False
        if chance.random() < AT_THE_BIG_BODY:
            opened = chance.random() < OPENED_THERE
            return busiest(chance, house.big if opened else house.of(chance.choice(OPENERS))), not opened
        if chance.random() < self.frame.at_small / 2:
            return chance.choice(house.small), False
        return busiest(chance, house.of(chance.choice(OPENERS))), False

    def _route(self, second: bool) -> tuple[ServiceKind, Station]:
        house, chance = self.frame.house, self.chance
        if second and self.waits_at_big:
            return ServiceKind.PROTECTION, house.big[0]
        if self.asks_big and not second:
            return chance.choice((ServiceKind.PROTECTION, ServiceKind.LEGAL)), busiest(chance, house.big)
        service = chance.choices(list(ROUTES), weights=list(ROUTES.values()))[0]
        if service == ServiceKind.PROTECTION and chance.random() < self.frame.at_small * 2:
            station = chance.choice(house.small)
        else:
            station = busiest(chance, chance.choice(house.asked_for(service)))
        return service, station if station is not self.home else house.of(OPENERS[-1])[-1]

    def _sent_at(self, second: bool) -> datetime:
        if second and self.waits_at_big:
            return self.frame.now - timedelta(minutes=self.chance.randint(5, 2000))
        wait = timedelta(minutes=self.chance.randint(20, 600), days=self.chance.randint(5, 40) if second else 0)
        return min(self.opened_at + wait, self.frame.now - timedelta(minutes=self.chance.randint(5, 500)))

    def _key(self) -> DataKey:
        key = DataKey(id=new_uuid(), wrapping_version=ring().current)
        key.wrapped = sealing.wrap(secrets.token_bytes(32), key.id, ring().current)
        return key

    def _person(self) -> Person:
        bands = (AgeBand.B9,) if self.is_child else (AgeBand.B18, AgeBand.B21, AgeBand.B30, AgeBand.B39, AgeBand.B48)
        return Person(
            pk=self.number, key=self.key, sex=self.chance.choice(Sex.values), age_band=self.chance.choice(bands),
            language=self.chance.choice(("ar", "en", "bn", "am", "tl")), nationalities=["BD"], facts_desk=self.home.desk,
        )  # fmt: skip

    def _case(self) -> Case:
        return Case(
            pk=self.number, person=self.person, key=self.key, governorate=self.chance.choice(Governorate.values),
            risk=self.chance.choice(Risk.values), needs=self.chance.sample(Need.values, 3), facts_desk=self.home.desk,
            desk=self.home.desk, opened_by=self.officer.reference, opened_at=self.opened_at,
        )  # fmt: skip

    def _written_down(self) -> None:
        arabic = self.number % 2 == 0
        name = (DetailKind.NAME, self.arabic if arabic else self.latin)
        details = [name, (DetailKind.BIRTH_DATE, str(self.year)), (DetailKind.PHONE, f"+96270{self.number:07d}")]
        if self.number % 3 == 0:
            details.append((DetailKind.DOCUMENT, f"X{self.number:08d}"))
        desk = self.home.desk
        tokens = tokens_of([(kind, value, desk.pk) for kind, value in details])
        rows = [SearchToken(pk=self.numbers.next(SearchToken), person=self.person, kind=t.kind, value=t.value) for t in tokens]
        file = File(person=self.person, opened_by_desk=desk, opened_at=self.opened_at)
        self.rows += [self.key, self.person, *(self._detail(*detail) for detail in details), *rows, file, self.case]
        if self.number % 2:
            self.rows.append(self._contact())
        self.happened(Did.PERSON_ADDED, self.officer, self.opened_at)
        self.happened(Did.CASE_OPENED, self.officer, self.opened_at, self.case.reference)
        change = StatusChange(
            pk=self.numbers.next(StatusChange), case=self.case, status=CaseStatus.DRAFT, by=self.officer.reference,
            at=self.opened_at,
        )  # fmt: skip
        self.rows.append(change)

    def _detail(self, kind: DetailKind, value: str) -> Detail:
        by = self.officer.reference
        row = Detail(
            pk=self.numbers.next(Detail), person=self.person, key=self.key, kind=kind, desk=self.home.desk, by=by,
            at=self.opened_at,
        )  # fmt: skip
        row.seal(value=value)
        return row

    def _contact(self) -> SafeContact:
        row = SafeContact(
            pk=self.numbers.next(SafeContact), person=self.person, key=self.key, version=1, channel=Channel.MESSAGE,
            language="ar", desk=self.home.desk, agreed_at=self.opened_at, by=self.officer.reference,
        )  # fmt: skip
        row.seal(hours="After six in the evening", code_word="زيتون")
        return row

    def _ground(self) -> Basis:
        """C1, or for a child at risk O2."""
        if not self.is_child:
            return self.rest([self.agree(ConsentKind.C1, self.opened_at, self.officer, self.home)], self.opened_at, self.officer)
        basis = self._basis(BasisKind.O2, self.opened_at, self.officer, confirm_by=self.opened_at + timedelta(hours=24))
        basis.seal(because="A child in danger; was asked and agreed.")
        self.rows.append(basis)
        self.happened(Did.BASIS_OPENED, self.officer, self.opened_at, kind=BasisKind.O2.value)
        return basis

    def _open_home(self, basis: Basis) -> None:
        own = AgencyKind(self.home.desk.agency.kind) in FRONT_LINE_BODIES
        self.open_to(
            self.opened_at, self.officer, basis, Level.L4, Purpose.OPENING, desk=self.home.desk, own_writing_only=own
        )
        self.basis = basis

    def _notes(self, station: Station, by: User, at: datetime, count: int) -> None:
        for place in range(count):
            kind, written = self.chance.choice(list(NoteKind)), at + timedelta(minutes=9 * (place + 1))
            note = Note(
                pk=self.numbers.next(Note), case=self.case, key=self.key, kind=kind, desk=station.desk, by=by.reference,
                at=written,
            )  # fmt: skip
            note.seal(text=self.told())
            self.rows.append(note)
            self.happened(Did.NOTE_WRITTEN, by, written, self.case.reference, kind=kind.value)

    def _ends(self) -> None:
        """Later years: desks that no longer see the file, a block now and then, the case closed at last."""
        at = min(self.last + timedelta(days=self.chance.randint(30, 400)), self.frame.now - timedelta(hours=1))
        if self.chance.random() < 0.8:
            gone = self.chance.choice(self.frame.house.of(OPENERS[0]))
            basis = self._basis(BasisKind.CONSENT, self.opened_at, self.officer, ended_at=at, ended_because=EndedBecause.HANDED_OVER)
            self.rows.append(basis)
            self.open_to(self.opened_at, self.officer, basis, Level.L2, Purpose.PROTECTION, desk=gone.desk)
        if self.number % 200 == 0:
            self.rows.append(self._block())
        old = self.frame.now - self.opened_at > 2 * A_YEAR
        if self.case.status != CaseStatus.DRAFT and self.chance.random() < (0.8 if old else 0.1) and not self.waits_at_big:
            self.set_status(CaseStatus.CLOSED, at, self.officer)
            self.case.closed_at = at

    def _block(self) -> Block:
        house = self.frame.house
        whom: dict[str, object] = {"agency": house.big[0].desk.agency} if self.number % 1000 == 0 else {"user": self.officer}
        return Block(
            pk=self.numbers.next(Block), person=self.person, kind=BlockKind.ASKED, from_at=self.last, by=self.officer.reference,
            **whom,
        )  # fmt: skip

    def _touched(self) -> list[Model]:
        """The moment at which the file moved last in everybody's list."""
        for row in self.rows:
            if isinstance(row, Access):
                row.touched_at = self.last
        return []

    def _consent(
        self, kind: ConsentKind, at: datetime, by: User, home: Station, body: Agency | None,
        superseded_at: datetime | None = None,
    ) -> Consent:  # fmt: skip
        return Consent(
            pk=self.numbers.next(Consent), person=self.person, key=self.key, kind=kind, body=body, answer=Answer.YES, at=at,
            by=by.reference, desk=home.desk, language=self.person.language, method=Method.SPOKEN, wording=WORDING,
            expires_on=_day(at) + A_YEAR, superseded_at=superseded_at,
        )  # fmt: skip

    def _basis(self, kind: BasisKind, at: datetime, by: User, **more: object) -> Basis:
        return Basis(
            pk=self.numbers.next(Basis), person=self.person, key=self.key, kind=kind, opened_at=at, opened_by=by.reference,
            **more,
        )  # fmt: skip
