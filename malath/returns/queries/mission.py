"""Reads of who comes home to a mission: the list, and one of them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from malath.accounts.rules import Holdings
from malath.foundation import clock
from malath.people.countries import country_name
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.returns import rules_mission as rules
from malath.returns.models import Incoming, Return
from malath.returns.queries.queue import seen
from malath.returns.words import ReturnState
from malath.returns.words_mission import Need

SHOWN = 100


@dataclass(frozen=True)
class ToUs:
    """Somebody who comes home to us."""

    reference: str
    person_reference: str
    name: str
    country: str
    state: ReturnState
    expected_on: date | None
    overdue: bool


@dataclass(frozen=True)
class ToUsPage:
    """Who comes home to us."""

    rows: tuple[ToUs, ...]

    @property
    def files(self) -> list[str]:
        return [row.person_reference for row in self.rows]


@dataclass(frozen=True)
class IncomingPage:
    """One return that came in a package: what it says, and whether the person came."""

    reference: str
    person_reference: str
    source: str
    name: str
    country: str
    state: ReturnState
    expected_on: date | None
    overdue: bool
    way: str
    needs: tuple[str, ...]
    health: str
    plan: str
    came_at: datetime | None
    may_work: bool


def incoming_of(returning: Return) -> Incoming | None:
    return Incoming.objects.filter(returning=returning).select_related("key").first()


def incoming_from(source: str) -> Incoming | None:
    """The return that came in a package, by the reference under which it was opened here."""
    return Incoming.objects.filter(source=source).select_related("key", "returning").first()


def incoming_locked(returning: Return) -> Incoming | None:
    """The same, locked until the act ends. The caller holds the person's file row."""
    rows = Incoming.objects.select_for_update(of=("self",)).filter(returning=returning)
    return rows.select_related("key").first()


def incoming_unconfirmed(at: datetime, *, cap: int = 500) -> list[Incoming]:
    """Who should have come a day ago, of whom nobody was told. One statement."""
    before = clock.in_amman(at).date() - rules.CONFIRMED_WITHIN
    rows = Incoming.objects.filter(
        confirmed_at__isnull=True, alarm_at__isnull=True, expected_on__lt=before, returning__state=ReturnState.EXPECTED
    )  # fmt: skip
    return list(rows.select_related("returning").order_by("expected_on", "pk")[:cap])


def to_us_page(holdings: Holdings, at: datetime) -> ToUsPage:
    """Who comes home to the desks of the viewer, those who are expected first. Four statements."""
    rows = Incoming.objects.filter(returning__desk_id__in=sorted(holdings.desk_ids))
    rows = rows.filter(returning__in=Return.objects.filter(seen(holdings, at)).exclude(state=ReturnState.STOPPED))
    rows = rows.select_related("returning__person").order_by(F("confirmed_at").desc(nulls_first=True), "expected_on", "pk")
    found = list(rows[:SHOWN])
    sights = privacy.sights(holdings, [row.returning.person_id for row in found], at)
    names, today = privacy.names_seen(sights), clock.in_amman(at).date()
    return ToUsPage(tuple(_to_us(row, names, today) for row in found if row.returning.person_id in sights))


def _to_us(row: Incoming, names: dict[int, str], today: date) -> ToUs:
    one = row.returning
    state = ReturnState(one.state)
    return ToUs(
        one.reference, one.person.reference, names.get(one.person_id, ""), country_name(one.country), state, row.expected_on,
        state == ReturnState.EXPECTED and rules.is_overdue(row.expected_on, today),
    )  # fmt: skip


def incoming_page(row: Incoming, returning: Return, sight: Sight, at: datetime, *, may_work: bool) -> IncomingPage:
    """One of them. The names in one statement."""
    state = ReturnState(returning.state)
    return IncomingPage(
        reference=returning.reference,
        person_reference=returning.person.reference,
        source=row.source,
        name=privacy.names_seen({returning.person_id: sight})[returning.person_id],
        country=country_name(returning.country),
        state=state,
        expected_on=row.expected_on,
        overdue=state == ReturnState.EXPECTED and rules.is_overdue(row.expected_on, clock.in_amman(at).date()),
        way=row.opened("way"),
        needs=tuple(str(Need(one).label) for one in row.opened("needs").split() if one in Need.values),
        health=row.opened("health"),
        plan=row.opened("plan"),
        came_at=row.came_at,
        may_work=may_work,
    )
