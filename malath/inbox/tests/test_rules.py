"""When staff are told, when something is tried again, why nothing is sent to a person."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.foundation.clock import AMMAN
from malath.inbox import rules
from malath.inbox.rules import Agreed, Wishes
from malath.inbox.words import Channel, Failure, MailWish, Pressing, Reason, Sentence, WhyNotReach

NOON = datetime(2026, 11, 9, 12, 0, tzinfo=AMMAN)
NIGHT = datetime(2026, 11, 9, 23, 30, tzinfo=AMMAN)
HOUR = timedelta(hours=1)

moments = st.timedeltas(timedelta(), timedelta(days=700)).map(lambda later: NOON + later)
hours = st.times().map(lambda hour: hour.replace(microsecond=0))
wishes = st.builds(Wishes, mail=st.sampled_from(MailWish), quiet_from=hours, quiet_until=hours)
pressing = st.sampled_from(Pressing)


def moment(
    wish: Wishes,
    how: Pressing,
    at: datetime,
    *,
    on_duty: bool = False,
    told_at: datetime | None = None,
    since: datetime | None = None,
) -> datetime | None:
    return rules.when_by_mail(wish, how, on_duty=on_duty, since=since or at, at=at, told_at=told_at)


def test_what_can_wait_is_told_in_the_morning() -> None:
    assert moment(Wishes(), Pressing.NORMAL, NOON) == datetime(2026, 11, 10, 7, 30, tzinfo=AMMAN)


def test_what_is_urgent_is_told_at_once_but_not_in_quiet_hours() -> None:
    assert moment(Wishes(), Pressing.URGENT, NOON) == NOON
    assert moment(Wishes(), Pressing.URGENT, NIGHT) == datetime(2026, 11, 10, 7, 0, tzinfo=AMMAN)


def test_an_emergency_breaks_the_quiet_only_of_who_is_on_duty() -> None:
    assert moment(Wishes(), Pressing.EMERGENCY, NIGHT, on_duty=True) == NIGHT
    assert moment(Wishes(), Pressing.EMERGENCY, NIGHT) == datetime(2026, 11, 10, 7, 0, tzinfo=AMMAN)


def test_between_two_mails_lies_an_hour_save_for_an_emergency() -> None:
    told = NOON - timedelta(minutes=10)
    assert moment(Wishes(), Pressing.URGENT, NOON, told_at=told) == told + HOUR
    assert moment(Wishes(), Pressing.EMERGENCY, NOON, told_at=told) == NOON


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (MailWish.DIGEST, {Pressing.NORMAL, Pressing.URGENT, Pressing.EMERGENCY}),
        (MailWish.URGENT, {Pressing.URGENT, Pressing.EMERGENCY}),
        (MailWish.OFF, set()),
    ],
)
def test_everybody_is_told_of_what_they_chose(wish: MailWish, told: set[Pressing]) -> None:
    assert {how for how in Pressing if moment(Wishes(mail=wish), how, NOON) is not None} == told


def test_who_chose_nothing_still_hears_of_an_emergency_on_duty() -> None:
    assert moment(Wishes(mail=MailWish.OFF), Pressing.EMERGENCY, NIGHT, on_duty=True) == NIGHT


@given(wishes, pressing, moments, st.booleans(), st.none() | st.timedeltas(timedelta(), timedelta(days=2)))
def test_nobody_is_told_in_their_quiet_hours_nor_in_the_past(
    wish: Wishes, how: Pressing, at: datetime, on_duty: bool, ago: timedelta | None
) -> None:
    found = moment(wish, how, at, on_duty=on_duty, told_at=None if ago is None else at - ago)
    if found is not None:
        assert found >= at
        assert found - at <= timedelta(days=3)
        assert not rules.is_quiet(found.time(), wish) or (how == Pressing.EMERGENCY and on_duty)


@given(wishes, pressing, moments)
def test_what_was_planned_leaves_when_its_moment_has_come(wish: Wishes, how: Pressing, at: datetime) -> None:
    """Asked again at the moment it named, the rule names no later one."""
    planned = moment(wish, how, at)
    if planned is not None:
        assert moment(wish, how, planned, since=at) == planned


@given(hours, hours, hours)
def test_an_hour_is_quiet_or_it_is_not(hour: time, start: time, end: time) -> None:
    there, back = Wishes(quiet_from=start, quiet_until=end), Wishes(quiet_from=end, quiet_until=start)
    if start != end:
        assert rules.is_quiet(hour, there) != rules.is_quiet(hour, back)
    else:
        assert not rules.is_quiet(hour, there)


def test_a_text_goes_to_who_is_on_duty_and_gave_a_number_and_only_in_an_emergency() -> None:
    with_number = Wishes(duty_phone="+962700000012")
    cases = [(with_number, Pressing.EMERGENCY, True), (with_number, Pressing.EMERGENCY, False)]
    cases += [(with_number, Pressing.URGENT, True), (Wishes(), Pressing.EMERGENCY, True)]
    assert [rules.when_by_text(wish, how, on_duty=duty, at=NIGHT) for wish, how, duty in cases] == [NIGHT, None, None, None]


@given(st.integers(1, 10_000), st.booleans())
def test_a_try_comes_ever_later_and_at_most_an_hour(tries: int, at_once: bool) -> None:
    now, next_ = rules.delay(tries, at_once=at_once), rules.delay(tries + 1, at_once=at_once)
    assert timedelta(minutes=1) <= now <= next_ <= (timedelta(minutes=5) if at_once else HOUR)


def test_it_is_given_up_when_refused_for_good_or_after_three_days() -> None:
    def hopeless(failure: Failure, after: timedelta) -> bool:
        return rules.is_hopeless(failure, made_at=NOON, at=NOON + after)

    assert hopeless(Failure.REFUSED, timedelta())
    assert not hopeless(Failure.AWAY, timedelta(days=1))
    assert not hopeless(Failure.AWAY, timedelta(days=2, hours=23))
    assert hopeless(Failure.AWAY, timedelta(days=3))


def test_the_most_pressing_is_found() -> None:
    assert rules.most_pressing([Pressing.NORMAL, Pressing.EMERGENCY, Pressing.URGENT]) == Pressing.EMERGENCY
    assert rules.most_pressing([]) is None
    assert [rules.sentence_for(urgent) for urgent in (1, 2)] == [Sentence.URGENT, Sentence.SEVERAL]


@given(
    st.sampled_from(Channel),
    st.text(max_size=5),
    st.none()
    | st.builds(
        Agreed,
        ways=st.frozensets(st.sampled_from(Channel)),
        may_leave_message=st.booleans(),
        is_away_from_it=st.booleans(),
        hour_is_right=st.booleans(),
    ),
)
def test_nothing_is_ever_sent_to_a_person_whatever_they_agreed_to(channel: Channel, text: str, agreed: Agreed | None) -> None:
    assert WhyNotReach.NOTHING_IS_SENT in rules.why_not_reach(channel, text, agreed)


def test_of_a_person_of_whom_nothing_is_known_everything_speaks_against_it() -> None:
    reasons = set(rules.why_not_reach(Channel.TEXT, "anything", None))
    assert reasons == set(WhyNotReach) - {WhyNotReach.OTHER_WAY}


def test_were_a_way_opened_the_rule_would_still_keep_to_what_was_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "WAYS_TO_PEOPLE", frozenset({Channel.TEXT}))
    agreed = Agreed(frozenset({Channel.TEXT}), may_leave_message=True, is_away_from_it=True, hour_is_right=True)
    assert rules.why_not_reach(Channel.TEXT, "", agreed) == []
    assert rules.why_not_reach(Channel.TEXT, "typed by somebody", agreed) == [WhyNotReach.TELLS_TOO_MUCH]
    assert rules.why_not_reach(Channel.MAIL, "", agreed) == [WhyNotReach.NOTHING_IS_SENT, WhyNotReach.OTHER_WAY]
    inside = Agreed(frozenset({Channel.TEXT}), may_leave_message=True, hour_is_right=True)
    assert rules.why_not_reach(Channel.TEXT, "", inside) == [WhyNotReach.STILL_INSIDE]


@pytest.mark.parametrize(
    ("sent", "confirmed", "same", "reasons"),
    [
        (True, False, True, []),
        (True, False, False, [Reason.OTHER_MARK]),
        (True, True, True, [Reason.ALREADY_CONFIRMED]),
        (False, False, False, [Reason.NOT_SENT]),
    ],
)
def test_a_copy_is_confirmed_by_its_own_mark_once(sent: bool, confirmed: bool, same: bool, reasons: list[Reason]) -> None:
    assert rules.why_not_confirm(sent=sent, confirmed=confirmed, same_mark=same) == reasons


def test_only_what_was_given_up_is_sent_again_or_dropped() -> None:
    assert rules.why_not_send_again(given_up=True) == []
    assert rules.why_not_send_again(given_up=False) == [Reason.NOT_GIVEN_UP]
