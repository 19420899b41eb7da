"""The administrator's guide is what the walk carries out, in both languages, and names only what there is."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tools import guide, walk
from tools.guide import Block
from tools.machines import Done, values
from tools.steps import ROOT

ENGLISH, ARABIC = (guide.read(ROOT / page) for page in guide.PAGES)
AS_ROLE = re.compile(r'deploy/as"? (\w+) ([\w-]+)')


def test_every_block_is_typed_or_named_as_not_typed() -> None:
    assert [block.first_line for block in ENGLISH if not (block.machine or block.own) and walk.by_hand(block).why == ""] == []
    assert {block.machine for block in ENGLISH} == {"", "malath", "db1", "db2", "safe"}


def test_nothing_is_named_as_not_typed_that_the_guide_does_not_say() -> None:
    texts = [block.text for block in ENGLISH if not block.machine]
    assert [words for words in walk.BY_HAND if not any(text.startswith(words) for text in texts)] == []
    assert {block.own for block in ENGLISH} - {""} == set(walk.OWN)


def test_both_languages_have_the_same_commands_in_the_same_order() -> None:
    def told(blocks: list[Block]) -> list[tuple[object, ...]]:
        return [(block.machine, block.text, block.seen, block.own) for block in blocks]

    assert told(ARABIC) == told(ENGLISH)


def test_the_walk_has_a_value_for_each_that_the_first_step_sets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.machines.pg_version", lambda: "15")
    assert set(values(tmp_path)) == set(re.findall(r"(\w+)=", re.sub(r"https?://\S+", "", ENGLISH[0].text)))


def test_the_guide_names_commands_that_there_are() -> None:
    named = {command for page in guide.PAGES for _, command in AS_ROLE.findall((ROOT / page).read_text("utf-8"))}
    assert {command.replace("-", "_") for command in named} <= set(get_commands())


def test_what_one_sees_is_looked_for_line_by_line() -> None:
    block = Block("x", 1, "malath", "true", seen=("Put back as it was at …: … rows", "     1"))
    assert block.missing("Put back as it was at noon: 12 rows in 3 tables\n count\n-------\n     1\n") == []
    assert block.missing("Put back as it was\n  1\n") == list(block.seen)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```\nrm x\n```\n", "says neither where it is typed"),
        ("```sh on malath\ntrue\n", "does not end"),
        ("```text seen\nx\n```\n", "nothing was typed before"),
    ],
)
def test_a_block_that_nobody_could_carry_out_is_refused(tmp_path: Path, text: str, said: str) -> None:
    page = tmp_path / "guide.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(guide.Unreadable, match=said):
        guide.read(page)


class Shells:
    """Machines on which every command says what it is told to say."""

    def __init__(self, *answers: Done) -> None:
        self.answers = list(answers)
        self.typed: list[str] = []

    def run(self, machine: str, text: str) -> Done:
        self.typed.append(f"{machine}: {text}")
        return self.answers.pop(0)


@pytest.mark.parametrize("answer", [Done(1, "it broke"), Done(0, "something else")])
def test_it_stops_at_the_first_that_fails_or_shows_something_else(answer: Done) -> None:
    shells = Shells(Done(0, ""), answer)
    blocks = [Block("a", 1, "malath", "one"), Block("a", 2, "db1", "two", seen=("well",)), Block("a", 3, "malath", "three")]
    steps = list(walk.walked(blocks, shells))  # type: ignore[arg-type]  # stands for machines
    assert shells.typed == ["malath: one", "db1: two"]
    assert [bool(step.wrong) for step in steps] == [False, True]
    assert "**FAILED**" in walk.page(steps)
    assert "Stopped there." in walk.page(steps)


def test_a_walk_to_the_end_is_told_as_a_table() -> None:
    shells = Shells(Done(0, "well\n"))
    steps = list(walk.walked([Block("6. Services", 1, "malath", "curl | x", seen=("well",))], shells))  # type: ignore[arg-type]
    assert "| 6. Services | malath | `curl ¦ x` | 0.0 | well |" in walk.page(steps)
    assert "walked to its end" in walk.page(steps)
