"""How many of the officers in post are trained, directorate by directorate."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from malath.figures.rules import Told, exactly, percent
from malath.training.models import Officer, PostsCount


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


def coverage(at: datetime) -> tuple[CoverageLine, ...]:
    """The newest count of each directorate beside its officers whose certificate holds. Two statements."""
    trained = _trained(at)
    newest: dict[tuple[int, str], PostsCount] = {}
    for row in PostsCount.objects.select_related("agency").order_by("counted_on", "pk"):
        newest[row.agency_id, row.directorate.casefold()] = row
    lines = (_line(row, trained.get(key, 0)) for key, row in newest.items())
    return tuple(sorted(lines, key=lambda one: (one.body, one.directorate)))


def covered(lines: tuple[CoverageLine, ...]) -> Told | None:
    """Of a hundred posts in all directorates that were counted, how many are held by somebody trained."""
    posts, trained = sum(one.posts for one in lines), sum(one.trained.least for one in lines)
    return percent(exactly(trained), exactly(posts - trained)) if trained <= posts else None


def _line(row: PostsCount, trained: int) -> CoverageLine:
    told = percent(exactly(trained), exactly(row.posts - trained)) if trained <= row.posts else None
    return CoverageLine(
        row.agency.name, row.directorate, row.posts, exactly(trained), told, row.counted_on, row.source
    )  # fmt: skip


def _trained(at: datetime) -> dict[tuple[int, str], int]:
    holders = Officer.objects.filter(
        nominations__certificate__ended_at__isnull=True, nominations__certificate__valid_until__gt=at
    )
    found: dict[tuple[int, str], int] = {}
    for agency, directorate, number in holders.values_list("agency_id", "directorate").annotate(Count("pk", distinct=True)):
        key = (agency, directorate.casefold())
        found[key] = found.get(key, 0) + number
    return found
