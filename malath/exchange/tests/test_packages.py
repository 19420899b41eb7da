"""Transfer packages: what leaves with which agreement, opened once, acknowledged, asked after; and whose key counts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Final
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.rules import Holdings
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case
from malath.exchange import gates
from malath.exchange.actions import keys, packages
from malath.exchange.actions.keys import CannotKey
from malath.exchange.actions.packages import CannotPackage
from malath.exchange.models import MissionKey, Opened, OpenedPiece, Package
from malath.exchange.package_words import Confirmed, KeyState, WhyNotKey, WhyNotPackage
from malath.exchange.queries import packages as queries
from malath.exchange.queries.packages import Letter
from malath.exchange.sealed_package import new_key
from malath.exchange.testing import PLAIN_LETTER, make_keys, make_package
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.people import queries as people
from malath.people.models import Person
from malath.people.words import DetailKind
from malath.privacy import actions as privacy
from malath.privacy import marks
from malath.privacy.models import Consent, Left
from malath.privacy.queries import left_lines
from malath.privacy.testing import MONDAY, make_consent, make_file
from malath.privacy.words import Answer, ConsentKind, Heard
from tests.kept import kept

LATER: Final = MONDAY + timedelta(hours=2)


@dataclass(frozen=True)
class Room:
    """Rana helps people home from an office; Dawit receives them at a mission; Huda and Sami look over their shoulders."""

    office: Desk
    mission: Desk
    rana: User
    huda: User
    dawit: User
    sami: User
    to: MissionKey
    sender: MissionKey
    person: Person
    agreed: Consent

    def sealed(self, at: datetime = MONDAY) -> bytes:
        return make_package(self.person, self.to, by=self.rana, at=at)

    def open(self, data: bytes, at: datetime = LATER) -> Opened:
        return packages.open_package(BytesIO(data), desk=self.mission, by=self.dawit, at=at)


@pytest.fixture
@kept
def room(db: None) -> Room:
    office = make_desk(make_agency(AgencyKind.RETURNS), services=[ServiceKind.AVRR])
    mission = make_desk(make_agency(AgencyKind.UN))
    rana, huda = make_user(Role.RETURN, office), make_user(Role.SUPERVISOR, office)
    dawit, sami = make_user(Role.RETURN, mission), make_user(Role.SUPERVISOR, mission)
    to, sender = make_keys(office, mission, by=rana, other=huda, at=MONDAY)
    person = make_file(office, name="Testina Inventia", by=rana)
    agreed = make_consent(person, ConsentKind.C12, desk=office, by=rana)
    return Room(office, mission, rana, huda, dawit, sami, to, sender, person, agreed)


def refusal(call: Callable[[], object]) -> list[WhyNotPackage]:
    with pytest.raises(CannotPackage) as refused:
        call()
    return refused.value.reasons


def key_refusal(call: Callable[[], object]) -> list[WhyNotKey]:
    with pytest.raises(CannotKey) as refused:
        call()
    return refused.value.reasons


def test_a_package_leaves_and_it_is_written_down_that_it_cannot_be_called_back(room: Room) -> None:
    data = room.sealed()
    row = Package.objects.get()
    assert b"Testina" not in data
    assert Left.objects.get(how="package").reference == row.reference
    assert [line.to_a_mission for line in left_lines(room.person)] == [True]
    assert Event.objects.get(name=Did.PACKAGE_MADE).subject == row.reference


def test_it_becomes_a_person_without_a_case_at_the_mission(room: Room) -> None:
    row = room.open(room.sealed())
    assert row.person != room.person
    assert people.name_in(people.details_of([row.person_id])[row.person_id]) == "Testina Inventia"
    assert (row.person.language, row.person.sex) == ("am", "female")
    assert not Case.objects.filter(person=row.person).exists()
    page = queries.opened_page(queries.opened_by_reference(row.reference) or row, LATER)
    assert page.content["plan"] == "A small shop with her sister"
    assert queries.names_of(row) == ["htcds.xlsx"]
    assert not page.has_letter
    sheet = queries.file_of(row, "htcds.xlsx")
    assert sheet is not None
    assert sheet.read(2) == b"PK"


def test_nothing_of_the_case_and_no_code_word_goes_along(room: Room) -> None:
    page = queries.opened_page(room.open(room.sealed()), LATER)
    assert set(page.content) == {
        "name", "details", "facts", "arrives_on", "journey", "needs", "health", "plan", "contact", "word", "country",
        "consents",
    }  # fmt: skip
    assert set(page.content["details"]) <= {DetailKind.FIRST_NAME, DetailKind.MIDDLE_NAME, DetailKind.FAMILY_NAME}


def test_words_of_before_named_less_and_less_goes_along(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Age, sex, nationality and contact stand in the question since it was worded anew; an older yes did not hear them."""
    known = {**marks._known(), "C12": [room.agreed.wording, "newer"]}
    monkeypatch.setattr(marks, "_known", lambda: known)
    content = queries.opened_page(room.open(room.sealed()), LATER).content
    facts = content["facts"]
    assert (facts["sex"], facts["age_band"], facts["nationalities"], content["contact"]) == ("unknown", "unknown", [], {})
    assert (facts["language"], content["name"]) == ("am", "Testina Inventia")


