"""What the database itself refuses, on every engine."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, models, transaction

from malath.accounts.testing import Cast
from malath.foundation.acts import unguarded
from malath.foundation.models import new_uuid
from malath.people.models import Person
from malath.privacy.models import Access, Basis, Block, Consent
from malath.privacy.testing import MONDAY, make_block, make_consent, make_ground
from malath.privacy.tests.conftest import House
from malath.privacy.words import ConsentKind


def copy(row: models.Model, **changes: object) -> Callable[[], None]:
    """Write the row once more, changed."""

    def write() -> None:
        row.pk = None
        for name, value in changes.items():
            setattr(row, name, value)
        if hasattr(row, "uuid"):
            row.uuid = new_uuid()
        row.save(force_insert=True)

    return write


def refuses(write: Callable[[], None]) -> bool:
    with unguarded(), transaction.atomic():
        try:
            with transaction.atomic():
                write()
        except IntegrityError:
            return True
    return False


@pytest.fixture
def consent(person: Person, house: House) -> Consent:
    return make_consent(person, ConsentKind.C2, desk=house.desk)


def test_one_answer_stands_for_each_question(consent: Consent) -> None:
    assert refuses(copy(consent))
    assert not refuses(copy(consent, superseded_at=MONDAY))


def test_one_answer_stands_for_each_body(person: Person, house: House, people: Cast) -> None:
    consent = make_consent(person, ConsentKind.C3, desk=house.desk, body=people.shelter.agency)
    assert refuses(copy(consent))
    assert not refuses(copy(consent, body=people.station.agency))


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "C99"},
        {"answer": "perhaps"},
        {"method": "guessed"},
        {"answer": "not_now"},
        {"kind": "C3"},
        {"withdrawn_at": MONDAY},
        {"withdrawn_by": "somebody"},
        {"answer": "no", "withdrawn_at": MONDAY, "withdrawn_by": "somebody"},
    ],
)
def test_a_consent_that_cannot_be_is_refused(consent: Consent, changes: dict[str, object]) -> None:
    assert refuses(copy(consent, **({"superseded_at": MONDAY} | changes)))


def test_a_body_stands_with_c3_only(consent: Consent, people: Cast) -> None:
    assert refuses(copy(consent, superseded_at=MONDAY, body=people.shelter.agency))


@pytest.mark.parametrize("changes", [{"kind": "O9"}, {"ended_at": MONDAY}, {"ended_because": "withdrawn"}])
def test_a_basis_ends_with_a_reason_or_not_at_all(person: Person, changes: dict[str, object]) -> None:
    assert refuses(copy(make_ground(person), **changes))


@pytest.mark.parametrize("changes", [{"desk": None}, {"level": 0}, {"level": 5}, {"purpose": "curiosity"}])
def test_access_that_cannot_be_is_refused(person: Person, changes: dict[str, object]) -> None:
    assert refuses(copy(Access.objects.get(person=person), **changes))


def test_access_is_a_desks_or_a_workers_or_of_a_worker_at_a_desk(person: Person, house: House) -> None:
    access = Access.objects.get(person=person)
    assert refuses(copy(access, desk=None))
    assert not refuses(copy(access, worker=house.nour))
    assert not refuses(copy(access, desk=None, worker=house.nour))


def test_a_block_is_of_one(person: Person, people: Cast) -> None:
    row = make_block(person, user=people.amal)
    for changes in ({"desk": people.shelter}, {"user": None}, {"ended_at": MONDAY}, {"kind": "dislike"}):
        assert refuses(copy(Block.objects.get(pk=row.pk), **changes))


@pytest.mark.parametrize("whom", ["user", "desk", "agency"])
def test_nobody_is_kept_out_twice(person: Person, people: Cast, whom: str) -> None:
    chosen = {"user": people.amal, "desk": people.shelter, "agency": people.shelter.agency}[whom]
    row = make_block(person, **{whom: chosen})  # type: ignore[arg-type]  # one of three
    assert refuses(copy(row))


def test_a_consent_carries_a_basis_once(person: Person) -> None:
    basis = Basis.objects.get(person=person)
    assert refuses(copy(basis.grounds.get()))
