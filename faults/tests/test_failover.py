"""What the guide tells people to type when a machine is lost is what was tried."""

from pathlib import Path

from config.databases import database
from faults import failover
from faults.stores import Server

GUIDE = (Path(__file__).parents[2] / "docs/guide/administrator.md").read_text(encoding="utf-8")


def test_the_guide_says_what_is_tried_in_the_same_words() -> None:
    words = [failover.WAIT_FOR_IT, failover.DO_NOT_WAIT, failover.READ_AGAIN, failover.TAKE_OVER, failover.FOLLOWS]
    assert [one for one in words if f'psql -c "{one}"' not in GUIDE] == []
    assert " ".join(failover.COPY) in GUIDE


def test_both_machines_stand_in_one_address_and_the_one_that_may_be_written_is_found() -> None:
    pair = failover.Pair(Server(Path("/tmp/a")), Server(Path("/tmp/b")))  # noqa: S108  # only named
    found = database(failover.address(pair))
    assert found["HOST"] == "/tmp/a,/tmp/b"  # noqa: S108  # only named
    assert found["OPTIONS"]["target_session_attrs"] == "read-write"
    found = database("postgresql://malath_web@db1,db2:5432/malath")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db1,db2", "5432", "malath")


def test_one_machine_is_asked_nothing_more() -> None:
    assert "target_session_attrs" not in database("postgresql://malath@localhost/malath")["OPTIONS"]
