"""Two at once, on PostgreSQL: one after the other, whoever is first, and only one counts."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection

from malath.accounts.rules import Holdings
from malath.foundation.actor import WORKER
from malath.foundation.testing import at_once
from malath.framework.testing import make_content, make_text
from malath.inbox.models import Item
from malath.training.actions import practice, refresh
from malath.training.actions.base import CannotTrain
from malath.training.models import Practised
from malath.training.queries import practice as asked
from malath.training.queries import refresh as due
from malath.training.testing import MONDAY, make_certified
from malath.training.tests.conftest import Pool
from malath.training.words import HowOften, Practice, Said

THIRD = MONDAY.replace(year=2027, month=1, day=3)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def one_counts(act: Callable[[], Any]) -> bool:
    """Whether of the same act twice one was done, and the other refused in a way that a page can tell."""
    answers = at_once(act, act)
    return sum(isinstance(answer, CannotTrain) for answer in answers) == 1 == sum(
        not isinstance(answer, Exception) for answer in answers
    )  # fmt: skip


def test_what_became_practice_is_kept_once_and_told_once(pool: Pool) -> None:
    certificate, ticks = make_certified(pool.layla), dict.fromkeys(Practice, HowOften.ALWAYS)
    assert asked.courses_to_tell(THIRD) == [certificate.nomination.course]
    assert one_counts(partial(practice.remind_of_practice, certificate.nomination.course, at=THIRD))
    assert one_counts(partial(practice.say_practice, certificate, Said.SUPERVISOR, ticks, by=WORKER, at=THIRD))
    assert Practised.objects.count() == 1
    assert len(asked.open_for(Holdings(0, "X", 0, (), pool.body.pk, None), THIRD)) == 1


def test_a_change_of_the_law_marks_once_and_is_told_once(pool: Pool) -> None:
    course = make_certified(pool.layla).nomination.course
    make_text(make_content("Amendment", dated_on=THIRD.date(), touches=["M8"]), at=THIRD)
    assert due.courses_outdated(THIRD) == [course]
    assert one_counts(partial(refresh.mark_outdated, course, at=THIRD))
    assert one_counts(partial(refresh.remind_of_refresher, course, at=THIRD))
    assert Item.objects.filter(kind="course_due", seen_at__isnull=True).count() == 2
    assert len(due.due_for(Holdings(0, "X", 0, (), pool.body.pk, None), THIRD)) == 1
