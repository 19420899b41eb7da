"""Acts between sending and the end, and after it: questions and their answers, a pause that the person asked for, feedback,
and another try with another desk."""

from datetime import datetime

from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.referrals import meantime_rules, news, queries, rules
from malath.referrals.actions.base import CannotDo, locked, record, save, set_escalation
from malath.referrals.models import Feedback, Question, Referral
from malath.referrals.queries import meantime
from malath.referrals.rules import Clocks
from malath.referrals.words import LIVES, Escalation, HowItWent, PersonSaid, QuestionKind, Reason, ReplyKind, Status, Urgency


@act
def ask(referral: Referral, kind: QuestionKind, *, by: Actor, at: datetime, words: str = "") -> Question:
    """The receiving desk asks the sender, before it answers or while it helps. The clocks run on. Errors: `CannotDo`."""
    referral = locked(referral)
    waiting = meantime.kinds_waiting(referral)
    status, open_ = Status(referral.status), queries.stands(referral, at)
    if reasons := meantime_rules.why_not_ask(status=status, stands=open_, waiting=waiting, kind=kind):
        raise CannotDo(reasons)
    question = Question(referral=referral, key=referral.key, kind=kind, asked_by=by.reference, asked_at=at)
    question.seal(words=words)
    question.save(force_insert=True)
    save(referral, at)
    record(Did.REFERRAL_ASKED, referral, by=by, at=at, question=kind.value)
    news.tell_sender(referral, ItemKind.REFERRAL_ASKED, at=at)
    return question


@act
def reply(question: Question, reply: ReplyKind, *, by: Actor, at: datetime, words: str = "") -> Question:
    """The sender answers, as far as the person's agreement with this body reaches; that the person does not want it told is
    an answer too. Errors: `CannotDo`."""
    referral = locked(question.referral)
    question = Question.objects.select_for_update(of=("self",)).select_related("key").get(pk=question.pk)
    level = queries.standing_to_accept(referral, at).level
    reasons = meantime_rules.why_not_reply(
        QuestionKind(question.kind), reply, words=words, replied=bool(question.reply),
        lives=referral.status in LIVES, stands=queries.stands(referral, at), level=level,
    )  # fmt: skip
    if reasons:
        raise CannotDo(reasons)
    question.reply, question.replied_by, question.replied_at = reply, by.reference, at
    question.seal(reply_words=words if reply == ReplyKind.TOLD else "")
    question.save()
    save(referral, at)
    _record_told(question, referral, by=by, at=at)
    record(Did.REFERRAL_REPLIED, referral, by=by, at=at, question=question.kind, reply=reply.value)
    if not meantime.kinds_waiting(referral):
        news.settle_questions(referral, by=by, at=at)
    news.tell_receiving(referral, ItemKind.REFERRAL_REPLIED, at=at)
    return question


@act
def hold(referral: Referral, *, because: str, until: datetime, desk: Desk, by: Actor, at: datetime) -> Referral:
    """The person asked for time: the clocks stand still until a day, and run on by themselves then. Nothing else stops
    them. Errors: `CannotDo`."""
    referral = locked(referral)
    reasons = meantime_rules.why_not_hold(
        status=Status(referral.status), held=referral.held_at is not None, stands=queries.stands(referral, at),
        because=because, until=until, at=at,
    )  # fmt: skip
    if reasons:
        raise CannotDo(reasons)
    referral.held_at, referral.held_by, referral.held_until = at, by.reference, until
    referral.escalate_at = None
    referral.seal(held_because=because)
    save(referral, at)
    record(Did.REFERRAL_HELD, referral, by=by, at=at)
    news.tell_other_side(referral, desk, ItemKind.REFERRAL_HELD, at=at)
    return referral


@act
def resume(referral: Referral, *, at: datetime, by: Actor = WORKER) -> Referral:
    """The clocks run again, later by as long as they stood still. Errors: `CannotDo`."""
    referral = locked(referral)
    reasons = meantime_rules.why_not_resume(status=Status(referral.status), held=referral.held_at is not None)
    if reasons:
        raise CannotDo(reasons)
    _move_clocks(referral, at)
    referral.held_at = referral.held_by = referral.held_until = referral.held_because = None
    set_escalation(referral, Escalation(referral.clock_step))
    save(referral, at)
    record(Did.REFERRAL_RESUMED, referral, by=by, at=at)
    for tell in (news.tell_sender, news.tell_receiving):
        tell(referral, ItemKind.REFERRAL_RESUMED, at=at)
    return referral


@act
def give_feedback(referral: Referral, *, went: HowItWent, person_said: PersonSaid, by: Actor, at: datetime) -> Feedback:
    """The sender says how it went, and whether it helped as the person says. Said anew, it takes the place of what was said
    before. Errors: `CannotDo`."""
    referral = locked(referral)
    if reasons := meantime_rules.why_not_feedback(status=Status(referral.status)):
        raise CannotDo(reasons)
    said = {"went": went, "person_said": person_said, "by": by.reference, "at": at}
    feedback, _ = Feedback.objects.update_or_create(referral=referral, defaults=said)
    record(Did.REFERRAL_FEEDBACK, referral, by=by, at=at, went=went.value, person_said=person_said.value)
    news.tell_receiving(referral, ItemKind.REFERRAL_FEEDBACK, at=at)
    return feedback


@act
def count_anew(referral: Referral, *, at: datetime, by: Actor = WORKER) -> Referral:
    """The days on which desks work have changed, so the clock of a referral that waits is counted anew from the moment it
    was sent. Whom an escalation reached already keeps sight of it. Refused when it does not wait, when its clocks ever stood
    still, or nothing changes. Errors: `CannotDo`."""
    referral = locked(referral)
    clocks = queries.clocks_anew(referral)
    if clocks is None or clocks == Clocks(referral.acknowledge_due or at, referral.answer_due or at):
        raise CannotDo([Reason.NOT_DUE])
    referral.acknowledge_due, referral.answer_due = clocks.acknowledge_due, clocks.answer_due
    set_escalation(referral, Escalation(referral.clock_step))
    save(referral, at)
    due = rules.due(Status(referral.status), clocks)
    record(Did.REFERRAL_COUNTED, referral, by=by, at=at, due=due.isoformat() if due else "")
    return referral


def _record_told(question: Question, referral: Referral, *, by: Actor, at: datetime) -> None:
    """What was told has left. That nothing was told has not."""
    if question.reply != ReplyKind.TOLD:
        return
    level = meantime_rules.LEVEL_OF[QuestionKind(question.kind)]
    to, basis = referral.receiving_desk, referral.basis
    privacy.record_left(
        referral.person, how="answer", level=level, reference=referral.reference, to=to, basis=basis, by=by, at=at
    )


def _move_clocks(referral: Referral, at: datetime) -> None:
    desk, stood = referral.receiving_desk, at - (referral.held_at or at)
    assert desk is not None  # noqa: S101  # it was sent
    assert referral.acknowledge_due is not None  # noqa: S101
    assert referral.answer_due is not None  # noqa: S101
    hours, holidays = agencies.hours_of(desk), agencies.holidays()
    wall = referral.urgency != Urgency.NORMAL or referral.person.is_child or hours.around_the_clock
    referral.stood_still = True
    if referral.acknowledged_at is None:
        referral.acknowledge_due = meantime_rules.moved(referral.acknowledge_due, stood, hours, holidays, wall=wall)
    referral.answer_due = meantime_rules.moved(referral.answer_due, stood, hours, holidays, wall=wall)
