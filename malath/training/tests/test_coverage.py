"""How many of those in post are trained."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from malath.foundation.actor import WORKER
from malath.training import rules
from malath.training.actions.base import CannotTrain
from malath.training.actions.coverage import count_posts
from malath.training.queries.coverage import coverage, covered
from malath.training.testing import MONDAY, make_certified
from malath.training.tests.conftest import Pool
from malath.training.words import WhyNot

TODAY = MONDAY.date()
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("posts", "on", "source", "why_not"),
    [
        (10, TODAY, "Staff list", []),
        (0, TODAY, "Staff list", [WhyNot.NO_POSTS]),
        (10, TODAY + DAY, "Staff list", [WhyNot.COUNTED_AHEAD]),
        (10, TODAY, " ", [WhyNot.NO_SOURCE]),
    ],
)
def test_posts_are_counted_with_a_day_and_a_source(posts: int, on: date, source: str, why_not: list[WhyNot]) -> None:
    assert rules.why_not_count(posts, on, TODAY, source) == why_not


def test_the_newest_count_stands_beside_those_whose_certificate_holds(pool: Pool) -> None:
    make_certified(pool.layla)
    for posts, on in ((4, TODAY), (50, TODAY - 300 * DAY)):
        count_posts(pool.body, "sahab", posts, on, "Staff list", by=pool.reem, at=MONDAY)
    [line] = coverage(MONDAY)
    assert (line.posts, line.trained.least, line.percent and line.percent.least) == (4, 1, 25)
    assert coverage(MONDAY + 740 * DAY)[0].trained.least == 0
    with pytest.raises(CannotTrain):
        count_posts(pool.body, "Sahab", 4, TODAY + DAY, "Staff list", by=WORKER, at=MONDAY)


def test_where_more_are_trained_than_there_are_posts_no_share_is_told(pool: Pool) -> None:
    make_certified(pool.layla)
    make_certified(pool.kamal)
    count_posts(pool.body, "Sahab", 1, TODAY, "Staff list", by=pool.reem, at=MONDAY)
    lines = coverage(MONDAY)
    assert (lines[0].percent, covered(lines)) == (None, None)


def test_the_page_keeps_a_count_and_what_was_typed(reem: Client, huda: Client, pool: Pool) -> None:
    url = reverse("training:coverage")
    typed = {"agency": pool.body.reference, "directorate": "Sahab", "posts": "٤", "source": "Staff list"}
    wrong = reem.post(url, {**typed, "counted_on": "01/12/2026"})
    assert wrong.status_code == 422
    assert "counted today or before" in wrong.content.decode()
    assert 'value="Staff list"' in wrong.content.decode()
    assert reem.post(url, {**typed, "counted_on": "01/11/2026"}).status_code == 302
    assert "Staff list" in reem.get(url).content.decode()
    assert huda.get(url).status_code == 403
