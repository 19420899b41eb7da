"""Volunteers in the camp of the demonstration: a code of the desk, what came in through it, and what came of it."""

from datetime import datetime, timedelta
from functools import partial

from config.demo_cast import DATA, House
from config.demo_lives import Agenda
from malath.accounts.models import User
from malath.helpline import actions
from malath.helpline.models import Concern, DeskCode
from malath.helpline.queries import Said
from malath.helpline.words import CameOfIt, Soon, Who

WHO, WHERE = "Layan Demo", "camp"
TEXTS = DATA["concerns"]
CHILD_AT_WORK = Said(("CL01",), Who.CHILD, Soon.NO, TEXTS["old_where"], TEXTS["old"])
A_GIRL = Said(("CH01", "CH02", "CH03", "CH05", "CH06"), Who.CHILD, Soon.YES, TEXTS["new_where"], TEXTS["new"])


def volunteers_get_a_code(house: House, agenda: Agenda, at: datetime) -> None:
    """One code that is used and one that was ended; a concern that was settled, and this morning a girl (scenario 2)."""
    officer = house.named(WHO)
    ended = actions.give_code(house.desks[WHERE], days=7, openings=25, by=officer, at=at).code
    code = actions.give_code(house.desks[WHERE], days=90, openings=100, by=officer, at=at).code
    agenda.add(at + timedelta(days=3), partial(_ends, ended, officer))
    agenda.add(at + timedelta(days=8), partial(_sends, agenda, code, CHILD_AT_WORK, officer))
    agenda.add(agenda.now - timedelta(hours=2), partial(_sends, agenda, code, A_GIRL, None))


def _ends(code: DeskCode, officer: User, at: datetime) -> None:
    actions.end_code(code, by=officer, at=at)


def _sends(agenda: Agenda, code: DeskCode, said: Said, officer: User | None, at: datetime) -> None:
    actions.open_card(code, phone=said.where, at=at)
    received = actions.send_concern(code, said, at=at)
    if received is not None and officer is not None:
        agenda.add(at + timedelta(hours=3), partial(_takes, received.concern, officer))
        agenda.add(at + timedelta(days=1), partial(_settles, received.concern, officer))


def _takes(concern: Concern, officer: User, at: datetime) -> None:
    actions.take_concern(concern, by=officer, at=at)


def _settles(concern: Concern, officer: User, at: datetime) -> None:
    actions.settle_concern(concern, CameOfIt.PASSED_ON, by=officer, at=at)
