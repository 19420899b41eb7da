"""Reads of who comes home to a mission: the list, one that came in a package, and one that is shown to it here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from malath.accounts.rules import Holdings
from malath.agencies.models import Agency
from malath.agencies.words import AgencyKind
from malath.foundation import clock
from malath.people import queries as people
from malath.people.countries import country_name
from malath.people.languages import language_name
from malath.people.words import AgeBand, Sex
from malath.privacy import queries as privacy
from malath.privacy.queries.received import sight
from malath.privacy.rules import Sight
from malath.privacy.words import ConsentKind
from malath.returns import rules_mission as rules
from malath.returns.models import Incoming, Journey, MissionAsked, Return
from malath.returns.queries.queue import seen
from malath.returns.rules_mission import Word
from malath.returns.words import (
    OPEN_STATES,
    STANDING_JOURNEY,
    JourneyState,
    MissionAnswer,
    ReturnKind,
    ReturnState,
    StopReason,
)
from malath.returns.words_mission import Known, MissionQuestion, Need

if TYPE_CHECKING:
    from malath.people.models import Person

SHOWN = 100


@dataclass(frozen=True)
class ToUs:
    """Somebody who comes home to us. `here`: shown by another body of this house, not come in a package."""

    reference: str
    person_reference: str
    name: str
    state: ReturnState
    expected_on: date | None
    overdue: bool
    waits: bool
    here: bool


@dataclass(frozen=True)
class ToUsPage:
    """Who comes home to us."""

    rows: tuple[ToUs, ...]

    @property
    def files(self) -> list[str]:
        return [row.person_reference for row in self.rows]


@dataclass(frozen=True)
class IncomingPage:
    """One return that came in a package: what it says, and whether the person came."""

    reference: str
    person_reference: str
    source: str
    name: str
    country: str
    state: ReturnState
    expected_on: date | None
    overdue: bool
    way: str
    needs: tuple[str, ...]
    health: str
    plan: str
    came_at: datetime | None
    said: "Said"
    missing: bool
    may_work: bool
    stopped: StopReason | None


@dataclass(frozen=True)
class Said:
    """What a mission has said so far: of the danger there, and whether it receives the person."""

    answers: tuple[tuple[str, str], ...]
    told: str
    reception: MissionAnswer | None
    words: str
    shown: bool = False

    @property
    def waits(self) -> bool:
        return self.reception == MissionAnswer.WAITING


@dataclass(frozen=True)
class ReceivedPage:
    """A return as the users of the mission see it: what the transfer covers, in neutral words."""

    reference: str
    name: str
    language: str
    facts: tuple[str, ...]
    state: ReturnState
    contact: tuple[str, str, str] | None
    asked: str
    needs: tuple[str, ...]
    health: str
    plan: str
    arrives_at: datetime | None
    way: str
    airline_cares: bool
    said: Said
    may_answer: bool
    on_the_way: bool
    missing: bool


def receives_people(body: Agency) -> bool:
    """Whether a body is one that receives somebody who comes home."""
    return rules.receives(AgencyKind(body.kind))


def incoming_of(returning: Return) -> Incoming | None:
    return Incoming.objects.filter(returning=returning).select_related("key").first()


def incoming_from(source: str) -> Incoming | None:
    """The return that came in a package, by the reference under which it was opened here."""
    return Incoming.objects.filter(source=source).select_related("key", "returning").first()


def incoming_locked(returning: Return) -> Incoming | None:
    """The same, locked until the act ends. The caller holds the person's file row."""
    rows = Incoming.objects.select_for_update(of=("self",)).filter(returning=returning)
    return rows.select_related("key").first()


def asked_last(returning: Return) -> MissionAsked | None:
    return MissionAsked.objects.filter(returning=returning).select_related("key").order_by("-pk").first()


def incoming_unconfirmed(at: datetime, *, cap: int = 500) -> list[Incoming]:
    """Who should have come a day ago, of whom nobody was told. One statement."""
    before = clock.in_amman(at).date() - rules.CONFIRMED_WITHIN
    rows = Incoming.objects.filter(
        confirmed_at__isnull=True, alarm_at__isnull=True, expected_on__lt=before, returning__state=ReturnState.EXPECTED
    )  # fmt: skip
    return list(rows.select_related("returning").order_by("expected_on", "pk")[:cap])


