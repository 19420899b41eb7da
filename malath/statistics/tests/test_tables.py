"""Tables as they are told: asked for, proposed, approved by somebody else, corrected, withdrawn."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from malath.accounts.models import User
from malath.accounts.roles import RULES, Power, Role
from malath.accounts.testing import make_user, signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.figures.engines import EngineMissing
from malath.figures.rules import STEP
from malath.figures.tables import recovered
from malath.foundation.actor import WORKER
from malath.privacy.testing import MONDAY
from malath.statistics import actions, compiling, queries, rules
from malath.statistics.actions import CannotTell
from malath.statistics.compiling import store
from malath.statistics.definitions import STANDARD
from malath.statistics.models import Release, Table
from malath.statistics.published import published, sheet_of
from malath.statistics.testing import make_columns, make_compile
from malath.statistics.tests.conftest import House
from malath.statistics.words import ReleaseState, Unit, WhyNot

W = WhyNot
DAY = timedelta(days=1)
METHOD = ("Counted from files.", "أُحصي من الملفات.")


def tip_2021() -> list[dict[str, str]]:
    """61 people: 47 women and 14 men; 58 adults and 3 children; 45 foreign and 16 of the country; 36 labour, 15 sexual, 10
    unspecified (TIP report 2022)."""
    return [
        {
            "found": "identified", "found_year": "2021", "year": "2021",
            "sex": "female" if n < 47 else "male", "age": "child" if n < 3 else "adult",
            "origin": "foreign" if 8 <= n < 53 else "home",
            "form": "labour" if n < 36 else "sexual" if n < 51 else "unspecified",
        }
        for n in range(61)
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def counted(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """The people of 2021, counted."""
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns(tip_2021()))
    make_compile()
    return house


def ask(by: User, *fields: str, unit: Unit = Unit.PERSONS) -> Table:
    return actions.ask(unit, fields, by=by, at=MONDAY)


def told(table: Table) -> dict[str, int | None]:
    return {row.labels[0]: row.cells[0][1] for row in sheet_of(table).rows}


def released(house: House, table: Table) -> Release:
    release = actions.propose(table, *METHOD, by=house.sama, at=MONDAY)
    return actions.approve(release, by=house.omar, at=MONDAY)


def refused(act: Callable[[], object]) -> list[WhyNot]:
    with pytest.raises(CannotTell) as refusal:
        act()
    return refusal.value.reasons


def test_the_figures_of_2021_are_counted_exactly(counted: House) -> None:
    compiled = queries.standing()
    assert compiled is not None
    one = {
        name: store.counts(compiled.reference, compiled.key, Unit.PERSONS, (name,)) for name in ("sex", "age", "origin", "form")
    }
    assert one["sex"] == {("female",): 47, ("male",): 14, (None,): 61}
    assert one["age"] == {("child",): 3, ("adult",): 58, (None,): 61}
    assert one["origin"] == {("foreign",): 45, ("home",): 16, (None,): 61}
    assert one["form"] == {("labour",): 36, ("sexual",): 15, ("unspecified",): 10, (None,): 61}


def test_what_is_told_of_2021_hides_the_three_children_and_the_adults(counted: House) -> None:
    ages = told(ask(counted.sama, "age"))
    assert (ages["Children"], ages["Adults"], ages["All"]) == (None, None, 60)
    sexes = told(ask(counted.sama, "sex"))
    assert (sexes["Female"], sexes["Male"]) == (45, 15)


def test_the_report_on_a_year_is_told_with_each_compile(house: House, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    waiting = [{**one, "found": "potential_victim"} for one in tip_2021()]
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns([*tip_2021(), *waiting]))
    actions.compile_figures(by=WORKER, at=MONDAY)
    page = queries.report_page("2021")
    assert page is not None
    splits = {str(label): dict(lines) for label, lines, _ in page.splits}
    assert splits["Child or adult"]["Children"] is None
    assert splits["Child or adult"]["Adults"] is None or splits["Child or adult"]["All"] is None
    signed_in(client, house.omar)
    assert "Identified in" in client.get(reverse("statistics:year", args=[2021])).content.decode()
    assert client.get(reverse("statistics:year", args=[1999])).status_code == 404
    assert client.get(reverse("statistics:figures")).status_code == 200


def test_the_report_leaves_as_a_pdf_and_as_a_workbook_from_right_to_left(counted: House, client: Client) -> None:
    actions.compile_figures(by=WORKER, at=MONDAY, standard=STANDARD[:4])
    signed_in(client, make_user(Role.COMMITTEE, counted.desk))
    pdf = client.post(reverse("statistics:take_report_pdf", args=[2021]))
    assert pdf.content.startswith(b"%PDF")
    book = load_workbook(BytesIO(client.post(reverse("statistics:take_report_book", args=[2021])).content))
    arabic, english = book.worksheets
    assert arabic.sheet_view.rightToLeft
    assert not english.sheet_view.rightToLeft
    told = {(row[0], row[1]): row[2] for row in english.iter_rows(min_row=3, values_only=True)}
    page = queries.report_page("2021")
    assert page is not None
    shown = {(str(label), name): number for label, lines, _ in page.splits for name, number in lines}
    assert shown.items() <= told.items()
    assert told["Child or adult", "Children"] is None
    assert Event.objects.filter(name=Did.YEAR_REPORT_TAKEN, subject="2021").count() == 2
    assert client.post(reverse("statistics:take_report_pdf", args=[1999])).status_code == 404


def test_no_attack_over_all_tables_finds_anybody(counted: House) -> None:
    for fields in (("sex", "age"), ("origin",), ("form",), ("age", "form"), ("sex",), ("age",)):
        with suppress(CannotTell):
            ask(counted.sama, *fields)
    tables = queries.before(Unit.PERSONS)
    claims = {key: told for _, said in tables for key, told in said.items() if told is not None}
    hidden = [key for _, said in tables for key, told in said.items() if told is None]
    assert len(tables) > 2
    assert list(recovered([shape for shape, _ in tables], claims, hidden, STEP)) == []


def test_whoever_asks_again_gets_the_same(counted: House) -> None:
    assert ask(counted.sama, "sex", "age") == ask(counted.omar, "age", "sex")
    assert Event.objects.filter(name=Did.TABLE_ASKED).count() == 2


def test_it_refuses_what_is_no_table(counted: House) -> None:
    sama = counted.sama
    assert refused(lambda: ask(sama)) == [W.UNKNOWN_FIELD]
    assert refused(lambda: ask(sama, "name")) == [W.UNKNOWN_FIELD]
    assert refused(lambda: ask(sama, "answered")) == [W.UNKNOWN_FIELD]
    assert refused(lambda: ask(sama, "sex", "sex")) == [W.TWICE]
    assert refused(lambda: ask(sama, "sex", "age", "form", "origin")) == [W.TOO_MANY]
    assert refused(lambda: ask(sama, "governorate", "detected_by", "stage")) == [W.TOO_LARGE]


def test_new_tables_are_limited_and_old_ones_are_not(counted: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "NEW_TABLES", 1)
    first = ask(counted.sama, "sex")
    assert refused(lambda: ask(counted.sama, "age")) == [W.BUDGET]
    assert ask(counted.sama, "sex") == first
    assert ask(counted.omar, "age").fields


def test_nothing_is_told_before_anything_was_counted(house: House) -> None:
    assert refused(lambda: ask(house.sama, "sex")) == [W.NOTHING_COMPILED]


def test_a_damaged_file_is_said(counted: House, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = queries.standing()
    assert compiled is not None
    store.path_of(compiled.reference).write_bytes(b"malath1\n" + b"x" * 99)
    monkeypatch.setattr(store, "_held", {})
    assert refused(lambda: ask(counted.sama, "sex")) == [W.DAMAGED]


def test_without_the_packages_it_says_so(counted: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> object:
        raise EngineMissing

    monkeypatch.setattr(store, "counts", missing)
    assert refused(lambda: ask(counted.sama, "sex")) == [W.NO_ENGINE]


def test_one_proposes_and_another_approves(counted: House) -> None:
    release = actions.propose(ask(counted.sama, "sex"), *METHOD, by=counted.sama, at=MONDAY)
    assert published() == []
    assert refused(lambda: actions.approve(release, by=counted.sama, at=MONDAY)) == [W.SAME_PERSON]
    actions.approve(release, by=counted.omar, at=MONDAY)
    (out,) = published()
    assert (out.version, out.method, out.sheet.rows[0].cells) == (1, METHOD[0], (("Persons", 45),))
    assert Event.objects.get(name=Did.TABLE_RELEASED).by == counted.omar.reference


def test_a_release_asked_for_twice_is_one(counted: House) -> None:
    table = ask(counted.sama, "sex")
    actions.propose(table, *METHOD, by=counted.sama, at=MONDAY)
    assert refused(lambda: actions.propose(table, *METHOD, by=counted.sama, at=MONDAY)) == [W.ALREADY_PROPOSED]
    assert Release.objects.count() == 1


def test_it_needs_a_method_in_both_languages(counted: House) -> None:
    table = ask(counted.sama, "sex")
    assert refused(lambda: actions.propose(table, "How.", " ", by=counted.sama, at=MONDAY)) == [W.NO_METHOD]


def test_one_that_was_settled_is_settled(counted: House) -> None:
    release = released(counted, ask(counted.sama, "sex"))
    assert refused(lambda: actions.approve(release, by=counted.omar, at=MONDAY)) == [W.NOT_PROPOSED]
    assert refused(lambda: actions.send_back(release, "No", by=counted.omar, at=MONDAY)) == [W.NOT_PROPOSED]


def test_it_is_sent_back_with_a_reason(counted: House) -> None:
    release = actions.propose(ask(counted.sama, "sex"), *METHOD, by=counted.sama, at=MONDAY)
    assert refused(lambda: actions.send_back(release, " ", by=counted.omar, at=MONDAY)) == [W.NO_REASON]
    assert actions.send_back(release, "Two years are mixed.", by=counted.omar, at=MONDAY).state == ReleaseState.SENT_BACK
    assert published() == []


def test_a_correction_is_a_new_version_and_the_old_one_stays_to_be_read(counted: House) -> None:
    first = released(counted, ask(counted.sama, "sex"))
    make_compile(MONDAY + DAY)
    second = released(counted, ask(counted.sama, "sex"))
    first.refresh_from_db()
    assert (first.state, second.version, [one.version for one in published()]) == (ReleaseState.CORRECTED, 2, [2])
    assert told(first.table) == told(second.table)


def test_it_is_withdrawn_with_a_reason_and_still_counts_in_what_is_told_later(counted: House) -> None:
    release = released(counted, ask(counted.sama, "sex"))
    assert refused(lambda: actions.withdraw(release, "", by=counted.omar, at=MONDAY)) == [W.NO_REASON]
    actions.withdraw(release, "A source was wrong.", by=counted.omar, at=MONDAY)
    assert published() == []
    assert refused(lambda: actions.withdraw(release, "Again", by=counted.omar, at=MONDAY)) == [W.NOT_RELEASED]
    assert any("sex" in dict(shape.dims) for shape, _ in queries.before(Unit.PERSONS))


def test_a_table_says_what_it_said_in_both_languages(counted: House, settings: object) -> None:
    table = ask(counted.sama, "sex", "age")
    assert set(table.shown["title"]) == {"en", "ar"}
    assert "أنثى" in json.dumps(table.shown, ensure_ascii=False)
    sheet = sheet_of(table)
    assert sheet.columns[-1] == "All"
    assert len(sheet.rows[0].cells) == len(sheet.columns)


def test_the_pages_lead_from_a_question_to_a_release(counted: House, client: Client) -> None:
    signed_in(client, counted.sama)
    asked = client.post(reverse("statistics:ask_for_table"), {"unit": "persons", "first": "sex"})
    table = Table.objects.get()
    assert asked["Location"] == (address := reverse("statistics:figure_table", args=[table.reference]))
    assert "not told" in client.get(address).content.decode()
    typed = {"method_en": METHOD[0], "method_ar": METHOD[1]}
    assert client.post(f"{address}propose/", typed).status_code == 302
    release = Release.objects.get()
    assert "Somebody else than who proposed" in client.get(address).content.decode()
    signed_in(client, counted.omar)
    client.post(reverse("statistics:approve_table", args=[release.reference]))
    release.refresh_from_db()
    assert release.state == ReleaseState.RELEASED
    assert client.post(reverse("statistics:withdraw_table", args=[release.reference]), {"because": ""}).status_code == 422
    assert client.post(reverse("statistics:withdraw_table", args=[release.reference]), {"because": "Wrong."}).status_code == 302


def test_a_wrong_question_keeps_what_was_typed(counted: House, client: Client) -> None:
    signed_in(client, counted.omar)
    answer = client.post(reverse("statistics:ask_for_table"), {"unit": "persons", "first": "sex", "second": "sex"})
    assert answer.status_code == 422
    assert "A field can be used only once." in answer.content.decode()


def test_only_a_statistician_proposes_and_only_who_may_approves(counted: House, client: Client) -> None:
    table = ask(counted.sama, "sex")
    release = actions.propose(table, *METHOD, by=counted.sama, at=MONDAY)
    signed_in(client, counted.omar)
    assert client.post(reverse("statistics:propose_table", args=[table.reference]), {}).status_code == 403
    signed_in(client, counted.nour)
    for name, reference in (
        ("propose_table", table.reference),
        ("approve_table", release.reference),
        ("send_table_back", release.reference),
    ):
        assert client.post(reverse(f"statistics:{name}", args=[reference])).status_code == 403
    assert client.get(reverse("statistics:figures")).status_code == 403


def test_what_does_not_exist_is_not_found(counted: House, client: Client) -> None:
    signed_in(client, counted.sama)
    assert client.get(reverse("statistics:figure_table", args=["AAAA-AAAA-AAAA"])).status_code == 404


def test_whoever_sees_figures_sees_no_row() -> None:
    for role, rule in RULES.items():
        if {Power.SEE_FIGURES, Power.READ_FIGURES} & rule.may:
            assert rule.cap <= 1, role
    assert RULES[Role.STATISTICIAN].cap == RULES[Role.COORDINATOR].cap == RULES[Role.COMMITTEE].cap == 0


def test_no_row_of_figures_leads_to_a_person_or_a_file() -> None:
    """Scenario B.7: whoever reads figures and asks for a list of rows finds that there is none."""
    for model in apps.get_app_config("statistics").get_models():
        there = {field.related_model._meta.app_label for field in model._meta.get_fields() if field.related_model}
        assert there <= {"statistics", "foundation"}, model


def test_the_worker_is_not_limited(counted: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "NEW_TABLES", 0)
    assert actions.ask(Unit.PERSONS, ("sex",), by=WORKER, at=MONDAY).fields


def test_a_table_is_taken_out_as_a_file_that_excel_reads_in_arabic(counted: House, client: Client) -> None:
    table = ask(counted.sama, "age")
    signed_in(client, counted.omar)
    answer = client.post(reverse("statistics:take_table", args=[table.reference]))
    text = answer.content.decode("utf-8-sig")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "Children," in text
    assert "58" not in text
    assert Event.objects.get(name=Did.TABLE_TAKEN).subject == table.reference


def test_the_national_committee_reads_what_is_out_and_nothing_that_waits(counted: House, client: Client) -> None:
    member = make_user(Role.COMMITTEE, counted.desk)
    out, waits, asked = ask(counted.sama, "sex"), ask(counted.sama, "form"), ask(counted.sama, "origin")
    released(counted, out)
    actions.propose(waits, *METHOD, by=counted.sama, at=MONDAY)
    page = signed_in(client, member).get(reverse("statistics:figures")).content.decode()
    assert reverse("statistics:figure_table", args=[out.reference]) in page
    assert "Ask for a table" not in page
    assert "Waits for a yes" not in page
    codes = [client.get(reverse("statistics:figure_table", args=[one.reference])).status_code for one in (out, waits, asked)]
    assert codes == [200, 404, 404]
    assert client.post(reverse("statistics:take_table", args=[out.reference])).status_code == 200
    assert client.post(reverse("statistics:take_table", args=[waits.reference])).status_code == 404
    assert client.post(reverse("statistics:ask_for_table"), {"unit": "persons", "first": "sex"}).status_code == 403


def attacked(unit: Unit = Unit.PERSONS) -> list[object]:
    """The hidden cells of everything that was told of persons and their cases, or of a unit, that somebody works out."""
    tables = queries.before(unit)
    claims = {key: one for _, said in tables for key, one in said.items() if one is not None}
    hidden = [key for _, said in tables for key, one in said.items() if one is None]
    return list(recovered([shape for shape, _ in tables], claims, hidden, STEP, ties=queries.ties()))


def test_a_band_of_age_and_the_children_told_apart_give_nobody_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bands = ["0-9"] * 2 + ["9-17"] * 9 + ["30-38"] * 60
    rows = [{"age_band": band, "age": rules.age_of(band), "nationality": "PH", "origin": "foreign"} for band in bands]
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns(rows))
    make_compile()
    ask(house.sama, "age")
    ask(house.sama, "age_band")
    assert attacked() == []


def test_a_value_that_appears_for_the_first_time_gives_nobody_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Yesterday nobody was of Kenya; today one is, and of all others nothing changed."""
    before = [{"nationality": "PH" if n % 2 else "SY", "sex": "female"} for n in range(60)]
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns(before))
    make_compile()
    first = ask(house.sama, "nationality")
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns([*before, {"nationality": "KE", "sex": "female"}]))
    make_compile(MONDAY + DAY)
    with suppress(CannotTell):
        second = ask(house.sama, "nationality")
        assert told(second)["Kenya"] is None
        assert told(second)["All"] in (told(first)["All"], None)
    assert attacked() == []


def test_whoever_asks_for_the_rest_of_a_table_finds_nobody(counted: House) -> None:
    """The three children are hidden by age; by age and form, and by form alone, they stay so."""
    for fields in (("age",), ("age", "form"), ("form",), ("age", "sex"), ("sex",)):
        with suppress(CannotTell):
            ask(counted.sama, *fields)
    assert attacked() == []
    cells = {key: one for _, said in queries.before(Unit.PERSONS) for key, one in said.items()}
    assert all(one is None or one.least >= STEP for key, one in cells.items() if ("age", "child") in key)


def test_one_table_that_cannot_be_told_leaves_the_others(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns(tip_2021()))
    actions.compile_figures(by=WORKER, at=MONDAY, standard=[(Unit.PERSONS, ("name",)), (Unit.PERSONS, ("sex",))])
    assert [table.fields for table in Table.objects.all()] == ["sex"]
