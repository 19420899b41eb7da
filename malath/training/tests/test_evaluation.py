"""How a course went: what was said, learnt and taught back, and what follows of nobody."""

from decimal import Decimal

from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.testing import signed_in
from malath.foundation.testing import Clock
from malath.training import evaluation_rules as rules
from malath.training.actions.exams import rate_teach_back
from malath.training.models import Course
from malath.training.queries.evaluation import evaluation_page
from malath.training.testing import MONDAY, TODAY, make_sat, marks
from malath.training.tests import test_exams
from malath.training.tests.conftest import Pool, account
from malath.training.tests.test_exams import came, of
from malath.training.words import Criterion, Moment, NoGain

tot = test_exams.tot
MARKS = st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), max_size=23)
PERCENT = st.integers(0, 100).map(Decimal)


@given(MARKS)
def test_one_answer_more_never_says_what_it_said(given_marks: list[list[int]]) -> None:
    number, told = rules.told_reactions(given_marks)
    assert number == len(given_marks) // 5 * 5
    assert rules.told_reactions(given_marks[:number]) == (number, told)
    assert (told == {}) == (len(given_marks) < 5)
    assert all(1 <= mean <= 5 for mean in told.values())


@given(st.lists(st.tuples(PERCENT, PERCENT), max_size=12))
def test_what_was_learnt_is_told_of_who_sat_both(pairs: list[tuple[Decimal, Decimal]]) -> None:
    found = rules.learnt(pairs)
    assert (found is None) == (not pairs)
    if found:
        assert (found.both, found.full) == (len(pairs), sum(before == 100 for before, _ in pairs))
        assert (found.each is None) == (found.full == len(pairs))
        assert found.each is None or found.each <= 1


def test_the_gain_of_each_is_not_that_of_the_average() -> None:
    found = rules.learnt([(Decimal(90), Decimal(100)), (Decimal(10), Decimal(10))])
    assert found is not None
    assert (found.each, found.together) == (Decimal("0.50"), Decimal("0.10"))
    full = rules.learnt([(Decimal(100), Decimal(90))])
    assert full is not None
    assert (full.each, full.together) == (None, NoGain.FULL_BEFORE)


def test_a_rubric_is_told_criterion_by_criterion() -> None:
    assert rules.taught_back([]) == {}
    told = rules.taught_back([marks(4, 3, 3, 3), marks(3, 3, 2, 4)])
    assert told[Criterion.CONTENT] == Decimal("3.5")
    assert told[Criterion.TAKING_PART] == Decimal("2.5")


def test_the_page_counts_who_sat_passed_and_taught_back(tot: Course, pool: Pool) -> None:
    came(tot, pool.layla, pool.sami)
    for officer, before, after in ((pool.layla, 5, 9), (pool.sami, 10, 7)):
        make_sat(of(officer), Moment.PRE, before)
        make_sat(of(officer), Moment.POST, after)
    rate_teach_back(of(pool.layla), marks(4, 3, 3, 3), by=pool.reem, at=MONDAY)
    found = evaluation_page(tot, TODAY)
    assert (found.admitted, found.sat, found.passed, found.rated, found.said) == (2, 2, 1, 1, ())
    assert found.learnt == rules.Learnt(2, Decimal("75.0"), Decimal("80.0"), Decimal("0.80"), Decimal("0.20"), 1)


def test_the_page_is_for_whoever_trains_and_says_what_is_not_told(clock: Clock, tot: Course, pool: Pool) -> None:
    url = reverse("training:evaluation", args=[tot.reference])
    shown = signed_in(Client(), account(pool.kamal)).get(url).content.decode()
    assert "Nobody sat both tests yet" in shown
    assert "Fewer than five said what they think" in shown
    for user in (pool.huda, account(pool.layla)):
        assert signed_in(Client(), user).get(url).status_code == 403


def test_whoever_taught_back_reads_each_criterion(clock: Clock, tot: Course, pool: Pool) -> None:
    came(tot, pool.layla)
    rate_teach_back(of(pool.layla), marks(4, 2, 3, 3), by=pool.reem, at=MONDAY)
    own = signed_in(Client(), account(pool.layla)).get(reverse("training:course", args=[tot.reference]))
    assert "It is clear, in plain words: <bdi>2</bdi>" in own.content.decode()
    rubric = signed_in(Client(), account(pool.kamal)).get(reverse("training:teach_back", args=[of(pool.sami).reference]))
    assert "2 · In part" in rubric.content.decode()
