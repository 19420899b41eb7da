"""One more person comes with a workbook of another body, and is taken out in one."""

import random
from collections.abc import Sequence
from datetime import date, datetime
from types import MappingProxyType

from config.demo_cast import DATA, House, Invented, invent
from config.demo_lives import DAY, Agenda
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.cases.models import Case
from malath.exchange import actions as exchange
from malath.exchange import gates
from malath.exchange.htcds import Row
from malath.exchange.queries import Scope, Wanted
from malath.exchange.testing import FIRST_LINE, make_import
from malath.exchange.values import Value
from malath.people.words import (
    AgeBand,
)


def workbook_arrives(house: House, agenda: Agenda, number: int, at: datetime) -> None:
    """One more person comes with a workbook of another body, and is taken out in one six days later."""
    chance = random.Random(20261124)  # noqa: S311  # its own, so that it changes nobody else
    person, desk, texts = invent(chance, number, at.year, [AgeBand.B21]), house.desks["social"], DATA["workbook"]
    officer = house.somebody(chance, "social", Power.EXCHANGE)
    values: dict[str, Value] = {
        "con_Consent": True,
        "prs_FirstName": person.latin,
        "prs_Birthdate": date(person.birth_year, 1, 1),
        "prs_MobilePhone": person.phone,
        "prs_PrimaryLanguage": person.language,
        "vic_LocationOfExploitation": person.told(texts["place"]),
        "cco_CaseComment": person.told(texts["note"]),
    }
    arrived = make_import([Row(FIRST_LINE, MappingProxyType(values))], desk, officer, at)
    agenda.add(at + 6 * DAY, lambda later: _workbook_leaves(person, arrived, officer, later))


def _workbook_leaves(person: Invented, arrived: Sequence[Case], officer: User, at: datetime) -> None:
    wanted = Wanted(Scope.NAMED, tuple(case.reference for case in arrived))
    chosen = gates.cases_to_export(officer, wanted, at=at, cap=exchange.CASES_AT_ONCE)
    exchange.export_workbook(chosen, because=person.told(DATA["workbook"]["because"]), by=officer, at=at)
