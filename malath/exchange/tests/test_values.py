"""One cell at a time."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.exchange.reasons import WhyWrong
from malath.exchange.standard import FIELDS
from malath.exchange.tests.books import TODAY
from malath.exchange.values import FIRST_YEAR, LAST_YEAR, MAX_TEXT, Fault, Value, has_hidden_characters, parse
from malath.exchange.workbook import RawValue
from malath.ui.fields import STORY_LENGTH


def value(name: str, raw: RawValue) -> Value | Fault | None:
    return parse(raw, FIELDS[name], today=TODAY)


def fault(name: str, raw: RawValue) -> WhyWrong:
    found = value(name, raw)
    assert isinstance(found, Fault)
    return found.code


@pytest.mark.parametrize("name", sorted(FIELDS))
@pytest.mark.parametrize("nothing", ["", " ", "\u00a0\n", "\u200b\u202e"])
def test_an_empty_cell_is_not_recorded_and_never_no(name: str, nothing: str) -> None:
    assert value(name, nothing) is None


@pytest.mark.parametrize(
    "raw",
    [
        date(1990, 5, 6),
        datetime(1990, 5, 6, 13, 45),  # noqa: DTZ001  # a spreadsheet has no zones
        "1990-05-06",
        "1990/5/6",
        "6/5/1990",
        "06-05-1990",
        "6.5.1990",
        "٦/٥/١٩٩٠",
        "۱۹۹۰-۰۵-۰۶",
        " 06/05/1990 ",
        "\u200f06/05/1990",
    ],
)
def test_a_date_is_read_as_it_is_written_here(raw: RawValue) -> None:
    assert value("prs_Birthdate", raw) == date(1990, 5, 6)


@pytest.mark.parametrize("raw", ["1990", 1990, 32_999.0, "May 1990", "31/02/1990", "13/13/1990", "5/6/90", True, timedelta(1)])
def test_what_is_no_full_date_is_not_guessed(raw: RawValue) -> None:
    assert fault("prs_Birthdate", raw) is WhyWrong.NOT_A_DATE


def test_years_have_limits() -> None:
    assert value("prs_Birthdate", f"01/01/{FIRST_YEAR}") == date(FIRST_YEAR, 1, 1)
    assert fault("prs_Birthdate", f"31/12/{FIRST_YEAR - 1}") is WhyWrong.DATE_OUT_OF_RANGE
    assert value("spl_PlannedEndDate", f"31/12/{LAST_YEAR}") == date(LAST_YEAR, 12, 31)
    assert fault("spl_PlannedEndDate", f"01/01/{LAST_YEAR + 1}") is WhyWrong.DATE_OUT_OF_RANGE


def test_only_a_plan_may_lie_ahead() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert value("prs_Birthdate", TODAY) == TODAY
    assert fault("prs_Birthdate", tomorrow) is WhyWrong.DATE_IN_FUTURE
    assert value("spl_PlannedEndDate", tomorrow) == tomorrow


@pytest.mark.parametrize(
    ("raw", "meant"), [("Yes", True), ("نعم", True), (True, True), (1.0, True), ("١", True), ("TRUE", True)]
)
def test_yes_is_read_in_both_languages(raw: RawValue, meant: bool) -> None:
    assert value("con_Consent", raw) is meant


@pytest.mark.parametrize("raw", ["No", "لا", False, 0.0, "٠", "FALSE"])
def test_no_is_read_in_both_languages(raw: RawValue) -> None:
    assert value("con_Consent", raw) is False


@pytest.mark.parametrize("raw", ["maybe", "x", "✓", "2", "refused", "not asked"])
def test_a_consent_is_never_guessed(raw: RawValue) -> None:
    assert fault("con_Consent", raw) is WhyWrong.NOT_YES_OR_NO


@pytest.mark.parametrize(("raw", "number"), [(3.0, 3), (3, 3), ("3", 3), ("٣", 3), ("۳", 3), (0.0, 0)])
def test_a_whole_number_is_read_in_any_digits(raw: RawValue, number: int) -> None:
    assert value("prs_NumberOfChildren", raw) == number


@pytest.mark.parametrize("raw", [2.5, "two", "2.5", float("nan"), float("inf"), "1e400"])
def test_what_is_no_whole_number_is_refused(raw: RawValue) -> None:
    assert fault("prs_NumberOfChildren", raw) is WhyWrong.NOT_WHOLE


@pytest.mark.parametrize("raw", [-1.0, 51.0, "99"])
def test_a_number_beyond_its_limits_is_refused(raw: RawValue) -> None:
    assert fault("prs_NumberOfChildren", raw) is WhyWrong.OUT_OF_RANGE


@pytest.mark.parametrize("raw", [31.9539, "31.9539", "٣١٫٩٥٣٩", "31.95390"])
def test_a_place_is_read_in_any_digits(raw: RawValue) -> None:
    assert value("prs_MailingLatitude", raw) == Decimal("31.9539")


def test_a_place_off_the_earth_is_refused() -> None:
    assert value("prs_MailingLongitude", 180.0) == 180
    assert fault("prs_MailingLongitude", 180.1) is WhyWrong.OUT_OF_RANGE
    assert fault("prs_MailingLongitude", "35° 56′ E") is WhyWrong.NOT_A_NUMBER


@pytest.mark.parametrize(
    "raw", ["+962 7 0000 0017", "0700000017", "٠٧٠٠٠٠٠٠١٧", "\u202a+962700000017\u202c", 962_700_000_017.0]
)
def test_a_phone_number_is_kept_in_one_form(raw: RawValue) -> None:
    assert value("prs_MobilePhone", raw) == "+962700000017"


@pytest.mark.parametrize("raw", ["12", "call her cousin", "0700000017 / 0700000018"])
def test_what_is_no_phone_number_is_refused(raw: str) -> None:
    assert fault("prs_MobilePhone", raw) is WhyWrong.NOT_A_PHONE


def test_an_email_address_is_recognised() -> None:
    assert value("prs_Email", "person017@example.org") == "person017@example.org"
    assert fault("prs_Email", "person017 at example.org") is WhyWrong.NOT_AN_EMAIL


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Test  Person\n017", "Test Person 017"),
        ("Test\u202e Person\u202c", "Test Person"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e\u0301", "é"),
        ("e\u200e\u0301", "é"),
        (11_118.0, "11118"),
        (1.5, "1.5"),
        (date(2020, 1, 2), "2020-01-02"),
        (True, "true"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_text_is_what_a_reader_sees(raw: RawValue, text: str) -> None:
    assert value("prs_FirstName", raw) == text


def test_the_lines_of_a_long_text_stay_lines() -> None:
    assert value("cas_IncomingReferralDetails", "one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour"


def test_texts_have_limits() -> None:
    assert value("prs_FirstName", "x" * MAX_TEXT) == "x" * MAX_TEXT
    assert fault("prs_FirstName", "x" * (MAX_TEXT + 1)) is WhyWrong.TOO_LONG
    assert value("cas_IncomingReferralDetails", "x" * STORY_LENGTH) == "x" * STORY_LENGTH
    assert fault("cas_IncomingReferralDetails", "x" * (STORY_LENGTH + 1)) is WhyWrong.TOO_LONG


@pytest.mark.parametrize(
    "raw",
    [
        "Debt bondage; Takes earnings",
        "Debt bondage, Takes earnings",
        "Debt bondage | Takes earnings",
        "Debt bondage\nTakes earnings",
        "إسار الدين؛ أخذ الأجر",
        "إسار الدين، أخذ الأجر",
        "DebtBondage TakesEarnings",
        "debt bondage;;Takes Earnings; Debt bondage ;",
    ],
)
def test_several_values_may_be_separated_in_any_way(raw: str) -> None:
    assert value("vic_MethodsOfControl", raw) == ("DebtBondage", "TakesEarnings")


def test_a_separator_inside_a_label_does_not_divide_it() -> None:
    assert value("prs_Citizenship", "Korea, Republic of, Jordan; Tanzania, United Republic of") == (
        "KR",
        "JO",
        "TZ",
    )
    water = "Water supply; sewerage, waste management and remediation"
    assert value("vic_ForcedLabourIndustry", water) == "E_WaterSupplySewerageWasteManagement"


@pytest.mark.parametrize("name", sorted(name for name, of in FIELDS.items() if of.choices))
def test_every_value_is_read_by_code_and_by_label(name: str) -> None:
    of = FIELDS[name]
    for choice in of.choices.values():
        code = (choice.code,) if of.is_many else choice.code
        assert value(name, choice.label) == value(name, choice.label_ar) == code


def test_a_field_of_one_value_refuses_two() -> None:
    both = "Construction; Water supply; sewerage, waste management and remediation"
    assert fault("vic_ForcedLabourIndustry", both) is WhyWrong.MORE_THAN_ONE
    assert value("vic_ForcedLabourIndustry", "Construction; Construction") == "F_Construction"


def test_a_value_that_is_not_in_the_list_is_refused_and_the_nearest_is_told() -> None:
    near = value("vic_MethodsOfControl", "Debt bondag")
    assert isinstance(near, Fault)
    assert near.code is WhyWrong.NOT_IN_LIST_NEAREST
    assert near.facts["nearest"] == FIELDS["vic_MethodsOfControl"].choices["DebtBondage"]
    assert fault("vic_MethodsOfControl", "Debt bondage; zzzz") is WhyWrong.NOT_IN_LIST
    assert fault("vic_MethodsOfControl", ";") is WhyWrong.NOT_IN_LIST


def test_a_country_of_an_address_is_recognised_and_anything_else_stays_as_it_was_written() -> None:
    assert value("prs_MailingCountry", "الأردن") == "JO"
    assert value("prs_MailingCountry", "Desert road, no country") == "Desert road, no country"


@pytest.mark.parametrize(
    ("raw", "hidden"), [("a\u202eb", True), ("a\x00b", True), ("a\nb\tc", False), ("é", False), (1.0, False)]
)
def test_it_knows_when_something_unseen_was_taken_out(raw: RawValue, hidden: bool) -> None:
    assert has_hidden_characters(raw) is hidden


ANY_CELL = st.one_of(
    st.text(max_size=60),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.integers(),
)


@given(raw=ANY_CELL, name=st.sampled_from(sorted(FIELDS)))
def test_any_cell_is_a_value_or_a_fault_and_reading_a_text_again_changes_nothing(raw: RawValue, name: str) -> None:
    read = value(name, raw)
    if isinstance(read, str):
        assert value(name, read) == read
