"""Reads of the legal track: rows for acts and gates, and what the worker looks for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.cases.models import Case
from malath.cases.queries import law
from malath.cases.queries.law import Recorded
from malath.foundation import clock
from malath.justice import rules
from malath.justice.models import (
    AllegedParty,
    Appearance,
    AskedTestimony,
    Charge,
    Claim,
    ClaimStep,
    Exhibit,
    Handing,
    Hearing,
    Mandate,
    Measure,
    Notice,
    Part,
    Proceeding,
    Proof,
    Reproach,
)
from malath.justice.words import Arranged, Asking, MeasureKind, NoticeState, Side, Step
from malath.privacy import queries as privacy
from malath.privacy.queries import holders
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


def parts_in(proceeding: Proceeding) -> list[Part]:
    """Everybody with a part in a proceeding whose file was not erased. The caller tells nobody of another's."""
    rows = Part.objects.filter(proceeding=proceeding, until__isnull=True, person__key__erased_at__isnull=True)
    return list(rows.select_related("case__person", "case__key").order_by("pk"))


def people_in(proceeding_id: int) -> set[int]:
    return set(Part.objects.filter(proceeding_id=proceeding_id, until__isnull=True).values_list("person_id", flat=True))


def hearing_set(once: UUID | None) -> Hearing | None:
    return Hearing.objects.filter(once=once).first() if once is not None else None


def locked_hearing(pk: int) -> Hearing:
    """A hearing, locked. The caller holds its proceeding."""
    return Hearing.objects.select_for_update(of=("self",)).select_related("key", "desk__agency").get(pk=pk)


def hearing_by_reference(proceeding: Proceeding, reference: str) -> Hearing | None:
    rows = Hearing.objects.select_related("key", "desk__agency", "moved_to", "moved_from", "proceeding")
    return rows.filter(proceeding=proceeding, reference=reference).first()


def appearance_of(hearing: Hearing, part: Part) -> Appearance | None:
    return Appearance.objects.select_related("key", "desk__agency").filter(hearing=hearing, part=part).first()


def appearances_at(hearing: Hearing) -> list[Appearance]:
    rows = Appearance.objects.filter(hearing=hearing, key__erased_at__isnull=True, part__until__isnull=True)
    return list(rows.select_related("key", "part__case__person", "part__case__key").order_by("pk"))


def notices_of(hearing: Hearing) -> list[Notice]:
    rows = Notice.objects.filter(hearing=hearing).exclude(state=NoticeState.REPLACED)
    return list(rows.select_related("part__case__person", "part__case__key").order_by("pk"))


def notice_by_reference(part: Part, reference: str) -> Notice | None:
    return Notice.objects.select_related("part__case").filter(part=part, reference=reference).first()


def locked_notice(pk: int) -> Notice:
    return Notice.objects.select_for_update(of=("self",)).get(pk=pk)


def locked_appearance(pk: int) -> Appearance:
    rows = Appearance.objects.select_for_update(of=("self",)).select_related("part__case__person", "part__case__key")
    return rows.get(pk=pk)


def to_remind_of_hearing(at: datetime, *, cap: int = 500) -> list[Appearance]:
    """Hearings in the next days for which something is not arranged, and of which nobody was told so yet."""
    missing = Q()
    for what in ("transport", "interpreter", "support"):
        missing |= Q(**{f"{what}__in": [Arranged.NOT_ASKED, Arranged.TO_DO]})
    soon = {"on__gte": clock.in_amman(at).date(), "on__lte": clock.in_amman(at + rules.NEAR).date()}
    rows = Appearance.objects.filter(
        missing, current=True, told_at__isnull=True, starts_at__gt=at, part__until__isnull=True, **soon
    )
    return list(rows.filter(starts_at__lte=at + rules.NEAR).order_by("starts_at", "pk")[:cap])


def claim_opened(once: UUID | None) -> Claim | None:
    return Claim.objects.filter(once=once).first() if once is not None else None


def claim_by_reference(case: Case, reference: str) -> Claim | None:
    return Claim.objects.select_related("case", "desk__agency").filter(case=case, reference=reference).first()


def steps_of(claim: Claim) -> list[tuple[Step, Decimal | None]]:
    """Every step of a claim in its order."""
    rows = ClaimStep.objects.filter(claim=claim).order_by("on", "pk").values_list("step", "amount")
    return [(Step(step), amount) for step, amount in rows]


def reproach_written(once: UUID | None) -> Reproach | None:
    return Reproach.objects.filter(once=once).first() if once is not None else None


def locked_reproach(pk: int) -> Reproach:
    return Reproach.objects.select_for_update(of=("self",)).select_related("key").get(pk=pk)


