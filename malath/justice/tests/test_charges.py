"""Charges: what makes them graver, and what shows act, means and purpose of each accused and person."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.models import User
from malath.accounts.testing import signed_in
from malath.audit.models import Event
from malath.cases.models import Case
from malath.cases.queries import law
from malath.foundation.testing import Clock
from malath.justice import actions, rules
from malath.justice.actions import Handed, Shown
from malath.justice.models import AllegedParty, Charge, Exhibit, Proceeding, Proof
from malath.justice.testing import AFTER, TODAY, make_accused, make_proof
from malath.justice.tests.conftest import House
from malath.justice.tests.test_proceedings import as_, refused, take_back
from malath.justice.words import Element, ExhibitKind, WhyNot
from malath.people.actions import change_facts
from malath.people.words import AgeBand

ON = "02/11/2026"
SAID = "He met her at the airport."


@pytest.fixture(autouse=True)
def _now(clock: Clock) -> None:
    clock.at = AFTER


@pytest.fixture
def nabil(matter: Proceeding, case: Case, house: House) -> AllegedParty:
    return make_accused(matter, case, house.unit, house.yusuf)


def page_of(user: User, case: Case, matter: Proceeding) -> str:
    there = reverse("justice:proceeding", args=[case.reference, matter.reference])
    return signed_in(Client(), user).get(there).content.decode()


def post(user: User, name: str, case: Case, *rest: str, **typed: object) -> int:
    there = reverse(f"justice:{name}", args=[case.reference, *rest])
    return signed_in(Client(), user).post(there, typed).status_code


@given(st.sets(st.sampled_from(Element)), st.booleans())
def test_of_a_child_no_means_is_ever_missing(shown: set[Element], is_child: bool) -> None:
    missing = rules.missing(shown, is_child=is_child)
    assert {*missing} == {*Element} - shown - ({Element.MEANS} if is_child else set())


def test_circumstances_of_a_charge_are_those_of_the_law_in_its_order(nabil: AllegedParty, case: Case, house: House) -> None:
    how = as_(house.court, house.hadi)
    made = actions.charge(nabil, case, "TIP-AGG", ["REPEAT", "MULTIPLE", "TRANSNATIONAL"], on=TODAY, **how)
    assert made.aggravating == "TRANSNATIONAL MULTIPLE REPEAT"
    assert actions.aggravate(made, case, ["CHILD"], **how).aggravating == "CHILD"
    assert refused(lambda: actions.aggravate(made, case, ["CHILD", "RUDE"], **how)) == [WhyNot.OFFENCE_UNKNOWN]
    assert refused(lambda: actions.charge(nabil, case, "PASSPORT", ["RUDE"], on=TODAY, **how)) == [WhyNot.OFFENCE_UNKNOWN]
    assert refused(lambda: actions.aggravate(made, case, [], **as_(house.desk, house.nour))) == [WhyNot.NOT_INVESTIGATING]
    assert Charge.objects.get().aggravating == "CHILD", "what was refused leaves no trace"
    assert Event.objects.filter(name="justice.charge_aggravated").count() == 1


def test_every_circumstance_can_be_kept_at_once(nabil: AllegedParty, case: Case, house: House) -> None:
    every = law.definition("aggravating")
    made = actions.charge(nabil, case, "TIP-AGG", [*every], on=TODAY, **as_(house.unit, house.yusuf))
    made.full_clean(exclude=["alleged", "part", "desk"])
    assert made.aggravating.split() == [*every]


def test_a_proof_is_of_the_law_in_words_and_written_once(nabil: AllegedParty, case: Case, house: House) -> None:
    once, how = uuid4(), as_(house.unit, house.yusuf)

    def refuses(element: Element, code: str, what: str = SAID, **who: Any) -> list[WhyNot]:
        return refused(lambda: actions.prove(nabil, case, Shown(element, code, what), **(who or how)))

    first = actions.prove(nabil, case, Shown(Element.ACT, "recruit", SAID), once=once, **how)
    assert actions.prove(nabil, case, Shown(Element.ACT, "recruit", SAID), once=once, **how) == first
    assert refuses(Element.MEANS, "recruit") == [WhyNot.OFFENCE_UNKNOWN], "an act is no means"
    assert refuses(Element.ACT, "recruit", " ") == [WhyNot.WORDS_MISSING]
    assert refuses(Element.ACT, "recruit", SAID, **as_(house.legal, house.layla)) == [WhyNot.NOT_INVESTIGATING]
    assert SAID.encode() not in bytes(Proof.objects.get().what)


def test_evidence_that_is_named_lies_on_the_own_side_of_this_matter(
    nabil: AllegedParty, matter: Proceeding, case: Case, house: House
) -> None:
    ours, theirs = (
        actions.take(matter, case, ExhibitKind.OBJECT, what, Handed("The store", TODAY), **who)
        for what, who in (("A ledger.", as_(house.unit, house.yusuf)), ("A letter.", as_(house.desk, house.nour)))
    )
    assert make_proof(nabil, case, house.unit, house.yusuf, exhibit=ours).exhibit == ours
    wrong = Shown(Element.ACT, "receive", SAID, theirs)
    assert refused(lambda: actions.prove(nabil, case, wrong, **as_(house.unit, house.yusuf))) == [WhyNot.EXHIBIT_UNKNOWN]


def test_only_the_body_that_wrote_a_proof_strikes_it_out(nabil: AllegedParty, case: Case, house: House) -> None:
    proof = make_proof(nabil, case, house.unit, house.yusuf)
    assert refused(lambda: actions.strike_proof(proof, case, **as_(house.court, house.hadi))) == [WhyNot.NOT_OURS]
    actions.strike_proof(proof, case, **as_(house.unit, house.yusuf))
    assert refused(lambda: actions.strike_proof(proof, case, **as_(house.unit, house.yusuf))) == [WhyNot.STRUCK]


def test_nothing_is_shown_of_somebody_who_was_struck_out(nabil: AllegedParty, case: Case, house: House) -> None:
    actions.strike(nabil, case, **as_(house.unit, house.yusuf))
    assert refused(lambda: make_proof(nabil, case, house.unit, house.yusuf)) == [WhyNot.STRUCK]


def test_a_prosecutor_writes_it_on_pages_and_the_other_side_reads_the_offence_alone(
    nabil: AllegedParty, matter: Proceeding, case: Case, house: House
) -> None:
    there, exhibit = matter.reference, actions.take(
        matter, case, ExhibitKind.DIGITAL, "Messages.", Handed("The store", TODAY), **as_(house.unit, house.yusuf)
    )  # fmt: skip
    charged = {"accused": nabil.reference, "code": "TIP-AGG", "on": ON, "aggravating": ["MULTIPLE"]}
    assert post(house.hadi, "charge", case, there, **charged) == 302
    chosen = f"{nabil.reference}:TIP-AGG"
    form = reverse("justice:aggravate", args=[case.reference, there]) + f"?charge={chosen}"
    typed = signed_in(Client(), house.hadi).get(form).context["form"]
    assert typed["aggravating"].value() == ["MULTIPLE"], "what stands is chosen already"
    assert post(house.hadi, "aggravate", case, there, charge=chosen, aggravating=["MULTIPLE", "REPEAT"]) == 302
    shown = {"once": str(uuid4()), "accused": nabil.reference, "element": "act:recruit", "what": SAID}
    assert post(house.hadi, "prove", case, there, **shown, exhibit=exhibit.reference) == 302
    assert post(house.hadi, "prove", case, there, **{**shown, "what": ""}, exhibit="") == 422
    inside, outside = page_of(house.yusuf, case, matter), page_of(house.layla, case, matter)
    seen = ("several perpetrators", "repeat offender", "Missing: Means", "Missing: Purpose", SAID, "Read in the press only")
    for said in seen:
        assert said in inside
    for kept in ("several perpetrators", "repeat offender", "Missing:", SAID, "Nabil", "What it rests on"):
        assert kept not in outside
    assert "Trafficking with an aggravating circumstance" in outside
    for name in ("charge", "aggravate", "prove"):
        assert post(house.layla, name, case, there) == 403
    proof = Proof.objects.get().reference
    assert post(house.nour, "strike_proof", case, there, proof) == 403
    assert post(house.hadi, "strike_proof", case, there, proof) == 302
    assert "Missing: Act" in page_of(house.yusuf, case, matter)


def test_of_a_child_and_of_an_age_in_doubt_the_page_asks_for_no_means(
    nabil: AllegedParty, matter: Proceeding, case: Case, house: House
) -> None:
    person, doubt = Case.objects.get(pk=case.pk).person, {"age_band": AgeBand.DOUBT}
    change_facts(person, doubt, version=person.version, **as_(house.desk, house.nour))
    page = page_of(house.yusuf, case, matter)
    assert "Missing: Purpose" in page
    assert "Missing: Means" not in page


def test_who_takes_the_co_operation_back_closes_it_to_those_who_investigate(
    nabil: AllegedParty, matter: Proceeding, case: Case, house: House
) -> None:
    make_proof(nabil, case, house.unit, house.yusuf)
    take_back(case, house)
    assert post(house.yusuf, "prove", case, matter.reference) in {403, 404}
    assert Exhibit.objects.count() == 0
