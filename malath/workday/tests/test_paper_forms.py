"""Paper forms: what stands on the screen stands on paper, in both languages, and nothing of anybody beside it."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.words import Language
from malath.agencies.testing import make_desk
from malath.audit.models import Event
from malath.cases.forms import Assess, NewCase, NewNeed, NewNote
from malath.cases.testing import make_case
from malath.documents import typesetting
from malath.documents.blank_forms import TOO_MANY
from malath.foundation.testing import Clock
from malath.helpline.forms import Worry
from malath.privacy.forms import ConsentAnswer, SafeContact, UseAnswer
from malath.privacy.marks import marks_of, short
from malath.privacy.testing import MONDAY
from malath.privacy.tests.pages import text
from malath.privacy.wording import CHILD, wording
from malath.privacy.words import ConsentKind
from malath.screening.forms import Conditions, Finish, Words
from malath.screening.queries import lists
from malath.workday import paper_forms

TODAY = date(2026, 11, 28)
LANGUAGES = ("ar", "en")
SCREEN: dict[str, Callable[[], forms.Form]] = {
    "M-01": lambda: NewCase(desks=()),
    "M-04": SafeContact,
    "M-05": NewNeed,
    "M-06": NewNote,
    "M-07": Assess,
    "M-08": Worry,
    "M-02-C1": lambda: ConsentAnswer(kind=ConsentKind.C1, today=TODAY),
    "M-02-C5": lambda: ConsentAnswer(kind=ConsentKind.C5, today=TODAY),
    "M-02-C15": lambda: UseAnswer(today=TODAY),
    "M-03-C4": lambda: ConsentAnswer(kind=ConsentKind.C4, today=TODAY, is_child=True),
}
WITHOUT_PARTS, GRIDS = {"M-04", "M-05", "M-07"}, {"M-07", "M-00"}
# Known by who types the paper in; a list of one's own desks.
OF_THE_SCREEN = {"desk"}
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")


@pytest.fixture
def basim(client: Client, people: Cast) -> Client:
    return signed_in(client, people.basim)


def said_on(code: str, language: str) -> str:
    """All that stands on the sheets of a number in one language, in its order."""
    return json.dumps(paper_forms.content(paper_forms.papers(code), TODAY)[language], ensure_ascii=False)


def fields_of(form: forms.Form) -> Iterator[tuple[str, forms.Field]]:
    """What somebody sees of a form on the screen, in its order."""
    hidden = {name for name, field in form.fields.items() if field.widget.is_hidden}
    yield from ((name, field) for name, field in form.fields.items() if name not in hidden | OF_THE_SCREEN)


def in_order(form: forms.Form) -> list[str]:
    """The names of what stands on the screen, from top to bottom."""
    stepped = [name for step in getattr(form, "steps", {}).values() for name in step.names]
    return stepped or [name for name, _field in fields_of(form) if name not in getattr(form, "apart", ())]


def in_json(words: object) -> str:
    return json.dumps(str(words), ensure_ascii=False)[1:-1]


@pytest.mark.parametrize("code", SCREEN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_field_of_the_screen_stands_on_paper_in_its_order(code: str, language: str) -> None:
    paper, place = said_on(code, language), 0
    with override(language):
        form = SCREEN[code]()
        assert [name for name, field in fields_of(form) if in_json(field.label) not in paper] == []
        if code == "M-07":
            return  # a grid: its labels are the heads of columns
        for name in in_order(form):
            place = paper.find(in_json(form.fields[name].label), place)
            assert place >= 0, f"{name} stands above what comes first on the screen"


@pytest.mark.parametrize("code", SCREEN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_choice_of_the_screen_has_a_box(code: str, language: str) -> None:
    paper = said_on(code, language)
    with override(language):
        for name, field in fields_of(SCREEN[code]()):
            choices = [label for value, label in getattr(field, "choices", ()) if value]
            if name != "words_read" and len(choices) <= TOO_MANY:
                assert [str(label) for label in choices if in_json(label) not in paper] == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_that_changes_on_the_screen_changes_on_paper(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = paper_forms.papers("M-05")[0].version(TODAY)
    monkeypatch.setattr(NewNeed.base_fields["kind"], "label", "What is wanted?")
    paper_forms._mark_of.cache_clear()
    assert "What is wanted?" in said_on("M-05", language)
    assert paper_forms.papers("M-05")[0].version(TODAY) != before
    paper_forms._mark_of.cache_clear()


@pytest.mark.parametrize("kind", ConsentKind)
def test_each_question_has_a_sheet_with_its_words_and_their_mark(kind: ConsentKind) -> None:
    assert in_json(wording(kind, paper_forms.OpenBody).ar) in said_on(f"M-02-{kind.value}", "ar")
    assert in_json(wording(kind, paper_forms.OpenBody).en) in said_on(f"M-02-{kind.value}", "en")
    assert short(marks_of(kind)[-1]) in said_on(f"M-02-{kind.value}", "ar")


@pytest.mark.parametrize("kind", CHILD)
def test_a_child_is_asked_in_words_of_its_own_on_paper_too(kind: ConsentKind) -> None:
    paper = said_on(f"M-03-{kind.value}", "en")
    assert in_json(wording(kind, paper_forms.OpenBody, child=True).en) in paper
    assert short(marks_of(kind, child=True)[-1]) in paper
    assert "In the child's own words" in paper


def test_nothing_of_a_child_is_shown_to_the_public_on_paper_either() -> None:
    assert paper_forms.papers("M-03-C15") == ()


def test_the_first_sheet_is_that_of_the_screen_with_a_step_for_each_field() -> None:
    form = NewCase(desks=())
    assert sorted(in_order(form)) == sorted(name for name, _field in fields_of(form) if name not in form.apart)


def test_the_screen_shows_its_steps_in_the_order_of_the_paper(basim: Client, clock: Clock) -> None:
    page = basim.get("/cases/new/").content.decode().partition("new-case")[2]
    places = [page.index(f'name="{name}"') for name in in_order(NewCase(desks=()))]
    assert places == sorted(places)


@pytest.mark.parametrize("code", [*SCREEN, "M-00"])
def test_every_sheet_tells_how_to_carry_it_and_asks_when_it_was(code: str) -> None:
    for sheet in paper_forms.content(paper_forms.papers(code), TODAY)["en"]:
        assert sheet["warning"]["options"][0]["text"].startswith("Write no name")
        assert (sheet["day"], sheet["hour"]) == ("Day on the paper", "Hour on the paper")
        assert f"{sheet['number']} · version " in sheet["foot"]
        assert "printed on 28/11/2026 · page {page} of {pages}" in sheet["foot"]


@needs_poppler
def test_a_second_page_that_lies_apart_asks_for_the_sign_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf("M-03-C4"))
    second = asked_of("pdftotext", "-f", "2", path=path)
    assert "The same sign as on the first page" in second
    assert "M-03-C4" in second
    assert "The same sign" not in asked_of("pdftotext", "-l", "1", path=path)


def test_own_words_observation_and_opinion_have_places_of_their_own() -> None:
    titles = [part["title"] for part in paper_forms.content(paper_forms.papers("M-06"), TODAY)["en"][0]["parts"]]
    assert titles == ["", "The person's own words", "Observation", "Opinion of the writer"]


def test_identity_stands_on_a_strip_that_is_carried_apart() -> None:
    parts = paper_forms.content(paper_forms.papers("M-01"), TODAY)["en"][0]["parts"]
    cut = {part["title"]: part["cut"] for part in parts if part["cut"]}
    assert list(cut) == ["5. If the person wants to say it", "6. First note"]
    assert "apart" in cut["5. If the person wants to say it"]


def test_signs_say_that_nobody_has_verified_them() -> None:
    paper = said_on("M-08", "en")
    assert "was not verified yet" in paper
    assert "Not verified. Source: " in paper


def pdf(code: str) -> bytes:
    return typesetting.blank_of(paper_forms.title(code), paper_forms.content(paper_forms.papers(code), TODAY))


def asked_of(program: str, *options: str, path: Path) -> str:
    to_here = ["-"] if program == "pdftotext" else []
    run = subprocess.run([program, *options, str(path), *to_here], capture_output=True, check=True)
    return run.stdout.decode(errors="replace")  # titles of headings come in another code


@needs_poppler
@pytest.mark.parametrize("code", [*SCREEN, "M-00", "M-02", "M-03"])
def test_the_pdf_is_tagged_with_headings_lists_and_a_neutral_title(code: str, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf(code))
    facts, tree = asked_of("pdfinfo", path=path), asked_of("pdfinfo", "-struct", path=path)
    assert "Tagged:          yes" in facts
    assert f"Title:           {code} · نموذج · Form" in facts
    tags = {line.split()[0] for line in tree.splitlines() if line.strip()}
    wanted = {"H1", "P", "L", "LI", "LBody", *(() if code in WITHOUT_PARTS else ("H2",)), *(("TH",) if code in GRIDS else ())}
    assert wanted - tags == set()


@needs_poppler
@pytest.mark.parametrize("code", SCREEN)
def test_the_pdf_reads_in_both_languages(code: str, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf(code))
    read = " ".join(asked_of("pdftotext", path=path).split())
    with override("en"):
        for name, field in fields_of(SCREEN[code]()):
            assert name == "words_read" or " ".join(str(field.label).split()) in read, name
    arabic = "".join(mark for mark in read if mark not in "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
    assert "اليوم المكتوب على الورقة" in arabic


@needs_poppler
def test_pages_are_counted_by_sheet(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf("M-00"))
    read = asked_of("pdftotext", path=path)
    first = typesetting.blank_of(paper_forms.title("M-01"), paper_forms.content(paper_forms.papers("M-01"), TODAY))
    (tmp_path / "one.pdf").write_bytes(first)
    facts = asked_of("pdfinfo", path=tmp_path / "one.pdf").splitlines()
    pages = next(line.split()[1] for line in facts if line.startswith("Pages"))
    assert f"page {pages} of {pages}" in read
    assert "page 1 of 1" in read


def test_a_form_is_taken_as_a_file_named_by_its_number_alone(basim: Client) -> None:
    answer = basim.get("/paper/M-01/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="M-01.pdf"'
    assert answer.content.startswith(b"%PDF")


def test_it_is_the_same_for_everybody_leaves_no_event_and_asks_no_file(basim: Client, people: Cast, clock: Clock) -> None:
    make_case(people.station, people.basim, at=MONDAY, name="Planted Name")
    before = Event.objects.count()
    with CaptureQueriesContext(connection) as asked:
        first = basim.get("/paper/M-00/").content
    tables = " ".join(query["sql"] for query in asked.captured_queries)
    assert [table in tables for table in ("people_", "privacy_", "cases_")] == [False] * 3
    assert Event.objects.count() == before
    assert signed_in(Client(), people.huda).get("/paper/M-00/").content == first
    assert b"Planted" not in first


@pytest.mark.parametrize("code", ["M-01", "M-02-C4", "M-00", "M-02", "M-03"])
def test_who_opens_no_case_prints_no_form(client: Client, people: Cast, code: str) -> None:
    signed_in(client, make_user(Role.STATISTICIAN, people.station))
    assert client.get(f"/paper/{code}/").status_code == 403
    assert client.get("/paper/").status_code == 403


@pytest.mark.parametrize(("role", "status"), [(Role.CAMP, 200), (Role.SOCIAL, 200), (Role.POLICE, 403), (Role.LAWYER, 403)])
def test_the_sign_card_is_for_those_who_hear_concerns(client: Client, db: None, role: Role, status: int) -> None:
    signed_in(client, make_user(role, make_desk()))
    assert client.get("/paper/M-08/").status_code == status
    assert ("M-08" in client.get("/paper/").content.decode()) == (status == 200)


@pytest.mark.parametrize("code", ["M-14", "M-02-C18", "M-03-C15", "m-01", "x"])
def test_a_number_of_no_form_is_nothing(basim: Client, code: str) -> None:
    assert basim.get(f"/paper/{code}/").status_code == 404


def test_forms_are_only_read(basim: Client) -> None:
    assert (basim.post("/paper/").status_code, basim.post("/paper/M-01/").status_code) == (405, 405)


def test_the_page_names_todays_version_of_every_form(basim: Client, clock: Clock) -> None:
    page = basim.get("/paper/").content.decode()
    wanted = [one for one in paper_forms.EVERY if one != paper_forms.SIGN_CARD]
    assert [one.code for one in wanted if one.version(MONDAY.date()) not in page] == []
    assert [one.code for one in wanted if f"/paper/{one.code}/" not in page] == []
    assert [code for code in ("M-00", "M-02", "M-03") if f"/paper/{code}/" not in page] == []


def test_the_page_speaks_arabic(client: Client, people: Cast, clock: Clock) -> None:
    reader = make_user(Role.INSPECTOR, people.station, language=Language.ARABIC)
    page = text(signed_in(client, reader).get("/paper/"))
    assert "نماذج ورقية" in page
    assert "Paper" not in page


def test_it_is_found_where_a_case_is_opened(basim: Client, clock: Clock) -> None:
    assert 'href="/paper/"' in basim.get("/cases/new/").content.decode()


def test_the_card_is_found_beside_the_codes(client: Client, db: None) -> None:
    signed_in(client, make_user(Role.CAMP, make_desk()))
    assert 'href="/paper/M-08/"' in client.get("/concerns/codes/").content.decode()


def test_an_old_day_has_the_same_version(clock: Clock) -> None:
    paper = paper_forms.papers("M-01")[0]
    assert paper.version(TODAY) == paper.version(TODAY - timedelta(days=1))


def parts_of(code: str) -> list[Mapping[str, Any]]:
    return list(paper_forms.content(paper_forms.papers(code), TODAY)["en"][0]["parts"])


def test_a_language_is_written_in_and_not_looked_for_among_thirty_boxes() -> None:
    items = [item for part in parts_of("M-01") for item in part["items"]]
    assert next(item["kind"] for item in items if item["label"] == "Language you speak together") == "line"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_list_has_a_sheet_with_all_its_indicators_and_none_of_another(language: str) -> None:
    sheets = dict(zip(lists.profile_codes(), paper_forms.SCREENINGS, strict=True))
    for code, sheet in sheets.items():
        said, found = said_on(sheet.code, language), lists.list_of(code, language)
        every = [one.text for part in found.dimensions for one in part.indicators]
        assert [text for text in every if in_json(text) not in said] == []
        with override(language):
            for form in (Conditions(child=found.child), Words(), Finish()):
                known = [name for name in ("alone", "danger", "age", "said", "seen", "concern") if name in form.fields]
                assert [name for name in known if in_json(form.fields[name].label) not in said] == []


def test_what_is_not_asked_on_paper_is_not_a_no_and_the_rule_of_being_alone_stands_first() -> None:
    said = said_on("M-10", "en")
    assert "not asked, which is never a no" in said
    assert said.index("is not alone") < said.index("1 present, 2 absent")


def test_only_a_child_is_asked_for_the_signs_of_the_card() -> None:
    adult, child = (said_on(one.code, "en") for one in paper_forms.SCREENINGS[:2])
    assert "gum" not in adult
    assert len(child) > len(adult)


@pytest.mark.parametrize(("role", "status"), [(Role.POLICE, 200), (Role.SOCIAL, 200), (Role.PROSECUTOR, 403)])
def test_a_sheet_of_screening_is_for_those_who_screen(client: Client, db: None, role: Role, status: int) -> None:
    signed_in(client, make_user(role, make_desk()))
    assert client.get("/paper/M-10/").status_code == status
    assert ("M-10" in client.get("/paper/").content.decode()) == (status == 200)
