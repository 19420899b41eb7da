"""What the verdict counts: every acknowledgement without its act, every form with two cases."""

from faults.judge import judged
from faults.load import DONE, NO_ANSWER, NOT_NOW, Entry
from faults.report import Verdict

ACCEPTED = Entry("accept", "AAAA", DONE, 1.0, leads_to="/referrals/AAAA/")
OPENED = Entry("open", "Case 1", DONE, 2.0, leads_to="/cases/BBBB/")


def verdict(
    *entries: Entry, accepted: set[str], cases: set[str], forms: dict[str, int], broken: tuple[str, ...] = ()
) -> Verdict:
    return judged(entries, accepted, cases, forms, broken)


def test_what_was_acknowledged_and_is_there_is_found() -> None:
    found = verdict(ACCEPTED, OPENED, accepted={"AAAA"}, cases={"BBBB"}, forms={"Case 1": 1})
    assert found == Verdict(2, 2)


def test_an_acceptance_that_is_not_there_is_lost() -> None:
    found = verdict(ACCEPTED, OPENED, accepted=set(), cases={"BBBB"}, forms={"Case 1": 1})
    assert found == Verdict(2, 1, lost=("accept of AAAA was acknowledged",))


def test_a_case_that_is_not_there_is_lost() -> None:
    assert len(verdict(OPENED, accepted=set(), cases=set(), forms={"Case 1": 1}).lost) == 1


def test_a_case_without_what_was_typed_is_lost() -> None:
    assert len(verdict(OPENED, accepted=set(), cases={"BBBB"}, forms={}).lost) == 1


def test_what_nobody_was_told_is_not_missed() -> None:
    broken_off, refused = Entry("accept", "CCCC", NO_ANSWER, 3.0), Entry("open", "Case 2", NOT_NOW, 4.0)
    assert verdict(broken_off, refused, accepted=set(), cases=set(), forms={}) == Verdict()


def test_one_form_with_two_cases_is_done_twice() -> None:
    found = verdict(OPENED, accepted=set(), cases={"BBBB"}, forms={"Case 1": 2})
    assert found.half == ("the form “Case 1” made 2 cases",)


def test_what_is_broken_in_the_rows_is_half_done() -> None:
    assert verdict(accepted=set(), cases=set(), forms={}, broken=("no access",)).half == ("no access",)
