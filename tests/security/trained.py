"""What the tests of who gets what write down about training: a course of a body that nobody of the tests works for."""

from datetime import datetime

from malath.foundation.actor import WORKER
from malath.foundation.clock import in_amman
from malath.training.actions.exams import prepare_tests
from malath.training.testing import (
    make_agreed,
    make_certified,
    make_cost,
    make_course,
    make_half_day,
    make_items,
    make_nominated,
    make_officer,
)

IN_TRAINING = {
    "revise": "module",
    **dict.fromkeys(("course", "call_off", "open_half_day", "sign_in", "sheet", "results", "prepare", "react"), "course"),
    "cost": "course", "evaluation": "course",
    **dict.fromkeys(("settle_cost", "strike_cost"), "course_cost"),
    "half_day": "half_day", **dict.fromkeys(("nomination", "admit", "turn_down", "take_back", "certify"), "nomination"),
    **dict.fromkeys(("after", "plan_visit", "approve_travel", "write_report", "agree"), "course"), "follow_up": "agreed",
    "retire_item": "item", "sit": "sitting pre", "teach_back": "nomination",
    **dict.fromkeys(("revoke_certificate", "take_certificate", "practice"), "certificate"),
    **dict.fromkeys(("officer", "correct", "nominate", "name_trainer"), "officer"),
    **dict.fromkeys(("level", "observe", "raise_level", "enter_level", "restore"), "officer"),
}  # fmt: skip
"""What is named in the addresses of training."""
OF_THE_POOL = {
    f"training:{name}"
    for name in (
        "announce", "revise", "officers", "enlist", "officer", "correct", "nominate", "name_trainer", "nomination", "admit",
        "turn_down", "take_back", "call_off", "open_half_day", "half_day", "sheet", "items",
        "retire_item", "results", "prepare", "sit", "teach_back", "certify", "revoke_certificate", "take_certificate",
        "own_plans", "evaluation", "tree", "cost", "settle_cost", "strike_cost",
        "practice",
        "pool", "coverage", "level", "observe", "after", "plan_visit", "approve_travel", "write_report", "agree", "follow_up",
        "raise_level", "enter_level", "restore",
    )
}  # fmt: skip
"""What whoever runs the pool may."""


def trained(at: datetime) -> dict[str, str]:
    """A course that runs, an officer who is nominated, half a day that was held, and a certificate of last month."""
    course, officer = make_course(starts_on=in_amman(at).date(), at=at), make_officer(at=at)
    nomination, half_day = make_nominated(course, officer, at=at), make_half_day(course, at=at)
    items = make_items("M1", "M2", at=at)
    prepare_tests(course, 1, by=WORKER, at=at)
    return {
        "module": "M1", "course": course.reference, "officer": officer.reference, "nomination": nomination.reference,
        "half_day": half_day.reference, "item": items[0].reference, "sitting": nomination.reference, "pre": "pre",
        "certificate": make_certified(officer, at=at).reference,
        "course_cost": make_cost(course, at=at).reference, "agreed": make_agreed(at=at).reference,
    }  # fmt: skip
