"""Who may be the same person as this one: by search tokens, then by comparing what may be read. Nothing of it is shown."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from malath.accounts.queries.answering import body_holdings
from malath.accounts.rules import Holdings
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind
from malath.foundation.keys import ring
from malath.linkage.rules import HELPING, nearest_first
from malath.linkage.scoring import Likeness, Sides, likeness
from malath.people import queries as people
from malath.people.queries import Written
from malath.people.rules import birth_year, full_names
from malath.people.tokens import Token, document_readings, phone_readings, tokens_for_query
from malath.people.words import NAME_KINDS, NAME_PART_KINDS, PHONE_KINDS, DetailKind
from malath.privacy import queries as privacy
from malath.privacy.queries import bodies, searching
from malath.privacy.rules import Sight
from malath.privacy.words import Level, Purpose, Section

COMPARED = NAME_KINDS | PHONE_KINDS | {*NAME_PART_KINDS, DetailKind.BIRTH_DATE, DetailKind.DOCUMENT}


def sides_of(sights: Mapping[int, Sight]) -> dict[int, Sides]:
    """What is compared of each of several people, as far as each sight goes. Two statements."""
    details = people.details_of(list(sights), kinds=COMPARED)
    nations = people.nationalities_of(list(sights))
    seen = {pk: privacy.details_seen(sight, details.get(pk, [])) for pk, sight in sights.items()}
    return {pk: sides_in(seen[pk], nations.get(pk, []) if Section.FACTS in sight.full else []) for pk, sight in sights.items()}


def sides_in(written: Sequence[Written], nations: Sequence[str], *, readings: int | None = None) -> Sides:
    """What is compared of one file; parts of a name that two desks wrote are never mixed. `readings`: so many of each number,
    all of them if None."""
    by_desk: dict[int, list[tuple[DetailKind, str]]] = {}
    for row in written:
        by_desk.setdefault(row.desk_id, []).append((row.kind, row.value))
    years = [year for row in written if row.kind == DetailKind.BIRTH_DATE and (year := birth_year(row.value))]
    phones = [one for row in written if row.kind in PHONE_KINDS for one in phone_readings(row.value)[:readings]]
    papers = [one for row in written if row.kind == DetailKind.DOCUMENT for one in document_readings(row.value)[:readings]]
    names = tuple(dict.fromkeys(name for details in by_desk.values() for name in full_names(details)))
    return Sides(names, next(iter(years), None), next(iter(nations), None), frozenset(phones), frozenset(papers))


def tokens_of(sides: Sides) -> frozenset[Token]:
    """What to look for; nothing where there is too little to compare."""
    key, bits = ring().index, settings.MALATH_TOKEN_BITS
    asked = [(name, sides.born) for name in sides.names]
    asked += [(text, None) for text in sorted({*sides.phones, *sides.documents})]
    return frozenset(token for text, year in asked for token in tokens_for_query(key, text=text, birth_year=year, bits=bits))


def alike_in_body(person_id: int, body_id: int, at: datetime) -> dict[int, Likeness]:
    """People whose files a body may read and who may be the same person, the nearest first."""
    body = body_holdings(body_id)
    mine = privacy.sights(body, [person_id], at)
    sides = sides_of(mine).get(person_id, Sides())
    tokens = tokens_of(sides)
    if not tokens:
        return {}
    found = people.hits(tokens, among=searching.may_be_found(body, at) & ~Q(person_id=person_id))
    return nearest_first(_compared(sides, body, found, at))


def alike_in_one_body(one_id: int, other_id: int, at: datetime) -> tuple[Likeness, Desk] | None:
    """How alike two files are to the first body that may read who both people are, and the desk there that has seen the one
    longest; None where there is no such body, or they are not alike in what it may read."""
    held = bodies.holding([one_id, other_id], list(AgencyKind), at)
    for body_id in sorted(held.get(one_id, set()) & held.get(other_id, set())):
        body = body_holdings(body_id)
        sides = sides_of(privacy.sights(body, [one_id], at)).get(one_id, Sides())
        alike = nearest_first(_compared(sides, body, [other_id], at)).get(other_id)
        desk = bodies.desk_holding(one_id, body_id, at)
        if alike and desk:
            return alike, desk
    return None


def alike_elsewhere(person_id: int, asker: Agency, at: datetime) -> dict[tuple[int, int], Likeness]:
    """The same in the files of other bodies, by person and body: people who agreed to it, and bodies that may be told. As many
    statements for nobody as the work needs to know it; the worker asks, nobody waits."""
    sides = sides_of(privacy.sights(body_holdings(asker.pk), [person_id], at)).get(person_id, Sides())
    tokens = tokens_of(sides)
    found = people.hits(tokens, among=bodies.may_be_compared(asker.pk, HELPING, at)) if tokens else []
    holders = bodies.holding(found, sorted(HELPING), at)
    alike: dict[tuple[int, int], Likeness] = {}
    for body_id in sorted(_told(person_id, asker, {body for held in holders.values() for body in held}, at)):
        theirs = [pk for pk, held in holders.items() if body_id in held]
        compared = _compared(sides, body_holdings(body_id), theirs, at)
        alike |= {(pk, body_id): one for pk, one in nearest_first(compared).items()}
    return alike


def _told(person_id: int, asker: Agency, holding: Collection[int], at: datetime) -> set[int]:
    """Bodies that may learn that this one asks: not kept out of the file by the person, and sharing agreed with the asker."""
    others = set(holding) - {asker.pk} - bodies.bodies_kept_from(person_id)
    shared = privacy.shared_with(asker.pk, sorted(others), Purpose.PROTECTION, at)
    return {body for body, level in shared.items() if level >= Level.L1}


def _compared(sides: Sides, body: Holdings, found: Collection[int], at: datetime) -> dict[int, Likeness]:
    seen = privacy.sights(body, found, at)
    named = {pk: sight for pk, sight in seen.items() if sight.sees(Section.IDENTITY)}
    return {pk: likeness(sides, other) for pk, other in sides_of(named).items()}
