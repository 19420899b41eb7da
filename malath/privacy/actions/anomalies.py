"""Looks into files that were unlike others are noticed by the machine and asked about by the data protection officer."""

from collections.abc import Sequence
from datetime import datetime

from malath.accounts import queries as accounts
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import sealing
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.privacy import anomaly_rules as rules
from malath.privacy import news
from malath.privacy.anomaly_rules import Noticed
from malath.privacy.models import Anomaly
from malath.privacy.queries import anomalies as queries
from malath.privacy.words import Answered, WhyNotSettle


class CannotSettle(Exception):
    """What was unlike others is not settled as asked."""

    def __init__(self, reasons: list[WhyNotSettle]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def notice_unusual(noticed: Sequence[Noticed], *, by: Actor, at: datetime) -> list[Anomaly]:
    """Keep what was unlike others on some days, each once, and tell the data protection officers. It accuses nobody: it
    asks for a question."""
    staff = {one.by: accounts.user_by_reference(one.by) for one in noticed}
    known = queries.known(staff, {one.on for one in noticed})
    rows = []
    for one in noticed:
        user = staff[one.by]
        if user is not None and (one.by, one.on, one.kind.value) not in known:
            row = Anomaly(kind=one.kind, user=user, on=one.on, count=one.count, files=list(one.files), noticed_at=at)
            row.key = sealing.new_data_key()
            row.save(force_insert=True)
            rows.append(row)
    if rows:
        news.tell_of_unusual(rows[0].reference, at=at)
    for row in rows:
        facts = {"kind": row.kind, "count": str(row.count), "on": row.on.isoformat(), "account": row.user.reference}
        audit.record(Did.UNUSUAL_NOTICED, subject=row.reference, by=by, at=at, facts=facts)
    if not rows:
        audit.record(Did.UNUSUAL_NOTICED, subject=by.reference, by=by, at=at, facts={"again": "1"})
    return rows


@act
def settle_unusual(row: Anomaly, *, answered: Answered, said: str, by: Actor, at: datetime) -> Anomaly:
    """The data protection officer has asked: it was in order, or it was followed up. Once, and never one's own. Errors:
    `CannotSettle`."""
    locked = queries.anomaly_locked(row.pk)
    own = accounts.user_by_reference(by.reference)
    reasons = rules.why_not_settle(
        settled=locked.settled_at is not None, own=own is not None and own.pk == locked.user_id, said=said
    )
    if reasons:
        raise CannotSettle(reasons)
    locked.answered, locked.settled_at, locked.settled_by = answered, at, by.reference
    locked.seal(said=said)
    locked.save(update_fields=["answered", "said", "settled_at", "settled_by"])
    facts = {"answered": answered.value}
    audit.record(Did.UNUSUAL_SETTLED, subject=locked.reference, by=by, at=at, facts=facts)
    return locked
