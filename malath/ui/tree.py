"""A tree of many hundred lines as lists in each other: branches open by keyboard and by touch, without a script. Written by
hand: a template for each line takes many times as long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString

from malath.ui.pieces import Tone
from malath.ui.text import strip_bidi


@dataclass(frozen=True)
class TreeLine:
    """One line, in the order in which they stand; whatever follows it one deeper hangs on it. `depth`: 0 at the trunk."""

    depth: int
    label: str
    url: str = ""
    tag: str = ""
    tone: Tone = "quiet"
    note: str = ""


def tree_html(lines: Sequence[TreeLine], *, page: str, open_to: int = 1) -> SafeString:
    """`page`: what the link to the page of a branch is called; branches less deep than `open_to` are open."""
    after = [*(line.depth for line in lines[1:]), 0]
    parts = (part for line, then in zip(lines, after, strict=True) for part in _line(line, then, page, open_to))
    return SafeString(f'<ul class="tree">{"".join(parts)}</ul>' if lines else "")


def is_tree(lines: Sequence[TreeLine]) -> bool:
    """Whether each line hangs on the one before it, or on one that stands above that."""
    return not lines or (lines[0].depth == 0 and all(then.depth <= line.depth + 1 for line, then in pairwise(lines)))


def _line(line: TreeLine, then: int, page: str, open_to: int) -> Iterator[str]:
    name = f"<bdi>{escape(strip_bidi(line.label))}</bdi>"
    told = f' <span class="tag {line.tone}">{escape(line.tag)}</span>' if line.tag else ""
    told += f' <span class="muted">{escape(line.note)}</span>' if line.note else ""
    if then > line.depth:
        mark = " open" if line.depth < open_to else ""
        way = f'<a href="{escape(line.url)}">{escape(page)}: {name}</a>' if line.url else ""
        yield f"<li><details{mark}><summary>{name}{told}</summary>{way}<ul>"
        return
    yield f'<li><a href="{escape(line.url)}">{name}</a>{told}</li>' if line.url else f"<li><span>{name}</span>{told}</li>"
    yield "</ul></details></li>" * (line.depth - then)
