"""How long things may take: the country's file of deadlines, or what the settings say instead."""

import json
from functools import cache

from django.conf import settings

from malath.support import rules
from malath.support.rules import Spans


@cache
def spans() -> Spans:
    law = json.loads((settings.LAW / "deadlines.json").read_text(encoding="utf-8"))
    return rules.spans_in(law["deadlines"], settings.MALATH_DEADLINES)
