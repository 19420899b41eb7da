"""Scenario A (1 to 6 and 9): from nominations to a national trainer, to a level that rests, and a study visit with what came
of it. With the pages, without a browser."""

import os
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_desk
from malath.documents.publishing import publish
from malath.foundation.codes import place
from malath.foundation.testing import Clock
from malath.framework.testing import make_content, make_text
from malath.inbox.models import Item
from malath.publicsite.validity import validity_of
from malath.training.actions.levels import react
from malath.training.models import Certificate, Course, Nomination, Officer, Paper, Undertaking
from malath.training.queries import after, curriculum, exams, levels
from malath.training.testing import make_admitted, make_items, make_officer
from malath.training.tests.conftest import Pool, account, clock, pool
from malath.training.words import Half, Merit, Moment
from malath.workday.tick import tick

__all__ = ["clock", "pool"]
DAY = timedelta(days=1)
RUBRIC = {"content": "4", "clarity": "3", "taking_part": "3", "safety": "3"}


def press(user: User, name: str, *args: object, **typed: object) -> int:
    data = {"once": str(uuid4()), **typed}
    return signed_in(Client(), user).post(reverse(f"training:{name}", args=args), data).status_code


def look(user: User, name: str, *args: object) -> str:
    return signed_in(Client(), user).get(reverse(f"training:{name}", args=args)).content.decode()


