"""States, clocks, and the reasons why not. Pure: no rows, no clock, no request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, Final

from malath.agencies.rules import WorkingHours, after_working_days
from malath.agencies.words import AgencyKind
from malath.privacy.rules import Asked, Standing
from malath.privacy.words import ConsentKind, Purpose, WhyNot
from malath.referrals.words import Escalation, Reason, Status, Urgency, WhyNotClose

NEXT: Final[dict[Status, frozenset[Status]]] = {
    Status.DRAFT: frozenset({Status.SENT}),
    Status.SENT: frozenset({Status.ACKNOWLEDGED, Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN, Status.STOPPED}),
    Status.ACKNOWLEDGED: frozenset({Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN, Status.STOPPED}),
    Status.ACCEPTED: frozenset({Status.COMPLETED, Status.STOPPED}),
    Status.DECLINED: frozenset(),
    Status.WITHDRAWN: frozenset(),
    Status.STOPPED: frozenset(),
    Status.COMPLETED: frozenset(),
}


OFFERED: Final[dict[AgencyKind, tuple[ConsentKind, ...]]] = {
    AgencyKind.CTU: (ConsentKind.C4, ConsentKind.C5),
    AgencyKind.PROSECUTION: (ConsentKind.C5,),
}
"""Further questions, asked once and each by itself, when a body of this kind is asked."""


@dataclass(frozen=True)
class Deadlines:
    """Spans of the clocks: wall clock for emergency and urgent, working days for normal. The country's file of deadlines
    says them, the settings may say otherwise."""

    emergency_acknowledged: timedelta = timedelta(hours=1)
    emergency_answered: timedelta = timedelta(hours=4)
    urgent_acknowledged: timedelta = timedelta(hours=4)
    urgent_answered: timedelta = timedelta(hours=24)
    normal_acknowledged_days: int = 1
    normal_answered_days: int = 2


def deadlines_in(law: Mapping[str, Mapping[str, Any]], settings: Mapping[str, int]) -> Deadlines:
    """The clocks that the country's file of deadlines sets (`referral_<clock>_<urgency>`), in hours, or in working days
    for normal ones; `settings` put other amounts in their place. Errors: ValueError for a clock that there is not, or one
    in another unit."""
    spans: dict[str, Any] = {}
    for field in fields(Deadlines):
        urgency, clock = field.name.removesuffix("_days").split("_")
        entry = law[f"referral_{clock}_{urgency}"]
        unit = "working_day" if urgency == Urgency.NORMAL else "hour"
        if entry["unit"] != unit:
            raise ValueError(f"The clock {field.name} is counted in {unit}s, not in {entry['unit']}s.")
        amount = settings.get(f"{urgency}_{clock}", entry["amount"])
        spans[field.name] = amount if unit == "working_day" else timedelta(hours=amount)
    unknown = settings.keys() - {name.removesuffix("_days") for name in spans}
    if unknown:
        raise ValueError(f"There is no clock {', '.join(sorted(unknown))}.")
    return Deadlines(**spans)


@dataclass(frozen=True)
class Clocks:
    """Until when a referral must be acknowledged, and answered."""

    acknowledge_due: datetime
    answer_due: datetime


def clocks(
    urgency: Urgency, sent_at: datetime, hours: WorkingHours, holidays: frozenset[date], spans: Deadlines, *, is_child: bool
) -> Clocks:
    """The two deadlines of a referral sent at `sent_at` to a desk with these hours (domain §5.3 and §18). A child's are
    never later than those of an urgent one: they run over nights and weekends too."""
    if urgency == Urgency.EMERGENCY:
        return Clocks(sent_at + spans.emergency_acknowledged, sent_at + spans.emergency_answered)
    urgent = Clocks(sent_at + spans.urgent_acknowledged, sent_at + spans.urgent_answered)
    if urgency == Urgency.URGENT:
        return urgent
    first = after_working_days(sent_at, spans.normal_acknowledged_days, hours, holidays)
    second = after_working_days(sent_at, spans.normal_answered_days, hours, holidays)
    if is_child:
        return Clocks(min(first, urgent.acknowledge_due), min(second, urgent.answer_due))
    return Clocks(first, second)


def due(status: Status, clocks_: Clocks) -> datetime | None:
    """The deadline that runs now; None when none does."""
    return {Status.SENT: clocks_.acknowledge_due, Status.ACKNOWLEDGED: clocks_.answer_due}.get(status)


def next_escalation(status: Status, step: Escalation, sent_at: datetime, clocks_: Clocks) -> tuple[datetime, Escalation] | None:
    """When and to whom it escalates next if nothing happens: the supervisor when its clock runs out, the focal point
    when as much time as the first clock had has passed once more. `step`: how far the clock that runs now has gone."""
    deadline = due(status, clocks_)
    if deadline is None or step == Escalation.FOCAL_POINT:
        return None
    if step == Escalation.NONE:
        return deadline, Escalation.SUPERVISOR
    return deadline + (clocks_.acknowledge_due - sent_at), Escalation.FOCAL_POINT


def why_not_send(
    *,
    status: Status,
    has_desk: bool,
    desk_open: bool,
    same_desk: bool,
    offers: bool,
    urgency: Urgency,
    on_duty: bool,
    has_reason: bool,
    standing: Standing,
    case_closed: bool = False,
    is_post: bool = False,
) -> list[Reason]:
    """Why a draft cannot be sent."""
    if status != Status.DRAFT:
        return [Reason.NOT_A_DRAFT]
    if case_closed:
        return [Reason.CASE_CLOSED]
    reasons = _why_not_this_desk(has_desk, desk_open, same_desk, offers)
    if has_desk and not on_duty and is_post:
        reasons.append(Reason.POST_NOT_ON_DUTY)
    elif has_desk and urgency != Urgency.NORMAL and not on_duty:
        reasons.append(Reason.DESK_NOT_ON_DUTY)
    if not has_reason:
        reasons.append(Reason.REASON_MISSING)
    return reasons + (_why_no_basis(standing) if has_desk else [])


def _why_not_this_desk(has_desk: bool, desk_open: bool, same_desk: bool, offers: bool) -> list[Reason]:
    if not has_desk:
        return [Reason.DESK_MISSING]
    checks = (
        (not desk_open, Reason.DESK_CLOSED),
        (same_desk, Reason.SAME_DESK),
        (not offers, Reason.DESK_DOES_NOT_OFFER),
    )
    return [reason for failed, reason in checks if failed]


def why_not_acknowledge(*, status: Status, stands: bool) -> list[Reason]:
    """Why a referral cannot be acknowledged."""
    if status == Status.ACKNOWLEDGED:
        return [Reason.ALREADY_ACKNOWLEDGED]
    return _why_not_waiting(status) or ([] if stands else [Reason.NO_BASIS])


def why_not_accept(*, status: Status, standing: Standing, key_worker_at_desk: bool, conflict: bool) -> list[Reason]:
    """Why a referral cannot be accepted with this key worker."""
    if reasons := _why_not_waiting(status):
        return reasons
    checks = ((not key_worker_at_desk, Reason.KEY_WORKER_ELSEWHERE), (conflict, Reason.CONFLICT))
    return _why_no_basis(standing) + [reason for failed, reason in checks if failed]


def _why_no_basis(standing: Standing) -> list[Reason]:
    """Nobody agreed or took back anything where only a supervisor's confirmation is missing, or an agreement between the
    bodies: that is said by itself."""
    if standing.is_open:
        return []
    if standing.why_not == (WhyNot.NO_AGREEMENT,):
        return [Reason.NO_AGREEMENT]
    return [Reason.GROUND_NOT_CONFIRMED if WhyNot.GROUND_NOT_CONFIRMED in standing.why_not else Reason.NO_BASIS]


def why_not_decline(*, status: Status) -> list[Reason]:
    """Why a referral cannot be declined. A desk may decline even when the ground ended meanwhile."""
    return _why_not_waiting(status)


def why_not_withdraw(*, status: Status) -> list[Reason]:
    """Why the sender cannot withdraw it."""
    return [] if Status.WITHDRAWN in NEXT[status] else [Reason.NOT_WITHDRAWABLE]


def why_not_complete(*, status: Status, stands: bool) -> list[Reason]:
    """Why no outcome can be recorded."""
    if status != Status.ACCEPTED:
        return [Reason.WAS_STOPPED if status == Status.STOPPED else Reason.NOT_ACCEPTED]
    return [] if stands else [Reason.NO_BASIS]


def why_not_close(*, waiting: bool, has_files: bool, overseen: bool, has_posts: bool = False) -> list[WhyNotClose]:
    """Why a desk does not close: nobody would answer what waits there, or see to the files that are open to it."""
    checks = (
        (waiting, WhyNotClose.REFERRALS_WAIT),
        (has_files and not overseen, WhyNotClose.NOBODY_LEFT),
        (has_posts, WhyNotClose.HAS_POSTS),
    )
    return [reason for failed, reason in checks if failed]


def why_not_hand_over(
    *, status: Status, stands: bool, is_key_worker: bool = False, at_desk: bool = True, conflict: bool = False
) -> list[Reason]:
    """Why the referral is not given to another key worker. It can be as long as anybody of the desk sees the file."""
    if status not in (Status.ACCEPTED, Status.COMPLETED):
        return [Reason.NO_KEY_WORKER]
    checks = (
        (not stands, Reason.NO_BASIS),
        (is_key_worker, Reason.IS_KEY_WORKER),
        (not at_desk, Reason.KEY_WORKER_ELSEWHERE),
        (conflict, Reason.CONFLICT),
    )
    return [reason for failed, reason in checks if failed]


def why_not_stop(*, status: Status, stands: bool) -> list[Reason]:
    """Why a referral cannot be stopped: it still stands, or it has ended."""
    if Status.STOPPED not in NEXT[status]:
        return [Reason.ALREADY_ANSWERED]
    return [Reason.STILL_STANDS] if stands else []


def why_not_escalate(*, status: Status, escalate_at: datetime | None, at: datetime, stands: bool) -> list[Reason]:
    """Why a referral does not escalate now."""
    if reasons := _why_not_waiting(status):
        return reasons
    if not stands:
        return [Reason.WAS_STOPPED]
    return [] if escalate_at is not None and escalate_at <= at else [Reason.NOT_DUE]


def way(status: Status, *, acknowledged: bool, accepted: bool) -> tuple[Status, ...]:
    """The stages that the page of a referral shows: the straight way, or the way it went until it ended elsewhere."""
    straight = (Status.SENT, Status.ACKNOWLEDGED, Status.ACCEPTED, Status.COMPLETED)
    if status in straight or status == Status.DRAFT:
        return straight
    passed = ((acknowledged, Status.ACKNOWLEDGED), (accepted, Status.ACCEPTED))
    return (Status.SENT, *(stage for was_there, stage in passed if was_there), status)


def questions(purpose: Purpose, kind: AgencyKind, body_id: int, asked: Iterable[Asked], today: date) -> tuple[ConsentKind, ...]:
    """What to ask the person before a body is asked: C3 for that body, C8 for a shelter; for the Unit also whether it
    may see more (C4) and, as a question of its own, whether the person works with an investigation (C5)."""
    answers = {(one.kind, one.body_id): one for one in asked}
    must = [(ConsentKind.C3, body_id), *([(ConsentKind.C8, None)] if purpose == Purpose.SHELTER else [])]
    lacking = [key for key in must if key not in answers or not answers[key].carries(today)]
    offered = [(one, None) for one in OFFERED.get(kind, ()) if (one, None) not in answers]
    return tuple(one for one, _ in (*lacking, *offered))


def shown_status(status: Status, stands: bool) -> Status:
    """What a page says: a referral whose ground has ended is stopped at once, before the worker writes it down."""
    return Status.STOPPED if not stands and Status.STOPPED in NEXT[status] else status


def _why_not_waiting(status: Status) -> list[Reason]:
    special = {
        Status.DRAFT: Reason.NOT_SENT,
        Status.WITHDRAWN: Reason.WAS_WITHDRAWN,
        Status.STOPPED: Reason.WAS_STOPPED,
    }
    if status in (Status.SENT, Status.ACKNOWLEDGED):
        return []
    return [special.get(status, Reason.ALREADY_ANSWERED)]
