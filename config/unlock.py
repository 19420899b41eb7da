"""Opens the keyring once, at the start; this process and its children read it from a file descriptor."""

import getpass
import os
import sys
from pathlib import Path

from key_service.passphrase import WrongPassphrase
from malath.foundation import keys

SHORTEST_PASSPHRASE = 12
CREDENTIAL = "malath-passphrase"


KEY_MODES = """How shall the keys be kept?
  demo    in files under {var}: starts by itself; a stolen disk opens everything. For trying out only.
  sealed  wrapped by a passphrase that is asked at every start: a stolen disk opens nothing."""


class CannotOpen(Exception):
    """Why the keys stay closed, as one sentence."""


def open_keys(var: Path) -> int | None:
    """The descriptor that holds the opened keyring; None where none is needed (demo keys, or no keys yet).

    Errors: `CannotOpen`.
    """
    handed_down = os.environ.get("MALATH_KEYS_FD")
    if handed_down:
        return int(handed_down)
    if keys.mode(var) != "sealed":
        return None
    try:
        opened = keys.unlocked(var, passphrase())
    except WrongPassphrase:
        raise CannotOpen("The passphrase does not open the keys.") from None
    return hand_down(opened)


def make_keys(var: Path) -> None:
    """A new keyring, kept as MALATH_KEY_MODE says or whoever sits here. Errors: `CannotOpen`."""
    mode = os.environ.get("MALATH_KEY_MODE") or ask_key_mode(var)
    if mode not in ("demo", "sealed"):
        raise CannotOpen(f"“{mode}” is no way to keep keys; choose demo or sealed.")
    if mode == "demo":
        keys.create(var, "demo")
        return
    given = new_passphrase()
    keys.create(var, "sealed", given)
    hand_down(keys.unlocked(var, given))


def ask_key_mode(var: Path) -> str:
    if not sys.stdin.isatty():
        raise CannotOpen("Nobody is here to ask how the keys shall be kept: set MALATH_KEY_MODE to demo or sealed.")
    print(KEY_MODES.format(var=var))
    return input("demo or sealed? ").strip().lower()


def hand_down(opened: bytes) -> int:
    """Memory that has no name in any file system, so that nothing of the keys reaches a disk."""
    if not hasattr(os, "memfd_create"):
        raise CannotOpen("A sealed start needs Linux.")
    descriptor = os.memfd_create("keys")
    os.write(descriptor, opened)
    os.environ["MALATH_KEYS_FD"] = str(descriptor)
    return descriptor


def passphrase() -> str:
    return passphrase_from_file() or passphrase_from_terminal("Passphrase of the keys: ")


def new_passphrase() -> str:
    """A passphrase for keys that are about to be made, typed twice. Errors: `CannotOpen`."""
    given = passphrase_from_file()
    if given is None:
        given = passphrase_from_terminal(f"New passphrase of the keys (at least {SHORTEST_PASSPHRASE} characters): ")
        if given != passphrase_from_terminal("The same again: "):
            raise CannotOpen("The two passphrases differ. Nothing was made.")
    if len(given) < SHORTEST_PASSPHRASE:
        raise CannotOpen(f"The passphrase is shorter than {SHORTEST_PASSPHRASE} characters. Nothing was made.")
    return given


def passphrase_from_file() -> str | None:
    """From MALATH_PASSPHRASE_FILE, or from a credential that systemd hands to the service."""
    named = os.environ.get("MALATH_PASSPHRASE_FILE")
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    credential = Path(folder, CREDENTIAL) if folder else None
    path = Path(named) if named else credential
    if path is None or (path is credential and not path.exists()):
        return None
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise CannotOpen(f"The passphrase file {path} cannot be read. After a restart: malath unlock") from None


def passphrase_from_terminal(question: str) -> str:
    if not sys.stdin.isatty():
        raise CannotOpen("The keys are sealed and nobody is here to ask: name a file in MALATH_PASSPHRASE_FILE.")
    return getpass.getpass(question)
