"""Reads of orders: what waits for the data protection officer, and one order as each of those sees it who has a part in it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power, Role
from malath.accounts.rules import Holdings
from malath.documents import queries as documents
from malath.documents.models import Letter
from malath.documents.queries import LetterLine
from malath.foundation import clock
from malath.foundation.asking import ask
from malath.orders import rules
from malath.orders.models import Asked, Order
from malath.orders.queries.things import Thing, things_of
from malath.orders.rules import Choice
from malath.orders.words import ANSWERED, OPEN, Issuer, NotGiven, OrderState, Telling, WhyNotOrder, WhyRefused
from malath.people import queries as people
from malath.people.rules import MayContact
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Section
from malath.ui.pieces import Tone

if TYPE_CHECKING:
    from malath.people.models import Person

PAGE = 25
MOST = 100
JOINED = ("person__key", "key", "desk__agency", "to_desk__agency")
TONE: dict[OrderState, Tone] = {OrderState.RELEASED: "ok", OrderState.REFUSED: "quiet", OrderState.CHECKED: "info"}


@dataclass(frozen=True)
class OrderLine:
    """An order in a list: never its number, nor what it asks for."""

    reference: str
    person_reference: str
    issuer: Issuer
    state: OrderState
    due_at: datetime
    recorded_at: datetime
    answered_at: datetime | None
    telling: Telling | None

    @property
    def tone(self) -> Tone:
        return TONE.get(self.state, "warn")

    @property
    def waits(self) -> bool:
        return self.state in OPEN

    @property
    def to_tell(self) -> bool:
        """Whether the person has still to be told that papers were given."""
        return self.state == OrderState.RELEASED and self.telling in (None, Telling.NOT_SAFE)


@dataclass(frozen=True)
class AskedLine:
    """One thing that an order names, what is given on it, and why not."""

    number: int
    words: str
    given: tuple[str, ...]
    because: NotGiven | None


@dataclass(frozen=True)
class OrderList:
    """Orders that wait, the soonest due first, and those answered last."""

    waiting: tuple[OrderLine, ...]
    answered: tuple[OrderLine, ...]

    @property
    def files(self) -> list[str]:
        return list(dict.fromkeys(line.person_reference for line in (*self.waiting, *self.answered)))


@dataclass(frozen=True)
class OrderPage:
    """One order. `wrong`: what is wrong with it in itself; `check_by`: until when what leaves is looked at."""

    line: OrderLine
    body: str
    number: str
    dated_on: Any
    valid_until: Any
    to_us: bool
    whole: bool
    desk: str
    asked: tuple[AskedLine, ...]
    wrong: tuple[WhyRefused, ...]
    refused: tuple[WhyRefused, ...]
    objection: str
    decided_at: datetime | None
    checked_at: datetime | None
    check_by: datetime | None
    why_not_release: tuple[WhyNotOrder, ...]
    letter: LetterLine | None
    ask_on: Any
    told_at: datetime | None

    @property
    def given(self) -> list[str]:
        return [label for line in self.asked for label in line.given]


def locked(pk: int) -> Order:
    """An order, locked until the act ends. The caller holds the person's file row."""
    return Order.objects.select_for_update(of=("self",)).select_related(*JOINED).get(pk=pk)


def _orders() -> QuerySet[Order]:
    return Order.objects.select_related(*JOINED)


def order_to_decide(holdings: Holdings, reference: str, at: datetime) -> Order | None:
    """An order that this officer decides about. One statement, the same for one that never was, is not theirs or is kept from
    them."""
    rows = _shown(holdings, at).select_related(*JOINED)
    return rows.filter(reference=reference, key__erased_at__isnull=True).first()


def order_for_office(holdings: Holdings, reference: str) -> Order | None:
    """An answered order that came from a desk at which the viewer answers. One statement, as above."""
    blocked, related = privacy.few_kept_from(holdings)
    rows = _orders().filter(to_desk_id__in=holdings.desks_with(Power.ANSWER), state__in=ANSWERED)
    rows = rows.exclude(person_id__in=blocked).exclude(person_id__in=related)
    return rows.filter(reference=reference, key__erased_at__isnull=True).first()


