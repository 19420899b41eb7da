"""The texts: both languages whole, unverified law never stated as law, drafts of machines never shown; materials; the copy."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from malath.publicsite import queries, shelf
from malath.ui.help_lines import is_stale

KEPT = json.loads((settings.LAW / "public_pages.json").read_text(encoding="utf-8"))
NUMBERS = [entry["number"] for entry in KEPT["pages"]]
ARABIC = re.compile("[\u0621-\u064a]")
NAME = "0a" * 16 + ".mp4"


def text(public: Client, address: str) -> str:
    answer = public.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    return str(answer.content.decode())


@pytest.mark.parametrize("number", [*NUMBERS, 9, 10, 11, 12])
def test_each_page_stands_in_both_languages_under_a_neutral_name(public: Client, number: int) -> None:
    arabic, english = text(public, f"/ar/{number}/"), text(public, f"/en/{number}/")
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "<title>معلومات</title>" in arabic
    assert "<title>Information</title>" in english
    assert f'href="/en/{number}/"' in arabic
    assert 'id="leave"' in english


def test_every_sentence_is_there_in_both_languages() -> None:
    rows = [entry["title"] for entry in [*KEPT["pages"], KEPT["check"]]]
    rows += [part["title"] for entry in KEPT["pages"] for part in entry["parts"]]
    rows += [line for entry in KEPT["pages"] for part in entry["parts"] for line in part["lines"]] + KEPT["check"]["lines"]
    assert all(ARABIC.search(row["ar"]) and not ARABIC.search(row["en"]) for row in rows)


def test_sentences_are_short_enough_for_somebody_of_eleven() -> None:
    lines = [line["en"] for entry in KEPT["pages"] for part in entry["parts"] for line in part["lines"]]
    sentences = [one for line in lines for one in re.split(r"[.:;?]\s", line)]
    assert [one for one in sentences if len(one.split()) > 24] == []
    assert sum(len(one.split()) for one in sentences) / len(sentences) < 12


def test_what_is_from_memory_is_not_said_and_what_was_in_the_press_is_marked(public: Client) -> None:
    memory = [
        line["en"]
        for entry in KEPT["pages"]
        for part in entry["parts"]
        for line in part["lines"]
        if line.get("law") == "memory"
    ]
    press = [
        part for page in queries.text_pages("en") for part in page.parts if any(line.law == "press" for line in part.lines)
    ]
    pages = "".join(text(public, f"/en/{number}/") for number in NUMBERS)
    assert memory
    assert [line for line in memory if line in pages] == []
    assert pages.count("nobody of us has checked it in the law yet") == sum(
        line.law == "press" for part in press for line in part.lines
    )


@pytest.mark.parametrize("change", [{"state": "machine_draft"}, {"law": "memory"}, {"law": "heard"}, {"en": ""}])
def test_a_draft_of_a_machine_and_what_nobody_checked_are_left_out(change: dict[str, str]) -> None:
    line = {"en": "Say this.", "ar": "قل هذا."} | change
    entry = {"number": 1, "title": {"en": "A"}, "parts": [{"title": {"en": "B"}, "lines": [line]}]}
    assert queries.text_page_in(entry, "en").parts == ()


def test_a_page_that_is_not_there_is_answered_quietly(public: Client) -> None:
    assert public.get("/en/99/").status_code == 404
    assert public.get("/xx/").status_code == 404


@pytest.mark.parametrize("slot", [row for row in KEPT["languages"] if row["state"] == "slot"], ids=lambda row: row["code"])
def test_a_language_that_is_not_ready_says_so_in_its_script_and_direction(public: Client, slot: dict[str, str]) -> None:
    html = text(public, f"/{slot['code']}/")
    assert f'<p lang="{slot["code"]}" dir="{slot["direction"]}"><strong>{slot["name"]}</strong>' in html
    assert f'<html lang="{"ar" if slot["direction"] == "rtl" else "en"}"' in html


def test_the_check_of_oneself_answers_and_keeps_nothing(public: Client) -> None:
    answers = [public.post("/en/9/", {"sign": ticks}) for ticks in ([], ["1"], ["0"], ["x", "99", "1"])]
    said = [answer.content.decode() for answer in answers]
    assert "Nothing was ticked." in said[0]
    assert "This is not right." in said[1]
    assert 'href="tel:911"' in said[2]
    assert "This is not right." in said[3]
    assert not any("checked" in html or answer.cookies for html, answer in zip(said, answers, strict=True))
    assert answers[2]["Refresh"] == "180;url=/exit"


def test_the_page_of_numbers_says_when_and_in_which_language(public: Client) -> None:
    html = text(public, "/en/10/")
    assert "العربية, English" in html
    assert "We have not called this number ourselves yet." in html


def test_a_copy_is_given_after_the_warning_and_holds_all_texts(public: Client) -> None:
    assert "A file stays on the phone" in text(public, "/en/12/")
    answer = public.post("/en/12/")
    assert answer["Content-Disposition"] == 'attachment; filename="information.html"'
    copy = answer.content.decode()
    assert all(page.title in copy.replace("&#x27;", "'") for page in queries.text_pages("en"))
    assert not re.search(r"<script|<link|https?://", copy)


@pytest.fixture
def shelved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A video that was approved."""
    monkeypatch.setattr(settings, "VAR", tmp_path)
    content = bytes(range(256)) * 600
    folder = shelf.place(tmp_path)
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(content)
    row = {
        "reference": "7KQF-2M9X-4TZB", "kind": "video",
        "title": {"ar": "فيديو", "en": "A film"}, "about": {"ar": "", "en": "x"},
        "audiences": [], "languages": ["ar"], "suits": "all", "year": 2026, "seconds": 45, "licence": "CC BY-NC 4.0",
        "live_on": "2026-11-02", "transcript": {"en": "Said so."},
        "files": [{"part": "main", "language": "ar", "name": NAME, "type": "video/mp4", "bytes": len(content)}],
    }  # fmt: skip
    (folder / "index.json").write_text(json.dumps({"version": 1, "made_at": "", "materials": [row]}), encoding="utf-8")
    return content


