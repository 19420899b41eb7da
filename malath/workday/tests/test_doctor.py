"""The doctor: every look as a rule on facts, and the command once on a house."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from malath.workday.management import rounds
from malath.workday.management.findings import BACKUP_DUE, BACKUP_OVERDUE, GB, Facts, State, findings
from malath.workday.management.looks import other_versions

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WELL = Facts(
    at=NOON, is_demo=False, key_mode="sealed", last_event_at=NOON, last_round_at=NOON, last_backup_at=NOON, last_state_at=NOON
)


def amiss(facts: Facts) -> dict[str, State]:
    with override("en"):
        return {str(one.about): one.state for one in findings(facts) if one.state is not State.WELL}


def test_a_house_in_which_all_is_well_has_nothing_to_do() -> None:
    assert amiss(WELL) == {}


@pytest.mark.parametrize(
    ("facts", "about", "state"),
    [
        (replace(WELL, key_mode=None), "Keys", State.WRONG),
        (replace(WELL, key_mode="demo"), "Keys", State.WRONG),
        (replace(WELL, keys_beside_data=True), "Keys", State.LOOK),
        (replace(WELL, key_mode="service", service_says="It was stopped."), "Keys", State.WRONG),
        (replace(WELL, key_mode="service", keys_left_here=True), "Keys", State.LOOK),
        (replace(WELL, open_to_others=("/a",)), "Permissions", State.WRONG),
        (replace(WELL, engine_version=(3, 40, 1)), "Database", State.WRONG),
        (replace(WELL, engine="postgresql", engine_version=(13,)), "Database", State.WRONG),
        (replace(WELL, waiting_migrations=2), "Tables", State.WRONG),
        (replace(WELL, open_tables=("cases_case",)), "Rows of people", State.WRONG),
        (replace(WELL, marks_known=False), "Rows of people", State.WRONG),
        (replace(WELL, one_role=True), "Rows of people", State.LOOK),
        (replace(WELL, room=GB // 2), "Disk", State.WRONG),
        (replace(WELL, room=2 * GB), "Disk", State.LOOK),
        (replace(WELL, last_event_at=NOON + 3 * MINUTE), "Clock", State.WRONG),
        (replace(WELL, last_round_at=None), "Worker", State.WRONG),
        (replace(WELL, last_round_at=NOON - 6 * MINUTE), "Worker", State.WRONG),
        (replace(WELL, has_recipient=False), "Backup", State.WRONG),
        (replace(WELL, last_backup_at=None), "Backup", State.WRONG),
        (replace(WELL, last_backup_at=NOON - BACKUP_DUE - MINUTE), "Backup", State.LOOK),
        (replace(WELL, last_backup_at=NOON - BACKUP_OVERDUE - MINUTE), "Backup", State.WRONG),
        (replace(WELL, last_state_at=None), "Trail", State.LOOK),
        (replace(WELL, states_leave=False), "Trail", State.LOOK),
        (replace(WELL, https=False), "Web", State.WRONG),
        (replace(WELL, certificate_until=NOON), "TLS certificate", State.WRONG),
        (replace(WELL, certificate_until=NOON + timedelta(days=3)), "TLS certificate", State.LOOK),
        (replace(WELL, mail=False), "Mail", State.LOOK),
        (replace(WELL, other_versions=("x 1 (2)",)), "Packages", State.WRONG),
        (replace(WELL, translated=False), "Packages", State.WRONG),
    ],
)
def test_what_is_amiss_is_found_and_nothing_else(facts: Facts, about: str, state: State) -> None:
    assert amiss(facts) == {about: state}
    assert all(one.do for one in findings(facts) if one.state is not State.WELL)


def test_a_demonstration_needs_neither_backup_nor_mail() -> None:
    assert amiss(replace(WELL, is_demo=True, key_mode="demo", last_backup_at=None, mail=False, https=False)) == {}


def test_a_package_that_is_not_as_locked_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "run.lock"
    lock.write_text("other==1 ; never \\\ndjango==0.1 \\\n    --hash=sha256:00\nno-such-package==1\n", encoding="utf-8")
    first, second = other_versions(lock)
    assert first.endswith("(0.1)")
    assert second == "no-such-package - (1)"


def test_a_round_is_noted_and_rubbish_in_its_place_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALATH_VAR", str(tmp_path))
    assert rounds.last(rounds.WORKER) is None
    rounds.done(rounds.WORKER, NOON)
    assert rounds.last(rounds.WORKER) == NOON
    (tmp_path / "rounds" / "worker").write_text("soon", encoding="utf-8")
    assert rounds.last(rounds.WORKER) is None


@pytest.mark.django_db
def test_the_command_says_what_to_do_in_both_languages_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "last", {}.get)  # an earlier test of this process may have made a round
    english, arabic = StringIO(), StringIO()
    with pytest.raises(CommandError, match="Not all is well"):
        call_command("doctor", stdout=english)
    with pytest.raises(CommandError):
        call_command("doctor", language="ar", stdout=arabic)
    assert "systemctl start malath-worker" in english.getvalue()
    assert "المفاتيح" in arabic.getvalue()


@pytest.mark.django_db
def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path) -> None:
    (tmp_path / "it.pem").write_text("no", encoding="utf-8")
    with pytest.raises(CommandError, match="no certificate"):
        call_command("doctor", certificate=tmp_path / "it.pem")
