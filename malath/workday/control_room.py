"""The control room of the mechanism: what waits with which desk, and for how long against its clock.

Supervisors see the exact numbers of their own body and the referrals behind them; what is kept from them is in neither.
Whoever coordinates the mechanism sees no rows (a focal point those alone that nobody answered): numbers as they were told
last (`coordination`, `figures`), put in order by what is told and by nothing else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from malath.accounts import queries as accounts
from malath.accounts.queries import answering
from malath.accounts.roles import Power, Role
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.queries import DeskLine, place
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.coordination import queries as coordination
from malath.coordination.queries import Noted
from malath.coordination.rules import WEEKS, LoadKey, changes, each, last_weeks, much
from malath.coordination.words import Standing, WhyNot
from malath.figures.rules import NONE, STEP, Told, exactly, percent, rest, share, summed, tell, total
from malath.foundation.clock import in_amman
from malath.inbox.words import Pressing
from malath.referrals.queries import ReferralRow, waiting
from malath.referrals.queries.counted import kept_from
from malath.referrals.words import Urgency
from malath.ui.times import number_text

if TYPE_CHECKING:
    from malath.accounts.models import User
    from malath.agencies.models import Desk

WAITING = (Standing.WITHIN, Standing.PAST, Standing.SILENT)
WORST_FIRST = (Pressing.EMERGENCY, Pressing.URGENT, Pressing.NORMAL)
DESKS = 25
ROWS = 10
OF_A_WEEK = (
    gettext_lazy("Answered in time"),
    gettext_lazy("Answered late"),
    gettext_lazy("Went to a supervisor or further"),
    gettext_lazy("Declined or taken back"),
)
Cell = tuple[str, str]
"""A number as it is told, under its label."""
CHART = (36, 100)
"""Between two bars, and how high a whole one is."""


@dataclass(frozen=True)
class Counts:
    """Four numbers as far as they are told: waiting within their clock, past it, answered by nobody; in the desk's care."""

    within: Told = NONE
    past: Told = NONE
    silent: Told = NONE
    in_care: Told = NONE

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(one + two for one, two in zip(self.all, other.all, strict=True)))

    @property
    def all(self) -> tuple[Told, ...]:
        return (self.within, self.past, self.silent, self.in_care)

    @property
    def waiting(self) -> Told:
        return summed(self.all[:3])

    @property
    def cells(self) -> list[Cell]:
        return [(str(one.label), text(told)) for one, told in zip(Standing, self.all, strict=True)]

    @property
    def order(self) -> tuple[int, ...]:
        """The worst first, by what is told."""
        return tuple(-told.least for told in (self.silent, self.past, self.within, self.in_care))


