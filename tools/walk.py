"""Walks the administrator's guide: runs its commands, in their order, on machines of its own; stops at the first that fails.

    make walk                          docs/guide/administrator.md, whole
    make walk ARGS="--ready"           without fetching packages: those of this clone
    make walk ARGS="--keep"            leave the folder behind, to look into it

Nothing of this machine is used or changed but ports of the loopback; needs PostgreSQL as Debian packs it, and for step 3 the
packages. The code that is installed is the last commit. Prints a table, and ends with 1 when anything failed.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError, TimeoutExpired
from types import FrameType
from typing import Final

from tools import guide, machines, postgres, staff, units
from tools.guide import Block
from tools.machines import Machines
from tools.steps import ROOT

HEADS: Final = "| Step | Where | Command | Seconds | What was seen |\n|---|---|---|--:|---|"
WIDEST: Final = 70


@dataclass(frozen=True)
class Instead:
    """A block that is not typed here: why, and what the walk does in its place."""

    why: str
    do: Callable[[Machines], str] = lambda _: ""


@dataclass(frozen=True)
class Step:
    """One line of the table. `wrong`: what should have been seen, or what was said by what failed."""

    block: Block
    seconds: float
    seen: str
    wrong: str = ""


def started(machines: Machines) -> str:
    machines.start_services()
    return "what the units of deploy/ start was started"


def stopped(machines: Machines) -> str:
    machines.stop_services()
    return "the services were stopped"


def again(machines: Machines) -> str:
    stopped(machines)
    return started(machines)


def lost(machines: Machines) -> str:
    machines.lose("db1")
    return "all processes of db1 were killed"


BY_HAND: Final[Mapping[str, Instead]] = {
    "export CODE=": Instead("the walk has values of its own"),
    "apt install": Instead("needs root; two clusters as Debian makes them, and folders", lambda _: "made before the walk"),
    "systemd-creds": Instead("needs systemd", started),
    "sed -e": Instead("needs two names with certificates; the walk speaks as the proxy does"),
    "systemctl restart": Instead("needs systemd", again),
    "systemctl stop": Instead("needs systemd", stopped),
    "systemctl start": Instead("needs systemd", started),
}
"""By the words with which the block begins."""

OWN: Final[Mapping[str, Callable[[Machines], str]]] = {
    "staff open a case": staff.open_case,
    "staff open another case": staff.open_case,
    "what was put back is what there was": staff.compare_trial,
    "db1 is lost": lost,
    "staff go on where they were": staff.open_case,
    "staff go on with the new key": staff.open_case,
    "nothing is lost": staff.compare,
    "staff sign in anew and open a case": staff.open_case_anew,
}
"""What others do meanwhile, and what the walk looks at by itself."""


def main() -> int:
    options = read_options()
    os.umask(0o077)
    signal.signal(signal.SIGTERM, leave)
    try:
        blocks = guide.read(ROOT / guide.PAGES[0])
        with place(keep=options.keep) as folder, machines.made(folder, ready=options.ready) as made:
            steps = list(walked(blocks, made))
    except (guide.Unreadable, postgres.CannotStart) as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"\n{page(steps)}")
    return 1 if steps[-1].wrong else 0


def read_options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="walk", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--keep", action="store_true", help="leave the folder of the walk behind")
    arguments.add_argument("--ready", action="store_true", help="do not fetch packages: use those of this clone")
    return arguments.parse_args()


def leave(_number: int, _frame: FrameType | None) -> None:
    """End by an exception, so that servers and folders are put away."""
    sys.exit(143)


@contextmanager
def place(*, keep: bool) -> Iterator[Path]:
    """A folder that everybody may pass through, since not all machines are the same user; gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="malath-walk-", dir=postgres.SHORT))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        if keep:
            print(f"Left behind: {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def walked(blocks: list[Block], made: Machines) -> Iterator[Step]:
    """Each block, told at once; nothing after one that failed."""
    for block in blocks:
        step = carried_out(block, made)
        print(row(step), flush=True)
        yield step
        if step.wrong:
            print(step.wrong, file=sys.stderr)
            return


def carried_out(block: Block, made: Machines) -> Step:
    began = time.monotonic()
    try:
        seen, wrong = typed(block, made) if block.machine else (instead(block, made), "")
    except (OSError, TimeoutExpired, CalledProcessError, staff.Missing, units.DoesNotStart) as error:
        seen, wrong = "", str(error)
    return Step(block, time.monotonic() - began, seen, wrong)


def typed(block: Block, made: Machines) -> tuple[str, str]:
    done = made.run(block.machine, block.text)
    missing = block.missing(done.said)
    if done.code or missing:
        return "", "\n".join([f"ended with {done.code}", *(f"not seen: {line}" for line in missing), done.said[-3000:]])
    return "; ".join(line.strip() for line in block.seen) or "no error", ""


def instead(block: Block, made: Machines) -> str:
    if block.own:
        return OWN[block.own](made)
    one = by_hand(block)
    return "; ".join(filter(None, [f"not typed: {one.why}", one.do(made)]))


def by_hand(block: Block) -> Instead:
    return next(one for words, one in BY_HAND.items() if block.text.startswith(words))


def page(steps: list[Step]) -> str:
    total = sum(step.seconds for step in steps)
    end = "Stopped there." if steps[-1].wrong else "The guide was walked to its end."
    return "\n".join([HEADS, *map(row, steps), "", f"{len(steps)} steps, {total:.0f} seconds. {end}"])


def row(step: Step) -> str:
    block = step.block
    where = block.machine or ("–" if block.own else "by hand")
    command = block.own or f"`{block.first_line[:WIDEST].replace('|', '¦')}`"
    seen = f"**FAILED** {step.wrong.splitlines()[0]}" if step.wrong else step.seen.replace("|", "¦")
    return f"| {block.under} | {where} | {command} | {step.seconds:.1f} | {seen} |"


if __name__ == "__main__":
    sys.exit(main())
