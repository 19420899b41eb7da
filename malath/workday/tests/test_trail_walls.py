"""The timeline of a case and the trail of a file keep the walls of the pages that they tell of."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.models import User
from malath.accounts.testing import signed_in
from malath.agencies.words import AgencyKind
from malath.audit.words import Did
from malath.cases.models import Case
from malath.foundation.testing import Clock
from malath.justice.models import Proceeding
from malath.justice.testing import AFTER, make_accused, make_claim
from malath.justice.tests.conftest import House, alone, case, clock, house, matter, people
from malath.justice.tests.test_proceedings import take_back
from malath.people.testing import make_report
from malath.privacy.tests.pages import text
from malath.support.testing import make_plan
from malath.workday import trail_rules
from malath.workday.case_file import case_to_view

__all__ = ["alone", "case", "clock", "house", "matter", "people"]
SOON = AFTER + timedelta(hours=1)
HELPING = AgencyKind.ASSOCIATION


def titles(user: User, case: Case) -> list[str]:
    return [moment.title.partition(":")[0] for moment in case_to_view(user, case.reference, SOON).timeline]


def may(event: Did, body: AgencyKind, *, looks: bool = True, writer: AgencyKind | None = None) -> bool:
    return trail_rules.may_read(event, body, looks=looks, in_emergency=False, writer=writer)


@given(event=st.sampled_from(sorted(trail_rules.OF_THE_MATTER)), body=st.sampled_from(AgencyKind))
def test_nothing_of_a_matter_is_told_to_whom_its_file_is_shut(event: Did, body: AgencyKind) -> None:
    assert not may(event, body, looks=False, writer=body)


@given(
    event=st.sampled_from(sorted(trail_rules.OF_A_SIDE)), body=st.sampled_from(AgencyKind), writer=st.sampled_from(AgencyKind)
)
def test_what_a_side_wrote_of_people_is_told_on_that_side_alone(event: Did, body: AgencyKind, writer: AgencyKind) -> None:
    investigate = {AgencyKind.POLICE, AgencyKind.CTU, AgencyKind.PROSECUTION}
    assert may(event, body, writer=writer) is ((body in investigate) is (writer in investigate))


@pytest.mark.parametrize("body", [AgencyKind.POLICE, AgencyKind.CTU, AgencyKind.PROSECUTION])
def test_who_does_not_help_is_told_nothing_of_the_plan(body: AgencyKind) -> None:
    assert not any(may(event, body, writer=HELPING) for event in trail_rules.OF_THE_HELP)
    assert trail_rules.may_read(Did.GOAL_WRITTEN, body, looks=False, in_emergency=True, writer=HELPING)


@pytest.mark.parametrize("body", [AgencyKind.POLICE, AgencyKind.CTU, AgencyKind.PROSECUTION, AgencyKind.LABOUR])
def test_who_may_open_no_return_is_told_nothing_of_one(body: AgencyKind) -> None:
    assert Did.RETURN_FEAR in trail_rules.OF_A_RETURN
    assert not any(may(event, body, writer=AgencyKind.RETURNS) for event in trail_rules.OF_A_RETURN)
    assert may(Did.RETURN_FEAR, HELPING, writer=AgencyKind.RETURNS)


def test_claims_are_told_to_the_side_of_the_person_and_to_a_prosecutor() -> None:
    told = [body for body in (AgencyKind.POLICE, AgencyKind.PROSECUTION, HELPING) if may(Did.CLAIM_OPENED, body)]
    assert told == [AgencyKind.PROSECUTION, HELPING]
    assert not may(Did.NOTICE_TOLD, AgencyKind.PROSECUTION)


def test_the_timeline_shows_what_happened_in_every_part(case: Case, house: House, matter: Proceeding) -> None:
    make_report(case.person, house.desk, by=house.nour, at=AFTER)
    make_plan(case, house.desk, house.nour)
    make_accused(matter, case, house.desk, house.nour)
    make_claim(case, house.desk, house.nour)
    seen = titles(house.nour, case)
    for title in (Did.REPORT_WRITTEN, Did.GOAL_WRITTEN, Did.PLAN_AGREED, Did.PROCEEDING_BEGUN, Did.CLAIM_OPENED):
        assert str(title.label) in seen
    officer = titles(house.yusuf, case)
    assert str(Did.PROCEEDING_BEGUN.label) in officer
    for title in (Did.GOAL_WRITTEN, Did.PLAN_AGREED, Did.CLAIM_OPENED):
        assert str(title.label) not in officer
    shelter = titles(house.amal, case)
    assert str(Did.REPORT_WRITTEN.label) in shelter
    assert str(Did.PROCEEDING_BEGUN.label) in shelter


def test_the_trail_of_a_file_shuts_with_the_legal_file(
    client: Client, clock: Clock, case: Case, house: House, matter: Proceeding
) -> None:
    make_accused(matter, case, house.desk, house.nour)
    take_back(case, house)
    clock.forward(hours=2)
    said = {
        user: text(signed_in(client, user).get(f"/people/{case.person.reference}/trail/")) for user in (house.nour, house.yusuf)
    }
    for title in ("Criminal matter written down", "Somebody accused written down"):
        assert title in said[house.nour]
        assert title not in said[house.yusuf]


TOLD_TO_ALL = frozenset(
    """
    case file person situation screening identification recovery stay referral attachment linkage order consent assent basis
    guardian access block glass compartment letter agreement notice link filling data search gate exchange packet shelter breach
    """.split()
)
"""Of a file, and told to everybody who sees it, under the rules of levels and compartments."""
OF_NO_FILE = frozenset(
    """
    staff agency desk holiday interpreter house keys sealing_key backup audit checkpoint destination posting device form
    framework unusual complaint concern desk_code card counts figures training campaign awareness material
    survey line contact number return_sheet
    """.split()
)
"""Of no file, or told by pages of their own: no timeline and no trail of a file shows them."""


def test_of_every_kind_of_event_it_was_decided_who_reads_it() -> None:
    walls = trail_rules.OF_THE_HELP | trail_rules.OF_A_RETURN | trail_rules.OF_THE_MATTER
    behind_a_wall = {did.value.partition(".")[0] for did in walls}
    decided = [behind_a_wall, TOLD_TO_ALL, OF_NO_FILE]
    assert set().union(*decided) == {did.value.partition(".")[0] for did in Did}, "decide who reads a new kind, here and there"
    assert sum(map(len, decided)) == len(set().union(*decided)), "decided twice"
