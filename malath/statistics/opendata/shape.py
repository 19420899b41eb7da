"""The published shape of CTDC: 27 columns with their codes (`standards/ctdc/columns.json`), and what they are called here.
A flag is 1 or missing; missing is never "no"."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from babel.core import get_global
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.people.countries import country_name
from malath.statistics.definitions import Field, Text

YEAR, COUNTRY, FLAG, LIST = "year", "country", "flag", "list"
SOURCE, OWNER = _("File of anonymised records"), _("Whoever published the file")
LABELS: Final[Mapping[str, Text]] = {
    "yearOfRegistration": _("Year of registration"), "gender": _("Gender"), "ageBroad": _("Age band"),
    "citizenship": _("Nationality"), "CountryOfExploitation": _("Country of exploitation"),
    "traffickMonths": _("Months of exploitation"), "meansDebtBondageEarnings": _("Debt bondage, or earnings taken"),
    "meansThreats": _("Threats"), "meansAbusePsyPhySex": _("Abuse"), "meansFalsePromises": _("False promises"),
    "meansDrugsAlcohol": _("Drugs or alcohol"), "meansDenyBasicNeeds": _("Basic needs or movement denied"),
    "meansExcessiveWorkHours": _("Excessive working hours"), "meansWithholdDocuments": _("Documents withheld"),
    "isForcedLabour": _("Forced labour"), "isSexualExploit": _("Sexual exploitation"),
    "isOtherExploit": _("Other exploitation"),
    "typeOfLabourAgriculture": _("Agriculture"), "typeOfLabourConstruction": _("Construction"),
    "typeOfLabourDomesticWork": _("Domestic work"), "typeOfLabourHospitality": _("Hotels and restaurants"),
    "typeOfSexProstitution": _("Prostitution"), "typeOfSexPornography": _("Pornography"),
    "recruiterRelationIntimatePartner": _("Recruited by an intimate partner"),
    "recruiterRelationFriend": _("Recruited by a friend"),
    "recruiterRelationFamily": _("Recruited by family"), "recruiterRelationOther": _("Recruited by somebody else"),
}  # fmt: skip
VALUES: Final[Mapping[str, Text]] = {
    "Man": pgettext_lazy("figures", "Men"), "Woman": pgettext_lazy("figures", "Women"),
    "Trans/Transgender/NonConforming": _("Another gender"), "1": pgettext_lazy("figures", "Recorded"),
}  # fmt: skip
DASHES: Final = str.maketrans({"—": "-", "–": "-"})


@cache
def kinds() -> Mapping[str, str]:
    """Of each column in the order of the file, what stands in it."""
    return {column["name"]: column["kind"] for column in _columns()}


@cache
def fields() -> Mapping[str, Field]:
    """The columns as fields of figures."""
    return {column["name"]: _field(column) for column in _columns()}


@cache
def spellings(name: str) -> Mapping[str, str]:
    """How a code of a column may be written: with any dash, and without the note behind it."""
    codes = fields()[name].values or {}
    return {way: code for code in codes for way in (code, plain(code), plain(code).partition(" ")[0])}


def plain(code: str) -> str:
    return code.translate(DASHES)


@cache
def by_three_letters() -> Mapping[str, str]:
    """Countries in two letters, by their three."""
    aliases = get_global("territory_aliases").items()
    return {old: new[0] for old, new in aliases if len(old) == 3 and old.isalpha() and len(new) == 1}


@cache
def by_two_letters() -> Mapping[str, str]:
    """Countries in three letters, by their two. Old three letters of the same country are read and not written."""
    found: dict[str, str] = {}
    for three, two in by_three_letters().items():
        if two not in found or three == {"RO": "ROU", "CD": "COD"}.get(two):
            found[two] = three
    return found


@cache
def _columns() -> list[dict[str, Any]]:
    text = (settings.STANDARDS / "ctdc" / "columns.json").read_text(encoding="utf-8")
    return json.loads(text)["columns"]  # type: ignore[no-any-return]


def _field(column: Mapping[str, Any]) -> Field:
    name, kind = column["name"], column["kind"]
    codes = ["1"] if kind == FLAG else column.get("codes", ())
    values = {code: VALUES.get(code, plain(code)) for code in codes} or None
    named = _named_country if kind == COUNTRY else str
    return Field(name, LABELS[name], "", SOURCE, OWNER, frozenset(), values, named)


def _named_country(three: str) -> Text:
    return country_name(by_three_letters().get(three, three))
