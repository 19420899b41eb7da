"""Hold the wrapping keys of Malath on this machine, and let nobody have them.

python -m key_service init FOLDER                            keys under a passphrase, and certificates for both sides
python -m key_service serve FOLDER --at tls://10.0.0.5:7443  or unix:///run/malath-keys/socket
python -m key_service stop FOLDER                            from this moment no key is given; `go` ends it
python -m key_service allow FOLDER 50000 --hours 3           more keys than usual, for reindex and the like
python -m key_service state FOLDER                           stopped or not, what was opened today, what is allowed
python -m key_service forget FOLDER 3                        throw an old wrapping key away for good
"""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from config import unlock
from key_service import certificates, house
from key_service.passphrase import WrongPassphrase
from key_service.serve import Door
from key_service.wire import BadAddress
from malath.foundation import keys

OWN, FOR_MALATH = "service", "for-malath"


class NotDone(Exception):
    """Why nothing was done, as one sentence."""


def main(words: list[str] | None = None) -> int:
    os.umask(0o077)
    options = read(words)
    try:
        options.do(options)
    except (NotDone, unlock.CannotOpen) as reason:
        print(reason, file=sys.stderr)
    except WrongPassphrase:
        print("The passphrase does not open the keys.", file=sys.stderr)
    except keys.NoKeys:
        print("There are no keys in this folder. Run: python -m key_service init FOLDER", file=sys.stderr)
    except BadAddress:
        print("An address is unix:///path/of/a/socket or tls://host:port.", file=sys.stderr)
    except OSError as reason:
        print(f"{reason.strerror}: {reason.filename or options.folder}", file=sys.stderr)
    except KeyboardInterrupt:
        return 0
    else:
        return 0
    return 1


def read(words: list[str] | None) -> argparse.Namespace:
    arguments = argparse.ArgumentParser(
        prog="key_service", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = arguments.add_subparsers(required=True)

    def kind(name: str, do: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        parser = kinds.add_parser(name)
        parser.add_argument("folder", type=Path)
        parser.set_defaults(do=do)
        return parser

    kind("init", init)
    kind("serve", serve).add_argument("--at", required=True, metavar="ADDRESS")
    kind("stop", stop)
    kind("go", go)
    kind("state", state)
    more = kind("allow", allow)
    more.add_argument("count", type=int)
    more.add_argument("--hours", type=int, default=1)
    kind("forget", forget).add_argument("version", type=int)
    return arguments.parse_args(words)


def init(options: argparse.Namespace) -> None:
    """Errors: `NotDone` where there are keys already."""
    folder: Path = options.folder
    if keys.mode(folder) is not None:
        raise NotDone("There are keys in this folder already. Nothing was made.")
    keys.create(folder, "sealed", unlock.new_passphrase())
    certificates.make(folder / OWN, folder / FOR_MALATH, now())
    print(f"Made. Carry {folder / FOR_MALATH} to Malath's machine, as keys/service under its MALATH_VAR, and delete it here.")
    print("Copy the folder `keys` to a medium of its own, twice: without it nobody opens anything of anybody again.")


def serve(options: argparse.Namespace) -> None:
    """Until it is ended. The passphrase is asked once, and stays in memory."""
    held = house.House(options.folder, unlock.passphrase(), now())
    with Door(held, options.at, now) as door:
        print(f"The key service listens at {options.at}.", flush=True)
        door.serve_forever()


def stop(options: argparse.Namespace) -> None:
    need_keys(options.folder)
    house.stop(options.folder)
    print("Stopped: no key is given. What Malath opened within the last half minute it may still hold.")


def go(options: argparse.Namespace) -> None:
    need_keys(options.folder)
    house.go(options.folder)
    print("Keys are given again.")


def allow(options: argparse.Namespace) -> None:
    need_keys(options.folder)
    until = now() + timedelta(hours=options.hours)
    house.allow(options.folder, replace(house.allowance(options.folder), more=options.count, until=until))
    print(f"{options.count:,} keys more in a minute and in a day, until {until:%Y-%m-%d %H:%M} UTC.")


def state(options: argparse.Namespace) -> None:
    need_keys(options.folder)
    allowed = house.allowance(options.folder).at(now())
    print("Stopped: no key is given." if house.is_stopped(options.folder) else "Keys are given.")
    print(f"Opened today: {house.opened_on(options.folder, now()):,}.")
    print(f"Allowed: {allowed.minute:,} a minute, {allowed.day:,} a day.")


def forget(options: argparse.Namespace) -> None:
    """Never the newest. Errors: `NotDone`."""
    passphrase = unlock.passphrase()
    with keys.only_one(options.folder):
        ring = keys.from_bytes(keys.unlocked(options.folder, passphrase))
        if options.version == ring.current or options.version not in ring.wrapping:
            raise NotDone("Only an older wrapping key that is here can be thrown away. Nothing was done.")
        keys.put(options.folder, ring.without([options.version]), passphrase)
    print(f"Wrapping key {options.version} was thrown away. Destroy the copies of `keys` that hold it.")


def need_keys(folder: Path) -> None:
    if keys.mode(folder) is None:
        raise keys.NoKeys


def now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main())
