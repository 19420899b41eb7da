"""Recording an answer of the person."""

from datetime import timedelta

import pytest

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.acts import unguarded
from malath.people.models import Person
from malath.privacy import actions, queries, rules
from malath.privacy.actions import CannotRecord, Circumstances, Stale
from malath.privacy.models import Basis, Consent
from malath.privacy.testing import MONDAY, WORDS, make_consent, make_file, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.words import (
    Answer,
    ConsentKind,
    EndedBecause,
    Interpreter,
    Method,
    Section,
    WhyNotConsent,
)

LATER = MONDAY + timedelta(days=2)
TODAY = MONDAY.date()


def sees(user: User, person: Person) -> frozenset[Section]:
    found = queries.sight_of(accounts.holdings(user, LATER), person.reference, LATER)
    return found[1].full | found[1].own if found else frozenset()


@pytest.fixture
def clinic() -> Desk:
    return make_desk(make_agency(AgencyKind.LEGAL, "Legal aid of the hill", "عون التل"))


def test_it_records_who_when_and_how(person: Person, house: House) -> None:
    how = Circumstances(Method.SIGNED, "am", Interpreter.PHONE, "Her friend Sara")
    consent = make_consent(person, ConsentKind.C2, desk=house.desk, by=house.nour, circumstances=how)
    stored = Consent.objects.select_related("key").get(pk=consent.pk)
    assert (stored.at, stored.by, stored.desk) == (MONDAY, house.nour.reference, house.desk)
    assert (stored.method, stored.language, stored.interpreter) == (Method.SIGNED, "am", Interpreter.PHONE)
    assert stored.opened("witness") == "Her friend Sara"


def test_it_seals_the_witness(person: Person, house: House) -> None:
    how = Circumstances(Method.SPOKEN, "am", witness="Her friend Sara")
    consent = make_consent(person, ConsentKind.C2, desk=house.desk, circumstances=how)
    stored = Consent.objects.values_list("witness", flat=True).get(pk=consent.pk)
    assert stored
    assert b"Sara" not in bytes(stored)


def test_it_keeps_the_mark_of_the_words_that_were_read(person: Person, house: House) -> None:
    consent = make_consent(person, ConsentKind.C2, desk=house.desk)
    other = make_consent(person, ConsentKind.C6, desk=house.desk, wording="Other words?")
    assert consent.wording == rules.wording_mark(WORDS)
    assert consent.wording.startswith(rules.WORDING_VERSION)
    assert other.wording != consent.wording


def test_a_yes_lasts_twelve_months_unless_the_person_wants_less(person: Person, house: House) -> None:
    assert make_consent(person, ConsentKind.C2, desk=house.desk).expires_on == TODAY + timedelta(days=365)
    shorter = make_consent(person, ConsentKind.C6, desk=house.desk, expires_on=TODAY + timedelta(days=7))
    assert shorter.expires_on == TODAY + timedelta(days=7)


@pytest.mark.parametrize("answer", [Answer.NO, Answer.NOT_ASKED])
def test_only_a_yes_expires(person: Person, house: House, answer: Answer) -> None:
    assert make_consent(person, ConsentKind.C2, answer, desk=house.desk).expires_on is None


@pytest.mark.parametrize(
    ("answer", "event"),
    [
        (Answer.YES, Did.CONSENT_GIVEN),
        (Answer.NO, Did.CONSENT_REFUSED),
        (Answer.NOT_NOW, Did.CONSENT_RECORDED),
        (Answer.NOT_ASKED, Did.CONSENT_RECORDED),
    ],
)
def test_it_leaves_an_event_with_codes_only(person: Person, house: House, answer: Answer, event: Did) -> None:
    make_consent(person, ConsentKind.C5, answer, desk=house.desk, by=house.nour)
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.by, line.facts) == (event, house.nour.reference, {"kind": "C5", "answer": answer.value})


def test_the_answer_before_stays_as_history(person: Person, house: House) -> None:
    before = make_consent(person, ConsentKind.C4, desk=house.desk)
    after = make_consent(person, ConsentKind.C4, Answer.NO, desk=house.desk, at=LATER)
    assert Consent.objects.get(pk=before.pk).superseded_at == LATER
    assert queries.standing_row(person.pk, ConsentKind.C4, None) == after


def test_a_yes_given_anew_carries_on_what_stood_on_the_yes_before(
    person: Person, house: House, clinic: Desk, people: object
) -> None:
    (access,) = make_shared(person, clinic, asked_at=house.desk)
    again = make_consent(
        person, ConsentKind.C3, desk=house.desk, body=clinic.agency, at=LATER, expires_on=TODAY + timedelta(days=30)
    )
    basis = Basis.objects.get(pk=access.basis_id)
    assert basis.ended_at is None
    assert basis.grounds.filter(consent=again).exists()
    assert basis.until is not None
    assert basis.until.date() <= TODAY + timedelta(days=31)


