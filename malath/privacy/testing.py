"""Consents, grounds and blocks for tests and demo data, made by the real acts."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.models import Agency, Desk
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.references import new_reference
from malath.people.models import Person
from malath.people.testing import make_person
from malath.people.words import AgeBand
from malath.privacy import actions, queries
from malath.privacy.actions import Circumstances, Use, agreements, anomalies, breach, compartments, glass, guardians
from malath.privacy.anomaly_rules import Noticed
from malath.privacy.models import Access, Agreement, Anomaly, Basis, Block, Breach, BreakGlass, Consent, File, Guardian
from malath.privacy.queries.breach import AtRisk, Found
from malath.privacy.sharing import Terms
from malath.privacy.words import (
    Answer,
    BasisKind,
    BlockKind,
    BreachKind,
    ConsentKind,
    Emergency,
    GuardianKind,
    GuardianProof,
    Held,
    Interpreter,
    Level,
    Method,
    Purpose,
    Section,
    Shown,
    Unusual,
)

# A Monday, ten in the morning in Amman: ordinary desks work.
MONDAY = datetime(2026, 11, 2, 7, tzinfo=UTC)
SPOKEN = Circumstances(Method.SPOKEN, "ar", Interpreter.NONE)
WORDS = "May we write down what you tell us?"


def make_consent(
    person: Person,
    kind: ConsentKind = ConsentKind.C1,
    answer: Answer = Answer.YES,
    *,
    desk: Desk,
    by: Actor = WORKER,
    at: datetime = MONDAY,
    body: Agency | None = None,
    circumstances: Circumstances = SPOKEN,
    wording: str = WORDS,
    expires_on: date | None = None,
) -> Consent:
    """One answer of the person; C3 needs the body it is about."""
    return actions.record_consent(
        person,
        kind=kind,
        answer=answer,
        circumstances=circumstances,
        wording=wording,
        desk=desk,
        by=by,
        at=at,
        body=body,
        expires_on=expires_on,
    )


def make_use(
    person: Person,
    answer: Answer = Answer.YES,
    *,
    desk: Desk,
    use: Use | None = None,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Consent:
    """What the person answered about one use of a photograph or story (C15), while nothing threatens."""
    use = use or Use(new_reference(), Shown.PHOTO, "On the wall of our own office, without the face, until spring.")
    return actions.record_consent(
        person, kind=ConsentKind.C15, answer=answer, circumstances=SPOKEN, wording=WORDS, desk=desk, by=by, at=at, use=use,
        in_crisis=False,
    )  # fmt: skip


def make_agreement(
    person: Person,
    body: Agency,
    *,
    desk: Desk,
    by: Actor = WORKER,
    at: datetime = MONDAY,
    also: Iterable[ConsentKind] = (),
) -> Consent:
    """The person agrees to be referred to a body (C3); `also` are further questions answered with yes, such as C8."""
    for kind in also:
        make_consent(person, kind, desk=desk, by=by, at=at)
    return make_consent(person, ConsentKind.C3, desk=desk, by=by, at=at, body=body)


def make_compartment(
    person: Person, section: Section, desk: Desk, worker: User, *, giver: User, at: datetime = MONDAY
) -> Access:
    """One compartment opened by name to one worker."""
    holdings = accounts.holdings(giver, at)
    return compartments.open_compartment(person, section, desk=desk, worker=worker, giver=holdings, by=giver, at=at)


def make_guardian(
    person: Person,
    name: str = "Salma Alias Demo",
    *,
    kind: GuardianKind = GuardianKind.RELATIVE,
    verified_by: Actor | None = None,
    desk: Desk,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Guardian:
    """A guardian of a child; `verified_by`: who has seen the proof, somebody else than who wrote them down. For a person
    of age, one who was written down before."""
    band, person.age_band = person.age_band, AgeBand.B9
    guardian = guardians.name_guardian(person, kind=kind, name=name, desk=desk, by=by, at=at)
    person.age_band = band
    if verified_by is None:
        return guardian
    proof = {"proof": GuardianProof.DECISION, "which": "Sharia court, 7 March, No. 212/2026"}
    return guardians.verify_guardian(guardian, **proof, by=verified_by, at=at)  # type: ignore[arg-type]  # one of each


def make_sharing(
    body: Agency,
    other: Agency | None = None,
    *,
    level: Level = Level.L4,
    purposes: Iterable[Purpose] = (),
    last_on: date | None = None,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Agreement:
    """What two bodies agree about sharing from this day on; without `other`, one body under the protocol."""
    terms = Terms(level, clock.in_amman(at).date(), last_on, tuple(purposes))
    return agreements.record_agreement(body, terms, other=other, by=by, at=at)


def make_ground(
    person: Person,
    kind: BasisKind = BasisKind.O1,
    *,
    because: str = "Said that he will come back tonight.",
    desk: Desk | None = None,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Basis:
    """Going on without consent; the desk that opened the file does, unless another is named."""
    desk = desk or File.objects.get(person=person).opened_by_desk
    return actions.rely_on(person, kind, because=because, desk=desk, by=by, at=at)


def make_glass(
    person: Person,
    user: User,
    *,
    why: Emergency = Emergency.DANGER,
    because: str = "Neighbours heard screams from the flat.",
    at: datetime = MONDAY,
) -> BreakGlass:
    """A file that a worker opened in an emergency."""
    return glass.break_glass(person, why=why, because=because, user=user, by=user, at=at)


def make_block(
    person: Person,
    *,
    user: User | None = None,
    desk: Desk | None = None,
    agency: Agency | None = None,
    kind: BlockKind = BlockKind.ASKED,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Block:
    """One viewer kept out of a file."""
    return actions.block(person, kind=kind, by=by, at=at, user=user, desk=desk, agency=agency)


def make_file(desk: Desk, *, own_writing_only: bool = False, by: Actor = WORKER, at: datetime = MONDAY, **known: Any) -> Person:
    """A person whose file a desk opened with the person's agreement (C1); `known` as in `make_person`."""
    person = make_person(desk, by=by, at=at, **known)
    actions.begin(person, desk=desk, by=by, at=at)
    consent = make_consent(person, desk=desk, by=by, at=at)
    basis = actions.rest_on(person, [consent.pk], by=by, at=at)
    actions.open_to_opener(person, desk=desk, basis=basis, own_writing_only=own_writing_only, by=by, at=at)
    return person


