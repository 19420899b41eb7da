"""Identification in the demonstration: four women whom the association met and the Unit took on, each at another stage, and the
clocks of everybody else who may be a victim."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from config.demo_cast import DATA, House, invent
from malath.accounts import actions as accounts
from malath.accounts import queries as account_queries
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.agencies.words import ServiceKind
from malath.cases import actions as cases
from malath.cases.models import Case
from malath.cases.words import CaseStatus, Need, Risk
from malath.documents.words import LetterKind
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.identification import actions as identification
from malath.identification import queries
from malath.identification.actions import Found, Reasons
from malath.identification.queries import beside, letters
from malath.identification.words import (
    AskedBy,
    ElementKind,
    EvidenceSource,
    EvidenceStrength,
    OfferAnswer,
    ReviewOutcome,
    ShownTo,
    Stance,
)
from malath.people.actions import records
from malath.people.models import Party
from malath.people.words import AgeBand, DetailKind, PartyKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import Circumstances
from malath.privacy.wording import wording
from malath.privacy.words import Answer, ConsentKind, Interpreter, Method
from malath.referrals import actions as referrals
from malath.referrals.words import Urgency

WHERE, UNIT = "association", "ctu"
A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TEXTS = DATA["identification"]
REASONS = Reasons(TEXTS["act"], TEXTS["means"], TEXTS["purpose"])


@dataclass(frozen=True)
class Suspected:
    """One of the four, and who works on her."""

    case: Case
    party: Party
    house: House
    worker: User
    officers: tuple[User, User, User]
    at: datetime

    def helps(self, at: datetime) -> dict[str, Any]:
        return {"desk": self.house.desks[WHERE], "by": self.worker, "at": at}

    def decides(self, officer: int, at: datetime) -> dict[str, Any]:
        desk, user = self.house.desks[UNIT], self.officers[officer]
        return {"desk": desk, "roles": account_queries.holdings(user, at).roles_at(desk.pk), "by": user, "at": at}

    def enters(self, at: datetime) -> dict[str, Any]:
        return {"desk": self.house.desks[UNIT], "by": self.officers[0], "at": at}


def somebody_decides(house: House, now: datetime, number: int) -> Suspected:
    """The oldest is decided and reviewed, the second decided, of the third a decision is proposed, the newest has come. Gives
    the oldest."""
    officers = _officers(house, now - 90 * A_DAY)
    worker, chance = house.named("Zayd Demo"), random.Random(20261128)  # noqa: S311  # repeatable invention, not a secret
    ages = (80, 41, 12, 6)
    met = [_met(chance, house, worker, officers, number + place, now - age * A_DAY) for place, age in enumerate(ages)]
    for one, what in zip(met, (_reviewed, _decided, _proposed, _newly), strict=True):
        what(one)
    return met[0]


def clocks_begin(at: datetime) -> None:
    """As the worker does each minute: of everybody of whom somebody suspects, and of every other party."""
    for case in queries.suspicions():
        identification.begin(case, at=at)
    for case in queries.asked_to_identify():
        identification.begin(case, taken_on=True, at=at)
    for party in beside.to_mark(all_of_them=True):
        identification.mark_party(party, at=at)


def _officers(house: House, at: datetime) -> tuple[User, User, User]:
    """The officer of the cast, and two who came to the Unit later: nobody decides alone."""
    desk = house.desks[UNIT]
    there = house.staff[UNIT]
    first = next(user for user in there if Role.CTU_IDENT in account_queries.holdings(user, at).roles)
    added = []
    for name_en, name_ar in (("Shireen Demo", "شيرين التجريبية"), ("Talal Demo", "طلال التجريبي")):
        email = f"{name_en.split()[0].lower()}@demo.invalid"
        user = accounts.add_staff(agency=desk.agency, email=email, name_en=name_en, name_ar=name_ar, by=WORKER, at=at)
        accounts.join_desk(user, desk, Role.CTU_IDENT, by=WORKER, at=at)
        added.append(user)
    return first, added[0], added[1]


def _met(
    chance: random.Random, house: House, worker: User, officers: tuple[User, User, User], number: int, at: datetime
) -> Suspected:
    """A woman of age whom the association met, who may be a victim, and who agreed to the Unit and to share the story."""
    person, desk, unit = invent(chance, number, at.year, [AgeBand.B21, AgeBand.B30]), house.desks[WHERE], house.desks[UNIT]
    heard = Circumstances(Method.SPOKEN, person.language, Interpreter.NONE if person.language == "ar" else Interpreter.PHONE)
    facts = {"sex": person.sex, "age_band": person.age_band, "language": person.language}
    details = [(DetailKind.NAME_ARABIC, person.arabic), (DetailKind.NAME_LATIN, person.latin), (DetailKind.PHONE, person.phone)]
    first = cases.FirstFacts(facts, details, "AM", Risk.MEDIUM, [Need.LEGAL, Need.WAGES])
    ground = cases.Ground(Answer.YES, heard, wording(ConsentKind.C1).proof)
    case = cases.open_case(first, ground=ground, desk=desk, by=worker, at=at)
    for kind, body in ((ConsentKind.C3, unit.agency), (ConsentKind.C4, None), (ConsentKind.C5, None)):
        answer = Answer.NOT_NOW if kind == ConsentKind.C5 else Answer.YES
        privacy.record_consent(
            case.person, kind=kind, answer=answer, circumstances=heard, wording=wording(kind, body).proof, desk=desk, body=body,
            by=worker, at=at + A_MINUTE,
        )  # fmt: skip
    texts = {"name": TEXTS["employer"], "phone": person.phone_of_employer, "place": TEXTS["place"]}
    party = records.write_party(case.person, PartyKind.EMPLOYER, texts=texts, desk=desk, by=worker, at=at + 2 * A_MINUTE)
    roles = account_queries.holdings(worker, at).roles_at(desk.pk)
    cases.decide(case, CaseStatus.POTENTIAL, desk=desk, roles=roles, by=worker, at=at + 3 * A_MINUTE)
    sent = referrals.draft(
        case, type=ServiceKind.IDENTIFICATION, urgency=Urgency.NORMAL, desk=desk, by=worker, at=at + 4 * A_MINUTE
    )
    sent = referrals.change(
        sent, version=sent.version, receiving_desk=unit, reason=person.told(DATA["reasons"][0]), by=worker, at=at + 4 * A_MINUTE
    )
    sent = referrals.send(sent, by=worker, at=at + 5 * A_MINUTE)
    sent = referrals.acknowledge(sent, by=officers[0], at=at + AN_HOUR)
    referrals.accept(sent, by=officers[0], at=at + 2 * AN_HOUR, key_worker=officers[0])
    return Suspected(case, party, house, worker, officers, at + 3 * AN_HOUR)


def _newly(one: Suspected) -> None:
    """Somebody listens first: the period runs, something was settled privately, the letter was shown at a checkpoint."""
    at, case = one.at, one.case
    today = clock.in_amman(at).date()
    identification.start_recovery(case, **one.helps(at))
    identification.record_offer(case, Need.COUNSELLING, OfferAnswer.LATER, **one.helps(at))
    identification.extend_recovery(case, today + 45 * A_DAY, TEXTS["longer"], **one.helps(at + AN_HOUR))
    days: dict[str, Any] = {"on": today - A_DAY, "follow_up_on": today + 21 * A_DAY}
    identification.record_settlement(case, TEXTS["settled"], **days, **one.helps(at + 2 * AN_HOUR))
    found = privacy_queries.sight_of(account_queries.holdings(one.worker, at), case.person.reference, at)
    if found is not None:
        content = letters.content_of(case, LetterKind.STATUS, found[1], at)
        letter = identification.issue_letter(case, LetterKind.STATUS, content, **one.helps(at + A_DAY))
        identification.take_letter(letter, case, by=one.worker, at=at + A_DAY + A_MINUTE)
        on = clock.in_amman(at + 2 * A_DAY).date()
        identification.record_shown(letter, case, ShownTo.POLICE, on=on, **one.helps(at + 3 * A_DAY))


def _worked_on(one: Suspected) -> None:
    """Two opinions, and a matrix under the employer's name."""
    at, case = one.at, one.case
    identification.write_opinion(case, Stance.POINTS, TEXTS["opinion"], **one.helps(at + A_DAY))
    identification.write_opinion(case, Stance.NOT_YET, TEXTS["opinion"], **one.enters(at + 2 * A_DAY))
    elements = ((ElementKind.ACT, "harbour"), (ElementKind.MEANS, "coercion"), (ElementKind.PURPOSE, "forced_labour"))
    for kind, code in (*elements, (ElementKind.AGGRAVATING, "FEMALE")):
        found = Found(kind, code, EvidenceSource.INTERVIEW, EvidenceStrength.MEDIUM, None, TEXTS["holder"], TEXTS["evidence"])
        identification.enter(case, found, party=one.party, **one.enters(at + 3 * A_DAY))


