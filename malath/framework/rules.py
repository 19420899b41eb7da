"""Rules of the framework: what a version needs, and that a finding leads to nobody. Pure."""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from malath.framework.words import ENDED, FindingState, WhyNot

LEADS_TO_SOMEBODY: Final = re.compile(
    r"(?:\+?\d[\s().\-]{0,2}){7,}|[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}|\b[A-Z]{1,2}\d{5,}\b", re.I
)
"""A phone number, a reference of ours, the number of a paper. Names are not found by a pattern: the form says so."""
EASTERN: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def leads_to_somebody(text: str) -> bool:
    """Whether a text holds what a person can be found by."""
    return LEADS_TO_SOMEBODY.search(text.translate(EASTERN)) is not None


def why_not_version(label: str, labels: Collection[str], dated_on: date, today: date, *, readable: bool) -> list[WhyNot]:
    """Why a version is not brought in. `readable`: there is a text or a file."""
    checks = (
        (not readable, WhyNot.NOTHING_TO_READ),
        (label.casefold() in {one.casefold() for one in labels}, WhyNot.SAME_LABEL),
        (dated_on > today, WhyNot.DAY_AHEAD),
    )
    return [reason for failed, reason in checks if failed]


def why_not_note(words: str) -> list[WhyNot]:
    """Why a finding is not written down."""
    return [WhyNot.NAMES_SOMEBODY] if leads_to_somebody(words) else []


def why_not_move(state: FindingState, to: FindingState, *, owned: bool, because: str) -> list[WhyNot]:
    """Why a finding does not go on: whoever works on it has an owner, whatever ends says what became of it."""
    checks = (
        (state in ENDED, WhyNot.HAS_ENDED),
        (to != FindingState.NEW and not owned, WhyNot.NO_OWNER),
        (to in ENDED and not because.strip(), WhyNot.REASON_MISSING),
        (leads_to_somebody(because), WhyNot.NAMES_SOMEBODY),
    )
    return [reason for failed, reason in checks if failed]
