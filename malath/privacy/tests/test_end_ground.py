"""A supervisor ends going on without consent: what stood on it ends at once, and whoever saw something is told."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts import queries as accounts
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.people.models import Person
from malath.privacy import actions, queries
from malath.privacy.actions import CannotConfirm
from malath.privacy.models import Basis
from malath.privacy.testing import MONDAY, make_ground
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.words import BasisKind, EndedBecause, Purpose, WhyNotConfirm

SOON = MONDAY + timedelta(hours=2)


@pytest.fixture
def ground(person: Person, house: House, people: Cast) -> Basis:
    """Nour goes on because a life is in danger, and the shelter was let in on that ground."""
    ground = make_ground(person, BasisKind.O1, by=house.nour)
    standing = queries.standing_for(person.pk, purpose=Purpose.SHELTER, receiver=people.shelter.agency, at=MONDAY)
    actions.open_for(person, standing.grants, desk=people.shelter, purpose=Purpose.SHELTER, by=house.nour, at=MONDAY)
    return ground


def test_access_that_stood_on_it_ends_at_once(
    client: Client, ground: Basis, person: Person, house: House, people: Cast
) -> None:
    page = f"/people/{person.reference}/"
    assert signed_in(client, people.amal).get(page).status_code == 200
    actions.end_ground(ground, person, by=house.rana, at=SOON)
    assert signed_in(client, people.amal).get(page).status_code == 404
    assert queries.sight_of(accounts.holdings(people.amal, SOON), person.reference, SOON) is None


def test_nothing_new_leaves(ground: Basis, person: Person, house: House, people: Cast) -> None:
    actions.end_ground(ground, person, by=house.rana, at=SOON)
    standing = queries.standing_for(person.pk, purpose=Purpose.SHELTER, receiver=people.shelter.agency, at=SOON)
    assert not standing.is_open


def test_what_stands_on_consent_goes_on(client: Client, ground: Basis, person: Person, house: House) -> None:
    actions.end_ground(ground, person, by=house.rana, at=SOON)
    assert signed_in(client, house.nour).get(f"/people/{person.reference}/").status_code == 200


def test_it_keeps_that_it_was_not_confirmed(ground: Basis, person: Person, house: House) -> None:
    actions.end_ground(ground, person, by=house.rana, at=SOON)
    stored = Basis.objects.get(pk=ground.pk)
    assert (stored.ended_at, stored.ended_because) == (SOON, EndedBecause.NOT_CONFIRMED)
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.by, line.facts) == (
        Did.BASIS_ENDED, house.rana.reference, {"kind": "O1", "because": "not_confirmed"},
    )  # fmt: skip


def test_the_desk_that_saw_something_is_told_to_stop_and_the_supervisor_is_no_longer_asked(
    ground: Basis, person: Person, house: House, people: Cast
) -> None:
    actions.end_ground(ground, person, by=house.rana, at=SOON)
    told = [(item.kind, item.subject) for item in inbox.waiting(people.amal.pk, [people.shelter.pk])]
    assert told == [(ItemKind.BASIS_ENDED, person.reference)]
    assert inbox.waiting(house.rana.pk, []) == []


def test_a_supervisor_may_end_ones_own_ground_and_one_that_was_confirmed(person: Person, house: House) -> None:
    own = make_ground(person, BasisKind.O4, by=house.rana)
    confirmed = make_ground(person, BasisKind.O3, by=house.nour)
    actions.confirm(confirmed, person, by=house.rana, at=SOON)
    for ground in (own, confirmed):
        actions.end_ground(ground, person, by=house.rana, at=SOON)
    assert queries.grounds_standing(person.pk) == set()


def test_it_is_not_ended_twice(ground: Basis, person: Person, house: House) -> None:
    actions.end_ground(ground, person, by=house.rana, at=SOON)
    with pytest.raises(CannotConfirm) as refused:
        actions.end_ground(ground, person, by=house.rana, at=SOON)
    assert refused.value.reasons == [WhyNotConfirm.HAS_ENDED]


def test_it_is_ended_on_the_page_by_a_supervisor_only(client: Client, ground: Basis, person: Person, house: House) -> None:
    address, typed = f"/people/{person.reference}/consents/without/end/", {"ground": str(ground.pk)}
    assert signed_in(client, house.nour).post(address, typed).status_code == 403
    stranger = make_user(Role.SUPERVISOR)
    assert signed_in(client, stranger).post(address, typed).status_code == 404
    assert signed_in(client, house.rana).get(address).status_code == 405
    assert Basis.objects.get(pk=ground.pk).ended_at is None
    assert "Ended. What stood on it ended at once." in text(client.post(address, typed, follow=True))
    assert Basis.objects.get(pk=ground.pk).ended_at == MONDAY


def test_a_ground_may_be_relied_on_anew_after_it_was_ended(ground: Basis, person: Person, house: House) -> None:
    actions.end_ground(ground, person, by=house.rana, at=SOON)
    again = make_ground(person, BasisKind.O1, by=house.nour, at=SOON)
    assert again.confirm_by == SOON + timedelta(hours=24)
