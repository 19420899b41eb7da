"""A file is opened in an emergency: one file whose reference is held, for an hour, to one worker, to be read only."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.acts import unguarded
from malath.inbox import actions as leaving
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.people.models import Person
from malath.people.testing import make_safe_contact
from malath.privacy import actions, queries, rules
from malath.privacy.actions import glass
from malath.privacy.actions.glass import CannotBreak, CannotReview
from malath.privacy.levels import sections_up_to
from malath.privacy.models import Access, BreakGlass
from malath.privacy.queries import glass as reads
from malath.privacy.rules import Sight
from malath.privacy.search import search_page
from malath.privacy.testing import MONDAY, make_block, make_file, make_glass, make_ground, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.words import (
    BasisKind,
    ConsentKind,
    Level,
    Purpose,
    Section,
    Verdict,
    WhyNotBreak,
    WhyNotReview,
)

SOON = MONDAY + timedelta(minutes=10)
OVER = MONDAY + timedelta(minutes=60)


@pytest.fixture
def closed(person: Person, house: House, people: Cast) -> Person:
    """A closed file that a health centre worked with: Zayd sees its status."""
    make_shared(person, people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH)
    actions.close_file(person, by=house.nour, at=MONDAY)
    return person


@pytest.fixture
def officer(people: Cast) -> User:
    return make_user(Role.DPO, people.station, name_en="Officer", name_ar="مسؤول")


def sight_for(user: User, person: Person, at: datetime = SOON) -> Sight | None:
    found = queries.sight_of(accounts.holdings(user, at), person.reference, at)
    return found[1] if found else None


def test_the_file_opens_up_to_the_cap_of_the_role_and_no_compartment(closed: Person, house: House) -> None:
    make_glass(closed, house.nour)
    sight = sight_for(house.nour, closed)
    assert sight is not None
    assert sight.full == sections_up_to(Level.L4)
    assert sight.purposes >= {Purpose.BREAK_GLASS}


def test_it_is_over_after_an_hour_without_anybody_doing_anything(closed: Person, house: House) -> None:
    make_glass(closed, house.nour)
    for at, full in ((OVER - timedelta(seconds=1), sections_up_to(Level.L4)), (OVER, {Section.STATUS})):
        sight = sight_for(house.nour, closed, at)
        assert sight is not None
        assert sight.full == full


def test_it_is_open_to_the_worker_alone(closed: Person, house: House, people: Cast) -> None:
    make_glass(closed, house.nour)
    colleague = make_user(Role.CASE_MANAGER, house.desk)
    for other in (colleague, house.rana, people.zayd):
        sight = sight_for(other, closed)
        assert sight is not None
        assert sight.full == {Section.STATUS}


def test_it_stands_in_no_list_and_no_search_finds_it(closed: Person, house: House) -> None:
    make_glass(closed, house.nour)
    holdings = accounts.holdings(house.nour, SOON)
    assert not queries.visible(holdings, SOON).filter(purpose=Purpose.BREAK_GLASS).exists()
    assert not any(rows.filter(purpose=Purpose.BREAK_GLASS).exists() for rows in queries.visible_by_holder(holdings, SOON))
    assert queries.sights(holdings, [closed.pk], SOON)[closed.pk].full == {Section.STATUS}
    assert search_page(holdings, house.nour, "Dana Samir Alias", None, SOON).results == ()


def test_no_shelter_and_no_unit_is_named_in_it(closed: Person, house: House, people: Cast) -> None:
    make_glass(closed, house.nour)
    sight = sight_for(house.nour, closed)
    assert sight is not None
    assert not queries.may_name(sight, accounts.holdings(house.nour, SOON), people.shelter.agency)


def test_it_is_read_only(client: Client, closed: Person, house: House) -> None:
    make_glass(closed, house.nour)
    signed_in(client, house.nour)
    page = f"/people/{closed.reference}/"
    assert "Dana" in client.get(page).content.decode()
    for rest in ("facts/", "identity/", "reach/", "safe-contact/", "consents/C4/", "consents/C1/withdraw/", "blocks/"):
        assert client.get(f"{page}{rest}").status_code == 403
        assert client.post(f"{page}{rest}").status_code == 403


def test_a_supervisor_judges_no_ground_in_it(client: Client, person: Person, house: House) -> None:
    ground = make_ground(person, BasisKind.O1, by=house.nour)
    other = make_desk(make_agency(AgencyKind.ASSOCIATION))
    stranger = make_user(Role.SUPERVISOR, other)
    inboxed(person, stranger)
    make_glass(person, stranger)
    address = f"/people/{person.reference}/consents/without/end/"
    assert signed_in(client, stranger).post(address, {"ground": str(ground.pk)}).status_code == 403


def test_what_a_desk_wrote_itself_opens_no_writing_over_what_others_wrote(client: Client, people: Cast) -> None:
    """Own writing gives the pen, the emergency the sight: together they must not write over another desk's agreement."""
    person = make_file(people.station, own_writing_only=True)
    make_safe_contact(person, people.health_centre)
    make_glass(person, people.basim)
    assert signed_in(client, people.basim).get(f"/people/{person.reference}/safe-contact/").status_code == 403


