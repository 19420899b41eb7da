"""The container of a file: what was put in comes out, and nothing that was changed on the way."""

import io
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malath.documents import container
from malath.documents.container import PIECE, TAG, Damaged, opened, sealed, size_of

KEY, NAME = secrets.token_bytes(32), b"documents_attachment|1|content"
HEAD = len(container.MARK) + container.SALT
SOME = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5]


def put(plain: bytes, step: int = 10_000) -> bytes:
    return b"".join(sealed(KEY, NAME, (plain[i : i + step] for i in range(0, len(plain), step))))


def got(kept: bytes, key: bytes = KEY, name: bytes = NAME) -> bytes:
    return b"".join(opened(key, name, io.BytesIO(kept).read))


@pytest.mark.parametrize("size", SOME)
def test_what_went_in_comes_out_and_the_length_is_foretold(size: int) -> None:
    plain = secrets.token_bytes(size)
    kept = put(plain)
    assert (got(kept), len(kept)) == (plain, size_of(size))
    assert size < 30 or plain[:30] not in kept


@given(st.binary(max_size=400), st.integers(1, 77), st.integers(1, 50))
@settings(max_examples=50)
def test_neither_the_steps_of_writing_nor_those_of_reading_matter(plain: bytes, step: int, read: int) -> None:
    file = io.BytesIO(put(plain, step))
    assert b"".join(opened(KEY, NAME, lambda size: file.read(min(size, read)))) == plain


@pytest.mark.parametrize("place", [0, 9, HEAD, HEAD + PIECE // 2, HEAD + PIECE + TAG, -1])
def test_one_changed_bit_is_noticed(place: int) -> None:
    kept = bytearray(put(bytes(2 * PIECE + 9)))
    kept[place] ^= 1
    with pytest.raises(Damaged):
        got(bytes(kept))


@pytest.mark.parametrize("end", [0, 5, HEAD, HEAD + 7, HEAD + PIECE + TAG, HEAD + 2 * (PIECE + TAG), -1])
def test_a_file_that_was_cut_off_is_noticed_also_between_two_pieces(end: int) -> None:
    with pytest.raises(Damaged):
        got(put(bytes(2 * PIECE + 9))[:end])


def test_pieces_that_changed_places_or_stand_there_twice_are_noticed() -> None:
    kept = put(secrets.token_bytes(3 * PIECE))
    head, first, second, rest = (
        kept[:HEAD], kept[HEAD : HEAD + PIECE + TAG], kept[HEAD + PIECE + TAG : HEAD + 2 * (PIECE + TAG)],
        kept[HEAD + 2 * (PIECE + TAG) :],
    )  # fmt: skip
    for wrong in (head + second + first + rest, head + first + first + rest, head + second + rest, kept + rest):
        with pytest.raises(Damaged):
            got(wrong)


def test_a_file_opens_under_no_other_key_and_no_other_name() -> None:
    kept = put(b"a secret")
    for key, name in ((secrets.token_bytes(32), NAME), (KEY, b"another row")):
        with pytest.raises(Damaged):
            got(kept, key, name)


def test_nothing_is_passed_on_before_it_was_proved() -> None:
    kept = bytearray(put(bytes(2 * PIECE)))
    kept[HEAD + 5] ^= 1
    with pytest.raises(Damaged):
        next(opened(KEY, NAME, io.BytesIO(bytes(kept)).read))
