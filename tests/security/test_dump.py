"""What a thief of the database, the disk or a dump finds: nothing that leads to a person.

Demo data plants names, phones, an address and code words in every column that is sealed. They are looked for in every
column of every table through the key, and in every file without it; a control that must be found proves that the
search works, and a planted word in each sealed column that it would have found it there.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from sqlcipher3 import dbapi2

from config import demo
from malath.foundation import clock, keys
from malath.foundation.models import Mark
from malath.foundation.sealing import SealedField, SealedRow
from malath.workday.management.commands.prepare import begin

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 24
CONTROL = "Rana Demo"


def planted() -> list[str]:
    """Words that must stand nowhere open: family names, phones, the address, code words, pieces of the notes."""
    families = [name for group in demo.DATA["people"].values() for pair in group["family"] for name in pair]
    distinct = [name for name in families if len(name) >= 5]
    return [*distinct, *demo.DATA["code_words"], "+9627000", "Wadi Street", "شارع الوادي", "جواز سفري", "Passport withheld"]


def every_value() -> Iterator[tuple[str, str]]:
    """Every column of every row as text, however it is stored; bytes are read as text as far as they go."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # names of our own tables
            for row in cursor.fetchall():
                for value in row:
                    yield table, _as_text(value)


def sealed_without(words: list[str]) -> Iterator[str]:
    """Sealed columns in which, opened, none of the words stands: of those the search proves nothing."""
    for table in apps.get_models():
        for field in table._meta.concrete_fields:
            if isinstance(field, SealedField) and issubclass(table, SealedRow):
                texts = [row.opened(field.name) for row in table._default_manager.select_related("key")]
                if not any(word in text for text in texts for word in words):
                    yield f"{table._meta.label}.{field.name}"


def _as_text(value: object) -> str:
    if isinstance(value, memoryview | bytes):
        return bytes(value).decode("utf-8", "ignore")
    return json.dumps(value, ensure_ascii=False, default=str)


@pytest.mark.django_db
def test_no_column_holds_what_leads_to_a_person() -> None:
    begin(Mark.DEMO, lambda at: demo.load(at, people=PEOPLE), at=clock.now())
    words, found, controls = planted(), [], 0
    for table, text in every_value():
        controls += CONTROL in text
        found += [(table, word) for word in words if word in text]
    assert controls, "the search does not even find what lies open"
    assert found == []
    assert list(sealed_without(words)) == []


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `make run` leaves it: keys, database, log of writes, temporary files."""
    folder = tmp_path_factory.mktemp("disk")
    (folder / "tmp").mkdir()
    env = {
        **os.environ, "MALATH_VAR": str(folder), "MALATH_DATABASE": "", "MALATH_DEMO_PEOPLE": str(PEOPLE),
        "TMPDIR": str(folder / "tmp"), "SQLITE_TMPDIR": str(folder / "tmp"),
    }  # fmt: skip
    command = [sys.executable, "-m", "config.command", "prepare", "--demo"]
    (folder / "output.log").write_bytes(subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True).stdout)
    return folder


def test_no_file_of_the_disk_shows_anything_without_the_key(disk: Path) -> None:
    files = [path for path in disk.rglob("*") if path.is_file()]
    assert disk / "malath.sqlite" in files
    for path in files:
        content = path.read_bytes()
        assert not content.startswith(b"SQLite format 3"), path.name
        assert [word for word in planted() if word.encode() in content] == [], path.name
        assert path.name == "output.log" or CONTROL.encode() not in content, path.name


def test_the_same_file_through_the_key_holds_the_control(disk: Path) -> None:
    ring = keys.from_bytes(keys.unlocked(disk, None))
    opened = dbapi2.connect(str(disk / "malath.sqlite"))
    opened.execute(f"PRAGMA key = \"x'{ring.database.hex()}'\"")
    names = [row[0] for row in opened.execute("SELECT name_en FROM accounts_user")]
    opened.close()
    assert CONTROL in names


def test_keys_are_readable_by_their_owner_only(disk: Path) -> None:
    keyring = disk / "keys" / "keyring.json"
    assert (keyring.stat().st_mode & 0o777, keyring.parent.stat().st_mode & 0o777) == (0o600, 0o700)
