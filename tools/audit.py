"""Asks whether faults are known of what is used by others, by the clients of the registries: pip-audit and npm.

python -m tools.audit             fails on a known fault; says what was not asked
python -m tools.audit --strict    fails as well when something was not asked

What was not asked is never called sound. A fault that does no harm here stands in requirements/known-faults.toml with its
reason and the last day on which that is believed.
"""

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from tools.licences import LOCKS, ROOT

KNOWN: Final = ROOT / "requirements" / "known-faults.toml"
PATIENCE: Final = 300


@dataclass(frozen=True)
class Fault:
    id: str
    package: str


@dataclass(frozen=True)
class Answer:
    """What one client said of one lock: faults, and why the question was not, or not wholly, answered."""

    of: str
    asked: int
    faults: tuple[Fault, ...] = ()
    not_asked: str = ""


def main(arguments: Sequence[str]) -> int:
    answers = [*(python(lock) for lock in LOCKS), browsers()]
    borne = still_borne(tomllib.loads(KNOWN.read_text(encoding="utf-8")), datetime.now(UTC).date())
    for answer in answers:
        print(told(answer, borne))
    wrong = any(fault.id not in borne for answer in answers for fault in answer.faults)
    silent = any(answer.not_asked for answer in answers)
    return 1 if wrong or (silent and "--strict" in arguments) else 0


def told(answer: Answer, borne: Mapping[str, str]) -> str:
    lines = [f"  {one.package}: {one.id} ({borne.get(one.id, 'to be mended')})" for one in answer.faults]
    lines += [f"  not asked: {answer.not_asked}"] if answer.not_asked else []
    return "\n".join([f"{answer.of}: {answer.asked} asked, {len(answer.faults)} faults known", *lines])


def python(lock: str) -> Answer:
    name = f"requirements/{lock}.lock"
    beside = Path(sys.executable).with_name("pip-audit")
    client = str(beside) if beside.exists() else shutil.which("pip-audit")
    if client is None:
        return Answer(name, 0, not_asked="pip-audit is not installed here; install it in an environment of its own")
    command = [client, "--disable-pip", "--no-deps", "--format=json", "--progress-spinner=off", "--requirement", name]
    return of_pip_audit(name, said_by(command))


def browsers() -> Answer:
    client = shutil.which("npm")
    if client is None:
        return Answer("package-lock.json", 0, not_asked="npm is not installed here")
    return of_npm(said_by([client, "audit", "--json"]))


def said_by(command: Sequence[str]) -> str:
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE).stdout
    except subprocess.TimeoutExpired:
        return ""


def of_pip_audit(name: str, text: str) -> Answer:
    found = read(text).get("dependencies")
    if not isinstance(found, list):
        return Answer(name, 0, not_asked="no answer came")
    left_out = [one["name"] for one in found if "skip_reason" in one]
    faults = tuple(Fault(fault["id"], one["name"]) for one in found for fault in one.get("vulns", ()))
    why = f"of {len(left_out)} packages nothing is known there, {left_out[0]} the first" if left_out else ""
    return Answer(name, len(found) - len(left_out), faults, why)


def of_npm(text: str) -> Answer:
    name, said = "package-lock.json", read(text)
    if "vulnerabilities" not in said:
        return Answer(name, 0, not_asked=f"no answer came ({said.get('statusCode', 'nothing readable')})")
    ways = ((package, way) for package, one in said["vulnerabilities"].items() for way in one.get("via", ()))
    faults = {
        Fault(str(way.get("url", way["source"])).rpartition("/")[2], package) for package, way in ways if isinstance(way, dict)
    }
    many = said.get("metadata", {}).get("dependencies", {}).get("total", 0)
    return Answer(name, many, tuple(sorted(faults, key=lambda one: one.id)))


def read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def still_borne(said: Mapping[str, Any], today: date) -> dict[str, str]:
    """Faults with a reason whose last day has not passed. Errors: KeyError where reason or day is missing."""
    return {one["id"]: f"{one['because']}, until {one['until']}" for one in said.get("fault", ()) if today <= one["until"]}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
