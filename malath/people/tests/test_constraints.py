"""What the database itself refuses about people, on every engine."""

import pytest
from django.db import IntegrityError, transaction

from malath.agencies.models import Desk
from malath.agencies.testing import make_desk
from malath.foundation.acts import unguarded
from malath.people.models import Detail, Person, SafeContact, SearchToken
from malath.people.testing import make_person, make_safe_contact


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def refuses(model: type[Person | Detail | SafeContact], **changes: object) -> bool:
    with unguarded(), transaction.atomic():
        try:
            with transaction.atomic():
                model._default_manager.update(**changes)
        except IntegrityError:
            return True
    return False


@pytest.mark.parametrize("changes", [{"sex": "plenty"}, {"age_band": "1-2"}])
def test_a_person_that_cannot_be_is_refused(desk: Desk, changes: dict[str, str]) -> None:
    make_person(desk)
    assert refuses(Person, **changes)


def test_a_detail_of_no_kind_is_refused(desk: Desk) -> None:
    make_person(desk, name="Dana Alias")
    assert refuses(Detail, kind="shoe size")


def test_a_channel_nobody_named_is_refused(desk: Desk) -> None:
    make_safe_contact(make_person(desk), desk)
    assert refuses(SafeContact, channel="pigeon")


def test_a_token_is_kept_once(desk: Desk) -> None:
    person = make_person(desk, phone="+962790000012")
    (token,) = SearchToken.objects.filter(person=person)
    with unguarded(), pytest.raises(IntegrityError), transaction.atomic():
        SearchToken.objects.create(person=person, kind=token.kind, value=token.value)


def test_two_people_never_share_a_reference(desk: Desk) -> None:
    one, other = make_person(desk), make_person(desk)
    with unguarded(), pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=other.pk).update(reference=one.reference)
