"""Reading bodies, desks, services and holidays."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import get_language

from malath.agencies import rules
from malath.agencies.models import Agency, Desk, Holiday, Interpreter, Service
from malath.agencies.rules import (
    AgencyFacts,
    DeskFacts,
    HolidayFacts,
    InterpreterFacts,
    ServiceFacts,
    WorkingHours,
    may_be_booked,
)
from malath.agencies.words import Accepts, AgencyKind, Cost, Governorate, PostKind, Provenance, ServiceKind, Voice, Way
from malath.foundation.asking import ask

SHELTER = Service.objects.filter(desk=OuterRef("pk"), kind=ServiceKind.SHELTER)


@dataclass(frozen=True)
class DeskEntry:
    """A desk as the directory shows it. `on_duty` is filled in by accounts, who know the rosters.

    `hides_place`: a desk that takes people in; the directory then keeps its governorate to itself. `post`: where it stands,
    for a liaison post, and `post_of` the desk it belongs to.
    """

    id: int
    reference: str
    name: str
    governorate: str
    phone: str
    services: tuple[str, ...]
    hours: WorkingHours
    on_duty: bool | None = None
    hides_place: bool = False
    offers: tuple[tuple[ServiceKind, ServiceFacts], ...] = ()
    post: str = ""
    post_of: str = ""


@dataclass(frozen=True)
class DeskLine:
    """An open desk in a table of many. `governorate` is "" for the whole country, and for a desk that takes people in."""

    id: int
    reference: str
    name: str
    agency: str
    governorate: str
    phone: str
    has_accounts: bool


@dataclass(frozen=True)
class AgencyEntry:
    """A body and its open desks."""

    reference: str
    name: str
    kind: str
    governorate: str
    desks: tuple[DeskEntry, ...]
    has_accounts: bool = True


@dataclass(frozen=True)
class DirectoryPage:
    """Whom one can ask for what, and when."""

    agencies: tuple[AgencyEntry, ...]

    @property
    def desks(self) -> tuple[DeskEntry, ...]:
        return tuple(desk for agency in self.agencies for desk in agency.desks)


def agency_by_reference(reference: str) -> Agency | None:
    return Agency.objects.filter(reference=reference).first()


def agencies() -> list[Agency]:
    """All bodies of the mechanism, in order of their English names."""
    return list(Agency.objects.filter(ended_at__isnull=True).order_by("name_en"))


def bodies_named(references: Collection[str]) -> dict[str, Agency]:
    """Bodies by their references, those that left too: for views of the trail."""
    found = ask(lambda some: Agency.objects.filter(reference__in=some), tuple(set(references)))
    return {body.reference: body for body in found}


def desk_names(references: Collection[str]) -> dict[str, str]:
    """Names of desks by their references, closed ones too: for views of the trail."""
    found = ask(lambda some: Desk.objects.filter(reference__in=some), tuple(set(references)))
    return {desk.reference: desk.name for desk in found}


def desk_by_reference(reference: str) -> Desk | None:
    """A desk, closed ones too, with its agency."""
    return Desk.objects.select_related("agency").filter(reference=reference).first()


def locked_desk(pk: int) -> Desk:
    """A desk with its agency, kept as it is until the act ends: it neither closes nor is sent anything meanwhile."""
    return Desk.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=pk)


def desks_among(ids: Iterable[int]) -> list[Desk]:
    """Desks by their ids (or a query of ids), with their agencies, in order of names."""
    return list(Desk.objects.filter(pk__in=ids).select_related("agency").order_by("name_en"))


def open_desks(agency: Agency) -> list[Desk]:
    """The desks of a body that are not closed."""
    return list(_open().filter(agency=agency))


def all_open_desks() -> list[Desk]:
    """The open desks of all bodies, body by body."""
    return list(_open())


def open_desks_of_kind(kind: AgencyKind) -> list[Desk]:
    """The open desks of all bodies of a kind."""
    return list(_open().filter(agency__kind=kind))


def desk_ids_of(agency_id: int) -> list[int]:
    """All desks of a body, closed ones too: what they wrote stays readable."""
    return list(Desk.objects.filter(agency_id=agency_id).order_by("pk").values_list("pk", flat=True))


def desks_offering(service: ServiceKind) -> list[Desk]:
    """Open desks that can be asked for a service, with their agencies, and the desks of which they are posts."""
    return list(_open().filter(services__kind=service).select_related("post_of"))


def hiding_their_place(desks: Iterable[Desk]) -> frozenset[int]:
    """Those among the desks that take people in: their governorate is shown nowhere."""
    taking_in = Q(agency__kind=AgencyKind.SHELTER) | Q(Exists(SHELTER))
    return frozenset(Desk.objects.filter(taking_in, pk__in=[desk.pk for desk in desks]).values_list("pk", flat=True))


def offers(desk: Desk, service: ServiceKind) -> bool:
    """Whether a desk can be asked for a service."""
    return Service.objects.filter(desk=desk, kind=service).exists()


def hours_of(desk: Desk) -> WorkingHours:
    return WorkingHours(desk.opens_at, desk.closes_at, frozenset(desk.working_days), desk.around_the_clock)


@dataclass(frozen=True)
class Outline:
    """The shape of a governorate on a small picture, and where its number stands."""

    governorate: Governorate
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """The country in outlines. Boundaries are illustrative."""

    width: int
    height: int
    outlines: tuple[Outline, ...]


@cache
def picture() -> Picture:
    """The governorates as they are drawn, from the country's folder."""
    drawn = json.loads((settings.LAW / "map.json").read_text(encoding="utf-8"))
    shapes = [Outline(Governorate(one["code"]), one["outline"], one["x"], one["y"]) for one in drawn["shapes"]]
    return Picture(drawn["width"], drawn["height"], tuple(shapes))


