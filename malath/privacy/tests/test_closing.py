"""Each access says until when its basis stands, whatever is done; lists of what closes soon read it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation import clock as time
from malath.foundation.acts import unguarded
from malath.people.models import Person
from malath.privacy import actions, queries
from malath.privacy.models import Access, Basis, Consent, Ground
from malath.privacy.queries import expiring
from malath.privacy.testing import MONDAY, make_agreement, make_block, make_consent, make_file, make_ground, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.words import Answer, BasisKind, ConsentKind, Purpose

TODAY = MONDAY.date()
KINDS = (ConsentKind.C1, ConsentKind.C3, ConsentKind.C4, ConsentKind.C8)
DAYS = st.integers(1, 60)


@dataclass
class Story:
    """What happens to one file: answers of the person and what stands on them, a day apart at most."""

    person: Person
    house: House
    unit: Desk
    lawyers: Desk
    workers: tuple[User, ...]
    at: timedelta = field(default=timedelta())

    def answer(self, kind: ConsentKind, answer: Answer, days: int) -> None:
        expires_on = (MONDAY + self.at).date() + timedelta(days=days) if answer == Answer.YES else None
        body = self.unit.agency if kind == ConsentKind.C3 else None
        make_consent(self.person, kind, answer, desk=self.house.desk, at=MONDAY + self.at, body=body, expires_on=expires_on)

    def withdraw(self, kind: ConsentKind) -> None:
        body = self.unit.agency if kind == ConsentKind.C3 else None
        row = queries.standing_row(self.person.pk, kind, body)
        if row is not None and row.answer == Answer.YES and row.withdrawn_at is None:
            actions.withdraw(row, self.person, by=self.house.nour, at=MONDAY + self.at)

    def share(self, to: Desk, purpose: Purpose) -> None:
        at, key_worker = MONDAY + self.at, self.workers[0] if to == self.lawyers else None
        if key_worker is not None:
            make_agreement(self.person, to.agency, desk=self.house.desk, at=at)
        grants = queries.standing_for(self.person.pk, purpose=purpose, receiver=to.agency, at=at).grants
        actions.open_for(self.person, grants, desk=to, purpose=purpose, by=self.house.nour, at=at, key_worker=key_worker)

    def hand_over(self) -> None:
        before, self.workers = self.workers[0], self.workers[::-1]
        with unguarded():  # an act of referrals does it
            actions.hand_over(
                self.person, desk=self.lawyers, purpose=Purpose.LEGAL, before=before, to=self.workers[0], by=self.house.rana,
                at=MONDAY + self.at,
            )  # fmt: skip

    def go_on_without_consent(self) -> None:
        if BasisKind.O1 not in queries.grounds_standing(self.person.pk):
            make_ground(self.person, by=self.house.nour, at=MONDAY + self.at)

    def judge(self, *, confirm: bool) -> None:
        for pk in queries.open_without_consent(self.person.pk, MONDAY + self.at).values():
            basis = queries.basis_by_id(pk)
            if confirm and basis.confirmed_at is None:
                actions.confirm(basis, self.person, by=self.house.rana, at=MONDAY + self.at)
            elif not confirm:
                actions.end_ground(basis, self.person, by=self.house.rana, at=MONDAY + self.at)

    def wait(self, days: int) -> None:
        self.at += timedelta(days=days)
        for consent in queries.run_out(MONDAY + self.at):
            actions.expire(consent, consent.person, at=MONDAY + self.at)


Happening = Callable[[Story], None]
HAPPENINGS: st.SearchStrategy[Happening] = st.one_of(
    st.builds(lambda kind, days: lambda it: it.answer(kind, Answer.YES, days), st.sampled_from(KINDS), DAYS),
    st.builds(lambda kind: lambda it: it.answer(kind, Answer.NO, 0), st.sampled_from(KINDS)),
    st.builds(lambda kind: lambda it: it.withdraw(kind), st.sampled_from(KINDS)),
    st.just(lambda it: it.share(it.unit, Purpose.IDENTIFICATION)),
    st.just(lambda it: it.share(it.lawyers, Purpose.LEGAL)),
    st.just(Story.hand_over),
    st.just(Story.go_on_without_consent),
    st.builds(lambda confirm: lambda it: it.judge(confirm=confirm), st.booleans()),
    st.builds(lambda days: lambda it: it.wait(days), DAYS),
)


@pytest.fixture
def unit() -> Desk:
    return make_desk(make_agency(AgencyKind.CTU, "The Unit", "الوحدة"))


@pytest.fixture
def lawyers() -> Desk:
    return make_desk(make_agency(AgencyKind.LEGAL, "Legal aid of the hill", "عون التل"))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(happenings=st.lists(HAPPENINGS, min_size=1, max_size=12))
def test_whatever_is_done_access_says_when_its_basis_ends(
    house: House, unit: Desk, lawyers: Desk, happenings: list[Happening]
) -> None:
    workers = (make_user(Role.LAWYER, lawyers), make_user(Role.LAWYER, lawyers))
    story = Story(make_file(house.desk), house, unit, lawyers, workers)
    for happening in happenings:
        happening(story)
        rows = Access.objects.filter(person=story.person).select_related("basis")
        assert [row.basis_until for row in rows] == [row.basis.until for row in rows]
        for basis in Basis.objects.filter(person=story.person, kind=BasisKind.CONSENT, ended_at=None):
            held = Consent.objects.filter(grounds__in=Ground.objects.filter(basis=basis))
            assert basis.until == time.end_of(min(consent.expires_on for consent in held if consent.expires_on))


def soon(user: User, *, days: int = 30, cap: int = 20) -> list[tuple[str, str]]:
    holdings = accounts.holdings(user, MONDAY)
    return [(row.person.reference, row.kind) for row in expiring.run_out_soon(holdings, MONDAY, days=days, cap=cap)]


def asks(person: Person, kind: ConsentKind, house: House, days: int) -> Consent:
    return make_consent(person, kind, desk=house.desk, expires_on=TODAY + timedelta(days=days))


@pytest.fixture
def sheltered(person: Person, house: House, people: Cast) -> Person:
    """Amal's shelter sees the person on C1, C3 and C8, of which C8 runs out in a week."""
    asks(person, ConsentKind.C8, house, 7)
    make_shared(person, people.shelter, asked_at=house.desk, purpose=Purpose.SHELTER)
    return person


