"""The command that attacks tells what was not tried as well, and no row of it is empty by mistake."""

from pathlib import Path

from tools.security import ATTACKS, outcomes

ROOT = Path(__file__).parents[2]
ATTACK, FILES = next(iter(ATTACKS.items()))
MODULE = FILES[0].removesuffix(".py").replace("/", ".")


def report(inside: str) -> str:
    return f'<testsuites><testsuite><testcase classname="{MODULE}" name="test_one">{inside}</testcase></testsuite></testsuites>'


def test_every_attack_names_tests_that_are_there() -> None:
    assert [name for names in ATTACKS.values() for name in names if not (ROOT / name).is_file()] == []


def test_an_attack_that_succeeded_or_was_left_out_is_not_withstood() -> None:
    assert next(outcomes(report(""))).withstood
    assert next(outcomes(report("<failure/>"))).succeeded == ("test_one",)
    assert not next(outcomes(report("<skipped/>"))).withstood
    assert [one.attack for one in outcomes("<none/>") if one.withstood] == []
