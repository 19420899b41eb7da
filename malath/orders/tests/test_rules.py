"""What is struck out stays out, however it is written."""

from hypothesis import given
from hypothesis import strategies as st

from malath.orders.rules import SHORTEST, STRUCK, struck

LETTERS = st.text(alphabet="abcXYZسلمى ", max_size=40)
WORDS = st.text(alphabet="abcXYZسلمى", min_size=SHORTEST, max_size=8)


@given(LETTERS, st.lists(WORDS, max_size=4), LETTERS)
def test_no_struck_word_is_left(before: str, words: list[str], after: str) -> None:
    left = struck(f"{before}{' '.join(words)}{after}", words).casefold()
    assert not any(word.casefold() in left for word in words)


@given(LETTERS)
def test_nothing_else_changes(text: str) -> None:
    assert struck(text, ["", "a", "nowhere in it"]) == text


def test_the_whole_name_goes_and_not_a_part_of_it() -> None:
    words = ["Salma", "Salma Alias  Demo"]
    assert struck("salma alias demo, and SALMA.", words) == f"{STRUCK}, and {STRUCK}."
