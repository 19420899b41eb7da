"""What goes on between two ticks: letters are taken out of the box, and what can be read with a code is written anew."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import DatabaseError, InterfaceError

from malath.foundation.keys import var_folder
from malath.helpline import box
from malath.helpline.actions import contacts
from malath.helpline.letters import Unreadable, open_letter, seal_thread
from malath.helpline.queries import contacts as queries

if TYPE_CHECKING:
    from malath.helpline.models import Contact

logger = logging.getLogger("malath.helpline")


def go_on(at: Callable[[], datetime], *, stop: Callable[[], bool] = lambda: False) -> int:
    """Say whether letters are taken, read in what waits, each by itself, and publish what was answered. How many were read in.
    One that cannot be read is thrown away and leaves a line in the trail; one that fails otherwise waits in the box."""
    var, key = var_folder(), queries.letter_key()
    desk = queries.desk_for_letters(at()) if key else None
    if key is None or desk is None:
        box.say_closed(var)
        return 0
    box.say_open(var, key.public, key.salt)
    count, private = 0, queries.private_half(key)
    for mark, path in box.waiting(var):
        if stop():
            break
        try:
            contacts.take_in(open_letter(path.read_bytes(), private), mark=mark, desk=desk, at=at())
        except Unreadable:
            contacts.throw_letter_away(at=at())
        except (DatabaseError, InterfaceError):
            raise
        except Exception:  # one that fails must not stop the others
            logger.exception("A letter was not read in.")
            continue
        path.unlink()
        count += 1
    publish(at())
    return count


def publish(at: datetime) -> None:
    """Write what each code reads, where something is new."""
    for contact in queries.to_publish():
        box.publish_thread(var_folder(), str(contact.thread), seal_thread(queries.thread_of(contact), contact.public))
        contacts.mark_published(contact, at=at)


def forget(contact: "Contact", at: datetime) -> None:
    """Throw a contact away, and what its code read."""
    thread = contact.thread
    contacts.forget_contact(contact, at=at)
    if thread:
        box.take_thread_away(var_folder(), thread)
