"""Guardians of a child and what the child says: the rule, the acts, the pages."""

from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.accounts.testing import signed_in
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.people import actions as people_acts
from malath.people.models import Person
from malath.people.words import AgeBand
from malath.privacy import actions, queries, rules
from malath.privacy.actions import CannotRecord
from malath.privacy.actions import guardians as acts
from malath.privacy.actions.guardians import CannotGuard
from malath.privacy.models import Assent, Consent, Guardian
from malath.privacy.queries.expiring import outgrown
from malath.privacy.rules import View
from malath.privacy.testing import MONDAY, SPOKEN, WORDS, make_file, make_ground, make_guardian
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.words import (
    Answer,
    AssentView,
    BasisKind,
    ConsentKind,
    GuardianKind,
    GuardianProof,
    Purpose,
    WhyNot,
    WhyNotConsent,
    WhyNotGuardian,
)

YES = View(AssentView.YES, "I want to go to my grandmother Alias.")
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def child(house: House) -> Person:
    return make_file(house.desk, name="Lina Samir Alias", facts={"age_band": AgeBand.B9})


@pytest.fixture
def guardian(house: House, child: Person) -> Guardian:
    """The grandmother, whose decision of a court the supervisor has seen."""
    return make_guardian(child, desk=house.desk, by=house.nour, verified_by=house.rana)


def answer(
    child: Person,
    house: House,
    guardian: Guardian | None,
    view: View | None = YES,
    *,
    kind: ConsentKind = ConsentKind.C9,
    said: Answer = Answer.YES,
) -> Consent:
    return actions.record_consent(
        child, kind=kind, answer=said, circumstances=SPOKEN, wording=WORDS, desk=house.desk, by=house.nour, at=MONDAY,
        guardian=guardian, view=view,
    )  # fmt: skip


def refused(
    child: Person, house: House, guardian: Guardian | None, view: View | None = YES, **more: object
) -> list[WhyNotConsent]:
    with pytest.raises(CannotRecord) as error:
        answer(child, house, guardian, view, **more)  # type: ignore[arg-type]  # the same keywords
    return error.value.reasons


VIEWS = st.none() | st.sampled_from(AssentView).map(View)


@given(st.sampled_from(ConsentKind), st.booleans(), st.booleans(), st.booleans(), VIEWS)
def test_no_yes_stands_over_the_no_of_a_child(
    kind: ConsentKind, danger: bool, guardian: bool, decides: bool, view: View | None
) -> None:
    reasons = rules.why_not_for_child(
        kind=kind, answer=Answer.YES, is_child=True, in_danger=danger, guardian=guardian, decides=decides, view=view
    )
    alone = kind == ConsentKind.C15 or (kind == ConsentKind.C1 and not guardian)
    if not alone and (view is None or view.said == AssentView.NO or not decides):
        assert reasons
    if danger and kind in rules.NOT_ASKED_IN_DANGER:
        assert reasons == [WhyNotConsent.CHILD_IN_DANGER]


@given(st.sampled_from(ConsentKind), st.sampled_from([Answer.NO, Answer.NOT_ASKED]), st.booleans(), VIEWS)
def test_a_no_counts_whoever_says_it(kind: ConsentKind, said: Answer, danger: bool, view: View | None) -> None:
    reasons = rules.why_not_for_child(
        kind=kind, answer=said, is_child=True, in_danger=danger, guardian=False, decides=False, view=view
    )
    assert reasons == []


def test_a_guardian_says_yes_together_with_the_child(child: Person, house: House, guardian: Guardian) -> None:
    consent = answer(child, house, guardian)
    assert consent.guardian == guardian
    assert consent.assent.view == AssentView.YES
    assert consent.assent.opened("words") == YES.words
    names = [line.name for line in trail.all_lines()]
    assert Did.ASSENT_RECORDED in names


