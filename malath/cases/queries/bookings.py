"""Reads of booked interpreters, and of what links them with a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Interpreter
from malath.agencies.queries import InterpreterEntry
from malath.agencies.words import Governorate, Voice, Way
from malath.cases import rules
from malath.cases.models import Booking, Case, InterpreterLink, SituationMember
from malath.cases.rules import Wanted
from malath.cases.words import SHARED_LINKS, BookingState, CancelReason, CaseStatus, Link, WhyNot
from malath.foundation.asking import ask
from malath.people import queries as people
from malath.people.languages import language_name
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Section

MOST = 50
AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class BookingLine:
    """A booked interpreter as a page shows it. `begun`: it can be said what came of it."""

    reference: str
    case_reference: str
    person_reference: str
    starts_at: datetime
    ends_at: datetime
    way: Way
    language: str
    interpreter: str
    interpreter_reference: str
    phone: str
    state: BookingState
    because: CancelReason | None
    begun: bool

    @property
    def is_open(self) -> bool:
        return self.state == BookingState.BOOKED


@dataclass(frozen=True)
class LinkLine:
    """An interpreter who is kept from the person, and why."""

    interpreter: str
    kind: Link


@dataclass(frozen=True)
class InterpretersPage:
    """Interpreters in one case: who is booked, who could be, who is kept out, and what the person wished the last time."""

    reference: str
    language: str
    bookings: tuple[BookingLine, ...]
    links: tuple[LinkLine, ...]
    offered: tuple[InterpreterEntry, ...]
    voice: Voice | None
    outsider: bool

    @property
    def booked(self) -> tuple[BookingLine, ...]:
        return tuple(line for line in self.bookings if line.is_open)

    @property
    def settled(self) -> tuple[BookingLine, ...]:
        return tuple(line for line in self.bookings if not line.is_open)


def interpreters_page(case: Case, sight: Sight, at: datetime, *, language: str) -> InterpretersPage:
    """The page of one case, with who is on the roster for a language and not kept from the person. Five statements."""
    rows = [row for row in ask(_bookings_of, case.pk) if sight.sees_writing_of(row.desk_id, Section.SAFETY)]
    links = list(ask(_links_of, case.pk))
    kept = {row.interpreter.reference for row in links}
    roster = agencies.interpreters(at, language=language)
    return InterpretersPage(
        reference=case.reference,
        language=language,
        bookings=tuple(_line(row, at) for row in rows),
        links=tuple(LinkLine(row.interpreter.name, Link(row.kind)) for row in links),
        offered=tuple(one for one in roster if one.bookable and one.reference not in kept),
        voice=Voice(rows[0].voice) if rows and rows[0].voice else None,
        outsider=bool(rows) and rows[0].outsider,
    )


def _bookings_of(case_id: int) -> QuerySet[Booking]:
    rows = Booking.objects.filter(case_id=case_id).select_related("case__person", "interpreter")
    return rows.order_by("-at", "-pk")[:MOST]


def _links_of(case_id: int) -> QuerySet[InterpreterLink]:
    return InterpreterLink.objects.filter(case_id=case_id).select_related("interpreter").order_by("pk")


def bookings_soon(holdings: Holdings, at: datetime, *, cap: int = MOST) -> tuple[BookingLine, ...]:
    """Interpreters booked by the own desks for the next days, and those of before of whom nobody said what came of it. Two
    statements."""
    rows = ask(_soon, tuple(holdings.own_desk_ids), at + AHEAD, shape=(cap,))
    sights = privacy.sights(holdings, [row.case.person_id for row in rows], at)
    return tuple(_line(row, at) for row in rows if row.case.person_id in sights)


def _soon(desks: tuple[int, ...], until: datetime, cap: int) -> QuerySet[Booking]:
    rows = Booking.objects.filter(desk_id__in=desks, state=BookingState.BOOKED, starts_at__lt=until)
    return rows.select_related("case__person", "interpreter").order_by("starts_at", "pk")[:cap]


def _line(row: Booking, at: datetime) -> BookingLine:
    return BookingLine(
        reference=row.reference,
        case_reference=row.case.reference,
        person_reference=row.case.person.reference,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        way=Way(row.way),
        language=language_name(row.language),
        interpreter=row.interpreter.name,
        interpreter_reference=row.interpreter.reference,
        phone=row.interpreter.phone,
        state=BookingState(row.state),
        because=CancelReason(row.because) if row.because else None,
        begun=row.starts_at <= at,
    )


def why_not_book(case: Case, interpreter: Interpreter, wanted: Wanted, at: datetime) -> list[WhyNot]:
    """Why this interpreter is not booked for this person. The case is locked, and so is the interpreter."""
    facts = agencies.interpreter_facts(interpreter)
    whoever = rules.why_not_interpreter(
        wanted,
        facts,
        governorate=Governorate(case.governorate) if case.governorate else None,
        on_roster=interpreter.ended_at is None,
        works_then=agencies.interpreter_works(interpreter, wanted.starts_at),
        taken=_is_taken(interpreter, wanted),
    )
    phones = [facts.phone] if facts.phone else []
    this_one = rules.why_not_book(
        CaseStatus(case.status),
        wanted,
        facts,
        past=wanted.ends_at <= at,
        links=links_against(case, interpreter),
        in_file=people.names_somebody(case.person_id, names=[facts.name_en, facts.name_ar], phones=phones),
        body_kept_out=privacy.is_blocked(case.person, user=None, desk=None, agency=interpreter.agency),
    )
    return [*whoever, *this_one]


def _is_taken(interpreter: Interpreter, wanted: Wanted) -> bool:
    rows = Booking.objects.filter(interpreter=interpreter, state=BookingState.BOOKED)
    return rows.filter(starts_at__lt=wanted.ends_at, ends_at__gt=wanted.starts_at).exists()


def links_against(case: Case, interpreter: Interpreter) -> list[Link]:
    """What links an interpreter with this person, and what links them with anybody of the same situation: who lives in the
    dormitory of one lives in that of all. It names nobody."""
    own = Q(case=case)
    beside = SituationMember.objects.filter(case=case, until__isnull=True).values("situation")
    together = SituationMember.objects.filter(situation__in=beside, until__isnull=True).values("case")
    shared = Q(kind__in=sorted(SHARED_LINKS), case__in=together)
    rows = InterpreterLink.objects.filter(own | shared, interpreter=interpreter)
    return [Link(kind) for kind in rows.order_by("pk").values_list("kind", flat=True)]


def is_linked(case: Case, interpreter: Interpreter) -> bool:
    return InterpreterLink.objects.filter(case=case, interpreter=interpreter).exists()


def booking_written(once: UUID | None) -> Booking | None:
    return Booking.objects.filter(once=once).first() if once is not None else None


def booking_by_reference(case: Case, reference: str) -> Booking | None:
    return Booking.objects.filter(case=case, reference=reference).select_related("desk", "case__person").first()


def locked_booking(pk: int) -> Booking:
    """A booking, locked until the act ends."""
    return Booking.objects.select_for_update(of=("self",)).select_related("desk").get(pk=pk)


def booked_with(case: Case, interpreter: Interpreter) -> list[Booking]:
    """The open bookings of an interpreter in a case."""
    return list(Booking.objects.filter(case=case, interpreter=interpreter, state=BookingState.BOOKED).order_by("pk"))


def booked_in(case: Case) -> list[Booking]:
    """The open bookings of a case, with their desks and interpreters."""
    rows = Booking.objects.filter(case=case, state=BookingState.BOOKED).order_by("pk")
    return list(rows.select_related("desk", "interpreter__agency"))


@dataclass(frozen=True)
class CalledOff:
    """A talk that does not take place, for who tells the interpreter: nothing of the case."""

    reference: str
    interpreter: str
    phone: str
    starts_at: datetime
    way: Way
    language: str


def called_off(holdings: Holdings, reference: str) -> CalledOff | None:
    """A booking that was cancelled, for the desk that made it and for the body of the interpreter."""
    rows = Booking.objects.filter(reference=reference, state=BookingState.CANCELLED).select_related("interpreter")
    ours = Q(desk_id__in=holdings.desk_ids) | Q(interpreter__agency_id=holdings.agency_id)
    row = rows.filter(ours).first()
    if row is None:
        return None
    who = row.interpreter
    return CalledOff(row.reference, who.name, who.phone, row.starts_at, Way(row.way), language_name(row.language))


def has_open_bookings(case: Case) -> bool:
    return Booking.objects.filter(case=case, state=BookingState.BOOKED).exists()
