"""Acts of an order: written down, decided thing by thing, checked by another, given or refused, and told to the person.

Lock order: the person's file row, then the order.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from malath.accounts import queries as accounts
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.documents import actions as documents
from malath.documents.actions import About
from malath.documents.models import Letter
from malath.documents.words import LetterKind
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.orders import news, queries, rules
from malath.orders.models import Asked, Order
from malath.orders.queries import package, things
from malath.orders.rules import Choice
from malath.orders.words import Issuer, OrderState, Telling, WhyNotOrder, WhyNotTell, WhyRefused
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import retention
from malath.privacy.rules import Sight
from malath.privacy.words import HoldKind

if TYPE_CHECKING:
    from malath.people.models import Person

LETTER_LASTS = timedelta(days=365)
NO_NUMBER = "–"


class CannotAnswer(Exception):
    """The order is not recorded, decided, checked, given or refused as asked."""

    def __init__(self, reasons: list[WhyNotOrder]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotTell(Exception):
    """It is not written down that the person was told."""

    def __init__(self, reasons: list[WhyNotTell]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@dataclass(frozen=True)
class Paper:
    """What stands on the paper. `asked`: each thing that it names, in its words; `to_desk`: the office it comes from, where
    that is in the directory."""

    issuer: Issuer
    body: str
    number: str
    dated_on: date
    due_at: datetime
    asked: tuple[str, ...]
    whole: bool = False
    to_us: bool = True
    valid_until: date | None = None
    to_desk: Desk | None = None


@act
def record_order(person: "Person", paper: Paper, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None) -> Order:
    """Write down that an order came. The data protection officers of the body are told at once, and from now on the file is
    held: nothing of it is erased. Opens nothing to anybody. The same form twice is one order. Errors: `CannotAnswer`."""
    file = privacy.lock(person.pk)
    mark = own_mark(once, by.reference, person.reference, paper.body, *paper.asked)
    if (known := queries.known(mark)) is not None:
        _record(Did.ORDER_RECORDED, known, by=by, at=at, again="1")
        return known
    today = clock.in_amman(at).date()
    _stop_if(rules.why_not_record(body=paper.body, asked=paper.asked, whole=paper.whole, dated_on=paper.dated_on, today=today))
    order = Order(
        person=person, key=person.key, issuer=paper.issuer, dated_on=paper.dated_on, valid_until=paper.valid_until,
        due_at=paper.due_at, to_us=paper.to_us, whole=paper.whole, to_desk=paper.to_desk, desk=desk, recorded_at=at,
        recorded_by=by.reference, once=mark,
    )  # fmt: skip
    order.seal(body=paper.body, number=paper.number)
    order.save(force_insert=True)
    for number, words in enumerate(paper.asked, start=1):
        row = Asked(order=order, key=person.key, number=number)
        row.seal(words=words)
        row.save(force_insert=True)
    retention.hold(file, kind=HoldKind.COURT, number=paper.number or NO_NUMBER, by=by, at=at)
    _record(Did.ORDER_RECORDED, order, by=by, at=at, issuer=paper.issuer.value)
    news.tell_officers(order, ItemKind.ORDER_ARRIVED, at=at)
    return order


@act
def decide_order(order: Order, choices: Sequence[Choice], *, by: Actor, at: datetime) -> Order:
    """Decide about each thing that an order names: what of the file is given on it, or why nothing. Who sees the file is
    asked to check what would leave. Decided anew, it is checked anew. Errors: `CannotAnswer`."""
    order = _locked(order)
    asked = queries.asked_in(order)
    reasons = rules.why_not_decide(
        state=OrderState(order.state), wrong=queries.wrong_with(order, at), asked=[row.number for row in asked],
        choices=choices, there=[thing.code for thing in things.things_of(order)],
    )  # fmt: skip
    _stop_if(reasons)
    by_number = {choice.number: choice for choice in choices}
    for row in asked:
        choice = by_number[row.number]
        row.given, row.because = list(dict.fromkeys(choice.given)), choice.because or ""
        row.save(update_fields=["given", "because"])
    order.state, order.decided_at, order.decided_by = OrderState.DECIDED, at, by.reference
    order.checked_at, order.checked_by = None, ""
    order.seal(package="", objection="")
    order.save(update_fields=["state", "decided_at", "decided_by", "checked_at", "checked_by", "package", "objection"])
    kinds = sorted({code.partition(":")[0] for choice in choices for code in choice.given})
    inbox.settle(order.reference, [ItemKind.ORDER_ARRIVED, ItemKind.ORDER_CHECKED], by=by, at=at)
    _record(Did.ORDER_DECIDED, order, by=by, at=at, given=" ".join(kinds))
    news.tell_checkers(order, at=at)
    return order


@act
def check_order(
    order: Order, *, decided_at: datetime, sight: Sight, holdings: Holdings, strike: str, by: Actor, at: datetime
) -> Order:
    """Somebody who sees the file has read what would leave, and struck out what must not. From now on what is given is this,
    word for word. `decided_at`: which decision they have read. Errors: `CannotAnswer`."""
    order = _locked(order)
    _stop_if(rules.why_not_check(state=OrderState(order.state), own=order.recorded_by == by.reference))
    _stop_if([WhyNotOrder.CHANGED] if order.decided_at != decided_at else [])
    asked, given = queries.asked_in(order), queries.given_in(order)
    named = {code for row in asked for code in row.given}
    _stop_if([] if named <= given.keys() and things.reads(sight, holdings, given.values()) else [WhyNotOrder.NOT_THERE])
    content = package.package_of(order, asked, given, sight=sight, holdings=holdings, strike=strike, at=at)
    order.seal(package=json.dumps(content, ensure_ascii=False))
    order.state, order.checked_at, order.checked_by = OrderState.CHECKED, at, by.reference
    order.save(update_fields=["package", "state", "checked_at", "checked_by"])
    inbox.settle(order.reference, [ItemKind.ORDER_TO_CHECK], by=by, at=at)
    _record(Did.ORDER_CHECKED, order, by=by, at=at)
    news.tell_officers(order, ItemKind.ORDER_CHECKED, at=at)
    return order


@act
def give_back_order(order: Order, *, because: str, by: Actor, at: datetime) -> Order:
    """What would leave must not leave like this: the data protection officer decides anew. Errors: `CannotAnswer`."""
    order = _locked(order)
    _stop_if(rules.why_not_check(state=OrderState(order.state), own=order.recorded_by == by.reference))
    _stop_if([] if because.strip() else [WhyNotOrder.REASON_MISSING])
    order.state = OrderState.RECEIVED
    order.seal(objection=because)
    order.save(update_fields=["state", "objection"])
    inbox.settle(order.reference, [ItemKind.ORDER_TO_CHECK], by=by, at=at)
    _record(Did.ORDER_GIVEN_BACK, order, by=by, at=at)
    news.tell_officers(order, ItemKind.ORDER_ARRIVED, at=at)
    return order


@act
def release_order(order: Order, *, by: Actor, at: datetime) -> Order:
    """Give what was checked, and nothing else, as a letter for that office alone. No access opens: the file stays closed to
    it. What left is kept, and the key worker is asked to tell the person once it is safe. Errors: `CannotAnswer`."""
    order = _locked(order)
    _stop_if(rules.why_not_release(state=OrderState(order.state), wrong=queries.wrong_with(order, at)))
    level = things.level_of(queries.given_in(order).values())
    letter = _issue(order, queries.package_in(order), by=by, at=at)
    _answer(order, OrderState.RELEASED, by=by, at=at)
    privacy.record_left(
        order.person, how="order", level=level, reference=order.reference, to=order.to_desk, by=by, at=at
    )  # fmt: skip
    _record(Did.ORDER_RELEASED, order, by=by, at=at, letter=letter.reference, level=str(int(level)))
    _ask_to_tell(order, clock.in_amman(at).date() + rules.TOLD_WITHIN, by=by, at=at)
    news.tell_of_answer(order, at=at)
    return order


@act
def refuse_order(order: Order, because: Collection[WhyRefused], *, by: Actor, at: datetime) -> Order:
    """Nothing is given on an order; who sent it gets a letter that says why, and not whether anybody is known here. Errors:
    `CannotAnswer`."""
    order = _locked(order)
    reasons = [reason for reason in WhyRefused if reason in because]
    _stop_if(rules.why_not_refuse(state=OrderState(order.state), because=reasons))
    letter = _issue(order, package.refusal_of(order, reasons, at), by=by, at=at)
    order.refused_because = [reason.value for reason in reasons]
    order.seal(package="")
    _answer(order, OrderState.REFUSED, by=by, at=at)
    facts = {"letter": letter.reference, "because": " ".join(order.refused_because)}
    _record(Did.ORDER_REFUSED, order, by=by, at=at, **facts)
    news.tell_of_answer(order, at=at)
    return order


@act
def take_answer(letter: Letter, order: Order, *, by: Actor, at: datetime) -> Letter:
    """Somebody takes a copy of the answer: to hand it over, or because it was given to their desk."""
    order = _locked(order)
    return documents.take(letter, _about(order), by=by, at=at)


@act
def remind_of_order(order: Order, *, at: datetime, by: Actor = WORKER) -> Order:
    """Within a day the answer is due: whoever it waits for is told, once. Errors: `CannotAnswer`."""
    order = _locked(order)
    state, reminded = OrderState(order.state), order.reminded_at is not None
    _stop_if(rules.why_not_remind(state=state, reminded=reminded, due_at=order.due_at, at=at))
    order.reminded_at = at
    order.save(update_fields=["reminded_at"])
    _record(Did.ORDER_REMINDED, order, by=by, at=at)
    news.tell_due(order, at=at)
    return order


@act
def tell_person(order: Order, how: Telling, *, ask_on: date | None = None, by: Actor, at: datetime) -> Order:
    """Write down what came of telling the person that papers were given. Nothing is sent to them by itself; by phone or
    message only as they agreed. Not safe yet: the desk is asked again on a later day. Errors: `CannotTell`."""
    order = _locked(order)
    today = clock.in_amman(at).date()
    reasons = rules.why_not_tell(
        how, state=OrderState(order.state), settled=order.telling not in ("", Telling.NOT_SAFE),
        may_contact=queries.may_contact(order.person, at).yes, ask_on=ask_on, today=today,
    )  # fmt: skip
    if reasons:
        raise CannotTell(reasons)
    order.telling, order.told_at, order.told_by = how, at, by.reference
    order.ask_on = ask_on if how == Telling.NOT_SAFE else None
    order.save(update_fields=["telling", "told_at", "told_by", "ask_on"])
    _settle_task(order, by=by, at=at)
    _record(Did.ORDER_TOLD, order, by=by, at=at, how=how.value)
    if order.ask_on is not None:
        _ask_to_tell(order, order.ask_on, by=by, at=at)
    return order


def _ask_to_tell(order: Order, due_on: date, *, by: Actor, at: datetime) -> None:
    """A task for the key worker of the desk: once it is safe, and as was agreed with the person."""
    case = case_queries.open_case_of(order.person_id)
    if case is None:
        return
    member = case_queries.key_worker_of(case, order.desk, at)
    worker = member.user if member and not _is_kept_out(member.user, order, at) else None
    with translation.override(worker.language if worker else "ar"):
        title = _("Papers were given on an order: tell the person when it is safe.")
    task = cases.set_task(case, title, due_on=due_on, desk=order.desk, worker=worker, by=by, at=at)
    order.task = task.reference
    order.save(update_fields=["task"])


def _settle_task(order: Order, *, by: Actor, at: datetime) -> None:
    case = case_queries.open_case_of(order.person_id)
    task = case_queries.task_by_reference(case, order.task) if case and order.task else None
    if task is not None and task.settled_at is None:
        cases.settle_task(task, by=by, at=at)


def _is_kept_out(user: Any, order: Order, at: datetime) -> bool:
    return privacy_queries.is_kept_out(accounts.holdings(user, at), order.person)


def _issue(order: Order, content: Mapping[str, Any], *, by: Actor, at: datetime) -> Letter:
    return documents.issue(
        _about(order), kind=LetterKind.ORDER, content=content, desk=order.desk, for_desk=order.to_desk,
        valid_until=at + LETTER_LASTS, by=by, at=at,
    )  # fmt: skip


def _answer(order: Order, state: OrderState, *, by: Actor, at: datetime) -> None:
    order.state, order.answered_at, order.answered_by = state, at, by.reference
    order.save(update_fields=["state", "answered_at", "answered_by", "refused_because", "package"])
    waited = [ItemKind.ORDER_ARRIVED, ItemKind.ORDER_TO_CHECK, ItemKind.ORDER_CHECKED, ItemKind.ORDER_DUE]
    inbox.settle(order.reference, waited, by=by, at=at)


def _about(order: Order) -> About:
    return About(order.reference, order.person.reference, order.key)


def _locked(order: Order) -> Order:
    privacy.lock(order.person_id)
    return queries.locked(order.pk)


def _stop_if(reasons: list[WhyNotOrder]) -> None:
    if reasons:
        raise CannotAnswer(reasons)


def _record(event: Did, order: Order, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=order.reference, file=order.person.reference, by=by, at=at, facts=facts)
