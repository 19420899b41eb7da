"""The pages of cases, asked for as a browser does."""

import html
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.words import Language
from malath.agencies.testing import make_desk
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.models import Case, Note
from malath.cases.testing import make_case, make_child_case
from malath.cases.words import CaseStatus, Need, NoteKind, Risk
from malath.foundation.testing import Clock
from malath.people import queries as people_queries
from malath.people.words import AgeBand, DetailKind
from malath.privacy import queries as privacy
from malath.privacy.testing import MONDAY, make_block
from malath.privacy.words import Answer, BasisKind, ConsentKind, Interpreter, Method
from malath.referrals.testing import make_accepted_referral

NEW = "/cases/new/"
NOBODY = "ZZZZ-ZZZZ-ZZZZ"
NOWHERE = f"/cases/{NOBODY}/"
TOKEN = re.compile(r'csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def basim(client: Client, people: Cast) -> Client:
    return signed_in(client, people.basim)


def in_arabic(user: User) -> None:
    user.language = Language.ARABIC
    user.save()


def typed(**changes: object) -> dict[str, object]:
    """What is typed about an adult who agrees."""
    return {
        "once": str(uuid4()),
        "age_band": AgeBand.B21,
        "sex": "female",
        "risk": Risk.HIGH,
        "needs": [Need.SAFE_PLACE, Need.WAGES],
        "language": "am",
        "interpreter": Interpreter.PHONE,
        "answer": Answer.YES,
        "method": Method.SPOKEN,
        "governorate": "AM",
        "name": "Dana Alias",
        "phone": "079 000 0012",
        "note_kind": NoteKind.OBSERVATION,
        "note": "The door was locked from outside.",
        **changes,
    }


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def details(case: Case) -> dict[DetailKind, str]:
    found = people_queries.details_of([case.person_id])[case.person_id]
    return {row.kind: row.value for row in found}


# New case


def test_a_new_case_leads_to_its_page(basim: Client) -> None:
    answer = basim.post(NEW, typed())
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{case.reference}/")
    assert (case.risk, case.governorate, case.person.language) == (Risk.HIGH, "AM", "am")
    assert details(case) == {DetailKind.NAME: "Dana Alias", DetailKind.PHONE: "+962790000012"}
    assert [(note.kind, note.opened("text")) for note in Note.objects.all()] == [
        (NoteKind.OBSERVATION, "The door was locked from outside.")
    ]


def test_what_was_read_to_the_person_is_kept_with_the_answer(basim: Client) -> None:
    basim.post(NEW, typed())
    consent = privacy.standing_row(Case.objects.get().person_id, ConsentKind.C1, None)
    assert consent is not None
    assert (consent.language, consent.interpreter, consent.method) == ("am", "phone", "spoken")
    assert len(consent.wording) > 32


def test_the_words_are_shown_in_both_languages(basim: Client) -> None:
    page = text(basim.get(NEW))
    assert "هل" in page
    assert "May I write down what you tell me?" in page


def test_the_same_form_sent_twice_is_one_case(basim: Client) -> None:
    form = typed()
    first, second = basim.post(NEW, form), basim.post(NEW, form)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


@pytest.mark.parametrize("band", [AgeBand.B0, AgeBand.B9, AgeBand.CHILD, AgeBand.DOUBT])
def test_a_child_is_not_asked_for_consent(basim: Client, band: AgeBand) -> None:
    basim.post(NEW, typed(age_band=band, answer="", child_because="In danger.", child_view="I want to stay at school."))
    case = Case.objects.get()
    assert privacy.standing_row(case.person_id, ConsentKind.C1, None) is None
    assert list(privacy.open_without_consent(case.person_id, MONDAY)) == [BasisKind.O2]
    assert Note.objects.filter(kind=NoteKind.WORDS).count() == 1


def test_what_was_answered_for_a_child_does_not_count(basim: Client) -> None:
    basim.post(NEW, typed(age_band=AgeBand.B9, answer=Answer.YES, child_because="In danger."))
    assert privacy.standing_row(Case.objects.get().person_id, ConsentKind.C1, None) is None


@pytest.mark.parametrize("ground", [BasisKind.O1, BasisKind.O3, BasisKind.O4])
def test_an_adult_who_did_not_agree_needs_another_ground(basim: Client, ground: BasisKind) -> None:
    basim.post(NEW, typed(answer=Answer.NO, without=ground, because="He said that he comes back tonight."))
    assert list(privacy.open_without_consent(Case.objects.get().person_id, MONDAY)) == [ground]


@pytest.mark.parametrize("change", [
    {"age_band": AgeBand.B9, "child_because": "She is fifteen and alone."},
    {"answer": Answer.NOT_ASKED, "without": BasisKind.O4, "because": "She is unconscious."},
])  # fmt: skip
def test_nobody_in_danger_is_held_up_for_want_of_a_language(basim: Client, change: dict[str, object]) -> None:
    basim.post(NEW, typed(language="", **change))
    assert Case.objects.count() == 1


# What is typed, then what is said in English and in Arabic.
REFUSALS: list[tuple[dict[str, object], str, str]] = [
    ({"answer": Answer.NO}, "ground on which you go on without it", "الأساس الذي تتابع عليه دونها"),
    ({"answer": ""}, "ground on which you go on without it", "الأساس الذي تتابع عليه دونها"),
    ({"answer": Answer.NO, "without": BasisKind.O1}, "Say why you go on", "اكتب لماذا تتابع دون موافقة"),
    ({"age_band": AgeBand.B9, "child_because": " "}, "Say why you go on", "اكتب لماذا تتابع دون موافقة"),
    ({"interpreter": Interpreter.MISSING}, "No interpreter was found", "لم يُعثر على مترجم"),
    ({"language": ""}, "Say in which language you asked.", "اذكر بأي لغة سألت"),
    ({"age_band": ""}, "How old is the person?", "كم عمر الشخص؟"),
    ({"phone": "12"}, "Write a phone number", "اكتب رقم هاتف"),
]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_says_why_and_loses_nothing_typed(
    basim: Client, people: Cast, refusal: tuple[dict[str, object], str, str], language: Language
) -> None:
    change, english, arabic = refusal
    people.basim.language = language
    people.basim.save()
    answer = basim.post(NEW, typed(**change))
    page = text(answer)
    assert answer.status_code == 422
    assert (arabic if language == Language.ARABIC else english) in page
    assert "The door was locked from outside." in page
    assert "Dana Alias" in page
    assert not Case.objects.exists()


def test_arabic_digits_hidden_characters_and_tricks_of_direction_are_tidied(basim: Client) -> None:
    basim.post(NEW, typed(phone="٠٧٩ ٠٠٠ ٠٠١٢", name="Dana\u202e Al\x07ias\u2069", note="a\x00b\u202ec"))
    case = Case.objects.get()
    assert details(case) == {DetailKind.NAME: "Dana Alias", DetailKind.PHONE: "+962790000012"}
    assert Note.objects.get().opened("text") == "abc"


@pytest.mark.parametrize(("length", "status"), [(20_000, 302), (20_001, 422)])
def test_a_note_has_an_end(basim: Client, length: int, status: int) -> None:
    assert basim.post(NEW, typed(note="x" * length)).status_code == status


def test_ten_megabytes_are_refused_politely(basim: Client, people: Cast) -> None:
    for language, sentence in ((Language.ENGLISH, "Send a smaller one, or in parts."), (Language.ARABIC, "أصغر")):
        people.basim.language = language
        people.basim.save()
        answer = basim.post(NEW, typed(note="x" * 10_000_000))
        assert (answer.status_code, sentence in text(answer)) == (413, True)
    assert not Case.objects.exists()


def test_a_role_that_opens_no_case_is_kept_from_the_form(client: Client, people: Cast) -> None:
    focal = make_user(Role.FOCAL_POINT)
    assert signed_in(client, focal).get(NEW).status_code == 403


def test_somebody_with_two_desks_says_for_which(client: Client, people: Cast) -> None:
    second = make_desk(people.station.agency, name_en="Back office")
    accounts.join_desk(people.basim, second, Role.POLICE, by=people.huda, at=MONDAY - timedelta(days=1))
    signed_in(client, people.basim)
    assert client.post(NEW, typed()).status_code == 422
    client.post(NEW, typed(desk=second.reference))
    assert Case.objects.get().desk == second
    assert client.post(NEW, typed(desk=people.shelter.reference)).status_code == 422


# List


def test_the_list_shows_name_status_and_risk_of_own_cases_only(basim: Client, case: Case, people: Cast) -> None:
    other = make_case(people.health_centre, people.zayd, name="Somebody Else")
    page = text(basim.get("/cases/"))
    assert case.reference in page
    assert "Dana Alias" in page
    assert other.reference not in page
    assert "Somebody Else" not in page


def test_the_list_is_one_event_that_names_every_file(basim: Client, case: Case, people: Cast) -> None:
    basim.get("/cases/")
    listed = [line for line in trail.file_lines(case.person.reference) if line.name == Did.CASES_LISTED]
    assert [line.by for line in listed] == [people.basim.reference]


def test_a_status_in_the_address_filters(basim: Client, case: Case, people: Cast) -> None:
    closed = make_case(people.station, people.basim)
    cases.set_status(closed, CaseStatus.CLOSED, by=people.basim, at=MONDAY)
    assert closed.reference not in text(basim.get("/cases/"))
    page = text(basim.get("/cases/?status=closed"))
    assert closed.reference in page
    assert case.reference not in page


def test_an_unknown_filter_and_a_forged_place_show_the_beginning(basim: Client, case: Case) -> None:
    for query in ("status=nonsense", "after=1.ZZZZ-ZZZZ-ZZZZ", "after=x", "after=99999999999999999999.A", "after=٣.B"):
        answer = basim.get(f"/cases/?{query}")
        assert answer.status_code == 200
        assert case.reference in text(answer)


def test_a_long_list_comes_in_pages_without_gap_or_repeat(basim: Client, people: Cast) -> None:
    made = [make_case(people.station, people.basim, MONDAY - timedelta(minutes=number)).reference for number in range(27)]
    first = text(basim.get("/cases/"))
    older = next(link for link in first.split('"') if "after=" in link)
    second = text(basim.get(older))
    assert [reference in first for reference in made] == [True] * 25 + [False] * 2
    assert [reference in second for reference in made] == [False] * 25 + [True] * 2
    assert not {str(Case.objects.get(reference=made[24]).person_id)} & set(urlsplit(older).query.split("."))


def test_the_list_takes_the_same_statements_for_one_case_and_for_thirty(basim: Client, people: Cast) -> None:
    make_case(people.station, people.basim, name="First Alias")
    counts = []
    for more in (0, 29):
        for number in range(more):
            make_case(people.station, people.basim, name=f"Alias {number}")
        basim.get("/cases/")
        with CaptureQueriesContext(connection) as statements:
            basim.get("/cases/")
        counts.append(len([one for one in statements if "SAVEPOINT" not in one["sql"]]))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_after_a_block_the_case_is_gone_from_the_list(basim: Client, case: Case, people: Cast) -> None:
    make_block(case.person, user=people.basim)
    assert case.reference not in text(basim.get("/cases/"))


# Notes


def write(client: Client, case: Case, **changes: object) -> Any:
    form = {"once": str(uuid4()), "kind": NoteKind.OPINION, "text": "Needs rest first.", **changes}
    return client.post(f"/cases/{case.reference}/note/", form)


def test_a_note_leads_back_to_the_case(basim: Client, case: Case) -> None:
    answer = write(basim, case)
    assert answer.status_code == 302
    assert Note.objects.get().kind == NoteKind.OPINION


def test_the_same_note_sent_twice_is_one(basim: Client, case: Case) -> None:
    once = str(uuid4())
    for _ in range(2):
        write(basim, case, once=once)
    assert Note.objects.count() == 1


def test_a_note_in_a_closed_case_is_refused_and_not_lost(basim: Client, case: Case, people: Cast) -> None:
    cases.set_status(case, CaseStatus.CLOSED, by=people.basim, at=MONDAY)
    page = text(write(basim, case))
    assert "The case is closed." in page
    assert "Needs rest first." in page
    in_arabic(people.basim)
    assert "الحالة مغلقة." in text(write(basim, case))


def test_an_empty_note_and_a_note_of_no_kind_are_refused(basim: Client, case: Case) -> None:
    for change in ({"text": " "}, {"kind": "rumour"}):
        assert write(basim, case, **change).status_code == 422
    assert not Note.objects.exists()


def test_a_note_needs_post(basim: Client, case: Case) -> None:
    assert basim.get(f"/cases/{case.reference}/note/").status_code == 405


@pytest.mark.parametrize(("method", "rest"), [("get", ""), ("get", "facts/"), ("post", "facts/"), ("post", "note/")])
def test_a_stranger_does_not_learn_that_a_case_exists(client: Client, case: Case, people: Cast, method: str, rest: str) -> None:
    ask = getattr(signed_in(client, people.zayd), method)
    known, never = ask(f"/cases/{case.reference}/{rest}"), ask(f"{NOWHERE}{rest}")
    assert (known.status_code, never.status_code) == (404, 404)
    assert TOKEN.sub("", text(known)).replace(case.reference, "") == TOKEN.sub("", text(never)).replace(NOBODY, "")


def test_a_role_that_does_not_see_the_story_writes_no_note(client: Client, people: Cast, clock: Clock) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    clock.forward(hours=1)
    answer = write(signed_in(client, people.amal), accepted.case)
    assert answer.status_code == 403


# Facts


def facts(**changes: object) -> dict[str, object]:
    return {"version": 1, "risk": Risk.LOW, "governorate": "IR", **changes}


def test_facts_change(basim: Client, case: Case) -> None:
    answer = basim.post(f"/cases/{case.reference}/facts/", facts())
    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.risk, case.governorate, case.version) == (Risk.LOW, "IR", 2)


