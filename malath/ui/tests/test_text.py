import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from malath.ui.text import clean_line, clean_story, digits, isolate, strip_bidi

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
tricky = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(BIDI + "\u200b\ufeff\x00\x1b\r\n\t ٣۴")))


def test_it_reads_arabic_and_persian_digits() -> None:
    assert digits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ 0123456789") == "0123456789 0123456789 0123456789"


@given(tricky)
def test_it_changes_nothing_but_digits(text: str) -> None:
    changed = digits(text)
    assert len(changed) == len(text)
    for before, after in zip(text, changed, strict=True):
        assert before == after or int(before) == int(after)


@given(tricky)
def test_an_isolated_text_cannot_break_its_fence(text: str) -> None:
    fenced = isolate(text)
    assert fenced[0] == "\u2068"
    assert fenced[-1] == "\u2069"
    assert not set(fenced[1:-1]) & set(BIDI)


def test_a_phone_is_isolated_left_to_right() -> None:
    assert isolate("+962 7 9000 0012", ltr=True) == "\u2066+962 7 9000 0012\u2069"


@given(tricky)
def test_it_strips_every_mark_of_direction_and_nothing_else(text: str) -> None:
    assert strip_bidi(text) == "".join(mark for mark in text if mark not in BIDI)


@given(tricky)
@example("a\u202eb\x00c\u200b d")
def test_a_clean_line_holds_nothing_unseen(text: str) -> None:
    line = clean_line(text)
    assert not {unicodedata.category(mark) for mark in line} & {"Cc", "Cs", "Cn", "Co"}
    assert not set(line) & set(BIDI + "\u200b\ufeff\n\r\t")
    assert line == line.strip()
    assert "  " not in line


@given(tricky)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_story(clean_story(text)) == clean_story(text)


def test_a_letter_and_its_accent_are_one_even_when_a_hidden_mark_parted_them() -> None:
    parted, whole = "Rene\u200e\u0301 \u0627\u202e\u0653", "Ren\u00e9 \u0622"
    assert clean_line(parted) == whole
    assert clean_story(parted) == whole


@given(tricky)
def test_what_is_clean_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean_line(text))
    assert unicodedata.is_normalized("NFC", clean_story(text))


def test_letters_that_need_joiners_keep_them() -> None:
    assert clean_line("می\u200cخواهم ක\u200dෂ") == "می\u200cخواهم ක\u200dෂ"


def test_a_story_keeps_its_lines_and_loses_what_is_unseen() -> None:
    assert clean_story(" one \r\ntwo\u202e\r\rthree\x07\n") == "one\ntwo\n\nthree"


@given(tricky)
def test_a_clean_story_holds_no_control_but_line_breaks(text: str) -> None:
    story = clean_story(text)
    assert not {unicodedata.category(mark) for mark in story if mark != "\n"} & {"Cc", "Cs", "Cn", "Co"}
    assert not set(story) & set(BIDI)
