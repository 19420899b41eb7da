"""Reads of the legal track: rows for acts and gates, and what the worker looks for."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.cases.models import Case
from malath.foundation import clock
from malath.justice import rules
from malath.justice.models import AllegedParty, Part, Proceeding
from malath.justice.words import Side
from malath.privacy import queries as privacy
from malath.privacy.queries.answers import agrees
from malath.privacy.words import ConsentKind


def locked(pk: int) -> Proceeding:
    """A proceeding, locked until the act ends. The caller holds the file row of a person in it."""
    return Proceeding.objects.select_for_update(of=("self",)).select_related("key", "desk__agency").get(pk=pk)


def locked_part(pk: int) -> Part:
    rows = Part.objects.select_for_update(of=("self",)).select_related("case__person", "case__key", "proceeding")
    return rows.get(pk=pk)


def proceeding_begun(once: UUID | None) -> Proceeding | None:
    return Proceeding.objects.filter(once=once).first() if once is not None else None


def alleged_written(once: UUID | None) -> AllegedParty | None:
    return AllegedParty.objects.filter(once=once).first() if once is not None else None


def part_of(proceeding: Proceeding, case: Case) -> Part | None:
    return Part.objects.filter(proceeding=proceeding, case=case, until__isnull=True).first()


def part_by_reference(case: Case, proceeding: str) -> Part | None:
    """The part of a case in a proceeding, by the reference of the proceeding."""
    rows = Part.objects.filter(case=case, proceeding__reference=proceeding, until__isnull=True)
    return rows.select_related("proceeding__key", "proceeding__desk__agency").first()


def alleged_by_reference(proceeding: Proceeding, reference: str) -> AllegedParty | None:
    return (
        AllegedParty.objects.select_related("desk__agency", "proceeding")
        .filter(proceeding=proceeding, reference=reference)
        .first()
    )


def cases_in(proceeding: Proceeding) -> list[Case]:
    """The cases that have a part in a proceeding and are not erased. The caller tells nobody of another's."""
    rows = Part.objects.filter(proceeding=proceeding, until__isnull=True, person__key__erased_at__isnull=True)
    return [part.case for part in rows.select_related("case__person", "case__key").order_by("pk")]


def somebody_left(proceeding: Proceeding) -> bool:
    return Part.objects.filter(proceeding=proceeding, person__key__erased_at__isnull=True).exists()


def co_operates(person_id: int, at: datetime) -> bool:
    """Whether the person agrees today to co-operate with the investigation (C5)."""
    found = privacy.answers_to(ConsentKind.C5, [person_id]).get(person_id)
    return found is not None and found[0].carries(clock.in_amman(at).date())


def helps(desk: Desk) -> bool:
    """Whether a desk works on the person's side of the wall."""
    return rules.side_of(AgencyKind(desk.agency.kind)) == Side.PERSON


def to_stop(at: datetime, *, cap: int = 500) -> list[Part]:
    """Parts of people who agreed to co-operate, and do so no more."""
    rows = Part.objects.filter(~agrees(ConsentKind.C5, at), agreed_at__isnull=False, until__isnull=True)
    return list(rows.order_by("pk")[:cap])


def to_resume(at: datetime, *, cap: int = 500) -> list[Part]:
    """Parts of people who agree to co-operate, where that is not known yet."""
    rows = Part.objects.filter(agrees(ConsentKind.C5, at), agreed_at__isnull=True, until__isnull=True)
    return list(rows.order_by("pk")[:cap])


def standing_on(person_ids: Collection[int]) -> list[Part]:
    """What goes on with the co-operation of these people: it ends with their yes."""
    return list(Part.objects.filter(person_id__in=person_ids, agreed_at__isnull=False, until__isnull=True))


def to_forget(*, cap: int = 100) -> list[Proceeding]:
    """Proceedings of which everybody was erased, and that still have their key."""
    left = Part.objects.filter(proceeding=OuterRef("pk"), person__key__erased_at__isnull=True)
    return list(Proceeding.objects.filter(~Exists(left), key__erased_at__isnull=True).order_by("pk")[:cap])
