import os
import stat
from pathlib import Path

import pytest

from malath.foundation import keys

FILE = Path("keys") / "keyring.json"


def test_there_are_no_keys_before_they_are_made(tmp_path: Path) -> None:
    assert keys.mode(tmp_path) is None
    with pytest.raises(keys.NoKeys):
        keys.unlocked(tmp_path, None)


def test_demo_keys_lie_open_in_a_file_of_their_owner(tmp_path: Path) -> None:
    keys.create(tmp_path, "demo")
    assert keys.mode(tmp_path) == "demo"
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert len(keys.from_bytes(keys.unlocked(tmp_path, None)).database) == 32


def test_sealed_keys_open_with_their_passphrase_only(tmp_path: Path) -> None:
    keys.create(tmp_path, "sealed", "a sentence to remember")
    assert keys.mode(tmp_path) == "sealed"
    ring = keys.from_bytes(keys.unlocked(tmp_path, "a sentence to remember"))
    assert len(ring.index) == 32
    with pytest.raises(keys.WrongPassphrase):
        keys.unlocked(tmp_path, "another sentence")
    with pytest.raises(keys.NoKeys):
        keys.unlocked(tmp_path, None)


def test_a_sealed_file_holds_no_key_in_any_spelling(tmp_path: Path) -> None:
    keys.create(tmp_path, "sealed", "a sentence to remember")
    ring = keys.from_bytes(keys.unlocked(tmp_path, "a sentence to remember"))
    written = (tmp_path / FILE).read_bytes()
    for key in (ring.index, ring.database, ring.signing, ring.session, *ring.wrapping.values()):
        assert key not in written
        assert key.hex().encode() not in written
        assert keys._b64(key).encode() not in written


def test_a_sealed_start_needs_a_passphrase(tmp_path: Path) -> None:
    for nothing in (None, ""):
        with pytest.raises(ValueError, match="passphrase"):
            keys.create(tmp_path, "sealed", nothing)
    assert keys.mode(tmp_path) is None


def test_keys_are_never_written_over(tmp_path: Path) -> None:
    keys.create(tmp_path, "demo")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(FileExistsError):
        keys.create(tmp_path, "demo")
    assert (tmp_path / FILE).read_bytes() == before


def test_a_ring_survives_writing_and_never_prints_its_keys() -> None:
    ring = keys.new_ring().with_new_wrapping_key()
    assert keys.from_bytes(keys.to_bytes(ring)) == ring
    assert (ring.current, sorted(ring.wrapping)) == (2, [1, 2])
    assert repr(ring) == "Ring(current=2)"


def test_no_two_keys_are_alike() -> None:
    ring = keys.new_ring()
    assert len({ring.index, ring.database, ring.signing, ring.session, ring.wrapping[1]}) == 5


def test_a_child_process_reads_the_ring_it_was_handed(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = keys.new_ring()
    handle = os.memfd_create("ring")
    os.write(handle, keys.to_bytes(ring))
    monkeypatch.setenv("MALATH_KEYS_FD", str(handle))
    keys.ring.cache_clear()
    try:
        assert keys.ring() == ring
    finally:
        keys.ring.cache_clear()
        os.close(handle)


def test_on_a_bare_clone_sessions_get_a_secret_to_throw_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALATH_VAR", str(tmp_path))
    keys.ring.cache_clear()
    try:
        assert keys.session_secret() != keys.session_secret()
    finally:
        keys.ring.cache_clear()