def has_ended(since: str = "at") -> Q:
    """A condition on rows with a person: that a return of theirs was stopped after a moment of the row, and none goes on."""
    returns = Return.objects.filter(person_id=OuterRef("person_id"))
    stopped = returns.filter(state=ReturnState.STOPPED, stopped_at__gte=OuterRef(since))
    return Q(Exists(stopped)) & ~Q(Exists(returns.filter(state__in=OPEN_STATES)))


def has_come() -> Exists:
    """A condition on rows with a person: that they arrived."""
    return Exists(Return.objects.filter(person_id=OuterRef("person_id"), state=ReturnState.ARRIVED))


def is_incoming(reference: str) -> bool:
    """Whether a return came in a package. One statement, also where there is none."""
    return Return.objects.filter(reference=reference, kind=ReturnKind.INCOMING).exists()


def asked_of_body(reference: str, agency_id: int) -> MissionAsked | None:
    """What a mission was asked last about a return that it receives and that was not stopped. One statement."""
    rows = MissionAsked.objects.filter(
        returning__reference=reference, mission_id=agency_id, returning__mission_id=agency_id
    ).exclude(Q(returning__state=ReturnState.STOPPED) | Q(returning__kind=ReturnKind.INCOMING))
    joined = ("key", "basis", "returning__person__key", "returning__key", "returning__desk__agency", "returning__worker")
    return rows.select_related(*joined, "returning__mission").order_by("-pk").first()


def to_us_page(holdings: Holdings, at: datetime) -> ToUsPage:
    """Who comes home to the desks of the viewer, those who are expected first. Six statements."""
    today = clock.in_amman(at).date()
    return ToUsPage((*_shown_here(holdings, at), *_in_packages(holdings, at, today)))


def _in_packages(holdings: Holdings, at: datetime, today: date) -> list[ToUs]:
    rows = Incoming.objects.filter(returning__desk_id__in=sorted(holdings.desk_ids))
    rows = rows.filter(returning__in=Return.objects.filter(seen(holdings, at)).exclude(state=ReturnState.STOPPED))
    rows = rows.select_related("returning__person").order_by(F("confirmed_at").desc(nulls_first=True), "expected_on", "pk")
    found = list(rows[:SHOWN])
    sights = privacy.sights(holdings, [row.returning.person_id for row in found], at)
    names = privacy.names_seen(sights)
    return [_incoming(row, names, today) for row in found if row.returning.person_id in sights]


def _incoming(row: Incoming, names: dict[int, str], today: date) -> ToUs:
    one, state = row.returning, ReturnState(row.returning.state)
    overdue = state == ReturnState.EXPECTED and rules.is_overdue(row.expected_on, today)
    person, name = one.person.reference, names.get(one.person_id, "")
    return ToUs(one.reference, person, name, state, row.expected_on, overdue, waits=False, here=False)


def _shown_here(holdings: Holdings, at: datetime) -> list[ToUs]:
    """Those whom another body of this house lets this mission see, on a yes that stands."""
    stands = Q(basis__ended_at__isnull=True) & (Q(basis__until__isnull=True) | Q(basis__until__gt=at))
    rows = MissionAsked.objects.filter(
        stands, basis__isnull=False, mission_id=holdings.agency_id, returning__mission_id=holdings.agency_id
    ).exclude(returning__state=ReturnState.STOPPED)
    for kept in privacy.few_kept_from(holdings):
        rows = rows.exclude(returning__person_id__in=kept)
    found = {row.returning_id: row for row in rows.select_related("returning__person").order_by("pk")[:SHOWN]}
    going = Journey.objects.filter(returning_id__in=found, state__in=STANDING_JOURNEY)
    due = {row.returning_id: row.arrives_at for row in going}
    sights = {row.returning.person_id: sight(row.returning.person, holdings) for row in found.values()}
    names = privacy.names_seen(sights)
    return [_shown(row, names, due.get(row.returning_id), at) for row in found.values()]


def _shown(row: MissionAsked, names: dict[int, str], due: datetime | None, at: datetime) -> ToUs:
    one, state = row.returning, ReturnState(row.returning.state)
    waits = row.answer == MissionAnswer.WAITING or row.risks_at is None
    overdue = state == ReturnState.DEPARTED and due is not None and due + rules.CONFIRMED_WITHIN <= at
    on = clock.in_amman(due).date() if due else None
    return ToUs(
        one.reference, one.person.reference, names.get(one.person_id, ""), state, on, overdue,
        waits=waits and state in rules.ANSWERING, here=True,
    )  # fmt: skip


def answers_in(row: MissionAsked | None) -> dict[MissionQuestion, Known]:
    """What a mission answered about the danger there, by question."""
    kept: Mapping[str, str] = json.loads((row.opened("risks") if row else "") or "{}")
    return {one: Known(kept[one.value]) for one in MissionQuestion if one.value in kept}