def test_the_form_begins_with_what_stands_there(basim: Client, case: Case) -> None:
    page = text(basim.get(f"/cases/{case.reference}/facts/"))
    assert 'value="high"' in page
    assert page.count("checked") == 1


@pytest.mark.parametrize(
    ("language", "heading"),
    [(Language.ENGLISH, "Somebody else changed this"), (Language.ARABIC, "غيّر شخص آخر هذا في الأثناء")],
)
def test_who_comes_second_sees_both_and_loses_nothing(
    basim: Client, case: Case, people: Cast, language: Language, heading: str
) -> None:
    basim.post(f"/cases/{case.reference}/facts/", facts(risk=Risk.CRITICAL, governorate="AQ"))
    people.basim.language = language
    people.basim.save()
    answer = basim.post(f"/cases/{case.reference}/facts/", facts(risk=Risk.MEDIUM, governorate="MN"))
    page = text(answer)
    assert answer.status_code == 409
    assert heading in page
    assert 'value="MN" selected' in page
    assert 'name="version" value="2"' in page
    case.refresh_from_db()
    assert case.risk == Risk.CRITICAL
    again = basim.post(f"/cases/{case.reference}/facts/", facts(risk=Risk.MEDIUM, governorate="MN", version=2))
    assert again.status_code == 302


def test_two_who_say_the_same_do_not_disturb_each_other(basim: Client, case: Case) -> None:
    for _ in range(2):
        assert basim.post(f"/cases/{case.reference}/facts/", facts()).status_code == 302


def test_facts_of_a_closed_case_are_refused(basim: Client, case: Case, people: Cast) -> None:
    cases.set_status(case, CaseStatus.CLOSED, by=people.basim, at=MONDAY)
    answer = basim.post(f"/cases/{case.reference}/facts/", facts())
    assert (answer.status_code, "The case is closed." in text(answer)) == (422, True)


def test_a_desk_that_keeps_its_own_writing_does_not_change_what_another_wrote(
    client: Client, people: Cast, clock: Clock
) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    clock.forward(hours=1)
    url = f"/cases/{accepted.case.reference}/facts/"
    assert signed_in(client, people.basim).get(url).status_code == 200
    assert signed_in(client, people.amal).post(url, facts()).status_code == 302
    assert signed_in(client, people.basim).get(url).status_code == 403


def test_a_child_case_shows_no_question_of_consent_to_answer(people: Cast, basim: Client) -> None:
    case = make_child_case(people.station, people.basim)
    assert "Treated as a child" in text(basim.get(f"/cases/{case.reference}/"))
