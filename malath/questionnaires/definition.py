"""A form as Malath understands it: frozen values, read from an XForm once (`reading.py`), kept as JSON beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from malath.questionnaires.xpath import Tree, paths_in

Kind = Literal[
    "text", "integer", "decimal", "date", "time", "datetime", "one", "many", "note", "tick", "calculated", "start", "end",
    "today",
]  # fmt: skip
Words = Mapping[str, tuple[Any, ...]]
"""By language, pieces of a text: strings, and trees whose value stands between them. "" is a text in no named language."""
UNASKED: Final = frozenset({"calculated", "start", "end", "today"})
"""What nobody is asked: the program fills it in."""
SILENT: Final = UNASKED | {"note"}


@dataclass(frozen=True)
class Choice:
    """One answer of a list. `columns`: what else the form says of it, for filters."""

    code: str
    words: Words
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """One question, note or calculation."""

    path: str
    kind: Kind
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    relevant: Tree | None = None
    required: Tree | None = None
    required_words: Words = field(default_factory=dict)
    constraint: Tree | None = None
    constraint_words: Words = field(default_factory=dict)
    calculation: Tree | None = None
    default: str = ""
    first: Tree | None = None
    fixed: bool = False
    appearance: tuple[str, ...] = ()
    list_name: str = ""
    filter: Tree | None = None

    @property
    def asks(self) -> bool:
        return self.kind not in SILENT and not self.fixed and self.calculation is None


@dataclass(frozen=True)
class Group:
    """Questions that belong together. `repeats`: they are asked again and again, about one after another."""

    path: str
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    relevant: Tree | None = None
    repeats: bool = False
    appearance: tuple[str, ...] = ()
    children: "tuple[Node, ...]" = ()


Node = Item | Group


@dataclass(frozen=True)
class Form:
    """A whole form. `order`: every path in an order in which each is worked out after what it leans on."""

    id: str
    version: str
    title: str
    root: str
    languages: tuple[str, ...]
    children: tuple[Node, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    order: tuple[str, ...] = ()
    namespace: str = ""
    public_key: str = ""
    notices: tuple[tuple[str, str], ...] = ()

    def nodes(self) -> Iterator[Node]:
        """Every group and item, from top to bottom."""
        return _walk(self.children)

    def items(self) -> Iterator[Item]:
        return (node for node in self.nodes() if isinstance(node, Item))

    def groups(self) -> Iterator[Group]:
        return (node for node in self.nodes() if isinstance(node, Group))

    def repeats(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups() if group.repeats)


def _walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from _walk(node.children)


def repeat_of(path: str, repeats: tuple[str, ...]) -> str:
    """The repeated group in which a path lies, "" when in none. A group does not lie in itself."""
    return next((one for one in repeats if path.startswith(f"{one}/")), "")


def leans_on(node: Node) -> frozenset[str]:
    """The paths that must be worked out before a node: what its formulas read. A constraint reads afterwards."""
    trees = [node.relevant]
    if isinstance(node, Item):
        trees += [node.calculation]
    return frozenset[str]().union(*(paths_in(tree) for tree in trees if tree))


def to_json(form: Form) -> dict[str, Any]:
    """As it is kept: plain values, those that say nothing left out."""
    plain = _plain(form)
    assert isinstance(plain, dict)  # noqa: S101  # a form is a row of fields
    return plain


def from_json(kept: Mapping[str, Any]) -> Form:
    """The form that was kept by `to_json`."""
    lists = {name: tuple(Choice(**_read(one)) for one in choices) for name, choices in kept.get("lists", {}).items()}
    notices = tuple((code, what) for code, what in kept.get("notices", ()))
    rest = {name: value for name, value in kept.items() if name not in {"children", "lists", "notices"}}
    rest = {name: tuple(value) if isinstance(value, list) else value for name, value in rest.items()}
    return Form(children=_nodes(kept.get("children", ())), lists=lists, notices=notices, **rest)


def _plain(value: Any) -> Any:
    if isinstance(value, Form | Group | Item | Choice):
        kept = {name: _plain(part) for name, part in vars(value).items()}
        needed = {"path", "code", "words", "kind", "id", "version", "title", "root", "languages"}
        return {name: part for name, part in kept.items() if part not in ("", None, [], {}, False) or name in needed}
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value


def _nodes(kept: Any) -> tuple[Node, ...]:
    return tuple(
        Item(**_read(one)) if "kind" in one else Group(**{**_read(one), "children": _nodes(one.get("children", ()))})
        for one in kept
    )


def _read(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _frozen(value) for name, value in kept.items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(part) for part in value)
    if isinstance(value, dict):
        return {name: _frozen(part) for name, part in value.items()}
    return value
