"""A backup: made while people write, opened by its key alone, put back into an empty place, and nothing open beside it."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pyrage
import pytest
from pyrage import x25519

from malath.foundation import keys
from malath.workday.management import postgresql_copy, sealed_file
from malath.workday.management.contents import Heads
from malath.workday.management.ending import ends_tidily
from malath.workday.management.sealed_file import Contents, NoBackup
from tools import postgres

ROOT = Path(__file__).resolve().parents[2]
ADMINISTRATOR = {
    "MALATH_ADMIN_EMAIL": "admin@example.org",
    "MALATH_ADMIN_NAME": "Admin",
    "MALATH_ADMIN_PASSWORD": "the night bus to nowhere",
}
NAMES = """
from malath.people.models import Detail
print(*sorted(d.opened("value") for d in Detail.objects.select_related("key")), sep="|")
"""
ATTACHMENTS = """
from malath.documents.models import Attachment
from malath.documents.queries import copy_of
print(*sorted(f"{a.reference} {len(b''.join(copy_of(a).chunks))}" for a in Attachment.objects.select_related("key")), sep="|")
"""
WRITING = """
from malath.agencies.testing import make_desk
from malath.people.testing import make_person
desk = make_desk()
print("ready", flush=True)
while True:
    make_person(desk=desk)
"""


@dataclass(frozen=True)
class House:
    """A database with invented people in it: how to reach it, and an empty place beside it."""

    var: Path
    url: str
    empty_url: str

    def run(self, *words: str, **env: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(command(*words), env=self.env | env, capture_output=True, text=True, check=False)

    @property
    def env(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("MALATH_")}
        ours = {"MALATH_VAR": str(self.var), "MALATH_DATABASE": self.url, "MALATH_DEMO_PEOPLE": "6"}
        return {**others, **ours, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings"}

    def empty(self, folder: Path) -> "House":
        """The same keyring, no database."""
        shutil.copytree(self.var / "keys", folder / "keys")
        return House(folder, self.empty_url, self.empty_url)


def command(*words: str) -> Sequence[str]:
    return [sys.executable, "-P", "-m", "config.command", *words]


def another_database(url: str) -> str:
    """A second, empty one on the same server, made anew."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS empty")
        connection.execute("CREATE DATABASE empty")
    return urlsplit(url)._replace(path="/empty").geturl()


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    var = tmp_path_factory.mktemp("house")
    if request.param == "sqlite":
        yield filled(House(var, "", ""))
        return
    with postgres.running() as url:
        yield filled(House(var, url, another_database(url)))


def filled(house: House) -> House:
    done = house.run("prepare", "--demo")
    assert done.returncode == 0, done.stderr
    return house


@pytest.fixture
def house(prepared: House) -> House:
    """Its empty place is empty again for each test."""
    if prepared.url:
        another_database(prepared.url)
    return prepared


@pytest.fixture(scope="module")
def identity() -> x25519.Identity:
    return x25519.Identity.generate()


