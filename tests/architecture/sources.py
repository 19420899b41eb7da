"""Reading the house as text and syntax. Nothing is run, so a planted sample is read the same way."""

import ast
from collections.abc import Iterable, Iterator
from configparser import ConfigParser
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_WRITTEN_BY_HAND = {"migrations", "vendor", "__pycache__"}


@dataclass(frozen=True)
class Module:
    """One Python file. `layer` is its name inside the part, or that of its package: `actions`, `queries`."""

    where: str
    text: str
    tree: ast.Module

    @property
    def part(self) -> str:
        return self.where.split("/")[1]

    @property
    def layer(self) -> str:
        return self.where.split("/")[2].removesuffix(".py")


@dataclass(frozen=True)
class Import:
    """One imported name: `from malath.people.models import Person` is (malath.people.models, Person)."""

    module: str
    name: str
    line: int

    @property
    def path(self) -> str:
        return f"{self.module}.{self.name}".removesuffix(".")


@cache
def layers(root: Path = ROOT) -> tuple[frozenset[str], ...]:
    """The rows of the map, from top to bottom, as .importlinter has them."""
    parser = ConfigParser()
    parser.read_string((root / ".importlinter").read_text(encoding="utf-8"))
    rows = parser["importlinter:contract:1"]["layers"].split("\n")
    return tuple(frozenset(name.strip() for name in row.split("|")) for row in rows if row.strip())


def ranks(rows: tuple[frozenset[str], ...]) -> dict[str, int]:
    """How high each part stands; the floor is 0."""
    return {part: height for height, row in enumerate(reversed(rows)) for part in row}


def parts(root: Path = ROOT) -> list[str]:
    return sorted(path.parent.name for path in (root / "malath").glob("*/__init__.py"))


def modules(root: Path = ROOT) -> Iterable[Module]:
    """The files of all parts, without migrations and tests."""
    return _our_modules() if root == ROOT else _modules(root)


def _modules(root: Path) -> Iterator[Module]:
    for path in python_files(root, "malath"):
        where = path.relative_to(root).parts
        if len(where) > 2 and "tests" not in where:
            yield module(path, root)


@cache
def _our_modules() -> tuple[Module, ...]:
    return tuple(_modules(ROOT))


def module(path: Path, root: Path = ROOT) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(root).as_posix(), text, ast.parse(text))


def python_files(root: Path, *folders: str) -> Iterator[Path]:
    return files(root, *folders, ending=".py")


def files(root: Path, *folders: str, ending: str) -> Iterator[Path]:
    """Files written by hand below some folders, in order."""
    for folder in folders:
        for path in sorted((root / folder).rglob(f"*{ending}")):
            if not NOT_WRITTEN_BY_HAND & set(path.relative_to(root).parts):
                yield path


def imports(tree: ast.AST) -> Iterator[Import]:
    """What a file imports when it runs; what stands under `if TYPE_CHECKING` is a type and nothing more."""
    for node in running(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (Import(node.module, alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (Import(alias.name, "", node.lineno) for alias in node.names)


def running(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield node
            yield from running(node)


def called(node: ast.Call) -> str:
    """What is called, as written: `timezone.now`, `_`."""
    return ast.unparse(node.func)


def decorators(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Names of the decorators, without what they are given."""
    plain = (d.func if isinstance(d, ast.Call) else d for d in node.decorator_list)
    return {ast.unparse(decorator).rpartition(".")[2] for decorator in plain}


def assert_none(findings: Iterable[str]) -> None:
    """Fail with every finding on a line of its own."""
    __tracebackhide__ = True
    found = list(findings)
    assert not found, "\n" + "\n".join(found)


def plant(root: Path, where: str, text: str) -> Path:
    """Write a bad sample where a checker looks: each rule is seen to fail once."""
    path = root / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
