"""Who speaks for the person, how they want to be heard, and whether they want to go home before the judgment."""

from datetime import date, datetime

from malath.agencies.models import Agency, Desk
from malath.audit.words import Did
from malath.cases.models import Case
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.justice import queries, rules
from malath.justice.actions.base import done, locked, locked_in, record, refuse
from malath.justice.models import AskedTestimony, Mandate, Part, Proceeding
from malath.justice.words import Asking, HeardHow, LegalAid, WantsHome, WhyNot


@act
def give_mandate(
    case: Case,
    body: Agency,
    lawyer: str,
    *,
    aid: LegalAid,
    on: date,
    number: str = "",
    desk: Desk,
    by: Actor,
    at: datetime,
) -> Mandate:
    """The person gives a lawyer their power of attorney. It opens no file: that is the person's yes to the body (C3); without
    it the lawyer reads where a matter stands and no more. Errors: `CannotDo`; of the case."""
    case = locked(case)
    refuse([] if lawyer.strip() else [WhyNot.NAME_MISSING])
    refuse([WhyNot.AHEAD] if on > clock.in_amman(at).date() else [])
    refuse([WhyNot.ALREADY] if queries.has_mandate(case, body.pk) else [])
    row = Mandate(case=case, key=case.key, agency=body, aid=aid, on=on, desk=desk, by=by.reference, at=at)
    row.seal(lawyer=lawyer, number=number)
    row.save(force_insert=True)
    done(Did.MANDATE_GIVEN, case, desk=desk, by=by, at=at, mandate=row.reference, aid=aid.value)
    return row


@act
def end_mandate(row: Mandate, *, desk: Desk, by: Actor, at: datetime) -> Mandate:
    """The lawyer does not represent the person any more: they read no words from this moment on. Errors: `CannotDo`; of the
    case."""
    case = locked(row.case)
    now = queries.locked_mandate(row.pk)
    refuse([WhyNot.ENDED] if now.ended_at is not None else [])
    now.ended_at, now.ended_by = at, by.reference
    now.save(update_fields=["ended_at", "ended_by"])
    done(Did.MANDATE_ENDED, case, desk=desk, by=by, at=at, mandate=now.reference)
    return now


@act
def ask_testimony(
    proceeding: Proceeding, case: Case, how: HeardHow, *, on: date, desk: Desk, by: Actor, at: datetime
) -> AskedTestimony:  # fmt: skip
    """A court is asked to hear the person early or from a distance, so that they need not stay. Errors: `CannotDo`; of the
    case."""
    case, _now, part = locked_in(case, proceeding)
    refuse([WhyNot.AHEAD] if on > clock.in_amman(at).date() else [])
    refuse([WhyNot.ALREADY] if queries.testimony_waiting(part) is not None else [])
    row = AskedTestimony.objects.create(part=part, how=how, asked_on=on, desk=desk, by=by.reference, at=at)
    done(Did.TESTIMONY_ASKED, case, desk=desk, by=by, at=at, how=how.value)
    return row


@act
def settle_testimony(
    proceeding: Proceeding, case: Case, granted: bool, *, on: date, desk: Desk, by: Actor, at: datetime
) -> AskedTestimony:  # fmt: skip
    """What the court said to it. Errors: `CannotDo`; of the case."""
    case, _now, part = locked_in(case, proceeding)
    row = queries.testimony_waiting(part)
    refuse([] if row is not None else [WhyNot.NOT_THE_STAGE])
    assert row is not None  # noqa: S101  # refused above
    today = clock.in_amman(at).date()
    refuse(rules.why_not_settle_asking(Asking(row.state), on, asked_on=row.asked_on, today=today))
    row.state, row.settled_on = Asking.GRANTED if granted else Asking.REFUSED, on
    row.save(update_fields=["state", "settled_on"])
    done(Did.TESTIMONY_SETTLED, case, desk=desk, by=by, at=at, state=row.state)
    return row


@act
def wish_home(proceeding: Proceeding, case: Case, wish: WantsHome, *, desk: Desk, by: Actor, at: datetime) -> Part:
    """Whether the person wants to go home before the judgment; they may change it at any time. Errors: `CannotDo`."""
    case, _now, part = locked_in(case, proceeding)
    part.wants_home, part.wants_home_at = wish, at
    part.save(update_fields=["wants_home", "wants_home_at"])
    done(Did.HOME_WISHED, case, desk=desk, by=by, at=at, wish=wish.value)
    return part


def lapse(part: Part, *, at: datetime, by: Actor = WORKER) -> None:
    """What was asked of a court lapses with the co-operation. Called inside the act that stops it."""
    row = queries.testimony_waiting(part)
    if row is not None:
        row.state, row.settled_on = Asking.LAPSED, clock.in_amman(at).date()
        row.save(update_fields=["state", "settled_on"])
        record(Did.TESTIMONY_SETTLED, part.case, by=by, at=at, state=row.state)
