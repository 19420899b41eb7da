"""A form that has to follow a change of the framework says so until a newer version is published."""

from datetime import timedelta

import pytest

from malath.accounts import queries as accounts
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import make_desk
from malath.framework.testing import MONDAY, make_content, make_text
from malath.questionnaires.queries import forms_page
from malath.questionnaires.testing import make_needs, make_published

DAY = timedelta(days=1)


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def test_a_form_that_a_change_touches_says_that_it_has_to_follow(desk: Desk) -> None:
    one, other = make_user(Role.SUPERVISOR, desk), make_user(Role.COORDINATOR, desk)
    made = make_published(make_needs(), one, other, desk, at=MONDAY)
    holdings = accounts.holdings(other, MONDAY + DAY)
    assert [line.change for line in forms_page(holdings).on_their_way if line.reference == made.reference] == [None]
    make_text(make_content(touches=["needs"]), at=MONDAY + DAY)
    (line,) = (line for line in forms_page(holdings).on_their_way if line.reference == made.reference)
    assert line.change is not None
    assert line.change.label == "By-law 46 of 2023"
