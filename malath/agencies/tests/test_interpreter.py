"""The roster of interpreters: who can be asked for what, and who may be booked at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from malath.agencies import actions, queries
from malath.agencies.models import Interpreter
from malath.agencies.testing import EIGHT_TO_THREE, LONG_AGO, make_agency, make_interpreter
from malath.agencies.words import Governorate, Reason, Voice, Way
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER

pytestmark = pytest.mark.django_db
SUNDAY_MORNING = datetime(2026, 11, 1, 7, tzinfo=UTC)


def found(at: datetime = SUNDAY_MORNING, **wanted: object) -> list[str]:
    return [entry.reference for entry in queries.interpreters(at, **wanted)]  # type: ignore[arg-type]  # each is named


def test_they_are_found_by_language_voice_and_way() -> None:
    phone = make_interpreter(languages=("am", "ti"))
    present = make_interpreter(languages=("bn",), voice=Voice.MAN, ways=(Way.PRESENT,), governorates=(Governorate.IRBID,))
    assert found(language="ti") == [phone.reference]
    assert found(voice=Voice.MAN) == found(way=Way.PRESENT) == [present.reference]
    assert found(way=Way.PRESENT, governorate=Governorate.KARAK) == []
    assert found(way=Way.PRESENT, governorate=Governorate.IRBID) == [present.reference]
    assert found(language="so") == []


def test_where_they_live_does_not_matter_by_phone() -> None:
    phone = make_interpreter(ways=(Way.PHONE, Way.PRESENT), governorates=(Governorate.IRBID,))
    assert found(way=Way.PHONE, governorate=Governorate.KARAK) == [phone.reference]


def test_who_may_be_booked_and_works_now_comes_first() -> None:
    unsigned = make_interpreter(name_en="A", signed_on=None)
    asleep = make_interpreter(name_en="B", hours=EIGHT_TO_THREE)
    awake = make_interpreter(name_en="C")
    evening = SUNDAY_MORNING + timedelta(hours=12)
    assert found(evening) == [awake.reference, asleep.reference, unsigned.reference]
    assert [entry.bookable for entry in queries.interpreters(evening)] == [True, True, False]


def test_two_of_one_name_at_one_body_are_refused() -> None:
    agency = make_agency()
    make_interpreter(agency, name_en="Tigist")
    with pytest.raises(actions.CannotChange) as refused:
        make_interpreter(agency, name_en="Tigist")
    assert refused.value.reasons == [Reason.NAME_TAKEN]
    make_interpreter(name_en="Tigist")


def test_they_change_once_for_each_state_that_was_seen() -> None:
    row = make_interpreter()
    facts = replace(queries.interpreter_facts(row), languages=("so",))
    actions.change_interpreter(row, facts, version=1, by=WORKER, at=LONG_AGO)
    assert found(language="so") == [row.reference]
    with pytest.raises(actions.Stale):
        actions.change_interpreter(row, facts, version=1, by=WORKER, at=LONG_AGO)
    assert Event.objects.filter(name=Did.INTERPRETER_CHANGED, subject=row.reference).count() == 1


def test_who_left_is_found_no_more() -> None:
    row = make_interpreter()
    actions.end_interpreter(row, by=WORKER, at=LONG_AGO)
    assert found() == []
    for act in (actions.end_interpreter,):
        with pytest.raises(actions.CannotChange) as refused:
            act(row, by=WORKER, at=LONG_AGO)
        assert refused.value.reasons == [Reason.INTERPRETER_ENDED]
    assert Interpreter.objects.get(pk=row.pk).ended_at == LONG_AGO


def test_many_take_as_many_statements_as_few(django_assert_num_queries: object) -> None:
    for _ in range(3):
        make_interpreter()
    with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture
        assert len(queries.interpreters(SUNDAY_MORNING)) == 3
