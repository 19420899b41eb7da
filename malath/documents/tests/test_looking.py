"""What is kept and what is not: a file is what its bytes say, never what its name says."""

import re
import secrets
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malath.documents import looking, pictures
from malath.documents.looking import EICAR, Unfit, cleaned
from malath.documents.testing import (
    PLACE,
    format_of,
    make_chunk,
    make_office,
    make_pdf,
    make_photograph,
    make_picture,
    stream_of,
)
from malath.documents.words import Format, WhyNotKept

W = WhyNotKept
PLAIN_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
RELATIONS = b'<Relationship Type="http://x/attachedTemplate" Target="http://e/x.dotm" TargetMode="External"/>'
LINKS = b'<Relationship Type="http://x/hyperlink" Target="http://e/" TargetMode="External"/>'


def why_not(content: bytes, name: str = "") -> WhyNotKept:
    with pytest.raises(Unfit) as refused:
        format_of(content, name)
    return refused.value.reason


def pdf_with(inside: bytes) -> bytes:
    return PLAIN_PDF.replace(b"/Type /Catalog", b"/Type /Catalog " + inside)


def packed(inside: bytes, says: bytes = b"/Filter /FlateDecode") -> bytes:
    body = zlib.compress(inside)
    listed = b"2 0 obj\n<< /Type /ObjStm /N 1 /First 4 " + says + b" /Length 9 >>\nstream\n" + body + b"\nendstream\nendobj\n"
    return PLAIN_PDF.replace(b"trailer", listed + b"trailer")


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (make_picture(), "a.PNG", Format.PNG),
        (make_photograph(), "IMG_1.jpeg", Format.JPEG),
        (make_pdf(), "contract.pdf", Format.PDF),
        (PLAIN_PDF, "", Format.PDF),
        (packed(b"<< /Type /Page >>"), "a.pdf", Format.PDF),
        (make_office(), "a.docx", Format.WORD),
        (make_office(Format.SHEET), "wages.xlsx", Format.SHEET),
        (make_office(more={"word/_rels/document.xml.rels": LINKS}), "a.docx", Format.WORD),
        ("هي قالت لي: لا تخرجي.\n".encode(), "رسالة.txt", Format.TEXT),
        (b"\xef\xbb\xbfNotes", "a.txt", Format.TEXT),
    ],
)
def test_it_is_what_its_bytes_say(content: bytes, name: str, found: Format) -> None:
    assert format_of(content, name) == found


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.pdf", W.EMPTY),
        (make_picture(), "a.pdf", W.OTHER_NAME),
        (make_pdf(), "photo.jpg", W.OTHER_NAME),
        (PLAIN_PDF, "invoice.pdf.exe", W.OTHER_NAME),
        (b"just text", "photo.jpg", W.OTHER_NAME),
        (b"MZ\x90\0\3\0\0\0", "photo.jpg", W.UNKNOWN),
        (b"GIF89a\x01\0", "a.gif", W.UNKNOWN),
        (b"<html><script>alert(1)</script>", "a.txt", W.UNKNOWN),
        (b"#!/bin/sh\nrm -rf /\n", "a.txt", W.UNKNOWN),
        ("نص".encode("cp1256"), "a.txt", W.UNKNOWN),
        (b"text \0 with nothing", "a.txt", W.UNKNOWN),
        (b"PK\x03\x04 and nothing more", "a.docx", W.DAMAGED),
        (EICAR, "a.txt", W.HARMFUL),
        (PLAIN_PDF.replace(b"endobj", EICAR + b"\nendobj"), "a.pdf", W.HARMFUL),
        (make_picture(carries=EICAR), "a.png", W.HARMFUL),
        (PLAIN_PDF[:-6], "a.pdf", W.DAMAGED),
        (PLAIN_PDF + b"PK\x03\x04 another file", "a.pdf", W.TWO_IN_ONE),
        (pdf_with(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "a.pdf", W.ACTIVE),
        (pdf_with(b"/OpenAction << /S /J#61vaScr#69pt /JS (x) >>"), "a.pdf", W.ACTIVE),
        (pdf_with(b"/AA << /O << /S/Launch/F(cmd.exe) >> >>"), "a.pdf", W.ACTIVE),
        (pdf_with(b"/Names << /EmbeddedFiles 3 0 R >>"), "a.pdf", W.ACTIVE),
        (pdf_with(b"/AcroForm << /XFA 3 0 R >>"), "a.pdf", W.ACTIVE),
        (packed(b"<< /S /JavaScript /JS (x) >>"), "a.pdf", W.ACTIVE),
        (packed(b"<< >>", b"/Filter [/FlateDecode /FlateDecode]"), "a.pdf", W.DAMAGED),
        (packed(b"<< >>", b"/Filter /LZWDecode"), "a.pdf", W.DAMAGED),
        (PLAIN_PDF.replace(b"/Root", b"/Encrypt 5 0 R /Root"), "a.pdf", W.LOCKED),
        (make_office(kind=b"application/vnd.ms-word.document.macroEnabled.main+xml"), "a.docx", W.ACTIVE),
        (make_office(more={"word/vbaProject.bin": b"x"}), "a.docx", W.ACTIVE),
        (make_office(more={"word/embeddings/oleObject1.bin": b"x"}), "a.docx", W.ACTIVE),
        (make_office(more={"word/_rels/settings.xml.rels": RELATIONS}), "a.docx", W.ACTIVE),
        (make_office(more={"../evil": b"x"}), "a.docx", W.DAMAGED),
        (make_office() + b"%PDF-1.4", "a.docx", W.TWO_IN_ONE),
        (make_office(kind=b"application/epub+zip"), "a.docx", W.UNKNOWN),
        (make_photograph(behind=b"PK\x03\x04 another file"), "a.jpg", W.TWO_IN_ONE),
        (make_picture() + b"<script>x</script>", "a.png", W.TWO_IN_ONE),
        (make_photograph()[:-2], "a.jpg", W.DAMAGED),
        (b"\xff\xd8\xff\xd9", "a.jpg", W.DAMAGED),
        (make_picture()[:-12], "a.png", W.DAMAGED),
        (make_picture().replace(b"IDAT", b"IDAX"), "a.png", W.DAMAGED),
    ],
)
def test_what_is_not_kept_and_why(content: bytes, name: str, reason: WhyNotKept) -> None:
    assert why_not(content, name) == reason


