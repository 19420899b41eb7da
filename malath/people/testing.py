"""People for tests and demo data, made by the real acts. Names are invented, always."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO
from malath.foundation.actor import WORKER, Actor
from malath.foundation.clock import in_amman
from malath.people import actions
from malath.people.actions import Details, records, stay
from malath.people.models import AbscondingReport, Document, Overstay, Party, Person, SafeContact, Tie, Waiver
from malath.people.rules import Window
from malath.people.words import (
    AgeBand,
    Channel,
    DetailKind,
    DocumentKind,
    Known,
    Lives,
    PartyKind,
    ReportState,
    Sex,
    TieKind,
    WaiverKind,
    Whereabouts,
)

MONDAY = datetime(2026, 11, 2, 7, tzinfo=UTC)
FRIDAY_MORNING = Window(frozenset({4}), time(10), time(12))
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
    number: str = "",
    windows: Sequence[Window] = (FRIDAY_MORNING,),
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
        number=number,
        windows=windows,
        desk=desk,
        by=by,
        at=at,
    )


def make_document(
    person: Person,
    desk: Desk,
    *,
    kind: DocumentKind = DocumentKind.PASSPORT,
    place: Whereabouts = Whereabouts.EMPLOYER,
    number: str = "EP4400012",
    by: Actor = WORKER,
    at: datetime = LONG_AGO,
) -> Document:
    """A passport, withheld unless said otherwise."""
    holder = "The wife of the employer has it."
    return records.write_document(
        person, kind, place=place, known=Known.SAID, number=number, country="ET", holder=holder, desk=desk, by=by, at=at
    )


def make_tie(
    person: Person,
    desk: Desk,
    *,
    kind: TieKind = TieKind.CHILD,
    lives: Lives = Lives.HOME_COUNTRY,
    name: str = "Sami Alias",
    other: Person | None = None,
    by: Actor = WORKER,
    at: datetime = LONG_AGO,
) -> Tie:
    """A child at home who depends on the person, unless said otherwise."""
    return records.write_tie(
        person, kind, lives=lives, depends=True, name=name, born=2018, other=other, desk=desk, by=by, at=at
    )


def make_party(
    person: Person,
    desk: Desk,
    *,
    kind: PartyKind = PartyKind.EMPLOYER,
    name: str = "Household Twelve",
    phone: str = "+962790000077",
    by: Actor = WORKER,
    at: datetime = LONG_AGO,
) -> Party:
    """An employer with a phone that is never a way to the person."""
    texts = {"name": name, "phone": phone, "place": "Third circle"}
    return records.write_party(person, kind, texts=texts, desk=desk, by=by, at=at)


def make_report(
    person: Person,
    desk: Desk,
    *,
    on: date | None = None,
    state: ReportState = ReportState.STANDS,
    words: str = "Made on the day she asked to leave.",
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> AbscondingReport:
    """The employer reported the person as absconded: a sign of control."""
    return stay.write_report(
        person, PartyKind.EMPLOYER, reported_on=on, state=state, known=Known.SAID, words=words, desk=desk, by=by, at=at
    )


def make_overstay(person: Person, desk: Desk, *, days: int = 212, by: Actor = WORKER, at: datetime = MONDAY) -> Overstay:
    """So many days without a permit."""
    until = in_amman(at).date() - timedelta(days=days)
    return stay.write_overstay(person, until, known=Known.SAID, desk=desk, by=by, at=at)


def make_waiver(
    person: Person,
    desk: Desk,
    *,
    on: date | None = None,
    words: str = "To the directorate of residence, with the letter of the desk.",
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Waiver:
    """A waiver of the fines, asked for today unless said otherwise."""
    day = on or in_amman(at).date()
    return stay.apply_for_waiver(person, WaiverKind.WAIVER, on=day, words=words, desk=desk, by=by, at=at)
