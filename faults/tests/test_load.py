"""Those at work: what they press, and what they write down."""

from pathlib import Path

import pytest

from benchmarks.client import Answer, Staff, Unexpected
from benchmarks.operations import Form
from faults import load
from faults.load import DONE, NO_ANSWER, NOT_NOW, Entry, Hand, holds, read

FORM: Form = {"note": 'Two "words" & more', "needs": ["safe_place", "wages"]}
KEPT = '<input type="hidden" name="note" value="Two &quot;words&quot; &amp; more">'
NEEDS = '<input type="hidden" name="needs" value="safe_place"><input type="hidden" name="needs" value="wages">'


def page(status: int, text: str = "") -> Answer:
    return Answer(status, text, 0.0, 0, 0, 0, 0, leads_to="/cases/BBBB/" if status == DONE else "")


class Scripted(Staff):
    """Answers what it was told to, one thing after the other."""

    def __init__(self, *answers: Answer | OSError) -> None:
        super().__init__(0, "")
        self.answers = list(answers)

    def post(self, path: str, expect: int, **_: str | list[str]) -> Answer:
        answer = self.answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        if answer.status != expect:
            raise Unexpected(path, answer)
        return answer


def statuses(journal: Path, *answers: Answer | OSError, monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    monkeypatch.setattr(load, "acceptance", lambda *_: FORM)
    monkeypatch.setattr(load, "PAUSE_SECONDS", 0)
    Hand(Scripted(*answers), journal).accept("AAAA")
    return read(journal)


def test_a_page_holds_what_was_typed_or_not() -> None:
    assert holds(page(NOT_NOW, KEPT + NEEDS), FORM)
    assert not holds(page(NOT_NOW, KEPT), FORM)
    assert not holds(page(NOT_NOW, NEEDS), FORM)
    assert not holds(page(NOT_NOW, KEPT + NEEDS.replace("wages", "food")), FORM)


def test_they_try_again_until_it_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = (ConnectionResetError(), page(NOT_NOW, KEPT + NEEDS), page(DONE))
    found = statuses(tmp_path / "journal", *answers, monkeypatch=monkeypatch)
    assert [(entry.status, entry.kept) for entry in found] == [(NO_ANSWER, True), (NOT_NOW, True), (DONE, True)]


def test_a_page_that_forgot_what_was_typed_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = statuses(tmp_path / "journal", page(NOT_NOW, NEEDS), page(DONE), monkeypatch=monkeypatch)
    assert [entry.kept for entry in found] == [False, True]


def test_a_refusal_is_noted_and_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = statuses(tmp_path / "journal", page(409), monkeypatch=monkeypatch)
    assert [entry.status for entry in found] == [409]


def test_a_line_that_was_cut_off_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = tmp_path / "journal"
    statuses(journal, page(DONE), monkeypatch=monkeypatch)
    with journal.open("a", encoding="utf-8") as file:
        file.write('{"kind": "acc')
    assert len(read(journal)) == 1
    assert read(tmp_path / "none") == []
