"""Care after sexual violence that helps only within hours: offered in private, declined without a reason."""

from datetime import datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.cases.queries import references
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.privacy import actions as privacy
from malath.support import news, rules
from malath.support.actions.base import locked, record, refuse, wrote
from malath.support.models import UrgentCare
from malath.support.queries import care as queries
from malath.support.queries import law, written
from malath.support.words import Care, CareSaid


@act
def note_event(
    case: Case, happened: datetime, *, contraception: bool, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> UrgentCare:
    """The person has said when it happened: the hours in which care helps are counted, and those who see the compartment are
    told again and again as long as they run. Hours that have passed are no reason against care. The same form twice is one
    event. Errors: `CannotSupport`; of the case when it is closed."""
    case = locked(case)
    mark = own_mark(once, by.reference, case.reference, happened.isoformat())
    if (known := written(UrgentCare, mark)) is not None:
        record(Did.CARE_NOTED, case, by=by, at=at, again="1", section=queries.SECTION.value)
        return known
    refuse(rules.why_not_urgent(happened, at))
    row = UrgentCare(case=case, key=case.key, desk=desk, by=by.reference, at=at, once=mark)
    second = CareSaid.WAITS if contraception else CareSaid.NOT_OFFERED
    row.seal(happened=happened.isoformat(), hiv=CareSaid.WAITS, contraception=second)
    row.look_at = _next_look(row, at)
    row.save(force_insert=True)
    wrote(Did.CARE_NOTED, case, desk, by=by, at=at, section=queries.SECTION.value)
    return row


@act
def answer_care(row: UrgentCare, care: Care, said: CareSaid, *, desk: Desk, by: Actor, at: datetime) -> UrgentCare:
    """Care was given, or the person declined it: a no needs no reason, ends no help, and is not asked again; they may still ask
    for it themselves. What was found stands in the health note, not here. Errors: `CannotSupport`; of the case."""
    case = locked(row.case)
    now = UrgentCare.objects.select_related("key").get(pk=row.pk)
    refuse(rules.why_not_answer_care(queries.said_of(now)[care], said))
    now.seal(**{care.value: said.value})
    now.look_at = _next_look(now, at)
    now.save()
    if now.look_at is None:
        news.settle_care(case, by=by, at=at)
    wrote(Did.CARE_ANSWERED, case, desk, by=by, at=at, section=queries.SECTION.value)
    return now


@act
def remind_of_care(row: UrgentCare, *, at: datetime, by: Actor = WORKER) -> UrgentCare:
    """Something waits still and its hours run: those to whom the compartment is open are told, and nobody else. Errors:
    `CannotSupport`."""
    privacy.lock(references.person_of(row.case_id))
    case, now = case_queries.locked(row.case_id), UrgentCare.objects.select_related("key").get(pk=row.pk)
    refuse(rules.why_not_remind(now.look_at, at))
    now.look_at = _next_look(now, at)
    now.save(update_fields=["look_at"])
    if now.look_at is None:
        news.settle_care(case, by=by, at=at)
    else:
        news.tell_care(case, at=at)
    record(Did.CARE_REMINDED, case, by=by, at=at, section=queries.SECTION.value)
    return now


def _next_look(row: UrgentCare, at: datetime) -> datetime | None:
    """When somebody is told next; None when nothing waits, or no hours run."""
    runs = rules.still_runs(queries.said_of(row), queries.happened(row), law.care_hours(), at)
    return at + rules.LOOK_EVERY if runs else None
