"""After a restart somebody types the passphrase once; it lies in memory, for its owner, and never on a disk."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.unlock import CannotOpen, open_keys
from key_service.testing import CHEAP, PASSPHRASE
from malath.foundation import keys
from malath.workday.management.commands import unlock


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sealed keys, and where the passphrase may lie."""
    monkeypatch.setattr("key_service.passphrase.ARGON2", CHEAP)
    keys.create(tmp_path, "sealed", PASSPHRASE)
    path = tmp_path / "memory" / "passphrase"
    path.parent.mkdir()
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\ntmpfs {path.parent.resolve()} tmpfs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(unlock, "MOUNTED", mounts)
    monkeypatch.setenv("MALATH_VAR", str(tmp_path))
    monkeypatch.setenv("MALATH_PASSPHRASE_FILE", str(path))
    return path


def typed(monkeypatch: pytest.MonkeyPatch, passphrase: str, *words: str) -> str:
    said = StringIO()
    monkeypatch.setattr("config.unlock.passphrase_from_terminal", lambda _question: passphrase)
    call_command("unlock", *words, stdout=said)
    return said.getvalue()


def test_once_it_was_typed_programs_start_until_it_is_locked(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotOpen, match="malath unlock"):
        open_keys(keys.var_folder())
    assert "Unlocked until" in typed(monkeypatch, PASSPHRASE)
    assert memory.read_text(encoding="utf-8") == PASSPHRASE
    assert memory.stat().st_mode & 0o777 == 0o600
    assert "Locked" in typed(monkeypatch, "", "--lock")
    assert not memory.exists()


def test_a_wrong_passphrase_unlocks_nothing(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="does not open"):
        typed(monkeypatch, "another sentence")
    assert not memory.exists()


def test_it_never_lies_on_a_disk(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALATH_PASSPHRASE_FILE", str(memory.parent.parent / "passphrase"))
    with pytest.raises(CommandError, match="is on a disk"):
        typed(monkeypatch, PASSPHRASE)
    monkeypatch.delenv("MALATH_PASSPHRASE_FILE")
    with pytest.raises(CommandError, match="a file in memory"):
        typed(monkeypatch, PASSPHRASE)


def test_keys_without_a_passphrase_have_nothing_to_unlock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALATH_VAR", str(tmp_path))
    with pytest.raises(CommandError, match="nothing to unlock"):
        typed(monkeypatch, PASSPHRASE)
