"""How long things may take: the country's file of deadlines, or what the settings say instead."""

import json
from functools import cache

from django.conf import settings

from malath.returns.rules_reintegration import months_in

SILENCE = "receiving_mission_silence"


@cache
def silence() -> int:
    """For how many working days a receiving mission may be silent before somebody is told."""
    law = json.loads((settings.LAW / "deadlines.json").read_text(encoding="utf-8"))
    return int(settings.MALATH_DEADLINES.get(SILENCE, law["deadlines"][SILENCE]["amount"]))


def follow_up_months() -> tuple[int, ...]:
    """After how many months each round of asking how life goes is due, for plans that are begun from now on. Errors:
    `WrongMonths`, which the start of the house tells."""
    return months_in(settings.MALATH_FOLLOW_UP_MONTHS)
