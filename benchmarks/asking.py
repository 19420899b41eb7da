"""One page asked as a bench asks it: by the clock, by the processor, in statements and in kilobytes."""

import gzip
import time
from typing import Any


def asked(client: Any, url: str) -> tuple[float, float, int, int]:
    """Milliseconds, those of the processor, statements, and kilobytes compressed."""
    from django.db import connection  # noqa: PLC0415  # once Django is set up

    statements: list[str] = []

    def note(execute: Any, sql: str, *more: Any) -> Any:
        statements.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        begun, worked = time.perf_counter(), time.process_time()
        answer = client.get(url)
        took, work = (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000
    assert answer.status_code == 200, answer.status_code  # noqa: S101  # a benchmark of nothing
    return took, work, len(statements), len(gzip.compress(answer.content)) // 1000
