"""What may leave in a transfer package, and when it has to be asked after. Pure."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime

from malath.exchange.package_words import Confirmed, WhyNotKey, WhyNotPackage
from malath.privacy.neutral import is_neutral


def why_not_make(
    *, agreed: bool, has_key: bool, key_in_use: bool, texts: Iterable[str], word: bool, health: bool, health_agreed: bool
) -> list[WhyNotPackage]:
    """Why a package does not leave now. `health`: said in words, or in a letter that goes along."""
    refused = {
        WhyNotPackage.NOT_AGREED: not agreed,
        WhyNotPackage.NO_KEY: not has_key,
        WhyNotPackage.NOT_CONFIRMED: not key_in_use,
        WhyNotPackage.HEALTH: health and not health_agreed,
        WhyNotPackage.WORD: not word and not all(map(is_neutral, texts)),
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_take(
    *, taken: bool, stopped: bool, agreed: bool, revoked: bool, receives: bool, open_already: bool
) -> list[WhyNotPackage]:
    """Why the person of a package that was opened is not expected here."""
    if taken or stopped:
        return [WhyNotPackage.STOPPED if stopped else WhyNotPackage.TAKEN]
    refused = {
        WhyNotPackage.NO_CONSENT: not agreed,
        WhyNotPackage.REVOKED: revoked,
        WhyNotPackage.NOT_A_MISSION: not receives,
        WhyNotPackage.EXPECTED: open_already,
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_acknowledge(*, received: bool, taken: bool, says_taken: bool) -> list[WhyNotPackage]:
    """Why a receipt changes nothing: one that says that the person is expected may come after the first."""
    return [WhyNotPackage.ACKNOWLEDGED] if received and (taken or not says_taken) else []


def why_not_stop(*, over: bool, has_key: bool, key_in_use: bool) -> list[WhyNotPackage]:
    """Why a mission is not told that a package stands for nothing any more. `over`: the yes was taken back, or the return
    ended."""
    refused = {
        WhyNotPackage.STANDS: not over,
        WhyNotPackage.NO_KEY: not has_key,
        WhyNotPackage.NOT_CONFIRMED: not key_in_use,
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_take_stop(*, stopped: bool, came: bool) -> list[WhyNotPackage]:
    """Why a mission is not stopped: it was before, or the person is there."""
    if stopped:
        return [WhyNotPackage.STOPPED]
    return [WhyNotPackage.CAME_HERE] if came else []


def why_not_confirm(*, waiting: bool, same_person: bool, how: Confirmed, digits: bool) -> list[WhyNotKey]:
    """Why a key is not taken into use: two pairs of eyes, or the mission's own voice, and the digits compared."""
    refused = {
        WhyNotKey.NOT_WAITING: not waiting,
        WhyNotKey.SAME_PERSON: same_person and how == Confirmed.SECOND,
        WhyNotKey.DIGITS: not digits,
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_remind(receipt_due: datetime, reminded_at: datetime | None, received: bool, at: datetime) -> list[WhyNotPackage]:
    """Why nobody is told that a mission is silent."""
    return [] if receipt_due <= at and reminded_at is None and not received else [WhyNotPackage.NOT_DUE]


def same_digits(typed: str, fingerprint: str) -> bool:
    """Whether the digits that were read out are those of the key, in whatever script they were typed."""
    digits = "".join(str(unicodedata.digit(sign)) for sign in typed if sign.isdigit())
    return digits == fingerprint.replace(" ", "")
