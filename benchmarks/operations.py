"""What is measured: the things that staff do all day, each asked as a browser asks it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.client import Answer, Staff, Unexpected

CHOSEN: Final = re.compile(r'<(?:option|input)[^>]*value="([^"]+)"[^>]*(?:selected|checked)')
WORKER: Final = re.compile(r'name="key_worker"(.*?)</select>', re.S)
READ, ACT, SEARCH, ROOM, WITHDRAWAL = 30, 50, 60, 100, 200
Plan = dict[str, Any]
Thing = Any
Form = dict[str, str | list[str]]


@dataclass(frozen=True)
class Operation:
    """One of them: who does it, with which things, and how; `aim`: milliseconds within which 95 of 100 answers should come.

    `once`: a thing is used up by it; `most`: it is asked for no more often than that, where things are few.
    """

    name: str
    who: str
    things: Callable[[Plan], Sequence[Thing]]
    do: Callable[[Staff, Thing], Answer]
    aim: int
    once: bool = False
    most: int = 1_000_000


def case_list(staff: Staff, _: Thing) -> Answer:
    return staff.get("/cases/")


def referral_list(staff: Staff, _: Thing) -> Answer:
    return staff.get("/referrals/")


def control_room(staff: Staff, _: Thing) -> Answer:
    return staff.get("/coordination/")


def workday(staff: Staff, _: Thing) -> Answer:
    return staff.get("/")


def search(staff: Staff, asked: Thing) -> Answer:
    name, year = asked
    if not staff.token:
        staff.get("/people/")
    return staff.post("/people/", 200, name=name, birth_year=year)


def open_case(staff: Staff, reference: Thing) -> Answer:
    return staff.get(f"/cases/{reference}/")


def open_referral(staff: Staff, reference: Thing) -> Answer:
    return staff.get(f"/referrals/{reference}/")


def accept(staff: Staff, reference: Thing) -> Answer:
    return staff.post(f"/referrals/{reference}/accept/", 302, **acceptance(staff, reference))


def acceptance(staff: Staff, reference: Thing) -> Form:
    """What is sent to accept a referral: its page is read first."""
    page = staff.get(f"/referrals/{reference}/")
    worker = WORKER.search(page.text)
    chosen = CHOSEN.search(worker[1]) if worker else None
    if chosen is None:
        raise Unexpected("The page of a waiting referral offers no key worker.", page)
    return {"key_worker": chosen[1], "note": "We have a place."}


def create_case(staff: Staff, _: Thing) -> Answer:
    return staff.post("/cases/new/", 302, **new_case(staff))


def new_case(staff: Staff) -> Form:
    """What is sent to open a case: the empty form is fetched first."""
    page = staff.get("/cases/new/")
    return {
        "once": page.hidden("once"), "desk": page.hidden("desk"), "age_band": "21-29", "sex": "female", "risk": "high",
        "needs": ["safe_place", "wages"], "language": "am", "interpreter": "none", "answer": "yes", "method": "spoken",
        "governorate": "AM", "name": "Selam Tesfaye Alemu", "phone": "+962 7 0000 0012", "note_kind": "observation",
        "note": "Came alone, afraid to go back; asked for a safe place for tonight.",
    }  # fmt: skip


def withdraw(staff: Staff, reference: Thing) -> Answer:
    """The first question, on which everything stands that was opened."""
    path = f"/people/{reference}/consents/C1/withdraw/"
    staff.get(path)
    return staff.post(path, 302, heard="alone")


def _again(_: Plan) -> Sequence[Thing]:
    return [None]


def _cases(plan: Plan) -> Sequence[Thing]:
    return list(plan["cases"])


def _to_open(plan: Plan) -> Sequence[Thing]:
    return list(plan["waiting"][: len(plan["waiting"]) // 4])


def _to_accept(plan: Plan) -> Sequence[Thing]:
    return list(plan["waiting"][len(plan["waiting"]) // 4 :])


def _widely_seen(plan: Plan) -> Sequence[Thing]:
    return list(plan["widely_seen"])


def _names(kind: str) -> Callable[[Plan], Sequence[Thing]]:
    return lambda plan: list(plan["searches"][kind])


OPERATIONS: Final = (
    Operation("workday, big desk", "big", _again, workday, READ),
    Operation("referral list, big desk", "big", _again, referral_list, READ),
    Operation("referral list, small desk", "small", _again, referral_list, READ),
    Operation("case list, big desk", "big", _again, case_list, READ),
    Operation("case list, small desk", "small", _again, case_list, READ),
    Operation("case list, supervisor of the big body", "supervisor", _again, case_list, READ),
    Operation("control room, focal point", "focal", _again, control_room, ROOM),
    Operation("control room, supervisor of the big body", "supervisor", _again, control_room, ROOM),
    Operation("search, other spelling, big desk", "big", _names("big"), search, SEARCH),
    Operation("search, typo, big desk", "big", _names("big, typo"), search, SEARCH),
    Operation("search, other spelling, small desk", "small", _names("small"), search, SEARCH),
    Operation("open a case", "big", _cases, open_case, READ),
    Operation("open a referral", "big", _to_open, open_referral, READ),
    Operation("accept a referral", "big", _to_accept, accept, ACT, once=True),
    Operation("create a case", "front", _again, create_case, ACT),
)
MANY_ACCESSES: Final = Operation(
    "withdraw a consent on which 500 accesses stand", "big", _widely_seen, withdraw, WITHDRAWAL, once=True, most=24
)
