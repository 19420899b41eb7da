"""Two at once, on PostgreSQL: a form sent twice, an interpreter wanted twice. Each fails when the wait is taken away."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet

from malath.accounts.testing import Cast, cast
from malath.agencies.models import Interpreter
from malath.agencies.testing import make_interpreter
from malath.audit import queries as trail
from malath.cases import actions as cases
from malath.cases.actions import CannotChange
from malath.cases.models import Booking, Case
from malath.cases.testing import make_booking, make_case
from malath.cases.words import WhyNot
from malath.documents.models import Attachment
from malath.documents.testing import make_received
from malath.documents.words import AttachmentKind
from malath.foundation import asking
from malath.foundation.testing import at_once
from malath.people.actions.stay import CannotWriteStay
from malath.people.models import Overstay
from malath.people.testing import make_overstay
from malath.people.words import WhyNotStay
from malath.privacy.testing import MONDAY
from malath.privacy.words import Section

ROUNDS = 12
WITHOUT_LOCK = 60
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def both_book(people: Cast) -> bool:
    """Two desks want one interpreter, half an hour apart: one is told that they are taken."""
    found = make_interpreter()
    first, second = (make_case(people.station, people.basim) for _ in range(2))
    answers = at_once(
        lambda: make_booking(first, found, desk=people.station),
        lambda: make_booking(second, found, desk=people.station, hours=24.5),
    )
    refused = [one.reasons for one in answers if isinstance(one, CannotChange)]
    return refused == [[WhyNot.TAKEN]] and sum(isinstance(one, Booking) for one in answers) == 1


def test_one_interpreter_is_not_booked_for_two_talks_at_once() -> None:
    people = cast()
    assert all(both_book(people) for _ in range(ROUNDS))
    assert trail.verify().faults == ()


def test_without_the_lock_an_interpreter_would_be_in_two_talks(monkeypatch: pytest.MonkeyPatch) -> None:
    people, lock = cast(), QuerySet.select_for_update

    def no_lock(rows: QuerySet[Any], **named: Any) -> QuerySet[Any]:
        return rows if rows.model is Interpreter else lock(rows, **named)

    monkeypatch.setattr(QuerySet, "select_for_update", no_lock)
    monkeypatch.setattr(asking, "plan_of", lambda *_: None)  # statements are built anew, without locks
    assert not all(both_book(people) for _ in range(WITHOUT_LOCK))


def test_a_form_sent_twice_at_once_opens_one_case_and_both_are_told_the_same() -> None:
    people = cast()
    for number in range(1, ROUNDS + 1):

        def begin(once: UUID = uuid4()) -> Case:  # noqa: B008  # one mark for both
            return make_case(people.station, people.basim, once=once)

        first, second = at_once(begin, begin)
        assert isinstance(first, Case)
        assert first == second
        assert Case.objects.count() == number
    assert trail.verify().faults == ()


def test_a_file_sent_twice_at_once_is_attached_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malath.documents.queries.attachments.folder", lambda: tmp_path)
    people = cast()
    for number in range(1, ROUNDS // 3 + 1):
        case, once = make_case(people.shelter, people.amal), uuid4()
        attach = partial(
            cases.attach, case, kind=AttachmentKind.PHOTO, title="", section=Section.STORY, desk=people.shelter,
            by=people.amal, at=MONDAY, once=once,
        )  # fmt: skip
        answers = at_once(partial(attach, make_received()), partial(attach, make_received()))
        assert len({one.pk for one in answers if isinstance(one, Attachment)}) == 1
        assert (Attachment.objects.count(), len(list(tmp_path.glob("*/*")))) == (number, number)


def test_two_who_count_an_overstay_at_once_count_one() -> None:
    people = cast()
    for _ in range(ROUNDS // 3):
        person = make_case(people.shelter, people.amal).person
        count = partial(make_overstay, person)
        answers = at_once(partial(count, people.shelter), partial(count, people.station))
        refused = [one.reasons for one in answers if isinstance(one, CannotWriteStay)]
        assert refused == [[WhyNotStay.COUNTED_ALREADY]]
        assert sum(isinstance(one, Overstay) for one in answers) == 1
