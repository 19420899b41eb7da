"""Rows as the parts hand them over to be counted, invented from a seed, and the real compile over them: pseudonyms, codes, columns, the
last case of each person. Only the reading of the database is not in it."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Final
from unittest import mock

from malath.agencies.words import AgencyKind, Governorate, ServiceKind
from malath.cases.queries.for_figures import FOUND, CountedCase
from malath.cases.words import CaseStatus, DecidedBy, Risk
from malath.people.words import AgeBand, Sex
from malath.referrals.queries.for_figures import CountedReferral
from malath.referrals.words import DeclineReason, Status, Urgency
from malath.statistics import compiling
from malath.statistics.compiling.columns import Columns
from malath.statistics.words import Unit

SEED: Final = 61
NOW: Final = datetime(2026, 11, 1, tzinfo=UTC)
MONTHS: Final = [NOW - timedelta(days=30 * months) for months in range(60)]
NATIONS: Final = [["JO"], ["PH"], ["BD"], ["UG"], ["ET"], ["KE"], ["LK"], ["EG"], ["SY"], ["NP"], ["JO", "SY"], []]
PURPOSES: Final = [frozenset(), frozenset({"forced_labour"}), frozenset({"prostitution"}), frozenset({"servitude", "sexual"})]
BODIES: Final = [f"BODY-{number:03}" for number in range(40)]
HOUR: Final = timedelta(hours=1)
ANSWERS: Final = [
    *((status.value, "", None) for status in (Status.SENT, Status.ACKNOWLEDGED, Status.WITHDRAWN)),
    *((status.value, "", after) for status in (Status.ACCEPTED, Status.COMPLETED, Status.STOPPED) for after in (-HOUR, HOUR)),
    *((Status.DECLINED.value, why, after) for why in DeclineReason.values for after in (-HOUR, HOUR)),
]
"""What became of a referral, why it was declined, and how long after its time it was answered: only what can be of one."""
STAGES: Final = [
    *((stage.value, stage.value) for stage in FOUND),
    *((stage.value, None) for stage in CaseStatus if stage not in FOUND),
]
"""Where a case stands, and what was said of the person."""
AGAIN: Final = 0.1
"""How many cases are another one of somebody before."""


def cases(rows: int) -> Iterator[CountedCase]:
    pick = random.Random(SEED).choices  # repeatable invention, not a secret
    chance = random.Random(SEED + 1).random
    columns = (
        MONTHS,
        Sex.values,
        AgeBand.values,
        NATIONS,
        Governorate.values,
        Risk.values,
        STAGES,
        AgencyKind.values,
        DecidedBy.values,
    )
    for start in range(0, rows, 10_000):
        some = [pick(values, k=10_000) for values in columns]
        for number, (*said, (stage, found), kind, decided) in enumerate(zip(*some, strict=True), start):
            if number < rows:
                who = int(number * chance()) if chance() < AGAIN else number
                of_finding = (found, decided, said[0]) if found else (None, None, None)
                yield CountedCase._make((number, who, *said, stage, kind, *of_finding))


def referrals(rows: int) -> Iterator[CountedReferral]:
    pick, kinds = random.Random(SEED + 2).choices, AgencyKind.values
    columns = (
        MONTHS, Sex.values, AgeBand.values, ServiceKind.values, Urgency.values, kinds, kinds, BODIES, ANSWERS, [0, 0, 0, 1], BODIES,
        BODIES,
    )  # fmt: skip
    for start in range(0, rows, 10_000):
        for who, (*said, (status, why, after), breached, officer, body) in enumerate(
            zip(*(pick(some, k=10_000) for some in columns), strict=True), start
        ):
            if who < rows:
                sent = said[0]
                answered = after and sent + after
                yield CountedReferral._make((who, *said, status, why, breached, answered, sent, None, officer, body, sent))


def compiled(rows: int) -> dict[Unit, Columns]:
    """Half of the rows are cases, half referrals."""
    half = rows // 2
    named = {number: PURPOSES[number % len(PURPOSES)] for number in range(half)}
    stand_in = {
        "counted_cases": cases(half), "counted_referrals": referrals(half), "purposes": named, "one_moment": nullcontext(),
        "counted_returns": (), "counted_contacts": (), "standing_together": {}, "senders": (), "trained_since": {}, "systems": (),
    }  # fmt: skip
    with ExitStack() as stack:
        for name, instead in stand_in.items():
            stack.enter_context(mock.patch.object(compiling, name, return_value=instead))
        return compiling.compiled(NOW)
