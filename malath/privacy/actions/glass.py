"""A file is opened in an emergency (break-glass): for an hour, to one worker, to be read only; and reviewed afterwards."""

from datetime import datetime, timedelta

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.people.models import Person
from malath.privacy import news, rules
from malath.privacy.actions.access import end_bases, lock
from malath.privacy.levels import sections_up_to
from malath.privacy.models import Access, Basis, BreakGlass
from malath.privacy.queries import glass as queries
from malath.privacy.words import (
    BasisKind,
    Emergency,
    EndedBecause,
    Level,
    Purpose,
    Verdict,
    WhyNotBreak,
    WhyNotReview,
)

AN_HOUR = timedelta(minutes=60)


class CannotBreak(Exception):
    """The file is not opened in an emergency as asked."""

    def __init__(self, reasons: list[WhyNotBreak]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotReview(Exception):
    """The emergency is not reviewed as asked."""

    def __init__(self, reasons: list[WhyNotReview]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def break_glass(person: Person, *, why: Emergency, because: str, user: User, by: Actor, at: datetime) -> BreakGlass:
    """Open a file to one worker for an hour, to be read only: the ladder up to their role's cap, no compartment. The desk
    whose file it is and every data protection officer are told at once. One that runs already is not begun anew. Errors:
    `CannotBreak`."""
    accounts.wait_for(by)
    lock(person.pk)
    running = queries.running_of(user.pk, person.pk, at)
    if running is not None:
        facts = {"again": "1", "emergency": running.reference}
        audit.record(Did.GLASS_BROKEN, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
        return running
    reasons = queries.why_not_break(accounts.holdings(user, at), person, because, at)
    if reasons:
        raise CannotBreak(reasons)
    basis = _open_for_an_hour(person, because=because, user=user, by=by, at=at)
    row = BreakGlass(
        person=person, key=person.key, user=user, basis=basis, why=why, opened_at=at, until=at + AN_HOUR
    )  # fmt: skip
    row.seal(because=because)
    row.save(force_insert=True)
    facts = {"why": why.value, "emergency": row.reference, "level": str(int(Level.L4))}
    audit.record(Did.GLASS_BROKEN, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    news.tell_of_emergency(person, desks=queries.desks_to_tell(person, at), at=at)
    return row


@act
def end_glass(row: BreakGlass, *, by: Actor, at: datetime) -> BreakGlass:
    """The worker has seen what was needed and closes the file before the hour is over. To ask twice makes no difference."""
    lock(row.person_id)
    locked = queries.glass_locked(row.pk)
    if locked.basis.ended_at is None:
        end_bases([locked.basis_id], locked.person, because=EndedBecause.PURPOSE_ENDED, at=at)
    file, facts = locked.person.reference, {"emergency": locked.reference}
    audit.record(Did.GLASS_ENDED, subject=file, file=file, by=by, at=at, facts=facts)
    return locked


@act
def review_glass(row: BreakGlass, *, verdict: Verdict, found: str, by: Actor, at: datetime) -> BreakGlass:
    """The data protection officer says what came of looking into an emergency: once, and never one's own. Errors:
    `CannotReview`."""
    lock(row.person_id)
    locked = queries.glass_locked(row.pk)
    own = accounts.user_by_reference(by.reference)
    reasons = rules.why_not_review(
        own=own is not None and own.pk == locked.user_id, reviewed=locked.reviewed_at is not None, found=found
    )
    if reasons:
        raise CannotReview(reasons)
    locked.verdict, locked.reviewed_at, locked.reviewed_by = verdict, at, by.reference
    locked.seal(found=found)
    locked.save(update_fields=["verdict", "found", "reviewed_at", "reviewed_by"])
    if verdict != Verdict.JUSTIFIED and locked.basis.ended_at is None:
        end_bases([locked.basis_id], locked.person, because=EndedBecause.NOT_CONFIRMED, at=at)
    if not queries.waits(locked.person_id):
        inbox.settle(locked.person.reference, (ItemKind.GLASS_BROKEN,), by=by, at=at, but_desks=True)
    file, facts = locked.person.reference, {"emergency": locked.reference, "verdict": verdict.value}
    audit.record(Did.GLASS_REVIEWED, subject=file, file=file, by=by, at=at, facts=facts)
    return locked


def _open_for_an_hour(person: Person, *, because: str, user: User, by: Actor, at: datetime) -> Basis:
    """A ground and an access row of the worker alone, without a desk: so nothing can be written on it."""
    basis = Basis(
        person=person, key=person.key, kind=BasisKind.EMERGENCY, opened_at=at, opened_by=by.reference, until=at + AN_HOUR
    )  # fmt: skip
    basis.seal(because=because)
    basis.save(force_insert=True)
    Access.objects.create(
        worker=user, person=person, purpose=Purpose.BREAK_GLASS, level=Level.L4, sections=sorted(sections_up_to(Level.L4)),
        basis=basis, basis_until=basis.until, from_at=at, touched_at=at,
    )  # fmt: skip
    return basis
