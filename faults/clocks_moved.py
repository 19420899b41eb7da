"""The tick at moments in the wrong order, and an act at a moment before those already written. Asked of the database."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from faults import every_step, told, whole
from faults.report import Verdict
from malath.foundation import clock
from malath.workday.tick import Tally, tick

JUMPS: Final = (timedelta(), timedelta(days=3), timedelta(hours=-1), timedelta(), timedelta(days=3))
TWICE: Final = 2


def answer() -> dict[str, Any]:
    """What the ticks did, whether somebody was told twice or missed, and whether an act an hour back is whole."""
    now = clock.now()
    tallies = [tally for jump in JUMPS for _ in range(TWICE) for tally in _at(now + jump)]
    verdict = told.everybody()
    every_step.act_at(every_step.withdraw, now - timedelta(hours=1))
    verdict = verdict.and_also(Verdict(1, 1, half=tuple(whole.broken())))
    failed = sum(tally.failed for tally in tallies)
    return {"verdict": asdict(verdict), "done": sum(tally.done for tally in tallies), "failed": failed}


def _at(moment: datetime) -> list[Tally]:
    result = tick(moment)
    return [result.expired, result.stopped, result.escalated, result.reminded, result.agreements, result.checkpoints]