def test_the_receipt_comes_back_and_settles_it(room: Room) -> None:
    receipt = packages.receipt_of(room.open(room.sealed()))
    row = packages.take_receipt(receipt, agency=room.office.agency, by=room.rana, at=LATER)
    assert (row.opened_at, row.received_by) == (LATER, room.rana.reference)
    again = refusal(lambda: packages.take_receipt(receipt, agency=room.office.agency, by=room.rana, at=LATER))
    assert again == [WhyNotPackage.ACKNOWLEDGED]


def test_a_receipt_of_somebody_elses_package_is_refused(room: Room) -> None:
    receipt = packages.receipt_of(room.open(room.sealed()))
    theirs = refusal(lambda: packages.take_receipt(receipt, agency=room.mission.agency, by=room.dawit, at=LATER))
    assert theirs == [WhyNotPackage.NOT_OURS]
    forged = receipt.replace(b'"opened_at": "2026', b'"opened_at": "2025')
    assert refusal(lambda: packages.take_receipt(forged, agency=room.office.agency, by=room.rana, at=LATER)) == [
        WhyNotPackage.FORGED
    ]


def test_the_second_opening_is_refused_and_leaves_nothing(room: Room) -> None:
    data = room.sealed()
    room.open(data)
    count = Person.objects.count()
    assert refusal(lambda: room.open(data)) == [WhyNotPackage.OPENED]
    assert (Opened.objects.count(), Person.objects.count()) == (1, count)


def test_a_package_for_another_mission_is_refused(room: Room) -> None:
    other = make_desk(make_agency(AgencyKind.UN))
    keys.make_own(other.agency, by=room.dawit, at=MONDAY)
    data = room.sealed()
    asked = refusal(lambda: packages.open_package(BytesIO(data), desk=other, by=room.dawit, at=LATER))
    assert asked == [WhyNotPackage.OTHER_MISSION]


def test_a_package_to_an_old_key_is_refused_and_says_what_to_do(room: Room) -> None:
    data = room.sealed()
    keys.make_own(room.mission.agency, by=room.dawit, at=LATER)
    assert refusal(lambda: room.open(data)) == [WhyNotPackage.OLD_KEY]


def test_a_sender_whose_key_was_revoked_is_refused(room: Room) -> None:
    data = room.sealed()
    keys.revoke(room.sender, by=room.dawit, at=LATER)
    assert refusal(lambda: room.open(data)) == [WhyNotPackage.SENDER_ENDED]


def test_a_sender_whose_key_nobody_confirmed_is_refused(room: Room) -> None:
    other, own = make_desk(make_agency(AgencyKind.UN)), queries.own_key(room.office.agency)
    assert own is not None
    theirs = keys.make_own(other.agency, by=room.dawit, at=MONDAY)
    to = keys.take_in(room.office.agency, name="Other", card=theirs.card, by=room.rana, at=MONDAY)
    keys.confirm(to, how=Confirmed.PHONE, digits=to.fingerprint, by=room.rana, at=MONDAY)
    keys.take_in(other.agency, name="Amman", card=own.card, by=room.dawit, at=MONDAY)
    data = make_package(room.person, to, by=room.rana, at=MONDAY)
    asked = refusal(lambda: packages.open_package(BytesIO(data), desk=other, by=room.dawit, at=LATER))
    assert asked == [WhyNotPackage.UNKNOWN_SENDER]


def test_a_package_cut_or_changed_on_its_way_leaves_nothing(room: Room) -> None:
    data = room.sealed()
    assert refusal(lambda: room.open(data[:-100])) == [WhyNotPackage.CUT]
    assert refusal(lambda: room.open(data[:-100] + b"0" * 100)) == [WhyNotPackage.FORGED]
    assert refusal(lambda: room.open(b"hello")) == [WhyNotPackage.NOT_A_PACKAGE]
    assert refusal(lambda: room.open(data, at=MONDAY - timedelta(hours=1))) == [WhyNotPackage.AHEAD]
    assert not Opened.objects.exists()
    assert not OpenedPiece.objects.exists()


