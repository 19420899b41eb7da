"""Whether the same party stands in other files, as far as a viewer reads of it in both. Never a hint otherwise."""

from collections.abc import Collection
from datetime import datetime

from malath.accounts.rules import Holdings
from malath.identification.models import Mark
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Section

MOST = 200


def recurring_among(person_ids: Collection[int], holdings: Holdings, at: datetime) -> frozenset[int]:
    """Which of these people have a party that stands in another file as well, as far as the viewer reads of it in both. Four
    statements for a page."""
    own = list(
        Mark.objects.filter(person_id__in=person_ids, kind__gt=0, party__ended_at__isnull=True).values_list(
            "person_id", "kind", "value", "party__desk_id"
        )
    )
    pairs = {(kind, value) for _person, kind, value, _desk in own}
    rows = Mark.objects.filter(kind__gt=0, value__in=[value for _kind, value in pairs], party__ended_at__isnull=True)
    rows = rows.filter(person__key__erased_at__isnull=True)
    others = list(rows.values_list("person_id", "kind", "value", "party__desk_id")[: MOST * 10]) if pairs else []
    sights = privacy.sights(holdings, sorted({person for person, *_rest in (*own, *others)}), at) if others else {}

    def read(person: int, desk: int) -> bool:
        return reads_of(sights.get(person), [desk])

    seen = {(kind, value): set[int]() for kind, value in pairs}
    for person, kind, value, desk in others:
        if (kind, value) in seen and read(person, desk):
            seen[kind, value].add(person)
    return frozenset(
        person for person, kind, value, desk in own if read(person, desk) and seen[kind, value] - {person}
    )  # fmt: skip


def reads_of(sight: Sight | None, desks: Collection[int]) -> bool:
    return sight is not None and any(sight.sees_writing_of(desk, Section.STORY) for desk in desks)
