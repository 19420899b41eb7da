"""What is measured: the things that staff do all day, each asked as a browser asks it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.client import Answer, Staff, Unexpected

CHOSEN: Final = re.compile(r'<(?:option|input)[^>]*value="([^"]+)"[^>]*(?:selected|checked)')
WORKER: Final = re.compile(r'name="key_worker"(.*?)</select>', re.S)
Plan = dict[str, Any]
Thing = Any


@dataclass(frozen=True)
class Operation:
    """One of them: who does it, with which things, and how. `once`: a thing is used up by it."""

    name: str
    who: str
    things: Callable[[Plan], Sequence[Thing]]
    do: Callable[[Staff, Thing], Answer]
    once: bool = False


def case_list(staff: Staff, _: Thing) -> Answer:
    return staff.get("/cases/")


def referral_list(staff: Staff, _: Thing) -> Answer:
    return staff.get("/referrals/")


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
    page = staff.get(f"/referrals/{reference}/")
    worker = WORKER.search(page.text)
    chosen = CHOSEN.search(worker[1]) if worker else None
    if chosen is None:
        raise Unexpected("The page of a waiting referral offers no key worker.")
    return staff.post(f"/referrals/{reference}/accept/", 302, key_worker=chosen[1], note="We have a place.")


def create_case(staff: Staff, _: Thing) -> Answer:
    page = staff.get("/cases/new/")
    values: dict[str, str | list[str]] = {
        "once": page.hidden("once"), "desk": page.hidden("desk"), "age_band": "21-29", "sex": "female", "risk": "high",
        "needs": ["safe_place", "wages"], "language": "am", "interpreter": "none", "answer": "yes", "method": "spoken",
        "governorate": "AM", "name": "Selam Tesfaye Alemu", "phone": "+962 7 0000 0012", "note_kind": "observation",
        "note": "Came alone, afraid to go back; asked for a safe place for tonight.",
    }  # fmt: skip
    return staff.post("/cases/new/", 302, **values)


def _again(_: Plan) -> Sequence[Thing]:
    return [None]


def _cases(plan: Plan) -> Sequence[Thing]:
    return list(plan["cases"])


def _to_open(plan: Plan) -> Sequence[Thing]:
    return list(plan["waiting"][: len(plan["waiting"]) // 4])


def _to_accept(plan: Plan) -> Sequence[Thing]:
    return list(plan["waiting"][len(plan["waiting"]) // 4 :])


def _names(kind: str) -> Callable[[Plan], Sequence[Thing]]:
    return lambda plan: list(plan["searches"][kind])


OPERATIONS: Final = (
    Operation("workday, big desk", "big", _again, workday),
    Operation("referral list, big desk", "big", _again, referral_list),
    Operation("referral list, small desk", "small", _again, referral_list),
    Operation("case list, big desk", "big", _again, case_list),
    Operation("case list, small desk", "small", _again, case_list),
    Operation("case list, supervisor of the big body", "supervisor", _again, case_list),
    Operation("search, other spelling, big desk", "big", _names("big"), search),
    Operation("search, typo, big desk", "big", _names("big, typo"), search),
    Operation("search, other spelling, small desk", "small", _names("small"), search),
    Operation("open a case", "big", _cases, open_case),
    Operation("open a referral", "big", _to_open, open_referral),
    Operation("accept a referral", "big", _to_accept, accept, once=True),
    Operation("create a case", "front", _again, create_case),
)