def test_without_an_index_none_is_published(public: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    assert "Nothing is published here yet." in text(public, "/en/11/")
    shelf.place(tmp_path).mkdir(parents=True)
    (shelf.place(tmp_path) / "index.json").write_text('{"version": 2}', encoding="utf-8")
    assert "Nothing is published here yet." in text(public, "/en/11/")


def pieces(answer: Any) -> list[bytes]:
    return list(answer.streaming_content)


def test_what_is_on_the_shelf_is_shown_and_served_in_pieces(public: Client, shelved: bytes) -> None:
    html = text(public, "/en/11/")
    assert "A film" in html
    assert f'src="/materials/{NAME}"' in html
    assert "Said so." in html
    whole = public.get(f"/materials/{NAME}")
    assert (whole.status_code, b"".join(pieces(whole))) == (200, shelved)
    part = public.get(f"/materials/{NAME}", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 10-19/{len(shelved)}")
    assert b"".join(pieces(part)) == shelved[10:20]
    assert public.get(f"/materials/{NAME}", headers={"Range": "bytes=999999-"}).status_code == 416


@pytest.mark.parametrize("name", ["index.json", "..%2f..%2fkeys", "0a.mp4", "1b" * 16 + ".mp4"])
def test_nothing_but_the_shelf_is_served(public: Client, shelved: bytes, name: str) -> None:
    assert shelved
    assert public.get(f"/materials/{name}").status_code == 404


def test_a_number_that_was_not_called_for_181_days_is_hidden() -> None:
    now = datetime(2026, 11, 2, tzinfo=UTC).date()
    line = queries.help_page(language="en", today=now).lines[0]
    old = type(line)(**{**vars(line), "verified_on": now - timedelta(days=181)})
    assert is_stale(old, today=now, keep_days=180)
