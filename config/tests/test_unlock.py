import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import command, unlock
from config.unlock import CannotOpen
from malath.foundation import keys

PASSPHRASE = "a long walk to the sea"


@pytest.fixture(autouse=True)
def nobody_at_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("MALATH_PASSPHRASE_FILE", "CREDENTIALS_DIRECTORY", "MALATH_KEYS_FD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    yield
    os.environ.pop("MALATH_KEYS_FD", None)


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    keys.create(tmp_path, "sealed", PASSPHRASE)
    return tmp_path


def passphrase_file(folder: Path, text: str, name: str = "passphrase") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_demo_keys_need_no_opening(tmp_path: Path) -> None:
    keys.create(tmp_path, "demo")
    assert unlock.open_keys(tmp_path) is None


def test_no_keys_need_no_opening(tmp_path: Path) -> None:
    assert unlock.open_keys(tmp_path) is None


def test_sealed_keys_are_handed_down_in_memory(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALATH_PASSPHRASE_FILE", str(passphrase_file(sealed, f"{PASSPHRASE}\n")))
    descriptor = unlock.open_keys(sealed)
    assert descriptor is not None
    assert os.environ["MALATH_KEYS_FD"] == str(descriptor)
    assert os.pread(descriptor, 100_000, 0) == keys.unlocked(sealed, PASSPHRASE)
    assert os.fstat(descriptor).st_nlink == 0
    os.close(descriptor)


def test_a_credential_of_systemd_opens_them_too(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passphrase_file(sealed, PASSPHRASE, unlock.CREDENTIAL)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(sealed))
    descriptor = unlock.open_keys(sealed)
    assert descriptor is not None
    os.close(descriptor)


def test_a_wrong_passphrase_is_said(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALATH_PASSPHRASE_FILE", str(passphrase_file(sealed, "another long walk")))
    with pytest.raises(CannotOpen, match="does not open the keys"):
        unlock.open_keys(sealed)


def test_a_missing_passphrase_file_is_said(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALATH_PASSPHRASE_FILE", str(sealed / "none"))
    with pytest.raises(CannotOpen, match="cannot be read"):
        unlock.open_keys(sealed)


def test_nobody_to_ask_is_said(sealed: Path) -> None:
    with pytest.raises(CannotOpen, match="nobody is here to ask"):
        unlock.open_keys(sealed)


def test_a_new_passphrase_must_be_long_and_typed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    typed = iter(["short", "short", PASSPHRASE, "something else", PASSPHRASE, PASSPHRASE])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(typed))
    with pytest.raises(CannotOpen, match="shorter than 12"):
        unlock.new_passphrase()
    with pytest.raises(CannotOpen, match="differ"):
        unlock.new_passphrase()
    assert unlock.new_passphrase() == PASSPHRASE


def test_new_keys_are_sealed_when_the_machine_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALATH_KEY_MODE", "sealed")
    monkeypatch.setenv("MALATH_PASSPHRASE_FILE", str(passphrase_file(tmp_path, PASSPHRASE)))
    unlock.make_keys(tmp_path)
    assert keys.mode(tmp_path) == "sealed"
    os.close(int(os.environ["MALATH_KEYS_FD"]))


def test_an_empty_house_is_not_given_open_keys_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MALATH_KEY_MODE", raising=False)
    monkeypatch.setenv("MALATH_VAR", str(tmp_path))
    assert command.main(["prepare", "--empty"]) == 1
    assert "set MALATH_KEY_MODE to demo or sealed" in capsys.readouterr().err
    assert keys.mode(tmp_path) is None


def test_it_refuses_an_unknown_way_to_keep_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALATH_KEY_MODE", "paper")
    with pytest.raises(CannotOpen, match="“paper” is no way to keep keys"):
        unlock.make_keys(tmp_path)
    assert keys.mode(tmp_path) is None
