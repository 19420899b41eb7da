"""Guides for those who work with Malath: one for each role, in both languages, true to what the pages say. Nothing is run."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.translation import override

from malath.accounts.roles import Role
from tests.architecture.sources import ROOT, assert_none, files, plant
from tests.architecture.test_settings import explained_names
from tools.guide_pictures import LANGUAGES, PICTURES
from tools.guides import ORDER

GUIDES = ROOT / "docs" / "guide"
MEGABYTES = 6
HEADS = {
    "en": ("## What Malath never does", "## When something is wrong"),
    "ar": ("## ما لا يفعله ملاذ أبدًا", "## إن حدث خطأ"),
}
LINK = re.compile(r"\]\(([^)#\s]*)#([^)]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([^)]+)\)")
WAY = re.compile(r"\*\*([^*]*?(?: → | ← )[^*]*)\*\*", re.DOTALL)
TARGET = re.compile(r"^([a-z-]+):  ## ", re.MULTILINE)
# Said in a guide in other words than on the page: where the text leads by what it is.
IN_OTHER_WORDS = {"ar": {"صفحة الشخص", "دوّن أمرًا"}, "en": {"Write an order down", "Person"}}


def guide(name: str, language: str) -> str:
    return (GUIDES / f"{name}.{language}.md").read_text(encoding="utf-8")


def roles_without_a_guide(language: str) -> Iterator[str]:
    told = (GUIDES / f"{language}.md").read_text(encoding="utf-8")
    with override(language):
        yield from (f"{role} has no guide in {language}" for role in Role if str(role.label) not in told)


def anchors(text: str) -> set[str]:
    """As they are made from headings: small letters, no signs, a hyphen for each space."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- \u064b-\u065f]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def broken_anchors(root: Path) -> Iterator[str]:
    for page in files(root, "docs", ending=".md"):
        for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
            other = page.parent / target if target else page
            if "://" in target or other.suffix != ".md" or not other.exists():
                continue
            there = other.read_text(encoding="utf-8")
            if anchor not in anchors(there) | set(re.findall(r'name="([^"]+)"', there)):
                yield f"{page.relative_to(root)} points to {target}#{anchor}, which is not there"


@cache
def said(language: str) -> frozenset[str]:
    """Every text of the catalogue in a language, without what stands in it as a value."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "locale" / "ar").glob("*.po")]
    names = re.findall(r'^msgid "(.*)"$', "\n".join(texts), re.MULTILINE)
    if language == "en":
        return frozenset(names)
    return frozenset(re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', "\n".join(texts), re.MULTILINE))


def unknown_ways(language: str) -> Iterator[str]:
    """Ways that a guide describes (**Cases → New case**) and that no page says so."""
    for name in ORDER:
        for way in WAY.findall(guide(name, language)):
            for step in re.split(r" [→←] ", " ".join(way.split()).rstrip(".")):
                if step not in said(language) | IN_OTHER_WORDS[language]:
                    yield f"{name}.{language}.md leads by “{step}”, which no page says"


def lacking(language: str) -> Iterator[str]:
    for name in ORDER[1:]:
        text = guide(name, language)
        yield from (f"{name}.{language}.md lacks “{head}”" for head in HEADS[language] if head not in text)
        if not PICTURE.search(text):
            yield f"{name}.{language}.md has no picture"


def wrong_pictures() -> Iterator[str]:
    """Pictures that nobody takes, that lie there unused, or that say nothing to who does not see them."""
    taken = {f"{one.name}.{language}.webp" for one in PICTURES for language in LANGUAGES}
    there = {path.name for path in (GUIDES / "pictures").iterdir()}
    used = set()
    for language in LANGUAGES:
        for name in ORDER:
            for alternative, picture in PICTURE.findall(guide(name, language)):
                used.add(picture)
                if not alternative or f".{language}." not in picture:
                    yield f"{name}.{language}.md shows {picture} without words, or in the other language"
    yield from (f"{name} is shown and not there" for name in sorted(used - there))
    yield from (f"{name} is taken and not shown" for name in sorted(taken - used))
    yield from (f"{name} is there and not taken" for name in sorted(there - taken))


def unnamed(root: Path) -> Iterator[str]:
    """Commands, settings and targets that no page names."""
    told = (root / "docs" / "how-to" / "commands.md").read_text(encoding="utf-8")
    commands = [path.stem.replace("_", "-") for path in root.glob("malath/*/management/commands/[a-z]*.py")]
    targets = TARGET.findall((root / "Makefile").read_text(encoding="utf-8"))
    for name in [*(f"malath {one}" for one in commands), *(f"make {one}" for one in targets), *explained_names(root)]:
        if f"`{name}`" not in told:
            yield f"docs/how-to/commands.md does not name {name}"


def test_each_role_has_a_guide_in_both_languages() -> None:
    assert_none(one for language in LANGUAGES for one in roles_without_a_guide(language))


def test_each_guide_says_what_never_happens_and_what_to_do_when_something_is_wrong() -> None:
    assert_none(one for language in LANGUAGES for one in lacking(language))


def test_guides_lead_by_what_the_pages_say() -> None:
    assert_none(one for language in LANGUAGES for one in unknown_ways(language))


def test_links_lead_to_headings_that_are_there() -> None:
    assert_none(broken_anchors(ROOT))


def test_pictures_are_taken_shown_and_described() -> None:
    assert_none(wrong_pictures())


def test_pictures_stay_small() -> None:
    size = sum(path.stat().st_size for path in (GUIDES / "pictures").iterdir())
    assert size <= MEGABYTES * 1_000_000


def test_every_command_setting_and_target_is_named() -> None:
    assert_none(unnamed(ROOT))


def test_what_is_not_named_and_a_broken_anchor_are_found(tmp_path: Path) -> None:
    plant(tmp_path, "malath/cases/management/commands/tidy_up.py", "")
    plant(tmp_path, "Makefile", "tidy:  ## tidies\n")
    plant(tmp_path, ".env.example", "# MALATH_TIDY=1\n")
    plant(tmp_path, "docs/how-to/commands.md", "# Commands\n[here](#commands) [gone](#the-end)\n")
    assert list(unnamed(tmp_path)) == [
        f"docs/how-to/commands.md does not name {name}" for name in ("malath tidy-up", "make tidy", "MALATH_TIDY")
    ]
    assert list(broken_anchors(tmp_path)) == ["docs/how-to/commands.md points to #the-end, which is not there"]
