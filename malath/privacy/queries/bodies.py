"""Whose files may be compared between bodies, and which bodies hold them (C16, security.md §4)."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.privacy.models import Access, Block, File
from malath.privacy.queries.answers import agrees
from malath.privacy.queries.standing import standing
from malath.privacy.words import ConsentKind, Level, Purpose


def may_be_compared(body_id: int, kinds: Collection[AgencyKind], at: datetime) -> Q:
    """A condition on rows with a `person_id`: people who agreed to be looked for, whose open file another body of these kinds
    holds, this one does not, and from which nobody of this body is kept out."""
    held = _holding(at).filter(person_id=OuterRef("person_id"))
    elsewhere = held.filter(desk__agency__kind__in=kinds).exclude(desk__agency_id=body_id)
    open_file = File.objects.filter(pk=OuterRef("person_id"), closed_at__isnull=True, erased_at__isnull=True)
    asker = Exists(kept_from_body(body_id).filter(person_id=OuterRef("person_id")))
    ours = Exists(held.filter(desk__agency_id=body_id))
    return Q(agrees(ConsentKind.C16, at), Exists(elsewhere), Exists(open_file)) & ~Q(asker) & ~Q(ours)


def holding(person_ids: Collection[int], kinds: Collection[AgencyKind], at: datetime) -> dict[int, set[int]]:
    """Which bodies of these kinds hold each of several people, with their names. One statement."""
    rows = _holding(at).filter(person_id__in=person_ids, desk__agency__kind__in=kinds, desk__agency__ended_at__isnull=True)
    found: dict[int, set[int]] = {}
    for person_id, body_id in rows.values_list("person_id", "desk__agency_id"):
        found.setdefault(person_id, set()).add(body_id)
    return found


def desk_holding(person_id: int, body_id: int, at: datetime) -> Desk | None:
    """The desk of a body that has seen a file longest."""
    row = (
        _holding(at)
        .filter(person_id=person_id, desk__agency_id=body_id)
        .select_related("desk")
        .order_by("from_at", "pk")
        .first()
    )
    return row.desk if row else None


def bodies_kept_from(person_id: int) -> set[int]:
    """Bodies of which somebody, a desk or everybody is kept out of a file: they are told nothing of it. One statement."""
    rows = Block.objects.filter(person_id=person_id, ended_at__isnull=True)
    named: list[tuple[int | None, ...]] = list(rows.values_list("agency_id", "desk__agency_id", "user__agency_id"))
    return {body for row in named for body in row if body is not None}


def kept_from_body(body_id: int) -> QuerySet[Block]:
    """Blocks that name a body, a desk of it or somebody there; fit for a subquery."""
    named = Q(agency_id=body_id) | Q(desk__agency_id=body_id) | Q(user__agency_id=body_id)
    return Block.objects.filter(named, ended_at__isnull=True)


def _holding(at: datetime) -> QuerySet[Access]:
    rows = Access.objects.filter(standing(at), from_at__lte=at, desk__isnull=False, level__gte=Level.L3)
    return rows.exclude(purpose=Purpose.BREAK_GLASS)
