"""How long things may take: the country's file of deadlines, or what the settings say instead."""

import json
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings

from malath.support import rules
from malath.support.rules import Spans
from malath.support.words import Care


@cache
def spans() -> Spans:
    return rules.spans_in(_law(), settings.MALATH_DEADLINES)


@cache
def care_hours() -> dict[Care, timedelta]:
    """Within which span of an event each urgent care helps."""
    return rules.care_hours_in(_law(), settings.MALATH_DEADLINES)


def _law() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((settings.LAW / "deadlines.json").read_text(encoding="utf-8"))["deadlines"]
    return found
