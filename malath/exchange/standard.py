"""HTCDS 2.0, IOM's Human Trafficking Case Data Standard, as frozen fields, its own contradictions settled.

The standard is data in `standards/htcds/` under its own licence; every change made to it is in its NOTICE.
"""

import dataclasses
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypedDict

from django.conf import settings
from django.utils.translation import get_language

from malath.exchange.lists import Entry, countries, languages

FOLDER: Final[Path] = settings.STANDARDS / "htcds"

FieldName = str
"""The standard's name of a field with its entity's prefix, such as `prs_Birthdate`."""


class Kind(StrEnum):
    """What a cell of a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"
    CODE_OR_TEXT = "code_or_text"
    DATE = "date"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PHONE = "phone"
    EMAIL = "email"


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list."""

    code: str
    label: str
    label_ar: str

    def __str__(self) -> str:
        """The label in the language that is active now."""
        return _in_language(self.label, self.label_ar)


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """One field of the standard."""

    name: FieldName
    prefix: str
    label: str
    label_ar: str
    kind: Kind
    is_many: bool
    is_core: bool
    is_deprecated: bool
    choices: Mapping[str, Choice] = dataclasses.field(repr=False)
    known: Mapping[str, str] = dataclasses.field(repr=False)
    """Code by every way a value may be written, each folded by `folded`."""
    limits: tuple[Decimal, Decimal] | None

    def __str__(self) -> str:
        """The label in the language that is active now."""
        return _in_language(self.label, self.label_ar)

    def code_of(self, text: str) -> str | None:
        """The code that a text stands for: a code, a label in either language or an alias."""
        return self.known.get(folded(text))


class RawField(TypedDict):
    """A field as `fields.json` has it; what is not read here is left out."""

    field: str
    name: str
    prefix: str
    label: str | None
    type: str | None
    multiplicity: str | None
    core: bool
    deprecated: bool
    format: Mapping[str, str] | None
    code_list: str | None
    values: list[Mapping[str, str]]


class RawStandard(TypedDict):
    """`fields.json`."""

    fields: list[RawField]
    code_lists: Mapping[str, list[Mapping[str, str]]]


class RawLabels(TypedDict):
    """`labels_ar.json`."""

    fields: Mapping[FieldName, str]
    values: Mapping[str, str]


ARABIC_ENDINGS: Final = str.maketrans("ةى", "هي")


def folded(text: str) -> str:
    """Bare letters and digits, without case, accents and hamza, so that values can be compared."""
    spelled = unicodedata.normalize("NFKD", text.casefold()).translate(ARABIC_ENDINGS)
    return "".join(c for c in spelled if c.isalnum()).replace("organisation", "organization")


COLUMN_ALIASES: Final[Mapping[str, FieldName]] = {
    "prs_First_Name": "prs_FirstName",
    "prs_Second_Name": "prs_SecondName",
    "vic_Methods_of_Control": "vic_MethodsOfControl",
    "vic_TraffickinStatusDecisionMakingOrg": "vic_TraffickingStatusDecisionMakingOrg",
}

CODE_ALIASES: Final[Mapping[FieldName, dict[str, str]]] = {
    "vic_MethodsOfControl": {
        "Threats": "PhysicalThreats",
        "ThreatOfLawEnforcement": "ThreatsLawEnforcement",
        "UsesChildren": "ThreatensChildrenFamily",
        "PsychoactiveSubstances": "PsychoactiveSubstance",
    },
}

ADDED_CODES: Final[Mapping[FieldName, dict[str, str]]] = {
    "vic_MethodsOfControl": {"RestrictsMovement": "Restricts movement"},
}

CORRECTED_LABELS: Final[Mapping[str, str]] = {"Unaquainted": "Unacquainted"}

LABELS_OF_NAMELESS: Final[Mapping[FieldName, str]] = {
    "per_Organisation": "Organisation of alleged trafficker",
}

KINDS: Final[Mapping[str | None, Kind]] = {
    **{kind.value: kind for kind in Kind},
    "reference:organization": Kind.TEXT,
    "reference:person": Kind.TEXT,
    "reference:user": Kind.TEXT,
    None: Kind.TEXT,
}

