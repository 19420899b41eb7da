"""Attacks Malath and prints what became of each attack: run by anybody, on a machine with nothing but the clone.

    make security            all of them, SQLite; with PostgreSQL installed the trail against who owns the database as well

Each row is a kind of attack, named with the tests that carry it out. Ends with 1 when one succeeds, or when one was not tried.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as Tree  # reads what pytest wrote a moment ago
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.test import AT_ONCE

ATTACKS: Final[Mapping[str, Sequence[str]]] = {
    "An insider in every role at every address: desk, receiver, stranger, blocked": ["tests/security/test_authorisation.py"],
    "Every body against every consent, before and after it is taken back": ["tests/security/test_consents.py"],
    "The legal file against every role": ["tests/security/test_legal_file.py"],
    "Telling from status, bytes or statements that a file exists": ["tests/security/test_strangers.py"],
    "The same of accounts, sign-in codes and systems, before the door": ["tests/security/test_before_the_door.py"],
    "Telling from a number that somebody is there": [
        "malath/workday/tests/test_control_room.py", "malath/privacy/tests/test_stranger.py",
    ],
    "One person's data through another's address": ["tests/security/test_wrong_doors.py"],
    "A form sent by another site, a page framed, a jump elsewhere": ["tests/security/test_from_another_site.py"],
    "Cookies, heads, odd methods, and coming without encryption": ["tests/security/test_over_https.py"],
    "Scripts, templates, statements and paths typed as text": ["tests/security/test_what_is_typed.py"],
    "Formulas, entities, bombs and lies in spreadsheets and archives": [
        "malath/exchange/tests/test_opening.py", "malath/exchange/tests/test_tables.py",
        "malath/exchange/tests/test_writing.py", "malath/questionnaires/tests/test_reading.py",
    ],
    "Files that are not what they say, and what is hidden in them": [
        "malath/documents/tests/test_looking.py", "malath/documents/tests/test_media.py",
        "malath/documents/tests/test_container.py", "malath/documents/tests/test_traces.py",
        "malath/documents/tests/test_scanner.py",
    ],
    "What is typed, set as a letter": ["tests/security/test_paper.py"],
    "Forged, cut, foreign and old packages and answers": [
        "malath/exchange/tests/test_package_file.py", "malath/exchange/tests/test_packages.py",
        "malath/exchange/tests/test_answers.py",
    ],
    "Guessing passwords, codes, links and tokens": [
        "malath/accounts/tests/test_sign_in.py", "malath/outside/tests/test_links.py", "malath/offline/tests/test_sync.py",
        "malath/accounts/tests/test_passwords.py", "malath/accounts/tests/test_invitation.py",
        "malath/api/tests/test_tokens.py",
    ],
    "A stolen session, and one that was left open": [
        "malath/accounts/tests/test_sessions.py", "malath/accounts/tests/test_idle.py",
    ],
    "A seized disk, a dump of the database, the journal, logs": ["tests/security/test_dump.py"],
    "A stolen or tampered backup": ["tests/security/test_backup.py"],
    "Keys lost or changed half-way": ["tests/security/test_new_keys.py"],
    "A seized phone": ["malath/offline/tests/test_records.py", "malath/offline/tests/test_replay.py"],
    "Whoever owns the database rewrites the trail": [
        "malath/audit/tests/test_append_only.py", "malath/audit/tests/test_verify.py", "tools/tests/test_roles_lock.py",
    ],
    "The server made to call another machine": [
        "malath/inbox/tests/test_no_road_to_people.py", "malath/api/tests/test_hook_rules.py",
        "malath/accounts/tests/test_provider_rules.py",
    ],
    "Where a shelter is, in anything anybody gets": ["tests/journeys/test_where_a_shelter_is.py"],
    "Taking differences of published tables": ["malath/figures/tests/test_tables.py", "malath/statistics/tests/test_tables.py"],
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """How often one kind of attack was tried, and how often it did what it must not."""

    attack: str
    tried: int
    succeeded: tuple[str, ...]

    @property
    def withstood(self) -> bool:
        return self.tried > 0 and not self.succeeded


def main() -> int:
    found = [*tried()]
    print("\n| Attack | Tried | Withstood |\n|---|--:|---|")
    for one in found:
        print(
            f"| {one.attack} | {one.tried} | {'yes' if one.withstood else 'NO: ' + (', '.join(one.succeeded) or 'not tried')} |"
        )
    return 0 if all(one.withstood for one in found) else 1


def tried() -> Iterator[Outcome]:
    """All at once, so that what they share is made once; told by what each belongs to."""
    with tempfile.TemporaryDirectory(prefix="malath-security-") as folder:
        report = Path(folder) / "report.xml"
        files = sorted({name for names in ATTACKS.values() for name in names})
        command = ["pytest", "-q", "-m", "not browser and not postgres and not spark", *AT_ONCE]
        everything = {**os.environ, "MALATH_WHOLE": "1"}
        subprocess.call([sys.executable, "-m", *command, f"--junitxml={report}", *files], env=everything)
        yield from outcomes(report.read_text(encoding="utf-8") if report.exists() else "<none/>")


def outcomes(report: str) -> Iterator[Outcome]:
    """`report`: JUnit's XML, as pytest writes it. A test that was left out was not tried."""
    cases = [(case.get("classname", ""), case) for case in Tree.fromstring(report).iter("testcase")]  # noqa: S314  # our own
    for attack, files in ATTACKS.items():
        modules = {name.removesuffix(".py").replace("/", ".") for name in files}
        mine = [case for module, case in cases if module in modules and case.find("skipped") is None]
        wrong = [str(case.get("name")) for case in mine if case.find("failure") is not None or case.find("error") is not None]
        yield Outcome(attack, len(mine), tuple(wrong))


if __name__ == "__main__":
    sys.exit(main())