def on(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def held(pool: Pool, clock: Clock, kind: str, days: int, modules: list[str]) -> Course:
    """A course that begins today."""
    first = clock().date()
    typed = {"title_ar": "دورة", "title_en": "Course", "place": "Hall", "kind": kind, "modules": modules}
    days_typed = {"starts_on": on(first), "ends_on": on(first + (days - 1) * DAY), "host": pool.body.reference}
    assert press(pool.reem, "announce", **typed, **days_typed) == 302
    return Course.objects.latest("pk")


def taken_in(pool: Pool, course: Course, officer: Officer) -> Nomination:
    assert press(pool.huda, "nominate", officer.reference, course=course.reference, discipline="none") == 302
    nomination = Nomination.objects.get(course=course, officer=officer)
    assert press(pool.reem, "admit", nomination.reference) == 302
    return nomination


def sat(user: User, nomination: Nomination, moment: Moment, right: int) -> int:
    paper = Paper.objects.get(course=nomination.course, moment=moment)
    answers = exams.right_answers(exams.in_own_order(nomination, paper))
    typed = {f"q{place}": str(one if place < right else 0) for place, one in enumerate(answers)}
    return press(user, "sit", nomination.reference, moment.value, **typed)


def test_a_trainer_is_made_and_a_level_rests(pool: Pool, clock: Clock) -> None:
    make_items("M1", "T1", number=33)
    tot = held(pool, clock, "tot", 5, ["M1", "T1"])
    _few_years(pool, tot)
    first = _learns(pool, clock, tot)
    _rises(pool, clock, first)

    # 5: an amendment marks two modules; what was held keeps its version.
    make_text(make_content("Amendment", dated_on=clock().date(), touches=["M1", "M10"]), at=clock())
    assert {one.version.code for one in curriculum.modules() if one.change} == {"M1", "M10"}
    assert tot.half_days.get().modules == [["M1", "1"], ["T1", "1"]]
    certificate = _asked_back(pool, clock)

    # 6: two years without a session and the level rests, and whoever checks the certificate learns that it is not current.
    clock.forward(days=720)
    tick(clock())
    assert Officer.objects.get(pk=pool.layla.pk).lapsed_at == clock()
    assert checked(certificate, clock()) == "not_valid"
    assert levels.trainers_to_lapse(clock()) == []
    assert "Rests" in look(pool.reem, "level", pool.layla.reference)


def _asked_back(pool: Pool, clock: Clock) -> str:
    """5: the certificate stays valid, its holder comes to a refresher in ninety days and is told once."""
    amended = clock().date()
    clock.forward(days=1)
    tick(clock())
    certificate = Certificate.objects.get()
    assert (certificate.refresh_by, levels.certificates_of_trainer(pool.layla, clock())) == (amended + 90 * DAY, [certificate])
    told = Item.objects.get(user=pool.layla.user_id, kind="course_due", seen_at__isnull=True)
    assert told.subject == certificate.nomination.course.reference
    again = tick(clock())
    assert (again.courses_outdated.done, again.refreshers_due.done) == (0, 0)
    assert "Overdue" not in look(account(pool.layla), "due")
    clock.forward(days=90)
    assert "Overdue" in look(account(pool.layla), "due")
    letter = exams.letter_of(certificate)
    assert letter is not None
    assert checked(letter.code, clock()) == "valid"
    assert checked("7KQF-2M9X-4TZB", clock()) == "unknown"
    return letter.code


def checked(code: str, at: datetime) -> str:
    """What the public page says of the code of a certificate, from what was published."""
    publish(settings.VAR, at)
    os.utime(place(settings.VAR), (at.timestamp(), at.timestamp()))
    return validity_of(code, place(settings.VAR), at)


def _few_years(pool: Pool, tot: Course) -> None:
    """1: who has no field years is admitted with a reason alone, by somebody who did not nominate."""
    new = make_officer(pool.body, since=date(2026, 9, 1))
    press(pool.huda, "nominate", new.reference, course=tot.reference, discipline="none")
    waits = Nomination.objects.get(officer=new)
    assert press(pool.reem, "admit", waits.reference) == 422
    assert press(pool.reem, "admit", waits.reference, because="The only one in Aqaba.") == 302


def _learns(pool: Pool, clock: Clock, tot: Course) -> Nomination:
    """2 and 3: before 54, after 81, a teach-back of 3.25; the other 77, once more after fourteen days with other questions."""
    layla, kamal = account(pool.layla), account(pool.kamal)
    assert press(pool.reem, "name_trainer", pool.kamal.reference, course=tot.reference, part="lead") == 302
    first, second = taken_in(pool, tot, pool.layla), taken_in(pool, tot, pool.sami)
    assert press(kamal, "prepare", tot.reference, per_module="11") == 302
    assert sat(layla, first, Moment.PRE, 12) == 302
    assert press(kamal, "open_half_day", tot.reference, on=on(tot.starts_on), half=Half.MORNING) == 302
    half_day = tot.half_days.get()
    assert press(kamal, "half_day", half_day.reference, there=[first.reference, second.reference]) == 302
    assert (sat(layla, first, Moment.POST, 18), sat(kamal, second, Moment.POST, 17)) == (302, 302)
    assert press(kamal, "teach_back", first.reference, **RUBRIC) == 302
    clock.forward(days=7)
    assert sat(kamal, second, Moment.RESIT, 20) == 422
    clock.forward(days=8)
    assert sat(kamal, second, Moment.RESIT, 20) == 302
    papers = {one.moment: set(one.items) for one in Paper.objects.all()}
    assert not papers["post"] & papers["resit"]
    assert "0.60" in look(pool.reem, "results", tot.reference)
    return first


def _rises(pool: Pool, clock: Clock, first: Nomination) -> None:
    """4: nobody certifies their own session; two observed deliveries and the rating make a national trainer."""
    layla = account(pool.layla)
    assert press(account(pool.kamal), "certify", first.reference) == 403
    assert press(pool.reem, "certify", first.reference) == 302
    assert press(pool.reem, "raise_level", pool.layla.reference) == 302
    for marks in ("3", "4"):
        course = held(pool, clock, "front_line", 1, ["M1"])
        assert press(pool.reem, "name_trainer", pool.layla.reference, course=course.reference, part="co") == 302
        assert press(layla, "open_half_day", course.reference, on=on(course.starts_on), half=Half.MORNING) == 302
        _rated(pool, course)
        observed = {"observer": pool.kamal.reference, "trains": course.trainers.get().pk, **dict.fromkeys(RUBRIC, marks)}
        assert press(pool.reem, "observe", pool.layla.reference, **observed) == 302
    assert press(pool.reem, "raise_level", pool.layla.reference) == 302
    now = Officer.objects.get(pk=pool.layla.pk)
    assert (now.level, now.generation) == ("national", 2)


def _rated(pool: Pool, course: Course) -> None:
    """Three of those who took part say four of five, in each of two courses."""
    desk = make_desk(pool.body)
    for _ in range(3):
        officer = make_officer(user=make_user(Role.INSPECTOR, desk))
        make_admitted(course, officer)
        react(course, [4, 4, 4, 4], by=account(officer), at=course.half_days.get().at)


def test_a_study_visit_is_approved_by_another_and_it_is_asked_what_became_of_it(pool: Pool, clock: Clock) -> None:
    """9: three changes planned; after twelve months one is done, one partly, one dropped with a reason."""
    first, layla = clock().date() + 30 * DAY, account(pool.layla)
    typed = {"title_ar": "زيارة", "title_en": "Visit", "place": "Ottawa", "kind": "study_visit", "host": pool.body.reference}
    assert press(pool.reem, "announce", **typed, starts_on=on(first), ends_on=on(first)) == 302
    course = Course.objects.latest("pk")
    merits = {"course": course.reference, "discipline": "none", "merits": Merit.values}
    assert press(pool.huda, "nominate", pool.layla.reference, **merits) == 302
    assert press(pool.reem, "admit", course.nominations.get().reference) == 302
    plan = {"country": "Canada", "receiver": "A police service", "objectives": "Listening"}
    assert press(pool.reem, "plan_visit", course.reference, **plan) == 302
    assert press(layla, "approve_travel", course.reference) == 403
    assert press(pool.reem, "approve_travel", course.reference) == 302
    clock.forward(days=31)
    assert press(pool.reem, "open_half_day", course.reference, on=on(first), half=Half.MORNING) == 302
    assert press(layla, "write_report", course.reference, words="Two officers listen, one writes.") == 302
    for what in ("A room", "A form", "A song"):
        change = {"what": what, "who": pool.layla.reference, "due_on": on(first + 60 * DAY)}
        assert press(layla, "agree", course.reference, **change) == 302
    _asked_for_a_year(pool, clock, course)


def _asked_for_a_year(pool: Pool, clock: Clock, course: Course) -> None:
    layla, [room, form, song] = account(pool.layla), Undertaking.objects.order_by("pk")
    assert press(layla, "follow_up", room.reference, outcome="done", because="Seen.") == 422
    clock.forward(days=95)
    tick(clock())
    assert after.undertakings_to_tell(clock()) == []
    assert press(layla, "follow_up", song.reference, outcome="dropped", because="") == 422
    assert press(layla, "follow_up", song.reference, outcome="dropped", because="Nobody sings.") == 302
    for _ in range(2):
        for one in (room, form):
            assert press(layla, "follow_up", one.reference, outcome="partly", because="Begun.") == 302
        clock.forward(days=183)
    assert press(layla, "follow_up", room.reference, outcome="done", because="Photograph of the room.") == 302
    assert press(layla, "follow_up", form.reference, outcome="partly", because="In two of five offices.") == 302
    page = after.after_page(course, pool.reem, clock())
    assert {outcome.value: number for outcome, number in page.outcomes} == {"done": 1, "partly": 1, "dropped": 1, "not_yet": 0}
