"""Which words were read: an answer typed in from paper keeps the mark of the words on that paper."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from malath.foundation.clock import AMMAN
from malath.foundation.testing import Clock
from malath.people.earlier import Earlier
from malath.people.models import Person
from malath.privacy import actions, marks
from malath.privacy.actions import CannotRecord
from malath.privacy.marks import NO_WORDS, marks_of, short
from malath.privacy.models import Consent
from malath.privacy.rules import wording_mark
from malath.privacy.testing import MONDAY, SPOKEN
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.wording import CHILD, wording
from malath.privacy.words import Answer, ConsentKind, WhyNotConsent

OLDER = "2026-10:0123456789abcdef0123456789abcdef"
THEN = MONDAY + timedelta(hours=1)
TYPED = MONDAY + timedelta(hours=5)


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of C2 were others before."""
    known = {name: [OLDER, *ones] if name == "C2" else ones for name, ones in marks._known().items()}
    monkeypatch.setattr(marks, "_known", lambda: known)


def on_paper(moment: datetime, words: str) -> dict[str, str]:
    wall = moment.astimezone(AMMAN)
    return {"happened_on": f"{wall:%d/%m/%Y}", "happened_hour": f"{wall:%H:%M}", "words_read": words}


def record(person: Person, house: House, words: str | None) -> Consent:
    return actions.record_consent(
        person, kind=ConsentKind.C2, answer=Answer.YES, circumstances=SPOKEN, wording=wording(ConsentKind.C2).proof,
        desk=house.desk, by=house.nour, at=TYPED, earlier=Earlier(THEN, words=words),
    )  # fmt: skip


@pytest.mark.parametrize(("kind", "child"), [(kind, False) for kind in ConsentKind] + [(kind, True) for kind in CHILD])
def test_the_newest_mark_is_that_of_todays_words(kind: ConsentKind, child: bool) -> None:
    """Words changed? Add their mark to marks.json below the old one, which stays for answers from older paper."""
    assert marks_of(kind, child=child)[-1] == wording_mark(wording(kind, child=child).proof)


def test_no_two_questions_have_the_same_mark_on_paper() -> None:
    shown = [short(mark) for ones in marks._known().values() for mark in ones]
    assert len(set(shown)) == len(shown)


def test_todays_words_are_kept_as_when_they_are_read_from_the_screen(person: Person, house: House) -> None:
    consent = record(person, house, marks_of(ConsentKind.C2)[-1])
    assert consent.wording == wording_mark(wording(ConsentKind.C2).proof)


@pytest.mark.usefixtures("changed")
def test_an_older_paper_keeps_its_older_words(person: Person, house: House) -> None:
    assert record(person, house, OLDER).wording == OLDER


def test_what_was_not_read_from_a_form_claims_no_words(person: Person, house: House) -> None:
    assert record(person, house, "").wording == ""


@pytest.mark.parametrize("words", ["2026-11:ffffffffffffffffffffffffffffffff", OLDER])
def test_words_that_never_stood_here_are_refused(person: Person, house: House, words: str) -> None:
    with pytest.raises(CannotRecord) as error:
        record(person, house, words)
    assert error.value.reasons == [WhyNotConsent.WORDS_UNKNOWN]
    assert not Consent.objects.filter(kind=ConsentKind.C2).exists()


def test_words_of_another_question_are_refused(person: Person, house: House) -> None:
    with pytest.raises(CannotRecord):
        record(person, house, marks_of(ConsentKind.C6)[-1])


def answered(words: str) -> dict[str, str]:
    return {"answer": "yes", "language": "am", "interpreter": "none", "method": "spoken", **on_paper(THEN, words)}


@pytest.mark.usefixtures("changed")
def test_the_page_offers_the_marks_that_a_paper_can_carry(nour: Client, person: Person) -> None:
    page = text(nour.get(f"/people/{person.reference}/consents/C2/"))
    for said in (short(OLDER), short(marks_of(ConsentKind.C2)[-1]), "No mark: not read from a printed form"):
        assert said in page


@pytest.mark.usefixtures("changed")
def test_older_words_are_typed_in_and_said(nour: Client, person: Person, clock: Clock) -> None:
    clock.at = TYPED
    assert nour.post(f"/people/{person.reference}/consents/C2/", answered(OLDER)).status_code == 302
    assert Consent.objects.get(kind=ConsentKind.C2).wording == OLDER
    assert f"asked in older words ({short(OLDER)})" in text(nour.get(f"/people/{person.reference}/consents/"))


def test_no_words_are_taken_for_granted(nour: Client, person: Person, clock: Clock) -> None:
    clock.at = TYPED
    answer = nour.post(f"/people/{person.reference}/consents/C2/", answered(""))
    assert answer.status_code == 422
    assert "Choose the mark that stands beside the words" in answer.content.decode()
    assert not Consent.objects.filter(kind=ConsentKind.C2).exists()


def test_a_question_that_was_not_asked_needs_no_mark(nour: Client, person: Person, clock: Clock) -> None:
    clock.at = TYPED
    typed = {**answered(""), "answer": "not_asked"}
    assert nour.post(f"/people/{person.reference}/consents/C2/", typed).status_code == 302


def test_an_answer_without_a_form_is_typed_in(nour: Client, person: Person, clock: Clock) -> None:
    clock.at = TYPED
    assert nour.post(f"/people/{person.reference}/consents/C2/", answered(NO_WORDS)).status_code == 302
    assert Consent.objects.get(kind=ConsentKind.C2).wording == ""


def test_todays_answer_needs_no_mark(nour: Client, person: Person, clock: Clock) -> None:
    typed = {"answer": "yes", "language": "am", "interpreter": "none", "method": "spoken"}
    assert nour.post(f"/people/{person.reference}/consents/C2/", typed).status_code == 302
    assert Consent.objects.get(kind=ConsentKind.C2).wording == wording_mark(wording(ConsentKind.C2).proof)