def holidays() -> frozenset[date]:
    """Every public holiday known: one query; ask once and pass the answer on."""
    return frozenset(Holiday.objects.filter(cancelled=False).values_list("on", flat=True))


def is_open(desk: Desk, at: datetime, holidays: frozenset[date]) -> bool:
    """Whether a desk works at this moment."""
    return rules.is_open(at, hours_of(desk), holidays)


def holidays_changed_since(moment: datetime) -> bool:
    """Whether somebody declared, changed or cancelled a holiday after a moment."""
    return Holiday.objects.filter(changed_at__gt=moment).exists()


def holidays_from(day: date) -> list[Holiday]:
    """Public holidays from a day on, in their order."""
    return list(Holiday.objects.filter(on__gte=day, cancelled=False).order_by("on"))


def holiday_on(day: date) -> Holiday | None:
    """The public holiday of a day, when it is one."""
    return Holiday.objects.filter(on=day, cancelled=False).first()


def holiday_facts(holiday: Holiday) -> HolidayFacts:
    return HolidayFacts(holiday.on, holiday.name_en, holiday.name_ar, Provenance(holiday.provenance))


def service_of(desk: Desk, kind: str) -> Service | None:
    """A service that a desk can be asked for."""
    return Service.objects.filter(desk=desk, kind=kind).first()


def service_facts(service: Service) -> ServiceFacts:
    """What is said about a service."""
    return ServiceFacts(
        languages=tuple(service.languages),
        accepts=frozenset(map(Accepts, service.accepts)),
        governorates=frozenset(map(Governorate, service.governorates)),
        cost=Cost(service.cost),
        reach=service.reach,
        needed=service.needed,
        capacity=service.capacity,
    )


def agency_facts(agency: Agency) -> AgencyFacts:
    return AgencyFacts(AgencyKind(agency.kind), agency.name_en, agency.name_ar, agency.governorate, agency.has_accounts)


def desk_facts(desk: Desk) -> DeskFacts:
    services = frozenset(ServiceKind(kind) for kind in desk.services.values_list("kind", flat=True))
    home = desk.post_of.reference if desk.post_of else ""
    return DeskFacts(desk.name_en, desk.name_ar, hours_of(desk), services, desk.governorate, desk.phone, desk.post_kind, home)


@dataclass(frozen=True)
class InterpreterEntry:
    """An interpreter as the roster shows them. `phone` is for who books."""

    reference: str
    name: str
    agency: str
    facts: InterpreterFacts
    now: bool
    bookable: bool


