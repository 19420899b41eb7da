"""Reads of what was unlike others: by what a day is judged, what waits to be asked about, and one line of it."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q

from malath.accounts.rules import Holdings
from malath.foundation.asking import ask
from malath.people import queries as people
from malath.privacy import anomaly_rules as rules
from malath.privacy.anomaly_rules import Day, Noticed, Thresholds
from malath.privacy.models import Anomaly, Block
from malath.privacy.queries import few_kept_from
from malath.privacy.words import Answered, Unusual

PAGE = 25
MOST = 100


@dataclass(frozen=True)
class UnusualLine:
    """One line: who, on which day, in what it was unlike others, and how many files."""

    id: int
    reference: str
    kind: Unusual
    who: str
    body: str
    account: str
    on: date
    count: int
    answered: Answered | None
    settled_at: datetime | None


@dataclass(frozen=True)
class UnusualPage:
    """What waits, the oldest first, and what was settled, newest first. `older`: where the next page begins."""

    waiting: tuple[UnusualLine, ...]
    settled: tuple[UnusualLine, ...]
    more_wait: bool
    older: int | None
    limits: Thresholds


@dataclass(frozen=True)
class UnusualFile:
    """One line with the references of files, never what stood in them, and what was said."""

    line: UnusualLine
    files: tuple[str, ...]
    said: str


def limits() -> Thresholds:
    """From when on something is unlike others, as the country's file says."""
    law = json.loads((settings.LAW / "unusual.json").read_text(encoding="utf-8"))
    return rules.thresholds(law["thresholds"])


def noticed_in(day: Day) -> list[Noticed]:
    """What was unlike others on a day and was not noticed before. One statement."""
    found = rules.noticed(day, limits())
    before = known({one.by for one in found}, [day.on])
    return [one for one in found if (one.by, one.on, one.kind.value) not in before]


def kept_by_block(sought: Collection[str], who: Mapping[str, tuple[set[int], int]]) -> dict[str, set[str]]:
    """By member of staff, which of these files are kept from them by a block: of themselves, a desk of theirs, their body.
    One statement."""
    rows = Block.objects.filter(person__reference__in=sought, ended_at__isnull=True)
    found: dict[str, set[str]] = {}
    for file, user, desk, agency in rows.values_list("person__reference", "user__reference", "desk_id", "agency_id"):
        for by, (desks, body) in who.items():
            if user == by or desk in desks or agency == body:
                found.setdefault(by, set()).add(file)
    return found


def known(staff: Collection[str], days: Collection[date]) -> set[tuple[str, date, str]]:
    """What was noticed before."""
    rows = Anomaly.objects.filter(user__reference__in=staff, on__in=days)
    return set(rows.values_list("user__reference", "on", "kind"))


def count_waiting() -> int:
    """How much waits to be asked about, at most 100. One statement."""
    return len(ask(lambda: Anomaly.objects.filter(settled_at__isnull=True).values_list("pk", flat=True)[:MOST]))


def anomaly_by_reference(reference: str) -> Anomaly | None:
    return Anomaly.objects.filter(reference=reference).select_related("user__agency", "key").first()


def anomaly_locked(pk: int) -> Anomaly:
    return Anomaly.objects.select_for_update(of=("self",)).select_related("key").get(pk=pk)


def unusual_page(*, before: int | None) -> UnusualPage:
    """The page of what was unlike others. Two statements."""
    rows = Anomaly.objects.select_related("user__agency")
    waiting = list(rows.filter(settled_at__isnull=True).order_by("noticed_at", "pk")[: MOST + 1])
    settled = rows.filter(settled_at__isnull=False)
    settled = settled if before is None else settled.filter(pk__lt=before)
    page = list(settled.order_by("-pk")[: PAGE + 1])
    older = page[PAGE - 1].pk if len(page) > PAGE else None
    return UnusualPage(_lines(waiting[:MOST]), _lines(page[:PAGE]), len(waiting) > MOST, older, limits())


def unusual_file(row: Anomaly, holdings: Holdings) -> UnusualFile:
    """One line with its files, without those that are kept from who looks. One statement."""
    blocked, related = few_kept_from(holdings)
    kept = people.where(Q(pk__in=blocked) | Q(pk__in=related)).filter(reference__in=row.files)
    hidden = set(kept.values_list("reference", flat=True))
    return UnusualFile(_line(row), tuple(file for file in row.files if file not in hidden), row.opened("said"))


def _lines(rows: Iterable[Anomaly]) -> tuple[UnusualLine, ...]:
    return tuple(_line(row) for row in rows)


def _line(row: Anomaly) -> UnusualLine:
    return UnusualLine(
        id=row.pk,
        reference=row.reference,
        kind=Unusual(row.kind),
        who=row.user.name,
        body=row.user.agency.name,
        account=row.user.reference,
        on=row.on,
        count=row.count,
        answered=Answered(row.answered) if row.answered else None,
        settled_at=row.settled_at,
    )
