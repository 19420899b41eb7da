from dataclasses import replace
from datetime import timedelta

import pytest

from malath.agencies import actions
from malath.agencies.models import Agency
from malath.agencies.rules import AgencyFacts
from malath.agencies.testing import LONG_AGO, make_agency
from malath.agencies.words import AgencyKind, Reason
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER

pytestmark = pytest.mark.django_db
LATER = LONG_AGO + timedelta(days=1)
FACTS = AgencyFacts(AgencyKind.LEGAL, "Legal house", "بيت القانون", "AM")


def test_it_adds_an_agency_and_leaves_a_trace() -> None:
    agency = actions.add_agency(FACTS, by=WORKER, at=LATER)
    assert Agency.objects.get(reference=agency.reference).name_ar == "بيت القانون"
    assert Event.objects.get(name=Did.AGENCY_ADDED).subject == agency.reference


@pytest.mark.parametrize("facts", [{"name_en": "Other"}, {"name_ar": "أخرى"}])
def test_it_refuses_a_name_in_use_in_either_language(facts: dict[str, str]) -> None:
    actions.add_agency(FACTS, by=WORKER, at=LATER)
    names = {"name_en": FACTS.name_en, "name_ar": FACTS.name_ar} | facts
    with pytest.raises(actions.CannotChange) as refusal:
        actions.add_agency(AgencyFacts(AgencyKind.UN, names["name_en"], names["name_ar"]), by=WORKER, at=LATER)
    assert refusal.value.reasons == [Reason.NAME_TAKEN]


def test_it_changes_an_agency_that_keeps_its_own_name() -> None:
    agency = actions.add_agency(FACTS, by=WORKER, at=LATER)
    changed = actions.change_agency(
        agency, AgencyFacts(AgencyKind.ASSOCIATION, FACTS.name_en, FACTS.name_ar), version=1, by=WORKER, at=LATER
    )
    assert (changed.kind, changed.governorate) == (AgencyKind.ASSOCIATION, "")
    assert Event.objects.filter(name=Did.AGENCY_CHANGED, subject=agency.reference).exists()


def test_it_refuses_the_name_of_another_agency() -> None:
    other = make_agency()
    actions.add_agency(FACTS, by=WORKER, at=LATER)
    with pytest.raises(actions.CannotChange):
        actions.change_agency(other, FACTS, version=1, by=WORKER, at=LATER)
    other.refresh_from_db()
    assert other.name_en != FACTS.name_en


def test_who_comes_second_changes_nothing() -> None:
    agency = actions.add_agency(FACTS, by=WORKER, at=LATER)
    actions.change_agency(agency, replace(FACTS, name_en="First"), version=1, by=WORKER, at=LATER)
    with pytest.raises(actions.Stale):
        actions.change_agency(agency, replace(FACTS, name_en="Second"), version=1, by=WORKER, at=LATER)
    agency.refresh_from_db()
    assert (agency.name_en, agency.version) == ("First", 2)
