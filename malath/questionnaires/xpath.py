"""The formulas of a form, read once: a part of XPath 1.0 as ODK uses it, turned into a small tree of lists that both the
server (`evaluating.py`) and the page (`static/js/evaluate.js`) walk. What is not known here is refused when a form comes in.

A tree is `["n", 5.0]`, `["s", "text"]`, `["p", "path/of/a/question"]`, `["c", "column"]` of a choice, `["pos", "repeat"]`,
`["f", name, ...]`, `["o", operator, left, right]` or `["neg", tree]`. Paths are whole and begin below the root of the form.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

Tree = tuple[Any, ...]
Path = tuple[str, ...]

LONGEST: Final = 4000
DEEPEST: Final = 40
LONGEST_PATTERN: Final = 200
TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<text>\"[^\"]*\"|'[^']*')|(?P<op><=|>=|!=|\.\.|//|[-+=<>|*/()\[\],.@$])"
    r"|(?P<name>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?))"
)
FUNCTIONS: Final[dict[str, tuple[int, int]]] = {
    "selected": (2, 2), "selected-at": (2, 2), "count-selected": (1, 1), "if": (3, 3), "coalesce": (2, 9), "not": (1, 1),
    "true": (0, 0), "false": (0, 0), "boolean": (1, 1), "boolean-from-string": (1, 1), "number": (1, 1), "int": (1, 1),
    "string": (1, 1), "concat": (1, 30), "string-length": (1, 1), "substr": (2, 3), "contains": (2, 2), "starts-with": (2, 2),
    "ends-with": (2, 2), "normalize-space": (1, 1), "translate": (3, 3), "regex": (2, 2), "round": (1, 2), "abs": (1, 1),
    "pow": (2, 2), "min": (1, 30), "max": (1, 30), "sum": (1, 1), "count": (1, 1), "count-non-empty": (1, 1), "join": (2, 30),
    "today": (0, 0), "now": (0, 0), "date": (1, 1), "decimal-date-time": (1, 1), "format-date": (2, 2),
    "indexed-repeat": (3, 3),
}  # fmt: skip
OVER_MANY: Final = frozenset({"sum", "count", "count-non-empty"})
LEVELS: Final = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
WORDS: Final = frozenset({"or", "and", "div", "mod"})
DATE_FORMS: Final = frozenset("YymndeHhM3S%")
ESCAPED: Final = frozenset("dDwWsS.-/\\+*?()[]{}^$|nt")


class Refused(Exception):
    """A formula is not read. `construct`: the part that is not known, as it was written."""

    def __init__(self, construct: str) -> None:
        super().__init__(construct)
        self.construct = construct


class Token(NamedTuple):
    kind: str
    text: str


@dataclass(frozen=True)
class Place:
    """Where a formula stands. `root`: the name of the form's root; `here`: the path of its question; `known`: every path there
    is; `repeats`: those of repeated groups; `of_choice`: names without a slash are columns of a choice."""

    root: str
    here: Path
    known: Collection[str]
    repeats: Collection[str] = ()
    of_choice: bool = False


def read(text: str, place: Place) -> Tree:
    """The tree of a formula. Errors: `Refused`."""
    if len(text) > LONGEST:
        raise Refused(text[:60])
    reader = _Reader(_tokens(text), place)
    tree = reader.level(0, 0)
    if reader.at < len(reader.tokens):
        raise Refused(reader.tokens[reader.at].text)
    return tree


def paths_in(tree: Any) -> frozenset[str]:
    """Every path that a tree reads."""
    if not isinstance(tree, tuple | list) or not tree:
        return frozenset()
    if tree[0] == "p":
        return frozenset({tree[1]})
    return frozenset[str]().union(*(paths_in(part) for part in tree[1:]))


def is_safe_pattern(pattern: str) -> bool:
    """Whether a pattern means the same in Python and on the page, and takes no longer than its text is long: no group that
    is repeated, no look around, no reference back."""
    if len(pattern) > LONGEST_PATTERN or _odd_escape(pattern):
        return False
    plain = re.sub(r"\\.", "", pattern)
    outside = re.sub(r"\[\^?[^\[\]]*\]", "x", plain)
    if any(sign in outside for sign in ("(?", "[", "]")) or re.search(r"\)\s*[*+{]", outside):
        return False
    if len(re.findall(r"[*+]|\{\d+,\d*\}", outside)) > 6:  # each may try again what the one before took
        return False
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, FutureWarning):
        return False
    return all(int(n) <= 200 for n in re.findall(r"\d+", " ".join(re.findall(r"\{([\d,]+)\}", outside))))


def _odd_escape(pattern: str) -> bool:
    return any(one not in ESCAPED for one in re.findall(r"\\(.)", pattern)) or pattern.endswith("\\")


def _tokens(text: str) -> list[Token]:
    found, at = list[Token](), 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if match is None:
            raise Refused(text[at : at + 20].strip())
        kind = str(match.lastgroup)
        found.append(Token(kind, match[kind]))
        at = match.end()
    return found


class _Reader:
    """Walks the tokens once, from the loosest operator to the tightest."""

    def __init__(self, tokens: list[Token], place: Place) -> None:
        self.tokens, self.place, self.at = tokens, place, 0

    def peek(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else Token("end", "")

    def take(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def want(self, text: str) -> None:
        token = self.take()
        if token.kind != "op" or token.text != text:
            raise Refused(token.text or text)

    def level(self, height: int, depth: int) -> Tree:
        if depth > DEEPEST:
            raise Refused(self.peek().text)
        if height == len(LEVELS):
            return self.unary(depth)
        tree = self.level(height + 1, depth)
        while self.peek().text in LEVELS[height] and self.peek().kind in ("op", "name"):
            operator = self.take().text
            tree = ("o", operator, tree, self.level(height + 1, depth + 1))
            depth += 1
            if depth > DEEPEST:
                raise Refused(operator)
        return tree

    def unary(self, depth: int) -> Tree:
        if self.peek() == Token("op", "-"):
            self.take()
            if depth > DEEPEST:
                raise Refused("-")
            return ("neg", self.unary(depth + 1))
        return self.primary(depth)

    def primary(self, depth: int) -> Tree:
        token = self.peek()
        if token.kind == "number":
            return ("n", float(self.take().text))
        if token.kind == "text":
            return ("s", self.take().text[1:-1])
        if token == Token("op", "("):
            self.take()
            tree = self.level(0, depth + 1)
            self.want(")")
            return tree
        if token.kind == "name" and self._after() == "(" and token.text != "current":
            return self.call(depth)
        return self.path()

    def _after(self) -> str:
        return self.tokens[self.at + 1].text if self.at + 1 < len(self.tokens) else ""

    def call(self, depth: int) -> Tree:
        name = self.take().text
        self.want("(")
        if name == "position":
            return self.position()
        if name not in FUNCTIONS:
            raise Refused(f"{name}()")
        given: list[Tree] = []
        while self.peek() != Token("op", ")"):
            if given:
                self.want(",")
            given.append(self.level(0, depth + 1))
        self.want(")")
        self._check(name, given)
        return ("f", name, *given)

    def _check(self, name: str, given: list[Tree]) -> None:
        least, most = FUNCTIONS[name]
        if not least <= len(given) <= most or (name in OVER_MANY and given[0][0] != "p"):
            raise Refused(f"{name}()")
        if name == "regex" and (given[1][0] != "s" or not is_safe_pattern(given[1][1])):
            raise Refused(f"regex({given[1][1] if given[1][0] == 's' else '…'})")
        if name == "format-date":
            signs = re.findall(r"%(.)", given[1][1]) if given[1][0] == "s" else ["?"]
            if not DATE_FORMS.issuperset(signs):
                raise Refused("format-date()")
        if name == "indexed-repeat" and (given[0][0], given[1][0]) != ("p", "p"):
            raise Refused("indexed-repeat()")

    def position(self) -> Tree:
        """Only `position(..)`: which of the repeated groups this one is."""
        self.want("..")
        self.want(")")
        above = self.place.here[:-1]
        while above and "/".join(above) not in self.place.repeats:
            above = above[:-1]
        if not above:
            raise Refused("position(..)")
        return ("pos", "/".join(above))

    def path(self) -> Tree:
        start = self.take()
        if start.text == "/" and start.kind == "op":
            if self.take().text != self.place.root:
                raise Refused("/")
            return self.steps(())
        if start.text == "current" and self.peek().text == "(":
            self.want("(")
            self.want(")")
            return self.steps(self.place.here)
        if start == Token("op", "."):
            return self.steps(self.place.here)
        if start == Token("op", ".."):
            return self.steps(self._up(self.place.here))
        if start.kind != "name" or start.text in WORDS:
            raise Refused(start.text or "…")
        if self.place.of_choice and self.peek().text != "/":
            return ("c", start.text)
        return self.steps((*self.place.here, start.text))

    def _up(self, path: Path) -> Path:
        if not path:
            raise Refused("..")
        return path[:-1]

    def steps(self, path: Path) -> Tree:
        while self.peek() == Token("op", "/"):
            self.take()
            step = self.take()
            if step == Token("op", ".."):
                path = self._up(path)
            elif step.kind == "name":
                path = (*path, step.text)
            else:
                raise Refused(f"/{step.text}")
        if self.peek().text in ("[", "|") and self.peek().kind == "op":
            raise Refused(self.peek().text)
        name = "/".join(path)
        if name not in self.place.known:
            raise Refused(name or "..")
        return ("p", name)
