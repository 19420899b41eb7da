"""Opinions and the matrix: what bodies think, and what act, means and purpose rest on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases.actions.common import touch
from malath.cases.models import Case
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.identification import news, queries, rules
from malath.identification.actions.base import keep, locked, record, refuse
from malath.identification.models import Element, Evidence, Opinion
from malath.identification.queries import law
from malath.identification.words import ElementKind, EvidenceSource, EvidenceStrength, Stance, WhyNot

if TYPE_CHECKING:
    from malath.people.models import Party


@dataclass(frozen=True)
class Found:
    """What is entered under a name: which element of the law, and what it rests on."""

    kind: ElementKind
    code: str
    source: EvidenceSource
    strength: EvidenceStrength
    dated_on: date | None = None
    holder: str = ""
    words: str = ""


@act
def write_opinion(
    case: Case, stance: Stance, text: str, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> Opinion:
    """A body writes its opinion. It takes the place of the one that the body wrote before, which is kept. With the first one
    of a case its clock has done its work. The same form twice is one opinion. Errors: `CannotIdentify`; of the case when it is
    closed."""
    case, process = locked(case, by=by, at=at)
    mark = own_mark(once, by.reference, case.reference, stance, text)
    if (written := queries.opinion_written(mark)) is not None:
        record(Did.OPINION_WRITTEN, case, by=by, at=at, again="1")
        return written
    refuse([] if text.strip() else [WhyNot.WORDS_MISSING])
    Opinion.objects.filter(case=case, agency=desk.agency, replaced_at__isnull=True).update(replaced_at=at)
    opinion = Opinion(
        case=case, key=case.key, agency=desk.agency, desk=desk, stance=stance, by=by.reference, at=at, once=mark
    )  # fmt: skip
    opinion.seal(text=text)
    opinion.save(force_insert=True)
    process.opinion_at = process.opinion_at or at
    keep(process, at=at)
    touch(case, desk, at)
    news.settle_due(case, process, by=by, at=at)
    record(Did.OPINION_WRITTEN, case, by=by, at=at)
    return opinion


@act
def enter(
    case: Case, found: Found, *, party: "Party | None" = None, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> Element:
    """Enter into the matrix that something is there, under an alleged trafficker or an unknown one, and what it rests on. More
    evidence for the same thing stands beside the first. Errors: `CannotIdentify`; of the case when it is closed."""
    case, process = locked(case, by=by, at=at)
    mark = own_mark(once, by.reference, case.reference, found.kind, found.code, found.words)
    if (entered := queries.evidence_entered(mark)) is not None:
        record(Did.MATRIX_CHANGED, case, by=by, at=at, again="1")
        return entered.element
    refuse([WhyNot.PARTY_UNKNOWN] if party is not None and (party.ended_at or party.person_id != case.person_id) else [])
    today = clock.in_amman(at).date()
    refuse(rules.why_not_enter(found.kind, found.code, known=law.known(), on=found.dated_on, today=today))
    party_id = party.pk if party else None
    element = queries.element_standing(case, party_id, found.kind, found.code, desk)
    if element is None:
        element = Element.objects.create(
            case=case, party_id=party_id, kind=found.kind, code=found.code, desk=desk, by=by.reference, at=at
        )  # fmt: skip
    evidence = Evidence(
        element=element, key=case.key, source=found.source, strength=found.strength, dated_on=found.dated_on, by=by.reference,
        at=at, once=mark,
    )  # fmt: skip
    evidence.seal(holder=found.holder, words=found.words)
    evidence.save(force_insert=True)
    keep(process, at=at)
    touch(case, desk, at)
    record(Did.MATRIX_CHANGED, case, by=by, at=at, element=found.kind.value)
    return element


@act
def strike(element: Element, *, desk: Desk, by: Actor, at: datetime) -> Element:
    """What was entered does not hold: it is struck out, and stays as history. Errors: `CannotIdentify`; of the case."""
    case, _process = locked(element.case, by=by, at=at)
    now = Element.objects.get(pk=element.pk)
    refuse(rules.why_not_strike(struck=now.struck_at is not None, ours=now.desk_id == desk.pk))
    now.struck_at, now.struck_by = at, by.reference
    now.save(update_fields=["struck_at", "struck_by"])
    touch(case, desk, at)
    record(Did.MATRIX_CHANGED, case, by=by, at=at, element=now.kind, struck="1")
    return now
