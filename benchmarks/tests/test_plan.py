import pytest
from django.conf import settings
from django.test import Client

from benchmarks import plan
from malath.accounts import testing


@pytest.mark.django_db
def test_a_session_of_a_bench_opens_the_pages_of_staff() -> None:
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = plan.session_of(testing.cast().amal)
    assert browser.get("/").status_code == 200
