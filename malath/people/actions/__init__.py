"""Recording who a person is. Called by acts of the parts above, which know why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import sealing
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.keys import ring
from malath.foundation.references import own_mark
from malath.people import queries
from malath.people.earlier import Earlier, NotThen, as_fact, moment_of
from malath.people.models import ContactTry, Detail, Person, SafeContact, SearchToken
from malath.people.names import parts
from malath.people.rules import FACTS, Window, birth_year, full_names, why_not_end, why_not_number, windows_text
from malath.people.tokens import Token, tokens_for_person
from malath.people.words import ALARMING, PHONE_KINDS, Certainty, Channel, DetailKind, Tried, WhyNotThen, WhyNotWrite

Details = Sequence[tuple[DetailKind, str]]
NOTHING_KNOWN: Mapping[DetailKind, Certainty] = {}


class Stale(Exception):
    """Somebody else changed the person meanwhile; nothing was written."""


class CannotWrite(Exception):
    """Something about a person was not written down."""

    def __init__(self, reasons: list[WhyNotWrite]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@act
def add(*, desk: Desk, by: Actor, at: datetime, facts: Mapping[str, object] | None = None, details: Details = ()) -> Person:
    """Record a person. A name is not needed. `facts` are columns of `Person` named in `rules.FACTS`."""
    person = Person(key=sealing.new_data_key(), facts_desk=desk, **known(facts or {}))
    person.save(force_insert=True)
    _store(person, details, desk=desk, by=by, at=at)
    _reindex(person)
    audit.record(Did.PERSON_ADDED, subject=person.reference, file=person.reference, by=by, at=at)
    return person


@act
def change_facts(person: Person, facts: Mapping[str, object], *, version: int, desk: Desk, by: Actor, at: datetime) -> Person:
    """Change the facts. Errors: `Stale` when `version` is not the one stored."""
    values = known(facts)
    unchanged = Person.objects.filter(pk=person.pk, version=version)
    if not unchanged.update(version=version + 1, facts_desk=desk, **values):
        raise Stale
    changed = " ".join(sorted(name for name, value in values.items() if getattr(person, name) != value))
    audit.record(Did.PERSON_CHANGED, subject=person.reference, file=person.reference, by=by, at=at, facts={"changed": changed})
    return Person.objects.select_related("key").get(pk=person.pk)


@act
def write_details(
    person: Person,
    details: Details,
    *,
    desk: Desk,
    by: Actor,
    at: datetime,
    seen: Collection[int] | None = None,
    certain: Mapping[DetailKind, Certainty] = NOTHING_KNOWN,
) -> None:
    """Replace what this desk wrote of the named kinds; an empty value only ends. What other desks wrote stays.

    `seen`: the details of these kinds that the writer had before their eyes. `certain`: from where a kind is known.
    Refused for a phone of another party in the file. Errors: `Stale` when there are other details by now.
    """
    queries.locked(person.pk)
    kinds = {kind for kind, _ in details}
    current = Detail.objects.filter(person=person, desk=desk, kind__in=kinds, ended_at__isnull=True).select_related("key")
    before = {(DetailKind(row.kind), row.opened("value"), row.certainty): row.pk for row in current}
    if seen is not None and set(seen) != set(before.values()):
        raise Stale
    _refuse_numbers(person, [value for kind, value in details if kind in PHONE_KINDS])
    wanted = {(kind, value.strip(), certain.get(kind, "")) for kind, value in details}
    Detail.objects.filter(pk__in=[pk for written, pk in before.items() if written not in wanted]).update(ended_at=at)
    new = [(kind, value) for kind, value, sure in sorted(wanted - before.keys())]
    _store(person, new, desk=desk, by=by, at=at, certain=certain)
    _reindex(person)
    facts = {"changed": " ".join(sorted({kind for kind, value, _ in wanted.symmetric_difference(before) if value}))}
    audit.record(Did.PERSON_CHANGED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)


@act
def add_name(
    person: Person, kind: DetailKind, value: str, *, certainty: Certainty | None, desk: Desk, by: Actor, at: datetime
) -> None:
    """Write down another name of the person: an alias, a nickname, an earlier name, a spelling. Searches find it. The same
    one twice is one."""
    queries.locked(person.pk)
    known = {kind: certainty} if certainty else NOTHING_KNOWN
    written = queries.details_of([person.pk], kinds=[kind]).get(person.pk, [])
    if value not in [row.value for row in written if row.desk_id == desk.pk]:
        _store(person, [(kind, value)], desk=desk, by=by, at=at, certain=known)
        _reindex(person)
    facts = {"changed": kind.value}
    audit.record(Did.PERSON_CHANGED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)


@act
def end_detail(person: Person, detail: int, *, kinds: Collection[DetailKind], desk: Desk, by: Actor, at: datetime) -> None:
    """What one desk wrote down of these kinds holds no longer. Refused when it ended before or another desk wrote it."""
    queries.locked(person.pk)
    row = Detail.objects.filter(person=person, pk=detail, kind__in=kinds).first()
    _refuse(why_not_end(ended=row is None or row.ended_at is not None, ours=row is None or row.desk_id == desk.pk))
    Detail.objects.filter(pk=detail).update(ended_at=at)
    _reindex(person)
    facts = {"changed": row.kind if row else ""}
    audit.record(Did.PERSON_CHANGED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)


@act
def agree_contact(
    person: Person,
    *,
    channel: Channel,
    may_leave_message: bool,
    may_say_agency: bool,
    language: str,
    texts: Mapping[str, str],
    desk: Desk,
    by: Actor,
    at: datetime,
    version: int | None = None,
    number: str = "",
    windows: Sequence[Window] = (),
    earlier: Earlier | None = None,
    began: datetime | None = None,
) -> SafeContact:
    """Record how the person agreed to be reached; `texts`: hours in their own words, code_word, who_else.

    `version`: the agreement that the writer saw, 0 for none. `number`: one that is written down for the person; refused
    when it is not, or belongs to another party in the file. `earlier`: when it was agreed, if not now; `began`: when the
    file did. Errors: `Stale` when there is another agreement by now; `NotThen`.
    """
    agreed_at = moment_of(earlier, typed_at=at, began=began)
    queries.locked(person.pk)
    _refuse_numbers(person, [number])
    _refuse([] if not number or number in queries.phones_of(person.pk) else [WhyNotWrite.NO_SUCH_NUMBER])
    contact = SafeContact.objects.filter(person=person).select_related("key").first()
    contact = contact or SafeContact(person=person, key=person.key)
    if version is not None and version != contact.version:
        raise Stale
    _refuse_before_last(contact, earlier)
    contact.channel, contact.may_leave_message, contact.may_say_agency = channel, may_leave_message, may_say_agency
    contact.language, contact.desk, contact.agreed_at, contact.by = language, desk, agreed_at, by.reference
    contact.version += 1
    written = {name: texts.get(name, "") for name in ("hours", "code_word", "who_else")}
    contact.seal(**written, number=number, windows=windows_text(windows))
    contact.save()
    facts = {"changed": "safe_contact", **as_fact(earlier)}
    audit.record(Did.PERSON_CHANGED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return contact


@act
def try_contact(
    person: Person,
    result: Tried,
    *,
    note: str = "",
    version: int,
    in_hours: bool = True,
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> ContactTry:
    """Say what came of trying to reach the person. What was tried at another hour, or after a try that went wrong, is
    written down too and counts for nothing. The same form twice is one. Errors: `Stale` when another agreement stands."""
    queries.locked(person.pk)
    once = own_mark(once, by.reference, person.reference, result)
    if (written := queries.try_written(once)) is not None:
        audit.record(Did.CONTACT_TRIED, subject=person.reference, file=person.reference, by=by, at=at, facts={"again": "1"})
        return written
    contact = SafeContact.objects.filter(person=person).first()
    if contact is None or contact.version != version:
        raise Stale
    tried = ContactTry(
        person=person, key=person.key, version=version, result=result, as_agreed=in_hours and _may_try(person, contact),
        desk=desk, by=by.reference, at=at, once=once,
    )  # fmt: skip
    tried.seal(note=note)
    tried.save(force_insert=True)
    facts = {"result": result.value}
    audit.record(Did.CONTACT_TRIED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return tried


@act
def erase(person: Person, *, by: Actor, at: datetime) -> None:
    """Forget a person: the data key and every search token. Complete once the wrapping key was rotated."""
    sealing.erase(person.key, at=at)
    SearchToken.objects.filter(person=person).delete()
    audit.record(Did.PERSON_ERASED, subject=person.reference, file=person.reference, by=by, at=at)


def _refuse_before_last(contact: SafeContact, earlier: Earlier | None) -> None:
    """What was agreed earlier than the last agreement, or the last try to reach the person, is not what holds now: it would
    wipe out what went wrong since. Errors: `NotThen`."""
    if earlier is None or contact.pk is None:
        return
    last = queries.last_try(contact.person_id, contact.version)
    if contact.agreed_at > earlier.at or (last is not None and last.at > earlier.at):
        raise NotThen([WhyNotThen.LATER_ANSWER])


def _may_try(person: Person, contact: SafeContact) -> bool:
    last = queries.last_try(person.pk, contact.version)
    return contact.channel != Channel.NONE and (last is None or last.result not in ALARMING)


def known(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as columns of a person. Errors: `ValueError` for what is none."""
    unknown = facts.keys() - FACTS
    if unknown:
        raise ValueError(f"not a fact of a person: {sorted(unknown)}")
    return dict(facts)


