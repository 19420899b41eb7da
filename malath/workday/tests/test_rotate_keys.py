"""A new wrapping key while people work: whatever happens, nothing becomes unreadable."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.db import connection

from config.unlock import CannotOpen
from malath.accounts.testing import make_user
from malath.audit import queries as audit
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation import clock, keys, sealing
from malath.foundation.acts import unguarded
from malath.foundation.models import DataKey
from malath.foundation.sealing import decrypt, encrypt, erase, new_data_key, seal_secret
from malath.workday.management import rotation

pytestmark = pytest.mark.django_db
PASSPHRASE = "the long road home"
Texts = dict[DataKey, bytes]


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MALATH_VAR", str(tmp_path))
    monkeypatch.setattr(rotation, "BATCH", 2)
    keys.create(tmp_path, "demo")
    keys.ring.cache_clear()
    yield tmp_path
    keys.ring.cache_clear()


def some_texts(number: int = 5) -> Texts:
    with unguarded():
        made = [new_data_key() for _ in range(number)]
    return {key: encrypt(key, "text", b"") for key in made}


def still_open(texts: Texts) -> bool:
    """Read as the running process reads, and as one that starts now."""
    found = {key.pk: key for key in DataKey.objects.all()}
    running = [decrypt(found[key.pk], sealed, b"") == "text" for key, sealed in texts.items()]
    keys.ring.cache_clear()
    return all(running) and all(decrypt(found[key.pk], sealed, b"") == "text" for key, sealed in texts.items())


def versions() -> set[int]:
    return set(DataKey.objects.filter(wrapped__isnull=False).values_list("wrapping_version", flat=True))


def kept(var: Path) -> keys.Ring:
    return keys.from_bytes(keys.unlocked(var, None))


def rotate_keys(*arguments: str) -> str:
    said = StringIO()
    call_command("rotate_keys", *arguments, stdout=said)
    return said.getvalue()


def events(name: Did) -> list[tuple[str, str]]:
    return list(Event.objects.filter(name=name).order_by("pk").values_list("subject", "facts"))


def test_it_wraps_every_data_key_under_a_new_key(var: Path) -> None:
    texts = some_texts()
    said = rotate_keys()
    assert versions() == {2}
    assert "5 data keys and 0 secrets" in said
    assert still_open(texts)
    assert kept(var).retired.keys() == {1}


def test_it_is_recorded_in_numbers_only(var: Path) -> None:
    some_texts(3)
    rotate_keys()
    assert events(Did.KEYS_REWRAPPED) == [("wrapping-key-2", '{"count":"2"}'), ("wrapping-key-2", '{"count":"1"}')]
    assert events(Did.KEYS_ROTATED) == [("wrapping-key-2", '{"count":"3","from":"1"}')]
    assert not audit.verify().faults


def test_it_seals_the_secrets_of_accounts_anew(var: Path) -> None:
    user = make_user()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(user).get_unused_codes()
    assert "2 secrets of accounts" in rotate_keys()
    keys.put(var, kept(var).without([1]), None)
    keys.ring.cache_clear()
    assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes() == codes


def test_a_running_process_writes_under_the_new_key_at_once(var: Path) -> None:
    some_texts()
    keys.put(var, kept(var).with_new_wrapping_key(), None)
    texts = some_texts(1)
    assert keys.ring().current == 1
    assert [key.wrapping_version for key in texts] == [2]
    assert seal_secret("text").startswith("2:")


def test_what_is_written_under_the_old_key_meanwhile_is_wrapped_anew_too(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, old = some_texts(), keys.ring()
    store = sealing.store

    def store_beside_a_late_writer(changed: list[sealing.Rewrapped]) -> int:
        if len(texts) < 9:
            with monkeypatch.context() as patch:
                patch.setattr(sealing, "newest", lambda: old)
                texts.update(some_texts(1))
        return store(changed)

    monkeypatch.setattr(sealing, "store", store_beside_a_late_writer)
    rotate_keys()
    assert (len(texts), versions()) == (9, {2})
    assert still_open(texts)


def test_who_was_erased_stays_erased(var: Path) -> None:
    key = next(iter(some_texts()))
    with unguarded():
        erase(key, at=clock.now())
    rotate_keys()
    gone = DataKey.objects.get(pk=key.pk)
    assert (gone.wrapped, gone.wrapping_version) == (None, 1)


class Killed(BaseException):
    """What kill -9 is to a process: nothing of it is caught."""


@contextmanager
def killed_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stop before the step of this number: a statement, or a change of a file."""
    steps = count()

    def one_more() -> None:
        if next(steps) >= step:
            raise Killed

    def before_statement(execute: Callable[..., Any], *arguments: Any) -> Any:
        one_more()
        return execute(*arguments)

    def before(function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*arguments: Any, **named: Any) -> Any:
            one_more()
            return function(*arguments, **named)

        return wrapper

    with monkeypatch.context() as patch, connection.execute_wrapper(before_statement):
        for owner, name in ((keys, "write_new"), (Path, "replace"), (Path, "unlink"), (os, "fsync"), (keys, "sync")):
            patch.setattr(owner, name, before(getattr(owner, name)))
        yield


