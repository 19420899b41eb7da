"""Ways in that no role has: what belongs to one person reached through another, the session of an account that ended, the
browser of somebody whose desk was taken away."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts import actions as accounts
from malath.accounts.models import Membership, User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.referrals.models import Referral
from malath.referrals.testing import make_sent_referral
from tests.security.sharing import grid
from tests.security.test_authorisation import BESIDE, OPEN, World, answers, without, wrong
from tests.security.test_authorisation import world as world  # noqa: PLC0414  # a fixture
from tests.security.who_gets_what import OWN

ABOUT_A_BODY = frozenset({"ask_for_body", "withdraw_for_body"})
BY_ITSELF = frozenset({"screening", "justice"})  # addressed in its own way, and tried in the part


@pytest.fixture
def worker(world: World) -> User:
    """A case manager at the desk, to whom both files are open."""
    return make_user(Role.CASE_MANAGER, world.own)


@pytest.fixture
def other(world: World, worker: User) -> Case:
    return make_case(world.own, worker)


def second(world: World, other: Case, worker: User) -> Referral:
    """A referral of the other person, to the same desk."""
    return make_sent_referral(worker, world.own, world.receiving, clock.now(), case=other, type=ServiceKind.LEGAL)


def through(world: World, other: Case, role: Role) -> Iterator[tuple[str, str, str]]:
    """Addresses open to a role in which the file of one person stands beside what belongs to another."""
    for name, method, codes in grid(OWN):
        part, _, kind = name.partition(":")
        if kind in BESIDE and kind not in ABOUT_A_BODY and part not in BY_ITSELF and codes[role.value] != "3":
            whose = other.reference if part in {"cases", "identification", "support"} else other.person.reference
            yield name, method, reverse(name, args=[whose, world.addresses[BESIDE[kind]]])


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.SUPERVISOR])
def test_what_belongs_to_one_person_is_not_reached_through_another(
    world: World, other: Case, client: Client, role: Role
) -> None:
    signed_in(client, make_user(role, world.own))
    got = {name: answers(client, method, url, {}) for name, method, url in through(world, other, role)}
    assert len(got) > 10
    assert {name: codes for name, codes in got.items() if codes != {"4"}} == {}


@pytest.mark.parametrize(("name", "field"), [("end_block", "block"), ("confirm_ground", "ground"), ("end_ground", "ground")])
def test_nor_by_its_number_in_a_form(world: World, other: Case, client: Client, name: str, field: str) -> None:
    signed_in(client, make_user(Role.SUPERVISOR, world.own))
    url = reverse(f"privacy:{name}", args=[other.person.reference])
    assert answers(client, "POST", url, {field: world.addresses[field]}) == {"4"}


def test_a_question_about_one_referral_is_not_answered_through_another(
    world: World, other: Case, worker: User, client: Client
) -> None:
    sent = second(world, other, worker)
    signed_in(client, worker)
    typed = {"question": world.addresses["question"], "kind": "told", "words": "Until Sunday."}
    assert answers(client, "POST", reverse("referrals:reply", args=[sent.reference]), typed) == {"4"}


def test_a_letter_about_one_referral_is_not_read_through_another(
    world: World, other: Case, worker: User, client: Client
) -> None:
    sent = second(world, other, worker)
    signed_in(client, worker)
    for name, method in (("letter", "GET"), ("take_letter", "POST")):
        url = reverse(f"outside:{name}", args=[sent.reference, world.addresses["letter"]])
        assert answers(client, method, url, {}) == {"4"}


def test_the_session_of_an_account_that_ended_opens_nothing(world: World, worker: User, client: Client) -> None:
    signed_in(client, worker)
    assert client.get("/cases/").status_code == 200
    accounts.end_staff(worker, by=WORKER, at=clock.now())
    assert wrong(client, world, "case_manager", without(OWN, OPEN), "ended", "0") == []


def test_who_was_taken_from_the_desk_knows_nothing_from_the_next_page_on(world: World, worker: User, client: Client) -> None:
    signed_in(client, worker)
    assert client.get(f"/people/{world.addresses['person']}/").status_code == 200
    accounts.leave_desk(Membership.objects.get(user=worker), by=WORKER, at=clock.now())
    assert wrong(client, world, "statistician", OWN, "left", "4") == []  # no role is left
    assert Referral.objects.filter(reference=world.addresses["sent"]).exists()
