"""The six compartments: opened by name, to one worker, on a consent that fits; never by role, level or emergency."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import RULES, Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.cases.models import Case
from malath.cases.queries import case_of, note_lines, records_of
from malath.cases.testing import make_case, make_note
from malath.foundation import clock as time
from malath.people.models import Person
from malath.privacy import actions, queries, rules
from malath.privacy.actions import compartments
from malath.privacy.actions.compartments import CannotOpenCompartment
from malath.privacy.compartments import MAY_HOLD
from malath.privacy.models import Access
from malath.privacy.queries import statement
from malath.privacy.rules import Held, Sight
from malath.privacy.testing import MONDAY, make_compartment, make_consent, make_glass, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.words import COMPARTMENTS, BasisKind, ConsentKind, Heard, Purpose, Section, WhyNotCompartment

SECRET = "The burns are old, and she is in treatment."


@pytest.fixture
def case(house: House) -> Case:
    return make_case(house.desk, house.nour, name="Person Dal")


@pytest.fixture
def person(case: Case) -> Person:
    return case.person


def sight_for(user: User, person: Person) -> Sight:
    found = queries.sight_of(accounts.holdings(user, MONDAY), person.reference, MONDAY)
    assert found is not None
    return found[1]


def refused(act: object) -> list[WhyNotCompartment]:
    with pytest.raises(CannotOpenCompartment) as refusal:
        act()  # type: ignore[operator]
    return refusal.value.reasons


HELD = st.builds(
    Held,
    level=st.integers(1, 4), cap=st.integers(0, 4), sections=st.frozensets(st.sampled_from(Section)),
    own_writing_only=st.booleans(), desk_id=st.integers(1, 3), purpose=st.sampled_from(Purpose),
    basis=st.sampled_from(BasisKind),
    compartments=st.sampled_from([rule.compartments for rule in RULES.values()]),
)  # fmt: skip


@given(st.lists(HELD, max_size=5))
def test_no_role_level_or_emergency_shows_one_without_a_row_that_names_it(rows: list[Held]) -> None:
    sight = rules.sight(1, "7KQF-2M9X-4TZB", rows)
    for section in COMPARTMENTS:
        naming = [row for row in rows if section in row.sections and row.purpose != Purpose.BREAK_GLASS]
        assert section not in sight.own
        assert (section in sight.full) <= any(section.value in row.compartments for row in naming)


def test_the_place_is_shown_to_no_police_lawyer_or_prosecutor() -> None:
    for kind in (AgencyKind.POLICE, AgencyKind.LEGAL, AgencyKind.PROSECUTION, AgencyKind.CTU, AgencyKind.LABOUR):
        assert kind not in MAY_HOLD[Section.PLACE]
    for role in (Role.POLICE, Role.LIAISON, Role.LAWYER, Role.PROSECUTOR, Role.CTU_DUTY, Role.CTU_IDENT, Role.INSPECTOR):
        assert Section.PLACE.value not in RULES[role].compartments
    for role in Role:
        assert RULES[role].compartments <= {section.value for section in COMPARTMENTS}


def test_nobody_sees_one_at_first_not_even_who_opened_the_file(person: Person, house: House) -> None:
    for user in (house.nour, house.rana):
        assert not set(COMPARTMENTS) & sight_for(user, person).full


def test_a_supervisor_of_the_file_begins_one_and_then_only_who_sees_it_opens_it(person: Person, house: House) -> None:
    other = make_user(Role.CASE_MANAGER, house.desk)
    assert refused(lambda: make_compartment(person, Section.HEALTH, house.desk, other, giver=house.nour)) == [
        WhyNotCompartment.NOT_YOURS
    ]
    access = make_compartment(person, Section.HEALTH, house.desk, house.nour, giver=house.rana)
    assert (access.level, access.worker, set(access.sections)) == (1, house.nour, {"status", "health"})
    assert Section.HEALTH in sight_for(house.nour, person).full
    assert Section.HEALTH not in sight_for(other, person).full
    assert Section.THERAPY not in sight_for(house.nour, person).full
    make_compartment(person, Section.HEALTH, house.desk, other, giver=house.nour)
    assert Section.HEALTH in sight_for(other, person).full


@pytest.mark.parametrize(
    ("also", "reasons"),
    [((), [WhyNotCompartment.NOT_AGREED]), ((ConsentKind.C9,), []), ((ConsentKind.C10,), [WhyNotCompartment.NOT_AGREED])],
)
def test_health_to_a_hospital_needs_the_yes_to_treatment(
    person: Person, house: House, people: Cast, also: tuple[ConsentKind, ...], reasons: list[WhyNotCompartment]
) -> None:
    make_shared(person, people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH)
    for kind in also:
        make_consent(person, kind, desk=house.desk)

    def give() -> Access:
        return make_compartment(person, Section.HEALTH, people.health_centre, people.zayd, giver=house.rana)

    if reasons:
        assert refused(give) == reasons
    else:
        give()
        assert Section.HEALTH in sight_for(people.zayd, person).full


def test_it_ends_with_the_consent_it_rests_on(person: Person, house: House, people: Cast) -> None:
    make_shared(person, people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH)
    consent = make_consent(person, ConsentKind.C9, desk=house.desk)
    make_compartment(person, Section.HEALTH, people.health_centre, people.zayd, giver=house.rana)
    actions.withdraw_several([consent], person, heard=Heard.ALONE, by=house.nour, at=MONDAY)
    assert Section.HEALTH not in sight_for(people.zayd, person).full


def test_a_lawyer_is_never_let_into_therapy_or_the_place(person: Person, house: House) -> None:
    desk = make_desk(make_agency(AgencyKind.LEGAL))
    lawyer = make_user(Role.LAWYER, desk)
    make_shared(person, desk, asked_at=house.desk, purpose=Purpose.LEGAL)
    make_consent(person, ConsentKind.C10, desk=house.desk)
    for section in (Section.THERAPY, Section.PLACE, Section.HIV):
        assert refused(lambda one=section: make_compartment(person, one, desk, lawyer, giver=house.rana)) == [
            WhyNotCompartment.NEVER
        ]
    make_compartment(person, Section.HEALTH, desk, lawyer, giver=house.rana)
    assert Section.HEALTH in sight_for(lawyer, person).full


def test_a_desk_that_does_not_see_the_file_is_let_into_nothing(person: Person, house: House, people: Cast) -> None:
    def give() -> Access:
        return make_compartment(person, Section.HEALTH, people.health_centre, people.zayd, giver=house.rana)

    assert refused(give) == [WhyNotCompartment.NOT_THERE]


def test_an_emergency_opens_none_even_where_a_row_names_one(person: Person, house: House) -> None:
    make_compartment(person, Section.HEALTH, house.desk, house.nour, giver=house.rana)
    actions.close_file(person, by=house.nour, at=MONDAY)
    make_glass(person, house.nour)
    assert not set(COMPARTMENTS) & sight_for(house.nour, person).full


def test_it_is_closed_to_somebody_again(person: Person, house: House) -> None:
    access = make_compartment(person, Section.HEALTH, house.desk, house.nour, giver=house.rana)
    later, giver = MONDAY + timedelta(minutes=5), accounts.holdings(house.rana, MONDAY)
    compartments.end_compartment(person, access, Section.HEALTH, giver=giver, by=house.rana, at=later)
    found = queries.sight_of(accounts.holdings(house.nour, later), person.reference, later)
    assert found is not None
    assert Section.HEALTH not in found[1].full


def test_nothing_is_left_behind_when_the_trace_fails(person: Person, house: House) -> None:
    before = Access.objects.count()
    with mock.patch.object(audit, "record", side_effect=OSError), pytest.raises(OSError):  # noqa: PT011  # ours
        make_compartment(person, Section.HEALTH, house.desk, house.nour, giver=house.rana)
    assert Access.objects.count() == before


@pytest.fixture
def sealed(case: Case, house: House) -> Case:
    """Nour has written into health; a colleague sees the story and no compartment."""
    make_compartment(case.person, Section.HEALTH, house.desk, house.nour, giver=house.rana)
    make_note(case, SECRET, desk=house.desk, by=house.nour, section=Section.HEALTH)
    return case


@pytest.fixture
def colleague(house: House) -> User:
    return make_user(Role.CASE_MANAGER, house.desk)


def test_a_note_in_one_is_read_by_those_to_whom_it_is_open(sealed: Case, house: House, colleague: User) -> None:
    person = sealed.person
    assert [note.text for note in note_lines(sealed, sight_for(house.nour, person), None)] == [SECRET]
    assert note_lines(sealed, sight_for(colleague, person), None) == []


def test_it_stands_in_no_page_trail_export_or_statement_of_others(
    sealed: Case, house: House, colleague: User, client: Client
) -> None:
    found = case_of(sealed.reference)
    assert found is not None
    assert records_of([found])[found.pk].notes == ()
    signed_in(client, colleague)
    reference = sealed.person.reference
    pages = [
        reverse("workday:case", args=[sealed.reference]), reverse("workday:file_trail", args=[reference]),
        reverse("workday:person", args=[reference]), reverse("privacy:compartments", args=[reference]),
    ]  # fmt: skip
    for page in pages:
        text = client.get(page).content.decode()
        assert SECRET not in text
        assert "into a compartment" not in text
    said = statement.statement_of(
        sealed.person, sight_for(colleague, sealed.person), accounts.holdings(colleague, MONDAY), MONDAY
    )
    assert "health" not in repr(said)


def without_token(page: str) -> str:
    """A page without what is new in it each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_closed_door_looks_the_same_with_and_without_something_behind(
    case: Case, house: House, colleague: User, client: Client
) -> None:
    signed_in(client, colleague)
    page = reverse("privacy:compartments", args=[case.person.reference])
    before = without_token(client.get(page).content.decode())
    make_compartment(case.person, Section.HEALTH, house.desk, house.nour, giver=house.rana)
    make_note(case, SECRET, desk=house.desk, by=house.nour, section=Section.HEALTH)
    assert without_token(client.get(page).content.decode()) == before


