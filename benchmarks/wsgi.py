"""The site as it is, and what each answer cost: in headers, for a bench and nowhere else."""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.db import connection  # the settings are named first

from config.wsgi import application as malath
from malath.foundation.marks import is_bench

EVENT: Final = 'INSERT INTO "audit_event"'
SHOWN: Final = 'INSERT INTO "audit_shown"'


@dataclass
class Count:
    """What one request did to the database, and since when this process works on it."""

    began: float
    statements: int = 0
    events: int = 0
    shown: int = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.statements += 1
        self.events += sql.startswith(EVENT)
        if sql.startswith(SHOWN):
            self.shown += len(params[0]) if isinstance(params[0], list) else len(params) // 2
        return execute(sql, params, many, context)

    @property
    def headers(self) -> list[tuple[str, str]]:
        micros = round(1_000_000 * (time.process_time() - self.began))
        counts = {"Statements": self.statements, "Events": self.events, "Shown": self.shown, "Micros": micros}
        return [(f"X-Bench-{name}", str(count)) for name, count in counts.items()]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer, and say what it cost. Pages are whole before the first byte leaves, so nothing is counted too late."""
    if not is_bench():
        return malath(environ, start_response)
    count = Count(time.process_time())

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        return start_response(status, [*headers, *count.headers], *more)

    connection.ensure_connection()
    with connection.execute_wrapper(count):
        return malath(environ, start)
