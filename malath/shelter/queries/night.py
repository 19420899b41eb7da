"""A house at night, on a phone: who is in it, what must be known of them, what the last shift said. As many statements for
sixty people as for one."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from malath.accounts import queries as accounts
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.people.languages import language_name
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.shelter.models import Companion, HeadCount, Incident, Occupancy, Outing, Shelter, ShiftNote, Stay
from malath.shelter.queries.pages import IncidentLine, Night, NightLine, NoteLine
from malath.shelter.words import IncidentKind

NOTES, INCIDENTS = 20, 30


def night_page(shelter: Shelter, holdings: Holdings, at: datetime) -> Night:
    """Who is in the house. Of whose file is not open to the viewer the number alone is told: in a fire each of them counts."""
    stays = list(
        Stay.objects.filter(shelter=shelter, left_at__isnull=True).select_related("case", "person", "key").order_by("pk")
    )
    sights = privacy.sights(holdings, [stay.person_id for stay in stays], at)
    names = privacy.names_seen(sights)
    rooms, out = (
        _rooms(shelter),
        set(Outing.objects.filter(_of(shelter), back_at__isnull=True).values_list("stay_id", flat=True)),
    )
    children = Counter(Companion.objects.filter(_of(shelter), left_at__isnull=True).values_list("stay_id", flat=True))
    lines = [
        NightLine(
            room=rooms.get(stay.pk, ""),
            name=names.get(stay.person_id, ""),
            case_reference=stay.case.reference,
            language=language_name(stay.rights_language),
            care=stay.opened("care"),
            is_child=stay.person.is_child,
            is_out=stay.pk in out,
            children=children[stay.pk],
        )
        for stay in stays
        if stay.person_id in sights
    ]
    unseen = [stay.pk for stay in stays if stay.person_id not in sights and stay.pk not in out]
    count = HeadCount.objects.filter(shelter=shelter).order_by("-pk").first()
    return Night(
        reference=shelter.reference,
        name=shelter.desk.agency.name,
        lines=tuple(sorted(lines, key=lambda line: line.room)),
        unseen=len(unseen) + sum(children[pk] for pk in unseen),
        notes=tuple(_notes(shelter, sights)),
        counted=(count.counted, count.expected, count.at) if count else None,
        files=tuple(sorted(sight.reference for sight in sights.values())),
    )


def incident_lines(shelter: Shelter, holdings: Holdings, at: datetime) -> tuple[tuple[IncidentLine, ...], tuple[str, ...]]:
    """What happened in a house, the last first, and the files that this shows."""
    rows = list(
        Incident.objects.filter(shelter=shelter).select_related("key", "stay__person", "stay__case").order_by("-pk")[:INCIDENTS]
    )
    people = {row.stay.person_id for row in rows if row.stay is not None}
    sights = privacy.sights(holdings, people, at)
    names = privacy.names_seen(sights)
    supervises = holdings.may_at(shelter.desk_id, Power.SUPERVISE)
    lines = [_incident(row, sights, names, may_look=supervises and row.by != holdings.reference) for row in rows]
    return tuple(lines), tuple(sorted(sight.reference for sight in sights.values()))


def _incident(row: Incident, sights: dict[int, Sight], names: dict[int, str], *, may_look: bool) -> IncidentLine:
    seen = row.stay is None or row.stay.person_id in sights
    who = names.get(row.stay.person_id, "") if row.stay is not None else ""
    words = row.opened("words") if seen and row.key.erased_at is None else ""
    return IncidentLine(
        row.reference, IncidentKind(row.kind), row.happened_at, words, who, row.looked_at,
        may_look=may_look and seen and row.looked_at is None,
    )  # fmt: skip


def _notes(shelter: Shelter, sights: dict[int, Sight]) -> Collection[NoteLine]:
    rows = list(ShiftNote.objects.filter(shelter=shelter).select_related("key", "stay__case").order_by("-pk")[:NOTES])
    writers = accounts.names_of({row.by for row in rows})
    return [
        NoteLine(
            row.reference,
            row.opened("words") if row.key.erased_at is None else "",
            row.stay.case.reference if row.stay is not None else "",
            writers.get(row.by, ("", ""))[0],
            row.at,
            row.taken_at is not None,
        )
        for row in rows
        if row.stay is None or row.stay.person_id in sights
    ]


def _rooms(shelter: Shelter) -> dict[int, str]:
    rows = Occupancy.objects.filter(place__unit__section__shelter=shelter, until__isnull=True, companion__isnull=True)
    columns = ("stay_id", "place__unit__section__name", "place__unit__name", "place__number")
    return {stay: f"{section} · {unit} · {number}" for stay, section, unit, number in rows.values_list(*columns)}


def _of(shelter: Shelter) -> Q:
    return Q(stay__shelter=shelter, stay__left_at__isnull=True)


def residents(shelter: Shelter, holdings: Holdings, at: datetime) -> list[tuple[str, str]]:
    """Who stays in a house, as a form offers them: by name where the viewer may know it, else by the number of the case."""
    page = night_page(shelter, holdings, at)
    return [(line.case_reference, f"{line.name or line.case_reference} · {line.room}") for line in page.lines]
