"""What is for the public says nothing of who made it, with what or where: planted in each kind of file, and searched for."""

import re
import zlib
from contextlib import closing
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from malath.documents import traces
from malath.documents.looking import Unfit, cleaned, look
from malath.documents.receiving import receive
from malath.documents.testing import PLACE, make_pdf, make_photograph, make_picture, make_upload, stream_of
from malath.documents.words import Format, WhyNotKept

NAME = b"Dana of the third floor"
XMP = b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>' + NAME + b"</dc:creator></x:xmpmeta>"
SOUND = b"\xff\xfb\x90\x00" + b"sound" * 200


def published(content: bytes, name: str = "a.pdf") -> bytes:
    stream = stream_of(content)
    return b"".join(cleaned(stream, look(stream, name, public=True), public=True))


def pdf_with(*objects: bytes, info: bytes = b"") -> bytes:
    """A PDF that says more of itself."""
    more = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 20))
    whole = make_pdf()
    return whole.replace(b"xref\n0 6", more + b"xref\n0 6").replace(b"/Root 1 0 R", b"/Root 1 0 R /Info << " + info + b" >>")


def stream_with(content: bytes, says: bytes = b"/Type /Metadata /Subtype /XML") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (says, len(content), content)


@pytest.mark.parametrize(
    "said",
    [
        b"/Author (" + NAME + b")", b"/Author(" + NAME.replace(b" ", b" (x) ") + b")", b"/Auth#6fr (\\)" + NAME + b")",
        b"/Producer <" + NAME.hex().encode() + b">", b"/Author (\xfe\xff\x00" + b"\x00".join(re.findall(b".", NAME)) + b")",
        b"/Author\n 20 0 R", b"/Creator (" + NAME + b") /Company (" + NAME + b")",
    ],
    ids=["text", "brackets", "spelled", "numbers", "two bytes", "elsewhere", "twice"],
)  # fmt: skip
def test_the_author_of_a_pdf_is_written_over_in_its_place(said: bytes) -> None:
    alone = [b"(" + NAME + b")"] if b"20 0 R" in said else []
    planted = pdf_with(*alone, info=b"/Title (Leaflet) " + said)
    kept = published(planted)
    words = (b"Dana", b"Dana".hex().encode(), b"D\0a\0n\0a")
    assert (any(word in planted for word in words), any(word in kept for word in words)) == (True, False)
    assert (len(kept), b"/Title (Leaflet)" in kept) == (len(planted), True)
    assert look(stream_of(kept), "a.pdf", public=True) == Format.PDF


@pytest.mark.parametrize("packed", [False, True])
def test_what_a_pdf_tells_in_xmp_is_gone(packed: bool) -> None:  # drawn
    says = b"/Type /Metadata /Filter /FlateDecode" if packed else b"/Type /Metadata"
    content = zlib.compress(XMP) if packed else XMP
    planted = pdf_with(stream_with(content, says))
    kept = published(planted)
    assert (content in planted, content in kept, NAME in kept, len(kept)) == (True, False, False, len(planted))


def test_a_photograph_inside_a_pdf_loses_its_place() -> None:
    planted = pdf_with(stream_with(make_photograph(), b"/Subtype /Image /Filter /DCTDecode"))
    kept = published(planted)
    exif = planted.index(b"Exif\0\0")
    assert PLACE not in kept[exif : exif + 60]
    assert b"ns.adobe.com/xap/1.0/\0" + PLACE not in kept
    assert kept.count(b"\x12\xff\x00\x34") == 1


def test_an_author_that_is_packed_in_is_refused_for_the_public_alone() -> None:
    listed = zlib.compress(b"20 0 << /Author (" + NAME + b") >>")
    content = pdf_with(stream_with(listed, b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode"))
    with pytest.raises(Unfit) as unfit:
        look(stream_of(content), "a.pdf", public=True)
    assert unfit.value.reason == WhyNotKept.SAYS_WHO
    assert look(stream_of(content), "a.pdf") == Format.PDF
    empty = zlib.compress(b"20 0 << /Author () >>")
    bare = pdf_with(stream_with(empty, b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode"))
    assert look(stream_of(bare), "a.pdf", public=True) == Format.PDF


def test_a_recording_loses_its_tags() -> None:
    tag = b"TPE1\0\0\0\x18\0\0\0" + NAME
    planted = b"ID3\4\0\0" + bytes([0, 0, 0, len(tag)]) + tag + SOUND + b"TAG" + NAME.ljust(125, b"\0")
    assert published(planted, "a.mp3") == SOUND


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ogg", b"OggS\0\2" + bytes(40) + b"OpusTags\1\0\0\0\x1c\0\0\0Artist=" + NAME),
        ("a.mp3", SOUND + b"APETAGEX" + NAME),
        ("a.mp4", b"\0\0\0\x10ftypisomisom\0\0\0\x2cmoov\0\0\0\x24udta\0\0\0\x1c\xa9aut" + NAME[:20] + b"\0\0\0\x0cmdat1234"),
    ],
)
def test_other_recordings_and_videos_that_say_who_made_them_are_refused(name: str, content: bytes) -> None:
    with pytest.raises(Unfit) as unfit:
        look(stream_of(content), name, public=True)
    assert unfit.value.reason == WhyNotKept.SAYS_WHO
    assert look(stream_of(content.replace(b"Artist=", b"Title=.")), "a.ogg", public=True) if name == "a.ogg" else True


@pytest.mark.parametrize(("content", "name"), [(make_picture(), "a.png"), (make_photograph(), "a.jpg")])
def test_what_comes_in_for_the_public_is_kept_without_the_place(content: bytes, name: str) -> None:
    with closing(make_upload(content, name)) as upload:
        kept = b"".join(receive(upload, public=True).chunks())
    assert (PLACE in content, PLACE in kept) == (True, False)


def test_a_paper_of_a_case_stays_as_it_was_signed() -> None:
    content = pdf_with(info=b"/Author (" + NAME + b")")
    with closing(make_upload(content, "contract.pdf")) as upload:
        received = receive(upload)
        assert sha256(b"".join(received.chunks())).hexdigest() == received.came


@given(st.integers(0, 3 * traces.WINDOW // 2))
@tries(max_examples=6, deadline=None)
def test_no_author_hides_at_a_seam(before: int) -> None:
    content = make_pdf().replace(b"xref\n0 6", b"%" + b"a" * before + b"\n<< /Author (" + NAME + b") >>\nxref\n0 6")
    assert NAME not in published(content)


@given(st.binary(max_size=200))
@tries(max_examples=60)
def test_no_bytes_break_the_search_and_none_are_lost(data: bytes) -> None:
    content = make_pdf().replace(b"xref\n0 6", data + b"xref\n0 6")
    assert len(b"".join(traces.without(stream_of(content), Format.PDF))) == len(content)
