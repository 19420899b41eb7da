"""Reading people. Takes permitted ids or conditions from `privacy`, which is the only door."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Q, QuerySet

from malath.foundation.asking import ask
from malath.foundation.sealing import SEALED, opener
from malath.people.models import Detail, Person, SafeContact
from malath.people.queries.records import (
    OtherParty,
    Paper,
    Tied,
    Try,
    document_by_reference,
    last_try,
    names_somebody,
    numbers_of_others,
    papers_of,
    parties_after,
    parties_of,
    party_by_reference,
    party_with_texts,
    tie_by_reference,
    ties_of,
    tries_of,
    try_written,
)
from malath.people.queries.searching import CANDIDATES, hits
from malath.people.rules import Agreed, MayContact, Window, display_name, may_contact_now, script_of, windows_in
from malath.people.words import PHONE_KINDS, PLACE_KINDS, Channel, DetailKind, Script

__all__ = [
    "CANDIDATES",
    "ContactRule",
    "OtherParty",
    "Paper",
    "Tied",
    "Try",
    "Written",
    "contact_of",
    "details_of",
    "document_by_reference",
    "hits",
    "last_try",
    "letters_of",
    "locked",
    "may_contact",
    "name_in",
    "names_somebody",
    "numbers_of_others",
    "papers_of",
    "parties_after",
    "parties_of",
    "party_by_reference",
    "party_with_texts",
    "person_by_id",
    "phones_of",
    "pk_of",
    "tie_by_reference",
    "ties_of",
    "tries_of",
    "try_written",
    "where",
    "with_address",
]


@dataclass(frozen=True)
class Written:
    """One opened detail: what, by which desk, when."""

    id: int
    kind: DetailKind
    value: str
    desk_id: int
    at: datetime
    certainty: str = ""


@dataclass(frozen=True)
class ContactRule:
    """How the person may be reached, opened."""

    channel: Channel
    may_leave_message: bool
    may_say_agency: bool
    language: str
    number: str
    windows: tuple[Window, ...]
    hours: str
    code_word: str
    who_else: str
    desk_id: int
    version: int
    agreed_at: datetime


def locked(pk: int) -> Person:
    """The person, locked until the act ends."""
    return Person.objects.select_for_update(of=("self",)).select_related("key").get(pk=pk)


def pk_of(reference: str) -> int | None:
    """The row of a person by reference, for places in lists that were given out before."""
    return Person.objects.filter(reference=reference).values_list("pk", flat=True).first()


def references_of(person_ids: Collection[int]) -> dict[int, str]:
    """References of people by their rows."""
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "reference"))


def nationalities_of(person_ids: Collection[int]) -> dict[int, list[str]]:
    """Nationalities of people by their rows. Decides nothing: the caller filters."""
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "nationalities"))


def where(condition: Exists | Q) -> QuerySet[Person]:
    """People who fulfil a condition of a part above, fit for a subquery."""
    return Person.objects.filter(condition)


def person_by_id(pk: int) -> Person:
    return Person.objects.select_related("key").get(pk=pk)


def details_of(person_ids: Collection[int], *, kinds: Collection[DetailKind] | None = None) -> dict[int, list[Written]]:
    """Current details of several people in one statement, opened, oldest first. Decides nothing: the caller filters.

    Nothing of a person who was erased: what cannot be opened does not stop a list of others.
    """
    found: dict[int, list[Written]] = {}
    opened = opener(Detail._meta.db_table, "value")
    for person_id, pk, kind, desk_id, at, certainty, *sealed in ask(
        _details, tuple(person_ids), shape=(None if kinds is None else tuple(kinds),)
    ):
        written = Written(pk, DetailKind(kind), opened(*sealed), desk_id, at, certainty)
        found.setdefault(person_id, []).append(written)
    return found


def _details(person_ids: tuple[int, ...], kinds: tuple[DetailKind, ...] | None) -> QuerySet[Detail, tuple[Any, ...]]:
    """As plain values: a search reads hundreds of them."""
    rows = Detail.objects.filter(person_id__in=person_ids, ended_at__isnull=True, key__erased_at__isnull=True)
    rows = rows if kinds is None else rows.filter(kind__in=kinds)
    return rows.order_by("pk").values_list("person_id", "pk", "kind", "desk_id", "at", "certainty", "value", *SEALED)


def name_in(details: Iterable[Written]) -> str:
    """The name a page shows for these details, "" when none was written."""
    return display_name([(row.kind, row.value) for row in details])


def contact_of(person_id: int) -> ContactRule | None:
    """The safe-contact record; None means: not at all."""
    row = SafeContact.objects.filter(person_id=person_id, key__erased_at__isnull=True).select_related("key").first()
    if row is None:
        return None
    return ContactRule(
        channel=Channel(row.channel),
        may_leave_message=row.may_leave_message,
        may_say_agency=row.may_say_agency,
        language=row.language,
        number=row.opened("number"),
        windows=windows_in(row.opened("windows")),
        hours=row.opened("hours"),
        code_word=row.opened("code_word"),
        who_else=row.opened("who_else"),
        desk_id=row.desk_id,
        version=row.version,
        agreed_at=row.agreed_at,
    )


def may_contact(rule: ContactRule | None, tried: Try | None, at: datetime, *, never: frozenset[str]) -> MayContact:
    """Whether the person may be contacted now: what everything that would reach them asks first. `never`: numbers of other
    parties."""
    if rule is None:
        return may_contact_now(None, at)
    agreed = Agreed(rule.channel, rule.windows, rule.number, tried.result if tried else None)
    return may_contact_now(agreed, at, numbers_of_others=never)


def phones_of(person_id: int) -> set[str]:
    """Phones written down for a person, by any desk."""
    return {row.value for row in details_of([person_id], kinds=sorted(PHONE_KINDS)).get(person_id, [])}


def letters_of(name: str) -> Script | None:
    """In which letters a name is written."""
    return script_of(name)


def with_address(person_ids: Collection[int]) -> set[int]:
    """Of whom an address was written down: which street or point it is stays sealed. One statement."""
    rows = Detail.objects.filter(person_id__in=person_ids, kind__in=sorted(PLACE_KINDS), ended_at__isnull=True)
    return set(rows.values_list("person_id", flat=True))
