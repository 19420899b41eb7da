import ast
import socket
import stat
from pathlib import Path

import pytest

from tools import setup, steps
from tools.steps import ROOT, Problem


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65535", "70000", "8000 "])
def test_it_refuses_what_is_no_port(port: str) -> None:
    with pytest.raises(Problem, match="is no port; choose one between 1024 and 65534"):
        setup.need_free_ports(port)


@pytest.mark.parametrize(("which", "site"), [(0, "staff"), (1, "public")])
def test_it_says_which_port_is_taken_before_any_work(which: int, site: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(Problem, match=f"Port {number}, for the {site} site, is taken"):
            setup.need_free_ports(str(number - which))


@pytest.mark.parametrize("name", ["__init__", "setup", "steps"])
def test_old_pythons_can_read_far_enough_to_say_that_they_are_too_old(name: str) -> None:
    ast.parse((ROOT / "tools" / f"{name}.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_it_says_that_python_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "OLDEST", (99, 0))
    monkeypatch.setattr(setup, "KNOWN", ())
    with pytest.raises(Problem, match=r"Malath needs Python 3\.11 or newer; this is 3\."):
        setup.use_new_enough_python()


def test_it_says_that_the_disk_is_nearly_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "free_megabytes", lambda _folder: 12)
    with pytest.raises(Problem, match="nearly full: 12 MB are free"):
        setup.need_disk()


def test_it_writes_the_command_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = tmp_path / "malath"
    monkeypatch.setattr(setup, "COMMAND", command)
    setup.write_command()
    assert command.stat().st_mode & stat.S_IXUSR
    before = command.stat().st_mtime_ns
    setup.write_command()
    assert command.stat().st_mtime_ns == before