def test_anything_else_than_a_yes_ends_what_stood_on_the_yes_before(person: Person, house: House, clinic: Desk) -> None:
    (access,) = make_shared(person, clinic, asked_at=house.desk)
    make_consent(person, ConsentKind.C3, Answer.NOT_ASKED, desk=house.desk, body=clinic.agency, at=LATER)
    basis = Basis.objects.get(pk=access.basis_id)
    assert (basis.ended_at, basis.ended_because) == (LATER, EndedBecause.ANSWERED_ANEW)


def test_a_yes_after_the_last_day_does_not_revive_what_had_run_out(person: Person, house: House, clinic: Desk) -> None:
    (access,) = make_shared(person, clinic, asked_at=house.desk)
    with unguarded():
        Consent.objects.filter(body=clinic.agency).update(expires_on=TODAY)
    make_consent(person, ConsentKind.C3, desk=house.desk, body=clinic.agency, at=LATER)
    assert Basis.objects.get(pk=access.basis_id).ended_because == EndedBecause.ANSWERED_ANEW


def test_a_withdrawn_yes_carries_nothing_on(person: Person, house: House, clinic: Desk) -> None:
    (access,) = make_shared(person, clinic, asked_at=house.desk)
    consent = queries.standing_row(person.pk, ConsentKind.C3, clinic.agency)
    assert consent is not None
    actions.withdraw(consent, person, by=house.nour, at=MONDAY)
    make_consent(person, ConsentKind.C3, desk=house.desk, body=clinic.agency, at=LATER)
    assert Basis.objects.get(pk=access.basis_id).ended_because == EndedBecause.WITHDRAWN


def test_c3_stands_for_each_body_by_itself(person: Person, house: House, clinic: Desk) -> None:
    other = make_agency(AgencyKind.HEALTH)
    make_consent(person, ConsentKind.C3, desk=house.desk, body=clinic.agency)
    make_consent(person, ConsentKind.C3, Answer.NO, desk=house.desk, body=other)
    standing = Consent.objects.filter(person=person, kind="C3", superseded_at__isnull=True)
    assert {(row.body_id, row.answer) for row in standing} == {(clinic.agency_id, "yes"), (other.pk, "no")}


def test_it_refuses_what_the_rule_refuses(person: Person, house: House) -> None:
    with pytest.raises(CannotRecord) as refused:
        make_consent(person, ConsentKind.C3, desk=house.desk)
    assert refused.value.reasons == [WhyNotConsent.BODY_MISSING]
    missing = Circumstances(Method.SPOKEN, "am", Interpreter.MISSING)
    with pytest.raises(CannotRecord) as refused:
        make_consent(person, ConsentKind.C2, desk=house.desk, circumstances=missing)
    assert refused.value.reasons == [WhyNotConsent.NOT_UNDERSTOOD]
    assert queries.standing_row(person.pk, ConsentKind.C2, None) is None


def test_who_did_not_see_the_answer_that_stands_is_told(person: Person, house: House) -> None:
    standing = make_consent(person, ConsentKind.C4, desk=house.desk)

    def record(seen: int) -> Consent:
        return actions.record_consent(
            person,
            kind=ConsentKind.C4,
            answer=Answer.NO,
            circumstances=Circumstances(Method.SPOKEN, "am"),
            wording=WORDS,
            desk=house.desk,
            by=house.nour,
            at=LATER,
            seen=seen,
        )

    with pytest.raises(Stale):
        record(0)
    assert queries.standing_row(person.pk, ConsentKind.C4, None) == standing
    assert record(standing.pk).answer == Answer.NO


def test_the_statement_of_one_person_says_nothing_of_another(person: Person, house: House) -> None:
    other = make_file(house.desk)
    make_consent(other, ConsentKind.C4, desk=house.desk)
    assert queries.standing_row(person.pk, ConsentKind.C4, None) is None
    assert sees(house.nour, person)


def test_a_yes_says_in_which_language_it_was_asked_for_unless_it_was_imported(person: Person, house: House) -> None:
    with pytest.raises(CannotRecord) as refused:
        make_consent(person, ConsentKind.C2, desk=house.desk, circumstances=Circumstances(Method.SPOKEN))
    assert refused.value.reasons == [WhyNotConsent.LANGUAGE_MISSING]
    assert make_consent(person, ConsentKind.C2, desk=house.desk, circumstances=Circumstances(Method.IMPORTED)).answer == "yes"


def test_a_no_closes_something_and_is_never_refused_for_want_of_a_language(person: Person, house: House) -> None:
    unspoken = Circumstances(Method.SPOKEN)
    assert make_consent(person, ConsentKind.C2, Answer.NO, desk=house.desk, circumstances=unspoken).answer == "no"