def test_the_words_of_the_child_and_the_name_of_the_guardian_are_in_no_event(
    child: Person, house: House, guardian: Guardian
) -> None:
    answer(child, house, guardian)
    acts.doubt_guardian(guardian, because="Alias took money for her.", by=house.rana, at=MONDAY)
    assert "Alias" not in "".join(str(line.facts) for line in trail.all_lines())


def test_nobody_says_yes_for_a_child_without_proof(child: Person, house: House) -> None:
    unproven = make_guardian(child, desk=house.desk, by=house.nour)
    for one in (None, unproven):
        assert refused(child, house, one) == [WhyNotConsent.GUARDIAN_MISSING]


def test_the_child_is_asked_as_well(child: Person, house: House, guardian: Guardian) -> None:
    assert refused(child, house, guardian, None) == [WhyNotConsent.VIEW_MISSING]
    assert refused(child, house, guardian, View(AssentView.NO)) == [WhyNotConsent.CHILD_SAID_NO]
    for said in (AssentView.TOO_YOUNG, AssentView.NOT_SAID):
        answer(child, house, guardian, View(said))


def test_a_guardian_of_another_child_does_not_answer(child: Person, house: House) -> None:
    other = make_file(house.desk, facts={"age_band": AgeBand.B9})
    theirs = make_guardian(other, desk=house.desk, by=house.nour, verified_by=house.rana)
    assert refused(child, house, theirs) == [WhyNotConsent.GUARDIAN_MISSING]


def test_nobody_is_asked_while_a_child_is_protected_without_consent(child: Person, house: House, guardian: Guardian) -> None:
    make_ground(child, BasisKind.O2, because="Promised in marriage.")
    for kind in sorted(rules.NOT_ASKED_IN_DANGER - {ConsentKind.C3}):
        assert refused(child, house, guardian, kind=kind) == [WhyNotConsent.CHILD_IN_DANGER]
    answer(child, house, guardian, kind=ConsentKind.C8, said=Answer.NO)
    assert acts.record_view(child, YES, desk=house.desk, by=house.nour, at=MONDAY).consent is None


def test_an_adult_answers_alone(person: Person, house: House) -> None:
    assert refused(person, house, make_guardian(person, desk=house.desk)) == [WhyNotConsent.NO_GUARDIAN_NEEDED]
    assert answer(person, house, None, None).guardian is None


def test_who_wrote_a_guardian_down_does_not_verify_them(child: Person, house: House) -> None:
    named = make_guardian(child, desk=house.desk, by=house.nour)
    with pytest.raises(CannotGuard) as error:
        acts.verify_guardian(named, proof=GuardianProof.DOCUMENT, which="Family book", by=house.nour, at=MONDAY)
    assert error.value.reasons == [WhyNotGuardian.OWN_WORD]


def test_a_suspected_guardian_is_never_verified_and_one_who_was_answers_no_longer(
    child: Person, house: House, guardian: Guardian
) -> None:
    uncle = make_guardian(child, "Uncle Alias", desk=house.desk, by=house.nour)
    for one in (uncle, guardian):
        acts.doubt_guardian(one, because="The girl is afraid of him.", by=house.nour, at=MONDAY)
    with pytest.raises(CannotGuard) as error:
        acts.verify_guardian(uncle, proof=GuardianProof.DOCUMENT, which="Family book", by=house.rana, at=MONDAY)
    assert error.value.reasons == [WhyNotGuardian.IS_DOUBTED]
    assert refused(child, house, guardian) == [WhyNotConsent.GUARDIAN_MISSING]


@pytest.mark.parametrize(
    ("because", "name", "which"), [("", "Salma", "Book"), ("Afraid", " ", "Book"), ("Afraid", "Salma", " ")]
)
def test_nothing_is_written_half(child: Person, house: House, because: str, name: str, which: str) -> None:
    with pytest.raises(CannotGuard):
        _write(child, house, because, name, which)


