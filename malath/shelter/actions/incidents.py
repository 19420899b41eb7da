"""What happens in a house or to somebody who stays: written down at once, and a supervisor looks within an hour."""

from datetime import datetime

from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.shelter import news, rules
from malath.shelter.actions.base import locked_stay, record, record_house, refuse
from malath.shelter.models import Incident, Shelter, Stay
from malath.shelter.queries import law
from malath.shelter.words import IncidentKind, WhyNot


@act
def record_incident(
    shelter: Shelter,
    kind: IncidentKind,
    words: str,
    happened_at: datetime,
    *,
    stay: Stay | None = None,
    by: Actor,
    at: datetime,
) -> Incident:
    """Violence, somebody missing, self-harm, an outsider who found the place: the supervisors are told at once, and again each
    hour until one of them has looked. That an adult came home late is no incident. Errors: `CannotShelter`."""
    now = locked_stay(stay) if stay is not None else None
    refuse([] if words.strip() else [WhyNot.WORDS_MISSING])
    refuse([WhyNot.AHEAD] if happened_at > at else [])
    incident = Incident(
        shelter=shelter, stay=now, key=now.key if now else shelter.key, kind=kind, happened_at=happened_at, by=by.reference,
        at=at, look_due=at + law.spans().incident * rules.HOUR,
    )  # fmt: skip
    incident.seal(words=words)
    incident.save(force_insert=True)
    _record(Did.INCIDENT_RECORDED, incident, by=by, at=at, kind=kind.value)
    news.tell_incident(incident, by=by.reference, at=at)
    return incident


@act
def look_at_incident(incident: Incident, *, by: Actor, at: datetime) -> Incident:
    """A supervisor has looked. Nobody looks at what they wrote down themselves. Errors: `CannotShelter`."""
    now = _locked(incident)
    refuse([WhyNot.LOOKED_AT] if now.looked_at is not None else [])
    refuse([WhyNot.OWN_INCIDENT] if now.by == by.reference else [])
    now.looked_at, now.looked_by, now.look_due = at, by.reference, None
    now.save(update_fields=["looked_at", "looked_by", "look_due"])
    _record(Did.INCIDENT_LOOKED_AT, now, by=by, at=at, kind=now.kind)
    news.settle_incident(now, by=by, at=at)
    return now


@act
def remind_of_incident(incident: Incident, *, at: datetime, by: Actor = WORKER) -> Incident:
    """An hour has passed and nobody looked: the supervisors and the desk are told, again each hour. Errors: `CannotShelter`."""
    now = _locked(incident)
    refuse([] if now.look_due is not None and now.look_due <= at else [WhyNot.NOT_DUE])
    now.look_due = at + law.spans().incident * rules.HOUR
    now.save(update_fields=["look_due"])
    _record(Did.INCIDENT_REMINDED, now, by=by, at=at, kind=now.kind)
    news.tell_incident(now, by="", at=at, desk_too=True)
    return now


def _locked(incident: Incident) -> Incident:
    joined = ("shelter__desk__agency", "stay__case__person", "stay__person", "key")
    return Incident.objects.select_for_update(of=("self",)).select_related(*joined).get(pk=incident.pk)


def _record(event: Did, incident: Incident, *, by: Actor, at: datetime, **facts: str) -> None:
    if incident.stay is not None:
        record(event, incident.stay.case, by=by, at=at, **facts)
    else:
        record_house(event, incident.shelter, by=by, at=at, **facts)
