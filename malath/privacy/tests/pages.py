"""Reading pages in tests."""

import html
import re

from django.http import HttpResponseBase


def text(response: HttpResponseBase) -> str:
    """The words of a page, without its tags."""
    content: str = response.content.decode()  # type: ignore[attr-defined]  # a page
    body = re.sub(r"(?s)<(script|style).*?</\1>", " ", content)
    without_fences = re.sub(r"</?(?:bdi|time)\b[^>]*>", "", body)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", without_fences)))


def value(response: HttpResponseBase, name: str) -> str:
    """What a field of a form on the page holds."""
    content: str = response.content.decode()  # type: ignore[attr-defined]  # a page
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', content)
    assert field, f"no field {name}"
    held = re.search(r'value="([^"]*)"', field[0])
    return html.unescape(held[1]) if held else ""
