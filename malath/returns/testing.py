"""Returns for tests and demo data, made by the real acts."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from malath.accounts.models import User
from malath.agencies.models import Agency, Desk
from malath.agencies.words import Currency
from malath.foundation import clock
from malath.people.words import AgeBand, DetailKind
from malath.privacy.actions import Circumstances
from malath.privacy.testing import MONDAY, SPOKEN
from malath.privacy.wording import wording
from malath.privacy.words import ConsentKind
from malath.questionnaires import queries as forms
from malath.questionnaires.actions import filling
from malath.questionnaires.models import Version
from malath.questionnaires.testing import make_published
from malath.questionnaires.words import Kind as FormKind
from malath.returns import actions
from malath.returns.actions import LegPlan, Met, Part, Plan, Request, Said, Ticket, reintegration
from malath.returns.actions.reintegration import Asked
from malath.returns.models import Grant, Journey, Project, Return, Survey
from malath.returns.queries.survey import survey_workbook
from malath.returns.words import AskedBy, Court, Fear, MissionAnswer, PaperKind, PaperState, ReturnKind, TalkWith, Way
from malath.returns.words_reintegration import Round

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ASKED = MONDAY + HOUR
DECLARED = ASKED + 2 * DAY
LEAVES = ASKED + 20 * DAY
BOTH = (ConsentKind.C1, ConsentKind.C11)


def make_return(
    desk: Desk, by: User, *, at: datetime = ASKED, name: str = "Carlos Alias", facts: Mapping[str, object] | None = None,
    heard: Circumstances = SPOKEN, phone: str = "", **more: Any,
) -> Return:  # fmt: skip
    """A stranded worker who walked in; no case. `more`: what of the request is another."""
    known = {"age_band": AgeBand.B30, "nationalities": ["PH"], "language": "en"} | dict(facts or {})
    details = [(kind, text) for kind, text in ((DetailKind.NAME, name), (DetailKind.PHONE, phone)) if text]
    met = Met(heard, {kind: wording(kind).proof for kind in BOTH}, known, details)
    return actions.ask_first(met, wish(at, **more), desk=desk, by=by, at=at)


def wish(at: datetime = ASKED, **more: Any) -> Request:
    on = clock.in_amman(at).date()
    asked: dict[str, Any] = {"kind": ReturnKind.STRANDED, "country": "PH", "asked_by": AskedBy.SELF, "asked_on": on} | more
    return Request(**asked)


def make_declared(returning: Return, by: User, *, at: datetime = ASKED) -> Return:
    """No fear, two talks and a declaration, two days later."""
    actions.answer_fear(returning, Fear.NO, Court.NONE, by=by, at=at)
    for held in (at, at + DAY):
        actions.record_talk(returning, TalkWith.OFFICE, held, "en", alone=True, own_language=True, by=by, at=at + 2 * DAY)
    actions.declare(returning, said(), "en", by=by, at=at + 2 * DAY)
    return returning


def said(**more: bool) -> Said:
    return Said(**({"own_language": True, "read_aloud": True, "detained": False, "witness": False} | more))


def make_ready(returning: Return, mission: Agency, by: User, *, at: datetime = ASKED, until: date | None = None) -> Return:
    """Every gate is open two days after `at`; a journey is planned for the twentieth."""
    make_declared(returning, by, at=at)
    then: dict[str, Any] = {"by": by, "at": at + 2 * DAY}
    actions.assess_danger(returning, 1, 2, "His brother has work for him.", Way.NONE, **then)
    for kind in (PaperKind.TRAVEL_DOCUMENT, PaperKind.EXIT, PaperKind.DEBTS):
        actions.settle_paper(returning, kind, PaperState.CLEAR, **then)
    today = clock.in_amman(at).date()
    actions.record_fitness(returning, today, until or today + 30 * DAY, fit=True, **then)
    actions.ask_mission(returning, mission, "Can you meet him at the airport?", **then)
    actions.record_answer(returning, MissionAnswer.CONFIRMED, **then)
    make_journey(returning, by, at=at + 2 * DAY, leaves_at=at + 20 * DAY)
    return returning


def flight(leaves_at: datetime, **more: Any) -> Plan:
    """Two legs, with somebody in transit, at nine in the morning there."""
    first = LegPlan(leaves_at, leaves_at + 4 * HOUR, "AMM–DXB 901", "A helper at the gate")
    second = LegPlan(leaves_at + 6 * HOUR, leaves_at + 15 * HOUR, "DXB–MNL 332")
    plan: dict[str, Any] = {"legs": (first, second), "hour_there": 9, "meets": "Ana of the mission"} | more
    return Plan(**plan)


def make_journey(returning: Return, by: User, *, at: datetime, leaves_at: datetime, **more: Any) -> Journey:
    return actions.plan_journey(returning, flight(leaves_at, **more), by=by, at=at)


def make_ticket(returning: Return, by: User, *, at: datetime = DECLARED) -> Journey:
    return actions.buy_ticket(returning, Ticket("157-2400000001", Decimal("412.500"), Currency.JOD), by=by, at=at)


def make_survey_form(desk: Desk, by: User, other: User, *, at: datetime = MONDAY) -> Version:
    """The survey, brought into the forms by one and published by another."""
    return make_published(_workbook(), by, other, desk, at=at, kind=FormKind.REINTEGRATION)


@cache
def _workbook() -> bytes:
    return survey_workbook()


def make_survey(
    returning: Return, round_: Round, on: date, desk: Desk, by: User, *, at: datetime, **answers: str
) -> Survey | None:
    """A round that was asked on the forms, finished, and taken to the file."""
    row = reintegration.begin_survey(returning, Asked(round_, on), desk=desk, by=by, at=at)
    assert row.filling is not None  # noqa: S101  # just begun
    asked = {item.path.rpartition("/")[2]: item.path for item in forms.form_of(row.filling.version).items()}
    given = {asked[name]: answer for name, answer in {"safe_now": "yes", **answers}.items()}
    filling.save(row.filling, given, by=by, at=at)
    filling.finish(row.filling, by=by, at=at)
    return reintegration.take_survey(returning, round_, at=at)


def make_project(
    desk: Desk, by: User, *, name: str = "Way home 2026", budget: Decimal = Decimal(50_000), at: datetime = MONDAY,
    currency: Currency = Currency.JOD,
) -> Project:  # fmt: skip
    on = clock.in_amman(at).date() + 400 * DAY
    return actions.open_project(name, budget, currency, on, desk=desk, by=by, at=at)


def make_grant(returning: Return, project: Project, by: User, *, at: datetime = DECLARED) -> Grant:
    """Tools in two instalments."""
    parts = [Part(Decimal("400.500"), words="Tools"), Part(Decimal("199.500"), words="Seed for the field")]
    return actions.make_grant(returning, Decimal(600), parts, project=project, by=by, at=at)
