from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from malath.ui import times

MORNING = datetime(2026, 11, 12, 7, 32, tzinfo=UTC)


def test_a_moment_is_told_by_ammans_clock_in_jordans_months() -> None:
    with translation.override("ar"):
        assert times.moment_text(MORNING) == "12 تشرين الثاني 2026، 10:32"
        assert times.day_text(date(2026, 1, 3)) == "3 كانون الثاني 2026"
    with translation.override("en"):
        assert times.moment_text(MORNING) == "12 Nov 2026, 10:32"
        assert times.day_text(date(2026, 1, 3)) == "3 Jan 2026"


@pytest.mark.parametrize(
    ("minutes", "arabic", "english"),
    [
        (0, "أقل من دقيقة", "less than a minute"),
        (1, "دقيقة", "1 minute"),
        (2, "دقيقتان", "2 minutes"),
        (3, "3 دقائق", "3 minutes"),
        (11, "11 دقيقة", "11 minutes"),
        (60, "ساعة", "1 hour"),
        (125, "ساعتان و5 دقائق", "2 hours 5 minutes"),
        (200, "3 ساعات و20 دقيقة", "3 hours 20 minutes"),
        (1440, "يوم", "1 day"),
        (3180, "يومان و5 ساعات", "2 days 5 hours"),
        (11 * 1440 + 90, "11 يومًا", "11 days"),
        (100 * 1440, "100 يوم", "100 days"),
    ],
)
def test_a_span_is_said_as_people_say_it(minutes: int, arabic: str, english: str) -> None:
    with translation.override("ar"):
        assert times.span_text(timedelta(minutes=minutes)) == arabic
        assert times.span_text(-timedelta(minutes=minutes)) == arabic
    with translation.override("en"):
        assert times.span_text(timedelta(minutes=minutes)) == english


@pytest.mark.parametrize(
    ("minutes", "arabic", "english"),
    [
        (0, "الآن", "just now"),
        (2, "منذ دقيقتين", "2 minutes ago"),
        (121, "منذ ساعتين", "2 hours ago"),
        (3 * 1440, "منذ 3 أيام", "3 days ago"),
    ],
)
def test_the_past_takes_the_other_case(minutes: int, arabic: str, english: str) -> None:
    with translation.override("ar"):
        assert times.since_text(timedelta(minutes=minutes)) == arabic
    with translation.override("en"):
        assert times.since_text(timedelta(minutes=minutes)) == english


def test_numbers_have_latin_digits_in_both_languages() -> None:
    for language in ("ar", "en"):
        with translation.override(language):
            assert times.number_text(12345) == "12,345"


def test_the_joint_is_what_stands_between_hours_and_minutes() -> None:
    with translation.override("ar"):
        assert times.joint() == " و"
    with translation.override("en"):
        assert times.joint() == " "


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(days=5000)))
def test_every_span_has_words_without_gaps(span: timedelta) -> None:
    for language in ("ar", "en"):
        with translation.override(language):
            words = times.span_text(span)
            assert words == words.strip()
            assert words
            assert "%" not in words
