"""Reads of reintegration: the plan of a return, what is due, what each survey says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from malath.foundation import clock
from malath.people import queries as people
from malath.privacy import queries as privacy
from malath.privacy.queries import holders
from malath.privacy.words import ConsentKind
from malath.questionnaires.words import FilledState
from malath.returns import rules_reintegration as rules
from malath.returns.models import Incoming, Journey, ReintegrationPlan, Return, SupportLine, Survey
from malath.returns.queries.survey import questions, survey_form
from malath.returns.rules_reintegration import Index
from malath.returns.words import ReturnKind, ReturnState
from malath.returns.words_reintegration import Band, Dimension, Round, SupportState
from malath.ui.charts import Series, Trend, trend_of
from malath.ui.times import number_text

if TYPE_CHECKING:
    from malath.people.models import Person

FILLED = Q(filling__state=FilledState.FINISHED)
JOINED = ("returning__person__key", "returning__desk__agency", "returning__worker", "returning__mission", "key")


@dataclass(frozen=True)
class LineShown:
    """One kind of support."""

    reference: str
    kind: str
    words: str
    until_on: date
    state: SupportState
    late: bool


@dataclass(frozen=True)
class Score:
    """A score of one dimension in one round, in percent, None where too few answers were given."""

    label: str
    percent: int | None


@dataclass(frozen=True)
class RoundShown:
    """One round: when it is due, or what it says. `change`: of the whole index since the round before, in points."""

    round: Round
    label: str
    due_on: date
    late: bool
    on: date | None = None
    scores: tuple[Score, ...] = ()
    percent: int | None = None
    change: int | None = None
    band: Band | None = None
    unsafe: bool = False
    begun: str = ""
    """The form in which the viewer began to ask."""
    filled: bool = False
    """That form is finished, and its answers are about to be taken over."""


@dataclass(frozen=True)
class ReintegrationPage:
    """The page of one return after the arrival."""

    reference: str
    person: str
    case: str
    plan: ReintegrationPlan | None
    words: str
    flag: str
    plan_due: date | None
    lines: tuple[LineShown, ...]
    rounds: tuple[RoundShown, ...]
    is_official: bool
    trend: Trend | None
    monitored: bool
    has_form: bool
    has_arrived: bool
    may_work: bool


def plan_of(returning: Return) -> ReintegrationPlan | None:
    return ReintegrationPlan.objects.select_related(*JOINED).filter(returning=returning).first()


def plan_locked(returning: Return) -> ReintegrationPlan | None:
    """The plan of a return, locked until the act ends. The caller holds the person's file row."""
    rows = ReintegrationPlan.objects.select_for_update(of=("self",)).select_related(*JOINED)
    return rows.filter(returning=returning).first()


def line_of(plan: ReintegrationPlan, reference: str) -> SupportLine | None:
    return SupportLine.objects.select_related("key").filter(plan=plan, reference=reference).first()


def line_count(plan: ReintegrationPlan) -> int:
    return SupportLine.objects.filter(plan=plan).exclude(state=SupportState.DROPPED).count()


def asked(plan: ReintegrationPlan) -> list[Round]:
    """The rounds that were answered."""
    rows = Survey.objects.filter(Q(answers__isnull=False) | FILLED, plan=plan)
    return [Round(one) for one in rows.values_list("round", flat=True)]


def survey_of(plan: ReintegrationPlan, round_: str) -> Survey | None:
    rows = Survey.objects.filter(plan=plan, round=round_)
    return rows.select_related("key", "filling", "plan__returning").first()


def is_filled(survey: Survey) -> bool:
    """Whether the form of a round is finished."""
    return Survey.objects.filter(FILLED, pk=survey.pk).exists()


def to_take(*, cap: int = 500) -> list[Survey]:
    """Surveys whose form is finished and whose answers are not at the file yet. One statement."""
    rows = Survey.objects.filter(FILLED, answers__isnull=True).select_related("plan__returning")
    return list(rows.order_by("pk")[:cap])


def arrived_on(returning: Return) -> date | None:
    """The day on which somebody confirmed the arrival, as the journey has it."""
    if returning.kind == ReturnKind.INCOMING:
        here = Incoming.objects.filter(returning=returning, came_at__isnull=False).first()
        return clock.in_amman(here.came_at).date() if here and here.came_at else None
    row = Journey.objects.filter(returning=returning, confirmed_at__isnull=False).order_by("-pk").first()
    return clock.in_amman(min(row.arrives_at, row.confirmed_at)).date() if row and row.confirmed_at else None


def is_monitored(person: "Person", at: datetime) -> bool:
    """Whether the person agrees today to be contacted after the return (C13)."""
    return people.where(privacy.agrees(ConsentKind.C13, at, person="pk")).filter(pk=person.pk).exists()


