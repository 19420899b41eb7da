"""What is written about one invented person in a bench: details, agreements, access, a case, the trail of it.

Made as rows, thousands a second, but in the shape the acts would have left. Ten years of a register: people came evenly,
agreements were renewed each year, old cases are mostly closed. Referrals are in `errands`.
"""

import random
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from django.db.models import Model

from benchmarks.house import FILES_OF_A_SMALL_DESK, OPENERS, House, Station, busiest
from benchmarks.loading import Plain, Row, built, plain
from benchmarks.people_names import random_person
from benchmarks.trails import Happening, chained
from malath.accounts.models import User
from malath.agencies.models import Agency
from malath.agencies.words import AgencyKind, Governorate
from malath.audit.words import Did
from malath.cases.models import Case, Member, Note, StatedNeed, StatusChange
from malath.cases.words import CaseStatus, Need, NoteKind, Risk, TeamRole
from malath.foundation import clock, sealing
from malath.foundation.keys import ring
from malath.foundation.models import DataKey, new_uuid
from malath.foundation.references import new_reference
from malath.people.actions import tokens_of
from malath.people.models import Detail, Person, SafeContact, SearchToken
from malath.people.words import AgeBand, Channel, DetailKind, Sex
from malath.privacy.levels import FRONT_LINE_BODIES, sections_up_to
from malath.privacy.models import Access, Basis, Block, Consent, File, Ground
from malath.privacy.rules import wording_mark
from malath.privacy.words import Answer, BasisKind, BlockKind, ConsentKind, EndedBecause, Level, Method, Purpose, Section

YEARS: Final = timedelta(days=3650)
A_YEAR: Final = timedelta(days=365)
A_DAY: Final = timedelta(days=1)
SHARE_OF_THE_BIG_BODY: Final = 0.235
OPENED_THERE: Final = 0.5
MOST_AT_SMALL: Final = 0.2
WAITING_AT_THE_BIG_DESK: Final = 600
PEOPLE_PER_WIDELY_SEEN: Final = 200
MOST_WIDELY_SEEN: Final = 160
GROWN_UP: Final = (AgeBand.B18, AgeBand.B21, AgeBand.B30, AgeBand.B39, AgeBand.B48)
WORDING: Final = wording_mark("Read aloud in the language of the person (bench).")
TOLD: Final = (
    "كانت {name} تعمل في بيت منذ سنة ولم تُدفع لها أجرتها، وأُخذت أوراقها. قالت إن الباب يُقفل من الخارج ليلًا.",
    "Worked seven days a week without pay; the papers of {name} are held by somebody else. Afraid to go back there.",
    "Came with a neighbour, asked for food and a phone. {name} wants to go home when wages are paid.",
)


