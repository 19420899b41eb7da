"""The page of consents: what it shows to whom, how one question is asked, and how the answer is recorded."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.testing import make_agency
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.testing import Clock
from malath.people.models import Person
from malath.people.words import AgeBand
from malath.privacy import queries
from malath.privacy.rules import wording_mark
from malath.privacy.testing import make_consent, make_file, make_ground, make_guardian, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text, value
from malath.privacy.wording import wording
from malath.privacy.words import Answer, BasisKind, ConsentKind, Purpose

GIVEN = {"answer": "yes", "language": "am", "interpreter": "phone", "method": "spoken"}
HIDDEN = "A body whose name is not shown to you"


def url(person: Person, rest: str = "") -> str:
    return f"/people/{person.reference}/consents/{rest}"


def test_every_question_stands_by_itself_and_none_is_for_all(nour: Client, person: Person) -> None:
    page = text(nour.get(url(person)))
    with override("en"):
        assert all(str(kind.label) in page for kind in ConsentKind)
    assert "There is no “yes to all”" in page
    assert page.count("Not asked") == len(ConsentKind) - 2, "C1 was answered, C3 is asked for one body at a time"


def test_it_shows_answer_day_method_and_last_day(nour: Client, person: Person) -> None:
    page = text(nour.get(url(person)))
    assert "Yes 2 Nov 2026, 10:00 · Arabic · Spoken · No interpreter needed · written by your desk" in page
    assert "stands until 2 Nov 2027" in page


def test_it_is_recorded_as_a_view_of_consents(nour: Client, person: Person) -> None:
    nour.get(url(person))
    assert trail.file_lines(person.reference)[0].name == Did.CONSENTS_VIEWED


def test_history_is_kept_and_said_to_be_unused(nour: Client, person: Person, house: House) -> None:
    make_consent(person, ConsentKind.C5, Answer.NOT_NOW, desk=house.desk)
    make_consent(person, ConsentKind.C5, Answer.NO, desk=house.desk)
    page = text(nour.get(url(person)))
    assert "Kept as history, never used." in page
    assert "Not now" in page.split("Answers before")[1]


def test_a_shelters_or_the_units_name_is_not_shown_to_who_sees_less_than_everything(
    client: Client, person: Person, house: House, people: Cast
) -> None:
    make_shared(person, people.shelter, asked_at=house.desk, purpose=Purpose.SHELTER, also=[ConsentKind.C8])
    unit = make_agency(AgencyKind.CTU, "The Unit", "الوحدة")
    make_consent(person, ConsentKind.C3, Answer.NO, desk=house.desk, body=unit)
    whole = text(signed_in(client, house.nour).get(url(person)))
    assert "The Unit" in whole
    assert HIDDEN not in whole
    less = text(signed_in(client, people.amal).get(url(person)))
    assert "Dar al-Nakheel" in less
    assert "The Unit" not in less
    assert HIDDEN in less


def test_a_front_line_desk_sees_the_answers_it_wrote_down_itself(client: Client, people: Cast, house: House) -> None:
    person = make_file(people.station, own_writing_only=True)
    make_consent(person, ConsentKind.C4, Answer.NO, desk=house.desk)
    page = text(signed_in(client, people.basim).get(url(person)))
    assert page.count("written by your desk") == 1
    assert page.count("Not asked") == len(ConsentKind) - 2


def test_grounds_without_consent_are_shown_with_their_clock(nour: Client, person: Person) -> None:
    make_ground(person, because="He will be back tonight.")
    page = text(nour.get(url(person)))
    assert "Imminent danger to life" in page
    assert "He will be back tonight." in page
    assert "Left: 1 day" in page or "Left: 24 hours" in page


def test_the_page_takes_as_many_statements_for_many_answers_as_for_few(nour: Client, person: Person, house: House) -> None:
    counts = []
    for ground in (BasisKind.O1, BasisKind.O3):
        for kind in (ConsentKind.C2, ConsentKind.C4, ConsentKind.C6):
            make_consent(person, kind, desk=house.desk)
        make_consent(person, ConsentKind.C3, desk=house.desk, body=make_agency())
        make_ground(person, ground)
        nour.get(url(person))
        with CaptureQueriesContext(connection) as asked:
            nour.get(url(person))
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", [kind for kind in ConsentKind if kind not in {ConsentKind.C3, ConsentKind.C15}])
def test_the_exact_words_stand_on_the_page_in_both_languages(nour: Client, person: Person, kind: ConsentKind) -> None:
    page = text(nour.get(url(person, f"{kind}/")))
    assert wording(kind).ar in page
    assert wording(kind).en in page


def test_one_answer_is_recorded_with_its_words(nour: Client, person: Person, house: House) -> None:
    response = nour.post(url(person, "C4/"), {**GIVEN, "seen": "0", "witness": "Her friend", "expires_on": "١/٣/٢٠٢٧"})
    assert (response.status_code, response["Location"]) == (302, url(person) + "#C4")
    consent = queries.standing_row(person.pk, ConsentKind.C4, None)
    assert consent is not None
    assert (consent.answer, consent.language, consent.interpreter) == ("yes", "am", "phone")
    assert (consent.desk, consent.by, consent.expires_on) == (house.desk, house.nour.reference, date(2027, 3, 1))
    assert consent.wording == wording_mark(wording(ConsentKind.C4).proof)


def test_the_default_is_twelve_months(nour: Client, person: Person) -> None:
    assert value(nour.get(url(person, "C4/")), "expires_on") == "02/11/2027"


@pytest.mark.parametrize("answer", ["no", "not_asked"])
def test_a_no_and_a_question_not_asked_are_answers_of_their_own(nour: Client, person: Person, answer: str) -> None:
    nour.post(url(person, "C6/"), {**GIVEN, "answer": answer, "expires_on": "01/03/2027"})
    consent = queries.standing_row(person.pk, ConsentKind.C6, None)
    assert consent is not None
    assert (consent.answer, consent.expires_on) == (answer, None)


def test_not_now_is_offered_for_co_operation_only(nour: Client, person: Person) -> None:
    assert 'value="not_now"' in nour.get(url(person, "C5/")).content.decode()
    assert 'value="not_now"' not in nour.get(url(person, "C4/")).content.decode()
    assert nour.post(url(person, "C5/"), {**GIVEN, "answer": "not_now"}).status_code == 302
    assert nour.post(url(person, "C4/"), {**GIVEN, "answer": "not_now"}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"answer": ""}, "This field is required."),
        ({"language": ""}, "This field is required."),
        ({"interpreter": "missing"}, "No interpreter was found"),
        ({"expires_on": "01/11/2026"}, "The consent would already have expired."),
        ({"expires_on": "soon"}, "Write the date as day/month/year"),
        ({"method": "imported"}, "imported"),
        ({"witness": "x" * 201}, "Use 200 characters or fewer"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_what_was_typed_stays(
    nour: Client, person: Person, typed: dict[str, str], said: str
) -> None:
    response = nour.post(url(person, "C4/"), {**GIVEN, "witness": "Her friend", **typed})
    assert response.status_code == 422
    assert said in text(response)
    assert queries.standing_row(person.pk, ConsentKind.C4, None) is None


def test_an_answer_recorded_meanwhile_is_shown_before_yours_counts(nour: Client, person: Person, house: House) -> None:
    make_consent(person, ConsentKind.C4, Answer.NO, desk=house.desk, by=house.rana)
    response = nour.post(url(person, "C4/"), {**GIVEN, "seen": "0", "witness": "Her friend"})
    assert response.status_code == 409
    said = text(response)
    assert "Another answer was recorded meanwhile" in said
    assert "What stands now No" in said
    assert value(response, "witness") == "Her friend"
    again = nour.post(url(person, "C4/"), {**GIVEN, "seen": value(response, "seen")})
    assert again.status_code == 302


def test_the_next_question_of_the_same_talk_begins_as_the_last_one_ended(nour: Client, person: Person, clock: Clock) -> None:
    nour.post(url(person, "C4/"), {**GIVEN, "language": "om"})
    assert '<option value="om" selected>' in nour.get(url(person, "C6/")).content.decode()
    clock.forward(hours=3)
    assert '<option value="am" selected>' in nour.get(url(person, "C6/")).content.decode()


def test_c3_is_asked_for_one_body_at_a_time(nour: Client, person: Person, people: Cast) -> None:
    body = people.shelter.agency
    choose = nour.get(url(person, "C3/"))
    assert all(agency.name_en in text(choose) for agency in (body, people.station.agency))
    chosen = nour.get(url(person, "C3/"), {"body": body.reference})
    assert chosen["Location"] == url(person, f"C3/{body.reference}/")
    assert "May I ask Dar al-Nakheel to help you?" in text(nour.get(chosen["Location"]))
    nour.post(chosen["Location"], GIVEN)
    assert queries.standing_row(person.pk, ConsentKind.C3, body) is not None
    assert queries.standing_row(person.pk, ConsentKind.C3, people.station.agency) is None


def test_the_list_of_bodies_says_nothing_about_who_has_access(nour: Client, person: Person, people: Cast, house: House) -> None:
    before = text(nour.get(url(person, "C3/")))
    make_shared(person, people.health_centre, asked_at=house.desk)
    assert text(nour.get(url(person, "C3/"))) == before


@pytest.mark.parametrize("rest", ["C15/", "C99/", "X/", "C9/withdraw/", "C3/ZZZZ-ZZZZ-ZZZZ/", "C4/withdraw/"])
def test_a_question_that_is_not_asked_here_is_no_page(nour: Client, person: Person, rest: str) -> None:
    assert nour.get(url(person, rest)).status_code == 404


def test_a_child_is_asked_for_assent_in_its_own_words(nour: Client, house: House) -> None:
    child = make_file(house.desk, facts={"age_band": AgeBand.DOUBT})
    page = text(nour.get(url(child, "C2/")))
    assert wording(ConsentKind.C2, child=True).en in page
    assert wording(ConsentKind.C2).en not in page
    assert "A guardian decides together with the child" in page
    assert "O2: child at risk" in page
    guardian = make_guardian(child, desk=house.desk, by=house.nour, verified_by=house.rana)
    nour.post(url(child, "C2/"), {**GIVEN, "guardian": guardian.reference, "view": "yes"})
    consent = queries.standing_row(child.pk, ConsentKind.C2, None)
    assert consent is not None
    assert consent.wording == wording_mark(wording(ConsentKind.C2, child=True).proof)


@pytest.mark.parametrize(("role", "status"), [(Role.SHELTER_STAFF, 302), (Role.FOCAL_POINT, 403), (Role.DPO, 404)])
def test_who_may_record(client: Client, person: Person, house: House, role: Role, status: int) -> None:
    signed_in(client, make_user(role, house.desk))
    assert client.post(url(person, "C4/"), GIVEN).status_code == status


def test_an_answer_that_ran_out_is_shown_as_such_before_anybody_writes_it_down(
    client: Client, person: Person, house: House, clock: Clock
) -> None:
    make_consent(person, ConsentKind.C4, desk=house.desk, expires_on=date(2026, 11, 4))
    clock.forward(days=3)
    page = text(signed_in(client, house.nour).get(url(person)))
    assert "Expired" in page


@pytest.mark.parametrize(("rest", "typed"), [
    ("consents/C4/", {**GIVEN, "seen": "0", "answer": "no"}),
    ("consents/C4/", {**GIVEN, "seen": "0", "answer": ""}),
    ("consents/C1/withdraw/", {"heard": "unsure"}),
    ("blocks/", {"whom": "nobody"}),
])  # fmt: skip
def test_what_is_refused_and_shown_again_with_what_stands_is_a_view(
    nour: Client, person: Person, house: House, rest: str, typed: dict[str, str]
) -> None:
    make_consent(person, ConsentKind.C4, desk=house.desk)
    assert nour.post(f"/people/{person.reference}/{rest}", typed).status_code in {409, 422}
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.by) == (Did.CONSENTS_VIEWED, house.nour.reference)


@pytest.mark.parametrize(("kind", "answer", "said"), [
    ("C4", "yes", True), ("C5", "yes", True), ("C8", "yes", True),
    ("C4", "no", False), ("C5", "not_now", False), ("C6", "yes", False),
])  # fmt: skip
def test_a_yes_to_what_a_referral_reaches_says_that_it_opens_nothing_and_where_to_refer(
    nour: Client, person: Person, kind: str, answer: str, said: bool
) -> None:
    response = nour.post(url(person, f"{kind}/"), {**GIVEN, "seen": "0", "answer": answer}, follow=True)
    assert "The answer is recorded." in text(response)
    assert ("It opens nothing by itself" in text(response)) == said
    assert (f'href="/people/{person.reference}/#cases"' in response.content.decode()) == said