def test_consent_that_was_taken_back_stops_it_at_the_moment_of_leaving(room: Room) -> None:
    opened = gates.person_to_transfer(room.rana, room.person.reference, at=MONDAY)
    privacy.withdraw(room.agreed, room.person, by=room.rana, at=MONDAY, heard=Heard.ALONE)
    out = BytesIO()
    asked = refusal(lambda: packages.make_package(opened, PLAIN_LETTER, out, key=room.to, by=room.rana, at=LATER))
    assert asked == [WhyNotPackage.NOT_AGREED]
    assert out.getvalue() == b""
    assert not Package.objects.exists()
    assert not Left.objects.filter(how="package").exists()


def test_a_no_is_no_agreement(room: Room) -> None:
    make_consent(room.person, ConsentKind.C12, Answer.NO, desk=room.office, by=room.rana)
    assert refusal(room.sealed) == [WhyNotPackage.NOT_AGREED]


LETTERS: Final = {
    WhyNotPackage.WORD: replace(PLAIN_LETTER, plan="She was trafficked"),
    WhyNotPackage.HEALTH: replace(PLAIN_LETTER, health="Insulin twice a day"),
}


@pytest.mark.parametrize("why", LETTERS, ids=str)
def test_health_and_what_happened_go_only_with_agreement(room: Room, why: WhyNotPackage) -> None:
    letter = LETTERS[why]
    asked = refusal(lambda: make_package(room.person, room.to, by=room.rana, at=MONDAY, letter=letter))
    assert asked == [why]
    agreed = replace(letter, word=True, health_agreed=True)
    page = queries.opened_page(room.open(make_package(room.person, room.to, by=room.rana, at=MONDAY, letter=agreed)), LATER)
    assert (page.content["plan"], page.content["health"]) == (letter.plan, letter.health)


def test_nothing_is_sealed_to_a_key_nobody_confirmed_or_that_was_revoked(room: Room) -> None:
    card = str(new_key().card)
    waiting = keys.take_in(room.office.agency, name="Other", card=card, by=room.rana, at=MONDAY)
    for key in (waiting, keys.revoke(room.to, by=room.rana, at=MONDAY)):
        asked = refusal(lambda key=key: make_package(room.person, key, by=room.rana, at=MONDAY))  # type: ignore[misc]  # a default
        assert asked == [WhyNotPackage.NOT_CONFIRMED]


def test_without_a_key_of_its_own_a_body_seals_nothing(room: Room) -> None:
    desk = make_desk(make_agency(AgencyKind.RETURNS))
    user = make_user(Role.RETURN, desk)
    person = make_file(desk, by=user)
    make_consent(person, ConsentKind.C12, desk=desk, by=user)
    key = keys.take_in(desk.agency, name="Mission", card=room.to.card, by=user, at=MONDAY)
    keys.confirm(key, how=Confirmed.PHONE, digits=key.fingerprint, by=user, at=MONDAY)
    assert refusal(lambda: make_package(person, key, by=user, at=MONDAY)) == [WhyNotPackage.NO_KEY]


def test_the_same_form_twice_leaves_once(room: Room) -> None:
    sending, once = gates.person_to_transfer(room.rana, room.person.reference, at=MONDAY), uuid4()

    def leave() -> Package:
        return packages.make_package(sending, PLAIN_LETTER, BytesIO(), key=room.to, by=room.rana, at=MONDAY, once=once)

    leave()
    assert refusal(leave) == [WhyNotPackage.SENT]
    assert Package.objects.count() == 1


def test_a_letter_travels_along_sealed(room: Room) -> None:
    out, opened = BytesIO(), gates.person_to_transfer(room.rana, room.person.reference, at=MONDAY)
    letter = b"%PDF-" + b"7" * 300_000

    def leave(typed: Letter) -> Package:
        files = {"letter.pdf": BytesIO(letter)}
        return packages.make_package(opened, typed, out, key=room.to, by=room.rana, at=MONDAY, files=files)

    assert refusal(lambda: leave(PLAIN_LETTER)) == [WhyNotPackage.HEALTH]
    assert leave(replace(PLAIN_LETTER, health_agreed=True)).health
    row = room.open(out.getvalue())
    file = queries.file_of(row, "letter.pdf")
    assert file is not None
    assert file.read() == letter
    assert all(b"77777777" not in bytes(piece.data) for piece in OpenedPiece.objects.all())


