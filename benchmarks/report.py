"""What was measured, as a page of Markdown."""

import platform
import subprocess
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import psycopg
from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks.measure import Run, Series
from tools import postgres

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
MEGABYTE = 1_000_000


def page(runs: Sequence[Run], command: str, on: date) -> str:
    """The whole page."""
    parts = [f"`{command}`, {on.isoformat()}", machine(), *(_tables(runs)), volume(runs), memory(runs), verdict(runs)]
    return "\n\n".join(parts) + "\n"


def machine() -> str:
    """On what it was measured."""
    facts = {
        "Machine": f"{_processor()}, {_cores()} cores, {_memory()} GB memory",
        "Python": platform.python_version(),
        "SQLite": f"{sqlcipher.sqlite_version} (SQLCipher)",
        "PostgreSQL": _postgres(),
    }
    return "\n".join(f"- {name}: {value}" for name, value in facts.items())


def volume(runs: Sequence[Run]) -> str:
    """Rows of each table, and how much the database takes."""
    kept = {(run.people, run.engine): run for run in runs}
    numbers = sorted({run.people for run in runs})
    any_of = {people: next(run for run in runs if run.people == people) for people in numbers}
    tables = sorted({name for run in runs for name, count in run.rows.items() if count})
    head = row(["Rows", *(f"{people:,} people" for people in numbers)], ruled=True)
    lines = [row([f"`{name}`", *(f"{any_of[people].rows[name]:,}" for people in numbers)]) for name in tables]
    for engine in dict.fromkeys(run.engine for run in runs):
        sizes = [f"{kept[people, engine].bytes / MEGABYTE:,.0f} MB" for people in numbers]
        filled = [f"{kept[people, engine].fill_seconds:,.0f} s" for people in numbers]
        lines += [row([f"size, {NAMES[engine]}", *sizes]), row([f"filling took, {NAMES[engine]}", *filled])]
    return "\n".join(["### Volume", "", head, *lines])


def memory(runs: Sequence[Run]) -> str:
    """What the web processes hold after all that."""
    found = (f"{NAMES[run.engine]} at {run.people:,}: {' and '.join(map(str, run.memory))} MB" for run in runs)
    return "### Memory of the two web processes\n\n" + "; ".join(found) + "."


def differing(runs: Sequence[Run]) -> list[str]:
    """Operations that take more statements at a larger volume. Fewer may come: what is not there is not asked about."""
    found = []
    for engine in dict.fromkeys(run.engine for run in runs):
        counts: dict[str, dict[int, int]] = {}
        for run in runs:
            for series in run.series if run.engine == engine else ():
                at = counts.setdefault(series.operation, {})
                at[run.people] = max(at.get(run.people, 0), series.statements[1])
        found += [f"{NAMES[engine]}, {name}: {at}" for name, at in counts.items() if _grows(at)]
    return found


def _grows(counts: dict[int, int]) -> bool:
    in_order = [counts[people] for people in sorted(counts)]
    return any(later > earlier for earlier, later in pairwise(in_order))


def verdict(runs: Sequence[Run]) -> str:
    """Whether statements depend on volume."""
    other = differing(runs)
    if other:
        return "**SQL statements grow with the volume**: " + "; ".join(other)
    if len({run.people for run in runs}) == 1:
        return "One volume only: whether SQL statements depend on it was not looked at."
    return "No operation takes more SQL statements at a larger volume."


def _tables(runs: Sequence[Run]) -> Iterable[str]:
    for engine in dict.fromkeys(run.engine for run in runs):
        mine = sorted((run for run in runs if run.engine == engine), key=lambda run: run.people)
        for at_once in dict.fromkeys(series.at_once for series in mine[0].series):
            yield _table(mine, f"### {NAMES[engine]}, {at_once} at once", at_once)


def _table(runs: Sequence[Run], title: str, at_once: int) -> str:
    columns = [f"{run.people:,}: {what}" for run in runs for what in ("p50", "p95", "max", "CPU")]
    lines = [title, "", row(["Milliseconds", *columns, "SQL", "audit events", "files named"], ruled=True)]
    for together in zip(*([one for one in run.series if one.at_once == at_once] for run in runs), strict=True):
        measured = [time for series in together for time in times(series)]
        lines.append(row([together[0].operation, *measured, *costs(together)]))
    return "\n".join(lines)


def times(series: Series) -> list[str]:
    """Middle, 95 of 100, the longest, processor."""
    return [*(f"{series.quantile(share):.1f}" for share in (0.5, 0.95, 1)), f"{series.micros / 1000:.1f}"]


def costs(together: Sequence[Series]) -> list[str]:
    """Statements, events, files that the trail names."""
    return [_span([getattr(one, name) for one in together]) for name in ("statements", "events", "shown")]


def _span(spans: Sequence[tuple[int, int]]) -> str:
    least, most = min(span[0] for span in spans), max(span[1] for span in spans)
    return str(least) if least == most else f"{least}–{most}"


def row(cells: Sequence[str], *, ruled: bool = False) -> str:
    """One line of a table; `ruled`: its head."""
    line = f"| {' | '.join(cells)} |"
    return line + "\n|---" + "|--:" * (len(cells) - 1) + "|" if ruled else line


def _processor() -> str:
    names = (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name"))
    return next(names, platform.processor() or "unknown processor")


def _cores() -> int:
    return sum(line.startswith("processor") for line in _lines("/proc/cpuinfo"))


def _memory() -> int:
    kilobytes = next((line.split()[1] for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), "0")
    return round(int(kilobytes) / 1_048_576)


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def _postgres() -> str:
    programs = postgres.programs()
    if programs is None:
        return "not installed"
    said = subprocess.run([str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True)
    return f"{said.stdout.split()[2]} (psycopg {psycopg.__version__})"
