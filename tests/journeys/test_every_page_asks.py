"""Every page asks the database what both understand, and PostgreSQL what the role of who serves may ask. Tests of pages
themselves run on one of them (`once`)."""

import pytest
from django.db import connection
from django.test import Client

from malath.accounts.testing import signed_in
from malath.accounts.words import Language
from tests.journeys.pages import PAGES
from tests.journeys.test_every_page import rows
from tests.journeys.world import made
from tools.roles import WEB
from tools.tests.test_roles_lock import become, give_rights


@pytest.mark.long
@pytest.mark.django_db
def test_every_page_is_answered() -> None:
    roles = connection.vendor == "postgresql"
    if roles:
        give_rights()
    world, answers = made(Language.ENGLISH), {}
    if roles:
        become(WEB)
    for who, table in PAGES.items():
        client = signed_in(Client(), world.staff[who])
        for row in rows(table):
            answers[who, row] = client.get(world.address(row), follow=True).status_code
    assert {one: status for one, status in answers.items() if status != 200} == {}
