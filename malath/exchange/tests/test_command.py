"""`malath import htcds FILE`: the same checks as the page, said on a terminal."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from malath.accounts import actions as accounts
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.testing import make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case
from malath.exchange.models import Import
from malath.exchange.tests.books import book_of, plain
from malath.exchange.tests.conftest import House
from malath.people import queries as people
from malath.privacy.testing import MONDAY

HEAD = ["prs_FirstName", "prs_Birthdate", "con_Consent"]
GOOD = book_of([HEAD, ["Testina", "1990-05-06", "yes"], ["Other", None, "yes"]])
NOT_AGREED = "The line does not say that the person agreed to being recorded. Choose the ground on which you go on."
BAD = book_of([HEAD, ["Testina", "soon", "yes"], ["Other", None, None]])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "cases.xlsx"
    path.write_bytes(GOOD)
    return path


def run(house: House, path: Path, *more: str, desk: str = "", by: str = "") -> None:
    names = ("--desk", desk or house.association.reference, "--by", by or house.maha.email)
    call_command("import", "htcds", str(path), *names, *more)


def refused(house: House, path: Path, *more: str, desk: str = "", by: str = "") -> str:
    with pytest.raises(CommandError) as error:
        run(house, path, *more, desk=desk, by=by)
    assert not Case.objects.exists()
    return plain(str(error.value))


def test_it_imports_in_the_name_of_somebody(house: House, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(house, book)
    assert capsys.readouterr().out == "Imported: 2 cases. Your desk sees them, nobody else.\n"
    assert Import.objects.get().by == house.maha.reference
    assert {case.desk for case in Case.objects.all()} == {house.association}


def test_a_rehearsal_writes_nothing(house: House, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Event.objects.count()
    run(house, book, "--dry-run")
    assert capsys.readouterr().out == "2 lines are in order.\n"
    assert not Case.objects.exists()
    assert Event.objects.count() == before


@pytest.mark.parametrize("rehearsal", [[], ["--dry-run"]])
def test_problems_are_told_line_by_line_and_nothing_is_written(
    house: House, book: Path, capsys: pytest.CaptureFixture[str], rehearsal: list[str]
) -> None:
    book.write_bytes(BAD)
    assert refused(house, book, *rehearsal) == "Nothing was imported. Mend what is named below and check the file again."
    assert plain(capsys.readouterr().out).splitlines() == [
        "Row 2, column B (prs_Birthdate): This is not a full date. Write day/month/year, or year-month-day.",
        f"Row 3, column C (con_Consent): {NOT_AGREED}",
    ]


def test_it_speaks_arabic_when_asked(house: House, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(BAD)
    assert "لم يُستورَد شيء" in refused(house, book, "--lang", "ar")
    assert "هذا ليس تاريخًا كاملًا" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(house: House, book: Path) -> None:
    book.write_bytes(b"%PDF-1.4")
    assert refused(house, book) == "This is not an .xlsx or .xlsm workbook, whatever its name says."


def test_a_folder_is_no_file(house: House, tmp_path: Path) -> None:
    assert refused(house, tmp_path) == "This is a folder, not a workbook."


def test_warnings_go_to_the_other_stream(house: House, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.write_bytes(book_of([[*HEAD, "shoe size"], ["Testina", None, "yes", 42]]))
    run(house, book)
    assert "The standard has no such column." in capsys.readouterr().err


def test_a_ground_is_given_with_its_reason(house: House, book: Path) -> None:
    book.write_bytes(book_of([HEAD, ["Testina", None, None]]))
    assert refused(house, book, "--ground", "O1") == "Say why you go on without consent."
    run(house, book, "--ground", "O1", "--because", "Invented reason")
    assert Case.objects.count() == 1


def test_the_same_file_is_refused_unless_it_is_meant(house: House, book: Path) -> None:
    run(house, book)
    with pytest.raises(CommandError, match="was imported before"):
        run(house, book, "--dry-run")
    with pytest.raises(CommandError, match="was imported before"):
        run(house, book)
    run(house, book, "--again")
    assert Case.objects.count() == 4


def test_the_visible_headings_are_trusted_when_asked(house: House, book: Path) -> None:
    head = [["prs_FirstName", "prs_MailingCity"], ["First Name", "Mailing Street"]]
    book.write_bytes(book_of([[*head[0], "con_Consent"], [*head[1], "Consent"], ["Testina", "Invented street", "yes"]]))
    run(house, book, "--trust", "labels")
    case = Case.objects.get()
    assert [row.kind for row in people.details_of([case.person_id])[case.person_id]] == ["first", "street"]


def test_it_refuses_whoever_may_not_import_there(house: House, book: Path) -> None:
    social = make_user(Role.SOCIAL, house.association)
    beside = make_desk(house.association.agency)
    refusal = "They may not import workbooks at this desk."
    assert refused(house, book, by=social.email) == refusal
    assert refused(house, book, desk=beside.reference) == refusal
    assert refused(house, book, desk=house.legal.reference) == refusal
    assert refused(house, book, desk="2222-2222-2222") == refusal
    assert Event.objects.filter(name=Did.REFUSED).count() == 4


def test_it_refuses_somebody_who_is_not_there_or_has_left(house: House, book: Path) -> None:
    nobody = "There is no member of staff with this e-mail."
    assert refused(house, book, by="nobody@example.org") == nobody
    accounts.end_staff(house.maha, by=house.huda, at=MONDAY)
    assert refused(house, book, by=house.maha.email) == nobody
