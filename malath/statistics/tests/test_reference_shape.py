"""The people of the TIP report 2022, met, asked and decided by the real acts, and what reports then say of them."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.cases import actions as cases
from malath.cases.testing import AGREED, CHILD_AT_RISK, make_case
from malath.cases.words import CaseStatus
from malath.figures.rules import STEP, Told
from malath.figures.tables import recovered
from malath.foundation.actor import WORKER
from malath.identification import actions as identification
from malath.identification.testing import make_found, make_potential
from malath.identification.words import ElementKind
from malath.people.models import Person
from malath.people.words import AgeBand, Sex
from malath.privacy import actions as privacy
from malath.privacy.actions import View
from malath.privacy.testing import MONDAY, SPOKEN, WORDS, make_guardian
from malath.privacy.words import Answer, AssentView, ConsentKind
from malath.statistics import actions, compiling, queries
from malath.statistics.compiling import store
from malath.statistics.queries.questionnaire import questionnaire_page
from malath.statistics.testing import make_columns, make_compile
from malath.statistics.tests.conftest import House
from malath.statistics.words import Unit

YEAR = str(MONDAY.year)
PURPOSES = ("forced_labour",) * 36 + ("prostitution",) * 15
"""Of 61 people; the other 10 have none."""


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def facts_of(number: int) -> dict[str, object]:
    return {
        "sex": Sex.FEMALE if number < 47 else Sex.MALE,
        "age_band": AgeBand.B9 if number < 3 else AgeBand.B21,
        "nationalities": ["PH" if 8 <= number < 53 else "JO"],
        "language": "ar",
    }


def identified(number: int, unit: Desk, officer: User) -> None:
    """Somebody met at the Unit who agrees to be counted, and of whom it decides that they are a victim of trafficking."""
    ground = CHILD_AT_RISK if number < 3 else AGREED
    case = make_case(unit, officer, facts=facts_of(number), ground=ground)
    agreed(case.person, unit, officer)
    make_potential(case, unit, officer)
    if number < len(PURPOSES):
        found = make_found(ElementKind.PURPOSE, PURPOSES[number])
        identification.enter(case, found, desk=unit, by=officer, at=MONDAY)
    status, why = CaseStatus.IDENTIFIED, "Act, means and purpose are there."
    cases.decide(case, status, because=why, desk=unit, roles={Role.CTU_IDENT}, by=officer, at=MONDAY)


def agreed(person: Person, unit: Desk, officer: User) -> None:
    """Somebody agrees to be counted; a child with its guardian, whose proof somebody else has seen."""
    beside = {}
    if person.is_child:
        guardian = make_guardian(person, verified_by=WORKER, desk=unit, by=officer)
        beside = {"guardian": guardian, "view": View(AssentView.YES, "")}
    privacy.record_consent(
        person, kind=ConsentKind.C14, answer=Answer.YES, circumstances=SPOKEN, wording=WORDS, desk=unit, by=officer, at=MONDAY,
        **beside,  # type: ignore[arg-type]  # one of each
    )  # fmt: skip


def test_the_reference_shape_entered_as_cases_gives_exactly_that_report_and_hides_the_children(house: House) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU))
    officer = make_user(Role.CTU_IDENT, unit)
    for number in range(61):
        identified(number, unit, officer)
    compiled = actions.compile_figures(by=WORKER, at=MONDAY)
    counted = {
        field: {
            value: number
            for (value, year), number in store.counts(
                compiled.reference, compiled.key, Unit.PERSONS, (field, "identified_in")
            ).items()
            if year == YEAR
        }
        for field in ("sex", "age", "origin", "form")
    }
    assert counted == {
        "sex": {"female": 47, "male": 14, None: 61},
        "age": {"child": 3, "adult": 58, None: 61},
        "origin": {"foreign": 45, "home": 16, None: 61},
        "form": {"labour": 36, "sexual": 15, "unspecified": 10, None: 61},
    }
    page = queries.report_page(YEAR)
    assert page is not None
    told = {str(label): dict(lines) for label, lines, _ in page.splits}["Child or adult"]
    assert told["Children"] is None
    assert None in (told["Adults"], told["All"])
    asked = {group.title: dict(group.lines) for group in questionnaire_page(MONDAY.year).groups}
    together = asked["Identified as victims of trafficking: Sex and age together"]
    assert (together["Girls"], together["Boys"]) == (None, None)
    assert None in (together["Women"], together["Men"], together["All"])


def test_of_cells_of_one_and_twelve_the_twelve_or_the_sum_is_hidden_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scenario B.6: nationality by governorate, one and twelve of thirteen."""
    there = [{"nationality": "KE", "governorate": "AM" if n else "MA"} for n in range(13)]
    others = [{"nationality": "PH", "governorate": "AM" if n % 2 else "MA"} for n in range(60)]
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns([*there, *others]))
    make_compile()
    table = actions.ask(Unit.PERSONS, ("nationality", "governorate"), by=house.sama, at=MONDAY)
    cells = {tuple(chosen): told for chosen, told in table.cells}
    assert cells["KE", "MA"] is None
    assert None in (cells["KE", "AM"], cells["KE", None])
    tables = queries.before(Unit.PERSONS)
    claims: dict[frozenset[tuple[str, str]], Told] = {k: t for _, said in tables for k, t in said.items() if t is not None}
    hidden = [key for _, said in tables for key, told in said.items() if told is None]
    assert list(recovered([shape for shape, _ in tables], claims, hidden, STEP)) == []
    assert table.shown["base"] == 5
