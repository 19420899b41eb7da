"""What opens the gates of a return, one act for each thing that somebody has to do."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from malath.agencies import queries as agencies
from malath.agencies.models import Agency
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.returns import news, queries, rules
from malath.returns.actions.base import answerable, locked, prepared, record, refuse, wrote
from malath.returns.actions.showing import basis_for
from malath.returns.actions.travel import end_journey
from malath.returns.models import (
    ChildsWay,
    DangerThere,
    Declaration,
    DoctorsWord,
    FineChoice,
    MissionAsked,
    PaperStep,
    Return,
    Talk,
)
from malath.returns.queries import law
from malath.returns.rules import Said
from malath.returns.rules_mission import Needed, why_not_say, why_not_tell
from malath.returns.words import (
    Court,
    Fear,
    FineWay,
    JourneyState,
    MissionAnswer,
    PaperKind,
    PaperState,
    ReturnState,
    TalkWith,
    Way,
    WhyNot,
)

NOTHING: Final = Needed()


@act
def answer_fear(returning: Return, fear: Fear, court: Court, *, by: Actor, at: datetime) -> Return:
    """Write down whether the person fears going back, and whether a criminal case waits for them. Yes and unsure lock
    everything, the embassy included, until the person closes it. Errors: `CannotReturn`."""
    now = prepared(returning)
    now.fear, now.fear_at, now.fear_by, now.court = fear, at, by.reference, court
    now.closed_at, now.closed_by = None, ""
    wrote(Did.RETURN_FEAR, now, by=by, at=at)
    return now


@act
def close_road(returning: Return, *, by: Actor, at: datetime) -> Return:
    """The person was told of international protection, spoke with UNHCR or did not want to, and closes that road themselves.
    Errors: `CannotReturn`."""
    now = prepared(returning)
    refuse(rules.why_not_close_road(Fear(now.fear), closed=now.closed_at is not None))
    now.closed_at, now.closed_by = at, by.reference
    wrote(Did.RETURN_ROAD_CLOSED, now, by=by, at=at)
    return now


@act
def record_talk(
    returning: Return, with_whom: TalkWith, held_at: datetime, language: str, words: str = "", *, alone: bool,
    own_language: bool, by: Actor, at: datetime, once: UUID | None = None,
) -> Talk:  # fmt: skip
    """A counselling talk: what is possible, staying included, and what help is and is not. Errors: `CannotReturn`."""
    now = prepared(returning)
    mark = own_mark(once, by.reference, returning.reference, str(held_at))
    if (known := queries.talk_written(mark)) is not None:
        record(Did.RETURN_TALK, now, by=by, at=at, again="1")
        return known
    refuse(rules.why_not_talk(with_whom, held_at, at, alone=alone, own_language=own_language))
    talk = Talk(
        returning=now, key=now.key, held_at=held_at, held_by=with_whom, language=language, by=by.reference, at=at, once=mark
    )
    talk.seal(words=words)
    talk.save(force_insert=True)
    wrote(Did.RETURN_TALK, now, by=by, at=at)
    return talk


@act
def declare(returning: Return, said: Said, language: str, witness: str = "", *, by: Actor, at: datetime) -> Declaration:
    """The person declares that they wish to return. It may be taken back until boarding. Errors: `CannotReturn`."""
    now = prepared(returning)
    stands = queries.declaration_of(now) is not None
    refuse(rules.why_not_declare(said, queries.talks_of(now), stands=stands, locked=queries.is_locked(now)))
    row = Declaration(returning=now, key=now.key, language=language, detained=said.detained, by=by.reference, at=at)
    row.seal(witness=witness)
    row.save(force_insert=True)
    wrote(Did.RETURN_DECLARED, now, by=by, at=at)
    return row


@act
def withdraw_declaration(returning: Return, *, by: Actor, at: datetime) -> Return:
    """The person takes the declaration back: no reason is asked for, and only a new one opens the gate again. A journey that
    was planned ends; what was paid and not used is asked back. Errors: `CannotReturn` once they have boarded."""
    now = locked(returning)
    row = queries.declaration_of(now)
    refuse(rules.why_not_withdraw(ReturnState(now.state), stands=row is not None))
    Declaration.objects.filter(returning=now, withdrawn_at__isnull=True).update(withdrawn_at=at, withdrawn_by=by.reference)
    if ReturnState(now.state) == ReturnState.BOOKED:
        now.state = ReturnState.PREPARING
    end_journey(now, JourneyState.CANCELLED, by=by, at=at)
    wrote(Did.RETURN_DECLARATION_WITHDRAWN, now, by=by, at=at)
    return now


@act
def assess_danger(
    returning: Return, likelihood: int, harm: int, words: str, way: Way, *, by: Actor, at: datetime
) -> DangerThere:
    """Look at the danger there, with what the mission answered: family as a cause, recruiters and debts, the trafficker at
    home, stigma. A high one is solved, leads to another place, or stops the return. Errors: `CannotReturn`."""
    now = prepared(returning)
    refuse(rules.why_not_assess(likelihood, harm, words))
    row = DangerThere(
        returning=now, key=now.key, likelihood=likelihood, harm=harm, level=rules.danger_of(likelihood, harm), way=way,
        by=by.reference, at=at,
    )  # fmt: skip
    row.seal(words=words)
    row.save(force_insert=True)
    wrote(Did.RETURN_DANGER, now, by=by, at=at)
    return row


@act
def arrange_child(returning: Return, receiver: str, escort: str = "", *, traced: bool, by: Actor, at: datetime) -> ChildsWay:
    """Who receives a child, found to be who they say (`traced`), and who goes with it. Errors: `CannotReturn`."""
    now = prepared(returning)
    refuse(rules.why_not_arrange(receiver, is_child=now.person.is_child))
    row = ChildsWay(returning=now, key=now.key, traced=traced, by=by.reference, at=at)
    row.seal(receiver=receiver, escort=escort)
    row.save(force_insert=True)
    wrote(Did.RETURN_CHILD, now, by=by, at=at)
    return row


@act
def settle_paper(returning: Return, kind: PaperKind, state: PaperState, *, by: Actor, at: datetime) -> Return:
    """A paper or a hold goes a step on. The embassy is asked for a travel document only without fear and with the person's yes
    (C6), and is never told why. Errors: `CannotReturn`."""
    now = prepared(returning)
    embassy = queries.may_ask_embassy(now, at)
    refuse(rules.why_not_paper(kind, state, locked=queries.is_locked(now), embassy=embassy))
    PaperStep.objects.update_or_create(returning=now, kind=kind, defaults={"state": state, "by": by.reference, "at": at})
    wrote(Did.RETURN_PAPER, now, by=by, at=at, paper=kind.value)
    return now


@act
def choose_fines(returning: Return, way: FineWay, because: str, *, by: Actor, at: datetime) -> FineChoice:
    """A waiver was refused: the project pays with approval, one asks again, or waits for the next exemption. Errors:
    `CannotReturn`."""
    now = prepared(returning)
    refuse(rules.why_not_fines(because, refused=queries.was_refused(now.person_id, at)))
    row = FineChoice(returning=now, key=now.key, way=way, by=by.reference, at=at)
    row.seal(because=because)
    row.save(force_insert=True)
    news.settle(now, ItemKind.RETURN_TO_APPROVE, by=by, at=at)
    if way == FineWay.PROJECT:
        news.tell_to_approve(now, at=at)
    wrote(Did.RETURN_FINES, now, by=by, at=at, way=way.value)
    return row


@act
def approve_fines(returning: Return, *, by: Actor, at: datetime) -> FineChoice:
    """Somebody else than who proposed it approves that a project pays the fines. Errors: `CannotReturn`."""
    now = prepared(returning)
    row = queries.fines_of(now)
    own, approved = row is not None and row.by == by.reference, row is not None and row.approved_at is not None
    refuse(rules.why_not_approve(FineWay(row.way) if row else None, approved=approved, own=own))
    assert row is not None  # noqa: S101  # refused above
    row.approved_at, row.approved_by = at, by.reference
    row.save(update_fields=["approved_at", "approved_by"])
    news.settle(now, ItemKind.RETURN_TO_APPROVE, by=by, at=at)
    wrote(Did.RETURN_FINES_APPROVED, now, by=by, at=at)
    return row


@act
def record_fitness(
    returning: Return, examined_on: date, until: date, *, fit: bool, escort: bool = False, medicines: int = 0, by: Actor,
    at: datetime,
) -> DoctorsWord:  # fmt: skip
    """What a doctor says about flying, and until which day; never what the person has. A flight after that day closes the gate
    again. Errors: `CannotReturn`."""
    now = prepared(returning)
    refuse(rules.why_not_fit(examined_on, until, clock.in_amman(at).date()))
    row = DoctorsWord.objects.create(
        returning=now, fit=fit, examined_on=examined_on, until=until, escort=escort, medicines=medicines, by=by.reference,
        at=at,
    )  # fmt: skip
    wrote(Did.RETURN_FIT, now, by=by, at=at)
    return row


@act
def ask_mission(
    returning: Return, mission: Agency | None, words: str = "", *, told: Needed = NOTHING, by: Actor, at: datetime
) -> MissionAsked:
    """The mission in the country of return is asked whether it receives the person, in neutral words, and `told` what is needed
    there. Where the person agreed to the transfer (C12), its own users see the return from now on. Three working days of
    silence are told. Errors: `CannotReturn`."""
    now = prepared(returning)
    asked = queries.mission_asked(now)
    waiting = asked is not None and asked.answer == MissionAnswer.WAITING
    refuse([
        *rules.why_not_ask_mission(named=mission is not None, waiting=waiting, locked=queries.is_locked(now)),
        *why_not_say(words),
        *why_not_tell(told),
    ])  # fmt: skip
    assert mission is not None  # noqa: S101  # refused above
    due = rules.after_working_days(at, law.silence(), agencies.holidays())
    row = MissionAsked(returning=now, key=now.key, mission=mission, by=by.reference, at=at, due_at=due)
    row.seal(words=words, needs=" ".join(told.needs), health=told.health.strip(), plan=told.plan.strip())
    now.mission = mission
    row.basis = basis_for(now, by=by, at=at)
    row.save(force_insert=True)
    if row.basis is not None:
        news.tell_to_receive(now, at=at)
    wrote(Did.RETURN_MISSION_ASKED, now, by=by, at=at, body=mission.reference)
    return row


@act
def record_answer(returning: Return, answer: MissionAnswer, words: str = "", *, by: Actor, at: datetime) -> MissionAsked:
    """What the mission answered, however it came. Errors: `CannotReturn`."""
    now = answerable(returning)
    row = queries.mission_asked(now)
    refuse([] if row is not None and row.answer == MissionAnswer.WAITING else [WhyNot.NOT_WAITING])
    assert row is not None  # noqa: S101  # refused above
    refuse([WhyNot.NOT_WAITING] if answer == MissionAnswer.WAITING else [])
    row.answer, row.answered_at, row.answered_by = answer, at, by.reference
    if words:
        row.seal(words=words)
    row.save()
    news.settle(now, ItemKind.RETURN_SILENT, by=by, at=at)
    wrote(Did.RETURN_MISSION_ANSWERED, now, by=by, at=at, answer=answer.value)
    return row


@act
def tell_silence(asked: MissionAsked, *, at: datetime, by: Actor = WORKER) -> MissionAsked:
    """The mission has not answered in time: who prepares the return and their desk are told, once. Errors: `CannotReturn`."""
    privacy.lock(asked.returning.person_id)
    now = queries.locked(asked.returning_id)
    row = queries.mission_asked(now)
    due = row is not None and row.answer == MissionAnswer.WAITING and row.told_at is None and row.due_at <= at
    refuse([] if due else [WhyNot.NOT_DUE])
    assert row is not None  # noqa: S101  # refused above
    row.told_at = at
    row.save(update_fields=["told_at"])
    news.tell_silent(now, at=at)
    record(Did.RETURN_MISSION_SILENT, now, by=by, at=at)
    return row
