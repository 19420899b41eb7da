"""Reads of closed files: which are due for review, which are held, which were erased. In codes and references."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from malath.accounts.rules import Holdings
from malath.foundation import clock
from malath.foundation.asking import ask
from malath.privacy import rules
from malath.privacy.models import Basis, File, Hold
from malath.privacy.queries import few_kept_from
from malath.privacy.words import BasisKind, HoldKind, WhyNotErase

PAGE = 25
MOST = 100


@dataclass(frozen=True)
class KeptLine:
    """One file on the list: since when it is closed, when it is looked at again, whether it is held."""

    reference: str
    closed_at: datetime | None
    review_on: date | None
    erase_on: date | None
    erased_at: datetime | None
    held: bool


@dataclass(frozen=True)
class KeptPage:
    """What is due, the longest first; what was announced; what is held; what was erased last."""

    due: tuple[KeptLine, ...]
    announced: tuple[KeptLine, ...]
    held: tuple[KeptLine, ...]
    erased: tuple[KeptLine, ...]
    more_due: bool

    @property
    def files(self) -> list[str]:
        return [line.reference for line in (*self.due, *self.announced, *self.held, *self.erased)]


@dataclass(frozen=True)
class HoldLine:
    """A hold as the data protection officer sees it, with the number of the order."""

    id: int
    kind: HoldKind
    number: str
    from_at: datetime


@dataclass(frozen=True)
class KeptFile:
    """One file as the data protection officer decides about it. `complete_on`: when no backup can bring it back."""

    line: KeptLine
    holds: tuple[HoldLine, ...]
    why_not_announce: tuple[WhyNotErase, ...]
    why_not_erase: tuple[WhyNotErase, ...]
    complete_on: date | None

    @property
    def reasons(self) -> list[str]:
        return [str(reason.label) for reason in self.why_not_announce]


def count_due(holdings: Holdings, today: date) -> int:
    """How many files are due, at most 100. One statement."""
    return len(ask(_due_pks, holdings, today))


def _due_pks(holdings: Holdings, today: date) -> QuerySet[File, int]:
    return _due(holdings, today).values_list("pk", flat=True)[:MOST]


def kept_page(holdings: Holdings, today: date) -> KeptPage:
    """The page of closed files. Four statements."""
    due = list(_due(holdings, today).order_by("review_on", "pk")[: PAGE + 1])
    announced = _shown(holdings).filter(erase_on__isnull=False).order_by("erase_on", "pk")[:PAGE]
    held = _shown(holdings).filter(pk__in=Hold.objects.filter(ended_at__isnull=True).values("person_id")).order_by("pk")[:PAGE]
    erased = _shown(holdings).filter(erased_at__isnull=False).order_by("-erased_at")[:PAGE]
    return KeptPage(_lines(due[:PAGE]), _lines(announced), _lines(held), _lines(erased), len(due) > PAGE)


def file_by_reference(holdings: Holdings, reference: str) -> File | None:
    """A file by its reference, for who decides how long it is kept; None where it is kept from them. One statement."""
    return _shown(holdings).filter(person__reference=reference).first()


def kept_file(file: File, today: date) -> KeptFile:
    """One file with its holds, and why it is not erased. Two statements."""
    holds = holds_of(file) if file.erased_at is None else ()
    facts = facts_to_erase(file, today)
    complete = clock.in_amman(file.erased_at + timedelta(days=settings.MALATH_BACKUP_DAYS)).date() if file.erased_at else None
    erase = rules.why_not_erase(erased=file.erased_at is not None, erase_on=file.erase_on, **facts)
    return KeptFile(_line(file, held=bool(holds)), holds, tuple(rules.why_not_announce(**facts)), tuple(erase), complete)


class Facts(TypedDict):
    """What the rules of erasing ask about a file."""

    closed: bool
    review: date | None
    held: bool
    live: bool
    today: date


def facts_to_erase(file: File, today: date) -> Facts:
    """Two statements."""
    return {
        "closed": file.closed_at is not None,
        "review": file.review_on,
        "held": Hold.objects.filter(person_id=file.pk, ended_at__isnull=True).exists(),
        "live": Basis.objects.filter(person_id=file.pk, ended_at__isnull=True).exclude(_status_or_over(today)).exists(),
        "today": today,
    }


def holds_of(file: File) -> tuple[HoldLine, ...]:
    rows = Hold.objects.filter(person_id=file.pk, ended_at__isnull=True).select_related("key").order_by("pk")
    return tuple(HoldLine(row.pk, HoldKind(row.kind), row.opened("number"), row.from_at) for row in rows)


def references_held() -> list[str]:
    """Files that are held for a court or a claim. One statement."""
    rows = Hold.objects.filter(ended_at__isnull=True)
    return list(rows.values_list("person__reference", flat=True).distinct())


def hold_locked(file: File, pk: int) -> Hold | None:
    return Hold.objects.select_for_update().filter(person_id=file.pk, pk=pk).first()


@dataclass(frozen=True)
class OfTheHouse:
    """Closed files as who keeps the house sees them, in references: due for review (at most 100), and announced."""

    due: tuple[str, ...]
    announced: tuple[File, ...]


def of_the_house(today: date) -> OfTheHouse:
    """Two statements."""
    due = File.objects.filter(~_held(), review_on__lte=today, erase_on__isnull=True).order_by("review_on", "pk")
    announced = File.objects.filter(erase_on__isnull=False).select_related("person__key").order_by("erase_on", "pk")
    return OfTheHouse(tuple(due.values_list("person__reference", flat=True)[:MOST]), tuple(announced))


def closed_file(reference: str) -> File | None:
    """A file that is closed or erased, for who keeps the house. One statement."""
    rows = File.objects.filter(person__reference=reference, closed_at__isnull=False)
    return rows.select_related("person__key").first()


def why_not_erase(file: File, today: date) -> list[WhyNotErase]:
    """Two statements."""
    erased = file.erased_at is not None
    return rules.why_not_erase(erased=erased, erase_on=file.erase_on, **facts_to_erase(file, today))


def _status_or_over(today: date) -> Q:
    """Grounds on which nothing lives: the status of a closed file, and what ran out by its hour."""
    return Q(kind=BasisKind.MANDATE) | Q(until__isnull=False, until__lte=clock.end_of(today - timedelta(days=1)))


def _due(holdings: Holdings, today: date) -> QuerySet[File]:
    return _shown(holdings).filter(~_held(), review_on__lte=today, erase_on__isnull=True)


def _shown(holdings: Holdings) -> QuerySet[File]:
    blocked, related = few_kept_from(holdings)
    rows = File.objects.exclude(pk__in=blocked).exclude(pk__in=related)
    return rows.annotate(is_held=_held()).select_related("person__key")


def _held() -> Exists:
    return Exists(Hold.objects.filter(person_id=OuterRef("pk"), ended_at__isnull=True))


def _lines(rows: Iterable[File]) -> tuple[KeptLine, ...]:
    return tuple(_line(row, held=bool(getattr(row, "is_held", False))) for row in rows)


def _line(file: File, *, held: bool) -> KeptLine:
    return KeptLine(file.person.reference, file.closed_at, file.review_on, file.erase_on, file.erased_at, held)
