"""The acts of support, one file for each noun."""

from malath.cases.actions import CannotChange
from malath.support.actions.base import CannotSupport
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

__all__ = [
    "CannotChange",
    "CannotSupport",
    "Given",
    "Wanted",
    "add_step",
    "agree_plan",
    "ask_fund",
    "begin",
    "call_off_contacts",
    "confirm_grant",
    "leave_request",
    "note_critical",
    "plan_contacts",
    "propose_goal",
    "propose_grant",
    "record_contact",
    "record_payment",
    "record_service",
    "remind",
    "remind_of_contact",
    "review_plan",
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
]
