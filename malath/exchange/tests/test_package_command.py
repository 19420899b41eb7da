"""`malath package`: in the house, and at a mission that has nothing but the command and a folder."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from malath.exchange.actions import keys
from malath.exchange.models import Opened, Package
from malath.exchange.package_folder import Folder
from malath.exchange.package_words import Confirmed
from malath.exchange.queries import packages as queries
from malath.exchange.tests.test_packages import LATER, Room, room

__all__ = ["room"]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def run(*words: object) -> None:
    call_command("package", *[str(word) for word in words])


def refused(*words: object) -> str:
    with pytest.raises(CommandError) as error:
        run(*words)
    return str(error.value)


def test_make_verify_open_and_receipt(room: Room, tmp_path: Path) -> None:
    out, receipt, plan = tmp_path / "out.malath", tmp_path / "receipt", tmp_path / "plan.txt"
    plan.write_text("A small shop", encoding="utf-8")
    run("make", room.person.reference, "--to", room.to.reference, "--by", room.rana.email, "--plan", plan, "--file", out)
    run("verify", out, "--by", room.dawit.email)
    assert not Opened.objects.exists()
    run("open", out, "--by", room.dawit.email, "--receipt", receipt)
    assert "opened here before" in refused("open", out, "--by", room.dawit.email)
    assert "فُتحت هذه الحزمة هنا من قبل" in refused("verify", out, "--by", room.dawit.email, "--lang", "ar")
    run("receipt", receipt, "--by", room.rana.email)
    assert Package.objects.get().received_at == LATER


def test_a_refused_package_leaves_no_file(room: Room, tmp_path: Path) -> None:
    out = tmp_path / "out.malath"
    keys.revoke(room.to, by=room.rana, at=LATER)
    typed = ("make", room.person.reference, "--to", room.to.reference, "--by", room.rana.email, "--file", out)
    assert "not in use" in refused(*typed)
    assert list(tmp_path.iterdir()) == []
    assert "no such person" in refused(*typed[:1], "2222-2222-2222", *typed[2:])
    assert "no member of staff" in refused("verify", out, "--by", "nobody@example.org")
    assert "no such file" in refused("verify", out, "--by", room.rana.email)


def test_a_mission_without_a_house_opens_once_and_acknowledges(
    room: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out, sender = tmp_path / "keys", tmp_path / "out.malath", tmp_path / "sender.txt"
    run("key", "--folder", folder)
    card = Folder(folder).key().card
    assert capsys.readouterr().out == f"{card}\n{card.fingerprint}\n"
    assert (folder / "key").stat().st_mode & 0o777 == 0o600
    key = keys.take_in(room.office.agency, name="Addis", card=str(card), by=room.rana, at=LATER)
    keys.confirm(key, how=Confirmed.PHONE, digits=card.fingerprint, by=room.rana, at=LATER)
    own = queries.own_key(room.office.agency)
    assert own is not None
    sender.write_text(own.card, encoding="utf-8")
    run("make", room.person.reference, "--to", key.reference, "--by", room.rana.email, "--file", out)
    run("verify", out, "--folder", folder, "--from", sender)
    run("open", out, "--folder", folder, "--from", sender, "--receipt", tmp_path / "receipt")
    assert "Testina Inventia" in capsys.readouterr().out
    assert "opened here before" in refused("open", out, "--folder", folder, "--from", sender)
    assert "another mission" in refused_elsewhere(tmp_path, out, sender)
    run("receipt", tmp_path / "receipt", "--by", room.rana.email)
    assert Package.objects.get().received_at == LATER


def refused_elsewhere(tmp_path: Path, out: Path, sender: Path) -> str:
    run("key", "--folder", tmp_path / "other")
    return refused("open", out, "--folder", tmp_path / "other", "--from", sender)
