"""The security list: each requirement of OWASP ASVS 5.0 up to level 2, how Malath stands to it, and where that is shown.

python -m tools.asvs --write     count the verdicts anew, on top of docs/security/asvs.md
python -m tools.asvs --check     is each requirement there once, and all that is named as evidence?

Of the standard only numbers and levels lie here (standards/asvs/levels.json); the wording of the page is our own.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEVELS = ROOT / "standards" / "asvs" / "levels.json"
PAGE = ROOT / "docs" / "security" / "asvs.md"
HIGHEST = 2
VERDICTS = ("met", "to be set", "not met", "does not apply")
SHOWN = ("met", "to be set")
"""What is said to hold names where that is seen."""
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (\d) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
COUNTED = re.compile(r"(?<=<!-- counted -->\n).*?(?=<!-- until here -->)", re.DOTALL)
NAMED = re.compile(r"`([^`]+)`")
SETTING = re.compile(r"[A-Z][A-Z_]+")
TEST = re.compile(r"def (test_\w+)\(")
TESTS_LIE_IN = ("tests", "malath", "config", "tools", "faults")


@dataclass(frozen=True)
class Row:
    """One requirement as the page tells it."""

    number: str
    level: int
    asked: str
    verdict: str
    evidence: str


def main(argument: str) -> int:
    if argument == "--write":
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(COUNTED.sub(lambda _: counted(rows(text)), text), encoding="utf-8")
        return 0
    found = [*findings(PAGE.read_text(encoding="utf-8"))]
    for finding in found:
        print(finding)
    return 1 if found else 0


def wanted() -> dict[str, int]:
    """Requirements up to our level, by number."""
    sections: dict[str, str] = json.loads(LEVELS.read_text(encoding="utf-8"))["levels"]
    every = {f"{section}.{at}": int(level) for section, levels in sections.items() for at, level in enumerate(levels, 1)}
    return {number: level for number, level in every.items() if level <= HIGHEST}


def rows(text: str) -> list[Row]:
    return [
        Row(number, int(level), asked.strip(), verdict.strip(), evidence.strip())
        for number, level, asked, verdict, evidence in ROW.findall(text)
    ]


def findings(text: str) -> Iterator[str]:
    told, levels = rows(text), wanted()
    numbers = [row.number for row in told]
    yield from (f"{number} is not told" for number in levels if number not in numbers)
    yield from (f"{number} is told {times} times" for number, times in Counter(numbers).items() if times > 1)
    for row in told:
        yield from (f"{row.number}: {wrong}" for wrong in faults(row, levels))
    if counted(told) not in text:
        yield "the numbers on top are not those of the rows; run: make fix"


def faults(row: Row, levels: dict[str, int]) -> Iterator[str]:
    if levels.get(row.number) != row.level:
        yield "is not a requirement of this level"
    if row.verdict not in VERDICTS:
        yield f"“{row.verdict}” is no verdict"
    named = NAMED.findall(row.evidence)
    if not row.evidence or (row.verdict in SHOWN and not named):
        yield "nothing shows it"
    yield from (f"names {one}, which is not there" for one in named if not is_there(one))


def is_there(name: str) -> bool:
    """Whether a test, a setting, a file or a folder of this name exists."""
    if name.startswith("test_"):
        return name in tests()
    if SETTING.fullmatch(name):
        return re.search(rf"\b{name}\b", settings()) is not None
    return (ROOT / name).exists()


@cache
def tests() -> frozenset[str]:
    paths = [path for folder in TESTS_LIE_IN for path in (ROOT / folder).rglob("test_*.py")]
    return frozenset(name for path in paths for name in TEST.findall(path.read_text(encoding="utf-8")))


@cache
def settings() -> str:
    return (ROOT / "config" / "settings.py").read_text(encoding="utf-8")


def counted(told: Iterable[Row]) -> str:
    """How many requirements of each level stand how."""
    many = Counter((row.level, row.verdict) for row in told)
    lines = [f"| {level} | {' | '.join(str(many[level, verdict]) for verdict in VERDICTS)} |" for level in (1, HIGHEST)]
    return "\n".join(["", f"| Level | {' | '.join(VERDICTS)} |", "|---|" + "--:|" * len(VERDICTS), *lines, "", ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
