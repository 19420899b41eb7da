"""The people of courses in a house for training: who they are and where they sit."""

from dataclasses import dataclass
from datetime import datetime

from malath.accounts.queries import current_seats
from malath.accounts.roles import Role
from malath.agencies.models import Desk

ADDRESSES = "@training.invalid"  # how they end: no mail is ever written to them


@dataclass(frozen=True)
class Trainee:
    """Somebody of a course, and where they sit."""

    reference: str
    name: str
    role: Role
    desk: str


def trainees(at: datetime) -> list[Trainee]:
    """In the order in which their accounts were made."""
    seats = current_seats(at).filter(user__email__endswith=ADDRESSES).select_related("user", "desk").order_by("pk")
    return [Trainee(one.user.reference, one.user.name, Role(one.role), one.desk.name) for one in seats]


def desk_with(role: Role, at: datetime) -> Desk | None:
    """The desk at which somebody of this role has worked for longest."""
    seat = current_seats(at).filter(role=role).select_related("desk__agency").order_by("pk").first()
    return seat.desk if seat else None
