"""Reads of situations. Each viewer sees the members whose files are open to them, and nothing that says there are others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.cases import rules
from malath.cases.models import Case, Situation, SituationMember
from malath.cases.words import CaseStatus, Risk
from malath.foundation.asking import ask
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Level, Section

SITUATIONS = 50


@dataclass(frozen=True)
class PartLine:
    """One case of a situation. `code` is "" for who did not open it: a gap between codes would tell of somebody."""

    case_reference: str
    person_reference: str
    code: str
    name: str
    status: CaseStatus
    risk: Risk | None
    may_write: bool


@dataclass(frozen=True)
class SituationPage:
    """A situation as one viewer sees it. Place and employer are None where they are not theirs to read. `count` is exact for
    the desk that opened it; to others `more_than` says it."""

    reference: str
    place: str | None
    employer: str | None
    happened_on: date | None
    governorate: str
    parts: tuple[PartLine, ...]
    is_ours: bool
    may_work: bool

    @property
    def count(self) -> int:
        return len(self.parts)

    @property
    def more_than(self) -> int:
        return rules.more_than(len(self.parts))

    @property
    def files(self) -> list[str]:
        return [part.person_reference for part in self.parts]


@dataclass(frozen=True)
class SituationLine:
    """A situation of an own desk in the list."""

    reference: str
    happened_on: date | None
    governorate: str
    opened_at: datetime


def situation_begun(once: UUID | None) -> Situation | None:
    return Situation.objects.filter(once=once).first() if once is not None else None


def _situation(reference: str) -> QuerySet[Situation]:
    return Situation.objects.filter(reference=reference).select_related("key", "desk__agency")


def locked_situation(pk: int) -> Situation:
    """A situation, locked until the act ends. Comes before the cases in it."""
    return Situation.objects.select_for_update(of=("self",)).select_related("key", "desk").get(pk=pk)


def member_of(situation: Situation, case: Case) -> SituationMember | None:
    return SituationMember.objects.filter(situation=situation, case=case, until__isnull=True).first()


def last_number(situation: Situation) -> int:
    """The highest code given in a situation, whoever has left since."""
    found = SituationMember.objects.filter(situation=situation).aggregate(last=Max("number"))["last"]
    return int(found or 0)


def situations_of(case: Case) -> list[str]:
    """References of the situations that a case is part of. The viewer of the case is a viewer of these."""
    return list(ask(_situations_of, case.pk))


def _situations_of(case_id: int) -> QuerySet[SituationMember, str]:
    rows = SituationMember.objects.filter(case_id=case_id, until__isnull=True).order_by("pk")
    return rows.values_list("situation__reference", flat=True)


def situations_opened(holdings: Holdings) -> tuple[SituationLine, ...]:
    """The situations that the viewer's own desks opened, the newest first."""
    rows = Situation.objects.filter(desk_id__in=holdings.desks_with(Power.OPEN_CASE)).order_by("-opened_at", "-pk")
    return tuple(
        SituationLine(row.reference, row.happened_on, agencies.place(row.governorate), row.opened_at)
        for row in rows[:SITUATIONS]
    )


def situation_seen(reference: str, holdings: Holdings, at: datetime) -> tuple[Situation, SituationPage] | None:
    """A situation for this viewer, None when nothing of it is theirs to know: they see none of its members, or it has none and
    another desk opened it; or when there is no such situation. The same statements for all of these, for few and for many."""
    situation = next(iter(ask(_situation, reference)), None)
    members = ask(_members, situation.pk if situation else 0)
    sights = privacy.sights(holdings, [member.case.person_id for member in members] or [0], at)
    seen = [(member, sights[member.case.person_id]) for member in members if _is_seen(member, sights)]
    ours = situation is not None and holdings.may_at(situation.desk_id, Power.WRITE_NOTE)
    if situation is None or (not seen and not (ours and not members)):
        return None
    return situation, _page(situation, seen, holdings, ours=ours)


def _page(
    situation: Situation, seen: Sequence[tuple[SituationMember, Sight]], holdings: Holdings, *, ours: bool
) -> SituationPage:
    names = privacy.names_seen({member.case.person_id: sight for member, sight in seen})
    reads = ours or any(Section.STORY in sight.full for _, sight in seen)
    return SituationPage(
        reference=situation.reference,
        place=situation.opened("place") if reads else None,
        employer=situation.opened("employer") if reads else None,
        happened_on=situation.happened_on,
        governorate=agencies.place(situation.governorate),
        parts=tuple(_part(member, sight, names, ours=ours) for member, sight in seen),
        is_ours=ours,
        may_work=holdings.may_at(situation.desk_id, Power.OPEN_CASE),
    )


def _members(situation_id: int) -> QuerySet[SituationMember]:
    rows = SituationMember.objects.filter(situation_id=situation_id, until__isnull=True)
    return rows.select_related("case__person__key").order_by("number")


def _is_seen(member: SituationMember, sights: dict[int, Sight]) -> bool:
    sight = sights.get(member.case.person_id)
    return sight is not None and sight.level >= Level.L2


def _part(member: SituationMember, sight: Sight, names: dict[int, str], *, ours: bool) -> PartLine:
    case = member.case
    written = sight.sees_writing_of(case.facts_desk_id, Section.SAFETY)
    return PartLine(
        case_reference=case.reference,
        person_reference=case.person.reference,
        code=f"G-{member.number:02d}" if ours else "",
        name=names.get(case.person_id, ""),
        status=CaseStatus(case.status),
        risk=Risk(case.risk) if written else None,
        may_write=case.closed_at is None and sight.sees(Section.SAFETY),
    )


def cases_of_situation(situation: Situation, references: Collection[str]) -> Sequence[Case]:
    """Those of the named cases that are part of a situation. The caller is a gate."""
    rows = SituationMember.objects.filter(situation=situation, until__isnull=True, case__reference__in=list(references))
    return [row.case for row in rows.select_related("case__person__key", "case__key").order_by("number")]
