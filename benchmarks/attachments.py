"""How much memory and time an attachment takes on its way in and out.

    python -m benchmarks.attachments [--megabytes 50]

A throw-away house: a keyring and a folder, no database. The bytes come as from a browser, are sealed as they arrive, looked at,
cleaned, sealed again under a person's key on the disk, and read back; of a video a player asks for its end, of the sealed draft
and of the plain file that the public finds. Each step is measured by itself. Memory is the most that
the process held above what it held at rest (`VmHWM`, reset before each step). Prints a table.
"""

import argparse
import hashlib
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

MEGABYTE = 1024 * 1024
FORMATS = ("pdf", "png", "txt", "webm")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=50)
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {"MALATH_VAR": var, "MALATH_TESTING": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
        prepare(Path(var))
        print("| file | step | seconds | MB above rest |\n|---|---|---|---|")
        for found in FORMATS:
            measure(found, parser.parse_args().megabytes, Path(var))


def prepare(var: Path) -> None:
    import django  # noqa: PLC0415  # once the environment says where

    from malath.foundation import keys  # noqa: PLC0415  # the same

    keys.create(var, "demo")
    django.setup()


def measure(found: str, megabytes: int, var: Path) -> None:
    """One file through every step."""
    from malath.documents import container  # noqa: PLC0415  # once Django is ready
    from malath.documents.looking import cleaned, look  # noqa: PLC0415  # the same
    from malath.documents.uploads import SealedUpload  # noqa: PLC0415  # the same

    upload, key, path = SealedUpload(f"file.{found}"), secrets.token_bytes(32), var / "sealed"

    def come() -> None:
        for chunk in content_of(found, megabytes):
            upload.add(chunk)
        upload.end()

    def keep() -> None:
        with path.open("wb") as file:
            for piece in container.sealed(key, b"name", cleaned(upload.stream(), format_)):
                file.write(piece)

    def read() -> None:
        with path.open("rb") as file:
            for piece in container.opened(key, b"name", file.read):
                hashlib.sha256(piece)

    told(found, "sealed as it arrives", come)
    format_ = look(upload.stream(), upload.name or "", public=True)
    told(found, "looked at", lambda: look(upload.stream(), upload.name or "", public=True))
    told(found, "cleaned and kept", keep)
    told(found, "read back", read)
    if found == "webm":
        play(lambda: container.opened(key, b"name", path.open("rb").read), var / "public", upload.size or 0)
    upload.close()


def play(whole: Callable[[], Iterator[bytes]], public: Path, size: int) -> None:
    """What a player does: it reads the end first, and goes there. The plain file is made as the worker makes it."""
    from malath.ui.ranges import opening, skipping  # noqa: PLC0415  # once Django is ready

    def publish() -> None:
        with public.open("wb") as file:
            for piece in whole():
                file.write(piece)

    told("webm", "put on the shelf", publish)
    told("webm", "its end, of a sealed draft", lambda: list(skipping(whole)(size - 200_000)))
    told("webm", "its end, of a public file", lambda: list(opening(public)(size - 200_000)))


def content_of(found: str, megabytes: int) -> Iterator[bytes]:
    """A file of this kind and size, in chunks as a browser's arrive."""
    from malath.awareness.testing import make_video  # noqa: PLC0415  # once Django is ready
    from malath.documents.testing import make_chunk, make_pdf, make_picture  # noqa: PLC0415  # once Django is ready

    block = 64 * 1024
    count = megabytes * MEGABYTE // block - 1
    if found == "pdf":
        head, tail = make_pdf().split(b"trailer")
        yield head
        yield b"9 0 obj\n<< /Length 1 >>\nstream\n"
        yield from (secrets.token_bytes(block) for _ in range(count))
        yield b"\nendstream\nendobj\ntrailer" + tail
    elif found == "png":
        picture = make_picture()
        yield picture[:33]
        yield from (make_chunk(b"IDAT", secrets.token_bytes(block - 12)) for _ in range(count))
        yield picture[33:]
    elif found == "webm":
        head, segment, rest = make_video().partition(b"\x18\x53\x80\x67")
        yield head + segment + b"\x01" + b"\xff" * 7 + rest[8:]
        yield from (secrets.token_bytes(block) for _ in range(count))
    else:
        yield from (b"A line of text as somebody wrote it down.\n" * (block // 42) for _ in range(count))


def told(found: str, step: str, do: Callable[[], object]) -> None:
    """Runs a step and prints its row."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    rest, started = held("VmRSS"), time.perf_counter()
    do()
    seconds = time.perf_counter() - started
    print(f"| {found} | {step} | {seconds:.2f} | {max(0, held('VmHWM') - rest) / 1024:.1f} |")


def held(what: str) -> int:
    """Kilobytes that this process holds, or held at most."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:"))


if __name__ == "__main__":
    main()
