"""One more person comes with a workbook of another body, and is taken out in one; two come with a table, and another table
waits to be mended."""

import csv
import io
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
from malath.exchange import gates, work
from malath.exchange.actions import bringing
from malath.exchange.htcds import Row
from malath.exchange.queries import Scope, Wanted
from malath.exchange.testing import FIRST_LINE, bring, chosen, make_import
from malath.exchange.values import Value
from malath.people.words import AgeBand
from malath.privacy.words import BasisKind

HEADINGS = ("Name", "Birth date", "Nationality", "Phone", "Consent", "Notes")


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


def tables_arrive(house: House, number: int, at: datetime) -> None:
    """Two people come with a table of a partner, and their cases are made live."""
    chance = random.Random(20261130)  # noqa: S311  # its own, so that it changes nobody else
    desk, officer = house.desks["social"], house.somebody(chance, "social", Power.EXCHANGE)
    people = [invent(chance, number + row, at.year, [AgeBand.B21, AgeBand.B30]) for row in range(2)]
    rows = [_in_table(person, str(date(person.birth_year, 3, 4)), "yes") for person in people]
    file = chosen(bring(_table(HEADINGS, rows), desk, officer, at, name="partner.csv"), officer, at)
    work.go_on(lambda: at)
    bringing.make_live(file, again=False, by=officer, at=at)
    work.go_on(lambda: at)


def table_waits(house: House, number: int, at: datetime) -> None:
    """Of another table two lines are to be mended; somebody in it stands on a ground without consent."""
    chance = random.Random(20261201)  # noqa: S311  # the same
    desk, officer = house.desks["social"], house.somebody(chance, "social", Power.EXCHANGE)
    one, other, third = (invent(chance, number + row, at.year, [AgeBand.B21, AgeBand.B30]) for row in range(3))
    rows = [
        _in_table(one, str(date(one.birth_year, 5, 6)), "yes"),
        _in_table(other, other.told("31/02/1996, {document}"), "yes"),
        [*_in_table(third, "", "")[:2], third.told("see {en}"), *_in_table(third, "", "")[3:]],
    ]
    headings = [*HEADINGS, one.told("Asked of {en}")]
    file = bring(_table(headings, rows), desk, officer, at, name=one.told("{en}.csv"))
    because = third.told(DATA["workbook"]["in_danger"])
    chosen(file, officer, at, ground=BasisKind.O1, because=because, save_as=DATA["workbook"]["mapping"])
    work.go_on(lambda: at)


def _in_table(person: Invented, born: str, agreed: str) -> list[str]:
    return [person.latin, born, person.nationality, person.phone, agreed, person.told(DATA["workbook"]["note"])]


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode()
