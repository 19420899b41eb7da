"""What the pages of training show, refuse and keep."""

from datetime import date

from django.test import Client
from django.urls import reverse

from malath.accounts.testing import signed_in
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.training.actions import courses as acts
from malath.training.models import Course, Nomination, Officer
from malath.training.queries import courses
from malath.training.testing import make_course, make_half_day, make_nominated, make_officer
from malath.training.tests.conftest import Pool, account
from malath.training.words import CourseKind, NominationState, Part

COURSE = {
    "kind": "front_line", "title_ar": "دورة", "title_en": "A course", "place": "Hall", "starts_on": "01/12/2026",
    "ends_on": "02/12/2026", "modules": ["M1"],
}  # fmt: skip


def page(client: Client, name: str, *args: str) -> str:
    answer = client.get(reverse(f"training:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_runs_the_pool_announces_a_course_and_what_was_typed_stays(reem: Client, pool: Pool) -> None:
    url, typed = reverse("training:announce"), {**COURSE, "host": pool.body.reference}
    wrong = reem.post(url, {**typed, "ends_on": "30/11/2026"})
    assert wrong.status_code == 422
    assert "ends before it begins" in wrong.content.decode()
    assert 'value="A course"' in wrong.content.decode()
    assert reem.post(url, typed).status_code == 302
    assert "A course" in page(reem, "list")


def test_a_supervisor_writes_an_officer_down_and_nominates(huda: Client, pool: Pool) -> None:
    course = make_course()
    facts = {
        "name_ar": "هند", "name_en": "Hind", "agency": pool.body.reference, "job": "inspector", "sex": "woman",
        "field_since": "01/01/2019", "email": "nobody@example.org",
    }  # fmt: skip
    wrong = huda.post(reverse("training:enlist"), facts)
    assert wrong.status_code == 422
    assert "No account here" in wrong.content.decode()
    huda.post(reverse("training:enlist"), {**facts, "email": ""})
    hind = Officer.objects.get(name_en="Hind")
    huda.post(reverse("training:nominate", args=[hind.reference]), {"course": course.reference, "discipline": "none"})
    assert "Hind" in page(huda, "course", course.reference)


def test_a_supervisor_sees_nobody_of_another_body(clock: Clock, course: Course, pool: Pool) -> None:
    client = signed_in(Client(), pool.stranger)
    assert "Layla" not in page(client, "course", course.reference)
    assert "Layla" not in page(client, "officers")
    assert client.get(reverse("training:officer", args=[pool.layla.reference])).status_code == 403
    nominated = reverse("training:nominate", args=[pool.layla.reference])
    assert client.post(nominated, {"course": course.reference}).status_code == 403


def test_a_nomination_against_the_rule_says_so_and_is_waived(reem: Client, pool: Pool) -> None:
    course = make_course(CourseKind.TOT)
    nomination = make_nominated(course, make_officer(pool.body, since=date(2026, 1, 1)), by=pool.huda)
    url = reverse("training:admit", args=[nomination.reference])
    assert "Fewer than three years" in page(reem, "nomination", nomination.reference)
    assert reem.post(url).status_code == 422
    assert reem.post(url, {"because": "Speaks Amharic."}).status_code == 302
    assert Nomination.objects.get(pk=nomination.pk).state == NominationState.ADMITTED


def test_a_no_without_a_reason_is_no_answer(reem: Client, pool: Pool) -> None:
    nomination = make_nominated(make_course(), pool.sami)
    url = reverse("training:turn_down", args=[nomination.reference])
    assert reem.post(url, {"because": ""}).status_code == 422
    assert reem.post(url, {"because": "Full."}).status_code == 302


def test_whoever_trains_opens_a_half_day_and_keeps_its_list(clock: Clock, course: Course, pool: Pool) -> None:
    kamal = signed_in(Client(), account(pool.kamal))
    url = reverse("training:open_half_day", args=[course.reference])
    typed = {"on": "02/11/2026", "half": "morning", "modules": ["M1"]}
    assert kamal.post(url, typed).status_code == 403
    acts.name_trainer(course, pool.kamal, Part.LEAD, by=WORKER, at=clock())
    assert kamal.post(url, typed).status_code == 302
    assert kamal.post(url, typed).status_code == 422
    half_day = course.half_days.get()
    assert courses.sign_in_code(half_day) in page(kamal, "course", course.reference)
    layla = Nomination.objects.get(officer=pool.layla)
    kamal.post(reverse("training:half_day", args=[half_day.reference]), {"there": [layla.reference]})
    assert half_day.presences.get().nomination == layla
    assert "Sami" in page(kamal, "sheet", course.reference)


def test_whoever_learns_signs_in_and_sees_no_code_and_nobody_else(clock: Clock, course: Course, pool: Pool) -> None:
    half_day, layla = make_half_day(course), signed_in(Client(), account(pool.layla))
    code, url = courses.sign_in_code(half_day), reverse("training:sign_in", args=[course.reference])
    shown = page(layla, "course", course.reference)
    assert code not in shown
    assert "Sami" not in shown
    wrong = layla.post(url, {"code": "12"})
    assert wrong.status_code == 422
    assert "opens no half-day" in wrong.content.decode()
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert layla.post(url, {"code": f"{arabic[:3]} {arabic[3:]}"}).status_code == 302
    assert half_day.presences.count() == 1


def test_somebody_who_is_no_officer_signs_in_nowhere(clock: Clock, course: Course, pool: Pool) -> None:
    answer = signed_in(Client(), pool.huda).post(reverse("training:sign_in", args=[course.reference]), {"code": "123456"})
    assert answer.status_code == 403


def test_a_module_is_brought_in_anew(reem: Client, pool: Pool) -> None:
    url = reverse("training:revise", args=["M1"])
    typed = {
        "label": "1",
        "title_ar": "مفاهيم",
        "title_en": "Concepts",
        "hours": "٧",
        "holds_from": "01/11/2026",
        "proof": "memory",
    }
    assert reem.post(url, typed).status_code == 422
    assert reem.post(url, {**typed, "label": "2"}).status_code == 302
    assert reem.get(reverse("training:revise", args=["M99"])).status_code == 404
