"""Row-level security of PostgreSQL: no rows of people before it was said who acts (`seat_belt`).

The policies name no role, so that a copy is put back where there are none yet: they hold for everybody but the owner of
the tables, and but for who may pass them by to make a copy. Without a mark rows are not there: an error would tell whether
there is one, since it comes only where a row is met. That Malath itself is not believed is said by `seat_belt.tell`.
"""

from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.db import connection, transaction

from malath.audit import seat_belt
from malath.foundation.acts import Guarded
from malath.foundation.models import DataKey

BELT: Final = "seat_belt"
"""The table of the key with which the database knows a mark."""
PARTS: Final = frozenset(
    "cases documents exchange helpline identification justice linkage notices offline orders outside people privacy"
    " questionnaires referrals returns screening shelter support".split()
)
"""Whose tables lead to a person, or hold what somebody wrote of one."""
IDENTITY: Final = "people"
"""The part whose tables are closed to who is kept from a person, as well."""

MAKE: Final = f"""CREATE TABLE IF NOT EXISTS {BELT} (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), inner_block bytea NOT NULL, outer_block bytea NOT NULL)"""
KEEP: Final = f"""INSERT INTO {BELT} (inner_block, outer_block) VALUES (%s, %s)
    ON CONFLICT (one) DO UPDATE SET inner_block = EXCLUDED.inner_block, outer_block = EXCLUDED.outer_block"""  # noqa: S608  # a name of ours
ACTOR: Final = f"""CREATE OR REPLACE FUNCTION malath_actor() RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    said text := coalesce(current_setting('malath.actor', true), '');
    who text := split_part(said, ':', 1);
    mark text;
BEGIN
    SELECT encode(sha256(outer_block || sha256(inner_block || convert_to(who || ':' || pg_backend_pid(), 'UTF8'))), 'hex')
        INTO mark FROM public.{BELT};
    IF mark = split_part(said, ':', 2) THEN RETURN who::bigint; END IF;
    RETURN NULL;
END $$;"""  # noqa: S608  # a name of ours
KEPT_FROM: Final = """CREATE OR REPLACE FUNCTION malath_kept_from() RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who bigint := public.malath_actor();
BEGIN
    IF who IS NULL OR who = 0 THEN RETURN '{}'; END IF;
    RETURN ARRAY(
        SELECT person_id FROM public.privacy_block WHERE ended_at IS NULL AND (
            user_id = who OR agency_id = (SELECT agency_id FROM public.accounts_user WHERE id = who)
            OR desk_id IN (SELECT desk_id FROM public.accounts_membership
                WHERE user_id = who AND from_at <= now() AND (until IS NULL OR until > now())))
        UNION ALL
        SELECT id FROM public.people_person WHERE reference IN (
            SELECT person_reference FROM public.accounts_relation WHERE user_id = who AND ended_at IS NULL));
END $$;"""
SAID: Final = "(SELECT malath_actor()) IS NOT NULL"
FREE: Final = "person_id <> ALL ((SELECT malath_kept_from())::bigint[])"
OPEN_ONES: Final = """SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND NOT (relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'said_who'))"""
OWN: Final = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('public.people_person')"


def walled() -> list[str]:
    """The tables that show nothing before it was said who acts."""
    ours = (model for model in apps.get_models() if issubclass(model, Guarded))
    return sorted(model._meta.db_table for model in ours if model._meta.app_label in PARTS or model is DataKey)


def of_identity() -> list[str]:
    """Those among them by which somebody is known and found."""
    models = [model._meta for model in apps.get_app_config(IDENTITY).get_models()]
    return sorted(one.db_table for one in models if any(field.column == "person_id" for field in one.local_fields))


def statements(tables: set[str]) -> Iterator[str]:
    """What puts the walls up, safe to run again; for the owner of the tables."""
    yield f"{MAKE};"
    yield ACTOR
    yield KEPT_FROM
    for table in (one for one in walled() if one in tables):
        yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;'
        yield f'DROP POLICY IF EXISTS said_who ON "{table}";'
        yield f'CREATE POLICY said_who ON "{table}" USING ({SAID}) WITH CHECK ({SAID});'
    for table in (one for one in of_identity() if one in tables):
        yield f'DROP POLICY IF EXISTS kept_out ON "{table}";'
        yield f'CREATE POLICY kept_out ON "{table}" AS RESTRICTIVE FOR SELECT USING ({FREE});'


def fasten() -> None:
    """Tell the database by which key it knows a mark: as the owner of the tables, after each upgrade."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(MAKE)
            cursor.execute(KEEP, seat_belt.padded())


def passes_by() -> bool:
    """Whether who asks owns the tables, and no wall stands before them."""
    with connection.cursor() as cursor:
        cursor.execute(OWN)
        return bool((cursor.fetchone() or (False,))[0])


def without_walls() -> list[str]:
    """Tables that lead to a person and have no wall, by their names."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN_ONES)
        return sorted({name for (name,) in cursor.fetchall()} & set(walled()))


def is_known() -> bool:
    """Whether the database knows the marks of this keyring. Nothing that it was told stays."""
    with transaction.atomic():
        try:
            with seat_belt.acting(seat_belt.MACHINE):
                return True
        except seat_belt.NotKnown:
            return False
        finally:
            transaction.set_rollback(True)
