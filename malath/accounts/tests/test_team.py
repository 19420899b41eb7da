"""Those who check others: relations that are said to be no more, roles that are still needed."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts import actions, queries
from malath.accounts.models import Membership, Relation
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, cast, make_user, signed_in
from malath.accounts.words import Reason, RelationKind
from malath.agencies.testing import LONG_AGO
from malath.foundation.clock import now
from tests.kept import kept

pytestmark = pytest.mark.django_db
FILE = "7KQF-2M9X-4TZB"
PAGE = "/team/"


@pytest.fixture
@kept
def people() -> Cast:
    return cast()


def asked(people: Cast) -> Relation:
    """Basim says that he is no relative any more."""
    basim = people.basim
    relation = actions.declare_relation(basim, person_reference=FILE, kind=RelationKind.RELATIVE, by=basim, at=now())
    actions.ask_to_end_relation(basim, person_reference=FILE, by=basim, at=now())
    return relation


def test_the_supervisor_answers_and_does_not_learn_whose_file_it_is(client: Client, people: Cast) -> None:
    relation = asked(people)
    page = signed_in(client, people.huda).get(PAGE).content.decode()
    assert "Basim" in page
    assert FILE not in page
    client.post(f"{PAGE}relations/end/", {"relation": relation.pk})
    assert not queries.has_relation(people.basim, FILE)


def test_the_relation_may_be_kept(client: Client, people: Cast) -> None:
    relation = asked(people)
    signed_in(client, people.huda).post(f"{PAGE}relations/keep/", {"relation": relation.pk})
    assert queries.has_relation(people.basim, FILE)
    assert "Nobody asks that." in client.get(PAGE).content.decode()


def test_the_data_protection_officer_answers_for_every_body(client: Client, people: Cast) -> None:
    relation = asked(people)
    signed_in(client, make_user(Role.DPO))
    assert "Basim" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}relations/end/", {"relation": relation.pk})
    assert not queries.has_relation(people.basim, FILE)


def test_the_supervisor_of_another_body_meets_nothing(client: Client, people: Cast) -> None:
    relation = asked(people)
    signed_in(client, make_user(Role.SUPERVISOR, people.shelter))
    assert "Basim" not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}relations/end/", {"relation": relation.pk}).status_code == 404
    assert queries.has_relation(people.basim, FILE)


def test_a_supervisor_does_not_answer_their_own(client: Client, people: Cast) -> None:
    huda = people.huda
    actions.declare_relation(huda, person_reference=FILE, kind=RelationKind.OTHER, by=huda, at=now())
    actions.ask_to_end_relation(huda, person_reference=FILE, by=huda, at=now())
    number = Relation.objects.get(user=huda).pk
    assert signed_in(client, huda).post(f"{PAGE}relations/end/", {"relation": number}).status_code == 404
    assert queries.has_relation(huda, FILE)


@pytest.mark.parametrize("typed", [{}, {"relation": "x"}, {"relation": "99999999999999999999"}])
def test_nonsense_is_no_relation(client: Client, people: Cast, typed: dict[str, str]) -> None:
    assert signed_in(client, people.huda).post(f"{PAGE}relations/end/", typed).status_code == 404


def test_a_role_that_nobody_looked_at_for_three_months_is_due(client: Client, people: Cast) -> None:
    signed_in(client, people.huda)
    seat = Membership.objects.get(user=people.basim)
    basim, huda = people.basim.reference, people.huda.reference
    page = queries.team_page(queries.holdings(people.huda, now()), now())
    assert {line.staff: line.due for line in page.seats} == {basim: True, huda: True}
    client.post(f"{PAGE}seats/{seat.reference}/confirm/")
    page = queries.team_page(queries.holdings(people.huda, now()), now())
    assert {line.staff: line.due for line in page.seats} == {basim: False, huda: True}
    seat.refresh_from_db()
    assert seat.confirmed_by == people.huda.reference


def test_nobody_confirms_their_own_role(people: Cast) -> None:
    with pytest.raises(actions.CannotChange) as refusal:
        actions.confirm_seat(Membership.objects.get(user=people.huda), by=people.huda, at=now())
    assert refusal.value.reasons == [Reason.OWN_SEAT]


def test_a_role_that_ended_is_not_confirmed(people: Cast) -> None:
    seat = actions.leave_desk(Membership.objects.get(user=people.basim), by=people.huda, at=LONG_AGO + timedelta(days=1))
    with pytest.raises(actions.CannotChange) as refusal:
        actions.confirm_seat(seat, by=people.huda, at=now())
    assert refusal.value.reasons == [Reason.OVER]


def test_roles_of_another_body_are_not_theirs(client: Client, people: Cast) -> None:
    seat = Membership.objects.get(user=people.amal)
    assert signed_in(client, people.huda).post(f"{PAGE}seats/{seat.reference}/confirm/").status_code == 404


def test_who_checks_nobody_is_refused(client: Client, people: Cast) -> None:
    assert signed_in(client, people.basim).get(PAGE).status_code == 403
