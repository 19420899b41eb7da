"""Invented people for trying Malath out: bodies, staff, and 400 people whose cases go through the real acts.

Every text that is kept sealed holds names, phones, an address or a code word on purpose: the dump test looks for them
where they must not be.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import RULES, Power, Role
from malath.agencies import actions as agencies
from malath.agencies.models import Desk
from malath.agencies.rules import AgencyFacts, DeskFacts, WorkingHours
from malath.agencies.testing import EIGHT_TO_THREE
from malath.agencies.words import AgencyKind, Governorate, ServiceKind
from malath.cases import actions as cases
from malath.cases.models import Case
from malath.cases.words import Need, NoteKind, Risk
from malath.exchange import actions as exchange
from malath.exchange import gates
from malath.exchange.htcds import Row
from malath.exchange.queries import Scope, Wanted
from malath.exchange.testing import FIRST_LINE, make_import
from malath.exchange.values import Value
from malath.foundation.actor import WORKER
from malath.inbox import actions as inbox
from malath.people import actions as people_acts
from malath.people.words import AgeBand, Channel, DetailKind, Sex
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import Circumstances
from malath.privacy.words import Answer, BasisKind, ConsentKind, Interpreter, Method
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.words import Alternative, DeclineReason, Outcome, Urgency

DATA = json.loads((Path(__file__).parent / "demo.json").read_text(encoding="utf-8"))
PEOPLE = 400
MONTHS = timedelta(days=540)
TURN = timedelta(days=60)
WORDING = "Read aloud in the language of the person (demonstration)."
ALWAYS = WorkingHours(EIGHT_TO_THREE.opens_at, EIGHT_TO_THREE.closes_at, EIGHT_TO_THREE.working_days, around_the_clock=True)

# What is asked for, where it goes, and how often: believable shares, not statistics.
ROUTES: Sequence[tuple[ServiceKind, Sequence[str], int]] = (
    (ServiceKind.SHELTER, ("shelter", "shelter2"), 5),
    (ServiceKind.IDENTIFICATION, ("ctu",), 4),
    (ServiceKind.PROTECTION, ("social", "association"), 4),
    (ServiceKind.LEGAL, ("legal", "association"), 3),
    (ServiceKind.LABOUR_COMPLAINT, ("legal", "inspection_amman"), 2),
    (ServiceKind.AVRR, ("returns",), 2),
)
OPENERS = ("inspection_amman", "inspection_zarqa", "station", "camp", "association", "social")


@dataclass(frozen=True)
class Invented:
    """One invented person: names in two scripts, a phone that belongs to nobody, and who meets them."""

    arabic: str
    latin: str
    phone: str
    language: str
    nationality: str
    sex: Sex
    age_band: AgeBand
    birth_year: int

    def told(self, text: str) -> str:
        return text.format(ar=self.arabic, en=self.latin, phone=self.phone)

    def one_of(self, key: str) -> str:
        """One of the texts of a kind, always the same one for the same person."""
        texts: list[str] = DATA[key]
        return self.told(texts[self.birth_year % len(texts)])


@dataclass(frozen=True)
class Met:
    """An invented person met by an officer of a desk."""

    person: Invented
    desk: Desk
    officer: User
    at: datetime


@dataclass(frozen=True)
class House:
    """The desks of the demonstration by key, and who works at each."""

    desks: dict[str, Desk]
    staff: dict[str, list[User]]

    def somebody(self, chance: random.Random, desk: str, power: Power) -> User:
        return chance.choice([user for user in self.staff[desk] if power in self.powers(user)])

    def powers(self, user: User) -> frozenset[Power]:
        role = next(Role(row["role"]) for row in DATA["staff"] if row["en"] == user.name_en)
        return RULES[role].may


def load(now: datetime, *, people: int = PEOPLE) -> House:
    """Load everything, the same each time but for the dates, which end at `now`. Call it inside one transaction."""
    chance = random.Random(20261123)  # noqa: S311  # repeatable invention, not a secret
    house = _house(now - MONTHS - timedelta(days=60), now)
    recent = people // 12
    ages = [MONTHS * chance.random() ** 1.5 for _ in range(people - recent)]
    ages += [timedelta(hours=30) * chance.random() for _ in range(recent)]
    for number, age in enumerate(sorted(ages, reverse=True)):
        _one_person(chance, house, number, now - age - timedelta(minutes=21), now)
    _workbook(house, people, now)
    inbox.clear_before(now - timedelta(days=2), by=WORKER, at=now)
    return house


def _house(since: datetime, now: datetime) -> House:
    desks: dict[str, Desk] = {}
    for row in DATA["agencies"]:
        facts = AgencyFacts(AgencyKind(row["kind"]), row["en"], row["ar"], row["governorate"])
        agency = agencies.add_agency(facts, by=WORKER, at=since)
        for desk in row["desks"]:
            desks[desk["key"]] = agencies.add_desk(agency, _desk_facts(desk), by=WORKER, at=since)
    staff: dict[str, list[User]] = {key: [] for key in desks}
    for row in DATA["staff"]:
        staff[row["desk"]].append(_member(row, desks[row["desk"]], since))
    house = House(desks, staff)
    for key, desk in desks.items():
        _roster(house, key, desk, now)
    return house


def _desk_facts(row: dict[str, Any]) -> DeskFacts:
    hours = ALWAYS if row["around_the_clock"] else EIGHT_TO_THREE
    return DeskFacts(row["en"], row["ar"], hours, frozenset(map(ServiceKind, row["services"])), row["governorate"], "")


def _member(row: dict[str, str], desk: Desk, since: datetime) -> User:
    email = f"{row['en'].split()[0].lower()}@demo.invalid"
    user = accounts.add_staff(agency=desk.agency, email=email, name_en=row["en"], name_ar=row["ar"], by=WORKER, at=since)
    accounts.join_desk(user, desk, Role(row["role"]), by=WORKER, at=since)
    return user


def _roster(house: House, key: str, desk: Desk, now: datetime) -> None:
    """Two months in turn, from the beginning until a year from now."""
    answering = [user for user in house.staff[key] if Power.ANSWER in house.powers(user)]
    begins = (now - MONTHS - timedelta(days=30)).replace(hour=5, minute=0, second=0, microsecond=0)
    while desk.around_the_clock and answering and begins < now + timedelta(days=365):
        user, until = answering[begins.month // 2 % len(answering)], begins + TURN
        accounts.put_on_duty(desk, user, from_at=begins, until=until, by=WORKER, at=begins)
        begins = until


def _one_person(chance: random.Random, house: House, number: int, met_at: datetime, now: datetime) -> None:
    invented, opener = _invent(chance, number), chance.choice(OPENERS)
    desk, officer = house.desks[opener], house.somebody(chance, opener, Power.OPEN_CASE)
    first = _first_facts(chance, invented)
    case = cases.open_case(first, ground=_ground(invented), desk=desk, by=officer, at=met_at)
    for kind in chance.sample(list(NoteKind), chance.choice((1, 2, 2, 3))):
        text = invented.told(chance.choice(DATA["notes"][kind.value]))
        cases.write_note(case, kind=kind, text=text, desk=desk, by=officer, at=met_at + timedelta(minutes=9))
    if number % 2 == 0:
        _agree_contact(case, Met(invented, desk, officer, met_at + timedelta(minutes=10)))
    if chance.random() < 0.9:
        _refer(chance, house, case, Met(invented, desk, officer, met_at + timedelta(minutes=20)), now)


def _agree_contact(case: Case, met: Met) -> None:
    texts = {"hours": "hours", "code_word": "code_words", "who_else": "who_else"}
    people_acts.agree_contact(
        case.person,
        channel=Channel.CALL,
        may_leave_message=False,
        may_say_agency=False,
        language=met.person.language,
        texts={name: met.person.one_of(key) for name, key in texts.items()},
        desk=met.desk,
        by=met.officer,
        at=met.at,
    )


def _workbook(house: House, number: int, now: datetime) -> None:
    """One more person came with a workbook of another body a week ago, and was taken out in one yesterday."""
    chance = random.Random(20261124)  # noqa: S311  # its own, so that it changes nobody else
    invented, desk = _invent(chance, number), house.desks["social"]
    officer, texts = house.somebody(chance, "social", Power.EXCHANGE), DATA["workbook"]
    values: dict[str, Value] = {
        "con_Consent": True,
        "prs_FirstName": invented.latin,
        "prs_Birthdate": date(invented.birth_year, 1, 1),
        "prs_MobilePhone": invented.phone,
        "prs_PrimaryLanguage": invented.language,
        "vic_LocationOfExploitation": invented.told(texts["place"]),
        "cco_CaseComment": invented.told(texts["note"]),
    }
    arrived = make_import([Row(FIRST_LINE, MappingProxyType(values))], desk, officer, now - timedelta(days=7))
    because, at = invented.told(texts["because"]), now - timedelta(days=1)
    wanted = Wanted(Scope.NAMED, tuple(case.reference for case in arrived))
    chosen = gates.cases_to_export(officer, wanted, at=at, cap=exchange.CASES_AT_ONCE)
    exchange.export_workbook(chosen, because=because, by=officer, at=at)


def _invent(chance: random.Random, number: int) -> Invented:
    language = chance.choices(list(DATA["people"]), weights=(4, 4, 3, 5, 2, 2))[0]
    names = DATA["people"][language]
    sex = chance.choices((Sex.FEMALE, Sex.MALE), weights=(7, 3))[0]
    given = chance.choice(names["given_f" if sex == Sex.FEMALE else "given_m"])
    father, family = chance.choice(names["given_m"]), chance.choice(names["family"])
    band = chance.choices((AgeBand.B9, AgeBand.B18, AgeBand.B21, AgeBand.B30, AgeBand.B39), weights=(2, 3, 8, 5, 2))[0]
    age = {AgeBand.B9: 15, AgeBand.B18: 19, AgeBand.B21: 25, AgeBand.B30: 34, AgeBand.B39: 43}[band]
    return Invented(
        arabic=f"{given[0]} {father[0]} {family[0]}",
        latin=f"{given[1]} {father[1]} {family[1]}",
        phone=f"+96270000{number:04d}",
        language=language,
        nationality=names["nationality"],
        sex=sex,
        age_band=band,
        birth_year=2026 - age - chance.randint(0, 2),
    )


def _first_facts(chance: random.Random, invented: Invented) -> cases.FirstFacts:
    facts: dict[str, object] = {
        "sex": invented.sex,
        "age_band": invented.age_band,
        "language": invented.language,
        "nationalities": [invented.nationality],
    }
    details = [
        (DetailKind.NAME_ARABIC, invented.arabic),
        (DetailKind.NAME_LATIN, invented.latin),
        (DetailKind.BIRTH_DATE, str(invented.birth_year)),
        (DetailKind.PHONE, invented.phone),
    ]
    needs = chance.sample(list(Need), chance.randint(1, 4))
    risk = chance.choices(list(Risk), weights=(2, 4, 5, 3, 1))[0]
    nameless = chance.random() < 0.08
    governorate = chance.choice(list(Governorate)).value
    return cases.FirstFacts(facts, [] if nameless else details, governorate, risk, needs)


def _ground(invented: Invented) -> cases.Ground:
    if invented.age_band == AgeBand.B9:
        return cases.Ground(
            Answer.NOT_ASKED,
            _spoken(invented),
            WORDING,
            BasisKind.O2,
            because=invented.told(DATA["child_at_risk"]),
        )
    return cases.Ground(Answer.YES, _spoken(invented), WORDING)


def _spoken(invented: Invented) -> Circumstances:
    interpreter = Interpreter.NONE if invented.language == "ar" else Interpreter.PHONE
    witness = invented.one_of("witnesses") if invented.birth_year % 3 == 0 else ""
    return Circumstances(Method.SPOKEN, invented.language, interpreter, witness)


def _refer(chance: random.Random, house: House, case: Case, met: Met, now: datetime) -> None:
    service, keys, _ = chance.choices(ROUTES, weights=[weight for *_, weight in ROUTES])[0]
    key = chance.choice([key for key in keys if house.desks[key] != met.desk])
    receiving = house.desks[key]
    weights = (2, 3, 5) if receiving.around_the_clock else (0, 0, 1)
    urgency = chance.choices(list(Urgency), weights=weights)[0]
    agreed = _agree(chance, case, met, receiving, service)
    referral = referrals.draft(case, type=service, urgency=urgency, desk=met.desk, by=met.officer, at=met.at)
    reason = met.person.told(chance.choice(DATA["reasons"]))
    referral = referrals.change(
        referral, version=referral.version, receiving_desk=receiving, reason=reason, by=met.officer, at=met.at
    )
    if agreed:
        sent = referrals.send(referral, by=met.officer, at=met.at)
        _go_on(chance, sent, house.somebody(chance, key, Power.ANSWER), met, now)


def _go_on(chance: random.Random, referral: Referral, answering: User, met: Met, now: datetime) -> None:
    """What the receiving desk does, as far as there was time until `now`. Old ones are all answered."""
    read_at = met.at + timedelta(minutes=chance.choice((4, 11, 25, 50, 90)))
    if read_at >= now or (met.at > now - timedelta(days=2) and chance.random() < 0.7):
        return
    referrals.acknowledge(referral, by=answering, at=read_at)
    answered_at = read_at + timedelta(minutes=chance.choice((10, 40, 120, 400)))
    if answered_at >= now:
        return
    if chance.random() < 0.12:
        _decline(chance, referral, answering, answered_at)
        return
    note = met.person.told(chance.choice(DATA["answers"]))
    accepted = referrals.accept(referral, by=answering, at=answered_at, key_worker=answering, note=note)
    _afterwards(chance, accepted, answering, answered_at, now)


def _decline(chance: random.Random, referral: Referral, answering: User, at: datetime) -> None:
    because, instead = chance.choice(list(DeclineReason)), chance.choice(list(Alternative))
    referrals.decline(referral, because=because, alternative=instead, by=answering, at=at)


def _afterwards(chance: random.Random, referral: Referral, answering: User, at: datetime, now: datetime) -> None:
    """Weeks later most have an outcome; a few people take their consent back."""
    later = at + timedelta(days=chance.randint(5, 60))
    fate = chance.random()
    if later >= now or fate > 0.8:
        return
    if fate < 0.06:
        _withdraw(referral, answering, later)
    elif fate < 0.7:
        referrals.complete(referral, outcome=chance.choice(list(Outcome)), by=answering, at=later)


def _withdraw(referral: Referral, answering: User, at: datetime) -> None:
    desk = referral.receiving_desk
    consent = desk and privacy_queries.standing_row(referral.person_id, ConsentKind.C3, desk.agency)
    if consent:
        privacy.withdraw(consent, referral.person, by=answering, at=at)
        referrals.stop(referral, at=at)


def _agree(chance: random.Random, case: Case, met: Met, receiving: Desk, service: ServiceKind) -> bool:
    """The separate questions; some say no. A child's file stands on O2 and is not asked these."""
    if met.person.age_band == AgeBand.B9:
        return True
    answers = {ConsentKind.C3: chance.choices((Answer.YES, Answer.NO), weights=(12, 1))[0]}
    if service == ServiceKind.SHELTER:
        answers[ConsentKind.C8] = Answer.YES
    if service == ServiceKind.IDENTIFICATION:
        answers[ConsentKind.C4] = chance.choice((Answer.YES, Answer.YES, Answer.NO))
        answers[ConsentKind.C5] = chance.choice((Answer.YES, Answer.NOT_NOW, Answer.NO))
    for kind, answer in answers.items():
        privacy.record_consent(
            case.person,
            kind=kind,
            answer=answer,
            circumstances=_spoken(met.person),
            wording=WORDING,
            desk=met.desk,
            body=receiving.agency if kind == ConsentKind.C3 else None,
            by=met.officer,
            at=met.at,
        )
    return answers[ConsentKind.C3] == Answer.YES
