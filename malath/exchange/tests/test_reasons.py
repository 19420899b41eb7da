"""Every reason has its sentence, in both languages."""

from collections.abc import Iterable
from itertools import chain

import pytest
from django.utils import translation

from malath.exchange.archive import Refusal
from malath.exchange.reasons import (
    SENTENCES,
    Code,
    Finding,
    Remark,
    WhyNotExport,
    WhyNotImport,
    WhyRefused,
    WhyWrong,
    sentence,
)
from malath.exchange.standard import FIELDS
from malath.exchange.tests.books import plain

CODES: list[Code] = list(chain[Code](WhyRefused, WhyNotImport, WhyNotExport, WhyWrong, Remark))
NUMBERS = {"limit": 7, "first": 1, "last": 9, "other": "C", "day": "2/11/2026"}
LABELS = {"nearest": "N", "named": "A", "labelled": "B", "read": "C"}


def letters(text: str) -> Iterable[str]:
    return (c for c in text if c.isalpha())


@pytest.mark.parametrize("code", CODES, ids=str)
def test_every_reason_has_a_sentence(code: Code) -> None:
    with translation.override("en"):
        text = sentence(code, NUMBERS | LABELS)
    assert text[0].isupper()
    assert text.endswith(".")
    assert "%(" not in text


@pytest.mark.parametrize("code", CODES, ids=str)
def test_every_sentence_is_said_in_arabic(code: Code) -> None:
    with translation.override("ar"):
        text = sentence(code, NUMBERS | LABELS)
    assert sum("\u0600" <= c <= "\u06ff" for c in letters(text)) > len(list(letters(text))) / 2


def test_no_sentence_is_left_without_a_reason() -> None:
    assert set(SENTENCES) == set(CODES)


def test_what_is_put_into_a_sentence_cannot_turn_it_around() -> None:
    with translation.override("ar"):
        text = sentence(WhyWrong.NOT_IN_LIST_NEAREST, {"nearest": FIELDS["prs_Citizenship"].choices["JO"]})
        assert "\u2068الأردن\u2069" in text


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (
            Finding(WhyWrong.NOT_WHOLE, 14, "G", "Age", "", {}),
            "Row 14, column G (Age): This is not a whole number.",
        ),
        (
            Finding(WhyWrong.NOT_AGREED, 14, "", "", "", {}),
            "Row 14: The line does not say that the person agreed to being recorded. Choose the ground on which you go on.",
        ),
        (
            Finding(Remark.HEADING_MISSING, None, "G", "", "", {}),
            "Column G: The column has no heading. It is not read.",
        ),
    ],
)
def test_a_line_names_its_place(finding: Finding, line: str) -> None:
    with translation.override("en"):
        assert plain(finding.line) == line


def test_a_refusal_speaks_the_language_of_whoever_reads_it() -> None:
    refusal = Refusal(WhyRefused.TOO_LARGE, limit=10)
    with translation.override("en"):
        assert plain(refusal.message) == "The file is larger than 10 MB. Divide it into several files."
    with translation.override("ar"):
        assert plain(refusal.message) == "حجم الملف أكبر من 10 ميغابايت. يُرجى تقسيمه إلى عدة ملفات."
