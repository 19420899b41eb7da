"""The acts of reintegration: a plan with the person, what it supports, how life goes, and its end."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.privacy import actions as privacy
from malath.questionnaires.actions import filling
from malath.questionnaires.models import Filling
from malath.returns import news
from malath.returns import rules_reintegration as rules
from malath.returns.actions.base import locked, record
from malath.returns.models import ReintegrationPlan, Return, SupportLine, Survey
from malath.returns.queries import reintegration as queries
from malath.returns.queries.law import follow_up_months
from malath.returns.queries.survey import questions, survey_form
from malath.returns.words import ReturnState
from malath.returns.words_reintegration import Round, SupportKind, SupportState, WhyEnded, WhyNotReintegrate


class CannotReintegrate(Exception):
    """Something about reintegration is not done as asked."""

    def __init__(self, reasons: list[WhyNotReintegrate]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@dataclass(frozen=True)
class Asked:
    """Which round is asked, and on which day. `filled`: a form of the survey that was filled in before, such as on a phone."""

    round: Round
    on: date
    filled: Filling | None = None


@act
def begin_plan(returning: Return, words: str, *, by: Actor, at: datetime) -> ReintegrationPlan:
    """A plan is begun with the person, within a month of the arrival. Errors: `CannotReintegrate`."""
    now = locked(returning)
    arrived = queries.arrived_on(now)
    state = ReturnState(now.state) if arrived else ReturnState.DEPARTED
    _refuse(rules.why_not_begin(state=state, begun=queries.plan_locked(now) is not None, words=words))
    row = ReintegrationPlan(
        key=now.person.key, returning=now, arrived_on=arrived or clock.in_amman(at).date(), by=by.reference, at=at,
        months=",".join(map(str, follow_up_months())),
    )  # fmt: skip
    row.seal(words=words.strip())
    _clock(row, at)
    row.save(force_insert=True)
    record(Did.REINTEGRATION_BEGUN, now, by=by, at=at)
    return row


@act
def add_support(
    returning: Return, kind: SupportKind, words: str, until_on: date, *, by: Actor, at: datetime, once: UUID | None = None
) -> SupportLine:
    """One kind of support more in the plan. The same form twice is one. Errors: `CannotReintegrate`."""
    plan = _open_plan(returning)
    _refuse([] if words.strip() else [WhyNotReintegrate.NO_WORDS])
    kept = SupportLine.objects.filter(once=once).first() if once else None
    if kept is None:
        kept = SupportLine(key=plan.key, plan=plan, kind=kind, until_on=until_on, by=by.reference, at=at, once=once)
        kept.seal(words=words.strip())
        kept.save(force_insert=True)
    record(Did.SUPPORT_PLANNED, plan.returning, by=by, at=at, kind=kind.value)
    return kept


@act
def settle_support(returning: Return, line: str, state: SupportState, *, by: Actor, at: datetime) -> SupportLine:
    """What became of one kind of support. Errors: `CannotReintegrate`."""
    plan = _open_plan(returning)
    row = queries.line_of(plan, line)
    settled = row is None or row.state != SupportState.PLANNED or state == SupportState.PLANNED
    if row is None or settled:
        raise CannotReintegrate([WhyNotReintegrate.SETTLED])
    row.state, row.settled_at, row.settled_by = state, at, by.reference
    row.save(update_fields=["state", "settled_at", "settled_by"])
    record(Did.SUPPORT_SETTLED, plan.returning, by=by, at=at, state=state.value)
    return row


@act
def agree_reintegration(returning: Return, *, by: Actor, at: datetime) -> ReintegrationPlan:
    """The person agrees to the plan as it stands. Errors: `CannotReintegrate`."""
    plan = _open_plan(returning)
    agreed = plan.agreed_at is not None
    _refuse(rules.why_not_agree(ended=False, agreed=agreed, lines=queries.line_count(plan)))
    plan.agreed_at, plan.agreed_by = at, by.reference
    _keep(plan, by=by, at=at)
    record(Did.REINTEGRATION_AGREED, plan.returning, by=by, at=at)
    return plan


@act
def begin_survey(returning: Return, asked: Asked, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None) -> Survey:
    """Somebody asks how life goes, in one of three rounds, on the survey that was published. A round that was begun and left
    is begun anew. Errors: `CannotReintegrate`; of the forms engine."""
    plan = _open_plan(returning)
    person, form = plan.returning.person, survey_form()
    _refuse(rules.why_not_survey(
        asked.round, asked.on, arrived_on=plan.arrived_on, today=clock.in_amman(at).date(), ended=False,
        monitored=queries.is_monitored(person, at), is_child=person.is_child, has_form=form is not None,
        asked=queries.asked(plan), months=plan.rounds,
    ))  # fmt: skip
    assert form is not None  # noqa: S101  # refused above
    row = queries.survey_of(plan, asked.round) or Survey(key=plan.key, plan=plan, round=asked.round)
    row.on, row.by, row.at = asked.on, by.reference, at
    page = news.page_after(plan.returning)
    row.filling = asked.filled or filling.begin(form, desk, leads_to=page, by=by, at=at, once=once)
    row.save()
    record(Did.SURVEY_BEGUN, plan.returning, by=by, at=at, round=asked.round.value)
    return row


@act
def take_survey(returning: Return, round_: str, *, at: datetime, by: Actor = WORKER) -> Survey | None:
    """What was answered goes to the file of the person and is left nowhere else; an answer that says that somebody is not safe
    is told at once. Of somebody who took their agreement back meanwhile nothing is kept. Errors: `CannotReintegrate`."""
    file = privacy.lock(returning.person_id)
    plan = queries.plan_locked(returning)
    row = queries.survey_of(plan, round_) if plan else None
    waits = row is not None and row.answers is None and queries.is_filled(row)
    _refuse([] if waits else [WhyNotReintegrate.NOT_FILLED])
    assert plan is not None and row is not None and row.filling is not None  # noqa: S101, PT018  # refused above
    given = filling.hand_over(row.filling, plan.returning.reference, by=by, at=at)
    wanted = file.closed_at is None and plan.ended_at is None
    if not (wanted and queries.is_monitored(plan.returning.person, at)):
        row.delete()
        record(Did.SURVEY_LET_GO, plan.returning, by=by, at=at, round=round_)
        return None
    return _take(row, plan, rules.known_answers(questions(), given), by=by, at=at)


def _take(row: Survey, plan: ReintegrationPlan, answers: Mapping[str, str], *, by: Actor, at: datetime) -> Survey:
    row.seal(answers=json.dumps(answers, ensure_ascii=False))
    row.band = rules.index_of(questions(), answers).band or ""
    row.save()
    _keep(plan, by=by, at=at)
    if rules.is_unsafe(answers):
        news.tell_unsafe(plan.returning, at=at)
    record(Did.SURVEY_RECORDED, plan.returning, by=by, at=at, round=row.round)
    return row


@act
def flag_again(returning: Return, words: str, *, by: Actor, at: datetime) -> ReintegrationPlan:
    """Somebody saw signs that it happens again: the desk is told, and a person screens. Nothing is begun by itself. Errors:
    `CannotReintegrate`."""
    plan = _open_plan(returning)
    _refuse([WhyNotReintegrate.NO_WORDS] if not words.strip() else [])
    _refuse([WhyNotReintegrate.FLAGGED] if plan.flagged_at is not None else [])
    plan.seal(flag=words.strip())
    plan.flagged_at, plan.flagged_by = at, by.reference
    plan.save(update_fields=["flag", "flagged_at", "flagged_by"])
    news.tell_unsafe(plan.returning, at=at)
    record(Did.REINTEGRATION_FLAGGED, plan.returning, by=by, at=at)
    return plan


@act
def close_reintegration(returning: Return, why: WhyEnded, *, by: Actor, at: datetime) -> ReintegrationPlan:
    """The monitoring ends; what was written stays. Errors: `CannotReintegrate`."""
    plan = _open_plan(returning)
    plan.why_ended, plan.ended_at, plan.ended_by = why, at, by.reference
    _keep(plan, by=by, at=at)
    record(Did.REINTEGRATION_CLOSED, plan.returning, by=by, at=at, why=why.value)
    return plan


@act
def remind_of_reintegration(plan: ReintegrationPlan, *, at: datetime, by: Actor = WORKER) -> ReintegrationPlan:
    """The plan or a round is due soon, or late: who prepares the return is told, each week. Errors: `CannotReintegrate`."""
    now = queries.plan_locked(locked(plan.returning))
    today = clock.in_amman(at).date()
    if now is None or now.ended_at is not None or now.remind_on is None or now.remind_on > today:
        raise CannotReintegrate([WhyNotReintegrate.NOT_DUE])
    due = _due(now, at)
    now.remind_on = today + rules.WEEK if due is not None and due <= today + rules.WEEK else due and due - rules.WEEK
    now.save(update_fields=["remind_on"])
    if due is not None and due <= today + rules.WEEK:
        news.tell_reintegration(now.returning, at=at)
    record(Did.REINTEGRATION_REMINDED, now.returning, by=by, at=at)
    return now


def _open_plan(returning: Return) -> ReintegrationPlan:
    plan = queries.plan_locked(locked(returning))
    if plan is None:
        raise CannotReintegrate([WhyNotReintegrate.NO_PLAN])
    _refuse([WhyNotReintegrate.ENDED] if plan.ended_at is not None else [])
    return plan


def _keep(plan: ReintegrationPlan, *, by: Actor, at: datetime) -> None:
    """Save it with the day of its next reminder; what it reminded of is done."""
    _clock(plan, at)
    plan.save()
    news.settle_reintegration(plan.returning, by=by, at=at)


def _clock(plan: ReintegrationPlan, at: datetime) -> None:
    due = _due(plan, at) if plan.ended_at is None else None
    plan.remind_on = due - rules.WEEK if due is not None else None


def _due(plan: ReintegrationPlan, at: datetime) -> date | None:
    """What is due next. Nobody is reminded of a round for who has not agreed to be contacted."""
    asked, monitored = queries.asked(plan) if plan.pk else [], queries.is_monitored(plan.returning.person, at)
    agreed = plan.agreed_at is not None
    return rules.next_due(plan.arrived_on, agreed=agreed, monitored=monitored, asked=asked, months=plan.rounds)


def _refuse(reasons: list[WhyNotReintegrate]) -> None:
    if reasons:
        raise CannotReintegrate(reasons)
