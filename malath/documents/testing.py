"""Files for tests and demo data: small, believable, and of every kind that is kept."""

import struct
import zlib
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

from malath.documents.actions import Received
from malath.documents.looking import MAIN, cleaned, look
from malath.documents.pictures import PNG
from malath.documents.streams import PIECE, Pieces
from malath.documents.uploads import SealedUpload
from malath.documents.words import Format

PLACE = b"31.95N 35.91E Camera of Testina"
"""What a camera writes into a picture, and what must not stay."""


def stream_of(content: bytes) -> Pieces:
    return Pieces(len(content), lambda number: content[number * PIECE : (number + 1) * PIECE])


def format_of(content: bytes, name: str = "") -> Format:
    return look(stream_of(content), name)


def make_upload(content: bytes, name: str = "photo.png") -> SealedUpload:
    """As it comes from a browser, in pieces of any length."""
    upload = SealedUpload(name)
    for start in range(0, len(content), 50_000):
        upload.add(content[start : start + 50_000])
    upload.end()
    return upload


def make_received(content: bytes | None = None, name: str = "photo.png") -> Received:
    """A file that was looked at, as an act gets it."""
    given = make_picture() if content is None else content
    stream = stream_of(given)
    found = look(stream, name)
    return Received(found, sha256(given).hexdigest(), partial(cleaned, stream, found))


def make_picture(width: int = 24, height: int = 24, *, carries: bytes = PLACE) -> bytes:
    """A picture that every viewer shows: a grey slope, with what a camera writes about place."""
    rows = b"".join(b"\0" + bytes((x + y) * 255 // (width + height) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [
        (b"IHDR", head),
        (b"tEXt", b"Comment\0" + carries),
        (b"eXIf", carries),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    return PNG + b"".join(make_chunk(kind, content) for kind, content in parts)


def make_chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


def make_photograph(
    *, turned: int = 6, carries: bytes = PLACE, drawn: bytes = b"\x12\xff\x00\x34", behind: bytes = b""
) -> bytes:
    """The segments of a photograph as a phone writes them: turned, with a place, a comment and a small picture."""
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, turned, 0, 0) + carries
    segments = [
        (0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1" + carries), (0xE1, b"Exif\0\0" + tiff),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + carries),
        (0xFE, carries), (0xDB, bytes(65)), (0xC0, bytes([8, 0, 8, 0, 8, 1, 1, 0x11, 0])), (0xC4, bytes(20)),
        (0xDA, bytes([1, 1, 0, 0, 63, 0])),
    ]  # fmt: skip
    written = b"".join(b"\xff" + bytes([kind]) + (len(text) + 2).to_bytes(2, "big") + text for kind, text in segments)
    return b"\xff\xd8" + written + drawn + b"\xff\xd9" + behind


def make_pdf(title: str = "Contract of work") -> bytes:
    """One page with one line, that every viewer shows."""
    drawn = f"BT /F1 18 Tf 60 760 Td ({title}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


NOTHING: Mapping[str, bytes] = {}


def make_office(found: Format = Format.WORD, more: Mapping[str, bytes] = NOTHING, *, kind: bytes | None = None) -> bytes:
    """An office document, and what else is packed into it."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", b'<Types><Override ContentType="' + (kind or MAIN[found]) + b'"/></Types>')
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()
