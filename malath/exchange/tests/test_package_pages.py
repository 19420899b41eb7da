"""Pages of transfer packages: made, opened, acknowledged; what was typed stays when something is refused."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from malath.accounts.testing import signed_in
from malath.exchange.actions import keys, packages
from malath.exchange.models import MissionKey, Opened, Package
from malath.exchange.package_words import KeyState, WhyNotPackage
from malath.exchange.queries import packages as queries
from malath.exchange.sealed_package import new_key
from malath.exchange.tests.test_packages import LATER, Room, room
from malath.privacy import actions as privacy
from malath.privacy.testing import MONDAY
from malath.privacy.words import Heard
from malath.ui.text import strip_bidi

__all__ = ["room"]
HOME, OPEN, RECEIPT = (reverse(f"exchange:{name}") for name in ("packages", "open_package", "take_receipt"))


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATER)


@pytest.fixture
def rana(room: Room) -> Client:
    return signed_in(Client(), room.rana)


@pytest.fixture
def dawit(room: Room) -> Client:
    return signed_in(Client(), room.dawit)


def said(response: object) -> str:
    text = strip_bidi(response.content.decode())  # type: ignore[attr-defined]  # an answer
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("in.malath", data)


def test_a_package_goes_from_page_to_page_and_its_receipt_back(room: Room, rana: Client, dawit: Client) -> None:
    make = reverse("exchange:make_package", args=[room.person.reference])
    assert "Testina Inventia" in said(rana.get(make))
    once = "0195a5a0-0000-7000-8000-000000000009"
    typed = {
        "once": once,
        "key": room.to.reference,
        "plan": "A small shop",
        "needs": ["meet"],
        "file": pdf(),
        "health_agreed": "on",
    }
    sealed = b"".join(rana.post(make, typed).streaming_content)  # type: ignore[attr-defined]  # a file
    answer = dawit.post(OPEN, {"desk": room.mission.reference, "file": upload(sealed)}, follow=True)
    assert "A small shop" in said(answer)
    assert "Meet in person on arrival" in said(answer)
    row = Opened.objects.get()
    letter = dawit.get(reverse("exchange:package_letter", args=[row.reference]))
    assert b"".join(letter.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]  # a file
    receipt = dawit.get(reverse("exchange:receipt", args=[row.reference])).content
    assert "genuine" in said(rana.post(RECEIPT, {"receipt": upload(receipt)}, follow=True))
    assert Package.objects.get().received_at == LATER


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("doctor.pdf", b"%PDF-1.7 letter")


def test_a_refused_package_says_why_in_both_languages(room: Room, dawit: Client) -> None:
    answer = dawit.post(OPEN, {"desk": room.mission.reference, "file": upload(b"hello")})
    assert answer.status_code == 422
    assert "This file is no transfer package." in said(answer)
    for reason in WhyNotPackage:
        with translation.override("ar"):
            assert re.search("[ء-ي]", str(reason.label)), reason


def test_what_was_typed_stays_when_the_person_has_not_agreed(room: Room, rana: Client) -> None:
    privacy.withdraw(room.agreed, room.person, by=room.rana, at=MONDAY, heard=Heard.ALONE)
    make = reverse("exchange:make_package", args=[room.person.reference])
    once = "0195a5a0-0000-7000-8000-000000000009"
    answer = rana.post(make, {"once": once, "key": room.to.reference, "plan": "A small shop"})
    assert answer.status_code == 422
    assert "has not agreed" in said(answer)
    assert "A small shop" in answer.content.decode()


def test_only_a_pdf_goes_along(room: Room, rana: Client) -> None:
    make = reverse("exchange:make_package", args=[room.person.reference])
    once = "0195a5a0-0000-7000-8000-000000000009"
    answer = rana.post(make, {"once": once, "key": room.to.reference, "file": upload(b"MZ")})
    assert "This is no PDF." in said(answer)


def test_a_key_is_taken_in_compared_and_revoked(room: Room, rana: Client) -> None:
    card = new_key().card
    page = rana.post(reverse("exchange:take_key"), {"name": "Nairobi", "card": str(card)}, follow=True)
    key = MissionKey.objects.get(name="Nairobi")
    assert card.fingerprint in said(page)
    confirm = reverse("exchange:mission_key", args=[key.reference])
    assert "Somebody else" in said(rana.post(confirm, {"how": "second", "digits": card.fingerprint}))
    huda = signed_in(Client(), room.huda)
    assert "in use" in said(huda.post(confirm, {"how": "second", "digits": card.fingerprint}, follow=True))
    huda.post(reverse("exchange:revoke_key", args=[key.reference]))
    assert queries.state_of(queries.key_locked(key.pk)) == KeyState.REVOKED


def test_a_new_key_of_ones_own_takes_the_place_of_the_old(room: Room, rana: Client) -> None:
    before = queries.own_key(room.office.agency)
    rana.post(reverse("exchange:make_key"))
    after = queries.own_key(room.office.agency)
    assert before is not None
    assert after is not None
    assert before.pk != after.pk
    assert after.fingerprint in said(rana.get(HOME))


def test_a_receipt_that_is_none_is_refused(room: Room, rana: Client) -> None:
    assert "no receipt" in said(rana.post(RECEIPT, {"receipt": upload(b"hello")}))
    assert "no receipt" in said(rana.post(RECEIPT, {"receipt": upload(b"0" * 9_000)}))
    room.sealed()
    opened = packages.open_package(BytesIO(room.sealed()), desk=room.mission, by=room.dawit, at=LATER)
    keys.revoke(room.to, by=room.rana, at=LATER)
    assert "genuine" in said(rana.post(RECEIPT, {"receipt": upload(packages.receipt_of(opened))}, follow=True))
