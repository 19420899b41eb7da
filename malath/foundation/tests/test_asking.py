"""A question that is built once answers as one that is built each time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from malath.foundation import asking
from malath.foundation.acts import unguarded
from malath.foundation.asking import CannotBuildOnce, ask
from malath.foundation.models import DataKey, Mark
from malath.foundation.sealing import wrap

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
Versions = st.integers(min_value=1, max_value=6)


@dataclass(frozen=True)
class Scope:
    versions: tuple[int, ...]
    since: datetime | None


def make_key(version: int, erased_at: datetime | None = None) -> DataKey:
    key = DataKey(wrapping_version=version, erased_at=erased_at)
    key.wrapped = None if erased_at else wrap(b"k" * 32, key.id, 1)
    with unguarded():
        key.save(force_insert=True)
    return key


def of_version(version: int) -> QuerySet[DataKey]:
    return DataKey.objects.filter(wrapping_version=version).order_by("pk")


def of_scope(scope: Scope, newest_first: bool) -> QuerySet[DataKey, int]:
    rows = DataKey.objects.filter(wrapping_version__in=scope.versions)
    if scope.since is not None:
        rows = rows.filter(Q(erased_at__isnull=True) | Q(erased_at__gt=scope.since))
    return rows.order_by("-pk" if newest_first else "pk").values_list("wrapping_version", flat=True)


def either(first: int, second: int) -> QuerySet[DataKey, int]:
    rows = DataKey.objects.filter(Q(wrapping_version=first) | Q(wrapping_version=second))
    return rows.order_by("pk").values_list("wrapping_version", flat=True)


@pytest.mark.django_db
def test_each_value_brings_its_own_rows() -> None:
    keys = {version: make_key(version) for version in (1, 2, 3)}
    for version in (1, 2, 3, 1):
        assert ask(of_version, version) == [keys[version]]
    assert ask(of_version, 9) == []


@pytest.mark.django_db
def test_values_that_were_alike_once_may_differ_the_next_time() -> None:
    for version in (1, 2):
        make_key(version)
    assert ask(either, 1, 1) == [1]
    assert ask(either, 1, 2) == [1, 2]
    assert ask(either, 2, 2) == [2]


@pytest.mark.django_db
def test_a_question_is_built_for_its_form_and_not_for_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[tuple[int, ...]] = []
    planned = asking._planned

    def count(build: Callable[..., Any], *rest: Any) -> Any:
        built.append(rest[0])
        return planned(build, *rest)

    monkeypatch.setattr(asking, "_planned", count)
    monkeypatch.setattr(asking, "_plans", {})
    for versions in ((1,), (2,), (3, 4), (5, 6), (7, 7)):
        ask(of_scope, Scope(versions, NOON), shape=(False,))
    assert len(built) == 3


@pytest.mark.django_db
def test_it_is_one_statement_and_none_where_nothing_can_be_found() -> None:
    make_key(1)
    for versions, statements in (((1, 2), 1), ((), 0)):
        with CaptureQueriesContext(connection) as asked:
            ask(of_scope, Scope(versions, None), shape=(False,))
        assert len(asked) == statements


@pytest.mark.django_db
@pytest.mark.parametrize(
    "build",
    [
        lambda version: DataKey.objects.filter(wrapping_version=version + 1),
        lambda version: DataKey.objects.filter(wrapping_version=version)[: version - 20_000],
        lambda version: DataKey.objects.filter(wrapping_version=1) if version % 2 else DataKey.objects.all(),
        lambda version: Mark.objects.filter(kind=f"no {version}"),
        lambda version: Mark.objects.filter(kind__contains=str(version)),
        lambda version: Mark.objects.filter(created_at__date=NOON + timedelta(days=version)),
        lambda version, also=1: DataKey.objects.filter(wrapping_version__in=[version, also]),
    ],
)
def test_a_question_that_makes_something_of_a_value_is_refused(build: Callable[..., QuerySet[Any]]) -> None:
    with pytest.raises(CannotBuildOnce):
        ask(build, 3)


def test_a_question_that_knows_more_than_it_was_given_is_refused() -> None:
    hidden = NOON.year
    with pytest.raises(CannotBuildOnce):
        ask(lambda version: DataKey.objects.filter(wrapping_version__in=[version, hidden]), 3)


def test_a_thing_that_is_no_value_is_refused() -> None:
    with pytest.raises(CannotBuildOnce):
        ask(of_version, [1])


@pytest.mark.django_db
def test_old_plans_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    make_key(3)
    monkeypatch.setattr(asking, "MOST_PLANS", 2)
    monkeypatch.setattr(asking, "_plans", {})
    for size in range(1, 6):
        assert ask(of_scope, Scope(tuple(range(3, 3 + size)), None), shape=(True,)) == [3]
        assert len(asking._plans) <= 2


class Answers(TestCase):
    @given(
        stored=st.lists(st.tuples(Versions, st.booleans()), max_size=6),
        versions=st.lists(Versions, max_size=5).map(tuple),
        since=st.none() | st.sampled_from([NOON - timedelta(days=1), NOON, NOON + timedelta(microseconds=1)]),
        newest_first=st.booleans(),
    )
    def test_whatever_is_asked_the_answer_is_that_of_the_plain_question(
        self, stored: list[tuple[int, bool]], versions: tuple[int, ...], since: datetime | None, newest_first: bool
    ) -> None:
        for version, erased in stored:
            make_key(version, erased_at=NOON if erased else None)
        scope = Scope(versions, since)
        assert ask(of_scope, scope, shape=(newest_first,)) == list(of_scope(scope, newest_first))
