"""Wrapping keys move to the key service: everything still opens, nothing opens once it is stopped, and nothing is lost."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from config.command import explained
from key_service import house
from key_service.client import Gone, NotNow, Refused
from key_service.testing import CHEAP, NOON, PASSPHRASE, listening
from malath.foundation import clock, keys
from malath.foundation.acts import unguarded
from malath.foundation.models import DataKey
from malath.foundation.outage import is_outage
from malath.foundation.sealing import decrypt, encrypt, new_data_key, open_secret, seal_secret
from malath.workday.management import looks

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the key service."""
    monkeypatch.setattr("key_service.passphrase.ARGON2", CHEAP)
    keys.create(tmp_path / "there", "sealed", PASSPHRASE)
    return tmp_path / "there"


@pytest.fixture
def here(tmp_path: Path, there: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Malath's folder, beside a service that listens."""
    monkeypatch.setenv("MALATH_VAR", str(tmp_path / "here"))
    monkeypatch.setenv("MALATH_KEY_SERVICE", f"unix://{there}/socket")
    keys.create(tmp_path / "here", "demo")
    keys.ring.cache_clear()
    with listening(there, f"unix://{there}/socket"):
        yield tmp_path / "here"
        keys.key_service().hang_up()
    keys.ring.cache_clear()


def rotate_keys(*arguments: str) -> str:
    said = StringIO()
    call_command("rotate_keys", *arguments, stdout=said)
    return said.getvalue()


def written() -> tuple[DataKey, bytes]:
    with unguarded():
        key = new_data_key()
    return key, encrypt(key, "a name", b"")


def reads(kept: tuple[DataKey, bytes]) -> str:
    """As a program that starts now."""
    keys.ring.cache_clear()
    keys.key_service().forget_opened()
    return decrypt(DataKey.objects.get(pk=kept[0].pk), kept[1], b"")


def test_what_was_written_before_and_after_opens_with_keys_that_lie_elsewhere(here: Path) -> None:
    before, secret = written(), seal_secret("a seed")
    assert "It lies at the key service" in rotate_keys("--to-service")
    assert keys.mode(here) == "service"
    after = written()
    assert {reads(before), reads(after)} == {"a name"}
    assert set(DataKey.objects.values_list("wrapping_version", flat=True)) == {2}
    assert open_secret(secret) == "a seed"


def test_once_the_old_ones_are_forgotten_no_wrapping_key_is_on_this_machine(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = written()
    rotate_keys("--to-service")
    assert looks.at_service() == {"keys_left_here": True}
    later = clock.now() + timedelta(days=36)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "Wrapping key 1 was thrown away" in rotate_keys("--forget")
    assert reads(kept) == "a name"
    assert keys.ring().wrapping == {2: keys.ELSEWHERE}
    assert looks.at_service()["keys_left_here"] is False
    assert set(json.loads((here / "keys/keyring.json").read_bytes())) == {"service", "current"}


def test_a_stopped_service_opens_nobody_and_after_go_nothing_is_missing(here: Path, there: Path) -> None:
    kept = written()
    rotate_keys("--to-service")
    house.stop(there)
    with pytest.raises(Refused, match="was stopped") as refused:
        reads(kept)
    assert is_outage(refused.value)
    assert explained(refused.value) == str(refused.value)
    assert "stopped" in looks.at_service()["service_says"]
    count = DataKey.objects.count()
    house.go(there)
    keys.ring()
    house.stop(there)
    with pytest.raises(NotNow):
        written()
    assert DataKey.objects.count() == count
    house.go(there)
    assert reads(kept) == "a name"


def test_a_later_rotation_makes_its_key_there_and_opens_no_key_of_anybody(here: Path, there: Path) -> None:
    kept = [written() for _ in range(3)]
    rotate_keys("--to-service")
    opened = house.opened_on(there, NOON)
    rotate_keys()
    assert set(DataKey.objects.values_list("wrapping_version", flat=True)) == {3}
    assert house.opened_on(there, NOON) - opened <= 2, "the ring itself, and nobody"
    assert {reads(one) for one in kept} == {"a name"}


def test_a_service_that_is_gone_stops_the_move_before_anything_changed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = written()
    monkeypatch.setenv("MALATH_KEY_SERVICE", "unix:///nowhere")
    with pytest.raises(Gone, match="does not answer"):
        rotate_keys("--to-service")
    assert keys.mode(here) == "demo"
    assert reads(kept) == "a name"


def test_a_move_that_was_cut_off_goes_on_with_the_same_key(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = written()
    with monkeypatch.context() as cut:
        cut.setattr("malath.workday.management.rotation.wrap_all_anew", _cut_off)
        with pytest.raises(OSError, match="cut off"):
            rotate_keys("--to-service")
    assert reads(kept) == "a name"
    rotate_keys()
    assert set(DataKey.objects.values_list("wrapping_version", flat=True)) == {2}
    assert reads(kept) == "a name"


def _cut_off(_say: object) -> None:
    raise OSError("cut off")
