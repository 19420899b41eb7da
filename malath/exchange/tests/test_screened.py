"""What a screening says in the words of the standard, and to whom it goes out."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.exchange import queries, screened
from malath.exchange.mapping import Known, kept_as_json, line
from malath.exchange.screened import CONTROL, INDUSTRY, PURPOSES, VULNERABLE, said_by
from malath.exchange.standard import FIELDS
from malath.exchange.testing import cases_of
from malath.exchange.tests.conftest import House
from malath.exchange.values import Value
from malath.privacy import queries as privacy
from malath.privacy.testing import MONDAY
from malath.screening import queries as screenings
from malath.screening.queries import lists
from malath.screening.rules import Gist
from malath.screening.testing import make_finished
from malath.screening.words import Concern, HandPurpose, Kind, Work

LATER = MONDAY + timedelta(hours=2)
COLUMNS: Mapping[str, Mapping[Any, str]] = {
    "vic_MethodsOfControl": CONTROL, "vic_Vulnerabilities": VULNERABLE, "vic_TypeOfExploitation": PURPOSES,
    "vic_ForcedLabourIndustry": INDUSTRY,
}  # fmt: skip
CODES = sorted({one.code for name in lists.profile_codes() for one in lists.profile(name).indicators})
GISTS = st.builds(
    Gist,
    present=st.frozensets(st.sampled_from(CODES)), exploited=st.booleans(), child=st.booleans(), kind=st.sampled_from(Kind),
    work=st.sampled_from(["", *Work.values]), purposes=st.lists(st.sampled_from(HandPurpose), unique=True).map(tuple),
)  # fmt: skip


@pytest.mark.parametrize("name", COLUMNS)
def test_each_word_is_one_of_the_standard(name: str) -> None:
    assert set(COLUMNS[name].values()) <= set(FIELDS[name].choices)


def test_each_indicator_is_one_of_the_lists() -> None:
    assert CONTROL.keys() | VULNERABLE.keys() <= set(CODES)


@given(GISTS)
def test_what_is_not_present_is_never_said(gist: Gist) -> None:
    said: dict[str, Any] = dict(said_by(gist))
    for name, words in (("vic_MethodsOfControl", CONTROL), ("vic_Vulnerabilities", VULNERABLE)):
        meant = {words[code] for code in gist.present if code in words}
        assert set(said.get(name, ())) == meant
    assert ("vic_TypeOfExploitation" in said) == (gist.exploited or bool(gist.purposes))
    assert gist.exploited or "vic_ForcedLabourIndustry" not in said


def test_violence_that_may_be_one_or_the_other_is_not_guessed() -> None:
    assert dict(said_by(Gist(frozenset({"CD04"}), False, False, Kind.LABOUR, "", ()))) == {}


def test_what_was_imported_stays_beside_it_and_of_one_word_it_stands() -> None:
    kept: dict[str, Value] = {"vic_MethodsOfControl": ("SexualAbuse",), "vic_ForcedLabourIndustry": "F_Construction"}
    gist = Gist(frozenset({"CD01"}), True, False, Kind.LABOUR, Work.DOMESTIC, ())
    row = line(Known(kept=kept_as_json(kept), screened=gist), 1)
    assert row.values["vic_MethodsOfControl"] == ("SexualAbuse", "WithholdsDocuments")
    assert row.values["vic_ForcedLabourIndustry"] == "F_Construction"
    assert row.values["vic_TypeOfExploitation"] == ("ForcedLabour",)


@pytest.fixture
def case(house: House) -> Case:
    return make_case(house.association, house.maha)


def taken_out(house: House) -> dict[str, object]:
    (one,) = queries.taken(cases_of(house.maha, LATER), LATER)
    return dict(line(one.known, 1).values)


def test_a_case_goes_out_with_what_its_last_screening_found(house: House, case: Case) -> None:
    make_finished(case, desk=house.association, by=house.maha, present="EX01 EX02 CD01 CD03 VR08")
    found = taken_out(house)
    assert found["vic_MethodsOfControl"] == ("WithholdsDocuments", "RestrictsMovement", "ExcessiveWorkingHours")
    assert found["vic_Vulnerabilities"] == ("Poverty",)
    assert found["vic_TypeOfExploitation"] == ("ForcedLabour",)
    assert found["vic_ForcedLabourIndustry"] == "T_ActivitiesOfHouseholdsAsEmployers"


def test_after_no_concern_nothing_of_exploitation_is_said(house: House, case: Case) -> None:
    make_finished(case, Concern.NO_CONCERN, desk=house.association, by=house.maha, present="VR08")
    assert not [name for name in taken_out(house) if name in COLUMNS]


def test_a_screening_whose_desk_the_viewer_does_not_read_says_nothing(
    house: House, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = make_finished(case, desk=house.association, by=house.maha)
    sight = next(iter(privacy.sights(cases_of(house.maha, LATER).through, {case.person_id}, LATER).values()))
    assert queries._screened(done, sight) == screenings.gist_of(done)
    monkeypatch.setattr(type(sight), "sees_writing_of", lambda *_: False)
    assert queries._screened(done, sight) is None


def test_it_reads_all_of_them_with_one_statement(house: House, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    several = [make_case(house.association, house.maha) for _ in range(3)]
    for one in several:
        make_finished(one, desk=house.association, by=house.maha)
    with django_assert_num_queries(1):
        assert set(screenings.last_finished_of([one.pk for one in several])) == {one.pk for one in several}
    assert screened.INDUSTRY
