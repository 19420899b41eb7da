"""The acts of the legal track, one file for each noun."""

from malath.cases.actions import CannotChange
from malath.justice.actions.base import CannotDo
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
    "accuse",
    "begin",
    "forget",
    "join",
    "leave",
    "move",
    "resume",
    "stop",
    "strike",
]
