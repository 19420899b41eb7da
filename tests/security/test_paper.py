"""What is typed and then set as a letter stays text: it is no source, no file, no script and no link on the paper."""

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from malath.documents import typesetting

TYPED = (
    '#read("letter.typ")', "#eval(\"1 + 1\")", '#image("/etc/passwd")', '#import "parts.typ": *', "$ x^2 $", "= A heading",
    "https://elsewhere.example/steal", "<script>app.alert(1)</script>", "/JS (app.alert(1))", ")>> endobj /OpenAction <<",
    '#link("file:///etc/passwd")[x]', "@reference", "*bold*", "\\u{1F600}",
)  # fmt: skip
ACTIVE = re.compile(rb"/(?:JavaScript|JS|OpenAction|AA|Launch|EmbeddedFile|URI|GoToR|SubmitForm|RichMedia|XFA)\b")
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def side(language: str, direction: str) -> dict[str, object]:
    rows = [[one, one] for one in TYPED]
    told = [{"heading": TYPED[0], "paragraphs": [{"dir": direction, "text": one} for one in TYPED]}]
    return {"dir": direction, "lang": language, "heading": TYPED[1], "lead": TYPED, "rows": rows, "told": told, "foot": TYPED}


@pytest.fixture(scope="module")
def letter() -> bytes:
    beside = {"title": TYPED[5], "qr_alt": "code", "check_ar": TYPED[0], "check_en": TYPED[1], "code": "7KQF-2M9X"}
    content = {"ar": side("ar", "rtl"), "en": side("en", "ltr"), **beside}
    return typesetting.pdf_of(content, mark=TYPED[0], check="https://help.example/7KQF-2M9X")


def unpacked(pdf: bytes) -> bytes:
    """The file without what its streams hold, and what they hold where it is packed and no text of a page."""
    inside = []
    for packed in STREAM.findall(pdf):
        try:
            inside.append(zlib.decompress(packed))
        except zlib.error:
            continue
    objects = [one for one in inside if b"/Type" in one and b" Tf" not in one]
    return b"\n".join([STREAM.sub(b"", pdf), *objects])


def test_a_letter_does_nothing_and_leads_nowhere_whatever_was_typed(letter: bytes) -> None:
    assert ACTIVE.findall(unpacked(letter)) == []
    assert b"root:" not in unpacked(letter)


def test_what_would_do_something_is_found() -> None:
    assert ACTIVE.findall(unpacked(b"1 0 obj << /Type /Catalog /OpenAction 2 0 R >> endobj")) == [b"/OpenAction"]
    hidden = zlib.compress(b"<< /Type /Action /S /JavaScript >>")
    assert ACTIVE.findall(unpacked(b"stream\n" + hidden + b"\nendstream")) == [b"/JavaScript"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
def test_a_letter_shows_it_as_it_was_typed(letter: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(letter)
    said = subprocess.run(
        ["pdftotext", "-raw", str(tmp_path / "letter.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    words = re.sub(r"\s+", "", said)
    for one in ('#read("letter.typ")', "=Aheading", "/JS(app.alert(1))", "*bold*", "<script>app.alert(1)</script>"):
        assert one in words, one
