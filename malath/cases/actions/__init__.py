"""The acts on a case, one file for each noun. Lock order: the person's file → the case → what hangs on it → the audit head."""

from malath.cases.actions.attachments import attach, let_attachment_go, take_attachment_away
from malath.cases.actions.best_interests import record_best_interests
from malath.cases.actions.bookings import CannotBookAll, book_for_several, book_interpreter, keep_apart, settle_booking
from malath.cases.actions.closing import ask_to_close, close, refuse_closing, reopen
from malath.cases.actions.common import CannotChange, Stale
from malath.cases.actions.files import FirstFacts, Ground, change_facts, keep_as_imported, look_for_others, open_case
from malath.cases.actions.needs import answer_need, assess_risk, look_at_risk, remind_of_risk, state_need
from malath.cases.actions.notes import write_note
from malath.cases.actions.situations import WhatHappened, add_to_situation, ask_for_all, open_situation, take_out
from malath.cases.actions.states import come_back, decide, move_on, note_withdrawal, set_aside, set_status
from malath.cases.actions.team import (
    give_task,
    hand_over,
    join_team,
    leave_team,
    name_key_worker,
    remind_of_task,
    set_task,
    settle_task,
    take_over,
)
from malath.cases.rules import Closing, Score, Wanted
from malath.people.earlier import NotThen

__all__ = [
    "CannotBookAll",
    "CannotChange",
    "Closing",
    "FirstFacts",
    "Ground",
    "NotThen",
    "Score",
    "Stale",
    "Wanted",
    "WhatHappened",
    "add_to_situation",
    "answer_need",
    "ask_for_all",
    "ask_to_close",
    "assess_risk",
    "attach",
    "book_for_several",
    "book_interpreter",
    "change_facts",
    "close",
    "come_back",
    "decide",
    "give_task",
    "hand_over",
    "join_team",
    "keep_apart",
    "keep_as_imported",
    "leave_team",
    "let_attachment_go",
    "look_at_risk",
    "look_for_others",
    "move_on",
    "name_key_worker",
    "note_withdrawal",
    "open_case",
    "open_situation",
    "record_best_interests",
    "refuse_closing",
    "remind_of_risk",
    "remind_of_task",
    "reopen",
    "set_aside",
    "set_status",
    "set_task",
    "settle_booking",
    "settle_task",
    "state_need",
    "take_attachment_away",
    "take_out",
    "take_over",
    "write_note",
]
