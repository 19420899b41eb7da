"""The acts of identification, one file for each noun."""

from malath.cases.actions import CannotChange
from malath.identification.actions.base import CannotIdentify
from malath.identification.actions.beside import (
    CannotBeside,
    extend_recovery,
    issue_letter,
    mark_party,
    record_offer,
    record_settlement,
    record_shown,
    remind_of_end,
    start_recovery,
    take_letter,
)
from malath.identification.actions.clocks import begin, give, remind, stop
from malath.identification.actions.deciding import ask_review, confirm, propose, send_back, settle_review
from malath.identification.actions.writing import Found, enter, strike, write_opinion
from malath.identification.rules import Reasons

__all__ = [
    "CannotBeside",
    "CannotChange",
    "CannotIdentify",
    "Found",
    "Reasons",
    "ask_review",
    "begin",
    "confirm",
    "enter",
    "extend_recovery",
    "give",
    "issue_letter",
    "mark_party",
    "propose",
    "record_offer",
    "record_settlement",
    "record_shown",
    "remind",
    "remind_of_end",
    "send_back",
    "settle_review",
    "start_recovery",
    "stop",
    "strike",
    "take_letter",
    "write_opinion",
]