def to_remind(at: datetime, *, cap: int = 500) -> list[ReintegrationPlan]:
    """Plans of which something is due, at desks that see the file still."""
    today = clock.in_amman(at).date()
    seen = holders.is_seen_by_its_desk(at)
    returns = Return.objects.filter(seen).values("pk")
    rows = ReintegrationPlan.objects.select_related(*JOINED).filter(returning__in=returns, ended_at__isnull=True)
    return list(rows.filter(remind_on__lte=today).order_by("pk")[:cap])


def reintegration_page(returning: Return, at: datetime, *, may_work: bool, viewer: str = "") -> ReintegrationPage:
    """Six statements for any number of lines and rounds."""
    plan, today = plan_of(returning), clock.in_amman(at).date()
    rounds = _rounds(plan, today, viewer) if plan else ()
    lines = SupportLine.objects.filter(plan=plan).select_related("key").order_by("pk") if plan else []
    return ReintegrationPage(
        reference=returning.reference,
        person=returning.person.reference,
        case=returning.case.reference if returning.case else "",
        plan=plan,
        words=plan.opened("words") if plan else "",
        flag=plan.opened("flag") if plan else "",
        plan_due=rules.plan_due(plan.arrived_on) if plan and plan.agreed_at is None else None,
        lines=tuple(_line(line, today) for line in lines),
        rounds=rounds,
        trend=_trend(rounds),
        has_form=survey_form() is not None,
        is_official=rules.has_weights(questions()),
        monitored=is_monitored(returning.person, at),
        has_arrived=returning.state == ReturnState.ARRIVED,
        may_work=may_work,
    )


def _line(line: SupportLine, today: date) -> LineShown:
    state = SupportState(line.state)
    late = state == SupportState.PLANNED and line.until_on < today
    return LineShown(line.reference, str(line.get_kind_display()), line.opened("words"), line.until_on, state, late)


def _rounds(plan: ReintegrationPlan, today: date, viewer: str) -> tuple[RoundShown, ...]:
    rows: QuerySet[Survey] = Survey.objects.filter(plan=plan).select_related("key", "filling")
    kept = {Round(row.round): row for row in rows}
    found, before = [], None
    for one, month in zip(Round, plan.rounds, strict=True):
        due, label = rules.due_on(plan.arrived_on, one, plan.rounds), _label(one, month)
        row = kept.get(one)
        if row is None or row.answers is None:
            found.append(_to_ask(one, label, due, row, late=due < today and plan.ended_at is None, viewer=viewer))
            continue
        shown = _answered(one, label, due, row, before)
        before = shown.percent if shown.percent is not None else before
        found.append(shown)
    return tuple(found)


def _label(one: Round, month: int) -> str:
    return _("%(round)s: month %(month)s") % {"round": one.label, "month": number_text(month)}


def _to_ask(one: Round, label: str, due: date, row: Survey | None, *, late: bool, viewer: str) -> RoundShown:
    filling = row.filling if row else None
    mine = filling is not None and filling.state == FilledState.OPEN and filling.by == viewer
    filled = filling is not None and filling.state == FilledState.FINISHED
    begun = filling.reference if filling is not None and mine else ""
    return RoundShown(one, label, due, late=late, begun=begun, filled=filled)


def _trend(rounds: tuple[RoundShown, ...]) -> Trend | None:
    """The index and what it is made of, over the rounds; nothing to draw before two of them."""
    if sum(one.percent is not None for one in rounds) < 2:
        return None
    whole = Series(_("Together"), tuple(one.percent for one in rounds))
    parts = (
        Series(str(dimension.label), tuple(one.scores[place].percent if one.scores else None for one in rounds))
        for place, dimension in enumerate(Dimension)
    )
    return trend_of([one.label for one in rounds], [whole, *parts], mirrored=get_language_bidi())


def _answered(one: Round, label: str, due: date, row: Survey, before: int | None) -> RoundShown:
    answers: Mapping[str, str] = json.loads(row.opened("answers"))
    index: Index = rules.index_of(questions(), answers)
    percent = _percent(index.composite)
    change = percent - before if percent is not None and before is not None else None
    scores = tuple(Score(str(dimension.label), _percent(index.of[dimension])) for dimension in Dimension)
    return RoundShown(
        one, label, due, late=False, on=row.on, scores=scores, percent=percent, change=change, band=index.band,
        unsafe=rules.is_unsafe(answers),
    )  # fmt: skip


def _percent(score: Fraction | None) -> int | None:
    return None if score is None else int(score * 100 + Fraction(1, 2))
