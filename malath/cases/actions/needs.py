"""What a person needs and what became of it, and how great the danger is."""

from collections.abc import Collection, Sequence
from datetime import datetime

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import news, queries, rules
from malath.cases.actions.common import CannotChange, happened_at, refuse, touch, writable
from malath.cases.models import Case, RiskAssessment, RiskScore, StatedNeed
from malath.cases.rules import Score
from malath.cases.words import CaseStatus, Need, NeedState, UnmetReason, WhyNot
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.people.earlier import Earlier, NotThen, as_fact
from malath.people.words import WhyNotThen


@act
def state_need(case: Case, kind: Need, *, desk: Desk, by: Actor, at: datetime, earlier: Earlier | None = None) -> StatedNeed:
    """Write down that the person needs something; nothing is promised by it. `earlier`: when they said so, if not now.
    Errors: `CannotChange` when it stands already, or was declined: then it is not asked again; `NotThen`."""
    case = queries.locked(case.pk)
    writable(case)
    said_at = happened_at(case, earlier, at)
    standing = queries.need_standing(case, kind)
    if standing is not None:
        declined = standing.state == NeedState.DECLINED
        raise CannotChange([WhyNot.NOT_ASKED_AGAIN if declined else WhyNot.NEED_STATED])
    need = state_needs(case, [kind], desk=desk, by=by, at=said_at)[0]
    touch(case, desk, at)
    _record(Did.NEED_STATED, case, by=by, at=at, need=kind.value, **as_fact(earlier))
    return need


@act
def answer_need(
    need: StatedNeed,
    state: NeedState,
    *,
    reason: UnmetReason | None = None,
    own_wish: bool = False,
    desk: Desk,
    by: Actor,
    at: datetime,
) -> StatedNeed:
    """Say what became of a need: offered, accepted or declined by the person, met, or unmet and why. `own_wish`: the person
    raised it again after a no. Errors: `CannotChange`."""
    case = queries.locked(need.case_id)
    writable(case)
    need = queries.locked_need(need.pk)
    refuse(rules.why_not_answer_need(NeedState(need.state), state, reason=reason, own_wish=own_wish))
    need.state, need.changed_at, need.desk = state, at, desk
    need.reason = reason or "" if state == NeedState.UNMET else ""
    need.governorate = case.governorate if state == NeedState.UNMET else ""
    if state == NeedState.MET:
        need.met_by, need.met_at = by.reference, at
    need.save()
    touch(case, desk, at)
    facts = {"need": need.kind, "state": state.value, **({"reason": need.reason} if need.reason else {})}
    _record(Did.NEED_ANSWERED, case, by=by, at=at, **facts)
    return need


@act
def assess_risk(
    case: Case, scores: Sequence[Score], *, plan: str = "", desk: Desk, by: Actor, at: datetime, earlier: Earlier | None = None
) -> RiskAssessment:
    """Judge the danger kind by kind. The level follows from the highest product; high and critical need a safety plan, and a
    supervisor is asked to look. The one before stays as history. `earlier`: when it was judged, if not now; the next look is
    due counted from then. Errors: `CannotChange`; `NotThen`, also when it was judged anew after that."""
    case = queries.locked(case.pk)
    refuse(rules.why_not_assess(CaseStatus(case.status), scores, plan))
    level = rules.level_of(scores)
    judged_at = _judged_at(case, earlier, at)
    RiskAssessment.objects.filter(case=case, superseded_at__isnull=True).update(superseded_at=at)
    assessment = RiskAssessment(
        case=case, key=case.key, level=level, desk=desk, by=by.reference, at=judged_at,
        review_at=judged_at + rules.REVIEW_AFTER[level],
    )  # fmt: skip
    assessment.seal(plan=plan)
    assessment.save(force_insert=True)
    RiskScore.objects.bulk_create(
        RiskScore(assessment=assessment, kind=one.kind, likelihood=one.likelihood, harm=one.harm) for one in scores
    )
    case.risk, case.facts_desk, case.version = level, desk, case.version + 1
    case.save(update_fields=["risk", "facts_desk", "version"])
    touch(case, desk, at)
    _record(Did.RISK_ASSESSED, case, by=by, at=at, level=level.value, **as_fact(earlier))
    news.tell_of_risk(assessment, grave=level in rules.GRAVE, by=by, at=at)
    return assessment


@act
def look_at_risk(assessment: RiskAssessment, *, by: Actor, at: datetime) -> RiskAssessment:
    """A supervisor has looked at a grave danger and the plan against it. Errors: `CannotChange`; nobody looks at their own."""
    case = queries.locked(assessment.case_id)
    assessment = queries.locked_assessment(assessment.pk)
    reasons = rules.why_not_look_at(
        stands=assessment.superseded_at is None and assessment.level in rules.GRAVE,
        looked=assessment.looked_at is not None,
        own=assessment.by == by.reference,
    )
    refuse(reasons)
    assessment.looked_by, assessment.looked_at = by.reference, at
    assessment.save(update_fields=["looked_by", "looked_at"])
    _record(Did.RISK_LOOKED_AT, case, by=by, at=at, level=assessment.level)
    news.settle_risk(case, by=by, at=at)
    return assessment


@act
def remind_of_risk(assessment: RiskAssessment, *, at: datetime, by: Actor = WORKER) -> RiskAssessment:
    """It is time to judge the danger anew: the desk is told, once. Lateness lowers nothing. Errors: `CannotChange` when it was
    judged anew or told meanwhile, or the case has closed."""
    assessment = queries.locked_assessment(assessment.pk)
    case = assessment.case
    over = assessment.superseded_at is not None or assessment.told_at is not None or case.closed_at is not None
    refuse([WhyNot.NO_ASSESSMENT] if over else [])
    assessment.told_at = at
    assessment.save(update_fields=["told_at"])
    _record(Did.RISK_REMINDED, case, by=by, at=at, level=assessment.level)
    news.tell_risk_due(assessment, at=at)
    return assessment


def state_needs(case: Case, kinds: Collection[Need], *, desk: Desk, by: Actor, at: datetime) -> list[StatedNeed]:
    """The rows of what a person needs, when a case is opened or later. Called inside an act."""
    rows = [StatedNeed(case=case, kind=kind, desk=desk, by=by.reference, at=at, changed_at=at) for kind in dict.fromkeys(kinds)]
    return StatedNeed.objects.bulk_create(rows)


def _judged_at(case: Case, earlier: Earlier | None, at: datetime) -> datetime:
    """When the danger was judged. What was judged since is newer, and stands. Errors: `NotThen`."""
    moment = happened_at(case, earlier, at)
    if earlier is not None and RiskAssessment.objects.filter(case=case, at__gt=moment).exists():
        raise NotThen([WhyNotThen.LATER_JUDGED])
    return moment


def _record(event: Did, case: Case, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)
