"""What one shift tells the next, and how many people it counted."""

from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.shelter.actions.base import locked_stay, record, record_house, refuse
from malath.shelter.models import HeadCount, Shelter, ShiftNote, Stay
from malath.shelter.words import WhyNot

MOST_HEADS = 500


@act
def hand_over(shelter: Shelter, words: str, *, stay: Stay | None = None, by: Actor, at: datetime) -> ShiftNote:
    """Write something down for the next shift: of the house, or of somebody in it, then under their key. Errors:
    `CannotShelter`."""
    now = locked_stay(stay) if stay is not None else None
    refuse([] if words.strip() else [WhyNot.WORDS_MISSING])
    note = ShiftNote(shelter=shelter, stay=now, key=now.key if now else shelter.key, by=by.reference, at=at)
    note.seal(words=words)
    note.save(force_insert=True)
    if now is not None:
        record(Did.SHIFT_HANDED_OVER, now.case, by=by, at=at)
    else:
        record_house(Did.SHIFT_HANDED_OVER, shelter, by=by, at=at)
    return note


@act
def take_over(note: ShiftNote, *, by: Actor, at: datetime) -> ShiftNote:
    """The next shift has read it. Errors: `CannotShelter` where somebody has before."""
    now = ShiftNote.objects.select_for_update(of=("self",)).select_related("shelter").get(pk=note.pk)
    refuse([WhyNot.TAKEN_OVER] if now.taken_at is not None else [])
    now.taken_at, now.taken_by = at, by.reference
    now.save(update_fields=["taken_at", "taken_by"])
    record_house(Did.SHIFT_HANDED_OVER, now.shelter, by=by, at=at, taken="1")
    return now


@act
def count_heads(shelter: Shelter, counted: int, expected: int, *, by: Actor, at: datetime) -> HeadCount:
    """How many people somebody counted, beside how many were to be there. A difference is looked into by hand: an adult may
    sleep elsewhere. Errors: `CannotShelter`."""
    refuse([] if 0 <= counted <= MOST_HEADS else [WhyNot.COUNT_RANGE])
    row = HeadCount.objects.create(shelter=shelter, counted=counted, expected=expected, by=by.reference, at=at)
    audit.record(Did.HEADS_COUNTED, subject=shelter.reference, by=by, at=at)
    return row
