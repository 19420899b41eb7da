"""What bodies may pass on to each other, under an agreement of the two or the protocol of the mechanism. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from malath.privacy.words import Level, Purpose, WhyNotShare


@dataclass(frozen=True)
class Terms:
    """What is agreed between bodies: for what (nothing named: for everything), up to which level, from which day, until
    which last one."""

    level: Level
    from_on: date
    last_on: date | None = None
    purposes: tuple[Purpose, ...] = ()


@dataclass(frozen=True)
class Shared:
    """What two bodies agreed about sharing, or one of them (`body_id`) under the protocol of the mechanism: for what
    (nothing named: for everything), up to where, from when until when."""

    id: int
    body_id: int
    other_id: int | None
    purposes: frozenset[Purpose]
    level: Level
    from_on: date
    last_on: date | None = None
    ended_on: date | None = None

    def has_begun(self, today: date) -> bool:
        """Whether it ever held until today. One that was ended before its first day never did."""
        return self.from_on <= today and (self.ended_on is None or self.ended_on >= self.from_on)

    def reaches(self, purpose: Purpose, today: date) -> Level:
        """How far it lets something go today, L0 for not at all."""
        over = self.ended_on is not None or (self.last_on is not None and self.last_on < today)
        covered = not self.purposes or purpose in self.purposes
        return self.level if covered and not over else Level.L0


def shared_level(agreed: Iterable[Shared], sender_id: int, receiver_id: int, purpose: Purpose, today: date) -> Level:
    """Up to where one body may pass on to another for a purpose: under an agreement of the two, or as far as the protocol
    of the mechanism binds both (domain §6). L0: nothing leaves. What was agreed last holds in place of what was before; a
    body about which nothing was recorded joined the mechanism under its protocol, with everything."""
    if sender_id == receiver_id:
        return Level.L4
    rows, pair = list(agreed), {sender_id, receiver_id}
    between = _last([row for row in rows if {row.body_id, row.other_id} == pair], today)
    under = [_last([row for row in rows if row.other_id is None and row.body_id == body], today) for body in pair]
    protocol = min(row.reaches(purpose, today) if row else Level.L4 for row in under)
    return max(between.reaches(purpose, today) if between else Level.L0, protocol)


def _last(rows: list[Shared], today: date) -> Shared | None:
    return max((row for row in rows if row.has_begun(today)), key=lambda row: (row.from_on, row.id), default=None)


def why_not_agree(*, same_body: bool, from_on: date, last_on: date | None, today: date) -> list[WhyNotShare]:
    """Why an agreement is not recorded. It never begins in the past."""
    checks = (
        (same_body, WhyNotShare.SAME_BODY),
        (from_on < today, WhyNotShare.IN_THE_PAST),
        (last_on is not None and last_on < from_on, WhyNotShare.ENDS_BEFORE_IT_BEGINS),
    )
    return [reason for failed, reason in checks if failed]


def why_not_end_agreement(*, ended: bool, last_on: date | None, today: date) -> list[WhyNotShare]:
    """Why an agreement is not ended: it is over."""
    return [WhyNotShare.HAS_ENDED] if ended or (last_on is not None and last_on < today) else []
