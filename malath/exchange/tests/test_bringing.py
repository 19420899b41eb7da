"""A file on its way in: received sealed, rows checked and staged, cases made unseen, all opened in one moment."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

import pytest

from malath.accounts import actions as accounts
from malath.accounts.queries import holdings
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case, Imported, Member, Note, StatusChange
from malath.cases.words import CaseStatus
from malath.exchange import checking, queries, work
from malath.exchange.actions import bringing
from malath.exchange.actions.bringing import CannotBring
from malath.exchange.models import Import, Incoming, Piece, SavedMapping, Staged
from malath.exchange.testing import bring, chosen
from malath.exchange.tests.books import book_of
from malath.exchange.tests.conftest import House
from malath.exchange.words import FileState, WhyNotBring, WhyRemoved
from malath.exchange.workbook import RawValue
from malath.foundation.models import DataKey
from malath.foundation.sealing import Erased
from malath.inbox.models import Item
from malath.people.models import Detail, Person, SearchToken
from malath.privacy import queries as privacy
from malath.privacy.models import Access, Basis, Consent, File
from malath.privacy.testing import MONDAY
from malath.privacy.words import Answer, BasisKind

NOW = MONDAY + timedelta(hours=3)
HEAD = ["Name", "Birth date", "Nationality", "Consent", "Notes"]


def text_of(rows: Sequence[Sequence[str]], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode(encoding)


def people(count: int) -> bytes:
    rows = [[f"Testina Inventia {number}", "06/05/1990", "Egypt", "yes", "came alone"] for number in range(count)]
    return text_of([HEAD, *rows])


def at_now() -> object:
    return NOW


def moved(file: Incoming) -> Incoming:
    """As far as the worker gets by itself."""
    work.go_on(lambda: NOW)
    return Incoming.objects.select_related("key").get(pk=file.pk)


def checked(house: House, content: bytes, *, ground: BasisKind | None = None, because: str = "") -> Incoming:
    return moved(chosen(bring(content, house.association, house.maha, NOW), house.maha, NOW, ground=ground, because=because))


def seen_by(house: House) -> int:
    return privacy.visible(holdings(house.maha, NOW), NOW).count()


def tables() -> dict[str, int]:
    kept = (
        Person,
        Detail,
        SearchToken,
        File,
        Consent,
        Basis,
        Access,
        Case,
        StatusChange,
        Member,
        Note,
        Imported,
        Staged,
        Piece,
    )
    return {table.__name__: table.objects.count() for table in kept}


def test_a_file_becomes_cases_that_open_in_one_moment(house: House) -> None:
    file = checked(house, people(3))
    assert (file.state, file.row_count, file.fault_count) == (FileState.READY, 3, 0)
    assert not Person.objects.exists()
    bringing.make_live(file, again=False, by=house.maha, at=NOW)
    file = moved(file)
    assert (file.state, file.made_count) == (FileState.DONE, 3)
    assert seen_by(house) == 3
    assert Import.objects.get().line_count == 3
    person = Person.objects.order_by("pk").first()
    assert person is not None
    assert person.nationalities == ["EG"]
    assert {detail.kind: detail.opened("value") for detail in Detail.objects.filter(person=person)} == {
        "name": "Testina Inventia 0",
        "birth": "1990-05-06",
    }


def test_the_trail_of_every_file_that_came_is_whole(house: House) -> None:
    file = checked(house, people(2))
    bringing.make_live(file, again=False, by=house.maha, at=NOW)
    moved(file)
    person = Person.objects.order_by("pk").first()
    assert person is not None
    chain = Event.objects.filter(chain=f"file:{person.reference}").order_by("number")
    assert [event.name for event in chain] == [
        Did.PERSON_ADDED,
        Did.FILE_OPENED,
        Did.CONSENT_GIVEN,
        Did.BASIS_OPENED,
        Did.ACCESS_OPENED,
        Did.CASE_OPENED,
        Did.CASE_TEAM_CHANGED,
        Did.NOTE_WRITTEN,
        Did.CASE_IMPORTED,
    ]


def test_nothing_is_left_of_a_file_once_it_is_live(house: House) -> None:
    file = checked(house, people(2))
    bringing.make_live(file, again=False, by=house.maha, at=NOW)
    file = moved(file)
    assert (Staged.objects.count(), Piece.objects.count()) == (0, 0)
    assert file.key.wrapped is None
    assert (file.name, file.headings) == (None, None)


def test_nothing_of_a_file_lies_in_plain_words(house: House) -> None:
    file = checked(house, people(2))
    sealed = [bytes(piece.data) for piece in Piece.objects.all()] + [bytes(row.rows) for row in Staged.objects.all()]
    assert sealed
    assert not any(b"Testina" in data for data in [*sealed, bytes(file.name or b""), bytes(file.headings or b"")])
    facts = "".join(Event.objects.values_list("facts", flat=True))
    assert "Testina" not in facts
    assert "people.csv" not in facts


def test_rows_with_a_fault_are_told_as_they_came_and_nothing_is_made(house: House) -> None:
    rows = [["Testina", "soon", "Egypt", "yes", ""], ["Other", "06/05/1990", "Egypt", "perhaps", ""]]
    file = checked(house, text_of([HEAD, *rows]))
    assert (file.state, file.faulty_count, file.fault_count) == (FileState.FAULTY, 2, 2)
    told = [(one.wrong.row, one.wrong.column, one.wrong.raw, one.finding.code) for one in queries.faults_of(file)]
    assert told == [(2, 2, "soon", "not_a_date"), (3, 4, "perhaps", "not_yes_or_no")]
    with pytest.raises(CannotBring) as refused:
        bringing.make_live(file, again=False, by=house.maha, at=NOW)
    assert refused.value.reasons == [WhyNotBring.STILL_FAULTY]


def test_a_few_faults_are_mended_on_the_page(house: House) -> None:
    file = checked(house, text_of([HEAD, ["Testina", "soon", "Egypt", "perhaps", ""]]))
    places = {(one.batch, one.wrong.row, one.wrong.column): one.wrong.raw for one in queries.faults_of(file)}
    typed = {place: {"soon": "٦/٥/١٩٩٠", "perhaps": "maybe"}[raw] for place, raw in places.items()}
    file = bringing.mend(file, typed, by=house.maha, at=NOW)
    assert [one.wrong.raw for one in queries.faults_of(file)] == ["maybe"]
    (left,) = queries.faults_of(file)
    file = bringing.mend(file, {(left.batch, left.wrong.row, left.wrong.column): "yes"}, by=house.maha, at=NOW)
    assert (file.state, file.fault_count, file.faulty_count) == (FileState.READY, 0, 0)
    bringing.make_live(file, again=False, by=house.maha, at=NOW)
    moved(file)
    assert Detail.objects.get(kind="birth").opened("value") == "1990-05-06"


def test_a_row_without_agreement_needs_a_ground_for_the_file(house: House) -> None:
    content = text_of([HEAD, ["Testina", "06/05/1990", "Egypt", "", ""]])
    assert checked(house, content).fault_count == 1
    file = checked(house, content, ground=BasisKind.O1, because="Invented: somebody will come back tonight.")
    assert file.state == FileState.READY
    bringing.make_live(file, again=False, by=house.maha, at=NOW)
    moved(file)
    basis = Basis.objects.get()
    assert (basis.kind, basis.confirm_by) == (BasisKind.O1, NOW + timedelta(hours=24))
    assert Item.objects.filter(subject=basis.person.reference).exists()


def test_a_supervisor_is_not_asked_to_look_at_more_than_a_day_allows(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "ON_A_GROUND", 2)
    content = text_of([HEAD, *[[f"T {n}", "", "Egypt", "", ""] for n in range(3)]])
    file = checked(house, content, ground=BasisKind.O1, because="Invented.")
    assert (file.state, file.fault_count) == (FileState.FAULTY, 1)


def cut(monkeypatch: pytest.MonkeyPatch, name: str, after: int) -> None:
    """The machine stops in the middle of an act, after so many that went well."""
    whole = getattr(bringing, name)
    done: list[int] = []

    def until_cut(*args: object, **kwargs: object) -> object:
        if len(done) == after:
            raise KeyboardInterrupt
        done.append(1)
        return whole(*args, **kwargs)

    monkeypatch.setattr(bringing, name, until_cut)


@pytest.mark.parametrize("step", ["stage", "make"])
def test_what_was_cut_goes_on_where_it_was(house: House, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    monkeypatch.setattr(work, "AT_ONCE", 2)
    file = chosen(bring(people(7), house.association, house.maha, NOW), house.maha, NOW)
    if step == "make":
        file = bringing.make_live(moved(file), again=False, by=house.maha, at=NOW)
    with monkeypatch.context() as patch:
        cut(patch, step, after=2)
        with pytest.raises(KeyboardInterrupt):
            work.go_on(lambda: NOW)
    file.refresh_from_db()
    assert (file.read_to, file.made_count) == ((5, 0) if step == "stage" else (8, 4))
    assert seen_by(house) == 0
    if (file := moved(file)).state == FileState.READY:
        bringing.make_live(file, again=False, by=house.maha, at=NOW)
        file = moved(file)
    assert (file.state, Case.objects.count(), seen_by(house)) == (FileState.DONE, 7, 7)


def test_what_was_cut_and_is_cancelled_leaves_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "AT_ONCE", 2)
    before, keys = tables(), DataKey.objects.count()
    file = bringing.make_live(checked(house, people(7)), again=False, by=house.maha, at=NOW)
    with monkeypatch.context() as patch:
        cut(patch, "make", after=2)
        with pytest.raises(KeyboardInterrupt):
            work.go_on(lambda: NOW)
    assert Person.objects.count() == 4
    bringing.give_up(file, WhyRemoved.CANCELLED, by=house.maha, at=NOW)
    file = moved(file)
    assert (file.state, file.why) == (FileState.REMOVED, WhyRemoved.CANCELLED)
    assert tables() == before
    assert DataKey.objects.count() == keys + 1
    file.key.refresh_from_db()
    with pytest.raises(Erased):
        queries.pieces_of(file)


def test_cancelling_throws_the_key_away_at_once(house: House) -> None:
    file = checked(house, people(2))
    bringing.give_up(file, WhyRemoved.CANCELLED, by=house.maha, at=NOW)
    file.key.refresh_from_db()
    assert file.key.wrapped is None


def test_what_is_live_is_no_longer_cancelled(house: House) -> None:
    file = bringing.make_live(checked(house, people(2)), again=False, by=house.maha, at=NOW)
    moved(file)
    with pytest.raises(CannotBring) as refused:
        bringing.give_up(file, WhyRemoved.CANCELLED, by=house.maha, at=NOW)
    assert refused.value.reasons == [WhyNotBring.IS_LIVE]


def test_who_loses_the_right_meanwhile_imports_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "AT_ONCE", 2)
    file = bringing.make_live(checked(house, people(5)), again=False, by=house.maha, at=NOW)
    with monkeypatch.context() as patch:
        cut(patch, "make", after=1)
        with pytest.raises(KeyboardInterrupt):
            work.go_on(lambda: NOW)
    accounts.end_staff(house.maha, by=house.huda, at=NOW)
    file = moved(file)
    assert (file.state, file.why) == (FileState.REMOVED, WhyRemoved.RIGHT_LOST)
    assert not Case.objects.exists()


def test_the_same_form_twice_is_one_file(house: House) -> None:
    once = uuid4()
    first, second = (bring(people(1), house.association, house.maha, NOW, once=once) for _ in range(2))
    assert first == second
    assert Piece.objects.count() == 1


def test_the_same_file_again_has_to_be_confirmed(house: House) -> None:
    bringing.make_live(first := checked(house, people(2)), again=False, by=house.maha, at=NOW)
    moved(first)
    file = checked(house, people(2))
    with pytest.raises(CannotBring) as refused:
        bringing.make_live(file, again=False, by=house.maha, at=NOW)
    assert refused.value.reasons == [WhyNotBring.REPEATED]
    bringing.make_live(file, again=True, by=house.maha, at=NOW)
    moved(file)
    assert Case.objects.count() == 4
    assert sorted(Import.objects.values_list("time", flat=True)) == [1, 2]


def test_nobody_going_on_for_a_week_removes_a_file(house: House) -> None:
    file = checked(house, people(2))
    work.go_on(lambda: NOW + timedelta(days=6))
    file.refresh_from_db()
    assert file.state == FileState.READY
    work.go_on(lambda: NOW + timedelta(days=7))
    file.refresh_from_db()
    assert (file.state, file.why) == (FileState.REMOVED, WhyRemoved.LEFT_LYING)
    assert not Staged.objects.exists()


def test_a_mapping_is_kept_under_its_name_for_the_whole_body(house: House) -> None:
    file = bring(people(1), house.association, house.maha, NOW)
    chosen(file, house.maha, NOW, save_as="Shelter list")
    saved = SavedMapping.objects.get()
    assert (saved.name, saved.agency) == ("Shelter list", house.association.agency)
    assert saved.columns["Name"] == "own_Name"


def test_a_file_without_rows_says_so(house: House) -> None:
    file = checked(house, text_of([HEAD]))
    assert (file.state, file.why, file.refused) == (FileState.REMOVED, WhyRemoved.UNREADABLE, "no_rows")


def test_a_workbook_comes_in_the_same_way(house: House) -> None:
    rows: list[list[RawValue | None]] = [
        ["Testina Inventia", date(1990, 5, 6), "EG", True, None],
        ["Other", None, "مصر", "نعم", "=1+1"],
    ]
    file = checked(house, book_of([HEAD, *rows]))
    assert (file.state, file.row_count, file.fault_count) == (FileState.FAULTY, 2, 1)


def test_what_the_standard_says_of_a_case_becomes_its_status(house: House) -> None:
    head = ["prs_FirstName", "con_Consent", "vic_TraffickingStatus", "cas_Status"]
    file = checked(house, text_of([head, ["Testina", "yes", "ActualVictimOfTrafficking", "Closed"]]))
    bringing.make_live(file, again=False, by=house.maha, at=NOW)
    moved(file)
    case = Case.objects.get()
    assert (case.status, case.closed_at) == (CaseStatus.CLOSED, NOW)
    assert list(StatusChange.objects.order_by("pk").values_list("status", flat=True)) == [
        CaseStatus.DRAFT,
        CaseStatus.POTENTIAL,
        CaseStatus.IDENTIFIED,
        CaseStatus.CLOSED,
    ]


def test_a_no_is_kept_beside_the_ground_on_which_one_goes_on(house: House) -> None:
    content = text_of([HEAD, ["Testina", "06/05/1990", "Egypt", "no", ""]])
    file = checked(house, content, ground=BasisKind.O1, because="Invented.")
    bringing.make_live(file, again=False, by=house.maha, at=NOW)
    moved(file)
    assert Consent.objects.get().answer == Answer.NO
    assert Basis.objects.get().kind == BasisKind.O1


def test_acts_become_shorter_where_they_take_long() -> None:
    most, least = bringing.FOUND_AT_ONCE, work.FOUND_AT_LEAST
    assert work._fitting(most, 5.0) == most // 2
    assert work._fitting(least, 5.0) == least
    assert work._fitting(most // 2, 0.01) == most
    assert work._fitting(most, 0.01) == most
    assert work._fitting(most // 2, work.LONG_ACT / 2) == most // 2
