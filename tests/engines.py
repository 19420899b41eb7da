"""Which tests run on PostgreSQL again: what the database decides. Everything runs on SQLite; the statements are the same, built
by Django, and most of what an act refuses or a page shows is decided before them.

Again: races and locks; the parts that everything stands on; queries, constraints and triggers; the stories, which do nearly
every act; every page once; the demonstration; the round of the worker; backup and keys.
"""

import re
from pathlib import Path

FOUNDATIONS = {"audit", "foundation", "linkage", "people", "privacy"}
DECIDED_THERE = re.compile(
    r"append_only|asking|backup|constraint|counted|demo|dump|every_page_asks|lock|quer|race|rotate|scenarios|search"
    r"|tick|verify"
)
SHOWN = re.compile(r"page|paper|view|word")


def runs_on_each(path: Path) -> bool:
    """Whether a file of tests, by its path below the root, runs on every database."""
    part = path.parts[1] if path.parts[0] == "malath" else ""
    if DECIDED_THERE.search(path.stem):
        return True
    return part in FOUNDATIONS and not SHOWN.search(path.stem)
