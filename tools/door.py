"""One site by itself, as a service of the machine: opens the keys, becomes the web server. Malath is made ready before.

python -m tools.door staff --bind 127.0.0.1:8000
python -m tools.door public --bind 127.0.0.1:8001
"""

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from config import unlock
from malath.foundation import keys
from tools.serve import NOT_FOR_THE_PUBLIC_SITE

CONFIG = Path(__file__).resolve().parent.parent / "config" / "gunicorn.py"


def main() -> NoReturn:
    options = read_options()
    os.umask(0o077)
    try:
        descriptor = unlock.open_keys(keys.var_folder()) if options.site == "staff" else None
    except unlock.CannotOpen as reason:
        sys.exit(str(reason))
    if descriptor is not None:
        os.set_inheritable(descriptor, True)
    command = [sys.executable, "-P", "-m", "gunicorn", "--config", str(CONFIG)]
    command += ["--workers", str(options.workers), "--bind", options.bind, "config.wsgi"]
    os.execve(sys.executable, command, environment(options.site, os.environ))  # noqa: S606  # becomes the server


def read_options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="door", description="Serves one site.")
    arguments.add_argument("site", choices=("staff", "public"))
    arguments.add_argument("--bind", required=True, help="where the proxy finds it: address and port, or unix:PATH")
    arguments.add_argument("--workers", type=int, default=2)
    return arguments.parse_args()


def environment(site: str, given: Mapping[str, str]) -> dict[str, str]:
    """The public site gets neither keys nor database."""
    left_out = NOT_FOR_THE_PUBLIC_SITE if site == "public" else ()
    kept = {name: value for name, value in given.items() if name not in left_out}
    return {**kept, "MALATH_DOOR": site, "PYTHONPATH": str(CONFIG.parent.parent)}


if __name__ == "__main__":
    main()
