import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from malath.publicsite import queries
from malath.publicsite.queries import HelpPage, narrowed
from malath.ui.help_lines import Hours, Line, is_stale, lines_to_show
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


OPEN = Hours(frozenset({7, 1}), time(8), time(16))
SUNDAY = datetime(2026, 11, 1, 9, tzinfo=UTC)


def a_line(code: str, **more: Any) -> Line:
    return Line(code, "1", "Who", "Hours", None, publish=True, **more)


def test_who_helps_is_narrowed_by_place_language_and_hour_and_the_emergency_number_stays() -> None:
    first = a_line("emergency", languages=("ar",))
    north = a_line("north", languages=("en",), governorates=("IR",), answers=(OPEN,))
    everywhere = a_line("everywhere", languages=("ar",), answers=(Hours(),))
    unknown = a_line("unknown", languages=("ar", "en"))
    page = HelpPage(first, [north, everywhere, unknown])

    def codes(**wanted: Any) -> list[str]:
        found = narrowed(page, **{"at": SUNDAY, **wanted})
        assert found.emergency == first
        return [one.code for one in found.lines]

    assert codes() == ["north", "everywhere", "unknown"]
    assert codes(governorate="AM") == ["everywhere", "unknown"]
    assert codes(tongue="en") == ["north", "unknown"]
    assert codes(now=True) == ["north", "everywhere"]
    assert codes(now=True, at=SUNDAY.replace(hour=16)) == ["everywhere"]
    assert codes(now=True, at=SUNDAY + timedelta(days=2)) == ["everywhere"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_somebody_looks_for_stands_in_no_address_and_changes_no_length(public: Client, language: str) -> None:
    every = public.get(f"/{language}/10/")
    some = public.post(f"/{language}/10/", {"governorate": "AM", "tongue": "en", "hours": "now"})
    wrong = public.post(f"/{language}/10/", {"governorate": "<b>", "tongue": "xx"})
    assert (every.status_code, some.status_code, wrong.status_code) == (200, 200, 200)
    assert {len(one.content) % 4096 for one in (every, some, wrong)} == {0}
    assert b"911" in some.content
    assert b"<b>" not in wrong.content
    assert every.content.index(b"<form method") < every.content.index(b'role="status"')
    assert some.content.index(b'role="status"') < some.content.rindex(b'class="narrowing"'), "what was found stands first"
