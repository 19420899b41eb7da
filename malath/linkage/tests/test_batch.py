"""Batch linkage finds who was written down twice, keeps everything in memory, and says what is missing."""

import sys
from collections.abc import Callable, Sequence
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.testing import make_case
from malath.figures.engines import InMemory
from malath.foundation.actor import WORKER
from malath.linkage import batch, meetings
from malath.linkage.models import Pair
from malath.linkage.scoring import Sides
from malath.linkage.testing import make_pairs, make_said
from malath.linkage.tests.conftest import House
from malath.linkage.words import Said
from malath.people import actions
from malath.people.models import Person
from malath.people.testing import make_person
from malath.workday.management import linking

NAMES = ("Fatuma Ali Hassan", "فاطمة علي حسن", "Amina Ali Hassan", "Dana Samir Alias")


def test_files_that_share_sounds_and_year_meet_and_others_do_not() -> None:
    keys = [set(batch._keys(side)) for side in (Sides((name,), 1996) for name in NAMES)]
    assert keys[0] == keys[1]
    assert keys[0] & keys[2]
    assert not keys[0] & keys[3]


def test_a_year_apart_still_meets() -> None:
    one, other = Sides(("Dana Alias",), 1996), Sides(("دانا الياس",), 1997)
    assert set(batch._keys(one)) & set(batch._keys(other))


def test_what_the_engine_gets_holds_no_name() -> None:
    columns = batch._columns([(7, Sides(("Fatuma Ali Hassan",), 1996, "KE", ("+962790000012",), ("EP1234567",)))])
    told = repr({name: of for name, of in columns.items() if name != "nationality"})
    assert not any(word in told.lower() for word in ("fatuma", "ali", "hassan", "ftm", "790000012", "1234567"))


def test_pairs_are_looked_at_one_by_one_and_the_surest_comes_first() -> None:
    held = {number: Sides((name,), 1996) for number, name in enumerate(NAMES)}
    found = batch.compared([(0, 3), (0, 2), (0, 1)], held, limit=0.0)
    assert (found[0].one, found[0].other) == (0, 1)
    assert found[0].score > batch.FOUND > found[1].score


def test_the_more_files_have_a_name_the_less_it_says() -> None:
    pair = {0: Sides((NAMES[0],), 1996), 1: Sides((NAMES[1],), 1996)}
    rare = pair | {number: Sides(("Dana Samir Alias",), 1996) for number in range(2, 400)}
    common = pair | {number: Sides(("Fatuma Ali Hassan",), 1996) for number in range(2, 400)}
    scores = [batch.compared([(0, 1)], held, limit=0.0)[0].score for held in (rare, common)]
    assert scores[0] > scores[1] + 0.2


def test_a_missing_package_is_said_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(CommandError, match=r"requirements/batch\.lock"):
        call_command("link", batch=True)


def test_an_unknown_engine_is_refused(settings: SimpleNamespace) -> None:
    settings.MALATH_ANALYTICS = "abacus"
    with pytest.raises(CommandError, match="abacus"):
        call_command("link", batch=True)


def test_spark_that_is_not_here_is_missed_before_anybody_is_opened(
    settings: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MALATH_ANALYTICS = "spark"
    monkeypatch.setattr("malath.figures.engines.has_spark", lambda: False)
    with pytest.raises(CommandError, match=r"requirements/spark\.lock"):
        call_command("link", batch=True)


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def test_everybody_is_opened_but_who_was_erased(desk: Desk) -> None:
    people = [make_person(desk, name=name) for name in NAMES[:2]]
    actions.erase(people[0], by=WORKER, at=LONG_AGO)
    assert [(person, sides.names) for person, sides in linking.rows()] == [(people[1].pk, (NAMES[1],))]


def compared_by_the_command(people: Sequence[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    """`malath link --batch`, with an engine that finds the first two of them alike."""
    pair = batch.Found(people[0].pk, people[1].pk, 0.97)
    compare: Callable[..., list[batch.Found]] = lambda rows, **_: [pair] if len(list(rows)) >= len(people) else []  # noqa: E731
    monkeypatch.setattr(batch, "packages", lambda _: None)
    monkeypatch.setattr(batch, "find", compare)
    call_command("link", batch=True)


def test_what_is_found_waits_for_a_body_that_reads_both(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [make_case(house.desk, house.nour, name=name).person for name in NAMES]
    compared_by_the_command(people, monkeypatch)
    [pair] = Pair.objects.all()
    assert (pair.one_id, pair.other_id, pair.desk, pair.waits) == (people[0].pk, people[1].pk, house.desk, True)
    said = capsys.readouterr().out
    assert "1 of 1 wait to be judged" in said
    assert not any(word in said for word in ("Fatuma", people[0].reference))
    assert Event.objects.filter(name=Did.FILES_COMPARED).count() == 1


def test_what_no_body_reads_together_is_laid_before_nobody(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, theirs = make_case(house.desk, house.nour, name=NAMES[0]), make_case(house.other, house.salma, name=NAMES[1])
    compared_by_the_command([mine.person, theirs.person], monkeypatch)
    assert not Pair.objects.exists()


def test_what_was_called_different_is_not_laid_out_again(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [make_case(house.desk, house.nour, name=name).person for name in NAMES[:2]]
    [pair] = make_pairs(people[1], house.desk, house.nour)
    make_said(pair, Said.DIFFERENT, house.second, house.rima)
    compared_by_the_command(people, monkeypatch)
    pair.refresh_from_db()
    assert pair.said == Said.DIFFERENT
    assert "0 of 1 wait" in capsys.readouterr().out


def test_what_stands_together_is_not_laid_out_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [make_case(house.desk, house.nour, name=name).person for name in NAMES[:2]]
    [pair] = make_pairs(people[1], house.desk, house.nour)
    make_said(pair, Said.SAME, house.second, house.rima)
    compared_by_the_command(people, monkeypatch)
    pair.refresh_from_db()
    assert pair.said == Said.SAME


def test_each_file_meets_those_nearest_to_it_however_the_files_are_cut() -> None:
    """And a number goes before any name."""
    rows = [
        *((number, Sides((NAMES[0],), 1996)) for number in range(3)),
        (3, Sides(("Rosa Santos",), 1980, phones=("+962700000034",))),
        (4, Sides(("Dana Alias",), 1970, phones=("+962700000034",))),
    ]
    with pytest.MonkeyPatch.context() as patch:
        whole = met(rows)
        patch.setattr(batch, "AT_A_TIME", 2)
        assert met(rows) == whole == {(0, 1), (0, 2), (1, 2), (3, 4)}
        patch.setattr(meetings, "NEAREST", 1)
        assert (3, 4) in met(rows)


def met(rows: list[tuple[int, Sides]]) -> set[tuple[int, int]]:
    room = InMemory({})
    batch.let_meet(room, batch.tables_of(rows), len(rows))
    both = "one.id < other.id AND list_has_any(one.meetings, other.meetings)"
    return set(room.room.execute(f"SELECT one.id, other.id FROM records AS one, records AS other WHERE {both}").fetchall())  # noqa: S608  # our words


def test_the_model_finds_people_written_down_twice() -> None:
    from benchmarks.batch import files, judged  # noqa: PLC0415  # many imports, and only here

    rows = list(files(1_500))
    found = batch.find((row for _, row in rows), limit=0.4)
    assert judged(found, [owner for owner, _ in rows], 0.4)[2] > 0.6
    assert all(pair.one != pair.other for pair in found)
