"""The doors to an order: of the desk it came to, of who decides, of who checks, and of the office that issued it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.documents.models import Letter
from malath.orders import queries
from malath.orders.models import Order
from malath.orders.queries import OrderList
from malath.orders.queries.things import Thing, reads, things_of
from malath.privacy import gates as privacy
from malath.privacy.gates import Opened, OpenedToWrite
from malath.privacy.words import Section


def orders_to_decide(user: User, *, at: datetime) -> OrderList:
    """The orders this officer decides about; one event names every file. The role is asked for before."""
    page = queries.order_list(accounts.holdings(user, at), at)
    audit.record_list(Did.ORDERS_LISTED, files=page.files, by=user, at=at)
    return page


def order_to_decide(user: User, reference: str, *, at: datetime) -> Order:
    """One order for the officer who decides about it. 404 for any other. The role is asked for before."""
    order = queries.order_to_decide(accounts.holdings(user, at), reference, at)
    if order is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return order


def order_shown(order: Order, user: User, *, at: datetime) -> tuple[Thing, ...]:
    """What of the file can be named, by kind and day; recorded as shown."""
    _record(order, user, at)
    return things_of(order)


def orders_of_file(user: User, reference: str, *, at: datetime) -> Opened:
    """A person whose orders this viewer may see listed, as far as they came to the viewer's own body."""
    return privacy.person_to_view(user, reference, at=at, event=Did.ORDER_VIEWED)


def order_to_record(user: User, reference: str, *, at: datetime) -> OpenedToWrite:
    """A person about whom an order came to a desk of this viewer. Whoever holds the file may write it down."""
    return privacy.person_to_write(user, reference, at=at, section=Section.STATUS, power=Power.WRITE_NOTE)


def order_to_view(user: User, reference: str, order: str, *, at: datetime) -> tuple[Opened, Order]:
    """One order about a person that came to the viewer's body. 404 for one that came to another body."""
    opened = privacy.person_to_view(user, reference, at=at, event=Did.ORDER_VIEWED)
    return opened, _found(opened, order)


def order_to_check(user: User, reference: str, order: str, *, at: datetime) -> tuple[Opened, Order]:
    """An order of which this supervisor looks at what would leave. 403 for others at the desk, and for a supervisor who does
    not see all that would be given: nobody checks what they cannot read."""
    opened = privacy.person_to_view(user, reference, at=at, event=Did.ORDER_VIEWED)
    if not opened.holdings.may(Power.SUPERVISE):
        audit.record_refusal(reference, by=user, at=at, facts={"power": Power.SUPERVISE.name.lower()})
        raise PermissionDenied(Power.SUPERVISE.name)
    found = _found(opened, order)
    if not reads(opened.sight, opened.holdings, queries.given_in(found).values()):
        audit.record_refusal(reference, by=user, at=at, facts={"section": Section.STORY.value})
        raise PermissionDenied(Section.STORY.value)
    return opened, found


def order_to_tell(user: User, reference: str, order: str, *, at: datetime) -> tuple[OpenedToWrite, Order]:
    """An order about which this viewer may tell the person: who may reach them."""
    opened = privacy.person_to_write(user, reference, at=at, section=Section.CONTACT, power=Power.WRITE_NOTE)
    return opened, _found(opened, order)


def answer_to_hand_over(user: User, reference: str, order: str, *, at: datetime) -> tuple[Order, Letter]:
    """The answer to an order, for the desk it came to, which hands it over: for who may refer. 404 while there is none."""
    opened = privacy.person_to_write(user, reference, at=at, section=Section.CONSENTS, power=Power.WRITE_NOTE)
    found = _found(opened, order)
    letter = queries.answer_in(found)
    if letter is None:
        raise Http404
    return found, letter


def answer_to_read(user: User, reference: str, *, at: datetime) -> tuple[Order, Letter]:
    """The answer to an order, for who works at the office that issued it. The file itself stays closed to them. 404 for
    anybody else, for who is kept out, and while there is none. Recorded as a view of the letter."""
    order, letter = answer_to_take(user, reference, at=at)
    file, facts = order.person.reference, {"about": order.reference}
    audit.record_view(Did.LETTER_VIEWED, subject=letter.reference, file=file, by=user, at=at, facts=facts)
    return order, letter


def answer_to_take(user: User, reference: str, *, at: datetime) -> tuple[Order, Letter]:
    """The same for a copy: the act that follows leaves the trace."""
    order = queries.order_for_office(accounts.holdings(user, at), reference)
    letter = queries.answer_in(order) if order is not None else None
    if order is None or letter is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return order, letter


def _found(opened: Opened, reference: str) -> Order:
    order = queries.order_of(opened.person, reference, opened.holdings)
    if order is None:
        raise Http404
    return order


def _record(order: Order, user: User, at: datetime) -> None:
    facts = {"order": order.reference}
    audit.record_view(Did.ORDER_VIEWED, subject=order.reference, file=order.person.reference, by=user, at=at, facts=facts)
