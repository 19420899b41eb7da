"""Pure helpers for text that people typed: digits of any script, hidden characters, direction."""

import unicodedata
from decimal import Decimal, InvalidOperation

# Jordan's keyboards give Arabic-Indic digits, Persian and Urdu ones the extended set.
_DIGITS = {ord(first) + n: str(n) for first in "٠۰" for n in range(10)}
# Marks, embeddings, overrides and isolates: they reorder what a reader sees without being seen themselves.
_BIDI = {ord(mark): None for mark in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
# Joiners are letters' business in Persian, Sinhala and Hindi: they stay.
_JOINERS = "\u200c\u200d"
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
FIRST_STRONG, LEFT_TO_RIGHT, POP = "\u2068", "\u2066", "\u2069"


def digits(text: str) -> str:
    """`text` with Arabic-Indic (٠–٩) and Persian (۰–۹) digits as ASCII ones; nothing else changes."""
    return text.translate(_DIGITS)


def strip_bidi(text: str) -> str:
    """`text` without the characters that change its direction (marks, embeddings, overrides, isolates)."""
    return text.translate(_BIDI)


def isolate(text: str, *, ltr: bool = False) -> str:
    """`text` fenced for plain-text use inside a sentence of the other direction (mail, SMS, file).

    Marks already inside are dropped, so that the fence cannot be broken from within. `ltr`: phones, codes.
    """
    return f"{LEFT_TO_RIGHT if ltr else FIRST_STRONG}{strip_bidi(text)}{POP}"


def direction_of(text: str) -> str:
    """The direction of the first letter that has one: "rtl" or "ltr"."""
    ways = (unicodedata.bidirectional(mark) for mark in text)
    return next(("rtl" if way in ("R", "AL") else "ltr" for way in ways if way in ("L", "R", "AL")), "ltr")


def clean_line(text: str) -> str:
    """One tidy line: no control, override or unassigned characters, single spaces, NFC."""
    spaced = "".join(" " if mark.isspace() else mark for mark in text)
    return " ".join(_visible(spaced).split())


def clean_story(text: str) -> str:
    """Several tidy lines: as `clean_line`, but line breaks and the spaces inside a line stay."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "\n".join(_visible(line).rstrip() for line in unified.split("\n")).strip()


def _visible(text: str) -> str:
    """What can be seen, composed last: a hidden mark may have stood between a letter and its accent."""
    seen = "".join(mark for mark in text if mark in _JOINERS or unicodedata.category(mark) not in _INVISIBLE)
    return unicodedata.normalize("NFC", seen)


def amount_in(text: str) -> Decimal | None:
    """An amount of money in any digits: 1,250.500 or ١٢٥٠٫٥٠٠; None for nothing. A comma without a point could part thousands
    or decimals: it is refused, never read as one of them. Errors: ValueError."""
    plain = clean_line(digits(text)).replace("٫", ".").replace("٬", "").replace(" ", "")
    if not plain:
        return None
    try:
        amount = Decimal(plain.replace(",", "") if "." in plain else plain)
    except InvalidOperation:
        raise ValueError("no amount") from None
    if not amount.is_finite():
        raise ValueError("no amount")
    return amount
