"""Who plays in the demonstration: bodies, desks, staff, and the people they meet. All of them are invented."""

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import RULES, Power, Role
from malath.agencies import actions as agencies
from malath.agencies.models import Agency, Desk
from malath.agencies.queries import holidays
from malath.agencies.rules import AgencyFacts, DeskFacts, InterpreterFacts, ServiceFacts
from malath.agencies.testing import ALWAYS, EIGHT_TO_THREE
from malath.agencies.words import Accepts, AgencyKind, Cost, ServiceKind, Voice, Way
from malath.foundation.actor import WORKER
from malath.people.words import AgeBand, Sex

DATA = json.loads((Path(__file__).parent / "demo.json").read_text(encoding="utf-8"))
TURN = timedelta(days=60)
AHEAD = timedelta(days=365)
AGES = {AgeBand.B9: (10, 17), AgeBand.B18: (19, 20), AgeBand.B21: (22, 29), AgeBand.B30: (31, 38), AgeBand.B39: (40, 47)}
OFTEN = {AgeBand.B9: 2, AgeBand.B18: 3, AgeBand.B21: 8, AgeBand.B30: 5, AgeBand.B39: 2}


@dataclass(frozen=True)
class Invented:
    """One invented person: names in two scripts, a phone and a passport that belong to nobody."""

    number: int
    arabic: str
    latin: str
    language: str
    nationality: str
    sex: Sex
    age_band: AgeBand
    birth_year: int

    @property
    def phone(self) -> str:
        return f"+96270000{self.number:04d}"

    @property
    def phone_of_employer(self) -> str:
        return f"+96270001{self.number:04d}"

    @property
    def document(self) -> str:
        return f"EP44{self.number:05d}"

    @property
    def is_child(self) -> bool:
        return self.age_band == AgeBand.B9

    def told(self, text: str) -> str:
        return text.format(ar=self.arabic, en=self.latin, phone=self.phone, document=self.document)

    def one_of(self, key: str) -> str:
        """One of the texts of a kind, always the same one for the same person."""
        texts: list[str] = DATA[key]
        return self.told(texts[self.number // 2 % len(texts)])


@dataclass(frozen=True)
class House:
    """The desks of the demonstration by key, and who works at each."""

    desks: dict[str, Desk]
    staff: dict[str, list[User]]
    holidays: frozenset[date]

    def somebody(self, chance: random.Random, desk: str, power: Power) -> User:
        return chance.choice([user for user in self.staff[desk] if power in self.powers(user)])

    def named(self, name: str) -> User:
        return next(user for staff in self.staff.values() for user in staff if user.name_en == name)

    def key_of(self, desk: Desk) -> str:
        return next(key for key, one in self.desks.items() if one == desk)

    def officer(self, chance: random.Random, desk: str) -> User:
        """Who meets people at a desk: not the supervisor, who confirms what officers do."""
        return chance.choice([user for user in self.staff[desk] if self.powers(user) >= MEETS and not self._supervises(user)])

    def supervisor_of(self, desk: Desk) -> User:
        """The supervisor of the body."""
        staff = [user for key, users in self.staff.items() if self.desks[key].agency_id == desk.agency_id for user in users]
        return next(filter(self._supervises, staff))

    def _supervises(self, user: User) -> bool:
        return Power.SUPERVISE in self.powers(user)

    def powers(self, user: User) -> frozenset[Power]:
        return RULES[ROLES[user.name_en]].may


MEETS = frozenset({Power.OPEN_CASE})
ROLES = {row["en"]: Role(row["role"]) for row in DATA["staff"]}


def build(begun: datetime, since: datetime, now: datetime) -> House:
    """Bodies, desks and staff from the beginning, and rosters since, as the real acts make them."""
    desks: dict[str, Desk] = {}
    for row in DATA["agencies"]:
        named = (row["en"], row["ar"], row["governorate"])
        facts = AgencyFacts(AgencyKind(row["kind"]), *named, row.get("has_accounts", True))
        agency = agencies.add_agency(facts, by=WORKER, at=begun)
        for desk in row["desks"]:
            desks[desk["key"]] = agencies.add_desk(agency, _desk_facts(desk, desks), by=WORKER, at=begun)
            _describe(desks[desk["key"]], desk["services"], begun)
        if agency.kind == AgencyKind.MECHANISM:
            _interpreters(agency, begun)
    staff: dict[str, list[User]] = {key: [] for key in desks}
    for row in DATA["staff"]:
        staff[row["desk"]].append(_member(row, desks[row["desk"]], begun))
    house = House(desks, staff, holidays())
    for key, desk in desks.items():
        _roster(house, key, desk, since, now)
    return house


def _describe(desk: Desk, services: list[str], at: datetime) -> None:
    """Two of three desks say for whom they are; the others have not said it yet."""
    if desk.pk % 3 == 0:
        return
    accepts = frozenset(Accepts) if desk.pk % 2 else frozenset({Accepts.WOMEN, Accepts.GIRLS})
    languages = ("ar", "en", "am") if desk.pk % 2 else ("ar", "en", "bn", "fil")
    facts = ServiceFacts(languages, accepts, cost=Cost.FREE, needed="لا يلزم شيء")
    for service in services:
        agencies.describe_service(desk, ServiceKind(service), facts, version=1, by=WORKER, at=at)


def _interpreters(pool: Agency, at: datetime) -> None:
    """The pool of the mechanism; one has not signed the code of conduct yet."""
    for number, row in enumerate(DATA["interpreters"]):
        hours = ALWAYS if number % 2 else EIGHT_TO_THREE
        facts = InterpreterFacts(
            row["en"], row["ar"], Voice(row["voice"]), tuple(row["languages"]), frozenset(map(Way, row["ways"])), hours,
            phone=f"+9627000200{number:02d}", code_signed_on=at.date() if row["signed"] else None,
        )  # fmt: skip
        agencies.add_interpreter(pool, facts, by=WORKER, at=at)


def _desk_facts(row: dict[str, Any], desks: dict[str, Desk]) -> DeskFacts:
    """The phones begin with a nought after the area: lines that nobody has."""
    hours, services = ALWAYS if row["around_the_clock"] else EIGHT_TO_THREE, frozenset(map(ServiceKind, row["services"]))
    post = (row["post_kind"], desks[row["post_of"]].reference) if "post_of" in row else ("", "")
    return DeskFacts(row["en"], row["ar"], hours, services, row["governorate"], row["phone"], *post)


def _member(row: dict[str, str], desk: Desk, since: datetime) -> User:
    email = f"{row['en'].split()[0].lower()}@demo.invalid"
    user = accounts.add_staff(agency=desk.agency, email=email, name_en=row["en"], name_ar=row["ar"], by=WORKER, at=since)
    accounts.join_desk(user, desk, Role(row["role"]), by=WORKER, at=since)
    return user


def _roster(house: House, key: str, desk: Desk, since: datetime, now: datetime) -> None:
    """Two months in turn, from the beginning until a year from now."""
    answering = [user for user in house.staff[key] if Power.ANSWER in house.powers(user)]
    begins = (since + timedelta(days=1)).replace(hour=5, minute=0, second=0, microsecond=0)
    while desk.around_the_clock and answering and begins < now + AHEAD:
        user, until = answering[begins.month // 2 % len(answering)], begins + TURN
        accounts.put_on_duty(desk, user, from_at=begins, until=until, by=WORKER, at=begins)
        begins = until


def invent(chance: random.Random, number: int, year: int, bands: Iterable[AgeBand] = AGES) -> Invented:
    """Somebody who is met in this year, of one of these ages."""
    language = chance.choices(list(DATA["people"]), weights=(4, 4, 3, 5, 2, 2))[0]
    names = DATA["people"][language]
    sex = chance.choices((Sex.FEMALE, Sex.MALE), weights=(7, 3))[0]
    given = chance.choice(names["given_f" if sex == Sex.FEMALE else "given_m"])
    father, family = chance.choice(names["given_m"]), chance.choice(names["family"])
    band = chance.choices(list(bands), weights=[OFTEN[one] for one in bands])[0]
    return Invented(
        number=number,
        arabic=f"{given[0]} {father[0]} {family[0]}",
        latin=f"{given[1]} {father[1]} {family[1]}",
        language=language,
        nationality=names["nationality"],
        sex=sex,
        age_band=band,
        birth_year=year - chance.randint(*AGES[band]),
    )
