"""Pages for people who read code: what they name is there, and what is there they name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT, assert_none, decorators, files, modules, parts, plant, python_files

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
NAME = re.compile(r"`([a-z_]+)`")
SAID = re.compile(r"^\| It says \|.*\n\|[-|]+\n((?:\|.*\n)+)", re.MULTILINE)
DECISION_PARTS = ("**Context.**", "**Decision.**", "**Consequence.**")
DECISION_LINES = 40
# Written by their own part, and named there in another way.
WITHOUT_A_LIST = {"audit"}


def acts_in_code(root: Path, part: str) -> set[str]:
    return {
        node.name
        for found in modules(root)
        if found.part == part and found.layer == "actions"
        for node in found.tree.body
        if isinstance(node, ast.FunctionDef) and "act" in decorators(node)
    }


def acts_on_page(root: Path, part: str) -> set[str] | None:
    """The names after "Acts:" in a README, up to the next empty line or "Promises:"; None when there is no README."""
    readme = root / "malath" / part / "README.md"
    if not readme.exists():
        return None
    _, _, after = readme.read_text(encoding="utf-8").partition("Acts:")
    return set(NAME.findall(re.split(r"\n\s*\n|\n[A-Z]\w+:|\n- ", after)[0]))


def untold_acts(root: Path) -> Iterator[str]:
    for part in parts(root):
        told = acts_on_page(root, part)
        if told is None or part in WITHOUT_A_LIST:
            continue
        acts = acts_in_code(root, part)
        yield from (f"malath/{part}/README.md does not name the act {name}" for name in sorted(acts - told))
        yield from (f"malath/{part}/README.md names {name}, which is no act" for name in sorted(told - acts))


def broken_links(root: Path) -> Iterator[str]:
    pages = [*root.glob("*.md"), *files(root, "docs", "malath", ending=".md")]
    for page in pages:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
                yield f"{page.relative_to(root)} points to {target}, which is not there"


def sentences(root: Path) -> Iterator[str]:
    """Every sentence that the program can say, as a pattern: what is put into it may be anything."""
    for path in python_files(root, "config", "malath", "tools"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                pieces = [re.escape(str(one.value)) if isinstance(one, ast.Constant) else ".+?" for one in node.values]
                yield from re.split(r"(?<=\\\.)\\? ", "".join(pieces))
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from map(re.escape, re.split(r"(?<=\.) ", node.value.strip()))


def never_said(root: Path) -> Iterator[str]:
    """Sentences that a page explains ("It says …") and that the program says in other words, or not at all."""
    known = set(sentences(root))
    for page in files(root, "docs", ending=".md"):
        for table in SAID.findall(page.read_text(encoding="utf-8")):
            for line in table.splitlines():
                for one in re.split(r"(?<=\.) ", line.split("|")[1].removesuffix("… ").strip()):
                    if not any(re.fullmatch(pattern, one) for pattern in known):
                        yield f"{page.relative_to(root)} explains “{one}”, which nothing says"


def unfinished_decisions(root: Path) -> Iterator[str]:
    pages = sorted((root / "docs" / "decisions").glob("*.md"))
    for number, page in enumerate(pages, 1):
        text = page.read_text(encoding="utf-8")
        if not (page.name.startswith(f"{number:04}-") and text.startswith(f"# {number:04} ")):
            yield f"{page.name} is not number {number:04}"
        if len(text.splitlines()) > DECISION_LINES:
            yield f"{page.name} is longer than half a page"
        yield from (f"{page.name} lacks {part}" for part in DECISION_PARTS if part not in text)


def test_each_part_names_its_acts() -> None:
    assert_none(untold_acts(ROOT))


def test_pages_point_to_what_is_there() -> None:
    assert_none(broken_links(ROOT))


def test_decisions_are_numbered_short_and_whole() -> None:
    assert_none(unfinished_decisions(ROOT))


def test_pages_explain_what_the_program_says() -> None:
    assert_none(never_said(ROOT))


def test_a_sentence_that_nothing_says_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "tools/serve.py", 'A = f"Port {number} is taken. Choose another."\nB = "The disk is full."\n')
    said = "| Port 80 is taken. | x |\n| The disk is full. | x |\n| The disk is fuller. | x |\n"
    plant(tmp_path, "docs/run.md", f"| It says | It means |\n|---|---|\n{said}\n")
    assert list(never_said(tmp_path)) == ["docs/run.md explains “The disk is fuller.”, which nothing says"]


def test_faults_of_pages_are_found(tmp_path: Path) -> None:
    plant(tmp_path, "malath/cases/__init__.py", "")
    plant(tmp_path, "malath/cases/actions.py", "@act\ndef close(): ...\n@act\ndef reopen(): ...\n")
    plant(tmp_path, "malath/cases/README.md", "# cases\n\nActs: `reopen`,\n`merge`.\nPromises: `none`.\n")
    plant(tmp_path, "docs/page.md", "[here](page.md#top) [there](gone.md) [far](https://example.org)\n")
    plant(tmp_path, "docs/decisions/0002-late.md", "**Context.**\n**Decision.**\n")
    assert list(untold_acts(tmp_path)) == [
        "malath/cases/README.md does not name the act close",
        "malath/cases/README.md names merge, which is no act",
    ]
    assert list(broken_links(tmp_path)) == ["docs/page.md points to gone.md, which is not there"]
    assert list(unfinished_decisions(tmp_path)) == [
        "0002-late.md is not number 0001",
        "0002-late.md lacks **Consequence.**",
    ]
