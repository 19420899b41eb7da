"""The words read aloud: one question each, in both languages, for adults and for children."""

import pytest
from django.utils.translation import override

from malath.agencies.testing import make_agency
from malath.privacy import wording as words
from malath.privacy.rules import wording_mark
from malath.privacy.wording import wording
from malath.privacy.words import ConsentKind

QUESTIONS = [kind for kind in ConsentKind if kind != ConsentKind.C3]
ASKED = [(kind, False) for kind in words.ADULT] + [(kind, True) for kind in words.CHILD]
ARABIC = range(0x0600, 0x0700)


@pytest.mark.parametrize(("kind", "child"), ASKED)
def test_each_question_has_its_own_words_in_both_languages(kind: ConsentKind, child: bool) -> None:
    read = wording(kind, child=child)
    assert any(ord(letter) in ARABIC for letter in read.ar)
    assert not any(ord(letter) in ARABIC for letter in read.en)
    assert "?" in read.en
    assert "؟" in read.ar


def test_adults_and_children_are_asked_in_different_words() -> None:
    assert set(words.ADULT) == set(ConsentKind)
    assert set(words.CHILD) == set(ConsentKind) - {ConsentKind.C15}, "nothing of a child is shown to the public"
    everything = [wording(kind).en for kind in words.ADULT] + [wording(kind, child=True).en for kind in words.CHILD]
    assert len(set(everything)) == len(everything)


@pytest.mark.parametrize(("kind", "child"), ASKED)
def test_each_says_that_one_may_say_no_and_change_ones_mind(kind: ConsentKind, child: bool) -> None:
    end = words.CHILD_END if child else words.ADULT_END
    assert wording(kind, child=child).en.endswith(str(_in_english(end)))


def _in_english(text: object) -> str:
    with override("en"):
        return str(text)


def test_c3_names_the_body_in_each_language(db: None) -> None:
    body = make_agency(name_en="Hand in hand 100%", name_ar="يد بيد")
    read = wording(ConsentKind.C3, body)
    assert "Hand in hand 100%" in read.en
    assert "يد بيد" in read.ar
    assert "%(body)s" not in read.proof


def test_the_proof_covers_both_languages_whatever_the_page_speaks() -> None:
    marks = set()
    for language in ("ar", "en"):
        with override(language):
            marks.add(wording_mark(wording(ConsentKind.C1).proof))
    assert len(marks) == 1
    assert wording(ConsentKind.C1).ar in wording(ConsentKind.C1).proof
    assert wording(ConsentKind.C1).en in wording(ConsentKind.C1).proof


@pytest.mark.parametrize("kind", QUESTIONS)
def test_no_question_hides_another(kind: ConsentKind) -> None:
    """A yes to one thing is never a yes to a second one."""
    assert " and all " not in wording(kind).en
    assert "everything below" not in wording(kind).en


@pytest.mark.parametrize("kind", ConsentKind)
def test_whoever_asks_is_told_what_a_yes_opens_and_what_it_does_not(kind: ConsentKind) -> None:
    reach = words.OPENS[kind]
    for language in ("ar", "en"):
        with override(language):
            assert str(reach.opens) != str(reach.not_this)
            assert any(ord(letter) in ARABIC for letter in f"{reach.opens}{reach.not_this}") == (language == "ar")
