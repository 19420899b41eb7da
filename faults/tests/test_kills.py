"""What those at work were shown: what is told in the table, and what fails the run."""

from pathlib import Path

from faults.kills import PATIENCE_SECONDS, answered_since, told, too_late, unclear, until
from faults.load import DONE, NO_ANSWER, NOT_NOW, Entry


def entry(status: int, *, at: float = 10.0, seconds: float = 1.0, kept: bool = True) -> Entry:
    return Entry("accept", "AAAA", status, at, seconds, kept=kept)


def test_answers_are_counted_by_what_they_said() -> None:
    seen = [entry(DONE), entry(NO_ANSWER), entry(NOT_NOW, seconds=2.5), entry(NOT_NOW), entry(409)]
    assert told(seen) == "1 without an answer, 2 × “not now”, 1 × “is done already”, longest wait 2.5 s"
    assert told([]) == "longest wait 0.0 s"


def test_a_page_that_blames_or_forgets_or_says_nothing_is_wrong() -> None:
    assert unclear([entry(DONE), entry(NO_ANSWER), entry(NOT_NOW), entry(409)]) == []
    assert unclear([entry(500)]) == ["1 pages said only that something went wrong"]
    assert unclear([entry(400)]) == ["1 pages blamed the one who had sent it"]
    assert unclear([entry(NOT_NOW, kept=False)]) == ["1 pages had not kept what was typed"]


def test_an_act_that_began_before_does_not_show_that_the_site_is_back() -> None:
    assert not answered_since([entry(DONE, at=10.0, seconds=3.0)], 8.0)
    assert not answered_since([entry(NOT_NOW, at=10.0, seconds=1.0)], 8.0)
    assert answered_since([entry(DONE, at=10.0, seconds=1.0)], 8.0)


def test_a_site_that_does_not_come_back_is_wrong(tmp_path: Path) -> None:
    assert not until(tmp_path / "journal", bool, seconds=0)
    assert too_late(PATIENCE_SECONDS) == ["nothing was done again"]
    assert too_late(PATIENCE_SECONDS - 1) == []
