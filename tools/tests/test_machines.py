"""A shell of the walk: what it exports is known to the next, and what it began does not outlive it."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from tools import machines
from tools.machines import Machines


@pytest.fixture
def here(tmp_path: Path) -> Machines:
    for name in ("malath", "carry"):
        (tmp_path / name).mkdir()
    return Machines(tmp_path, {}, {"malath": {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}})


def test_the_next_command_knows_what_was_exported(here: Machines) -> None:
    assert here.run("malath", "export CODE='/opt/mal ath'\ncd /").code == 0
    assert here.run("malath", 'echo "$CODE"').said == "/opt/mal ath\n"


def test_a_line_that_fails_ends_the_block(here: Machines) -> None:
    done = here.run("malath", "echo one\nfalse | cat\necho two")
    assert (done.code, done.said) == (1, "one\n")


def test_an_unknown_value_is_no_empty_one(here: Machines) -> None:
    assert here.run("malath", 'rm -r "$NOBODY_SET_THIS/data"').code == 1


def test_what_a_command_began_ends_with_it_when_it_takes_too_long(here: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.machines.LONGEST_SECONDS", 0.5)
    with pytest.raises(subprocess.TimeoutExpired):
        here.run("malath", "sleep 97 & echo $! > number\nwait")
    number = int((here.folder / "malath" / "number").read_text("ascii"))
    deadline = time.monotonic() + 5
    while Path(f"/proc/{number}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{number}").exists()


def test_what_is_carried_can_be_read_at_the_next_machine(here: Machines) -> None:
    here.run("malath", f"umask 077\necho x > {here.folder}/carry/roles.sql")
    assert (here.folder / "carry" / "roles.sql").stat().st_mode & 0o044 == 0o044


def test_a_key_of_the_walk_is_one_that_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    machines.lend_age(tmp_path)
    program, key = tmp_path / "age-keygen", tmp_path / "backup.key"
    subprocess.run([program, "-o", key], check=True)
    public = subprocess.run([program, "-y", key], capture_output=True, text=True, check=True).stdout
    assert public.startswith("age1")
    assert f"# public key: {public}" in key.read_text("utf-8")
