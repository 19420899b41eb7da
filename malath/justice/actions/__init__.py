"""The acts of the legal track, one file for each noun."""

from malath.cases.actions import CannotChange
from malath.justice.actions.base import CannotDo
from malath.justice.actions.charges import Shown, aggravate, charge, prove, strike_proof
from malath.justice.actions.claims import Claimed, add_step, claim, enforce
from malath.justice.actions.evidence import Handed, hand_on, take
from malath.justice.actions.hearings import (
    Prepared,
    Sitting,
    end_hearing,
    move_hearing,
    prepare,
    remind_of_hearing,
    set_hearing,
)
from malath.justice.actions.lawyers import ask_testimony, end_mandate, give_mandate, settle_testimony, wish_home
from malath.justice.actions.measures import end_measure, extend, order, remind_of_measure
from malath.justice.actions.notices import choose, record_told, tell_of
from malath.justice.actions.pardons import ask_pardon, decide_pardon, reproach
from malath.justice.actions.proceedings import (
    Accused,
    Beginning,
    accuse,
    begin,
    forget,
    join,
    leave,
    move,
    resume,
    stop,
    strike,
)

__all__ = [
    "Accused",
    "Beginning",
    "CannotChange",
    "CannotDo",
    "Claimed",
    "Handed",
    "Prepared",
    "Shown",
    "Sitting",
    "accuse",
    "add_step",
    "aggravate",
    "ask_pardon",
    "ask_testimony",
    "begin",
    "charge",
    "choose",
    "claim",
    "decide_pardon",
    "end_hearing",
    "end_mandate",
    "end_measure",
    "enforce",
    "extend",
    "forget",
    "give_mandate",
    "hand_on",
    "join",
    "leave",
    "move",
    "move_hearing",
    "order",
    "prepare",
    "prove",
    "record_told",
    "remind_of_hearing",
    "remind_of_measure",
    "reproach",
    "resume",
    "set_hearing",
    "settle_testimony",
    "stop",
    "strike",
    "strike_proof",
    "take",
    "tell_of",
    "wish_home",
]
