"""The ways out of the house. Each hands one thing over and returns a receipt, or says why it could not.

The defaults write into a folder beside the data, so that a fresh start sends nothing anywhere.
"""

import hashlib
import os
import smtplib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

from malath.foundation.marks import is_training
from malath.inbox.words import Failure

PERMANENT = range(500, 600)
Attached = tuple[str, str]


class Unsent(Exception):
    """Something could not be handed over."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class TextGateway(Protocol):
    """Whoever carries text messages. The numbers are those that staff gave for their own duty, and no others."""

    def send(self, number: str, text: str) -> str:
        """Hand over one message; returns a receipt. Errors: `Unsent`."""
        ...


class FolderGateway:
    """Writes each message into a file, for trials and for those who carry them by other means."""

    def send(self, number: str, text: str) -> str:
        return write_new(Path(settings.MALATH_OUTBOX) / "texts", f"{os.urandom(8).hex()}.txt", f"{number}\n{text}\n".encode())


class MailFolder(BaseEmailBackend):
    """Writes each mail into a file of its own that only its owner reads."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            name = f"{os.urandom(8).hex()}.eml"
            write_new(Path(settings.MALATH_OUTBOX) / "mail", name, message.message().as_bytes())
        return len(email_messages)


@cache
def text_gateway(name: str) -> TextGateway:
    """The gateway that the settings name."""
    return cast(TextGateway, import_string(name)())


def send_text(number: str, text: str) -> str:
    """A text message to a number; a receipt. In training it stays in the folder. Errors: `Unsent`."""
    gateway = FolderGateway() if is_training() else text_gateway(settings.MALATH_TEXT_GATEWAY)
    return gateway.send(number, text)


def send_mail(address: str, subject: str, body: str, *, number: str, attached: Attached | None = None) -> str:
    """A mail; the same `number` gives the same number of message, so that a mailbox knows one that came twice. In
    training it stays in the folder. Errors: `Unsent`."""
    sender = settings.DEFAULT_FROM_EMAIL
    known_as = f"<{number}@{sender.rpartition('@')[2]}>"
    headers = {"Message-ID": known_as, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    mail = EmailMessage(
        subject, body, sender, [address], headers=headers, connection=MailFolder() if is_training() else get_connection()
    )
    if attached is not None:
        mail.attach(*attached, "text/plain")
    try:
        mail.send()
    except OSError as error:  # and all that the library throws, which may name an address
        raise Unsent(failure_of(error)) from None
    return known_as


def write_new(folder: Path, name: str, content: bytes) -> str:
    """Write a file whole or not at all, read it back, and return its fingerprint. Errors: `Unsent`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _written(folder, name, content)
    except OSError:
        raise Unsent(Failure.FOLDER) from None


def write_on_medium(folder: Path, name: str, content: bytes) -> str:
    """The same on a medium that somebody mounted: its folder is not made here, or the machine itself would be written. In
    training nothing is written there."""
    if is_training():
        return write_new(Path(settings.MALATH_OUTBOX) / "media", name, content)
    try:
        if not folder.is_dir():
            raise Unsent(Failure.FOLDER)
        return _written(folder, name, content)
    except OSError:
        raise Unsent(Failure.FOLDER) from None


def failure_of(error: OSError) -> Failure:
    """What went wrong, by what the library threw."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = [code for code, _said in error.recipients.values()]
        case smtplib.SMTPAuthenticationError() | smtplib.SMTPHeloError() | smtplib.SMTPNotSupportedError():
            codes = []
        case smtplib.SMTPConnectError():
            return Failure.AWAY
        case smtplib.SMTPResponseException():
            codes = [error.smtp_code]
        case _:
            return Failure.AWAY
    return Failure.REFUSED if codes and all(code in PERMANENT for code in codes) else Failure.LATER


def _written(folder: Path, name: str, content: bytes) -> str:
    part = folder / f".{name}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(folder / name)
    return f"sha256:{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"
