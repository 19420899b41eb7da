"""Erasure at the machine: only what the officer announced, only after its fortnight, and with a certificate."""

import json
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.audit import certificates
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation import keys
from malath.foundation.actor import WORKER
from malath.foundation.acts import unguarded
from malath.foundation.models import DataKey
from malath.foundation.testing import Clock
from malath.privacy import actions
from malath.privacy.actions import retention
from malath.privacy.models import File
from malath.privacy.testing import MONDAY, make_file
from malath.privacy.words import HoldKind
from malath.workday.management import erasing
from malath.workday.management.commands import erase

DUE = MONDAY + timedelta(days=5 * 366)
RIPE = DUE + timedelta(days=14)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rotations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The wrapping key is replaced elsewhere (`test_rotate_keys`); here only that it is."""
    done: list[str] = []
    ring = keys.ring()
    after = replace(ring.with_new_wrapping_key().with_old_ones_retired(RIPE))

    def rotate(name: str, **_named: Any) -> None:
        done.append(name)
        monkeypatch.setattr(keys, "newest", lambda: after)

    monkeypatch.setattr(erase, "call_command", rotate)
    return done


@pytest.fixture
def officer(people: Cast) -> Any:
    return make_user(Role.DPO, people.station, name_en="Officer", name_ar="مسؤول")


@pytest.fixture
def file(people: Cast) -> File:
    """A closed file that is due."""
    person = make_file(people.station)
    actions.close_file(person, by=people.basim, at=MONDAY)
    return File.objects.select_related("person__key", "opened_by_desk").get(pk=person.pk)


def run(command: str, *words: str, **options: Any) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out, **options)
    return out.getvalue()


def erased_document(file: File, officer: Any, folder: Path, clock: Clock) -> tuple[Path, dict[str, Any]]:
    retention.announce_erasure(file, by=officer, at=DUE)
    clock.at = RIPE
    run("erase", file.person.reference, str(folder))
    (path,) = folder.glob("erasure-*.json")
    return path, json.loads(path.read_text(encoding="utf-8"))


def test_what_was_announced_is_erased_and_certified(
    file: File, officer: Any, tmp_path: Path, clock: Clock, rotations: list[str]
) -> None:
    _, document = erased_document(file, officer, tmp_path, clock)
    facts = document["certificate"]
    assert DataKey.objects.get(pk=facts["data_key"]).wrapped is None
    assert (facts["decided_by"], facts["carried_out_by"]) == (officer.reference, "worker")
    assert facts["complete_on"] == (RIPE + timedelta(days=35)).date().isoformat()
    assert file.person.reference in facts["in_words"]["ar"]
    assert rotations == ["rotate_keys"]
    assert trail.file_lines(file.person.reference, only=[Did.FILE_ERASED])[0].facts == {"decided_by": officer.reference}


def test_the_certificate_is_verified_and_a_changed_one_is_not(file: File, officer: Any, tmp_path: Path, clock: Clock) -> None:
    path, document = erased_document(file, officer, tmp_path, clock)
    assert "knows this certificate" in run("verify_audit", certificate=[str(path)])
    document["certificate"]["complete_on"] = "2020-01-01"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(CommandError, match="Not every certificate is genuine"):
        run("verify_audit", certificate=[str(path)])


def test_a_certificate_of_which_the_trail_knows_nothing_is_none(file: File, officer: Any, tmp_path: Path, clock: Clock) -> None:
    _, document = erased_document(file, officer, tmp_path, clock)
    own = certificates.signed({**document["certificate"], "given_at": "later"})
    assert certificates.why_not_genuine(own) == "The trail does not know that it was given."
    assert certificates.why_not_genuine({}) is not None


def test_a_backup_put_back_is_noticed_by_the_certificate(file: File, officer: Any, tmp_path: Path, clock: Clock) -> None:
    _, document = erased_document(file, officer, tmp_path, clock)
    with unguarded():
        DataKey.objects.filter(pk=document["certificate"]["data_key"]).update(wrapped=b"back", erased_at=None)
    assert "put back" in str(certificates.why_not_genuine(document))


def test_a_second_certificate_is_given_without_erasing_or_rotating_again(
    file: File, officer: Any, tmp_path: Path, clock: Clock, rotations: list[str]
) -> None:
    erased_document(file, officer, tmp_path, clock)
    clock.at = RIPE + timedelta(days=1)
    run("erase", file.person.reference, str(tmp_path))
    assert len(list(tmp_path.glob("erasure-*.json"))) == 2
    assert rotations == ["rotate_keys"]


def test_nothing_is_erased_that_was_not_announced_or_too_early(file: File, officer: Any, tmp_path: Path, clock: Clock) -> None:
    clock.at = DUE
    for _ in ("not announced", "announced today"):
        with pytest.raises(CommandError, match="has to be told first"):
            run("erase", file.person.reference, str(tmp_path))
        if file.erase_on is None:
            file = retention.announce_erasure(file, by=officer, at=DUE)
    assert not list(tmp_path.iterdir())


def test_a_held_file_is_not_erased(file: File, officer: Any, tmp_path: Path, clock: Clock) -> None:
    retention.announce_erasure(file, by=officer, at=DUE)
    retention.hold(file, kind=HoldKind.COURT, number="77", by=officer, at=DUE)
    clock.at = RIPE
    with pytest.raises(CommandError):
        run("erase", file.person.reference, str(tmp_path))
    assert "Nothing that was announced" in run("retention", carry_out=tmp_path)


def test_what_no_officer_announced_is_not_carried_out(file: File, tmp_path: Path, clock: Clock) -> None:
    retention.announce_erasure(file, by=WORKER, at=DUE)
    clock.at = RIPE
    with pytest.raises(CommandError, match="Nobody announced"):
        run("erase", file.person.reference, str(tmp_path))


def test_an_open_file_and_a_missing_folder_are_refused(people: Cast, tmp_path: Path) -> None:
    person = make_file(people.station)
    with pytest.raises(CommandError, match="no closed file"):
        run("erase", person.reference, str(tmp_path))
    with pytest.raises(CommandError, match="لا يوجد مجلد"):
        run("erase", person.reference, str(tmp_path / "no"), language="ar")


def test_what_is_due_is_listed_in_references_and_the_list_is_recorded(file: File, officer: Any, clock: Clock) -> None:
    clock.at = DUE
    reference = file.person.reference
    assert f"{reference}: due for review" in run("retention")
    retention.announce_erasure(file, by=officer, at=DUE)
    assert f"{reference}: أُعلن محوه" in run("retention", language="ar")
    assert trail.all_lines(limit=1)[0].name == Did.FILES_REVIEWED


def test_all_that_is_ripe_is_carried_out_at_once(
    file: File, officer: Any, people: Cast, tmp_path: Path, clock: Clock, rotations: list[str]
) -> None:
    other = make_file(people.station)
    actions.close_file(other, by=people.basim, at=MONDAY)
    for one in (file, File.objects.select_related("person__key", "opened_by_desk").get(pk=other.pk)):
        retention.announce_erasure(one, by=officer, at=DUE)
    clock.at = RIPE
    run("retention", carry_out=tmp_path)
    assert len(list(tmp_path.glob("erasure-*.json"))) == 2
    assert rotations == ["rotate_keys"]


def test_no_certificate_is_given_of_what_was_not_erased_as_decided(file: File) -> None:
    with pytest.raises(erasing.NotDecided):
        erasing.certify(file, keys.newest(), by=WORKER, at=DUE)


@given(st.integers(1, 4), st.integers(1, 4))
def test_it_is_complete_when_the_last_older_wrapping_key_may_go(version: int, rotations: int) -> None:
    ring = keys.new_ring()
    for number in range(rotations):
        ring = ring.with_new_wrapping_key().with_old_ones_retired(DUE + timedelta(days=number))
    left = erasing.remains(ring, version, kept=timedelta(days=35), today=date(2026, 1, 1))
    if version >= ring.current:
        assert left.until is None
    else:
        assert left.until == (DUE + timedelta(days=version - 1 + 35)).date()
