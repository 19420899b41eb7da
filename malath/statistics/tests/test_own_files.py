"""Files of our own that leave the house: made of many, approved by somebody else, withdrawn."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.people.words import AgeBand, Sex
from malath.privacy.testing import MONDAY
from malath.statistics import actions, compiling
from malath.statistics.actions import CannotTell
from malath.statistics.actions import own_files as acts
from malath.statistics.actions.records import CannotOpen
from malath.statistics.compiling.records import records
from malath.statistics.definitions import NONE
from malath.statistics.models import OpenFile
from malath.statistics.opendata import classes, ctdc, own, shape
from malath.statistics.testing import make_columns, make_compile, make_counted, make_own_records, records_of
from malath.statistics.tests.conftest import House
from malath.statistics.words import ReleaseState, Unit, WhyNot, WhyNotOpen

W = WhyNot


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def many(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(acts, "records", lambda _at: records_of(men=500, women=700))
    return house


def refused(act: Callable[[], object]) -> list[WhyNot] | list[WhyNotOpen]:
    with pytest.raises((CannotTell, CannotOpen)) as refusal:
        act()
    return refusal.value.reasons  # type: ignore[attr-defined,no-any-return]


def test_a_person_is_read_in_the_codes_of_the_shape(house: House) -> None:
    facts = {"sex": Sex.FEMALE, "age_band": AgeBand.B30, "nationalities": ["PH"]}
    make_counted(house.desk, house.nour, facts=facts)
    (row,) = records(MONDAY)
    said = {name: value for name, value in zip(shape.kinds(), row, strict=True) if value != NONE}
    year = str(MONDAY.year)
    assert said == {
        "yearOfRegistration": year, "gender": "Woman", "ageBroad": "30—38",
        "citizenship": "PHL", "CountryOfExploitation": "JOR",
    }  # fmt: skip


def test_a_file_leaves_after_two_said_yes_and_reads_as_the_shape(many: House) -> None:
    file = acts.make_records(by=many.sama, at=MONDAY)
    assert refused(lambda: acts.approve(file, by=many.sama, at=MONDAY)) == [W.SAME_PERSON]
    acts.approve(file, by=many.omar, at=MONDAY)
    lines = "\n".join(",".join(line) for line in own.table(file))
    read = ctdc.read(lines.encode()).columns
    assert read is not None
    assert len(read) == 495 + 693
    assert Event.objects.filter(name=Did.OPEN_FILE_RELEASED, subject=file.reference, by=many.omar.reference).exists()


def test_too_few_people_are_no_file(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "records", lambda _at: records_of(men=499, women=500))
    assert refused(lambda: acts.make_records(by=house.sama, at=MONDAY)) == [WhyNotOpen.TOO_FEW]
    assert not OpenFile.objects.exists()


def test_a_second_one_waits_for_a_year_unless_the_first_was_sent_back(many: House) -> None:
    file = acts.make_records(by=many.sama, at=MONDAY)
    later = MONDAY + timedelta(days=364)
    assert refused(lambda: acts.make_records(by=many.sama, at=later)) == [WhyNotOpen.ONE_A_YEAR]
    acts.send_back(file, "Wrong year", by=many.omar, at=later)
    assert acts.make_records(by=many.sama, at=later).state == ReleaseState.PROPOSED


def by_sex(house: House, unit: Unit = Unit.PERSONS) -> dict[str | None, object]:
    """A table of a thousand and one women and a man, or of their cases: what is told of each cell."""
    people = [{"sex": "female"}] * 1_001 + [{"sex": "male"}]
    with mock.patch.object(compiling, "compiled", return_value=make_columns(people)):
        make_compile()
    table = actions.ask(unit, ("sex",), by=house.omar, at=MONDAY)
    return {value: told for (value,), told in table.cells}


def told_of_women(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that tells of all of the women, and of nobody else."""
    women = records_of(men=0, women=1)[0]
    monkeypatch.setattr(classes, "classes", lambda _rows: [(women, 1_001)])