def test_a_desk_is_told_before_the_file_closes_to_it_whoever_asked(sheltered: Person, people: Cast) -> None:
    assert soon(people.amal, days=7) == [(sheltered.reference, "C8")]
    assert soon(people.amal, days=6) == []


def test_the_desk_that_asked_is_told_though_the_file_stays_open_to_it(sheltered: Person, house: House) -> None:
    assert soon(house.nour) == [(sheltered.reference, "C8")]


def test_a_desk_is_not_told_of_what_another_asked_when_nothing_closes_to_it(person: Person, house: House, people: Cast) -> None:
    make_shared(person, people.shelter, asked_at=house.desk, purpose=Purpose.SHELTER, also=[ConsentKind.C8])
    asks(person, ConsentKind.C6, house, 7)
    assert soon(people.amal) == []
    assert soon(house.nour) == [(person.reference, "C6")]


def test_what_was_asked_anew_is_no_longer_told(sheltered: Person, house: House, people: Cast) -> None:
    asks(sheltered, ConsentKind.C8, house, 300)
    assert soon(people.amal) == soon(house.nour) == []


def test_what_was_taken_back_is_no_longer_told(sheltered: Person, house: House, people: Cast) -> None:
    consent = queries.standing_row(sheltered.pk, ConsentKind.C8, None)
    assert consent is not None
    actions.withdraw(consent, sheltered, by=house.nour, at=MONDAY)
    assert soon(people.amal) == soon(house.nour) == []


def test_what_is_open_to_one_worker_alone_is_told_to_them_and_not_to_the_desk(
    person: Person, house: House, lawyers: Desk
) -> None:
    one, other = make_user(Role.LAWYER, lawyers), make_user(Role.LAWYER, lawyers)
    make_consent(person, ConsentKind.C3, desk=house.desk, body=lawyers.agency, expires_on=TODAY + timedelta(days=7))
    grants = queries.standing_for(person.pk, purpose=Purpose.LEGAL, receiver=lawyers.agency, at=MONDAY).grants
    actions.open_for(person, grants, desk=lawyers, purpose=Purpose.LEGAL, by=house.nour, at=MONDAY, key_worker=one)
    assert soon(one) == [(person.reference, "C3")]
    assert soon(other) == []


def test_a_blocked_desk_is_told_nothing(sheltered: Person, house: House, people: Cast) -> None:
    make_block(sheltered, desk=people.shelter)
    make_block(sheltered, desk=house.desk)
    assert soon(people.amal) == soon(house.nour) == []


def test_the_first_to_run_out_is_told_first_and_each_once(sheltered: Person, house: House, people: Cast) -> None:
    other = make_file(house.desk)
    asks(other, ConsentKind.C1, house, 5)
    asks(other, ConsentKind.C6, house, 9)
    told = [(other.reference, "C1"), (sheltered.reference, "C8"), (other.reference, "C6")]
    assert soon(house.nour) == told
    assert soon(house.nour, cap=2) == told[:2]


def test_each_holder_has_an_index_that_sqlite_takes(sheltered: Person, house: House) -> None:
    """It takes a partial one only where the question says word for word what the index says."""
    if connection.vendor != "sqlite":
        return
    asked: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        soon(house.nour)
    with connection.cursor() as cursor:
        lines = [str(row[-1]) for sql, params in asked for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)]
    taken = {name for line in lines for name in re.findall(r"INDEX (\w+_(?:closing|expiring)) \((?:desk|worker)_id=", line)}
    assert taken == {"access_desk_closing", "access_worker_closing", "consent_desk_expiring"}
