"""Where a shelter is, looked for in whatever leaves the program: pages, files, PDFs, workbooks, mails, messages, logs.

The one door through which it is shown is named here; anywhere else, each of its words is a leak, in whatever form.
"""

import base64
import html
import io
import json
import logging
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from copy import copy
from urllib.parse import quote, unquote_plus

from django.core import mail
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from malath.foundation.logs import Formatter, Impersonal
from malath.shelter.testing import ADDRESS

THE_DOOR = ("POST", "shelter:address")
"""By name, to whom it was opened, each time told to the trail of the file."""
WORDS = ("olive road", "behind the old mill", "شارع الزيتون", "خلف الطاحونة", "31.9541", "35.9168")
PHONE = re.compile(r"(?<!\d)0?6[\s().\-]{0,2}555[\s().\-]{0,2}0177(?!\d)")
ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*")
IN_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{40,}")
POPPLER = shutil.which("pdftotext")


def found_in(text: str) -> list[str]:
    """Which words of the place stand in a text, however it is written: entities, escapes of addresses and of JSON, presentation
    forms, Arabic digits."""
    unescaped = ESCAPED.sub(lambda match: str(json.loads(f'"{match[0]}"')), text)
    plain = " ".join(unicodedata.normalize("NFKC", html.unescape(unescaped)).casefold().split())
    digits = plain.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    forms = (digits, unquote_plus(digits))
    return [word for word in WORDS if any(word in form for form in forms)] + [
        match for form in forms for match in PHONE.findall(form)
    ]


def found_in_bytes(content: bytes) -> list[str]:
    """The same in a file: in itself, in the members of an archive, in the text of a PDF, in what is written as base64."""
    if not content.startswith((b"PK", b"%PDF")) and not worth_reading(content):
        return []
    return [word for text in _texts(content) for word in found_in(text)]


def worth_reading(content: bytes) -> bool:
    """Whether anything of it may stand there: a look of a fraction of a millisecond, for thousands of pages."""
    small = content.lower()
    return any(stem in small for stem in STEMS) or any(stem in content for stem in WRAPPED)


def _forms(stem: str) -> Iterator[bytes]:
    """A stem as it is written in pages, addresses, JSON and wide letters."""
    yield from (stem.encode(), stem.encode("utf-16-le"), quote(stem).lower().encode(), json.dumps(stem)[1:-1].lower().encode())


def _wrapped(stem: str) -> Iterator[bytes]:
    """What is always there of a stem in base64, wherever in the text it begins."""
    for before in range(3):
        lead = (before * 8 + 5) // 6  # signs that the letters before it have a part in
        yield base64.b64encode(b" " * before + stem.encode())[lead : (before + len(stem.encode())) * 8 // 6]


_OF_ANY = ("olive", "old mill", "زيتون", "طاحون", "9541", "9168", "٩٥٤١", "٩١٦٨", "0177", "٠١٧٧")
STEMS = (
    *(form for stem in _OF_ANY for form in _forms(stem)),
    b"\xef\xba", b"\xef\xbb", b"&#1", b"&#x6",
)  # fmt: skip
"""Presentation forms and numbered entities are always read."""
WRAPPED = tuple(form for stem in ("Olive", "mill", "زيتون", "طاحون", "9541", "9168", "0177") for form in _wrapped(stem))


def _texts(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8", "ignore")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _texts(archive.read(name))
    elif content.startswith(b"%PDF"):
        yield text_of_pdf(content)
    else:
        yield content.decode("utf-16-le", "ignore")
        yield from (_of_base64(word) for word in IN_BASE64.findall(content))


def _of_base64(word: bytes) -> str:
    return base64.b64decode(word[: len(word) // 4 * 4], altchars=b"-_").decode("utf-8", "ignore")


def text_of_pdf(content: bytes) -> str:
    """What a reader of the page reads; without poppler, nothing (a test that needs it says so)."""
    if POPPLER is None:
        return ""
    done = subprocess.run([POPPLER, "-", "-"], input=content, capture_output=True, check=True)  # our own
    return done.stdout.decode()


class Searched(logging.Handler):
    """Everything that was answered, mailed and logged while it watches."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(Formatter())
        self.leaks: list[str] = []
        self.answers = self.logged = 0
        self.files: set[str] = set()
        self.shown = 0

    def emit(self, record: logging.LogRecord) -> None:
        """A line as our logs keep it: the record itself stays whole for whoever else reads it."""
        record, self.logged = copy(record), self.logged + 1
        Impersonal().filter(record)
        self.note(f"log of {record.name}", found_in(self.format(record)))

    def look_at(self, request: HttpRequest, answer: HttpResponseBase) -> None:
        """An answer with its headers and cookies. What flows is read whole."""
        match = request.resolver_match
        name = match.view_name if match else request.path
        content = self._content(answer)
        self.answers += 1
        if "Content-Disposition" in answer.headers:
            self.files.add(name)
        if (request.method, name) == THE_DOOR and answer.status_code == 200:
            self.shown += bool(found_in_bytes(content))
            content = b""
        beside = " ".join([*(f"{key}: {value}" for key, value in answer.items()), answer.cookies.output()])
        self.note(f"{request.method} {name}", found_in_bytes(content) + found_in(beside))

    @staticmethod
    def _content(answer: HttpResponseBase) -> bytes:
        if not answer.streaming:
            return bytes(answer.content)  # type: ignore[attr-defined]  # it is no stream
        pieces = list(answer.streaming_content)  # type: ignore[attr-defined]  # it is one
        answer.streaming_content = pieces  # type: ignore[attr-defined]
        return b"".join(pieces)

    def look_at_mails(self) -> None:
        for one in getattr(mail, "outbox", []):
            self.note("mail", found_in_bytes(one.message().as_bytes()) + found_in(f"{one.subject} {one.body}"))

    def note(self, where: str, words: list[str]) -> None:
        if words:
            self.leaks.append(f"{where}: {', '.join(sorted(set(words)))}")


assert {word for word in WORDS if word in ADDRESS.casefold()} == {*WORDS}, "the words are those of the address"