def test_a_file_that_would_break_a_table_is_not_made(many: House, monkeypatch: pytest.MonkeyPatch) -> None:
    told = by_sex(many)
    assert told["male"] is told["female"] is None
    assert told[None] == (998, 1_002)
    told_of_women(monkeypatch)
    assert refused(lambda: acts.make_records(by=many.sama, at=MONDAY)) == [WhyNotOpen.TELLS_OF_FEW]


@pytest.mark.parametrize("unit", [Unit.PERSONS, Unit.CASES])
def test_a_table_asked_for_after_a_file_hides_what_the_file_would_break(
    many: House, monkeypatch: pytest.MonkeyPatch, unit: Unit
) -> None:
    """Of everybody in the file there is a case, so a table of cases would tell as much."""
    told_of_women(monkeypatch)
    acts.make_records(by=many.sama, at=MONDAY)
    assert by_sex(many, unit)[None] is None


def test_tables_told_after_a_file_know_what_it_told(many: House) -> None:
    make_own_records(many.sama)
    sex = frozenset({("unit", Unit.PERSONS.value), ("sex", "female")})
    assert own.floors()(sex) == 693
    assert own.floors()(sex | {("governorate", "AM")}) == 0


def test_each_refusal_to_settle(many: House) -> None:
    file = acts.make_records(by=many.sama, at=MONDAY)
    assert refused(lambda: acts.withdraw(file, "Wrong", by=many.omar, at=MONDAY)) == [W.NOT_RELEASED]
    assert refused(lambda: acts.send_back(file, " ", by=many.omar, at=MONDAY)) == [W.NO_REASON]
    acts.approve(file, by=many.omar, at=MONDAY)
    assert refused(lambda: acts.approve(file, by=many.omar, at=MONDAY)) == [W.NOT_PROPOSED]
    assert refused(lambda: acts.withdraw(file, " ", by=many.omar, at=MONDAY)) == [W.NO_REASON]
    acts.withdraw(file, "Wrong", by=many.omar, at=MONDAY)
    file.refresh_from_db()
    assert (file.state, file.ended_by, file.because) == (ReleaseState.WITHDRAWN, many.omar.reference, "Wrong")


def test_the_pages_lead_from_making_to_taking(many: House, client: Client) -> None:
    signed_in(client, many.sama)
    client.post(reverse("statistics:make_own_records"))
    file = OpenFile.objects.get()
    address = reverse("statistics:own_file", args=[file.reference])
    assert "1,188" in client.get(address).content.decode()
    assert "Records in the shape of CTDC" in client.get(reverse("statistics:open_data")).content.decode()
    signed_in(client, many.omar)
    client.post(reverse("statistics:approve_own_file", args=[file.reference]))
    taken = client.post(reverse("statistics:take_own_file", args=[file.reference]))
    assert taken.status_code == 200
    assert client.post(reverse("statistics:withdraw_own_file", args=[file.reference]), {"because": ""}).status_code == 422
    client.post(reverse("statistics:withdraw_own_file", args=[file.reference]), {"because": "Wrong"})
    assert "Withdrawn" in client.get(address).content.decode()


def test_before_it_is_out_only_who_makes_or_approves_takes_it(many: House, client: Client) -> None:
    file = acts.make_records(by=many.sama, at=MONDAY)
    for role, status in ((Role.FOCAL_POINT, 404), (Role.COORDINATOR, 200), (Role.COMMITTEE, 403), (Role.CASE_MANAGER, 403)):
        signed_in(client, make_user(role, many.desk))
        assert client.post(reverse("statistics:take_own_file", args=[file.reference])).status_code == status


def test_why_not_is_said_on_the_page(house: House, client: Client) -> None:
    signed_in(client, house.sama)
    page = client.post(reverse("statistics:make_own_records"), follow=True).content.decode()
    assert "Too few people are counted for this file." in page
    signed_in(client, house.omar)
    assert client.post(reverse("statistics:make_own_records")).status_code == 403
