"""Languages that people speak here, as data: codes in order of how often they are asked for, names from Babel."""

from babel import Locale
from django.utils.translation import gettext as _

from malath.ui.times import locale

SIGN = "jos"
# Tiers 0 to 3 of the languages met in Jordan; the list grows with who arrives, nationality never sets it.
SPOKEN = (
    *("ar", "en", "bn", "fil", "si", "ta", "ne", "hi", "am", "om"),
    *("sw", "lg", "ak", "id", "ur", "my", "zh", "so", "ti", "ku", "ckb"),
    *("mg", "fr", "tr", "hy", "ha", "prs", "ru"),
)


def language_name(code: str) -> str:
    """The name of a language in the language of the page; the code itself when nobody names it, "" for none."""
    if code == SIGN:
        return _("Jordanian sign language")
    return str(Locale.parse(locale()).languages.get("fa_AF" if code == "prs" else code, code))


def language_choices() -> list[tuple[str, str]]:
    """Codes and names, in order of how often they are asked for."""
    return [(code, language_name(code)) for code in (*SPOKEN, SIGN)]
