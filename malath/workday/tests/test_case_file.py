"""The case file: put together from all parts, cut to what the viewer may see."""

import html
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.words import Language
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.models import Case
from malath.cases.testing import make_case, make_note
from malath.cases.words import CaseStatus, NoteKind
from malath.foundation.testing import Clock
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY, make_agreement, make_block
from malath.privacy.words import ConsentKind
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral, make_sent_referral
from malath.workday.case_file import NOTES, CaseFile, case_to_view

OWN_WORDS = "I want to call my sister first."


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def accepted(people: Cast, case: Case, clock: Clock) -> Referral:
    """The shelter took the person on; an hour has passed."""
    make_note(case, OWN_WORDS, kind=NoteKind.WORDS, desk=people.station, by=people.basim)
    referral = make_accepted_referral(people.basim, people.station, people.amal, people.shelter, case=case)
    clock.forward(hours=1)
    return referral


def file_of(user: User, case: Case, at: datetime) -> CaseFile:
    return case_to_view(user, case.reference, at)


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_who_opened_the_case_sees_all_they_wrote(people: Cast, case: Case, clock: Clock) -> None:
    make_note(case, OWN_WORDS, kind=NoteKind.WORDS, desk=people.station, by=people.basim)
    page = file_of(people.basim, case, clock.at)
    assert page.name == "Dana Alias"
    assert page.notes is not None
    assert [(one.note.text, one.who) for one in page.notes] == [(OWN_WORDS, "Basim · Station district one")]
    assert page.hidden == ()
    assert (page.may_refer, page.may_write, page.may_change_facts) == (True, True, True)


def test_the_receiver_sees_what_the_person_agreed_to_and_why_not_the_rest(
    people: Cast, case: Case, accepted: Referral, clock: Clock
) -> None:
    page = file_of(people.amal, case, clock.at)
    assert page.name == "Dana Alias"
    assert page.notes is None
    assert [hidden.section for hidden in page.hidden] == ["Notes and story"]
    assert "What the person agreed to for your body does not reach this far" in page.hidden[0].why
    assert page.may_write is False
    assert [(line.purpose.value, line.basis.value) for line in page.why] == [("shelter", "consent")]


def test_the_sender_does_not_read_what_was_written_afterwards(
    people: Cast, case: Case, accepted: Referral, clock: Clock
) -> None:
    manager = make_desk(make_agency(AgencyKind.ASSOCIATION), services=[ServiceKind.PROTECTION])
    worker = make_user(Role.CASE_MANAGER, manager)
    taken = make_accepted_referral(
        people.basim, people.station, worker, manager, clock.at, case=case, type=ServiceKind.PROTECTION
    )
    later = clock.forward(hours=1)
    make_note(taken.case, "A secret of the association.", desk=manager, by=worker, at=later)
    page = file_of(people.basim, case, later)
    assert page.notes is not None
    assert [one.note.text for one in page.notes] == [OWN_WORDS]
    assert page.own_notes_only
    assert "Note written: Observation" not in [moment.title for moment in page.timeline]
    full = file_of(worker, case, later)
    assert full.notes is not None
    assert len(full.notes) == 2


def test_the_timeline_mixes_acts_of_all_parts_newest_first(people: Cast, case: Case, accepted: Referral, clock: Clock) -> None:
    titles = [moment.title for moment in file_of(people.basim, case, clock.at).timeline]
    for title in ("Case opened", "Referral sent", "Referral accepted", "Note written: The person's own words"):
        assert title in titles
    assert titles.index("Referral accepted") < titles.index("Referral sent") < titles.index("Case opened")
    assert not [title for title in titles if "opened for reading" in title]


def test_a_shelter_is_not_named_to_others_between_whom_it_does_not_stand(
    people: Cast, case: Case, accepted: Referral, clock: Clock
) -> None:
    returns = make_desk(make_agency(AgencyKind.RETURNS), services=[ServiceKind.AVRR])
    worker = make_user(Role.RETURN, returns)
    make_accepted_referral(people.basim, people.station, worker, returns, clock.at, case=case, type=ServiceKind.AVRR)
    page = file_of(worker, case, clock.forward(hours=1))
    assert "Dar al-Nakheel" not in [row.receiving for row in page.referrals]
    assert "A body whose name is not shown to you" in [row.receiving for row in page.referrals]


