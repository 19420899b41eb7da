"""The bodies of a bench: one that holds nearly a quarter of all files, a few large ones, and many small ones.

Made by the real acts, so that desks, roles and rosters are lawful. All names are invented.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.agencies import actions as agencies
from malath.agencies.models import Agency, Desk
from malath.agencies.rules import AgencyFacts, DeskFacts
from malath.agencies.testing import ALWAYS, EIGHT_TO_THREE
from malath.agencies.words import AgencyKind, Governorate, ServiceKind
from malath.foundation.actor import WORKER

FILES_OF_A_SMALL_DESK: Final = 40
FEWEST_SMALL, MOST_SMALL = 4, 500
PEOPLE_PER_SMALL_DESK: Final = 400
AT_THE_BIG_DESK: Final = 24
AT_A_BUSY_DESK: Final = 8  # the first of each body, and the small one that is measured
AT_A_DESK: Final = 3
AT_A_SMALL_DESK: Final = 2
SUPERVISORS: Final = 8


@dataclass(frozen=True)
class Body:
    """What a body of the bench is: its kind, how many desks, who works there, what they can be asked for."""

    name_en: str
    name_ar: str
    kind: AgencyKind
    desks: int
    role: Role
    services: frozenset[ServiceKind] = frozenset()


BIG: Final = Body(
    "Association of the crossroads",
    "جمعية مفترق الطرق",
    AgencyKind.ASSOCIATION,
    12,
    Role.CASE_MANAGER,
    frozenset({ServiceKind.PROTECTION, ServiceKind.LEGAL}),
)
LABOUR: Final = Body(
    "Inspection of work", "تفتيش العمل", AgencyKind.LABOUR, 12, Role.INSPECTOR, frozenset({ServiceKind.LABOUR_COMPLAINT})
)
POLICE: Final = Body("Police stations", "مراكز الشرطة", AgencyKind.POLICE, 12, Role.POLICE)
SOCIAL: Final = Body(
    "Social services",
    "الخدمات الاجتماعية",
    AgencyKind.SOCIAL,
    6,
    Role.SOCIAL,
    frozenset({ServiceKind.PROTECTION, ServiceKind.CHILD_PROTECTION}),
)
UNIT: Final = Body("Unit", "الوحدة", AgencyKind.CTU, 2, Role.CTU_IDENT, frozenset({ServiceKind.IDENTIFICATION}))
SHELTER: Final = Body(
    "House of the palm", "دار النخلة", AgencyKind.SHELTER, 2, Role.SHELTER_MANAGER, frozenset({ServiceKind.SHELTER})
)
LEGAL: Final = Body("Legal aid", "العون القانوني", AgencyKind.LEGAL, 3, Role.LAWYER, frozenset({ServiceKind.LEGAL}))
RETURNS: Final = Body("Return office", "مكتب العودة", AgencyKind.RETURNS, 1, Role.RETURN, frozenset({ServiceKind.AVRR}))
MECHANISM: Final = Body("Secretariat of the mechanism", "أمانة الآلية", AgencyKind.MECHANISM, 1, Role.FOCAL_POINT)
OPENERS: Final = (LABOUR, POLICE, SOCIAL)
RECEIVERS: Final = (SOCIAL, UNIT, SHELTER, LEGAL, RETURNS, LABOUR)


@dataclass(frozen=True)
class Station:
    """A desk and who works there."""

    desk: Desk
    staff: tuple[User, ...]

    def somebody(self, chance: random.Random) -> User:
        return chance.choice(self.staff)


@dataclass(frozen=True)
class House:
    """All desks of the bench, the busiest of each body first."""

    big: tuple[Station, ...]
    small: tuple[Station, ...]
    large: dict[str, tuple[Station, ...]]
    supervisors: tuple[User, ...]
    focal_points: tuple[User, ...] = ()

    @property
    def stations(self) -> list[Station]:
        return [*self.big, *self.small, *(station for body in self.large.values() for station in body)]

    def of(self, body: Body) -> tuple[Station, ...]:
        return self.large[body.name_en]

    def asked_for(self, service: ServiceKind) -> list[tuple[Station, ...]]:
        """The large bodies that give a service."""
        return [self.of(body) for body in RECEIVERS if service in body.services]


def small_desks(people: int) -> int:
    """How many small bodies there are among so many people."""
    return min(max(people // PEOPLE_PER_SMALL_DESK, FEWEST_SMALL), MOST_SMALL)


def busiest(chance: random.Random, stations: Sequence[Station]) -> Station:
    """One of the desks of a body: the first has as much as the second and third together, and so on."""
    return chance.choices(stations, weights=[1 / (place + 1) for place in range(len(stations))])[0]


def build(people: int, *, at: datetime) -> House:
    """Make all bodies, desks and staff of a bench."""
    big, agency = _body(BIG, 0, at)
    large = {body.name_en: _body(body, place, at)[0] for place, body in enumerate((*OPENERS, UNIT, SHELTER, LEGAL, RETURNS), 1)}
    supervisors = tuple(_member(agency, f"supervisor.{number}", at) for number in range(SUPERVISORS))
    for supervisor in supervisors:
        accounts.join_desk(supervisor, big[0].desk, Role.SUPERVISOR, by=WORKER, at=at)
    mechanism = _body(MECHANISM, 20, at)[0]
    small = tuple(_small(number, at) for number in range(small_desks(people)))
    return House(big, small, large, supervisors, mechanism[0].staff)


def _body(body: Body, place: int, at: datetime) -> tuple[tuple[Station, ...], Agency]:
    agency = agencies.add_agency(AgencyFacts(body.kind, body.name_en, body.name_ar), by=WORKER, at=at)
    stations, governorates = [], Governorate.values if body.desks > 1 else [""]
    for number in range(body.desks):
        staff = AT_A_DESK if number else AT_THE_BIG_DESK if body is BIG else AT_A_BUSY_DESK
        stations.append(_station(agency, body, f"{place}.{number}", staff, at, governorates[number % len(governorates)]))
    return tuple(stations), agency


def _small(number: int, at: datetime) -> Station:
    body = Body(f"Association {number}", f"جمعية {number}", AgencyKind.ASSOCIATION, 1, Role.CASE_MANAGER, BIG.services)
    agency = agencies.add_agency(AgencyFacts(body.kind, body.name_en, body.name_ar), by=WORKER, at=at)
    return _station(agency, body, f"s{number}", AT_A_SMALL_DESK if number else AT_A_BUSY_DESK, at)


def _station(agency: Agency, body: Body, mark: str, staff: int, at: datetime, governorate: str = "") -> Station:
    hours = ALWAYS if body.kind in {AgencyKind.CTU, AgencyKind.SHELTER} else EIGHT_TO_THREE
    facts = DeskFacts(f"Desk {mark}", f"مكتب {mark}", hours, body.services, governorate)
    desk = agencies.add_desk(agency, facts, by=WORKER, at=at)
    members = tuple(_member(agency, f"{mark}.{number}", at) for number in range(staff))
    for member in members:
        accounts.join_desk(member, desk, body.role, by=WORKER, at=at)
    return Station(desk, members)


def _member(agency: Agency, mark: str, at: datetime) -> User:
    return accounts.add_staff(
        agency=agency, email=f"{mark}@bench.invalid", name_en=f"Staff {mark}", name_ar=f"موظف {mark}", by=WORKER, at=at
    )
