from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from malath.ui.fields import FIRST_DAY, LAST_DAY, Amount, Choice, Choices, Day, Line, Phone, Story, Whole
from malath.ui.text import amount_in


def refusal(field: forms.Field, value: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0790000012", "+962790000012"),
        ("٠٧٩ ٠٠٠ ٠٠١٢", "+962790000012"),
        ("۰۷۹۰۰۰۰۰۱۲", "+962790000012"),
        ("00962 79 000 0012", "+962790000012"),
        ("+962 7 0000 0012", "+962700000012"),
        ("\u202a+962-79-000-0012\u202c", "+962790000012"),
        ("+880 1700 000012", "+8801700000012"),
    ],
)
def test_a_phone_is_read_in_any_digits_as_jordans(typed: str, meant: str) -> None:
    assert Phone().clean(typed) == meant


@pytest.mark.parametrize("typed", ["123", "911", "home", "+962 7", "07900000120000", "0790000012 ext 5", "+0"])
def test_what_is_no_phone_is_refused(typed: str) -> None:
    assert "0012" in refusal(Phone(), typed)


def test_no_phone_is_no_phone() -> None:
    assert Phone(required=False).clean("") == ""
    assert Phone(required=False).clean(" \u200f ") == ""
    assert refusal(Phone(), "")


@pytest.mark.parametrize("typed", ["12/11/2026", "2026-11-12", "12-11-2026", "12.11.2026", "١٢/١١/٢٠٢٦", " 12 / 11 / 2026 "])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert Day().clean(typed) == date(2026, 11, 12)


@pytest.mark.parametrize("typed", ["31/02/2026", "12/13/2026", "2026", "tomorrow", "12/11/26", "0/0/0000", "12/11/2026x"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert refusal(Day(), typed)


def test_a_day_has_limits_and_both_ends_count() -> None:
    field = Day(earliest=date(2026, 1, 1), latest=date(2026, 12, 31))
    assert field.clean("1/1/2026") == date(2026, 1, 1)
    assert field.clean("31/12/2026") == date(2026, 12, 31)
    assert refusal(field, "31/12/2025")
    assert refusal(field, "1/1/2027")


def test_no_day_is_none_when_it_may_be() -> None:
    assert Day(required=False).clean(" ") is None
    assert refusal(Day(), " ")


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_every_day_survives_being_shown_and_read_again(day: date) -> None:
    shown = Day().widget.format_value(day)
    assert Day().clean(shown) == day


@pytest.mark.parametrize(("typed", "meant"), [("3", 3), ("٣", 3), (" ۱۲ ", 12), ("-1", -1)])
def test_a_whole_number_is_read_in_any_digits(typed: str, meant: int) -> None:
    assert Whole().clean(typed) == meant


@pytest.mark.parametrize("typed", ["3.5", "three", "1e3", "٣٫٥", "9" * 5000])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    assert refusal(Whole(max_value=10**6), typed)


def test_a_line_takes_its_length_and_not_one_more() -> None:
    assert Line(max_length=5).clean("a" * 5) == "a" * 5
    assert "5" in refusal(Line(max_length=5), "a" * 6)


def test_a_line_of_unseen_characters_is_an_empty_line() -> None:
    assert refusal(Line(), "\u200b\u202e\x00 ")


def test_a_line_is_cleaned() -> None:
    assert Line().clean("  Amal\u202e \n Basim\x00 ") == "Amal Basim"


def test_a_story_takes_twenty_thousand_characters_and_not_one_more() -> None:
    assert len(Story().clean("س" * 20_000)) == 20_000
    assert "20001" in refusal(Story(), "س" * 20_001)


def test_line_breaks_of_a_browser_count_once() -> None:
    assert Story(max_length=3).clean("a\r\nb") == "a\nb"


def test_a_choice_is_one_of_its_answers() -> None:
    field = Choice(choices=[("a", "A"), ("b", "B")])
    assert field.clean("a") == "a"
    assert refusal(field, "c")
    assert refusal(field, "")


def test_a_choice_as_a_list_starts_unanswered() -> None:
    field = Choice(choices=lambda: [("a", "A")], as_list=True)
    assert [value for value, _label in field.widget.choices] == ["", "a"]
    assert refusal(field, "")


def test_choices_are_any_of_their_answers() -> None:
    field = Choices(choices=[("a", "A"), ("b", "B")], required=False)
    assert field.clean(["a", "b"]) == ["a", "b"]
    assert field.clean([]) == []
    assert refusal(field, ["a", "c"])


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("480", "480"), ("1,250.500", "1250.500"), ("١٢٥٠٫٥٠٠", "1250.500"), ("٦٬٠٠٠", "6000"), (" 120.5 ", "120.5")],
)
def test_an_amount_is_read_in_any_digits(typed: str, amount: str) -> None:
    assert Amount().clean(typed) == amount_in(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["120,500", "1,250", "a lot", "1.2.3", "--5", "NaN", "Infinity"])
def test_a_comma_that_could_part_thousands_or_decimals_is_refused_as_words_are(typed: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        amount_in(typed)
    with pytest.raises(ValidationError) as refused:
        Amount().clean(typed)
    assert refused.value.code == "invalid"
