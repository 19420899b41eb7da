"""Was everybody told of each referral that nobody answered, once for each step? Asked of the database."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from faults import whole
from faults.report import Verdict
from malath.accounts.models import Membership
from malath.accounts.roles import Role
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation import clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.referrals import queries as referrals
from malath.referrals.models import Referral
from malath.referrals.words import Escalation, Status

STEPS: Final = (Escalation.SUPERVISOR, Escalation.FOCAL_POINT)


def answer(what: str = "verdict") -> Any:
    """`due`: how many are still to be escalated now; `verdict`: whether each step was taken once, and told once."""
    if what == "due":
        return len(referrals.to_escalate(clock.now()))
    return asdict(everybody().and_also(Verdict(half=tuple(whole.broken()))))


def everybody() -> Verdict:
    """Of every referral that nobody answered, now that nothing is due any more."""
    return judged(_waiting(), _taken(), _told())


def judged(
    due: Iterable[tuple[str, Mapping[str, int]]], taken: Mapping[tuple[str, int], int], told: Mapping[tuple[str, str], int]
) -> Verdict:
    """`due`: each referral, and how often whom must be told of it; `taken`: how often each step was recorded; `told`: how
    often whom was told. A step is what is acknowledged: whoever was not told of one was missed, and that counts as lost."""
    lost: list[str] = []
    half: list[str] = []
    steps = 0
    for reference, wanted in due:
        for step in STEPS:
            steps += 1
            count = taken.get((reference, int(step)), 0)
            if count != 1:
                (half if count else lost).append(f"referral {reference}: step {int(step)} taken {count} times")
        for whom, times in wanted.items():
            count = told.get((reference, whom), 0)
            if count != times:
                (half if count > times else lost).append(f"referral {reference}: told {whom} {count} times, not {times}")
    return Verdict(steps, steps - len(lost), tuple(lost), tuple(half))


def _waiting() -> list[tuple[str, dict[str, int]]]:
    """Referrals that nobody answers: each superior is told once, the sender at each step."""
    rows = Referral.objects.filter(status=Status.SENT).select_related("sending_desk", "receiving_desk")
    return [(row.reference, _wanted(row)) for row in rows]


def _wanted(row: Referral) -> dict[str, int]:
    seats = Membership.objects.filter(until__isnull=True)
    agency = row.receiving_desk.agency_id if row.receiving_desk else 0
    superiors = seats.filter(role=Role.SUPERVISOR, desk__agency_id=agency)
    heads = seats.filter(role=Role.FOCAL_POINT)
    people = {f"user {seat.user_id}": 1 for seat in [*superiors, *heads]}
    receiver = {} if superiors and heads else {f"desk {row.receiving_desk_id}": 1}
    return {**people, **receiver, f"desk {row.sending_desk_id}": len(STEPS)}


def _taken() -> Counter[tuple[str, int]]:
    rows = Event.objects.filter(name=Did.REFERRAL_ESCALATED).values_list("subject", "facts")
    return Counter((subject, int(step)) for subject, facts in rows for step in STEPS if f'"step":"{int(step)}"' in facts)


def _told() -> Counter[tuple[str, str]]:
    rows = Item.objects.filter(kind=ItemKind.REFERRAL_UNANSWERED).values_list("subject", "desk_id", "user_id")
    return Counter((subject, f"user {user}" if user else f"desk {desk}") for subject, desk, user in rows)
