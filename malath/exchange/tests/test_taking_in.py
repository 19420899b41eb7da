"""A package that was opened becomes a return that is expected: on the yes that travelled, once, and the receipt says so."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case
from malath.exchange import gates
from malath.exchange import package_rules as rules
from malath.exchange.actions import keys, packages
from malath.exchange.actions.packages import CannotPackage
from malath.exchange.models import Opened, Package
from malath.exchange.package_words import PackageState, WhyNotPackage
from malath.exchange.queries import packages as queries
from malath.exchange.sealed_package import receipt_in
from malath.exchange.tests.test_packages import LATER, Room, refusal, room
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy.models import Consent
from malath.privacy.testing import MONDAY, make_consent
from malath.privacy.words import ConsentKind, Heard
from malath.returns import actions as returns
from malath.returns import gates as return_gates
from malath.returns import queries as return_queries
from malath.returns.actions import CannotReturn, reintegration
from malath.returns.models import Return
from malath.returns.queries import mission
from malath.returns.words import ReturnKind, ReturnState, WhyNot
from malath.workday.tick import tick

__all__ = ["room"]
CAME = datetime(2026, 11, 20, 9, tzinfo=UTC)
AFTER = CAME + timedelta(hours=5)


def taken(room: Room, at: datetime = LATER) -> tuple[Opened, Return]:
    row = packages.take_in(room.open(room.sealed()), by=room.dawit, at=at)
    found = mission.incoming_from(row.reference)
    assert found is not None
    returning = return_queries.return_by_reference(found.returning.reference)
    assert returning is not None
    return row, returning


def test_the_person_is_expected_with_what_the_package_says_and_no_more(room: Room) -> None:
    row, returning = taken(room)
    assert (returning.state, returning.kind, returning.gate) == (ReturnState.EXPECTED, ReturnKind.INCOMING, "")
    assert (returning.person, returning.desk, returning.case) == (row.person, room.mission, None)
    incoming = mission.incoming_of(returning)
    assert incoming is not None
    said = [incoming.opened(field) for field in ("way", "needs", "health", "plan")]
    assert said == ["RJ 261, at noon", "meet not_family", "", "A small shop with her sister"]
    assert not Case.objects.filter(person=row.person).exists()
    assert Event.objects.filter(name=Did.PACKAGE_TAKEN, subject=row.reference).exists()
    assert Event.objects.filter(name=Did.RETURN_EXPECTED, subject=returning.reference).exists()


def test_it_stands_on_the_yes_that_travelled(room: Room) -> None:
    _, returning = taken(room)
    consent = Consent.objects.get(person=returning.person, kind=ConsentKind.C12)
    assert (consent.method, consent.expires_on) == ("imported", room.agreed.expires_on)
    privacy.withdraw(consent, returning.person, by=room.dawit, at=LATER, heard=Heard.ALONE)
    with pytest.raises(Http404):
        return_gates.return_to_view(room.dawit, returning.reference, at=LATER)
    assert tick(LATER).returns_stopped.done == 1
    returning.refresh_from_db()
    assert returning.state == ReturnState.STOPPED
    with pytest.raises(CannotReturn) as refused:
        returns.reopen(returning, desk=room.mission, by=room.dawit, at=LATER)
    assert WhyNot.COMES_HOME in refused.value.reasons


def test_the_receipt_says_from_then_on_that_the_person_is_expected(room: Room) -> None:
    row = room.open(room.sealed())
    assert receipt_in(packages.receipt_of(row))[0].taken_at is None
    first = packages.receipt_of(row)
    second = packages.receipt_of(packages.take_in(row, by=room.dawit, at=LATER))
    take(room, first)
    take(room, second)
    assert Package.objects.get().taken_at == LATER
    page = signed_in(Client(), room.rana).get(reverse("exchange:packages")).content.decode()
    assert str(PackageState.TAKEN.label) in page
    for data in (first, second):
        with pytest.raises(CannotPackage) as refused:
            take(room, data)
        assert refused.value.reasons == [WhyNotPackage.ACKNOWLEDGED]


def take(room: Room, data: bytes) -> Package:
    return packages.take_receipt(data, agency=room.office.agency, by=room.rana, at=LATER)


def without_consents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_consents", lambda *_: [])


def test_it_is_refused_without_a_yes_that_travelled(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    without_consents(monkeypatch)
    row = room.open(room.sealed())
    assert refusal(lambda: packages.take_in(row, by=room.dawit, at=LATER)) == [WhyNotPackage.NO_CONSENT]
    assert not Return.objects.exists()


def test_a_yes_that_has_run_out_meanwhile_carries_nothing(room: Room) -> None:
    data = room.sealed()
    content = {"consents": [{"kind": "C12", "on": "2026-01-01", "language": "en", "until": "2026-01-31"}]}
    assert queries.travelled(content, LATER.date()) == {}
    assert room.open(data).person_id


def test_it_is_refused_twice(room: Room) -> None:
    row, _ = taken(room)
    assert refusal(lambda: packages.take_in(row, by=room.dawit, at=LATER)) == [WhyNotPackage.TAKEN]
    assert Return.objects.count() == 1


def test_it_is_refused_once_the_key_of_the_sender_was_revoked(room: Room) -> None:
    row = room.open(room.sealed())
    keys.revoke(room.sender, by=room.dawit, at=LATER)
    assert refusal(lambda: packages.take_in(row, by=room.dawit, at=LATER)) == [WhyNotPackage.REVOKED]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"taken": True}, WhyNotPackage.TAKEN),
        ({"stopped": True}, WhyNotPackage.STOPPED),
        ({"agreed": False}, WhyNotPackage.NO_CONSENT),
        ({"revoked": True}, WhyNotPackage.REVOKED),
        ({"receives": False}, WhyNotPackage.NOT_A_MISSION),
        ({"open_already": True}, WhyNotPackage.EXPECTED),
    ],
)
def test_each_reason_against_it_is_told(given: dict[str, bool], why: WhyNotPackage) -> None:
    fine = {"taken": False, "stopped": False, "agreed": True, "revoked": False, "receives": True, "open_already": False}
    assert rules.why_not_take(**fine) == []
    assert rules.why_not_take(**fine | given) == [why]


def test_a_user_of_another_body_gets_what_a_stranger_gets(room: Room) -> None:
    row, returning = taken(room)
    other = make_user(Role.RETURN, make_desk(make_agency(AgencyKind.RETURNS)))
    for user in (other, room.rana):
        with pytest.raises(Http404):
            gates.package_opened_here(user, row.reference, at=LATER)
        with pytest.raises(Http404):
            return_gates.return_to_view(user, returning.reference, at=LATER)


def test_nothing_is_left_behind_when_the_return_is_refused(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    row = room.open(room.sealed())
    monkeypatch.setattr("malath.exchange.actions.packages.audit.record", _fails)
    with pytest.raises(RuntimeError):
        packages.take_in(row, by=room.dawit, at=LATER)
    row.refresh_from_db()
    assert (row.taken_at, Return.objects.count()) == (None, 0)


def _fails(*_: object, **__: object) -> None:
    raise RuntimeError


def test_the_arrival_is_confirmed_once_and_a_plan_begins_as_for_everybody(room: Room) -> None:
    _, returning = taken(room)
    refused: list[tuple[Callable[[], object], WhyNot]] = [
        (lambda: returns.confirm_incoming(returning, AFTER + timedelta(days=1), by=room.dawit, at=AFTER), WhyNot.DAY_AHEAD),
    ]
    for call, why in refused:
        with pytest.raises(CannotReturn) as found:
            call()
        assert found.value.reasons == [why]
    returns.confirm_incoming(returning, CAME, by=room.dawit, at=AFTER)
    with pytest.raises(CannotReturn) as found:
        returns.confirm_incoming(returning, CAME, by=room.dawit, at=AFTER)
    assert found.value.reasons == [WhyNot.NOT_EXPECTED]
    plan = reintegration.begin_plan(returning, "A small shop", by=room.dawit, at=AFTER)
    assert plan.arrived_on == CAME.date()


def test_an_arrival_that_nobody_confirms_is_told_once(room: Room) -> None:
    _, returning = taken(room)
    assert mission.incoming_unconfirmed(CAME + timedelta(days=1)) == []
    late = CAME + timedelta(days=2)
    assert [one.returning for one in mission.incoming_unconfirmed(late)] == [returning]
    assert tick(late).incoming_unconfirmed.done == 1
    assert tick(late).incoming_unconfirmed.done == 0
    assert Item.objects.filter(kind=ItemKind.RETURN_UNCONFIRMED).count() == 1


def test_the_answers_that_travelled_let_the_mission_ask_afterwards(room: Room) -> None:
    make_consent(room.person, ConsentKind.C13, desk=room.office, by=room.rana)
    _, returning = taken(room)
    assert Consent.objects.filter(person=returning.person, kind=ConsentKind.C13, answer="yes").exists()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AFTER)


def test_its_pages_lead_from_the_package_to_the_arrival(room: Room, clock: None) -> None:
    row, dawit = room.open(room.sealed(), at=MONDAY + timedelta(hours=3)), signed_in(Client(), room.dawit)
    assert "We expect the person" in dawit.get(reverse("exchange:opened", args=[row.reference])).content.decode()
    assert dawit.get(reverse("exchange:expect_person", args=[row.reference])).status_code == 405
    dawit.post(reverse("exchange:expect_person", args=[row.reference]))
    returning = Return.objects.get()
    listed = dawit.get(reverse("returns:to_us")).content.decode()
    assert returning.reference in listed
    assert "Testina Inventia" in listed
    checklist = reverse("returns:checklist", args=[returning.reference])
    page = dawit.get(checklist, follow=True).content.decode()
    assert "RJ 261" in page
    assert "victim" not in page.lower()
    typed = {"day": "20/11/2026", "hour": "12:30"}
    came = reverse("returns:say_arrival", args=[returning.reference])
    assert dawit.post(came, {**typed, "day": "31/12/2026"}).status_code == 422
    assert dawit.post(came, typed).status_code == 302
    assert "After the return" in dawit.get(checklist, follow=True).content.decode()
    assert dawit.post(came, typed).status_code == 422


def test_the_list_is_refused_to_bodies_and_roles_that_receive_nobody(room: Room) -> None:
    police = make_user(Role.SUPERVISOR, make_desk(make_agency(AgencyKind.POLICE)))
    lead = make_user(Role.FOCAL_POINT, room.mission)
    for user in (police, lead):
        with pytest.raises(PermissionDenied):
            return_gates.to_us_to_view(user, at=LATER)


def test_the_list_asks_the_same_questions_at_any_length(room: Room, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    taken(room)
    with django_assert_num_queries(13):
        return_gates.to_us_to_view(room.dawit, at=LATER)


def test_a_refused_press_says_why(room: Room, clock: None, monkeypatch: pytest.MonkeyPatch) -> None:
    without_consents(monkeypatch)
    row, dawit = room.open(room.sealed(), at=MONDAY + timedelta(hours=3)), signed_in(Client(), room.dawit)
    page = dawit.post(reverse("exchange:expect_person", args=[row.reference]), follow=True).content.decode()
    assert "does not say that the person agreed to the transfer" in page
    with pytest.raises(CannotPackage):
        packages.take_in(row, by=room.dawit, at=AFTER)
