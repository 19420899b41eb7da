"""A screening that was done on paper or on a phone stands at its own hour, not at that of typing."""

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.testing import Cast, signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.actions import FirstFacts
from malath.cases.models import Case, Note
from malath.cases.testing import ADULT, AGREED
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.people.earlier import LONG_AGO, Earlier
from malath.people.words import WhyNotThen
from malath.privacy.testing import MONDAY
from malath.referrals.testing import make_sent_referral
from malath.screening import actions, queries
from malath.screening.actions import Decision, NotThen
from malath.screening.models import Screening
from malath.screening.testing import TALK, mark, write
from malath.screening.words import Concern, State, Step
from malath.workday.tick import tick

FRIDAY = MONDAY - timedelta(days=3)
HOUR = timedelta(hours=1)
TOLD = {"said": "He keeps my passport.", "seen": "", "thought": "", "purposes": []}


@pytest.fixture
def known(people: Cast) -> Case:
    """A case of somebody who was met on Friday, typed in on Monday."""
    first = FirstFacts(ADULT, needs=[], notes=[])
    return cases.open_case(
        first, ground=AGREED, desk=people.station, by=people.basim, at=MONDAY, earlier=Earlier(FRIDAY - HOUR)
    )


def typed_in(case: Case, people: Cast, *, earlier: Earlier) -> Screening:
    screening = actions.begin(case, desk=people.station, by=people.basim, at=MONDAY, earlier=earlier)
    write(screening, Step.CONDITIONS, TALK, by=people.basim)
    mark(screening, "EX01 EX02 CD01 CD03", by=people.basim)
    write(screening, Step.WORDS, TOLD, by=people.basim)
    later = MONDAY + timedelta(minutes=20)
    return actions.finish(queries.fresh(screening), Decision(Concern.REFER), by=people.basim, at=later)


def test_it_stands_at_the_hour_on_the_paper_and_says_when_it_was_typed(known: Case, people: Cast) -> None:
    done = queries.fresh(typed_in(known, people, earlier=Earlier(FRIDAY)))
    assert (done.begun_at, done.ended_at, done.typed_at, done.state) == (FRIDAY, FRIDAY, MONDAY, State.FINISHED)
    assert Note.objects.get(case=known).at == FRIDAY


def test_its_clock_runs_from_then_and_tells_at_once_when_it_is_over(known: Case, people: Cast, clock: Clock) -> None:
    done = queries.fresh(typed_in(known, people, earlier=Earlier(FRIDAY)))
    assert done.refer_by == FRIDAY + timedelta(hours=24)
    tick(clock.forward(minutes=30))
    assert Item.objects.filter(kind=ItemKind.SCREENING_OVERDUE, subject=known.person.reference).exists()


def test_a_referral_that_left_after_it_meets_its_clock(known: Case, people: Cast) -> None:
    make_sent_referral(people.basim, people.station, people.shelter, MONDAY, case=known)
    typed_in(known, people, earlier=Earlier(FRIDAY))
    assert [row.case for row in queries.to_settle()] == [known]


def test_the_trail_stands_at_the_moment_of_typing_and_says_when_it_happened(known: Case, people: Cast) -> None:
    typed_in(known, people, earlier=Earlier(FRIDAY))
    for did in (Did.SCREENING_BEGUN, Did.SCREENING_FINISHED):
        event = Event.objects.get(chain=f"file:{known.person.reference}", name=did.value)
        assert event.at >= MONDAY
        assert json.loads(event.facts)["happened_at"] == FRIDAY.isoformat()


def test_a_screening_of_now_says_nothing_of_earlier(known: Case, people: Cast) -> None:
    screening = actions.begin(known, desk=people.station, by=people.basim, at=MONDAY)
    assert (screening.begun_at, screening.typed_at) == (MONDAY, None)


def test_the_newest_by_its_own_hour_counts_as_the_last(known: Case, people: Cast) -> None:
    now = actions.begin(known, desk=people.station, by=people.basim, at=MONDAY)
    write(now, Step.CONDITIONS, TALK, by=people.basim)
    mark(now, "EX01 EX02 CD01 CD03", by=people.basim)
    newest = actions.finish(queries.fresh(now), Decision(Concern.REFER), by=people.basim, at=MONDAY)
    typed_in(known, people, earlier=Earlier(FRIDAY))
    assert queries.last_finished(known) == newest


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (MONDAY + HOUR, WhyNotThen.NOT_YET),
        (FRIDAY - 2 * HOUR, WhyNotThen.BEFORE_FILE),
        (MONDAY - LONG_AGO - HOUR, WhyNotThen.LONG_AGO),
    ],
)
def test_it_refuses_an_hour_at_which_it_cannot_have_been(
    known: Case, people: Cast, moment: datetime, reason: WhyNotThen
) -> None:
    with pytest.raises(NotThen) as refused:
        actions.begin(known, desk=people.station, by=people.basim, at=MONDAY, earlier=Earlier(moment))
    assert reason in refused.value.reasons
    assert not Screening.objects.exists()


def press(client: Client, people: Cast, case: Case, **typed: str):  # type: ignore[no-untyped-def]
    return signed_in(client, people.basim).post(reverse("screening:begin", args=[case.reference]), typed)


def test_the_page_takes_the_day_and_the_hour_of_the_paper(known: Case, people: Cast, client: Client) -> None:
    day = f"{FRIDAY:%d/%m/%Y}"
    assert press(client, people, known, happened_on=day, happened_hour="23:30").status_code == 302
    screening = Screening.objects.get()
    assert screening.typed_at == MONDAY
    assert screening.begun_at.date() == FRIDAY.date()
    shown = client.get(reverse("screening:one", args=[screening.reference])).content.decode()
    assert "Typed in later" in shown


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"happened_on": f"{FRIDAY:%d/%m/%Y}"}, "Write the day and the hour"),
        ({"happened_on": "31/12/2026", "happened_hour": "10:00"}, "This moment is still to come."),
    ],
)
def test_the_page_says_what_is_wrong_with_the_hour_and_keeps_what_was_typed(
    known: Case, people: Cast, client: Client, typed: dict[str, str], told: str
) -> None:
    answer = press(client, people, known, **typed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert typed["happened_on"] in answer.content.decode()
    assert not Screening.objects.exists()
