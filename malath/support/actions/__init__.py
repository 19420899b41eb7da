"""The acts of support, one file for each noun."""

from malath.cases.actions import CannotChange
from malath.support.actions.base import CannotSupport
from malath.support.actions.clocks import begin, remind, stop, take_on
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

__all__ = [
    "CannotChange",
    "CannotSupport",
    "add_step",
    "agree_plan",
    "begin",
    "note_critical",
    "propose_goal",
    "remind",
    "review_plan",
    "settle_goal",
    "settle_step",
    "stop",
    "strike_factor",
    "take_on",
    "write_factor",
]
