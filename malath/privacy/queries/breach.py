"""Reads of breaches: what was there of whom, who is in danger first, what was done for each; and the page of one person
for the desk that makes them safe."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit.words import Did
from malath.foundation.asking import ask
from malath.people import queries as people
from malath.people.models import Person
from malath.people.queries import ContactRule
from malath.people.words import Channel
from malath.privacy import breach_rules as rules
from malath.privacy.breach_rules import Danger, Notices, Way
from malath.privacy.models import Access, Breach, Endangered, File, Left, SafetyAct
from malath.privacy.queries import contact_seen, few_kept_from, visible
from malath.privacy.queries.standing import standing
from malath.privacy.rules import Sight
from malath.privacy.words import BreachKind, Held, Level, Order, SafetyStep, WhyNotBreach

PAGE = 50
MOST = 5_000
"""So many people one breach holds, those in most danger; the page says when there were more."""
OPEN_PAGE = 25


@dataclass(frozen=True)
class Found:
    """One person of whom something was there."""

    person_id: int
    reference: str
    held: frozenset[Held]
    is_child: bool
    place: bool


@dataclass(frozen=True)
class AtRisk:
    """The same person with the danger they are in, as far as their case says: 1 (low) to 4 (critical)."""

    found: Found
    danger: int


@dataclass(frozen=True)
class StepLine:
    """A step for somebody's safety, with who took it."""

    step: SafetyStep
    at: datetime
    who: str


@dataclass(frozen=True)
class PersonLine:
    """One person in a breach, in codes and references, and the desks that make them safe."""

    reference: str
    order: Order
    held: tuple[Held, ...]
    place: bool
    steps: tuple[StepLine, ...]
    desks: tuple[str, ...]
    settled_at: datetime | None

    @property
    def order_label(self) -> str:
        return str(self.order.label)

    @property
    def moves(self) -> bool:
        """Whether it is decided if they move."""
        return any(step.step in rules.ABOUT_THE_PLACE for step in self.steps)


@dataclass(frozen=True)
class BreachLine:
    """One breach in the register. `waiting`: for how many people something still has to be done."""

    reference: str
    kind: BreachKind
    whose: str
    known_at: datetime
    people: int
    waiting: int
    notices: Notices
    unit_at: datetime | None
    contained_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True)
class Register:
    """The register: open breaches, the oldest first, and closed ones, the newest first."""

    open: tuple[BreachLine, ...]
    closed: tuple[BreachLine, ...]
    older: int | None


@dataclass(frozen=True)
class BreachPage:
    """One breach for the data protection officer: people first, then what was lost, then notices and papers."""

    line: BreachLine
    waiting: tuple[PersonLine, ...]
    safe: tuple[PersonLine, ...]
    account: str
    account_ended: bool
    since: date
    lost_on: date
    what: str
    how_contained: str
    unit_number: str
    lessons: str
    asked_at: datetime | None
    why_not_close: tuple[WhyNotBreach, ...]

    @property
    def files(self) -> list[str]:
        return [line.reference for line in (*self.waiting, *self.safe)]

    @property
    def reasons(self) -> list[str]:
        return [str(reason.label) for reason in self.why_not_close]

    @property
    def more_wait(self) -> bool:
        return self.line.waiting > len(self.waiting)

    @property
    def full(self) -> bool:
        """Whether more were there than one breach holds."""
        return self.line.people >= MOST

    @property
    def to_move(self) -> int:
        return sum(line.place and not line.moves for line in self.waiting)


@dataclass(frozen=True)
class BreachOfPerson:
    """One breach as the desk of a person sees it: what was there of them, never of whom else nor who lost it."""

    reference: str
    kind: BreachKind
    lost_on: date
    held: tuple[Held, ...]
    place: bool
    order: Order
    due: datetime
    verified: bool
    steps: tuple[StepLine, ...]
    settled_at: datetime | None

    @property
    def to_do(self) -> bool:
        """Whether a step may still be taken: afterwards a plan may change, and a place be decided on again."""
        return self.settled_at is None or self.place


@dataclass(frozen=True)
class Safety:
    """The page on which a desk makes a person safe: how to reach them first, then each breach."""

    reference: str
    rule: ContactRule | None
    breaches: tuple[BreachOfPerson, ...]


