"""Properties of clocks, states and escalation."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.testing import EIGHT_TO_THREE
from malath.privacy.levels import sections_up_to
from malath.privacy.rules import Grant, Standing
from malath.privacy.words import Level, WhyNot
from malath.referrals import rules
from malath.referrals.words import Escalation, Reason, Status, Urgency

OPEN = Standing((Grant(Level.L2, sections_up_to(2)),))
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
statuses = st.sampled_from(list(Status))


def clocks(urgency: Urgency, at: datetime, *, is_child: bool = False) -> rules.Clocks:
    return rules.clocks(urgency, at, EIGHT_TO_THREE, frozenset(), rules.Deadlines(), is_child=is_child)


@given(st.sampled_from(list(Urgency)), moments)
def test_a_clock_never_runs_out_before_it_starts(urgency: Urgency, at: datetime) -> None:
    spans = clocks(urgency, at)
    assert at < spans.acknowledge_due <= spans.answer_due


@given(moments)
def test_an_emergency_is_never_slower_than_an_urgent_one_nor_that_than_a_normal_one(at: datetime) -> None:
    emergency, urgent, normal = (clocks(urgency, at).acknowledge_due for urgency in Urgency)
    assert emergency <= urgent <= normal


@given(st.sampled_from(list(Urgency)), moments)
def test_a_childs_clock_is_never_slower_than_urgent_nor_than_an_adults(urgency: Urgency, at: datetime) -> None:
    child, adult, urgent = clocks(urgency, at, is_child=True), clocks(urgency, at), clocks(Urgency.URGENT, at)
    assert child.acknowledge_due <= min(adult.acknowledge_due, urgent.acknowledge_due)
    assert child.answer_due <= min(adult.answer_due, urgent.answer_due)


@given(st.sampled_from(list(Urgency)), moments, moments)
def test_what_is_sent_later_is_due_later(urgency: Urgency, one: datetime, other: datetime) -> None:
    first, second = sorted((one, other))
    assert clocks(urgency, first).answer_due <= clocks(urgency, second).answer_due


@given(statuses, statuses)
def test_nothing_follows_an_end(status: Status, following: Status) -> None:
    ended = {Status.DECLINED, Status.WITHDRAWN, Status.STOPPED, Status.COMPLETED}
    assert not (status in ended and following in rules.NEXT[status])


@given(statuses)
def test_accepting_is_refused_exactly_where_the_table_has_no_way(status: Status) -> None:
    reasons = rules.why_not_accept(status=status, standing=OPEN, key_worker_at_desk=True, conflict=False)
    assert bool(reasons) != (Status.ACCEPTED in rules.NEXT[status])


@given(statuses)
def test_declining_is_refused_exactly_where_the_table_has_no_way(status: Status) -> None:
    assert bool(rules.why_not_decline(status=status)) != (Status.DECLINED in rules.NEXT[status])


@given(statuses)
def test_acknowledging_is_refused_exactly_where_the_table_has_no_way(status: Status) -> None:
    reasons = rules.why_not_acknowledge(status=status, stands=True)
    assert bool(reasons) != (Status.ACKNOWLEDGED in rules.NEXT[status])


@given(statuses, st.booleans())
def test_without_a_ground_nothing_is_shown_as_going_on(status: Status, stands: bool) -> None:
    shown = rules.shown_status(status, stands)
    assert shown == status if stands or Status.STOPPED not in rules.NEXT[status] else shown == Status.STOPPED


@given(statuses)
def test_a_closed_standing_is_never_accepted(status: Status) -> None:
    assert rules.why_not_accept(status=status, standing=Standing(), key_worker_at_desk=True, conflict=False)


@given(st.sampled_from([Status.SENT, Status.ACKNOWLEDGED]), st.sampled_from(list(Urgency)), moments)
def test_each_clock_escalates_one_step_at_a_time_and_ends(status: Status, urgency: Urgency, at: datetime) -> None:
    spans, step, seen = clocks(urgency, at), Escalation.NONE, []
    while (following := rules.next_escalation(status, step, at, spans)) is not None:
        seen.append(following)
        step = following[1]
    assert [to for _, to in seen] == [Escalation.SUPERVISOR, Escalation.FOCAL_POINT]
    assert seen[0][0] < seen[1][0]


@given(statuses, moments)
def test_only_what_waits_escalates(status: Status, at: datetime) -> None:
    reasons = rules.why_not_escalate(status=status, escalate_at=at, at=at + timedelta(minutes=1), stands=True)
    assert bool(reasons) != (status in {Status.SENT, Status.ACKNOWLEDGED})


def test_each_reason_not_to_send_is_given_by_itself() -> None:
    ready: dict[str, Any] = {
        "status": Status.DRAFT, "has_desk": True, "desk_open": True, "same_desk": False, "offers": True,
        "urgency": Urgency.EMERGENCY, "on_duty": True, "has_reason": True, "standing": OPEN,
    }  # fmt: skip
    wrong: dict[Reason, dict[str, Any]] = {
        Reason.NOT_A_DRAFT: {"status": Status.SENT},
        Reason.CASE_CLOSED: {"case_closed": True},
        Reason.DESK_MISSING: {"has_desk": False},
        Reason.DESK_CLOSED: {"desk_open": False},
        Reason.SAME_DESK: {"same_desk": True},
        Reason.DESK_DOES_NOT_OFFER: {"offers": False},
        Reason.DESK_NOT_ON_DUTY: {"on_duty": False},
        Reason.POST_NOT_ON_DUTY: {"on_duty": False, "is_post": True, "urgency": Urgency.NORMAL},
        Reason.REASON_MISSING: {"has_reason": False},
        Reason.NO_BASIS: {"standing": Standing()},
        Reason.GROUND_NOT_CONFIRMED: {"standing": Standing(why_not=(WhyNot.GROUND_NOT_CONFIRMED,))},
    }
    assert rules.why_not_send(**ready) == []
    for reason, change in wrong.items():
        assert rules.why_not_send(**{**ready, **change}) == [reason]
