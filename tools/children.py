"""Programs that live and die together: when one ends all end, and none outlives the one that started them."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import BinaryIO

PATIENCE_SECONDS = 12.0
LOOK_EVERY_SECONDS = 0.1
LARGEST_LOG = 5_000_000
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Child:
    """A running program, by the name people know it by, and the file that holds what it says."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


class Stop:
    """Becomes true when somebody asks this program to end (Ctrl-C, SIGTERM, closed terminal)."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


def die_with_parent(number: int = signal.SIGTERM) -> Callable[[], None]:
    """Run in a child before its program: the kernel will send it `number` when its parent is gone."""
    if sys.platform != "linux":
        return lambda: None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def ask_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os.kill(os.getpid(), number)

    return ask_kernel


def end_with_parent() -> None:
    """This program ends when the one that started it does, even when that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(name: str, command: Sequence[str], *, env: Mapping[str, str], log: Path, descriptors: Sequence[int] = ()) -> Child:
    """Start a program in a process group of its own; what it says goes to its log file."""
    with open_log(log) as output:
        process = subprocess.Popen(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=descriptors,
            start_new_session=True,
            preexec_fn=die_with_parent(),  # noqa: PLW1509  # this program has one thread
        )
    return Child(name, process, log)


def open_log(path: Path) -> BinaryIO:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".old.log"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def wait(children: Sequence[Child], stop: Stop, *, until: Callable[[], bool] = lambda: False) -> Child | None:
    """Wait until somebody asks to stop, `until` is true, or a child ends; then say which child."""
    while not stop.asked and not until():
        for child in children:
            if child.process.poll() is not None:
                return child
        time.sleep(LOOK_EVERY_SECONDS)
    return None


def end(children: Sequence[Child]) -> None:
    """Ask all to end, wait, and end those that do not listen. Afterwards nothing of them is left."""
    for child in children:
        _signal_group(child, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE_SECONDS
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, deadline - time.monotonic()))
    for child in children:
        _signal_group(child, signal.SIGKILL)
        child.process.wait()


def of(process: int) -> list[int]:
    """The processes that a process has started and that still run."""
    try:
        return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def _signal_group(child: Child, number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, number)
