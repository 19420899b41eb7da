"""Conferences with minutes and tasks; complaints never answered by whom they are about; feedback without consequence."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.queries import holdings
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.audit.models import Event
from malath.cases.models import Case, Task
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy.queries import sight_of
from malath.support import actions, talk_rules
from malath.support.actions import CannotSupport, Grievance
from malath.support.models import Complaint, Conference, FeedbackRow
from malath.support.queries import talks
from malath.support.testing import AFTER
from malath.support.tests.conftest import House
from malath.support.words import ComplaintKind, ComplaintOutcome, ConferenceState, FeedbackGiven, Route, WhyNot

TODAY = date(2026, 11, 2)
DAY = timedelta(days=1)
WORDS = "They shouted at her when she asked for the phone."


def why_not(call: object) -> list[WhyNot]:
    with pytest.raises(CannotSupport) as refused:
        call()  # type: ignore[operator]  # an act
    return refused.value.reasons


def complained(case: Case, house: House, **more: Any) -> Complaint:
    about: dict[str, Any] = {"about": house.desk.agency, "words": WORDS} | more
    return actions.complain(case, Grievance(ComplaintKind.CONDUCT, **about), by=house.nour, at=AFTER)


@pytest.fixture
def second(house: House) -> User:
    return make_user(Role.SUPERVISOR, house.desk)


@pytest.fixture
def now(clock: Clock) -> None:
    clock.at = AFTER


def test_minutes_are_written_once_it_was_held_and_what_has_a_day_is_a_task(case: Case, house: House) -> None:
    row = actions.call_conference(case, TODAY, "Nour and Amal", **house.nour_at())
    actions.write_minutes(row, "She moves on.", [("Find a flat", TODAY + DAY), ("Tell her", None)], **house.nour_at())
    task = Task.objects.get()
    assert (task.worker, task.due_on) == (house.nour, TODAY + DAY)
    seen = sight_of(holdings(house.nour, AFTER), case.person.reference, AFTER)
    assert seen
    assert talks.conferences_of(case, seen[1])[0].resolutions == (("Find a flat", True), ("Tell her", False))
    assert why_not(lambda: actions.write_minutes(row, "Again.", [], **house.nour_at())) == [WhyNot.NOT_CALLED]
    assert why_not(lambda: actions.call_off_conference(row, **house.nour_at())) == [WhyNot.NOT_CALLED]


def test_a_conference_is_called_for_a_day_to_come_and_has_no_minutes_before_it() -> None:
    assert talk_rules.why_not_call(" ", TODAY - DAY, TODAY) == [WhyNot.WORDS_MISSING, WhyNot.DAY_PAST]
    reasons = talk_rules.why_not_minutes(ConferenceState.CALLED, "", TODAY + DAY, TODAY, days=[TODAY - DAY])
    assert reasons == [WhyNot.MINUTES_AHEAD, WhyNot.WORDS_MISSING, WhyNot.DAY_PAST]


def test_a_complaint_goes_to_a_supervisor_it_is_not_about(case: Case, house: House, second: User) -> None:
    row = complained(case, house, whom=house.rana)
    told = Item.objects.filter(kind=ItemKind.COMPLAINT_TO_ANSWER)
    assert [(item.user, item.subject) for item in told] == [(second, row.reference)]
    assert not talks.may_handle(row, house.rana)
    assert talks.complaints_to_handle(house.rana) == ()

    def answer(user: User) -> Complaint:
        return actions.answer_complaint(row, ComplaintOutcome.RIGHT, "The phone is hers at any hour.", by=user, at=AFTER)

    assert why_not(lambda: answer(house.rana)) == [WhyNot.ABOUT_YOU]
    answer(second)
    assert Item.objects.filter(kind=ItemKind.COMPLAINT_ANSWERED, user=house.nour).exists()
    assert why_not(lambda: answer(second)) == [WhyNot.ANSWERED]


def test_where_only_whom_it_is_about_could_answer_the_outside_route_is_taken(case: Case, house: House) -> None:
    assert why_not(lambda: complained(case, house, whom=house.rana)) == [WhyNot.NOBODY_HANDLES]
    away: dict[str, Any] = {"route": Route.OUTSIDE, "whom": house.rana}
    assert WhyNot.SAME_BODY in why_not(lambda: complained(case, house, **away))
    assert why_not(lambda: complained(case, house, handler=house.unit.agency, **away)) == [WhyNot.NOBODY_HANDLES]
    outside = make_user(Role.SUPERVISOR, house.unit)
    row = complained(case, house, handler=house.unit.agency, **away)
    assert [line.reference for line in talks.complaints_to_handle(outside)] == [row.reference]


def test_colleagues_read_neither_a_complaint_nor_its_trace(case: Case, house: House) -> None:
    row = complained(case, house)
    assert talks.complaints_by(case, house.rana) == ()
    assert [line.words for line in talks.complaints_by(case, house.nour)] == [WORDS]
    made = Event.objects.get(name="complaint.made")
    assert (made.chain, made.subject) == (f"user:{house.nour.reference}", row.reference)


def test_feedback_may_be_declined_and_its_words_are_for_supervisors(case: Case, house: House) -> None:
    empty = lambda: actions.record_feedback(case, FeedbackGiven.GIVEN, " ", **house.nour_at())  # noqa: E731
    assert why_not(empty) == [WhyNot.WORDS_MISSING]
    actions.record_feedback(case, FeedbackGiven.DECLINED, "not kept", **house.nour_at())
    actions.record_feedback(case, FeedbackGiven.GIVEN, "Nobody told me how long.", **house.nour_at())
    assert FeedbackRow.objects.get(given="declined").opened("words") == ""
    said = [[line.words for line in talks.feedback_of(case, holdings(user, AFTER))] for user in (house.nour, house.rana)]
    assert said == [["", ""], ["Nobody told me how long.", ""]]
    case.refresh_from_db()
    assert (case.aside, case.closed_at) == ("", None)


@pytest.mark.usefixtures("now")
def test_the_pages_call_write_and_call_off(case: Case, at_desk: Client) -> None:
    def url(name: str, *rest: str) -> str:
        return reverse(f"support:{name}", args=[case.reference, *rest])

    for _time in range(2):
        typed = {"once": str(uuid4()), "on": "2/11/2026", "who": "Nour and the lawyer"}
        assert at_desk.post(url("call_conference"), typed).status_code == 302
    first, other = Conference.objects.order_by("pk")
    typed = {"minutes": "She wants to stay.", "decision_1": "Ask the ministry", "day_1": "9/11/2026"}
    assert at_desk.post(url("write_minutes", first.reference), typed).status_code == 302
    assert at_desk.post(url("call_off_conference", other.reference)).status_code == 302
    page = at_desk.get(url("talks")).content.decode()
    assert "She wants to stay." in page
    assert "Ask the ministry" in page


@pytest.mark.usefixtures("now")
def test_the_pages_of_a_complaint_keep_what_was_typed_and_show_no_case(
    case: Case, house: House, at_desk: Client, second: User
) -> None:
    url, body = reverse("support:complain", args=[case.reference]), house.desk.agency.reference
    typed = {"once": str(uuid4()), "kind": "conduct", "about": body, "words": WORDS, "route": "outside", "handler": body}
    answer = at_desk.post(url, typed)
    assert answer.status_code == 422
    assert WORDS in answer.content.decode()
    assert at_desk.post(url, {**typed, "route": "inside"}).status_code == 302
    row = Complaint.objects.get()
    client, page = signed_in(Client(), second), reverse("support:complaint", args=[row.reference])
    shown = client.get(page).content.decode()
    assert WORDS in shown
    assert case.reference not in shown
    assert "Mariam" not in shown
    assert client.post(page, {"outcome": "partly", "answer": ""}).status_code == 422
    assert client.post(page, {"outcome": "partly", "answer": "We talk to them."}).status_code == 302
    assert at_desk.get(page).status_code == 403
    assert signed_in(Client(), make_user(Role.SUPERVISOR, house.unit)).get(page).status_code == 404
    assert "We talk to them." in at_desk.get(reverse("support:complaints", args=[case.reference])).content.decode()


@pytest.mark.usefixtures("now")
def test_the_page_of_feedback_says_that_nothing_follows(case: Case, at_desk: Client) -> None:
    url = reverse("support:feedback", args=[case.reference])
    assert at_desk.post(url, {"once": str(uuid4()), "given": "given", "words": ""}).status_code == 422
    assert at_desk.post(url, {"once": str(uuid4()), "given": "declined", "words": ""}).status_code == 302
    assert "Nothing follows from" in at_desk.get(url).content.decode()
