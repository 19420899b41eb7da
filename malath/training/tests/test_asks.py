"""Pages ask the same number of questions, however many there are."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.foundation.testing import Clock
from malath.training.models import Course
from malath.training.testing import make_admitted, make_course, make_half_day, make_officer
from malath.training.tests.conftest import Pool
from malath.training.words import Half


def asked(client: Client, *pages: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asks:
        for page in pages:
            assert client.get(page).status_code == 200
    return len(asks)


def test_pages_ask_as_much_of_few_as_of_many(clock: Clock, reem: Client, course: Course, pool: Pool) -> None:
    half_day = make_half_day(course)
    pages = [
        reverse("training:list"), reverse("training:officers"), reverse("training:curriculum"),
        reverse("training:course", args=[course.reference]), reverse("training:half_day", args=[half_day.reference]),
        reverse("training:officer", args=[pool.layla.reference]),
    ]  # fmt: skip
    asked(reem, *pages)
    few = asked(reem, *pages)
    make_half_day(course, Half.AFTERNOON)
    for _ in range(3):
        make_admitted(course, make_officer(pool.body))
        make_admitted(make_course(host=pool.body), pool.layla)
    assert asked(reem, *pages) == few
