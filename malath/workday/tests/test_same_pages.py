"""Pages of files that may be of one person: after opening a case, on the case, on the workday, side by side."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts.testing import signed_in
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.linkage.models import Pair
from malath.linkage.testing import make_pairs, make_said
from malath.linkage.tests.conftest import House, clock, house  # noqa: F401  # the same house
from malath.linkage.words import Said
from malath.people.models import Person
from malath.privacy.testing import make_block

NAME = "Fatuma Ali Hassan"


@pytest.fixture
def pair(house: House, clock: Clock) -> Pair:  # noqa: F811  # pytest's way to ask
    make_case(house.desk, house.nour, name="فاطمة علي حسن")
    second = make_case(house.desk, house.nour, name=NAME)
    return make_pairs(second.person, house.desk, house.nour)[0]


def page_of(person: Person, pair: Pair, act: str = "") -> str:
    return f"/people/{person.reference}/same/{pair.reference}/{act}"


def typed(said: Said, seen: str = "", because: str = "She knew the name of the officer.") -> dict[str, str]:
    return {"said": said, "seen": seen, "because": because}


def test_the_workday_and_the_case_say_that_something_waits(client: Client, house: House, pair: Pair) -> None:  # noqa: F811
    signed_in(client, house.nour)
    assert "Perhaps the same person" in client.get("/").content.decode()
    assert pair.one.reference in client.get("/same/").content.decode()


def test_two_files_stand_together_and_each_case_leads_to_the_other(client: Client, house: House, pair: Pair) -> None:  # noqa: F811
    signed_in(client, house.nour)
    assert client.post(page_of(pair.one, pair), typed(Said.SAME)).status_code == 302
    page = client.get(f"/people/{pair.one.reference}/same/").content.decode()
    assert "Stands together with" in page
    assert pair.other.reference in page


def test_the_case_page_names_the_other_file_to_who_reads_both(client: Client, house: House, clock: Clock) -> None:  # noqa: F811
    first, second = (make_case(house.desk, house.nour, name=NAME) for _ in range(2))
    [pair] = make_pairs(second.person, house.desk, house.nour)
    make_said(pair, Said.SAME, house.desk, house.nour)
    make_block(second.person, user=house.colleague, by=house.rima)
    seen = signed_in(client, house.nour).get(f"/cases/{first.reference}/").content.decode()
    hidden = signed_in(client, house.colleague).get(f"/cases/{first.reference}/").content.decode()
    assert second.person.reference in seen
    assert second.person.reference not in hidden


def test_who_is_no_key_worker_joins_nothing_and_keeps_what_was_typed(
    client: Client, house: House, pair: Pair  # noqa: F811
) -> None:  # fmt: skip
    answer = signed_in(client, house.colleague).post(page_of(pair.one, pair), typed(Said.SAME))
    assert answer.status_code == 422
    assert "Only the key worker" in answer.content.decode()
    assert "She knew the name" in answer.content.decode()
    assert client.post(page_of(pair.one, pair), typed(Said.DIFFERENT)).status_code == 302


def test_a_supervisor_of_the_body_joins_and_parts(client: Client, house: House, pair: Pair) -> None:  # noqa: F811
    signed_in(client, house.rima)
    assert client.post(page_of(pair.one, pair), typed(Said.SAME)).status_code == 302
    assert "Part the files" in client.get(page_of(pair.one, pair)).content.decode()
    assert client.post(page_of(pair.one, pair, "part/"), typed(Said.DIFFERENT, Said.SAME)).status_code == 302
    assert Pair.objects.get().said == Said.DIFFERENT


@pytest.mark.parametrize("act", ["", "part/"])
def test_without_a_reason_nothing_is_said(client: Client, house: House, pair: Pair, act: str) -> None:  # noqa: F811
    answer = signed_in(client, house.rima).post(page_of(pair.one, pair, act), typed(Said.UNSURE, because=""))
    assert answer.status_code == 422
    assert Pair.objects.get().said == ""


def test_who_comes_second_is_told_so(client: Client, house: House, pair: Pair) -> None:  # noqa: F811
    make_said(pair, Said.UNSURE, house.desk, house.nour)
    answer = signed_in(client, house.nour).post(page_of(pair.one, pair), typed(Said.SAME))
    assert answer.status_code == 422
    assert "meanwhile" in answer.content.decode()


def test_a_pair_of_which_one_file_is_not_theirs_never_was(client: Client, house: House, pair: Pair) -> None:  # noqa: F811
    make_block(pair.other, user=house.colleague, by=house.rima)
    signed_in(client, house.colleague)
    for act in ("", "part/"):
        assert client.post(page_of(pair.one, pair, act), typed(Said.DIFFERENT)).status_code == 404
    assert pair.other.reference not in client.get(f"/people/{pair.one.reference}/same/").content.decode()


def test_both_files_know_that_they_were_compared(client: Client, house: House, pair: Pair) -> None:  # noqa: F811
    signed_in(client, house.nour).get(page_of(pair.one, pair))
    for person in (pair.one, pair.other):
        assert Did.PAIR_VIEWED in {line.name for line in trail.file_lines(person.reference)}


def test_looking_again_says_what_was_found(client: Client, house: House, pair: Pair) -> None:  # noqa: F811
    signed_in(client, house.nour)
    page = client.post(f"/people/{pair.one.reference}/same/look/", follow=True).content.decode()
    assert "1 file looks alike." in page


def test_the_list_takes_as_many_statements_for_one_as_for_several(
    client: Client, house: House, pair: Pair  # noqa: F811
) -> None:  # fmt: skip
    signed_in(client, house.nour).get("/same/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/same/")
        counts.append(len(asked))
        make_pairs(make_case(house.desk, house.nour, name=NAME).person, house.desk, house.nour)
    assert counts[0] == counts[1]
