"""What of a day is unlike others. Pure, with made-up references."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.rules import AMMAN
from malath.privacy import anomaly_rules as rules
from malath.privacy.anomaly_rules import Day, Look, Noticed, Refused
from malath.privacy.queries.anomalies import limits
from malath.privacy.words import Unusual, WhyNotSettle

DAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 12, tzinfo=AMMAN)
LIMITS = limits()


def look(file: str = "A", by: str = "nour", at: datetime = NOON) -> Look:
    return Look(by, file, file, at)


def day(
    looks: tuple[Look, ...] = (),
    night: tuple[Look, ...] = (),
    refused: tuple[Refused, ...] = (),
    on_duty: frozenset[str] = frozenset(),
    kept: dict[str, frozenset[str]] | None = None,
) -> Day:
    return Day(DAY, looks, night, refused, on_duty, kept or {})


def kinds(one: Day) -> list[tuple[Unusual, int]]:
    return [(found.kind, found.count) for found in rules.noticed(one, LIMITS)]


def test_an_ordinary_day_is_not_noticed() -> None:
    assert kinds(day(looks=tuple(look(str(n)) for n in range(LIMITS.files_in_a_day - 1)))) == []


def test_many_files_in_a_day_are() -> None:
    looks = tuple(look(str(n)) for n in range(LIMITS.files_in_a_day))
    (found,) = rules.noticed(day(looks=looks), LIMITS)
    assert (found.kind, found.by, found.count, len(found.files)) == (
        Unusual.MANY, "nour", LIMITS.files_in_a_day, rules.MOST_FILES
    )  # fmt: skip


def test_the_same_file_again_is_one_file() -> None:
    assert kinds(day(looks=tuple(look("A", at=NOON + timedelta(minutes=n)) for n in range(500)))) == []


def test_a_file_that_was_refused_and_then_opened_is_asked_about() -> None:
    before = Refused("nour", "A", NOON - timedelta(days=2))
    assert kinds(day(looks=(look("A"),), refused=(before,))) == [(Unusual.AFTER_REFUSAL, 1)]
    assert kinds(day(looks=(look("A", by="rana"),), refused=(before,))) == []
    assert kinds(day(looks=(look("A"),), refused=(Refused("nour", "A", NOON + timedelta(hours=1)),))) == []
    long_ago = Refused("nour", "A", NOON - timedelta(days=LIMITS.days_after_refusal, hours=1))
    assert kinds(day(looks=(look("A"),), refused=(long_ago,))) == []


def test_nights_count_only_without_duty() -> None:
    night = tuple(look(str(n)) for n in range(LIMITS.files_at_night))
    assert kinds(day(night=night)) == [(Unusual.AT_NIGHT, LIMITS.files_at_night)]
    assert kinds(day(night=night, on_duty=frozenset({"nour"}))) == []
    assert kinds(day(night=night[1:])) == []


def test_asking_for_a_file_that_is_kept_from_them_counts_each_time_on_its_day_only() -> None:
    kept = {"nour": frozenset({"A"})}
    assert kinds(day(refused=(Refused("nour", "A", NOON),), kept=kept)) == [(Unusual.KEPT, 1)]
    assert kinds(day(refused=(Refused("nour", "B", NOON),), kept=kept)) == []
    assert kinds(day(refused=(Refused("nour", "A", NOON - timedelta(days=1)),), kept=kept)) == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 80)), max_size=200))
def test_whoever_opens_more_is_noticed_no_less(seen: list[tuple[str, int]]) -> None:
    looks = tuple(look(str(file), by=by) for by, file in seen)
    more = (*looks, *(look(f"x{n}", by="a") for n in range(LIMITS.files_in_a_day)))
    noticed = {(one.kind, one.by) for one in rules.noticed(day(looks=looks), LIMITS)}
    found: list[Noticed] = rules.noticed(day(looks=more), LIMITS)
    assert noticed | {(Unusual.MANY, "a")} == {(one.kind, one.by) for one in found}


def test_it_is_settled_once_with_a_reason_and_never_by_whom_it_is_about() -> None:
    assert rules.why_not_settle(settled=False, own=False, said="Asked her.") == []
    assert rules.why_not_settle(settled=True, own=True, said=" ") == list(WhyNotSettle)
