"""Acts of a screening: begun, written step by step, finished with a concern that a person decides, followed until somebody was
asked. Lock order: the case, then the screening."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.actions import FirstFacts, Ground
from malath.cases.models import Case
from malath.cases.words import CaseStatus, NoteKind
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.clock import end_of, in_amman
from malath.foundation.references import own_mark
from malath.helpline.actions import contacts as helpline
from malath.helpline.actions.contacts import CannotHelp
from malath.helpline.models import Contact
from malath.helpline.queries import contacts as contact_queries
from malath.helpline.words import NOT_TOLD, ContactResult
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.people.earlier import Earlier, NotThen, as_fact, moment_of
from malath.people.words import AgeBand
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.screening import content, news, queries, rules
from malath.screening.content import Content
from malath.screening.models import Screening, Smuggled, WordsCheck
from malath.screening.queries import cards, lists
from malath.screening.rules import Result
from malath.screening.words import Concern, Danger, Side, State, Step, Unreferred, WhyNot, WhyNotCheck

__all__ = [
    "CannotCheck", "CannotHelp", "CannotScreen", "Decision", "NotThen", "Stale", "begin", "check_words", "finish", "remind",
    "save", "say_smuggled", "settle", "take_back_smuggled", "throw_away",
]  # fmt: skip


class CannotScreen(Exception):
    """The screening is not begun, kept, finished or followed as asked."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotCheck(Exception):
    """Nobody stands for the words of a card by this."""

    def __init__(self, reasons: list[WhyNotCheck]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class Stale(Exception):
    """Somebody else wrote this step meanwhile; nothing was written."""


@dataclass(frozen=True)
class Decision:
    """What an officer decides after a screening. `watch`: what is looked at again on `watch_on`."""

    concern: Concern | None
    because: str = ""
    watch_on: date | None = None
    watch: str = ""


@act
def begin(
    case: Case,
    *,
    desk: Desk,
    by: Actor,
    at: datetime,
    carried: Mapping[str, Mapping[str, Any]] | None = None,
    earlier: Earlier | None = None,
    because: str = "",
    once: UUID | None = None,
) -> Screening:
    """Begin to screen the person of a case; as often as is needed, each kept. `carried`: steps that were typed before the file
    was opened, by their names. `earlier`: when the person was screened, on paper or on a phone, if not now. `because`: why a
    child is asked again; it stands among the notes. The same form twice is one screening. Errors: `CannotScreen`; `NotThen`."""
    case = case_queries.locked(case.pk)
    once = own_mark(once, by.reference, case.reference)
    if (known := queries.begun(once)) is not None:
        _record(Did.SCREENING_BEGUN, known, by=by, at=at, again="1")
        return known
    typed = queries.typed_in(carried or {})
    reasons = rules.why_not_begin(
        closed=case.closed_at is not None, alone=typed.alone, changed=content.changed(Content(), typed),
        observable=lists.observable(), said=bool(typed.said or typed.thought), again=queries.asks_a_child_again(case),
        because=because,
    )  # fmt: skip
    _refuse(reasons)
    happened_at = moment_of(earlier, typed_at=at, began=privacy_queries.began_at(case.person_id))
    screening = Screening(
        case=case, key=case.key, desk=desk, begun_by=by.reference, begun_at=happened_at, saved_at=at, once=once,
        typed_at=at if earlier else None,
    )  # fmt: skip
    screening.save(force_insert=True)
    if carried:
        _keep(screening, typed, at=at)
    if because.strip():
        cases.write_note(case, kind=NoteKind.OPINION, text=because, desk=desk, by=by, at=at, earlier=earlier)
    _record(Did.SCREENING_BEGUN, screening, by=by, at=at, **as_fact(earlier))
    _touch(screening, at)
    return screening


@act
def begin_with_contact(
    contact: Contact, age_band: AgeBand, *, ground: Ground, desk: Desk, by: Actor, at: datetime
) -> Screening:
    """Somebody who turned to the helpline is there and speaks: a case is opened on what they answered, their screening begins,
    and the contact counts as answered. What they do not want told goes along as their own words and nothing else does; neither
    row names the other. All of it, or nothing. Errors: `CannotHelp` when somebody was there first, or a case was opened from
    it before; `CannotChange`, `CannotRecord`, `CannotRely`."""
    told = contact_queries.told_by(contact)
    helpline.settle_contact(contact, ContactResult.CASE_OPENED, opens_case=True, by=by, at=at)
    wish = [(NoteKind.WORDS, f"{NOT_TOLD} {told.not_told}")] if told and told.not_told else []
    first = FirstFacts(facts={"age_band": age_band}, governorate=told.governorate if told else "", notes=wish)
    case = cases.open_case(first, ground=ground, desk=desk, by=by, at=at)
    screening = begin(case, desk=desk, by=by, at=at)
    _record(Did.SCREENING_AFTER_CONTACT, screening, by=by, at=at)
    return screening


@act
def save(screening: Screening, step: str, values: Mapping[str, Any], *, state: int, by: Actor, at: datetime) -> Screening:
    """Keep one step of a screening. `state`: which state of the step was on the screen. While the person is not alone, an
    answer that has to be asked is refused. Errors: `Stale` when somebody wrote the step first, `CannotScreen`."""
    screening = _locked(screening)
    before = queries.content_of(screening)
    after = queries.put(before, step, values)
    if before.state(step) != state:
        raise Stale
    reasons = rules.why_not_save(
        State(screening.state), step, closed=screening.case.closed_at is not None, alone=before.alone,
        stop=screening.stop and screening.passed_at is None,
        changed=content.changed(before, after), observable=lists.observable(),
    )  # fmt: skip
    _refuse(reasons)
    if step == Step.STOP:
        screening.passed_at = at
    _keep(screening, after, at=at)
    _record(Did.SCREENING_SAVED, screening, by=by, at=at, step=step)
    return screening


@act
def finish(screening: Screening, decision: Decision, *, by: Actor, at: datetime) -> Screening:
    """End a screening with what follows: no concern now, keep watch, refer, or an emergency. A person decides it: higher than
    the rule with a reason, never lower. The case is "screened" and nothing more; what was told, seen and thought stands among
    the notes. What was typed in later ended when it happened, and its clock runs from then. Errors: `CannotScreen`."""
    case = case_queries.locked(screening.case_id)
    screening = _locked(screening)
    typed, concern, today = queries.content_of(screening), decision.concern, in_amman(at).date()
    result = queries.result_of(typed)
    _refuse(
        rules.why_not_finish(
            State(screening.state),
            result,
            concern,
            closed=case.closed_at is not None,
            alone=typed.alone,
            stop=screening.stop and screening.passed_at is None,
            danger=typed.danger,
            because=decision.because,
            watch_on=decision.watch_on,
            today=today,
        )
    )
    assert concern is not None  # noqa: S101  # refused before
    screening.state, screening.concern = State.FINISHED, concern
    earlier = _earlier(screening)
    screening.ended_at, screening.ended_by = earlier.at if earlier else at, by.reference
    screening.refer_by = _refer_by(screening, typed, result, concern, screening.ended_at)
    screening.seal(result=_as_text(typed, result), because=decision.because)
    screening.save(update_fields=["state", "concern", "ended_at", "ended_by", "refer_by", "result", "because"])
    _write_down(screening, typed, earlier, by=by, at=at)
    if concern == Concern.KEEP_WATCH and decision.watch_on is not None:
        cases.set_task(case, decision.watch, due_on=decision.watch_on, desk=screening.desk, by=by, at=at)
    if CaseStatus(case.status) == CaseStatus.DRAFT:
        cases.set_status(case, CaseStatus.SCREENED, desk=screening.desk, by=by, at=at)
    _record(Did.SCREENING_FINISHED, screening, by=by, at=at, concern=concern.value, **as_fact(earlier))
    _touch(screening, at)
    return screening


@act
def throw_away(screening: Screening, *, by: Actor, at: datetime) -> Screening:
    """End a screening that was begun by mistake: what was typed is gone, that it was begun stays. Errors: `CannotScreen`."""
    screening = _locked(screening)
    _refuse([WhyNot.FINISHED] if screening.state != State.DRAFT else [])
    screening.state, screening.ended_at, screening.ended_by = State.DROPPED, at, by.reference
    screening.content = None
    screening.save(update_fields=["state", "ended_at", "ended_by", "content"])
    _record(Did.SCREENING_DROPPED, screening, by=by, at=at)
    return screening


@act
def settle(screening: Screening, because: Unreferred | None, *, by: Actor, at: datetime) -> Screening:
    """Nobody waits for a referral any more: it was sent (`because` is None), or somebody says why there is none. Errors:
    `CannotScreen`."""
    screening = _locked(screening)
    _refuse(rules.why_not_settle(State(screening.state), waits=queries.waits(screening)))
    _settle(screening, because, by=by, at=at)
    return screening


@act
def remind(screening: Screening, *, at: datetime, by: Actor = WORKER) -> Screening:
    """The time is over and nobody was asked: the desk and those above it are told, once. Where the file is no longer open to
    the desk, or closed, the clock ends in silence. Errors: `CannotScreen` when it was settled or told meanwhile."""
    screening = _locked(screening)
    _refuse(rules.why_not_settle(State(screening.state), waits=queries.waits(screening) and screening.told_at is None))
    if screening.case.closed_at is not None or not queries.is_open_to_desk(screening, at):
        _settle(screening, None, by=by, at=at)
        return screening
    screening.told_at = at
    screening.save(update_fields=["told_at"])
    news.tell_overdue(screening, at=at)
    _record(Did.SCREENING_OVERDUE, screening, by=by, at=at)
    return screening


@act
def check_words(language: str, side: Side, *, mark: str, by: Actor, at: datetime) -> WordsCheck:
    """Stand for the words of a card, as somebody who speaks the language or as a focal point. Once both have, two different
    people, the card may be shown to a person in danger. Errors: `CannotCheck`."""
    card = cards.card(language)
    assert card is not None  # noqa: S101  # the view has found it
    if card.mark != mark:
        raise CannotCheck([WhyNotCheck.OTHER_WORDS])
    if reasons := rules.why_not_check(card.file_state, cards.said_of(card), side, by.reference):
        raise CannotCheck(reasons)
    row = WordsCheck.objects.create(language=language, mark=mark, side=side, by=by.reference, at=at)
    audit.record(Did.WORDS_CHECKED, subject=language, by=by, at=at, facts={"side": side.value})
    return row


@act
def say_smuggled(case: Case, because: str, *, desk: Desk, by: Actor, at: datetime) -> Smuggled:
    """A person decides: this person was smuggled, not trafficked. It labels nobody, neither as a victim nor as an offender,
    closes nothing, and help stays open; it can be taken back. Errors: `CannotScreen`."""
    case = case_queries.locked(case.pk)
    last = queries.last_finished(case)
    _refuse(
        rules.why_not_smuggled(
            closed=case.closed_at is not None,
            screened=last is not None,
            flagged=last is not None and queries.is_flagged(last),
            referred=last is not None and queries.was_referred(last),
            said=queries.smuggled_standing(case) is not None,
            because=because,
        )
    )
    row = Smuggled(case=case, key=case.key, desk=desk, by=by.reference, at=at)
    row.seal(because=because)
    row.save(force_insert=True)
    audit.record(Did.SMUGGLED_SAID, subject=case.reference, file=case.person.reference, by=by, at=at)
    privacy.touch(case.person_id, at=at)
    return row


@act
def take_back_smuggled(case: Case, because: str, *, by: Actor, at: datetime) -> Smuggled:
    """It is no longer so. Both are kept. Errors: `CannotScreen`."""
    case = case_queries.locked(case.pk)
    row = queries.smuggled_standing(case)
    _refuse([WhyNot.NOT_SAID] if row is None else [] if because.strip() else [WhyNot.BECAUSE_MISSING])
    assert row is not None  # noqa: S101  # refused before
    row.ended_at, row.ended_by = at, by.reference
    row.seal(ended_because=because)
    row.save(update_fields=["ended_at", "ended_by", "ended_because"])
    audit.record(Did.SMUGGLED_TAKEN_BACK, subject=case.reference, file=case.person.reference, by=by, at=at)
    privacy.touch(case.person_id, at=at)
    return row


def _keep(screening: Screening, typed: Content, *, at: datetime) -> None:
    conditions = typed.conditions
    stop = conditions is not None and rules.must_stop(conditions.place, conditions.pending)
    screening.stop, screening.saved_at = stop, at
    screening.passed_at = screening.passed_at if stop else None
    screening.seal(content=content.as_text(typed))
    screening.save(update_fields=["stop", "passed_at", "saved_at", "content"])


def _refer_by(screening: Screening, typed: Content, result: Result, concern: Concern, at: datetime) -> datetime | None:
    midnight = end_of(in_amman(at).date())
    child = result.child or screening.case.person.is_child
    danger = typed.danger == Danger.YES
    return rules.refer_by(concern, child=child, danger=danger, at=at, midnight=midnight, span=lists.refer_within())


def _earlier(screening: Screening) -> Earlier | None:
    """When a screening happened that was typed in later. That it may have was looked at when it was begun."""
    return Earlier(screening.begun_at, looked=True) if screening.typed_at else None


def _write_down(screening: Screening, typed: Content, earlier: Earlier | None, *, by: Actor, at: datetime) -> None:
    """The person's words, what was seen, and what the officer thinks: three notes of the case, never one."""
    kinds = ((NoteKind.WORDS, typed.said), (NoteKind.OBSERVATION, typed.seen), (NoteKind.OPINION, typed.thought))
    for kind, text in kinds:
        if text.strip():
            cases.write_note(screening.case, kind=kind, text=text, desk=screening.desk, by=by, at=at, earlier=earlier)


def _as_text(typed: Content, result: Result) -> str:
    """What the rule made of it, and with which lists: it stays as it was found when a list is corrected later."""
    found = [
        [one.dimension, one.strong, one.medium, one.weak, list(one.present), one.not_asked, one.open] for one in result.found
    ]
    kept = {
        "version": lists.version(), "profile": queries.profile_of(typed), "child": result.child, "found": found,
        "because": [reason.value for reason in result.because], "strong": list(result.lone_strong),
    }  # fmt: skip
    return json.dumps(kept)


def _settle(screening: Screening, because: Unreferred | None, *, by: Actor, at: datetime) -> None:
    screening.settled_at, screening.settled_by, screening.unreferred = at, by.reference, because or ""
    screening.save(update_fields=["settled_at", "settled_by", "unreferred"])
    inbox.settle(screening.case.person.reference, (ItemKind.SCREENING_OVERDUE,), by=by, at=at)
    _record(Did.SCREENING_SETTLED, screening, by=by, at=at, because=screening.unreferred)


def _touch(screening: Screening, at: datetime) -> None:
    privacy.touch(screening.case.person_id, at=at)
    privacy.touch_desk(screening.case.person_id, screening.desk, at=at)


def _locked(screening: Screening) -> Screening:
    return queries.locked(screening.pk)


def _refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotScreen(reasons)


def _record(event: Did, screening: Screening, *, by: Actor, at: datetime, **facts: str) -> None:
    found = {name: value for name, value in facts.items() if value}
    file = screening.case.person.reference
    audit.record(event, subject=screening.reference, file=file, by=by, at=at, facts=found)
