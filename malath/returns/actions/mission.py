"""What the receiving mission says: of the danger there, whether it receives the person, whether they came."""

import json
from collections.abc import Mapping
from datetime import datetime

from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.returns import news, queries
from malath.returns import rules_mission as rules
from malath.returns.actions.base import answerable, locked, record, refuse, wrote
from malath.returns.actions.gates import record_answer
from malath.returns.actions.incoming import confirm_incoming
from malath.returns.actions.travel import confirm_arrival
from malath.returns.models import MissionAsked, Return
from malath.returns.queries import mission
from malath.returns.rules_mission import Word
from malath.returns.words import JourneyState, MissionAnswer, ReturnKind, ReturnState, WhyNot
from malath.returns.words_mission import Known, MissionQuestion


@act
def answer_questions(
    returning: Return, answers: Mapping[MissionQuestion, Known], words: str = "", *, by: Actor, at: datetime
) -> MissionAsked:
    """The mission answers what it was asked about the danger there. Who prepares the return looks at the danger once more: its
    gate is closed until then. Errors: `CannotReturn`."""
    now = answerable(returning)
    row = queries.mission_asked(now)
    refuse(rules.why_not_answer(ReturnState(now.state), answers, asked=row is not None))
    assert row is not None  # noqa: S101  # refused above
    row.seal(risks=json.dumps({one.value: answers[one].value for one in MissionQuestion}), told=words.strip())
    row.risks_at, row.risks_by = at, by.reference
    row.save(update_fields=["risks", "told", "risks_at", "risks_by"])
    news.tell_answered(now, at=at)
    wrote(Did.RETURN_RISKS_ANSWERED, now, by=by, at=at)
    return row


@act
def say_reception(returning: Return, answer: MissionAnswer, words: str = "", *, by: Actor, at: datetime) -> MissionAsked:
    """The mission itself says whether it receives the person. Errors: `CannotReturn`."""
    row = record_answer(returning, answer, words, by=by, at=at)
    news.tell_answered(row.returning, at=at)
    record(Did.RETURN_MISSION_SAID, row.returning, by=by, at=at)
    return row


@act
def say_arrival(returning: Return, came_at: datetime, *, by: Actor, at: datetime) -> Return:
    """Who met the person says that they arrived, here or in the house that sent them. Errors: `CannotReturn`."""
    incoming = returning.kind == ReturnKind.INCOMING
    now = (confirm_incoming if incoming else confirm_arrival)(returning, came_at, by=by, at=at)
    if not incoming:
        news.tell_answered(now, at=at)
    record(Did.RETURN_MISSION_SAID, now, by=by, at=at)
    return now


@act
def say_missing(returning: Return, *, by: Actor, at: datetime) -> Return:
    """The person did not come: who sent them is told at once. They may come later still. Errors: `CannotReturn`."""
    now = locked(returning)
    row = mission.incoming_locked(now) if now.kind == ReturnKind.INCOMING else queries.journey_of(now)
    told, today = row is not None and row.missing_at is not None, clock.in_amman(at).date()
    if now.kind == ReturnKind.INCOMING:
        expected_on = row.expected_on if row else None  # type: ignore[union-attr]  # of who comes home
        refuse(rules.why_not_miss_incoming(ReturnState(now.state), expected_on, today, told=told))
    else:
        state, due = (JourneyState(row.state), row.arrives_at) if row else (None, at)  # type: ignore[union-attr]
        refuse(rules.why_not_miss_arrival(state, due, at, told=told))
    refuse([] if row else [WhyNot.NOT_EXPECTED])
    assert row is not None  # noqa: S101  # refused above
    row.missing_at, row.missing_by = at, by.reference
    row.save(update_fields=["missing_at", "missing_by"])
    news.tell_missing(now, at=at)
    record(Did.ARRIVAL_MISSING, now, by=by, at=at)
    return now


@act
def hear(returning: Return, word: Word, *, by: Actor, at: datetime) -> Return:
    """What a mission says of somebody came as a file: what is new in it is written down, by the same acts. Errors:
    `CannotReturn`; then nothing of it is."""
    now = locked(returning)
    heard = [_hear_answers(now, word, by=by, at=at), _hear_reception(now, word, by=by, at=at)]
    heard += [_hear_arrival(queries.locked(now.pk), word, by=by, at=at)]
    refuse([] if any(heard) else [WhyNot.NOTHING_NEW])
    record(Did.RETURN_MISSION_HEARD, now, by=by, at=at)
    return now


def _hear_answers(now: Return, word: Word, *, by: Actor, at: datetime) -> bool:
    asked = queries.mission_asked(now)
    known = mission.answers_in(asked) == dict(word.answers) and asked is not None and asked.opened("told") == word.told
    if not word.answers or known or asked is None or ReturnState(now.state) not in rules.ANSWERING:
        return False
    answer_questions(now, word.answers, word.told, by=by, at=at)
    return True


def _hear_reception(now: Return, word: Word, *, by: Actor, at: datetime) -> bool:
    asked = queries.mission_asked(now)
    if word.reception is None or asked is None or asked.answer != MissionAnswer.WAITING:
        return False
    say_reception(now, word.reception, word.words, by=by, at=at)
    return True


def _hear_arrival(now: Return, word: Word, *, by: Actor, at: datetime) -> bool:
    if word.came_at is not None and now.state != ReturnState.ARRIVED:
        say_arrival(now, min(word.came_at, at), by=by, at=at)
        return True
    journey = queries.journey_of(now)
    if word.missing_at is None or word.came_at is not None or journey is None or journey.missing_at is not None:
        return False
    say_missing(now, by=by, at=at)
    return True