def word_of(source: str) -> Word | None:
    """All that was said here of somebody who came in a package, None where nobody is expected on it."""
    row = incoming_from(source)
    if row is None:
        return None
    asked = asked_last(row.returning)
    answered = asked is not None and asked.answered_at is not None
    return Word(
        answers=answers_in(asked),
        told=asked.opened("told") if asked else "",
        reception=MissionAnswer(asked.answer) if asked and answered else None,
        words=asked.opened("words") if asked and answered else "",
        came_at=row.came_at,
        missing_at=row.missing_at,
    )


def said_by(row: MissionAsked | None) -> Said:
    """What a mission has said so far."""
    if row is None:
        return Said((), "", None, "")
    answers = tuple((str(one.label), str(known.label)) for one, known in answers_in(row).items())
    answered = row.answered_at is not None
    return Said(answers, row.opened("told"), MissionAnswer(row.answer), row.opened("words") if answered else "")


def heard(row: MissionAsked | None, at: datetime) -> Said:
    """The same for who prepares the return, and whether the users of the mission see it."""
    shown = row is not None and row.basis_id is not None and privacy.is_open(row.basis_id, at)
    return replace(said_by(row), words=row.opened("words") if row else "", shown=shown)


def needs_in(codes: str) -> tuple[str, ...]:
    """What has to be known on arrival, in words."""
    return tuple(str(Need(one).label) for one in codes.split() if one in Need.values)


def _facts(person: "Person") -> tuple[str, ...]:
    """Age, sex and nationality, as far as somebody wrote them down: what a package carries too."""
    known = [str(AgeBand(person.age_band).label)] if person.age_band != AgeBand.UNKNOWN else []
    known += [str(Sex(person.sex).label)] if person.sex != Sex.UNKNOWN else []
    return (*known, *map(country_name, person.nationalities))


def received_page(row: MissionAsked, found: Sight) -> ReceivedPage:
    """One return that is shown to the mission here. As many statements whatever stands there."""
    returning, state = row.returning, ReturnState(row.returning.state)
    journey = Journey.objects.filter(returning=returning).select_related("key").order_by("-pk").first()
    stands = journey if journey and journey.state in {*STANDING_JOURNEY, JourneyState.ARRIVED} else None
    legs = sorted(stands.legs.select_related("key"), key=lambda leg: leg.leaves_at) if stands else []
    named = privacy.heard_todays_words(returning.person_id, ConsentKind.C12)
    rule = privacy.contact_seen(found, people.contact_of(returning.person_id)) if named else None
    return ReceivedPage(
        reference=returning.reference,
        name=privacy.names_seen({returning.person_id: found})[returning.person_id],
        language=language_name(returning.person.language) if returning.person.language else "",
        facts=_facts(returning.person) if named else (),
        state=state,
        contact=(str(rule.channel.label), rule.number, rule.hours) if rule else None,
        asked="" if row.answered_at is not None else row.opened("words"),
        needs=needs_in(row.opened("needs")),
        health=row.opened("health"),
        plan=row.opened("plan"),
        arrives_at=stands.arrives_at if stands else None,
        way=legs[-1].opened("way") if legs else "",
        airline_cares=stands is not None and stands.airline_cares,
        said=said_by(row),
        may_answer=state in rules.ANSWERING,
        on_the_way=state == ReturnState.DEPARTED,
        missing=stands is not None and stands.missing_at is not None,
    )


def incoming_page(row: Incoming, returning: Return, found: Sight, at: datetime, *, may_work: bool) -> IncomingPage:
    """One of them. The names in one statement."""
    state = ReturnState(returning.state)
    return IncomingPage(
        reference=returning.reference,
        person_reference=returning.person.reference,
        source=row.source,
        name=privacy.names_seen({returning.person_id: found})[returning.person_id],
        country=country_name(returning.country),
        state=state,
        expected_on=row.expected_on,
        overdue=state == ReturnState.EXPECTED and rules.is_overdue(row.expected_on, clock.in_amman(at).date()),
        way=row.opened("way"),
        needs=needs_in(row.opened("needs")),
        health=row.opened("health"),
        plan=row.opened("plan"),
        came_at=row.came_at,
        said=said_by(asked_last(returning)),
        missing=row.missing_at is not None,
        may_work=may_work,
        stopped=StopReason(returning.stopped_because) if returning.stopped_because else None,
    )
