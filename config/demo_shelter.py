"""The shelter in the demonstration: two houses with their rooms, somebody who has stayed for weeks, a mother with children,
somebody who left, somebody for whom another place was found, and somebody who waits."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from config.demo_cast import DATA, House, Invented, invent
from malath.accounts.models import User
from malath.agencies.words import Currency, ServiceKind
from malath.cases import actions as cases
from malath.cases.words import Need, Risk
from malath.people.words import AgeBand, DetailKind, Sex
from malath.privacy import actions as privacy
from malath.privacy.actions import Circumstances
from malath.privacy.wording import wording
from malath.privacy.words import Answer, ConsentKind, Interpreter, Method
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.words import Urgency
from malath.shelter import actions as shelters
from malath.shelter.actions import Admission, Brought, Child, Coming, Leaving
from malath.shelter.models import Place, Shelter, Stay
from malath.shelter.queries import free_places
from malath.shelter.words import (
    Destination,
    Elsewhere,
    Entitled,
    HealthCheck,
    IncidentKind,
    Left,
    Looked,
    Neutral,
    Ready,
    Refused,
    RightsTold,
    Takes,
    Thing,
    WhyLong,
)

WHERE, HERE, THERE = "association", "shelter", "shelter2"
A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TEXTS = DATA["shelter"]
ROOMS = ((Takes.WOMEN, "أ", 3, 4), (Takes.MOTHERS, "ب", 2, 4), (Takes.GIRLS, "ج", 1, 4), (Takes.FAMILIES, "د", 1, 5))


@dataclass(frozen=True)
class Hosts:
    """Who runs the house, and who is there at night."""

    shelter: Shelter
    amal: User
    iman: User
    ghada: User

    def place(self, takes: Takes) -> Place:
        return next(place for place in free_places(self.shelter) if place.unit.section.takes == takes)


def somebody_stays(house: House, now: datetime, number: int) -> None:
    """Two houses, and five people whom the association referred to the first."""
    chance = random.Random(20261129)  # noqa: S311  # repeatable invention, not a secret
    hosts = _houses(house, now - 60 * A_DAY)
    ages = (35, 9, 20, 4, 0)
    met = [_referred(chance, house, hosts, number + place, now - age * A_DAY - 5 * AN_HOUR) for place, age in enumerate(ages)]
    _stays_long(hosts, met[0], now)
    _came_with_children(hosts, met[1], now)
    _left(hosts, met[2], now - 2 * A_DAY)
    shelters.turn_away(met[3], Refused.DANGER_HERE, Elsewhere.SHELTER, TEXTS["refused"], by=hosts.amal, at=now - 3 * A_DAY)
    shelters.hand_over(hosts.shelter, TEXTS["of_the_house"], by=hosts.iman, at=now - 9 * AN_HOUR)
    shelters.count_heads(hosts.shelter, 4, 4, by=hosts.iman, at=now - 8 * AN_HOUR)


def _houses(house: House, at: datetime) -> Hosts:
    amal = house.named("Amal Demo")
    _set_up(house, THERE, house.named("Suha Demo"), at)
    return Hosts(_set_up(house, HERE, amal, at), amal, house.named("Iman Demo"), house.named("Ghada Demo"))


def _set_up(house: House, key: str, by: User, at: datetime) -> Shelter:
    shelter = shelters.found(house.desks[key], by=by, at=at)
    for takes, label, rooms, places in ROOMS:
        section = shelters.add_section(shelter, takes, label, by=by, at=at)
        for room in range(1, rooms + 1):
            shelters.add_unit(section, str(room), places, by=by, at=at)
    return shelters.write_address(shelter, TEXTS["address"], by=by, at=at)


def _referred(chance: random.Random, house: House, hosts: Hosts, number: int, at: datetime) -> Referral:
    """A woman whom the association met, who wants to stay at a shelter, and whose referral was accepted."""
    person, worker = _a_woman(chance, number, at.year), house.named("Zayd Demo")
    desk, refuge = house.desks[WHERE], house.desks[HERE]
    heard = Circumstances(Method.SPOKEN, person.language, Interpreter.NONE if person.language == "ar" else Interpreter.PHONE)
    facts = {"sex": Sex.FEMALE, "age_band": person.age_band, "language": person.language}
    details = [(DetailKind.NAME_ARABIC, person.arabic), (DetailKind.NAME_LATIN, person.latin), (DetailKind.PHONE, person.phone)]
    first = cases.FirstFacts(facts, details, "AM", Risk.MEDIUM, [Need.SAFE_PLACE, Need.WAGES])
    case = cases.open_case(
        first, ground=cases.Ground(Answer.YES, heard, wording(ConsentKind.C1).proof), desk=desk, by=worker, at=at
    )  # fmt: skip
    for kind, body in ((ConsentKind.C8, None), (ConsentKind.C3, refuge.agency)):
        privacy.record_consent(
            case.person, kind=kind, answer=Answer.YES, circumstances=heard, wording=wording(kind, body).proof, desk=desk,
            body=body, by=worker, at=at + A_MINUTE,
        )  # fmt: skip
    return _accepted(referrals.draft(
        case, type=ServiceKind.SHELTER, urgency=Urgency.URGENT, desk=desk, by=worker, at=at + 2 * A_MINUTE
    ), person, house, hosts, at)  # fmt: skip


def _a_woman(chance: random.Random, number: int, year: int) -> Invented:
    met = (invent(chance, number, year, [AgeBand.B21, AgeBand.B30]) for _ in range(100))
    return next(person for person in met if person.sex == Sex.FEMALE)


def _accepted(draft: Referral, person: Invented, house: House, hosts: Hosts, at: datetime) -> Referral:
    worker, reason = house.named("Zayd Demo"), person.told(DATA["reasons"][0])
    sent = referrals.change(
        draft, version=draft.version, receiving_desk=house.desks[HERE], reason=reason, by=worker, at=at + 2 * A_MINUTE
    )
    sent = referrals.send(sent, by=worker, at=at + 3 * A_MINUTE)
    sent = referrals.acknowledge(sent, by=hosts.amal, at=at + 20 * A_MINUTE)
    return referrals.accept(sent, by=hosts.amal, at=at + 30 * A_MINUTE, key_worker=hosts.amal)


def _taken_in(
    hosts: Hosts, referral: Referral, takes: Takes, *, care: str = "", children: tuple[Child, ...] = ()
) -> tuple[Stay, datetime]:
    answered = referral.answered_at
    assert answered is not None  # noqa: S101  # it was accepted
    at = answered + AN_HOUR
    born = tuple(child.born for child in children)
    coming = Coming(Entitled.POTENTIAL, voluntary=True, rights_told=True, came_at=at, born=born)
    told = RightsTold.SPOKEN if referral.person.language == "ar" else RightsTold.INTERPRETER
    language = referral.person.language or "ar"
    admission = Admission(hosts.place(takes), coming, language, told, care, children)
    return shelters.admit(referral, admission, by=hosts.amal, at=at), at


def _stays_long(hosts: Hosts, referral: Referral, now: datetime) -> None:
    """She has stayed for five weeks, and waits for a court."""
    stay, at = _taken_in(hosts, referral, Takes.WOMEN, care=TEXTS["care"])
    shelters.name_key_worker(stay, hosts.iman, at=at + AN_HOUR, by=hosts.amal)
    shelters.offer_health_check(stay, HealthCheck.ACCEPTED, at=at + 2 * AN_HOUR, by=hosts.amal)
    passport = Brought(Thing.PASSPORT, held=True, asked=True, both_signed=True)
    money = Brought(Thing.MONEY, True, True, True, Decimal("120.500"), Currency.JOD)
    for thing, what in ((passport, TEXTS["passport"]), (money, TEXTS["money"])):
        shelters.sign_in(stay, thing, what, at=at + 3 * AN_HOUR, by=hosts.amal)
    for days in (14, 28):
        shelters.review(stay, TEXTS["review"], manages=True, at=at + days * A_DAY, by=hosts.amal)
    shelters.review(stay, TEXTS["long"], WhyLong.COURT, manages=True, at=at + 31 * A_DAY, by=hosts.amal)
    shelters.hand_over(hosts.shelter, TEXTS["note"], stay=stay, by=hosts.iman, at=now - 9 * AN_HOUR)
    shelters.go_out(stay, by=hosts.iman, at=now - 7 * AN_HOUR)
    shelters.come_back(stay, by=hosts.iman, at=now - 3 * AN_HOUR)
    where, on_at = Neutral.ASSOCIATION, now + 2 * A_DAY
    shelters.plan_visit(stay, TEXTS["visit"], where, on_at, agreed=True, at=now - AN_HOUR, by=hosts.amal)


def _came_with_children(hosts: Hosts, referral: Referral, now: datetime) -> None:
    """She came with two children; somebody asked for her at the gate."""
    name = TEXTS["children"]
    children = (Child(name[0], now.year - 7, boy=True), Child(name[1], now.year - 3, boy=False))
    stay, at = _taken_in(hosts, referral, Takes.MOTHERS, children=children)
    shelters.name_key_worker(stay, hosts.amal, by=hosts.amal, at=at + AN_HOUR)
    shelters.offer_health_check(stay, HealthCheck.LATER, by=hosts.iman, at=at + 2 * AN_HOUR)
    at = now - A_DAY
    incident = shelters.record_incident(
        hosts.shelter, IncidentKind.FOUND_OUT, TEXTS["incident"], at, stay=stay, by=hosts.iman, at=at + 5 * A_MINUTE
    )
    shelters.look_at_incident(incident, by=hosts.ghada, at=at + 30 * A_MINUTE)


def _left(hosts: Hosts, referral: Referral, at: datetime) -> None:
    """She left as she had planned."""
    stay, _at = _taken_in(hosts, referral, Takes.WOMEN)
    privacy.record_consent(
        stay.person, kind=ConsentKind.C17, answer=Answer.YES,
        circumstances=Circumstances(Method.SPOKEN, "ar", Interpreter.NONE), wording=wording(ConsentKind.C17).proof,
        desk=stay.shelter.desk, by=hosts.amal, at=at,
    )  # fmt: skip
    leaving = Leaving(Left.PLANNED, at, Looked.DANGER, has_plan=True, medicine=Ready.NOT_NEEDED, transport=Ready.YES)
    texts = {"where": TEXTS["where"], "plan": TEXTS["plan"]}
    shelters.leave(stay, leaving, Destination.FAMILY, **texts, supervises=False, by=hosts.amal, at=at)
