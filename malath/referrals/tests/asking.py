"""Asking for pages as a browser does, and reading what comes back."""

import html
from typing import Any

from django.test import Client

from malath.accounts.models import User
from malath.accounts.testing import Cast
from malath.accounts.words import Language
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY
from malath.privacy.words import ConsentKind
from malath.referrals.models import Referral


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def page(client: Client, referral: Referral, rest: str = "") -> str:
    return text(client.get(f"/referrals/{referral.reference}/{rest}"))


def post(client: Client, referral: Referral, act: str, **typed: object) -> Any:
    return client.post(f"/referrals/{referral.reference}/{act}/", typed)


def take_back_consent(referral: Referral, people: Cast) -> None:
    take_back(referral, ConsentKind.C8, people)


def take_back(referral: Referral, kind: ConsentKind, people: Cast) -> None:
    consent = privacy_queries.standing_row(referral.person_id, kind, None)
    assert consent is not None
    privacy.withdraw(consent, referral.person, by=people.basim, at=MONDAY)


def speak(language: Language, user: User) -> None:
    user.language = language
    user.save()
