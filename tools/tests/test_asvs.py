"""The security list leaves nothing out, and what it names is there."""

from tools import asvs

GOOD = "| 1.1.1 | 2 | Read once | met | `tools/asvs.py`, `test_what_is_named_and_is_not_there_is_found`, `SECRET_KEY` |"


def test_each_requirement_up_to_level_two_is_told_with_what_shows_it() -> None:
    assert [*asvs.findings(asvs.PAGE.read_text(encoding="utf-8"))] == []


def test_a_requirement_that_is_left_out_told_twice_or_of_another_level_is_found() -> None:
    found = [*asvs.findings(f"{GOOD}\n{GOOD}\n{GOOD.replace('1.1.1', '1.1.9')}")]
    assert "1.1.2 is not told" in found
    assert "1.1.1 is told 2 times" in found
    assert "1.1.9: is not a requirement of this level" in found


def test_what_is_named_and_is_not_there_is_found() -> None:
    levels = asvs.wanted()
    wrong = GOOD.replace("tools/asvs.py", "tools/gone.py").replace("SECRET_KEY", "SECRET_KEYS").replace("found`", "fond`")
    assert [*asvs.faults(asvs.rows(GOOD)[0], levels)] == []
    assert len([*asvs.faults(asvs.rows(wrong)[0], levels)]) == 3


def test_a_verdict_without_evidence_and_a_word_that_is_no_verdict_are_found() -> None:
    levels = asvs.wanted()
    bare, vague = "| 1.1.1 | 2 | Read once | met | it is |", "| 1.1.1 | 2 | Read once | mostly | it is |"
    assert [*asvs.faults(asvs.rows(bare)[0], levels)] == ["nothing shows it"]
    assert [*asvs.faults(asvs.rows(vague)[0], levels)] == ["“mostly” is no verdict"]
