from datetime import timedelta

import pytest

from malath.accounts import actions, queries
from malath.accounts.models import Relation, User
from malath.accounts.testing import make_user
from malath.accounts.words import Reason, RelationKind
from malath.agencies.testing import LONG_AGO
from malath.audit.models import Event
from malath.audit.words import Did

pytestmark = pytest.mark.django_db
NOW = LONG_AGO + timedelta(days=30)
FILE = "7KQF-2M9X-4TZB"


def end(user: User) -> None:
    """Asked by its declarer, answered by somebody else."""
    actions.ask_to_end_relation(user, person_reference=FILE, by=user, at=NOW)
    actions.end_relation(Relation.objects.get(user=user, ended_at__isnull=True), by=make_user(), at=NOW)


def test_a_declared_relation_holds_until_it_ends() -> None:
    user, other = make_user(), make_user()
    actions.declare_relation(user, person_reference=FILE, kind=RelationKind.RELATIVE, by=user, at=NOW)
    assert queries.has_relation(user, FILE)
    assert not queries.has_relation(other, FILE)
    assert queries.related_users(FILE) == {user.pk}
    assert list(queries.related_references(user.pk)) == [FILE]
    end(user)
    assert not queries.has_relation(user, FILE)
    assert queries.related_users(FILE) == set()


def test_each_step_leaves_its_trace() -> None:
    user = make_user()
    actions.declare_relation(user, person_reference=FILE, kind=RelationKind.OTHER, by=user, at=NOW)
    end(user)
    events = Event.objects.filter(subject=user.reference, name__startswith="staff.relation").order_by("at", "pk")
    assert [event.name for event in events] == [
        Did.RELATION_DECLARED,
        Did.RELATION_END_ASKED,
        Did.RELATION_ENDED,
    ]
    assert not Event.objects.filter(chain=f"file:{FILE}").exists()


def test_it_is_declared_once_and_again_after_its_end() -> None:
    user = make_user()
    for _ in range(2):
        actions.declare_relation(user, person_reference=FILE, kind=RelationKind.OTHER, by=user, at=NOW)
        with pytest.raises(actions.CannotChange) as refusal:
            actions.declare_relation(user, person_reference=FILE, kind=RelationKind.RELATIVE, by=user, at=NOW)
        assert refusal.value.reasons == [Reason.ALREADY_DECLARED]
        end(user)


def test_what_was_not_declared_cannot_end() -> None:
    user = make_user()
    with pytest.raises(actions.CannotChange) as refusal:
        actions.ask_to_end_relation(user, person_reference=FILE, by=user, at=NOW)
    assert refusal.value.reasons == [Reason.OVER]


def declared(user: User) -> Relation:
    return actions.declare_relation(user, person_reference=FILE, kind=RelationKind.RELATIVE, by=user, at=NOW)


def test_until_somebody_else_says_yes_the_file_stays_hidden() -> None:
    user = make_user()
    declared(user)
    actions.ask_to_end_relation(user, person_reference=FILE, by=user, at=NOW)
    assert queries.has_relation(user, FILE)


def test_nobody_ends_their_own() -> None:
    user = make_user()
    relation = declared(user)
    actions.ask_to_end_relation(user, person_reference=FILE, by=user, at=NOW)
    for act in (actions.end_relation, actions.keep_relation):
        with pytest.raises(actions.CannotChange) as refusal:
            act(relation, by=user, at=NOW)
        assert refusal.value.reasons == [Reason.OWN_RELATION]
    assert queries.has_relation(user, FILE)


def test_what_nobody_asked_does_not_end() -> None:
    relation = declared(make_user())
    with pytest.raises(actions.CannotChange) as refusal:
        actions.end_relation(relation, by=make_user(), at=NOW)
    assert refusal.value.reasons == [Reason.NOT_ASKED]


def test_kept_it_stands_and_may_be_asked_again() -> None:
    user = make_user()
    relation = declared(user)
    actions.ask_to_end_relation(user, person_reference=FILE, by=user, at=NOW)
    actions.keep_relation(relation, by=make_user(), at=NOW)
    assert queries.has_relation(user, FILE)
    end(user)
    assert not queries.has_relation(user, FILE)
