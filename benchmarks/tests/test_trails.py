from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.loading import Plain
from benchmarks.trails import ENDS, Happening, chained
from malath.audit.rules import GENESIS
from malath.audit.words import Did
from malath.foundation.actor import Machine

NOW = datetime(2026, 11, 8, 7, tzinfo=UTC)
AMAL = Machine("AAAA-AAAA-AAAA", "BBBB-BBBB-BBBB", "staff")
FILE = "7KQF-2M9X-4TZB"


def happenings(many: int) -> list[Happening]:
    return [Happening(NOW + timedelta(minutes=number), Did.CASE_VIEWED, FILE, AMAL) for number in range(many)]


def hangs_together(events: list[Plain], head: Plain) -> bool:
    hashes = [GENESIS, *(event.values["hash"] for event in events)]
    numbers = [event.values["number"] for event in events]
    return (
        [event.values["previous"] for event in events] == hashes[:-1]
        and numbers == list(range(1, len(events) + 1))
        and (head.values["number"], head.values["hash"]) == (len(events), hashes[-1])
    )


@pytest.mark.parametrize("many", [1, 2 * ENDS, 2 * ENDS + 1, 40])
def test_a_thin_trail_hangs_together(many: int) -> None:
    events, head = chained(f"file:{FILE}", reversed(happenings(many)), thin=True)
    assert len(events) == min(many, 2 * ENDS)
    assert hangs_together(events, head)


def test_a_thin_trail_keeps_the_first_and_the_last() -> None:
    events, _ = chained(f"file:{FILE}", happenings(40), thin=True)
    minutes = [(event.values["at"] - NOW) // timedelta(minutes=1) for event in events]
    assert minutes == [0, 1, 2, 37, 38, 39]


def test_a_whole_trail_leaves_nothing_out() -> None:
    events, head = chained(f"file:{FILE}", happenings(40))
    assert len(events) == 40
    assert hangs_together(events, head)
