"""Letters and codes: what is sealed opens for one key only, has one size, and leads nowhere else."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from malath.helpline import letters
from malath.helpline.letters import Letter, Thread, Unreadable, code_in, folded, keys_of, new_code

SALT = b"0123456789abcdef"
LISTS = {name: (settings.STANDARDS / "words" / f"{name}.txt").read_text(encoding="utf-8").split() for name in ("ar", "en")}
MINE = X25519PrivateKey.generate()
TO = MINE.public_key().public_bytes_raw().hex()
THREAD = "ab" * 32


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_list_has_2048_words_that_nobody_confuses(language: str) -> None:
    assert len({folded(word) for word in LISTS[language]}) == len(LISTS[language]) == 2048


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_code_is_five_words_and_is_read_as_it_is_typed(language: str) -> None:
    code = new_code(LISTS[language])
    typed = f"  {code.upper().replace(' ', '  ')}. "
    assert len(code.split()) == 5
    assert code_in(typed, list(LISTS.values())) == code


def test_arabic_words_are_read_however_alef_and_taa_are_typed() -> None:
    assert code_in("اجنحه، ابره ستره دلو مرح", list(LISTS.values())) == "أجنحة إبرة سترة دلو مرح"


def test_a_language_without_a_list_gets_fifteen_digits() -> None:
    code = new_code([])
    assert len(code) == 15
    assert code_in(f"{code[:5]} {code[5:10]}-{code[10:]}", []) == code


@pytest.mark.parametrize("typed", ["", "one two", "x y z v w", "12345", "romp bunny deacon filth raven romp"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert code_in(typed, list(LISTS.values())) == ""


def test_a_code_opens_always_the_same_and_another_code_or_house_something_else() -> None:
    first, again, other, elsewhere = keys_of("a", SALT), keys_of("a", SALT), keys_of("b", SALT), keys_of("a", b"f" * 16)
    assert (first.thread, first.public, first.mark) == (again.thread, again.public, again.mark)
    assert len({first.thread, other.thread, elsewhere.thread, first.public, other.public, elsewhere.public}) == 6
    assert "X25519" not in repr(first)


@given(st.dictionaries(st.sampled_from(["words", "place", "safe"]), st.text(max_size=1500)), st.integers(0, 99))
@tries(max_examples=30)
def test_all_letters_have_one_size_and_open_as_they_were_sealed(said: dict[str, str], crowd: int) -> None:
    try:
        sealed = letters.seal_letter(Letter("ask", THREAD, TO, said, crowd), TO)
    except UnicodeEncodeError:
        return
    assert len(sealed) == letters.SIZE + 48
    assert letters.open_letter(sealed, MINE) == Letter("ask", THREAD, TO, said, min(crowd, letters.MOST_CROWD))


def test_a_letter_that_was_touched_or_is_for_others_does_not_open() -> None:
    sealed = letters.seal_letter(Letter("seen", THREAD), TO)
    for data, key in ((sealed[:-1] + bytes([sealed[-1] ^ 1]), MINE), (sealed, X25519PrivateKey.generate()), (b"", MINE)):
        with pytest.raises(Unreadable):
            letters.open_letter(data, key)


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "order", "thread": THREAD, "public": "", "said": {}, "crowd": 0},
        {"kind": "ask", "thread": THREAD, "public": "", "said": {}, "crowd": 0},
        {"kind": "more", "thread": "../../etc", "public": "", "said": {}, "crowd": 0},
        {"kind": "more", "thread": THREAD, "public": "", "said": {"words": 3}, "crowd": 0},
        {"kind": "more", "thread": THREAD, "public": "", "said": [], "crowd": 0},
        {"kind": "more", "thread": "", "public": "", "said": {}, "crowd": 0},
        [],
    ],
)
def test_a_sealed_letter_of_another_shape_is_none(content: object) -> None:
    sealed = letters._seal(content, TO, letters.LETTER, letters.SIZE)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(Unreadable):
        letters.open_letter(sealed, MINE)


def test_too_much_is_refused_before_it_is_sealed() -> None:
    with pytest.raises(ValueError, match="too much"):
        letters.seal_letter(Letter("more", THREAD, "", {"words": "ب" * 9000}), TO)


def test_an_answer_opens_for_its_code_alone() -> None:
    keys, other = keys_of("a", SALT), keys_of("b", SALT)
    sealed = letters.seal_thread(Thread((("2026-11-02", "Come to us."),)), keys.public)
    assert letters.open_thread(sealed, keys.private).answers == (("2026-11-02", "Come to us."),)
    assert b"Come" not in sealed
    assert len(sealed) == len(letters.seal_thread(Thread(), keys.public))
    with pytest.raises(Unreadable):
        letters.open_thread(sealed, other.private)