def _proposed(one: Suspected) -> None:
    """Sent back once, and proposed again: it waits for a second officer."""
    _worked_on(one)
    at, case = one.at + 5 * A_DAY, one.case
    first = identification.propose(case, CaseStatus.INCONCLUSIVE, REASONS, **one.decides(0, at))
    identification.send_back(first, because=TEXTS["objection"], **one.decides(1, at + A_DAY))
    identification.propose(case, CaseStatus.IDENTIFIED, REASONS, **one.decides(0, at + 2 * A_DAY))


def _decided(one: Suspected) -> None:
    """Against her: a review can still be asked for."""
    _worked_on(one)
    at = one.at + 25 * A_DAY
    proposal = identification.propose(one.case, CaseStatus.NOT_IDENTIFIED, REASONS, **one.decides(0, at))
    identification.confirm(proposal, **one.decides(1, at + A_DAY))


def _reviewed(one: Suspected) -> None:
    """Decided against her, reviewed by a third officer, and changed."""
    _decided(one)
    at, case = one.at + 30 * A_DAY, one.case
    identification.ask_review(case, AskedBy.LAWYER, TEXTS["review"], **one.helps(at))
    changed = CaseStatus.IDENTIFIED
    identification.settle_review(case, ReviewOutcome.CHANGED, changed, TEXTS["reviewed"], **one.decides(2, at + 9 * A_DAY))
