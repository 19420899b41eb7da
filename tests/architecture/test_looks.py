"""A look at a file counts as one wherever looks are counted: what was there in a breach, who looks at unusually much."""

import ast
from collections.abc import Iterator

from malath.audit.words import LISTS, VIEWS, Did
from tests.architecture.sources import Module, assert_none, called, modules

ACTS = {Did.BREACH_ASKED}
"""Lists that are the trace of an act."""


def looks(one: Module) -> Iterator[str]:
    """Events that a file records as a look, and that are not counted as one."""
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Call) and called(node) in {"audit.record_view", "audit.record_list"} and not _of_nobody(node):
            counted = (VIEWS if called(node) == "audit.record_view" else LISTS) | ACTS
            yield from (f"{one.where}:{node.lineno} {did} is not counted" for did in _events(node) if did not in counted)


def _events(node: ast.Call) -> Iterator[Did]:
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and ast.unparse(part.value) == "Did":
            yield Did[part.attr]


def _of_nobody(node: ast.Call) -> bool:
    return any(word.arg == "files" and isinstance(word.value, ast.List) and not word.value.elts for word in node.keywords)


def test_what_is_recorded_as_a_look_is_counted_as_one() -> None:
    assert_none(line for one in modules() for line in looks(one))


def test_a_look_that_is_not_counted_is_found() -> None:
    text = 'audit.record_view(Did.CASE_OPENED, subject="", file="")\naudit.record_list(Did.TRAIL_VIEWED, files=[])\n'
    assert list(looks(Module("planted.py", text, ast.parse(text)))) == ["planted.py:1 case.opened is not counted"]
