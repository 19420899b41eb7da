"""What became of the acts: one line for each fault, the table at the end, and whether all of it was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from benchmarks import report

HEADS: Final = ("Fault", "Engine", "Rounds", "Acknowledged", "Found after", "Lost", "Half done", "Seen besides", "Seconds")
SHOWN: Final = 20


@dataclass(frozen=True)
class Verdict:
    """What was found in the database afterwards. `lost`: what was acknowledged and is not there; `half`: what is there in
    part, or twice; one sentence each."""

    acknowledged: int = 0
    found: int = 0
    lost: tuple[str, ...] = ()
    half: tuple[str, ...] = ()

    def and_also(self, other: "Verdict") -> "Verdict":
        return Verdict(
            self.acknowledged + other.acknowledged, self.found + other.found, self.lost + other.lost, self.half + other.half
        )


@dataclass(frozen=True)
class Finding:
    """One fault on one engine. `not_run`: why it was left out here; that is no failure, and no success either."""

    fault: str
    engine: str
    rounds: int = 0
    verdict: Verdict = Verdict()
    seen: str = ""
    wrong: tuple[str, ...] = ()
    seconds: float = 0.0
    not_run: str = ""

    @property
    def fine(self) -> bool:
        return not (self.verdict.lost or self.verdict.half or self.wrong)


def line(finding: Finding) -> str:
    """A finding as it is printed at once; whatever was lost or left by half is named below it."""
    if finding.not_run:
        return f"{finding.fault}, {finding.engine}: not run, {finding.not_run}"
    found = finding.verdict
    counted = f"{finding.rounds} rounds, {found.acknowledged} acknowledged, {found.found} found"
    told = f"{counted}, {len(found.lost)} lost, {len(found.half)} half done; {finding.seen} ({finding.seconds:.0f} s)"
    complaints = [*finding.wrong, *found.lost, *found.half]
    more = [f"… and {len(complaints) - SHOWN} more"] if len(complaints) > SHOWN else []
    return "\n    ".join([f"{finding.fault}, {finding.engine}: {told}", *complaints[:SHOWN], *more])


def page(findings: Sequence[Finding], command: str, day: date) -> str:
    """The table as Markdown, with what is needed to read it later."""
    heads = f"| {' | '.join(HEADS)} |\n|---|---|{'--:|' * 5}---|--:|"
    rows = [f"| {' | '.join(_cells(finding))} |" for finding in findings]
    return "\n".join([f"`{command}`, {day:%Y-%m-%d}", "", report.machine(), "", heads, *rows, ""])


def code(findings: Sequence[Finding]) -> int:
    """1 when something acknowledged is lost, something is half done, or nothing was tried."""
    tried = [finding for finding in findings if not finding.not_run]
    return 0 if tried and all(finding.fine for finding in tried) else 1


def _cells(finding: Finding) -> list[str]:
    if finding.not_run:
        return [finding.fault, finding.engine, *["–"] * 5, f"not run: {finding.not_run}", "–"]
    found = finding.verdict
    counts = (finding.rounds, found.acknowledged, found.found, len(found.lost), len(found.half))
    seen = "; ".join(filter(None, [*finding.wrong, finding.seen]))
    return [finding.fault, finding.engine, *map(str, counts), seen, f"{finding.seconds:.0f}"]
