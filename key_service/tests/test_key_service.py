"""The key service: what it gives, what it refuses, what it writes down, and what it never lets anybody have."""

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from key_service import certificates, house, wire
from key_service.__main__ import main
from key_service.allowance import Allowance, since
from key_service.client import Gone, NotNow, Refused, Service
from key_service.house import House
from key_service.testing import CHEAP, NOON, PASSPHRASE, listening, talking
from malath.foundation import keys


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("key_service.passphrase.ARGON2", CHEAP)
    keys.create(tmp_path / "k", "sealed", PASSPHRASE)
    return tmp_path / "k"


@pytest.fixture
def service(folder: Path) -> Iterator[Service]:
    address = f"unix://{folder}/socket"
    with listening(folder, address), talking(address, folder) as service:
        yield service


def written(folder: Path) -> list[dict[str, str]]:
    return list(house.lines(house.day(folder, NOON)))


def test_what_was_enclosed_is_disclosed_again_and_only_under_its_label(service: Service) -> None:
    kept = service.enclose(1, b"a data key", b"of one")
    assert service.disclose(1, kept, b"of one") == b"a data key"
    with pytest.raises(InvalidTag):
        service.disclose(1, kept, b"of another")
    with pytest.raises(Refused, match="does not hold"):
        service.disclose(7, kept, b"of one")


def test_who_asks_does_not_choose_the_number_that_is_used_once(service: Service) -> None:
    """Else the mask of a stolen key could be had by enclosing, which is not counted."""
    assert service.enclose(1, b"same", b"label")[:12] != service.enclose(1, b"same", b"label")[:12]


def test_a_stopped_service_gives_nothing_until_it_is_told_to_go_on(service: Service, folder: Path) -> None:
    kept = service.enclose(1, b"a data key", b"of one")
    assert main(["stop", str(folder)]) == 0
    with pytest.raises(Refused, match="was stopped"):
        service.disclose(1, kept, b"of one")
    assert service.state()["stopped"] is True
    assert main(["go", str(folder)]) == 0
    assert service.disclose(1, kept, b"of one") == b"a data key"


def test_only_so_many_keys_are_opened_and_more_when_it_is_allowed(service: Service, folder: Path) -> None:
    house.allow(folder, Allowance(minute=2, day=10))
    kept = [service.enclose(1, b"a data key", b"%d" % number) for number in range(4)]
    for number in range(2):
        service.disclose(1, kept[number], b"%d" % number)
    with pytest.raises(Refused, match="as many keys as it may"):
        service.disclose(1, kept[2], b"2")
    house.allow(folder, replace(house.allowance(folder), more=5, until=NOON + timedelta(hours=1)))
    assert service.disclose(1, kept[2], b"2") == b"a data key"


def test_every_question_is_written_down_with_what_came_of_it_and_without_a_key(service: Service, folder: Path) -> None:
    kept = service.enclose(1, b"a data key", b"data-key|7")
    service.disclose(1, kept, b"data-key|7")
    house.stop(folder)
    with pytest.raises(Refused):
        service.disclose(1, kept, b"data-key|8")
    assert [(one["do"], one["refused"]) for one in written(folder)] == [
        ("enclose", ""), ("disclose", ""), ("disclose", "stopped"),
    ]  # fmt: skip
    assert wire.data(written(folder)[1]["of"]) == b"data-key|7"
    assert b"a data key" not in house.day(folder, NOON).read_bytes()
    assert wire.text(b"a data key") not in house.day(folder, NOON).read_text()


def test_after_a_restart_the_day_is_still_counted(service: Service, folder: Path) -> None:
    service.disclose(1, service.enclose(1, b"a", b"x"), b"x")
    assert House(folder, PASSPHRASE, NOON).state(NOON)["day"] == 1
    assert House(folder, PASSPHRASE, NOON + timedelta(days=1)).state(NOON + timedelta(days=1))["day"] == 0


def test_the_same_key_is_asked_for_once_in_half_a_minute(service: Service, folder: Path) -> None:
    kept = service.enclose(1, b"a", b"x")
    assert [service.disclose(1, kept, b"x") for _ in range(3)] == [b"a"] * 3
    assert sum(one["do"] == "disclose" for one in written(folder)) == 1
    service.forget_opened()
    service.disclose(1, kept, b"x")
    assert sum(one["do"] == "disclose" for one in written(folder)) == 2