def make_shared(
    person: Person,
    desk: Desk,
    *,
    asked_at: Desk,
    purpose: Purpose = Purpose.LEGAL,
    also: Iterable[ConsentKind] = (),
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> list[Access]:
    """The person agrees to a body, and its desk is let in as far as that reaches."""
    make_agreement(person, desk.agency, desk=asked_at, by=by, at=at, also=also)
    standing = queries.standing_for(person.pk, purpose=purpose, receiver=desk.agency, at=at)
    return actions.open_for(person, standing.grants, desk=desk, purpose=purpose, by=by, at=at)


def make_breach(
    worker: User,
    people: Iterable[Person] = (),
    *,
    kind: BreachKind = BreachKind.DEVICE,
    held: Iterable[Held] = (Held.IDENTITY,),
    danger: int = 3,
    place: bool = False,
    what: str = "The computer was left in a taxi on the airport road.",
    at: datetime = MONDAY,
) -> Breach:
    """What a worker lost, with some people of whom something was there."""
    today = clock.in_amman(at).date()
    told = breach.Told(kind, None, worker, today - timedelta(days=30), today, what)
    found = [AtRisk(Found(person.pk, person.reference, frozenset(held), person.is_child, place), danger) for person in people]
    return breach.report_breach(told, found, theirs=True, by=worker, at=at)


def make_unusual(user: User, files: Iterable[str] = (), *, kind: Unusual = Unusual.MANY, at: datetime = MONDAY) -> Anomaly:
    """What a member of staff did that was unlike others."""
    named = tuple(files)
    one = Noticed(kind, user.reference, clock.in_amman(at).date(), len(named), named)
    return anomalies.notice_unusual([one], by=WORKER, at=at)[0]
