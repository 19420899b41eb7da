"""Who works where and answers now, for those who look at many desks at once."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Exists, OuterRef

from malath.accounts.queries import OPENING, answering_seats, current_seats, duties_at
from malath.accounts.roles import Role
from malath.accounts.rules import Holdings, Seat
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.rules import WorkingHours, is_open


def body_holdings(agency_id: int) -> Holdings:
    """What all desks of a body hold together, as one who is nobody in particular: for what is compared by machine."""
    seats = tuple(Seat(desk_id, Role.SUPERVISOR, sits=False) for desk_id in agencies.desk_ids_of(agency_id))
    return Holdings(0, "", agency_id, seats, agency_id)


def seats_at(desks: Collection[int], at: datetime) -> list[tuple[int, int]]:
    """Desk and member of staff, for everybody who works at these desks now. One statement."""
    return list(current_seats(at).filter(desk_id__in=desks).values_list("desk_id", "user_id").distinct())


def workers_at_desks(at: datetime) -> dict[int, int]:
    """How many work at each desk in a role that may open a file there. One statement."""
    seats = current_seats(at).filter(role__in=OPENING, user__only__isnull=True).order_by().values("desk_id")
    return dict(seats.annotate(workers=Count("user_id", distinct=True)).values_list("desk_id", "workers"))


def who_answers(desks: Iterable[Desk], at: datetime) -> dict[int, list[str]]:
    """Names of those who answer at each of these desks now. Two statements, however many desks."""
    return who_answers_among({desk.pk: agencies.hours_of(desk) for desk in desks}, at)


def who_answers_among(hours: Mapping[int, WorkingHours], at: datetime) -> dict[int, list[str]]:
    """The same for desks of which only id and hours are at hand."""
    holidays = agencies.holidays()
    rostered = Exists(duties_at(at).filter(desk_id=OuterRef("desk_id"), user_id=OuterRef("user_id")))
    seats = answering_seats(at).filter(desk_id__in=hours.keys()).annotate(rostered=rostered).select_related("user")
    found: dict[int, list[str]] = {}
    for seat in seats.order_by("user__name_en", "pk"):
        one = hours[seat.desk_id]
        if seat.rostered or (not one.around_the_clock and is_open(at, one, holidays)):
            found.setdefault(seat.desk_id, []).append(seat.user.name)
    return {pk: list(dict.fromkeys(names)) for pk, names in found.items()}


def reached_as(role: Role, at: datetime) -> list[tuple[str, str, str]]:
    """Name, desk and phone of everybody who holds a role. One statement."""
    seats = current_seats(at).filter(role=role, user__only__isnull=True).select_related("user", "desk__agency")
    seats = seats.order_by("user__name_en", "pk")
    return [(seat.user.name, f"{seat.desk.agency.name} · {seat.desk.name}", seat.desk.phone) for seat in seats]


def hold_any(roles: Collection[str], at: datetime) -> set[int]:
    """Keys of everybody who holds one of these roles now, of everybody at a desk where none is named. One statement."""
    seats = current_seats(at).filter(user__only__isnull=True)
    return set((seats.filter(role__in=list(roles)) if roles else seats).values_list("user_id", flat=True))