def found(
    had: Mapping[str, Collection[Did]],
    *,
    named: Collection[str],
    desk: Desk | None,
    reading: Holdings | None,
    since: datetime,
    at: datetime,
) -> tuple[Found, ...]:
    """Of whom something was there: what a worker or a desk opened (`had`), what was sent to the desk since, what is open to
    an account that somebody else used (`reading`), and files that were named. Five statements, however many."""
    held: dict[str, set[Held]] = {reference: set(rules.held_by(events)) for reference, events in had.items()}
    for reference in named:
        held.setdefault(reference, set()).add(Held.NAMED)
    sent = Left.objects.filter(to_desk=desk, at__gte=since) if desk else Left.objects.none()
    for reference in sent.values_list("person__reference", flat=True).distinct():
        held.setdefault(reference, set()).add(Held.REFERRAL)
    for reference in _open_to(reading, at):
        held.setdefault(reference, set()).add(Held.OPEN)
    rows = people.where(Q(reference__in=sorted(held))).filter(key__erased_at__isnull=True).order_by("pk")
    known = list(rows)
    ids = [person.pk for person in known]
    addresses, sheltered = people.with_address(ids), _sheltered(ids)
    return tuple(_found(person, held[person.reference], person.pk in addresses, person.pk in sheltered) for person in known)


def _found(person: Person, held: set[Held], address: bool, sheltered: bool) -> Found:
    place = rules.place_was_there(held=held, address=address, sheltered=sheltered)
    return Found(person.pk, person.reference, frozenset(held), person.is_child, place)


def most_in_danger(people: Iterable[AtRisk]) -> tuple[AtRisk, ...]:
    """The first of them in the order in which they are made safe, as many as one breach holds."""
    return tuple(sorted(people, key=lambda one: -rules.weight(danger_of(one)))[:MOST])


def danger_of(one: AtRisk) -> Danger:
    """A person as the rules of the order see them."""
    return Danger(one.found.held, one.danger, is_child=one.found.is_child, place=one.found.place)


def _open_to(reading: Holdings | None, at: datetime) -> list[str]:
    if reading is None:
        return []
    return list(visible(reading, at).values_list("person__reference", flat=True).distinct())


def _sheltered(person_ids: Collection[int]) -> set[int]:
    """Who has a file that is open to a shelter: where they stay may be known from it."""
    rows = Access.objects.filter(person_id__in=person_ids, desk__agency__kind=AgencyKind.SHELTER)
    return set(rows.filter(basis__ended_at__isnull=True).values_list("person_id", flat=True))


def desks_of(person_ids: Collection[int], at: datetime) -> dict[int, list[Desk]]:
    """Which desks make people safe: those that see the whole file now, else those that may reach the person, else the one
    that opened it. Two statements."""
    rows = Access.objects.filter(standing(at), person_id__in=person_ids, desk__isnull=False, level__gte=Level.L3)
    best: dict[int, tuple[int, dict[int, Desk]]] = {}
    for row in rows.filter(own_writing_only=False).select_related("desk").order_by("pk"):
        level, desks = best.get(row.person_id, (0, {}))
        if row.desk is not None and row.level >= level:
            kept = desks if row.level == level else {}
            best[row.person_id] = (row.level, {**kept, row.desk.pk: row.desk})
    opened = File.objects.filter(pk__in=person_ids, erased_at__isnull=True).select_related("opened_by_desk")
    return {file.pk: list(best.get(file.pk, (0, {file.pk: file.opened_by_desk}))[1].values()) for file in opened}


def deadlines(known_at: datetime) -> Notices:
    """Until when the person and the Unit are told, as the country's file of deadlines says."""
    law = json.loads((settings.LAW / "deadlines.json").read_text(encoding="utf-8"))
    return rules.notices(law["deadlines"], known_at)


def breach_known(once: UUID | None) -> Breach | None:
    """What the same form has recorded already."""
    return Breach.objects.filter(once=once).first() if once is not None else None


def locked(pk: int) -> Breach:
    return Breach.objects.select_for_update(of=("self",)).select_related("key").get(pk=pk)


def endangered_locked(pk: int) -> Endangered:
    return Endangered.objects.select_for_update(of=("self",)).select_related("person__key", "breach").get(pk=pk)


def steps_done(row: Endangered) -> list[SafetyStep]:
    return [SafetyStep(step) for step in row.steps.values_list("step", flat=True)]


def people_in(breach: Breach) -> dict[int, Endangered]:
    """Everybody in a breach, by person."""
    return {row.person_id: row for row in Endangered.objects.filter(breach=breach)}


def count_open() -> int:
    """How many breaches are open, at most 100. One statement. The register names no one's file, so nobody is kept out."""
    return len(ask(_open_pks))


