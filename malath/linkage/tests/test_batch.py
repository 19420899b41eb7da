"""Batch linkage finds who was written down twice, keeps everything in memory, and says what is missing."""

import importlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.linkage import batch
from malath.linkage.scoring import Sides
from malath.people import actions
from malath.people.testing import make_person
from malath.workday.management import linking

NAMES = ("Fatuma Ali Hassan", "فاطمة علي حسن", "Amina Ali Hassan", "Dana Samir Alias")


def test_files_that_share_sounds_and_year_meet_and_others_do_not() -> None:
    keys = [set(batch._keys(batch._sounds(side), side)) for side in (Sides((name,), 1996) for name in NAMES)]
    assert keys[0] == keys[1]
    assert keys[0] & keys[2]
    assert not keys[0] & keys[3]


def test_a_year_apart_still_meets() -> None:
    one, other = Sides(("Dana Alias",), 1996), Sides(("دانا الياس",), 1997)
    assert set(batch._keys(batch._sounds(one), one)) & set(batch._keys(batch._sounds(other), other))


def test_what_the_engine_gets_holds_no_name() -> None:
    columns = batch._columns([(7, Sides(("Fatuma Ali Hassan",), 1996, "KE", ("+962790000012",), ("EP1234567",)))])
    told = repr({name: of for name, of in columns.items() if name != "nationality"})
    assert not any(word in told.lower() for word in ("fatuma", "ali", "hassan", "ftm", "790000012", "1234567"))


def test_the_engine_may_not_touch_the_disk_or_fetch_anything() -> None:
    assert batch._config()["temp_directory"] == ""
    assert not batch._config()["autoinstall_known_extensions"]


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
    def absent(name: str) -> Any:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(batch, "import_module", absent)
    with pytest.raises(CommandError, match=r"requirements/batch\.lock"):
        call_command("link", batch=True)


def test_an_unknown_engine_is_refused(settings: SimpleNamespace) -> None:
    settings.MALATH_LINK_ENGINE = "abacus"
    with pytest.raises(CommandError, match="abacus"):
        call_command("link", batch=True)


def test_spark_gets_the_same_files_and_is_missed_when_it_is_not_there() -> None:
    rows = [{"id": 1}]
    rooms = SimpleNamespace(table=lambda _: SimpleNamespace(to_arrow_table=lambda: SimpleNamespace(to_pylist=lambda: rows)))
    assert given_to(rooms) == rows


def given_to(rooms: Any) -> Any:
    """What the Spark way hands over, with Spark played by a few lines."""
    session = SimpleNamespace(createDataFrame=lambda rows: rows)
    builder = SimpleNamespace(appName=lambda _: SimpleNamespace(getOrCreate=lambda: session))
    played = {
        "pyspark.sql": SimpleNamespace(SparkSession=SimpleNamespace(builder=builder)),
        "splink.backends.spark": SimpleNamespace(SparkAPI=lambda **_: SimpleNamespace(register=lambda table: table)),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "import_module", played.__getitem__)
        return batch._table(rooms, "spark")


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def test_everybody_is_opened_but_who_was_erased(desk: Desk) -> None:
    people = [make_person(desk, name=name) for name in NAMES[:2]]
    actions.erase(people[0], by=WORKER, at=LONG_AGO)
    assert [(person, sides.names) for person, sides in linking.rows()] == [(people[1].pk, (NAMES[1],))]


def test_the_command_tells_references_and_the_trail_that_it_compared(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [make_person(desk, name=name) for name in NAMES]
    pair = batch.Found(people[0].pk, people[1].pk, 0.97)
    compare: Callable[..., list[batch.Found]] = lambda rows, **_: [pair] if len(list(rows)) == len(NAMES) else []  # noqa: E731
    monkeypatch.setattr(batch, "packages", lambda _: None)
    monkeypatch.setattr(batch, "find", compare)
    call_command("link", batch=True)
    said = capsys.readouterr().out
    assert f"{people[0].reference},{people[1].reference},0.970" in said
    assert "Fatuma" not in said
    assert Event.objects.filter(name=Did.FILES_COMPARED).count() == 1


@pytest.mark.skipif(importlib.util.find_spec("splink") is None, reason="batch linkage is not installed")
def test_the_model_finds_people_written_down_twice() -> None:
    from benchmarks.batch import files, judged  # noqa: PLC0415  # many imports, and only here

    rows = list(files(1_500))
    found = batch.find((row for _, row in rows), limit=0.4)
    assert judged(found, [owner for owner, _ in rows], 0.4)[2] > 0.6
    assert all(pair.one != pair.other for pair in found)
