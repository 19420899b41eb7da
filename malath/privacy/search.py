"""Searching people: among those the viewer may see, by what the viewer may read, and never a word about the rest.

The viewer's access is joined in SQL before the cap, so hidden people neither push others out nor slow anything down. What is
shown as a match is what stands in the details opened for this viewer: a name written by a desk they may not read finds nobody.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.keys import ring
from malath.people import queries as people
from malath.people.names import How, explain, parts
from malath.people.queries import Written
from malath.people.rules import birth_year as year_of
from malath.people.rules import full_names
from malath.people.tokens import (
    Token,
    TooLittle,
    document_readings,
    phone_readings,
    tokens_for_query,
    why_not_search,
)
from malath.people.words import NAME_KINDS, NAME_PART_KINDS, PHONE_KINDS, DetailKind
from malath.privacy import queries
from malath.privacy.words import Level

RESULTS: Final = 25
SEARCHES_AN_HOUR: Final = 120
HOUR: Final = timedelta(hours=1)
NEAR_ENOUGH: Final = 0.55
A_YEAR_OFF: Final = 0.03
MOST_YEARS_OFF: Final = 5
SEARCHED = frozenset(
    {*NAME_KINDS, *NAME_PART_KINDS, *PHONE_KINDS, DetailKind.BIRTH_DATE, DetailKind.DOCUMENT}
)


@dataclass(frozen=True)
class Part:
    """A part of the name asked for, and the part written down that agrees with it."""

    asked: str
    held: str
    how: How


@dataclass(frozen=True)
class Result:
    """Somebody found, and why: only from what the viewer may read. `years_off` is None where no year was compared."""

    reference: str
    name: str
    birth_year: int | None
    parts: tuple[Part, ...]
    years_off: int | None
    phone: bool
    document: bool
    score: float


@dataclass(frozen=True)
class SearchPage:
    """What a search found. `too_little`: what is missing to search at all; `too_many`: the hour's searches are used up."""

    results: tuple[Result, ...] = ()
    more: bool = False
    too_little: tuple[TooLittle, ...] = ()
    too_many: bool = False


@dataclass(frozen=True)
class _Wanted:
    """What was asked for, in the forms in which it is compared."""

    name: tuple[str, ...]
    birth_year: int | None
    phones: frozenset[str]
    documents: frozenset[str]


def search_page(
    holdings: Holdings, user: User, text: str, birth_year: int | None, at: datetime, *, number: str = ""
) -> SearchPage:
    """Find people by name and birth year, or exactly by `number`, a phone or document. At most 25, the nearest first.

    Recorded in the searcher's own chain, without a word of what was asked. A search that finds only hidden people is, in
    answer and in statements, one that finds nobody.
    """
    too_little = [] if number else why_not_search(text=text, birth_year=birth_year)
    if too_little:
        return SearchPage(too_little=tuple(too_little))
    if trail.times_done(Did.PEOPLE_SEARCHED, by=user.reference, since=at - HOUR) >= SEARCHES_AN_HOUR:
        audit.record_refusal("search", by=user, at=at, facts={"limit": str(SEARCHES_AN_HOUR)})
        return SearchPage(too_many=True)
    found = _found(holdings, _tokens(text, birth_year, number), _wanted(text, birth_year, number), at)
    shown = found[:RESULTS]
    audit.record_list(Did.PEOPLE_SEARCHED, files=[result.reference for result in shown], by=user, at=at)
    return SearchPage(tuple(shown), more=len(found) > RESULTS)


def _tokens(text: str, birth_year: int | None, number: str) -> frozenset[Token]:
    key, bits = ring().index, settings.MALATH_TOKEN_BITS
    named = tokens_for_query(key, text=text, birth_year=birth_year, bits=bits)
    return named | tokens_for_query(key, text=number, birth_year=None, bits=bits)


def _wanted(text: str, birth_year: int | None, number: str) -> _Wanted:
    phones = (*phone_readings(number), *phone_readings(text))
    documents = (*document_readings(number), *document_readings(text))
    return _Wanted(parts(text), birth_year or year_of(text), frozenset(phones), frozenset(documents))


def _found(holdings: Holdings, tokens: Collection[Token], wanted: _Wanted, at: datetime) -> list[Result]:
    visible = queries.people_visible_to(holdings, at, level=Level.L3)
    sights = queries.sights(holdings, people.hits(tokens, visible=visible), at)
    details = people.details_of(list(sights), kinds=SEARCHED) if sights else {}
    seen = {pk: queries.details_seen(sight, details.get(pk, [])) for pk, sight in sights.items()}
    results = [_result(sights[pk].reference, written, wanted) for pk, written in seen.items()]
    return sorted(
        (result for result in results if result), key=lambda result: (-result.score, result.reference)
    )


def _result(reference: str, written: list[Written], wanted: _Wanted) -> Result | None:
    matched, score = _nearest_name(written, wanted.name)
    years = [year for row in written if row.kind == DetailKind.BIRTH_DATE and (year := year_of(row.value))]
    off = min((abs(year - wanted.birth_year) for year in years), default=None) if wanted.birth_year else None
    phone = any(
        not wanted.phones.isdisjoint(phone_readings(row.value)) for row in written if row.kind in PHONE_KINDS
    )
    held = [row.value for row in written if row.kind == DetailKind.DOCUMENT]
    document = any(not wanted.documents.isdisjoint(document_readings(number)) for number in held)
    if score < NEAR_ENOUGH and not (phone or document):
        return None
    exact = float(phone) + float(document)
    return Result(
        reference=reference,
        name=people.name_in(written),
        birth_year=years[0] if years else None,
        parts=matched,
        years_off=off,
        phone=phone,
        document=document,
        score=exact + score - A_YEAR_OFF * min(off or 0, MOST_YEARS_OFF),
    )


def _nearest_name(written: Iterable[Written], asked: tuple[str, ...]) -> tuple[tuple[Part, ...], float]:
    """The name, of those each desk wrote, that is nearest to the one asked for: its agreeing parts, and how near."""
    nearest: tuple[tuple[Part, ...], float] = (), 0.0
    for names in _by_desk(written).values():
        for name in names:
            why = explain(asked, parts(name))
            if why.score > nearest[1]:
                nearest = tuple(Part(match.asked, match.held, match.how) for match in why.matches), why.score
    return nearest


def _by_desk(written: Iterable[Written]) -> Mapping[int, list[str]]:
    """Full names by the desk that wrote them: names of two desks are never mixed."""
    rows: dict[int, list[tuple[DetailKind, str]]] = {}
    for row in written:
        rows.setdefault(row.desk_id, []).append((row.kind, row.value))
    return {desk: full_names(details) for desk, details in rows.items()}
