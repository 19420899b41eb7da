"""A tree as lists in each other, for any shape."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from malath.ui.tree import TreeLine, is_tree, tree_html


class Stack(HTMLParser):
    """Fails where a mark is closed that is not the last one opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.depths: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag == "li":
            self.depths.append(self.open.count("ul") - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@st.composite
def trees(draw: st.DrawFn) -> list[TreeLine]:
    depth, lines = -1, []
    for number in range(draw(st.integers(0, 12))):
        depth = draw(st.integers(0, depth + 1))
        lines.append(TreeLine(depth, f"Line {number}", "/there/" if draw(st.booleans()) else ""))
    return lines


@given(trees())
def test_any_tree_is_closed_and_each_line_stands_as_deep_as_it_hangs(lines: list[TreeLine]) -> None:
    assert is_tree(lines)
    stack = Stack()
    stack.feed(tree_html(lines, page="Page"))
    assert (stack.open, stack.depths) == ([], [line.depth for line in lines])


def test_what_hangs_on_nothing_is_no_tree() -> None:
    assert not is_tree([TreeLine(1, "x")])
    assert not is_tree([TreeLine(0, "x"), TreeLine(2, "y")])


def test_a_name_is_never_a_mark() -> None:
    shown = tree_html([TreeLine(0, "<b>", "/x/", "<i>", "ok", "<u>"), TreeLine(1, "y")], page="<p>")
    assert "<b>" not in shown
    assert "<i>" not in shown
    assert "&lt;p&gt;: <bdi>&lt;b&gt;</bdi>" in shown


def test_branches_are_open_as_far_as_asked() -> None:
    lines = [TreeLine(0, "a"), TreeLine(1, "b"), TreeLine(2, "c")]
    assert tree_html(lines, page="", open_to=1).count("<details open>") == 1
    assert tree_html(lines, page="", open_to=9).count("<details open>") == 2
