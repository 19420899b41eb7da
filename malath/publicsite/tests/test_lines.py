import json
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import translation

from malath.publicsite import queries
from malath.ui.help_lines import Line, is_stale, lines_to_show
from malath.ui.month import month_of

TODAY = date(2026, 11, 12)


def line(verified_on: date | None = None, *, publish: bool = True) -> Line:
    return Line("x", "911", "Somebody", "", verified_on, publish)


@pytest.mark.parametrize(("days", "stale"), [(0, False), (180, False), (181, True)])
def test_a_number_not_checked_for_181_days_is_not_shown(days: int, stale: bool) -> None:
    checked = line(TODAY - timedelta(days=days))
    assert is_stale(checked, today=TODAY, keep_days=180) is stale
    assert lines_to_show([checked], today=TODAY, keep_days=180) == ([] if stale else [checked])


def test_a_number_nobody_called_yet_is_shown_as_unchecked() -> None:
    assert lines_to_show([line()], today=TODAY, keep_days=180) == [line()]
    assert line().unchecked
    assert not line(TODAY).unchecked


def test_a_number_that_is_not_to_be_published_stays_off_the_page() -> None:
    assert lines_to_show([line(TODAY, publish=False)], today=TODAY, keep_days=180) == []


def test_every_number_names_its_source_or_stays_off_the_page() -> None:
    data = json.loads((settings.LAW / "hotlines.json").read_text(encoding="utf-8"))
    for entry in data["hotlines"]:
        assert entry["mark"] in {"V", "P", "M"}
        assert set(entry["who"]) == {"ar", "en"}
        assert entry["publish"] != ("why_not" in entry)
        if entry["publish"]:
            assert entry["source"]
            assert entry["mark"] != "M"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_emergency_number_stands_apart(language: str) -> None:
    page = queries.help_page(language=language, today=TODAY)
    assert page.emergency is not None
    assert page.emergency.number == "911"
    assert page.emergency not in page.lines


def test_a_month_starts_on_sunday_and_holds_today() -> None:
    with translation.override("ar"):
        page = month_of(TODAY)
    assert page.title == "تشرين الثاني 2026"
    assert all(week[0].isoweekday() == 7 for week in page.weeks)
    assert any(TODAY in week for week in page.weeks)
    assert page.day_names[0] == "الأحد"
