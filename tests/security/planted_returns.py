"""Somebody who went home, with a word in every text that may be written of it: what leads to a person has to lie sealed."""

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from config.demo_cast import House
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.words import Currency
from malath.exchange.actions import packages
from malath.exchange.actions.return_sheets import mend_sheet
from malath.exchange.queries.packages import Letter
from malath.exchange.testing import make_keys, make_package, make_return_sheet
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.people.actions import change_facts
from malath.people.actions.stay import decide_waiver
from malath.people.testing import make_overstay, make_waiver
from malath.people.words import AgeBand, Decided
from malath.privacy.testing import make_consent, make_file
from malath.privacy.words import ConsentKind
from malath.returns import actions
from malath.returns.actions import Part, Travelled, reintegration
from malath.returns.actions.mission import answer_questions
from malath.returns.actions.travel import Ticket
from malath.returns.models import Return
from malath.returns.queries.survey import questions, survey_form
from malath.returns.rules import LegPlan, Plan
from malath.returns.testing import DAY, make_project, make_return, make_survey, make_survey_form, said
from malath.returns.words import Court, Fear, FineWay, MissionAnswer, PaperKind, PaperState, TalkWith, Way
from malath.returns.words_mission import Known, MissionQuestion
from malath.returns.words_reintegration import Round, SupportKind
from malath.training.actions.courses import admit
from malath.training.actions.levels import enter_level
from malath.training.testing import make_course, make_nominated, make_officer
from malath.training.words import CourseKind, Level

WORD: Final = "14 Wadi Street"


def went_home(house: House, at: datetime) -> None:
    """All of it, by the real acts, fifty days before `at`."""
    _learns(house.named("Majd Demo"), at)
    desk, worker, begun = house.desks["returns"], house.named("Majd Demo"), at - 50 * DAY
    row = make_return(desk, worker, at=begun, name="Rodel Test", words=WORD)
    _prepared(row, desk, worker, begun)
    _left(row, desk, house.desks["mission"], worker, house.supervisor_of(house.desks["association"]), begun + 3 * DAY)
    _lives(row, worker, house.supervisor_of(house.desks["association"]), begun + 25 * DAY)
    _a_child(desk, worker, at)
    _comes_home(desk, worker, at)
    _brings_a_table(desk, worker, at)


def _comes_home(desk: Desk, worker: User, at: datetime) -> None:
    """What a package says of somebody who comes home to us."""
    person = make_file(desk, by=worker, at=at)
    actions.expect(person, Travelled("planted", "JO", None, WORD, (WORD,), WORD, WORD), desk=desk, by=worker, at=at)


def _brings_a_table(desk: Desk, worker: User, at: datetime) -> None:
    """A running table on its way in, with a cell that was typed anew."""
    sheet = make_return_sheet(desk, worker, at=at, word=WORD)
    mend_sheet(sheet, {(2, 1): WORD}, by=worker, at=at)


def _prepared(row: Return, desk: Desk, worker: User, at: datetime) -> None:
    then: dict[str, Any] = {"by": worker, "at": at + 2 * DAY}
    actions.answer_fear(row, Fear.NO, Court.NONE, by=worker, at=at)
    for held in (at, at + DAY):
        actions.record_talk(row, TalkWith.OFFICE, held, "en", WORD, alone=True, own_language=True, **then)
    actions.declare(row, said(detained=True, witness=True), "en", WORD, **then)
    actions.assess_danger(row, 1, 2, WORD, Way.NONE, **then)
    for kind in (PaperKind.TRAVEL_DOCUMENT, PaperKind.EXIT, PaperKind.DEBTS):
        actions.settle_paper(row, kind, PaperState.CLEAR, **then)
    make_overstay(row.person, desk, **then)
    waiver = make_waiver(row.person, desk, words=WORD, **then)
    today = clock.in_amman(at).date()
    decide_waiver(waiver, Decided.REFUSED, on=today + 2 * DAY, desk=desk, **then)
    actions.choose_fines(row, FineWay.PROJECT, WORD, **then)
    actions.approve_fines(row, by=WORKER, at=at + 2 * DAY)
    actions.record_fitness(row, today, today + 30 * DAY, fit=True, **then)


def _left(row: Return, desk: Desk, mission: Desk, worker: User, above: User, at: datetime) -> None:
    then: dict[str, Any] = {"by": worker, "at": at}
    told = actions.Needed((WORD,), WORD, WORD, agreed=True)
    actions.ask_mission(row, mission.agency, WORD, told=told, **then)
    answer_questions(row, dict.fromkeys(MissionQuestion, Known.NOT_KNOWN), WORD, **then)
    actions.assess_danger(row, 1, 2, WORD, Way.NONE, **then)
    actions.record_answer(row, MissionAnswer.CONFIRMED, WORD, **then)
    legs = (LegPlan(at + 17 * DAY, at + 17 * DAY + timedelta(hours=9), WORD, WORD),)
    actions.plan_journey(row, Plan(legs, 9, WORD, WORD), **then)
    actions.buy_ticket(row, Ticket(WORD, Decimal("412.500"), Currency.JOD), **then)
    parts = [Part(Decimal("400.500"), words=WORD), Part(Decimal("199.500"), words=WORD)]
    actions.make_grant(row, Decimal(600), parts, project=make_project(desk, worker, at=at, name="Planted"), **then)
    for kind in (ConsentKind.C12, ConsentKind.C13):
        make_consent(row.person, kind, desk=desk, **then)
    letter = Letter(clock.in_amman(at).date(), WORD, (), WORD)
    theirs, _ours = make_keys(desk, mission, by=worker, other=above, at=at)
    made = make_package(row.person, theirs, by=worker, at=at, letter=letter)
    packages.open_package(BytesIO(made), desk=mission, by=worker, at=at)
    actions.depart(row, says_yes=True, by=worker, at=at + 17 * DAY)
    actions.confirm_arrival(row, at + 18 * DAY, by=worker, at=at + 18 * DAY)
    actions.pay(row, 1, WORD, by=worker, at=at + 19 * DAY)


def _learns(worker: User, at: datetime) -> None:
    """An officer against whom a rule speaks, and a level from before."""
    today = clock.in_amman(at).date()
    learner, course = make_officer(since=today, at=at), make_course(CourseKind.TOT, starts_on=today, at=at)
    admit(make_nominated(course, learner, by=worker, at=at), because=WORD, by=WORKER, at=at)
    enter_level(learner, Level.NATIONAL, WORD, by=WORKER, at=at)


def _lives(row: Return, worker: User, above: User, at: datetime) -> None:
    reintegration.begin_plan(row, WORD, by=worker, at=at)
    reintegration.add_support(row, SupportKind.BUSINESS, WORD, clock.in_amman(at).date() + 60 * DAY, by=worker, at=at)
    if survey_form() is None:
        make_survey_form(row.desk, worker, above, at=at)
    answers = {one.indicator: WORD for one in questions() if one.is_open}
    asked_if = {"looking_for_job": "yes"}
    make_survey(row, Round.BASELINE, clock.in_amman(at).date(), row.desk, worker, at=at, **answers, **asked_if)
    reintegration.flag_again(row, WORD, by=worker, at=at + timedelta(hours=1))


def _a_child(desk: Desk, worker: User, at: datetime) -> None:
    """Of age at first, as was thought."""
    row = make_return(desk, worker, at=at, name="Rodel Child")
    change_facts(row.person, {"age_band": AgeBand.B9}, version=row.person.version, desk=desk, by=worker, at=at)
    actions.arrange_child(row, WORD, WORD, traced=True, by=worker, at=at)