def reproach_by_reference(case: Case, reference: str) -> Reproach | None:
    rows = Reproach.objects.select_related("key", "case__person", "desk__agency")
    return rows.filter(case=case, reference=reference).first()


@dataclass(frozen=True)
class Length:
    """How long a measure lasts in months, and at most, as the law is recorded; None where nothing is recorded."""

    months: int | None
    at_most: int | None
    law: Recorded


def length_of(kind: MeasureKind) -> Length:
    row = next(one for one in law.book("proceedings")["measures"] if one["code"] == kind.value)
    return Length(row["months"], row["months_at_most"], law.recorded(row))


def measure_written(once: UUID | None) -> Measure | None:
    return Measure.objects.filter(once=once).first() if once is not None else None


def locked_measure(pk: int) -> Measure:
    return Measure.objects.select_for_update(of=("self",)).select_related("key", "desk__agency").get(pk=pk)


def measure_by_reference(proceeding: Proceeding, reference: str) -> Measure | None:
    rows = Measure.objects.select_related("desk__agency", "proceeding__key")
    return rows.filter(proceeding=proceeding, reference=reference).first()


def measures_to_tell(at: datetime, *, cap: int = 500) -> list[Measure]:
    """Measures that end within days, of which nobody was told."""
    until = clock.in_amman(at).date() + rules.BEFORE_END
    rows = Measure.objects.filter(ends_on__lte=until, ended_on__isnull=True, told_at__isnull=True, key__erased_at__isnull=True)
    found = rows.select_related("desk__agency", "proceeding").order_by("ends_on", "pk")[:cap]
    return [row for row in found if part_seen_by(row, at) is not None]


def part_seen_by(measure: Measure, at: datetime) -> Part | None:
    """Somebody's part in the proceeding of a measure whose file the desk that wrote it sees, and who co-operates: the way to
    it. Where there is nobody, nobody is told: it would lead to a closed door."""
    return next((part for part in parts_in(measure.proceeding) if _leads(part, measure.desk, at)), None)


def _leads(part: Part, desk: Desk, at: datetime) -> bool:
    return desk in holders.desks_seeing(part.case.person, at) and co_operates(part.person_id, at)


def charge_named(part: Part, accused: str, code: str) -> Charge | None:
    rows = Charge.objects.select_related("part__proceeding__key", "alleged")
    return rows.filter(part=part, alleged__reference=accused, alleged__struck_at__isnull=True, code=code).first()


def locked_charge(pk: int) -> Charge:
    return Charge.objects.select_for_update(of=("self",)).get(pk=pk)


def proof_written(once: UUID | None) -> Proof | None:
    return Proof.objects.filter(once=once).first() if once is not None else None


def proof_by_reference(part: Part, reference: str) -> Proof | None:
    rows = Proof.objects.select_related("part__proceeding__key", "desk__agency")
    return rows.filter(part=part, reference=reference).first()


def locked_proof(pk: int) -> Proof:
    return Proof.objects.select_for_update(of=("self",)).select_related("desk__agency").get(pk=pk)


def exhibit_taken(once: UUID | None) -> Exhibit | None:
    return Exhibit.objects.filter(once=once).first() if once is not None else None


def exhibit_by_reference(part: Part, reference: str) -> Exhibit | None:
    rows = Exhibit.objects.select_related("key", "desk__agency", "part__proceeding__key")
    return rows.filter(part=part, reference=reference).first()


def last_handing(exhibit: Exhibit) -> Handing | None:
    return Handing.objects.filter(exhibit=exhibit).order_by("-pk").first()


def has_mandate(case: Case, agency_id: int) -> bool:
    """Whether a lawyer of a body represents the person."""
    return Mandate.objects.filter(case=case, agency_id=agency_id, ended_at__isnull=True).exists()


def represents(person_id: int, agency_id: int) -> bool:
    """Whether a lawyer of a body has the mandate of a person."""
    return Mandate.objects.filter(case__person_id=person_id, agency_id=agency_id, ended_at__isnull=True).exists()


def locked_mandate(pk: int) -> Mandate:
    return Mandate.objects.select_for_update(of=("self",)).get(pk=pk)


def mandate_by_reference(case: Case, reference: str) -> Mandate | None:
    return Mandate.objects.select_related("case__person").filter(case=case, reference=reference).first()


def testimony_waiting(part: Part) -> AskedTestimony | None:
    return AskedTestimony.objects.filter(part=part, state=Asking.ASKED).first()


def shares_medical(person_id: int, at: datetime) -> bool:
    """Whether the person agrees today that medical data goes to lawyer and court (C10)."""
    found = privacy.answers_to(ConsentKind.C10, [person_id]).get(person_id)
    return found is not None and found[0].carries(clock.in_amman(at).date())
