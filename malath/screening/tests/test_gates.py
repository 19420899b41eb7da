"""Who must not learn that a screening exists, who may not read it, and what the pages ask."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.cases.models import Case
from malath.cases.testing import make_case, make_situation
from malath.foundation.references import new_reference
from malath.privacy.testing import MONDAY, make_block
from malath.privacy.tests.statements import shapes
from malath.screening.testing import make_finished, make_screening

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
ONE = ("screening:one", "screening:finish")


def seen(client: Client, url: str) -> tuple[int, bytes, list[str]]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(url)
    told = TOKEN.sub(b"", answer.content).replace(url.encode(), b"")
    return answer.status_code, told, shapes(asked.captured_queries)


@pytest.mark.parametrize("name", ONE)
def test_a_stranger_learns_nothing_of_a_screening(case: Case, people: Cast, client: Client, name: str) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim)
    signed_in(client, people.zayd)
    seen(client, reverse(name, args=[new_reference()]))
    there = seen(client, reverse(name, args=[screening.reference]))
    nowhere = seen(client, reverse(name, args=[new_reference()]))
    assert there[0] == 404
    assert there[:2] == nowhere[:2]
    assert there[2] == nowhere[2]


def test_a_blocked_officer_learns_nothing_either(case: Case, people: Cast, client: Client) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim)
    make_block(case.person, user=people.basim, at=MONDAY)
    signed_in(client, people.basim)
    assert client.get(reverse("screening:one", args=[screening.reference])).status_code == 404
    assert client.get(reverse("screening:of_case", args=[case.reference])).status_code == 404


def test_a_role_that_sees_no_story_reads_no_screening(case: Case, people: Cast, client: Client) -> None:
    screening = make_finished(case, desk=people.station, by=people.basim)
    signed_in(client, make_user(Role.SHELTER_MANAGER, people.station))
    assert client.get(reverse("screening:one", args=[screening.reference])).status_code == 403
    page = client.get(reverse("workday:case", args=[case.reference])).content.decode()
    assert screening.reference not in page
    assert "Keep watch" not in page


def test_the_page_of_a_situation_asks_as_much_for_one_as_for_many(people: Cast, client: Client) -> None:
    signed_in(client, people.basim)
    few = make_situation(make_case(people.station, people.basim), desk=people.station, by=people.basim)
    cases = [make_case(people.station, people.basim) for _ in range(5)]
    for one in cases[:3]:
        make_finished(one, desk=people.station, by=people.basim)
    many = make_situation(*cases, desk=people.station, by=people.basim)
    addresses = [reverse("screening:situation", args=[one.reference]) for one in (few, few, many)]
    counts = [len(seen(client, address)[2]) for address in addresses]
    assert counts[1] == counts[2]


def test_the_workday_asks_as_much_for_one_screening_as_for_many(people: Cast, client: Client) -> None:
    signed_in(client, people.basim)
    counts = []
    for number in (1, 0, 4):
        for _ in range(number):
            make_finished(make_case(people.station, people.basim), desk=people.station, by=people.basim)
        counts.append(len(seen(client, reverse("workday:home"))[2]))
    assert counts[1] == counts[2]
