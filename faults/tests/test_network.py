"""A cut network is tried where it can be, and said to be left out where it cannot."""

from pathlib import Path

import pytest

from config import databases
from config.databases import database
from faults import halves, network
from faults.stores import Home, Server


@pytest.mark.parametrize("fault", [network.cut_network, halves.cut_in_two])
def test_who_is_not_root_is_told_that_it_was_left_out(fault: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    found = fault(Home(tmp_path), "postgresql")  # type: ignore[operator]  # one of two functions
    assert "root only" in found.not_run


def test_both_halves_stand_in_one_address() -> None:
    found = database(halves.address(Server(Path("/tmp/b"))))  # noqa: S108  # only named
    assert found["HOST"] == f"{network.THERE},/tmp/b"  # only named
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"


def test_the_last_cut_is_longer_than_anybody_waits() -> None:
    assert network.AWAY_SECONDS[-1][0] > databases.POOL["timeout"] + databases.HERE_STILL["tcp_user_timeout"] / 1000
