"""Whoever turned to the helpline of the demonstration: by phone, by message, and on the public site at night (scenario 10)."""

from datetime import datetime, timedelta
from functools import partial

from config.demo_cast import DATA, House
from config.demo_lives import Agenda
from malath.accounts.models import User
from malath.helpline.actions import contacts
from malath.helpline.letters import new_code
from malath.helpline.models import Contact
from malath.helpline.queries.contacts import Told
from malath.helpline.testing import make_contact
from malath.helpline.words import Channel, ContactResult, ForWhom, Reach, YesNo

WHO, WHERE = "Layan Demo", "camp"
TEXTS = DATA["contacts"]
PHONED = Told(ForWhom.OTHER, YesNo.YES, YesNo.NO, YesNo.NO, "AM", TEXTS["where"], TEXTS["phoned"])
WROTE = Told(
    ForWhom.ME, YesNo.YES, YesNo.NO, YesNo.NO, "AM", "", TEXTS["wrote"], "en", Reach.CALL, "+962700000012", "18:00", "20:00",
    TEXTS["code_word"],
)  # fmt: skip


def the_helpline_opens(house: House, agenda: Agenda, at: datetime) -> None:
    """A desk takes contacts; one was settled, one is answered by the code, and one waits since this night."""
    officer, desk = house.named(WHO), house.desks[WHERE]
    contacts.open_line(desk, by=officer, at=at)
    agenda.add(at + timedelta(days=2), partial(_phones, officer, house))
    agenda.add(at + timedelta(days=5), partial(_writes, officer, house))
    agenda.add(agenda.now - timedelta(days=1), partial(_asks, agenda, officer, house))
    agenda.add(agenda.now - timedelta(minutes=9), partial(_in_danger, house))


def _phones(officer: User, house: House, at: datetime) -> None:
    contact = contacts.record_contact(house.desks[WHERE], PHONED, Channel.PHONE, by=officer, at=at)
    contacts.note(contact, TEXTS["note"], by=officer, at=at)
    contacts.settle_contact(contact, ContactResult.ADVISED, by=officer, at=at)


def _writes(officer: User, house: House, at: datetime) -> None:
    contacts.record_contact(house.desks[WHERE], WROTE, Channel.MESSAGE, by=officer, at=at)


def _asks(agenda: Agenda, officer: User, house: House, at: datetime) -> None:
    contact = make_contact(house.desks[WHERE], at, new_code(()), safe="yes", danger="no", child="no", words=TEXTS["asked"])
    agenda.add(at + timedelta(hours=3), partial(_answers, contact, officer))


def _answers(contact: Contact, officer: User, at: datetime) -> None:
    contacts.take_contact(contact, by=officer, at=at)
    contacts.answer(contact, TEXTS["answer"], by=officer, at=at)


def _in_danger(house: House, at: datetime) -> None:
    said = {"safe": "no", "danger": "no", "child": "not_said", "words": TEXTS["danger"]}
    make_contact(house.desks[WHERE], at, new_code(()), **said)