def _open_pks() -> QuerySet[Breach, int]:
    return Breach.objects.filter(closed_at__isnull=True).values_list("pk", flat=True)[:100]


def breach_by_reference(reference: str) -> Breach | None:
    return _breaches().filter(reference=reference).first()


def register(holdings: Holdings, *, before: int | None) -> Register:
    """The register of breaches. Four statements."""
    opened = list(_breaches().filter(closed_at__isnull=True).order_by("known_at", "pk")[:100])
    closed = _breaches().filter(closed_at__isnull=False)
    closed = closed if before is None else closed.filter(pk__lt=before)
    page = list(closed.order_by("-pk")[: OPEN_PAGE + 1])
    counts = _counts(holdings, [row.pk for row in (*opened, *page)])
    older = page[OPEN_PAGE - 1].pk if len(page) > OPEN_PAGE else None
    done = tuple(_breach_line(row, counts) for row in page[:OPEN_PAGE])
    return Register(tuple(_breach_line(row, counts) for row in opened), done, older)


def breach_page(breach: Breach, holdings: Holdings, at: datetime) -> BreachPage:
    """One breach. As many statements for many people as for one."""
    rows = _people_shown(holdings).filter(breach=breach)
    waiting = list(rows.filter(settled_at__isnull=True).order_by("order", "-weight", "pk")[:PAGE])
    safe = list(rows.filter(settled_at__isnull=False).order_by("-settled_at", "pk")[:PAGE])
    steps = _steps([row.pk for row in (*waiting, *safe)])
    desks = desks_of([row.person_id for row in waiting], at)
    line = _breach_line(breach, _counts(holdings, [breach.pk]))
    why_not = rules.why_not_close(
        closed=breach.closed_at is not None,
        waiting=line.waiting,
        contained=breach.contained_at is not None,
        unit_told=breach.unit_at is not None,
        lessons="…",
    )
    worker = breach.worker
    return BreachPage(
        line=line,
        waiting=tuple(_person_line(row, steps, desks) for row in waiting),
        safe=tuple(_person_line(row, steps, {}) for row in safe),
        account=worker.reference if worker else "",
        account_ended=worker is not None and not worker.is_active,
        since=breach.since,
        lost_on=breach.lost_on,
        what=breach.opened("what"),
        how_contained=breach.opened("contained_how"),
        unit_number=breach.opened("unit_number"),
        lessons=breach.opened("lessons"),
        asked_at=breach.asked_at,
        why_not_close=tuple(why_not),
    )


def waiting_in(breach: Breach, holdings: Holdings) -> int:
    """For how many people in a breach something waits, as far as this officer may know them. Who is kept from them is
    made safe by their desks all the same."""
    return _people_shown(holdings).filter(breach=breach, settled_at__isnull=True).count()


def safety_page(person: Person, sight: Sight) -> Safety | None:
    """The page of one person for the desk that makes them safe; None when no breach that the desks were asked about names
    them. Four statements."""
    rows = list(_asked_about(person))
    if not rows:
        return None
    steps = _steps([row.pk for row in rows])
    rule = contact_seen(sight, people.contact_of(person.pk))
    return Safety(person.reference, rule, tuple(_of_person(row, steps) for row in rows))


def endangered_of(person: Person, breach: str) -> Endangered | None:
    """The row of a person in a breach that the desks were asked about."""
    return _asked_about(person).filter(breach__reference=breach).first()


def waits_for_safety(person_id: int) -> bool:
    """Whether somebody has to be made safe after a breach: what the page of a person says first."""
    rows = Endangered.objects.filter(person_id=person_id, settled_at__isnull=True, breach__asked_at__isnull=False)
    return rows.exists()


def way_to(person_id: int, at: datetime, *, read: bool = False) -> Way:
    """How a person agreed to be reached, and whether that is now, or was a moment ago: it is written down afterwards."""
    rule = people.contact_of(person_id)
    tried = people.last_try(person_id, rule.version) if rule else None
    never = people.numbers_of_others(person_id)
    may = people.may_contact(rule, tried, at, never=never)
    before = people.may_contact(rule, tried, at - rules.WRITTEN_DOWN_WITHIN, never=never)
    channel = None if rule is None or rule.channel == Channel.NONE else rule.channel
    return Way(channel, may if may.yes else before, read)


def way_seen(person: Person, sight: Sight, at: datetime) -> Way:
    """The same for a page: nothing was agreed that this viewer may see means that nothing is offered."""
    seen = contact_seen(sight, people.contact_of(person.pk))
    return way_to(person.pk, at) if seen else Way(None, people.may_contact(None, None, at, never=frozenset()))


