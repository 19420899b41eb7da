"""The quality of likeness is counted right, and a file that is not what it should be is refused with its line."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benchmarks.labelled import HEAD, pairs
from malath.linkage.evaluation import CannotRead, Judged, best, judged, labelled, quality
from malath.linkage.scoring import Sides

Write = Callable[[str], Path]
GOOD = """name_1,name_2,same,born_1,born_2
Fatuma Ali Hassan,فاطمة علي حسن,1,1996,1996
Hassan Odeh Salem,Dana Alias,0,,1990
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "pairs.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_precision_recall_and_f1_are_counted() -> None:
    some = [Judged(0.9, same=True), Judged(0.9, same=True), Judged(0.8, same=False), Judged(0.2, same=True)]
    found = quality(some, 0.5)
    assert (found.right, found.wrong, found.missed) == (2, 1, 1)
    assert found.precision == found.recall == pytest.approx(2 / 3)
    assert found.f1 == pytest.approx(2 / 3)
    assert quality([], 0.5).f1 == quality([], 0.5).precision == 0


def test_the_best_limit_is_found() -> None:
    assert best([Judged(0.9, same=True), Judged(0.7, same=False)]).f1 == 1


def test_several_values_in_a_cell_are_parted() -> None:
    text = 'name_1,name_2,same,phone_1,born_1\n"Dana Alias; دانا الياس",Dana,yes,1;2,1996-03-01\n'
    ((one, other, same),) = labelled(StringIO(text))
    assert one == Sides(("Dana Alias", "دانا الياس"), 1996, None, ("1", "2"))
    assert (other, same) == (Sides(("Dana",)), True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name_1,same\nDana,1\n", "name_2"),
        ("name_1,name_2,same\nDana,Dana,perhaps\n", "Line 2"),
        ("name_1,name_2,same,born_1\nDana,Dana,1,soon\n", "Line 2"),
        ("name_1,name_2,same\nDana\n", "Line 2"),
        ("name_1,name_2,same\n", "no pair"),
        ("", "name_1"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_its_line(write: Write, text: str, says: str) -> None:
    with pytest.raises(CommandError, match=says):
        call_command("link", evaluate=write(text))


def test_what_is_missing_is_said_by_name() -> None:
    with pytest.raises(CannotRead, match="name_2, same"):
        list(labelled(StringIO("name_1\nDana\n")))


def test_the_command_prints_figures_and_no_name(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("link", evaluate=write(GOOD))
    said = capsys.readouterr().out
    assert "2 pairs, 1 of one person" in said
    assert "1.000" in said
    assert "Fatuma" not in said


def test_likeness_holds_on_invented_pairs_it_was_not_fitted_to() -> None:
    rows = [",".join(HEAD)]
    rows += [",".join([*one.cells(), *other.cells(), str(int(same))]) for one, other, same in pairs(1500, 4242)]
    found = quality(judged(labelled(StringIO("\n".join(rows)))), 0.5)
    assert found.f1 > 0.89
