"""The data protection officer's trail: everything, in codes and references."""

import pytest
from django.test import Client

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.audit import queries as events
from malath.audit.words import Did
from malath.cases.models import Case
from malath.foundation.testing import Clock
from malath.privacy.tests.pages import text


@pytest.fixture
def dima(client: Client, people: Cast) -> User:
    """The data protection officer; the browser is hers."""
    officer = make_user(Role.DPO, people.health_centre, name_en="Dima")
    signed_in(client, officer)
    return officer


def test_it_shows_codes_and_references_and_no_name(client: Client, case: Case, dima: User, people: Cast) -> None:
    said = text(client.get("/trail/"))
    assert "case.opened" in said
    assert case.reference in said
    assert people.basim.reference in said
    body = said.split("Events", 1)[1]
    for name in ("Dana", "Basim", "Station district one"):
        assert name not in body


def test_looking_is_itself_recorded_with_what_was_looked_for(client: Client, dima: User, people: Cast) -> None:
    client.get("/trail/", {"by": people.basim.reference, "event": "case.opened", "day": "02/11/2026"})
    line = events.actor_lines(dima.reference)[0]
    assert (line.name, line.subject) == (Did.TRAIL_VIEWED, dima.reference)
    assert line.facts == {
        "by": people.basim.reference, "event": "case.opened", "day": "2026-11-02", "shown": ""
    }  # fmt: skip


def test_it_is_narrowed_to_an_actor_an_event_and_a_day(
    client: Client, case: Case, dima: User, people: Cast, clock: Clock
) -> None:
    def rows(**wanted: str) -> int:
        page = client.get("/trail/", wanted).content.decode()
        return page.count("<tr>") - 1 if "<tbody>" in page else 0

    by_basim = rows(by=people.basim.reference)
    assert 0 < by_basim < rows()
    assert rows(by=people.basim.reference, event="case.opened") == 1
    assert rows(event="case.opened", day="02/11/2026") == 1
    assert rows(event="case.opened", day="١/١١/٢٠٢٦") == 0
    assert rows(by="AAAA-AAAA-AAAA") == 0


def test_a_name_that_was_looked_for_is_not_kept_in_the_trail(client: Client, dima: User, people: Cast) -> None:
    before = events.verify().events
    assert client.get("/trail/", {"by": "Almaz Tesfaye"}).status_code == 422
    assert events.verify().events == before
    assert client.get("/trail/", {"by": "worker"}).status_code == 200


def test_a_day_is_a_day_in_amman(client: Client, dima: User, people: Cast, clock: Clock) -> None:
    clock.at = clock.at.replace(hour=21, minute=30)
    signed_in(client, people.zayd).get("/people/ZZZZ-ZZZZ-ZZZZ/")
    clock.forward(minutes=1)
    signed_in(client, dima)
    assert "gate.refused" in text(client.get("/trail/", {"day": "03/11/2026"}))
    assert "gate.refused" not in text(client.get("/trail/", {"day": "02/11/2026"})).split("Events", 1)[1]


def test_a_filter_that_cannot_be_read_is_said(client: Client, dima: User) -> None:
    response = client.get("/trail/", {"day": "31/02/2026"})
    assert response.status_code == 422
    assert "There is no such day in the calendar." in text(response)
    assert client.get("/trail/", {"event": "no.such"}).status_code == 422


def test_it_goes_on_by_pages(client: Client, dima: User, people: Cast) -> None:
    zayd = signed_in(Client(), people.zayd)
    for _ in range(60):
        zayd.get("/people/ZZZZ-ZZZZ-ZZZZ/")
    page = client.get("/trail/", {"event": "gate.refused"})
    older = page.content.decode().split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "event=gate.refused" in older
    rest = client.get(older)
    assert rest.content.decode().count('<th scope="row">') == 10
    assert 'rel="prev"' in rest.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DPO])
def test_nobody_else_reads_it(client: Client, people: Cast, role: Role) -> None:
    signed_in(client, make_user(role, people.health_centre))
    assert client.get("/trail/").status_code == 403


def test_the_officer_sees_no_case_content(client: Client, case: Case, dima: User) -> None:
    assert client.get(f"/people/{case.person.reference}/").status_code == 404
    assert client.get(f"/cases/{case.reference}/").status_code == 404
