"""An interpreter is booked for a person: who may be, who may not, and what came of it."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts import queries as accounts
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies import actions as agencies
from malath.agencies.models import Interpreter
from malath.agencies.rules import WorkingHours
from malath.agencies.testing import make_agency, make_desk, make_interpreter
from malath.agencies.words import Governorate, Voice, Way
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.actions import CannotChange
from malath.cases.models import Booking, Case, InterpreterLink
from malath.cases.queries import bookings
from malath.cases.testing import make_booking, make_case, make_situation, make_wanted
from malath.cases.words import BookingState, CancelReason, Link, WhyNot
from malath.foundation.acts import unguarded
from malath.foundation.testing import Clock
from malath.people.testing import make_party, make_tie
from malath.privacy import queries as privacy
from malath.privacy.testing import MONDAY, make_block

ONCE = "5f5ab9a0-6a5c-4d7c-9a43-0c9f3a6a9b1e"


def book(case: Case, people: Cast, interpreter: Interpreter, **how: Any) -> Booking:
    wanted = make_wanted(MONDAY, **how)
    return cases.book_interpreter(case, interpreter, wanted, desk=people.station, by=people.basim, at=MONDAY)


def refused(act: Callable[[], object]) -> list[WhyNot]:
    with pytest.raises(CannotChange) as refusal:
        act()
    return refusal.value.reasons


def form(interpreter: Interpreter, **typed: str) -> dict[str, str]:
    day = (MONDAY + timedelta(days=1)).date().isoformat()
    sent = {"once": ONCE, "language": "am", "day": day, "hour": "10:00", "minutes": "60", "way": "phone", "link": "nothing"}
    return sent | {"interpreter": interpreter.reference} | typed


# Who may be booked


def test_an_interpreter_of_the_roster_is_booked_and_the_trail_says_so(case: Case, people: Cast) -> None:
    booking = book(case, people, make_interpreter(), voice=Voice.WOMAN, outsider=True)
    assert (booking.state, booking.voice, booking.outsider) == (BookingState.BOOKED, Voice.WOMAN, True)
    line = trail.file_lines(case.person.reference)[0]
    assert (line.name, line.facts) == (Did.INTERPRETER_BOOKED, {"booking": booking.reference, "way": "phone"})


@pytest.mark.parametrize(
    ("interpreter", "how", "reason"),
    [
        ({"signed_on": None}, {}, WhyNot.CODE_NOT_SIGNED),
        ({"languages": ("ti",)}, {}, WhyNot.OTHER_LANGUAGE),
        ({}, {"way": Way.PRESENT}, WhyNot.OTHER_WAY),
        ({"ways": (Way.PRESENT,), "governorates": (Governorate.IRBID,)}, {"way": Way.PRESENT}, WhyNot.OTHER_PLACE),
        ({"hours": WorkingHours(time(8), time(9), frozenset({4}))}, {}, WhyNot.NOT_THEIR_HOURS),
        ({"voice": Voice.MAN}, {"voice": Voice.WOMAN}, WhyNot.OTHER_VOICE),
        ({}, {"hours": -2}, WhyNot.BOOKING_PAST),
    ],
)
def test_who_does_not_fit_is_not_booked(
    case: Case, people: Cast, interpreter: dict[str, Any], how: dict[str, Any], reason: WhyNot
) -> None:
    found = make_interpreter(**interpreter)
    assert refused(lambda: book(case, people, found, **how)) == [reason]
    assert not Booking.objects.exists()


def test_who_left_the_roster_is_not_booked(case: Case, people: Cast) -> None:
    gone = make_interpreter()
    agencies.end_interpreter(gone, by=people.basim, at=MONDAY)
    assert refused(lambda: book(case, people, gone)) == [WhyNot.NOT_ON_ROSTER]


def test_nobody_is_in_two_talks_at_once(case: Case, people: Cast) -> None:
    found = make_interpreter()
    first, other = book(case, people, found), make_case(people.station, people.basim)
    for hours in (24, 23.5, 24.5):
        assert refused(lambda hours=hours: book(other, people, found, hours=hours)) == [WhyNot.TAKEN]  # type: ignore[misc]  # bound
    cases.settle_booking(first, BookingState.CANCELLED, because=CancelReason.MOVED, by=people.basim, at=MONDAY)
    book(other, people, found)


def test_the_database_itself_refuses_the_same_hour_twice(case: Case, people: Cast) -> None:
    first, found = book(case, people, make_interpreter()), make_interpreter()
    second = book(case, people, found)
    with unguarded(), pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=second.pk).update(interpreter=first.interpreter)


# What links them


@pytest.mark.parametrize("kind", [kind for kind in Link if kind != Link.COMMUNITY])
def test_whoever_is_linked_with_the_person_never_hears_them(case: Case, people: Cast, kind: Link) -> None:
    found = make_interpreter()
    standing = book(case, people, found)
    cases.keep_apart(case, found, kind, desk=people.station, by=people.basim, at=MONDAY)
    standing.refresh_from_db()
    assert (standing.state, standing.because) == (BookingState.CANCELLED, CancelReason.LINKED)
    assert refused(lambda: book(case, people, found)) == [WhyNot(f"link_{kind}")]
    book(make_case(people.station, people.basim), people, found)


def test_one_of_their_own_community_is_refused_as_long_as_the_person_wishes_it(case: Case, people: Cast) -> None:
    found = make_interpreter()
    cases.keep_apart(case, found, Link.COMMUNITY, desk=people.station, by=people.basim, at=MONDAY)
    assert refused(lambda: book(case, people, found, outsider=True)) == [WhyNot.LINK_COMMUNITY]
    assert book(case, people, found).state == BookingState.BOOKED


@pytest.mark.parametrize("kind", [Link.CAME_WITH, Link.PARTY, Link.SAME_PLACE])
def test_a_worker_of_the_same_dormitory_hears_nobody_of_the_situation(case: Case, people: Cast, kind: Link) -> None:
    other, apart = make_case(people.station, people.basim), make_case(people.station, people.basim)
    make_situation(case, other, desk=people.station, by=people.basim)
    found = make_interpreter()
    cases.keep_apart(case, found, kind, desk=people.station, by=people.basim, at=MONDAY)
    assert refused(lambda: book(other, people, found)) == [WhyNot(f"link_{kind}")]
    book(apart, people, found)


@pytest.mark.parametrize("kind", [Link.FAMILY, Link.UNWANTED])
def test_what_is_one_persons_own_keeps_nobody_from_the_others(case: Case, people: Cast, kind: Link) -> None:
    other = make_case(people.station, people.basim)
    make_situation(case, other, desk=people.station, by=people.basim)
    found = make_interpreter()
    cases.keep_apart(case, found, kind, desk=people.station, by=people.basim, at=MONDAY)
    book(other, people, found)


def test_a_name_of_the_family_or_a_number_of_another_party_keeps_out(case: Case, people: Cast) -> None:
    make_tie(case.person, people.station, name="سامي التجريبي")
    make_party(case.person, people.station, name="A household", phone="+962790000077")
    for found in (make_interpreter(name_en="Sami Al-Tajribi"), make_interpreter(phone="+962790000077")):
        assert refused(lambda found=found: book(case, people, found)) == [WhyNot.IN_FILE]  # type: ignore[misc]  # bound
    book(case, people, make_interpreter(name_en="Sami Alias"))


def test_a_body_that_is_kept_out_of_the_file_sends_no_interpreter(case: Case, people: Cast) -> None:
    body = make_agency()
    make_block(case.person, agency=body)
    assert refused(lambda: book(case, people, make_interpreter(body))) == [WhyNot.BODY_KEPT_OUT]


def test_an_interpreter_is_kept_out_once(case: Case, people: Cast) -> None:
    found = make_interpreter()

    def keep() -> InterpreterLink:
        return cases.keep_apart(case, found, Link.KNOWN, desk=people.station, by=people.basim, at=MONDAY)

    keep()
    assert refused(keep) == [WhyNot.LINKED_ALREADY]


# What came of it


def settle(booking: Booking, people: Cast, state: BookingState, because: CancelReason | None = None, days: int = 0) -> Booking:
    at = MONDAY + timedelta(days=days)
    return cases.settle_booking(booking, state, because=because, by=people.basim, at=at)


def test_it_was_interpreted_or_nobody_came_once_it_has_begun(case: Case, people: Cast) -> None:
    booking = book(case, people, make_interpreter())
    assert refused(lambda: settle(booking, people, BookingState.NOT_COME)) == [WhyNot.BOOKING_AHEAD]
    assert settle(booking, people, BookingState.NOT_COME, days=2).state == BookingState.NOT_COME
    assert refused(lambda: settle(booking, people, BookingState.DONE, days=2)) == [WhyNot.BOOKING_SETTLED]


def test_a_booking_is_cancelled_for_a_reason(case: Case, people: Cast) -> None:
    booking = book(case, people, make_interpreter())
    assert refused(lambda: settle(booking, people, BookingState.CANCELLED)) == [WhyNot.CANCEL_REASON]
    cancelled = settle(booking, people, BookingState.CANCELLED, CancelReason.PERSONS_WISH)
    assert cancelled.because == CancelReason.PERSONS_WISH


def test_nothing_is_left_behind_when_the_trace_fails(case: Case, people: Cast) -> None:
    found = make_interpreter()
    with mock.patch.object(audit, "record", side_effect=OSError), pytest.raises(OSError):  # noqa: PT011  # the failure is ours
        book(case, people, found)
    assert not Booking.objects.exists()


# The pages


def test_a_form_sent_twice_is_one_booking_and_the_page_says_what_to_tell(client: Client, case: Case, people: Cast) -> None:
    url, found = f"/cases/{case.reference}/interpreters/", make_interpreter(name_en="Tigist Alias")
    signed_in(client, people.basim)
    for _time in range(2):
        assert client.post(url, form(found, voice="woman")).status_code == 302
    booking = Booking.objects.get()
    page = client.get(url).content.decode()
    assert booking.reference in page
    told = page[page.index("What the interpreter is told") :].partition("</p>")[0]
    assert "Dana" not in told
    assert case.reference not in told
    assert case.person.reference not in told


def test_what_links_them_is_kept_instead_of_booking(client: Client, case: Case, people: Cast) -> None:
    url, found = f"/cases/{case.reference}/interpreters/", make_interpreter()
    signed_in(client, people.basim)
    assert client.post(url, form(found, link="same_place")).status_code == 302
    assert not Booking.objects.exists()
    assert InterpreterLink.objects.get().kind == Link.SAME_PLACE
    assert f'value="{found.reference}"' not in client.get(url).content.decode()


def test_the_question_of_what_links_them_has_no_answer_of_its_own(client: Client, case: Case, people: Cast) -> None:
    url, found = f"/cases/{case.reference}/interpreters/", make_interpreter()
    answer = signed_in(client, people.basim).post(url, form(found) | {"link": ""})
    assert answer.status_code == 422
    assert not Booking.objects.exists()


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(client: Client, case: Case, people: Cast) -> None:
    url, found = f"/cases/{case.reference}/interpreters/", make_interpreter(voice=Voice.MAN)
    answer = signed_in(client, people.basim).post(url, form(found, voice="woman", hour="10:45"))
    assert answer.status_code == 422
    assert "The person wishes another voice." in answer.content.decode()
    assert "10:45" in answer.content.decode()


def test_what_the_person_wished_is_there_the_next_time(case: Case, people: Cast) -> None:
    book(case, people, make_interpreter(), voice=Voice.WOMAN, outsider=True)
    found = privacy.sight_of(accounts.holdings(people.basim, MONDAY), case.person.reference, MONDAY)
    assert found is not None
    page = bookings.interpreters_page(case, found[1], MONDAY, language="am")
    assert (page.voice, page.outsider) == (Voice.WOMAN, True)


def test_booked_interpreters_stand_on_the_workday_without_a_name(
    client: Client, case: Case, people: Cast, clock: Clock
) -> None:
    book(case, people, make_interpreter(name_en="Tigist Alias"))
    signed_in(client, people.basim)
    page = client.get("/").content.decode()
    card = page[page.index('id="booked"') :].partition("</section>")[0]
    assert case.reference in card
    assert "Dana" not in card
    clock.at = MONDAY + timedelta(days=2)
    signed_in(client, people.basim)
    assert "Say what came of it" in client.get("/").content.decode()


def test_the_page_takes_as_many_statements_for_many_as_for_one(client: Client, case: Case, people: Cast) -> None:
    url = f"/cases/{case.reference}/interpreters/"
    signed_in(client, people.basim)
    book(case, people, make_interpreter())
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    for hours in range(30, 36):
        book(case, people, make_interpreter(), hours=hours)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(one)


def test_a_stranger_learns_nothing_and_a_booking_of_another_case_is_none(client: Client, case: Case, people: Cast) -> None:
    other = make_case(people.station, people.basim)
    booking = make_booking(other, desk=people.station, by=people.basim, at=MONDAY)
    url = f"/cases/{case.reference}/interpreters/"
    assert signed_in(client, people.basim).post(f"{url}{booking.reference}/", {"state": "cancelled"}).status_code == 404
    stranger = make_user(Role.CASE_MANAGER, make_desk())
    for address in (url, f"{url}{booking.reference}/", f"{url}keep-out/"):
        assert signed_in(client, stranger).post(address, {}).status_code == 404
