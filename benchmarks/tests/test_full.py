import json
from datetime import date
from pathlib import Path

import pytest

from benchmarks import full, measure
from benchmarks.client import Answer, Staff
from benchmarks.measure import Run, Series
from benchmarks.operations import MANY_ACCESSES, OPERATIONS, Operation
from benchmarks.stores import Bench, Engine

LIST = next(one for one in OPERATIONS if one.name == "case list, big desk")


def series(operation: Operation, milliseconds: float) -> Series:
    return Series(operation.name, 1, [milliseconds / 1000] * 20, (14, 14), (1, 1), (25, 25), 20_000)


def run(engine: Engine, *found: Series, held: int = 150) -> Run:
    return Run(engine, 1000, 60.0, 20_000_000, {"audit_event": 6_100}, [held, held], list(found), [("a tick", "12 ms")])


def line(text: str, start: str) -> str:
    (found,) = [line for line in text.splitlines() if line.startswith(start)]
    return found


@pytest.mark.parametrize(
    ("engine", "operation", "aim"),
    [("postgresql", LIST, 30), ("sqlite", LIST, 60), ("postgresql", MANY_ACCESSES, 200), ("sqlite", MANY_ACCESSES, 200)],
)
def test_each_line_says_its_aim_and_whether_it_is_met(engine: Engine, operation: Operation, aim: int) -> None:
    for milliseconds, word in ((aim - 1, "yes"), (aim + 1, "**no**")):
        found = full.table(run(engine, series(operation, milliseconds)), 1)
        assert line(found, f"| {operation.name}").endswith(f"| {aim} | {word} |")


def test_the_page_says_what_was_measured_besides_and_that_the_trail_is_thin() -> None:
    text = full.page([run("sqlite", series(LIST, 20), held=210)], "make bench-full", date(2026, 11, 27))
    assert "| SQLite | a tick | 12 ms |" in text
    assert "(6.1 for each person)" in text
    assert "210 and 210 MB (aim: under 200 MB each; met: **no**)" in text


def test_every_operation_has_an_aim() -> None:
    assert all(full.aim_of(series(one, 1), "postgresql") > 0 for one in (*OPERATIONS, MANY_ACCESSES))


def test_what_an_act_used_up_in_place_is_not_offered_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def do(_: Staff, thing: str) -> Answer:
        asked.append(thing)
        return Answer(302, "", 0.01, 1, 1, 0, 100)

    things = [f"referral {number}" for number in range(60)]
    once = Operation("answer", "big", lambda _: things, do, 50, once=True)
    bench = Bench("sqlite", 1000, {}, tmp_path, tmp_path / "plan.json", 0, tmp_path / "used.json")
    for _ in range(2):
        measure._all_series(bench, {"sessions": {"big": ["one"]}}, 1, [once], [1], 10)
    assert asked == things[: 2 * (measure.WARM_UP + 10)]
    assert json.loads((tmp_path / "used.json").read_text(encoding="utf-8")) == {"answer": 2 * (measure.WARM_UP + 10)}


def test_what_cannot_be_measured_besides_does_not_take_the_rest_with_it(tmp_path: Path) -> None:
    def breaks(*_: object) -> list[tuple[str, str]]:
        raise RuntimeError("no referral waits")

    bench = Bench("sqlite", 1000, {}, tmp_path, tmp_path / "plan.json", 0)
    assert measure._beside(breaks, bench, {}, 1) == [(__name__, measure.FAILED)]
