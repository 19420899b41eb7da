"""People for tests and demo data, made by the real acts. Names are invented, always."""

from collections.abc import Mapping
from datetime import datetime

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO
from malath.foundation.actor import WORKER, Actor
from malath.people import actions
from malath.people.actions import Details
from malath.people.models import Person, SafeContact
from malath.people.words import AgeBand, Channel, DetailKind, Sex

ADULT: Mapping[str, object] = {"sex": Sex.FEMALE, "age_band": AgeBand.B21, "language": "am"}


def make_person(
    desk: Desk,
    *,
    name: str = "",
    born: str = "",
    phone: str = "",
    document: str = "",
    facts: Mapping[str, object] = ADULT,
    more: Details = (),
    by: Actor = WORKER,
    at: datetime = LONG_AGO,
) -> Person:
    """A person as one desk wrote them down; everything that is not named stays unknown."""
    named = (
        (DetailKind.NAME, name),
        (DetailKind.BIRTH_DATE, born),
        (DetailKind.PHONE, phone),
        (DetailKind.DOCUMENT, document),
    )
    details = [*((kind, value) for kind, value in named if value), *more]
    return actions.add(desk=desk, by=by, at=at, facts=facts, details=details)


def make_safe_contact(
    person: Person,
    desk: Desk,
    *,
    channel: Channel = Channel.CALL,
    hours: str = "Friday, 10 to 12",
    code_word: str = "blue door",
    who_else: str = "Her cousin answers in the evening.",
    by: Actor = WORKER,
    at: datetime = LONG_AGO,
) -> SafeContact:
    """How the person agreed to be reached."""
    return actions.agree_contact(
        person,
        channel=channel,
        may_leave_message=False,
        may_say_agency=False,
        language="am",
        texts={"hours": hours, "code_word": code_word, "who_else": who_else},
        desk=desk,
        by=by,
        at=at,
    )
