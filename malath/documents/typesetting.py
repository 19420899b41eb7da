"""From what a letter says to a tagged PDF (typst, PDF/UA-1). Data goes in as data, never into the source."""

import io
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import segno
import typst

from malath.documents import queries
from malath.ui.training import band

if TYPE_CHECKING:
    from malath.documents.models import Letter

HERE: Final = Path(__file__).resolve().parent
FONTS: Final = HERE / "fonts"
FAMILIES: Final = ("Malath Latin", "Noto Sans Arabic")


def pdf_of(content: Mapping[str, Any], *, mark: str, check: str) -> bytes:
    """A letter as PDF. `mark`: for whom, when, by whom; `check`: what the square code leads to."""
    data = _data({**content, "mark": mark})
    inputs = {"data": data, "qr": square(check)}
    made = _compiler("letter").compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
    assert isinstance(made, bytes)  # noqa: S101  # one PDF, not pages
    return made


def batch_of(letters: Sequence[Mapping[str, Any]], *, mark: str) -> bytes:
    """Several letters in one PDF, each on a page of its own; nothing on them leads to anything of ours."""
    inputs = {"data": _data({"title": letters[0]["title"], "letters": letters, "mark": mark})}
    made = _compiler("batch").compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
    assert isinstance(made, bytes)  # noqa: S101  # one PDF, not pages
    return made


def blank_of(title: str, sheets: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """Forms to be filled in by hand, sheet by sheet, the same in each language. Nothing personal stands on them."""
    made = _compiler("blank").compile(
        format="pdf", sys_inputs={"data": _data({"title": title, **sheets})}, pdf_standards=["ua-1"]
    )
    assert isinstance(made, bytes)  # noqa: S101  # one PDF, not pages
    return made


def copy_of(letter: "Letter", *, mark: str) -> bytes:
    """A copy of a letter that somebody takes along, with what lets anybody check it."""
    address, beside = queries.check_of(letter.code)
    return pdf_of({**queries.content_of(letter), **beside}, mark=mark, check=address)


def _data(said: Mapping[str, Any]) -> str:
    """What is set, with the band of a house for training on every page and before the title."""
    sign = band()
    told = {**said, "title": f"{sign} – {said['title']}" if sign else said["title"], "band": sign, "fonts": FAMILIES}
    return json.dumps(told, ensure_ascii=False)


def square(text: str) -> str:
    """A square code as SVG."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=2)
    return out.getvalue().decode()


@cache
def _compiler(form: str) -> typst.Compiler:
    """Reads fonts and the form of a letter, or of blank sheets, once."""
    return typst.Compiler(HERE / "letters" / f"{form}.typ", root=HERE / "letters", font_paths=[FONTS], ignore_system_fonts=True)
