"""Who is kept from a file gets the same from every address about it as for a reference that never existed: the same status,
the same bytes, the same statements. (How long both take, `benchmarks/strangers.py` prints.)"""

import re

import pytest
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.people.models import Person
from malath.privacy.tests.statements import shapes
from tests.security.sharing import WHOLE, grid
from tests.security.test_authorisation import World, kept_out, world
from tests.security.who_gets_what import OWN

__all__ = ["world"]
WAYS = ("user", "agency", "relation")
"""How somebody is kept out; unless all is asked for, the ways take turns at the addresses."""
NEVER = "ZZZZ-ZZZZ-ZZZZ"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
REFERENCE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")


def asked(client: Client, method: str, url: str, typed: dict[str, str]) -> tuple[int, bytes, list[str]]:
    """Status, bytes without what differs in every request, and the statements without their values."""
    reset_queries()
    mark = transaction.savepoint()
    with CaptureQueriesContext(connection) as statements:
        response = client.get(url) if method == "GET" else client.post(url, typed)
    transaction.savepoint_rollback(mark)
    content = TOKEN.sub(b"", response.content)
    for reference in REFERENCE.findall(url):
        content = content.replace(reference.encode(), b"")
    return response.status_code, content, shapes(statements.captured_queries)


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_a_blocked_member_of_the_own_desk_is_told_nothing(world: World, client: Client, way: str) -> None:
    user = make_user(Role.CASE_MANAGER, world.own)
    kept_out(user, world.own, Person.objects.get(reference=world.addresses["person"]), way)
    signed_in(client, user)
    faults = []
    for number, (name, method, _codes) in enumerate(grid(OWN)):
        if not WHOLE and WAYS[number % len(WAYS)] != way:
            continue
        url, typed = world.url(name), world.typed(name)
        never = REFERENCE.sub(NEVER, url, count=1)
        asked(client, method, never, typed)  # whatever is read once and kept
        if asked(client, method, url, typed) != asked(client, method, never, typed):
            faults.append(name)
    assert faults == []
