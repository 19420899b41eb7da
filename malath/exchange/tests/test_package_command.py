"""`malath package`: in the house, and at a mission that has nothing but the command and a folder."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from malath.exchange.actions import keys
from malath.exchange.models import Opened, Package, WordTaken
from malath.exchange.package_folder import Folder
from malath.exchange.package_words import Confirmed, WhyNotPackage
from malath.exchange.queries import packages as queries
from malath.exchange.sealed_package import new_key
from malath.exchange.testing import make_package
from malath.exchange.tests.test_answers import AFTER, CAME, asked, refusal, take
from malath.exchange.tests.test_packages import LATER, Room, room
from malath.foundation.acts import unguarded
from malath.returns import queries as return_queries
from malath.returns.models import Journey, Return
from malath.returns.testing import make_journey
from malath.returns.words import JourneyState, MissionAnswer, ReturnState
from malath.returns.words_mission import MissionQuestion

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


@pytest.fixture
def folder(room: Room, tmp_path: Path) -> Path:
    """A mission with a folder opened a package; our office asked it on a return."""
    place, sender, out = tmp_path / "keys", tmp_path / "sender.txt", tmp_path / "out.malath"
    card = Folder(place).key(new=True).card
    key = keys.take_in(room.office.agency, name="Addis", card=str(card), by=room.rana, at=LATER)
    keys.confirm(key, how=Confirmed.PHONE, digits=card.fingerprint, by=room.rana, at=LATER)
    own = queries.own_key(room.office.agency)
    assert own is not None
    sender.write_text(own.card, encoding="utf-8")
    out.write_bytes(make_package(room.person, key, by=room.rana, at=LATER))
    run("open", out, "--folder", place, "--from", sender, "--receipt", tmp_path / "receipt")
    return next(one for one in place.iterdir() if one.is_dir())


def answered(folder: Path, *words: object, kept: str = "") -> bytes:
    """What the mission with a folder says, as a file."""
    out = folder.parent.parent / "answer.malath"
    sender = folder.parent.parent / (kept or "sender.txt")
    run("answer", folder, "--folder", folder.parent, "--from", sender, "--file", out, *words)
    return out.read_bytes()


def not_answered(folder: Path, *words: object, kept: str = "") -> str:
    with pytest.raises(CommandError) as error:
        answered(folder, *words, kept=kept)
    assert not (folder / "said.json").exists()
    return str(error.value)


SIX = [word for one in MissionQuestion for word in ("--say", f"{one.value}=not_known")]


def test_a_mission_without_a_house_answers_and_is_heard_like_one_with_a_house(room: Room, folder: Path) -> None:
    ours = asked(room)
    (folder.parent / "told.txt").write_text("Her uncle asks for her.", encoding="utf-8")
    data = answered(folder, *SIX, "--told", folder.parent / "told.txt")
    assert b"uncle" not in data
    take(room, data)
    more = answered(folder, "--reception", "confirmed", "--words", "At the gate.")
    take(room, more)
    kept = return_queries.mission_asked(ours)
    assert kept is not None
    assert (kept.opened("told"), kept.answer, kept.opened("words")) == (
        "Her uncle asks for her.", MissionAnswer.CONFIRMED, "At the gate.",
    )  # fmt: skip
    assert refusal(lambda: take(room, more)) == [WhyNotPackage.TAKEN_TWICE]


def test_a_mission_without_a_house_says_who_came(room: Room, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = asked(room)
    make_journey(ours, room.rana, at=LATER, leaves_at=CAME - timedelta(hours=15))
    with unguarded():
        Journey.objects.update(state=JourneyState.LEFT, left_at=LATER, left_by="x")
        Return.objects.filter(pk=ours.pk).update(state=ReturnState.DEPARTED)
    assert "still to come" in not_answered(folder, "--came", AFTER.isoformat())
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    take(room, answered(folder, "--missing"), at=AFTER)
    assert Journey.objects.get().missing_at == AFTER
    take(room, answered(folder, "--came", AFTER.isoformat()), at=AFTER + timedelta(minutes=1))
    ours.refresh_from_db()
    assert ours.state == ReturnState.ARRIVED
    with pytest.raises(CommandError, match="said already that the person came"):
        answered(folder, "--missing")


def test_what_a_mission_without_a_house_may_not_say_leaves_nothing(room: Room, folder: Path) -> None:
    (folder.parent.parent / "other.txt").write_text(str(new_key().card), encoding="utf-8")
    assert "Nothing was said yet" in not_answered(folder)
    assert "all six questions" in not_answered(folder, "--say", "meets=yes")
    assert "not known here" in not_answered(folder, *SIX, kept="other.txt")
    assert "no such file" in not_answered(folder, "--told", folder / "nowhere.txt")
    assert "opened in this folder" in not_answered(folder.with_name("nothing"), *SIX)
    assert "one_answer" in not_answered(folder, "--say", "meets=perhaps")


def test_the_file_of_another_mission_cut_or_forged_is_not_heard(room: Room, folder: Path) -> None:
    asked(room)
    data = answered(folder, *SIX)
    assert refusal(lambda: take(room, data[:-90])) == [WhyNotPackage.CUT]
    assert refusal(lambda: take(room, data[:-1] + bytes([data[-1] ^ 1]))) == [WhyNotPackage.FORGED]
    (folder.parent / "key").write_text(new_key().secret, encoding="utf-8")
    assert refusal(lambda: take(room, answered(folder))) == [WhyNotPackage.NOT_OURS]
    assert not WordTaken.objects.exists()


def refused_elsewhere(tmp_path: Path, out: Path, sender: Path) -> str:
    run("key", "--folder", tmp_path / "other")
    return refused("open", out, "--folder", tmp_path / "other", "--from", sender)
