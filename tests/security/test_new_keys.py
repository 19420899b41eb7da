"""`malath rotate-keys` killed with -9 at moments of chance, beside a program that works on with the keyring of before."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from malath.foundation import keys

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "the night bus to nowhere"
DATA_KEYS = 6_000
ROUNDS: dict[keys.Mode, int] = {"demo": 1, "sealed": 4}
HEAD = """
import hashlib, secrets, sys
from malath.foundation import keys
from malath.foundation.acts import unguarded
from malath.foundation.models import DataKey
from malath.foundation.sealing import new_data_key, unwrap, wrap
def digest():
    found = DataKey.objects.filter(pk__in=first).order_by("pk")
    return hashlib.sha256(b"".join(map(unwrap, found))).hexdigest()
"""
PLANT = f"""{HEAD}
made = [DataKey(wrapping_version=1) for _ in range({DATA_KEYS})]
for key in made:
    key.wrapped = wrap(secrets.token_bytes(32), key.id, 1)
with unguarded():
    DataKey.objects.bulk_create(made)
first = [key.pk for key in made]
print(digest())
"""
# Reads all, makes one more, and says what it held and found; then waits for the next line.
WORK = f"""{HEAD}
first = list(DataKey.objects.values_list("pk", flat=True))
for line in sys.stdin:
    with unguarded():
        mine = new_data_key()
    print(keys.ring().current, mine.wrapping_version, len(unwrap(DataKey.objects.get(pk=mine.pk))), digest(), flush=True)
"""
ALL = f"""{HEAD}
first = list(DataKey.objects.values_list("pk", flat=True))[:{DATA_KEYS}]
for key in DataKey.objects.all():
    unwrap(key)
print(digest(), *sorted(set(DataKey.objects.values_list("wrapping_version", flat=True))))
"""


@pytest.fixture(params=ROUNDS)
def mode(request: pytest.FixtureRequest) -> keys.Mode:
    mode: keys.Mode = request.param
    return mode


@pytest.fixture
def env(mode: keys.Mode, tmp_path: Path) -> dict[str, str]:
    keys.create(tmp_path, mode, PASSPHRASE)
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    others = {name: value for name, value in os.environ.items() if not name.startswith("MALATH_")}
    ours = {"MALATH_VAR": str(tmp_path), "MALATH_PASSPHRASE_FILE": str(tmp_path / "passphrase")}
    return {**others, **ours, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings"}


def start(env: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-P", "-m", "config.command", *words]
    return subprocess.Popen(command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def run(env: dict[str, str], *words: str) -> str:
    running = start(env, *words)
    said = running.communicate()[0]
    assert running.returncode == 0
    return said.strip()


def kill_while_it_works(env: dict[str, str], after: float) -> None:
    """From the moment in which the keyring has changed: before it there is nothing to lose."""
    ring = Path(env["MALATH_VAR"]) / "keys" / "keyring.json"
    before, running = ring.stat().st_ino, start(env, "rotate-keys")
    while ring.stat().st_ino == before and running.poll() is None:
        time.sleep(0.001)
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    running.communicate()


def test_nothing_becomes_unreadable_and_who_works_meanwhile_notices_nothing(env: dict[str, str], mode: keys.Mode) -> None:
    run(env, "migrate", "-v0")
    digest = run(env, "shell", "-v0", "-c", PLANT)
    working = start(env, "shell", "-v0", "-c", WORK)
    assert working.stdin is not None
    assert working.stdout is not None
    chance = random.Random(0)
    try:
        for _ in range(ROUNDS[mode]):
            kill_while_it_works(env, chance.uniform(0, 0.5))
            working.stdin.write("go on\n")
            working.stdin.flush()
            held, wrote_under, length, found = working.stdout.readline().split()
            assert (held, length, found) == ("1", "32", digest)
            assert int(wrote_under) >= 2
    finally:
        working.kill()
        working.communicate()
    assert "is in use" in run(env, "rotate-keys")
    found, *versions = run(env, "shell", "-v0", "-c", ALL).split()
    assert found == digest
    assert len(versions) == 1
