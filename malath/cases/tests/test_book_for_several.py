"""One interpreter for several people of a situation: each checked as if alone, all or none."""

from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from malath.accounts.testing import Cast, signed_in
from malath.agencies.models import Interpreter
from malath.agencies.testing import make_interpreter
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.actions import CannotBookAll, CannotChange
from malath.cases.models import Booking, Case, Situation
from malath.cases.testing import make_case, make_situation, make_wanted
from malath.cases.words import Link, WhyNot
from malath.foundation import clock
from malath.people.testing import make_party
from malath.privacy.testing import MONDAY


@pytest.fixture
def workers(people: Cast) -> list[Case]:
    return [make_case(people.station, people.basim) for _ in range(4)]


@pytest.fixture
def situation(workers: list[Case], people: Cast) -> Situation:
    return make_situation(*workers, desk=people.station, by=people.basim)


def book(
    situation: Situation, chosen: list[Case], interpreter: Interpreter, people: Cast, once: UUID | None = None
) -> list[Booking]:
    wanted = make_wanted(MONDAY, hours=24)
    return cases.book_for_several(
        situation, chosen, interpreter, wanted, desk=people.station, by=people.basim, at=MONDAY, once=once
    )


def test_one_talk_follows_the_other(situation: Situation, workers: list[Case], people: Cast) -> None:
    made = book(situation, workers, make_interpreter(), people)
    assert [one.case_id for one in made] == [case.pk for case in workers]
    for before, after in pairwise(made):
        assert before.ends_at == after.starts_at
    for case in workers:
        assert trail.file_lines(case.person.reference)[0].name == Did.INTERPRETER_BOOKED
    assert trail.verify().faults == ()


def test_one_whom_it_does_not_fit_stops_all_of_them_and_is_named(
    situation: Situation, workers: list[Case], people: Cast
) -> None:
    found = make_interpreter(phone="+962790000055")
    make_party(workers[2].person, people.station, phone="+962790000055")
    with pytest.raises(CannotBookAll) as refused:
        book(situation, workers, found, people)
    assert refused.value.reasons == {workers[2].reference: [WhyNot.IN_FILE]}
    assert not Booking.objects.exists()
    assert len(book(situation, [workers[0], workers[1], workers[3]], found, people)) == 3


def test_who_lives_where_one_of_them_lives_hears_none_of_them(situation: Situation, workers: list[Case], people: Cast) -> None:
    found = make_interpreter()
    cases.keep_apart(workers[0], found, Link.SAME_PLACE, desk=people.station, by=people.basim, at=MONDAY)
    with pytest.raises(CannotBookAll) as refused:
        book(situation, workers, found, people)
    assert refused.value.reasons == {case.reference: [WhyNot.LINK_SAME_PLACE] for case in workers}


def test_nobody_chosen_is_no_booking(situation: Situation, people: Cast) -> None:
    with pytest.raises(CannotChange) as refused:
        book(situation, [], make_interpreter(), people)
    assert refused.value.reasons == [WhyNot.NOBODY_CHOSEN]


def test_the_same_form_twice_books_once(situation: Situation, workers: list[Case], people: Cast) -> None:
    once, found = uuid4(), make_interpreter()
    assert book(situation, workers, found, people, once) == book(situation, workers, found, people, once)
    assert Booking.objects.count() == len(workers)


def typed(workers: list[Case], interpreter: Interpreter, **more: Any) -> dict[str, Any]:
    day = (clock.now() + timedelta(days=1)).date().isoformat()
    first = {"once": str(uuid4()), "language": "am", "day": day, "hour": "10:00", "minutes": "30", "way": "phone"}
    chosen = [case.reference for case in workers]
    return {**first, "link": "nothing", "interpreter": interpreter.reference, "cases": chosen, **more}


def test_the_page_books_all_and_says_whom_it_does_not_fit(
    client: Client, situation: Situation, workers: list[Case], people: Cast
) -> None:
    found = make_interpreter(phone="+962790000055")
    address = f"/cases/situations/{situation.reference}/interpreters/"
    signed_in(client, people.basim)
    assert "Choose first which language" in client.get(address).content.decode()
    assert "Book all of them" in client.get(f"{address}?language=am").content.decode()
    assert "Nobody can be booked" in client.get(f"{address}?language=sw").content.decode()
    make_party(workers[1].person, people.station, phone="+962790000055")
    refused = client.post(address, typed(workers, found))
    page = refused.content.decode()
    assert (refused.status_code, "For these people it does not fit" in page) == (422, True)
    assert f'value="{workers[0].reference}" ' in page
    assert client.post(address, typed([workers[0], workers[2]], found)).status_code == 302
    assert Booking.objects.count() == 2
    assert client.post(address, typed([], found)).status_code == 422


def test_a_case_that_is_not_part_of_it_is_not_booked_through_it(client: Client, situation: Situation, people: Cast) -> None:
    other = make_case(people.station, people.basim)
    signed_in(client, people.basim)
    answer = client.post(f"/cases/situations/{situation.reference}/interpreters/", typed([other], make_interpreter()))
    assert (answer.status_code, Booking.objects.exists()) == (422, False)


def test_who_does_not_know_the_situation_gets_nothing(client: Client, situation: Situation, people: Cast) -> None:
    signed_in(client, people.zayd)
    assert client.get(f"/cases/situations/{situation.reference}/interpreters/").status_code == 404
