"""The map of architecture.md §1–2: every part has its place, leans downwards, and stays one part."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.sources import (
    ROOT,
    Module,
    assert_none,
    called,
    imports,
    layers,
    modules,
    parts,
    plant,
    ranks,
)

# As drawn in architecture.md §2. A change of the map is a decision: here, in .importlinter and on the page.
MAP = (
    {"api", "exchange", "offline", "publicsite", "workday"},
    {"statistics"},
    {"identification", "justice", "notices", "orders", "outside", "returns", "screening", "shelter", "support"},
    {"referrals"},
    {"cases"},
    {"linkage"},
    {"privacy"},
    {"people"},
    {"awareness", "helpline", "training"},
    {"questionnaires"},
    {"framework"},
    {"coordination"},
    {"documents", "inbox"},
    {"accounts"},
    {"agencies"},
    {"audit"},
    {"ui"},
    {"figures"},
    {"foundation"},
)
FOUNDATION_LINES = 1710  # with keys that lie at the key service ("Wrapping keys lie elsewhere")
PART_LINES = 4000
# Why these stay one part each: docs/decisions 0027, 0040, 0041, 0046, 0049, 0059, 0073, 0076, 0077, 0086, 0089, 0099 and 0105.
# `workday` composes the pages of all parts, keeps the house (`management/`: the commands) and marks the house for training ("A
# house for training"). Files of `statistics` are attacked with its tables ("Rows leave in groups").
LARGER = {
    "foundation": FOUNDATION_LINES, "accounts": 5050, "awareness": 5050, "cases": 7400, "exchange": 8850, "justice": 5600,
    "privacy": 11000, "questionnaires": 4800, "referrals": 4850, "returns": 8150, "shelter": 4700, "statistics": 5200,
    "support": 5500, "training": 7000, "workday": 10600,
}  # fmt: skip
MODELS = re.compile(r"malath\.\w+\.models(\.\w+)?")
README_LINES = range(12, 41)
README_OF_THE_COMPONENTS = range(12, 61)


def upward(edges: Iterable[tuple[str, str]], height: dict[str, int]) -> list[str]:
    """Tables that point at a part beside or above their own."""
    return [
        f"a table of {own} points at one of {other}" for own, other in edges if own != other and height[other] >= height[own]
    ]


def foreign_keys() -> Iterator[tuple[str, str]]:
    for model in tables():
        for field in model._meta.get_fields():
            related = field.related_model
            if field.concrete and field.is_relation and isinstance(related, type) and is_ours(related):
                yield model._meta.app_label, related._meta.app_label


def tables() -> list[type[Model]]:
    return [model for model in apps.get_models() if is_ours(model)]


def is_ours(model: type[Model]) -> bool:
    return model.__module__.startswith("malath.")


def unexplained(root: Path) -> list[str]:
    """Parts that do not say in a README of one screen what they are."""
    wrong = []
    for part in parts(root):
        readme = root / "malath" / part / "README.md"
        if not readme.exists():
            wrong.append(f"{part} has no README.md")
        elif has_code(root, part):
            wanted = README_OF_THE_COMPONENTS if part == "ui" else README_LINES
            lines = len(readme.read_text(encoding="utf-8").splitlines())
            if lines not in wanted:
                wrong.append(f"malath/{part}/README.md has {lines} lines, not {wanted.start} to {wanted[-1]}")
    return wrong


def has_code(root: Path, part: str) -> bool:
    return any(module.part == part and module.text.strip() for module in modules(root))


def oversized(root: Path, limits: dict[str, int], otherwise: int) -> list[str]:
    """Parts with more lines of code than one part should have; tests and migrations are not counted."""
    lines = dict.fromkeys(parts(root), 0)
    for module in modules(root):
        lines[module.part] = lines.get(module.part, 0) + len(module.text.splitlines())
    return [f"{part} has {count} lines" for part, count in lines.items() if count > limits.get(part, otherwise)]


def foreign_models(root: Path) -> list[str]:
    """Models of another part used as more than a type: to read or write its rows is its own business."""
    return [
        f"{module.where}:{line} works with {name}, a model of another part"
        for module in modules(root)
        if module.layer != "models"
        for name, line in worked_with(module, foreign_names(module))
    ]


def foreign_names(module: Module) -> dict[str, str]:
    """Names in a file that stand for models of another part, and whose they are."""
    return {
        found.name: found.path
        for found in imports(module.tree)
        if MODELS.fullmatch(found.module) and found.module.split(".")[1] not in {module.part, "foundation"}
    }


def worked_with(module: Module, names: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Uses of the names outside annotations, `isinstance` and `cast`."""
    types = {id(inner) for outer in typed(module.tree) for inner in ast.walk(outer)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and node.id in names and id(node) not in types:
            yield names[node.id], node.lineno


def typed(tree: ast.Module) -> Iterator[ast.AST]:
    """Places where a class is a type and nothing more."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef) and node.returns:
            yield node.returns
        elif isinstance(node, ast.Call) and called(node) in {"isinstance", "cast"}:
            yield node


def test_the_map_is_the_one_that_was_drawn() -> None:
    assert [set(row) for row in layers()] == list(MAP)


def test_every_part_has_its_place_and_every_place_its_part() -> None:
    assert set(parts()) == set(ranks(layers()))


def test_a_redrawn_map_and_an_unplaced_part_are_found(tmp_path: Path) -> None:
    plant(tmp_path, ".importlinter", "[importlinter:contract:1]\nlayers =\n    cases | people\n    foundation\n")
    plant(tmp_path, "malath/lost/__init__.py", "")
    assert layers(tmp_path) == (frozenset({"cases", "people"}), frozenset({"foundation"}))
    assert ranks(layers(tmp_path)) == {"cases": 1, "people": 1, "foundation": 0}
    assert set(parts(tmp_path)) - set(ranks(layers(tmp_path))) == {"lost"}


def test_tables_point_down_the_map() -> None:
    assert_none(upward(foreign_keys(), ranks(layers())))


@pytest.mark.parametrize("edge", [("agencies", "referrals"), ("shelter", "justice")])
def test_a_table_that_points_up_or_sideways_is_found(edge: tuple[str, str]) -> None:
    assert len(upward([edge, ("referrals", "agencies"), ("cases", "cases")], ranks(layers()))) == 1


def test_each_part_explains_itself_on_one_screen() -> None:
    assert_none(unexplained(ROOT))


def test_a_part_that_does_not_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "malath/silent/__init__.py", "")
    plant(tmp_path, "malath/brief/__init__.py", "")
    plant(tmp_path, "malath/brief/README.md", "# brief\n")
    assert unexplained(tmp_path) == ["silent has no README.md"]
    plant(tmp_path, "malath/brief/actions.py", "WORK = 1\n")
    assert "malath/brief/README.md has 1 lines, not 12 to 40" in unexplained(tmp_path)


def test_no_part_is_larger_than_one_part() -> None:
    assert_none(oversized(ROOT, LARGER, PART_LINES))


def test_a_swollen_part_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "malath/foundation/__init__.py", "")
    plant(tmp_path, "malath/foundation/attic.py", "WORK = 1\n" * 11)
    plant(tmp_path, "malath/foundation/tests/test_attic.py", "WORK = 1\n" * 99)
    assert oversized(tmp_path, {"foundation": 11}, 50) == []
    assert oversized(tmp_path, {"foundation": 10}, 50) == ["foundation has 11 lines"]


def test_the_models_of_another_part_are_types_and_nothing_more() -> None:
    assert_none(foreign_models(ROOT))


def test_a_query_on_the_rows_of_another_part_is_found(tmp_path: Path) -> None:
    text = """
from malath.people.models import Person
from malath.privacy.models import Access

def person(pk: int, other: Person | None) -> Person:
    rows: list[Person] = [one for one in (other,) if isinstance(one, Person)]
    Access.objects.all()
    return Person.objects.get(pk=pk)
"""
    plant(tmp_path, "malath/privacy/queries.py", text)
    assert foreign_models(tmp_path) == [
        "malath/privacy/queries.py:8 works with malath.people.models.Person, a model of another part"
    ]
