"""Sound and moving pictures: what is whole, and what hides something."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.awareness.testing import make_video
from malath.documents import media
from malath.documents.looking import Unfit, look
from malath.documents.testing import stream_of
from malath.documents.words import Format, WhyNotKept


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def make_mp4(*extra: bytes) -> bytes:
    return box(b"ftyp", b"isom" * 2) + box(b"moov", b"movie" * 40) + b"".join(extra) + box(b"mdat", b"x" * 400_000)


def why_not(content: bytes, found: Format) -> WhyNotKept | None:
    return media.why_not(stream_of(content), found)


def test_a_whole_video_is_taken_where_videos_are_taken() -> None:
    for content, name, found in ((make_video(), "a.webm", Format.WEBM), (make_mp4(), "a.mp4", Format.MP4)):
        assert look(stream_of(content), name, public=True) == found
        with pytest.raises(Unfit):
            look(stream_of(content), name)


@pytest.mark.parametrize("sign", [b"\xa9xyz+31.95+035.91/", b"loci", b"com.apple.quicktime.location.ISO6709"])
def test_a_video_that_says_where_it_was_taken_is_refused(sign: bytes) -> None:
    assert why_not(make_mp4(box(b"udta", sign)), Format.MP4) == WhyNotKept.SAYS_PLACE


def test_what_is_cut_off_or_carries_a_second_file_is_refused() -> None:
    assert why_not(make_mp4()[:-1], Format.MP4) is not None
    assert why_not(make_mp4() + b"<html><script>", Format.MP4) == WhyNotKept.TWO_IN_ONE
    assert why_not(make_video()[:-1], Format.WEBM) == WhyNotKept.DAMAGED
    assert why_not(make_video(behind=b"PK\x03\x04"), Format.WEBM) == WhyNotKept.TWO_IN_ONE


def test_pictures_between_boxes_are_not_searched_for_places() -> None:
    content = box(b"ftyp", b"isom") + box(b"moov", b"m") + box(b"mdat", b"loci")
    assert why_not(content, Format.MP4) is None


def test_an_ending_that_says_otherwise_is_refused() -> None:
    with pytest.raises(Unfit) as unfit:
        look(stream_of(make_video()), "film.mp4", public=True)
    assert unfit.value.reason == WhyNotKept.OTHER_NAME


@given(st.binary(max_size=120), st.sampled_from([Format.MP4, Format.WEBM]))
def test_no_bytes_break_the_look(data: bytes, found: Format) -> None:
    starts = {Format.MP4: b"\0\0\0\x08ftyp", Format.WEBM: media.EBML}[found]
    assert why_not(starts + data, found) in {None, WhyNotKept.DAMAGED, WhyNotKept.TWO_IN_ONE, WhyNotKept.SAYS_PLACE}
