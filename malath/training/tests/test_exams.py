"""Tests before and after, once more, teach-backs, certificates."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.testing import signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_desk
from malath.documents import queries as documents
from malath.documents.words import Validity
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.inbox.models import Item as News
from malath.training import rules
from malath.training.actions import courses as course_acts
from malath.training.actions import exams as acts
from malath.training.actions.base import CannotTrain
from malath.training.actions.exams import Written
from malath.training.models import Course, Nomination, Officer, Paper
from malath.training.queries import exams
from malath.training.testing import (
    MONDAY,
    make_admitted,
    make_course,
    make_half_day,
    make_items,
    make_officer,
    make_sat,
    marks,
)
from malath.training.tests.conftest import Pool, account
from malath.training.words import CourseKind, CourseState, Moment, NoGain, Part, WhyNot

M, W = Moment, WhyNot
DAY = timedelta(days=1)
PERCENT = st.integers(0, 100).map(Decimal)
BANKS = st.dictionaries(st.sampled_from(["M1", "M2", "T1"]), st.sets(st.text("abcdef", min_size=3), max_size=12).map(sorted))
QUESTION = Written("M1", "سؤال", "Question", ("أ", "ب"), ("a", "b"), 0)


def refused(act: object, *what: object, **how: object) -> list[WhyNot]:
    with pytest.raises(CannotTrain) as caught:
        act(*what, **{"by": WORKER, "at": MONDAY, **how})  # type: ignore[operator]  # an act
    return caught.value.reasons


@given(BANKS, st.integers(1, 4))
def test_three_tests_have_one_blueprint_and_no_question_in_common(bank: dict[str, list[str]], number: int) -> None:
    named = {module: [f"{module} {item}" for item in items] for module, items in bank.items()}
    found = rules.drawn(named, number, "seed")
    enough = bool(named) and all(len(items) >= 3 * number for items in named.values())
    assert (found is not None) == enough
    if found:
        asked = [item for items in found.values() for item in items]
        assert len(asked) == len(set(asked))
        shapes = {tuple(sorted(item.split()[0] for item in items)) for items in found.values()}
        assert shapes == {tuple(sorted(module for module in named for _ in range(number)))}


@given(PERCENT, PERCENT)
def test_the_gain_is_at_most_one_and_not_defined_where_nothing_was_left_to_learn(before: Decimal, after: Decimal) -> None:
    told = rules.gain(before, after)
    assert (told == NoGain.FULL_BEFORE) == (before == 100)
    assert isinstance(told, NoGain) or told <= 1


def test_the_gain_of_scenario_a() -> None:
    assert rules.gain(Decimal(55), Decimal(82)) == Decimal("0.60")
    assert rules.gain(None, Decimal(82)) == NoGain.NOT_SAT


@given(st.integers(0, 60), st.integers(1, 60))
def test_passed_is_never_rounded_up(right: int, asked: int) -> None:
    right = min(right, asked)
    assert rules.passed(CourseKind.TOT, right, asked) == (right / asked >= 0.8)
    assert rules.passed(CourseKind.FRONT_LINE, right, asked) == (Decimal(right) / asked >= Decimal("0.7"))
    assert not rules.passed(CourseKind.TOT, 0, 0)


@given(st.lists(st.tuples(st.booleans(), PERCENT), max_size=40))
def test_of_a_question_nothing_is_said_before_ten_answers(answers: list[tuple[bool, Decimal]]) -> None:
    told, apart = rules.difficulty(answers), rules.discrimination(answers)
    assert (told is None, apart is None) == (len(answers) < 10, len(answers) < 10)
    assert told is None or 0 <= told <= 100
    assert apart is None or -1 <= apart <= 1


def test_a_question_that_the_better_half_knows_tells_apart() -> None:
    good = [(place >= 5, Decimal(place)) for place in range(10)]
    assert (rules.discrimination(good), rules.difficulty(good)) == (Decimal(1), 50)


def sits(moment: Moment, **other: object) -> list[WhyNot]:
    given: dict[str, object] = {"admitted": True, "prepared": True, "sat": set(), "held": True, "failed_on": None, **other}
    return rules.why_not_sit(moment, today=MONDAY.date(), **given)  # type: ignore[arg-type]  # as given


def test_the_second_test_is_sat_without_the_first_and_the_first_not_after_the_second() -> None:
    assert sits(M.POST) == []
    assert sits(M.POST, held=False) == [W.NOT_BEGUN]
    assert sits(M.PRE, sat={M.POST}) == [W.AFTER_THE_COURSE]
    assert sits(M.PRE, sat={M.PRE}) == [W.SAT_ALREADY]
    assert sits(M.PRE, prepared=False) == [W.NOT_PREPARED]
    assert sits(M.PRE, admitted=False) == [W.NOT_ADMITTED]


def test_once_more_is_after_fourteen_days_and_only_for_whom_it_is_needed() -> None:
    assert sits(M.RESIT) == [W.NOT_FAILED]
    assert sits(M.RESIT, failed_on=MONDAY.date() - 13 * DAY) == [W.TOO_SOON]
    assert sits(M.RESIT, failed_on=MONDAY.date() - 14 * DAY) == []
    assert sits(M.RESIT, failed_on=MONDAY.date() - 30 * DAY, sat={M.POST, M.RESIT}) == [W.SAT_ALREADY]


def certifies(kind: CourseKind = CourseKind.TOT, **other: object) -> list[WhyNot]:
    given: dict[str, object] = {
        "took_part": True, "passed": True, "teach_back": Decimal("3.2"), "certified": False, "trains_here": False,
        "oneself": False, **other,
    }  # fmt: skip
    state = given.pop("state", CourseState.OVER)
    return rules.why_not_certify(kind, state, **given)  # type: ignore[arg-type]  # as given


def test_a_certificate_needs_half_days_a_test_and_a_teach_back() -> None:
    assert certifies() == []
    assert certifies(took_part=False) == [W.HALF_DAYS_MISSING]
    assert certifies(passed=False) == [W.NOT_PASSED]
    assert certifies(teach_back=None) == [W.TEACH_BACK_MISSING]
    assert certifies(teach_back=Decimal("2.75")) == [W.TEACH_BACK_MISSING]
    assert certifies(CourseKind.WORKSHOP, passed=False, teach_back=None) == []
    assert certifies(state=CourseState.RUNNING) == [W.NOT_TO_THE_END]


def test_nobody_certifies_their_own_session_or_themselves() -> None:
    assert certifies(trains_here=True) == [W.OWN_SESSION]
    assert certifies(oneself=True) == [W.ONESELF]
    assert certifies(certified=True) == [W.CERTIFIED_ALREADY]


def test_a_question_has_the_same_answers_in_both_languages_and_tells_of_nobody() -> None:
    assert rules.why_not_write("x", ["أ", "ب"], ["a", "b"], 1) == []
    assert rules.why_not_write("x", ["أ"], ["a", "b"], 0) == [W.OPTIONS_DIFFER]
    assert rules.why_not_write("x", ["أ", "أ"], ["a", "b"], 0) == [W.OPTIONS_DIFFER]
    assert rules.why_not_write("x", ["أ", "ب"], ["a", "b"], 2) == [W.NO_RIGHT_ONE]
    assert rules.why_not_write("Call 079 000 0012", ["أ", "ب"], ["a", "b"], 0) == [W.LEADS_TO_SOMEBODY]


@pytest.fixture
def tot(pool: Pool) -> Course:
    """A training of trainers with ten questions a test; Kamal trains, Layla and Sami learn."""
    make_items("M1", "T1", number=15)
    course = make_course(CourseKind.TOT, modules=["M1", "T1"], host=pool.body)
    course_acts.name_trainer(course, pool.kamal, Part.LEAD, by=WORKER, at=MONDAY)
    for officer in (pool.layla, pool.sami):
        make_admitted(course, officer)
    acts.prepare_tests(course, 5, by=WORKER, at=MONDAY)
    return course


def of(officer: Officer) -> Nomination:
    return Nomination.objects.select_related("course").get(officer=officer)


def came(tot: Course, *officers: Officer) -> None:
    half_day = make_half_day(tot)
    course_acts.list_present(half_day, [of(one).reference for one in officers], by=WORKER, at=MONDAY)


@pytest.fixture
def desk(pool: Pool) -> Desk:
    return make_desk(pool.body)


def test_tests_are_prepared_once_and_from_enough_questions(tot: Course, pool: Pool) -> None:
    assert refused(acts.prepare_tests, tot, 1) == [W.PREPARED_ALREADY]
    assert refused(acts.prepare_tests, make_course(modules=["M7"]), 1) == [W.TOO_FEW_ITEMS]
    papers = {row.moment: set(row.items) for row in Paper.objects.filter(course=tot)}
    assert not papers["post"] & papers["resit"]


def test_every_question_is_answered_and_a_test_is_sat_once(tot: Course, pool: Pool) -> None:
    assert refused(acts.sit, of(pool.layla), M.PRE, {}) == [W.ANSWERS_MISSING]
    make_sat(of(pool.layla), M.PRE, 5)
    assert refused(acts.sit, of(pool.layla), M.PRE, {}) == [W.SAT_ALREADY]


def test_who_does_not_reach_enough_is_told_to_the_trainer_and_never_to_the_supervisor(tot: Course, pool: Pool) -> None:
    came(tot, pool.layla, pool.sami)
    before = set(News.objects.values_list("user", flat=True))
    make_sat(of(pool.sami), M.POST, 7)
    assert set(News.objects.values_list("user", flat=True)) - before <= {pool.kamal.user_id}
    assert not News.objects.filter(user=pool.huda).exists()
    assert refused(acts.sit, of(pool.sami), M.RESIT, {}) == [W.TOO_SOON]
    make_sat(of(pool.sami), M.RESIT, 9, at=MONDAY + 14 * DAY)
    assert refused(acts.sit, of(pool.sami), M.RESIT, {}, at=MONDAY + 40 * DAY) == [W.SAT_ALREADY]


def test_a_certificate_is_issued_checked_and_revoked(tot: Course, pool: Pool, desk: Desk) -> None:
    came(tot, pool.layla)
    layla, later = of(pool.layla), MONDAY + 6 * DAY
    make_sat(layla, M.PRE, 5)
    make_sat(layla, M.POST, 8)
    acts.rate_teach_back(layla, marks(4, 3, 3, 3), by=WORKER, at=MONDAY)
    assert refused(acts.rate_teach_back, layla, marks(4, 4, 4, 4)) == [W.RATED_ALREADY]
    kamal = account(pool.kamal)
    assert refused(acts.certify, layla, desk=desk, by=kamal, at=later) == [W.OWN_SESSION]
    assert refused(acts.certify, layla, desk=desk, by=account(pool.layla), at=later) == [W.ONESELF]
    certificate = acts.certify(layla, desk=desk, by=pool.reem, at=later)
    letter = exams.letter_of(certificate)
    assert letter is not None
    assert documents.validity_of(letter, later) == Validity.VALID
    said = documents.content_of(letter)
    assert "80" not in str(said)
    assert pool.layla.name_ar in str(said["ar"])
    assert refused(acts.certify, layla, desk=desk, by=pool.reem, at=later) == [W.CERTIFIED_ALREADY]
    acts.revoke_certificate(certificate, by=pool.reem, at=later)
    letter.refresh_from_db()
    assert documents.validity_of(letter, later) == Validity.NOT_VALID
    assert refused(acts.revoke_certificate, certificate, by=pool.reem, at=later) == [W.NOT_VALID]
    certificate.refresh_from_db()
    assert refused(acts.take_certificate, certificate, letter, by=pool.reem, at=later) == [W.NOT_VALID]


def test_teach_backs_belong_to_trainers_of_others(course: Course, pool: Pool) -> None:
    assert refused(acts.rate_teach_back, of(pool.layla), marks(4, 4, 4, 4)) == [W.NO_TEACH_BACK]


def test_a_question_is_retired_once(db: None) -> None:
    [item] = make_items("M1", number=1)
    acts.retire_item(item, by=WORKER, at=MONDAY)
    assert refused(acts.retire_item, item) == [W.RETIRED_ALREADY]
    assert exams.bank(["M1"]) == {"M1": []}
    assert refused(acts.write_item, replace(QUESTION, module="M99")) == [W.UNKNOWN_MODULE]


def test_scores_are_seen_by_who_trains_and_by_oneself(clock: Clock, tot: Course, pool: Pool, reem: Client) -> None:
    came(tot, pool.layla)
    make_sat(of(pool.layla), M.PRE, 5)
    url, own = reverse("training:results", args=[tot.reference]), reverse("training:course", args=[tot.reference])
    for user, status in ((account(pool.kamal), 200), (pool.huda, 403), (account(pool.layla), 403)):
        assert signed_in(Client(), user).get(url).status_code == status
    assert "Before the course: <bdi" in signed_in(Client(), account(pool.layla)).get(own).content.decode()
    assert "Before the course" not in signed_in(Client(), pool.huda).get(own).content.decode()
    assert "Before the course: <bdi" in reem.get(url).content.decode()


def test_a_test_is_sat_on_the_phone_and_what_was_ticked_stays(clock: Clock, tot: Course, pool: Pool) -> None:
    layla, url = signed_in(Client(), account(pool.layla)), reverse("training:sit", args=[of(pool.layla).reference, "pre"])
    wrong = layla.post(url, {"q0": "1"})
    assert wrong.status_code == 422
    assert "checked" in wrong.content.decode()
    assert layla.post(url, {f"q{place}": "1" for place in range(10)}).status_code == 302
    assert layla.get(reverse("training:sit", args=[of(pool.layla).reference, "never"])).status_code == 404
    assert layla.get(reverse("training:sit", args=[of(pool.sami).reference, "pre"])).status_code == 403


def test_a_certificate_is_taken_as_pdf_by_its_holder(clock: Clock, tot: Course, pool: Pool, desk: Desk, reem: Client) -> None:
    came(tot, pool.layla)
    make_sat(of(pool.layla), M.POST, 10)
    acts.rate_teach_back(of(pool.layla), marks(3, 3, 3, 3), by=WORKER, at=MONDAY)
    clock.at = MONDAY + 6 * DAY
    assert signed_in(reem, pool.reem).post(reverse("training:certify", args=[of(pool.layla).reference])).status_code == 302
    url = reverse("training:take_certificate", args=[of(pool.layla).certificate.reference])
    taken = signed_in(Client(), account(pool.layla)).post(url)
    assert taken.content.startswith(b"%PDF")
    assert signed_in(Client(), pool.stranger).post(url).status_code == 403


def test_somebody_of_another_course_sits_no_test_of_this_one(tot: Course, pool: Pool) -> None:
    other = make_admitted(make_course(), make_officer(pool.body))
    assert refused(acts.sit, other, M.PRE, {}) == [W.NOT_PREPARED]
