from datetime import date

import pytest

from faults.report import Finding, Verdict, code, line, page

FINE = Finding("kill", "sqlite", 5, Verdict(10, 10), "longest wait 1.0 s", seconds=12.4)
DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    "broken",
    [
        Finding("kill", "sqlite", 5, Verdict(10, 9, lost=("accept of AAAA was acknowledged",))),
        Finding("kill", "sqlite", 5, Verdict(10, 10, half=("no access",))),
        Finding("kill", "sqlite", 5, Verdict(10, 10), wrong=("2 pages said only that something went wrong",)),
    ],
)
def test_one_loss_one_half_act_or_one_unclear_page_fails_the_run(broken: Finding) -> None:
    assert code([FINE, broken, FINE]) == 1


def test_a_run_without_loss_passes_and_what_was_not_run_does_not_fail_it() -> None:
    assert code([FINE, Finding("disk", "sqlite", not_run="root only")]) == 0


def test_a_run_in_which_nothing_was_tried_proves_nothing() -> None:
    assert code([Finding("disk", "sqlite", not_run="root only")]) == 1
    assert code([]) == 1


def test_the_line_names_what_was_lost() -> None:
    lost = Finding("kill", "sqlite", 5, Verdict(10, 9, lost=("accept of AAAA was acknowledged",)))
    assert "1 lost" in line(lost)
    assert "accept of AAAA was acknowledged" in line(lost)


def test_the_table_has_a_row_for_each_and_says_what_was_not_run() -> None:
    text = page([FINE, Finding("disk", "sqlite", not_run="root only")], "make faults", DAY)
    assert "| kill | sqlite | 5 | 10 | 10 | 0 | 0 | longest wait 1.0 s | 12 |" in text
    assert "not run: root only" in text
    assert "`make faults`, 2026-11-27" in text


def test_verdicts_add_up() -> None:
    assert Verdict(1, 1, ("a",)).and_also(Verdict(2, 1, (), ("b",))) == Verdict(3, 2, ("a",), ("b",))
