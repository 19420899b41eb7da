"""Reads of blocks: who is kept out of a file."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk
from malath.people.models import Person
from malath.privacy import rules
from malath.privacy.models import Block
from malath.privacy.queries.pages import BlockLine, BlocksPage
from malath.privacy.words import BlockKind


def blocks_upon(holdings: Holdings) -> QuerySet[Block]:
    """The blocks that stand in the way of this member of staff: upon them, their body, or a desk of theirs."""
    mine = Q(user_id=holdings.user_id) | Q(agency_id=holdings.agency_id) | Q(desk_id__in=holdings.desk_ids)
    return Block.objects.filter(mine, ended_at__isnull=True)


def is_kept_out(holdings: Holdings, person: Person) -> bool:
    """Whether a block or a declared relation keeps this member of staff out of the file."""
    return (
        blocks_upon(holdings).filter(person_id=person.pk).exists()
        or accounts.related_references(holdings.user_id).filter(person_reference=person.reference).exists()
    )


def whom_nothing_keeps_from(person: Person, users: Iterable[User], at: datetime) -> list[User]:
    """Those among members of staff whom neither a block nor a relation keeps out of the file. Two statements, however many
    they are, where the person keeps nobody out."""
    related = accounts.related_users(person.reference)
    free = [user for user in users if user.pk not in related]
    if not Block.objects.filter(person=person, ended_at__isnull=True).exists():
        return free
    return [user for user in free if not is_kept_out(accounts.holdings(user, at), person)]


def users_kept_from(person: Person) -> set[int]:
    """Members of staff whom a block or their own declared relation keeps from this file."""
    blocks = Block.objects.filter(person=person, ended_at__isnull=True)
    named = set(filter(None, blocks.values_list("user_id", flat=True)))
    return named | accounts.related_users(person.reference)


def desks_kept_from(person: Person, desks: Iterable[Desk]) -> set[int]:
    """Those among the desks whom the person keeps out, alone or with their whole body."""
    rows = Block.objects.filter(person=person, ended_at__isnull=True).values_list("desk_id", "agency_id")
    kept: set[tuple[int | None, int | None]] = {(desk_id, agency_id) for desk_id, agency_id in rows}
    return {desk.pk for desk in desks if (desk.pk, None) in kept or (None, desk.agency_id) in kept}


def blocks_page(person: Person) -> BlocksPage:
    """Who is kept out of a file, for those who may change it."""
    return BlocksPage(person.reference, tuple(block_lines(person)))


def whom_to_block(body: Agency) -> list[tuple[str, str]]:
    """The whole body, its desks and its staff, by keys a form carries. All of them, whoever has access."""
    desks = [(f"desk {desk.reference}", desk.name) for desk in agencies.open_desks(body)]
    staff = [(f"user {user.reference}", user.name) for user in accounts.staff_of(body)]
    return [(f"agency {body.reference}", body.name), *desks, *staff]


def block_lines(person: Person) -> list[BlockLine]:
    """Open blocks of a file."""
    rows = Block.objects.filter(person=person, ended_at__isnull=True).select_related("user", "desk", "agency")
    return [_block_line(row) for row in rows.order_by("pk")]


def is_blocked(person: Person, *, user: User | None, desk: Desk | None, agency: Agency | None) -> bool:
    """Whether exactly this one is kept out of the file already."""
    return Block.objects.filter(person=person, user=user, desk=desk, agency=agency, ended_at__isnull=True).exists()


def block_of(person: Person, pk: int) -> Block | None:
    return Block.objects.filter(person=person, pk=pk, ended_at__isnull=True).first()


def _block_line(row: Block) -> BlockLine:
    kind = BlockKind(row.kind)
    whom = row.user or row.desk or row.agency
    assert whom is not None  # noqa: S101  # one of three by constraint
    return BlockLine(row.pk, whom.name, kind, row.from_at, may_end=not rules.why_not_unblock(kind))
