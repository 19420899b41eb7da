"""Desk codes, concerns and contacts, made by the real acts."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.helpline import actions, letters
from malath.helpline.actions import Given, Received, contacts
from malath.helpline.letters import Letter, keys_of
from malath.helpline.models import Contact, DeskCode, HelpDesk
from malath.helpline.queries import Said
from malath.helpline.queries import contacts as contact_queries
from malath.helpline.words import Soon, Who

if TYPE_CHECKING:
    import pytest

MONDAY = datetime(2026, 11, 2, 7, tzinfo=UTC)


def quick_letters(patch: "pytest.MonkeyPatch") -> None:
    """Five words become a key at once: in the field that takes a second on purpose."""
    patch.setattr(letters, "ARGON2", letters.ARGON2 | {"time_cost": 1, "memory_cost": 8})


def make_code(desk: Desk, by: User, at: datetime, *, days: int = 30, openings: int = 100) -> Given:
    """A fresh code of a desk."""
    return actions.give_code(desk, days=days, openings=openings, by=by, at=at)


def make_concern(
    code: DeskCode,
    at: datetime,
    *signs: str,
    words: str = "",
    where: str = "",
    who: Who = Who.CHILD,
    soon: Soon = Soon.NOT_SAID,
) -> Received:
    """Something that came in through a code."""
    received = actions.send_concern(code, Said(signs, who, soon, where, words), at=at)
    assert received is not None  # noqa: S101  # the code was made a moment ago
    return received


def make_line(desk: Desk, by: User, at: datetime) -> HelpDesk:
    """A desk that takes contacts."""
    return contacts.open_line(desk, by=by, at=at)


def make_letter(code: str, salt: str, **said: str) -> tuple[Letter, str]:
    """What the public site would send, and its mark."""
    keys = keys_of(code, bytes.fromhex(salt))
    return Letter("ask", keys.thread, keys.public, said), keys.mark


def make_contact(desk: Desk, at: datetime, code: str = "five quiet words of mine", **said: str) -> Contact:
    """Somebody who wrote on the public site."""
    key = contact_queries.letter_key()
    assert key is not None  # noqa: S101  # the line was opened before
    letter, mark = make_letter(code, key.salt, **said)
    contact = contacts.take_in(letter, mark=mark, desk=desk, at=at)
    assert contact is not None  # noqa: S101  # a new code
    return contact


def make_more(contact: Contact, at: datetime, **said: str) -> Contact:
    """The same person writes again with their five words."""
    assert contact.thread is not None  # noqa: S101  # they have words
    letter = Letter("more", contact.thread, "", {"words": "He is back.", **said})
    contacts.take_in(letter, mark=f"more {at.isoformat()}", desk=contact.desk, at=at)
    contact.refresh_from_db()
    return contact
