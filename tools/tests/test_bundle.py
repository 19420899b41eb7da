"""A bundle: everything that is needed, nothing that is not, and refused when it is not as it was packed."""

import ast
import tarfile
from pathlib import Path

import pytest

from tools import bundle, install
from tools.install import FITS, SUMS, WHEELS, tag
from tools.steps import ROOT, Problem


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """The folder of a small bundle."""
    (tmp_path / WHEELS).mkdir()
    (tmp_path / WHEELS / "one.whl").write_bytes(b"one")
    (tmp_path / "malath.py").write_text("code", encoding="utf-8")
    (tmp_path / FITS).write_text(f"{tag()}\n", encoding="ascii")
    files = {name: tmp_path / name for name in (f"{WHEELS}/one.whl", "malath.py", FITS)}
    (tmp_path / SUMS).write_text("".join(bundle.sum_lines(files)), encoding="utf-8")
    return tmp_path


def test_a_whole_bundle_is_accepted(unpacked: Path) -> None:
    install.need_fitting(unpacked)
    install.need_whole(unpacked)


@pytest.mark.parametrize(
    ("name", "content"),
    [("malath.py", b"other"), (f"{WHEELS}/one.whl", b"two"), (f"{WHEELS}/another.whl", b"x"), ("malath.py", None)],
)
def test_what_is_not_as_it_was_packed_is_named_and_nothing_is_installed(
    unpacked: Path, name: str, content: bytes | None
) -> None:
    path = unpacked / name
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(Problem, match=rf"Not as it was packed: {name}\. Nothing was installed"):
        install.need_whole(unpacked)


def test_it_says_for_which_machine_it_was_made(unpacked: Path) -> None:
    (unpacked / FITS).write_text("cp399-linux_abacus\n", encoding="ascii")
    with pytest.raises(Problem, match="made for cp399-linux_abacus, and here is cp3"):
        install.need_fitting(unpacked)


def test_a_clone_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no unpacked bundle"):
        install.need_fitting(tmp_path)


def test_the_same_files_make_the_same_archive(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("out")
    files = {name: unpacked / name for name in ("malath.py", FITS)}
    bundle.pack(out / "one", "malath", files)
    (unpacked / FITS).touch()
    bundle.pack(out / "two", "malath", files)
    assert (out / "one").read_bytes() == (out / "two").read_bytes()
    with tarfile.open(out / "one") as archive:
        assert {(entry.name, entry.uid, entry.mode) for entry in archive} == {
            ("malath/malath.py", 0, 0o644),
            (f"malath/{FITS}", 0, 0o644),
        }


def test_tests_stay_at_home_and_what_serves_goes_along() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in bundle.code()}
    assert {"config/wsgi.py", "tools/door.py", "requirements/run.lock", "malath/people/testing.py"} <= names
    assert not [name for name in names if "/tests/" in name or name.startswith("tests/")]


def test_what_set_up_makes_goes_along() -> None:
    names = {path.name for path in bundle.made()}
    assert {"django.mo", "htmx.min.js", "noto-sans-arabic.woff2", "arabic-Regular.ttf"} <= names


def test_old_pythons_can_read_far_enough_to_say_that_they_are_too_old() -> None:
    ast.parse((ROOT / "tools" / "install.py").read_text(encoding="utf-8"), feature_version=(3, 8))
