from uuid import uuid4

import pytest

from malath.accounts import queries as accounts
from malath.accounts.testing import Cast
from malath.cases import actions as cases
from malath.cases import queries
from malath.cases.actions import CannotChange, Stale
from malath.cases.models import Case, Note
from malath.cases.testing import make_note
from malath.cases.words import CaseStatus, NoteKind, Risk, WhyNot
from malath.foundation.testing import Clock
from malath.privacy import queries as privacy
from malath.privacy.testing import MONDAY
from malath.referrals.testing import make_accepted_referral


def change(case: Case, people: Cast, risk: Risk = Risk.LOW, version: int | None = None) -> Case:
    return cases.change_facts(
        case,
        governorate="IR",
        risk=risk,
        version=version or case.version,
        desk=people.station,
        by=people.basim,
        at=MONDAY,
    )


def close(case: Case, people: Cast) -> Case:
    return cases.set_status(case, CaseStatus.CLOSED, by=people.basim, at=MONDAY)


def test_it_changes_place_and_risk(case: Case, people: Cast) -> None:
    changed = change(case, people)
    assert (changed.governorate, changed.risk) == ("IR", Risk.LOW)


def test_who_comes_second_changes_nothing(case: Case, people: Cast) -> None:
    change(case, people, Risk.CRITICAL)
    with pytest.raises(Stale):
        change(case, people, Risk.LOW, version=1)
    assert Case.objects.get(pk=case.pk).risk == Risk.CRITICAL


def test_a_closed_case_stays_as_it_is(case: Case, people: Cast) -> None:
    closed = close(case, people)
    with pytest.raises(CannotChange) as error:
        change(closed, people)
    assert error.value.reasons == [WhyNot.CASE_CLOSED]


def test_nothing_is_noted_in_a_closed_case(case: Case, people: Cast) -> None:
    close(case, people)
    with pytest.raises(CannotChange):
        make_note(case, desk=people.station, by=people.basim)


def test_the_same_note_twice_is_one(case: Case, people: Cast) -> None:
    once = uuid4()
    for _ in range(2):
        cases.write_note(case, kind=NoteKind.OPINION, text="Once.", desk=people.station, by=people.basim, at=MONDAY, once=once)
    assert Note.objects.count() == 1
    other = "Brought back by the browser, with other words."
    cases.write_note(case, kind=NoteKind.OPINION, text=other, desk=people.station, by=people.basim, at=MONDAY, once=once)
    assert Note.objects.count() == 2


def test_a_desk_that_keeps_its_own_writing_stops_seeing_facts_that_another_desk_wrote(people: Cast, clock: Clock) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    at = clock.forward(hours=1)

    def risk_seen() -> Risk | None:
        holdings = accounts.holdings(people.basim, at)
        found = privacy.sight_of(holdings, accepted.person.reference, at)
        fresh = queries.case_of(accepted.case.reference)
        assert found is not None
        assert fresh is not None
        return queries.case_section(fresh, *found).risk

    assert risk_seen() == Risk.HIGH
    cases.change_facts(
        accepted.case,
        governorate="",
        risk=Risk.LOW,
        version=accepted.case.version,
        desk=people.shelter,
        by=people.amal,
        at=at,
    )
    assert risk_seen() is None
