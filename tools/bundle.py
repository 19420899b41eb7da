"""Makes one archive from which Malath is installed without network: code, packages as locked, what set-up makes, sums of all.

python -m tools.bundle             writes var/bundle/malath-COMMIT-cp311-linux_x86_64.tar.gz, and its sum beside it
python -m tools.bundle --try       the same, then installs it with the network cut off and looks whether it runs

It fits machines with the Python and the kind of machine on which it was made; `tools.install` says so where it does not.
"""

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tools.install import FITS, LOCKS, SUMS, WHEELS, tag
from tools.setup import COPIED, FONT, LETTER_FILES, REQUIREMENTS
from tools.steps import PYTHON, ROOT, Problem, call, say

OUT = ROOT / "var" / "bundle"
LEFT_OUT = ("tests/", "benchmarks/", "faults/", "conftest.py", ".github/", "package")
CUT_OFF = ("unshare", "--net", "--map-root-user")
EXECUTABLE = 0o755
PLAIN = 0o644


def main() -> int:
    arguments = argparse.ArgumentParser(prog="bundle", description="Makes an archive to install from without network.")
    arguments.add_argument("--try", action="store_true", dest="tried", help="install it with the network cut off")
    options = arguments.parse_args()
    try:
        archive = bundle(OUT)
        say(f"{archive} ({archive.stat().st_size / 1_000_000:.0f} MB)")
        if options.tried:
            attempt(archive)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def bundle(out: Path) -> Path:
    """The archive, whole or not at all. Errors: `Problem`."""
    out.mkdir(parents=True, exist_ok=True)
    name = f"malath-{commit()}-{tag()}"
    with tempfile.TemporaryDirectory(dir=out) as work:
        wheels = Path(work, WHEELS)
        fetch(wheels)
        files = {path.relative_to(ROOT).as_posix(): path for path in [*code(), *made()]}
        files |= {f"{WHEELS}/{path.name}": path for path in wheels.iterdir()}
        (fits := Path(work, FITS)).write_text(f"{tag()}\n", encoding="ascii")
        files[FITS] = fits
        (sums := Path(work, SUMS)).write_text("".join(sum_lines(files)), encoding="utf-8")
        part = Path(work, "archive")
        pack(part, name, {**files, SUMS: sums})
        archive = out / f"{name}.tar.gz"
        part.replace(archive)
    archive.with_name(f"{archive.name}.sha256").write_text(f"{sum_of(archive)}  {archive.name}\n", encoding="ascii")
    return archive


def commit() -> str:
    return git("rev-parse", "--short=12", "HEAD").strip()


def code() -> Iterator[Path]:
    """What is in the repository as it lies here, without tests and measurements."""
    for name in git("ls-files", "-z").split("\0"):
        if name and not name.startswith(LEFT_OUT) and "/tests/" not in name:
            yield ROOT / name


def made() -> list[Path]:
    """What set-up makes and the repository does not hold. Errors: `Problem` when it was not made."""
    translations = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.mo"))
    found = [*COPIED, FONT, *LETTER_FILES, *translations]
    if not translations or not all(path.is_file() for path in found):
        raise Problem("Something is not made yet: run python3 -m tools.setup first.")
    return found


def fetch(folder: Path) -> None:
    """The packages as files, each checked against its locked hash; none that would have to be compiled."""
    for lock in LOCKS:
        file = str(REQUIREMENTS / f"{lock}.lock")
        words = ["download", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--dest", str(folder), "-r", file]
        call([str(PYTHON), "-m", "pip", *words, "--quiet", "--no-input"], "Could not fetch the packages")


def sum_lines(files: dict[str, Path]) -> Iterator[str]:
    return (f"{sum_of(path)}  {name}\n" for name, path in sorted(files.items()))


def sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(out: Path, top: str, files: dict[str, Path]) -> None:
    """The same files make the same archive, on whichever day."""
    with (
        out.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, path in sorted(files.items()):
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.size, entry.mode = path.stat().st_size, EXECUTABLE if os.access(path, os.X_OK) else PLAIN
            with path.open("rb") as file:
                archive.addfile(entry, file)


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem("A bundle is made from a clone of the repository, and git is needed for it.")
    return done.stdout


def attempt(archive: Path) -> None:
    """Install it elsewhere with the network cut off, prepare an empty house, and ask the doctor. Errors: `Problem`."""
    with tempfile.TemporaryDirectory(prefix="malath-bundle-") as folder:
        shutil.unpack_archive(archive, folder, filter="data")
        (top,) = Path(folder).iterdir()
        base = Path(sysconfig.get_config_var("BINDIR"), f"python{sysconfig.get_python_version()}")
        without_network([str(base), "-m", "tools.install"], top)
        first = {
            "MALATH_ADMIN_EMAIL": "a@example.org",
            "MALATH_ADMIN_NAME": "Admin",
            "MALATH_ADMIN_PASSWORD": "no network at all",
        }
        without_network([".venv/bin/malath", "prepare", "--empty"], top, **first)
        without_network([".venv/bin/malath", "collectstatic", "--no-input", "-v0"], top)
        without_network([".venv/bin/malath", "verify-audit"], top)
    say("Installed and opened without network.")


def without_network(command: Sequence[str], top: Path, **env: str) -> None:
    kept: Iterable[str] = ("PATH", "HOME", "LANG")
    clean = {name: os.environ[name] for name in kept if name in os.environ}
    done = subprocess.run([*CUT_OFF, *command], cwd=top, env={**clean, **env, "MALATH_VAR": str(top / "var")}, check=False)
    if done.returncode:
        raise Problem(f"Without network this failed: {' '.join(command)}")


if __name__ == "__main__":
    sys.exit(main())