def test_it_may_be_cut_off_before_any_step(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    TOTP.activate(make_user(), "JBSWY3DPEHPK3PXP")
    texts = some_texts()
    for step in count():  # pragma: no branch
        before = kept(var).current
        try:
            with killed_at(step, monkeypatch):
                rotate_keys()
        except Killed:
            assert still_open(texts)
        else:
            break
        rotate_keys()
        assert kept(var).current in {before + 1, before + 2}
        assert versions() == {kept(var).current}
        assert not kept(var).retiring
        assert still_open(texts)
    assert step > 30


def test_one_that_was_cut_off_goes_on_with_the_same_key(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some_texts()

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(rotation, "finish", killed)
        with pytest.raises(Killed):
            rotate_keys()
    assert kept(var).retiring == {1}
    rotate_keys()
    assert kept(var).current == 2
    assert not kept(var).retiring


def test_two_at_once_are_refused(var: Path) -> None:
    with keys.only_one(var), pytest.raises(CommandError, match="Somebody is changing the keys"):
        rotate_keys()
    assert kept(var).current == 1


def test_an_old_key_stays_until_the_last_backup_under_it_is_gone(var: Path) -> None:
    texts = some_texts()
    rotate_keys()
    said = rotate_keys("--forget")
    until = clock.in_amman(kept(var).retired[1] + timedelta(days=35)).date().isoformat()
    assert "No old wrapping key may go yet" in said
    assert f"Wrapping key 1 is kept for backups until {until}" in said
    assert sorted(kept(var).wrapping) == [1, 2]
    assert still_open(texts)


def test_then_it_is_thrown_away_and_a_late_writer_loses_nothing(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = keys.ring()
    rotate_keys()
    with monkeypatch.context() as patch:
        patch.setattr(sealing, "newest", lambda: old)
        texts = some_texts(1)
    later = clock.now() + timedelta(days=35, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "Wrapping key 1 was thrown away" in rotate_keys("--forget")
    assert sorted(kept(var).wrapping) == [2]
    assert still_open(texts)
    assert events(Did.KEYS_FORGOTTEN) == [("wrapping-key-1", "{}")]


def test_a_key_that_something_still_lies_under_is_not_thrown_away(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some_texts()
    rotate_keys()
    with unguarded():
        DataKey.objects.update(wrapping_version=1)
    monkeypatch.setattr(rotation, "wrap_all_anew", lambda _: (0, 0))
    later = clock.now() + timedelta(days=36)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(CommandError, match="Nothing is lost; run it again"):
        rotate_keys("--forget")
    assert sorted(kept(var).wrapping) == [1, 2]


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    keys.create(tmp_path, "sealed", PASSPHRASE)
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    descriptor = os.memfd_create("ring")
    os.write(descriptor, keys.unlocked(tmp_path, PASSPHRASE))
    monkeypatch.setenv("MALATH_VAR", str(tmp_path))
    monkeypatch.setenv("MALATH_KEYS_FD", str(descriptor))
    monkeypatch.setenv("MALATH_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    keys.ring.cache_clear()
    yield tmp_path
    keys.ring.cache_clear()
    os.close(descriptor)


def test_sealed_keys_stay_sealed_and_whoever_holds_the_old_ones_reads_on(sealed: Path) -> None:
    texts = some_texts()
    rotate_keys()
    assert keys.mode(sealed) == "sealed"
    found = DataKey.objects.in_bulk([key.pk for key in texts])
    assert keys.ring().current == 1
    assert all(decrypt(found[key.pk], value, b"") == "text" for key, value in texts.items())
    assert keys.from_bytes(keys.unlocked(sealed, PASSPHRASE)).retired.keys() == {1}


def test_a_wrong_passphrase_changes_nothing(sealed: Path) -> None:
    (sealed / "passphrase").write_text("another road", encoding="utf-8")
    with pytest.raises(CannotOpen, match="does not open the keys"):
        rotate_keys()
    assert keys.from_bytes(keys.unlocked(sealed, PASSPHRASE)).current == 1
