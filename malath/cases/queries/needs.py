"""Reads of needs and of danger."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.words import Governorate
from malath.cases.models import Case, RiskAssessment, StatedNeed
from malath.cases.rules import GRAVE, NEED_NEXT
from malath.cases.words import Need, NeedState, Risk, RiskKind, UnmetReason
from malath.foundation.asking import ask
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Section

NOT_WANTED = (NeedState.MET, NeedState.DECLINED)
REVIEWS = 25


@dataclass(frozen=True)
class NeedLine:
    """A need as a page shows it, and what may become of it next."""

    reference: str
    kind: Need
    state: NeedState
    reason: UnmetReason | None
    at: datetime
    changed_at: datetime
    by: str
    met_by: str

    @property
    def next(self) -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in NeedState if state in NEED_NEXT[self.state]]


@dataclass(frozen=True)
class ScoreLine:
    """One kind of danger of an assessment."""

    kind: RiskKind
    likelihood: int
    harm: int


@dataclass(frozen=True)
class AssessmentLine:
    """An assessment as a page shows it; the plan is "" where it is not the viewer's to read."""

    level: Risk
    at: datetime
    by: str
    review_at: datetime
    looked_at: datetime | None
    plan: str
    scores: tuple[ScoreLine, ...]
    stands: bool
    waits_for_look: bool
    own: bool


@dataclass(frozen=True)
class ReviewLine:
    """A danger that is to be judged anew: a line of the workday."""

    case_reference: str
    person_reference: str
    level: Risk
    review_at: datetime


def needs_of(case: Case) -> list[Need]:
    """What the person needs and has not been given: not what they declined."""
    return [Need(row.kind) for row in ask(_needs, case.pk) if row.state not in NOT_WANTED]


def need_lines(case: Case, sight: Sight) -> tuple[NeedLine, ...]:
    """The needs of a case as far as the viewer sees who wrote them, in the order in which they were stated."""
    rows = [row for row in ask(_needs, case.pk) if sight.sees_writing_of(row.desk_id, Section.SAFETY)]
    return tuple(
        NeedLine(
            row.reference,
            Need(row.kind),
            NeedState(row.state),
            UnmetReason(row.reason) if row.reason else None,
            row.at,
            row.changed_at,
            row.by,
            row.met_by,
        )
        for row in rows
    )


def _needs(case_id: int) -> QuerySet[StatedNeed]:
    return StatedNeed.objects.filter(case_id=case_id).order_by("pk")


def needs_standing(case: Case) -> list[StatedNeed]:
    """The rows of the needs of a case that are not met, in the order in which they were stated."""
    return list(StatedNeed.objects.filter(case=case).exclude(state=NeedState.MET).order_by("pk"))


def need_standing(case: Case, kind: Need) -> StatedNeed | None:
    """The row of a need that is not met yet."""
    return StatedNeed.objects.filter(case=case, kind=kind).exclude(state=NeedState.MET).first()


def need_by_reference(case: Case, reference: str) -> StatedNeed | None:
    return StatedNeed.objects.filter(case=case, reference=reference).first()


def locked_need(pk: int) -> StatedNeed:
    """A need, locked until the act ends."""
    return StatedNeed.objects.select_for_update(of=("self",)).get(pk=pk)


def unmet_by_governorate(since: datetime, until: datetime) -> Counter[tuple[Governorate, Need, UnmetReason]]:
    """How often which need stands unmet, by place and reason, of those that changed between two moments. Raw counts: whoever
    shows them to others than those who see the rows goes through `figures` first."""
    rows = StatedNeed.objects.filter(state=NeedState.UNMET, changed_at__gte=since, changed_at__lt=until)
    found = rows.exclude(governorate="").values_list("governorate", "kind", "reason").annotate(Count("pk")).order_by()
    return Counter({(Governorate(g), Need(k), UnmetReason(r)): number for g, k, r, number in found})


def assessment_standing(case: Case) -> RiskAssessment | None:
    """The assessment that holds."""
    return RiskAssessment.objects.filter(case=case, superseded_at__isnull=True).select_related("key", "desk__agency").first()


def locked_assessment(pk: int) -> RiskAssessment:
    """An assessment, locked until the act ends."""
    rows = RiskAssessment.objects.select_for_update(of=("self",))
    return rows.select_related("case__person", "desk__agency", "key").get(pk=pk)


def assessments_of(case: Case, sight: Sight, by: str) -> tuple[AssessmentLine, ...]:
    """Every assessment as far as the viewer sees who wrote it, the newest first. Two statements."""
    rows = RiskAssessment.objects.filter(case=case, key__erased_at__isnull=True).select_related("key")
    seen = rows.prefetch_related("scores").order_by("-at", "-pk")[:50]
    return tuple(_line(row, by) for row in seen if sight.sees_writing_of(row.desk_id, Section.SAFETY))


def _line(row: RiskAssessment, by: str) -> AssessmentLine:
    scores = [ScoreLine(RiskKind(one.kind), one.likelihood, one.harm) for one in row.scores.all()]
    grave, stands = row.level in GRAVE, row.superseded_at is None
    return AssessmentLine(
        Risk(row.level),
        row.at,
        row.by,
        row.review_at,
        row.looked_at,
        row.opened("plan"),
        tuple(sorted(scores, key=lambda one: -one.likelihood * one.harm)),
        stands,
        stands and grave and row.looked_at is None,
        row.by == by,
    )


def reviews_due(holdings: Holdings, at: datetime, *, cap: int = REVIEWS) -> tuple[ReviewLine, ...]:
    """Dangers that this worker's desks judged and have to judge anew by now, the longest due first. Two statements."""
    desks = tuple(desk for desk in holdings.own_desk_ids if holdings.may_at(desk, Power.WRITE_NOTE))
    rows = ask(_reviews_due, desks, at, shape=(cap,))
    sights = privacy.sights(holdings, [row.case.person_id for row in rows], at)
    return tuple(
        ReviewLine(row.case.reference, row.case.person.reference, Risk(row.level), row.review_at)
        for row in rows
        if row.case.person_id in sights and sights[row.case.person_id].sees_writing_of(row.desk_id, Section.SAFETY)
    )


def _reviews_due(desks: tuple[int, ...], at: datetime, cap: int) -> QuerySet[RiskAssessment]:
    rows = RiskAssessment.objects.filter(superseded_at__isnull=True, desk_id__in=desks, review_at__lte=at)
    rows = rows.filter(case__closed_at__isnull=True).select_related("case__person")
    return rows.order_by("review_at", "pk")[:cap]


def assessments_to_tell(at: datetime, *, cap: int = 500) -> list[RiskAssessment]:
    """Assessments of open cases whose time has come and of which nobody was told."""
    rows = RiskAssessment.objects.filter(superseded_at__isnull=True, told_at__isnull=True, review_at__lte=at)
    return list(rows.filter(case__closed_at__isnull=True).order_by("review_at", "pk")[:cap])


def unmet_by_place(kind: Need) -> dict[Governorate | None, int]:
    """How often a need stands unmet, by governorate; for who tells it as figures. One statement."""
    rows = StatedNeed.objects.filter(kind=kind, state=NeedState.UNMET, case__closed_at__isnull=True).order_by()
    counted = rows.values_list("governorate").annotate(number=Count("pk"))
    return {Governorate(place) if place else None: number for place, number in counted}