def _refuse(reasons: list[WhyNotWrite]) -> None:
    if reasons:
        raise CannotWrite(reasons)


def _refuse_numbers(person: Person, numbers: list[str]) -> None:
    if any(numbers):
        others = queries.numbers_of_others(person.pk)
        _refuse([reason for number in numbers for reason in why_not_number(number, others)][:1])


def _store(
    person: Person,
    details: Details,
    *,
    desk: Desk,
    by: Actor,
    at: datetime,
    certain: Mapping[DetailKind, Certainty] = NOTHING_KNOWN,
) -> None:
    common = {"person": person, "key": person.key, "desk": desk, "by": by.reference, "at": at}
    rows = [Detail(kind=kind, certainty=certain.get(kind, ""), **common) for kind, _ in details]
    for row, (_, value) in zip(rows, details, strict=True):
        row.seal(value=value.strip())
    Detail.objects.bulk_create(row for row in rows if row.value)


def _reindex(person: Person) -> None:
    SearchToken.objects.filter(person=person).delete()
    current = Detail.objects.filter(person=person, ended_at__isnull=True).select_related("key")
    tokens = tokens_of([(DetailKind(row.kind), row.opened("value"), row.desk_id) for row in current])
    SearchToken.objects.bulk_create(
        [SearchToken(person=person, kind=token.kind, value=token.value) for token in sorted(tokens)]
    )


def tokens_of(details: Iterable[tuple[DetailKind, str, int]]) -> frozenset[Token]:
    """Search tokens of a person's details. Names of two desks are never mixed in one combination."""
    by_desk: dict[int, list[tuple[DetailKind, str]]] = {}
    for kind, value, desk in details:
        by_desk.setdefault(desk, []).append((kind, value))
    return frozenset().union(*(_desk_tokens(rows) for rows in by_desk.values()))


def _desk_tokens(rows: list[tuple[DetailKind, str]]) -> frozenset[Token]:
    return tokens_for_person(
        ring().index,
        names=[name for name in full_names(rows) if parts(name)],
        birth_year=next((birth_year(value) for kind, value in rows if kind == DetailKind.BIRTH_DATE), None),
        phones=[value for kind, value in rows if kind in PHONE_KINDS],
        documents=[value for kind, value in rows if kind == DetailKind.DOCUMENT],
        bits=settings.MALATH_TOKEN_BITS,
    )
