"""What the administrator's guide tells people to type: its blocks in order, each with its machine and what one sees then."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PAGES: Final = ("docs/guide/administrator.md", "docs/guide/administrator-ar.md")
BY_HAND: Final = "by hand"
HEADING: Final = re.compile(r"^#{2,3} (.*)$")
FENCE: Final = re.compile(r"^```(?:sh (on \w+|by hand)|text (seen))$")
OWN: Final = re.compile(r"^<!-- walk: (.*) -->$")
END: Final = "```"
ANYTHING: Final = "…"


@dataclass(frozen=True)
class Block:
    """One thing to do. `machine`: where it is typed; empty where it is done by hand, or where `own` names what somebody does
    meanwhile who reads no guide: staff at work, a machine that burns."""

    under: str
    line: int
    machine: str = ""
    text: str = ""
    seen: tuple[str, ...] = ()
    own: str = ""

    @property
    def first_line(self) -> str:
        return self.text.strip().splitlines()[0] if self.text.strip() else self.own

    def missing(self, said: str) -> list[str]:
        """What one should see and does not, in what was said."""
        return [line for line in self.seen if not re.search(as_pattern(line), said)]


class Unreadable(Exception):
    """Where the guide is not as it must be, as one sentence."""


def as_pattern(line: str) -> str:
    """A line as it is found again: … stands for anything, spaces before it for at least as many."""
    return rf"(?m)^.*{'.*'.join(re.escape(part) for part in line.split(ANYTHING))}.*$"


def read(page: Path) -> list[Block]:
    """All blocks in their order. Errors: `Unreadable`."""
    return list(_blocks(page.read_text(encoding="utf-8").splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    under, waiting, place = "", None, 0
    while place < len(lines):
        line, at = lines[place], place + 1
        place += 1
        if found := HEADING.match(line):
            under = found[1]
        if own := OWN.match(line):
            yield from filter(None, [waiting])
            waiting, _ = None, (yield Block(under, at, own=own[1]))
        if not line.startswith(END):
            continue
        kind = FENCE.match(line)
        if kind is None:
            raise Unreadable(f"Line {at} opens a block that says neither where it is typed nor that it is seen.")
        text, place = _until_end(lines, place)
        if kind[2]:
            if waiting is None or waiting.seen:
                raise Unreadable(f"Line {at} says what is seen, and nothing was typed before.")
            waiting = Block(waiting.under, waiting.line, waiting.machine, waiting.text, tuple(text))
            continue
        yield from filter(None, [waiting])
        waiting = Block(under, at, "" if kind[1] == BY_HAND else kind[1].removeprefix("on "), "\n".join(text))
    yield from filter(None, [waiting])


def _until_end(lines: list[str], place: int) -> tuple[list[str], int]:
    try:
        end = lines.index(END, place)
    except ValueError:
        raise Unreadable(f"The block that line {place} opens does not end.") from None
    return lines[place:end], end + 1
