"""A person goes home, and what they agreed to let go goes before them: a house, a mission that is a program of its own with
keys of its own, and nothing between them but files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from malath.accounts.testing import signed_in
from malath.exchange.actions import keys
from malath.exchange.models import MissionKey, Package
from malath.exchange.tests.test_packages import LATER, Room, room
from malath.privacy.queries import left_lines
from tests.architecture.sources import ROOT

__all__ = ["room"]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def mission(folder: Path, *words: object) -> "subprocess.CompletedProcess[str]":
    """What the mission types: another process, which has neither our database nor our keys."""
    surroundings = {**os.environ, "MALATH_VAR": str(folder / "nothing"), "MALATH_DATABASE": ""}
    command = [sys.executable, "-c", "from config.command import main; import sys; sys.exit(main())", "package"]
    typed = [*command, *map(str, words), "--folder", str(folder)]
    return subprocess.run(typed, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=120, check=False)


def test_package_there_receipt_back_and_nothing_but_files_between(room: Room, tmp_path: Path) -> None:
    there, stick = tmp_path / "mission", tmp_path / "stick"
    stick.mkdir()
    card, digits = mission(there, "key").stdout.strip().splitlines()
    rana, huda = (signed_in(Client(), user) for user in (room.rana, room.huda))
    rana.post(reverse("exchange:take_key"), {"name": "Manila", "card": card})
    key = MissionKey.objects.get(name="Manila")
    huda.post(reverse("exchange:mission_key", args=[key.reference]), {"how": "second", "digits": digits})
    typed = {"once": "0195a5a0-0000-7000-8000-000000000009", "key": key.reference, "needs": ["meet"], "plan": "A small shop"}
    answer = rana.post(reverse("exchange:make_package", args=[room.person.reference]), typed)
    (stick / "package").write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]  # a file
    (stick / "sender").write_text(own_card(room), encoding="utf-8")
    opened = mission(there, "open", stick / "package", "--from", stick / "sender", "--receipt", stick / "receipt")
    assert "Testina Inventia" in opened.stdout, opened.stderr
    assert "A small shop" in opened.stdout
    again = mission(there, "open", stick / "package", "--from", stick / "sender")
    assert (again.returncode, "opened here before" in again.stderr) == (1, True)
    call_command("package", "receipt", str(stick / "receipt"), "--by", room.rana.email)
    assert Package.objects.get().received_at is not None
    assert "package" in [line.how for line in left_lines(room.person)]


def own_card(room: Room) -> str:
    page = signed_in(Client(), room.rana).get(reverse("exchange:packages")).content.decode()
    return next(word for word in page.split('"') if word.startswith("malath-key-1 "))


def test_the_receipt_of_a_key_that_is_not_the_missions_changes_nothing(room: Room, tmp_path: Path) -> None:
    keys.revoke(room.to, by=room.rana, at=LATER)
    data = tmp_path / "package"
    data.write_bytes(b"nothing of ours")
    there = tmp_path / "mission"
    mission(there, "key")
    (tmp_path / "sender").write_text(room.sender.card, encoding="utf-8")
    refused = mission(there, "verify", data, "--from", tmp_path / "sender", "--lang", "ar")
    assert refused.returncode == 1
    assert "ليس حزمة نقل" in refused.stderr
