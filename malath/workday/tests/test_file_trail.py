"""Who has seen a file and what was done: as far as the viewer sees the file itself."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import actions as audit
from malath.audit import queries as events
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.testing import make_case, make_child_case, make_note
from malath.foundation.testing import Clock
from malath.people.models import Person
from malath.privacy.testing import MONDAY, make_block, make_consent
from malath.privacy.tests.pages import text
from malath.privacy.words import Answer, ConsentKind
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral
from malath.workday import trail
from malath.workday.trail import PAGE, SECTION_OF, SEEN, WHAT_BECAME_OF_IT


@pytest.fixture(autouse=True)
def _an_hour_later(clock: Clock) -> None:
    """Referrals of these tests were answered before anybody looks."""
    clock.forward(hours=1)


@pytest.fixture
def desk(people: Cast) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION, "Hand in hand", "يد بيد"), name_en="Case work")


@pytest.fixture
def nour(desk: Desk) -> User:
    return make_user(Role.CASE_MANAGER, desk, name_en="Nour")


@pytest.fixture
def shared(desk: Desk, nour: User, people: Cast) -> Referral:
    """Nour's case, referred to Amal's shelter and taken on there."""
    case = make_case(desk, nour, name="Dana Alias")
    make_note(case, desk=desk, by=nour)
    return make_accepted_referral(nour, desk, people.amal, people.shelter, case=case)


def look(client: Client, user: User, person: Person, query: str = "") -> str:
    response = signed_in(client, user).get(f"/people/{person.reference}/trail/{query}")
    assert response.status_code == 200
    return text(response)


def test_who_sees_the_whole_file_sees_everything_that_was_seen_and_done(
    client: Client, shared: Referral, nour: User, people: Cast
) -> None:
    signed_in(client, people.amal).get(f"/people/{shared.person.reference}/")
    said = look(client, nour, shared.person)
    assert "Identity and contact shown Shelter · Consent of the person Amal · Dar al-Nakheel" in said
    assert "Note written Observation Nour · Hand in hand" in said
    assert "Consent given Stay in a shelter: Yes" in said
    assert "You see what your own body did" not in said


def test_looking_is_itself_recorded(client: Client, shared: Referral, nour: User) -> None:
    assert "Trail opened Opened by this desk · Consent of the person Nour" in look(client, nour, shared.person)
    assert events.file_lines(shared.person.reference)[0].name == Did.TRAIL_VIEWED


def test_a_body_that_sees_less_is_told_less(client: Client, shared: Referral, people: Cast, nour: User) -> None:
    look(client, nour, shared.person)
    said = look(client, people.amal, shared.person)
    assert "Note written" not in said, "the story is not open to a shelter"
    assert "Trail opened Opened by this desk · Consent of the person Hand in hand" in said, "who looked, by their body"
    assert "Nour" not in said, "officers of others are not named"
    assert "Case status set Accepted Amal · Dar al-Nakheel" in said
    assert "You see what your own body did" in said


def test_the_name_of_a_secret_body_is_for_who_sees_the_whole_file(
    client: Client, shared: Referral, people: Cast, desk: Desk, nour: User
) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU, "The Unit", "الوحدة"), services=[ServiceKind.IDENTIFICATION])
    officer = make_user(Role.CTU_IDENT, unit, name_en="Samer")
    make_consent(shared.person, ConsentKind.C4, desk=desk)
    make_accepted_referral(nour, desk, officer, unit, case=shared.case, type=ServiceKind.IDENTIFICATION)
    signed_in(client, officer).get(f"/people/{shared.person.reference}/")
    assert "Identity and contact shown Identification · Consent of the person Samer · The Unit" in look(
        client, nour, shared.person
    )
    less = look(client, people.amal, shared.person)
    assert "The Unit" not in less
    assert "Samer" not in less
    assert "Identity and contact shown Another body" in less, "nor for what they looked: that tells the body"


def test_the_desk_that_opened_it_sees_its_own_events_the_status_and_what_became_of_its_referral(
    client: Client, case: Case, people: Cast, desk: Desk, nour: User
) -> None:
    sent = make_accepted_referral(people.basim, people.station, people.amal, people.shelter, case=case)
    make_consent(sent.person, ConsentKind.C2, Answer.NO, desk=people.shelter, by=people.amal)
    make_block(sent.person, user=people.zayd, by=people.amal)
    signed_in(client, people.amal).get(f"/people/{sent.person.reference}/")
    said = look(client, people.basim, sent.person)
    assert "Case opened Basim · Station district one" in said
    assert "Referral accepted Another body" in said
    assert "Case status set Accepted Another body" in said
    for hidden in (
        "Amal",
        "Dar al-Nakheel",
        "Identity and contact shown",
        "Consent refused",
        "Block set",
        "Access opened Another",
    ):
        assert hidden not in said


def test_what_became_of_somebody_elses_referral_stays_hidden(
    client: Client, case: Case, people: Cast, desk: Desk, nour: User
) -> None:
    make_accepted_referral(people.basim, people.station, people.amal, people.shelter, case=case)
    lawyers = make_desk(make_agency(AgencyKind.LEGAL, "Legal aid", "عون"), services=[ServiceKind.LEGAL])
    before = look(client, people.basim, case.person).count("Referral accepted")
    make_accepted_referral(
        people.amal, people.shelter, make_user(Role.LAWYER, lawyers), lawyers, case=case, type=ServiceKind.LEGAL
    )
    assert look(client, people.basim, case.person).count("Referral accepted") == before == 1


@pytest.mark.parametrize(
    ("only", "shown", "hidden"), [("seen", "Trail opened", "Case opened"), ("done", "Case opened", "Trail opened")]
)
def test_it_is_narrowed_to_views_or_to_acts(
    client: Client, shared: Referral, nour: User, only: str, shown: str, hidden: str
) -> None:
    said = look(client, nour, shared.person, f"?only={only}")
    assert shown in said
    assert hidden not in said


def test_pages_are_full_whatever_is_left_out(client: Client, case: Case, people: Cast) -> None:
    for number in range(PAGE + 5):
        by = people.amal if number % 2 else people.basim
        audit.record_view(Did.IDENTITY_VIEWED, subject=case.person.reference, file=case.person.reference, by=by, at=MONDAY)
    said = look(client, people.basim, case.person, "?only=seen")
    assert said.count("Identity and contact shown") == (PAGE + 5) // 2 + 1
    assert "Older" not in said
    for _ in range(PAGE):
        audit.record_view(
            Did.IDENTITY_VIEWED, subject=case.person.reference, file=case.person.reference, by=people.basim, at=MONDAY
        )
    response = signed_in(client, people.basim).get(f"/people/{case.person.reference}/trail/?only=seen")
    first = text(response)
    older = response.content.decode().split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = text(client.get(older))
    assert first.count("Identity and contact shown") + first.count("Trail opened") == PAGE
    assert "Identity and contact shown" in second
    assert "Newer" in second


@pytest.mark.parametrize("before", ["x", "-1", "1" * 30, "٣"])
def test_nonsense_in_the_address_means_the_newest(client: Client, shared: Referral, nour: User, before: str) -> None:
    assert "Trail opened" in look(client, nour, shared.person, f"?before={before}")


def test_it_takes_as_many_statements_for_a_long_trail_as_for_a_short_one(client: Client, shared: Referral, nour: User) -> None:
    counts = []
    for _ in range(2):
        for _ in range(10):
            audit.record_view(
                Did.PERSON_VIEWED, subject=shared.person.reference, file=shared.person.reference, by=nour, at=MONDAY
            )
        look(client, nour, shared.person)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/people/{shared.person.reference}/trail/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_every_event_belongs_to_one_section_at_most_and_views_are_no_acts() -> None:
    placed = [event for section in SECTION_OF.values() for event in section]
    assert len(placed) == len(set(placed))
    assert not SEEN & WHAT_BECAME_OF_IT
    assert set(Did) == trail.DONE | SEEN


def why(person: Person, event: Did) -> dict[str, str]:
    return next(dict(line.facts) for line in events.file_lines(person.reference) if line.name == event)


SHELTER = {"level": "3", "purpose": "shelter", "basis": "consent"}
OPENED = {"level": "4", "purpose": "opening", "basis": "consent"}


@pytest.mark.parametrize(("rest", "event"), [
    ("", Did.IDENTITY_VIEWED), ("trail/", Did.TRAIL_VIEWED), ("consents/", Did.CONSENTS_VIEWED),
    ("facts/", Did.PERSON_VIEWED), ("safe-contact/", Did.IDENTITY_VIEWED),
])  # fmt: skip
def test_every_view_of_a_person_says_for_what_and_on_what_ground(
    client: Client, shared: Referral, people: Cast, rest: str, event: Did
) -> None:
    signed_in(client, people.amal).get(f"/people/{shared.person.reference}/{rest}")
    assert why(shared.person, event) == SHELTER


@pytest.mark.parametrize("rest", ["", "facts/"])
def test_every_view_of_a_case_says_it_too(client: Client, shared: Referral, nour: User, rest: str) -> None:
    signed_in(client, nour).get(f"/cases/{shared.case.reference}/{rest}")
    assert why(shared.person, Did.CASE_VIEWED) == OPENED


def test_going_on_without_consent_is_named_as_the_ground(client: Client, people: Cast) -> None:
    case = make_child_case(people.station, people.basim)
    signed_in(client, people.basim).get(f"/people/{case.person.reference}/")
    assert why(case.person, Did.IDENTITY_VIEWED) == {"level": "4", "purpose": "opening", "basis": "O2"}


def test_a_view_of_a_referral_says_from_which_side(client: Client, shared: Referral, people: Cast, nour: User) -> None:
    for user, side in ((nour, "sending"), (people.amal, "receiving")):
        signed_in(client, user).get(f"/referrals/{shared.reference}/")
        assert why(shared.person, Did.REFERRAL_VIEWED) == {"side": side, "purpose": "shelter"}
    assert "Received by this desk · Shelter Amal" in look(client, nour, shared.person)
