"""The acts of a shelter, one file for each noun."""

from malath.cases.actions import CannotChange
from malath.shelter.actions.admitting import Admission, Child, admit, record_no_place, turn_away
from malath.shelter.actions.base import CannotShelter
from malath.shelter.actions.houses import add_section, add_unit, close_place, found, open_place, write_address
from malath.shelter.rules import Affected, Coming

__all__ = [
    "Admission",
    "Affected",
    "CannotChange",
    "CannotShelter",
    "Child",
    "Coming",
    "add_section",
    "add_unit",
    "admit",
    "close_place",
    "found",
    "open_place",
    "record_no_place",
    "turn_away",
    "write_address",
]
