"""What a thief of the database, the disk or a dump finds: nothing that leads to a person.

Demo data plants names, phones, a document number, an address and code words in every column that is sealed. They are
looked for in every column of every table through the key, and in every file without it: the database, the log of its
writes, temporary files, the logs of a page that was served and of one that broke. A control that must be found proves
that the search works, and a planted word in each sealed column that it would have found it there.
"""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from sqlcipher3 import dbapi2

from config.demo import DATA, load
from key_service.passphrase import WrongPassphrase
from malath.agencies.models import Desk
from malath.agencies.testing import make_desk
from malath.foundation import clock, keys
from malath.foundation.models import Mark
from malath.foundation.sealing import SealedField, SealedRow
from malath.workday.management.commands.prepare import begin
from tests.security.planted_returns import went_home
from tools import postgres

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 24
CONTROL = "Rana Demo"
PYTHON = (sys.executable, "-m")
PASSPHRASE = "the night bus to nowhere"
TEXTS = ("Wadi Street", "شارع الوادي", "جواز سفري", "Passport withheld", *DATA["code_words"])


def planted_names() -> list[str]:
    """Two parts of a name beside each other, in both scripts, and family names that nothing else is called by."""
    words = []
    for group in DATA["people"].values():
        for script in (0, 1):
            given, fathers, families = (
                [pair[script] for key in names for pair in group[key]]
                for names in (("given_f", "given_m"), ("given_m",), ("family",))
            )
            words += [f"{one} {two}" for one in given for two in fathers]
            words += [f"{one} {two}" for one in fathers for two in families]
            words += [name for name in families if len(name) >= 5]
    return words


def in_any_form(start: str, digits: int) -> str:
    """A pattern for a number however its groups are parted."""
    return r"[\s().\-]{0,2}".join([*start, *[r"\d"] * digits])


PHONE_DIGITS = f"(?:{in_any_form('70000', 4)}|{in_any_form('70001', 4)})"
PHONE = rf"(?<![0-9A-Za-z])(?:(?:\+|00)?962|0)?[\s().\-]{{0,2}}{PHONE_DIGITS}(?![0-9A-Za-z])"
DOCUMENT = rf"(?<![0-9A-Za-z]){in_any_form('EP44', 5)}(?![0-9A-Za-z])"
NUMBERS = re.compile(f"{PHONE}|{DOCUMENT}", re.IGNORECASE)
WORDS = [word.casefold() for word in (*planted_names(), *TEXTS)]


def found_in(text: str) -> list[str]:
    """What of the planted stands open in a text."""
    folded = text.casefold()
    return [word for word in WORDS if word in folded] + NUMBERS.findall(text)


@pytest.mark.parametrize(
    "text",
    [
        "+962700000012",
        "call 0700000012!",
        "00962 70 000 0012",
        "(070) 000-0012",
        '{"phone": "700000012"}',
        "EP4400012",
        "ep 44-00012",
        "٠٧٠٠٠٠٠٠١٢".translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")),
        "TIGIST DAWIT",
        "تيغست داويت",
        "at 14 wadi street",
    ],
)
def test_what_is_planted_is_found_in_any_form(text: str) -> None:
    assert found_in(text)


@pytest.mark.parametrize("text", ["+96260000101", "2026-11-27 12:00:00.700001+00:00", "Camp partner Wadi", "Tigist"])
def test_what_leads_to_nobody_is_left_alone(text: str) -> None:
    assert not found_in(text)


def every_value() -> Iterator[tuple[str, str]]:
    """Every column of every row as text, however it is stored; bytes are read as text as far as they go."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # names of our own tables
            for row in cursor.fetchall():
                for value in row:
                    yield table, _as_text(value)


def open_in_columns() -> set[tuple[str, str]]:
    return {(table, word) for table, text in every_value() for word in found_in(text)}


NUMBERS_ONLY = frozenset(
    "windows result private secret pressing file_name file_content came happened hiv contraception risks".split()
)
"""Days and hours, codes and counts, halves of keys, what a phone had sealed before it came, hashes: no word fits in."""


def sealed_without() -> Iterator[str]:
    """Sealed columns in which, opened, nothing of the planted stands: of those the search proves nothing."""
    for table in apps.get_models():
        for field in table._meta.concrete_fields:
            if isinstance(field, SealedField) and issubclass(table, SealedRow) and field.name not in NUMBERS_ONLY:
                texts = [row.opened(field.name) for row in table._default_manager.select_related("key")]
                if not any(found_in(text) for text in texts):
                    yield f"{table._meta.label}.{field.name}"


def _as_text(value: object) -> str:
    if isinstance(value, memoryview | bytes):
        return bytes(value).decode("utf-8", "ignore")
    return json.dumps(value, ensure_ascii=False, default=str)


@pytest.mark.django_db
def test_no_column_holds_what_leads_to_a_person() -> None:
    begin(Mark.DEMO, lambda at: went_home(load(at, people=PEOPLE), at), at=clock.now())
    assert any(CONTROL in text for _, text in every_value()), "the search does not even find what lies open"
    assert open_in_columns() == set()
    assert list(sealed_without()) == []


@pytest.mark.django_db
def test_what_lies_open_in_a_column_is_found() -> None:
    make_desk(name_en="Desk of Tigist Dawit", name_ar="EP44 00012", phone="+962700000012")
    table = Desk._meta.db_table
    assert open_in_columns() == {(table, "tigist dawit"), (table, "EP44 00012"), (table, "+962700000012")}


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sealed start as it lies there while the site works: keys, database, log of writes, logs."""
    folder, elsewhere = tmp_path_factory.mktemp("disk"), tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    keys.create(folder, "sealed", PASSPHRASE)
    env = prepare(folder, MALATH_DATABASE="", MALATH_PASSPHRASE_FILE=str(elsewhere / "passphrase"))
    with (folder / "staff.log").open("wb") as log:
        site = subprocess.Popen(
            [*PYTHON, "tests.security.served"], cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        )
    assert site.stdin is not None
    assert site.stdout is not None
    try:
        assert site.stdout.readline() == b"ready\n", (folder / "staff.log").read_text(encoding="utf-8")
        return Path(shutil.copytree(folder, elsewhere / "seized"))
    finally:
        site.stdin.close()
        site.wait(30)
        site.stdout.close()


