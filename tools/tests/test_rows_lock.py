"""What PostgreSQL shows of people to whom: nothing before it was said who acts. Asked of a server; nothing stays there."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from malath.accounts.testing import Cast, cast, signed_in
from malath.audit import seat_belt
from malath.audit.management import walls
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.acts import unguarded
from malath.people.models import Detail
from malath.privacy.testing import make_block
from tests.kept import kept
from tools.roles import BACKUP, WEB, WORKER, statements, tables
from tools.tests.test_roles_lock import become, here

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

SOME = (
    *("people_person", "people_detail", "people_searchtoken"),
    *("cases_case", "referrals_referral", "privacy_access", "foundation_datakey"),
)
BESIDE = ("accounts_user", "accounts_membership", "accounts_relation", "privacy_block", "audit_event")


@pytest.fixture
@kept
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
@kept
def case(people: Cast) -> Case:
    return make_case(people.station, people.basim, name="Dana Alias")


@pytest.fixture(autouse=True)
def _walls(request: pytest.FixtureRequest, case: Case) -> Iterator[None]:
    """Around some tables; around all of them for a page."""
    wanted = tables() & here() if "client" in request.fixturenames else {*SOME, *BESIDE}
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table that waits to be checked is not altered
        walls.fasten()
        cursor.execute("\n".join(statements(wanted)))
    yield
    seat_belt.acts(seat_belt.NOBODY)


def refused(statement: str, match: str) -> None:
    with pytest.raises(DatabaseError, match=match), transaction.atomic(), connection.cursor() as cursor, unguarded():
        cursor.execute(statement)


def met(statement: str) -> int:
    """How many rows a statement reads or changes."""
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


def shown(table: str) -> int:
    return met(f"SELECT * FROM {table}")  # noqa: S608  # a name of ours


@pytest.mark.parametrize("role", [WEB, WORKER])
def test_who_has_a_password_and_no_keyring_reads_nothing_of_people(role: str, case: Case) -> None:
    become(role)
    assert [table for table in SOME if shown(table)] == []
    assert met(f"SELECT * FROM cases_case WHERE reference = '{case.reference}'") == 0, "not even whether there is one"  # noqa: S608
    assert met("UPDATE people_person SET sex = 'unknown'") == met("DELETE FROM cases_case") == 0
    refused("INSERT INTO people_searchtoken (person_id, kind, value) VALUES (1, 1, 1)", "row-level security")
    refused(f"SELECT * FROM {walls.BELT}", "permission denied")  # noqa: S608  # a name of ours
    refused("ALTER TABLE people_person DISABLE ROW LEVEL SECURITY", "must be owner")
    assert shown("accounts_user"), "what leads to nobody stays open"


@pytest.mark.parametrize("mark", ["0", "0:", "0:00", "7:ab", "0; 0"])
def test_a_mark_that_is_made_up_opens_nothing(mark: str) -> None:
    become(WEB)
    with connection.cursor() as cursor:
        cursor.execute(seat_belt.TELL, [mark])
    assert shown("people_person") == 0


def test_a_mark_of_another_connection_opens_nothing() -> None:
    become(WEB)
    here_is = connection.connection.info.backend_pid
    with connection.cursor() as cursor:
        cursor.execute(seat_belt.TELL, [seat_belt.said(seat_belt.MACHINE, here_is + 1)])
    assert shown("people_person") == 0


def test_who_acts_sees_the_rows_that_the_gates_ask_for(people: Cast) -> None:
    become(WEB)
    with seat_belt.acting(str(people.basim.pk)):
        assert Detail.objects.count() == 1
        assert Case.objects.count() == 1


def test_who_is_kept_from_a_person_finds_no_name_of_theirs_past_a_gate_that_was_forgotten(people: Cast, case: Case) -> None:
    make_block(case.person, user=people.basim)
    become(WEB)
    with seat_belt.acting(str(people.basim.pk)):
        assert not Detail.objects.exists()
    with seat_belt.acting(str(people.huda.pk)):
        assert Detail.objects.count() == 1


def test_a_block_upon_a_desk_or_a_body_closes_the_rows_as_well(people: Cast, case: Case) -> None:
    make_block(case.person, desk=people.shelter)
    make_block(case.person, agency=people.zayd.agency)
    become(WEB)
    for kept_out in (people.amal, people.zayd):
        with seat_belt.acting(str(kept_out.pk)):
            assert not Detail.objects.exists()


def test_a_copy_reads_everything_without_saying_who() -> None:
    become(BACKUP)
    assert shown("people_person") == 1


def test_a_table_without_a_wall_is_named_and_only_that_one() -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY")
        cursor.execute("DROP POLICY said_who ON people_detail")
    assert {"cases_case", "people_detail"} == set(SOME) & set(walls.without_walls())


def test_the_house_knows_whether_the_database_knows_its_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    become(WEB)
    assert walls.is_known()
    monkeypatch.setattr(seat_belt, "key", lambda: b"another".ljust(32))
    assert not walls.is_known()
    with pytest.raises(seat_belt.NotKnown, match="malath prepare"), seat_belt.acting(seat_belt.MACHINE):
        pass


def test_a_page_opens_through_the_walls_for_who_is_signed_in_and_for_nobody_else(
    client: Client, people: Cast, case: Case
) -> None:
    become(WEB)
    assert "Dana Alias" in signed_in(client, people.basim).get(f"/cases/{case.reference}/").content.decode()
    client.logout()
    assert client.get(f"/cases/{case.reference}/").status_code == 302
    assert shown("people_person") == 0
