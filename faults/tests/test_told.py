"""Nobody told twice, nobody missed: each referral, each step, each who must be told."""

from faults.report import Verdict
from faults.told import judged

DUE = [("AAAA", {"user 1": 1, "desk 2": 2})]
TAKEN = {("AAAA", 1): 1, ("AAAA", 2): 1}
TOLD = {("AAAA", "user 1"): 1, ("AAAA", "desk 2"): 2}


def test_each_step_once_and_everybody_told_is_whole() -> None:
    assert judged(DUE, TAKEN, TOLD) == Verdict(2, 2)


def test_a_step_that_was_not_taken_is_lost() -> None:
    assert judged(DUE, {("AAAA", 1): 1}, TOLD).lost == ("referral AAAA: step 2 taken 0 times",)


def test_a_step_that_was_taken_twice_is_half_done() -> None:
    assert judged(DUE, {**TAKEN, ("AAAA", 1): 2}, TOLD).half == ("referral AAAA: step 1 taken 2 times",)


def test_somebody_who_was_missed_is_lost() -> None:
    assert judged(DUE, TAKEN, {("AAAA", "desk 2"): 2}).lost == ("referral AAAA: told user 1 0 times, not 1",)


def test_somebody_who_was_told_twice_counts() -> None:
    assert judged(DUE, TAKEN, {**TOLD, ("AAAA", "user 1"): 2}).half == ("referral AAAA: told user 1 2 times, not 1",)
