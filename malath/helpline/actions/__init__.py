"""Acts of desk codes and of what came in through them.

Lock order: the desk code, the concern, the trail. Who used a code acts as that code: nobody is named.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor, Machine
from malath.foundation.acts import act
from malath.foundation.clock import in_amman
from malath.foundation.references import ALPHABET, own_mark
from malath.foundation.sealing import erase, new_data_key
from malath.helpline import news, queries, rules
from malath.helpline.models import Concern, DeskCode, SeenPhone
from malath.helpline.queries import Said
from malath.helpline.words import CameOfIt, CodeState, WhyNot

RECEIPT_LETTERS: Final = 8


class CannotDo(Exception):
    """An act on a code or a concern was refused, for reasons that the page can show."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@dataclass(frozen=True)
class Given:
    """A new code. It exists here only, and is shown once."""

    code: DeskCode
    digits: str


@dataclass(frozen=True)
class Received:
    """What arrived, and the word with which its sender can ask once more whether it did."""

    concern: Concern
    receipt: str


@act
def give_code(desk: Desk, *, days: int, openings: int, by: Actor, at: datetime) -> Given:
    """A desk makes a code for volunteers. Errors: `CannotDo`."""
    desk = queries.locked_desk(desk)
    alive = queries.codes_that_open(desk, at)
    _refuse(rules.why_not_give(desk_closed=desk.ended_at is not None, alive=alive))
    digits = "".join(secrets.choice("0123456789") for _ in range(rules.DIGITS))
    code = DeskCode.objects.create(
        desk=desk, number=queries.last_number(desk) + 1, code_hash=queries.hash_of(digits), days=days, openings=openings,
        made_by=by.reference, made_at=at, until=at + timedelta(days=days), most=openings,
    )  # fmt: skip
    _record(Did.DESK_CODE_GIVEN, code, by=by, at=at, days=str(days), openings=str(openings))
    return Given(code, digits)


@act
def renew_code(code: DeskCode, *, by: Actor, at: datetime) -> DeskCode:
    """It opens as long and as often again, from now on. Errors: `CannotDo`."""
    code = queries.locked_code(code)
    _refuse(rules.why_not_renew(ended=code.ended_at is not None, desk_closed=code.desk.ended_at is not None))
    code.until, code.most = at + timedelta(days=code.days), code.opened + code.openings
    code.save(update_fields=["until", "most"])
    _record(Did.DESK_CODE_RENEWED, code, by=by, at=at)
    return code


@act
def end_code(code: DeskCode, *, by: Actor, at: datetime) -> DeskCode:
    """It opens nothing any more, and cards that are open close with the next press. Errors: `CannotDo`."""
    code = queries.locked_code(code)
    _refuse([WhyNot.CODE_ENDED] if code.ended_at is not None else [])
    code.ended_at, code.ended_by = at, by.reference
    code.save(update_fields=["ended_at", "ended_by"])
    SeenPhone.objects.filter(code=code).delete()
    _record(Did.DESK_CODE_ENDED, code, by=by, at=at)
    return code


@act
def open_card(code: DeskCode, *, phone: str, at: datetime) -> DeskCode | None:
    """Somebody typed a code. None when it does not open any more. Counted are how often, and on how many phones or networks."""
    code = queries.locked_code(code)
    opens = queries.life_of(code).state(at) == CodeState.OPENS
    if opens:
        mark = salted_hmac("malath.helpline.phone", f"{code.reference}:{phone}", algorithm="sha256").hexdigest()
        _, new = SeenPhone.objects.get_or_create(code=code, mark=mark)
        code.opened, code.phones, code.last_on = code.opened + 1, code.phones + new, in_amman(at).date()
        code.save(update_fields=["opened", "phones", "last_on"])
    _record(Did.CARD_OPENED if opens else Did.CARD_REFUSED, code, by=_behind(code), at=at)
    return code if opens else None


@act
def send_concern(code: DeskCode, said: Said, *, at: datetime, once: UUID | None = None) -> Received | None:
    """Somebody with the card is worried about somebody. None when the code carries no more. The same form twice is one."""
    code = queries.locked_code(code)
    once = own_mark(once, code.reference, repr(said))
    receipt = _receipt(once)
    if (before := queries.sent_already(once)) is not None:
        _record(Did.CONCERN_SENT, code, by=_behind(code), at=at, concern=before.reference)
        return Received(before, receipt)
    if not queries.life_of(code).carries(at):
        _record(Did.CARD_REFUSED, code, by=_behind(code), at=at)
        return None
    concern = _written(code, said, receipt, once, at)
    code.sent += 1
    code.save(update_fields=["sent"])
    _record(Did.CONCERN_SENT, code, by=_behind(code), at=at, concern=concern.reference)
    if not news.tell_desk(concern, at=at):
        _tell_above(concern, by=_behind(code), at=at)
    return Received(concern, receipt)