def test_a_block_wins(person: Person, house: House) -> None:
    make_block(person, user=house.nour)
    assert reads.file_named_to(accounts.holdings(house.nour, SOON), person.reference) is None


def test_a_block_that_is_set_meanwhile_wins_at_once(closed: Person, house: House) -> None:
    make_glass(closed, house.nour)
    make_block(closed, user=house.nour)
    assert sight_for(house.nour, closed) is None


def inboxed(person: Person, user: User) -> None:
    with unguarded():
        leaving.leave(to=user, kind=ItemKind.BASIS_ENDED, subject=person.reference, link="", at=MONDAY)


def test_a_reference_is_held_by_access_that_was_by_what_was_sent_and_by_an_item(
    person: Person, house: House, people: Cast
) -> None:
    def holds(user: User) -> bool:
        return reads.file_named_to(accounts.holdings(user, SOON), person.reference) == person

    assert not holds(people.zayd)
    agreed = make_shared(person, people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH)
    consent = queries.standing_row(person.pk, ConsentKind.C3, people.health_centre.agency)
    assert consent
    assert agreed
    actions.withdraw(consent, person, by=house.nour, at=MONDAY)
    assert holds(people.zayd)
    lawyer = make_user(Role.LAWYER, make_desk(make_agency(AgencyKind.LEGAL)))
    assert not holds(lawyer)
    inboxed(person, lawyer)
    assert holds(lawyer)
    to = make_desk(make_agency(AgencyKind.UN))
    sent_to = make_user(Role.SOCIAL, to)
    assert not holds(sent_to)
    actions.record_left(person, how="referral", level=Level.L2, reference="REF", to=to, by=house.nour, at=MONDAY)
    assert holds(sent_to)


def test_the_desk_whose_file_it_is_and_every_officer_are_told_at_once(
    person: Person, house: House, people: Cast, officer: User
) -> None:
    inboxed(person, people.zayd)
    make_glass(person, people.zayd)
    told = [(item.kind, item.subject) for item in inbox.waiting(house.nour.pk, [house.desk.pk])]
    assert told == [(ItemKind.GLASS_BROKEN, person.reference)]
    item = inbox.waiting(officer.pk, [])[0]
    assert (item.kind, item.link) == (ItemKind.GLASS_BROKEN, "/people/emergencies/")


def test_an_officer_whom_the_person_keeps_out_is_not_told(person: Person, people: Cast, officer: User) -> None:
    make_block(person, user=officer)
    inboxed(person, people.zayd)
    make_glass(person, people.zayd)
    assert inbox.waiting(officer.pk, []) == []


def test_the_trail_keeps_who_and_why_in_codes_and_nothing_typed(closed: Person, house: House) -> None:
    row = make_glass(closed, house.nour, because="He stands before her door.")
    line = next(line for line in trail.file_lines(closed.reference) if line.name == Did.GLASS_BROKEN)
    assert line.facts == {"why": "danger", "emergency": row.reference, "level": "4"}
    assert row.opened("because") == "He stands before her door."


def test_a_form_sent_twice_opens_it_once(closed: Person, house: House) -> None:
    first, again = make_glass(closed, house.nour), make_glass(closed, house.nour, at=SOON)
    assert first.pk == again.pk
    assert Access.objects.filter(person=closed, purpose=Purpose.BREAK_GLASS).count() == 1


def test_whoever_sees_the_file_already_opens_nothing(person: Person, house: House) -> None:
    with pytest.raises(CannotBreak) as refused:
        make_glass(person, house.nour)
    assert refused.value.reasons == [WhyNotBreak.OPEN_ALREADY]


def test_it_needs_a_reason(closed: Person, house: House) -> None:
    with pytest.raises(CannotBreak) as refused:
        make_glass(closed, house.nour, because="  ")
    assert refused.value.reasons == [WhyNotBreak.REASON_MISSING]


