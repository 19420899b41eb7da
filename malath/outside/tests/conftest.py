"""Basim sends to a hospital that does not work in Malath; Amal and Zayd have nothing to do with it."""

import pytest
from django.test import Client

from malath.accounts.testing import Cast, signed_in
from malath.accounts.testing import cast as make_cast
from malath.agencies.models import Desk
from malath.outside.actions import Made
from malath.outside.testing import make_link, make_outside_desk, make_outside_referral
from malath.referrals.models import Referral
from malath.referrals.tests.conftest import clock
from tests.kept import kept

__all__ = ["clock"]


@pytest.fixture
def people(db: None) -> Cast:
    return make_cast()


@pytest.fixture
@kept
def hospital(people: Cast) -> Desk:
    return make_outside_desk()


@pytest.fixture
@kept
def sent(people: Cast, hospital: Desk) -> Referral:
    return make_outside_referral(people.basim, people.station, hospital)


@pytest.fixture
def made(sent: Referral, people: Cast) -> Made:
    return make_link(sent, people.basim)


@pytest.fixture
def basim(people: Cast) -> Client:
    return signed_in(Client(), people.basim)
