"""A supervisor confirms that going on without consent was right: never one's own act, and not twice."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts.testing import Cast, signed_in
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.testing import Clock
from malath.inbox import queries as inbox
from malath.people.models import Person
from malath.privacy import actions, queries
from malath.privacy.actions import CannotConfirm
from malath.privacy.models import Basis
from malath.privacy.rules import Standing
from malath.privacy.testing import MONDAY, make_file, make_ground
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.words import BasisKind, Purpose, WhyNot, WhyNotConfirm

SOON, LATE = MONDAY + timedelta(hours=2), MONDAY + timedelta(hours=25)


@pytest.fixture
def ground(person: Person, house: House) -> Basis:
    """Nour goes on because a life is in danger."""
    return make_ground(person, BasisKind.O1, by=house.nour)


def could_leave(person: Person, people: Cast, at: object) -> Standing:
    receiver = people.shelter.agency
    return queries.standing_for(person.pk, purpose=Purpose.SHELTER, receiver=receiver, at=at)  # type: ignore[arg-type]


def test_it_names_who_and_when(ground: Basis, person: Person, house: House) -> None:
    actions.confirm(ground, person, by=house.rana, at=SOON)
    stored = Basis.objects.get(pk=ground.pk)
    assert (stored.confirmed_by, stored.confirmed_at, stored.ended_at) == (house.rana.reference, SOON, None)
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.by, line.facts) == (Did.BASIS_CONFIRMED, house.rana.reference, {"kind": "O1"})


def test_nobody_confirms_what_they_opened_themselves(person: Person, house: House) -> None:
    own = make_ground(person, by=house.rana)
    with pytest.raises(CannotConfirm) as refused:
        actions.confirm(own, person, by=house.rana, at=SOON)
    assert refused.value.reasons == [WhyNotConfirm.OWN_GROUND]
    assert Basis.objects.get(pk=own.pk).confirmed_at is None


def test_it_is_not_confirmed_twice(ground: Basis, person: Person, house: House) -> None:
    actions.confirm(ground, person, by=house.rana, at=SOON)
    with pytest.raises(CannotConfirm) as refused:
        actions.confirm(ground, person, by=house.rana, at=SOON)
    assert refused.value.reasons == [WhyNotConfirm.ALREADY_CONFIRMED]


def test_what_has_ended_is_not_confirmed(ground: Basis, person: Person, house: House) -> None:
    actions.end_ground(ground, person, by=house.rana, at=SOON)
    with pytest.raises(CannotConfirm) as refused:
        actions.confirm(ground, person, by=house.rana, at=SOON)
    assert refused.value.reasons == [WhyNotConfirm.HAS_ENDED]


def test_unconfirmed_for_a_day_nothing_new_leaves_and_the_reason_says_so(ground: Basis, person: Person, people: Cast) -> None:
    assert could_leave(person, people, SOON).is_open
    assert could_leave(person, people, LATE) == Standing(why_not=(WhyNot.GROUND_NOT_CONFIRMED,))


def test_confirmed_it_goes_on_after_that_day(ground: Basis, person: Person, house: House, people: Cast) -> None:
    actions.confirm(ground, person, by=house.rana, at=SOON)
    assert could_leave(person, people, LATE).is_open


def test_it_can_still_be_confirmed_late_and_then_goes_on(ground: Basis, person: Person, house: House, people: Cast) -> None:
    actions.confirm(ground, person, by=house.rana, at=LATE)
    assert could_leave(person, people, LATE).is_open


def test_nobody_is_asked_any_longer_once_nothing_waits(ground: Basis, person: Person, house: House) -> None:
    second = make_ground(person, BasisKind.O4, by=house.nour)
    actions.confirm(ground, person, by=house.rana, at=SOON)
    assert inbox.waiting(house.rana.pk, []), "the second ground still waits"
    actions.confirm(second, person, by=house.rana, at=SOON)
    assert inbox.waiting(house.rana.pk, []) == []


def test_the_supervisor_confirms_on_the_page(client: Client, ground: Basis, person: Person, house: House) -> None:
    page, address = f"/people/{person.reference}/consents/", f"/people/{person.reference}/consents/without/confirm/"
    assert address in signed_in(client, house.rana).get(page).content.decode()
    answer = client.post(address, {"ground": str(ground.pk)}, follow=True)
    assert "Confirmed. It goes on." in text(answer)
    assert "Confirmed by a supervisor" in text(answer)
    assert Basis.objects.get(pk=ground.pk).confirmed_at == MONDAY


def test_the_page_offers_no_confirmation_of_ones_own_ground_and_says_why_not(
    client: Client, person: Person, house: House
) -> None:
    own = make_ground(person, by=house.rana)
    page, address = f"/people/{person.reference}/consents/", f"/people/{person.reference}/consents/without/confirm/"
    assert address not in signed_in(client, house.rana).get(page).content.decode()
    answer = client.post(address, {"ground": str(own.pk)}, follow=True)
    assert "Somebody else must confirm what you opened yourself." in text(answer)
    assert Basis.objects.get(pk=own.pk).confirmed_at is None


def test_the_supervisor_of_a_front_line_body_finds_the_button(client: Client, people: Cast, clock: Clock) -> None:
    person = make_file(people.station, own_writing_only=True)
    ground = make_ground(person, because="He is outside the door.", by=people.basim)
    clock.forward(hours=1)
    page = signed_in(client, people.huda).get(f"/people/{person.reference}/consents/")
    assert "He is outside the door." in text(page)
    client.post(f"/people/{person.reference}/consents/without/confirm/", {"ground": str(ground.pk)})
    assert Basis.objects.get(pk=ground.pk).confirmed_by == people.huda.reference


def test_a_ground_of_another_file_is_not_found(client: Client, person: Person, house: House) -> None:
    other = make_ground(make_file(house.desk), by=house.nour)
    answer = signed_in(client, house.rana).post(
        f"/people/{person.reference}/consents/without/confirm/", {"ground": str(other.pk)}
    )
    assert answer.status_code == 404
    assert Basis.objects.get(pk=other.pk).confirmed_at is None


def test_nothing_is_left_behind_when_the_trace_fails(
    ground: Basis, person: Person, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("malath.audit.actions.record", lambda *_, **__: None)
    with pytest.raises(RuntimeError):
        actions.confirm(ground, person, by=house.rana, at=SOON)
    assert Basis.objects.get(pk=ground.pk).confirmed_at is None
