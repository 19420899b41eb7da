"""Acts of awareness. Lock order: the campaign, the session, the material, the trail; the material, its files, the trail."""

from malath.awareness.actions.base import CannotDo
from malath.awareness.actions.campaigns import (
    change_campaign,
    move_campaign,
    plan_campaign,
    strike_money,
    strike_spread,
    write_money,
    write_spread,
)
from malath.awareness.actions.materials import (
    add_material,
    approve,
    change_material,
    go_live,
    note_consents,
    put_file,
    retire,
    say_tested,
    send_back,
)
from malath.awareness.actions.sessions import call_off_session, hold_session, plan_session
from malath.awareness.actions.surveys import Door, close_survey, enter_answers, open_door, open_survey
from malath.awareness.actions.uses import choose_materials, note_showing
from malath.awareness.material_rules import Facts
from malath.awareness.rules import Counts, Plan

__all__ = [
    "CannotDo", "Counts", "Door", "Facts", "Plan", "add_material", "approve", "call_off_session", "change_campaign",
    "change_material", "choose_materials", "close_survey", "enter_answers", "go_live", "hold_session", "move_campaign",
    "note_consents", "note_showing", "open_door", "open_survey", "plan_campaign", "plan_session", "put_file", "retire",
    "say_tested", "send_back", "strike_money", "strike_spread", "write_money", "write_spread",
]  # fmt: skip