def interpreters(
    at: datetime,
    *,
    language: str = "",
    voice: Voice | None = None,
    way: Way | None = None,
    governorate: Governorate | None = None,
) -> tuple[InterpreterEntry, ...]:
    """Interpreters who can be asked for that: those who may be booked and work at this moment first. Two statements."""
    rows = Interpreter.objects.filter(ended_at__isnull=True).select_related("agency").order_by("name_en", "pk")
    days = holidays()
    entries = [_interpreter_entry(row, at, days) for row in rows]
    wanted = {"language": language, "voice": voice, "way": way, "governorate": governorate}
    fitting = [entry for entry in entries if entry.facts.fits(**wanted)]  # type: ignore[arg-type]  # each is named
    return tuple(sorted(fitting, key=lambda entry: (not entry.bookable, not entry.now)))


def interpreter_by_reference(reference: str) -> Interpreter | None:
    """An interpreter, those who left too, with their body."""
    return Interpreter.objects.select_related("agency").filter(reference=reference).first()


def interpreter_locked(pk: int) -> Interpreter:
    """An interpreter with their body, locked until the act ends: two desks do not book the same hour."""
    return Interpreter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=pk)


def interpreter_works(row: Interpreter, at: datetime) -> bool:
    """Whether an interpreter works at a moment."""
    return rules.is_open(at, interpreter_facts(row).hours, holidays())


def interpreter_facts(row: Interpreter) -> InterpreterFacts:
    """What is written about an interpreter."""
    return InterpreterFacts(
        name_en=row.name_en,
        name_ar=row.name_ar,
        voice=Voice(row.voice),
        languages=tuple(row.languages),
        ways=frozenset(map(Way, row.ways)),
        hours=WorkingHours(row.opens_at, row.closes_at, frozenset(row.working_days), row.around_the_clock),
        dialects=row.dialects,
        governorates=frozenset(map(Governorate, row.governorates)),
        phone=row.phone,
        code_signed_on=row.code_signed_on,
    )


def _interpreter_entry(row: Interpreter, at: datetime, days: frozenset[date]) -> InterpreterEntry:
    facts = interpreter_facts(row)
    is_now = rules.is_open(at, facts.hours, days)
    return InterpreterEntry(row.reference, row.name, row.agency.name, facts, is_now, may_be_booked(facts))


def directory_page(
    *,
    service: ServiceKind | None = None,
    governorate: Governorate | None = None,
    word: str = "",
    language: str = "",
    who: Accepts | None = None,
) -> DirectoryPage:
    """The service directory: three queries, whatever its size. `word` is looked for in names, in both languages.

    A shelter is listed without its place and under every governorate: else asking for each in turn would find it. A desk is
    left out for its language or for whom it is only where it says so of what is asked for.
    """
    desks = _open()
    if service:
        desks = desks.filter(services__kind=service)
    if word:
        named = [f"{owner}{field}__icontains" for owner in ("", "agency__") for field in ("name_en", "name_ar")]
        desks = desks.filter(Q.create([(lookup, word) for lookup in named], connector=Q.OR))
    entries = (_fitting(entry, service, governorate, language, who) for entry in _entries(desks))
    return DirectoryPage(tuple(_without_secret_places(entry) for entry in entries if entry.desks))


def _fitting(
    entry: AgencyEntry,
    service: ServiceKind | None,
    governorate: Governorate | None,
    language: str,
    who: Accepts | None,
) -> AgencyEntry:
    """The body with those desks that may be right."""
    desks = tuple(
        desk
        for desk in entry.desks
        if _serves(desk, governorate, service)
        and (not desk.offers or any(facts.fits(language=language, who=who) for _, facts in _asked(desk, service)))
    )
    return replace(entry, desks=desks)


def _serves(desk: DeskEntry, governorate: Governorate | None, service: ServiceKind | None) -> bool:
    """Whether a desk is in a governorate, works in the whole country, or says that it comes there; a shelter always."""
    if governorate is None or desk.hides_place or desk.governorate in {"", str(governorate.label)}:
        return True
    return any(governorate in facts.governorates for _, facts in _asked(desk, service))