def _write(child: Person, house: House, because: str, name: str, which: str) -> None:
    one = acts.name_guardian(child, kind=GuardianKind.PARENT, name=name, desk=house.desk, by=house.nour, at=MONDAY)
    acts.verify_guardian(one, proof=GuardianProof.DOCUMENT, which=which, by=house.rana, at=MONDAY)
    acts.doubt_guardian(one, because=because, by=house.rana, at=MONDAY)


def test_it_leaves_nothing_behind_when_the_trace_fails(child: Person, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malath.privacy.actions.guardians.audit.record", _fails)
    with pytest.raises(RuntimeError):
        make_guardian(child, desk=house.desk)
    with pytest.raises(RuntimeError):
        acts.record_view(child, YES, desk=house.desk, by=house.nour, at=MONDAY)
    assert not Guardian.objects.exists()
    assert not Assent.objects.exists()


def _fails(*_: object, **__: object) -> None:
    raise RuntimeError("no trace")


def grow_up(child: Person, house: House) -> Person:
    fresh = queries.fresh(child)
    facts = {"age_band": AgeBand.B18}
    people_acts.change_facts(fresh, facts, version=fresh.version, desk=house.desk, by=house.nour, at=LATER)
    return queries.fresh(child)


def agree_to_be_referred(child: Person, house: House, guardian: Guardian) -> None:
    actions.record_consent(
        child, kind=ConsentKind.C3, answer=Answer.YES, circumstances=SPOKEN, wording=WORDS, desk=house.desk, by=house.nour,
        at=MONDAY, body=house.desk.agency, guardian=guardian, view=YES,
    )  # fmt: skip


def why_not(child: Person, house: House) -> tuple[WhyNot, ...]:
    return queries.standing_for(child.pk, purpose=Purpose.LEGAL, receiver=house.desk.agency, at=LATER).why_not


def test_on_what_a_guardian_said_nothing_new_goes_once_the_person_is_of_age(
    child: Person, house: House, guardian: Guardian
) -> None:
    agree_to_be_referred(child, house, guardian)
    assert why_not(child, house) == ()
    assert outgrown(accounts.holdings(house.nour, LATER), LATER) == []
    grow_up(child, house)
    assert why_not(child, house) == (WhyNot.ASK_ANEW,)
    assert outgrown(accounts.holdings(house.nour, LATER), LATER) == [(child.reference, ConsentKind.C3)]


def test_on_what_a_suspected_guardian_said_nothing_new_goes(child: Person, house: House, guardian: Guardian) -> None:
    agree_to_be_referred(child, house, guardian)
    acts.doubt_guardian(guardian, because="He was paid.", by=house.rana, at=LATER)
    assert why_not(child, house) == (WhyNot.ASK_ANEW,)


def test_what_was_opened_on_it_stays_until_it_ends(child: Person, house: House, guardian: Guardian) -> None:
    agree_to_be_referred(child, house, guardian)
    grants = queries.standing_for(child.pk, purpose=Purpose.LEGAL, receiver=house.desk.agency, at=LATER).grants
    actions.open_for(child, grants, desk=house.desk, purpose=Purpose.LEGAL, by=house.nour, at=LATER)
    grow_up(child, house)
    sight = queries.sight_of(accounts.holdings(house.nour, LATER), child.reference, LATER)
    assert sight is not None
    assert Purpose.LEGAL in sight[1].purposes


def test_who_is_not_counted_of_age_is_asked_anew_about_figures(child: Person, house: House, guardian: Guardian) -> None:
    answer(child, house, guardian, kind=ConsentKind.C14)
    counted = Consent.objects.filter(queries.agrees(ConsentKind.C14, LATER), person=child)
    assert counted.exists()
    grow_up(child, house)
    assert not counted.exists()


def url(child: Person, *rest: str) -> str:
    return "/".join(["", "people", child.reference, "guardians", *rest, ""])


def test_one_writes_down_another_verifies_and_the_answer_is_recorded(nour: Client, child: Person, house: House) -> None:
    shown = text(nour.post(url(child), {"kind": "relative", "name": "Salma Alias"}, follow=True))
    assert "No proof seen: decides nothing yet" in shown
    assert "I saw the proof" not in shown
    guardian = Guardian.objects.get()
    rana, typed = signed_in(Client(), house.rana), {"proof": "decision", "which": "Court 212/2026"}
    assert "Proof seen" in text(rana.post(url(child, guardian.reference, "proof"), typed, follow=True))
    asked = nour.get(f"/people/{child.reference}/consents/C9/")
    assert "Salma Alias" in text(asked)
    typed = {
        "answer": "yes", "guardian": guardian.reference, "view": "yes", "words": "Yes, please", "language": "ar",
        "interpreter": "none", "method": "spoken", "seen": "0",
    }  # fmt: skip
    shown = text(nour.post(f"/people/{child.reference}/consents/C9/", typed, follow=True))
    assert "the guardian answered: Salma Alias" in shown
    assert "Yes, please" in shown


def test_the_form_says_what_a_yes_needs_and_a_refusal_stands_beside_it(nour: Client, child: Person) -> None:
    page = f"/people/{child.reference}/consents/C9/"
    assert text(nour.get(page)).count("(needed for a yes)") == 2
    assert text(nour.get(f"/people/{child.reference}/consents/C1/")).count("(needed when a guardian says yes)") == 1
    typed = {"answer": "yes", "language": "ar", "interpreter": "none", "method": "spoken", "seen": "0"}
    shown = nour.post(page, typed).content.decode()
    assert 'href="#id_guardian' in shown
    assert 'href="#id_view' in shown


def test_a_refused_yes_says_why_and_keeps_what_was_typed(nour: Client, child: Person) -> None:
    typed = {"answer": "yes", "view": "no", "words": "Not that doctor", "language": "ar", "interpreter": "none",
             "method": "spoken", "seen": "0"}  # fmt: skip
    answered = nour.post(f"/people/{child.reference}/consents/C9/", typed)
    assert answered.status_code == 422
    assert "Nobody says yes over that" in text(answered)
    assert "Not that doctor" in text(answered)
    assert not Consent.objects.filter(kind="C9").exists()


def test_somebody_is_suspected_and_the_page_says_so(nour: Client, child: Person, guardian: Guardian) -> None:
    typed = {"because": "She cries when he calls."}
    shown = text(nour.post(url(child, guardian.reference, "danger"), typed, follow=True))
    assert "May be part of it: decides nothing" in shown
    assert "She cries when he calls" in shown
    assert "Decides no longer" in text(nour.post(url(child, guardian.reference, "end"), follow=True))


def test_what_the_child_says_is_written_down(nour: Client, child: Person) -> None:
    typed = {"view": "not_said", "words": "Later"}
    assert "Did not want to say" in text(nour.post(url(child, "view"), typed, follow=True))


def test_a_stranger_learns_nothing_of_a_guardian(client: Client, people: object, child: Person, guardian: Guardian) -> None:
    zayd = signed_in(client, people.zayd)  # type: ignore[attr-defined]  # the cast
    for rest in ((), ("view",), (guardian.reference, "proof"), (guardian.reference, "danger")):
        assert zayd.get(url(child, *rest)).status_code == 404
    assert zayd.post(url(child, guardian.reference, "end")).status_code == 404


def test_a_guardian_of_another_file_is_not_found(nour: Client, child: Person, house: House) -> None:
    other = make_guardian(make_file(house.desk, facts={"age_band": AgeBand.B9}), desk=house.desk)
    for rest, method in product(("proof", "danger"), ("get", "post")):
        assert getattr(nour, method)(url(child, other.reference, rest)).status_code == 404
    assert nour.get(url(child, other.reference, "end")).status_code == 405


def test_of_age_stands_on_the_workday(nour: Client, child: Person, house: House, guardian: Guardian) -> None:
    agree_to_be_referred(child, house, guardian)
    assert "Of age now" not in text(nour.get("/"))
    grow_up(child, house)
    assert "Of age now: ask anew" in text(nour.get("/"))
