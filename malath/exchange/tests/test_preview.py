"""A value of the standard in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from malath.exchange.preview import shown
from malath.exchange.standard import FIELDS
from malath.exchange.values import Value


@pytest.mark.parametrize(
    ("name", "value", "english", "arabic"),
    [
        ("con_Consent", True, "Yes", "نعم"),
        ("con_Consent", False, "No", "لا"),
        ("prs_Birthdate", date(2000, 11, 5), "5 Nov 2000", "5 تشرين الثاني 2000"),
        ("prs_Citizenship", ("JO", "PS"), "Jordan, Palestine, State of", "الأردن، فلسطين"),
        ("cas_Status", "FollowUp", "Follow Up", "متابعة"),
        ("prs_FirstName", "Test", "Test", "Test"),
        ("prs_NumberOfChildren", 3, "3", "3"),
        ("hte_Latitude", Decimal("31.5"), "31.5", "31.5"),
    ],
)
def test_values_are_shown_in_the_readers_language(name: str, value: Value, english: str, arabic: str) -> None:
    with translation.override("en"):
        assert shown(value, FIELDS[name]) == english
    with translation.override("ar"):
        assert shown(value, FIELDS[name]) == arabic
