"""A key service that listens as long as a test needs it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from key_service.client import Service
from key_service.house import House
from key_service.serve import Door

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PASSPHRASE = "a sentence to remember"  # of a test
CHEAP = {"time_cost": 1, "memory_cost": 8, "parallelism": 1, "hash_len": 32}
"""For `key_service.passphrase.ARGON2`, where a passphrase is no secret."""


@contextmanager
def listening(folder: Path, address: str, at: Callable[[], datetime] = lambda: NOON) -> Iterator[Door]:
    door = Door(House(folder, PASSPHRASE, NOON), address, at)
    thread = threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield door
    finally:
        door.shutdown()
        door.server_close()
        thread.join()


@contextmanager
def talking(address: str, certificates: Path) -> Iterator[Service]:
    service = Service(address, certificates)
    yield service
    service.hang_up()
