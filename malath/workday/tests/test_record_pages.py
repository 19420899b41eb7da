"""Names, papers, family, other parties and tries to reach the person: their pages, and what the person's page says."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.people import queries
from malath.people.models import Document, Person, Tie
from malath.people.testing import make_document, make_party, make_safe_contact, make_tie
from malath.people.words import Lives, Whereabouts
from malath.privacy.testing import make_block
from malath.privacy.tests.pages import text, value
from malath.referrals.testing import make_accepted_referral

ONCE = "5f5ab9a0-6a5c-4d7c-9a43-0c9f3a6a9b1e"

PAPER = {"kind": "passport", "place": "employer", "known": "said", "number": "EP 12", "country": "ET"}
TIE = {"kind": "child", "lives": "employer", "depends": "on", "name": "Sami Alias"}
PARTY = {"kind": "employer", "name": "Household Twelve", "phone": "0790000077"}


@pytest.fixture(autouse=True)
def _an_hour_later(clock: Clock) -> None:
    clock.forward(hours=1)


@pytest.fixture
def desk(people: Cast) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION, "Hand in hand", "يد بيد"), name_en="Case work")


@pytest.fixture
def nour(client: Client, desk: Desk) -> Client:
    return signed_in(client, make_user(Role.CASE_MANAGER, desk, name_en="Nour"))


@pytest.fixture
def known(desk: Desk) -> Case:
    return make_case(desk, name="Dana Alias", phone="+962790000012")


@pytest.fixture
def person(known: Case) -> Person:
    return known.person


def url(person: Person, page: str) -> str:
    return f"/people/{person.reference}/{page}/"


def home(client: Client, person: Person) -> str:
    return text(client.get(f"/people/{person.reference}/"))


def once() -> dict[str, str]:
    return {"once": str(uuid4())}


def at_the_shelter(people: Cast, known: Case, desk: Desk, client: Client) -> Client:
    """Amal, whose shelter accepted the person: she sees identity, not the story."""
    make_accepted_referral(make_user(Role.CASE_MANAGER, desk), desk, people.amal, people.shelter, case=known)
    return signed_in(client, people.amal)


def test_a_name_is_written_down_and_ended(nour: Client, person: Person) -> None:
    typed = {"kind": "alias", "value": "ራሔል", "certainty": "told"}
    assert nour.post(url(person, "names"), typed).status_code == 302
    page = nour.get(url(person, "names"))
    assert "ራሔል Other name the person uses · Told by somebody else · Ethiopic letters" in text(page)
    nour.post(url(person, "names/end"), {"name": value(page, "name")})
    assert "ራሔል" not in text(nour.get(url(person, "names")))


@pytest.mark.parametrize(
    ("page", "typed", "field"),
    [("names", {"value": ""}, "value"), ("papers", {"kind": "", "number": "EP 12"}, "number"),
     ("family", {"kind": "", "name": "Sami"}, "name"), ("others", {"kind": "employer"}, "name")],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    nour: Client, person: Person, page: str, typed: dict[str, str], field: str
) -> None:
    response = nour.post(url(person, page), {**once(), **typed})
    assert response.status_code == 422
    assert value(response, field) == typed.get(field, "")
    assert trail.file_lines(person.reference)[0].name == Did.IDENTITY_VIEWED


def test_a_withheld_passport_shows_at_once(nour: Client, person: Person, known: Case) -> None:
    assert nour.post(url(person, "papers"), {**PAPER, **once()}).status_code == 302
    assert "Withheld Passport" in home(nour, person)
    assert "Withheld by the employer The person told us" in home(nour, person)
    assert "Withheld Passport" in text(nour.get(f"/cases/{known.reference}/"))


def test_who_sees_needs_and_safety_only_sees_that_it_is_withheld(client: Client, people: Cast, desk: Desk, known: Case) -> None:
    make_document(known.person, desk)
    theirs = make_desk(make_agency(AgencyKind.HEALTH), services=[ServiceKind.HEALTH])
    nurse = make_user(Role.CASE_MANAGER, theirs)
    make_accepted_referral(make_user(Role.CASE_MANAGER, desk), desk, nurse, theirs, case=known, type=ServiceKind.HEALTH)
    said = home(signed_in(client, nurse), known.person)
    assert "Withheld Passport" in said
    assert "EP4400012" not in said


def test_given_back_the_sign_goes(nour: Client, person: Person, desk: Desk) -> None:
    paper = make_document(person, desk)
    nour.post(url(person, f"papers/{paper.reference}/move"), {"place": "person", "known": "seen"})
    assert "Withheld" not in home(nour, person)
    assert "With the person We saw it" in home(nour, person)


def test_where_it_is_must_be_said(nour: Client, person: Person, desk: Desk) -> None:
    paper = make_document(person, desk)
    response = nour.post(url(person, f"papers/{paper.reference}/move"), {"place": ""}, follow=True)
    assert "Choose where the paper is now" in text(response)
    assert Document.objects.get(reference=paper.reference).place == Whereabouts.EMPLOYER


@pytest.mark.parametrize(("page", "typed"), [("papers", PAPER), ("family", TIE), ("others", PARTY)])
def test_a_form_sent_twice_writes_once(nour: Client, person: Person, page: str, typed: dict[str, str]) -> None:
    same = once()
    for _ in range(2):
        assert nour.post(url(person, page), {**typed, **same}).status_code == 302
    counts = [len(read(person.pk)) for read in (queries.papers_of, queries.ties_of, queries.parties_of)]
    assert sorted(counts) == [0, 0, 1]


def test_family_is_written_down(nour: Client, person: Person) -> None:
    nour.post(url(person, "family"), {**TIE, **once()})
    assert "Child of the person: Sami Alias Is with the employer Depends on the person" in home(nour, person)


def test_a_tie_leads_to_another_file_only_for_who_may_open_both(
    nour: Client, person: Person, people: Cast, desk: Desk, known: Case
) -> None:
    child = make_case(desk, name="Child Alias").person
    nour.post(url(person, "family"), {**TIE, **once(), "other": child.reference.lower()})
    assert f"Own file {child.reference}" in home(nour, person)
    amal = at_the_shelter(people, known, desk, Client())
    said = home(amal, person)
    assert "Child of the person: Sami Alias" in said
    assert child.reference not in said


def test_a_file_that_is_not_theirs_answers_like_none(nour: Client, person: Person, people: Cast) -> None:
    hidden = make_case(people.station).person
    answers = set()
    for reference in (hidden.reference, "2222-3333-4444"):
        response = nour.post(url(person, "family"), {**TIE, **once(), "other": reference})
        assert response.status_code == 422
        answers.add(re.sub(r"2222-3333-4444|[0-9a-f-]{36}", "", text(response).replace(hidden.reference, "")))
    assert "No file of this reference is open to you." in answers.pop()
    assert not answers
    assert not Tie.objects.exists()


def test_nobody_is_their_own_family(nour: Client, person: Person) -> None:
    response = nour.post(url(person, "family"), {**TIE, **once(), "other": person.reference})
    assert "A person is no relative of their own." in text(response)


def test_other_parties_are_part_of_the_story(nour: Client, person: Person, people: Cast, desk: Desk, known: Case) -> None:
    nour.post(url(person, "others"), {**PARTY, **once()})
    assert "Employer: Household Twelve" in home(nour, person)
    amal = at_the_shelter(people, known, desk, Client())
    assert "Household" not in home(amal, person)
    assert "Other parties" not in home(amal, person)
    assert amal.get(url(person, "others")).status_code == 403


def test_a_number_that_turns_out_to_be_the_employers_is_marked_everywhere(nour: Client, person: Person, desk: Desk) -> None:
    make_safe_contact(person, desk, number="+962790000012")
    make_party(person, desk, phone="+962790000012")
    said = home(nour, person)
    assert "Not now This number belongs to somebody else in the file." in said
    assert re.search(r"0012 Never use this number", said)


def test_it_says_when_one_may_call(client: Client, person: Person, desk: Desk, clock: Clock) -> None:
    user = make_user(Role.CASE_MANAGER, desk)
    make_safe_contact(person, desk, number="+962790000012")
    assert "Not before 6 Nov 2026, 10:00." in home(signed_in(client, user), person)
    clock.at = datetime(2026, 11, 6, 8, 30, tzinfo=UTC)
    assert "You may now, until 6 Nov 2026, 12:00." in home(signed_in(client, user), person)


def test_a_try_that_went_wrong_stops_the_next(nour: Client, person: Person, desk: Desk) -> None:
    make_safe_contact(person, desk)
    assert nour.get(url(person, "safe-contact/tried")).status_code == 200
    nour.post(url(person, "safe-contact/tried"), {"once": ONCE, "version": "1", "result": "somebody_else", "note": "A man."})
    said = home(nour, person)
    assert "Not now The last try went wrong." in said
    assert "Somebody else answered A man." in said


def test_what_was_agreed_anew_meanwhile_is_not_marked_as_tried(nour: Client, person: Person, desk: Desk) -> None:
    make_safe_contact(person, desk)
    make_safe_contact(person, desk)
    response = nour.post(url(person, "safe-contact/tried"), {"once": ONCE, "version": "1", "result": "reached"}, follow=True)
    assert "It was agreed anew meanwhile." in text(response)


def test_a_try_sent_twice_is_one_and_the_page_lists_it(nour: Client, person: Person, desk: Desk) -> None:
    make_safe_contact(person, desk)
    for _time in range(2):
        nour.post(url(person, "safe-contact/tried"), {"once": ONCE, "version": "1", "result": "no_answer"})
    said = text(nour.get(url(person, "safe-contact/tried")))
    assert said.count("not as agreed") == 1
    assert "Contact is lost only after three tries" in said


def test_without_an_agreement_there_is_nothing_to_try(nour: Client, person: Person) -> None:
    response = nour.get(url(person, "safe-contact/tried"), follow=True)
    assert "Nothing is agreed that could be tried." in text(response)


def test_a_front_line_desk_sees_what_it_wrote_itself(client: Client, people: Cast, desk: Desk) -> None:
    person = make_case(people.station, name="Dana Alias").person
    make_document(person, people.station, number="OURS 1")
    make_document(person, desk, number="THEIRS 1")
    make_tie(person, desk, name="Theirs Alias", lives=Lives.JORDAN)
    make_party(person, desk, name="Theirs House")
    said = home(signed_in(client, people.basim), person)
    assert "OURS 1" in said
    assert not re.search("THEIRS|Theirs", said)


def test_a_stranger_and_a_blocked_viewer_meet_the_same_nothing(client: Client, person: Person, desk: Desk) -> None:
    blocked = make_user(Role.CASE_MANAGER, desk)
    make_block(person, user=blocked)
    stranger = make_user(Role.CASE_MANAGER, make_desk())
    for page in ("names", "papers", "family", "others", "safe-contact/tried"):
        answers = [signed_in(client, user).get(url(person, page)) for user in (blocked, stranger)]
        assert {answer.status_code for answer in answers} == {404}
        never = signed_in(client, stranger).get(f"/people/2222-3333-4444/{page}/")
        assert text(answers[1]) == text(never)


def test_a_paper_of_somebody_else_is_none(nour: Client, person: Person, desk: Desk) -> None:
    other = make_document(make_case(desk).person, desk)
    assert nour.post(url(person, f"papers/{other.reference}/end")).status_code == 404


def test_what_is_ended_is_gone_from_the_page(nour: Client, person: Person, desk: Desk) -> None:
    for page, row in (
        ("papers", make_document(person, desk)), ("family", make_tie(person, desk)), ("others", make_party(person, desk))
    ):  # fmt: skip
        assert nour.get(url(person, f"{page}/{row.reference}/end")).status_code == 405
        assert nour.post(url(person, f"{page}/{row.reference}/end")).status_code == 302
    assert not re.search("Sami Alias|EP4400012|Household", home(nour, person))


def test_many_rows_take_as_many_statements_as_few(nour: Client, person: Person, desk: Desk) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            home(nour, person)
        return len(asked)

    other = make_case(desk).person
    for make in (make_document, make_party):
        make(person, desk)
    make_tie(person, desk, other=other)
    make_safe_contact(person, desk)
    home(nour, person)
    few = statements()
    for number in range(3):
        make_document(person, desk, number=f"N {number}")
        make_tie(person, desk, other=make_case(desk).person)
        make_party(person, desk, name=f"House {number}")
    assert statements() == few
