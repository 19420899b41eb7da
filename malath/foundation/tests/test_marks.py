from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError
from pytest_django import DjangoAssertNumQueries

from malath.foundation import marks
from malath.foundation.models import Mark

NOW = datetime(2026, 11, 8, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    marks.forget()
    yield
    marks.forget()


@pytest.mark.django_db
def test_a_database_is_what_it_was_created_as() -> None:
    assert (marks.is_demo(), marks.is_bench()) == (False, False)
    Mark.objects.create(kind=Mark.DEMO, created_at=NOW)
    marks.forget()
    assert (marks.is_demo(), marks.is_bench()) == (True, False)


@pytest.mark.django_db
def test_the_marks_are_read_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert not marks.is_demo()
        assert not marks.is_bench()


def test_a_database_without_tables_is_no_demonstration_and_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def no_such_table(*_: object, **__: object) -> None:
        asked.append(1)
        raise DatabaseError

    monkeypatch.setattr(Mark, "objects", type("Missing", (), {"values_list": no_such_table})())
    assert not marks.is_demo()
    assert not marks.is_demo()
    assert len(asked) == 2


@pytest.mark.django_db
def test_the_sign_lies_beside_a_demonstration_only(tmp_path: Path) -> None:
    (tmp_path / marks.SIGN).touch()
    marks.tell(tmp_path)
    assert not (tmp_path / marks.SIGN).exists()
    Mark.objects.create(kind=Mark.DEMO, created_at=NOW)
    marks.forget()
    marks.tell(tmp_path)
    marks.tell(tmp_path)
    assert (tmp_path / marks.SIGN).stat().st_mode & 0o777 == 0o600
