"""An act stopped before every statement in turn, COMMIT included: nothing of it may be left. And after it: all must be there.

Each try is a process of its own, forked from one that holds no connection; another one looks at all guarded rows
afterwards. Two ways to stop: the process is killed, or the statement fails as it does when the connection is lost.
"""

import hashlib
import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from django.db import OperationalError, connection

from faults import whole
from faults.report import Verdict
from malath.accounts.models import Membership, User
from malath.accounts.roles import Role
from malath.agencies.models import Desk
from malath.cases import actions as cases
from malath.cases.actions import FirstFacts
from malath.cases.testing import ADULT, AGREED
from malath.cases.words import NoteKind, Risk
from malath.foundation import clock
from malath.foundation.testing import COMMIT, fail, guarded_rows, stopped_before
from malath.people.words import DetailKind
from malath.privacy import actions as privacy
from malath.privacy.models import Access, Consent
from malath.privacy.words import ConsentKind, Heard
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.words import Status

Act = Callable[[datetime], object]
Prepared = Callable[[], Act]
"""Looks for the rows first and gives the act itself, to be done at a moment: only its own statements are counted."""


def answer() -> dict[str, Any]:
    """The verdict over all acts, and how many steps each of them has."""
    verdict, steps = Verdict(), {}
    for name, prepared in ACTS.items():
        steps[name] = counted(prepared)
        half = list(left_behind(name, prepared, steps[name]))
        verdict = verdict.and_also(Verdict(half=tuple(half))).and_also(carried_out(name, prepared))
    return {"verdict": asdict(verdict), "steps": steps}


def left_behind(name: str, prepared: Prepared, steps: int) -> Iterator[str]:
    """Stop it before each step, in both ways, and look."""
    before = in_child(fingerprint)
    for step in range(1, steps + 1):
        after = {"failed": in_child(lambda step=step: failed(prepared, step))}  # type: ignore[misc]
        in_child(lambda step=step: killed(prepared, step))  # type: ignore[misc]
        after["killed"] = in_child(fingerprint)
        for how, found in after.items():
            if found != before:
                yield f"{name}, {how} before step {step} of {steps}: something of it was left"
        before = after["killed"]


def carried_out(name: str, prepared: Prepared) -> Verdict:
    """Killed when COMMIT has returned and nobody has been told yet: it must be there, and whole."""
    before = in_child(fingerprint)
    in_child(lambda: done_and_killed(prepared))
    if in_child(fingerprint) == before:
        return Verdict(1, 0, (f"{name} was committed and is not there",))
    broken = in_child(lambda: "\n".join(whole.broken()).encode()).decode().splitlines()
    return Verdict(1, 1, half=tuple(f"after {name}: {what}" for what in broken))


def in_child(do: Callable[[], bytes]) -> bytes:
    """What a process of its own says; nothing when it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(write, do())
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    os.close(write)
    with os.fdopen(read, "rb") as said:
        text = said.read()
    if os.waitpid(child, 0)[1] not in (0, signal.SIGKILL):
        raise RuntimeError("A process that tried an act ended in another way than it should.")
    return text


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def counted(prepared: Prepared) -> int:
    """How many steps it has, COMMIT the last: that one fails, so that nothing is changed. Done here, so that what each
    process reads once is read before others are forked; no connection is left for them."""
    act = prepared()
    with stopped_before(COMMIT, fail) as steps, suppress(OperationalError):
        act(clock.now())
    let_go()
    return steps.count


def let_go() -> None:
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


def failed(prepared: Prepared, step: int) -> bytes:
    """What the same process sees afterwards."""
    act = prepared()
    with stopped_before(step, fail), suppress(OperationalError):
        act(clock.now())
    return fingerprint()


def killed(prepared: Prepared, step: int) -> bytes:
    act = prepared()
    with stopped_before(step, kill):
        act(clock.now())
    return b""


def done_and_killed(prepared: Prepared) -> bytes:
    act_at(prepared, clock.now())
    kill()
    return b""


def act_at(prepared: Prepared, at: datetime) -> None:
    prepared()(at)


def fingerprint() -> bytes:
    """Of all rows of all guarded tables."""
    return hashlib.sha256(repr(guarded_rows()).encode()).hexdigest().encode()


def accept() -> Act:
    referral = _waiting()
    desk = referral.receiving_desk
    assert desk is not None  # noqa: S101  # it was sent
    host = _somebody(desk, Role.SHELTER_MANAGER)
    return lambda at: referrals.accept(referral, by=host, at=at, key_worker=host, note="We have a place.")


def escalate() -> Act:
    referral = _waiting()
    return lambda at: referrals.escalate(referral, at=at)


def withdraw() -> Act:
    """A consent on which most is open."""
    shared = Access.objects.filter(basis__ended_at__isnull=True, desk__services__kind="shelter")
    access = shared.select_related("person").earliest("pk")
    consent = Consent.objects.get(
        person=access.person, kind=ConsentKind.C3, grounds__basis=access.basis, withdrawn_at__isnull=True
    )
    officer = _somebody(consent.desk, Role.INSPECTOR)
    return lambda at: privacy.withdraw(consent, access.person, by=officer, at=at, heard=Heard.ALONE)


def open_case() -> Act:
    desk = _waiting().sending_desk
    details = [(DetailKind.NAME, "Selam Tesfaye Alemu"), (DetailKind.PHONE, "+962 7 0000 0012")]
    first = FirstFacts(ADULT, details, "AM", Risk.HIGH, notes=[(NoteKind.OBSERVATION, "Came alone.")])
    officer = _somebody(desk, Role.INSPECTOR)
    return lambda at: cases.open_case(first, ground=AGREED, desk=desk, by=officer, at=at)


def _waiting() -> Referral:
    sent = Referral.objects.filter(status=Status.SENT, type="shelter")
    return sent.select_related("person", "receiving_desk__agency", "sending_desk__agency", "case").earliest("pk")


def _somebody(desk: Desk, role: Role) -> User:
    seat = Membership.objects.filter(desk=desk, role=role).select_related("user__agency").earliest("pk")
    return seat.user


ACTS: Final[dict[str, Prepared]] = {
    "withdraw": withdraw, "accept": accept, "open case": open_case, "escalate": escalate,
}  # fmt: skip