def _asked(desk: DeskEntry, service: ServiceKind | None) -> list[tuple[ServiceKind, ServiceFacts]]:
    return [offer for offer in desk.offers if service is None or offer[0] == service]


def all_with_desks() -> tuple[AgencyEntry, ...]:
    """Every body with its open desks, bodies without desks too: for those who manage them."""
    return _entries(_open())


def desk_lines(agency_id: int | None = None) -> list[DeskLine]:
    """All open desks in order of names, or those of one body. One statement."""
    rows = Desk.objects.filter(ended_at__isnull=True).annotate(shelters=Exists(SHELTER))
    rows = rows if agency_id is None else rows.filter(agency_id=agency_id)
    names = ("name_ar", "agency__name_ar") if get_language() == "ar" else ("name_en", "agency__name_en")
    found = rows.order_by(names[1], names[0], "pk").values_list(
        "pk", "reference", *names, "governorate", "phone", "agency__kind", "agency__has_accounts", "shelters"
    )
    return [
        DeskLine(pk, reference, name, agency, "" if shelters or kind == AgencyKind.SHELTER else where, phone, works)
        for pk, reference, name, agency, where, phone, kind, works, shelters in found
    ]


def _open() -> QuerySet[Desk]:
    return Desk.objects.filter(ended_at__isnull=True).select_related("agency").order_by("agency__name_en", "name_en")


def _entries(desks: QuerySet[Desk]) -> tuple[AgencyEntry, ...]:
    bodies = Agency.objects.filter(ended_at__isnull=True).order_by("name_en")
    services = Prefetch("services", Service.objects.order_by("kind"))
    listed = bodies.prefetch_related(
        Prefetch("desks", desks.select_related(None).select_related("post_of").prefetch_related(services))
    )
    return tuple(_agency_entry(agency) for agency in listed)


def _without_secret_places(entry: AgencyEntry) -> AgencyEntry:
    desks = tuple(_without_place(desk) if desk.hides_place else desk for desk in entry.desks)
    hidden = any(desk.hides_place for desk in desks)
    return replace(entry, desks=desks, governorate="" if hidden else entry.governorate)


def _without_place(desk: DeskEntry) -> DeskEntry:
    offers = tuple((kind, replace(facts, governorates=frozenset(), reach="")) for kind, facts in desk.offers)
    return replace(desk, governorate="", offers=offers)


def _agency_entry(agency: Agency) -> AgencyEntry:
    desks = tuple(_desk_entry(desk, agency) for desk in agency.desks.all())
    kind = str(AgencyKind(agency.kind).label)
    return AgencyEntry(agency.reference, agency.name, kind, place(agency.governorate), desks, agency.has_accounts)


def _desk_entry(desk: Desk, agency: Agency) -> DeskEntry:
    services = [ServiceKind(service.kind) for service in desk.services.all()]
    return DeskEntry(
        id=desk.pk,
        reference=desk.reference,
        name=desk.name,
        governorate=place(desk.governorate),
        phone=desk.phone,
        services=tuple(str(service.label) for service in services),
        hours=hours_of(desk),
        hides_place=agency.kind == AgencyKind.SHELTER or ServiceKind.SHELTER in services,
        offers=tuple((ServiceKind(row.kind), service_facts(row)) for row in desk.services.all()),
        post=post_label(desk),
        post_of=desk.post_of.name if desk.post_of else "",
    )


def post_label(desk: Desk) -> str:
    """Where a liaison post stands, "" for any other desk."""
    return str(PostKind(desk.post_kind).label) if desk.post_kind else ""


def has_posts(desk: Desk) -> bool:
    """Whether liaison posts belong to a desk: they keep it open."""
    return Desk.objects.filter(post_of__reference=desk.reference, ended_at__isnull=True).exists()


def homes_for_posts(agency: Agency, own: Desk | None = None) -> list[Desk]:
    """The open desks of a body to which a liaison post may belong."""
    return [desk for desk in open_desks(agency) if desk.post_of_id is None and desk != own]


def place(governorate: str) -> str:
    """The governorate's name, "" for the whole country."""
    return str(Governorate(governorate).label) if governorate else ""