CORRECTED_KINDS: Final[Mapping[FieldName, Kind]] = {
    "prs_Email": Kind.EMAIL,
    # Whole degrees are a hundred kilometres wide; the standard has decimals for every other place.
    "prs_MailingLongitude": Kind.DECIMAL,
    "prs_MailingLatitude": Kind.DECIMAL,
    # Typed as text, listed as ISO 3166-1: a country is recognised, anything else stays as it was written.
    "prs_MailingCountry": Kind.CODE_OR_TEXT,
    "org_ShippingState": Kind.TEXT,
}

LIMITS: Final[Mapping[str, tuple[Decimal, Decimal]]] = {
    "Longitude": (Decimal(-180), Decimal(180)),
    "Latitude": (Decimal(-90), Decimal(90)),
    "NumberOfChildren": (Decimal(0), Decimal(50)),
    "AgeWhenTrafficked": (Decimal(0), Decimal(120)),
}


def _in_language(english: str, arabic: str) -> str:
    return arabic if (get_language() or "ar").startswith("ar") else english


def _field(raw: RawField, arabic: RawLabels) -> Field:
    name = raw["field"]
    choices = _choices(raw, arabic["values"])
    return Field(
        name=name,
        prefix=raw["prefix"],
        label=raw["label"] or LABELS_OF_NAMELESS[name],
        label_ar=arabic["fields"][name],
        kind=_kind(raw),
        is_many=raw["multiplicity"] == "multiple",
        is_core=raw["core"],
        is_deprecated=raw["deprecated"],
        choices=MappingProxyType({choice.code: choice for choice in choices}),
        known=MappingProxyType(_known(raw, choices)),
        limits=next((limits for ending, limits in LIMITS.items() if name.endswith(ending)), None),
    )


def _kind(raw: RawField) -> Kind:
    if raw["format"] is not None and raw["format"]["name"] == "E.164":
        return Kind.PHONE
    return CORRECTED_KINDS.get(raw["field"], KINDS[raw["type"]])


def _choices(raw: RawField, arabic: Mapping[str, str]) -> list[Choice]:
    entries = _entries(raw["code_list"])
    if entries is not None:
        return [Choice(code, entry.label, entry.label_ar) for code, entry in entries.items()]
    listed = {value["code"]: value["label"] for value in raw["values"]} | ADDED_CODES.get(raw["field"], {})
    return [Choice(code, CORRECTED_LABELS.get(label, label), arabic[label]) for code, label in listed.items()]


def _known(raw: RawField, choices: Sequence[Choice]) -> dict[str, str]:
    """Later ways of writing win over earlier ones, labels over all: "Ga" is of Ghana, not Irish."""
    ways = [*_aliases(raw, choices)]
    ways += [(c.code, c.code) for c in choices]
    ways += [(way, c.code) for c in choices for way in (c.label_ar, c.label)]
    return {folded(way): code for way, code in ways}


def _aliases(raw: RawField, choices: Sequence[Choice]) -> Iterator[tuple[str, str]]:
    entries = _entries(raw["code_list"])
    if entries is not None:
        yield from ((way, code) for code, entry in entries.items() for way in entry.also)
        return
    codes = {choice.code: choice.code for choice in choices} | CODE_ALIASES.get(raw["field"], {})
    for alias, code in codes.items():
        yield alias, code
        # `Field Definitions.md` writes the field's name before each code: `MethodsOfControlThreats`.
        yield raw["name"] + alias, code


@cache
def _entries(code_list: str | None) -> Mapping[str, Entry] | None:
    """The list that a field points at, where the standard does not write the values out itself."""
    match code_list:
        case "ISO 3166-1 alpha-2":
            listed = _raw()["code_lists"]["citizenship_iso3166_alpha2_xlsform"]
            return countries({country["code"]: country["label"] for country in listed})
        case "ISO 639-2":
            return languages()
    return None


@cache
def _raw() -> RawStandard:
    standard: RawStandard = json.loads((FOLDER / "fields.json").read_text(encoding="utf-8"))
    return standard


def _load() -> dict[FieldName, Field]:
    arabic: RawLabels = json.loads((FOLDER / "labels_ar.json").read_text(encoding="utf-8"))
    return {raw["field"]: _field(raw, arabic) for raw in _raw()["fields"]}


FIELDS: Final[Mapping[FieldName, Field]] = MappingProxyType(_load())
