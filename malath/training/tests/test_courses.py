"""Officers are nominated, admitted and sign in; modules follow the law."""

from datetime import date, timedelta

import pytest

from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.framework.testing import make_content, make_text
from malath.framework.words import Proof
from malath.inbox.models import Item
from malath.training.actions import courses as acts
from malath.training.actions import officers as officer_acts
from malath.training.actions.base import CannotTrain
from malath.training.actions.curriculum import Revised, revise_module
from malath.training.actions.officers import Facts
from malath.training.models import Course, Nomination, Presence
from malath.training.queries import courses, curriculum
from malath.training.testing import MONDAY, make_admitted, make_course, make_half_day, make_nominated, make_officer
from malath.training.tests.conftest import Pool, account
from malath.training.words import CourseKind, Discipline, Half, Job, NominationState, Part, Sex, WhyNot

DAY = timedelta(days=1)
REVISED = Revised("2", "Concepts and law", "المفاهيم والقانون", 7, date(2026, 11, 2), Proof.MEMORY, "The amendment.")


def refused(act: object, *what: object, **how: object) -> list[WhyNot]:
    with pytest.raises(CannotTrain) as caught:
        act(*what, **{"by": WORKER, "at": MONDAY, **how})  # type: ignore[operator]  # an act
    return caught.value.reasons


def line(code: str) -> curriculum.ModuleLine:
    found = curriculum.module(code)
    assert found is not None
    return found


def test_a_change_of_the_law_marks_the_modules_it_touches(db: None) -> None:
    make_text(make_content("Amendment of 2026", dated_on=date(2026, 10, 1), touches=["M1", "M10"]))
    assert {one.version.code for one in curriculum.modules() if one.change} == {"M1", "M10"}
    revise_module("M1", REVISED, by=WORKER, at=MONDAY + DAY)
    assert {one.version.code for one in curriculum.modules() if one.change} == {"M10"}
    assert [one.label for one in line("M1").older] == ["1"]


def test_an_older_law_that_is_entered_late_marks_nothing_of_the_file(db: None) -> None:
    make_text(make_content("Law of 2009", dated_on=date(2009, 3, 1), touches=["M1"]))
    assert line("M1").change is None


def test_a_law_of_before_that_was_entered_after_a_revision_marks_it(db: None) -> None:
    revise_module("M1", REVISED, by=WORKER, at=MONDAY - DAY)
    make_text(make_content("Amendment", dated_on=date(2026, 6, 1), touches=["M1"]))
    assert line("M1").change is not None


def test_a_module_is_not_revised_under_the_same_name_or_an_unknown_code(db: None) -> None:
    revise_module("M1", REVISED, by=WORKER, at=MONDAY)
    assert refused(revise_module, "M1", REVISED) == [WhyNot.SAME_LABEL]
    assert refused(revise_module, "M99", REVISED) == [WhyNot.UNKNOWN_MODULE]


def test_a_half_day_keeps_the_version_that_was_taught(course: Course) -> None:
    first = make_half_day(course)
    revise_module("M1", REVISED, by=WORKER, at=MONDAY)
    second = make_half_day(course, Half.AFTERNOON)
    assert (first.modules, second.modules) == ([["M1", "1"], ["M2", "1"]], [["M1", "2"], ["M2", "1"]])


def test_an_account_belongs_to_one_officer_of_its_body(pool: Pool) -> None:
    def facts(**other: object) -> Facts:
        given = {"name_en": "A", "name_ar": "أ", "agency": pool.body, "job": Job.POLICE, "sex": Sex.MAN, **other}
        return Facts(**{"field_since": date(2020, 1, 1), **given})  # type: ignore[arg-type]  # as given

    assert refused(officer_acts.enlist, facts(user=account(pool.layla))) == [WhyNot.ACCOUNT_TAKEN]
    assert refused(officer_acts.enlist, facts(user=pool.stranger)) == [WhyNot.OTHER_BODY]
    assert refused(officer_acts.enlist, facts(field_since=MONDAY.date() + DAY)) == [WhyNot.DAY_AHEAD]
    put_right = officer_acts.correct(pool.layla, facts(user=account(pool.layla)), by=WORKER, at=MONDAY)
    assert (put_right.name_en, put_right.reference) == ("A", pool.layla.reference)


def test_a_body_nominates_once_and_not_for_a_course_that_is_over(pool: Pool) -> None:
    course = make_course()
    make_nominated(course, pool.layla)
    assert refused(acts.nominate, course, pool.layla, Discipline.NONE) == [WhyNot.NOMINATED_ALREADY]
    assert refused(acts.nominate, course, pool.kamal, Discipline.NONE, at=MONDAY + 9 * DAY) == [WhyNot.IS_OVER]
    acts.call_off(course, by=WORKER, at=MONDAY)
    assert refused(acts.nominate, course, pool.kamal, Discipline.NONE) == [WhyNot.CALLED_OFF]


