"""Evidence: what is kept, and from whom to whom it went. The log only grows."""

from dataclasses import dataclass
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
from malath.justice.actions.base import done, locked_in, record, refuse
from malath.justice.models import Exhibit, Handing, Proceeding
from malath.justice.words import ExhibitKind, WhyNot


@dataclass(frozen=True)
class Handed:
    """To whom something went, from whom, when, and the SHA-256 of a file as it was stated."""

    whom: str
    on: date
    giver: str = ""
    sha256: str = ""


@act
def take(
    proceeding: Proceeding,
    case: Case,
    kind: ExhibitKind,
    what: str,
    handed: Handed,
    *,
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Exhibit:
    """A piece of evidence is taken in custody, with who gave it and who has it. It is read on the own side of the wall; a
    medical report only while the person agrees to that (C10). Errors: `CannotDo`; of the case."""
    case, _now, part = locked_in(case, proceeding)
    mark = own_mark(once, by.reference, case.reference, kind, what)
    if (known := queries.exhibit_taken(mark)) is not None:
        record(Did.EXHIBIT_TAKEN, case, by=by, at=at, again="1")
        return known
    refuse([] if what.strip() else [WhyNot.WORDS_MISSING])
    row = Exhibit(part=part, key=case.key, kind=kind, desk=desk, by=by.reference, at=at, once=mark)
    row.seal(what=what)
    row.save(force_insert=True)
    _handed(row, handed, desk=desk, by=by, at=at)
    done(Did.EXHIBIT_TAKEN, case, desk=desk, by=by, at=at, exhibit=row.reference)
    return row


@act
def hand_on(exhibit: Exhibit, case: Case, handed: Handed, *, desk: Desk, by: Actor, at: datetime) -> Handing:
    """A piece of evidence went to somebody else. What was written before stays. Errors: `CannotDo`; of the case."""
    case, _now, _part = locked_in(case, exhibit.part.proceeding)
    last = queries.last_handing(exhibit)
    refuse([WhyNot.BEFORE] if last is not None and handed.on < last.on else [])
    row = _handed(exhibit, handed, desk=desk, by=by, at=at)
    done(Did.EXHIBIT_HANDED, case, desk=desk, by=by, at=at, exhibit=exhibit.reference)
    return row


def _handed(exhibit: Exhibit, handed: Handed, *, desk: Desk, by: Actor, at: datetime) -> Handing:
    sha256, today = handed.sha256.strip().lower(), clock.in_amman(at).date()
    refuse(rules.why_not_hand(whom=handed.whom, on=handed.on, today=today, sha256=sha256))
    row = Handing(exhibit=exhibit, key=exhibit.key, on=handed.on, sha256=sha256, desk=desk, by=by.reference, at=at)
    row.seal(whom=handed.whom, giver=handed.giver)
    row.save(force_insert=True)
    return row
