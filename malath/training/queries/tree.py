"""Who trained whom, all of it: a trainer hangs on who trained them, and carries how many officers they trained."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from malath.agencies import queries as agencies
from malath.training.models import Officer
from malath.training.words import Level
from malath.ui.pieces import Tone
from malath.ui.templatetags.malath import address
from malath.ui.times import number_text
from malath.ui.tree import TreeLine

SHOWN = 1_000
"""Trainers on one page; what is deeper opens as a page of its own."""
FOUND = 20


@dataclass
class Pool:
    """All trainers by their keys, each with who hangs on them, the trunk first."""

    parents: dict[int, int | None]
    officers: Mapping[int, int]
    below: dict[int | None, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, parent in self.parents.items():
            self.below.setdefault(parent if parent in self.parents else None, []).append(key)

    def branch(self, root: int | None) -> list[int]:
        """Everybody who hangs on somebody, nearer ones first; the trunk for None."""
        found = list(self.below.get(root, []))
        for key in found:
            found.extend(self.below.get(key, []))
        return found

    def path(self, key: int | None) -> list[int]:
        """From the trunk down to somebody."""
        way: list[int] = []
        while key is not None and key not in way:
            way.append(key)
            key = self.parents.get(key)
        return way[::-1]


@dataclass(frozen=True)
class Found:
    """Somebody who was searched for, and on whom they hang."""

    reference: str
    name: str
    body: str
    level: Level | None
    path: tuple[str, ...]


@dataclass(frozen=True)
class TreePage:
    """The tree, or what a word found in it. `root`: on whom the shown branch hangs."""

    lines: tuple[TreeLine, ...]
    found: tuple[Found, ...]
    word: str
    more: bool
    root: str
    path: tuple[tuple[str, str], ...]
    trainers: int
    officers: int
    deepest: int


def tree_page(root: Officer | None = None, word: str = "") -> TreePage:
    """Five statements at most, however many there are."""
    pool, hits = _pool(), _hits(word) if word else []
    branch, top = pool.branch(root.pk if root else None), [root.pk] if root else []
    shown = [] if word else [*top, *branch][:SHOWN]
    way = pool.path(root.trained_by_id) if root else []
    paths = {hit.pk: pool.path(hit.trained_by_id) for hit in hits[:FOUND]}
    rows = _rows({*shown, *way, *chain(*paths.values())})
    bodies = {body.pk: body.name for body in agencies.agencies()}
    return TreePage(
        _lines(pool, top or pool.below.get(None, []), shown, rows, bodies),
        tuple(_found(hit, paths[hit.pk], rows, bodies) for hit in hits[:FOUND]), word, len(hits) > FOUND,
        root.name if root else "", tuple((rows[key].reference, rows[key].name) for key in way), len(branch),
        sum(pool.officers.get(key, 0) for key in [*top, *branch]), max((rows[key].generation for key in shown), default=0),
    )  # fmt: skip


def trainer_in_tree(reference: str) -> Officer | None:
    return Officer.objects.exclude(level="").filter(reference=reference).first()


def _pool() -> Pool:
    """Two statements. Officers without a level are counted at who trained them."""
    parents = dict(Officer.objects.exclude(level="").order_by("pk").values_list("pk", "trained_by"))
    counts = Officer.objects.filter(level="", trained_by__isnull=False).values_list("trained_by").annotate(Count("pk"))
    return Pool(parents, dict(counts))


def _hits(word: str) -> list[Officer]:
    """Trainers, and officers whom one of them trained."""
    named = Q(name_en__icontains=word) | Q(name_ar__icontains=word)
    rows = Officer.objects.filter(named).exclude(level="", trained_by__isnull=True)
    return list(rows.order_by("name_ar", "pk")[: FOUND + 1])


def _rows(keys: Iterable[int]) -> dict[int, Officer]:
    wanted = ("reference", "name_en", "name_ar", "agency_id", "level", "lapsed_at", "generation")
    return {row.pk: row for row in Officer.objects.filter(pk__in=list(keys)).only(*wanted)}


def _lines(
    pool: Pool, trunk: Sequence[int], shown: Sequence[int], rows: Mapping[int, Officer], bodies: Mapping[int, str]
) -> tuple[TreeLine, ...]:
    """In the order in which they stand. No function calls itself: nobody knows how deep a pool gets."""
    there, found, line = set(shown), list[TreeLine](), _Writer(pool, bodies)
    left = [one for one in trunk if one not in there] if shown else []
    hidden = {key: number for key in shown if (number := sum(one not in there for one in pool.below.get(key, [])))}
    waiting = [(key, 0) for key in reversed(trunk) if key in there]
    while waiting:
        key, depth = waiting.pop()
        if key < 0:  # what is left of somebody's branch, behind what is shown of it
            found.append(line.more(hidden[-key], depth, "" if trunk == [-key] else rows[-key].reference))
            continue
        found.append(line.trainer(rows[key], depth))
        waiting.extend([(-key, depth + 1)] if key in hidden else [])
        waiting.extend((one, depth + 1) for one in reversed(pool.below.get(key, [])) if one in there)
    return (*found, line.more(len(left), 0, "")) if left else tuple(found)


class _Writer:
    """Lines of the tree; words and addresses that all of them share are looked up once."""

    def __init__(self, pool: Pool, bodies: Mapping[int, str]) -> None:
        self.pool, self.bodies = pool, bodies
        self.levels = {level.value: str(level.label) for level in Level}
        self.trained, self.rests = _("officers trained"), _("rests")

    def trainer(self, row: Officer, depth: int) -> TreeLine:
        number = self.pool.officers.get(row.pk, 0)
        notes = (
            self.bodies.get(row.agency_id, ""), self.rests if row.lapsed_at else "",
            f"{self.trained}: {number_text(number)}" if number else "",
        )  # fmt: skip
        tone: Tone = "warn" if row.lapsed_at else "ok"
        way = address("training:level", row.reference)
        return TreeLine(depth, row.name, way, self.levels[row.level], tone, " · ".join(filter(None, notes)))

    def more(self, number: int, depth: int, reference: str) -> TreeLine:
        """What of a branch stands on a page of its own, or is only found by name."""
        label = ngettext("%(number)s more", "%(number)s more", number) % {"number": number_text(number)}
        return TreeLine(depth, label, f"?from={reference}" if reference else "")


def _found(hit: Officer, path: Sequence[int], rows: Mapping[int, Officer], bodies: Mapping[int, str]) -> Found:
    level = Level(hit.level) if hit.level else None
    return Found(hit.reference, hit.name, bodies.get(hit.agency_id, ""), level, tuple(rows[key].name for key in path))
