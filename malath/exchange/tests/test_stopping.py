"""That a transfer is over, as a file: made once the yes was taken back or the return ended, and taken in once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from malath.accounts.testing import signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.exchange import package_work
from malath.exchange.actions import keys, packages, stopping
from malath.exchange.actions.packages import CannotPackage
from malath.exchange.models import Opened, Package
from malath.exchange.package_words import Confirmed, StopWhy, WhyNotPackage
from malath.exchange.queries.stopping import to_tell
from malath.exchange.tests.test_answers import expected
from malath.exchange.tests.test_packages import LATER, Room, room
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy.testing import make_consent
from malath.privacy.words import ConsentKind, Heard
from malath.returns import actions as returns
from malath.returns.models import Return
from malath.returns.testing import wish
from malath.returns.words import ReturnState, StopReason

__all__ = ["room"]
AFTER = LATER + timedelta(hours=1)


def take_back(room: Room, at: datetime = LATER) -> None:
    """The person says that they do not agree to the transfer any more."""
    privacy.withdraw(room.agreed, room.person, by=room.rana, at=at, heard=Heard.ALONE)


def made(room: Room, at: datetime = AFTER) -> bytes:
    return stopping.make_stop(Package.objects.get(), by=room.rana, at=at)


def take(room: Room, data: bytes, at: datetime = AFTER) -> Opened:
    return stopping.take_stop(BytesIO(data), agency=room.mission.agency, by=room.dawit, at=at)


def refusal(call: Callable[[], object]) -> list[WhyNotPackage]:
    with pytest.raises(CannotPackage) as refused:
        call()
    return refused.value.reasons


def test_a_mission_expects_nobody_whose_yes_was_taken_back(room: Room) -> None:
    row, theirs = expected(room)
    assert refusal(lambda: made(room)) == [WhyNotPackage.STANDS]
    take_back(room)
    data = made(room)
    assert b"taken_back" not in data
    stopped = take(room, data)
    theirs.refresh_from_db()
    assert (theirs.state, theirs.stopped_because) == (ReturnState.STOPPED, StopReason.WITHDRAWN)
    assert (stopped.stop_why, stopped.stopped_by) == (StopWhy.TAKEN_BACK, room.dawit.reference)
    assert Event.objects.filter(name=Did.STOP_TAKEN, subject=row.reference).count() == 1
    assert refusal(lambda: take(room, data)) == [WhyNotPackage.STOPPED]


def test_a_return_that_ended_is_told_without_saying_why(room: Room) -> None:
    make_consent(room.person, ConsentKind.C11, desk=room.office, by=room.rana)
    ours = returns.ask(room.person, wish(LATER, country="ET"), desk=room.office, by=room.rana, at=LATER)
    _, theirs = expected(room)
    returns.stop_return(ours, StopReason.NOT_SAFE, by=room.rana, at=AFTER)
    take(room, made(room))
    theirs.refresh_from_db()
    assert (theirs.state, theirs.stopped_because) == (ReturnState.STOPPED, StopReason.SENDER)


def test_a_return_that_goes_on_again_is_not_stopped(room: Room) -> None:
    make_consent(room.person, ConsentKind.C11, desk=room.office, by=room.rana)
    ours = returns.ask(room.person, wish(LATER, country="ET"), desk=room.office, by=room.rana, at=LATER)
    room.sealed()
    returns.stop_return(ours, StopReason.WISH, by=room.rana, at=AFTER)
    returns.reopen(ours, desk=room.office, by=room.rana, at=AFTER)
    assert refusal(lambda: made(room)) == [WhyNotPackage.STANDS]


def test_a_package_that_nobody_was_expected_on_is_stopped_too(room: Room) -> None:
    row = room.open(room.sealed())
    take_back(room)
    take(room, made(room))
    row.refresh_from_db()
    assert refusal(lambda: packages.take_in(row, by=room.dawit, at=AFTER)) == [WhyNotPackage.STOPPED]
    assert not Return.objects.exists()


def test_who_has_arrived_is_not_stopped(room: Room) -> None:
    row, theirs = expected(room)
    take_back(room)
    data = made(room)
    returns.confirm_incoming(theirs, AFTER, by=room.dawit, at=AFTER)
    assert refusal(lambda: take(room, data)) == [WhyNotPackage.CAME_HERE]
    row.refresh_from_db()
    assert row.stopped_at is None


def test_the_file_is_taken_along_again_and_says_the_same(room: Room) -> None:
    expected(room)
    take_back(room)
    made(room)
    make_consent(room.person, ConsentKind.C12, desk=room.office, by=room.rana, at=AFTER)
    again = made(room, AFTER + timedelta(hours=1))
    assert Package.objects.get().stopped_at == AFTER
    assert take(room, again, AFTER + timedelta(hours=1)).stop_why == StopWhy.TAKEN_BACK


def test_forged_cut_foreign_and_other_files_stop_nothing(room: Room) -> None:
    package = room.sealed()
    row = room.open(package)
    take_back(room)
    data = made(room)
    assert refusal(lambda: take(room, data[:-1] + bytes([data[-1] ^ 1]))) == [WhyNotPackage.FORGED]
    assert refusal(lambda: take(room, data[:-90])) == [WhyNotPackage.CUT]
    assert refusal(lambda: take(room, package)) == [WhyNotPackage.NOT_A_STOP]
    elsewhere = lambda: stopping.take_stop(BytesIO(data), agency=room.office.agency, by=room.rana, at=AFTER)  # noqa: E731
    assert refusal(elsewhere) == [WhyNotPackage.STOPS_NONE]
    keys.revoke(room.sender, by=room.dawit, at=AFTER)
    assert refusal(lambda: take(room, data)) == [WhyNotPackage.SENDER_ENDED]
    row.refresh_from_db()
    assert row.stopped_at is None


def test_a_new_key_of_the_sender_counts_once_it_is_confirmed(room: Room) -> None:
    expected(room)
    new = keys.make_own(room.office.agency, by=room.rana, at=LATER)
    take_back(room)
    data = made(room)
    assert refusal(lambda: take(room, data)) == [WhyNotPackage.UNKNOWN_SENDER]
    known = keys.take_in(room.mission.agency, name=room.sender.name, card=new.card, by=room.dawit, at=LATER)
    keys.confirm(known, how=Confirmed.SECOND, digits=new.fingerprint, by=room.sami, at=LATER)
    assert take(room, data).stopped_at == AFTER


def test_the_desk_is_told_once_and_no_more_when_the_file_was_made(room: Room) -> None:
    room.sealed()
    assert package_work.go_on(lambda: LATER) == 0
    take_back(room)
    assert package_work.go_on(lambda: AFTER) == 1
    assert package_work.go_on(lambda: AFTER) == 0
    item = Item.objects.get(kind=ItemKind.PACKAGE_TO_STOP)
    assert (item.desk, item.subject) == (room.office, Package.objects.get().reference)
    assert refusal(lambda: stopping.tell_of_stop(Package.objects.get(), at=AFTER)) == [WhyNotPackage.NOT_DUE]
    made(room)
    assert not Item.objects.filter(kind=ItemKind.PACKAGE_TO_STOP, seen_at__isnull=True).exists()
    assert not to_tell(AFTER).exists()


def test_the_pages_carry_the_file_to_the_mission(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    row, theirs = expected(room)
    take_back(room)
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    rana, dawit = (signed_in(Client(), user) for user in (room.rana, room.dawit))
    home = reverse("exchange:packages")
    make = reverse("exchange:make_stop", args=[Package.objects.get().reference])
    assert make in rana.get(home).content.decode()
    assert dawit.post(make).status_code == 404
    data = rana.post(make).content
    stop = reverse("exchange:take_stop")
    wrong = dawit.post(stop, {"stop": SimpleUploadedFile("x", b"nothing of ours")})
    assert (wrong.status_code, "stops no transfer package" in wrong.content.decode()) == (422, True)
    assert dawit.post(stop, {"stop": SimpleUploadedFile("x", data)}).status_code == 302
    assert "Nobody is expected" in dawit.get(reverse("exchange:opened", args=[row.reference])).content.decode()
    assert "Nobody is expected" in dawit.get(reverse("returns:incoming", args=[theirs.reference])).content.decode()
