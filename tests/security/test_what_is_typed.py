"""What somebody types is text, wherever it is shown: to a browser, a template, a database, a file."""

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_desk
from malath.cases.models import Case
from malath.cases.testing import make_case, make_note
from malath.foundation import clock

SCRIPT = "<script>alert(1)</script>"
BRACES = "{{ 7|add:35 }} {% now 'Y' %} ${7*6}"
STATEMENT = "x' OR '1'='1'; DROP TABLE cases_case; --"
TURNED = "\u202emoc.live\u202c"


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk(hours=ALWAYS, at=clock.now())


@pytest.fixture
def nour(desk: Desk) -> User:
    return make_user(Role.INSPECTOR, desk, at=clock.now())


@pytest.fixture
def case(desk: Desk, nour: User) -> Case:
    case = make_case(desk, nour, clock.now(), name=f"Testina {SCRIPT}")
    make_note(case, f"{SCRIPT} {BRACES} {STATEMENT} {TURNED}", desk=desk, by=nour, at=clock.now())
    return case


def test_a_page_shows_it_as_it_was_typed_and_carries_none_of_it_out(case: Case, nour: User) -> None:
    page = signed_in(Client(), nour).get(reverse("workday:case", args=[case.reference])).content.decode()
    assert SCRIPT not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2, "the name and the note"
    assert "{{ 7|add:35 }} {% now &#x27;Y&#x27; %} ${7*6}" in page
    assert "\u202e" not in page, "what turns the order of letters is left out"


def test_a_search_for_a_statement_finds_nobody_and_runs_nothing(case: Case, nour: User) -> None:
    page = signed_in(Client(), nour).post(reverse("privacy:search"), {"name": STATEMENT})
    assert page.status_code == 200
    assert case.reference not in page.content.decode()
    assert Case.objects.filter(pk=case.pk).exists()


@pytest.mark.parametrize("typed", [SCRIPT, STATEMENT, "../../etc/passwd", "%00", "-1", "9" * 40])
@pytest.mark.parametrize("name", ["after", "status"])
def test_what_stands_in_an_address_is_looked_up_and_never_run(nour: User, name: str, typed: str) -> None:
    answer = signed_in(Client(), nour).get(reverse("cases:list"), {name: typed})
    assert answer.status_code in {200, 404}
    assert SCRIPT not in answer.content.decode()


@pytest.mark.parametrize(
    "way", ["/static/../config/settings.py", "/static/%2e%2e/config/settings.py", "/field/x/..%2f..%2fkeys"]
)
def test_no_way_leads_out_of_a_folder(db: None, way: str) -> None:
    assert Client().get(way).status_code in {302, 404}


def test_a_byte_that_ends_a_text_is_refused_with_a_sentence(nour: User, case: Case) -> None:
    page = signed_in(Client(), nour).post(reverse("privacy:search"), {"name": "a\x00b"})
    assert page.status_code in {200, 422}
