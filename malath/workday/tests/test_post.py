"""What leaves the house: how much waits as its reader would see it, at the right hour, once."""

import smtplib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.audit import queries as trail
from malath.audit.rules import read_state
from malath.foundation.actor import WORKER
from malath.inbox import queries as inbox
from malath.inbox import wording
from malath.inbox.actions import posting as posting_actions
from malath.inbox.models import Item, Posting
from malath.inbox.rules import Wishes
from malath.inbox.testing import make_destination, make_news
from malath.inbox.words import Failure, ItemKind, MailWish, PostingStatus, Pressing
from malath.privacy.testing import MONDAY, make_block
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import make_sent_referral
from malath.referrals.words import Urgency
from malath.workday.management import post
from malath.workday.tick import tick

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Server:
    """A mail server that can be away, and what it took."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: OSError | None = None
        self.tries = 0
        send = mail.EmailMessage.send

        def sent(message: mail.EmailMessage, *args: Any, **named: Any) -> int:
            self.tries += 1
            if self.error is not None:
                raise self.error
            return send(message, *args, **named)

        monkeypatch.setattr(mail.EmailMessage, "send", sent)

    def told(self, user: User) -> list[str]:
        return [str(one.body) for one in mail.outbox if one.to == [user.email]]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    return Server(monkeypatch)


@pytest.fixture(autouse=True)
def outbox(settings: Settings, tmp_path: Path) -> Path:
    settings.MALATH_OUTBOX = tmp_path / "outbox"
    return tmp_path / "outbox"


def emergency(people: Cast, at: datetime = MONDAY) -> Referral:
    return make_sent_referral(people.basim, people.station, people.shelter, at, urgency=Urgency.EMERGENCY)


def statuses() -> list[str]:
    return sorted(Posting.objects.values_list("status", flat=True))


def test_an_emergency_is_told_within_a_minute_and_once(people: Cast, server: Server) -> None:
    emergency(people)
    for minutes in (1, 2, 3):
        tick(MONDAY + minutes * MINUTE)
    assert server.told(people.amal) == ["1 item waits for you. 1 is urgent. Sign in."]


def test_an_escalation_is_told_to_the_supervisor(people: Cast, server: Server) -> None:
    supervisor = make_user(Role.SUPERVISOR, people.shelter)
    emergency(people)
    tick(MONDAY + MINUTE)
    before = len(server.told(supervisor))
    tick(MONDAY + 61 * MINUTE)
    assert server.told(supervisor)[before:] == ["2 items wait for you. 2 are urgent. Sign in."]


def test_what_was_answered_meanwhile_is_told_to_nobody(people: Cast, server: Server) -> None:
    sent = emergency(people)
    posting_actions.plan_news(MONDAY)
    referrals.accept(sent, by=people.amal, key_worker=people.amal, at=MONDAY)
    post.send_due(MONDAY + MINUTE)
    assert server.told(people.amal) == []
    assert PostingStatus.NEEDLESS in statuses()


def test_who_is_kept_out_is_not_told_that_anything_waits(people: Cast, server: Server) -> None:
    sent = emergency(people)
    make_block(sent.person, user=people.amal, at=MONDAY)
    tick(MONDAY + MINUTE)
    assert server.told(people.amal) == []


def test_who_left_is_told_nothing(people: Cast, server: Server) -> None:
    emergency(people)
    posting_actions.plan_news(MONDAY)
    accounts.end_staff(people.amal, by=WORKER, at=MONDAY)
    post.send_due(MONDAY + MINUTE)
    assert server.told(people.amal) == []


def test_who_wants_nothing_gets_nothing_without_duty(people: Cast, server: Server) -> None:
    evening = MONDAY.replace(hour=15)  # the desk is closed, nobody is on its roster
    posting_actions.set_wishes(people.amal, Wishes(mail=MailWish.OFF), by=people.amal, at=MONDAY)
    make_news(people.amal, evening, pressing=Pressing.EMERGENCY)
    tick(evening + MINUTE)
    tick(evening + 3 * DAY)
    assert server.told(people.amal) == []


def test_it_speaks_the_language_of_its_reader(people: Cast, server: Server) -> None:
    people.amal.language = "ar"
    people.amal.save()
    make_news(people.amal, MONDAY, pressing=Pressing.URGENT)
    tick(MONDAY + MINUTE)
    assert server.told(people.amal) == ["لديك بند واحد ينتظر. منها واحد عاجل. سجّل الدخول."]


def test_a_digest_comes_in_the_morning_once_and_with_all_that_waits(people: Cast, server: Server) -> None:
    for minutes in range(3):
        make_news(people.amal, MONDAY + minutes * MINUTE)
        tick(MONDAY + minutes * MINUTE)
    assert server.told(people.amal) == []
    for hours in range(48):
        tick(MONDAY + hours * HOUR)
    assert server.told(people.amal) == ["3 items wait for you. Sign in."]


def test_a_server_that_is_away_for_a_day_loses_nothing_and_tells_nobody_twice(people: Cast, server: Server) -> None:
    supervisor = make_user(Role.SUPERVISOR, people.shelter)
    server.error = ConnectionRefusedError()
    emergency(people)
    make_news(people.basim, MONDAY)
    at = MONDAY
    while at < MONDAY + DAY:
        at += 30 * MINUTE
        tick(at)
    assert mail.outbox == []
    assert PostingStatus.GIVEN_UP not in statuses()
    server.error = None
    for minutes in range(0, 180, 5):
        tick(at + minutes * MINUTE)
    assert server.told(supervisor) == ["3 items wait for you. 3 are urgent. Sign in."]
    assert len(server.told(people.amal)) == 1
    assert len(server.told(people.basim)) == 1
    assert "1 is urgent" in server.told(people.basim)[0], "that nobody answered in time"
    assert PostingStatus.WAITING not in statuses()


def test_a_server_that_is_away_is_asked_once_a_round_and_holds_up_nothing(people: Cast, server: Server) -> None:
    server.error = TimeoutError()
    for user in (people.amal, people.basim, people.huda, people.zayd):
        make_news(user, MONDAY, pressing=Pressing.URGENT)
    sent = tick(MONDAY + MINUTE).posted
    assert (server.tries, sent.failed, sent.put_off) == (1, 1, 3)
    assert Posting.objects.filter(tries=0).count() == 3


def test_emergencies_go_before_everything_that_waits(people: Cast, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for user in (people.basim, people.zayd):
        make_news(user, MONDAY - HOUR, pressing=Pressing.URGENT)
    posting_actions.plan_news(MONDAY - HOUR)
    make_news(people.amal, MONDAY, pressing=Pressing.EMERGENCY)
    posting_actions.plan_news(MONDAY)
    monkeypatch.setattr(post, "AT_ONCE", 1)
    post.send_due(MONDAY + MINUTE)
    assert [one.to for one in mail.outbox] == [[people.amal.email]]


def test_what_is_refused_for_good_waits_for_an_administrator(people: Cast, server: Server) -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    server.error = smtplib.SMTPRecipientsRefused({people.amal.email: (550, b"unknown")})
    make_news(people.amal, MONDAY, pressing=Pressing.URGENT)
    tick(MONDAY + MINUTE)
    posting = Posting.objects.get(user=people.amal)
    assert (posting.status, posting.failure) == (PostingStatus.GIVEN_UP, Failure.REFUSED)
    assert [item.kind for item in inbox.waiting(administrator.pk, [])] == [ItemKind.POSTING_GIVEN_UP]
    server.error = None
    posting_actions.send_again(posting, by=administrator, at=MONDAY + HOUR)
    tick(MONDAY + HOUR)
    assert len(server.told(people.amal)) == 1


def test_after_three_days_it_is_given_up_and_not_forgotten(people: Cast, server: Server) -> None:
    server.error = ConnectionRefusedError()
    make_news(people.amal, MONDAY, pressing=Pressing.URGENT)
    for hours in range(0, 80, 2):
        tick(MONDAY + hours * HOUR)
    assert Posting.objects.get(user=people.amal).status == PostingStatus.GIVEN_UP
    assert Item.objects.filter(user=people.amal, seen_at__isnull=True).count() == 1


def test_two_workers_make_no_try_twice(people: Cast, server: Server) -> None:
    make_news(people.amal, MONDAY, pressing=Pressing.URGENT)
    posting_actions.plan_news(MONDAY)
    mine, others = Posting.objects.get(), Posting.objects.get()
    assert (posting_actions.claim(mine, at=MONDAY), posting_actions.claim(others, at=MONDAY)) == (True, False)


def test_one_that_fails_in_us_leaves_the_others_alone(
    people: Cast, server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for user in (people.amal, people.basim):
        make_news(user, MONDAY, pressing=Pressing.URGENT)
    digest = wording.digest

    def fail_once(items: int, urgent: int, language: str) -> tuple[str, str]:
        monkeypatch.setattr(wording, "digest", digest)
        raise ValueError(people.amal.email)

    monkeypatch.setattr(wording, "digest", fail_once)
    sent = tick(MONDAY + MINUTE).posted
    assert (sent.failed, sent.done) == (1, 1)
    assert Posting.objects.get(failure=Failure.BROKEN).status == PostingStatus.WAITING


def test_the_state_of_the_trail_goes_out_as_a_file_that_can_be_checked(
    people: Cast, server: Server, settings: Settings, tmp_path: Path
) -> None:
    settings.MALATH_MEDIA = [str(tmp_path)]
    (tmp_path / "safe").mkdir()
    make_destination("keeper@example.org", at=MONDAY)
    make_destination(str(tmp_path / "safe"), at=MONDAY)
    tick(MONDAY + MINUTE)
    (letter,) = mail.outbox
    (name, attached, _type), (file,) = letter.attachments[0], (tmp_path / "safe").iterdir()
    assert (letter.to, name, attached) == (["keeper@example.org"], file.name, file.read_text(encoding="utf-8"))
    state = read_state(attached)
    assert state is not None
    assert trail.verify([state]).unlike == (None,)
    assert {one.status for one in Posting.objects.all()} == {PostingStatus.SENT}


def test_a_medium_that_is_not_there_keeps_no_other_waiting(
    people: Cast, server: Server, settings: Settings, tmp_path: Path
) -> None:
    settings.MALATH_MEDIA = [str(tmp_path)]
    make_destination(str(tmp_path / "away"), at=MONDAY)
    (tmp_path / "here").mkdir()
    make_destination(str(tmp_path / "here"), at=MONDAY)
    sent = tick(MONDAY + MINUTE).posted
    assert (sent.done, sent.failed) == (1, 1)
    assert Posting.objects.get(failure=Failure.FOLDER).status == PostingStatus.WAITING


def test_old_postings_are_forgotten_and_states_are_not(people: Cast, server: Server) -> None:
    make_news(people.amal, MONDAY, pressing=Pressing.URGENT)
    make_destination(at=MONDAY)
    tick(MONDAY + MINUTE)
    tick(MONDAY + 91 * DAY)
    assert not Posting.objects.filter(user=people.amal, ended_at__lt=MONDAY + DAY).exists()
    assert Posting.objects.filter(checkpoint__isnull=False).exists()
