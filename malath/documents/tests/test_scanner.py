"""A scanner on this machine, asked through its socket."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from malath.documents.looking import Unfit
from malath.documents.receiving import receive
from malath.documents.scanner import NoAnswer, is_clean
from malath.documents.testing import make_picture, make_upload
from malath.documents.uploads import SealedUpload
from malath.documents.words import WhyNotKept


class Scanner:
    """Answers as clamd does, and keeps what it was given."""

    def __init__(self, path: Path, answer: bytes) -> None:
        self.path, self.answer, self.given = str(path), answer, b""
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(self.path)
        self.listening.listen()
        threading.Thread(target=self.work, daemon=True).start()

    def work(self) -> None:
        with self.listening:
            asked, _ = self.listening.accept()
        with asked, asked.makefile("rb") as told:
            assert told.read(10) == b"zINSTREAM\0"
            while size := int.from_bytes(told.read(4), "big"):
                self.given += told.read(size)
            asked.sendall(self.answer)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "clamd.sock"


@pytest.fixture
def upload() -> Iterator[SealedUpload]:
    upload = make_upload(make_picture())
    yield upload
    upload.close()


@pytest.mark.parametrize(("answer", "clean"), [(b"stream: OK\0", True), (b"stream: Eicar-Signature FOUND\0", False)])
def test_it_says_whether_something_was_found(path: Path, answer: bytes, clean: bool) -> None:  # of a table
    scanner = Scanner(path, answer)
    assert is_clean(scanner.path, [b"one ", b"two"]) is clean
    assert scanner.given == b"one two"


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_half_an_answer_is_none(path: Path, answer: bytes) -> None:
    with pytest.raises(NoAnswer):
        is_clean(Scanner(path, answer).path, [b"one"])


def test_a_scanner_that_is_not_there_lets_nothing_in(path: Path, upload: SealedUpload) -> None:
    with override_settings(MALATH_SCANNER=str(path)), pytest.raises(Unfit) as refused:
        receive(upload)
    assert refused.value.reason == WhyNotKept.NOT_SCANNED


def test_what_it_finds_is_not_taken_in(path: Path, upload: SealedUpload) -> None:
    found = Scanner(path, b"stream: Something FOUND\0").path
    with override_settings(MALATH_SCANNER=found), pytest.raises(Unfit) as refused:
        receive(upload)
    assert refused.value.reason == WhyNotKept.HARMFUL
