"""Pages: a template asks the database nothing, a browser runs nothing inline, both directions look right."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, assert_none, files, plant

COMMENT = re.compile(r"\{#.*?#\}|\{% comment .*?endcomment %\}", re.DOTALL)
FORBIDDEN = {
    "asks the database": re.compile(r"\.objects\b|_set\b(?!up)|\.(all|filter|exclude|select_related)\b"),
    "trusts a text": re.compile(r"\|\s*safe(seq)?\b|\bautoescape\s+off\b"),
    "runs a script of its own": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.I),
    "carries a style of its own": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "answers an event inline": re.compile(r"""\s(on[a-z]+|hx-on[\w:.-]*)\s*=\s*["'{]""", re.I),
    "runs a text as code": re.compile(r"javascript:|\bjs:", re.I),
    "posts without its token": re.compile(r"<form[^>]*method=\"post\"[^>]*>(?!\s*\{% csrf_token %\})", re.I),
}
# The public site has no cookie, so it has no token either (security.md §8b); nor has a link for a body without an account.
# The sign card carries a mark of its own.
WITHOUT_TOKEN = (
    "malath/publicsite/", "malath/outside/templates/outside/link_", "malath/helpline/templates/helpline/card",
)  # fmt: skip

SIDES = r"(left|right)"
PHYSICAL = re.compile(
    rf"(?<![\w-])((margin|padding|border|scroll-margin|scroll-padding)-{SIDES}(-\w+)?"
    rf"|border-(top|bottom)-{SIDES}-radius|{SIDES})\s*:|(text-align|float|clear)\s*:\s*{SIDES}\b"
)

TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
BLOCK = re.compile(r"\{% blocktranslate\b.*?\{% endblocktranslate %\}", re.DOTALL)
MARKUP = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r"""\s(?:placeholder|aria-label|title|alt|content)="([^"]*)\"""")
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
WORD = re.compile(r"[A-Za-z\u0621-\u064a]{2,}")
UNTRANSLATED = {"English", "العربية", "Malath", "ملاذ", "دفتر"}
NOT_SPOKEN = re.compile(r"<meta[^>]*>", re.I)


def templates(root: Path) -> Iterator[tuple[str, str]]:
    for path in files(root, "templates", "malath", ending=".html"):
        if "tests" not in path.parts:
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def wrong_in_templates(root: Path) -> Iterator[str]:
    for where, raw in templates(root):
        text = COMMENT.sub(blank, raw)
        for what, pattern in FORBIDDEN.items():
            if what == "posts without its token" and where.startswith(WITHOUT_TOKEN):
                continue
            for match in pattern.finditer(text):
                yield f"{where}:{line_of(text, match.start())} {what}: {match.group().strip()}"


def untranslated(root: Path) -> Iterator[str]:
    """Words that a person reads and that no translator has seen."""
    for where, text in templates(root):
        spoken = NOT_SPOKEN.sub(blank, COMMENT.sub(blank, text))
        bare = TAG.sub(" ", BLOCK.sub(" ", spoken))
        said = [*SPOKEN.findall(bare), ATTRIBUTE.sub(" ", MARKUP.sub(" ", bare))]
        words = [word for part in said for word in WORD.findall(re.sub(r"&\w+;", " ", part))]
        yield from (f"{where} says “{word}” untranslated" for word in words if word not in UNTRANSLATED)


def physical(root: Path) -> Iterator[str]:
    """Left and right in a style: wrong in one of the two directions."""
    for path in files(root, "static", "malath", ending=".css"):
        text = re.sub(r"/\*.*?\*/", blank, path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for match in PHYSICAL.finditer(text):
            yield f"{path.relative_to(root)}:{line_of(text, match.start())} {match.group().strip()}"


def blank(match: re.Match[str]) -> str:
    """As many lines, nothing on them."""
    return "\n" * match.group().count("\n")


def line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def test_templates_only_show() -> None:
    assert_none(wrong_in_templates(ROOT))


def test_every_word_of_a_page_can_be_translated() -> None:
    assert_none(untranslated(ROOT))


def test_styles_know_no_left_and_right() -> None:
    assert_none(physical(ROOT))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{% for note in case.note_set %}{% endfor %}", "asks the database"),
        ("{{ person.objects }}", "asks the database"),
        ("{{ rows.all }}", "asks the database"),
        ("{{ note.text|safe }}", "trusts a text"),
        ("{% autoescape off %}", "trusts a text"),
        ("<script>go()</script>", "runs a script of its own"),
        ("<style>p { color: red }</style>", "carries a style of its own"),
        ('<p style="color: red">', "carries a style of its own"),
        ('<button onclick="go()">', "answers an event inline"),
        ('<button hx-on:click="go()">', "answers an event inline"),
        ('<a href="javascript:go()">', "runs a text as code"),
        ('<form method="post" action="/"><button>', "posts without its token"),
    ],
)
def test_what_is_planted_in_a_template_is_found(tmp_path: Path, text: str, what: str) -> None:
    plant(tmp_path, "malath/cases/templates/cases/list.html", f"{{# it may say |safe here #}}\n{text}\n")
    (finding,) = wrong_in_templates(tmp_path)
    assert finding.startswith(f"malath/cases/templates/cases/list.html:2 {what}")


def test_what_is_right_in_a_template_passes(tmp_path: Path) -> None:
    text = """
<script type="module" src="{% static "js/clock.js" %}"></script>
<form method="post" action="{% url "cases:new" %}">{% csrf_token %}{{ page.count }}</form>
<form method="get"><p data-on="now">{% translate "Set up" %}</p></form>
"""
    plant(tmp_path, "templates/base.html", text)
    assert list(wrong_in_templates(tmp_path)) == []
    assert list(untranslated(tmp_path)) == []


@pytest.mark.parametrize(
    "text",
    ["<p>Refused</p>", "<p>مرفوض</p>", '<input placeholder="Refused">', '<b title="Refused">{{ name }}</b>'],
)
def test_a_word_that_nobody_translates_is_found(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "templates/base.html", f'<h1 class="head">{{% translate "Hello" %}}&nbsp;</h1>{text}')
    assert len(list(untranslated(tmp_path))) == 1


@pytest.mark.parametrize(
    "rule",
    [
        "margin-left: 1rem",
        "left: 0",
        "text-align: right",
        "float:left",
        "border-top-left-radius: 2px",
        "border-right-color: red",
    ],
)
def test_a_side_in_a_style_is_found(tmp_path: Path, rule: str) -> None:
    plant(tmp_path, "static/css/malath.css", f"p {{ margin-inline-start: 1rem; --left-over: 1; {rule} }}")
    assert len(list(physical(tmp_path))) == 1
