"""Words that tell strangers what happened to somebody. Pure."""

import re
import unicodedata
from typing import Final

SAYS_WHAT_HAPPENED: Final = re.compile(
    r"traffick|victim|exploit|slave|forced\s+lab|prostitut|sexual|rape|torture"
    r"|اتجار|ضحي|ضحا|استغلال|عبودي|سخر[ةه]|دعار[ةه]|اغتصاب|تعذيب|جنسي",
    re.IGNORECASE,
)
"""Words that tell strangers why somebody comes home (domain §10): the mission's letter does without them."""


def is_neutral(text: str) -> bool:
    """Whether a text says nothing of what happened. Marks and stretching of Arabic letters hide no word."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c) and c != "\u0640")
    return SAYS_WHAT_HAPPENED.search(re.sub("[أإآٱ]", "ا", plain)) is None
