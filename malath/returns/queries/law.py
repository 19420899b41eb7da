"""How long things may take: the country's file of deadlines, or what the settings say instead."""

import json
from functools import cache

from django.conf import settings

SILENCE = "receiving_mission_silence"


@cache
def silence() -> int:
    """For how many working days a receiving mission may be silent before somebody is told."""
    law = json.loads((settings.LAW / "deadlines.json").read_text(encoding="utf-8"))
    return int(settings.MALATH_DEADLINES.get(SILENCE, law["deadlines"][SILENCE]["amount"]))