def test_a_view_says_which_were_open(sealed: Case, house: House, colleague: User) -> None:
    assert sight_for(house.nour, sealed.person).why["named"] == "health"
    assert "named" not in sight_for(colleague, sealed.person).why


def test_why_can_i_see_this_names_it(sealed: Case, house: House, client: Client) -> None:
    signed_in(client, house.nour)
    text = client.get(reverse("workday:person", args=[sealed.person.reference])).content.decode()
    assert "Opened by name:" in text


def test_the_form_offers_only_what_is_open_to_the_writer(sealed: Case, house: House, colleague: User, client: Client) -> None:
    typed = {"once": "a3bb189e-8bf9-3886-9912-ace4e6543002", "kind": "observation", "text": "New burns.", "section": "health"}
    address = reverse("cases:note", args=[sealed.reference])
    assert client.get("/").status_code == 302
    signed_in(client, colleague)
    assert client.post(address, typed).status_code == 403
    signed_in(client, house.nour)
    assert client.post(address, {**typed, "section": "therapy"}).status_code == 403
    assert client.post(address, typed).status_code == 302
    assert len(note_lines(sealed, sight_for(house.nour, sealed.person), None)) == 2


def test_it_is_opened_and_closed_on_the_page(person: Person, house: House, client: Client) -> None:
    signed_in(client, house.rana)
    address, whom = (
        reverse("privacy:open_compartment", args=[person.reference]),
        f"{house.desk.reference} {house.nour.reference}",
    )
    assert whom in client.get(reverse("privacy:compartments", args=[person.reference])).content.decode()
    client.post(address, {"section": "health", "whom": whom})
    row = Access.objects.get(worker=house.nour)
    signed_in(client, house.nour)
    end = reverse("privacy:end_compartment", args=[person.reference])
    assert client.post(end, {"section": "therapy", "row": row.pk}).status_code == 404
    client.post(end, {"section": "health", "row": row.pk})
    row.refresh_from_db()
    assert row.until == time.now()
