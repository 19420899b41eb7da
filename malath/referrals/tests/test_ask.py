"""Ask and reply: questions of the receiving desk, answers within what the person agreed to."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import actions as audit
from malath.foundation.testing import Clock
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY
from malath.privacy.words import Level
from malath.referrals import actions as referrals
from malath.referrals.models import Question, Referral
from malath.referrals.testing import make_accepted_referral, make_sent_referral
from malath.referrals.tests.asking import page, post, take_back_consent, text
from malath.referrals.words import QuestionKind, Reason, ReplyKind

LATER = MONDAY + timedelta(minutes=20)
WORDS = "Is there a cot? One child of two years."


@pytest.fixture
def asked(sent: Referral, people: Cast) -> Question:
    return referrals.ask(sent, QuestionKind.COMPANIONS, words=WORDS, by=people.amal, at=LATER)


def kinds(user_desk: tuple[object, object]) -> list[str]:
    user, desk = user_desk
    return [item.kind for item in inbox.waiting(user.pk, [desk.pk])]  # type: ignore[attr-defined]  # of the cast


def test_it_asks_and_names_who_and_when(asked: Question, people: Cast) -> None:
    assert (asked.kind, asked.asked_by, asked.asked_at) == (QuestionKind.COMPANIONS, people.amal.reference, LATER)
    assert asked.opened("words") == WORDS


def test_the_clocks_run_on(asked: Question, sent: Referral) -> None:
    after = Referral.objects.get(pk=sent.pk)
    assert (after.acknowledge_due, after.answer_due, after.escalate_at) == (
        sent.acknowledge_due, sent.answer_due, sent.escalate_at
    )  # fmt: skip


def test_the_sender_is_told_without_a_word_of_it(asked: Question, people: Cast) -> None:
    item = inbox.waiting(people.basim.pk, [people.station.pk])[0]
    assert (item.kind, item.subject) == (ItemKind.REFERRAL_ASKED, asked.referral.reference)


def test_the_same_question_waits_once(asked: Question, sent: Referral, people: Cast) -> None:
    with pytest.raises(referrals.CannotDo) as error:
        referrals.ask(sent, QuestionKind.COMPANIONS, by=people.amal, at=LATER)
    assert error.value.reasons == [Reason.ALREADY_ASKED]


def test_five_questions_wait_at_most(sent: Referral, people: Cast) -> None:
    for kind in list(QuestionKind)[:5]:
        referrals.ask(sent, kind, by=people.amal, at=LATER)
    with pytest.raises(referrals.CannotDo) as error:
        referrals.ask(sent, list(QuestionKind)[5], by=people.amal, at=LATER)
    assert error.value.reasons == [Reason.TOO_MANY_QUESTIONS]


def test_nothing_is_asked_about_what_was_withdrawn(sent: Referral, people: Cast) -> None:
    referrals.withdraw(sent, by=people.basim, at=LATER)
    with pytest.raises(referrals.CannotDo) as error:
        referrals.ask(sent, QuestionKind.TIME, by=people.amal, at=LATER)
    assert error.value.reasons == [Reason.NOT_WAITING]


def test_nothing_is_asked_about_what_no_longer_stands(sent: Referral, people: Cast) -> None:
    take_back_consent(sent, people)
    with pytest.raises(referrals.CannotDo) as error:
        referrals.ask(sent, QuestionKind.TIME, by=people.amal, at=LATER)
    assert error.value.reasons == [Reason.NO_BASIS]


def test_the_answer_is_recorded_and_told(asked: Question, people: Cast) -> None:
    replied = referrals.reply(asked, ReplyKind.TOLD, words="One child, two years.", by=people.basim, at=LATER)
    assert (replied.reply, replied.replied_by, replied.replied_at) == (ReplyKind.TOLD, people.basim.reference, LATER)
    assert replied.opened("reply_words") == "One child, two years."
    assert kinds((people.amal, people.shelter))[0] == ItemKind.REFERRAL_REPLIED
    assert ItemKind.REFERRAL_ASKED not in kinds((people.basim, people.station))


def test_what_was_told_has_left(asked: Question, people: Cast) -> None:
    referrals.reply(asked, ReplyKind.TOLD, words="One child.", by=people.basim, at=LATER)
    left = privacy_queries.left_lines(asked.referral.person)
    assert [(line.how, line.level) for line in left if line.how == "answer"] == [("answer", Level.L2)]


@pytest.mark.parametrize("reply", [ReplyKind.NOT_AGREED, ReplyKind.NOT_KNOWN])
def test_that_nothing_is_told_is_an_answer_and_nothing_leaves(asked: Question, people: Cast, reply: ReplyKind) -> None:
    replied = referrals.reply(asked, reply, words="typed all the same", by=people.basim, at=LATER)
    assert replied.opened("reply_words") == ""
    assert {line.how for line in privacy_queries.left_lines(asked.referral.person)} == {"referral"}


def test_an_answer_reaches_no_further_than_the_agreement(people: Cast) -> None:
    """A health service sees the minimum facts: how to reach the person is not told to it."""
    sent = make_sent_referral(people.basim, people.station, people.health_centre, type=ServiceKind.HEALTH)
    asked = referrals.ask(sent, QuestionKind.REACH, by=people.zayd, at=LATER)
    with pytest.raises(referrals.CannotDo) as error:
        referrals.reply(asked, ReplyKind.TOLD, words="By phone.", by=people.basim, at=LATER)
    assert error.value.reasons == [Reason.BEYOND_CONSENT]
    assert referrals.reply(asked, ReplyKind.NOT_AGREED, by=people.basim, at=LATER).reply == ReplyKind.NOT_AGREED


def test_an_answer_needs_words_and_is_given_once(asked: Question, people: Cast) -> None:
    with pytest.raises(referrals.CannotDo) as error:
        referrals.reply(asked, ReplyKind.TOLD, words=" ", by=people.basim, at=LATER)
    assert error.value.reasons == [Reason.WORDS_MISSING]
    referrals.reply(asked, ReplyKind.NOT_KNOWN, by=people.basim, at=LATER)
    with pytest.raises(referrals.CannotDo) as error:
        referrals.reply(asked, ReplyKind.NOT_KNOWN, by=people.basim, at=LATER)
    assert error.value.reasons == [Reason.ALREADY_REPLIED]


def test_nothing_is_told_once_the_person_took_the_consent_back(asked: Question, people: Cast) -> None:
    take_back_consent(asked.referral, people)
    with pytest.raises(referrals.CannotDo) as error:
        referrals.reply(asked, ReplyKind.TOLD, words="One child.", by=people.basim, at=LATER)
    assert error.value.reasons == [Reason.NO_BASIS]


def test_it_goes_through_the_pages(sent: Referral, people: Cast, basim: Client, amal: Client, clock: Clock) -> None:
    clock.at = LATER
    assert post(amal, sent, "ask", kind="companions", words=WORDS).status_code == 302
    assert WORDS in page(basim, sent)
    question = Question.objects.get()
    answer = post(basim, sent, "reply", question=question.pk, reply="told", words="One child.")
    assert answer.status_code == 302
    assert "One child." in page(amal, sent)


def test_what_was_typed_stays_when_it_is_refused(asked: Question, people: Cast, basim: Client, clock: Clock) -> None:
    answer = post(basim, asked.referral, "reply", question=asked.pk, reply="told", words="")
    assert answer.status_code == 422
    assert "Write the answer." in text(answer)
    take_back_consent(asked.referral, people)
    answer = post(basim, asked.referral, "reply", question=asked.pk, reply="told", words="A cot is needed.")
    assert answer.status_code == 409
    assert "A cot is needed." in text(answer)


def test_after_withdrawal_nobody_reads_what_was_asked_and_told(
    asked: Question, people: Cast, amal: Client, clock: Clock
) -> None:
    referrals.reply(asked, ReplyKind.TOLD, words="One child.", by=people.basim, at=LATER)
    take_back_consent(asked.referral, people)
    shown = page(amal, asked.referral)
    assert [word in shown for word in (WORDS, "One child.")] == [False, False]


def test_the_sender_may_not_ask_and_the_receiver_may_not_reply(
    asked: Question, sent: Referral, basim: Client, amal: Client
) -> None:
    assert post(basim, sent, "ask", kind="time").status_code == 403
    assert post(amal, sent, "reply", question=asked.pk, reply="not_known").status_code == 403


def test_a_stranger_does_not_learn_that_it_exists(asked: Question, sent: Referral, people: Cast) -> None:
    stranger = signed_in(Client(), make_user(Role.CASE_MANAGER, make_desk(make_agency(AgencyKind.ASSOCIATION))))
    assert post(stranger, sent, "ask", kind="time").status_code == 404
    assert post(stranger, sent, "reply", question=asked.pk, reply="not_known").status_code == 404


def test_a_question_of_another_referral_is_none(asked: Question, people: Cast, basim: Client) -> None:
    other = make_sent_referral(people.basim, people.station, people.shelter)
    assert post(basim, other, "reply", question=asked.pk, reply="not_known").status_code == 404


def test_it_needs_post(sent: Referral, amal: Client) -> None:
    assert [amal.get(f"/referrals/{sent.reference}/{act}/").status_code for act in ("ask", "reply")] == [405, 405]


def test_it_leaves_nothing_behind_when_the_trace_fails(sent: Referral, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_append", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        referrals.ask(sent, QuestionKind.TIME, by=people.amal, at=LATER)
    assert not Question.objects.exists()


def test_a_key_worker_asks_while_they_help(people: Cast) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    assert referrals.ask(accepted, QuestionKind.BEFORE, by=people.amal, at=LATER + timedelta(hours=1)).pk
