"""Attachments on their way into a backup and out of it."""

import secrets
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malath.workday.management import attached
from malath.workday.management.attached import Attached, Unpacked
from malath.workday.management.sealed_file import NoBackup


def lying(folder: Path, sizes: list[int]) -> dict[str, bytes]:
    """Files of these lengths, as they lie."""
    found = {secrets.token_hex(16): secrets.token_bytes(size) for size in sizes}
    for place, content in found.items():
        (folder / place[:2]).mkdir(exist_ok=True, parents=True)
        (folder / place[:2] / place).write_bytes(content)
    return found


@given(st.lists(st.integers(1, 300), max_size=4), st.integers(1, 200), st.integers(1, 90))
@settings(max_examples=30)
def test_what_went_in_comes_out_in_whatever_steps(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], read: int, write: int
) -> None:
    source, target, passed = tmp_path_factory.mktemp("a"), tmp_path_factory.mktemp("b"), list[bytes]()
    wanted = lying(source, sizes)
    stream, data = Attached(source.glob("*/*")), b""
    while some := stream.read(read):
        data += some
    data += b"the copy of the database"
    taking = Unpacked(target, passed.append)
    for start in range(0, len(data), write):
        taking.write(data[start : start + write])
    assert {path.name: path.read_bytes() for path in target.glob("*/*")} == wanted
    assert b"".join(passed) == b"the copy of the database"


def test_a_name_that_climbs_is_refused(tmp_path: Path) -> None:
    head = b"../" * 10 + b"xx" + (5).to_bytes(8, "big")
    with pytest.raises(NoBackup):
        Unpacked(tmp_path, print).write(head + b"12345")


def test_what_went_away_since_it_was_listed_is_left_out(tmp_path: Path) -> None:
    lying(tmp_path, [3])
    paths = [tmp_path / "ab" / "gone", *tmp_path.glob("*/*")]
    assert Attached(paths).read(-1)[40:] == b""
    assert len(b"".join(attached._frames(paths))) == 40 + 3 + 40


def test_nothing_is_left_where_it_does_not_come_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malath.documents.queries.folder", lambda: tmp_path / "files")

    def cut() -> None:
        with attached.put_back() as fresh:
            lying(fresh, [3])
            raise ValueError("cut")

    with pytest.raises(ValueError, match="cut"):
        cut()
    assert list(tmp_path.iterdir()) == []
    with attached.put_back() as fresh:
        lying(fresh, [3])
    assert len(list((tmp_path / "files").glob("*/*"))) == 1
    with pytest.raises(NoBackup), attached.put_back():
        pass
