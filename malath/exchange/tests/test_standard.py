"""The standard as it is loaded: complete, and its contradictions settled."""

import json
from decimal import Decimal

import pytest
from django.utils import translation

from malath.exchange.standard import COLUMN_ALIASES, FIELDS, FOLDER, Field, Kind, folded
from malath.people.languages import language_choices

CONTROL = FIELDS["vic_MethodsOfControl"]
CITIZENSHIP = FIELDS["prs_Citizenship"]
LANGUAGE = FIELDS["prs_PrimaryLanguage"]


def ways_of_writing(of: Field) -> list[tuple[str, str]]:
    return [(way, c.code) for c in of.choices.values() for way in (c.label, c.label_ar)]


def test_it_has_every_field_and_value_of_the_standard() -> None:
    source = json.loads((FOLDER / "fields.json").read_text(encoding="utf-8"))
    assert len(FIELDS) == 84
    assert sum(of.is_core for of in FIELDS.values()) == 40
    assert {name for name, of in FIELDS.items() if of.is_deprecated} == {
        "vic_AgreementToManagePersonalData",
        "vic_Vulnerabilities",
        "vic_DetailsOfVulnerabilities",
    }
    for raw in source["fields"]:
        assert {value["code"] for value in raw["values"]} <= FIELDS[raw["field"]].choices.keys()


def test_nine_fields_take_several_values_and_citizenship_is_one_of_them() -> None:
    several = {name for name, of in FIELDS.items() if of.is_many}
    assert len(several) == 9
    assert "prs_Citizenship" in several
    assert "vic_ForcedLabourIndustry" not in several


def test_restricting_movement_is_a_method_of_control() -> None:
    assert len(CONTROL.choices) == 17
    assert CONTROL.code_of("RestrictsMovement") == "RestrictsMovement"
    assert CONTROL.code_of("Restricts movement") == "RestrictsMovement"
    assert CONTROL.code_of("MethodsOfControlRestrictsMovement") == "RestrictsMovement"


@pytest.mark.parametrize("written", ["DebtBondage ", "Debt bondage ", " debt  BONDAGE", "Debt\u00a0bondage"])
def test_blanks_and_case_around_a_value_do_not_count(written: str) -> None:
    assert CONTROL.code_of(written) == "DebtBondage"


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ("Threats", "PhysicalThreats"),
        ("ThreatOfLawEnforcement", "ThreatsLawEnforcement"),
        ("UsesChildren", "ThreatensChildrenFamily"),
        ("PsychoactiveSubstances", "PsychoactiveSubstance"),
    ],
)
def test_the_four_methods_with_two_names_are_known_by_both(other: str, code: str) -> None:
    assert CONTROL.code_of(other) == CONTROL.code_of(code) == code
    assert CONTROL.code_of(f"MethodsOfControl{other}") == code


def test_gender_is_known_by_code_and_by_label() -> None:
    gender = FIELDS["prs_Gender"]
    assert gender.code_of("NonConforming") == gender.code_of("Non-Conforming\u00a0") == "NonConforming"
    assert gender.code_of("NonSpecifiedUnknown") == gender.code_of("Not Specified/Unknown") == "NonSpecifiedUnknown"


def test_a_misspelt_code_is_kept_and_shown_rightly() -> None:
    relation = FIELDS["vic_RelationshipToTrafficker"]
    assert relation.code_of("unacquainted") == relation.code_of("Unaquainted") == "Unaquainted"
    assert relation.choices["Unaquainted"].label == "Unacquainted"


def test_the_misspelt_columns_are_other_names_of_real_fields() -> None:
    assert set(COLUMN_ALIASES.values()) <= FIELDS.keys()
    assert not COLUMN_ALIASES.keys() & FIELDS.keys()


def test_a_place_is_a_decimal_number_on_the_earth() -> None:
    places = [of for name, of in FIELDS.items() if name.endswith(("Latitude", "Longitude"))]
    assert len(places) == 6
    assert all(of.kind is Kind.DECIMAL and of.limits is not None for of in places)
    assert FIELDS["prs_MailingLatitude"].limits == (Decimal(-90), Decimal(90))


@pytest.mark.parametrize("name", sorted(name for name, of in FIELDS.items() if of.choices))
def test_every_label_in_either_language_means_one_code_of_its_field(name: str) -> None:
    of = FIELDS[name]
    assert [(way, of.code_of(way)) for way, _ in ways_of_writing(of)] == ways_of_writing(of)
    assert len({c.label for c in of.choices.values()}) == len(of.choices)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("jo", "JO"),
        ("JOR", "JO"),
        ("Jordan", "JO"),
        ("الأردن", "JO"),
        ("الاردن", "JO"),
        ("Palestine, State of", "PS"),
        ("Palestine", "PS"),
        ("فلسطين", "PS"),
        ("Korea, Republic of", "KR"),
        ("Republic of Korea", "KR"),
        ("Cote d'Ivoire", "CI"),
        ("أثيوبيا", "ET"),
        ("إثيوبيا", "ET"),
        ("Turkey", "TR"),
    ],
)
def test_a_country_is_known_as_people_here_write_it(written: str, code: str) -> None:
    assert CITIZENSHIP.code_of(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ara", "ar"),
        ("Arabic", "ar"),
        ("العربية", "ar"),
        ("amh", "am"),
        ("Dari", "prs"),
        ("Jordanian sign language", "jos"),
        ("ben", "bn"),
        ("Ga", "gaa"),
        ("gle", "ga"),
    ],
)
def test_a_language_is_known_by_name_and_by_both_kinds_of_code(written: str, code: str) -> None:
    assert LANGUAGE.code_of(written) == code


def test_every_language_that_malath_offers_is_known_by_its_code() -> None:
    assert [code for code, _ in language_choices() if LANGUAGE.code_of(code) != code] == []


def test_fields_and_values_have_a_name_in_the_readers_language() -> None:
    with translation.override("ar"):
        assert str(FIELDS["prs_Birthdate"]) == "تاريخ الميلاد"
        assert str(CONTROL.choices["DebtBondage"]) == "إسار الدين"
    with translation.override("en"):
        assert str(FIELDS["prs_Birthdate"]) == "Birthdate"
        assert str(CONTROL.choices["DebtBondage"]) == "Debt bondage"


def test_letters_are_compared_without_what_writers_leave_out() -> None:
    assert folded("  Non-Conforming ") == folded("nonconforming")
    assert folded("إسارُ الدَّين") == folded("اسار الدين")
    assert folded("Organisation") == folded("Organization")
    assert folded("!?") == ""