@act
def take_concern(concern: Concern, *, by: Actor, at: datetime) -> Concern:
    """Somebody looks after it from now on. Errors: `CannotDo`."""
    concern = queries.locked(concern)
    _refuse(rules.why_not_take(taken=concern.taken_at is not None, settled=concern.settled_at is not None))
    concern.taken_at, concern.taken_by = at, by.reference
    concern.save(update_fields=["taken_at", "taken_by"])
    news.settle(concern, by=by, at=at)
    audit.record(Did.CONCERN_TAKEN, subject=concern.reference, by=by, at=at, file=concern.reference)
    return concern


@act
def settle_concern(concern: Concern, came_of_it: CameOfIt, *, by: Actor, at: datetime) -> Concern:
    """What came of it. Its words are let go after a month. Errors: `CannotDo`."""
    concern = queries.locked(concern)
    _refuse(rules.why_not_settle(taken=concern.taken_at is not None, settled=concern.settled_at is not None))
    concern.came_of_it, concern.settled_at, concern.settled_by = came_of_it, at, by.reference
    concern.save(update_fields=["came_of_it", "settled_at", "settled_by"])
    facts = {"came_of_it": came_of_it.value}
    audit.record(Did.CONCERN_SETTLED, subject=concern.reference, by=by, at=at, file=concern.reference, facts=facts)
    return concern


@act
def escalate_concern(concern: Concern, *, at: datetime, by: Actor = WORKER) -> Concern:
    """Nobody looks after it in time: those above are told, once. Errors: `CannotDo`."""
    concern = queries.locked(concern)
    told, taken = concern.escalated_at is not None, concern.taken_at is not None
    _refuse(rules.why_not_escalate(taken=taken, told=told, due=concern.look_by <= at))
    _tell_above(concern, by=by, at=at)
    return concern


@act
def let_go(concern: Concern, *, at: datetime, by: Actor = WORKER) -> Concern:
    """What was said is thrown away with its key; that there was a concern, and what came of it, stays. Errors: `CannotDo`."""
    concern = queries.locked(concern)
    over = concern.settled_at is not None and concern.settled_at + rules.WORDS_KEPT <= at and concern.said is not None
    _refuse([] if over else [WhyNot.NOT_DUE])
    concern.said = None
    concern.save(update_fields=["said"])
    erase(concern.key, at=at)
    audit.record(Did.CONCERN_LET_GO, subject=concern.reference, by=by, at=at, file=concern.reference)
    return concern


def _written(code: DeskCode, said: Said, receipt: str, once: UUID | None, at: datetime) -> Concern:
    how_soon = rules.how_soon([queries.levels()[sign] for sign in said.signs], soon=said.soon)
    concern = Concern(
        desk=code.desk, code=code, key=new_data_key(), how_soon=how_soon, receipt_hash=queries.receipt_hash(receipt),
        once=once, at=at, look_by=queries.look_by(code.desk, how_soon, at),
    )  # fmt: skip
    concern.seal(said=json.dumps(said.as_kept(), ensure_ascii=False))
    concern.save(force_insert=True)
    return concern


def _tell_above(concern: Concern, *, by: Actor, at: datetime) -> None:
    concern.escalated_at = at
    concern.save(update_fields=["escalated_at"])
    told = news.tell_above(concern, at=at)
    facts = {"told": str(told)}
    audit.record(Did.CONCERN_ESCALATED, subject=concern.reference, by=by, at=at, file=concern.reference, facts=facts)


def _receipt(once: UUID | None) -> str:
    """The word for the sender: from the mark of the form, so that the same form sent twice gives the same."""
    if once is None:
        return "".join(secrets.choice(ALPHABET) for _ in range(RECEIPT_LETTERS))
    drawn = salted_hmac("malath.helpline.receipt", once.hex, algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn[:RECEIPT_LETTERS])


def _behind(code: DeskCode) -> Machine:
    """Who acts with a code: nobody by name, the desk's code by reference."""
    return Machine(code.reference, code.desk.agency.reference, "link")


def _record(event: Did, code: DeskCode, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=code.reference, by=by, at=at, facts=facts)


def _refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotDo(reasons)
