"""Stretches of a file."""

from pathlib import Path

import pytest
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from malath.ui.ranges import Stretch, asked, opening, ranged, skipping

CONTENT = bytes(range(200))


def test_what_is_asked_for() -> None:
    assert asked("", 10) == Stretch(0, 10)
    assert asked("bytes=2-4", 10) == Stretch(2, 5)
    assert asked("bytes=7-", 10) == Stretch(7, 10)
    assert asked("bytes=-3", 10) == Stretch(7, 10)
    assert asked("bytes=2-99", 10) == Stretch(2, 10)
    assert asked("bytes=0-1,4-5", 10) == Stretch(0, 10)
    assert (asked("bytes=10-", 10), asked("bytes=5-2", 10), asked("bytes=-0", 10)) == (None, None, None)


def content(answer: HttpResponseBase) -> bytes:
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(answer)


@given(st.integers(0, 250), st.integers(0, 250), st.integers(1, 60))
def test_a_stretch_is_the_same_from_a_file_that_is_read_from_its_beginning(first: int, last: int, piece: int) -> None:
    def whole() -> object:
        return (CONTENT[start : start + piece] for start in range(0, len(CONTENT), piece))

    request = RequestFactory().get("/", headers={"Range": f"bytes={first}-{last}"})
    answer = ranged(request, len(CONTENT), skipping(whole), "video/webm")  # type: ignore[arg-type]  # an iterator
    if first < len(CONTENT) and first <= last:
        assert content(answer) == CONTENT[first : last + 1]
    else:
        assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */200")


@pytest.mark.parametrize("header", ["", "bytes=0-3"])
def test_a_plain_file_is_opened_where_it_is_asked_for(tmp_path: Path, header: str) -> None:
    path = tmp_path / "film"
    path.write_bytes(CONTENT)
    answer = ranged(RequestFactory().get("/", headers={"Range": header}), 200, opening(path), "video/webm")
    expected = ("4", CONTENT[:4]) if header else ("200", CONTENT)
    assert (answer["Content-Length"], content(answer)) == expected