def test_who_pasted_a_key_does_not_confirm_it_alone(room: Room) -> None:
    key = keys.take_in(room.office.agency, name="New", card=str(new_key().card), by=room.rana, at=MONDAY)
    alone = key_refusal(
        lambda: keys.confirm(key, how=Confirmed.SECOND, digits=key.fingerprint, by=room.rana, at=MONDAY)
    )  # fmt: skip
    assert alone == [WhyNotKey.SAME_PERSON]
    wrong = key_refusal(lambda: keys.confirm(key, how=Confirmed.PHONE, digits="12345", by=room.rana, at=MONDAY))
    assert wrong == [WhyNotKey.DIGITS]
    now = keys.confirm(key, how=Confirmed.PHONE, digits=key.fingerprint, by=room.rana, at=MONDAY)
    assert queries.state_of(now) == KeyState.IN_USE
    again = key_refusal(lambda: keys.confirm(key, how=Confirmed.PHONE, digits=key.fingerprint, by=room.rana, at=MONDAY))
    assert again == [WhyNotKey.NOT_WAITING]


def test_a_newer_key_of_the_same_mission_takes_the_place_of_the_older(room: Room) -> None:
    key = keys.take_in(room.office.agency, name="Mission", card=str(new_key().card), by=room.rana, at=MONDAY)
    keys.confirm(key, how=Confirmed.SECOND, digits=key.fingerprint, by=room.huda, at=MONDAY)
    assert queries.keys_in_use(room.office.agency) == [key]
    assert queries.state_of(queries.key_locked(room.to.pk)) == KeyState.REPLACED


def test_a_key_that_is_none_or_known_or_ones_own_is_refused(room: Room) -> None:
    own = queries.own_key(room.office.agency)
    assert own is not None
    for card, why in (("x", WhyNotKey.NOT_A_KEY), (room.to.card, WhyNotKey.KNOWN), (own.card, WhyNotKey.OWN)):
        taken = key_refusal(
            lambda card=card: keys.take_in(room.office.agency, name="X", card=card, by=room.rana, at=MONDAY)  # type: ignore[misc]  # a default
        )  # fmt: skip
        assert taken == [why]
    keys.revoke(room.to, by=room.rana, at=MONDAY)
    assert key_refusal(lambda: keys.revoke(room.to, by=room.rana, at=MONDAY)) == [WhyNotKey.ENDED]


def test_after_three_working_days_of_silence_the_supervisor_is_told_once(room: Room) -> None:
    room.sealed()
    row = Package.objects.get()
    assert refusal(lambda: packages.remind(row, at=MONDAY)) == [WhyNotPackage.NOT_DUE]
    thursday = MONDAY + timedelta(days=3, minutes=1)
    assert [one.pk for one in queries.unanswered(thursday)] == [row.pk]
    packages.remind(row, at=thursday)
    item = Item.objects.get(kind=ItemKind.PACKAGE_UNANSWERED)
    assert item.user == room.huda
    assert not queries.unanswered(thursday).exists()


def test_a_receipt_that_comes_late_takes_the_reminder_away(room: Room) -> None:
    data = room.sealed()
    packages.remind(Package.objects.get(), at=MONDAY + timedelta(days=4))
    packages.take_receipt(packages.receipt_of(room.open(data)), agency=room.office.agency, by=room.rana, at=LATER)
    assert not Item.objects.filter(kind=ItemKind.PACKAGE_UNANSWERED, seen_at__isnull=True).exists()


def test_a_colleague_without_the_power_is_refused_and_a_stranger_learns_nothing(room: Room) -> None:
    lawyer = make_user(Role.CASE_MANAGER, room.office)
    with pytest.raises(PermissionDenied):
        gates.person_to_transfer(lawyer, room.person.reference, at=MONDAY)
    with pytest.raises(Http404):
        gates.person_to_transfer(room.dawit, room.person.reference, at=MONDAY)
    row = room.open(room.sealed())
    with pytest.raises(Http404):
        gates.package_opened_here(room.rana, row.reference, at=LATER)
    with pytest.raises(Http404):
        gates.key_of_mission(room.dawit, room.to.reference, at=LATER)
    assert gates.package_opened_here(room.dawit, row.reference, at=LATER).pk == row.pk


def test_the_page_takes_a_fixed_number_of_statements(room: Room) -> None:
    holdings: Holdings = accounts.holdings(room.rana, LATER)
    room.sealed()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            queries.packages_page(holdings, room.office.agency, room.rana.reference, LATER)
        counts.append(len(captured))
        room.sealed()
    assert counts[0] == counts[1]
