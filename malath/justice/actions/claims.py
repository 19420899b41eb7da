"""Claims: what a person is owed, claimed, awarded and paid, each by itself."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import translation

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.models import Case, Task
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.justice import queries, rules
from malath.justice.actions.base import done, locked, record, refuse
from malath.justice.models import Claim, ClaimStep
from malath.justice.words import ClaimKind, Step


@dataclass(frozen=True)
class Claimed:
    """What is claimed, from whom, how much and since when."""

    kind: ClaimKind
    on: date
    amount: Decimal | None = None
    against: str = ""
    words: str = ""


@act
def claim(case: Case, what: Claimed, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None) -> Claim:
    """Something is claimed for the person, apart from the criminal matter. The same form twice is one. Errors: `CannotDo`; of
    the case."""
    case = locked(case)
    mark = own_mark(once, by.reference, case.reference, what.kind, f"{what.amount}", what.words)
    if (known := queries.claim_opened(mark)) is not None:
        record(Did.CLAIM_OPENED, case, by=by, at=at, again="1")
        return known
    _refuse_step(Step.CLAIMED, what.amount, kind=what.kind, on=what.on, at=at, before=[])
    row = Claim(case=case, person=case.person, key=case.key, kind=what.kind, desk=desk, by=by.reference, at=at, once=mark)
    row.seal(against=what.against, words=what.words)
    row.save(force_insert=True)
    _gone(row, Step.CLAIMED, what.amount, on=what.on, desk=desk, by=by, at=at)
    done(Did.CLAIM_OPENED, case, desk=desk, by=by, at=at, claim=row.reference, kind=what.kind.value)
    return row


@act
def add_step(row: Claim, step: Step, amount: Decimal | None, *, on: date, desk: Desk, by: Actor, at: datetime) -> ClaimStep:
    """A claim was awarded, paid in whole or in part, refused, or given up by the person. What was written before stays. Errors:
    `CannotDo`; of the case."""
    case = locked(row.case)
    _refuse_step(step, amount, kind=ClaimKind(row.kind), on=on, at=at, before=queries.steps_of(row))
    found = _gone(row, step, amount, on=on, desk=desk, by=by, at=at)
    done(Did.CLAIM_WENT_ON, case, desk=desk, by=by, at=at, claim=row.reference, step=step.value)
    return found


@act
def enforce(row: Claim, *, due_on: date, desk: Desk, by: Actor, at: datetime) -> Task:
    """Somebody at the desk sees to it that what was awarded is paid: a task, to its key worker where it has one. Errors:
    `CannotDo`; of the case."""
    case = locked(row.case)
    refuse(rules.why_not_enforce(queries.steps_of(row), kind=ClaimKind(row.kind)))
    member = case_queries.key_worker_of(case, desk, at)
    worker = member.user if member else None
    task = cases.set_task(case, _title(worker), due_on=due_on, desk=desk, worker=worker, by=by, at=at)
    record(Did.CLAIM_TO_ENFORCE, case, by=by, at=at, claim=row.reference, task=task.reference)
    return task


def _refuse_step(
    step: Step,
    amount: Decimal | None,
    *,
    kind: ClaimKind,
    on: date,
    at: datetime,
    before: list[tuple[Step, Decimal | None]],
) -> None:
    today = clock.in_amman(at).date()
    refuse(rules.why_not_step(step, amount, kind=kind, on=on, today=today, before=before))


def _gone(row: Claim, step: Step, amount: Decimal | None, *, on: date, desk: Desk, by: Actor, at: datetime) -> ClaimStep:
    kept = amount if step in rules.WITH_AN_AMOUNT else None
    return ClaimStep.objects.create(claim=row, step=step, amount=kept, on=on, desk=desk, by=by.reference, at=at)


def _title(worker: User | None) -> str:
    with translation.override(worker.language if worker else "ar"):
        return translation.gettext("Something was awarded and is not paid: ask the enforcement office.")
