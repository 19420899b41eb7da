"""Opening a case, and the facts of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries, rules
from malath.cases.actions.common import CannotChange, Stale, refuse, touch, writable
from malath.cases.actions.needs import state_needs
from malath.cases.actions.notes import add_note
from malath.cases.actions.situations import add_to_situation
from malath.cases.actions.team import become_key_worker
from malath.cases.models import Case, Imported, Situation, StatusChange
from malath.cases.words import CaseStatus, Need, NoteKind, Risk, WhyNot
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.linkage import actions as linkage
from malath.people import actions as people
from malath.people.earlier import Earlier, as_fact, moment_of
from malath.people.models import Person
from malath.privacy import actions as privacy
from malath.privacy.actions import Circumstances
from malath.privacy.levels import FRONT_LINE_BODIES
from malath.privacy.models import Basis, Consent
from malath.privacy.words import Answer, BasisKind, ConsentKind


@dataclass(frozen=True)
class Ground:
    """On what a case is opened: the person's answer to C1, or going on without consent (O1–O4) for a reason."""

    answer: Answer
    circumstances: Circumstances
    wording: str
    without_consent: BasisKind | None = None
    because: str = ""


@dataclass(frozen=True)
class FirstFacts:
    """What is known when a case is opened. Everything may be unknown."""

    facts: Mapping[str, object] = field(default_factory=dict)
    details: people.Details = ()
    governorate: str = ""
    risk: Risk = Risk.NOT_ASSESSED
    needs: Sequence[Need] = ()
    notes: Sequence[tuple[NoteKind, str]] = ()


@act
def open_case(
    first: FirstFacts, *, ground: Ground, desk: Desk, by: Actor, at: datetime, earlier: Earlier | None = None,
    once: UUID | None = None, situation: Situation | None = None,
) -> Case:  # fmt: skip
    """Open a case for a person who is new to the system. Needs no name; needs a ground. The same form twice is one
    case; the form brought back by the browser with another person in it is another. `earlier`: when they were met, if not
    now; what opens to the desk opens now all the same. `situation`: of which it becomes a part at once. Errors:
    `CannotChange`, `NotThen`."""
    once = own_mark(once, by.reference, repr(first))
    if (begun := queries.case_begun(once, by)) is not None:
        audit.record(Did.CASE_OPENED, subject=begun.reference, file=begun.person.reference, by=by, at=at, facts={"again": "1"})
        return begun
    reasons = rules.why_not_open(has_open_case=False, c1=ground.answer, basis=ground.without_consent, because=ground.because)
    if reasons:
        raise CannotChange(reasons)
    met_at = moment_of(earlier, typed_at=at, began=None)
    person = people.add(desk=desk, by=by, at=at, facts=first.facts, details=first.details)
    privacy.begin(person, desk=desk, by=by, at=at, earlier=earlier)
    basis = ground_to_rest_on(person, ground, desk=desk, by=by, at=at, earlier=earlier)
    own_only = AgencyKind(desk.agency.kind) in FRONT_LINE_BODIES
    privacy.open_to_opener(person, desk=desk, basis=basis, own_writing_only=own_only, by=by, at=at)
    case = Case.objects.create(
        person=person, key=person.key, governorate=first.governorate, risk=first.risk, facts_desk=desk, desk=desk,
        opened_by=by.reference, opened_at=met_at, once=once,
    )  # fmt: skip
    StatusChange.objects.create(case=case, status=CaseStatus.DRAFT, desk=desk, by=by.reference, at=met_at)
    audit.record(Did.CASE_OPENED, subject=case.reference, file=person.reference, by=by, at=at, facts=as_fact(earlier))
    state_needs(case, first.needs, desk=desk, by=by, at=met_at)
    if isinstance(by, User):
        become_key_worker(case, by, desk=desk, by=by, at=at)
    for kind, text in first.notes:
        add_note(case, kind, text, desk=desk, by=by, at=at, earlier=earlier)
    if situation is not None:
        add_to_situation(situation, case, by=by, at=at)
    return case


def look_for_others(case: Case, *, desk: Desk, by: Actor, at: datetime) -> None:
    """Whether the body has another file of this person: looked for when the case is open, so that nothing stands in its way."""
    linkage.look_for(case.person, desk=desk, by=by, at=at)


@act
def change_facts(
    case: Case,
    *,
    governorate: str,
    risk: Risk,
    version: int,
    desk: Desk,
    by: Actor,
    at: datetime,
) -> Case:
    """Change place and danger. Errors: `Stale` when somebody changed them first, `CannotChange` when closed, or when the danger
    was judged in the grid: it is changed there."""
    case = queries.locked(case.pk)
    if case.version != version:
        raise Stale
    writable(case)
    refuse([WhyNot.ASSESSED] if risk != case.risk and queries.assessment_standing(case) is not None else [])
    case.governorate, case.risk, case.facts_desk = governorate, risk, desk
    case.version = version + 1
    case.save(update_fields=["governorate", "risk", "facts_desk", "version"])
    touch(case, desk, at)
    audit.record(Did.CASE_CHANGED, subject=case.reference, file=case.person.reference, by=by, at=at)
    return case


@act
def keep_as_imported(case: Case, *, standard: str, values: str, by: Actor, at: datetime) -> Imported:
    """Keep what an import brought and no part can hold yet, sealed and labelled so."""
    row = Imported(case=case, key=case.key, standard=standard, at=at, by=by.reference)
    row.seal(values=values)
    row.save(force_insert=True)
    audit.record(Did.CASE_IMPORTED, subject=case.reference, file=case.person.reference, by=by, at=at)
    return row


def ground_to_rest_on(
    person: Person, ground: Ground, *, desk: Desk, by: Actor, at: datetime, earlier: Earlier | None = None
) -> Basis:
    """The basis that a case is opened on, from what is said now, or was said when the person was met."""
    stated = state_ground(person, ground, desk=desk, by=by, at=at, earlier=earlier)
    return stated if isinstance(stated, Basis) else privacy.rest_on(person, [stated.pk], by=by, at=at)


def state_ground(
    person: Person, ground: Ground, *, desk: Desk, by: Actor, at: datetime, earlier: Earlier | None = None
) -> Basis | Consent:
    """Write down the person's agreement (C1), given now or `earlier`, or why one goes on without it: that is judged from
    now on, for nobody could look at it before."""
    if ground.without_consent is not None:
        return privacy.rely_on(person, ground.without_consent, because=ground.because, desk=desk, by=by, at=at)
    return privacy.record_consent(
        person, kind=ConsentKind.C1, answer=ground.answer, circumstances=ground.circumstances, wording=ground.wording,
        desk=desk, by=by, at=at, earlier=earlier,
    )  # fmt: skip
