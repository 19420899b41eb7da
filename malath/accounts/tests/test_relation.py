from datetime import timedelta

import pytest

from malath.accounts import actions, queries
from malath.accounts.testing import make_user
from malath.accounts.words import Reason, RelationKind
from malath.agencies.testing import LONG_AGO
from malath.audit.models import Event
from malath.audit.words import Did

pytestmark = pytest.mark.django_db
NOW = LONG_AGO + timedelta(days=30)
FILE = "7KQF-2M9X-4TZB"


def test_a_declared_relation_holds_until_it_ends() -> None:
    user, other = make_user(), make_user()
    actions.declare_relation(user, person_reference=FILE, kind=RelationKind.RELATIVE, by=user, at=NOW)
    assert queries.has_relation(user, FILE)
    assert not queries.has_relation(other, FILE)
    assert queries.related_users(FILE) == {user.pk}
    assert list(queries.related_references(user.pk)) == [FILE]
    actions.end_relation(user, person_reference=FILE, by=user, at=NOW)
    assert not queries.has_relation(user, FILE)
    assert queries.related_users(FILE) == set()


def test_both_leave_traces_in_the_chain_of_who_declared() -> None:
    user = make_user()
    actions.declare_relation(user, person_reference=FILE, kind=RelationKind.OTHER, by=user, at=NOW)
    actions.end_relation(user, person_reference=FILE, by=user, at=NOW)
    events = Event.objects.filter(chain=f"user:{user.reference}").order_by("number")
    assert [event.name for event in events] == [Did.RELATION_DECLARED, Did.RELATION_ENDED]
    assert not Event.objects.filter(chain=f"file:{FILE}").exists()


def test_it_is_declared_once_and_again_after_its_end() -> None:
    user = make_user()
    for _ in range(2):
        actions.declare_relation(user, person_reference=FILE, kind=RelationKind.OTHER, by=user, at=NOW)
        with pytest.raises(actions.CannotChange) as refusal:
            actions.declare_relation(user, person_reference=FILE, kind=RelationKind.RELATIVE, by=user, at=NOW)
        assert refusal.value.reasons == [Reason.ALREADY_DECLARED]
        actions.end_relation(user, person_reference=FILE, by=user, at=NOW)


def test_what_was_not_declared_cannot_end() -> None:
    user = make_user()
    with pytest.raises(actions.CannotChange) as refusal:
        actions.end_relation(user, person_reference=FILE, by=user, at=NOW)
    assert refusal.value.reasons == [Reason.OVER]
