"""Accounts closed after wrong passwords: who is told."""

import pytest
from axes.models import AccessAttempt

from malath.accounts import queries
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.clock import now
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.workday.tick import tick

pytestmark = pytest.mark.django_db


def attempts(address: str) -> None:
    AccessAttempt.objects.create(username=address, ip_address="192.0.2.7", failures_since_start=8)


def test_administrators_and_supervisors_of_the_body_are_told_once(people: Cast) -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    elsewhere = make_user(Role.SUPERVISOR, people.shelter)
    attempts(people.basim.email)
    attempts("nobody@example.org")
    assert (tick(now()).locked_out.done, tick(now()).locked_out.done) == (1, 0)
    items = Item.objects.filter(kind=ItemKind.LOCKED_OUT)
    assert {item.user_id: item.link for item in items} == {
        people.huda.pk: "/team/#closed",
        administrator.pk: "/manage/staff/#closed",
    }
    assert elsewhere.pk not in {item.user_id for item in items}
    assert {item.subject for item in items} == {people.basim.reference}
    assert Event.objects.filter(name=Did.LOCKED_OUT).count() == 1
    assert Event.objects.get(name=Did.LOCK_OUT_TOLD).facts == '{"told":"2"}'
    assert [line.who for line in queries.lock_outs(now())] == [people.basim.name]
