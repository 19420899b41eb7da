"""What came in at the helpline and what is done with it: triage, many operators, calling back, answering, forgetting."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from malath.accounts import queries as accounts
from malath.audit import actions as audit
from malath.audit.models import Event
from malath.audit.words import Did
from malath.helpline import box, letters, work
from malath.helpline.actions import contacts
from malath.helpline.actions.contacts import CannotHelp
from malath.helpline.letters import Letter, keys_of
from malath.helpline.models import Contact, Entry
from malath.helpline.queries import contacts as queries
from malath.helpline.queries.contacts import Told
from malath.helpline.testing import MONDAY, make_contact, make_letter, make_line
from malath.helpline.tests.conftest import Camp
from malath.helpline.words import CallResult, Channel, ContactResult, EntryKind, Triage, WhyNotContact
from malath.inbox.models import Item
from malath.inbox.words import ItemKind

CODE = "one two three four five"
CALLABLE = {"reach": "call", "number": "+962790000012", "since": "09:00", "until": "17:00", "code_word": "pomegranate"}
NIGHT = MONDAY.replace(hour=23)


@pytest.fixture
def line(camp: Camp) -> Camp:
    make_line(camp.desk, camp.huda, MONDAY)
    return camp


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(work, "var_folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def taken(line: Camp) -> Contact:
    return contacts.take_contact(make_contact(line.desk, MONDAY, CODE, words="He keeps my passport."), by=line.samar, at=MONDAY)


def salt() -> bytes:
    key = queries.letter_key()
    assert key is not None
    return bytes.fromhex(key.salt)


def more(mark: str = "", **said: str) -> Contact | None:
    letter = Letter("more", keys_of(CODE, salt()).thread, "", said)
    found = queries.by_thread(letter.thread)
    assert found is not None
    return contacts.take_in(letter, mark=mark or uuid4().hex, desk=found.desk, at=MONDAY + timedelta(hours=1))


def kinds() -> list[str]:
    return list(Item.objects.filter(seen_at__isnull=True).order_by("pk").values_list("kind", flat=True))


def refused(*reasons: WhyNotContact) -> "pytest.RaisesExc[CannotHelp]":
    return pytest.raises(CannotHelp, match="|".join(reasons))


def test_the_first_line_makes_the_key_and_the_next_uses_it(line: Camp) -> None:
    key = queries.letter_key()
    contacts.close_line(line.desk, by=line.huda, at=MONDAY)
    contacts.open_line(line.desk, by=line.huda, at=MONDAY)
    assert queries.letter_key() == key
    with refused(WhyNotContact.LINE_OPEN):
        contacts.open_line(line.desk, by=line.huda, at=MONDAY)


def test_a_line_that_is_closed_cannot_be_closed_and_hears_nobody(camp: Camp) -> None:
    with refused(WhyNotContact.LINE_CLOSED):
        contacts.close_line(camp.desk, by=camp.huda, at=MONDAY)
    with refused(WhyNotContact.LINE_CLOSED):
        contacts.record_contact(camp.desk, Told(words="x"), Channel.PHONE, by=camp.samar, at=MONDAY)
    assert queries.desk_for_letters(MONDAY) is None


def test_danger_is_looked_at_within_fifteen_minutes_and_the_desk_is_told(line: Camp) -> None:
    contact = make_contact(line.desk, MONDAY, safe="no", words="x")
    assert (contact.triage, contact.look_by) == (Triage.EMERGENCY, MONDAY + timedelta(minutes=15))
    assert kinds() == [ItemKind.CONTACT_ARRIVED]


def test_danger_at_night_goes_above_at_once(line: Camp) -> None:
    make_contact(line.desk, NIGHT, safe="no", words="x")
    assert kinds() == [ItemKind.CONTACT_ARRIVED, ItemKind.CONTACT_UNSEEN]


def test_what_is_kept_says_neither_the_words_nor_the_code(line: Camp) -> None:
    contact = make_contact(line.desk, MONDAY, CODE, words="He keeps my passport.", place="Flat 7", **CALLABLE)
    row = Contact.objects.filter(pk=contact.pk).values().get()
    assert not any(text in str(row) for text in ("passport", "Flat", "pomegranate", "790000012", CODE))
    told = queries.told_by(contact)
    assert told is not None
    assert (told.words, told.place, told.code_word) == ("He keeps my passport.", "Flat 7", "pomegranate")


def test_the_same_letter_twice_is_one(line: Camp) -> None:
    letter, mark = make_letter(CODE, salt().hex(), words="x")
    assert contacts.take_in(letter, mark=mark, desk=line.desk, at=MONDAY) is not None
    assert contacts.take_in(letter, mark=mark, desk=line.desk, at=MONDAY) is None
    assert Contact.objects.count() == 1


def test_a_letter_of_a_code_that_was_never_given_changes_nothing(line: Camp) -> None:
    kinds: tuple[letters.Kind, ...] = ("more", "seen")
    for kind in kinds:
        letter = Letter(kind, "ab" * 32, "", {"words": "x"})
        assert contacts.take_in(letter, mark=uuid4().hex, desk=line.desk, at=MONDAY) is None
    assert (Contact.objects.count(), Entry.objects.count()) == (0, 0)


def test_answers_that_our_form_does_not_know_count_as_not_given(line: Camp) -> None:
    contact = make_contact(line.desk, MONDAY, safe="perhaps", governorate="XX", since="late", words="x", reach="shout")
    told = queries.told_by(contact)
    assert told is not None
    assert (told.safe, told.governorate, told.since, told.reach) == ("not_said", "", "", "none")


def test_who_writes_a_contact_down_looks_after_it(line: Camp) -> None:
    contact = contacts.record_contact(line.desk, Told(words="She phoned."), Channel.PHONE, by=line.samar, at=MONDAY)
    assert (contact.taken_by, contact.thread, kinds()) == (line.samar.reference, None, [])
    with refused(WhyNotContact.NOTHING_SAID):
        contacts.record_contact(line.desk, Told(), Channel.PHONE, by=line.samar, at=MONDAY)
    with refused(WhyNotContact.NOBODY_READS):
        contacts.answer(contact, "x", by=line.samar, at=MONDAY)


def test_one_takes_it_and_a_second_learns_so(taken: Contact, line: Camp) -> None:
    assert kinds() == []
    with refused(WhyNotContact.TAKEN):
        contacts.take_contact(taken, by=line.huda, at=MONDAY)


def test_nothing_is_done_before_somebody_looks_after_it(line: Camp) -> None:
    contact = make_contact(line.desk, MONDAY, CODE, words="x", **CALLABLE)
    with refused(WhyNotContact.NOT_TAKEN):
        contacts.answer(contact, "x", by=line.samar, at=MONDAY)
    with refused(WhyNotContact.NOT_TAKEN):
        contacts.note(contact, "x", by=line.samar, at=MONDAY)
    with refused(WhyNotContact.NOT_TAKEN):
        contacts.call(contact, CallResult.SPOKEN, "", by=line.samar, at=MONDAY)
    with refused(WhyNotContact.NOT_TAKEN):
        contacts.settle_contact(contact, ContactResult.ADVISED, by=line.samar, at=MONDAY)


def test_many_operators_write_on_one_contact_and_each_is_named(taken: Contact, line: Camp) -> None:
    contacts.note(taken, "Heard a child.", by=line.samar, at=MONDAY)
    contacts.note(taken, "Asked the Ministry.", by=line.huda, at=MONDAY)
    page = queries.contact_page(taken, MONDAY)
    assert [(entry.words, bool(entry.by)) for entry in page.entries] == [
        ("Heard a child.", True),
        ("Asked the Ministry.", True),
    ]


def test_an_empty_answer_or_note_is_none(taken: Contact, line: Camp) -> None:
    for write in (contacts.answer, contacts.note):
        with refused(WhyNotContact.NOTHING_SAID):
            write(taken, "", by=line.samar, at=MONDAY)


def test_nobody_is_called_who_did_not_say_so(taken: Contact, line: Camp) -> None:
    with refused(WhyNotContact.NO_CALL):
        contacts.call(taken, CallResult.SPOKEN, "", by=line.samar, at=MONDAY)
    assert queries.contact_page(taken, MONDAY).number == ""


def test_a_number_is_shown_at_the_hours_they_said_and_then_only(line: Camp) -> None:
    contact = make_contact(line.desk, MONDAY, words="x", **CALLABLE)
    contact = contacts.take_contact(contact, by=line.samar, at=MONDAY)
    assert queries.contact_page(contact, MONDAY).number == "+962790000012"
    assert queries.contact_page(contact, NIGHT).number == ""
    with refused(WhyNotContact.NOT_NOW):
        contacts.call(contact, CallResult.SPOKEN, "", by=line.samar, at=NIGHT)
    entry = contacts.call(contact, CallResult.STRANGER, "", by=line.samar, at=MONDAY)
    assert (entry.kind, entry.result) == (EntryKind.CALL, CallResult.STRANGER)


def test_more_by_the_code_opens_what_was_settled_and_tells_the_desk(taken: Contact, line: Camp) -> None:
    contacts.settle_contact(taken, ContactResult.ADVISED, by=line.samar, at=MONDAY)
    again = more(words="He came back.")
    assert again is not None
    assert (again.settled_at, again.taken_by, kinds()) == (None, line.samar.reference, [ItemKind.CONTACT_MORE])
    assert queries.contact_list(accounts.holdings(line.samar, MONDAY)).others[0].news


def test_danger_by_the_code_goes_before_whoever_is_there_now(taken: Contact) -> None:
    again = more(words="Third floor, blue door.", danger="yes")
    assert again is not None
    assert (again.triage, again.rank, again.taken_at) == (Triage.EMERGENCY, 0, None)
    assert again.look_by == MONDAY + timedelta(hours=1, minutes=15)


def test_the_same_words_from_many_wait_behind_their_like_and_ring_nowhere(line: Camp) -> None:
    first = make_contact(line.desk, MONDAY, "a", safe="no", words="Help me now")
    copies = [make_contact(line.desk, MONDAY, name, safe="no", words=" help  ME now") for name in "bc"]
    own = make_contact(line.desk, MONDAY + timedelta(hours=1), "d", safe="no", words="He took the child.")
    assert [one.rank for one in (first, *copies, own)] == [0, 1, 1, 0]
    shown = queries.contact_list(accounts.holdings(line.samar, MONDAY)).waiting
    assert [one.reference for one in shown[:2]] == [first.reference, own.reference]
    assert Item.objects.filter(subject__in=[one.reference for one in copies]).count() == 0


def test_all_that_say_the_same_are_settled_in_one_act_and_the_others_are_not(line: Camp) -> None:
    first, *_ = [make_contact(line.desk, MONDAY, name, words="Buy now") for name in "abc"]
    own = make_contact(line.desk, MONDAY, "d", words="He took the child.")
    assert contacts.settle_alike(first, by=line.samar, at=MONDAY) == 3
    assert list(Contact.objects.filter(settled_at__isnull=True)) == [own]
    with refused(WhyNotContact.SETTLED):
        contacts.settle_alike(first, by=line.samar, at=MONDAY)


def test_what_nobody_takes_up_in_time_goes_above_once(line: Camp) -> None:
    contact, later = make_contact(line.desk, MONDAY, safe="no", words="x"), MONDAY + timedelta(minutes=15)
    assert queries.to_escalate(MONDAY) == []
    assert queries.to_escalate(later) == [contact]
    contacts.escalate_contact(contact, at=later)
    assert queries.to_escalate(later) == []
    with refused(WhyNotContact.TOLD_ALREADY):
        contacts.escalate_contact(contact, at=later)


def test_after_ninety_days_unread_all_is_forgotten_and_the_code_opens_nothing(taken: Contact, line: Camp, var: Path) -> None:
    contacts.answer(taken, "Come to us.", by=line.samar, at=MONDAY)
    work.publish(MONDAY)
    thread, later = str(taken.thread), MONDAY + timedelta(days=90)
    assert box.thread_in(var, thread) is not None
    assert queries.to_forget(later - timedelta(seconds=1)) == []
    work.forget(queries.to_forget(later)[0], later)
    assert box.thread_in(var, thread) is None
    row = queries.by_reference(taken.reference)
    assert row is not None
    assert (row.said, row.thread, row.key.wrapped, Entry.objects.get().words) == (None, None, None, None)
    assert queries.contact_page(row, later).told is None


def test_a_code_that_is_used_keeps_its_thread(taken: Contact, line: Camp) -> None:
    later = MONDAY + timedelta(days=89)
    letter = Letter("seen", str(taken.thread))
    contacts.take_in(letter, mark=uuid4().hex, desk=line.desk, at=later)
    assert queries.to_forget(MONDAY + timedelta(days=90)) == []


def test_an_unseen_emergency_is_put_before_a_person_and_not_forgotten(line: Camp) -> None:
    contact, later = make_contact(line.desk, NIGHT, safe="no", words="x"), NIGHT + timedelta(days=90)
    assert queries.to_forget(later) == []
    assert queries.unseen_before_forgetting(later) == [contact]
    with refused(WhyNotContact.UNSEEN_EMERGENCY):
        contacts.forget_contact(contact, at=later)
    contacts.put_before_a_person(contact, at=later)
    assert queries.unseen_before_forgetting(later) == []
    assert queries.unseen_before_forgetting(later + timedelta(days=1)) == [contact]
    contacts.take_contact(contact, by=line.samar, at=later)
    assert queries.to_forget(later) == [contact]


def test_what_came_by_phone_goes_a_month_after_it_was_settled(line: Camp) -> None:
    contact = contacts.record_contact(line.desk, Told(words="x"), Channel.PHONE, by=line.samar, at=MONDAY)
    assert queries.to_forget(MONDAY + timedelta(days=900)) == []
    contacts.settle_contact(contact, ContactResult.ADVISED, by=line.samar, at=MONDAY)
    assert queries.to_forget(MONDAY + timedelta(days=30)) == [contact]


def test_each_act_leaves_its_trace_and_no_words(taken: Contact, line: Camp) -> None:
    contacts.answer(taken, "Come to us.", by=line.samar, at=MONDAY)
    more(words="He came back.")
    contacts.settle_contact(taken, ContactResult.ADVISED, by=line.samar, at=MONDAY)
    rows = Event.objects.filter(chain=f"file:{taken.reference}").order_by("number")
    assert [row.name for row in rows] == [
        Did.CONTACT_ARRIVED, Did.CONTACT_TAKEN, Did.CONTACT_ANSWERED, Did.CONTACT_MORE, Did.CONTACT_SETTLED
    ]  # fmt: skip
    assert not any(word in str(rows.values()) for word in ("Come", "back", "passport"))


def test_it_leaves_nothing_behind_when_the_trace_fails(line: Camp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "record", lambda *_, **__: None)
    with pytest.raises(RuntimeError):
        make_contact(line.desk, MONDAY, words="x")
    assert Contact.objects.count() == 0


def test_the_list_takes_as_many_statements_for_sixty_as_for_one(line: Camp) -> None:
    who = accounts.holdings(line.samar, MONDAY)
    make_contact(line.desk, MONDAY, "first", words="x")
    with CaptureQueriesContext(connection) as few:
        queries.contact_list(who)
    for number in range(8):
        make_contact(line.desk, MONDAY, f"code {number}", words=f"x {number}")
    with CaptureQueriesContext(connection) as many:
        queries.contact_list(who)
    assert len(few) == len(many) <= 5


def drop(var: Path, letter: Letter, mark: str = "") -> None:
    key = queries.letter_key()
    assert key is not None
    box.drop(var, mark or uuid4().hex, letters.seal_letter(letter, key.public))


def at() -> datetime:
    return MONDAY


def test_letters_come_out_of_the_box_and_the_answer_is_read_with_the_code(var: Path, line: Camp) -> None:
    work.go_on(at)
    letter, mark = make_letter(CODE, salt().hex(), words="He keeps my passport.")
    drop(var, letter, mark)
    assert work.go_on(at) == 1
    assert list(box.waiting(var)) == []
    keys, contact = keys_of(CODE, salt()), Contact.objects.get()
    assert letters.open_thread(box.thread_in(var, keys.thread) or b"", keys.private).answers == ()
    contacts.take_contact(contact, by=line.samar, at=MONDAY)
    contacts.answer(contact, "Come to us.", by=line.samar, at=MONDAY)
    work.go_on(at)
    assert letters.open_thread(box.thread_in(var, keys.thread) or b"", keys.private).answers == (("2026-11-02", "Come to us."),)


def test_rubbish_in_the_box_is_thrown_away_and_what_fails_otherwise_waits(
    var: Path, line: Camp, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.go_on(at)
    box.drop(var, uuid4().hex, b"rubbish")
    assert work.go_on(at) == 1
    monkeypatch.setattr(contacts, "take_in", lambda *_, **__: 1 / 0)
    drop(var, make_letter(CODE, salt().hex(), words="x")[0])
    assert work.go_on(at) == 0
    assert len(list(box.waiting(var))) == 1


def test_without_a_desk_that_takes_contacts_the_box_is_closed(var: Path, line: Camp) -> None:
    work.go_on(at)
    assert (var / "published" / "helpline").exists()
    contacts.close_line(line.desk, by=line.huda, at=MONDAY)
    work.go_on(at)
    assert not (var / "published" / "helpline").exists()


def test_a_wish_of_what_must_not_be_told_is_kept_and_a_later_one_adds_to_it(line: Camp) -> None:
    contact = make_contact(line.desk, MONDAY, CODE, not_told="not the neighbours", language="fil")
    more(words="Third floor.", not_told="not my cousin")
    told = queries.told_by(Contact.objects.get(pk=contact.pk))
    assert told is not None
    assert (told.not_told, told.language_name) == ("not the neighbours · not my cousin", "الفلبينية")


def test_the_desk_reads_which_language_they_speak_best_and_ignores_what_is_none(line: Camp) -> None:
    said = [make_contact(line.desk, MONDAY, f"{CODE} {code}", tongue=code) for code in ("am", "<b>")]
    told = [queries.told_by(contact) for contact in said]
    assert [one.tongue_name for one in told if one] == ["الأمهرية", ""]
    assert ("sw", "السواحلية") in queries.named_tongues()
