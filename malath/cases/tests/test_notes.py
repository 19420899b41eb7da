"""Notes: never changed, corrected by later ones, their kinds kept apart."""

from uuid import uuid4

import pytest
from django.test import Client

from malath.accounts.testing import Cast, signed_in
from malath.cases import actions as cases
from malath.cases.models import Case, Note
from malath.cases.testing import make_case, make_note
from malath.cases.words import NoteKind
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY


@pytest.fixture
def wrong(case: Case, people: Cast) -> Note:
    return make_note(case, "He came on Tuesday.", kind=NoteKind.WORDS, desk=people.station, by=people.basim)


def test_a_correction_stands_beside_what_it_corrects(case: Case, people: Cast, wrong: Note) -> None:
    later = cases.write_note(
        case, kind=NoteKind.OPINION, text="It was Monday.", desk=people.station, corrects=wrong, by=people.basim, at=MONDAY
    )
    assert (later.corrects, later.kind) == (wrong, NoteKind.WORDS)
    assert Note.objects.get(pk=wrong.pk).opened("text") == "He came on Tuesday."


def test_the_page_says_what_was_corrected_and_by_what(
    client: Client, case: Case, people: Cast, wrong: Note, clock: Clock
) -> None:
    note = f"/cases/{case.reference}/note/"
    form = signed_in(client, people.basim).post(note, {"corrects": wrong.pk})
    assert (form.status_code, "Correct a note" in form.content.decode()) == (200, True)
    assert not Note.objects.exclude(pk=wrong.pk).exists()
    clock.forward(hours=1)
    typed = {"once": str(uuid4()), "corrects": wrong.pk, "kind": "words", "text": "It was Monday."}
    assert client.post(note, typed).status_code == 302
    assert client.post(note, typed).status_code == 302
    assert Note.objects.count() == 2
    page = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Corrected by a later note" in page
    assert "Corrects the note of" in page
    assert "He came on Tuesday." in page


def test_a_note_of_another_case_is_not_corrected_here(client: Client, case: Case, people: Cast) -> None:
    elsewhere = make_note(make_case(people.shelter, people.amal), "A secret.", desk=people.shelter, by=people.amal)
    typed = {"once": str(uuid4()), "corrects": elsewhere.pk, "kind": "opinion", "text": "Not so."}
    signed_in(client, people.basim).post(f"/cases/{case.reference}/note/", typed)
    assert Note.objects.get(case=case).corrects is None


def test_each_kind_is_read_by_itself(client: Client, case: Case, people: Cast, wrong: Note) -> None:
    make_note(case, "The door was locked.", desk=people.station, by=people.basim)
    page = signed_in(client, people.basim).get(f"/cases/{case.reference}/?kind=words").content.decode()
    assert ("He came on Tuesday." in page, "The door was locked." in page) == (True, False)
    page = client.get(f"/cases/{case.reference}/?kind=nonsense").content.decode()
    assert "The door was locked." in page
