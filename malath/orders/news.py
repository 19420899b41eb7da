"""Who is told of an order. References only, never which body, nor what it asks for."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from malath.accounts.models import User
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind, Pressing
from malath.orders import queries
from malath.orders.models import Order
from malath.orders.words import OrderState


def tell_officers(order: Order, kind: ItemKind, *, at: datetime) -> None:
    """Who decides, and in the end gives it."""
    _tell(queries.officers(order, at), kind, order, reverse("orders:decide", args=[order.reference]), at)


def tell_checkers(order: Order, *, at: datetime) -> None:
    """Who sees the file and looks at what would leave."""
    link = reverse("orders:check", args=[order.person.reference, order.reference])
    _tell(queries.checkers(order, at), ItemKind.ORDER_TO_CHECK, order, link, at)


def tell_due(order: Order, *, at: datetime) -> None:
    """Whoever it waits for, and the officer in any case."""
    if order.state == OrderState.DECIDED:
        link = reverse("orders:check", args=[order.person.reference, order.reference])
        _tell(queries.checkers(order, at), ItemKind.ORDER_DUE, order, link, at)
    _tell(queries.officers(order, at), ItemKind.ORDER_DUE, order, reverse("orders:decide", args=[order.reference]), at)


def tell_of_answer(order: Order, *, at: datetime) -> None:
    """The desk the order came to, and the office that issued it, where it works in Malath."""
    link = reverse("orders:one", args=[order.person.reference, order.reference])
    inbox.leave(to=order.desk, kind=ItemKind.ORDER_ANSWERED, subject=order.person.reference, link=link, at=at)
    answer = reverse("orders:answer", args=[order.reference])
    _tell(queries.readers(order, at), ItemKind.ORDER_ANSWER_HERE, order, answer, at)


def _tell(users: Iterable[User], kind: ItemKind, order: Order, link: str, at: datetime) -> None:
    for user in users:
        inbox.leave(to=user, kind=kind, subject=order.reference, link=link, at=at, pressing=Pressing.URGENT)
