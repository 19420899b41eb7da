"""How the public site stands, for those who answer for it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_desk
from malath.helpline.queries.public import public_page
from malath.ui import help_lines, public_words

TODAY = date(2026, 11, 12)


def test_it_is_said_that_nobody_else_has_read_the_words(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    staff = signed_in(Client(), make_user(Role.FOCAL_POINT, make_desk()))
    page = staff.get("/helpline/public/", headers={"Accept-Language": "en"}).content.decode()
    assert "No second speaker has read the words of the public site yet." in page
    assert "বাংলা" in page
    monkeypatch.setattr(public_words, "kept", lambda: {**kept, "reviewed_on": "2026-11-02"})
    page = staff.get("/helpline/public/").content.decode()
    assert "A second speaker read the words on" in page
    assert "No second speaker" not in page


kept: dict[str, Any] = public_words.kept()


@pytest.mark.parametrize(("days", "hidden"), [(0, False), (180, False), (181, True)])
def test_a_number_is_shown_until_its_day_and_then_asks_to_be_called(
    days: int, hidden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = TODAY - timedelta(days=days)
    lines = [{**one, "verified_on": called.isoformat()} for one in help_lines._kept()["hotlines"]]
    monkeypatch.setattr(help_lines, "_kept", lambda: {"keep_days": 180, "hotlines": lines})
    rows = public_page("en", TODAY).numbers
    assert {row.until for row in rows} == {called + timedelta(days=180)}
    assert [row.hidden for row in rows] == [hidden and row.line.publish for row in rows]


def test_what_is_from_memory_waits_in_a_list(db: None) -> None:
    page = public_page("en", TODAY)
    memory = [
        line["en"]
        for entry in kept["pages"]
        for part in entry["parts"]
        for line in part["lines"]
        if line.get("law") == "memory"
    ]
    assert list(page.unsaid) == memory
    assert all(row.line.why_not for row in page.numbers if not row.line.publish)


def test_who_answers_for_nothing_there_is_refused(db: None) -> None:
    assert signed_in(Client(), make_user(Role.INSPECTOR, make_desk())).get("/helpline/public/").status_code == 403
