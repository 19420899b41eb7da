"""Who reads no guide: an officer who opens cases over HTTP during the walk, and whoever looks what of it is there."""

from pathlib import Path
from typing import Any, Final

from benchmarks.client import Staff, Unexpected
from faults import inside
from faults.load import DONE, Hand, read
from tools.machines import Machines
from tools.steps import ROOT

LED_AWAY: Final = 302


class Missing(Exception):
    """What was acknowledged and is not there, or what was not acknowledged, as one sentence."""


def open_case(machines: Machines) -> str:
    """One more, at the site that serves just now, by an officer with both factors; noted as acknowledged."""
    journal = machines.folder / "journal"
    before = len(read(journal))
    Hand(officer(machines), journal).open_case()
    entries = read(journal)
    if entries[-1].status != DONE or not entries[-1].leads_to.startswith("/cases/"):
        raise Missing(f"A new case was answered with {entries[-1].status}, leading to “{entries[-1].leads_to}”.")
    return f"acknowledged: case {len([one for one in entries if one.status == DONE])}" + tries(len(entries) - before)


def open_case_anew(machines: Machines) -> str:
    """The session of before opens nothing: whoever works signs in once more."""
    try:
        officer(machines).get("/cases/", LED_AWAY)
    except Unexpected:
        raise Missing("A session of before the loss still opens pages.") from None
    (machines.folder / "session").unlink()
    return open_case(machines)


def officer(machines: Machines) -> Staff:
    """With a session that is kept for the next time."""
    session = machines.folder / "session"
    if not session.exists():
        session.write_text(ask(machines, "worker", "front"), encoding="utf-8")
    return Staff(int(machines.values["STAFF_PORT"]), session.read_text("utf-8"), behind=machines.values["STAFF_NAME"])


def compare(machines: Machines) -> str:
    """Everything that was acknowledged is there, nothing is there by half or twice, and the trail is whole. Looked for as the
    owner of the tables: to others they show nobody unless it was said who acts."""
    found = judged(machines, "owner", machines.folder / "journal")
    if found["lost"] or found["half"]:
        raise Missing("; ".join([*found["lost"], *found["half"]]))
    return f"{found['acknowledged']} acknowledged, {found['found']} found, nothing by half"


def compare_trial(machines: Machines) -> str:
    """What was put back is what there was before the backup, and what came after it is not there."""
    lines = (machines.folder / "journal").read_text("utf-8").splitlines(keepends=True)
    before = machines.folder / "journal-before"
    before.write_text("".join(lines[:-1]), encoding="utf-8")
    then, now = (judged(machines, "trial", path) for path in (before, machines.folder / "journal"))
    if then["lost"] or then["half"] or len(now["lost"]) != 1:
        raise Missing(f"Of what was acknowledged before the backup is missing: {then['lost']}, by half: {then['half']}.")
    return f"{then['found']} of {then['acknowledged']} acknowledged before the backup found, nothing of after it"


def judged(machines: Machines, role: str, journal: Path) -> dict[str, Any]:
    return dict(inside.ask(environment(machines, role), "judge", str(journal)))


def ask(machines: Machines, role: str, question: str) -> str:
    return str(inside.ask(environment(machines, role), question))


def environment(machines: Machines, role: str) -> dict[str, str]:
    """As `deploy/as` makes it, for a program of this clone."""
    etc = Path(machines.values["ETC"])
    lines = [line for name in ("malath", role) for line in (etc / f"{name}.env").read_text("utf-8").splitlines()]
    told = dict(line.split("=", 1) for line in lines)
    passphrase = {"MALATH_PASSPHRASE_FILE": machines.values["MALATH_PASSPHRASE_FILE"], "PYTHONPATH": str(ROOT)}
    return {**machines.environments["malath"], **told, **passphrase}


def tries(entries: int) -> str:
    return "" if entries == 1 else f", after {entries} tries"
