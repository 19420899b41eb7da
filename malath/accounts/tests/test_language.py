import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.accounts.words import Language
from malath.agencies.testing import make_desk

pytestmark = [pytest.mark.django_db]
SIGN_IN = "/sign-in/"


def spoken(client: Client, address: str = SIGN_IN, asked: str = "") -> tuple[str, bool]:
    response = client.get(address, headers={"accept-language": asked} if asked else {})
    return response["Content-Language"], 'dir="rtl"' in response.content.decode()[:200]


@pytest.mark.parametrize(
    ("asked", "language"), [("en-GB,en;q=0.9", "en"), ("ar-JO", "ar"), ("fr", "ar"), ("", "ar"), ("fr,en;q=0.5", "en")]
)
def test_before_sign_in_the_browser_says_which_language(client: Client, asked: str, language: str) -> None:
    assert spoken(client, asked=asked) == (language, language == "ar")


def test_a_language_chosen_before_sign_in_stays_for_the_session(client: Client) -> None:
    response = client.post(reverse("accounts:language"), {"language": "en", "next": SIGN_IN})
    assert response["Location"] == SIGN_IN
    assert spoken(client, asked="ar")[0] == "en"


def test_a_link_may_carry_the_language(client: Client) -> None:
    assert spoken(client, f"{SIGN_IN}?language=en", "ar")[0] == "en"
    assert spoken(client, f"{SIGN_IN}?language=xx", "ar")[0] == "ar"
    assert spoken(client, asked="ar")[0] == "ar"


def test_staff_read_their_own_language_wherever_they_are(client: Client) -> None:
    signed_in(client, make_user(Role.SOCIAL, make_desk(), language=Language.ENGLISH))
    assert spoken(client, reverse("accounts:settings"), "ar") == ("en", False)


def test_the_language_button_of_staff_is_kept_with_the_account(client: Client) -> None:
    user = make_user(Role.SOCIAL, make_desk(), language=Language.ENGLISH)
    signed_in(client, user).post(reverse("accounts:language"), {"language": "ar", "next": "/"})
    assert User.objects.get(pk=user.pk).language == Language.ARABIC


@pytest.mark.parametrize("typed", ["", "xx", "../"])
def test_an_unknown_language_changes_nothing(client: Client, typed: str) -> None:
    client.post(reverse("accounts:language"), {"language": typed})
    assert spoken(client, asked="en")[0] == "en"


def test_the_language_is_chosen_by_post_only(client: Client) -> None:
    assert client.get(reverse("accounts:language")).status_code == 405
