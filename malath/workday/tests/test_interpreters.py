"""The page of interpreters: who could interpret; a phone only for who books."""

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.models import Interpreter
from malath.agencies.testing import make_agency, make_interpreter
from malath.privacy.tests.pages import text, value

PAGE = "/interpreters/"
TYPED = {
    "version": "1", "name_ar": "تيغست", "name_en": "Tigist", "voice": "woman", "languages": ["am", "ti"],
    "ways": ["phone"], "phone": "0790000055", "working_days": ["6", "0"], "opens_at": "08:00", "closes_at": "20:00",
    "code_signed_on": "1/2/2026",
}  # fmt: skip


@pytest.fixture
def administrator(people: Cast) -> Client:
    return signed_in(Client(), make_user(Role.ADMINISTRATOR))


def test_who_works_with_people_sees_whom_to_ring(client: Client, people: Cast) -> None:
    make_interpreter(name_en="Tigist")
    said = text(signed_in(client, people.basim).get(PAGE, {"language": "am"}))
    assert "Tigist A woman" in said
    assert "Works now Amharic By phone Day and night +962 7 9000 0055" in said


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DPO, Role.STATISTICIAN])
def test_who_does_not_book_sees_no_phone(client: Client, people: Cast, role: Role) -> None:
    make_interpreter(name_en="Tigist")
    said = text(signed_in(client, make_user(role)).get(PAGE))
    assert "Tigist" in said
    assert "0055" not in said


def test_who_has_not_signed_is_marked_and_not_rung(client: Client, people: Cast) -> None:
    make_interpreter(signed_on=None)
    said = text(signed_in(client, people.basim).get(PAGE))
    assert "Code of conduct not signed: not to be booked" in said
    assert "0055" not in said


def test_an_administrator_writes_the_roster(administrator: Client) -> None:
    body = make_agency()
    assert administrator.post(f"{PAGE}add/", {**TYPED, "agency": body.reference}).status_code == 302
    row = Interpreter.objects.get(name_en="Tigist")
    page = administrator.get(f"{PAGE}{row.reference}/")
    assert value(page, "name_en") == "Tigist"
    administrator.post(f"{PAGE}{row.reference}/", {**TYPED, "agency": body.reference, "name_en": "Tigist D."})
    late = administrator.post(f"{PAGE}{row.reference}/", {**TYPED, "agency": body.reference, "name_en": "Slower"})
    assert late.status_code == 409
    assert "Tigist D." in text(late)
    administrator.post(f"{PAGE}{row.reference}/end/")
    assert "Tigist" not in text(administrator.get(PAGE))


@pytest.mark.parametrize("wrong", [{"languages": []}, {"ways": []}, {"closes_at": "07:00"}, {"agency": "2222-2222-2222"}])
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(administrator: Client, wrong: dict[str, object]) -> None:
    response = administrator.post(f"{PAGE}add/", {**TYPED, "agency": make_agency().reference, **wrong})
    assert response.status_code == 422
    assert value(response, "name_en") == "Tigist"
    assert not Interpreter.objects.exists()


def test_nonsense_in_the_address_finds_everybody(client: Client, people: Cast) -> None:
    make_interpreter(name_en="Tigist")
    assert "Tigist" in text(signed_in(client, people.basim).get(PAGE, {"voice": "nobody", "language": "xx"}))