def test_a_file_that_is_too_large_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "LARGEST", 20)
    assert why_not(b"x" * 21, "a.txt") == W.TOO_LARGE
    assert format_of(b"x" * 20, "a.txt") == Format.TEXT


@given(st.integers(0, 2 * looking.WINDOW), st.booleans())
@settings(max_examples=20)
def test_no_harmful_sign_hides_at_a_seam(before: int, spelled: bool) -> None:  # drawn
    assert why_not(b"a" * before + EICAR + b"b" * 300, "a.txt") == W.HARMFUL
    script = b"/J#61vaScript " if spelled else b"/JavaScript "
    assert why_not(pdf_with(b"%" + b"a" * before + b"\n" + script), "a.pdf") == W.ACTIVE


def test_of_a_picture_only_what_is_seen_stays() -> None:
    kept = b"".join(cleaned(stream_of(make_picture()), Format.PNG))
    assert PLACE not in kept
    assert [kind in kept for kind in (b"IHDR", b"IDAT", b"IEND", b"tEXt", b"eXIf")] == [True, True, True, False, False]
    assert format_of(kept) == Format.PNG


def test_of_a_photograph_only_what_is_seen_stays_and_how_it_is_turned() -> None:
    kept = b"".join(cleaned(stream_of(make_photograph(turned=6)), Format.JPEG))
    assert PLACE not in kept
    assert (kept.count(b"Exif"), b"xap" in kept) == (1, False)
    assert pictures._orientation(kept[kept.index(b"Exif") + 6 :]) == 6
    assert b"\x12\xff\x00\x34" in kept
    assert b"Exif" not in b"".join(cleaned(stream_of(make_photograph(turned=1)), Format.JPEG))
    assert b"Samsung" not in b"".join(cleaned(stream_of(make_photograph(behind=b"Samsung trailer")), Format.JPEG))


def test_a_picture_that_was_cleaned_stays_as_it_is() -> None:
    for content, found in ((make_picture(), Format.PNG), (make_photograph(turned=3), Format.JPEG)):
        once = b"".join(cleaned(stream_of(content), found))
        assert b"".join(cleaned(stream_of(once), found)) == once


def test_what_is_drawn_over_many_blocks_comes_out_whole() -> None:
    drawn = re.sub(rb"\xff", b"\xff\x00", secrets.token_bytes(300_000))
    content = make_photograph(carries=b"", turned=1, drawn=drawn)
    assert drawn in b"".join(cleaned(stream_of(content), Format.JPEG))


@given(st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8\xff", b"%PDF-1.4", b"PK\x03\x04", pictures.PNG]))
@settings(max_examples=150)
def test_no_bytes_break_the_look(content: bytes, head: bytes) -> None:
    with suppress(Unfit):
        assert format_of(head + content) in Format


@given(st.integers(0, 400), st.integers(0, 255))
@settings(max_examples=100)
def test_a_damaged_picture_never_breaks_the_look(place: int, value: int) -> None:
    for content in (bytearray(make_photograph()), bytearray(make_picture())):
        content[place % len(content)] = value
        try:
            format_of(bytes(content))
        except Unfit:
            continue


def test_a_part_of_a_picture_whose_sum_is_wrong_is_refused() -> None:
    part = make_chunk(b"gAMA", b"\0\0\0\1")
    good = make_picture()
    whole = good[:33] + part + good[33:]
    assert format_of(whole) == Format.PNG
    assert why_not(whole.replace(part, part[:-1] + b"\0")) == W.DAMAGED
