"""The page on which an administrator closes a desk."""

import html
from typing import Any

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.words import Language
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.referrals.models import Referral

SAID = {
    Language.ENGLISH: "Referrals wait there for an answer.",
    Language.ARABIC: "تنتظر إحالات الرد هناك.",
}


@pytest.fixture
def admin(people: Cast, client: Client) -> Client:
    return signed_in(client, make_user(Role.ADMINISTRATOR, make_desk(make_agency(AgencyKind.MECHANISM))))


def address(desk: Desk) -> str:
    return f"/manage/desks/{desk.reference}/close/"


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_the_page_of_a_desk_leads_to_closing_it(admin: Client, people: Cast) -> None:
    assert address(people.shelter) in text(admin.get(f"/manage/desks/{people.shelter.reference}/"))


def test_it_says_what_closing_means_and_closes(admin: Client, people: Cast) -> None:
    assert "Nothing new can be sent here" in text(admin.get(address(people.shelter)))
    assert admin.post(address(people.shelter))["Location"] == "/manage/agencies/"
    people.shelter.refresh_from_db()
    assert people.shelter.ended_at is not None
    assert "keeps its last state" in text(admin.get(address(people.shelter), follow=True))


@pytest.mark.parametrize("language", list(Language))
def test_it_says_that_referrals_wait_and_shows_no_button(people: Cast, sent: Referral, language: Language) -> None:
    user = make_user(Role.ADMINISTRATOR, make_desk(make_agency(AgencyKind.MECHANISM)), language=language)
    admin = signed_in(Client(), user)
    shown = admin.get(address(people.shelter))
    assert SAID[language] in text(shown)
    assert '<form method="post">' not in text(shown)
    assert sent.reference not in text(shown)
    assert admin.post(address(people.shelter)).status_code == 409
    people.shelter.refresh_from_db()
    assert people.shelter.ended_at is None


def test_an_unknown_desk_is_not_found(admin: Client) -> None:
    assert admin.get("/manage/desks/2222-2222-2222/close/").status_code == 404
