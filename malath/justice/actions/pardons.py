"""Not punished for what they were made to do: of which acts a person is accused, what was asked, what was decided."""

from datetime import date, datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases.models import Case
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.justice import queries, rules
from malath.justice.actions.base import done, locked, record, refuse
from malath.justice.models import Reproach
from malath.justice.words import Pardon, Reproached, WhyNot


@act
def reproach(
    case: Case,
    what: Reproached,
    *,
    on: date,
    before: str = "",
    link: str = "",
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Reproach:
    """Somebody accuses the person of an act. The same form twice is one. Errors: `CannotDo`; of the case."""
    case = locked(case)
    mark = own_mark(once, by.reference, case.reference, what, on.isoformat())
    if (known := queries.reproach_written(mark)) is not None:
        record(Did.REPROACH_WRITTEN, case, by=by, at=at, again="1")
        return known
    refuse([WhyNot.AHEAD] if on > clock.in_amman(at).date() else [])
    row = Reproach(case=case, key=case.key, act=what, on=on, desk=desk, by=by.reference, at=at, once=mark)
    row.seal(before=before, link=link)
    row.save(force_insert=True)
    done(Did.REPROACH_WRITTEN, case, desk=desk, by=by, at=at, act=what.value)
    return row


@act
def ask_pardon(row: Reproach, link: str, *, on: date, desk: Desk, by: Actor, at: datetime) -> Reproach:
    """It is asked that the person is not punished, with how the act follows from what was done to them. Of a child nothing is
    needed: it begged because somebody sent it. Errors: `CannotDo`; of the case."""
    case = locked(row.case)
    now, today = queries.locked_reproach(row.pk), clock.in_amman(at).date()
    said = link or now.opened("link")
    refuse(rules.why_not_ask_pardon(Pardon(now.state), said, on, today=today, is_child=case.person.is_child))
    now.state, now.asked_on = Pardon.ASKED, on
    now.seal(link=said)
    now.save()
    done(Did.PARDON_ASKED, case, desk=desk, by=by, at=at, act=now.act)
    return now


@act
def decide_pardon(
    row: Reproach, granted: bool, *, on: date, reasons: str = "", desk: Desk, by: Actor, at: datetime
) -> Reproach:  # fmt: skip
    """What was decided. A refusal ends no help. Errors: `CannotDo`; of the case."""
    case = locked(row.case)
    now, today = queries.locked_reproach(row.pk), clock.in_amman(at).date()
    refuse(rules.why_not_decide_pardon(Pardon(now.state), on, asked_on=now.asked_on, today=today))
    now.state, now.decided_on = Pardon.GRANTED if granted else Pardon.REFUSED, on
    now.seal(reasons=reasons)
    now.save()
    done(Did.PARDON_DECIDED, case, desk=desk, by=by, at=at, act=now.act, state=now.state)
    return now
