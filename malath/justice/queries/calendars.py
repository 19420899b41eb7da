"""The hearings of a month, of all people whom the viewer may know of. A fixed number of statements, however many there are."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from malath.accounts.rules import Holdings
from malath.agencies.words import AgencyKind
from malath.foundation import clock
from malath.foundation.asking import ask
from malath.foundation.references import place_opened, place_sealed
from malath.justice import rules
from malath.justice.models import Appearance
from malath.justice.queries.hearings import arranged_of, needs_of
from malath.justice.queries.pages import Calendar, CalendarDay, CalendarRow
from malath.justice.words import Purpose, Side
from malath.privacy import queries as privacy
from malath.privacy.queries.answers import agrees
from malath.privacy.rules import Sight
from malath.privacy.words import ConsentKind, Level, Section
from malath.ui.month import month_of

PAGE = 25


def calendar(holdings: Holdings, body: AgencyKind, at: datetime, *, day: date, after: str = "") -> Calendar:
    """The month of a day with how many hearings stand on each of its days, and a page of those of the day itself."""
    month = month_of(day)
    first, last = month.weeks[0][0], month.weeks[-1][-1]
    asks = rules.side_of(body) == Side.INVESTIGATION
    counts: dict[date, int] = dict(_asked(_counts, holdings, at, first, last, asks=asks))
    found: list[Appearance] = _asked(_of_day, holdings, at, day, *_place(after), asks=asks)
    page = found[:PAGE]
    sights = privacy.sights(holdings, [row.person_id for row in page], at)
    names = privacy.names_seen(sights)
    today = clock.in_amman(at).date()
    turn = day.replace(day=1)
    return Calendar(
        title=month.title,
        day_names=tuple(month.day_names),
        weeks=tuple(
            tuple(CalendarDay(one, counts.get(one, 0), one.month == day.month, one == today, one == day) for one in week)
            for week in month.weeks
        ),
        before=(turn - timedelta(days=1)).replace(day=1).isoformat(),
        after=(turn + timedelta(days=32)).replace(day=1).isoformat(),
        day=day,
        rows=tuple(_row(row, sights[row.person_id], names) for row in page if row.person_id in sights),
        total=counts.get(day, 0),
        older=place_sealed(page[-1].starts_at, f"{page[-1].pk}") if len(found) > PAGE else "",
    )


def _seen(holdings: Holdings, at: datetime, *, asks: bool) -> QuerySet[Appearance]:
    """Of people whose minimum facts are open to the viewer; for who investigates, of those who co-operate."""
    seen = privacy.reached(holdings, at, level=Level.L2).filter(person_id=OuterRef("person_id"))
    rows = Appearance.objects.filter(Exists(seen), current=True, part__until__isnull=True)
    return rows.filter(agrees(ConsentKind.C5, at)) if asks else rows


def _counts(holdings: Holdings, at: datetime, first: date, last: date, asks: bool) -> QuerySet[Appearance, Any]:
    rows = _seen(holdings, at, asks=asks).filter(on__gte=first, on__lte=last)
    return rows.values("on").annotate(count=Count("pk")).values_list("on", "count").order_by("on")


def _of_day(
    holdings: Holdings, at: datetime, day: date, moment: datetime | None, pk: int | None, asks: bool
) -> QuerySet[Appearance]:
    rows = _seen(holdings, at, asks=asks).filter(on=day)
    if moment is not None and pk is not None:
        rows = rows.filter(Q(starts_at__gt=moment) | Q(starts_at=moment, pk__gt=pk))
    rows = rows.select_related("part__case", "hearing", "person", "part__proceeding").order_by("starts_at", "pk")
    return rows[: PAGE + 1]


def _place(after: str) -> tuple[datetime | None, int | None]:
    """Behind which row a page begins; from the first for anything that we did not give out."""
    place = place_opened(after) if after else None
    return (place[0], int(place[1])) if place is not None and place[1].isdecimal() else (None, None)


def _asked(build: Callable[..., QuerySet[Any, Any]], *values: Any, asks: bool) -> list[Any]:
    """The rows of a question, which is built once for those who help. Whether somebody agrees today depends on the day of a
    moment, so for those who investigate it is built each time."""
    return list(build(*values, asks)) if asks else ask(build, *values, shape=(asks,))


def _row(row: Appearance, sight: Sight, names: dict[int, str]) -> CalendarRow:
    return CalendarRow(
        case_reference=row.part.case.reference,
        person_reference=row.person.reference,
        proceeding=row.part.proceeding.reference,
        hearing=row.hearing.reference,
        name=names.get(row.person_id, ""),
        sees_name=sight.sees(Section.IDENTITY),
        starts_at=row.starts_at,
        purpose=Purpose(row.hearing.purpose),
        needs=needs_of(row),
        open_=rules.is_open(arranged_of(row)),
    )
