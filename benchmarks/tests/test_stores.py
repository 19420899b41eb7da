from pathlib import Path

import pytest

from benchmarks import stores
from tools import steps


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALATH_VAR", str(tmp_path))
    (tmp_path / "bench").mkdir()
    return tmp_path / "bench"


def kept(folder: Path, name: str) -> Path:
    place = folder / name
    place.mkdir()
    (place / stores.PLAN).write_text("{}", encoding="utf-8")
    return place


def test_the_other_engines_bench_goes_when_the_disk_has_no_room_for_two(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, copied = kept(folder, "sqlite-1000000thin-abc"), kept(folder, "sqlite-100000-abc")
    monkeypatch.setattr(steps, "free_megabytes", lambda _: 10_000 if other.exists() else 40_000)
    stores.make_room("postgresql", 1_000_000)
    assert not other.exists()
    assert copied.exists()


def test_nothing_goes_while_there_is_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = kept(folder, "sqlite-1000000thin-abc")
    monkeypatch.setattr(steps, "free_megabytes", lambda _: 40_000)
    stores.make_room("postgresql", 1_000_000)
    assert other.exists()


def test_an_outdated_bench_goes_before_the_other_engines(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, outdated = kept(folder, "sqlite-1000000thin-abc"), kept(folder, "postgresql-1000000thin-old")
    monkeypatch.setattr(steps, "free_megabytes", lambda _: 10_000 if outdated.exists() else 40_000)
    stores.make_room("postgresql", 1_000_000)
    assert other.exists()
    assert not outdated.exists()


def test_it_says_what_the_disk_lacks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "free_megabytes", lambda _: 1_000)
    with pytest.raises(stores.NoRoom, match="1,000,000 people on sqlite need 20,000 MB, and 1,000 MB are free"):
        stores.make_room("sqlite", 1_000_000)


def test_a_thin_and_a_whole_bench_of_one_size_are_two(folder: Path) -> None:
    thin, whole = (stores._kept("sqlite", 20_000, thin=thin) for thin in (True, False))
    assert thin.parent == whole.parent == folder
    assert thin.name.rpartition("-")[2] == whole.name.rpartition("-")[2]
    assert not thin.match("sqlite-20000-*")
    assert whole.match("sqlite-20000-*")


def test_a_cluster_left_in_tmp_by_a_kill_is_brought_back(folder: Path, tmp_path: Path) -> None:
    bench, away = kept(folder, "postgresql-20000thin-abc"), tmp_path / "away"
    (away / "data").mkdir(parents=True)
    (away / "data" / "PG_VERSION").write_text("15", encoding="utf-8")
    (bench / stores.MOVED).write_text(str(away), encoding="utf-8")
    stores._bring_back(bench)
    assert (bench / "data" / "PG_VERSION").read_text(encoding="utf-8") == "15"
    assert not away.exists()
    assert not (bench / stores.MOVED).exists()


def test_a_bench_measured_in_place_keeps_what_is_done_to_it_and_to_its_keys(folder: Path) -> None:
    bench = kept(folder, stores._kept("sqlite", 20_000, thin=True).name)
    for name in ("data", "keys"):
        (bench / name).mkdir()
    (bench / "data" / "malath.sqlite").write_text("as filled", encoding="utf-8")
    with stores.opened("sqlite", 20_000, thin=True) as opened:
        (opened.var / "malath.sqlite").write_text("as measured", encoding="utf-8")
        (opened.var / "keys" / "ring.json").write_text("rotated", encoding="utf-8")
    assert (bench / "data" / "malath.sqlite").read_text(encoding="utf-8") == "as measured"
    assert (bench / "keys" / "ring.json").read_text(encoding="utf-8") == "rotated"
    assert not opened.var.exists()


def test_what_is_thrown_away_goes_with_the_cluster_that_a_kill_left_in_tmp(folder: Path, tmp_path: Path) -> None:
    place, left = kept(folder, "postgresql-1000thin-abc"), tmp_path / "malath-pg-left"
    (left / "data").mkdir(parents=True)
    (place / stores.MOVED).write_text(str(left), encoding="utf-8")
    stores._throw_away(place)
    assert not place.exists()
    assert not left.exists()


def test_nobody_is_shut_out_of_a_bench_by_the_clock(tmp_path: Path) -> None:
    opened_with = stores.environment(tmp_path, "")
    assert int(opened_with["MALATH_IDLE_MINUTES"]) > 30 * 24 * 60
    assert int(opened_with["MALATH_SESSION_HOURS"]) > 365 * 24
