"""Asks a question of one database, in a process of its own: `python -m faults.inside judge /path/to/journal`.

The programs that kill know nothing of Django; whoever looks into a database is told which by its environment.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

import django

from config import unlock
from malath.foundation import keys

KNOWN: Final = ("clocks_moved", "every_step", "front", "holder", "judge", "told", "world")


def ask(env: Mapping[str, str], name: str, *words: str) -> Any:
    """What the module `name` answers with these words, on the database of this environment."""
    done = subprocess.run(command(name, *words), env=env, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def command(name: str, *words: str) -> list[str]:
    return [sys.executable, "-P", "-m", "faults.inside", name, *words]


def main() -> None:
    name, *words = sys.argv[1:]
    if name not in KNOWN:
        sys.exit(f"There is no question “{name}”.")
    unlock.open_keys(keys.var_folder())
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    print(json.dumps(import_module(f"faults.{name}").answer(*words)), flush=True)


if __name__ == "__main__":
    main()
