"""Sending a notice, and telling the Unit of it when its moment has come."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.agencies.words import Governorate
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.notices import news, queries, rules
from malath.notices.models import Notice
from malath.notices.words import Known, Others, Sector, WhyNotDeliver, WhyNotSend

CHANCE: Final = secrets.SystemRandom()


class CannotSend(Exception):
    """The notice would point at somebody."""

    def __init__(self, reasons: list[WhyNotSend]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotDeliver(Exception):
    """The Unit is not told now."""

    def __init__(self, reasons: list[WhyNotDeliver]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@dataclass(frozen=True)
class Said:
    """What a notice says: nothing else is there to be said."""

    governorate: Governorate
    sector: Sector
    others: Others
    life_in_danger: bool


@act
def send(said: Said, *, known: Known, holdings: Holdings, by: User, at: datetime, once: UUID | None = None) -> Notice:
    """Give a notice to the Unit, at a moment that chance chooses; at once when a life is in danger. The trail of the sender
    says that one was sent, not which: no file's trail says anything. The same form twice is one. Errors: `CannotSend`."""
    once = own_mark(once, by.reference, repr(said))
    if (sent := queries.sent_already(once, by)) is not None:
        audit.record(Did.NOTICE_SENT, subject=by.reference, by=by, at=at)
        return sent
    reasons = rules.why_not_send(
        said.governorate, said.sector, known=known, cells=queries.cells(),
        own_files=queries.own_files(holdings, said.governorate, at),
    )  # fmt: skip
    if reasons:
        raise CannotSend(reasons)
    wait = rules.delay(CHANCE.random(), life_in_danger=said.life_in_danger)
    notice = Notice.objects.create(
        governorate=said.governorate, sector=said.sector, others=said.others, life_in_danger=said.life_in_danger,
        release_at=at + wait, once=once,
    )  # fmt: skip
    audit.record(Did.NOTICE_SENT, subject=by.reference, by=by, at=at)
    if said.life_in_danger:
        deliver(notice, at=at)
    return notice


@act
def deliver(notice: Notice, *, at: datetime, by: Actor = WORKER) -> Notice:
    """Tell the Unit, once. Errors: `CannotDeliver`."""
    notice = queries.locked(notice.pk)
    reasons = rules.why_not_deliver(due=notice.release_at <= at, delivered=notice.delivered_at is not None)
    if reasons:
        raise CannotDeliver(reasons)
    notice.delivered_at = at
    notice.save(update_fields=["delivered_at"])
    audit.record(Did.NOTICE_DELIVERED, subject=notice.reference, by=by, at=at)
    news.tell_unit(notice, at=at)
    return notice