@dataclass(frozen=True)
class DeskRow:
    """A desk in the table."""

    desk: DeskLine
    counts: Counts
    workers: int
    carries: Told | None
    too_much: bool = False
    nudged: bool = False

    @property
    def where(self) -> str:
        return place(self.desk.governorate)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is told of it that may not also be none."""
        return not any(told.least for told in self.counts.all)

    @property
    def carries_text(self) -> str:
        return text(self.carries) if self.carries else ""


@dataclass(frozen=True)
class Body:
    """A body with its desks; its numbers follow from those of all of them."""

    name: str
    rows: tuple[DeskRow, ...]
    counts: Counts


@dataclass(frozen=True)
class ByUrgency:
    """What waits under one urgency."""

    label: str
    within: Told
    past: Told
    silent: Told

    @property
    def cells(self) -> list[Cell]:
        told = (self.within, self.past, self.silent)
        return [(str(standing.label), text(one)) for standing, one in zip(WAITING, told, strict=True)]


@dataclass(frozen=True)
class WeekRow:
    """What became of the referrals of one week."""

    begins: date
    in_time: Told
    late: Told
    escalated: Told
    sent_back: Told

    @property
    def share(self) -> Told | None:
        """How many of a hundred answers came in time."""
        return percent(self.in_time, self.late)

    @property
    def share_text(self) -> str:
        return percent_text(self.share)

    @property
    def cells(self) -> list[Cell]:
        told = (self.in_time, self.late, self.escalated, self.sent_back)
        return [(str(label), text(one)) for label, one in zip(OF_A_WEEK, told, strict=True)]


@dataclass(frozen=True)
class Bar:
    """A week in the chart: from the bottom as far as the share is sure, above that as far as it may reach."""

    x: int
    sure: int
    maybe: int
    label: str

    @property
    def sure_at(self) -> int:
        return CHART[1] - self.sure

    @property
    def middle(self) -> int:
        return self.x + CHART[0] // 3

    @property
    def maybe_at(self) -> int:
        return CHART[1] - self.sure - self.maybe


@dataclass(frozen=True)
class Stuck:
    """A referral that waits, and how its desk is reached."""

    row: ReferralRow
    phone: str
    on_duty: str


@dataclass(frozen=True)
class Room:
    """The control room for one viewer."""

    exact: bool
    as_of: datetime | None
    bodies: tuple[Body, ...]
    places: tuple[tuple[str, str, Counts], ...]
    everything: Counts
    closed: Counts | None
    urgencies: tuple[ByUrgency, ...]
    weeks: tuple[WeekRow, ...]
    stuck: tuple[Stuck, ...] = ()
    more_stuck: bool = False
    focal_points: tuple[tuple[str, str, str], ...] = ()
    more: int | None = None
    quiet: tuple[DeskRow, ...] = ()

    @cached_property
    def rows(self) -> tuple[DeskRow, ...]:
        return tuple(row for body in self.bodies for row in body.rows)

    @property
    def emergencies(self) -> Told:
        """Danger to life that waits past its clock."""
        return self.urgencies[0].past + self.urgencies[0].silent

    @property
    def emergencies_text(self) -> str:
        return text(self.emergencies)

    @property
    def waiting_cells(self) -> list[Cell]:
        return self.everything.cells[:3]

    @property
    def bars(self) -> tuple[Bar, ...]:
        return tuple(_bar(number, week) for number, week in enumerate(self.weeks))

    def part(self, at: str, start: int) -> "Room":
        """The desks of one governorate of which something is told, and no more of them than a page takes: bodies are not
        torn apart. The quiet ones by name alone."""
        there = [row for row in self.rows if not at or row.desk.governorate == at]
        loud = {row.desk.id for row in there if not row.is_quiet}
        kept = [replace(body, rows=tuple(row for row in body.rows if row.desk.id in loud)) for body in self.bodies]
        bodies = [body for body in kept if body.rows]
        shown: list[Body] = []
        for body in bodies[start:]:
            if shown and sum(len(one.rows) for one in (*shown, body)) > DESKS:
                break
            shown.append(body)
        more = start + len(shown)
        quiet = tuple(row for row in there if row.is_quiet)
        return replace(self, bodies=tuple(shown), more=more if more < len(bodies) else None, quiet=quiet)


@dataclass(frozen=True)
class DeskPage:
    """One desk: its numbers, how it is reached, what was agreed with it."""

    name: str
    agency: str
    reference: str
    phone: str
    on_duty: tuple[str, ...]
    exact: bool
    as_of: datetime | None
    counts: Counts
    urgencies: tuple[ByUrgency, ...]
    workers: int
    why_not_nudge: tuple[WhyNot, ...]
    noted: tuple[Noted, ...]
    names: Mapping[str, tuple[str, str]]

    @property
    def reasons(self) -> list[str]:
        return [str(reason.label) for reason in self.why_not_nudge]


def text(told: Told) -> str:
    """A number as it is told: «7», «5–9», «fewer than 5»."""
    if told.is_exact:
        return number_text(told.least)
    if told.least == 0 and told.most >= STEP - 1:
        limit = told.most + 1
        return ngettext("fewer than %(number)s", "fewer than %(number)s", limit) % {"number": number_text(limit)}
    return f"{number_text(told.least)}–{number_text(told.most)}"


def percent_text(told: Told | None) -> str:
    """How many of a hundred, where that says anything."""
    return f"{text(told)} %" if told else ""


def sees_exact(holdings: Holdings) -> bool:
    """Whether the viewer sees the numbers of the own body, and not those of all as far as they are told."""
    return not holdings.may(Power.COORDINATE)


def room_to_view(user: "User", holdings: Holdings, at: datetime) -> Room:
    """The room for this viewer, with referrals that they may know of anyway; one event names every file that stands for."""
    room, (rows, more) = room_page(holdings, at), _rows(holdings, at)
    if rows:
        files = [row.person_reference for row in rows]
        audit.record_list(Did.REFERRALS_LISTED, files=files, by=user, at=at, facts={"page": "control_room"})
    calls = answering.reached_as(Role.FOCAL_POINT, at) if holdings.roles & {Role.COORDINATOR} else []
    return replace(room, stuck=_stuck(rows, at), more_stuck=more, focal_points=tuple(calls))


def room_page(holdings: Holdings, at: datetime) -> Room:
    """Numbers alone. As many statements for one desk as for all."""
    exact, today = sees_exact(holdings), in_amman(at).date()
    lines = agencies.desk_lines(holdings.supervised_agency_id if exact else None)
    counted, weeks, as_of = _own(holdings, at) if exact else _told(holdings, at)
    put = exactly if exact else tell
    numbers, workers = _by_desk(counted), answering.workers_at_desks(at)
    nudged = coordination.nudged([line.id for line in lines], today)
    rows = _table(lines, numbers, workers, put, nudged)
    open_ = {line.id for line in lines}
    gone = [row for pk, row in numbers.items() if pk not in open_]
    closed = _counts({standing: sum(row.get(standing, 0) for row in gone) for standing in Standing}, put) if gone else None
    places, everything = _places(rows, numbers, closed, gone)
    return Room(
        exact=exact,
        as_of=as_of,
        bodies=_bodies(rows),
        places=places,
        everything=everything,
        closed=closed,
        urgencies=_urgencies(counted, everything, exact=exact),
        weeks=tuple(_week(week, weeks.get(week, {}), put) for week in last_weeks(today)),
    )


def desk_page(desk: "Desk", holdings: Holdings, at: datetime) -> DeskPage:
    """One desk, for whoever coordinates or supervises it."""
    exact, today = sees_exact(holdings), in_amman(at).date()
    counted, _weeks, as_of = _own(holdings, at) if exact else _told(holdings, at)
    own = {key: number for key, number in counted.items() if key[0] == desk.pk}
    put = exactly if exact else tell
    noted = coordination.arrangements(desk)
    counts = _counts(_by_desk(own).get(desk.pk, {}), put)
    return DeskPage(
        name=desk.name,
        agency=desk.agency.name,
        reference=desk.reference,
        phone=desk.phone,
        on_duty=tuple(answering.who_answers([desk], at).get(desk.pk, [])),
        exact=exact,
        as_of=as_of,
        counts=counts,
        urgencies=_urgencies(own, counts, exact=True) if exact else (),
        workers=answering.workers_at_desks(at).get(desk.pk, 0),
        why_not_nudge=tuple(coordination.why_not_nudge(desk, today)),
        noted=tuple(noted),
        names=accounts.names_of({one.by for one in noted}),
    )


Numbers = Mapping[int, Mapping[Standing, int]]
Put = Callable[[int], Told]
Came = Mapping[date, Mapping[str, int]]


def _told(holdings: Holdings, at: datetime) -> tuple[dict[LoadKey, int], Came, datetime | None]:
    """Of all desks as told last, the same for everybody. A focal point also sees those that nobody answered as rows: what is
    kept from them is not in the number of these either, or it would tell that a row is missing."""
    weeks, telling = last_weeks(in_amman(at).date()), coordination.telling()
    counted = coordination.loads(told=True)
    hidden = kept_from(holdings, at) if holdings.may(Power.RECEIVE_ESCALATIONS) else []
    for one in hidden:
        if one.load and one.standing == Standing.SILENT:
            counted[one.load] = max(counted.get(one.load, 0) - 1, 0)
    return counted, _weeks(weeks, None), telling.at if telling else None


def _own(holdings: Holdings, at: datetime) -> tuple[dict[LoadKey, int], Came, datetime | None]:
    """Of the own body now, without the referrals that are kept from the viewer."""
    desks, weeks = holdings.desks_with(Power.SUPERVISE), last_weeks(in_amman(at).date())
    since = at - (WEEKS + 1) * (weeks[1] - weeks[0])
    hidden = changes((one, None) for one in kept_from(holdings, since, desks))
    counted, came = coordination.loads(desks, told=False), _weeks(weeks, desks)
    for key, number in hidden.loads.items():
        counted[key] = max(counted.get(key, 0) + number, 0)
    for (_desk, week), numbers in hidden.weeks.items():
        if week in came:
            came[week] = {name: max(number + numbers.get(name, 0), 0) for name, number in came[week].items()}
    return counted, came, None


def _weeks(weeks: Sequence[date], desks: Sequence[int] | None) -> dict[date, dict[str, int]]:
    return coordination.weeks(weeks[0], weeks[-1] + (weeks[1] - weeks[0]), desks)


def _by_desk(counted: Mapping[LoadKey, int]) -> dict[int, dict[Standing, int]]:
    numbers: dict[int, dict[Standing, int]] = {}
    for (desk, _pressing, standing), number in counted.items():
        own = numbers.setdefault(desk, {})
        own[standing] = own.get(standing, 0) + number
    return numbers


def _counts(numbers: Mapping[Standing, int], put: Put) -> Counts:
    return Counts(*(put(numbers.get(standing, 0)) for standing in Standing))


def _table(
    lines: Iterable[DeskLine], numbers: Numbers, workers: Mapping[int, int], put: Put, nudged: set[int]
) -> list[DeskRow]:
    rows = []
    for line in lines:
        counts, seats = _counts(numbers.get(line.id, {}), put), workers.get(line.id, 0)
        rows.append(DeskRow(line, counts, seats, each(summed(counts.all), seats), nudged=line.id in nudged))
    limit = much([row.carries for row in rows])
    return [replace(row, too_much=row.carries is not None and row.carries.least >= limit) for row in rows]


def _places(
    rows: Sequence[DeskRow], numbers: Numbers, closed: Counts | None, gone: Sequence[Mapping[Standing, int]]
) -> tuple[tuple[tuple[str, str, Counts], ...], Counts]:
    """Totals of governorates, each told by what was told of its desks, and of all, told by what was told of them."""
    found = []
    ordered = sorted(rows, key=lambda row: row.desk.governorate)
    for governorate, group in groupby(ordered, key=lambda row: row.desk.governorate):
        desks = list(group)
        sums = {one: sum(numbers.get(row.desk.id, {}).get(one, 0) for row in desks) for one in Standing}
        found.append((governorate, sums, _totals(sums, [row.counts for row in desks])))
    if closed is not None:
        found.append((" ", {one: sum(row.get(one, 0) for row in gone) for one in Standing}, closed))
    sums = {one: sum(own[one] for _code, own, _counts in found) for one in Standing}
    everything = _totals(sums, [counts for _code, _own, counts in found])
    named = [
        (code, place(code) or _("Whole country, or a place that is not told"), counts)
        for code, _own, counts in found
        if code != " "
    ]
    return tuple(sorted(named, key=lambda one: (one[2].order, one[1]))), everything


def _totals(sums: Mapping[Standing, int], parts: Sequence[Counts]) -> Counts:
    columns = zip(*(part.all for part in parts), strict=True) if parts else [()] * len(Standing)
    return Counts(*(total(sums[standing], column) for standing, column in zip(Standing, columns, strict=True)))


def _bodies(rows: Sequence[DeskRow]) -> tuple[Body, ...]:
    """The worst first, by what is told."""
    ordered = sorted(rows, key=lambda row: row.desk.agency)
    bodies = []
    for name, group in groupby(ordered, key=lambda row: row.desk.agency):
        desks = tuple(sorted(group, key=lambda row: (row.counts.order, row.desk.name)))
        bodies.append(Body(name, desks, sum((row.counts for row in desks), Counts())))
    return tuple(sorted(bodies, key=lambda body: (min(row.counts.order for row in body.rows), body.name)))


def _urgencies(counted: Mapping[LoadKey, int], whole: Counts, *, exact: bool) -> tuple[ByUrgency, ...]:
    """The same referrals by urgency: told as far as they add nothing to what was told by desk."""
    columns = []
    for standing, told in zip(WAITING, whole.all, strict=False):
        sums = {one: sum(n for key, n in counted.items() if key[1] == one and key[2] == standing) for one in WORST_FIRST}
        if exact:
            columns.append([exactly(sums[one]) for one in WORST_FIRST])
            continue
        first = share(sums[Pressing.EMERGENCY], told)
        second = share(sums[Pressing.URGENT], told, [first])
        columns.append([first, second, rest(told, [first, second])])
    labels = [str(Urgency(one.value).label) for one in WORST_FIRST]
    return tuple(ByUrgency(label, *told) for label, *told in zip(labels, *columns, strict=True))


def _week(begins: date, numbers: Mapping[str, int], put: Put) -> WeekRow:
    return WeekRow(begins, *(put(numbers.get(name, 0)) for name in ("in_time", "late", "escalated", "sent_back")))


def _bar(number: int, week: WeekRow) -> Bar:
    """In the order in which the page is read."""
    told = week.share or NONE
    position = WEEKS - 1 - number if get_language() == "ar" else number
    return Bar(position * CHART[0], told.least, told.width, f"{week.begins.day}.{week.begins.month}.")


def _rows(holdings: Holdings, at: datetime) -> tuple[list[ReferralRow], bool]:
    """Referrals that the viewer may know of anyway and that wait: danger to life first."""
    if holdings.may(Power.SUPERVISE):
        rows = waiting.waiting_for_answer(holdings, at, cap=ROWS + 1)
    elif holdings.may(Power.RECEIVE_ESCALATIONS):
        rows = waiting.unanswered(holdings, at, pressing_first=True, cap=ROWS + 1)
    else:
        return [], False
    return list(rows[:ROWS]), len(rows) > ROWS


def _stuck(rows: Sequence[ReferralRow], at: datetime) -> tuple[Stuck, ...]:
    ids = {row.receiving_desk_id for row in rows if row.receiving_desk_id}
    desks = agencies.desks_among(ids) if ids else []
    phones, names = {desk.pk: desk.phone for desk in desks}, answering.who_answers(desks, at) if desks else {}
    return tuple(
        Stuck(row, phones.get(row.receiving_desk_id or 0, ""), " · ".join(names.get(row.receiving_desk_id or 0, [])))
        for row in rows
    )
