"""What no page shows: the minute tick when much is due and when nothing is, and the check of the whole trail.

    MALATH_VAR=… MALATH_DATABASE=… python -m benchmarks.besides escalation

Each is measured in a process of its own, as `malath work` and `malath verify-audit` are, so that its memory is its own.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from benchmarks.stores import Bench

if TYPE_CHECKING:
    from malath.referrals.models import Referral

DUE: Final = 500  # as many as one tick takes
VERIFY_AIM: Final = 10  # seconds for each million events
MILLION: Final = 1_000_000
Rows = list[tuple[str, str]]
Made = TypeVar("Made")


def measured(bench: Bench, _plan: dict[str, Any], _port: int) -> Rows:
    """Each measurement in its own process."""
    return [row for what in MEASUREMENTS for row in _asked(bench, what)]


def _asked(bench: Bench, what: str) -> Rows:
    command = [sys.executable, "-P", "-m", "benchmarks.besides", what]
    answer = subprocess.run(command, env=dict(bench.env), stdout=subprocess.PIPE, check=True)
    return [(name, value) for name, value in json.loads(answer.stdout.splitlines()[-1])]


def escalation() -> Rows:
    """So many escalations at once, and ticks before and after."""
    from malath.referrals.queries import to_escalate  # noqa: PLC0415  # its tables exist once Django is set up
    from malath.workday.tick import tick  # noqa: PLC0415  # the same

    at = _when_due()
    if not to_escalate(at):
        raise SystemExit("No referral waits any longer that could be escalated: fill the bench anew (--drop).")
    due, looked = _timed(lambda: to_escalate(at))
    with _counted() as statements:
        done, took = _timed(lambda: _escalate(due, at))
    while left := to_escalate(at):
        _escalate(left, at)
    _, empty = _timed(lambda: to_escalate(at))
    begun, first = _timed(lambda: tick(at))
    _, idle = _timed(lambda: tick(at))
    return [
        (f"finding {len(due)} referrals whose escalation is due", f"{1000 * looked:.0f} ms"),
        (
            f"escalating {done} referrals",
            f"{took:.1f} s: {done / took:.0f} acts a second, {len(statements) / done:.0f} statements each",
        ),
        ("finding what is due to escalate when nothing is", f"{1000 * empty:.0f} ms"),
        (
            "the first tick of a day, which looks at everything that lives and signs the whole trail",
            f"{first:.1f} s, with {begun.asked_to_identify.done:,} identifications that begin",
        ),
        ("a tick in which nothing is due", f"{1000 * idle:.0f} ms"),
    ]


def _when_due() -> datetime:
    """A moment, not before now, at which as many referrals are due as one tick takes, when there are so many."""
    from malath.foundation.clock import now  # noqa: PLC0415  # the settings are known by now
    from malath.referrals.models import Referral  # noqa: PLC0415  # the same
    from malath.referrals.words import WAITING  # noqa: PLC0415  # the same

    waiting = Referral.objects.filter(status__in=WAITING, escalate_at__isnull=False).order_by("escalate_at")
    moments = list(waiting.values_list("escalate_at", flat=True)[:DUE])
    return max([now(), *(moment for moment in moments if moment)])


def _escalate(due: "Sequence[Referral]", at: datetime) -> int:
    from malath.referrals.actions import escalate  # noqa: PLC0415  # its tables exist once Django is set up

    for referral in due:
        escalate(referral, at=at)
    return len(due)


def verification() -> Rows:
    """The whole trail recomputed, and the memory that this takes."""
    from malath.audit import queries as audit  # noqa: PLC0415  # its tables exist once Django is set up

    before, worked = _peak(), time.process_time()
    verdict, took = _timed(audit.verify)
    worked = time.process_time() - worked
    if verdict.faults:
        raise SystemExit(f"The trail of the bench is not whole: {verdict.faults[:5]}")
    each = took * MILLION / verdict.events
    met = "met" if each <= VERIFY_AIM else "**missed**"
    return [
        (
            f"verify-audit of {verdict.events:,} events in {verdict.chains:,} chains",
            f"{took:.1f} s, {worked:.1f} s of processor",
        ),
        ("verify-audit of each 1,000,000 events", f"{each:.1f} s (aim: {VERIFY_AIM} s, {met})"),
        ("memory that verify-audit takes beside that of any command", f"{_peak() - before} MB"),
    ]


@contextmanager
def _counted() -> Iterator[list[str]]:
    """Every statement that is made inside."""
    from django.db import connection  # noqa: PLC0415  # the settings are known by now

    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        found.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        yield found


def _timed(do: Callable[[], Made]) -> tuple[Made, float]:
    began = time.perf_counter()
    return do(), time.perf_counter() - began


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


MEASUREMENTS: Final[dict[str, Callable[[], Rows]]] = {"escalation": escalation, "verification": verification}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415  # once the settings are named

    django.setup()
    print(json.dumps(MEASUREMENTS[sys.argv[1]]()))


if __name__ == "__main__":
    main()