def order_of(person: "Person", reference: str, holdings: Holdings) -> Order | None:
    """An order about a person that came to the viewer's own body; other bodies learn nothing of it."""
    rows = _orders().filter(person=person, desk__agency_id=holdings.agency_id)
    return rows.filter(reference=reference).first()


def orders_of(person: "Person", holdings: Holdings) -> tuple[OrderLine, ...]:
    """The orders about a person that came to the viewer's body, the newest first. One statement."""
    rows = Order.objects.filter(person=person, desk__agency_id=holdings.agency_id).select_related("person")
    return tuple(_line(row) for row in rows.order_by("-pk")[:PAGE])


def known(once: Any) -> Order | None:
    """What the same form has recorded already."""
    return Order.objects.filter(once=once).first() if once is not None else None


def officers(order: Order, at: datetime) -> list[User]:
    """Who decides about an order: the data protection officers of the body it came to; where it has none, those of the
    others. Never who is kept from the file."""
    own = accounts.holders_of(Role.DPO, at, agency_id=order.desk.agency_id)
    found = own or accounts.holders_of(Role.DPO, at)
    return privacy.whom_nothing_keeps_from(order.person, found, at)


def checkers(order: Order, at: datetime) -> list[User]:
    """Who may look at what would leave: supervisors of the body, save who wrote the order down."""
    found = accounts.holders_of(Role.SUPERVISOR, at, agency_id=order.desk.agency_id)
    others = [user for user in found if user.reference != order.recorded_by]
    return privacy.whom_nothing_keeps_from(order.person, others, at)


def readers(order: Order, at: datetime) -> list[User]:
    """Who works at the desk that issued an order, if it has accounts. Never who is kept from the file."""
    found = accounts.members_of(order.to_desk, at) if order.to_desk and order.to_desk.agency.has_accounts else []
    return privacy.whom_nothing_keeps_from(order.person, found, at)


def count_waiting(holdings: Holdings, at: datetime) -> int:
    """How many orders wait for this data protection officer, at most 100. One statement."""
    return len(ask(_waiting_pks, holdings, at))


def _waiting_pks(holdings: Holdings, at: datetime) -> QuerySet[Order, int]:
    return _shown(holdings, at).filter(state__in=("received", "checked")).values_list("pk", flat=True)[:MOST]


def order_list(holdings: Holdings, at: datetime) -> OrderList:
    """The orders that this officer decides about. Two statements."""
    rows = _shown(holdings, at).select_related("person")
    waiting = rows.filter(state__in=("received", "decided", "checked")).order_by("due_at", "pk")[:MOST]
    answered = rows.filter(state__in=("released", "refused")).order_by("-pk")[:PAGE]
    return OrderList(tuple(map(_line, waiting)), tuple(map(_line, answered)))


def _shown(holdings: Holdings, at: datetime) -> QuerySet[Order]:
    """Orders to the officer's own body, and to bodies without an officer of their own; none about a file that is kept from
    them."""
    blocked, related = privacy.few_kept_from(holdings)
    rows = Order.objects.exclude(person_id__in=blocked).exclude(person_id__in=related)
    others = accounts.current_seats(at).filter(role=Role.DPO).exclude(desk__agency_id=holdings.agency_id)
    return rows.exclude(desk__agency_id__in=others.values("desk__agency_id"))


def order_page(order: Order, things: Sequence[Thing], at: datetime) -> OrderPage:
    """One order with what it names. Two statements beside the things."""
    labels = {thing.code: thing.label for thing in things}
    asked = asked_in(order)
    lines = tuple(_asked_line(row, labels) for row in asked)
    wrong = tuple(wrong_with(order, at))
    letters = documents.lines_about(order.reference, at) if order.answered_at else ()
    return OrderPage(
        line=_line(order),
        body=order.opened("body"),
        number=order.opened("number"),
        dated_on=order.dated_on,
        valid_until=order.valid_until,
        to_us=order.to_us,
        whole=order.whole,
        desk=order.desk.name,
        asked=lines,
        wrong=wrong,
        refused=tuple(map(WhyRefused, order.refused_because)),
        objection=order.opened("objection"),
        decided_at=order.decided_at,
        checked_at=order.checked_at,
        check_by=order.decided_at + rules.CHECKED_WITHIN if order.decided_at else None,
        why_not_release=tuple(rules.why_not_release(state=OrderState(order.state), wrong=wrong)),
        letter=next(iter(letters), None),
        ask_on=order.ask_on,
        told_at=order.told_at,
    )


