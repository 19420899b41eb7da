"""Sessions: planned, held and counted, called off; the calendar."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.words import Governorate
from malath.audit.models import Event
from malath.audit.words import Did
from malath.awareness import actions, queries
from malath.awareness.models import Campaign, Session
from malath.awareness.testing import CLASS, LAST, MONDAY, make_counted, make_session
from malath.awareness.tests.test_campaigns import refused
from malath.awareness.words import Audience, Facilitator, PlaceKind, SessionState, WhyNot
from malath.foundation.acts import unguarded

W = WhyNot


def test_it_is_planned_once(campaign: Campaign, dana: User) -> None:
    once = uuid4()
    for _ in range(2):
        actions.plan_session(
            campaign, campaign.desk, Audience.STUDENTS, on=MONDAY.date(), governorate=Governorate.IRBID, place=PlaceKind.SCHOOL,
            by=dana, at=MONDAY, once=once,
        )  # fmt: skip
    assert Session.objects.count() == 1


def test_it_is_counted_and_names_nobody(campaign: Campaign, dana: User) -> None:
    session = make_counted(make_session(campaign), by=dana)
    assert (session.came, session.disclosures, session.changed_by) == (62, 1, dana.reference)
    event = Event.objects.get(name=Did.AWARENESS_HELD)
    assert event.subject == session.reference
    assert event.facts == "{}"


def test_what_does_not_add_up_leaves_nothing(campaign: Campaign) -> None:
    session = make_session(campaign)
    assert refused(lambda: make_counted(session, replace(CLASS, came=-1))) == [W.NEGATIVE, W.SUM_DIFFERS, W.TOO_MANY]
    session.refresh_from_db()
    assert (session.state, session.came) == (SessionState.PLANNED, None)


def test_a_session_to_come_is_not_counted(campaign: Campaign) -> None:
    assert refused(lambda: make_counted(make_session(campaign, on=LAST))) == [W.DAY_AHEAD]


def test_counted_anew_it_says_why(campaign: Campaign, dana: User) -> None:
    session = make_counted(make_session(campaign))
    anew = replace(CLASS, disclosures=2)
    assert refused(lambda: make_counted(session, anew)) == [W.BECAUSE_MISSING]
    actions.hold_session(session, anew, [Facilitator.CTU], because="A second one wrote.", by=dana, at=MONDAY)
    session.refresh_from_db()
    assert (session.disclosures, session.because) == (2, "A second one wrote.")


def test_it_is_called_off_with_a_reason_and_not_counted_then(campaign: Campaign, dana: User) -> None:
    session = make_session(campaign)
    assert refused(lambda: actions.call_off_session(session, " ", by=dana, at=MONDAY)) == [W.BECAUSE_MISSING]
    actions.call_off_session(session, "The school is closed.", by=dana, at=MONDAY)
    assert refused(lambda: make_counted(session)) == [W.NOT_PLANNED]
    assert refused(lambda: actions.call_off_session(session, "Twice", by=dana, at=MONDAY)) == [W.NOT_PLANNED]


def test_the_database_keeps_no_session_with_more_disclosures_than_people(campaign: Campaign) -> None:
    session = make_counted(make_session(campaign))
    with pytest.raises(IntegrityError), transaction.atomic(), unguarded():
        Session.objects.filter(pk=session.pk).update(disclosures=63)


def test_only_its_desk_learns_its_exact_numbers(campaign: Campaign, dana: User, rami: User) -> None:
    row = queries.session_by_reference(make_counted(make_session(campaign)).reference)
    assert row is not None
    own, other = (queries.session_page(row, accounts.holdings(user, MONDAY)) for user in (dana, rami))
    assert (own.line.came, own.disclosures, own.may_change) == ("62", "1", True)
    assert (other.line.came, other.disclosures, other.may_change) == ("60–64", "أقل من 5", False)


def test_the_calendar_shows_a_month_without_what_was_called_off(campaign: Campaign, dana: User) -> None:
    make_session(campaign)
    actions.call_off_session(make_session(campaign), "No room.", by=dana, at=MONDAY)
    today, holdings = MONDAY.date(), accounts.holdings(dana, MONDAY)
    month = queries.calendar_page(holdings, today, today, one_day=False)
    counted = [day.count for week in month.weeks for day in week if day.count]
    assert (counted, len(month.lines), month.before, month.after) == ([1], 1, "2026-10", "2026-12")
    assert queries.calendar_page(holdings, today.replace(day=3), today, one_day=True).lines == ()
