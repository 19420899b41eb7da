"""What the tests of who gets what write down about training: a course of a body that nobody of the tests works for."""

from datetime import datetime

from malath.foundation.clock import in_amman
from malath.training.testing import make_course, make_half_day, make_nominated, make_officer

IN_TRAINING = {
    "revise": "module", **dict.fromkeys(("course", "call_off", "open_half_day", "sign_in", "sheet"), "course"),
    "half_day": "half_day", **dict.fromkeys(("nomination", "admit", "turn_down", "take_back"), "nomination"),
    **dict.fromkeys(("officer", "correct", "nominate", "name_trainer"), "officer"),
}  # fmt: skip
"""What is named in the addresses of training."""
OF_THE_POOL = {
    f"training:{name}"
    for name in (
        "announce", "revise", "officers", "enlist", "officer", "correct", "nominate", "name_trainer", "nomination", "admit",
        "turn_down", "take_back", "call_off", "open_half_day", "half_day", "sheet",
    )
}  # fmt: skip
"""What whoever runs the pool may."""


def trained(at: datetime) -> dict[str, str]:
    """A course that runs, an officer who is nominated, and half a day that was held."""
    course, officer = make_course(starts_on=in_amman(at).date(), at=at), make_officer(at=at)
    nomination, half_day = make_nominated(course, officer, at=at), make_half_day(course, at=at)
    return {
        "module": "M1", "course": course.reference, "officer": officer.reference, "nomination": nomination.reference,
        "half_day": half_day.reference,
    }  # fmt: skip