def test_a_stranger_and_a_blocked_worker_get_the_same(people: Cast, case: Case, clock: Clock) -> None:
    make_block(case.person, user=people.basim)
    for user in (people.basim, people.zayd):
        with pytest.raises(Http404):
            file_of(user, case, clock.at)


def test_after_withdrawal_the_receivers_page_is_gone(people: Cast, case: Case, accepted: Referral, clock: Clock) -> None:
    consent = privacy_queries.standing_row(case.person_id, ConsentKind.C3, people.shelter.agency)
    assert consent is not None
    privacy.withdraw(consent, case.person, by=people.basim, at=clock.at)
    with pytest.raises(Http404):
        file_of(people.amal, case, clock.at)


def test_the_view_is_recorded_and_so_is_a_refusal(people: Cast, case: Case, clock: Clock) -> None:
    file_of(people.basim, case, clock.at)
    seen = [line.by for line in trail.file_lines(case.person.reference) if line.name == Did.CASE_VIEWED]
    assert seen == [people.basim.reference]
    with pytest.raises(Http404):
        file_of(people.zayd, case, clock.at)
    assert trail.actor_lines(people.zayd.reference)[0].name == Did.REFUSED


def test_a_closed_case_offers_nothing_to_write(people: Cast, case: Case, clock: Clock, client: Client) -> None:
    cases.set_status(case, CaseStatus.CLOSED, by=people.basim, at=MONDAY)
    page = file_of(people.basim, case, clock.at)
    assert (page.may_refer, page.may_write, page.may_change_facts) == (False, False, False)
    assert "The case is closed." in text(signed_in(client, people.basim).get(f"/cases/{case.reference}/"))


def test_the_next_deadline_stands_on_top(people: Cast, case: Case, clock: Clock) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter, case=case)
    assert file_of(people.basim, case, clock.at).next_due == sent.acknowledge_due
    referrals.withdraw(sent, by=people.basim, at=MONDAY)
    assert file_of(people.basim, case, clock.at).next_due is None


@pytest.mark.parametrize("language", list(Language))
def test_the_page_speaks_both_languages(client: Client, people: Cast, case: Case, language: Language) -> None:
    people.basim.language = language
    people.basim.save()
    page = text(signed_in(client, people.basim).get(f"/cases/{case.reference}/"))
    assert ("Safety and needs" in page) == (language == Language.ENGLISH)
    assert ("السلامة والاحتياجات" in page) == (language == Language.ARABIC)
    assert f"/people/{case.person.reference}/" in page
    assert "Dana Alias" not in page.split("</title>")[0]


def test_older_notes_are_there_when_asked_for(client: Client, people: Cast, case: Case, clock: Clock) -> None:
    for number in range(NOTES + 2):
        make_note(case, f"Note number {number}.", desk=people.station, by=people.basim, at=clock() + timedelta(minutes=number))
    browser = signed_in(client, people.basim)
    page = text(browser.get(f"/cases/{case.reference}/"))
    assert f"Note number {NOTES + 1}." in page
    assert "Note number 1." not in page
    assert 'href="?notes=all#notes"' in page
    whole = text(browser.get(f"/cases/{case.reference}/?notes=all"))
    assert "Note number 0." in whole
    assert "?notes=all#notes" not in whole


def test_it_takes_the_same_statements_for_one_line_and_for_thirty(client: Client, people: Cast) -> None:
    case = make_case(people.health_centre, people.zayd, name="Dana Alias")
    make_note(case, desk=people.health_centre, by=people.zayd)
    make_agreement(case.person, people.shelter.agency, desk=people.health_centre, also=[ConsentKind.C8])
    make_sent_referral(people.zayd, people.health_centre, people.shelter, case=case, agreed=False)
    url, counts = f"/cases/{case.reference}/", []
    signed_in(client, people.zayd)
    for more in (0, 29):
        for number in range(more):
            at = MONDAY - timedelta(minutes=number)
            make_note(case, desk=people.health_centre, by=people.zayd, at=at)
            make_sent_referral(people.zayd, people.health_centre, people.shelter, case=case, agreed=False)
        client.get(url)
        with CaptureQueriesContext(connection) as statements:
            assert client.get(url).status_code == 200
        counts.append(len([one for one in statements if "SAVEPOINT" not in one["sql"]]))
    assert counts[0] == counts[1]
    assert counts[0] <= 48
