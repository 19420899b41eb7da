"""One word for one thing: docs/words.md names every label of the code, and what it names is there."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, assert_none, files, module, plant, python_files
from tools.words import MISSING, PAGE, List, Word, lists, page, section

ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)
ARABIC = re.compile(r"[\u0621-\u064a]")
HOMES = ("models", "words", "roles", "actions", "queries", "views")
# Words that hide a person behind a role, a number or a verdict (architecture.md §5).
NEVER = re.compile(r"victim|beneficiar|perpetrator|client|subject_|culprit|suspect", re.I)


def main_words(text: str) -> Iterator[list[str]]:
    """The rows kept by hand, cell by cell."""
    for row in ROW.findall(text.partition("\n## Values\n")[0]):
        cells = [cell.strip() for cell in row.split("|")]
        if cells[0] != "English" and set(cells[0]) != {"-"}:
            yield cells


def incomplete(text: str) -> Iterator[str]:
    for cells in main_words(text):
        if len(cells) != 5 or not all(cells):
            yield f"{cells[0]} has an empty cell, or not five"
        elif not ARABIC.search(cells[1]):
            yield f"{cells[0]} has no Arabic"


def unknown(text: str) -> Iterator[str]:
    """Code names that the code does not know."""
    for cells in main_words(text):
        for name in re.findall(r"`([\w.]+)`", cells[2]):
            if not is_there(name):
                yield f"{cells[0]}: {name} is not in the code"


def is_there(name: str) -> bool:
    part, *rest = name.split(".")
    folder = ROOT / "malath" / part
    return any(holds(part, home, rest) for home in HOMES if any((folder / name).exists() for name in (f"{home}.py", home)))


def holds(part: str, home: str, names: list[str]) -> bool:
    thing: object = import_module(f"malath.{part}.{home}")
    for name in names:
        if not hasattr(thing, name):
            return False
        thing = getattr(thing, name)
    return True


def forbidden_names(root: Path) -> Iterator[str]:
    """Classes, functions, columns and files named after what a person is not."""
    for path in [*python_files(root, "malath"), *files(root, "malath", "templates", ending=".html")]:
        if NEVER.search(path.stem):
            yield f"{path.relative_to(root)} is named with a forbidden word"
        if path.suffix == ".py" and "tests" not in path.parts:
            for name, line in definitions(module(path, root).tree):
                if NEVER.search(name):
                    yield f"{path.relative_to(root)}:{line} {name} is a forbidden word"


def definitions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Names given to classes, functions and columns; values of a list are words of others and stay as they are."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.islower():
            yield node.targets[0].id, node.lineno


def test_the_lists_of_values_are_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text, lists()) == text, "python -m tools.words --write"


def test_every_value_has_its_arabic() -> None:
    assert_none(
        f"{one.name}.{word.code}: “{word.english}” has no Arabic"
        for one in lists()
        for word in one.words
        if word.arabic == MISSING or not (ARABIC.search(word.arabic) or word.english == word.arabic)
    )


def test_every_main_word_is_told_in_full() -> None:
    assert_none(incomplete(PAGE.read_text(encoding="utf-8")))


def test_every_code_name_is_in_the_code() -> None:
    assert_none(unknown(PAGE.read_text(encoding="utf-8")))


def test_nothing_is_named_after_what_a_person_is_not() -> None:
    assert_none(forbidden_names(ROOT))


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("| case | الحالة | `cases.Case` | ours |", "case has an empty cell, or not five"),
        ("| case | الحالة | `cases.Case` |  | — |", "case has an empty cell, or not five"),
        ("| case | Fall | `cases.Case` | ours | — |", "case has no Arabic"),
    ],
)
def test_a_word_told_by_half_is_found(row: str, what: str) -> None:
    head = "| English | Arabic | Code name | Source | Not to be used for |\n|---|---|---|---|---|"
    assert list(incomplete(f"{head}\n{row}\n\n## Values\n\n| by half |\n")) == [what]


def test_a_code_name_of_nothing_is_found() -> None:
    text = "| case | الحالة | `cases.Case`, `cases.Fall`, `cases.Case.reference` | ours | — |\n"
    assert list(unknown(text)) == ["case: cases.Fall is not in the code"]


def test_a_forbidden_name_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "malath/cases/models.py", "class Victim: ...\nclass Person:\n    suspect = Field()\n")
    plant(tmp_path, "malath/cases/words.py", "class Answer:\n    VICTIM = 1\n")
    assert len(list(forbidden_names(tmp_path))) == 2


def test_a_list_is_written_as_the_page_wants_it() -> None:
    one = List("cases.Risk", "Level of danger.", (Word("Low", "منخفض", "low"),))
    assert section(one).splitlines()[-1] == "| Low | منخفض | `low` |"
    assert page(f"by hand\n{page('', iter([one]))}", iter([one])).startswith("by hand\n")
