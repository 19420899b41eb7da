"""Countries by their ISO 3166-1 alpha-2 code; names from Babel, in the language of the page."""

from functools import cache

from babel import Locale

from malath.ui.times import locale

# Babel says "Palestinian Territories"; Jordan says Palestine.
PALESTINE = {"ar_JO": "فلسطين", "en_GB": "Palestine"}
NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


def country_name(code: str) -> str:
    """The name of a country in the language of the page; the code itself when nobody names it."""
    return _names(locale()).get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """Codes and names, in order of the names."""
    return sorted(_names(locale()).items(), key=lambda pair: pair[1].replace("ال", "", 1).casefold())


@cache
def _names(language: str) -> dict[str, str]:
    names = Locale.parse(language).territories.items()
    countries = {code: name for code, name in names if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES}
    return countries | {"PS": PALESTINE[language]}