def notices_due(at: datetime, *, cap: int = 500) -> list[Breach]:
    """Open breaches of which a notice is near its deadline or past it, and nobody was told so yet."""
    rows = Breach.objects.filter(closed_at__isnull=True).order_by("known_at", "pk")
    return [row for row in rows[:cap] if any(stages_to_tell(row, at))]


def stages_to_tell(breach: Breach, at: datetime) -> tuple[int, int]:
    """How near the deadlines of the people and of the Unit are, 0 where that was told already or nothing waits."""
    due = deadlines(breach.known_at)
    person, unit = (rules.stage(one, breach.known_at, at) for one in (due.person_due, due.unit_due))
    waits = person > breach.person_reminded and waits_in(breach)
    return (person if waits else 0, unit if breach.unit_at is None and unit > breach.unit_reminded else 0)


def waits_in(breach: Breach) -> bool:
    """Whether anybody in a breach has still to be made safe, whoever may know of them."""
    return Endangered.objects.filter(breach=breach, settled_at__isnull=True).exists()


def waiting_people(breach: Breach) -> list[int]:
    return list(Endangered.objects.filter(breach=breach, settled_at__isnull=True).values_list("person_id", flat=True))


def _asked_about(person: Person) -> QuerySet[Endangered]:
    rows = Endangered.objects.filter(person=person, breach__asked_at__isnull=False)
    return rows.select_related("breach").order_by("settled_at", "-pk")


def _people_shown(holdings: Holdings) -> QuerySet[Endangered]:
    blocked, related = few_kept_from(holdings)
    rows = Endangered.objects.exclude(person_id__in=blocked).exclude(person_id__in=related)
    return rows.select_related("person")


def _breaches() -> QuerySet[Breach]:
    return Breach.objects.select_related("desk__agency", "worker__agency", "key")


def _counts(holdings: Holdings, pks: Collection[int]) -> dict[int, tuple[int, int]]:
    rows = _people_shown(holdings).filter(breach_id__in=pks).select_related(None).order_by().values("breach_id")
    counted = rows.annotate(all=Count("pk"), wait=Count("pk", filter=Q(settled_at__isnull=True)))
    return {row["breach_id"]: (row["all"], row["wait"]) for row in counted}


def _breach_line(row: Breach, counts: Mapping[int, tuple[int, int]]) -> BreachLine:
    everybody, waiting = counts.get(row.pk, (0, 0))
    return BreachLine(
        reference=row.reference,
        kind=BreachKind(row.kind),
        whose=_whose(row),
        known_at=row.known_at,
        people=everybody,
        waiting=waiting,
        notices=deadlines(row.known_at),
        unit_at=row.unit_at,
        contained_at=row.contained_at,
        closed_at=row.closed_at,
    )


def _whose(row: Breach) -> str:
    one: User | Desk | None = row.worker or row.desk
    return f"{one.name} · {one.agency.name}" if one else ""


def _steps(pks: Collection[int]) -> dict[int, list[StepLine]]:
    rows = list(SafetyAct.objects.filter(endangered_id__in=pks).order_by("pk").defer("note"))
    names = accounts.names_of({row.by for row in rows})
    lines: dict[int, list[StepLine]] = {}
    for row in rows:
        line = StepLine(SafetyStep(row.step), row.at, " · ".join(names.get(row.by, ())))
        lines.setdefault(row.endangered_id, []).append(line)
    return lines


def _person_line(row: Endangered, steps: Mapping[int, list[StepLine]], desks: Mapping[int, list[Desk]]) -> PersonLine:
    return PersonLine(
        row.person.reference,
        Order(row.order),
        _held_in(row),
        row.place,
        tuple(steps.get(row.pk, ())),
        tuple(desk.name for desk in desks.get(row.person_id, ())),
        row.settled_at,
    )


def _held_in(row: Endangered) -> tuple[Held, ...]:
    return tuple(held for held in reversed(Held) if held.value in row.held)


def _of_person(row: Endangered, steps: Mapping[int, list[StepLine]]) -> BreachOfPerson:
    limits = deadlines(row.breach.known_at)
    return BreachOfPerson(
        reference=row.breach.reference,
        kind=BreachKind(row.breach.kind),
        lost_on=row.breach.lost_on,
        held=_held_in(row),
        place=row.place,
        order=Order(row.order),
        due=limits.person_due,
        verified=limits.verified,
        steps=tuple(steps.get(row.pk, ())),
        settled_at=row.settled_at,
    )
