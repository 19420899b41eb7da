"""Which passwords are too easily guessed: those made of what everybody here would try first, and those of a list."""

import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO, Final

WORDS: Final[Sequence[str]] = (
    "malath", "malaz", "ملاذ", "shelter", "haven", "trafficking", "traffic", "referral", "victim", "jordan", "amman", "police",
    "ministry", "mosd", "psd", "ctu", "nrm", "administrator", "admin", "password", "passw0rd", "welcome", "letmein", "qwerty",
    "الأردن", "الاردن", "عمان", "شرطة", "وزارة", "مأوى", "إحالة", "احالة", "كلمة", "مرور",
)  # fmt: skip
"""What a guess at a password of this house begins with; docs/security/controls.md names them."""
NO_LETTER: Final = re.compile(r"[\W\d_]+")
FEWEST_OF_THEIR_OWN: Final = 6
SHORTEST_NAME: Final = 4
LONGEST_LINE: Final = 128
AFTER_ALL: Final = b"~"


def is_little_more(password: str, names: Iterable[str] = ()) -> bool:
    """Whether it holds a word of the house, or of these names, and hardly a letter besides."""
    of_names = {word for name in names for word in re.split(r"\W+", name) if len(word) >= SHORTEST_NAME}
    words = sorted({*WORDS, *of_names}, key=len, reverse=True)
    rest = re.sub("|".join(map(re.escape, words)), "", password, flags=re.IGNORECASE)
    return rest != password and len(set(NO_LETTER.sub("", rest).casefold())) < FEWEST_OF_THEIR_OWN


def is_listed(file: BinaryIO, size: int, mark: bytes) -> bool:
    """Whether a line of an ordered file begins with this mark; found by halving, so a list of any size is read in a moment."""
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        if _line_from(file, middle)[: len(mark)].upper() < mark:
            low = middle + 1
        else:
            high = middle
    return _line_from(file, low)[: len(mark)].upper() == mark


def _line_from(file: BinaryIO, place: int) -> bytes:
    """The first line that begins at this place or later; past the last one, what comes after all marks."""
    file.seek(max(0, place - 1))
    if place:
        file.readline(LONGEST_LINE)
    return file.readline(LONGEST_LINE) or AFTER_ALL
