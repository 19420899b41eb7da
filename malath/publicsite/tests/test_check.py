"""The check of a letter: valid, not valid, not known, and in as many bytes each."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from malath.foundation.codes import content_of, place, record_of
from malath.foundation.references import new_reference
from malath.publicsite.validity import FRESH, validity_of

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(days=1), NOW - timedelta(days=1)
VALID, ENDED, NEVER = "7KQF-2M9X-4TZB", "8KQF-2M9X-4TZB", "9KQF-2M9X-4TZB"


def publish(var: Path, letters: dict[str, datetime], at: datetime = NOW) -> Path:
    path = place(var)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content_of(record_of(code, until) for code, until in letters.items()))
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def test_it_says_valid_not_valid_and_unknown(tmp_path: Path) -> None:
    path = publish(tmp_path, {VALID: LATER, ENDED: BEFORE})
    assert [validity_of(code, path, NOW) for code in (VALID, ENDED, NEVER)] == ["valid", "not_valid", "unknown"]


def test_what_nobody_has_renewed_says_nothing(tmp_path: Path) -> None:
    path = publish(tmp_path, {VALID: LATER + FRESH})
    assert validity_of(VALID, path, NOW + FRESH + timedelta(seconds=1)) == "later"
    assert validity_of(VALID, tmp_path / "missing", NOW) == "later"


def test_without_any_letter_nothing_is_known(tmp_path: Path) -> None:
    assert validity_of(VALID, publish(tmp_path, {}), NOW) == "unknown"


@given(st.integers(0, 70), st.integers(0, 69))
def test_each_of_many_is_found_and_no_other(tmp_path_factory: pytest.TempPathFactory, count: int, which: int) -> None:
    codes = [new_reference() for _ in range(count)]
    path = publish(tmp_path_factory.mktemp("many"), dict.fromkeys(codes, LATER))
    assert validity_of(NEVER, path, NOW) == "unknown"
    if which < count:
        assert validity_of(codes[which], path, NOW) == "valid"


def test_the_file_holds_no_code(tmp_path: Path) -> None:
    content = publish(tmp_path, {VALID: LATER}).read_bytes()
    assert VALID.encode() not in content
    assert len(content) == 8 + 24


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(UTC)
    publish(tmp_path, {VALID: now + timedelta(days=1), ENDED: now - timedelta(days=1)}, now)
    monkeypatch.setattr(settings, "VAR", tmp_path)


SAID = {VALID: "This code is valid.", ENDED: "This code is not valid any more.", NEVER: "This code is not known."}


@pytest.mark.usefixtures("letters")
def test_the_page_says_it_and_nothing_else(public: Client) -> None:
    for code, said in SAID.items():
        shown = public.get(f"/check/{code}/", headers={"Accept-Language": "en"}).content.decode()
        assert [one in shown for one in SAID.values()] == [one == said for one in SAID.values()]


@pytest.mark.usefixtures("letters")
def test_every_answer_has_as_many_bytes(public: Client) -> None:
    for language in ("ar", "en"):
        answers = [public.get(f"/check/{code}/", headers={"Accept-Language": language}) for code in SAID]
        assert len({len(answer.content) for answer in answers}) == 1
        assert {answer.status_code for answer in answers} == {200}


@pytest.mark.usefixtures("letters")
def test_a_code_may_be_typed_however_it_is_read(public: Client) -> None:
    for typed in (VALID, VALID.lower(), VALID.replace("-", " "), VALID.replace("2", "٢")):
        shown = public.post("/check/", {"code": typed}, headers={"Accept-Language": "en"}).content.decode()
        assert SAID[VALID] in shown


@pytest.mark.usefixtures("letters")
def test_nothing_typed_asks_for_a_code(public: Client) -> None:
    for answer in (public.get("/check/"), public.post("/check/", {"code": "x" * 9999}), public.post("/check/")):
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer
