"""The `malath` command: all that an administrator does outside the pages. Says what is wrong in one sentence.

malath                     what there is
malath <command> --help    how to use one
"""

import errno
import os
import sys

import django
from django.core.management import CommandError, ManagementUtility, get_commands, load_command_class
from django.db import DatabaseError

from config import unlock
from key_service.client import NotNow
from malath.audit import seat_belt
from malath.foundation import keys
from malath.foundation.sqlcipher.base import WrongDatabaseKey
from malath.workday.management import serving

PUBLIC_DOOR = {"public_pages"}
WITHOUT_KEYS = {"check", "collectstatic", "help", "makemigrations", "unlock", *PUBLIC_DOOR}
CUT_OFF = 130

DATABASE = {
    "disk is full": "The disk is full. Nothing was changed.",
    "readonly database": "The database may not be written here: this user has no right to its file.",
    "unable to open database": "The database cannot be opened: does its folder exist and allow this user?",
    "database is locked": "The database is busy with something long. Try again in a minute.",
    "connection": "PostgreSQL does not answer at the address in MALATH_DATABASE.",
    "password authentication": "PostgreSQL refuses the user or password in MALATH_DATABASE.",
    "must be owner": "This role of PostgreSQL does not own the tables. Run it as malath_owner.",
    "no such table": "The database is not prepared for this version. Run: malath prepare",
    "does not exist": "The database is not prepared for this version. Run: malath prepare",
}

STATES: dict[type[Exception], str] = {
    keys.MovedOn: "The keyring that lies here is another than this program was started with. Start it again.",
    keys.NoKeys: "There are no keys here yet. Run `make run` once, or: malath prepare",
    serving.BeingUpgraded: "Malath is being upgraded here. Start it again afterwards.",
}


def main(arguments: list[str] | None = None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.umask(0o077)  # what a command writes is its owner's alone
    try:
        return run(words)
    except KeyboardInterrupt:
        return CUT_OFF
    except Exception as error:
        sentence = explained(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return 1


def run(words: list[str]) -> int:
    name = words[0].replace("-", "_") if words else "help"
    if name == "prepare" and "--empty" in words and keys.mode(keys.var_folder()) is None:
        unlock.make_keys(keys.var_folder())
    if name not in WITHOUT_KEYS and not (name == "package" and "--folder" in words):
        unlock.open_keys(keys.var_folder())
    if name in PUBLIC_DOOR:
        os.environ["MALATH_DOOR"] = "public"
    django.setup()
    if name not in WITHOUT_KEYS:
        seat_belt.machine_acts()
    if name in {"help", "__help"} and len(words) < 2:
        print(overview())
        return 0
    if name not in get_commands():
        print(f"There is no command “{words[0]}”. These there are:\n\n{overview()}", file=sys.stderr)
        return 1
    ManagementUtility(["malath", name, "--traceback", *words[1:]]).execute()
    return 0


def overview() -> str:
    """Our own commands with the first line of their help; Django's stay reachable by name."""
    ours = {name: part for name, part in get_commands().items() if part.startswith("malath.")}
    lines = [f"  {name.replace('_', '-'):<18}{load_command_class(part, name).help}" for name, part in sorted(ours.items())]
    return "\n".join(["malath COMMAND [--help]", "", *lines])


def explained(error: Exception) -> str | None:
    """One sentence for what can be expected to go wrong; None for what must crash loudly."""
    match error:
        case unlock.CannotOpen() | CommandError() | WrongDatabaseKey() | NotNow() | seat_belt.NotKnown():
            return str(error)
        case serving.BeingUpgraded() | keys.NoKeys():
            return STATES[type(error)]
        case DatabaseError():
            text = str(error)
            return next((sentence for sign, sentence in DATABASE.items() if sign in text), None)
        case OSError():
            return about_file(error)
    return None


def about_file(error: OSError) -> str | None:
    if error.errno == errno.ENOSPC:
        return "The disk is full."
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"There is no file {error.filename}."
    if isinstance(error, PermissionError) and error.filename:
        return f"This user may not use {error.filename}."
    return None


if __name__ == "__main__":
    sys.exit(main())
