"""The clocks of a stay, and what happens when the agreement is taken back. No clock ends a stay, and none watches an adult."""

from datetime import datetime

from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.privacy.queries import holders
from malath.shelter import news, queries
from malath.shelter.actions.base import keep, locked_case, record, refuse
from malath.shelter.models import Stay
from malath.shelter.words import WhyNot


@act
def stop(stay: Stay, *, at: datetime, by: Actor = WORKER) -> Stay:
    """The person took back what the stay stands on: the house does not see the file any more, and its clocks end. The place is
    theirs until they have left: nobody is put out by a withdrawal. Errors: `CannotShelter` where the house still sees it."""
    now = _locked(stay)
    refuse([WhyNot.STILL_SEEN] if _sees(now, at) else [])
    now.stopped_at = at
    keep(now, at=at)
    news.settle_due(now, by=by, at=at)
    record(Did.STAY_STOPPED, now.case, by=by, at=at)
    news.tell_stopped(now, at=at)
    return now


@act
def go_on(stay: Stay, *, at: datetime, by: Actor = WORKER) -> Stay:
    """The person agreed again, and the house sees the file again: the clocks run on. Errors: `CannotShelter`."""
    now = _locked(stay)
    refuse([] if now.stopped_at is not None and _sees(now, at) else [WhyNot.NOT_SEEN])
    now.stopped_at = None
    keep(now, at=at)
    record(Did.STAY_GOES_ON, now.case, by=by, at=at)
    return now


@act
def remind(stay: Stay, *, at: datetime, by: Actor = WORKER) -> Stay:
    """Something of a stay is due: the key worker, or the desk, is told, again and again. Errors: `CannotShelter`."""
    now = _locked(stay)
    refuse([] if now.remind_at is not None and now.remind_at <= at else [WhyNot.NOT_DUE])
    keep(now, at=at)
    news.tell_due(now, at=at)
    record(Did.STAY_REMINDED, now.case, by=by, at=at)
    return now


def _locked(stay: Stay) -> Stay:
    locked_case(stay.case)
    now = queries.locked_stay(stay.pk)
    refuse([WhyNot.LEFT_ALREADY] if now.left_at is not None else [])
    return now


def _sees(stay: Stay, at: datetime) -> bool:
    return stay.shelter.desk in holders.desks_seeing(stay.person, at)
