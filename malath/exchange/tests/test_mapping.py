"""One line as our acts take it, and back again, without rows."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.cases import rules
from malath.cases.words import CaseStatus, DecidedBy, NoteKind
from malath.exchange import mapping
from malath.exchange.htcds import Row, Sheet, read
from malath.exchange.mapping import Known, Sent, Step, age_band, arrival, comment, grounded, kept_as_json, kept_in, line
from malath.exchange.reasons import WhyWrong
from malath.exchange.standard import FIELDS, Kind
from malath.exchange.testing import invented_rows
from malath.exchange.tests.books import TODAY, book_of, codes, plain
from malath.exchange.values import Value
from malath.people.languages import language_choices
from malath.people.words import AgeBand, DetailKind, Education, Gender, MaritalStatus, Sex
from malath.privacy.words import Answer, BasisKind
from malath.ui.fields import STORY_LENGTH

HEAD = ["prs_FirstName", "prs_Birthdate", "con_Consent"]
OF_KIND: Mapping[Kind, Value] = {
    Kind.TEXT: "=a text",
    Kind.LONG_TEXT: "two\nlines",
    Kind.CODE_OR_TEXT: "JO",
    Kind.DATE: date(1999, 12, 31),
    Kind.BOOLEAN: False,
    Kind.INTEGER: 0,
    Kind.DECIMAL: Decimal("31.95"),
    Kind.PHONE: "+962700000001",
    Kind.EMAIL: "person@example.org",
}


def value_of(name: str) -> Value:
    """Some value of a field."""
    of = FIELDS[name]
    if of.kind is Kind.CODE:
        some = tuple(of.choices)[:2]
        return some if of.is_many else some[0]
    return OF_KIND[of.kind]


def arrived(**values: Value) -> mapping.Arrival:
    return arrival(Row(3, MappingProxyType(values)), today=TODAY)


def lined(**known: object) -> Mapping[str, Value]:
    return line(Known(**known), 3).values  # type: ignore[arg-type]  # the keywords of Known


def sheet_of(*lines: list[object]) -> Sheet:
    return read(book_of([HEAD, *lines]), today=TODAY)  # type: ignore[list-item]  # what a cell may hold


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("prs_Gender", Gender),
        ("prs_MaritalStatus", MaritalStatus),
        ("prs_HighestLevelOfEducation", Education),
        ("vic_TraffickingStatusDecisionMakingOrg", DecidedBy),
    ],
)
def test_our_lists_are_those_of_the_standard(name: str, ours: type[Gender]) -> None:
    assert set(ours.values) == set(FIELDS[name].choices)


def test_every_language_and_country_has_room_in_our_columns() -> None:
    assert max(map(len, FIELDS["prs_PrimaryLanguage"].choices)) <= 3
    assert {code for code, _ in language_choices()} <= set(FIELDS["prs_PrimaryLanguage"].choices)


def test_every_column_of_the_person_becomes_rows() -> None:
    assert {name for name in FIELDS if name.startswith("prs_")} == mapping.DETAILS.keys() | mapping.FACTS.keys()


@pytest.mark.parametrize("name", list(FIELDS))
def test_no_column_is_lost_on_the_way(name: str) -> None:
    """Each becomes part of what acts take, or is kept, or both."""
    came = arrived(**{name: value_of(name)})
    kept = kept_in(came.kept)
    if name in mapping.BECOME_ROWS - {"cas_Status", "vic_TraffickingStatusDecisionMakingOrg"}:
        assert not kept
        assert came != arrived()
    else:
        assert kept == {name: value_of(name)}


def test_what_is_kept_is_shown_in_both_languages() -> None:
    kept = json.loads(kept_as_json({"vic_TypeOfExploitation": ("ForcedLabour",), "hte_City": "Invented town"}))
    assert kept["en"] == [["Type of Exploitation", "Forced labour"], ["City", "Invented town"]]
    assert kept["ar"] == [["نوع الاستغلال", "العمل الجبري"], ["مدينة الواقعة", "Invented town"]]


def test_fields_with_the_same_label_are_told_apart() -> None:
    kept = json.loads(kept_as_json({"hte_Type": "Transit", "org_Type": "NGO"}))
    assert [label for label, _ in kept["en"]] == ["Type (hte_Type)", "Type (org_Type)"]


@pytest.mark.parametrize("name", list(FIELDS))
def test_what_was_kept_is_the_same_value_again(name: str) -> None:
    values = {name: value_of(name)}
    again = kept_in(kept_as_json(values))
    assert again == values
    assert type(again[name]) is type(values[name])


def test_a_line_becomes_facts_details_and_a_note() -> None:
    first = arrived(
        prs_FirstName="Test Person",
        prs_Birthdate=date(2000, 1, 2),
        prs_Gender="Feminine",
        prs_Citizenship=("BD", "JO"),
        cco_CaseComment="Said little.",
    ).first
    assert first.facts == {
        "gender": "Feminine", "nationalities": ["BD", "JO"], "sex": Sex.FEMALE, "age_band": AgeBand.B21
    }  # fmt: skip
    assert first.details == [(DetailKind.FIRST_NAME, "Test Person"), (DetailKind.BIRTH_DATE, "2000-01-02")]
    assert first.notes == [(NoteKind.OBSERVATION, "Said little.")]


@pytest.mark.parametrize(
    ("gender", "sex"), [("Masculine", Sex.MALE), ("TransgenderFeminine", Sex.UNKNOWN), ("NonConforming", Sex.UNKNOWN)]
)
def test_a_sex_is_read_only_where_it_goes_without_saying(gender: str, sex: Sex) -> None:
    assert arrived(prs_Gender=gender).first.facts["sex"] == sex


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2026, 11, 23), AgeBand.B0),
        (date(2017, 11, 24), AgeBand.B0),
        (date(2017, 11, 23), AgeBand.B9),
        (date(2008, 11, 24), AgeBand.B9),
        (date(2008, 11, 23), AgeBand.B18),
        (date(2005, 11, 23), AgeBand.B21),
        (date(1996, 11, 23), AgeBand.B30),
        (date(1987, 11, 23), AgeBand.B39),
        (date(1978, 11, 23), AgeBand.B48),
        (None, AgeBand.UNKNOWN),
    ],
)
def test_ages_fall_into_their_bands(born: date | None, band: AgeBand) -> None:
    assert age_band(born, TODAY) == band


@pytest.mark.parametrize(("consent", "answer"), [(True, Answer.YES), (False, Answer.NO), (None, Answer.NOT_ASKED)])
def test_no_consent_is_ever_guessed(consent: bool | None, answer: Answer) -> None:
    assert arrived(**({} if consent is None else {"con_Consent": consent})).answer == answer


@pytest.mark.parametrize("decision", [*mapping.WAYS, None])
@pytest.mark.parametrize("status", [*FIELDS["cas_Status"].choices, None])
def test_every_status_is_reached_by_lawful_steps(decision: str | None, status: str | None) -> None:
    values = {"vic_TraffickingStatus": decision, "cas_Status": status}
    steps = arrived(**{name: value for name, value in values.items() if value}).steps
    way = [CaseStatus.DRAFT, *(step.status for step in steps)]
    assert [rules.why_not_set_status(now, new) for now, new in pairwise(way)] == [[]] * len(steps)
    assert (way[-1] == CaseStatus.CLOSED) == (status in ("Closed", "ClosedReferred"))
    assert decision is None or mapping.WAYS[decision][-1] in way


def test_who_decided_stands_with_the_decision() -> None:
    steps = arrived(vic_TraffickingStatus="ActualVictimOfTrafficking", vic_TraffickingStatusDecisionMakingOrg="Police").steps
    assert steps == (Step(CaseStatus.POTENTIAL), Step(CaseStatus.IDENTIFIED, DecidedBy.POLICE))


def test_the_status_of_the_case_is_kept_beside_ours() -> None:
    assert kept_in(arrived(cas_Status="ClosedReferred").kept) == {"cas_Status": "ClosedReferred"}


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (None, "ClosedReferred"),
        (CaseStatus.CLOSED, "Closed"),
        (CaseStatus.FOLLOW_UP, "FollowUp"),
        (CaseStatus.IN_ASSISTANCE, "Active"),
    ],
)
def test_a_case_that_moved_on_tells_its_own_status(status: CaseStatus | None, said: str) -> None:
    assert lined(status=status, kept=kept_as_json({"cas_Status": "ClosedReferred"})) == {"cas_Status": said}


def test_doubt_is_never_a_no() -> None:
    values = lined(decision=Step(CaseStatus.INCONCLUSIVE, DecidedBy.POLICE))
    assert values["vic_TraffickingStatus"] == "PossibleVictimOfTrafficking"


def test_a_referral_made_here_takes_the_place_of_an_older_one_altogether() -> None:
    kept = kept_as_json(
        {
            "cas_ReferredOrganisation": "An older body",
            "cas_OutgoingReferralDate": date(2020, 1, 1),
            "cas_OutgoingReferralDetails": "An older reason",
            "cas_ReferringOrganisation": "Who sent the person to us",
        }
    )
    assert lined(sent=Sent("Legal aid", date(2026, 11, 2), None), kept=kept) == {
        "cas_ReferringOrganisation": "Who sent the person to us",
        "cas_ReferredOrganisation": "Legal aid",
        "cas_OutgoingReferralDate": date(2026, 11, 2),
    }


def test_a_name_that_nobody_took_apart_goes_whole() -> None:
    assert lined(details={DetailKind.NAME: "Test Person"}) == {"prs_FirstName": "Test Person"}
    both = {DetailKind.NAME: "Test Person", DetailKind.FAMILY_NAME: "Invented"}
    assert lined(details=both) == {"prs_SecondName": "Invented"}


@pytest.mark.parametrize("written", ["1996", "about 1996", "1996-13-01"])
def test_a_birth_year_is_no_birth_date(written: str) -> None:
    assert lined(details={DetailKind.BIRTH_DATE: written}) == {}


def test_what_was_not_recorded_stays_empty() -> None:
    nothing: Mapping[str, object] = {"gender": "", "nationalities": [], "children": None, "deceased": None, "language": ""}
    assert lined(facts=nothing) == {}
    assert lined(facts={"children": 0, "deceased": False}) == {"prs_NumberOfChildren": 0, "prs_Deceased": False}


def test_columns_stand_in_the_order_of_the_standard() -> None:
    row = invented_rows(1)[0]
    known = Known(details=dict(arrival(row, today=TODAY).first.details), kept=arrival(row, today=TODAY).kept, consent=True)
    places = [list(FIELDS).index(name) for name in line(known, 3).values]
    assert places == sorted(places)


@given(st.lists(st.text(min_size=1, max_size=STORY_LENGTH), max_size=4))
def test_notes_lose_nothing_when_a_comment_has_no_room(notes: list[str]) -> None:
    said, pieces = comment(notes)
    assert len(said) <= STORY_LENGTH
    assert all(len(piece) <= STORY_LENGTH for piece in pieces)
    together = "".join(notes)
    assert (said + "".join(pieces)).replace("\n", "") == together.replace("\n", "")


def test_notes_that_fit_exactly_stand_together() -> None:
    half = "x" * (STORY_LENGTH // 2 - 1)
    assert comment([half, half]) == (f"{half}\n\n{half}", ())
    assert comment([half, half + "x"]) == (half, (half + "x",))
    assert comment(["x" * (STORY_LENGTH + 1)]) == ("x" * STORY_LENGTH, ("x",))


def test_a_line_without_a_yes_needs_a_ground() -> None:
    sheet = sheet_of(["Test Person 001", "1990-01-01", "yes"], ["Test Person 002", None, "no"], ["Test Person 003"])
    problems = grounded(sheet, None, today=TODAY).problems
    assert codes(problems) == [WhyWrong.NOT_AGREED, WhyWrong.NOT_AGREED]
    assert [(problem.row, problem.column_letter) for problem in problems] == [(3, "C"), (4, "C")]
    assert grounded(sheet, BasisKind.O1, today=TODAY) is sheet


def test_a_child_at_risk_is_a_ground_for_children_only() -> None:
    sheet = sheet_of(["Test Person 001", "2008-11-24", None], ["Test Person 002", "2008-11-23", None], ["Test Person 003"])
    problems = grounded(sheet, BasisKind.O2, today=TODAY).problems
    assert [(problem.code, problem.row) for problem in problems] == [
        (WhyWrong.NOT_A_CHILD, 3),
        (WhyWrong.NOT_A_CHILD, 4),
    ]


def test_a_line_without_a_ground_has_no_rows_with_it() -> None:
    sheet = grounded(sheet_of(["Test Person 001", None, "yes"], ["Test Person 002"]), None, today=TODAY)
    assert not sheet.rows
    assert sheet.line_count == 2


def test_lines_without_a_ground_are_told_together_with_all_that_is_wrong() -> None:
    sheet = sheet_of(["Test Person 001", "yesterday", "no"], ["Test Person 002", None, "perhaps"])
    found = [(problem.row, problem.code) for problem in grounded(sheet, None, today=TODAY).problems]
    assert found == [(2, WhyWrong.NOT_A_DATE), (2, WhyWrong.NOT_AGREED), (3, WhyWrong.NOT_YES_OR_NO)]


def test_a_sheet_without_the_column_says_so_line_by_line() -> None:
    sheet = read(book_of([["prs_FirstName"], ["Test Person 001"]]), today=TODAY)
    (problem,) = grounded(sheet, None, today=TODAY).problems
    assert plain(problem.line).startswith("Row 2: The line does not say that the person agreed")
