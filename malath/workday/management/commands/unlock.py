"""After a restart: somebody types the passphrase, and it stays in the memory of this machine until the next one."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import unlock
from key_service.disk import write_new
from key_service.passphrase import WrongPassphrase
from malath.foundation import keys

IN_MEMORY = {"tmpfs", "ramfs"}
MOUNTED = Path("/proc/self/mounts")


class Command(BaseCommand):
    help = "After a restart: type the passphrase of sealed keys once, for all programs (--lock takes it away again)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lock", action="store_true", help="forget it: who starts from now on is not let in")

    def handle(self, *args: Any, **options: Any) -> None:
        path = place()
        if options["lock"]:
            path.unlink(missing_ok=True)
            self.stdout.write("Locked for who starts from now on. Programs that run hold their keys: stop them as well.")
            return
        given = unlock.passphrase_from_terminal("Passphrase of the keys: ")
        try:
            keys.unlocked(keys.var_folder(), given)
        except WrongPassphrase:
            raise CommandError("The passphrase does not open the keys. Nothing was unlocked.") from None
        path.unlink(missing_ok=True)
        write_new(path, given.encode())
        self.stdout.write("Unlocked until this machine is restarted. Now: systemctl restart malath-worker malath-staff")


def place() -> Path:
    """Where programs look for the passphrase. Errors: `CommandError` when it would lie on a disk, or nothing is sealed."""
    if keys.mode(keys.var_folder()) != "sealed":
        raise CommandError("The keys here are not sealed under a passphrase: there is nothing to unlock.")
    named = os.environ.get("MALATH_PASSPHRASE_FILE")
    if not named:
        raise CommandError("Name in MALATH_PASSPHRASE_FILE a file in memory, for example /run/malath/passphrase.")
    path = Path(named)
    if kind_of_disk(path.parent.resolve()) not in IN_MEMORY:
        raise CommandError(f"{path.parent} is on a disk, where a passphrase must not lie. Name a folder under /run.")
    return path


def kind_of_disk(folder: Path) -> str:
    """The file system of a folder: of the mounts above it the nearest, and of several in one place the last."""
    mounts = [line.split()[1:3] for line in MOUNTED.read_text(encoding="utf-8").splitlines()]
    above = [(len(Path(where).parts), kind) for where, kind in mounts if folder.is_relative_to(where)]
    deepest = max(depth for depth, _ in above)
    return [kind for depth, kind in above if depth == deepest][-1]
