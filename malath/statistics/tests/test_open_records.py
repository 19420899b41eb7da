"""Files of anonymised records: in whole or not at all, told with disclosure control, put away with their key."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from malath.accounts.testing import signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.figures.rules import STEP
from malath.figures.tables import recovered
from malath.privacy.testing import MONDAY
from malath.statistics.actions import CannotTell
from malath.statistics.actions import records as acts
from malath.statistics.actions.records import CannotOpen
from malath.statistics.compiling import store
from malath.statistics.models import RecordFile
from malath.statistics.opendata import ctdc, reads, shape
from malath.statistics.opendata.ctdc import Fault
from malath.statistics.testing import invented_records, make_records
from malath.statistics.tests.conftest import House
from malath.statistics.words import Faulty, WhyNot, WhyNotOpen

F = Faulty


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def mended(**cells: str) -> bytes:
    """One line, with some cells as given."""
    names = list(shape.kinds())
    return f"{','.join(names)}\n{','.join(cells.get(name, '') for name in names)}\n".encode()


def faults(content: bytes) -> tuple[Fault, ...]:
    found = ctdc.read(content)
    assert found.columns is None
    return found.faults


def refused(act: Callable[[], object]) -> list[WhyNotOpen]:
    with pytest.raises(CannotOpen) as refusal:
        act()
    return refusal.value.reasons


def test_the_shape_has_27_columns() -> None:
    assert len(shape.kinds()) == len(shape.fields()) == 27
    assert set(shape.LABELS) == set(shape.kinds())


def test_what_came_in_goes_out_and_in_again_the_same() -> None:
    first = ctdc.read(invented_records(60)).columns
    assert first is not None
    out = io.StringIO()
    csv.writer(out).writerows(ctdc.write(first))
    again = ctdc.read(out.getvalue().encode()).columns
    assert again is not None
    assert list(ctdc.write(first)) == list(ctdc.write(again))


def test_missing_is_missing_and_never_no() -> None:
    assert ctdc.code_of("isForcedLabour", "") == ctdc.code_of("isForcedLabour", "NULL") == "none"
    assert ctdc.code_of("isForcedLabour", "1") == "1"
    assert ctdc.code_of("isForcedLabour", "0") == F.NOT_A_FLAG


def test_codes_are_read_with_any_dash() -> None:
    assert {ctdc.code_of("ageBroad", way) for way in ("9-17", "9–17", "9—17")} == {"9—17"}
    assert ctdc.code_of("traffickMonths", "0-12") == "0—12 (0-1 yr)"


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("yearOfRegistration", "twenty", F.NOT_A_YEAR),
        ("yearOfRegistration", "١٩٩٩", F.NOT_A_YEAR),
        ("citizenship", "JO", F.NOT_A_COUNTRY),
        ("gender", "Samira", F.NOT_A_CODE),
        ("meansThreats", "-99", F.NOT_A_FLAG),
    ],
)
def test_a_wrong_cell_is_told_by_line_and_column(column: str, cell: str, why: Faulty) -> None:
    assert faults(mended(**{column: cell})) == (Fault(why, 2, column),)


def test_wrong_headings_are_told() -> None:
    content = mended().replace(b"gender,", b"name,", 1).replace(b"ageBroad", b"citizenship")
    found = [(one.why, one.column) for one in faults(content)]
    assert found == [
        (F.COLUMN_MISSING, "gender"), (F.COLUMN_MISSING, "ageBroad"), (F.COLUMN_UNKNOWN, "2"), (F.COLUMN_TWICE, "4"),
    ]  # fmt: skip


def test_what_is_no_table_is_told() -> None:
    assert faults(b"\xff\xfe\x00") == (Fault(F.NOT_TEXT),)
    assert faults(mended().partition(b"\n")[0]) == (Fault(F.NO_ROWS),)
    assert faults(mended() + b"1,2\n") == (Fault(F.WIDTH, 3),)
    assert {one.why for one in faults(b"")} == {F.COLUMN_MISSING}


def test_a_file_too_long_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctdc, "MOST_ROWS", 3)
    assert faults(invented_records(4)) == (Fault(F.TOO_MANY_ROWS),)


def test_so_many_faults_are_told_and_the_rest_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctdc, "MOST_TOLD", 2)
    found = ctdc.read(mended(gender="x", ageBroad="x", citizenship="x"))
    assert (len(found.faults), found.more) == (2, 1)


def test_the_counts_are_those_of_the_file(house: House) -> None:
    content = invented_records(500)
    file = acts.bring_in(content, "CTDC 2024", by=house.sama, at=MONDAY)
    found = store.counts(file.reference, file.key, reads.RECORDS, ["gender", "isForcedLabour"], reads.FOLDER)
    lines = csv.DictReader(content.decode().splitlines())
    direct = Counter((row["gender"] or "none", row["isForcedLabour"] or "none") for row in lines)
    assert {key: number for key, number in found.items() if None not in key} == direct
    assert found[(None, None)] == 500


def test_no_attack_over_the_tables_of_a_file_finds_anybody(house: House) -> None:
    file = make_records(house.sama, rows=120)
    for names in (["gender", "ageBroad"], ["gender"], ["ageBroad", "isForcedLabour"], ["gender", "isForcedLabour"]):
        with suppress(CannotTell):
            acts.tell(file, names, by=house.omar, at=MONDAY)
    file.refresh_from_db()
    tables = reads.told_of(file)
    claims = {key: told for _, said in tables for key, told in said.items() if told is not None}
    hidden = [key for _, said in tables for key, told in said.items() if told is None]
    assert len(tables) > 1
    assert hidden
    assert list(recovered([made for made, _ in tables], claims, hidden, STEP)) == []


def test_a_table_asked_for_again_is_the_same(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make_records(house.sama)
    first = acts.tell(file, ["gender"], by=house.omar, at=MONDAY)
    monkeypatch.setattr(acts, "MOST_TABLES", 1)
    assert acts.tell(file, ["gender"], by=house.sama, at=MONDAY) == first == 0
    assert refused(lambda: acts.tell(file, ["ageBroad"], by=house.sama, at=MONDAY)) == [WhyNotOpen.SPENT]


def test_it_refuses_what_is_no_table(house: House) -> None:
    file = make_records(house.sama)
    for names, why in (([], WhyNot.UNKNOWN_FIELD), (["name"], WhyNot.UNKNOWN_FIELD), (["gender"] * 2, WhyNot.TWICE)):
        with pytest.raises(CannotTell) as refusal:
            acts.tell(file, names, by=house.sama, at=MONDAY)
        assert refusal.value.reasons == [why]


def test_it_needs_a_source_and_comes_in_once(house: House) -> None:
    assert refused(lambda: acts.bring_in(mended(), " ", by=house.sama, at=MONDAY)) == [WhyNotOpen.NO_SOURCE]
    acts.bring_in(mended(), "CTDC", by=house.sama, at=MONDAY)
    assert refused(lambda: acts.bring_in(mended(), "CTDC", by=house.sama, at=MONDAY)) == [WhyNotOpen.THERE_ALREADY]


def test_of_two_who_bring_the_same_file_in_at_once_the_second_is_told_and_leaves_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = acts.bring_in(mended(), "CTDC", by=house.sama, at=MONDAY)
    monkeypatch.setattr(reads, "stands", lambda _mark: False)
    assert refused(lambda: acts.bring_in(mended(), "CTDC", by=house.sama, at=MONDAY)) == [WhyNotOpen.THERE_ALREADY]
    assert list(store.path_of(first.reference, reads.FOLDER).parent.iterdir()) == [store.path_of(first.reference, reads.FOLDER)]


def test_a_file_with_a_fault_leaves_nothing(house: House) -> None:
    content = mended() + mended(gender="Samira").split(b"\n")[1] + b"\n"
    assert refused(lambda: acts.bring_in(content, "CTDC", by=house.sama, at=MONDAY)) == [WhyNotOpen.FAULTY]
    assert not RecordFile.objects.exists()
    assert not Event.objects.filter(name=Did.RECORDS_BROUGHT).exists()
    assert not store.path_of("x", reads.FOLDER).parent.exists()


def test_put_away_it_is_erased_and_what_was_told_stays(house: House) -> None:
    file = make_records(house.sama)
    acts.tell(file, ["gender"], by=house.sama, at=MONDAY)
    acts.put_away(file, by=house.sama, at=MONDAY)
    assert not store.path_of(file.reference, reads.FOLDER).exists()
    assert refused(lambda: acts.put_away(file, by=house.sama, at=MONDAY)) == [WhyNotOpen.PUT_AWAY]
    assert refused(lambda: acts.tell(file, ["ageBroad"], by=house.sama, at=MONDAY)) == [WhyNotOpen.PUT_AWAY]
    file.refresh_from_db()
    assert len(reads.file_page(file).tables) == 1
    assert acts.bring_in(invented_records(40), "CTDC 2024", by=house.sama, at=MONDAY).pk != file.pk


def test_the_pages_lead_from_a_file_to_a_table(house: House, client: Client) -> None:
    signed_in(client, house.sama)
    upload = SimpleUploadedFile("records.csv", invented_records(40))
    brought = client.post(reverse("statistics:bring_records"), {"source": "CTDC 2024", "file": upload})
    file = RecordFile.objects.get()
    address = reverse("statistics:record_file", args=[file.reference])
    assert brought["Location"] == address
    assert client.post(address, {"first": "gender"}).status_code == 302
    page = client.get(address).content.decode()
    assert "Women" in page
    assert "Missing" not in page
    assert client.post(address, {"first": "gender", "second": "gender"}).status_code == 422
    assert client.post(reverse("statistics:put_records_away", args=[file.reference])).status_code == 302
    assert "Put away" in client.get(reverse("statistics:open_data")).content.decode()


def test_the_page_says_what_to_mend_and_repeats_no_cell(house: House, client: Client) -> None:
    signed_in(client, house.sama)
    upload = SimpleUploadedFile("records.csv", mended(gender="Samira"))
    answer = client.post(reverse("statistics:bring_records"), {"source": "My source", "file": upload})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is none of the codes of the column." in page
    assert "My source" in page
    assert "Samira" not in page


def test_only_a_statistician_brings_in_and_puts_away(house: House, client: Client) -> None:
    file = make_records(house.sama)
    signed_in(client, house.omar)
    assert client.post(reverse("statistics:bring_records"), {}).status_code == 403
    assert client.post(reverse("statistics:put_records_away", args=[file.reference])).status_code == 403
    assert "Bring it in" not in client.get(reverse("statistics:open_data")).content.decode()
    assert client.get(reverse("statistics:record_file", args=["AAAA-AAAA-AAAA"])).status_code == 404
