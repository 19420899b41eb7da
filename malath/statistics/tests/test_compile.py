"""Who is counted, what is kept of them, and what becomes of a compile that was cut off."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.testing import signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.testing import make_case
from malath.cases.words import CaseStatus
from malath.foundation.actor import WORKER
from malath.foundation.acts import unguarded
from malath.foundation.models import DataKey
from malath.foundation.sealing import erase
from malath.identification.testing import make_potential
from malath.people.words import AgeBand, Sex
from malath.privacy import actions as privacy
from malath.privacy.models import Consent
from malath.privacy.testing import MONDAY
from malath.statistics import actions, compiling, queries
from malath.statistics.compiling import store
from malath.statistics.compiling.columns import Columns, packed, unpacked
from malath.statistics.definitions import FIELDS, OTHER, of
from malath.statistics.models import Compile, Table
from malath.statistics.rules import age_of, is_due
from malath.statistics.testing import make_compile, make_counted
from malath.statistics.tests.conftest import House
from malath.statistics.words import Unit

LATER = MONDAY + timedelta(days=1)


def rows(compiled: Compile, unit: Unit = Unit.CASES) -> int:
    return len(store.read(compiled.reference, compiled.key)[unit])


def test_it_counts_whoever_agrees_and_nobody_else(house: House) -> None:
    make_counted(house.desk, house.nour)
    make_case(house.desk, house.nour, name="Dana Alias")
    compiled = make_compile()
    assert rows(compiled) == rows(compiled, Unit.PERSONS) == 1
    assert rows(compiled, Unit.REFERRALS) == 0


def test_whoever_takes_it_back_is_out_at_the_next_compile(house: House) -> None:
    case = make_counted(house.desk, house.nour)
    assert rows(make_compile()) == 1
    consent = Consent.objects.get(person=case.person, kind="C14")
    privacy.withdraw(consent, case.person, by=house.nour, at=LATER)
    assert rows(make_compile(LATER)) == 0


def test_whoever_is_erased_is_out_at_the_next_compile(house: House) -> None:
    case = make_counted(house.desk, house.nour)
    with_key = DataKey.objects.get(pk=case.person.key_id)
    with unguarded():
        erase(with_key, at=MONDAY)
    assert rows(make_compile(LATER)) == 0


def test_it_keeps_codes_and_years_and_nothing_that_leads_to_anybody(house: House, folder: Path) -> None:
    case = make_counted(house.desk, house.nour, name="Dana Alias", phone="+962790000012")
    make_potential(case, house.desk, house.nour)
    compiled = make_compile()
    columns = store.read(compiled.reference, compiled.key)[Unit.CASES]
    assert columns.values["found"] == ["potential_victim"]
    assert columns.values["year"] == [str(MONDAY.year)]
    plain = b"".join(packed({Unit.CASES: columns}))
    for secret in (case.reference, case.person.reference, "Dana", "790000012"):
        assert secret.encode() not in plain
    assert b"potential" not in (folder / f"{compiled.reference}.sealed").read_bytes()


def test_nobody_is_known_again_in_the_next_compile(house: House) -> None:
    make_counted(house.desk, house.nour)
    first = make_compile()
    before = store.read(first.reference, first.key)[Unit.CASES].who
    second = make_compile(LATER)
    assert store.read(second.reference, second.key)[Unit.CASES].who != before


def test_the_last_compile_is_gone_for_ever(house: House, folder: Path) -> None:
    first, second = make_compile(), make_compile(LATER)
    first.refresh_from_db()
    assert first.stands is None
    assert first.key.erased_at == LATER
    assert [path.stem for path in folder.iterdir()] == [second.reference]
    assert queries.standing() == second


def test_one_that_is_cut_off_leaves_the_last_whole_one(house: House, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_counted(house.desk, house.nour)
    whole = make_compile()

    def killed(*_: object) -> object:
        yield b"half"
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "packed", killed)
    with pytest.raises(KeyboardInterrupt):
        make_compile(LATER)
    assert queries.standing() == whole
    assert rows(whole) == 1
    assert not list(folder.glob("*.part"))


def test_what_a_killed_process_left_behind_goes_with_the_next_compile(house: House, folder: Path) -> None:
    """Half a file, and a whole one to which nothing points."""
    folder.mkdir()
    for name in ("ABCD.part", "EFGH.sealed"):
        (folder / name).write_bytes(b"half")
    compiled = make_compile()
    assert [path.stem for path in folder.iterdir()] == [compiled.reference]


def test_cut_off_while_tables_are_told_it_stands_and_they_can_be_asked_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    controlled, asked = actions.controlled, [(Unit.PERSONS, ("sex",)), (Unit.PERSONS, ("age",))]

    def killed(counts: Any, unit: str, values: Any, *more: Any) -> Any:
        if "age" in values:
            raise KeyboardInterrupt
        return controlled(counts, unit, values, *more)

    monkeypatch.setattr(actions, "controlled", killed)
    with pytest.raises(KeyboardInterrupt):
        actions.compile_figures(by=WORKER, at=MONDAY, standard=asked)
    compiled = queries.standing()
    assert compiled is not None
    assert [table.fields for table in Table.objects.all()] == ["sex"]
    monkeypatch.setattr(actions, "controlled", controlled)
    assert actions.ask(Unit.PERSONS, ("age",), by=house.sama, at=MONDAY).compile == compiled


def test_it_leaves_a_trace(house: House) -> None:
    compiled = make_compile()
    assert Event.objects.get(name=Did.FIGURES_COMPILED).subject == compiled.reference


def test_it_leaves_nothing_when_the_trace_fails(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_compile()
    monkeypatch.setattr("malath.statistics.actions.audit.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_compile(LATER)
    assert queries.standing() == first
    assert rows(first) == 0


def test_a_value_without_a_definition_is_counted_as_other() -> None:
    columns = Columns(["sex"])
    columns.add_all([(1, {"sex": "female"}), (2, {"sex": "a_new_one"})])
    assert columns.values["sex"] == ["female", OTHER]
    assert columns.unnamed == {"sex": 1}


def test_each_figure_has_one_definition() -> None:
    for field in FIELDS.values():
        assert all(map(str, (field.label, field.meaning, field.source, field.owner)))
        assert field.units
    assert set(CaseStatus) >= {"identified"}
    for unit in Unit:
        assert len({field.code for field in of(unit)}) == len(of(unit))


def test_rows_hold_exactly_what_is_defined(house: House) -> None:
    make_counted(house.desk, house.nour, facts={"sex": Sex.MALE, "age_band": AgeBand.B30, "nationalities": ["EG", "JO"]})
    compiled = make_compile()
    columns = store.read(compiled.reference, compiled.key)[Unit.PERSONS]
    assert set(columns.names) == {field.code for field in of(Unit.PERSONS)}
    assert (columns.values["age"], columns.values["origin"], columns.values["nationality"]) == (["adult"], ["home"], ["EG"])


def test_columns_come_back_as_they_went() -> None:
    columns = Columns(["sex", "year"])
    columns.add_all([(2**63 + 5, {"sex": "male", "year": "2025"}), (7, {"sex": "female", "year": "2024"})])
    back = unpacked(b"".join(packed({"cases": columns})))["cases"]
    assert (back.who, back.codes, back.values) == (columns.who, columns.codes, columns.values)


def test_a_person_with_two_cases_is_one_person() -> None:
    columns = Columns(["year"])
    columns.add_all([(1, {"year": "2023"}), (2, {"year": "2024"}), (1, {"year": "2025"})])
    latest = columns.latest()
    assert list(latest.who) == [2, 1]
    assert [latest.values["year"][code] for code in latest.codes["year"]] == ["2024", "2025"]


def test_it_counts_every_sum(house: House) -> None:
    make_counted(house.desk, house.nour)
    make_counted(house.desk, house.nour, facts={"sex": Sex.MALE, "age_band": AgeBand.B30, "nationalities": ["JO"]})
    compiled = make_compile()
    counted = store.counts(compiled.reference, compiled.key, Unit.PERSONS, ("sex", "age"))
    assert counted[None, None] == 2
    assert counted["male", "adult"] == 1
    assert counted["female", None] == 1


def test_the_worker_compiles_at_night_only() -> None:
    assert is_due(None, MONDAY, 2)
    assert not is_due(None, MONDAY, 12)
    assert not is_due(MONDAY, MONDAY + timedelta(hours=3), 2)
    assert is_due(MONDAY, MONDAY + timedelta(hours=37), 14)
    assert not is_due(MONDAY, MONDAY + timedelta(hours=20), 14)


def test_the_practice_of_the_country_counts_nobody_who_was_not_asked() -> None:
    assert not compiling.practice().duty


def test_the_page_says_what_each_figure_means(client: Client, house: House) -> None:
    signed_in(client, house.omar)
    page = client.get(reverse("statistics:definitions")).content.decode()
    assert "Form of exploitation" in page
    assert "Nothing was counted yet" in page
    assert "Count anew" not in page


def test_a_statistician_counts_anew(client: Client, house: House) -> None:
    signed_in(client, house.sama)
    assert client.post(reverse("statistics:compile")).status_code == 302
    assert queries.standing() is not None
    assert "Count anew" in client.get(reverse("statistics:definitions")).content.decode()


def test_nobody_else_counts_anew(client: Client, house: House) -> None:
    for user in (house.nour, house.omar):
        signed_in(client, user)
        assert client.post(reverse("statistics:compile")).status_code == 403
    assert queries.standing() is None


def test_age_in_doubt_is_counted_as_a_child() -> None:
    assert [age_of(band) for band in (AgeBand.DOUBT, AgeBand.B9, AgeBand.B18, AgeBand.UNKNOWN)] == [
        "child", "child", "adult", "unknown",
    ]  # fmt: skip
