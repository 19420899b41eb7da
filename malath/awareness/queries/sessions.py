"""Reading sessions: one, and the calendar of a month."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from malath.accounts.rules import Holdings
from malath.awareness.models import Session
from malath.awareness.queries.base import sees_exactly, title_of, told_of
from malath.awareness.queries.campaigns import SessionLine, session_line
from malath.awareness.queries.surveys import SurveyLine, surveys_of
from malath.awareness.queries.uses import UsedLine, shown_at, used_lines
from malath.awareness.words import Ages, Facilitator, Gender, Origin, SessionState
from malath.ui.month import SUNDAY, month_of
from malath.ui.times import list_text, told_text

TAKEN_ALONG = 30
WAYS = {"genders": Gender, "ages": Ages, "origins": Origin}


@dataclass(frozen=True)
class SessionPage:
    """One session. `counted`: by what, and how many of each, as far as they are told."""

    line: SessionLine
    campaign_reference: str
    campaign: str
    desk: str
    facilitators: str
    counted: tuple[tuple[tuple[str, str], ...], ...]
    disclosures: str
    cards: str
    because: str
    shown: tuple[UsedLine, ...]
    surveys: tuple[SurveyLine, ...]
    waits: bool
    held: bool
    may_change: bool


@dataclass(frozen=True)
class CalendarDay:
    """A day in the month."""

    on: date
    in_month: bool
    today: bool
    chosen: bool
    count: int

    @property
    def plain(self) -> str:
        return self.on.isoformat()


@dataclass(frozen=True)
class CalendarPage:
    """A month of sessions, and those of it as a list: of the chosen day, or all."""

    title: str
    day_names: list[str]
    weeks: tuple[tuple[CalendarDay, ...], ...]
    before: str
    after: str
    day: date | None
    month: str
    lines: tuple[SessionLine, ...]


def session_page(session: Session, holdings: Holdings) -> SessionPage:
    """Two statements. Exact numbers are for the desk that held it; others learn ranges."""
    own, state = sees_exactly(holdings, session), SessionState(session.state)
    counted = tuple(
        tuple(
            (str(kind(value).label), told_text(told_of(number, exact=own)))
            for value, number in session.counts.get(name, {}).items()
        )
        for name, kind in WAYS.items()
    )
    return SessionPage(
        session_line(session, exact=own), session.campaign.reference, title_of(session.campaign), session.desk.name,
        list_text([str(Facilitator(one).label) for one in session.facilitators]), tuple(filter(None, counted)),
        told_text(told_of(session.disclosures, exact=own)), told_text(told_of(session.cards, exact=own)), session.because,
        used_lines(shown_at(session)), surveys_of(session.campaign, session.audience),
        state == SessionState.PLANNED, state == SessionState.HELD, own and state != SessionState.CALLED_OFF,
    )  # fmt: skip


def calendar_page(holdings: Holdings, day: date, today: date, *, one_day: bool) -> CalendarPage:
    """One statement."""
    month, first = month_of(day), day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    rows = list(_standing(first, after))
    counts = {on: sum(row.on == on for row in rows) for on in {row.on for row in rows}}
    weeks = tuple(
        tuple(CalendarDay(on, on.month == day.month, on == today, one_day and on == day, counts.get(on, 0)) for on in week)
        for week in Calendar(firstweekday=SUNDAY).monthdatescalendar(day.year, day.month)
    )
    lines = tuple(session_line(row, exact=sees_exactly(holdings, row)) for row in rows if not one_day or row.on == day)
    before = (first - timedelta(days=1)).replace(day=1)
    return CalendarPage(
        month.title, month.day_names, weeks, before.strftime("%Y-%m"), after.strftime("%Y-%m"), day if one_day else None,
        first.strftime("%Y-%m"), lines,
    )  # fmt: skip


def sessions_to_count(desk_id: int, today: date) -> list[Session]:
    """Sessions of a desk that wait, of the last month and the next two weeks: what a phone takes along. One statement."""
    rows = Session.objects.filter(desk_id=desk_id, state=SessionState.PLANNED)
    near = rows.filter(on__gte=today - timedelta(days=31), on__lte=today + timedelta(days=14))
    return list(near.order_by("on", "pk")[:TAKEN_ALONG])


def session_by_reference(reference: str) -> Session | None:
    return Session.objects.select_related("campaign__desk", "desk__agency").filter(reference=reference).first()


def session_locked(pk: int) -> Session:
    return Session.objects.select_for_update(of=("self",)).get(pk=pk)


def session_planned(once: UUID | None) -> Session | None:
    return Session.objects.filter(once=once).first() if once is not None else None


def _standing(first: date, after: date) -> list[Session]:
    rows = Session.objects.filter(on__gte=first, on__lt=after).exclude(state=SessionState.CALLED_OFF)
    return list(rows.select_related("campaign").order_by("on", "pk")[:500])
