"""Support in the demonstration: a woman whom the association has helped for two months, a child about whom a panel decided, and
the clocks of every other plan."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from config.demo_cast import DATA, House, invent
from malath.accounts.models import User
from malath.cases import actions as cases
from malath.cases.models import Case
from malath.cases.words import BestInterest, Need, Risk
from malath.foundation import clock
from malath.people import actions as people
from malath.people.rules import ANY_TIME
from malath.people.words import AgeBand, Channel, DetailKind, Tried
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import Circumstances
from malath.privacy.wording import wording
from malath.privacy.words import Answer, BasisKind, ConsentKind, Interpreter, Method
from malath.support import actions as support
from malath.support import queries, rules
from malath.support.actions import Given, Grievance, Wanted
from malath.support.models import FollowUp, FundRequest, Step
from malath.support.words import (
    ComplaintKind,
    ComplaintOutcome,
    Doer,
    Domain,
    FeedbackGiven,
    Funder,
    FundPurpose,
    GivenKind,
    Heard,
    PanelRole,
    Pull,
    ReviewCause,
    Satisfaction,
    Sphere,
    StepState,
    Unit,
)

WHERE = "association"
A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TEXTS = DATA["support"]


@dataclass(frozen=True)
class Helped:
    """Somebody who is helped, and who helps her."""

    case: Case
    house: House
    worker: User
    phone: str
    at: datetime

    def helps(self, at: datetime) -> dict[str, Any]:
        return {"desk": self.house.desks[WHERE], "by": self.worker, "at": at}

    def day(self, days: int) -> datetime:
        return self.at + days * A_DAY

    def on(self, days: int) -> date:
        return clock.in_amman(self.day(days)).date()


def somebody_is_helped(house: House, now: datetime, number: int) -> None:
    """She came sixty days ago."""
    one = _met(random.Random(20261129), house, number, now - 60 * A_DAY)  # noqa: S311  # repeatable invention, not a secret
    step = _planned(one)
    _reached(one, step)
    request = _asked_for(one)
    _went_wrong(one)
    _paid_for(one, request)
    contacts = _learnt(one)
    _talked_over(one)
    _looked_back(one, contacts)
    _best_for(_met_child(house, number + 1, now - 6 * A_DAY))


def plans_begin(at: datetime) -> None:
    """As the worker does each minute: the clock of every other plan."""
    for case in queries.to_begin(at):
        support.begin(case, at=at)


def _met(chance: random.Random, house: House, number: int, at: datetime) -> Helped:
    person, desk, worker = invent(chance, number, at.year, [AgeBand.B30]), house.desks[WHERE], house.named("Zayd Demo")
    heard = Circumstances(Method.SPOKEN, person.language, Interpreter.NONE if person.language == "ar" else Interpreter.PHONE)
    facts = {"sex": person.sex, "age_band": person.age_band, "language": person.language}
    details = [(DetailKind.NAME_ARABIC, person.arabic), (DetailKind.NAME_LATIN, person.latin), (DetailKind.PHONE, person.phone)]
    first = cases.FirstFacts(facts, details, "IR", Risk.MEDIUM, [Need.DOCUMENTS, Need.COUNSELLING])
    ground = cases.Ground(Answer.YES, heard, wording(ConsentKind.C1).proof)
    case = cases.open_case(first, ground=ground, desk=desk, by=worker, at=at)
    return Helped(case, house, worker, person.phone, at + AN_HOUR)


def _planned(one: Helped) -> Step:
    """Two goals and one that she refused, determinants, a plan agreed. Gives what the desk does itself."""
    case, today = one.case, clock.in_amman(one.at).date()
    goal = support.propose_goal(case, Domain.DOCUMENTS, TEXTS["goal"], **one.helps(one.at))
    home = support.propose_goal(case, Domain.SHELTER, TEXTS["theirs"], raised=True, **one.helps(one.at))
    support.propose_goal(case, Domain.TRAVEL, TEXTS["refused"], refused=True, **one.helps(one.at))
    ours = support.add_step(goal, TEXTS["step"], Doer.OURS, today + 9 * A_DAY, **one.helps(one.at))
    support.add_step(goal, TEXTS["step"], Doer.OTHER, today + 70 * A_DAY, **one.helps(one.at))
    support.add_step(home, TEXTS["theirs"], Doer.PERSON, today + 20 * A_DAY, **one.helps(one.at))
    support.write_factor(case, Sphere.HOUSEHOLD, Pull.RISK, TEXTS["risk"], **one.helps(one.day(1)))
    support.write_factor(case, Sphere.COMMUNITY, Pull.PROTECTIVE, TEXTS["protects"], **one.helps(one.day(1)))
    support.agree_plan(case, **one.helps(one.day(3)))
    return ours


def _reached(one: Helped, step: Step) -> None:
    """She agreed to be rung at any hour, and was counselled."""
    texts = {"hours": DATA["hours"][0], "code_word": DATA["code_words"][0], "who_else": DATA["who_else"][0]}
    people.agree_contact(
        one.case.person, channel=Channel.CALL, may_leave_message=False, may_say_agency=False, language="ar", texts=texts,
        number=one.phone, windows=(ANY_TIME,), **one.helps(one.day(5)),
    )  # fmt: skip
    talks = Given(
        GivenKind.COUNSELLING, one.on(6), 3, Unit.SESSION, agency=one.house.desks[WHERE].agency, funder=Funder.OWN,
        satisfaction=Satisfaction.DECLINED, words=TEXTS["given"],
    )  # fmt: skip
    support.record_service(one.case, talks, **one.helps(one.day(7)))
    support.settle_step(step, StepState.DONE, **one.helps(one.day(8)))


def _went_wrong(one: Helped) -> None:
    support.note_critical(one.case, TEXTS["critical"], **one.helps(one.day(15)))
    support.review_plan(one.case, ReviewCause.CRITICAL, TEXTS["review"], **one.helps(one.day(16)))


def _learnt(one: Helped) -> list[FollowUp]:
    """Contacts for afterwards are planned with her, and a course is over."""
    lessons = Given(
        GivenKind.VOCATIONAL, one.on(20), 6, Unit.SESSION, provider=TEXTS["provider"], cost=Decimal("90.000"),
        funder=Funder.DONOR, satisfaction=Satisfaction.GOOD, words=TEXTS["given"],
    )  # fmt: skip
    privacy.record_consent(
        one.case.person, kind=ConsentKind.C17, answer=Answer.YES,
        circumstances=Circumstances(Method.SPOKEN, "ar", Interpreter.NONE), wording=wording(ConsentKind.C17).proof,
        **one.helps(one.day(20)),
    )  # fmt: skip
    contacts = support.plan_contacts(one.case, one.on(20), **one.helps(one.day(20)))
    support.record_service(one.case, lessons, **one.helps(one.day(21)))
    return contacts


def _looked_back(one: Helped, contacts: list[FollowUp]) -> None:
    """The plan is looked at again, what she thinks of the help, and how she is a month later."""
    support.review_plan(one.case, ReviewCause.PLANNED, TEXTS["review"], **one.helps(one.day(45)))
    support.record_feedback(one.case, FeedbackGiven.GIVEN, TEXTS["feedback"], **one.helps(one.day(50)))
    due = rules.morning_of(contacts[0].due_on)
    support.record_contact(contacts[0], Tried.NO_ANSWER, **one.helps(due + AN_HOUR))
    support.record_contact(contacts[0], Tried.REACHED, TEXTS["contact"], **one.helps(due + A_DAY))


def _asked_for(one: Helped) -> FundRequest:
    """The fund granted most of what was asked for."""
    case, fund = one.case, one.house.desks["fund"]
    first, second = one.house.named("Sahar Demo"), one.house.named("Ziad Demo")
    heard = Circumstances(Method.SPOKEN, "ar", Interpreter.NONE)
    privacy.record_consent(
        case.person, kind=ConsentKind.C3, answer=Answer.YES, circumstances=heard,
        wording=wording(ConsentKind.C3, fund.agency).proof, body=fund.agency, **one.helps(one.day(9)),
    )  # fmt: skip
    wanted = Wanted(FundPurpose.RENT, TEXTS["what"], Decimal(480), ((TEXTS["supplier"], Decimal("480.000")),))
    row = support.ask_fund(case, wanted, to=fund, **one.helps(one.day(10)))
    support.propose_grant(row, Decimal(450), TEXTS["because"], by=first, at=one.day(13))
    support.confirm_grant(row, by=second, at=one.day(14))
    return row


def _paid_for(one: Helped, request: FundRequest) -> None:
    """Half of it so far."""
    member = one.house.named("Ziad Demo")
    support.record_payment(request, Decimal("225.000"), one.on(18), by=member, at=one.day(18))


def _talked_over(one: Helped) -> None:
    """A conference with minutes, and a complaint that was answered."""
    case, supervisor = one.case, one.house.named("Rima Demo")
    conference = support.call_conference(case, one.on(30), TEXTS["who"], **one.helps(one.day(28)))
    support.write_minutes(
        conference, TEXTS["minutes"], [(TEXTS["resolution"], one.on(66)), (TEXTS["resolution"], None)],
        **one.helps(one.day(30)),
    )  # fmt: skip
    body = one.house.desks[WHERE].agency
    complaint = support.complain(
        case, Grievance(ComplaintKind.DELAY, body, TEXTS["complaint"]), by=one.worker, at=one.day(33)
    )  # fmt: skip
    support.answer_complaint(complaint, ComplaintOutcome.RIGHT, TEXTS["answer"], by=supervisor, at=one.day(35))


def _met_child(house: House, number: int, at: datetime) -> Helped:
    """A child in danger, whom nobody asked for consent."""
    chance = random.Random(20261130)  # noqa: S311  # repeatable invention, not a secret
    person, desk, worker = invent(chance, number, at.year, [AgeBand.B9]), house.desks[WHERE], house.named("Zayd Demo")
    heard = Circumstances(Method.SPOKEN, person.language, Interpreter.NONE if person.language == "ar" else Interpreter.PHONE)
    facts = {"sex": person.sex, "age_band": person.age_band, "language": person.language}
    details = [(DetailKind.NAME_ARABIC, person.arabic), (DetailKind.PHONE, person.phone)]
    first = cases.FirstFacts(facts, details, "IR", Risk.HIGH, [Need.SAFE_PLACE])
    why = person.told(DATA["child_at_risk"])
    ground = cases.Ground(Answer.NOT_ASKED, heard, wording(ConsentKind.C1).proof, BasisKind.O2, why)
    case = cases.open_case(first, ground=ground, desk=desk, by=worker, at=at)
    for without in privacy_queries.open_without_consent(case.person_id, at).values():
        basis, supervisor = privacy_queries.basis_by_id(without), house.supervisor_of(desk)
        privacy.confirm(basis, case.person, by=supervisor, at=at + A_MINUTE)
    return Helped(case, house, worker, person.phone, at + AN_HOUR)


def _best_for(one: Helped) -> None:
    """A panel has decided, and one of its members saw it differently."""
    panel = support.open_panel(one.case, TEXTS["question"], **one.helps(one.at))
    roles = (PanelRole.CHILD_PROTECTION, PanelRole.SCHOOL, PanelRole.CASE_MANAGER)
    members = [support.seat(panel, TEXTS["member"], role, **one.helps(one.at)) for role in roles]
    support.record_view(panel, Heard.SAID, TEXTS["child"], **one.helps(one.day(1)))
    for outcome in (BestInterest.RELATIVES, BestInterest.SHELTER):
        support.put_option(panel, outcome, TEXTS["option"], **one.helps(one.day(1)))
    support.decide_panel(
        panel, BestInterest.RELATIVES, TEXTS["why"], review_on=one.on(30), dissent={members[1].reference: TEXTS["dissent"]},
        **one.helps(one.day(2)),
    )  # fmt: skip
