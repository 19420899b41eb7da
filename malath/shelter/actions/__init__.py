"""The acts of a shelter, one file for each noun."""

from malath.cases.actions import CannotChange
from malath.shelter.actions.admitting import Admission, Child, admit, record_no_place, turn_away
from malath.shelter.actions.base import CannotShelter
from malath.shelter.actions.clocks import go_on, remind, stop
from malath.shelter.actions.houses import add_section, add_unit, close_place, found, open_place, write_address
from malath.shelter.actions.incidents import look_at_incident, record_incident, remind_of_incident
from malath.shelter.actions.leaving import leave, leave_after_withdrawal
from malath.shelter.actions.night import count_heads, hand_over, take_over
from malath.shelter.actions.staying import (
    come_back,
    go_out,
    move,
    name_key_worker,
    offer_health_check,
    plan_visit,
    review,
    settle_visit,
    sign_in,
    sign_out,
)
from malath.shelter.rules import Affected, Brought, Coming, Leaving

__all__ = [
    "Admission",
    "Affected",
    "Brought",
    "CannotChange",
    "CannotShelter",
    "Child",
    "Coming",
    "Leaving",
    "add_section",
    "add_unit",
    "admit",
    "close_place",
    "come_back",
    "count_heads",
    "found",
    "go_on",
    "go_out",
    "hand_over",
    "leave",
    "leave_after_withdrawal",
    "look_at_incident",
    "move",
    "name_key_worker",
    "offer_health_check",
    "open_place",
    "plan_visit",
    "record_incident",
    "record_no_place",
    "remind",
    "remind_of_incident",
    "review",
    "settle_visit",
    "sign_in",
    "sign_out",
    "stop",
    "take_over",
    "turn_away",
    "write_address",
]
