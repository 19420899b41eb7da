"""Somebody who went home in the demonstration: what he agreed to let go went before him as a package, he has a plan there, and
was asked once how life goes. A second mission is known, and its key waits to be confirmed. Somebody else prepares to go: the
mission there, which works in this house, sees her and has still to answer."""

from datetime import datetime, timedelta
from io import BytesIO

from config.demo_cast import House
from malath.accounts import queries as account_queries
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.exchange.actions import keys, packages
from malath.exchange.package_words import Confirmed
from malath.exchange.queries.packages import Letter, Sending
from malath.exchange.sealed_package import new_key
from malath.foundation import clock
from malath.people.models import Person
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import Circumstances
from malath.privacy.wording import wording
from malath.privacy.words import Answer, ConsentKind, Interpreter, Method
from malath.returns import actions as returns
from malath.returns import queries
from malath.returns.actions import reintegration
from malath.returns.models import Return
from malath.returns.queries.survey import questions
from malath.returns.rules_mission import Needed
from malath.returns.testing import (
    make_declared,
    make_journey,
    make_ready,
    make_return,
    make_survey,
    make_survey_form,
    make_ticket,
)
from malath.returns.words_mission import Need
from malath.returns.words_reintegration import Round, SupportKind, SupportState

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
HOW = Circumstances(Method.SPOKEN, "en", Interpreter.NONE)
PLAN = "A small repair shop beside his brother's house."


def somebody_went_home(house: House, now: datetime) -> None:
    """Ten weeks ago he asked; he has been home for seven."""
    desk, worker, at = house.desks["returns"], house.named("Majd Demo"), now - 70 * A_DAY
    make_survey_form(house.desks["mechanism"], house.named("Reem Demo"), house.named("Munir Demo"), at=at)
    row = make_return(desk, worker, at=at, name="Rodel Test")
    mission = queries.missions(desk.agency_id)[0]
    make_ready(row, mission, worker, at=at)
    make_ticket(row, worker, at=at + 3 * A_DAY)
    for kind in (ConsentKind.C12, ConsentKind.C13):
        _agrees(row.person, kind, desk, worker, at + 4 * A_DAY)
    _package(row.person, desk, worker, at + 5 * A_DAY)
    returns.depart(row, says_yes=True, by=worker, at=at + 20 * A_DAY)
    returns.confirm_arrival(row, at + 20 * A_DAY + 16 * AN_HOUR, by=worker, at=at + 20 * A_DAY + 17 * AN_HOUR)
    _home(row, worker, at + 30 * A_DAY)


def somebody_is_expected(house: House, now: datetime) -> None:
    """A week ago she asked; since this morning the mission is asked, on her yes to the transfer."""
    desk, worker, at = house.desks["returns"], house.named("Majd Demo"), now - 7 * A_DAY
    row = make_return(desk, worker, at=at, name="Ligaya Test")
    make_declared(row, worker, at=at)
    _agrees(row.person, ConsentKind.C12, desk, worker, at + 3 * A_DAY)
    told = Needed((Need.MEET, Need.FIRST_NIGHT), plan="A course in baking, then work near her sister.")
    question = "Can somebody meet her, and is there a place for the first nights?"
    returns.ask_mission(row, house.desks["mission"].agency, question, told=told, by=worker, at=now - 2 * AN_HOUR)
    make_journey(row, worker, at=now - AN_HOUR, leaves_at=now + 12 * A_DAY)


def _agrees(person: Person, kind: ConsentKind, desk: Desk, worker: User, at: datetime) -> None:
    privacy.record_consent(
        person, kind=kind, answer=Answer.YES, circumstances=HOW, wording=wording(kind).proof, desk=desk, by=worker, at=at
    )  # fmt: skip


def _package(person: Person, desk: Desk, worker: User, at: datetime) -> None:
    """Sealed to the mission there, whose key was read out by phone; nobody keeps the file here."""
    keys.make_own(desk.agency, by=worker, at=at)
    known, _waits = (
        keys.take_in(desk.agency, name=name, card=str(new_key(keys.kind_here()).card), by=worker, at=at)
        for name in ("Manila", "Nairobi")
    )
    known = keys.confirm(known, how=Confirmed.PHONE, digits=known.fingerprint, by=worker, at=at)
    letter = Letter((at + 15 * A_DAY).date(), "DXB–MNL 332", (Need.MEET, Need.CASH), PLAN)
    holdings = account_queries.holdings(worker, at)
    opened = privacy_queries.sight_of(holdings, person.reference, at)
    if opened is None:
        raise LookupError(person.reference)
    sending = Sending(*opened, frozenset(holdings.own_desk_ids), desk)
    packages.make_package(sending, letter, BytesIO(), key=known, by=worker, at=at + AN_HOUR)


def _home(row: Return, worker: User, at: datetime) -> None:
    """A plan, one kind of support given and one planned, and the first round."""
    reintegration.begin_plan(row, PLAN, by=worker, at=at)
    until = clock.in_amman(at).date() + 60 * A_DAY
    tools = reintegration.add_support(row, SupportKind.BUSINESS, "Tools and a work bench", until, by=worker, at=at)
    reintegration.add_support(row, SupportKind.TRAINING, "Book-keeping, two weeks", until, by=worker, at=at)
    reintegration.agree_reintegration(row, by=worker, at=at)
    reintegration.settle_support(row, tools.reference, SupportState.GIVEN, by=worker, at=at + 8 * A_DAY)
    answers = {one.indicator: one.answers[len(one.answers) // 3][0] for one in questions() if one.is_scored}
    safe = {**answers, "physical_safety": "safe", "family_tension": "rarely"}
    then = at + 10 * A_DAY
    make_survey(row, Round.BASELINE, clock.in_amman(then).date(), row.desk, worker, at=then, **safe)