@dataclass(frozen=True)
class Frame:
    """In what a bench is set: its bodies, the present moment, how many people, whether their trails are thin."""

    house: House
    holidays: frozenset[date]
    now: datetime
    people: int
    thin: bool = False

    @property
    def waiting(self) -> int:
        """How many of the last people wait for an answer of the big desk."""
        return min(WAITING_AT_THE_BIG_DESK, self.people // 10)

    @property
    def widely_seen(self) -> int:
        """How many of the first people are seen by very many."""
        return min(MOST_WIDELY_SEEN, self.people // PEOPLE_PER_WIDELY_SEEN) if self.thin else 0

    @property
    def share_of_small(self) -> float:
        """The share of people who come to a small body, so that each has about forty files."""
        return min(FILES_OF_A_SMALL_DESK * len(self.house.small) / self.people, MOST_AT_SMALL)


@dataclass
class Numbers:
    """The next number of each table, from a beginning that no other batch uses."""

    start: int
    given: Counter[type[Model]] = field(default_factory=Counter)

    def next(self, table: type[Model]) -> int:
        self.given[table] += 1
        return self.start + self.given[table]


@cache
def _sections(level: int) -> list[Section]:
    return sorted(sections_up_to(level))


class Life:
    """One person while they are written down. `last` is the last moment at which something happened."""

    def __init__(self, frame: Frame, chance: random.Random, numbers: Numbers, number: int) -> None:
        self.frame, self.chance, self.numbers, self.number = frame, chance, numbers, number
        self.rows: list[Row] = []
        self.trail: list[Happening] = []
        self.agreed: dict[tuple[ConsentKind, int | None], Consent] = {}
        self.taken_back: dict[tuple[ConsentKind, int | None], Consent] = {}
        share = (number - chance.random()) / frame.people
        self.opened_at = self.last = frame.now - timedelta(days=2) - YEARS * (1 - share)
        self.home, self.goes_to_big = self._home()
        self.officer = self.home.somebody(chance)
        self.arabic, self.latin, self.year = random_person(chance)
        self.is_child = 0 < self.opened_at.year - self.year < 18 and not self.waits_at_big and not self.is_widely_seen
        self.key = self._key()
        self.person = self._person()
        self.case = self._case()
        self.without_consent: Basis | None = None

    @property
    def waits_at_big(self) -> bool:
        """Whether the second referral of this person waits at the big desk: those are accepted while it is measured."""
        return self.number > self.frame.people - self.frame.waiting

    @property
    def is_widely_seen(self) -> bool:
        """Whether very many see this person through one agreement: it is taken back while it is measured."""
        return self.number <= self.frame.widely_seen

    def begin(self) -> None:
        """The file is opened: facts and details, C1 or a ground without it, access for the desk, first notes."""
        at, by = self.opened_at, self.officer
        self.rows += [
            self.key,
            self.person,
            self.case,
            built(File, person=self.person, opened_by_desk=self.home.desk, opened_at=at),
        ]
        self._details()
        self._work()
        self.happened(Did.PERSON_ADDED, by, at)
        self.happened(Did.FILE_OPENED, by, at)
        basis = self._child_at_risk() if self.is_child else self.rest([self.agree(ConsentKind.C1, at, by)], at, by)
        own = AgencyKind(self.home.desk.agency.kind) in FRONT_LINE_BODIES
        self.open_to(at, by, basis, Level.L4, Purpose.OPENING, desk=self.home.desk, own_writing_only=own)
        self.happened(Did.CASE_OPENED, by, at, self.case.reference)
        self.status(CaseStatus.DRAFT, at, by, recorded=False)
        self.note(self.home, by, at + timedelta(minutes=9))
        self.note(self.home, by, at + timedelta(minutes=20))

    def end(self) -> tuple[list[Row], list[Plain]]:
        """Later years: a desk that no longer sees the file, a block now and then, the case closed at last.

        Returns all rows, and apart from them the events, which are numbered together with those of others.
        """
        at = min(self.last + timedelta(days=self.chance.randint(30, 400)), self.frame.now - timedelta(hours=1))
        self._handed_over(at)
        if self.number % 200 == 0 and not self.waits_at_big:
            self.rows.append(self._block())
        old = self.frame.now - self.opened_at > 2 * A_YEAR
        if self.case.status != CaseStatus.DRAFT and not self.waits_at_big and self.chance.random() < (0.8 if old else 0.1):
            self.status(CaseStatus.CLOSED, at, self.officer)
            self.case.closed_at = at
        for row in self.rows:
            if isinstance(row, Access):
                row.touched_at = self.last
        events, head = chained(f"file:{self.person.reference}", self.trail, thin=self.frame.thin)
        return [*self.rows, head], events

    def happened(self, did: Did, by: User, at: datetime, subject: str = "", **facts: str) -> None:
        self.trail.append(Happening(at, did, subject or self.person.reference, by, facts))
        self.last = max(self.last, at)

    def agree(self, kind: ConsentKind, at: datetime, by: User, body: Agency | None = None) -> Consent:
        """A yes that stands today: given when it was asked, and given anew each year since."""
        question = (kind, body.pk if body else None)
        if (given := self.agreed.get(question)) is not None:
            return given
        renewed = max(at, self.frame.now - self.chance.random() * timedelta(days=350))
        if (before := self.taken_back.pop(question, None)) is not None:
            before.superseded_at = renewed
        elif renewed > at and self.chance.random() < 0.3:
            self.rows.append(self._consent(kind, at, by, body, superseded_at=renewed))
        consent = self._consent(kind, renewed, by, body)
        self.agreed[question] = consent
        self.rows.append(consent)
        facts = {"body": body.reference} if body else {}
        self.happened(Did.CONSENT_GIVEN, by, at, kind=kind.value, answer=Answer.YES.value, **facts)
        return consent

    def take_back(self, kind: ConsentKind, body: Agency, at: datetime) -> Consent | None:
        """The person withdraws an agreement; None where there was none, as for a child."""
        consent = self.agreed.pop((kind, body.pk), None)
        if consent is not None:
            consent.withdrawn_at, consent.withdrawn_by = max(at, consent.at), self.officer.reference
            self.taken_back[kind, body.pk] = consent
        return consent

    def rest(self, consents: Iterable[Consent], at: datetime, by: User) -> Basis:
        """A basis on consents, with its grounds."""
        held = list(consents)
        first = min(consent.expires_on for consent in held if consent.expires_on)
        basis = self.basis(BasisKind.CONSENT, at, by, until=clock.end_of(first))
        self.rows += [self.plain(Ground, basis_id=basis.pk, consent_id=consent.pk) for consent in held]
        return basis

    def basis(self, kind: BasisKind, at: datetime, by: User, **more: Any) -> Basis:
        pk = self.numbers.next(Basis)
        basis = built(Basis, pk=pk, person=self.person, key=self.key, kind=kind, opened_at=at, opened_by=by.reference, **more)
        self.rows.append(basis)
        return basis

    def open_to(self, at: datetime, by: User, basis: Basis, level: int, purpose: Purpose, **whom: Any) -> None:
        access = built(
            Access, pk=self.numbers.next(Access), person=self.person, purpose=purpose, level=level, basis=basis, from_at=at,
            basis_until=basis.until, sections=_sections(level), touched_at=at, **whom,
        )  # fmt: skip
        self.rows.append(access)
        self.happened(Did.ACCESS_OPENED, by, at, level=str(int(level)), purpose=purpose.value)

    def status(self, status: CaseStatus, at: datetime, by: User, *, recorded: bool = True) -> None:
        self.case.status = status
        self.rows.append(self.plain(StatusChange, case_id=self.case.pk, status=status, by=by.reference, at=at))
        if recorded:
            self.happened(Did.CASE_STATUS_SET, by, at, self.case.reference, status=status.value)

    def note(self, station: Station, by: User, at: datetime) -> None:
        kind = self.chance.choice(list(NoteKind))
        note = built(
            Note, pk=self.numbers.next(Note), case=self.case, key=self.key, kind=kind, desk=station.desk, by=by.reference, at=at
        )
        note.seal(text=self.told())
        self.rows.append(note)
        self.happened(Did.NOTE_WRITTEN, by, at, self.case.reference, kind=kind.value)

    def plain(self, table: type[Model], **values: Any) -> Plain:
        return plain(table, id=self.numbers.next(table), **values)

    def told(self) -> str:
        return self.chance.choice(TOLD).format(name=self.latin)

    def _home(self) -> tuple[Station, bool]:
        """Where the file is opened, and whether it goes to the big body later."""
        house, chance = self.frame.house, self.chance
        large = busiest(chance, house.of(chance.choice(OPENERS)))
        if self.waits_at_big:
            return large, False
        if self.is_widely_seen:
            return house.big[0], False
        if chance.random() < SHARE_OF_THE_BIG_BODY:
            return (busiest(chance, house.big), False) if chance.random() < OPENED_THERE else (large, True)
        return (chance.choice(house.small) if chance.random() < self.frame.share_of_small / 2 else large), False

    def _key(self) -> DataKey:
        key = built(DataKey, id=new_uuid(), wrapping_version=ring().current)
        key.wrapped = sealing.wrap(secrets.token_bytes(32), key.id, ring().current)
        return key

    def _person(self) -> Person:
        chance = self.chance
        return built(
            Person, pk=self.number, key=self.key, sex=chance.choice(Sex.values),
            age_band=AgeBand.B9 if self.is_child else chance.choice(GROWN_UP),
            language=chance.choice(("ar", "en", "bn", "am", "tl")), nationalities=["BD"], facts_desk=self.home.desk,
        )  # fmt: skip

    def _case(self) -> Case:
        chance, desk = self.chance, self.home.desk
        return built(
            Case, pk=self.number, person=self.person, key=self.key, governorate=chance.choice(Governorate.values),
            risk=chance.choice(Risk.values), facts_desk=desk, desk=desk,
            opened_by=self.officer.reference, opened_at=self.opened_at,
        )  # fmt: skip

    def _work(self) -> None:
        """What the person needs, and who answers for the case at the desk that opened it."""
        known = {"case_id": self.case.pk, "desk_id": self.home.desk.pk, "by": self.officer.reference}
        for kind in self.chance.sample(Need.values, 3):
            at = {"at": self.opened_at, "changed_at": self.opened_at}
            self.rows.append(self.plain(StatedNeed, reference=new_reference(), kind=kind, **at, **known))
        mine = {"user_id": self.officer.pk, "role": TeamRole.KEY_WORKER, "from_at": self.opened_at}
        self.rows.append(self.plain(Member, reference=new_reference(), **mine, **known))

    def _details(self) -> None:
        name = self.arabic if self.number % 2 else self.latin
        details = [(DetailKind.NAME, name), (DetailKind.BIRTH_DATE, str(self.year))]
        details.append((DetailKind.PHONE, f"+96270{self.number:07d}"))
        if self.number % 3 == 0:
            details.append((DetailKind.DOCUMENT, f"X{self.number:08d}"))
        self.rows += [self._detail(kind, value) for kind, value in details]
        tokens = tokens_of([(kind, value, self.home.desk.pk) for kind, value in details])
        self.rows += [self.plain(SearchToken, person_id=self.number, kind=token.kind, value=token.value) for token in tokens]
        if self.number % 2:
            self.rows.append(self._contact())

    def _detail(self, kind: DetailKind, value: str) -> Detail:
        row = built(
            Detail, pk=self.numbers.next(Detail), person=self.person, key=self.key, kind=kind, desk=self.home.desk,
            by=self.officer.reference, at=self.opened_at,
        )  # fmt: skip
        row.seal(value=value)
        return row

    def _contact(self) -> SafeContact:
        row = built(
            SafeContact, pk=self.numbers.next(SafeContact), person=self.person, key=self.key, version=1, channel=Channel.MESSAGE,
            language="ar", desk=self.home.desk, agreed_at=self.opened_at, by=self.officer.reference,
        )  # fmt: skip
        row.seal(hours="After six in the evening", code_word="زيتون")
        return row

    def _child_at_risk(self) -> Basis:
        at = self.opened_at
        confirmed = {"confirm_by": at + A_DAY, "confirmed_at": at + A_DAY / 4, "confirmed_by": self.officer.reference}
        self.without_consent = basis = self.basis(BasisKind.O2, at, self.officer, **confirmed)
        basis.seal(because="A child in danger; was asked and agreed.")
        self.happened(Did.BASIS_OPENED, self.officer, at, kind=BasisKind.O2.value)
        return basis

    def _handed_over(self, at: datetime) -> None:
        if self.chance.random() < 0.8:
            gone = self.chance.choice(self.frame.house.of(OPENERS[0]))
            ended = {"ended_at": at, "ended_because": EndedBecause.HANDED_OVER}
            basis = self.basis(BasisKind.CONSENT, self.opened_at, self.officer, **ended)
            self.open_to(self.opened_at, self.officer, basis, Level.L2, Purpose.PROTECTION, desk=gone.desk)

    def _block(self) -> Block:
        agency = self.frame.house.big[0].desk.agency
        whom: dict[str, Any] = {"agency": agency} if self.number % 1000 == 0 else {"user": self.officer}
        pk, by = self.numbers.next(Block), self.officer.reference
        return built(Block, pk=pk, person=self.person, kind=BlockKind.ASKED, from_at=self.last, by=by, **whom)

    def _consent(
        self, kind: ConsentKind, at: datetime, by: User, body: Agency | None, superseded_at: datetime | None = None
    ) -> Consent:
        return built(
            Consent, pk=self.numbers.next(Consent), person=self.person, key=self.key, kind=kind, body=body, answer=Answer.YES, at=at,
            by=by.reference, desk=self.home.desk, language=self.person.language, method=Method.SPOKEN, wording=WORDING,
            expires_on=clock.in_amman(at).date() + A_YEAR, superseded_at=superseded_at,
        )  # fmt: skip
