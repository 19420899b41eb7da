import sys
from pathlib import Path

import pytest

from tools import steps
from tools.steps import Problem


@pytest.fixture(autouse=True)
def own_stamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "set-up.json")
    monkeypatch.setattr(steps, "LOG", tmp_path / "set-up.log")


def test_a_step_is_done_until_what_it_depends_on_changes(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_text("one", encoding="utf-8")
    steps.mark_done("step", steps.fingerprint([source]))
    assert steps.is_done("step", steps.fingerprint([source]))
    source.write_text("two", encoding="utf-8")
    assert not steps.is_done("step", steps.fingerprint([source]))


def test_a_step_is_not_done_when_what_it_made_is_gone(tmp_path: Path) -> None:
    steps.mark_done("step", "key")
    assert not steps.is_done("step", "key", makes=[tmp_path / "gone"])


def test_a_file_moved_elsewhere_counts_as_a_change(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    (tmp_path / "b").write_text("x", encoding="utf-8")
    assert steps.fingerprint([tmp_path / "a"]) != steps.fingerprint([tmp_path / "b"])


def test_damaged_stamps_only_mean_that_nothing_is_done() -> None:
    steps.STAMPS.write_text("{", encoding="utf-8")
    assert not steps.is_done("step", "key")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("npm error code ENOTFOUND", "It failed: no network, or the package registry does not answer. Try again."),
        ("OSError: [Errno 28] No space left on device", "It failed: the disk is full."),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "It failed: a downloaded file is not the one that was locked"),
        ("one\nthe reason\n", "It failed: the reason"),
        ("", "It failed: it gave no reason"),
    ],
)
def test_a_failing_program_becomes_one_sentence(answer: str, sentence: str) -> None:
    program = f"import sys; print({answer!r}); sys.exit(1)"
    with pytest.raises(Problem) as problem:
        steps.call([sys.executable, "-c", program], "It failed")
    assert str(problem.value).startswith(sentence)
    assert "\n" not in str(problem.value)
