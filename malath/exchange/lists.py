"""Lists that HTCDS names and does not carry: how countries and languages are written in English and Arabic.

Names come from Babel. Countries keep the standard's own labels and alpha-2 codes. Languages have the code
used everywhere in Malath (`ar`, `fil`); the three-letter codes of ISO 639-2, which the standard asks for, are
read as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from babel import Locale
from babel.core import get_global

from malath.people.countries import PALESTINE
from malath.people.languages import SIGN

ENGLISH: Final = Locale("en", "GB")
ARABIC: Final = Locale("ar", "JO")

EVERYDAY_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "AE": ("UAE", "Emirates", "الإمارات"),
    "BD": ("بنغلادش", "بنجلاديش", "بنغلادیش"),
    "CI": ("Ivory Coast",),
    "GB": ("UK", "Britain", "Great Britain", "بريطانيا"),
    "IR": ("Iran",),
    "KP": ("North Korea",),
    "KR": ("South Korea",),
    "LK": ("سيريلانكا", "سيرلانكا"),
    "MM": ("Burma", "بورما"),
    "PH": ("الفيليبين", "الفلبيين"),
    "PS": ("Palestine", "دولة فلسطين"),
    "RU": ("Russia",),
    "SA": ("KSA", "Saudi", "السعودية"),
    "SY": ("Syria", "سورية"),
    "TZ": ("Tanzania",),
    "US": ("USA", "United States of America", "America", "أمريكا", "أميركا"),
    "VN": ("Vietnam",),
}
"""What people in Jordan write, where it is neither the standard's label nor Babel's name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One country or language: its two labels, and the other ways it is written."""

    label: str
    label_ar: str
    also: tuple[str, ...]


SIGN_LANGUAGE: Final = Entry("Jordanian sign language", "لغة الإشارة الأردنية", ())


def countries(labels: Mapping[str, str]) -> Mapping[str, Entry]:
    """An entry for each alpha-2 code of the standard, given the standard's labels."""
    return {code: Entry(label, _arabic_country(code, label), _other_names(code, label)) for code, label in labels.items()}


def languages() -> Mapping[str, Entry]:
    """An entry for each language that Babel knows, and for those that Malath has a code of its own for."""
    known = {
        code: Entry(name, ARABIC.languages.get(code, name), _three_letters(code))
        for code, name in ENGLISH.languages.items()
        if "_" not in code
    }
    dari = Entry(ENGLISH.languages["fa_AF"], ARABIC.languages["fa_AF"], ())
    return known | {SIGN: SIGN_LANGUAGE, "prs": dari}


def _arabic_country(code: str, label: str) -> str:
    return PALESTINE[str(ARABIC)] if code == "PS" else ARABIC.territories.get(code, label)


def _other_names(code: str, label: str) -> tuple[str, ...]:
    usual = ENGLISH.territories.get(code, label)
    return (*_alpha3(code), usual, _turned(label), *EVERYDAY_NAMES.get(code, ()))


def _turned(label: str) -> str:
    """`Korea, Republic of` as `Republic of Korea`."""
    name, _, rest = label.partition(", ")
    return f"{rest} {name}"


def _alpha3(code: str) -> tuple[str, ...]:
    aliases = get_global("territory_aliases").items()
    return tuple(old for old, new in aliases if new == [code] and len(old) == 3 and old.isalpha())


def _three_letters(code: str) -> tuple[str, ...]:
    return tuple(old for old, new in get_global("language_aliases").items() if new == code and len(old) == 3)
