"""How many of the officers in post are trained, directorate by directorate."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from malath.figures.rules import NONE, Told, exactly
from malath.training.models import Nomination, Officer, PostsCount
from malath.ui.times import told_text


@dataclass(frozen=True)
class CoverageLine:
    """One directorate. `percent`: None where more are trained than there are posts: then the posts are counted anew."""

    body: str
    directorate: str
    posts: int
    trained: Told
    percent: Told | None
    counted_on: date
    source: str

    @property
    def trained_text(self) -> str:
        return told_text(self.trained)

    @property
    def percent_text(self) -> str:
        return told_text(self.percent) if self.percent else ""


def coverage(at: datetime, tell: Callable[[int], Told] = exactly) -> tuple[CoverageLine, ...]:
    """The newest count of each directorate beside its officers whose certificate holds. Two statements. `tell`: how numbers of
    officers are told to whoever may not see them."""
    trained = _trained(at)
    newest: dict[tuple[int, str], PostsCount] = {}
    for row in PostsCount.objects.select_related("agency").order_by("counted_on", "pk"):
        newest[row.agency_id, row.directorate.casefold()] = row
    lines = (_line(row, trained.get(key, 0), tell) for key, row in newest.items())
    return tuple(sorted(lines, key=lambda one: (one.body, one.directorate)))


def covered(lines: tuple[CoverageLine, ...]) -> Told | None:
    """Of a hundred posts in all directorates that were counted, how many are held by somebody trained; None where more are
    trained than there are posts. No part of what was told of a directorate follows from it."""
    posts, trained = sum(one.posts for one in lines), sum((one.trained for one in lines), NONE)
    return _percent(trained, posts) if lines and trained.least <= posts else None


def _line(row: PostsCount, trained: int, tell: Callable[[int], Told]) -> CoverageLine:
    told = tell(trained)
    share = _percent(told, row.posts) if trained <= row.posts else None
    return CoverageLine(row.agency.name, row.directorate, row.posts, told, share, row.counted_on, row.source)


def _percent(trained: Told, posts: int) -> Told:
    """Of so many posts, which are known."""
    return Told(100 * trained.least // posts, 100 * min(trained.most, posts) // posts)


def _trained(at: datetime) -> dict[tuple[int, str], int]:
    holders = Nomination.objects.filter(certificate__ended_at__isnull=True, certificate__valid_until__gt=at).values("officer")
    counted = Officer.objects.filter(pk__in=holders).values_list("agency_id", "directorate").annotate(Count("pk"))
    found: dict[tuple[int, str], int] = {}
    for agency, directorate, number in counted:
        key = (agency, directorate.casefold())
        found[key] = found.get(key, 0) + number
    return found