def asked_in(order: Order) -> list[Asked]:
    """What an order names, in its order."""
    return list(Asked.objects.filter(order=order).select_related("key").order_by("number"))


def given_in(order: Order) -> dict[str, Thing]:
    """The things that were decided to be given, by their codes, as far as they are still there."""
    codes = {code for row in asked_in(order) for code in row.given}
    return {thing.code: thing for thing in things_of(order) if thing.code in codes}


def wrong_with(order: Order, at: datetime) -> list[WhyRefused]:
    """What is wrong with an order in itself."""
    return rules.what_is_wrong(
        issuer=Issuer(order.issuer), number=order.opened("number"), to_us=order.to_us, whole=order.whole,
        valid_until=order.valid_until, today=clock.in_amman(at).date(),
    )  # fmt: skip


def package_in(order: Order) -> Mapping[str, Any]:
    """What was checked, word for word."""
    package: dict[str, Any] = json.loads(order.opened("package"))
    return package


def answer_in(order: Order) -> Letter | None:
    """The answer to an order, once it was given or refused."""
    if order.state not in ANSWERED:
        return None
    return next(iter(documents.letters_about([order.reference], cap=1)), None)


def choices_in(decided: Iterable[tuple[int, tuple[str, ...], NotGiven | None]]) -> list[Choice]:
    """What a form decided, as the rules know it."""
    return [Choice(number, given, because) for number, given, because in decided]


@dataclass(frozen=True)
class MayDo:
    """What a viewer at the desk may do with an order, and whether the person may be reached now."""

    check: bool
    hand_over: bool
    tell: bool
    contact: MayContact


def may_do(order: Order, sight: Sight, holdings: Holdings, at: datetime) -> MayDo:
    """Three statements."""
    writes, line = holdings.may(Power.WRITE_NOTE), _line(order)
    return MayDo(
        check=holdings.may(Power.SUPERVISE) and line.state == OrderState.DECIDED and order.recorded_by != holdings.reference,
        hand_over=writes and sight.sees(Section.CONSENTS) and not line.waits,
        tell=writes and sight.sees(Section.CONTACT) and line.to_tell,
        contact=may_contact(order.person, at),
    )


def may_contact(person: "Person", at: datetime) -> MayContact:
    """Whether the person may be reached now, as they agreed."""
    rule = people.contact_of(person.pk)
    tried = people.last_try(person.pk, rule.version) if rule else None
    return people.may_contact(rule, tried, at, never=people.numbers_of_others(person.pk))


def to_remind(at: datetime, *, cap: int = 500) -> list[Order]:
    """Orders that have to be answered within a day and about which nobody was reminded."""
    due = at + rules.REMINDED_BEFORE
    rows = _orders().filter(state__in=("received", "decided", "checked"), reminded_at__isnull=True, due_at__lte=due)
    return list(rows.order_by("due_at", "pk")[:cap])


def _line(row: Order) -> OrderLine:
    return OrderLine(
        row.reference,
        row.person.reference,
        Issuer(row.issuer),
        OrderState(row.state),
        row.due_at,
        row.recorded_at,
        row.answered_at,
        Telling(row.telling) if row.telling else None,
    )


def _asked_line(row: Asked, labels: Mapping[str, str]) -> AskedLine:
    given: Iterable[str] = row.given
    because = NotGiven(row.because) if row.because else None
    return AskedLine(row.number, row.opened("words"), tuple(labels.get(code, code) for code in given), because)
