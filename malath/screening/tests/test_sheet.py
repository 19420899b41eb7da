"""The emergency sheet: what may be shown, and that two people stand for a card."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.privacy.testing import MONDAY
from malath.screening import actions
from malath.screening.actions import CannotCheck
from malath.screening.models import WordsCheck
from malath.screening.queries import cards
from malath.screening.words import CardState, Side, WhyNotCheck


@pytest.fixture
def focal(db: None) -> User:
    return make_user(Role.FOCAL_POINT)


def mark_of(language: str) -> str:
    one = cards.card(language)
    assert one is not None
    return one.mark


def refused(act: Callable[[], object]) -> list[WhyNotCheck]:
    with pytest.raises(CannotCheck) as error:
        act()
    return error.value.reasons


def test_ten_languages_of_which_ours_are_checked() -> None:
    states = {code: one.file_state for code in "ar en bn fil si ta ne hi am om".split() if (one := cards.card(code))}
    assert len(states) == 10
    assert [code for code, state in states.items() if state == CardState.CHECKED] == ["ar", "en"]


def test_a_draft_stands_apart_and_a_card_is_checked_by_two_different_people(people: Cast, focal: User, client: Client) -> None:
    signed_in(client, people.basim)
    page = client.get(reverse("screening:sheet")).context["page"]
    assert [line.card.code for line in page.checked] == ["ar", "en"]
    url = reverse("screening:check_words", args=["am"])
    assert client.post(url, {"mark": mark_of("am")}).status_code == 302
    assert [line.card.code for line in client.get(reverse("screening:sheet")).context["page"].checked] == ["ar", "en"]
    signed_in(client, focal)
    assert client.post(url, {"mark": mark_of("am")}).status_code == 302
    page = client.get(reverse("screening:sheet")).context["page"]
    assert [line.card.code for line in page.checked] == ["ar", "en", "am"]
    assert set(WordsCheck.objects.values_list("side", "by")) == {
        (Side.SPEAKER, people.basim.reference), (Side.FOCAL_POINT, focal.reference),
    }  # fmt: skip


def test_nobody_stands_for_a_card_twice_or_for_other_words(people: Cast, focal: User) -> None:
    def say(side: Side, by: User, mark: str = "") -> object:
        return actions.check_words("am", side, mark=mark or mark_of("am"), by=by, at=MONDAY)

    assert refused(lambda: say(Side.SPEAKER, people.basim, "other")) == [WhyNotCheck.OTHER_WORDS]
    say(Side.SPEAKER, people.basim)
    assert refused(lambda: say(Side.SPEAKER, people.huda)) == [WhyNotCheck.SAID_ALREADY]
    assert refused(lambda: say(Side.FOCAL_POINT, people.basim)) == [WhyNotCheck.SAME_PERSON]
    say(Side.FOCAL_POINT, focal)
    assert refused(lambda: say(Side.SPEAKER, people.huda)) == [WhyNotCheck.CHECKED_ALREADY]


def test_it_needs_post_and_a_role(people: Cast, client: Client) -> None:
    url = reverse("screening:check_words", args=["am"])
    signed_in(client, people.basim)
    assert client.get(url).status_code == 405
    assert client.post(reverse("screening:check_words", args=["xx"])).status_code == 404
    signed_in(client, make_user(Role.STATISTICIAN))
    assert client.post(url).status_code == 403


def test_the_page_asks_a_fixed_number_of_times(people: Cast, client: Client) -> None:
    signed_in(client, people.basim)
    answer = client.get(reverse("screening:sheet")).content.decode()
    assert "911" in answer
    assert "Not verified" in answer