def test_three_that_wait_for_review_suspend_the_right(house: House, people: Cast, officer: User) -> None:
    files = [make_file(house.desk) for _ in range(4)]
    for person in files:
        inboxed(person, people.zayd)
    opened = [make_glass(person, people.zayd) for person in files[:3]]
    with pytest.raises(CannotBreak) as refused:
        make_glass(files[3], people.zayd)
    assert refused.value.reasons == [WhyNotBreak.SUSPENDED]
    glass.review_glass(opened[0], verdict=Verdict.JUSTIFIED, found="She said why.", by=officer, at=SOON)
    make_glass(files[3], people.zayd, at=SOON)


def test_the_worker_ends_it_early_and_twice_makes_no_difference(closed: Person, house: House) -> None:
    row = make_glass(closed, house.nour)
    for _ in range(2):
        glass.end_glass(row, by=house.nour, at=SOON)
    sight = sight_for(house.nour, closed)
    assert sight is not None
    assert sight.full == {Section.STATUS}


def test_what_was_not_justified_is_closed_at_once(closed: Person, house: House, officer: User) -> None:
    row = make_glass(closed, house.nour)
    glass.review_glass(row, verdict=Verdict.NOT_JUSTIFIED, found="Nobody was in danger.", by=officer, at=SOON)
    sight = sight_for(house.nour, closed)
    assert sight is not None
    assert sight.full == {Section.STATUS}


def test_it_is_reviewed_once_and_never_by_the_worker(closed: Person, house: House, officer: User) -> None:
    row = make_glass(closed, house.nour)
    with pytest.raises(CannotReview) as own:
        glass.review_glass(row, verdict=Verdict.JUSTIFIED, found="Fine.", by=house.nour, at=SOON)
    assert own.value.reasons == [WhyNotReview.OWN]
    glass.review_glass(row, verdict=Verdict.JUSTIFIED, found="Fine.", by=officer, at=SOON)
    with pytest.raises(CannotReview) as twice:
        glass.review_glass(row, verdict=Verdict.NOT_JUSTIFIED, found="Not so.", by=officer, at=SOON)
    assert twice.value.reasons == [WhyNotReview.REVIEWED_ALREADY]
    assert BreakGlass.objects.get(pk=row.pk).verdict == Verdict.JUSTIFIED


def test_with_the_last_review_no_officer_is_told_any_more_and_the_desk_still_is(
    closed: Person, house: House, people: Cast, officer: User
) -> None:
    first, second = make_glass(closed, house.nour), make_glass(closed, people.zayd)
    told = inbox.waiting(house.nour.pk, [house.desk.pk])
    glass.review_glass(first, verdict=Verdict.JUSTIFIED, found="Asked the desk.", by=officer, at=SOON)
    assert inbox.waiting(officer.pk, [])
    glass.review_glass(second, verdict=Verdict.JUSTIFIED, found="Asked the desk.", by=officer, at=SOON)
    assert inbox.waiting(officer.pk, []) == []
    assert inbox.waiting(house.nour.pk, [house.desk.pk]) == told


def test_closing_the_file_ends_it(person: Person, house: House, people: Cast) -> None:
    inboxed(person, people.zayd)
    make_glass(person, people.zayd)
    actions.close_file(person, by=house.nour, at=SOON)
    assert sight_for(people.zayd, person) is None


def test_it_leaves_nothing_behind_when_the_trace_fails(closed: Person, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError("no trace")

    monkeypatch.setattr(audit, "_append", fail)
    with pytest.raises(RuntimeError, match="no trace"):
        make_glass(closed, house.nour)
    assert not BreakGlass.objects.exists()
    assert not Access.objects.filter(purpose=Purpose.BREAK_GLASS).exists()


@given(
    seen=st.frozensets(st.sampled_from(sorted(sections_up_to(4)))),
    cap=st.integers(1, 4),
    unreviewed=st.integers(0, 5),
)
def test_nobody_with_three_unreviewed_and_nobody_who_sees_it_all_opens_anything(
    seen: frozenset[Section], cap: int, unreviewed: int
) -> None:
    reasons = rules.why_not_break(because="x", seen=seen, cap=cap, unreviewed=unreviewed)
    assert (WhyNotBreak.SUSPENDED in reasons) == (unreviewed >= 3)
    assert (WhyNotBreak.OPEN_ALREADY in reasons) == (sections_up_to(cap) <= seen)
