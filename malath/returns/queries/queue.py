"""The queue of a return office, by what presses and then by date; and who leaves on a day. A fixed number of statements."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from malath.accounts.rules import Holdings
from malath.agencies.words import ServiceKind
from malath.foundation import clock
from malath.foundation.paging import front
from malath.foundation.references import place_opened, place_sealed
from malath.people.countries import country_name
from malath.privacy import queries as privacy
from malath.privacy.words import Level
from malath.referrals.queries import answering
from malath.returns import rules
from malath.returns.models import DoctorsWord, Journey, Return
from malath.returns.queries.pages import Departure, Departures, Queue, QueueRow, Waiting
from malath.returns.words import OPEN_STATES, Gate, JourneyState, ReturnKind, ReturnState

ORDER = ("-priority", "asked_on", "pk")
PAGE = 25
WAITING = 10


def queue_page(holdings: Holdings, at: datetime, *, after: str = "", worker: int | None = None, gate: str = "") -> Queue:
    """A page of the returns that are prepared at the viewer's desks, and those referred here for which none was opened yet."""
    narrow = Q(worker_id=worker) if worker is not None else Q()
    narrow &= Q(gate="" if gate == "none" else gate) if gate else Q()
    narrow &= _behind(after) if after else Q()
    found = first_of_queue(holdings, at, narrow, cap=PAGE + 1, beside=("person", "worker"))
    page, waiting = found[:PAGE], [] if after or worker is not None or gate else _waiting(holdings, at)
    sights = privacy.sights(holdings, [*(row.person_id for row in page), *(row.person_id for row in waiting)], at)
    names = privacy.names_seen(sights)
    return Queue(
        tuple(_row(row, names) for row in page if row.person_id in sights),
        tuple(
            Waiting(row.person.reference, names.get(row.person_id, ""), row.answered_at)
            for row in waiting
            if row.person_id in sights
        ),
        place_sealed(page[-1].at, page[-1].reference) if len(found) > PAGE else "",
    )


def first_of_queue(
    holdings: Holdings, at: datetime, narrow: Q, *, cap: int, beside: tuple[str, ...], only: tuple[str, ...] = ()
) -> list[Return]:
    """The first that are prepared at the viewer's desks, in the order of the queue, of those whom the viewer sees. Two
    statements: each desk and state is read by itself, in its own order, and no further. `only`: columns of a long list."""
    of_all = Return.objects.filter(narrow, seen(holdings, at))
    wanted = [of_all.filter(desk_id=desk, state=state) for desk in sorted(holdings.desk_ids) for state in sorted(rules.OPEN)]
    if not wanted:
        return []
    found = front(wanted, columns=("pk", "priority", "asked_on"), order=ORDER, cap=cap)
    rows = Return.objects.filter(pk__in=[row[0] for row in found]).select_related(*beside)
    return list((rows.only(*only) if only else rows).order_by(*ORDER))


def seen(holdings: Holdings, at: datetime) -> Exists:
    """A condition on returns: that the viewer sees who the person is."""
    return Exists(privacy.reached(holdings, at, level=Level.L3).filter(person_id=OuterRef("person_id")))


def _behind(after: str) -> Q:
    place = place_opened(after)
    last = Return.objects.filter(reference=place[1]).first() if place else None
    if last is None:
        return Q()
    same = Q(priority=last.priority)
    later = Q(asked_on__gt=last.asked_on) | Q(asked_on=last.asked_on, pk__gt=last.pk)
    return Q(priority__lt=last.priority) | same & later


def _waiting(holdings: Holdings, at: datetime) -> list[Any]:
    """Referrals for return that these desks have taken on, without a return of the person."""
    opened: QuerySet[Any, Any] = Return.objects.filter(state__in=OPEN_STATES).values("person_id")
    rows = answering.waiting_at(ServiceKind.AVRR, sorted(holdings.desk_ids), at, settled=())
    return list(rows.exclude(person_id__in=opened)[:WAITING])


def _row(row: Return, names: dict[int, str]) -> QueueRow:
    return QueueRow(
        reference=row.reference,
        name=names.get(row.person_id, ""),
        kind=ReturnKind(row.kind),
        country=country_name(row.country),
        state=ReturnState(row.state),
        gate=Gate(row.gate) if row.gate else None,
        since=row.gate_since,
        priority=row.priority,
        asked_on=row.asked_on,
        worker=row.worker.name if row.worker else "",
        person_reference=row.person.reference,
    )


def departures_page(holdings: Holdings, day: date, at: datetime) -> Departures:
    """Who leaves on a day with a ticket: each of them only for who may see them. No list of everybody exists."""
    first = datetime.combine(day, time(), clock.AMMAN)
    seen = privacy.reached(holdings, at, level=Level.L3).filter(person_id=OuterRef("returning__person_id"))
    rows = Journey.objects.filter(
        Exists(seen), returning__desk_id__in=sorted(holdings.desk_ids), state=JourneyState.TICKETED, leaves_at__gte=first,
        leaves_at__lt=first + timedelta(days=1),
    )  # fmt: skip
    found = list(
        rows.select_related("key", "returning__person").prefetch_related("legs__key").order_by("leaves_at", "pk")[:100]
    )
    sights = privacy.sights(holdings, [row.returning.person_id for row in found], at)
    names = privacy.names_seen(sights)
    shown = [row for row in found if row.returning.person_id in sights]
    words = _doctors_words([row.returning_id for row in shown])
    return Departures(day, tuple(_departure(row, names, words.get(row.returning_id)) for row in shown))


def _doctors_words(returns: list[int]) -> dict[int, DoctorsWord]:
    """The last word of a doctor on each return."""
    return {row.returning_id: row for row in DoctorsWord.objects.filter(returning__in=returns).order_by("pk")}


def _needs(row: Journey, word: DoctorsWord | None) -> tuple[str, ...]:
    """What somebody needs on the way, in words that say nothing of what they have or what happened."""
    needs = {
        _("Treated as a child"): row.returning.person.is_child,
        _("In the care of the airline"): row.airline_cares,
        _("A nurse or doctor goes along"): word is not None and word.escort,
        _("Carries medicine"): word is not None and word.medicines > 0,
        _("Needs more time and quiet"): row.returning.priority > 0,
    }
    return tuple(str(need) for need, holds in needs.items() if holds)


def _departure(row: Journey, names: dict[int, str], word: DoctorsWord | None) -> Departure:
    legs = sorted(row.legs.all(), key=lambda leg: leg.leaves_at)
    return Departure(
        reference=row.returning.reference,
        person_reference=row.returning.person.reference,
        name=names.get(row.returning.person_id, ""),
        leaves_at=row.leaves_at,
        arrives_at=row.arrives_at,
        legs=tuple((leg.leaves_at, leg.arrives_at, leg.opened("way"), leg.opened("helper")) for leg in legs),
        meets=row.opened("meets"),
        escort=row.opened("escort"),
        needs=_needs(row, word),
    )
