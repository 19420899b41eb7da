"""Installs Malath from the folder of an unpacked bundle, without network: checks every file, makes the environment, packages.

python3 -m tools.install          then: .venv/bin/malath prepare --empty, or .venv/bin/malath upgrade FOLDER

Run by whatever `python3` is there: standard library only, and old Pythons must be able to read it.
"""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from pathlib import Path

from tools import setup
from tools.steps import ROOT, Problem, say

WHEELS, SUMS, FITS = "wheels", "SHA256SUMS", "FITS"
LOCKS = ("run", "statistics")
PIECE = 1_000_000


def main() -> int:
    try:
        install(ROOT)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def install(root: Path) -> None:
    """Errors: `Problem`; nothing is installed from a bundle that is not whole."""
    setup.use_new_enough_python()
    need_fitting(root)
    say("Checking the files …")
    need_whole(root)
    setup.make_environment()
    for lock in LOCKS:
        setup.install(lock, "packages", wheels=root / WHEELS)
    setup.write_command()
    say("Installed. Go on with: .venv/bin/malath prepare --empty (or upgrade FOLDER)")


def need_fitting(root: Path) -> None:
    """Packages were made for one Python on one kind of machine."""
    if not (root / FITS).is_file():
        raise Problem("This folder is no unpacked bundle. From a clone: python3 -m tools.setup")
    made_for = (root / FITS).read_text(encoding="ascii").strip()
    if made_for != tag():
        raise Problem(f"This bundle was made for {made_for}, and here is {tag()}.")


def need_whole(root: Path) -> None:
    """Every file is the one that was packed, and no package lies there that was not."""
    lines = (root / SUMS).read_text(encoding="utf-8").splitlines()
    sums = {name: known for known, _, name in (line.partition("  ") for line in lines)}
    wrong = [name for name, known in sums.items() if sum_of(root / name) != known]
    here = {f"{WHEELS}/{path.name}" for path in (root / WHEELS).iterdir()}
    wrong += sorted(here - set(sums))
    if wrong:
        raise Problem("Not as it was packed: {}. Nothing was installed.".format(", ".join(wrong[:5])))


def sum_of(path: Path) -> str:
    if not path.is_file():
        return "missing"
    total = hashlib.sha256()
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(PIECE), b""):
            total.update(piece)
    return total.hexdigest()


def tag() -> str:
    version = "cp{}{}".format(*sys.version_info[:2])
    return "{}-{}".format(version, sysconfig.get_platform().replace("-", "_").replace(".", "_"))


if __name__ == "__main__":
    sys.exit(main())
