"""The acts of support, one file for each noun."""

from malath.cases.actions import CannotChange
from malath.support.actions.base import CannotSupport
from malath.support.actions.care import answer_care, note_event, remind_of_care
from malath.support.actions.clocks import begin, remind, stop, take_on
from malath.support.actions.follow_ups import (
    call_off_contacts,
    plan_contacts,
    record_contact,
    remind_of_contact,
    stop_contact,
)
from malath.support.actions.fund import (
    Wanted,
    ask_fund,
    confirm_grant,
    leave_request,
    propose_grant,
    record_payment,
    send_grant_back,
    stop_request,
    withdraw_request,
)
from malath.support.actions.panels import decide_panel, open_panel, put_option, record_view, remind_of_panel, seat
from malath.support.actions.plans import (
    add_step,
    agree_plan,
    note_critical,
    propose_goal,
    review_plan,
    settle_goal,
    settle_step,
    strike_factor,
    write_factor,
)
from malath.support.actions.services import Given, record_service, strike_service
from malath.support.actions.talks import (
    Grievance,
    answer_complaint,
    call_conference,
    call_off_conference,
    complain,
    record_feedback,
    write_minutes,
)

__all__ = [
    "CannotChange",
    "CannotSupport",
    "Given",
    "Grievance",
    "Wanted",
    "add_step",
    "agree_plan",
    "answer_care",
    "answer_complaint",
    "ask_fund",
    "begin",
    "call_conference",
    "call_off_conference",
    "call_off_contacts",
    "complain",
    "confirm_grant",
    "decide_panel",
    "leave_request",
    "note_critical",
    "note_event",
    "open_panel",
    "plan_contacts",
    "propose_goal",
    "propose_grant",
    "put_option",
    "record_contact",
    "record_feedback",
    "record_payment",
    "record_service",
    "record_view",
    "remind",
    "remind_of_care",
    "remind_of_contact",
    "remind_of_panel",
    "review_plan",
    "seat",
    "send_grant_back",
    "settle_goal",
    "settle_step",
    "stop",
    "stop_contact",
    "stop_request",
    "strike_factor",
    "strike_service",
    "take_on",
    "withdraw_request",
    "write_factor",
    "write_minutes",
]
