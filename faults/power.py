"""Nothing is acknowledged that a cut of power could take away: counted where it is decided, in the calls to the disk.

A test of this kind cannot cut the power. It shows that each act waited for the disk to have the log that carries it.
"""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.client import Answer, Staff
from benchmarks.operations import acceptance, new_case
from benchmarks.stores import Engine
from faults import site
from faults.report import Finding, Verdict
from faults.site import Site
from faults.stores import SMALL, Home, Store
from tools import children

ACTS: Final = 10
LOG_OF: Final = {"sqlite": "malath.sqlite-wal", "postgresql": "/pg_wal/"}
SYNC: Final = re.compile(r"(?:fsync|fdatasync)\(\d+<([^>]*)>\)\s+= 0")
ATTACH_SECONDS: Final = 2.0


def count_syncs(home: Home, engine: Engine) -> Finding:
    """One act after the other, half of them acceptances, half of them new cases."""
    fault = "power-cut rule (strace)"
    if shutil.which("strace") is None:
        return Finding(fault, engine, not_run="strace is not installed")
    with home.opened(engine, SMALL) as store, site.running(store) as running:
        with _watched(store, running) as calls:
            if calls is None:
                return Finding(fault, engine, not_run="strace may not watch other processes here")
            counts = list(_acts(store, running.port, calls))
        early = tuple(
            f"act {number} was acknowledged before its log was on the disk"
            for number, count in enumerate(counts, 1)
            if not count
        )
        seen = f"{min(counts)} to {max(counts)} syncs of {LOG_OF[engine].strip('/')} for each act"
        return Finding(fault, engine, 1, Verdict(len(counts), len(counts) - len(early), early), seen)


def _acts(store: Store, port: int, calls: Path) -> Iterator[int]:
    """How often the log was put on the disk between the sending of an act and its acknowledgement."""
    host, officer = Staff(port, store.plan["shelter"][0]), Staff(port, store.plan["front"][0])
    for reference in store.plan["waiting"][: ACTS // 2]:
        for who, path, values in (
            (host, f"/referrals/{reference}/accept/", acceptance(host, reference)), (officer, "/cases/new/", new_case(officer))
        ):  # fmt: skip
            before = _syncs(calls, store.engine)
            answer: Answer = who.post(path, 302, **values)
            assert answer.leads_to  # noqa: S101  # it was acknowledged
            yield _syncs(calls, store.engine) - before


def _syncs(calls: Path, engine: Engine) -> int:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in calls.glob("calls.*")]
    return sum(LOG_OF[engine] in path for text in texts for path in SYNC.findall(text))


@contextmanager
def _watched(store: Store, running: Site) -> Iterator[Path | None]:
    """strace on whoever writes: the web processes, or the server and all its processes. What they start is watched too.
    Gives the folder with a file for each process, in which no other breaks off a line; None when strace may not watch."""
    root = running.child.process.pid
    if store.server is not None and store.server.process is not None:
        root = store.server.process.pid
    watched = [word for number in (root, *children.of(root)) for word in ("-p", str(number))]
    command = ["strace", "-ff", "-y", "-e", "trace=fsync,fdatasync", "-o", str(store.notes / "calls"), *watched]
    tracer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(ATTACH_SECONDS)
        yield store.notes if tracer.poll() is None else None
    finally:
        tracer.terminate()
        tracer.wait()
