"""Pages beside a proceeding: each side from its own chair, and what ends with a yes taken back."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.testing import signed_in
from malath.cases.models import Case
from malath.foundation.testing import Clock
from malath.justice import actions
from malath.justice.actions import Handed
from malath.justice.models import AllegedParty, Exhibit, Mandate, Measure, Proceeding, Reproach
from malath.justice.testing import AFTER, TODAY, make_accused, make_claim
from malath.justice.tests.conftest import House
from malath.justice.tests.test_proceedings import as_
from malath.justice.words import ExhibitKind, LegalAid
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import make_consent
from malath.privacy.words import ConsentKind

ON = "02/11/2026"


@pytest.fixture(autouse=True)
def _now(clock: Clock) -> None:
    clock.at = AFTER


def post(user: User, name: str, case: Case, *rest: str, **typed: str) -> int:
    return signed_in(Client(), user).post(reverse(f"justice:{name}", args=[case.reference, *rest]), typed).status_code


def seen(user: User, case: Case, matter: Proceeding | None = None) -> str:
    name, rest = ("proceeding", [matter.reference]) if matter else ("file", [])
    return signed_in(Client(), user).get(reverse(f"justice:{name}", args=[case.reference, *rest])).content.decode()


def test_a_pardon_is_asked_and_decided_on_pages_and_the_prosecutor_reads_why(case: Case, house: House) -> None:
    typed = {"once": str(uuid4()), "act": "overstay", "on": ON, "before": "Residence office", "link": "He kept her passport."}
    assert post(house.nour, "reproach", case, **typed) == 302
    act = Reproach.objects.get().reference
    assert "kept her passport" not in seen(house.hadi, case)
    assert post(house.nour, "ask_pardon", case, act, on=ON) == 302
    assert "kept her passport" in seen(house.hadi, case)
    assert "kept her passport" not in seen(house.yusuf, case)
    assert "Overstaying" in seen(house.yusuf, case)
    assert post(house.hadi, "decide_pardon", case, act, granted="yes", on=ON) == 302
    assert "Granted: not punished" in seen(house.amal, case)


def test_charges_and_measures_are_written_by_those_who_investigate_and_seen_without_names(
    case: Case, house: House, matter: Proceeding
) -> None:
    make_accused(matter, case, house.unit, house.yusuf)
    one = AllegedParty.objects.get().reference
    assert post(house.hadi, "charge", case, matter.reference, accused=one, code="TIP-AGG", on=ON) == 302
    ban = {"once": str(uuid4()), "kind": "travel_ban", "on": ON, "words": "Against Nabil."}
    assert post(house.hadi, "order", case, matter.reference, **ban) == 302
    measure = Measure.objects.get().reference
    assert post(house.hadi, "extend", case, matter.reference, measure, until="02/12/2028") == 422
    for name, rest in (("charge", ()), ("order", ()), ("extend", (measure,)), ("end_measure", (measure,))):
        assert post(house.nour, name, case, matter.reference, *rest) == 403
    theirs, ours = seen(house.yusuf, case, matter), seen(house.layla, case, matter)
    assert "Nabil" in theirs
    assert "Nabil" not in ours
    for text in (theirs, ours):
        assert "Travel ban" in text
        assert "Trafficking with an aggravating circumstance" in text
        assert "Read in the press only" in text
    assert post(house.hadi, "end_measure", case, matter.reference, measure, on=ON) == 302


def test_evidence_stays_on_its_side_and_a_medical_report_needs_a_yes(case: Case, house: House, matter: Proceeding) -> None:
    typed = {"once": str(uuid4()), "kind": "medical", "what": "Report of the burns.", "whom": "Store of the Unit", "on": ON}
    assert post(house.yusuf, "take_evidence", case, matter.reference, **typed, sha256="zz") == 422
    make_consent(case.person, ConsentKind.C10, desk=house.desk, by=house.nour)
    assert post(house.yusuf, "take_evidence", case, matter.reference, **typed) == 302
    exhibit = Exhibit.objects.get().reference
    assert "burns" in seen(house.hadi, case, matter)
    assert "burns" not in seen(house.nour, case, matter)
    assert post(house.nour, "hand_on", case, matter.reference, exhibit, whom="Me", on=ON) == 404
    assert post(house.hadi, "hand_on", case, matter.reference, exhibit, whom="Court", on=ON) == 302
    consent = privacy_queries.standing_row(case.person_id, ConsentKind.C10, None)
    assert consent is not None
    privacy.withdraw(consent, case.person, by=house.nour, at=AFTER)
    for user in (house.yusuf, house.hadi):
        assert "burns" not in seen(user, case, matter)


def test_a_lawyer_reads_words_with_the_mandate_and_from_its_end_none(case: Case, house: House, matter: Proceeding) -> None:
    make_claim(case, house.desk, house.nour)
    papers = Handed("Safe of the association", TODAY)
    actions.take(matter, case, ExhibitKind.DOCUMENT, "Wage slips.", papers, **as_(house.desk, house.nour))
    assert "Seven months" not in seen(house.layla, case)
    assert "Wage slips." not in seen(house.layla, case, matter)
    typed = {"body": house.legal.agency.reference, "lawyer": "Layla", "aid": "free", "number": "12/26", "on": ON}
    assert post(house.nour, "give_mandate", case, **typed) == 302
    assert "Seven months" in seen(house.layla, case)
    assert "Wage slips." in seen(house.layla, case, matter)
    assert "12/26" not in seen(house.yusuf, case)
    assert post(house.nour, "end_mandate", case, Mandate.objects.get().reference) == 302
    assert "Seven months" not in seen(house.layla, case)
    assert post(house.yusuf, "give_mandate", case, **typed) == 403


def test_who_wants_to_go_home_is_to_be_heard_before(case: Case, house: House, matter: Proceeding) -> None:
    args = (case, matter.reference)
    assert post(house.nour, "wish_home", *args, wish="yes") == 302
    assert "Ask that they are heard before they leave" in seen(house.layla, case, matter)
    assert post(house.layla, "ask_testimony", *args, how="both", on=ON) == 302
    assert "Ask that they are heard before they leave" not in seen(house.layla, case, matter)
    assert post(house.hadi, "settle_testimony", *args, granted="no", on=ON) == 302
    assert post(house.yusuf, "wish_home", *args, wish="no") == 403


def test_a_mandate_gives_the_shelter_nothing_more(case: Case, house: House) -> None:
    actions.give_mandate(
        case, house.legal.agency, "Layla", aid=LegalAid.OWN, on=TODAY, number="9/26", **as_(house.desk, house.nour)
    )
    assert "9/26" not in seen(house.amal, case)
    assert "Layla" in seen(house.amal, case)
