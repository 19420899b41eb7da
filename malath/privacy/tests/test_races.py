"""Two at once, on PostgreSQL, about emergencies, withdrawals and files that are closed: one after the other, whoever is first.
Every race is run with its locks, and without them, to see that it is they that keep order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.audit import queries as trail
from malath.foundation import asking
from malath.foundation.testing import at_once
from malath.people.models import Person
from malath.privacy import actions as privacy
from malath.privacy import queries
from malath.privacy.actions import breach, glass, retention
from malath.privacy.actions.compartments import CannotOpenCompartment
from malath.privacy.actions.glass import CannotBreak
from malath.privacy.models import Access, Basis, Breach, BreakGlass, Consent, Endangered, File, SafetyAct
from malath.privacy.testing import MONDAY, make_breach, make_compartment, make_consent, make_file, make_glass
from malath.privacy.tests.conftest import House
from malath.privacy.words import Answer, BasisKind, ConsentKind, Emergency, Heard, HoldKind, SafetyStep, Section, Verdict

LATER = MONDAY + timedelta(minutes=20)
SIX_YEARS_AGO = MONDAY - timedelta(days=6 * 366)
A_MONTH_AGO = MONDAY - timedelta(days=30)
ROUNDS = 12
WITHOUT_LOCK = 60
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
Race = Callable[[House, User], bool]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


@pytest.fixture
def officer(people: Cast) -> User:
    return make_user(Role.DPO, people.station, name_en="Officer", name_ar="مسؤول")


def break_it(person: Person, house: House) -> BreakGlass:
    why, because = Emergency.DANGER, "Neighbours heard screams."
    return glass.break_glass(person, why=why, because=because, user=house.nour, by=house.nour, at=LATER)


def open_health(person: Person, house: House) -> Access:
    return make_compartment(person, Section.HEALTH, house.desk, house.nour, giver=house.rana, at=LATER)


def closed_file(house: House) -> Person:
    person = make_file(house.desk)
    privacy.close_file(person, by=house.nour, at=MONDAY)
    return person


def review_all(officer: User) -> None:
    for row in BreakGlass.objects.filter(reviewed_at__isnull=True):
        glass.review_glass(row, verdict=Verdict.JUSTIFIED, found="Asked the desk.", by=officer, at=LATER)


def one_counts(answers: list[Any], *refusals: type[Exception]) -> bool:
    """Whether one was done, and the other one refused in a way that a page can tell."""
    done = [answer for answer in answers if not isinstance(answer, Exception)]
    return len(done) == 1 and sum(isinstance(answer, refusals) for answer in answers) == 1


def an_emergency_is_opened_twice(house: House, officer: User) -> bool:
    """Both are told of the same one: a form sent twice opens one hour, and one is reviewed."""
    person = closed_file(house)
    answers = at_once(*[lambda: break_it(person, house)] * 2)
    opened = BreakGlass.objects.filter(person=person).count()
    grounds = Basis.objects.filter(person=person, kind=BasisKind.EMERGENCY).count()
    review_all(officer)
    return answers[0] == answers[1] and opened == grounds == 1


def a_third_and_a_fourth_emergency_are_opened(house: House, officer: User) -> bool:
    """Three that wait for review take the right away: of two files at once only one opens."""
    for _ in range(2):
        make_glass(closed_file(house), house.nour)
    third, fourth = closed_file(house), closed_file(house)
    answers = at_once(lambda: break_it(third, house), lambda: break_it(fourth, house))
    review_all(officer)
    return one_counts(answers, CannotBreak)


def several_consents_are_taken_back_in_two_ways(house: House, officer: User) -> bool:
    """All of one or all of the other: what they have in common ends once, and nothing is half taken back."""
    person = make_file(house.desk)
    rows = [make_consent(person, kind, desk=house.desk) for kind in (ConsentKind.C2, ConsentKind.C8, ConsentKind.C10)]

    def take(some: list[Consent]) -> list[Consent]:
        return privacy.withdraw_several(some, person, by=house.nour, at=LATER, heard=Heard.ALONE)

    answers = at_once(lambda: take(rows[:2]), lambda: take(rows[1:]))
    back = set(Consent.objects.filter(person=person, withdrawn_at__isnull=False).values_list("kind", flat=True))
    return one_counts(answers, privacy.CannotRecord) and back in ({"C2", "C8"}, {"C8", "C10"})


def a_file_is_closed_twice(house: House, officer: User) -> bool:
    person = make_file(house.desk)
    answers = at_once(*[lambda: privacy.close_file(person, by=house.nour, at=LATER)] * 2)
    return one_counts(answers, privacy.CannotClose)


def a_file_is_erased_and_opened_again(house: House, officer: User) -> bool:
    """Whoever was first: an open file is never erased, and of an erased one nothing is seen."""
    person = make_file(house.desk, at=SIX_YEARS_AGO)
    file = privacy.close_file(person, by=house.nour, at=SIX_YEARS_AGO)
    make_consent(person, ConsentKind.C1, Answer.YES, desk=house.desk, at=A_MONTH_AGO)
    retention.announce_erasure(file, by=officer, at=A_MONTH_AGO)
    answers = at_once(
        lambda: retention.erase_file(file, by=officer, at=LATER),
        lambda: privacy.reopen_file(person, desk=house.desk, by=house.nour, at=LATER),
    )
    after = File.objects.select_related("person__key").get(pk=person.pk)
    seen = queries.sight_of(accounts.holdings(house.nour, LATER), person.reference, LATER)
    whole = (after.erased_at is None) == (after.person.key.erased_at is None) == (seen is not None)
    return whole and one_counts(answers, retention.CannotErase, privacy.CannotReopen)


def a_file_is_held_and_erased(house: House, officer: User) -> bool:
    """A hold that came in time is kept; one that came too late says so."""
    person = make_file(house.desk, at=SIX_YEARS_AGO)
    file = privacy.close_file(person, by=house.nour, at=SIX_YEARS_AGO)
    retention.announce_erasure(file, by=officer, at=A_MONTH_AGO)
    answers = at_once(
        lambda: retention.erase_file(file, by=officer, at=LATER),
        lambda: retention.hold(file, kind=HoldKind.COURT, number="12/2026", by=officer, at=LATER),
    )
    return one_counts(answers, retention.CannotErase)


def a_person_is_made_safe_by_two(house: House, officer: User) -> bool:
    """One has told the person, the other hears that it was done: nobody rings twice."""
    person = make_file(house.desk)
    row = Endangered.objects.get(breach=make_breach(house.nour, [person]))

    def tell(worker: User) -> object:
        return breach.take_step(row, person, SafetyStep.TOLD_IN_PERSON, note="", by=worker, at=LATER)

    answers = at_once(lambda: tell(house.nour), lambda: tell(house.rana))
    return one_counts(answers, breach.CannotStep) and SafetyAct.objects.filter(endangered=row).count() == 1


def the_unit_is_told_by_two(house: House, officer: User) -> bool:
    row = make_breach(house.nour, [make_file(house.desk)])
    answers = at_once(*[lambda: breach.tell_unit(row, number="2026/77", by=officer, at=LATER)] * 2)
    return one_counts(answers, breach.CannotRecordBreach)


def a_deadline_is_told_by_two_rounds(house: House, officer: User) -> bool:
    row = make_breach(house.nour, [make_file(house.desk)])
    answers = at_once(*[lambda: breach.remind_of_notice(row, at=MONDAY + timedelta(days=2))] * 2)
    return one_counts(answers, breach.CannotRecordBreach)


def a_compartment_is_opened_twice(house: House, officer: User) -> bool:
    person = make_file(house.desk)
    answers = at_once(*[lambda: open_health(person, house)] * 2)
    return one_counts(answers, CannotOpenCompartment) and Access.objects.filter(person=person, worker=house.nour).count() == 1


def a_compartment_is_opened_while_the_person_takes_the_yes_back(house: House, officer: User) -> bool:
    """Whoever was first: nobody sees what lies in it afterwards."""
    person = make_file(house.desk)
    consent = queries.standing_row(person.pk, ConsentKind.C1, None)
    assert consent is not None
    at_once(lambda: open_health(person, house), lambda: privacy.withdraw(consent, person, by=house.nour, at=LATER))
    found = queries.sight_of(accounts.holdings(house.nour, LATER), person.reference, LATER)
    return found is None or Section.HEALTH not in found[1].full


RACES: tuple[Race, ...] = (
    an_emergency_is_opened_twice,
    a_third_and_a_fourth_emergency_are_opened,
    several_consents_are_taken_back_in_two_ways,
    a_file_is_closed_twice,
    a_file_is_erased_and_opened_again,
    a_file_is_held_and_erased,
    a_person_is_made_safe_by_two,
    the_unit_is_told_by_two,
    a_deadline_is_told_by_two_rounds,
    a_compartment_is_opened_twice,
    a_compartment_is_opened_while_the_person_takes_the_yes_back,
)
races = pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)


@races
def test_one_comes_after_the_other(race: Race, house: House, officer: User) -> None:
    assert all(race(house, officer) for _ in range(ROUNDS))
    assert trail.verify().faults == ()


@races
def test_without_the_locks_both_are_first(race: Race, house: House, officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = QuerySet.select_for_update

    def no_lock(rows: QuerySet[Any], **named: Any) -> QuerySet[Any]:
        return rows if rows.model in {File, User, Breach, Endangered} else lock(rows, **named)

    monkeypatch.setattr(QuerySet, "select_for_update", no_lock)
    monkeypatch.setattr(asking, "plan_of", lambda *_: None)  # statements are built anew, without locks
    assert not all(race(house, officer) for _ in range(WITHOUT_LOCK))
