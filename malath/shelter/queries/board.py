"""Free places, section by section: of one's own houses, and of all for who looks for a place. As many statements for fifty
houses as for one."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.people.words import Sex
from malath.shelter import rules
from malath.shelter.models import Occupancy, Place
from malath.shelter.queries import desks_to_found, houses_of, waiting_for_a_bed
from malath.shelter.queries.pages import Board, Found, FreeLine, HouseLine, Plan, SectionLine
from malath.shelter.rules import Who
from malath.shelter.words import Takes, When

IN_SECTION = ("unit__section_id", "when")


def board(holdings: Holdings, at: datetime) -> Board:
    """The places of the viewer's own houses."""
    houses = houses_of(holdings)
    sections = _sections([house.pk for house in houses])
    waiting = Counter(waiting_for_a_bed([house.desk_id for house in houses], at).values_list("receiving_desk_id", flat=True))
    lines = tuple(
        HouseLine(
            house.reference, f"{house.desk.agency.name} · {house.desk.name}", tuple(sections.get(house.pk, ())),
            waiting[house.desk_id],
        )
        for house in houses
    )  # fmt: skip
    to_found = tuple((desk.reference, f"{desk.agency.name} · {desk.name}") for desk in desks_to_found(holdings))
    return Board(lines, to_found, holdings.may(Power.REFER))


def _sections(houses: Collection[int]) -> dict[int, list[SectionLine]]:
    of = "unit__section__"
    rows = Place.objects.filter(**{f"{of}shelter_id__in": houses}).order_by(f"{of}takes", f"{of}name", *IN_SECTION)
    counted = rows.values_list(f"{of}shelter_id", f"{of}takes", f"{of}name", *IN_SECTION).annotate(
        every=Count("pk"), closed=Count("pk", filter=~Q(closed_because=""))
    )
    taken = _taken(houses)
    found: dict[int, list[SectionLine]] = {}
    for house, takes, name, section, when, every, closed in counted:
        free = every - closed - taken.get((section, when), 0)
        found.setdefault(house, []).append(SectionLine(Takes(takes), When(when), name, free, every, closed))
    return found


def _taken(houses: Collection[int] | None = None) -> dict[tuple[int, str], int]:
    rows = Occupancy.objects.filter(until__isnull=True)
    if houses is not None:
        rows = rows.filter(place__unit__section__shelter_id__in=houses)
    counted = rows.order_by().values_list("place__unit__section_id", "place__when").annotate(taken=Count("pk"))
    return {(section, when): number for section, when, number in counted}


@dataclass(frozen=True)
class OfCategory:
    """Places by night of all houses for somebody: in which houses, how many can be used, how many are taken."""

    houses: frozenset[int]
    every: int
    taken: int


def by_category() -> dict[Takes, OfCategory]:
    """For whom places are, in the whole country; whoever shows it tells it as figures. Two statements."""
    of = "unit__section__"
    rows = Place.objects.filter(when=When.NIGHT, closed_because="", **{f"{of}shelter__desk__ended_at": None}).order_by()
    taken, found = _taken(), dict[Takes, OfCategory]()
    counted = rows.values_list(f"{of}id", f"{of}takes", f"{of}shelter_id").annotate(every=Count("pk"))
    for section, takes, house, every in counted:
        before = found.get(Takes(takes), OfCategory(frozenset(), 0, 0))
        now = before.taken + taken.get((section, When.NIGHT.value), 0)
        found[Takes(takes)] = OfCategory(before.houses | {house}, before.every + every, now)
    return found


def who_comes(sex: Sex, *, is_child: bool, children: int | None, oldest_boy: int | None) -> Who:
    """Whom a place is looked for."""
    return Who(sex, is_child, children or 0, oldest_boy)


def find(who: Who, when: When, groups: Sequence[int]) -> Found:
    """Sections with free places for somebody, whichever house they are in, the most free first; and how groups who want to stay
    together could be placed. Neither says where a house is, nor how many people are in it."""
    of = "unit__section__"
    rows = Place.objects.filter(
        when=when,
        closed_because="",
        **{f"{of}takes__in": sorted(rules.sections_for(who)), f"{of}shelter__desk__ended_at": None},
    )
    columns = (f"{of}id", f"{of}takes", f"{of}shelter__boys_until", f"{of}shelter__desk_id")
    taken, fitting = _taken(), []
    for section, takes, boys, desk, every in rows.order_by().values_list(*columns).annotate(every=Count("pk")):
        free = every - taken.get((section, when), 0)
        if free > 0 and not rules.why_not_in_section(Takes(takes), who, boys_until=boys):
            fitting.append((desk, Takes(takes), free))
    desks = {desk.pk: desk for desk in agencies.desks_among({desk for desk, _takes, _free in fitting})}
    lines = [_free_line(desks[desk], takes, free) for desk, takes, free in fitting]
    lines.sort(key=lambda line: (-line.free, line.desk))
    return Found(tuple(lines), sum(groups), _plan(groups, lines) if len(groups) > 1 else None)


def _free_line(desk: Desk, takes: Takes, free: int) -> FreeLine:
    return FreeLine(f"{desk.agency.name} · {desk.name}", desk.reference, desk.phone, takes, free)


def _plan(groups: Sequence[int], lines: Sequence[FreeLine]) -> Plan:
    shares = rules.split(groups, [line.free for line in lines])
    named = tuple((share, None if share.section is None else lines[share.section]) for share in shares)
    return Plan(named, rules.without_a_place(shares))