def test_a_new_wrapping_key_is_made_once_for_a_rotation_that_was_cut_off(service: Service, folder: Path) -> None:
    assert service.new_version(4) == service.new_version(4) == 5
    assert service.new_version(5) == 6
    assert set(keys.from_bytes(keys.unlocked(folder, PASSPHRASE)).wrapping) == {1, 5, 6}


def test_a_key_is_wrapped_anew_without_being_given(service: Service, folder: Path) -> None:
    kept = service.enclose(1, b"a data key", b"one|1")
    newer = service.new_version(1)
    anew = service.rewrap(1, kept, newer, b"one|1", b"one|2")
    assert service.disclose(newer, anew, b"one|2") == b"a data key"
    assert [one["do"] for one in written(folder)].count("disclose") == 1


def test_an_old_wrapping_key_is_thrown_away_at_the_service_alone(
    service: Service, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    monkeypatch.setenv("MALATH_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    kept = service.enclose(1, b"a", b"x")
    assert main(["forget", str(folder), "1"]) == 1, "never the newest"
    service.new_version(1)
    assert main(["forget", str(folder), "1"]) == 0
    with pytest.raises(Refused, match="does not hold"):
        service.disclose(1, kept, b"x")


@pytest.mark.parametrize(
    "asked", [{}, {"do": "give"}, {"do": "disclose"}, {"do": "enclose", "version": "x"}, {"do": ["x"], "version": 1}]
)
def test_what_is_no_question_is_refused(folder: Path, asked: wire.Message) -> None:
    assert House(folder, PASSPHRASE, NOON).answer(asked, who="x", at=NOON) == {"refused": "malformed"}


def test_garbage_ends_the_connection_and_not_the_service(service: Service, folder: Path) -> None:
    for rubbish in (b"\xff\xff\xff\xff", b"\0\0\0\x02[]", b"\0\0\0\x05{"):
        with socket.socket(socket.AF_UNIX) as there:
            there.connect(f"{folder}/socket")
            there.sendall(rubbish)
            there.shutdown(socket.SHUT_WR)
            assert there.recv(1) == b""
    assert service.state()["stopped"] is False


def test_a_service_that_is_gone_is_said_and_one_that_is_back_is_found(folder: Path) -> None:
    address = f"unix://{folder}/socket"
    with talking(address, folder) as service:
        with pytest.raises(Gone, match="does not answer"):
            service.state()
        for _ in range(2):
            with listening(folder, address):
                assert service.state()["versions"] == [1]
                service.hang_up()
    with pytest.raises(NotNow):
        Service("", folder).state()


def test_over_the_network_each_side_knows_one_certificate_and_no_other(folder: Path, tmp_path: Path) -> None:
    certificates.make(folder / "service", folder / "for-malath", datetime.now(UTC))
    certificates.make(tmp_path / "others", tmp_path / "strangers", datetime.now(UTC))
    with listening(folder, "tls://127.0.0.1:0") as door:
        address = f"tls://127.0.0.1:{door.server_address[1]}"
        with talking(address, folder / "for-malath") as known:
            assert known.state()["stopped"] is False
        with pytest.raises(Gone):
            Service(address, tmp_path / "strangers").state()
    assert all(one["who"] == "malath" for one in written(folder)), "nothing was asked by who is not known"


def test_keys_are_made_once_and_under_a_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    monkeypatch.setenv("MALATH_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    assert main(["init", str(tmp_path / "k")]) == 0
    assert keys.mode(tmp_path / "k") == "sealed"
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "k").rglob("*"))
    assert main(["init", str(tmp_path / "k")]) == 1
    assert "already" in capsys.readouterr().err
    assert main(["stop", str(tmp_path / "nowhere")]) == 1
    assert main(["serve", str(tmp_path / "k"), "--at", "http://x"]) == 1
    assert "An address is" in capsys.readouterr().err


def test_counting_begins_anew_each_minute_and_each_day() -> None:
    counted, allowed = since(NOON), Allowance(minute=2, day=3)
    assert [counted.may(allowed, NOON) for _ in range(3)] == [True, True, False]
    assert [counted.may(allowed, NOON + timedelta(minutes=1)) for _ in range(2)] == [True, False]
    assert counted.may(allowed, NOON + timedelta(days=1))


def test_a_clock_that_was_set_back_stops_nobody_for_longer_than_a_day() -> None:
    counted = since(NOON)
    assert counted.may(Allowance(minute=1), NOON - timedelta(hours=5))
    assert json.loads(json.dumps({"day": counted.day})) == {"day": 1}
