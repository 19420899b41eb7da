from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.people.earlier import LONG_AGO, Earlier, NotThen, as_fact, moment_of, why_not_then
from malath.people.words import WhyNotThen

TYPED = datetime(2026, 11, 30, 9, 15, tzinfo=UTC)
BACK = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=400))
SOME = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=400))


def test_what_happens_now_is_at_the_moment_of_typing_and_says_nothing_more() -> None:
    assert moment_of(None, typed_at=TYPED, began=TYPED) == TYPED
    assert as_fact(None) == {}


@given(ahead=SOME, looked=st.booleans())
def test_nothing_is_in_the_future_whoever_types_it(ahead: timedelta, looked: bool) -> None:
    refused = why_not_then(Earlier(TYPED + ahead, looked), typed_at=TYPED, began=None)
    assert refused == [WhyNotThen.NOT_YET]


@given(back=BACK, before=SOME, looked=st.booleans())
def test_nothing_is_before_the_file_began_whoever_types_it(back: timedelta, before: timedelta, looked: bool) -> None:
    began = TYPED - back
    assert WhyNotThen.BEFORE_FILE in why_not_then(Earlier(began - before, looked), typed_at=TYPED, began=began)


def test_the_minute_in_which_the_file_began_is_not_before_it() -> None:
    began = TYPED - timedelta(days=2) + timedelta(seconds=40)
    assert why_not_then(Earlier(TYPED - timedelta(days=2)), typed_at=TYPED, began=began) == []


@given(back=BACK)
def test_sixty_days_back_and_further_only_under_the_eyes_of_a_supervisor(back: timedelta) -> None:
    refused = why_not_then(Earlier(TYPED - back), typed_at=TYPED, began=None)
    assert refused == ([WhyNotThen.LONG_AGO] if back > LONG_AGO else [])
    assert why_not_then(Earlier(TYPED - back, looked=True), typed_at=TYPED, began=None) == []


@given(back=BACK, looked=st.booleans(), opened=st.none() | BACK)
def test_a_moment_is_taken_as_it_is_or_refused_never_bent(back: timedelta, looked: bool, opened: timedelta | None) -> None:
    earlier, began = Earlier(TYPED - back, looked), None if opened is None else TYPED - opened
    if why_not_then(earlier, typed_at=TYPED, began=began):
        with pytest.raises(NotThen):
            moment_of(earlier, typed_at=TYPED, began=began)
    else:
        assert moment_of(earlier, typed_at=TYPED, began=began) == earlier.at
