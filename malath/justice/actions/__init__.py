"""The acts of the legal track, one file for each noun."""

from malath.cases.actions import CannotChange
from malath.justice.actions.base import CannotDo
from malath.justice.actions.claims import Claimed, add_step, claim, enforce
from malath.justice.actions.hearings import (
    Prepared,
    Sitting,
    end_hearing,
    move_hearing,
    prepare,
    remind_of_hearing,
    set_hearing,
)
from malath.justice.actions.notices import choose, record_told, tell_of
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
    "Prepared",
    "Sitting",
    "accuse",
    "add_step",
    "begin",
    "choose",
    "claim",
    "end_hearing",
    "enforce",
    "forget",
    "join",
    "leave",
    "move",
    "move_hearing",
    "prepare",
    "record_told",
    "remind_of_hearing",
    "resume",
    "set_hearing",
    "stop",
    "strike",
    "tell_of",
]