def test_whoever_has_few_years_is_admitted_with_a_reason_by_another(pool: Pool) -> None:
    new = make_officer(pool.body, since=date(2025, 1, 1))
    nomination = make_nominated(make_course(CourseKind.TOT), new, by=pool.huda)
    assert refused(acts.admit, nomination, by=pool.reem) == [WhyNot.FEW_YEARS]
    assert refused(acts.admit, nomination, because="No other", by=pool.huda) == [WhyNot.OWN_NOMINATION]
    admitted = acts.admit(nomination, because="The only one in Aqaba.", by=pool.reem, at=MONDAY)
    assert (admitted.state, admitted.waived, admitted.opened("because")) == ("admitted", True, "The only one in Aqaba.")
    assert (admitted.answered_by, admitted.answered_at) == (pool.reem.reference, MONDAY)
    assert refused(acts.admit, nomination, by=pool.reem, because="x") == [WhyNot.ANSWERED]


def test_nobody_admits_themselves_and_a_no_has_a_reason(pool: Pool) -> None:
    nomination = make_nominated(make_course(), pool.layla)
    assert refused(acts.admit, nomination, by=account(pool.layla)) == [WhyNot.ONESELF]
    assert refused(acts.turn_down, nomination, because=" ") == [WhyNot.REASON_MISSING]
    turned = acts.turn_down(nomination, because="Full.", by=pool.reem, at=MONDAY)
    assert turned.opened("because") == "Full."
    assert refused(acts.take_back, nomination) == [WhyNot.ANSWERED]


def test_whoever_was_admitted_is_told_that_there_is_a_course_and_nothing_else(course: Course, pool: Pool) -> None:
    item = Item.objects.get(user=account(pool.layla))
    assert (item.kind, item.subject) == ("course", course.reference)


def test_a_trainer_does_not_take_part(course: Course, pool: Pool) -> None:
    acts.name_trainer(course, pool.kamal, Part.LEAD, by=WORKER, at=MONDAY)
    assert refused(acts.name_trainer, course, pool.kamal, Part.CO) == [WhyNot.NAMED_ALREADY]
    assert refused(acts.name_trainer, course, pool.layla, Part.CO) == [WhyNot.TAKES_PART, WhyNot.NO_TRAINER]
    assert refused(acts.nominate, course, pool.kamal, Discipline.NONE) == [WhyNot.TRAINS_HERE]


def test_whoever_was_admitted_signs_in_with_the_code_of_the_half_day(course: Course, pool: Pool) -> None:
    half_day = make_half_day(course)
    code, layla = courses.sign_in_code(half_day), account(pool.layla)
    first = acts.sign_in(course, pool.layla, code, by=layla, at=MONDAY)
    assert first == acts.sign_in(course, pool.layla, code, by=layla, at=MONDAY)
    assert Presence.objects.count() == 1
    assert refused(acts.sign_in, course, pool.kamal, code) == [WhyNot.NOT_ADMITTED]
    assert acts.sign_in(course, pool.layla, code, by=layla, at=MONDAY + 3 * DAY) is None


def test_a_wrong_code_is_counted_and_at_last_closes_the_door(course: Course, pool: Pool) -> None:
    half_day = make_half_day(course)
    wrong = "000000" if courses.sign_in_code(half_day) != "000000" else "111111"
    assert acts.sign_in(course, pool.layla, wrong, by=WORKER, at=MONDAY) is None
    half_day.refresh_from_db()
    assert half_day.wrong_codes == 1
    assert Event.objects.filter(name=Did.ATTENDANCE_REFUSED).count() == 1


def test_the_list_of_the_trainer_holds_in_the_end(course: Course, pool: Pool) -> None:
    half_day = make_half_day(course)
    acts.sign_in(course, pool.layla, courses.sign_in_code(half_day), by=WORKER, at=MONDAY)
    sami = Nomination.objects.get(officer=pool.sami)
    outsider = make_admitted(make_course(), pool.kamal)
    assert acts.list_present(half_day, [sami.reference, outsider.reference], by=WORKER, at=MONDAY) == 1
    assert [one.nomination for one in Presence.objects.all()] == [sami]


def test_a_course_that_began_is_not_called_off(course: Course) -> None:
    make_half_day(course)
    assert refused(acts.call_off, course) == [WhyNot.HAS_BEGUN]
    assert refused(acts.open_half_day, course, course.starts_on, Half.MORNING) == [WhyNot.HELD_ALREADY]


def test_calling_off_tells_everybody_once(course: Course, pool: Pool) -> None:
    acts.name_trainer(course, pool.kamal, Part.LEAD, by=WORKER, at=MONDAY)
    assert courses.accounts_in(course) == {pool.layla.user_id, pool.kamal.user_id}
    acts.call_off(course, by=WORKER, at=MONDAY)
    assert refused(acts.call_off, course) == [WhyNot.CALLED_OFF]


def test_an_interrupted_admission_leaves_nothing(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    nomination = make_nominated(make_course(), pool.layla)
    monkeypatch.setattr("malath.training.actions.courses.news.tell", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        acts.admit(nomination, by=pool.reem, at=MONDAY)
    assert Nomination.objects.get(pk=nomination.pk).state == NominationState.NOMINATED
