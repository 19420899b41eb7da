"""The person asks who has seen their file, and is told."""

from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.people.models import Person
from malath.privacy.actions import CannotRecord, record_left
from malath.privacy.actions.access import lock
from malath.privacy.models import Left
from malath.privacy.queries.pages import TO_THE_PERSON
from malath.privacy.words import Heard, Level, WhyNotConsent


@act
def give_statement(person: Person, *, heard: Heard, printed: bool, by: Actor, at: datetime) -> Left:
    """Tell the person which bodies could see their file: once it is sure that it is they who ask, read aloud unless they
    want it on paper. What was told has left. Errors: `CannotRecord`."""
    lock(person.pk)
    if heard == Heard.UNSURE:
        raise CannotRecord([WhyNotConsent.NOT_SURE])
    facts = {"heard": heard.value, "printed": "1" if printed else ""}
    audit.record(Did.STATEMENT_GIVEN, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return record_left(person, how=TO_THE_PERSON[printed], level=Level.L1, reference=person.reference, by=by, at=at)
