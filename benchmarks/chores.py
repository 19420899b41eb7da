"""What staff and visitors do all day, as often as in life: looked at, searched, opened, written, referred, answered.

A case is opened at a front desk, a note follows, and it is referred with the questions of consent asked on the way; desks look at
their day, open files and answer. Nobody waits between two things: it is the crowded hour.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from queue import Empty, Queue
from random import Random
from typing import Any, Final
from uuid import uuid4

from benchmarks.client import Answer, Staff, Unexpected
from benchmarks.operations import acceptance, new_case

DESK: Final = re.compile(r'<input[^>]*type="radio"[^>]*name="desk"[^>]*value="([^"]+)"')
ASKED: Final = re.compile(r'name="(c\d_[^"]+)"')
REFERENCE: Final = re.compile(r"/([2-9A-Z-]{14})/")
REFUSED: Final = 409


@dataclass(frozen=True)
class Asked:
    """One answer: of which chore, in how many seconds, and whether it is what was asked for."""

    chore: str
    seconds: float
    wrong: str = ""


@dataclass(frozen=True)
class Told:
    """One act that was acknowledged: what, and the words or reference by which it is found again."""

    kind: str
    reference: str
    mark: str = ""


@dataclass
class Timed(Staff):
    """A browser that notes how long each answer took."""

    seconds: list[float] = field(default_factory=list)

    def _ask(self, method: str, path: str, body: str | None, expect: int) -> Answer:
        try:
            answer = super()._ask(method, path, body, expect)
        except Unexpected as other:
            self.seconds.append(other.answer.seconds if other.answer else 0.0)
            raise
        self.seconds.append(answer.seconds)
        return answer


@dataclass
class World:
    """What all hands share: references to open and to answer, and what was opened meanwhile."""

    plan: dict[str, Any]
    ports: tuple[int, int]
    waiting: "Queue[str]"
    opened: "Queue[str]"

    @classmethod
    def of(cls, plan: dict[str, Any], ports: tuple[int, int]) -> "World":
        waiting: Queue[str] = Queue()
        for reference in plan["waiting"]:
            waiting.put(reference)
        return cls(plan, ports, waiting, Queue())


@dataclass
class Hand:
    """One of those who work at the same time; sits at one desk of each group, and asks one thing after the other."""

    world: World
    place: int
    chance: Random
    asked: list[Asked] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        sessions = self.world.plan["sessions"]
        self.at = {who: Timed(self.world.ports[0], keys[self.place % len(keys)]) for who, keys in sessions.items()}
        self.at["visitor"] = Timed(self.world.ports[1], "")

    def work(self) -> None:
        """One thing more, drawn as often as it comes up in life."""
        chore = self.chance.choices(CHORES, weights=[one.weight for one in CHORES])[0]
        staff, wrong = self.at[chore.who], ""
        try:
            self.told += filter(None, [chore.do(self, staff)])
        except Unexpected as other:
            wrong = str(other)
        except (OSError, HTTPException) as error:
            wrong = type(error).__name__
            staff.seconds.append(0.0)
            staff.connection.close()
        taken, staff.seconds = staff.seconds, []
        self.asked += [Asked(chore.name, seconds) for seconds in taken[: -1 if wrong else None]]
        self.asked += [Asked(chore.name, taken[-1], wrong)] if wrong else []


@dataclass(frozen=True)
class Chore:
    """`weight`: how often among a hundred; `acts`: whether something is written that must be found afterwards."""

    name: str
    who: str
    weight: int
    do: Callable[[Hand, Timed], Told | None]
    acts: bool = False


def look(path: str) -> Callable[[Hand, Timed], None]:
    def ask(_hand: Hand, staff: Timed) -> None:
        staff.get(path)

    return ask


def open_file(hand: Hand, staff: Timed) -> None:
    staff.get(f"/cases/{hand.chance.choice(hand.world.plan['cases'])}/")


def search(hand: Hand, staff: Timed) -> None:
    name, year = hand.chance.choice(hand.world.plan["searches"]["big"])
    staff.get("/people/")
    staff.post("/people/", 200, name=name, birth_year=year)


def open_case(hand: Hand, staff: Timed) -> Told:
    mark = f"Load {uuid4()}"
    reference = referred(staff.post("/cases/new/", 302, **{**new_case(staff), "note": mark}))
    hand.world.opened.put(reference)
    return Told("case", reference, mark)


def write_note(hand: Hand, staff: Timed) -> Told | None:
    reference = taken(hand.world.opened)
    if reference is None:
        return None
    hand.world.opened.put(reference)
    mark = f"Load {uuid4()}"
    staff.get(f"/cases/{reference}/")
    staff.post(f"/cases/{reference}/note/", 302, once=str(uuid4()), kind="observation", text=mark)
    return Told("note", reference, mark)


def refer(hand: Hand, staff: Timed) -> Told | None:
    """Four steps, as the pages lead: for what, to whom with the questions asked, why, and send."""
    case = taken(hand.world.opened)
    if case is None:
        return None
    path = f"/referrals/new/?case={case}"
    page = staff.get(path)
    answer = staff.post(path, 302, once=page.hidden("once"), urgency="normal", type="shelter")
    reference = referred(answer)
    step = f"/referrals/{reference}/step"
    page = staff.get(f"{step}/desk/")
    desk = hand.chance.choice(DESK.findall(page.text))
    given = {name: "yes" for name in ASKED.findall(page.text) if name.endswith(desk)}
    spoken = {"language": "am", "interpreter": "none", "method": "spoken", "desk": desk, "version": page.hidden("version")}
    staff.post(f"{step}/desk/", 302, **given, **spoken)
    page = staff.get(f"{step}/why/")
    staff.post(f"{step}/why/", 302, version=page.hidden("version"), reason="Needs a safe place tonight.")
    staff.get(f"{step}/check/")
    staff.post(f"/referrals/{reference}/send/", 302)
    return Told("referral", reference)


def accept(hand: Hand, staff: Timed) -> Told | None:
    reference = taken(hand.world.waiting)
    if reference is None:
        return None
    staff.post(f"/referrals/{reference}/accept/", 302, **acceptance(staff, reference))
    return Told("answer", reference)


def taken(queue: "Queue[str]") -> str | None:
    """The next one; None while there is none."""
    try:
        return queue.get_nowait()
    except Empty:
        return None


def referred(answer: Answer) -> str:
    """The reference to which an answer leads. Errors: `Unexpected`."""
    found = REFERENCE.search(answer.leads_to)
    if found is None:
        raise Unexpected(f"It leads to {answer.leads_to}", answer)
    return found[1]


CHORES: Final = (
    Chore("workday, with what is new", "big", 18, look("/")),
    Chore("list of referrals", "big", 8, look("/referrals/")),
    Chore("list of cases", "small", 8, look("/cases/")),
    Chore("open a file", "big", 18, open_file),
    Chore("search by name", "big", 6, search),
    Chore("control room", "supervisor", 2, look("/coordination/")),
    Chore("statistics", "focal", 2, look("/statistics/")),
    Chore("public site, first page", "visitor", 8, look("/ar/")),
    Chore("public site, ask for help", "visitor", 4, look("/ar/form/")),
    Chore("open a case, ask for consent", "front", 9, open_case, acts=True),
    Chore("write a note", "front", 8, write_note, acts=True),
    Chore("refer: ask for consents, send", "front", 4, refer, acts=True),
    Chore("accept a referral", "big", 5, accept, acts=True),
)
