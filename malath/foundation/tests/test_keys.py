import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from key_service.passphrase import WrongPassphrase
from malath.foundation import keys
from malath.foundation.keys import Ring

NOW = datetime(2026, 11, 8, 7, tzinfo=UTC)
PASSPHRASE = "a sentence to remember"
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
    with pytest.raises(WrongPassphrase):
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


@pytest.fixture
def rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str | None], Ring]]:
    """A keyring whose wrapping key is replaced while this process holds the one before; gives the new ring."""
    monkeypatch.setenv("MALATH_VAR", str(tmp_path))
    descriptors = []

    def rotate(passphrase: str | None) -> Ring:
        keys.create(tmp_path, "sealed" if passphrase else "demo", passphrase)
        opened = keys.unlocked(tmp_path, passphrase)
        descriptors.append(os.memfd_create("ring"))
        os.write(descriptors[-1], opened)
        monkeypatch.setenv("MALATH_KEYS_FD", str(descriptors[-1]))
        keys.ring.cache_clear()
        assert keys.newest() == keys.ring()
        grown = keys.ring().with_new_wrapping_key()
        keys.put(tmp_path, grown, passphrase)
        return grown

    yield rotate
    keys.ring.cache_clear()
    for descriptor in descriptors:
        os.close(descriptor)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_who_holds_an_older_ring_reads_on_without_a_restart(
    rotated: Callable[[str | None], Ring], passphrase: str | None
) -> None:
    grown = rotated(passphrase)
    assert keys.ring().current == 1
    assert keys.newest() == grown
    assert keys.wrapping_key(2) == grown.wrapping[2]
    assert keys.wrapping_key(1) == keys.ring().wrapping[1]


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_who_slept_through_two_rotations_reads_on_too(
    rotated: Callable[[str | None], Ring], passphrase: str | None, tmp_path: Path
) -> None:
    second = rotated(passphrase).with_new_wrapping_key()
    keys.put(tmp_path, second, passphrase)
    assert keys.newest() == second


def test_who_holds_only_a_key_that_was_thrown_away_must_be_started_anew(
    rotated: Callable[[str | None], Ring], tmp_path: Path
) -> None:
    keys.put(tmp_path, rotated(PASSPHRASE).without([1]), PASSPHRASE)
    with pytest.raises(keys.MovedOn):
        keys.newest()


def test_a_strangers_ring_in_the_place_of_ours_is_not_taken(rotated: Callable[[str | None], Ring], tmp_path: Path) -> None:
    rotated(None)
    for passphrase in (None, PASSPHRASE):
        keys.put(tmp_path, keys.new_ring().with_new_wrapping_key(), passphrase)
        with pytest.raises(keys.MovedOn):
            keys.newest()


def test_an_older_file_put_back_takes_no_key_away(rotated: Callable[[str | None], Ring], tmp_path: Path) -> None:
    grown = rotated(PASSPHRASE)
    keys.put(tmp_path, keys.ring(), PASSPHRASE)
    assert keys.newest() == keys.ring()
    (tmp_path / FILE).unlink()
    assert keys.newest() == keys.ring()
    assert grown.current == 2


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_ring_is_put_in_the_place_of_the_old_one_for_its_owner_only(tmp_path: Path, passphrase: str | None) -> None:
    keys.create(tmp_path, "sealed" if passphrase else "demo", passphrase)
    grown = keys.from_bytes(keys.unlocked(tmp_path, passphrase)).with_new_wrapping_key().with_old_ones_retired(NOW)
    (tmp_path / "keys" / "keyring.new").write_text("left by one that was cut off")
    keys.put(tmp_path, grown, passphrase)
    assert keys.from_bytes(keys.unlocked(tmp_path, passphrase)) == grown
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [FILE.name]


def test_a_sealed_ring_that_was_replaced_opens_with_its_passphrase_only_and_shows_no_key(tmp_path: Path) -> None:
    keys.create(tmp_path, "sealed", PASSPHRASE)
    grown = keys.from_bytes(keys.unlocked(tmp_path, PASSPHRASE)).with_new_wrapping_key()
    keys.put(tmp_path, grown, PASSPHRASE)
    written = (tmp_path / FILE).read_bytes()
    for key in (grown.index, grown.database, grown.signing, grown.session, *grown.wrapping.values()):
        assert keys._b64(key).encode() not in written
    with pytest.raises(WrongPassphrase):
        keys.unlocked(tmp_path, "another sentence")


def test_two_never_change_the_keyring_at_once(tmp_path: Path) -> None:
    keys.create(tmp_path, "demo")
    with keys.only_one(tmp_path), pytest.raises(keys.Busy), keys.only_one(tmp_path):
        pass
    with keys.only_one(tmp_path):
        pass


def test_a_wrapping_key_retires_once_and_the_newest_never_goes() -> None:
    ring = keys.new_ring().with_new_wrapping_key()
    assert ring.retiring == {1}
    retired = ring.with_old_ones_retired(NOW).with_old_ones_retired(NOW.replace(year=2030))
    assert not retired.retiring
    assert retired.retired == {1: NOW}
    assert sorted(retired.without([1, 2]).wrapping) == [2]
    assert keys.from_bytes(keys.to_bytes(retired)) == retired