def prepare(folder: Path, **chosen: str) -> dict[str, str]:
    """A demonstration in a folder, made as `make run` makes it; its environment."""
    (folder / "tmp").mkdir()
    env = {
        **os.environ, "MALATH_VAR": str(folder), "MALATH_DEMO_PEOPLE": str(PEOPLE), "TMPDIR": str(folder / "tmp"),
        "SQLITE_TMPDIR": str(folder / "tmp"), **chosen,
    }  # fmt: skip
    with (folder / "output.log").open("wb") as log:
        subprocess.run([*PYTHON, "config.command", "prepare", "--demo"], cwd=ROOT, env=env, check=True, stdout=log)
    return env


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_no_file_of_the_disk_shows_anything_without_the_key(disk: Path) -> None:
    assert {"malath.sqlite", "malath.sqlite-wal", "staff.log", "keyring.json"} <= {path.name for path in files_of(disk)}
    assert (disk / "malath.sqlite-wal").stat().st_size, "the log of writes holds nothing"
    assert "ValueError" in (disk / "staff.log").read_text(encoding="utf-8"), "nothing broke, so the log shows nothing"
    for path in files_of(disk):
        content = path.read_bytes()
        assert not content.startswith(b"SQLite format 3"), path.name
        assert found_in(content.decode("utf-8", "ignore")) == [], path.name
        assert path.name == "output.log" or CONTROL.encode() not in content, path.name


def test_a_seized_disk_holds_no_key_that_opens_it(disk: Path) -> None:
    ring = keys.from_bytes(keys.unlocked(disk, PASSPHRASE))
    secrets = [ring.database, ring.index, ring.signing, ring.session, *ring.wrapping.values()]
    forms = [form for key in secrets for form in (key, key.hex().encode(), base64.b64encode(key))]
    for path in files_of(disk):
        content = path.read_bytes()
        assert not any(form in content for form in [*forms, PASSPHRASE.encode()]), path.name
    with pytest.raises(WrongPassphrase):
        keys.unlocked(disk, PASSPHRASE + "!")


def test_the_same_file_through_the_key_holds_the_control(disk: Path, tmp_path: Path) -> None:
    ring = keys.from_bytes(keys.unlocked(disk, PASSPHRASE))
    copy = shutil.copytree(disk, tmp_path / "copy")  # whoever opens it puts the log of writes away
    opened = dbapi2.connect(str(copy / "malath.sqlite"))
    opened.execute(f"PRAGMA key = \"x'{ring.database.hex()}'\"")
    names = [row[0] for row in opened.execute("SELECT name_en FROM accounts_user")]
    searches = opened.execute("SELECT count(*) FROM audit_event WHERE name LIKE 'case.viewed'").fetchone()[0]
    opened.close()
    assert CONTROL in names
    assert searches, "what was done last stands in the log of writes"


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    keys.create(tmp_path, "demo")
    keyring = tmp_path / "keys" / "keyring.json"
    assert (keyring.stat().st_mode & 0o777, keyring.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.postgres
def test_no_file_of_a_postgresql_server_shows_anything(tmp_path: Path) -> None:
    """There the file as a whole is not sealed by us: what leads to a person must be sealed in every page and in the log
    of writes. A server of its own, in which no other test has written."""
    with postgres.running() as url:
        prepare(tmp_path, MALATH_DATABASE=url)
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("CHECKPOINT")
            row = server.execute("SHOW data_directory").fetchone()
        controls = dict.fromkeys(("base", "pg_wal"), 0)
        for part in controls:
            for path in files_of(Path(row[0] if row else "", part)):
                content = path.read_bytes()
                controls[part] += CONTROL.encode() in content
                assert found_in(content.decode("utf-8", "ignore")) == [], path
    assert all(controls.values()), "the search does not even find what lies open"
