"""The system of a body is an account without a person: asked for by one, allowed by another, and never more than that."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts import actions as accounts
from malath.accounts import queries as accounts_queries
from malath.accounts.adapters import StaffBackend
from malath.accounts.models import Membership, User
from malath.accounts.roles import Power, Role
from malath.accounts.testing import Cast, cast, make_user, signed_in
from malath.accounts.words import Reason
from malath.agencies.testing import LONG_AGO
from malath.api import actions, queries
from malath.api.models import System
from malath.api.words import Stage, WhyNotSystem
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.clock import now
from tests.kept import kept

pytestmark = pytest.mark.django_db
AT = LONG_AGO + timedelta(days=30)
UNTIL = AT + timedelta(days=90)


@pytest.fixture
@kept
def people() -> Cast:
    return cast()


@pytest.fixture
def asker() -> User:
    return make_user(Role.ADMINISTRATOR)


@pytest.fixture
def dpo() -> User:
    return make_user(Role.DPO)


@pytest.fixture
def system(people: Cast, asker: User) -> System:
    return actions.ask(
        desk=people.shelter, role=Role.SHELTER_MANAGER, powers=[Power.ANSWER], name_en="Dar records", name_ar="سجل الدار",
        until=UNTIL, by=asker, at=AT,
    )  # fmt: skip


def test_it_holds_nothing_before_somebody_else_allows_it(system: System) -> None:
    assert accounts_queries.holdings(system.user, AT).seats == ()
    assert queries.stage(system, AT) == Stage.ASKED


def test_who_asked_does_not_allow(system: System, asker: User) -> None:
    with pytest.raises(actions.CannotDo) as refused:
        actions.allow(system, by=asker, at=AT)
    assert refused.value.reasons == [WhyNotSystem.OWN_REQUEST]
    assert not Membership.objects.filter(user=system.user).exists()


def test_allowed_it_holds_what_was_asked_for_and_no_more(system: System, people: Cast, dpo: User) -> None:
    actions.allow(system, by=dpo, at=AT)
    held = accounts_queries.holdings(system.user, AT)
    assert held.powers == {Power.ANSWER}
    assert held.may_at(people.shelter.pk, Power.ANSWER)
    assert not held.works_at(people.shelter.pk)
    assert accounts_queries.holdings(system.user, UNTIL).seats == ()
    assert [e.by for e in Event.objects.filter(name=Did.SYSTEM_ALLOWED, subject=system.user.reference)] == [dpo.reference]


def test_it_is_allowed_once(system: System, dpo: User) -> None:
    actions.allow(system, by=dpo, at=AT)
    with pytest.raises(actions.CannotDo) as refused:
        actions.allow(system, by=dpo, at=AT)
    assert refused.value.reasons == [WhyNotSystem.NOT_WAITING]


def test_what_was_ended_is_not_allowed(system: System, asker: User, dpo: User) -> None:
    accounts.end_staff(system.user, by=asker, at=AT)
    with pytest.raises(actions.CannotDo):
        actions.allow(system, by=dpo, at=AT)


def test_ended_it_holds_nothing_at_once(system: System, dpo: User) -> None:
    actions.allow(system, by=dpo, at=AT)
    accounts.end_staff(system.user, by=dpo, at=AT)
    user = User.objects.get(pk=system.user_id)
    assert accounts_queries.holdings(user, AT).seats == ()


def test_nobody_signs_in_with_it(system: System, asker: User) -> None:
    with pytest.raises(accounts.CannotChange) as refused:
        accounts.invite(system.user, by=asker, at=AT)
    assert refused.value.reasons == [Reason.IS_SYSTEM]
    assert accounts_queries.user_by_email(system.user.email) is None
    assert StaffBackend().get_user(system.user_id) is None


def test_it_is_never_on_duty_nor_chosen_nor_told(system: System, people: Cast, dpo: User) -> None:
    actions.allow(system, by=dpo, at=AT)
    desk, user = people.shelter, User.objects.get(pk=system.user_id)
    for chosen in (accounts_queries.workers_of, accounts_queries.members_of, accounts_queries.who_may_answer):
        assert people.amal in chosen(desk, AT)
        assert user not in chosen(desk, AT)
    with pytest.raises(accounts.CannotChange) as refused:
        accounts.put_on_duty(desk, user, from_at=AT, until=AT + timedelta(hours=8), by=dpo, at=AT)
    assert refused.value.reasons == [Reason.NOT_AT_DESK]


def test_it_is_named_as_a_system_and_acts_as_one(system: System) -> None:
    assert system.user.kind == "system"
    names = accounts_queries.names_of([system.user.reference])
    assert names[system.user.reference][0] in ("سجل الدار (نظام)", "Dar records (system)")


def test_the_pages_of_staff_do_not_lead_to_it(system: System, asker: User, client: Client) -> None:
    signed_in(client, asker)
    assert client.get(f"/manage/staff/{system.user.reference}/").status_code == 404
    assert "Dar records" not in client.get("/manage/staff/").content.decode()


def test_one_asks_and_another_allows_on_the_pages(people: Cast, asker: User, dpo: User, client: Client) -> None:
    signed_in(client, asker)
    typed = {
        "desk": people.shelter.reference, "name_ar": "سجل الدار", "name_en": "Dar records", "role": "shelter_manager",
        "powers": [str(Power.ANSWER.value)], "until": (now() + timedelta(days=60)).date().isoformat(),
    }  # fmt: skip
    wrong = client.post("/manage/systems/ask/", typed | {"powers": [str(Power.SEE_FIGURES.value)]})
    assert (wrong.status_code, System.objects.count()) == (422, 0)
    assert "The role does not have every power that was chosen." in wrong.content.decode()
    assert "Dar records" in wrong.content.decode()
    assert client.post("/manage/systems/ask/", typed).status_code == 302
    system = System.objects.get()
    client.post(f"/manage/systems/{system.user.reference}/allow/")
    assert System.objects.get().allowed_at is None
    signed_in(client, dpo)
    assert "Dar records (system)" in client.get("/manage/systems/").content.decode()
    client.post(f"/manage/systems/{system.user.reference}/allow/")
    assert System.objects.get().allowed_by == dpo.reference
    client.post(f"/manage/systems/{system.user.reference}/end/")
    assert not User.objects.get(pk=system.user_id).is_active
