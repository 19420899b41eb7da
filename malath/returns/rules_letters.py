"""When an embassy is written to, and what a letter may not say. Pure. Source: domain §10 (A8), scenario 1: the embassy is asked
for papers and is never told why."""

import re
import unicodedata
from typing import Final

from malath.returns.words import Fear, PaperState, ReturnState, WhyNot

TELLING: Final = re.compile(
    r"traffick|victim|exploit|slave|forced|prostitut|sexual|rape|torture|shelter|refuge|asylum|protection|court|prosecut|police"
    r"|اتجار|ضحي|ضحا|استغلال|عبودي|سخر[ةه]|دعار[ةه]|اغتصاب|تعذيب|جنسي|[اي]واء|ملاذ|لجوء|لاجئ|حماي[ةه]|محكم[ةه]|نياب[ةه]|شرط[ةه]",
    re.IGNORECASE,
)
"""Words that tell an embassy why somebody goes home, or where they were."""


def is_neutral(text: str) -> bool:
    """Whether a text says nothing of why. Marks and stretching of Arabic letters hide no word."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c) and c != "\u0640")
    return TELLING.search(re.sub("[أإآٱ]", "ا", plain)) is None


def why_not_write_to_embassy(
    state: ReturnState, *, fear: Fear, locked: bool, agreed: bool, paper: PaperState, neutral: bool, named: bool
) -> list[WhyNot]:
    """Why no letter goes to an embassy: fear stands before everything, then the person's yes (C6). `neutral`: the name of
    the body that sends it says nothing of why."""
    refused = {
        WhyNot.NOT_OPEN: state not in {ReturnState.PREPARING, ReturnState.BOOKED},
        WhyNot.FEAR_FIRST: fear == Fear.NOT_ASKED,
        WhyNot.FEARS: locked,
        WhyNot.NOT_CLEAR: not agreed,
        WhyNot.PAPER_THERE: paper in {PaperState.CLEAR, PaperState.NOT_NEEDED},
        WhyNot.NAME_MISSING: not named,
        WhyNot.NOT_NEUTRAL: not neutral,
    }
    return [reason for reason, holds in refused.items() if holds]
