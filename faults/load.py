"""Staff at work while something breaks: some accept referrals, some open cases, one thing after the other.

    python -m faults.load PORT PLAN JOURNAL [HANDS]

They do what a person does. When no answer comes they look again; when the page says "not now" they press its button, which
sends what the page has kept. The journal holds one line for each answer, until this program is told to end.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.client import HTTPException
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import Any, Final
from uuid import uuid4

from benchmarks.client import Answer, Staff, Unexpected
from benchmarks.operations import Form, acceptance, new_case
from faults.stores import PLAN, Store
from tools import children

PAUSE_SECONDS: Final = 0.2
NO_ANSWER: Final = 0
DONE, NOT_NOW = 302, 503


@dataclass(frozen=True)
class Entry:
    """One answer to one act. `thing`: the referral, or the words by which the note of a case is found again; `status`: 0
    when none came; `kept`: whether a page that said "not now" still held everything typed."""

    kind: str
    thing: str
    status: int
    at: float
    seconds: float = 0.0
    leads_to: str = ""
    kept: bool = True


@dataclass
class Hand:
    """One member of staff, and the journal they write."""

    staff: Staff
    journal: Path
    stop: Event = field(default_factory=Event)

    def accept(self, reference: str) -> None:
        """Until it is accepted, or its page offers no acceptance any more: it was, and nobody had been told."""
        self._do("accept", reference, f"/referrals/{reference}/accept/", lambda: acceptance(self.staff, reference))

    def open_case(self) -> None:
        mark = f"Case {uuid4()}"
        self._do("open", mark, "/cases/new/", lambda: {**new_case(self.staff), "note": mark})

    def _do(self, kind: str, thing: str, path: str, filled: Callable[[], Form]) -> None:
        """Fill the form once and send it until it is done: the same form twice is one act."""
        values: Form | None = None
        while not self.stop.is_set():
            began = time.monotonic()
            try:
                values = values or filled()
                answer = self.staff.post(path, DONE, **values)
                self._note(kind, thing, answer, began)
                return
            except Unexpected as other:
                kept = values is None or other.answer is None or other.answer.status != NOT_NOW or holds(other.answer, values)
                self._note(kind, thing, other.answer, began, kept=kept)
                if other.answer is not None and other.answer.status < 500:
                    return
            except (OSError, HTTPException):
                self._note(kind, thing, None, began)
                self.staff.connection.close()
            self.stop.wait(PAUSE_SECONDS)

    def _note(self, kind: str, thing: str, answer: Answer | None, began: float, *, kept: bool = True) -> None:
        now = time.monotonic()
        status, leads_to = (answer.status, answer.leads_to) if answer else (NO_ANSWER, "")
        line = json.dumps(asdict(Entry(kind, thing, status, now, now - began, leads_to, kept)))
        with self.journal.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def holds(page: Answer, values: Form) -> bool:
    """Whether a page that says "not now" still holds everything that was typed."""
    typed = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    held = page.all_hidden()
    return all(held.get(name) == value for name, value in typed.items())


def read(journal: Path) -> list[Entry]:
    """What was written down so far; a last line that was cut off is left out."""
    if not journal.exists():
        return []
    whole, _, _rest = journal.read_text(encoding="utf-8").rpartition("\n")
    return [Entry(**json.loads(line)) for line in whole.splitlines()]


@contextmanager
def working(store: Store, port: int, hands: int = 2) -> Iterator[Path]:
    """Staff at work until the end of the block, as many who accept as who open cases; gives the journal."""
    journal, plan = store.notes / "journal", store.var / PLAN
    command = [sys.executable, "-P", "-m", "faults.load", str(port), str(plan), str(journal), str(hands)]
    child = children.start("staff", command, env=store.env, log=store.notes / "staff.log")
    try:
        yield journal
    finally:
        children.end([child])


def main(words: Sequence[str]) -> None:
    port, plan, journal, hands = int(words[0]), json.loads(Path(words[1]).read_text("utf-8")), Path(words[2]), int(words[3])
    stop = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    work = [*_accepting(plan, port, journal, stop, hands), *_opening(plan, port, journal, stop, hands)]
    for thread in work:
        thread.start()
    while any(thread.is_alive() for thread in work) and not stop.wait(PAUSE_SECONDS):
        pass
    for thread in work:
        thread.join(1)
    os._exit(0)  # whoever still waits for an answer is not waited for


def _accepting(plan: dict[str, Any], port: int, journal: Path, stop: Event, hands: int) -> Iterator[Thread]:
    for place, session in enumerate(plan["shelter"][:hands]):
        hand, mine = Hand(Staff(port, session), journal, stop), plan["waiting"][place::hands]
        yield Thread(target=_each, args=(hand.accept, mine, stop), daemon=True)


def _opening(plan: dict[str, Any], port: int, journal: Path, stop: Event, hands: int) -> Iterator[Thread]:
    for session in plan["front"][:hands]:
        hand = Hand(Staff(port, session), journal, stop)
        yield Thread(target=_again_and_again, args=(hand.open_case, stop), daemon=True)


def _each(act: Callable[[str], None], things: Sequence[str], stop: Event) -> None:
    for thing in things:
        if stop.is_set():
            return
        act(thing)


def _again_and_again(act: Callable[[], None], stop: Event) -> None:
    while not stop.is_set():
        act()


if __name__ == "__main__":
    main(sys.argv[1:])
