"""How long a closed file is kept: longer, held, or erased. Decided by the data protection officer, who reads none of it."""

from datetime import date, datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.people import actions as people
from malath.privacy import rules
from malath.privacy.actions.access import lock
from malath.privacy.models import Basis, File, Hold
from malath.privacy.queries import retention as queries
from malath.privacy.words import EndedBecause, HoldKind, KeepBecause, WhyNotErase


class CannotErase(Exception):
    """The file is not kept longer, held or erased as asked."""

    def __init__(self, reasons: list[WhyNotErase]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def keep_longer(file: File, *, until: date, because: KeepBecause, by: Actor, at: datetime) -> File:
    """Look at a closed file again on a later day. Calls an announced erasure off. Errors: `CannotErase`."""
    locked, today = lock(file.pk), clock.in_amman(at).date()
    _stop_if(_erased(locked))
    closed = locked.closed_at is not None
    _stop_if(rules.why_not_keep(closed=closed, until=until, review=locked.review_on, today=today))
    locked.review_on, locked.erase_on = until, None
    locked.save(update_fields=["review_on", "erase_on"])
    _record(Did.FILE_KEPT_LONGER, locked, by, at, until=until.isoformat(), because=because.value)
    return locked


@act
def hold(file: File, *, kind: HoldKind, number: str, by: Actor, at: datetime) -> Hold:
    """A court, a claim or a complaint wants a file kept: until the hold ends it is not erased, and an erasure that was
    announced is called off. Errors: `CannotErase`."""
    locked = lock(file.pk)
    _stop_if(_erased(locked) or ([] if number.strip() else [WhyNotErase.NUMBER_MISSING]))
    row = Hold(person=locked.person, key=locked.person.key, kind=kind, from_at=at, by=by.reference)
    row.seal(number=number)
    row.save(force_insert=True)
    File.objects.filter(pk=locked.pk).update(erase_on=None)
    _record(Did.FILE_HELD, locked, by, at, kind=kind.value)
    return row


@act
def end_hold(file: File, number: int, *, by: Actor, at: datetime) -> None:
    """A hold is over. Errors: `CannotErase` when it was already."""
    locked = lock(file.pk)
    row = queries.hold_locked(locked, number)
    if row is None or row.ended_at is not None:
        raise CannotErase([WhyNotErase.ENDED])
    row.ended_at, row.ended_by = at, by.reference
    row.save(update_fields=["ended_at", "ended_by"])
    _record(Did.HOLD_ENDED, locked, by, at, kind=row.kind)


@act
def announce_erasure(file: File, *, by: Actor, at: datetime) -> File:
    """Tell the desk whose file it was that it will be erased in fourteen days, so that who knows a reason can say it.
    Errors: `CannotErase`."""
    locked, today = lock(file.pk), clock.in_amman(at).date()
    announced = [WhyNotErase.ANNOUNCED] if locked.erase_on is not None else []
    _stop_if(_erased(locked) or announced or rules.why_not_announce(**queries.facts_to_erase(locked, today)))
    locked.erase_on = today + rules.ANNOUNCED_BEFORE
    locked.save(update_fields=["erase_on"])
    desk, reference = locked.opened_by_desk, locked.person.reference
    inbox.leave(to=desk, kind=ItemKind.ERASURE_ANNOUNCED, subject=reference, link="", at=at)
    _record(Did.ERASURE_ANNOUNCED, locked, by, at, on=locked.erase_on.isoformat())
    return locked


@act
def call_off_erasure(file: File, *, by: Actor, at: datetime) -> File:
    """The file is not erased after all. It stays due for review."""
    locked = lock(file.pk)
    _stop_if(_erased(locked) or ([] if locked.erase_on else [WhyNotErase.NOT_ANNOUNCED]))
    locked.erase_on = None
    locked.save(update_fields=["erase_on"])
    _record(Did.ERASURE_CALLED_OFF, locked, by, at)
    return locked


@act
def erase_file(file: File, *, by: Actor, at: datetime, decided_by: str = "") -> File:
    """Erase a file for ever: the person's key and search tokens go, and nobody sees even its status any more. Codes in the
    trail stay. `decided_by`: who announced it, where a command carries it out. Complete when the wrapping key was replaced
    and the last backup is gone. Errors: `CannotErase`."""
    locked, today = lock(file.pk), clock.in_amman(at).date()
    facts = queries.facts_to_erase(locked, today)
    _stop_if(rules.why_not_erase(erased=locked.erased_at is not None, erase_on=locked.erase_on, **facts))
    standing = Basis.objects.filter(person_id=locked.pk, ended_at__isnull=True)
    standing.update(ended_at=at, ended_because=EndedBecause.PURPOSE_ENDED)
    locked.erased_at, locked.review_on, locked.erase_on = at, None, None
    locked.save(update_fields=["erased_at", "review_on", "erase_on"])
    people.erase(locked.person, by=by, at=at)
    _record(Did.FILE_ERASED, locked, by, at, **({"decided_by": decided_by} if decided_by else {}))
    return locked


def _erased(file: File) -> list[WhyNotErase]:
    return [WhyNotErase.ERASED] if file.erased_at is not None else []


def _stop_if(reasons: list[WhyNotErase]) -> None:
    if reasons:
        raise CannotErase(reasons)


def _record(event: Did, file: File, by: Actor, at: datetime, **facts: str) -> None:
    reference = file.person.reference
    audit.record(event, subject=reference, file=reference, by=by, at=at, facts=facts)
