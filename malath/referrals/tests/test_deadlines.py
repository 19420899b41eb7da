"""The clocks of a referral are those of the country's file, save where the settings say otherwise."""

import json
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from malath.referrals import queries, rules


def law(settings: Settings) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((settings.LAW / "deadlines.json").read_text(encoding="utf-8"))
    return dict(found["deadlines"])


def test_the_file_of_the_country_sets_every_clock(settings: Settings) -> None:
    written = law(settings)
    doubled = {name: {**entry, "amount": entry["amount"] * 2} for name, entry in written.items()}
    assert rules.deadlines_in(doubled, {}) == rules.Deadlines(
        emergency_acknowledged=timedelta(hours=2),
        emergency_answered=timedelta(hours=8),
        urgent_acknowledged=timedelta(hours=8),
        urgent_answered=timedelta(hours=48),
        normal_acknowledged_days=2,
        normal_answered_days=4,
    )


def test_file_and_rules_and_what_runs_agree(settings: Settings) -> None:
    queries.deadlines.cache_clear()
    assert queries.deadlines() == rules.deadlines_in(law(settings), {}) == rules.Deadlines()


def test_the_settings_may_say_otherwise(settings: Settings) -> None:
    chosen = rules.deadlines_in(law(settings), {"emergency_answered": 3, "normal_answered": 1})
    assert (chosen.emergency_answered, chosen.normal_answered_days) == (timedelta(hours=3), 1)
    assert chosen.urgent_answered == rules.Deadlines().urgent_answered


def test_a_clock_that_there_is_not_is_refused(settings: Settings) -> None:
    with pytest.raises(ValueError, match="There is no clock emergncy_answered"):
        rules.deadlines_in(law(settings), {"emergncy_answered": 3})


def test_a_clock_in_another_unit_is_refused(settings: Settings) -> None:
    days = {**law(settings), "referral_answered_urgent": {"amount": 1, "unit": "day"}}
    with pytest.raises(ValueError, match="urgent_answered is counted in hours, not in days"):
        rules.deadlines_in(days, {})
