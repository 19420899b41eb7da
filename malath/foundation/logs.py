"""Logs without personal data: where it broke, never what it was about."""

import logging
import traceback


class Impersonal(logging.Filter):
    """Keeps the fixed text of a message and drops the rest: arguments, request, and words that a library put together. What
    went through another one stays as it is."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.args and not record.name.startswith("malath") and not hasattr(record, "impersonal"):
            record.msg = "…"
        record.args = record.request = None
        record.impersonal = True
        return True


class Formatter(logging.Formatter):
    """Time with its zone, level, fixed text; of an exception its type and the lines of code, never its message or values."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(msg)s", "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        info, record.exc_info, record.exc_text = record.exc_info, None, None
        return super().format(record) + (f"\n{_where(info[0], info[2])}" if info and info[0] else "")


def _where(kind: type[BaseException], trace: object) -> str:
    frames = traceback.extract_tb(trace)  # type: ignore[arg-type]  # exc_info is loosely typed
    return "\n".join([f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames] + [f"  {kind.__name__}"])
