"""The step at which a desk is chosen for a child who is in no danger: a guardian answers, elsewhere."""

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.agencies.models import Agency
from malath.cases.testing import CHILD, make_case
from malath.people.models import Person
from malath.privacy import actions as privacy
from malath.privacy.models import Consent
from malath.privacy.rules import View
from malath.privacy.testing import MONDAY, SPOKEN, WORDS, make_guardian
from malath.privacy.words import Answer, AssentView, ConsentKind
from malath.referrals import actions as referrals
from malath.referrals.testing import make_draft
from malath.referrals.tests.asking import page
from malath.referrals.words import Status


def agree(child: Person, people: Cast, kind: ConsentKind, body: Agency | None = None) -> None:
    colleague = make_user(Role.POLICE, people.station)
    guardian = make_guardian(child, desk=people.station, by=people.basim, verified_by=colleague)
    privacy.record_consent(
        child, kind=kind, answer=Answer.YES, circumstances=SPOKEN, wording=WORDS, desk=people.station, by=people.basim,
        at=MONDAY, body=body, guardian=guardian, view=View(AssentView.YES),
    )  # fmt: skip


@pytest.mark.usefixtures("clock")
def test_no_question_is_asked_at_the_desk_and_none_is_recorded(basim: Client, people: Cast) -> None:
    draft = make_draft(people.basim, people.station, people.shelter, case=make_case(people.station, people.basim, facts=CHILD))
    shown = page(basim, draft, "step/desk/")
    assert "For a child a guardian answers" in shown
    assert f"c3_{people.shelter.reference}" not in shown
    before = Consent.objects.count()
    shelter = people.shelter.reference
    typed = {"version": draft.version, "desk": shelter, f"c3_{shelter}": "yes", f"c8_{shelter}": "yes", "language": "ar"}
    basim.post(f"/referrals/{draft.reference}/step/desk/", {**typed, "method": "spoken"})
    assert Consent.objects.count() == before


def test_it_leaves_on_what_a_guardian_agreed_to_together_with_the_child(people: Cast) -> None:
    case = make_case(people.station, people.basim, facts=CHILD)
    draft = make_draft(people.basim, people.station, people.shelter, case=case)
    with pytest.raises(referrals.CannotSend):
        referrals.send(draft, by=people.basim, at=MONDAY)
    agree(case.person, people, ConsentKind.C3, people.shelter.agency)
    agree(case.person, people, ConsentKind.C8)
    assert referrals.send(draft, by=people.basim, at=MONDAY).status == Status.SENT
