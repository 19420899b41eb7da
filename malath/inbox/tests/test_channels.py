"""The ways out: what is handed over, what comes back, what goes wrong."""

import hashlib
import smtplib
from email import message_from_bytes
from pathlib import Path

import pytest
from django.core import mail
from pytest_django import Settings

from malath.inbox import channels
from malath.inbox.words import Failure


def test_a_mail_names_itself_so_that_a_mailbox_knows_one_that_came_twice() -> None:
    receipts = {channels.send_mail("staff@example.org", "1 item waits", "Sign in.", number="7KQF-2M9X-4TZB") for _ in "ab"}
    assert receipts == {"<7KQF-2M9X-4TZB@localhost>"}
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == ["<7KQF-2M9X-4TZB@localhost>"] * 2
    assert mail.outbox[0].to == ["staff@example.org"]


def test_without_a_server_mail_is_written_into_a_folder_and_nothing_leaves(settings: Settings, outbox: Path) -> None:
    settings.EMAIL_BACKEND = "malath.inbox.channels.MailFolder"
    channels.send_mail("staff@example.org", "1 item waits", "Sign in.", number="A", attached=("state-1.txt", "STATE1"))
    (written,) = (outbox / "mail").iterdir()
    assert written.stat().st_mode & 0o777 == 0o600
    letter = message_from_bytes(written.read_bytes())
    assert (letter["Subject"], letter["To"]) == ("1 item waits", "staff@example.org")
    assert [part.get_filename() for part in letter.walk() if part.get_filename()] == ["state-1.txt"]


def test_a_fresh_start_sends_nothing_anywhere(settings: Settings) -> None:
    from config import settings as ours  # noqa: PLC0415  # as it stands in the file, not as the tests set it

    assert ours.mail("") == {"EMAIL_BACKEND": "malath.inbox.channels.MailFolder"}
    assert settings.MALATH_TEXT_GATEWAY == "malath.inbox.channels.FolderGateway"
    assert (settings.MALATH_CHECKPOINT_MAIL, settings.MALATH_CHECKPOINT_FOLDER) == ([], [])


def test_a_server_is_named_by_one_address() -> None:
    from config import settings as ours  # noqa: PLC0415  # as it stands in the file

    found = ours.mail("smtps://post%40office:p%3Ass@mail.example.org")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("post@office", "p:ss")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (465, True, False)
    found = ours.mail("smtp://mail.example.org:2525")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (2525, False, True)
    found = ours.mail("smtp+plain://localhost")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (25, False, False)


def test_a_text_message_is_written_into_a_folder(outbox: Path) -> None:
    receipt = channels.send_text("+962700000012", "Please sign in.")
    (written,) = (outbox / "texts").iterdir()
    assert written.read_text(encoding="utf-8") == "+962700000012\nPlease sign in.\n"
    assert receipt == f"sha256:{hashlib.sha256(written.read_bytes()).hexdigest()}"


def test_a_file_on_a_medium_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    receipt = channels.write_on_medium(tmp_path, "state-1.txt", b"STATE1")
    assert [path.name for path in tmp_path.iterdir()] == ["state-1.txt"]
    assert receipt == f"sha256:{hashlib.sha256(b'STATE1').hexdigest()}"


def test_a_medium_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(channels.Unsent) as error:
        channels.write_on_medium(tmp_path / "away", "state-1.txt", b"STATE1")
    assert error.value.failure == Failure.FOLDER
    assert not (tmp_path / "away").exists()


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (ConnectionRefusedError(), Failure.AWAY),
        (TimeoutError(), Failure.AWAY),
        (smtplib.SMTPServerDisconnected(), Failure.AWAY),
        (smtplib.SMTPConnectError(421, b"later"), Failure.AWAY),
        (smtplib.SMTPAuthenticationError(535, b"no"), Failure.LATER),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"unknown")}), Failure.REFUSED),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (451, b"greylisted")}), Failure.LATER),
        (smtplib.SMTPDataError(554, b"no"), Failure.REFUSED),
        (smtplib.SMTPDataError(452, b"full"), Failure.LATER),
    ],
)
def test_what_went_wrong_is_known_by_its_kind(error: OSError, failure: Failure, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise error

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(channels.Unsent) as unsent:
        channels.send_mail("a@example.org", "1 item waits", "Sign in.", number="A")
    assert unsent.value.failure == failure
    assert "a@example.org" not in str(unsent.value)
