"""How long things of a stay may take: the country's file of deadlines, or what the settings say instead."""

import json
from functools import cache

from django.conf import settings

from malath.shelter import rules
from malath.shelter.rules import Spans


@cache
def spans() -> Spans:
    law = json.loads((settings.LAW / "deadlines.json").read_text(encoding="utf-8"))
    return rules.spans_in(law["deadlines"], settings.MALATH_DEADLINES)
