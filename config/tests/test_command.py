import errno
import os

import pytest
from django.core.management import CommandError
from django.db import OperationalError, ProgrammingError, connection

from config import command
from config.unlock import CannotOpen
from malath.foundation import keys
from malath.foundation.sqlcipher.base import WrongDatabaseKey
from malath.workday.management import serving, tables


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (CannotOpen("The passphrase does not open the keys."), "The passphrase does not open the keys."),
        (CommandError("No such workbook."), "No such workbook."),
        (keys.NoKeys(), "There are no keys here yet. Run `make run` once, or: malath prepare"),
        (
            keys.MovedOn(),
            "The keyring that lies here is another than this program was started with. Start it again.",
        ),
        (OperationalError("database or disk is full"), "The disk is full. Nothing was changed."),
        (OperationalError("connection failed"), "PostgreSQL does not answer at the address in MALATH_DATABASE."),
        (
            ProgrammingError('relation "people_person" does not exist'),
            "The database is not prepared for this version. Run: malath prepare",
        ),
        (
            ProgrammingError("must be owner of table people_person"),
            "This role of PostgreSQL does not own the tables. Run it as malath_owner.",
        ),
        (serving.BeingUpgraded(), "Malath is being upgraded here. Start it again afterwards."),
        (FileNotFoundError(errno.ENOENT, "", "form.xlsx"), "There is no file form.xlsx."),
        (PermissionError(errno.EACCES, "", "form.xlsx"), "This user may not use form.xlsx."),
        (OSError(errno.ENOSPC, ""), "The disk is full."),
    ],
)
def test_what_can_be_expected_is_said_in_one_sentence(error: Exception, sentence: str) -> None:
    assert command.explained(error) == sentence


def test_a_wrong_database_key_is_said() -> None:
    assert "does not open with this keyring" in str(command.explained(WrongDatabaseKey()))


@pytest.mark.parametrize("error", [ValueError("x"), OperationalError("something new"), OSError(errno.EIO, "")])
def test_what_is_not_expected_crashes_loudly(error: Exception) -> None:
    assert command.explained(error) is None


def test_without_a_word_it_lists_our_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    listed = capsys.readouterr().out
    assert "prepare" in listed
    assert "verify-audit" in listed
    assert "runserver" not in listed


def test_what_a_command_writes_is_its_owners_alone() -> None:
    before = os.umask(0o022)
    try:
        command.main([])
        assert os.umask(before) == 0o077
    finally:
        os.umask(before)


def test_an_unknown_command_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["fly"]) == 1
    assert "There is no command “fly”" in capsys.readouterr().err


def test_a_commands_own_complaint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["check", "--tag", "no-such-tag"]) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.django_db
def test_a_house_that_lacks_tables_is_refused_with_a_sentence() -> None:
    tables.need_all()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'returns'")
    with pytest.raises(CommandError, match="before the first release"):
        tables.need_all()
