"""Acts of the helpline: desks that take contacts, what came in, and what is done with it.

Lock order: the desk, the contact, the trail. Whoever writes without an account acts as nobody: `PUBLIC`.
"""

import secrets
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor, Machine
from malath.foundation.acts import act
from malath.foundation.sealing import erase, new_data_key
from malath.helpline import contact_news as news
from malath.helpline import contact_rules as rules
from malath.helpline.letters import Letter
from malath.helpline.models import Contact, Entry, HelpDesk, LetterKey
from malath.helpline.queries import contacts as queries
from malath.helpline.queries import locked_desk
from malath.helpline.queries.contacts import Told
from malath.helpline.words import CallResult, Channel, ContactResult, EntryKind, Triage, WhyNotContact, YesNo
from malath.inbox.words import ItemKind

PUBLIC: Final = Machine("public", kind="public")


class CannotHelp(Exception):
    """An act on a contact or a line was refused, for reasons that the page can show."""

    def __init__(self, reasons: list[WhyNotContact]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def open_line(desk: Desk, *, by: Actor, at: datetime) -> HelpDesk:
    """From now on this desk hears who turns to the helpline. The first one makes the key to which the public site seals.
    Errors: `CannotHelp`."""
    desk = locked_desk(desk)
    _refuse(rules.why_not_open_line(desk_closed=desk.ended_at is not None, is_open=queries.open_line(desk) is not None))
    if queries.letter_key() is None:
        _make_key(at)
    line = HelpDesk.objects.create(desk=desk, opened_at=at, opened_by=by.reference)
    audit.record(Did.LINE_OPENED, subject=desk.reference, by=by, at=at)
    return line


@act
def close_line(desk: Desk, *, by: Actor, at: datetime) -> None:
    """This desk hears nobody new; what came in stays with it. Errors: `CannotHelp`."""
    line = queries.open_line(locked_desk(desk))
    if line is None:
        raise CannotHelp([WhyNotContact.LINE_CLOSED])
    line.closed_at, line.closed_by = at, by.reference
    line.save(update_fields=["closed_at", "closed_by"])
    audit.record(Did.LINE_CLOSED, subject=desk.reference, by=by, at=at)


@act
def take_in(letter: Letter, *, mark: str, desk: Desk, at: datetime, by: Actor = PUBLIC) -> Contact | None:
    """What somebody wrote on the public site is read in. The same letter twice is one; what belongs to no code of ours changes
    nothing."""
    known = queries.by_thread(letter.thread)
    if queries.was_taken_in(mark) or (known is None) != (letter.kind == "ask"):
        audit.record(Did.LETTER_UNREADABLE, subject="letters", by=by, at=at)
        return None
    if known is None:
        contact = _written(queries.told_in(letter.said), desk, Channel.WEB, at, letter=letter, mark=mark)
        _arrived(contact, by=by, at=at)
        return contact
    contact = queries.locked(known)
    if letter.kind == "seen":
        contact.used_at = at
        contact.save(update_fields=["used_at"])
        _record(Did.CONTACT_READ_BY_CODE, contact, by=by, at=at)
        return contact
    _heard_again(contact, letter, mark=mark, by=by, at=at)
    return contact


@act
def throw_letter_away(*, at: datetime, by: Actor = WORKER) -> None:
    """A letter that cannot be read is written down as such, and nothing of it."""
    audit.record(Did.LETTER_UNREADABLE, subject="letters", by=by, at=at)


@act
def record_contact(desk: Desk, told: Told, channel: Channel, *, by: Actor, at: datetime) -> Contact:
    """Somebody phoned, came or wrote: what they said is kept as they said it, without a name. Who writes it down
    looks after it. Errors: `CannotHelp`."""
    if queries.open_line(desk) is None:
        raise CannotHelp([WhyNotContact.LINE_CLOSED])
    _refuse([] if told.words or told.place else [WhyNotContact.NOTHING_SAID])
    contact = _written(told, desk, channel, at)
    contact.taken_at, contact.taken_by = at, by.reference
    contact.save(update_fields=["taken_at", "taken_by"])
    _record(Did.CONTACT_ARRIVED, contact, by=by, at=at, channel=channel.value)
    return contact


@act
def take_contact(contact: Contact, *, by: Actor, at: datetime) -> Contact:
    """Somebody looks after it from now on. Errors: `CannotHelp`."""
    contact = queries.locked(contact)
    _refuse(rules.why_not_take(queries.stand_of(contact)))
    contact.taken_at, contact.taken_by = at, by.reference
    contact.save(update_fields=["taken_at", "taken_by"])
    news.settle(contact, by=by, at=at)
    _record(Did.CONTACT_TAKEN, contact, by=by, at=at)
    return contact


@act
def note(contact: Contact, words: str, *, by: Actor, at: datetime, kind: EntryKind = EntryKind.NOTE) -> Entry:
    """What somebody at the desk heard or did, in full: several work on one contact. Errors: `CannotHelp`."""
    contact = queries.locked(contact)
    _refuse(rules.why_not_write(queries.stand_of(contact)) or ([] if words else [WhyNotContact.NOTHING_SAID]))
    return _write(contact, kind, words, Did.CONTACT_NOTED, by=by, at=at)


@act
def answer(contact: Contact, words: str, *, by: Actor, at: datetime) -> Entry:
    """An answer for whoever holds the code. It is sealed so that the code alone opens it. Errors: `CannotHelp`."""
    contact = queries.locked(contact)
    _refuse(rules.why_not_answer(queries.stand_of(contact)) or ([] if words else [WhyNotContact.NOTHING_SAID]))
    contact.news_at = at
    contact.save(update_fields=["news_at"])
    return _write(contact, EntryKind.ANSWER, words, Did.CONTACT_ANSWERED, by=by, at=at)


@act
def call(contact: Contact, result: CallResult, words: str, *, by: Actor, at: datetime) -> Entry:
    """They were called, at an hour they said. A strange voice hears the neutral sentence and nothing else.
    Errors: `CannotHelp`."""
    contact = queries.locked(contact)
    _refuse(queries.why_not_call(contact, at))
    return _write(contact, EntryKind.CALL, words, Did.CONTACT_CALLED, by=by, at=at, result=result)


@act
def settle_contact(
    contact: Contact, came_of_it: ContactResult, *, by: Actor, at: datetime, opens_case: bool = False
) -> Contact:
    """What came of it. The code goes on reading; what has no code is thrown away after a month. `opens_case`: the act around
    this one opens a case, which is refused when one was opened from this contact before. Errors: `CannotHelp`."""
    contact = queries.locked(contact)
    stand = queries.stand_of(contact)
    _refuse(rules.why_not_open_case(stand) if opens_case else rules.why_not_settle(stand))
    if opens_case or came_of_it == ContactResult.CASE_OPENED:
        contact.case_opened_at = contact.case_opened_at or at
    _settle(contact, came_of_it, by=by, at=at)
    return contact


@act
def settle_alike(contact: Contact, *, by: Actor, at: datetime) -> int:
    """Not meant seriously, and with it whatever waits and says the same word for word. How many. Errors: `CannotHelp`."""
    contact = queries.locked(contact)
    _refuse([WhyNotContact.SETTLED] if contact.settled_at is not None else [])
    alike = list(queries.waiting_alike(contact).select_for_update(of=("self",)))
    for one in [contact, *alike]:
        one.taken_at, one.taken_by = one.taken_at or at, one.taken_by or by.reference
        _settle(one, ContactResult.NOT_MEANT, by=by, at=at)
    return 1 + len(alike)


@act
def escalate_contact(contact: Contact, *, at: datetime, by: Actor = WORKER) -> Contact:
    """Nobody looks after it in time: those above are told, once. Errors: `CannotHelp`."""
    contact = queries.locked(contact)
    told, due = contact.escalated_at is not None, contact.look_by <= at
    _refuse(rules.why_not_escalate(queries.stand_of(contact), told=told, due=due))
    _tell_above(contact, by=by, at=at)
    return contact


@act
def put_before_a_person(contact: Contact, *, at: datetime, by: Actor = WORKER) -> Contact:
    """An emergency would be forgotten unseen: those above are told anew, every day until somebody looks.
    Errors: `CannotHelp`."""
    contact = queries.locked(contact)
    _refuse(rules.why_not_take(queries.stand_of(contact)))
    _tell_above(contact, by=by, at=at)
    return contact


@act
def forget_contact(contact: Contact, *, at: datetime, by: Actor = WORKER) -> Contact:
    """What was said is thrown away with its key, and the code opens nothing any more. That there was a contact stays.
    Errors: `CannotHelp`."""
    contact = queries.locked(contact)
    settled_for = at - contact.settled_at if contact.settled_at else None
    _refuse(rules.why_not_forget(queries.stand_of(contact), untouched=at - contact.used_at, settled_for=settled_for))
    contact.said, contact.forgotten_at, contact.thread, contact.public, contact.likeness = None, at, None, "", ""
    contact.save(update_fields=["said", "forgotten_at", "thread", "public", "likeness"])
    Entry.objects.filter(contact=contact).update(words=None)
    erase(contact.key, at=at)
    _record(Did.CONTACT_FORGOTTEN, contact, by=by, at=at)
    return contact


@act
def mark_published(contact: Contact, *, at: datetime, by: Actor = WORKER) -> Contact:
    """What the code reads is as new as it was when it was written; an answer that came meanwhile waits for the next round."""
    written, contact = contact.news_at, queries.locked(contact)
    contact.news_at = None if contact.news_at == written else contact.news_at
    contact.save(update_fields=["news_at"])
    _record(Did.CONTACT_PUBLISHED, contact, by=by, at=at)
    return contact


def _make_key(at: datetime) -> None:
    pair = X25519PrivateKey.generate()
    public = pair.public_key().public_bytes_raw().hex()
    key = LetterKey(key=new_data_key(), public=public, salt=secrets.token_hex(16), made_at=at)
    key.seal(private=pair.private_bytes_raw().hex())
    key.save(force_insert=True)


def _written(
    told: Told, desk: Desk, channel: Channel, at: datetime, *, letter: Letter | None = None, mark: str | None = None
) -> Contact:
    likeness = queries.likeness_of(told.words) if letter else ""
    rank = rules.rank_of(told.triage, alike=queries.alike(likeness, at), crowd=letter.crowd if letter else 0)
    contact = Contact(
        desk=desk, key=new_data_key(), channel=channel, triage=told.triage, rank=rank, likeness=likeness, mark=mark, at=at,
        thread=letter.thread if letter else None, public=letter.public if letter else "", used_at=at,
        news_at=at if letter else None, look_by=queries.look_by(desk, told.triage, at),
    )  # fmt: skip
    contact.seal(said=told.as_text())
    contact.save(force_insert=True)
    return contact


def _arrived(contact: Contact, *, by: Actor, at: datetime) -> None:
    """The desk is told of what came, save of what says the same as others: it waits in the list, and rings nowhere."""
    _record(Did.CONTACT_ARRIVED, contact, by=by, at=at, channel=contact.channel)
    if contact.rank % 2 == 0 and not news.tell_desk(contact, at=at):
        _tell_above(contact, by=by, at=at)


def _heard_again(contact: Contact, letter: Letter, *, mark: str, by: Actor, at: datetime) -> None:
    """More was written with a code. What was settled is open again; danger puts it before whoever is there now."""
    words = letter.said.get("words", "")[:2000]
    contact.used_at = contact.heard_at = contact.news_at = at
    contact.settled_at, contact.settled_by, contact.came_of_it = None, None, ""
    if letter.said.get("danger") == YesNo.YES:
        contact.triage, contact.rank = Triage.EMERGENCY, rules.rank_of(Triage.EMERGENCY, alike=0, crowd=0)
        contact.look_by, contact.taken_at, contact.taken_by, contact.escalated_at = at + rules.AT_ONCE, None, None, None
    if not_told := letter.said.get("not_told", ""):
        contact.seal(said=queries.with_not_told(queries.told_by(contact) or Told(), not_told).as_text())
    contact.save()
    _write(contact, EntryKind.HEARD, words, Did.CONTACT_MORE, by=by, at=at, mark=mark)
    if not news.tell_desk(contact, ItemKind.CONTACT_MORE, at=at):
        _tell_above(contact, by=by, at=at)


def _write(
    contact: Contact, kind: EntryKind, words: str, event: Did, *, by: Actor, at: datetime, result: CallResult | None = None,
    mark: str | None = None,
) -> Entry:  # fmt: skip
    entry = Entry(contact=contact, key=contact.key, kind=kind, result=result or "", mark=mark, by=by.reference, at=at)
    entry.seal(words=words)
    entry.save(force_insert=True)
    if kind != EntryKind.HEARD and contact.heard_at is not None:
        contact.heard_at = None
        contact.save(update_fields=["heard_at"])
    _record(event, contact, by=by, at=at, **({"result": result.value} if result else {}))
    return entry


def _settle(contact: Contact, came_of_it: ContactResult, *, by: Actor, at: datetime) -> None:
    contact.came_of_it, contact.settled_at, contact.settled_by, contact.heard_at = came_of_it, at, by.reference, None
    contact.save(update_fields=["came_of_it", "settled_at", "settled_by", "heard_at", "taken_at", "taken_by", "case_opened_at"])
    news.settle(contact, by=by, at=at)
    _record(Did.CONTACT_SETTLED, contact, by=by, at=at, came_of_it=came_of_it.value)


def _tell_above(contact: Contact, *, by: Actor, at: datetime) -> None:
    contact.escalated_at = at
    contact.save(update_fields=["escalated_at"])
    _record(Did.CONTACT_ESCALATED, contact, by=by, at=at, told=str(news.tell_above(contact, at=at)))


def _record(event: Did, contact: Contact, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=contact.reference, by=by, at=at, file=contact.reference, facts=facts)


def _refuse(reasons: list[WhyNotContact]) -> None:
    if reasons:
        raise CannotHelp(reasons)
