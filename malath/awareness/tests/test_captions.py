"""Captions: read strictly, kept plain."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.awareness import captions
from malath.awareness.captions import BadCaptions, Cue
from malath.awareness.testing import CAPTIONS_AR
from malath.awareness.words import WhyNot

W = WhyNot


def refused(data: bytes) -> tuple[WhyNot, int]:
    with pytest.raises(BadCaptions) as bad:
        captions.read(data)
    return bad.value.reason, bad.value.line


def of(text: str, times: str = "00:01.000 --> 00:02.500") -> bytes:
    return f"WEBVTT\n\n{times}\n{text}\n".encode()


def test_captions_in_arabic_are_kept_as_they_are() -> None:
    cues = captions.read(b"\xef\xbb\xbf" + CAPTIONS_AR.replace("\n", "\r\n").encode())
    assert [cue.text for cue in cues] == ["لا يحق لأحد أن يحتجز جواز سفرك.", "اتصل بنا."]
    assert captions.transcript(cues) == "لا يحق لأحد أن يحتجز جواز سفرك.\nاتصل بنا."


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16", "iso8859_6"])
def test_another_encoding_is_refused_clearly(encoding: str) -> None:
    assert refused(CAPTIONS_AR.encode(encoding)) == (W.WRONG_ENCODING, 0)


def test_styles_tags_and_marks_of_direction_do_not_get_through() -> None:
    data = (
        b"WEBVTT\n\nSTYLE\n::cue { background: url(x) }\n\nNOTE hello\n\n"
        + of(
            "<v Roger><script>alert(1)</script><b>Call</b> \u202eus\u202c &lt;b&gt; --&gt;",
            "01:00:01.000 --> 01:00:02.500 line:0 align:start",
        )[8:]
    )
    (cue,) = captions.read(data)
    assert (cue.start, cue.end, cue.text) == (3_601_000, 3_602_500, "alert(1)Call us <b> -->")
    assert "us &lt;b&gt; --&gt;" in captions.written((cue,))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"1\n00:00:01,000 --> 00:00:02,000\nSubRip", (W.NO_CAPTIONS_FILE, 0)),
        (of("Too early", "00:02.000 --> 00:01.000"), (W.CAPTIONS_TIME, 3)),
        (of("Half a time", "00:02 --> 00:03.000"), (W.CAPTIONS_TIME, 3)),
        (b"WEBVTT\n\nno time at all", (W.CAPTIONS_TIME, 3)),
        (b"WEBVTT\n\nNOTE nothing else", (W.CAPTIONS_EMPTY, 0)),
        (b"WEBVTT" + b" " * captions.LARGEST, (W.CAPTIONS_TOO_LONG, 0)),
    ],
)
def test_what_is_no_captions_says_why_and_where(data: bytes, reason: tuple[WhyNot, int]) -> None:
    assert refused(data) == reason


CUES = st.tuples(st.integers(0, 10**7), st.integers(1, 10**6), st.text(min_size=1, max_size=30))


@given(st.lists(CUES, min_size=1, max_size=5))
def test_what_is_written_is_read_the_same(raw: list[tuple[int, int, str]]) -> None:
    plain = [(start, start + length, captions._plain(text)) for start, length, text in raw]
    cues = tuple(Cue(start, end, text) for start, end, text in plain if text)
    if cues:
        assert captions.read(captions.written(cues).encode()) == cues


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for content in (data, b"WEBVTT\n\n" + data):
        with suppress(BadCaptions):
            assert captions.read(content)
