"""Answers that travel as files: what a mission with its own house says back is taken in once, and only from that mission."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from malath.accounts.testing import signed_in
from malath.exchange.actions import answers, keys, packages
from malath.exchange.actions.packages import CannotPackage
from malath.exchange.models import Opened, WordTaken
from malath.exchange.package_words import WhyNotPackage
from malath.exchange.sealed_package import LIVES
from malath.exchange.tests.test_packages import LATER, Room, room
from malath.foundation.acts import unguarded
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy.models import Left
from malath.privacy.testing import make_consent
from malath.privacy.words import ConsentKind
from malath.returns import actions as returns
from malath.returns import queries as return_queries
from malath.returns.actions import CannotReturn, mission
from malath.returns.models import Journey, Return
from malath.returns.queries.mission import incoming_from
from malath.returns.testing import make_journey, wish
from malath.returns.words import JourneyState, MissionAnswer, ReturnState, WhyNot
from malath.returns.words_mission import Known, MissionQuestion

__all__ = ["room"]
CAME = datetime(2026, 11, 20, 9, tzinfo=UTC)
AFTER = CAME + timedelta(hours=5)
ANSWERS = dict.fromkeys(MissionQuestion, Known.NOT_KNOWN) | {MissionQuestion.PRESSURE: Known.YES}


def asked(room: Room) -> Return:
    """In the house that sends: a return, and the mission asked."""
    make_consent(room.person, ConsentKind.C11, desk=room.office, by=room.rana)
    row = returns.ask(room.person, wish(LATER, country="ET"), desk=room.office, by=room.rana, at=LATER)
    returns.ask_mission(row, room.mission.agency, "Can you meet her?", by=room.rana, at=LATER)
    return row


def expected(room: Room) -> tuple[Opened, Return]:
    """In the house that receives. Here both houses are one, and the person stands in it twice."""
    row = packages.take_in(room.open(room.sealed()), by=room.dawit, at=LATER)
    found = incoming_from(row.reference)
    assert found is not None
    return row, found.returning


def take(room: Room, data: bytes, at: datetime = LATER) -> None:
    answers.take_answer(BytesIO(data), agency=room.office.agency, by=room.rana, at=at)


def refusal(call: Callable[[], object]) -> list[WhyNotPackage]:
    with pytest.raises(CannotPackage) as refused:
        call()
    return refused.value.reasons


def test_what_the_mission_knows_and_that_it_receives_comes_as_a_file(room: Room) -> None:
    ours, (row, theirs) = asked(room), expected(room)
    mission.answer_questions(theirs, ANSWERS, "Her uncle asks for her.", by=room.dawit, at=LATER)
    mission.say_reception(theirs, MissionAnswer.CONFIRMED, "At the gate.", by=room.dawit, at=LATER)
    data = answers.make_answer(row, by=room.dawit, at=LATER)
    assert b"uncle" not in data
    assert Left.objects.filter(person=row.person, how="answer").count() == 1
    take(room, data)
    kept = return_queries.mission_asked(ours)
    assert kept is not None
    assert (kept.answer, kept.opened("told"), kept.opened("words")) == (
        MissionAnswer.CONFIRMED, "Her uncle asks for her.", "At the gate.",
    )  # fmt: skip
    assert kept.risks_by == room.rana.reference
    assert WordTaken.objects.get().package.person == room.person
    assert Item.objects.filter(kind=ItemKind.RETURN_ANSWERED, subject=room.person.reference).exists()


def test_that_somebody_came_or_did_not_comes_as_a_file(room: Room) -> None:
    ours, (row, theirs) = asked(room), expected(room)
    make_journey(ours, room.rana, at=LATER, leaves_at=CAME - timedelta(hours=15))
    with unguarded():
        Journey.objects.update(state=JourneyState.LEFT, left_at=LATER, left_by="x")
        Return.objects.filter(pk=ours.pk).update(state=ReturnState.DEPARTED)
    mission.say_missing(theirs, by=room.dawit, at=AFTER)
    take(room, answers.make_answer(row, by=room.dawit, at=AFTER), at=AFTER)
    assert Journey.objects.get().missing_at == AFTER
    mission.say_arrival(theirs, AFTER + timedelta(hours=1), by=room.dawit, at=AFTER + timedelta(hours=2))
    later = AFTER + timedelta(hours=3)
    take(room, answers.make_answer(row, by=room.dawit, at=later), at=later)
    ours.refresh_from_db()
    assert ours.state == ReturnState.ARRIVED


def test_nothing_goes_back_before_something_was_said(room: Room) -> None:
    row = room.open(room.sealed())
    assert refusal(lambda: answers.make_answer(row, by=room.dawit, at=LATER)) == [WhyNotPackage.NOTHING_SAID]
    packages.take_in(row, by=room.dawit, at=LATER)
    assert refusal(lambda: answers.make_answer(row, by=room.dawit, at=LATER)) == [WhyNotPackage.NOTHING_SAID]


def said(room: Room) -> tuple[Opened, Return, bytes]:
    row, theirs = expected(room)
    mission.say_reception(theirs, MissionAnswer.CONFIRMED, by=room.dawit, at=LATER)
    return row, theirs, answers.make_answer(row, by=room.dawit, at=LATER)


def test_forged_foreign_cut_and_old_answers_change_nothing(room: Room) -> None:
    ours = asked(room)
    package = room.sealed()
    row, _, data = said(room)
    changed = data[:-1] + bytes([data[-1] ^ 1])
    assert refusal(lambda: take(room, changed)) == [WhyNotPackage.FORGED]
    assert refusal(lambda: take(room, data[:-90])) == [WhyNotPackage.CUT]
    assert refusal(lambda: take(room, package)) == [WhyNotPackage.NOT_AN_ANSWER]
    assert refusal(lambda: take(room, data, at=LATER + LIVES + timedelta(minutes=1))) == [WhyNotPackage.TOO_OLD]
    for_us = lambda: answers.take_answer(BytesIO(data), agency=room.mission.agency, by=room.dawit, at=LATER)  # noqa: E731
    assert refusal(for_us) == [WhyNotPackage.NOT_OURS]
    row.mark = "0" * 64
    with unguarded():
        Opened.objects.filter(pk=row.pk).update(mark=row.mark)
    other = answers.make_answer(row, by=room.dawit, at=LATER)
    assert refusal(lambda: take(room, other)) == [WhyNotPackage.NOT_OURS]
    kept = return_queries.mission_asked(ours)
    assert kept is not None
    assert kept.answer == MissionAnswer.WAITING
    assert not WordTaken.objects.exists()


def test_the_answers_of_a_revoked_key_are_refused(room: Room) -> None:
    asked(room)
    *_, data = said(room)
    keys.revoke(room.to, by=room.rana, at=LATER)
    assert refusal(lambda: take(room, data)) == [WhyNotPackage.SENDER_ENDED]


def test_the_same_answers_twice_and_older_ones_after_newer_are_refused(room: Room) -> None:
    asked(room)
    row, theirs, first = said(room)
    mission.answer_questions(theirs, ANSWERS, by=room.dawit, at=LATER)
    second = answers.make_answer(row, by=room.dawit, at=LATER + timedelta(minutes=1))
    take(room, second, at=LATER + timedelta(minutes=2))
    assert refusal(lambda: take(room, first, at=LATER + timedelta(minutes=3))) == [WhyNotPackage.OLDER]
    again = answers.make_answer(row, by=room.dawit, at=LATER + timedelta(minutes=4))
    assert refusal(lambda: take(room, again, at=LATER + timedelta(minutes=5))) == [WhyNotPackage.TAKEN_TWICE]


def test_answers_without_a_return_or_with_nothing_new_are_refused_and_leave_nothing(room: Room) -> None:
    *_, data = said(room)
    assert refusal(lambda: take(room, data)) == [WhyNotPackage.NO_RETURN]
    ours = asked(room)
    returns.record_answer(ours, MissionAnswer.LATER, by=room.rana, at=LATER)
    with pytest.raises(CannotReturn) as refused:
        take(room, data)
    assert refused.value.reasons == [WhyNot.NOTHING_NEW]
    assert not WordTaken.objects.exists()


def test_the_pages_carry_the_file_there_and_back(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    asked(room)
    row, theirs = expected(room)
    rana, dawit = (signed_in(Client(), user) for user in (room.rana, room.dawit))
    make = reverse("exchange:make_word", args=[row.reference])
    assert "Nothing was said yet" in dawit.post(make, follow=True).content.decode()
    typed = {one.value: "not_known" for one in MissionQuestion} | {"told": "Ask again."}
    assert dawit.post(reverse("returns:say_risks", args=[theirs.reference]), typed).status_code == 302
    assert "Take the answers along" in dawit.get(reverse("exchange:opened", args=[row.reference])).content.decode()
    data = dawit.post(make).content
    home = reverse("exchange:take_word")
    wrong = rana.post(home, {"word": SimpleUploadedFile("x", b"nothing of ours")})
    assert (wrong.status_code, "holds no answers" in wrong.content.decode()) == (422, True)
    assert rana.post(home, {"word": SimpleUploadedFile("x", data)}).status_code == 302
    assert rana.post(home, {"word": SimpleUploadedFile("x", data)}).status_code == 422