@pytest.fixture
def key_file(tmp_path: Path, identity: x25519.Identity) -> str:
    path = tmp_path / "backup.key"
    path.write_text(f"# created: today\n# public key: {identity.to_public()}\n{identity}\n", encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def backup(prepared: House, identity: x25519.Identity, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backups") / "first.age"
    done = prepared.run("backup", str(path), "--to", str(identity.to_public()))
    assert done.returncode == 0, done.stderr
    assert "Verified: the copy was opened and is sound;" in done.stdout
    assert "The keyring is not in it" in done.stdout
    return path


def test_what_is_put_back_elsewhere_is_what_was_there(house: House, backup: Path, key_file: str, tmp_path: Path) -> None:
    there = house.empty(tmp_path / "there")
    done = there.run("restore", str(backup), "--identity", key_file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The trail is whole." in done.stdout
    names = house.run("shell", "-v0", "-c", NAMES).stdout
    assert "|" in names
    assert there.run("shell", "-v0", "-c", NAMES).stdout == names


def test_attachments_go_along_and_open_where_they_are_put_back(
    house: House, backup: Path, key_file: str, tmp_path: Path
) -> None:
    there = house.empty(tmp_path / "there")
    assert there.run("restore", str(backup), "--identity", key_file).returncode == 0
    opened = house.run("shell", "-v0", "-c", ATTACHMENTS).stdout
    assert opened.strip()
    assert there.run("shell", "-v0", "-c", ATTACHMENTS).stdout == opened


def test_attachments_that_are_there_already_stay(house: House, backup: Path, key_file: str, tmp_path: Path) -> None:
    there = house.empty(tmp_path / "there")
    (there.var / "files" / "ab").mkdir(parents=True)
    (there.var / "files" / "ab" / "abcd").write_bytes(b"another")
    done = there.run("restore", str(backup), "--identity", key_file)
    assert (done.returncode, "There are attachments already" in done.stderr) == (1, True)
    assert not (there.var / "malath.sqlite").exists()


def test_nothing_but_the_sealed_file_is_left_and_it_is_its_owners(backup: Path) -> None:
    assert [path.name for path in backup.parent.iterdir()] == ["first.age"]
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    written = backup.read_bytes()
    assert written.startswith(b"age-encryption.org/v1")
    for sign in (b"SQLite format", b"PGDMP", sealed_file.MAGIC, b"audit_event"):
        assert sign not in written


def test_the_keyring_is_not_in_it(house: House, backup: Path, identity: x25519.Identity) -> None:
    ring = keys.from_bytes(keys.unlocked(house.var, None))
    out = BytesIO()
    sealed_file.unseal(backup, [identity], out)
    for key in (ring.database, ring.index, ring.signing, ring.wrapping[1]):
        assert key not in out.getvalue()
        assert keys._b64(key).encode() not in out.getvalue()


def test_it_is_made_while_people_write(house: House, identity: x25519.Identity, key_file: str, tmp_path: Path) -> None:
    writing = subprocess.Popen(command("shell", "-v0", "-c", WRITING), env=house.env, stdout=subprocess.PIPE, text=True)
    try:
        assert writing.stdout is not None
        assert writing.stdout.readline() == "ready\n"
        done = house.run("backup", str(tmp_path), MALATH_BACKUP_RECIPIENT=str(identity.to_public()))
        assert done.returncode == 0, done.stderr
        assert writing.poll() is None
    finally:
        writing.kill()
        writing.communicate()
    there = house.empty(tmp_path / "there")
    (made,) = tmp_path.glob("malath-*.age")
    put_back = there.run("restore", str(made), "--identity", key_file)
    assert put_back.returncode == 0, put_back.stderr
    assert "The trail is whole." in put_back.stdout


def tampered(backup: Path, folder: Path, kind: str) -> Path:
    data = bytearray(backup.read_bytes())
    match kind:
        case "changed":
            data[len(data) // 2] ^= 1
        case "changed at its end":
            data[-1] ^= 1
        case "cut short":
            del data[-10:]
    (folder / "tampered.age").write_bytes(data)
    return folder / "tampered.age"


def nothing_is_there(place: House) -> bool:
    if place.url:
        with psycopg.connect(place.url) as connection:
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
            return found == (0,)
    return [path.name for path in place.var.iterdir()] == ["keys"]


@pytest.mark.parametrize("kind", ["changed", "changed at its end", "cut short"])
def test_what_was_tampered_with_leaves_nothing(house: House, backup: Path, key_file: str, tmp_path: Path, kind: str) -> None:
    there = house.empty(tmp_path / "there")
    done = there.run("restore", str(tampered(backup, tmp_path, kind)), "--identity", key_file)
    assert done.returncode == 1
    assert "was damaged or changed since it was written, or is not whole." in done.stderr
    assert nothing_is_there(there)


def test_another_key_opens_nothing(house: House, backup: Path, tmp_path: Path) -> None:
    there, wrong = house.empty(tmp_path / "there"), tmp_path / "wrong.key"
    wrong.write_text(str(x25519.Identity.generate()), encoding="utf-8")
    done = there.run("restore", str(backup), "--identity", str(wrong))
    assert (done.returncode, done.stderr) == (1, f"{backup} is sealed to another key than this one.\n")
    assert nothing_is_there(there)


def test_another_keyring_opens_nothing(house: House, backup: Path, key_file: str, tmp_path: Path) -> None:
    keys.create(tmp_path / "there", "demo")
    there = House(tmp_path / "there", house.empty_url, "")
    done = there.run("restore", str(backup), "--identity", key_file)
    assert done.stderr.startswith("This backup belongs to another keyring.")
    assert nothing_is_there(there)


def test_a_wrapping_key_that_was_thrown_away_is_missed_in_time(
    house: House, backup: Path, key_file: str, tmp_path: Path
) -> None:
    there = house.empty(tmp_path / "there")
    ring = keys.from_bytes(keys.unlocked(there.var, None))
    keys.put(there.var, ring.with_new_wrapping_key().without([1]), None)
    done = there.run("restore", str(backup), "--identity", key_file)
    assert done.stderr.startswith("This backup needs wrapping key 1, which the keyring here does not hold")
    assert nothing_is_there(there)


def test_it_is_never_put_back_over_data(house: House, backup: Path, key_file: str) -> None:
    names = house.run("shell", "-v0", "-c", NAMES).stdout
    done = house.run("restore", str(backup), "--identity", key_file)
    assert done.returncode == 1
    assert "A backup is only put back into an empty place." in done.stderr
    assert house.run("shell", "-v0", "-c", NAMES).stdout == names


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Nobody could open this backup: name a recipient with --to or in MALATH_BACKUP_RECIPIENT.\n"),
        (("--to", "age1nobody"), "“age1nobody” is no age recipient: those begin with age1.\n"),
    ],
)
def test_without_a_recipient_nothing_is_written(house: House, tmp_path: Path, words: Sequence[str], said: str) -> None:
    done = house.run("backup", str(tmp_path), *words)
    assert (done.returncode, done.stderr) == (1, said)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_never_written_over_another(house: House, backup: Path, identity: x25519.Identity, tmp_path: Path) -> None:
    before, to = backup.read_bytes(), ("--to", str(identity.to_public()))
    assert "is never written over another." in house.run("backup", str(backup), *to).stderr
    assert backup.read_bytes() == before
    assert house.run("backup", str(tmp_path / "no" / "x.age"), *to).stderr == f"There is no folder {tmp_path / 'no'}.\n"


HELD = Contents("SQLite", "2026-11-27T12:00:00+00:00", "k", {"audit_head": 1}, 1, "mark", [1])


class Failing:
    """A copy or a disk that gives up after so many bytes."""

    def __init__(self, after: int, failure: BaseException) -> None:
        self.left, self.failure = after, failure

    def read(self, size: int = -1) -> bytes:
        self.left -= 1_000
        if self.left < 0:
            raise self.failure
        return b"x" * 1_000


@pytest.mark.parametrize("failure", [OSError(errno.EIO, "broken"), SystemExit(143), KeyboardInterrupt()])
def test_one_that_fails_or_is_told_to_end_leaves_nothing(
    tmp_path: Path, identity: x25519.Identity, failure: BaseException
) -> None:
    with pytest.raises(type(failure)) as raised:
        sealed_file.seal(tmp_path / "x.age", HELD, [Failing(200_000, failure)], [identity.to_public()])
    assert raised.value is failure
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_told_to_end_is_an_error_like_others_and_only_meanwhile(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with pytest.raises(SystemExit, match="143"), ends_tidily():
        os.kill(os.getpid(), number)
    assert signal.getsignal(number) == before


@pytest.mark.parametrize("room", [0, 1_000, 70_000, 200_000])
def test_a_full_disk_is_said_and_leaves_nothing(
    tmp_path: Path, identity: x25519.Identity, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """Also when only the last bytes do not fit: age's library says nothing then."""
    real = sealed_file.Stream.write

    def write(self: Any, data: bytes) -> int:
        if self.out is not None and self.size + len(data) > room:
            self.failure = OSError(errno.ENOSPC, "No space left on device")
            raise self.failure
        return real(self, data)

    monkeypatch.setattr(sealed_file.Stream, "write", write)
    with pytest.raises(OSError, match="No space left"):
        sealed_file.seal(tmp_path / "x.age", HELD, [BytesIO(b"x" * 200_000)], [identity.to_public()])
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_lacks_its_last_piece_as_a_whole_is_noticed(tmp_path: Path, identity: x25519.Identity) -> None:
    piece, path = 65_536, tmp_path / "x.age"
    path.write_bytes(pyrage.encrypt(b"x" * (3 * piece + 10), [identity.to_public()])[: -(10 + 16)])
    with pytest.raises(NoBackup, match="is not whole"):
        sealed_file.unseal(path, [identity], None)


def test_a_disk_that_keeps_other_bytes_is_noticed(
    tmp_path: Path, identity: x25519.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    unseal = sealed_file.unseal

    def damaged(path: Path, secrets: Any, out: Any) -> Any:
        path.write_bytes(path.read_bytes()[:-3])
        return unseal(path, secrets, out)

    monkeypatch.setattr(sealed_file, "unseal", damaged)
    with pytest.raises(NoBackup, match="damaged or changed"):
        sealed_file.seal(tmp_path / "x.age", HELD, [BytesIO(b"x" * 200_000)], [identity.to_public()])
    assert list(tmp_path.iterdir()) == []


def test_nobody_but_the_recipients_opens_it(tmp_path: Path, identity: x25519.Identity) -> None:
    other = x25519.Identity.generate()
    sealed_file.seal(tmp_path / "x.age", HELD, [BytesIO(b"copy")], [identity.to_public(), other.to_public()])
    for one in (identity, other):
        out = BytesIO()
        assert sealed_file.read_through(tmp_path / "x.age", [one], out) == HELD
        assert out.getvalue() == b"copy"
    with pytest.raises(NoBackup, match="another key"):
        sealed_file.read_through(tmp_path / "x.age", [x25519.Identity.generate()], None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a letter\n\n\n", "This file is no backup of Malath."),
        (b"", "This file is no backup of Malath."),
        (sealed_file.MAGIC + b"{", "This file is no backup of Malath."),
        (None, "is not sealed with age, so it is no backup of Malath."),
    ],
)
def test_a_file_of_others_is_said(tmp_path: Path, identity: x25519.Identity, content: bytes | None, said: str) -> None:
    path = tmp_path / "x.age"
    path.write_bytes(b"hello" * 100 if content is None else pyrage.encrypt(content, [identity.to_public()]))
    with pytest.raises(NoBackup, match=said):
        sealed_file.read_through(path, [identity], None)


@pytest.mark.parametrize("text", ["", "# nothing\n", "age1something", "\x00\xff"])
def test_a_file_without_an_identity_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "key").write_text(text, encoding="utf-8")
    with pytest.raises(NoBackup, match="holds no age identity"):
        sealed_file.identities(tmp_path / "key")


def test_a_program_that_is_not_installed_is_said() -> None:
    with pytest.raises(NoBackup, match=r"pg_dumb is not installed here\. On Debian and Ubuntu: apt install"):
        postgresql_copy.program("pg_dumb")


def test_the_mark_of_heads_does_not_depend_on_their_order_and_notices_each() -> None:
    one, other, changed = Heads(), Heads(), Heads()
    rows = [("file:A", 1, b"1" * 32), ("file:B", 2, b"2" * 32)]
    for row in rows:
        one.add(*row)
        changed.add(row[0], row[1] + 1, row[2])
    for row in reversed(rows):
        other.add(*row)
    assert (one.mark, one.chains) == (other.mark, other.chains) != (changed.mark, changed.chains)
    assert one.mark != changed.mark


def test_a_copy_that_lacks_a_row_or_another_trail_is_noticed() -> None:
    lacking = Contents(**{**vars(HELD), "rows": {"audit_head": 0}})
    other_trail = Contents(**{**vars(HELD), "heads": "other"})
    assert HELD.differing(HELD) == []
    assert HELD.differing(lacking) == ["audit_head"]
    assert HELD.differing(other_trail) == ["heads of the chains"]


def test_programs_of_postgresql_know_the_server_by_the_same_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGSSLMODE", "verify-ca")
    monkeypatch.setenv("PGSERVICE", "of-somebody-else")
    env = postgresql_copy.environment()
    assert env["PGSSLMODE"] == "verify-ca"
    assert "PGSERVICE" not in env
