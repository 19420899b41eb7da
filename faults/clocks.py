"""The clock jumps: three days on, an hour back, and to where it was. Nobody is told twice, and the trail still fits."""

from typing import Final

from benchmarks.stores import Engine
from faults import kills
from faults.inside import ask
from faults.report import Finding
from faults.stores import SMALL, Home

TICKS: Final = 10


def jump_clock(home: Home, engine: Engine) -> Finding:
    """The tick at each of these moments, twice; then an act at a moment before those already written."""
    with home.opened(engine, SMALL) as store:
        answer = ask(store.env, "clocks_moved")
        wrong = (f"{answer['failed']} acts of the tick failed",) if answer["failed"] else ()
        seen = f"{answer['done']} things done by the ticks, then a consent taken back an hour before them"
        return Finding("the clock jumps", engine, TICKS, kills.verdict(answer["verdict"]), seen, wrong)
