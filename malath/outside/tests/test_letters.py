"""Letters: what they hold and nothing else, who takes them, and what ends them."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from malath.accounts.testing import Cast, signed_in
from malath.documents import queries as documents
from malath.documents import typesetting
from malath.documents.models import Letter
from malath.documents.publishing import publish
from malath.documents.words import Validity, WhyRevoked
from malath.foundation.codes import place
from malath.foundation.testing import Clock
from malath.outside import actions
from malath.outside.actions import CannotLink
from malath.outside.queries import letters
from malath.outside.words import WhyNotLink
from malath.privacy import queries as privacy
from malath.privacy.testing import MONDAY
from malath.privacy.words import ConsentKind, Level
from malath.publicsite.validity import validity_of
from malath.referrals.models import Referral
from malath.referrals.testing import REASON
from malath.referrals.tests.asking import take_back
from malath.workday.tick import tick

LATER = MONDAY + timedelta(minutes=20)


@pytest.fixture
def letter(sent: Referral, people: Cast) -> Letter:
    return actions.issue_letter(sent, by=people.basim, at=MONDAY)


def test_the_row_says_nothing_about_the_person(letter: Letter, sent: Referral) -> None:
    plain = " ".join(str(value) for value in Letter.objects.filter(pk=letter.pk).values_list()[0])
    assert [word in plain for word in (REASON[:20], sent.person.reference, sent.case.reference)] == [False] * 3
    assert letter.about == sent.reference


def test_it_holds_what_the_sender_saw_in_both_languages(letter: Letter) -> None:
    content = documents.content_of(letter)
    assert content["en"]["told"][0]["paragraphs"][0]["text"] == REASON
    rows = dict(content["ar"]["rows"])
    assert rows["إلى"] == "مستشفى التلال · الخدمة الاجتماعية"
    assert content["title"] == "رسالة · Letter"


def test_it_has_left(letter: Letter, sent: Referral) -> None:
    assert ("letter", Level.L2) in [(line.how, line.level) for line in privacy.left_lines(sent.person)]


def test_a_newer_one_takes_its_place(letter: Letter, sent: Referral, people: Cast) -> None:
    fresh = actions.issue_letter(sent, by=people.basim, at=LATER)
    lines = {line.reference: (line.validity, line.because) for line in documents.lines_about(sent.reference, LATER)}
    assert lines == {
        letter.reference: (Validity.NOT_VALID, WhyRevoked.REPLACED), fresh.reference: (Validity.VALID, None)
    }  # fmt: skip


def test_without_a_ground_nothing_is_put_on_paper_or_taken(letter: Letter, sent: Referral, people: Cast) -> None:
    take_back(sent, ConsentKind.C1, people)
    for act in (actions.issue_letter, lambda one, **more: actions.take_letter(letter, one, **more)):
        with pytest.raises(CannotLink) as error:
            act(sent, by=people.basim, at=LATER)
        assert error.value.reasons == [WhyNotLink.NO_BASIS]


def test_what_was_taken_back_is_not_taken(letter: Letter, sent: Referral, people: Cast) -> None:
    actions.revoke_letter(sent, by=people.basim, at=LATER)
    letter.refresh_from_db()
    with pytest.raises(CannotLink) as error:
        actions.take_letter(letter, sent, by=people.basim, at=LATER)
    assert error.value.reasons == [WhyNotLink.LETTER_ENDED]


def test_the_check_says_valid_until_the_ground_ends_and_within_a_minute_not_valid(
    letter: Letter, sent: Referral, people: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("malath.workday.tick.var_folder", lambda: tmp_path)
    monkeypatch.setattr("malath.publicsite.validity.FRESH", timedelta(days=9999))
    tick(LATER)
    assert validity_of(letter.code, place(tmp_path), LATER) == "valid"
    take_back(sent, ConsentKind.C1, people)
    tick(LATER + timedelta(minutes=1))
    assert validity_of(letter.code, place(tmp_path), LATER + timedelta(minutes=1)) == "not_valid"
    assert Letter.objects.get(pk=letter.pk).revoked_because == WhyRevoked.BASIS_ENDED


def test_nothing_is_written_anew_while_no_letter_changes(letter: Letter, tmp_path: Path) -> None:
    assert [publish(tmp_path, LATER), publish(tmp_path, LATER)] == [True, False]


def test_the_published_file_holds_no_reference(letter: Letter, tmp_path: Path) -> None:
    publish(tmp_path, LATER)
    content = place(tmp_path).read_bytes()
    assert [word.encode() in content for word in (letter.code, letter.reference, letter.about)] == [False] * 3


def words_of(pdf: bytes, folder: Path) -> str:
    path = folder / "letter.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
    return "".join(mark for mark in text if mark not in "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")


def pdf_of(letter: Letter, sent: Referral, people: Cast) -> bytes:
    address, beside = documents.check_of(letter.code)
    content = {**documents.content_of(letter), **beside}
    return typesetting.pdf_of(content, mark=letters.mark_of(sent, people.basim, LATER), check=address)


needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")


@needs_poppler
def test_the_pdf_reads_right_in_both_languages(letter: Letter, sent: Referral, people: Cast, tmp_path: Path) -> None:
    words = words_of(pdf_of(letter, sent, people), tmp_path)
    # A lam with its alef is one sign: pdftotext gives the two in the order in which they are drawn.
    for said in ("مستشفى التالل", "الرعاية الصحية", "Hospital of the Hills", REASON, letter.code):
        assert said in words, said


@needs_poppler
def test_the_pdf_holds_nothing_else(letter: Letter, sent: Referral, people: Cast, tmp_path: Path) -> None:
    pdf = pdf_of(letter, sent, people)
    words = words_of(pdf, tmp_path)
    facts = subprocess.run(["pdfinfo", str(tmp_path / "letter.pdf")], capture_output=True, check=True).stdout.decode()
    hidden = (sent.case.reference, sent.person.reference, "traffick", "الاتجار")
    assert [word in words + facts for word in hidden] == [False] * len(hidden)
    assert "Tagged:          yes" in facts
    assert "رسالة · Letter" in facts


def test_a_copy_is_marked_and_recorded(letter: Letter, sent: Referral, basim: Client, clock: Clock) -> None:
    answer = basim.post(f"/outside/{sent.reference}/letter/{letter.reference}/copy/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="letter-{letter.reference}.pdf"'
    assert answer.content.startswith(b"%PDF")
    assert Letter.objects.get(pk=letter.pk).taken == 1


def test_the_page_shows_the_same_letter(letter: Letter, sent: Referral, basim: Client, clock: Clock) -> None:
    shown = basim.get(f"/outside/{sent.reference}/letter/{letter.reference}/").content.decode()
    assert [word in shown for word in (REASON, "مستشفى التلال", letter.code)] == [True] * 3


def test_it_is_issued_and_made_invalid_with_a_press(sent: Referral, basim: Client, clock: Clock) -> None:
    assert basim.post(f"/outside/{sent.reference}/letter/").status_code == 302
    assert basim.post(f"/outside/{sent.reference}/no-letter/").status_code == 302
    assert Letter.objects.get().revoked_because == WhyRevoked.TAKEN_BACK


def test_a_stranger_gets_what_never_was(letter: Letter, sent: Referral, people: Cast) -> None:
    stranger = signed_in(Client(), people.zayd)
    assert stranger.get(f"/outside/{sent.reference}/letter/{letter.reference}/").status_code == 404
    assert stranger.post(f"/outside/{sent.reference}/letter/{letter.reference}/copy/").status_code == 404
    assert stranger.post(f"/outside/{sent.reference}/letter/").status_code == 404
