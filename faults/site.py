"""The staff site of a store, started as `make run` starts it; it can be killed as a whole and started again."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from benchmarks import site as benches
from faults.stores import Store
from tools import children, serve, smoke
from tools.children import Child

LET_GO_SECONDS: Final = 10.0


@dataclass
class Site:
    store: Store
    port: int
    child: Child

    @property
    def workers(self) -> list[int]:
        return children.of(self.child.process.pid)

    def kill(self) -> None:
        """The site as a whole: its master and all web processes."""
        os.killpg(self.child.process.pid, signal.SIGKILL)
        self.child.process.wait()

    def start(self) -> None:
        """Again, at the same port."""
        self.child = _started(self.store, self.port)
        benches.wait(self.port, self.child)


@contextmanager
def running(store: Store) -> Iterator[Site]:
    """The site until the end of the block."""
    port = smoke.free_port()
    running = Site(store, port, _started(store, port))
    try:
        benches.wait(port, running.child)
        yield running
    finally:
        children.end([running.child])


def _started(store: Store, port: int) -> Child:
    log = store.notes / "staff-site.log"
    return serve.site("staff site", store.env, log, _listen(port), serve.STAFF_WORKERS, [])


def _listen(port: int) -> list[socket.socket]:
    """As soon as those that were killed have let go of it."""
    deadline = time.monotonic() + LET_GO_SECONDS
    while True:
        try:
            return serve.listen(port, "staff")
        except serve.Failed:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.05)
