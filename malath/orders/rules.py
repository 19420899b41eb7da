"""When an order may be answered, and what is struck out of what leaves. Pure."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from malath.orders.words import OPEN, Issuer, NotGiven, OrderState, Telling, WhyNotOrder, WhyNotTell, WhyRefused

CHECKED_WITHIN = timedelta(hours=24)
"""A supervisor looks within a day (domain §6)."""
REMINDED_BEFORE = timedelta(hours=24)
TOLD_WITHIN = timedelta(days=7)
STRUCK = "[***]"
SHORTEST = 3
"""Shorter words are not struck by themselves: they stand inside too many others."""


@dataclass(frozen=True)
class Choice:
    """What is decided about one thing that an order names."""

    number: int
    given: tuple[str, ...] = ()
    because: NotGiven | None = None


def why_not_record(*, body: str, asked: Sequence[str], whole: bool, dated_on: date, today: date) -> list[WhyNotOrder]:
    """Why an order is not recorded. One that is wrong is recorded all the same: it is refused with a letter."""
    checks = (
        (not body.strip(), WhyNotOrder.BODY_MISSING),
        (not asked and not whole, WhyNotOrder.NOTHING_NAMED),
        (dated_on > today, WhyNotOrder.AHEAD),
    )
    return [reason for failed, reason in checks if failed]


def what_is_wrong(
    *, issuer: Issuer, number: str, to_us: bool, whole: bool, valid_until: date | None, today: date
) -> list[WhyRefused]:
    """What is wrong with an order in itself: nothing is given on it, whatever it asks for (domain §6: a named basis, least
    data)."""
    checks = (
        (not number.strip(), WhyRefused.NO_NUMBER),
        (not to_us, WhyRefused.OTHER_BODY),
        (valid_until is not None and valid_until < today, WhyRefused.EXPIRED),
        (whole, WhyRefused.WHOLE_FILE),
        (issuer == Issuer.OTHER, WhyRefused.NO_POWER),
    )
    return [reason for failed, reason in checks if failed]


def why_not_decide(
    *,
    state: OrderState,
    wrong: Collection[WhyRefused],
    asked: Collection[int],
    choices: Sequence[Choice],
    there: Collection[str],
) -> list[WhyNotOrder]:
    """Why a decision is not taken: each thing named needs one, only what is there is given, and never on a wrong order."""
    if state not in OPEN:
        return [WhyNotOrder.ANSWERED]
    if wrong:
        return [WhyNotOrder.WRONG]
    given = [code for choice in choices for code in choice.given]
    decided = {choice.number for choice in choices if choice.given or choice.because}
    checks = (
        (decided != set(asked), WhyNotOrder.NOT_DECIDED),
        (not set(given) <= set(there), WhyNotOrder.NOT_THERE),
        (bool(decided) and not given, WhyNotOrder.NOTHING_GIVEN),
    )
    return [reason for failed, reason in checks if failed]


def why_not_check(*, state: OrderState, own: bool) -> list[WhyNotOrder]:
    """Why what would leave is not checked: by another than who wrote the order down, while it waits for that."""
    if state not in OPEN:
        return [WhyNotOrder.ANSWERED]
    if state != OrderState.DECIDED:
        return [WhyNotOrder.NOT_TO_CHECK]
    return [WhyNotOrder.OWN] if own else []


def why_not_release(*, state: OrderState, wrong: Collection[WhyRefused]) -> list[WhyNotOrder]:
    """Why nothing is given: what was not checked, and what an order that ran out meanwhile asked for."""
    if state not in OPEN:
        return [WhyNotOrder.ANSWERED]
    if wrong:
        return [WhyNotOrder.WRONG]
    return [] if state == OrderState.CHECKED else [WhyNotOrder.NOT_CHECKED]


def why_not_refuse(*, state: OrderState, because: Collection[WhyRefused]) -> list[WhyNotOrder]:
    """Why an order is not refused: never without a reason that its sender can read."""
    if state not in OPEN:
        return [WhyNotOrder.ANSWERED]
    return [] if because else [WhyNotOrder.REASON_MISSING]


def why_not_remind(*, state: OrderState, reminded: bool, due_at: datetime, at: datetime) -> list[WhyNotOrder]:
    """Why nobody is reminded: it was answered, they were, or there is time."""
    if state not in OPEN:
        return [WhyNotOrder.ANSWERED]
    return [WhyNotOrder.NOT_DUE] if reminded or due_at > at + REMINDED_BEFORE else []


def why_not_tell(
    how: Telling, *, state: OrderState, settled: bool, may_contact: bool, ask_on: date | None, today: date
) -> list[WhyNotTell]:
    """Why it is not written down that the person was told. Face to face may always be; by another way only as agreed."""
    checks = (
        (state != OrderState.RELEASED, WhyNotTell.NOT_RELEASED),
        (settled, WhyNotTell.TOLD),
        (how == Telling.AS_AGREED and not may_contact, WhyNotTell.NOT_NOW),
        (how == Telling.NOT_SAFE and (ask_on is None or ask_on <= today), WhyNotTell.DAY_MISSING),
    )
    return [reason for failed, reason in checks if failed][:1]


def struck(text: str, words: Iterable[str]) -> str:
    """A text without these words, however they are written; the longest first, so that no part of one stays."""
    long_enough = {word.strip() for word in words if len(word.strip()) >= SHORTEST}
    for word in sorted(long_enough, key=lambda one: (-len(one), one)):
        text = re.sub(r"\s+".join(map(re.escape, word.split())), STRUCK, text, flags=re.IGNORECASE)
    return text
