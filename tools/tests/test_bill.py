"""The bill names all that is locked, and the question about known faults is never called answered when it was not."""

import json
import tomllib
from datetime import date

import pytest

from tools import audit, bill, licences

FOUND = {"name": "django", "version": "5.2", "vulns": [{"id": "PYSEC-1", "fix_versions": []}]}
SKIPPED = {"name": "lxml", "skip_reason": "not found"}
OF_NPM = {"vulnerabilities": {"htmx.org": {"via": ["other", {"source": 1, "url": "https://x/GHSA-1"}]}}, "metadata": {}}
BORNE = '[[fault]]\nid = "PYSEC-1"\nbecause = "never called"\nuntil = 2027-01-31\n'


def test_the_bill_names_each_locked_package_with_version_licence_and_hashes() -> None:
    made = bill.bill()
    wanted = {name for lock in licences.LOCKS for name in licences.locked(lock)} | set(licences.front_end())
    assert {one["name"] for one in made["components"]} == wanted
    assert [one["name"] for one in made["components"] if not (one["version"] and one["hashes"] and one["licenses"])] == []
    django = next(one for one in made["components"] if one["name"] == "django")
    assert django["purl"] == f"pkg:pypi/django@{django['version']}"
    assert (django["scope"], django["licenses"]) == ("required", [{"expression": "BSD-3-Clause"}])
    assert made == bill.bill()


def test_a_known_fault_is_told_and_one_with_a_reason_is_borne_until_its_day() -> None:
    answer = audit.of_pip_audit("run", json.dumps({"dependencies": [FOUND]}))
    assert (answer.asked, answer.faults, answer.not_asked) == (1, (audit.Fault("PYSEC-1", "django"),), "")
    assert "to be mended" in audit.told(answer, {})
    said = tomllib.loads(BORNE)
    assert "never called, until 2027-01-31" in audit.told(answer, audit.still_borne(said, date(2027, 1, 31)))
    assert audit.still_borne(said, date(2027, 2, 1)) == {}
    assert audit.of_npm(json.dumps(OF_NPM)).faults == (audit.Fault("GHSA-1", "htmx.org"),)


@pytest.mark.parametrize("text", ["", "{}", '{"statusCode": 405}', "[]", "<html>"])
def test_no_answer_is_said_and_never_taken_for_a_good_one(text: str) -> None:
    for answer in (audit.of_pip_audit("run", text), audit.of_npm(text)):
        assert (answer.asked, answer.faults) == (0, ())
        assert "not asked: no answer came" in audit.told(answer, {})


def test_packages_that_were_left_out_are_said_beside_those_that_were_asked() -> None:
    answer = audit.of_pip_audit("run", json.dumps({"dependencies": [FOUND | {"vulns": []}, SKIPPED, SKIPPED]}))
    assert (answer.asked, answer.not_asked) == (1, "of 2 packages nothing is known there, lxml the first")


@pytest.mark.parametrize(("faults", "silent", "strict", "ends"), [(1, "", (), 1), (0, "x", (), 0), (0, "x", ("--strict",), 1)])
def test_it_fails_on_a_fault_and_where_asked_to_also_on_silence(
    monkeypatch: pytest.MonkeyPatch, faults: int, silent: str, strict: tuple[str, ...], ends: int
) -> None:
    answer = audit.Answer("a lock", 1, (audit.Fault("PYSEC-1", "django"),) * faults, silent)
    monkeypatch.setattr(audit, "python", lambda _lock: answer)
    monkeypatch.setattr(audit, "browsers", lambda: answer)
    assert audit.main(strict) == ends
