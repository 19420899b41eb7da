"""An end that is asked for leaves nothing lying about."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

TOLD_TO_END = 143


@contextmanager
def ends_tidily() -> Iterator[None]:
    """SIGTERM and a closed terminal end the block like an error, so that what it began is put away."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        sys.exit(TOLD_TO_END)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
