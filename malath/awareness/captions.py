"""Captions in WebVTT (W3C): read strictly, kept plain. Pure.

What comes out is written anew from what was understood: times and text. Styles, regions, notes, tags and marks that turn the
direction of a line are left out, so nothing that a player would run or show elsewhere gets through.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from malath.awareness.words import WhyNot

LARGEST: Final = 1_000_000
MOST: Final = 5_000
MOMENT: Final = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMES: Final = re.compile(rf"{MOMENT}[ \t]+-->[ \t]+{MOMENT}(?:[ \t].*)?")
TAG: Final = re.compile(r"<[^>]*>")
SKIPPED: Final = ("NOTE", "STYLE", "REGION")
JOINERS: Final = "\u200c\u200d"
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class BadCaptions(Exception):
    """A file is no captions. `line`: where, 0 for all of it."""

    def __init__(self, reason: WhyNot, line: int = 0) -> None:
        super().__init__(reason.value, line)
        self.reason, self.line = reason, line


@dataclass(frozen=True)
class Cue:
    """What is shown from one moment to another, in milliseconds."""

    start: int
    end: int
    text: str


def read(data: bytes) -> tuple[Cue, ...]:
    """The cues of a file in order. Errors: `BadCaptions`."""
    if len(data) > LARGEST:
        raise BadCaptions(WhyNot.CAPTIONS_TOO_LONG)
    lines = _text(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]):
        raise BadCaptions(WhyNot.NO_CAPTIONS_FILE)
    cues = tuple(cue for number, block in _blocks(lines) if (cue := _cue(number, block)) is not None)
    if not cues or len(cues) > MOST:
        raise BadCaptions(WhyNot.CAPTIONS_EMPTY if not cues else WhyNot.CAPTIONS_TOO_LONG)
    return cues


def written(cues: tuple[Cue, ...]) -> str:
    """The file as it is kept."""
    parts = [f"{_moment(cue.start)} --> {_moment(cue.end)}\n{html.escape(cue.text, quote=False)}" for cue in cues]
    return "\n\n".join(["WEBVTT", *parts]) + "\n"


def transcript(cues: tuple[Cue, ...]) -> str:
    """What is said, to be read: each cue a line, said twice in a row once."""
    lines = [cue.text.replace("\n", " ") for cue in cues]
    return "\n".join(line for place, line in enumerate(lines) if place == 0 or line != lines[place - 1])


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadCaptions(WhyNot.WRONG_ENCODING) from None
    if "\x00" in text or "\ufffd" in text:
        raise BadCaptions(WhyNot.WRONG_ENCODING)
    return text


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Lines between empty lines, each with the number of its first, without the head."""
    found: list[tuple[int, list[str]]] = []
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            found.append((number - len(block), block))
            block = []
    return found[1:]


def _cue(number: int, block: list[str]) -> Cue | None:
    """One block; None for what is no cue, or says nothing."""
    if block[0].startswith(SKIPPED):
        return None
    place = next((place for place, line in enumerate(block[:2]) if "-->" in line), None)
    times = TIMES.fullmatch(block[place].strip()) if place is not None else None
    if place is None or times is None:
        raise BadCaptions(WhyNot.CAPTIONS_TIME, number)
    start, end = _milliseconds(*times.groups()[:4]), _milliseconds(*times.groups()[4:])
    if end <= start:
        raise BadCaptions(WhyNot.CAPTIONS_TIME, number + place)
    text = "\n".join(filter(None, (_plain(line) for line in block[place + 1 :])))
    return Cue(start, end, text) if text else None


def _plain(line: str) -> str:
    shown = html.unescape(TAG.sub("", line))
    seen = "".join(mark for mark in shown if mark in JOINERS or unicodedata.category(mark) not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _milliseconds(hours: str | None, minutes: str, seconds: str, rest: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)


def _moment(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
