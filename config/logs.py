"""How logs are written: lines for people, or JSON for a machine that collects them (MALATH_LOG=json). The same is in both."""

import json
import logging
import os
from datetime import UTC, datetime
from typing import Any, Final

from malath.foundation.logs import Formatter

FORMATTERS: Final[dict[str, Any]] = {
    "plain": {"()": "malath.foundation.logs.Formatter"},
    "json": {"()": "config.logs.JsonLines"},
}
KIND: Final = "json" if os.environ.get("MALATH_LOG", "plain") == "json" else "plain"


class JsonLines(Formatter):
    """One object a line: when, how bad, which logger, its fixed text; of an exception its kind and the lines of code."""

    def format(self, record: logging.LogRecord) -> str:
        where = super().format(record).splitlines()[1 + str(record.msg).count("\n") :]
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname, "logger": record.name, "said": str(record.msg)}
        broke = {"error": where[-1].strip(), "where": [one.strip() for one in where[:-1]]} if where else {}
        return json.dumps({**line, **broke}, ensure_ascii=False)
