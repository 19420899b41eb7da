"""Letters to embassies: with the person's yes, never under fear, never why; all of them or none."""

import json
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.testing import signed_in
from malath.documents import queries as documents
from malath.documents import typesetting
from malath.documents.models import Letter
from malath.privacy import queries as privacy
from malath.privacy.models import Left
from malath.privacy.rules import Sight
from malath.privacy.testing import make_consent
from malath.privacy.words import Answer, ConsentKind
from malath.returns import actions, rules_letters
from malath.returns import queries as returns
from malath.returns.actions import CannotReturn
from malath.returns.models import Return
from malath.returns.queries import letters
from malath.returns.testing import ASKED, DECLARED, make_declared, make_return
from malath.returns.tests.conftest import House
from malath.returns.words import Court, Fear, PaperKind, PaperState, ReturnState, WhyNot

FORBIDDEN: Final = re.compile(
    r"traffic|victim|malath|shelter|street|governorate|amman|asylum|court|fear|case"
    r"|اتجار|ضحي|ملاذ|مأوى|إيواء|شارع|محافظة|عمّان|عمان|لجوء|محكمة|خوف|قضية",
    re.IGNORECASE,
)
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")


def about(returning: Return, house: House, at: datetime = DECLARED) -> tuple[Return, Sight]:
    opened = privacy.sight_of(accounts.holdings(house.lina, at), returning.person.reference, at)
    assert opened is not None
    return returning, opened[1]


def agrees(returning: Return, house: House, answer: Answer = Answer.YES, at: datetime = DECLARED) -> None:
    make_consent(returning.person, ConsentKind.C6, answer, desk=house.office, by=house.lina, at=at)


def write(house: House, *rows: Return) -> list[Letter]:
    return actions.write_to_embassies([about(one, house) for one in rows], by=house.lina, at=DECLARED)


def refusal(house: House, *rows: Return) -> list[WhyNot]:
    with pytest.raises(CannotReturn) as refused:
        write(house, *rows)
    return refused.value.reasons


@pytest.fixture
def asked(house: House, returning: Return) -> Return:
    """Carlos declared that he wants to go home, and agrees that his embassy is asked."""
    make_declared(returning, house.lina)
    agrees(returning, house)
    return returning


def test_a_letter_leaves_and_the_paper_is_asked_for(house: House, asked: Return) -> None:
    (letter,) = write(house, asked)
    left = Left.objects.get(how="embassy")
    assert (left.person_id, left.reference) == (asked.person_id, letter.reference)
    assert returns.papers_of(asked)[PaperKind.TRAVEL_DOCUMENT] == PaperState.ASKED
    assert b"Carlos" not in bytes(letter.content)


def test_without_the_yes_of_one_nothing_is_written_about_anybody(house: House, asked: Return) -> None:
    other = make_return(house.office, house.lina, name="Rosa Alias")
    make_declared(other, house.lina)
    assert refusal(house, asked, other) == [WhyNot.NOT_CLEAR]
    assert not Letter.objects.exists()
    assert not Left.objects.filter(how="embassy").exists()


def test_under_fear_the_embassy_hears_nothing(house: House, asked: Return) -> None:
    actions.answer_fear(asked, Fear.UNSURE, Court.NONE, by=house.lina, at=DECLARED)
    assert refusal(house, asked) == [WhyNot.FEARS]


def test_fear_is_asked_before_anybody_writes(house: House, returning: Return) -> None:
    agrees(returning, house, at=ASKED)
    assert refusal(house, returning) == [WhyNot.FEAR_FIRST]
    assert refusal(house) == [WhyNot.NOBODY_CHOSEN]


FINE: Final[dict[str, object]] = {
    "fear": Fear.NO, "locked": False, "agreed": True, "paper": PaperState.WANTED, "neutral": True, "named": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("why", "other"),
    [
        (WhyNot.PAPER_THERE, {"paper": PaperState.CLEAR}),
        (WhyNot.NAME_MISSING, {"named": False}),
        (WhyNot.NOT_NEUTRAL, {"neutral": False}),
    ],
)
def test_each_other_reason_against_a_letter(why: WhyNot, other: dict[str, object]) -> None:
    given = {**FINE, **other}
    assert rules_letters.why_not_write_to_embassy(ReturnState.PREPARING, **given) == [why]  # type: ignore[arg-type]  # a table
    assert rules_letters.why_not_write_to_embassy(ReturnState.PREPARING, **FINE) == []  # type: ignore[arg-type]  # a table


def test_a_body_whose_name_says_why_is_not_named_to_an_embassy() -> None:
    texts = ("Office of returns", "Unit against trafficking", "دار إيـواء ضَحايا")
    assert list(map(rules_letters.is_neutral, texts)) == [True, False, False]


@needs_poppler
def test_a_letter_says_who_and_what_is_asked_and_never_why(house: House, asked: Return, tmp_path: Path) -> None:
    written = [*write(house, asked)]
    pdf = typesetting.batch_of(letters.contents_of(written), mark=letters.mark_of(house.lina, DECLARED))
    path = tmp_path / "letters.pdf"
    path.write_bytes(pdf)
    read = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True).stdout
    assert "Carlos Alias" in read
    assert asked.reference in read
    assert FORBIDDEN.search(read.replace(str(house.office.agency.name_en), "")) is None
    assert "Tagged:          yes" in told
    assert FORBIDDEN.search(told) is None
    assert FORBIDDEN.search(json.dumps(documents.content_of(written[0]), ensure_ascii=False)) is None


def test_a_copy_is_taken_only_while_the_person_agrees(house: House, asked: Return) -> None:
    (letter,) = write(house, asked)
    assert actions.take_embassy_letter(asked, letter, by=house.lina, at=DECLARED).taken == 1
    agrees(asked, house, Answer.NO)
    with pytest.raises(CannotReturn):
        actions.take_embassy_letter(asked, letter, by=house.lina, at=DECLARED)


def test_the_page_says_for_whom_and_why_not(house: House, asked: Return, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: DECLARED)
    other = make_return(house.office, house.lina, name="Rosa Alias")
    lina, url = signed_in(Client(), house.lina), reverse("returns:letters")
    page = lina.get(url).content.decode()
    assert f'value="{asked.reference}"' in page
    assert f'value="{other.reference}"' not in page
    assert lina.post(url).status_code == 422
    assert lina.post(url, {"returns": [other.reference]}).status_code == 422
    assert lina.post(url, {"returns": [asked.reference]}).content[:5] == b"%PDF-"
    assert lina.post(reverse("returns:take_letter", args=[asked.reference])).content[:5] == b"%PDF-"
    assert lina.post(reverse("returns:take_letter", args=[other.reference])).status_code == 404
    assert signed_in(Client(), house.nour).get(url).status_code == 403


def test_the_page_takes_as_many_statements_for_one_as_for_many(house: House, asked: Return) -> None:
    holdings, counts = accounts.holdings(house.lina, DECLARED), []
    for number in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert len(letters.letters_page(holdings, DECLARED).rows) == number + 1
        counts.append(len(captured))
        make_return(house.office, house.lina, name=f"Alias {number}")
    assert len(set(counts)) == 1
