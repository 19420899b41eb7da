"""The person's page: how to reach them first, then what may be seen, and why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.words import Language
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.testing import make_case, make_child_case
from malath.foundation.testing import Clock
from malath.people import actions as people_actions
from malath.people.models import Person
from malath.people.testing import make_safe_contact
from malath.people.words import Channel, DetailKind
from malath.privacy.testing import MONDAY, make_block, make_consent
from malath.privacy.tests.pages import text
from malath.privacy.words import ConsentKind
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral, make_draft
from malath.workday.person_file import birth_text

LATER = MONDAY + timedelta(hours=1)
MINIMUM = "Age 21 to 29 Sex Female First language Amharic"


@pytest.fixture(autouse=True)
def _an_hour_later(clock: Clock) -> None:
    """Referrals of these tests were answered before anybody looks."""
    clock.forward(hours=1)


@pytest.fixture
def desk(people: Cast) -> Desk:
    """The desk of an association: it stays on the cases it opens."""
    return make_desk(make_agency(AgencyKind.ASSOCIATION, "Hand in hand", "يد بيد"), name_en="Case work")


@pytest.fixture
def nour(client: Client, desk: Desk) -> Client:
    return signed_in(client, make_user(Role.CASE_MANAGER, desk, name_en="Nour"))


@pytest.fixture
def known(desk: Desk) -> Case:
    return make_case(desk, name="Dana Alias", phone="+962790000012")


def accepted(people: Cast, case: Case, desk: Desk) -> Referral:
    return make_accepted_referral(make_user(Role.CASE_MANAGER, desk), desk, people.amal, people.shelter, case=case)


def page(client: Client, person: Person) -> str:
    response = client.get(f"/people/{person.reference}/")
    assert response.status_code == 200
    return text(response)


def test_how_to_reach_the_person_comes_first_and_is_not_at_all(nour: Client, known: Case) -> None:
    said = page(nour, known.person)
    assert "Safe contact Agree anew Do not contact Nothing was agreed that you may see." in said
    assert said.index("Do not contact") < said.index("Mobile phone")


def test_an_agreement_is_shown_with_what_it_forbids(nour: Client, known: Case, desk: Desk) -> None:
    make_safe_contact(known.person, desk)
    said = page(nour, known.person)
    rules = "Friday, 10:00 to 12:00 Friday, 10 to 12 Leave no message. Do not say where you call from. Speak Amharic."
    assert f"Not now Not at this hour. Not before 6 Nov 2026, 10:00. Phone call {rules}" in said
    assert "Her cousin answers in the evening." in said
    assert "Do not contact" not in said


def test_not_at_all_is_an_agreement_too(nour: Client, known: Case, desk: Desk) -> None:
    make_safe_contact(known.person, desk, channel=Channel.NONE)
    assert "Do not contact The person asked for that." in page(nour, known.person)


def test_who_opened_it_and_stays_sees_everything(nour: Client, known: Case) -> None:
    said = page(nour, known.person)
    for shown in ("Dana Alias", MINIMUM, "+962 7 9000 0012", "Record my data", known.reference, "Who is kept out"):
        assert shown in said
    assert "What is not shown" not in said


def test_it_says_why_it_can_be_seen(nour: Client, known: Case) -> None:
    said = page(nour, known.person)
    assert "Your desk Case work opened this file. The person agreed: Record my data (C1)." in said
    assert "How far: Story and assessment." in said


def test_a_health_desk_sees_the_minimum_and_is_told_why_no_more(client: Client, known: Case, desk: Desk, people: Cast) -> None:
    zayd_desk = people.health_centre
    make_accepted_referral(
        make_user(Role.CASE_MANAGER, desk), desk, people.zayd, zayd_desk, case=known, type=ServiceKind.HEALTH
    )
    said = page(signed_in(client, people.zayd), known.person)
    assert MINIMUM in said
    assert "Dana" not in said
    assert "The name is not open to you" in said
    assert "Do not contact How the person may be reached is not open to you." in said
    assert "What the person agreed to for your body does not reach this far." in said


def test_a_role_that_ends_below_the_agreement_is_told_that_a_colleague_can(client: Client, known: Case, desk: Desk) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU), services=[ServiceKind.IDENTIFICATION])
    duty, ident = make_user(Role.CTU_DUTY, unit), make_user(Role.CTU_IDENT, unit)
    make_consent(known.person, ConsentKind.C4, desk=desk)
    make_accepted_referral(make_user(Role.CASE_MANAGER, desk), desk, ident, unit, case=known, type=ServiceKind.IDENTIFICATION)
    said = page(signed_in(client, duty), known.person)
    assert "Your role does not show this. A colleague at your desk with another role can open it." in said
    assert "Dana" not in said
    assert "Dana Alias" in page(signed_in(client, ident), known.person)


def test_the_police_keep_what_they_wrote_and_see_nothing_newer(client: Client, case: Case, people: Cast) -> None:
    make_accepted_referral(people.basim, people.station, people.amal, people.shelter, case=case)
    theirs = [(DetailKind.NAME, "Salma Newer"), (DetailKind.PHONE, "+962790000077")]
    people_actions.write_details(case.person, theirs, desk=people.shelter, by=people.amal, at=LATER)
    make_safe_contact(case.person, people.shelter)
    people_actions.change_facts(case.person, {"children": 3}, version=1, desk=people.shelter, by=people.amal, at=LATER)
    said = page(signed_in(client, people.basim), case.person)
    assert "Dana Alias" in said
    for newer in ("Salma", "9000 0077", "blue door", "Friday", "Number of children", "21 to 29"):
        assert newer not in said
    assert "Do not contact" in said
    assert "Only what your desk wrote itself, and the status." in said


def test_who_reads_both_sees_which_desk_wrote_what(client: Client, known: Case, desk: Desk, people: Cast) -> None:
    accepted(people, known, desk)
    people_actions.write_details(
        known.person, [(DetailKind.NAME_ARABIC, "دانا")], desk=people.shelter, by=people.amal, at=LATER
    )
    said = page(signed_in(client, people.amal), known.person)
    assert "Name as said Dana Alias (written by another desk)" in said
    assert "Name in Arabic script دانا Aliases, nicknames, other spellings Numbers" in said


def test_only_the_newest_case_shows_its_referrals_and_drafts_stay_with_their_desk(
    client: Client, known: Case, desk: Desk, people: Cast
) -> None:
    accepted(people, known, desk)
    make_draft(make_user(Role.CASE_MANAGER, desk), desk, people.health_centre, case=known, type=ServiceKind.HEALTH)
    writer = page(signed_in(client, make_user(Role.CASE_MANAGER, desk)), known.person)
    assert "Draft" in writer
    assert "Draft" not in page(signed_in(client, people.amal), known.person)


def test_a_child_is_marked_as_one(nour: Client, desk: Desk) -> None:
    assert "Treated as a child" in page(nour, make_child_case(desk).person)


def test_without_a_name_the_reference_stands_for_the_person(nour: Client, desk: Desk) -> None:
    person = make_case(desk).person
    said = page(nour, person)
    assert f"Person {person.reference}" in said
    assert "No name recorded" in said


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (Role.CASE_MANAGER, {"facts/", "identity/", "reach/", "safe-contact/", "blocks/"}, set()),
        (Role.SHELTER_STAFF, {"facts/", "identity/", "reach/", "safe-contact/"}, {"blocks/"}),
        (Role.FOCAL_POINT, set(), {"facts/", "identity/", "reach/", "safe-contact/", "blocks/", "consents/"}),
    ],
)
def test_a_button_stands_where_the_door_behind_it_opens(
    client: Client, known: Case, desk: Desk, role: Role, shown: set[str], hidden: set[str]
) -> None:
    signed_in(client, make_user(role, desk))
    html = client.get(f"/people/{known.person.reference}/").content.decode()
    base = f'href="/people/{known.person.reference}/'
    assert all(f'{base}{door}"' in html for door in shown)
    assert not any(f'{base}{door}"' in html for door in hidden)
    for door in shown:
        assert client.get(f"/people/{known.person.reference}/{door}").status_code == 200
    for door in hidden:
        assert client.get(f"/people/{known.person.reference}/{door}").status_code == 403


@pytest.mark.parametrize(("kind", "event"), [(AgencyKind.HEALTH, Did.PERSON_VIEWED), (AgencyKind.LEGAL, Did.IDENTITY_VIEWED)])
def test_the_trail_says_whether_identity_was_on_the_page(
    client: Client, known: Case, desk: Desk, kind: AgencyKind, event: Did
) -> None:
    theirs = make_desk(make_agency(kind), services=[ServiceKind.LEGAL])
    reader = make_user(Role.LAWYER, theirs)
    make_accepted_referral(make_user(Role.CASE_MANAGER, desk), desk, reader, theirs, case=known, type=ServiceKind.LEGAL)
    page(signed_in(client, reader), known.person)
    assert trail.file_lines(known.person.reference)[0].name == event


def test_it_takes_as_many_statements_for_a_long_file_as_for_a_short_one(nour: Client, known: Case, desk: Desk) -> None:
    counts = []
    for number in range(2):
        for kind in (ConsentKind.C2, ConsentKind.C4):
            make_consent(known.person, kind, desk=desk)
        make_consent(known.person, ConsentKind.C3, desk=desk, body=make_agency())
        make_block(known.person, user=make_user())
        people_actions.write_details(
            known.person, [(DetailKind.NAME, f"Dana {number}")], desk=make_desk(), by=make_user(), at=LATER
        )
        page(nour, known.person)
        with CaptureQueriesContext(connection) as asked:
            page(nour, known.person)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_it_speaks_arabic(client: Client, known: Case, desk: Desk) -> None:
    signed_in(client, make_user(Role.CASE_MANAGER, desk, language=Language.ARABIC))
    said = page(client, known.person)
    assert "ممنوع التواصل" in said
    assert "من 21 إلى 29" in said


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1996", "1996"),
        ("about 1996", "about 1996"),
        ("1996-11-12", "12 Nov 1996"),
        ("spring 1996", "Spring 1996"),
        ("1996/1997 = hijri 1417", "1417, Hijri (Umm al-Qura) calendar: in ours 1996–1997"),
        ("2007-09-12 = ethiopian 1/1/2000", "1/1/2000, Ethiopian calendar: in ours 12 Sept 2007"),
    ],
)
def test_a_birth_date_is_shown_as_far_as_it_is_known(written: str, shown: str) -> None:
    with override("en"):
        assert birth_text(written) == shown
