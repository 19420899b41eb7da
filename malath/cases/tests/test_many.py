"""Cases of many people at once: the same rows as one case after the other, seen by nobody before they are opened."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from django.db import models

from malath.accounts.queries import holdings
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit.models import Event
from malath.audit.queries import verify
from malath.cases.actions import files, many
from malath.cases.actions.files import FirstFacts, Ground
from malath.cases.models import Case, Imported, Member, Note, StatusChange
from malath.cases.words import NoteKind, Risk
from malath.foundation.models import DataKey
from malath.foundation.sealing import SealedField, SealedRow
from malath.people.actions import many as people
from malath.people.actions.many import fresh_keys
from malath.people.models import Detail, Person, SearchToken
from malath.people.words import AgeBand, DetailKind, Sex
from malath.privacy import queries as privacy
from malath.privacy.actions import CannotRely, Circumstances
from malath.privacy.actions import many as opening
from malath.privacy.models import Access, Basis, Consent, File
from malath.privacy.models import Ground as Carried
from malath.privacy.testing import MONDAY
from malath.privacy.words import Answer, BasisKind, Method

IMPORTED = Circumstances(Method.IMPORTED)
YES = Ground(Answer.YES, IMPORTED, "The words that were read.")
ON_O2 = Ground(Answer.NOT_ASKED, IMPORTED, "The words that were read.", BasisKind.O2, "A child in danger.")
DETAILS = [(DetailKind.NAME, " Testina Inventia "), (DetailKind.BIRTH_DATE, "2012-05-06"), (DetailKind.PHONE, "+962790000001")]
CHILD = FirstFacts(
    facts={"sex": Sex.FEMALE, "age_band": AgeBand.B9, "nationalities": ["EG"], "language": "ar"},
    details=DETAILS, governorate="AM", risk=Risk.NOT_ASSESSED, notes=[(NoteKind.OBSERVATION, "Invented: came alone.")],
)  # fmt: skip
OF_A_PERSON = (Detail, SearchToken, File, Consent, Basis, Access, Case)
OF_A_CASE = (StatusChange, Member, Note)
OWN = {"id", "uuid", "key_id", "reference", "person_id", "case_id", "basis_id", "consent_id", "once"}
"""What no two rows have in common."""


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION), services=[ServiceKind.PROTECTION])


def said(row: models.Model) -> dict[str, Any]:
    """What a row says, whichever it is; sealed fields as they open."""
    found: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        name = field.attname
        if name not in OWN:
            sealed = isinstance(field, SealedField) and isinstance(row, SealedRow)
            found[name] = cast("SealedRow", row).opened(name) if sealed else getattr(row, name)
    return found


def everything(person: Person) -> dict[str, list[Any]]:
    """All that is stored of a person, and the trail without its codes."""
    case = Case.objects.get(person=person)
    found: dict[str, list[Any]] = {"Person": [said(person)]}
    for table in OF_A_PERSON:
        found[table.__name__] = [said(row) for row in table.objects.filter(person=person).order_by("pk")]
    for row in found["SearchToken"]:
        row.pop("pk", None)
    found["SearchToken"].sort(key=str)
    for other in OF_A_CASE:
        found[other.__name__] = [said(row) for row in other.objects.filter(case=case).order_by("pk")]
    found["Ground"] = [one.basis.person_id == one.consent.person_id for one in Carried.objects.filter(basis__person=person)]
    key = DataKey.objects.get(pk=person.key_id)
    found["DataKey"] = [(key.wrapping_version, key.erased_at)]
    trail = Event.objects.filter(chain=f"file:{person.reference}")
    own = {person.reference: "file", case.reference: "case"}
    found["Event"] = sorted(
        (one.name, own[one.subject], one.by, one.by_agency, one.by_kind, one.at, one.facts) for one in trail
    )
    return found


def opened_one(first: FirstFacts, ground: Ground, desk: Desk, maha: Any) -> Person:
    return files.open_case(first, ground=ground, desk=desk, by=maha, at=MONDAY).person


def made(first: FirstFacts, ground: Ground, desk: Desk, maha: Any, count: int = 1) -> list[int]:
    openings = [many.ready(key, first, ground, kept="{}", steps=[]) for key in fresh_keys(count)]
    return many.open_many(openings, standard="HTCDS 2.0", desk=desk, by=maha, at=MONDAY)


def opened_many(first: FirstFacts, ground: Ground, desk: Desk, maha: Any) -> Person:
    (person,) = made(first, ground, desk, maha)
    people.make_findable(people.tokens_to_store([(person, first.details)], desk), by=maha, at=MONDAY, subject="-")
    opening.open_made(opening.waiting([person]), desk=desk, by=maha, at=MONDAY, subject="-")
    return Person.objects.get(pk=person)


@pytest.mark.parametrize("ground", [YES, ON_O2], ids=["yes", "without consent"])
def test_many_are_stored_as_one_is(desk: Desk, ground: Ground) -> None:
    maha = make_user(Role.CASE_MANAGER, desk)
    make_user(Role.SUPERVISOR, desk)
    one, other = opened_one(CHILD, ground, desk, maha), opened_many(CHILD, ground, desk, maha)
    expected, found = everything(one), everything(other)
    assert found.pop("Event") == sorted([*expected.pop("Event"), *brought(maha)])
    assert found == expected
    assert Imported.objects.get(case__person=other).opened("values") == "{}"


def brought(maha: Any) -> list[Any]:
    """What the trail of a case says besides that came with others."""
    return [("case.imported", "case", maha.reference, maha.agency_reference, "staff", MONDAY, "{}")]


def test_nobody_sees_or_finds_them_before_they_are_opened(desk: Desk) -> None:
    maha = make_user(Role.CASE_MANAGER, desk)
    people_made = made(CHILD, YES, desk, maha, count=3)
    assert Person.objects.filter(pk__in=people_made).count() == 3
    assert not privacy.visible(holdings(maha, MONDAY), MONDAY).exists()
    assert not SearchToken.objects.exists()


def test_each_of_them_has_a_trail_that_is_whole(desk: Desk) -> None:
    maha = make_user(Role.CASE_MANAGER, desk)
    made(CHILD, YES, desk, maha, count=2)
    assert not verify().faults


def test_storing_tokens_twice_stores_them_once(desk: Desk) -> None:
    maha = make_user(Role.CASE_MANAGER, desk)
    (person,) = made(CHILD, YES, desk, maha)
    tokens = people.tokens_to_store([(person, DETAILS)], desk)
    for _ in range(2):
        people.make_findable(tokens, by=maha, at=MONDAY, subject="-")
    assert SearchToken.objects.count() == len(tokens) > 5


def test_what_does_not_wait_any_more_is_not_opened_once_more(desk: Desk) -> None:
    maha = make_user(Role.CASE_MANAGER, desk)
    waiting = opening.waiting(made(CHILD, YES, desk, maha, count=3))
    opening.open_made(waiting, desk=desk, by=maha, at=MONDAY, subject="-")
    with pytest.raises(opening.AlreadyOpen):
        opening.open_made(waiting, desk=desk, by=maha, at=MONDAY, subject="-")


def test_files_made_at_the_same_time_by_others_stay_closed(desk: Desk) -> None:
    maha = make_user(Role.CASE_MANAGER, desk)
    ours = made(CHILD, YES, desk, maha, count=2)
    made(CHILD, YES, desk, maha, count=2)
    ours += made(CHILD, YES, desk, maha, count=2)
    waiting = opening.waiting(ours)
    assert (waiting.files, len(waiting.stretches)) == (4, 2)
    opening.open_made(waiting, desk=desk, by=maha, at=MONDAY, subject="-")
    seen = privacy.visible(holdings(maha, MONDAY), MONDAY).values_list("person_id", flat=True)
    assert sorted(seen) == sorted(ours)


def test_one_whom_nothing_allows_to_record_stops_all(desk: Desk) -> None:
    maha = make_user(Role.CASE_MANAGER, desk)
    adult = FirstFacts(facts={"age_band": AgeBand.B30})
    with pytest.raises(CannotRely):
        made(adult, ON_O2, desk, maha)
    assert not Person.objects.exists()


def test_storing_takes_as_many_statements_for_many_as_for_few(
    desk: Desk, django_assert_num_queries: Callable[..., Any]
) -> None:
    maha = make_user(Role.CASE_MANAGER, desk)
    openings = [many.ready(key, CHILD, YES, kept="{}", steps=[]) for key in fresh_keys(40)]
    with django_assert_num_queries(21):
        many.open_many(openings[:2], standard="HTCDS 2.0", desk=desk, by=maha, at=MONDAY)
    with django_assert_num_queries(21):
        many.open_many(openings[2:], standard="HTCDS 2.0", desk=desk, by=maha, at=MONDAY)
