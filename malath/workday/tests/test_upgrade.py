"""From one version to the next: backup first, tables whole or not at all, and nobody serves meanwhile."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from pyrage import x25519

from malath.audit import queries as trail
from malath.workday.management import serving, tables
from malath.workday.management.commands import backup, prepare, upgrade
from malath.workday.management.sealed_file import NoBackup

TO = str(x25519.Identity.generate().to_public())
pytestmark = pytest.mark.django_db


class Done(list[str]):
    """What an upgrade did, in its order."""

    def note(self, what: str) -> Any:
        return lambda *_args, **_named: self.append(what)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Done:
    """A house of an earlier version, of which only the order of what is done to it is looked at."""
    noted, waiting = Done(), [["training"], []]
    monkeypatch.setenv("MALATH_VAR", str(tmp_path))
    monkeypatch.setattr(tables, "waiting", lambda: waiting[0] if "tables" not in noted else waiting[1])
    monkeypatch.setattr(tables, "bring_up", noted.note("tables"))
    monkeypatch.setattr(backup, "written", noted.note("backup"))
    monkeypatch.setattr(prepare, "make_ready", noted.note("ready"))
    monkeypatch.setattr(upgrade, "call_command", noted.note("static"))
    monkeypatch.setattr(tables, "renew_roles", noted.note("roles"))
    monkeypatch.setattr(tables, "has_roles", lambda: True)
    monkeypatch.setattr(upgrade.Command, "look", noted.note("doctor"))
    return noted


def run(folder: Path | None, **options: Any) -> str:
    out = StringIO()
    call_command("upgrade", *([str(folder)] if folder else []), to=[TO], stdout=out, **options)
    return out.getvalue()


def test_the_backup_comes_first_and_the_doctor_last(done: Done, tmp_path: Path) -> None:
    said = run(tmp_path)
    assert done == ["backup", "tables", "ready", "static", "roles", "doctor"]
    assert "systemctl start malath-worker" in said
    assert trail.all_lines(limit=1)[0].facts == {"changes": "1"}


def test_without_a_place_for_the_backup_nothing_is_done(done: Done) -> None:
    with pytest.raises(CommandError, match="A backup comes first"):
        run(None)
    assert done == []


@pytest.mark.parametrize("reason", [OSError(28, "No space left on device"), DatabaseError("gone"), NoBackup("not sound")])
def test_without_a_backup_nothing_is_changed(
    done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: Exception
) -> None:
    monkeypatch.setattr(backup, "written", failing(reason))
    with pytest.raises(CommandError, match="nothing was changed"):
        run(tmp_path)
    assert done == []


def test_who_reads_arabic_is_told_in_arabic(done: Done) -> None:
    with pytest.raises(CommandError, match="النسخة الاحتياطية أولًا"):
        run(None, language="ar")


def test_tables_that_could_not_be_changed_leave_the_version_before(
    done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "bring_up", failing(DatabaseError("must be owner of table x")))
    with pytest.raises(CommandError, match=r"version before goes on as it was: must be owner"):
        run(tmp_path)
    assert done == ["backup"]


def test_what_failed_after_the_tables_goes_on_with_the_same_command(
    done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(upgrade, "call_command", failing(OSError(28, "No space left on device")))
        with pytest.raises(CommandError, match="Run it again"):
            run(tmp_path)
    run(None)
    assert done == ["backup", "tables", "ready", "ready", "static", "roles", "doctor"]


def test_nobody_serves_while_the_house_is_upgraded(done: Done, tmp_path: Path) -> None:
    serving.serve(tmp_path)
    with pytest.raises(CommandError, match="Stop it first"):
        run(tmp_path)
    assert done == []


def test_who_begins_to_serve_meanwhile_is_refused(tmp_path: Path) -> None:
    with serving.alone(tmp_path), pytest.raises(serving.BeingUpgraded):
        serving.serve(tmp_path)
    serving.serve(tmp_path / "nowhere")


def test_tables_are_changed_all_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(*_args: Any, **_named: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE half_done (it int)")
        raise DatabaseError

    monkeypatch.setattr(tables, "call_command", cut_off)
    with pytest.raises(DatabaseError):
        tables.bring_up()
    assert "half_done" not in connection.introspection.table_names()


def test_real_people_are_not_brought_to_another_version_by_preparing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "waiting", lambda: ["training"])
    with pytest.raises(CommandError, match="malath upgrade FOLDER"):
        prepare.need_no_upgrade()


def failing(reason: Exception) -> Any:
    def fail(*_args: Any, **_named: Any) -> None:
        raise reason

    return fail


@pytest.mark.postgres
def test_a_table_whose_rows_were_just_written_is_changed_in_the_same_transaction() -> None:
    """PostgreSQL refuses it while a promise about these rows is open: so each change of an upgrade is settled."""
    assert connection.vendor == "postgresql", "SQLite asks at the end only"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE one (id int PRIMARY KEY)")
        cursor.execute("CREATE TABLE two (one int REFERENCES one DEFERRABLE INITIALLY DEFERRED)")
        cursor.execute("INSERT INTO one VALUES (1)")
        cursor.execute("INSERT INTO two VALUES (1)")
        tables.settle()
        cursor.execute("ALTER TABLE two ADD COLUMN more int")


def test_the_rights_are_written_without_the_keys_of_who_upgrades(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(settings.ROOT))
    monkeypatch.setenv("MALATH_KEYS_FD", "999")
    assert "GRANT SELECT ON ALL TABLES IN SCHEMA public TO malath_backup;" in tables.rights()
