import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import children
from tools.children import Child, Stop

ENDS = "raise SystemExit(3)"
ROOT = Path(children.__file__).parent.parent
STAYS = "import time; time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"


@pytest.fixture
def stop() -> Iterator[Stop]:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield Stop()
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def start(name: str, program: str, folder: Path) -> Child:
    return children.start(name, [sys.executable, "-c", program], env=os.environ, log=folder / "log" / f"{name}.log")


def is_running(number: int) -> bool:
    """A process that ended but was not collected yet counts as ended."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(condition: Callable[[], object]) -> None:
    """A bound, so that what never comes true is a failure and not a test that hangs."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_it_says_which_child_ended(stop: Stop, tmp_path: Path) -> None:
    running = [start("stays", STAYS, tmp_path), start("ends", ENDS, tmp_path)]
    ended = children.wait(running, stop)
    children.end(running)
    assert ended is running[1]


def test_it_stops_waiting_when_asked(stop: Stop, tmp_path: Path) -> None:
    running = [start("stays", STAYS, tmp_path)]
    os.kill(os.getpid(), signal.SIGTERM)
    assert children.wait(running, stop) is None
    assert stop.asked
    children.end(running)


def test_nothing_is_left_even_of_a_child_that_does_not_listen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "PATIENCE_SECONDS", 0.1)
    deaf = start("deaf", DEAF, tmp_path)
    wait_until(lambda: deaf.log.read_text(encoding="utf-8"))
    children.end([deaf])
    assert not is_running(deaf.process.pid)


def test_a_child_does_not_outlive_a_parent_that_was_killed(tmp_path: Path) -> None:
    parent_program = textwrap.dedent(f"""
        import os, sys, time
        from pathlib import Path
        from tools import children
        command = [sys.executable, "-c", {STAYS!r}]
        child = children.start("child", command, env=os.environ, log=Path({str(tmp_path / "log")!r}))
        print(child.process.pid, flush=True)
        time.sleep(60)
    """)
    command = [sys.executable, "-c", parent_program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    wait_until(lambda: not is_running(child))


def test_logs_are_for_the_owner_only_and_do_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log" / "x.log"
    with children.open_log(log) as file:
        file.write(b"12345")
    assert log.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(children, "LARGEST_LOG", 4)
    children.open_log(log).close()
    assert log.stat().st_size == 0
    assert log.with_suffix(".old.log").read_bytes() == b"12345"
