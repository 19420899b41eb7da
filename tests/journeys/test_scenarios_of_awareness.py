"""Scenario B, steps 1 to 4: what is counted, what is asked, and what must not be shown any longer."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit.models import Event
from malath.awareness import shelf
from malath.awareness.models import Answers, Campaign, Material, Session, Survey
from malath.awareness.testing import (
    CAPTIONS,
    CAPTIONS_AR,
    make_answers,
    make_campaign,
    make_facts,
    make_live,
    make_material,
    make_officer,
    make_session,
    make_video,
)
from malath.awareness.words import NoHarm, Wave
from malath.cases.testing import make_case
from malath.foundation import clock
from malath.privacy import actions as privacy
from malath.privacy.testing import make_use
from malath.workday.tick import _consents_heard_of as consents_heard_of
from malath.workday.tick import tick

FACTS = {
    "kind": "video", "title_ar": "فيديو", "title_en": "A video", "about_ar": "عن الحقوق", "about_en": "On rights",
    "audiences": ["migrants"], "languages": ["ar", "en"], "suits": "all", "year": "2025", "licence": "CC BY-NC 4.0",
    "review_on": "1/1/2099",
}  # fmt: skip


@pytest.fixture(autouse=True)
def folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("malath.documents.queries.attachments.folder", lambda: tmp_path / "files")
    monkeypatch.setattr("malath.workday.tick.var_folder", lambda: tmp_path)
    monkeypatch.setattr("django.conf.settings.VAR", tmp_path)


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION))


@pytest.fixture
def dana(desk: Desk) -> User:
    return make_officer(desk)


@pytest.fixture
def second(db: None) -> User:
    return make_officer(make_desk(make_agency(AgencyKind.MECHANISM)), "Second")


@pytest.fixture
def campaign(desk: Desk, dana: User) -> Campaign:
    return make_campaign(desk, by=dana, at=clock.now() - timedelta(hours=1))


def send(client: Client, name: str, *where: str, **data: object) -> str:
    answer = client.post(reverse(f"awareness:{name}", args=where), data)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer["Location"])


def refused(client: Client, name: str, *where: str, **data: object) -> str:
    answer = client.post(reverse(f"awareness:{name}", args=where), data)
    assert answer.status_code == 422
    return answer.content.decode()


def page(client: Client, name: str, *where: str) -> str:
    return client.get(reverse(f"awareness:{name}", args=where)).content.decode()


def captions(language: str, content: bytes) -> dict[str, object]:
    return {"part": "captions", "language": language, "file": SimpleUploadedFile(f"{language}.vtt", content)}


def test_a_class_is_counted_and_asked_before_and_after(client: Client, campaign: Campaign, dana: User) -> None:
    """Steps 1 and 3: 62 students, numbers only; one told something, and no name stands anywhere."""
    signed_in(client, dana)
    today = clock.in_amman(clock.now()).date()
    planned = {
        "once": uuid4(), "desk": campaign.desk.reference, "audience": "students", "on": today.isoformat(), "governorate": "MA",
        "place": "school",
    }  # fmt: skip
    session = send(client, "plan_session", campaign.reference, **planned)
    counts = {"came": "62", "facilitators": ["ctu"], "disclosures": "1", "cards": "62", "ages_teens": "62"}
    send(client, "hold_session", Session.objects.get().reference, **counts)
    assert "62" in client.get(session).content.decode()
    send(client, "new_survey", campaign.reference, audience="students")
    survey, at = Survey.objects.get(), clock.now()
    for wave, number, first in ((Wave.BEFORE, 58, 0), (Wave.AFTER, 55, 17), (Wave.LATER, 19, 0)):
        make_answers(survey, wave, number, right=15, codes_from=first, by=dana, at=at)
    told = page(client, "survey", survey.reference)
    assert all(words in told for words in ("Wrong to right", "Not enough answers", "No effect is claimed", "41"))


def test_a_shared_phone_asks_without_a_name(client: Client, campaign: Campaign, dana: User) -> None:
    signed_in(client, dana)
    send(client, "new_survey", campaign.reference, audience="students")
    survey = Survey.objects.get()
    shown = client.post(reverse("awareness:open_door", args=[survey.reference]), {"wave": "before"}).content.decode()
    digits = next(text for text in shown.replace("<", ">").split(">") if text.replace(" ", "").isdigit() and len(text) == 14)
    phone = Client()
    assert phone.get(reverse("awareness:answer")).status_code == 302
    refused(phone, "answer_enter", digits="0" * 12)
    send(phone, "answer_enter", digits=digits)
    assert "item_K1" in page(phone, "answer")
    send(phone, "answer", once=uuid4(), code="fa 12 34", item_K1="false", item_A1="1")
    row = Answers.objects.get()
    assert (row.values, row.entry, "1234" in row.code) == ({"K1": "false", "A1": "1"}, "phone", False)
    assert phone.get(reverse("awareness:list")).status_code == 302
    assert dana.reference not in set(Event.objects.filter(name="survey.answered").values_list("by", flat=True))


def test_a_sheet_of_paper_is_typed_in_after_the_other(client: Client, campaign: Campaign, dana: User) -> None:
    signed_in(client, dana)
    send(client, "new_survey", campaign.reference, audience="students")
    survey = Survey.objects.get()
    sheet = {"wave": "after", "arm": "compared", "once": uuid4(), "item_K1": "unsure"}
    assert send(client, "enter_answers", survey.reference, **sheet).endswith("?wave=after&arm=compared")
    assert "too short" in refused(client, "enter_answers", survey.reference, **sheet, code="ab")
    send(client, "close_survey", survey.reference)
    assert "closed" in refused(client, "enter_answers", survey.reference, **(sheet | {"once": uuid4()}))


def test_a_video_without_captions_is_shown_to_nobody(client: Client, dana: User, second: User, tmp_path: Path) -> None:
    """Step 4: captions in each language that it is meant for."""
    signed_in(client, dana)
    send(client, "new_material", **FACTS)
    reference = Material.objects.get().reference
    send(client, "put_file", reference, part="main", file=SimpleUploadedFile("film.webm", make_video()))
    send(client, "put_file", reference, **captions("en", CAPTIONS.encode()))
    assert "not in UTF-8" in refused(client, "put_file", reference, **captions("ar", CAPTIONS_AR.encode("cp1256")))
    send(client, "say_tested", reference, testers="8", said="They knew whom to call.")
    assert "Somebody else" in refused(client, "approve", reference, checks=list(NoHarm.values))
    signed_in(client, second)
    send(client, "approve", reference, checks=list(NoHarm.values))
    signed_in(client, dana)
    assert "Captions are missing" in refused(client, "go_live", reference)
    send(client, "send_back", reference, because="Arabic is missing.")
    send(client, "put_file", reference, **captions("ar", CAPTIONS_AR.encode()))
    send(client, "say_tested", reference, testers="8", said="They knew whom to call.")
    signed_in(client, second)
    send(client, "approve", reference, checks=list(NoHarm.values))
    signed_in(client, dana)
    send(client, "go_live", reference)
    tick(clock.now())
    assert [one.languages for one in shelf.read(tmp_path)] == [("ar", "en")]
    send(client, "retire_material", reference, why="outdated")
    assert shelf.read(tmp_path) == ()


def test_a_consent_taken_back_takes_the_video_away(
    client: Client, desk: Desk, dana: User, second: User, tmp_path: Path
) -> None:
    """Step 4: retired everywhere within a tick of the worker, and the places are listed."""
    at = clock.now() - timedelta(hours=1)
    worker = make_user(Role.CASE_MANAGER, desk)
    person = make_case(desk, worker, at).person
    consent = make_use(person, desk=desk, by=worker, at=at)
    signed_in(client, dana)
    send(client, "new_material", **(FACTS | {"languages": ["en"], "consents": consent.use}))
    reference = Material.objects.get().reference
    send(client, "put_file", reference, part="main", file=SimpleUploadedFile("film.webm", make_video()))
    send(client, "put_file", reference, **captions("en", CAPTIONS.encode()))
    send(client, "say_tested", reference, testers="8", said="They knew whom to call.")
    signed_in(client, second)
    assert "being asked" in refused(client, "approve", reference, checks=list(NoHarm.values))
    tick(clock.now())
    send(client, "approve", reference, checks=list(NoHarm.values))
    signed_in(client, dana)
    send(client, "go_live", reference)
    tick(clock.now())
    assert len(shelf.read(tmp_path)) == 1
    today = clock.in_amman(clock.now()).date().isoformat()
    send(client, "note_showing", reference, on=today, governorate="IR", place="school")
    privacy.withdraw(consent, person, by=worker, at=clock.now())
    tick(clock.now())
    assert (shelf.read(tmp_path), [one.name for one in shelf.place(tmp_path).iterdir()]) == ((), ["index.json"])
    told = page(client, "material", reference)
    assert all(words in told for words in ("agrees no longer", "Irbid"))


def test_a_consent_that_ran_out_takes_the_video_away_as_one_taken_back_does(desk: Desk, dana: User, second: User) -> None:
    at = clock.now() - timedelta(hours=1)
    worker = make_user(Role.CASE_MANAGER, desk)
    consent = make_use(make_case(desk, worker, at).person, desk=desk, by=worker, at=at)
    material = make_material(desk, make_facts(consents=(consent.use,)), by=dana, at=at)
    tick(clock.now())
    make_live(material, second, by=dana, at=clock.now())
    assert consents_heard_of(clock.now()) == []
    years_later = clock.now() + timedelta(days=800)
    assert [(one.reference, stand) for one, stand in consents_heard_of(years_later)] == [(material.reference, False)]


@pytest.mark.parametrize("number", ["-1", "١-", "1.5", "many"])
def test_a_count_below_zero_is_refused_on_the_page_and_what_was_typed_stays(
    client: Client, campaign: Campaign, dana: User, number: str
) -> None:
    signed_in(client, dana)
    session = make_session(campaign, on=clock.in_amman(clock.now()).date(), at=clock.now())
    counts = {"came": "62", "facilitators": ["ctu"], "disclosures": "1", "cards": "62", "ages_teens": number}
    told = refused(client, "hold_session", session.reference, **counts)
    assert f'value="{number}"' in told
    assert Session.objects.get().came is None
