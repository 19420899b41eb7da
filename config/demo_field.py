"""A phone of the demonstration that was out without network, and what it brought: an emergency that somebody has to look at."""

from datetime import datetime, timedelta

from config.demo_cast import House
from malath.offline.testing import ADULT, make_held, make_phone

WHO, WHERE, SHELTER = "Rana Demo", "inspection_amman", "shelter"
IN_USE, OUT = timedelta(days=30), timedelta(minutes=50)


def a_phone_was_out(house: House, now: datetime) -> None:
    """The inspector carries a phone; what she finished an hour ago came in just now."""
    phone = make_phone(house.named(WHO), house.desks[WHERE], at=now - IN_USE)
    bed = {
        "desk": house.desks[SHELTER].reference, "type": "shelter", "urgency": "emergency", "C3": "yes", "C8": "yes",
        "language": "am", "reason": "She has nowhere to sleep tonight.",
    }  # fmt: skip
    make_held(phone, {**ADULT, "refer": [bed]}, at=now - OUT)
