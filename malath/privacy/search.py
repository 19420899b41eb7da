"""Searching people: among those the viewer may see, by what the viewer may read, never a word about the rest.

The viewer's access is asked for in SQL before the cap, so hidden people push nobody out (decision 0021). What counts
as a match is what stands in the details opened for this viewer: a name written by a desk they may not read finds nobody.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from malath.accounts.rules import Holdings
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.keys import ring
from malath.people import queries as people
from malath.people.names import Explanation, How, PartMatch, explain, parts
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
from malath.privacy.queries import searching
from malath.ui.pieces import Tone
from malath.ui.text import isolate

RESULTS: Final = 25
SEARCHES_AN_HOUR: Final = 120
HOUR: Final = timedelta(hours=1)
NEAR_ENOUGH: Final = 0.55
A_YEAR_OFF: Final = 0.03
MOST_YEARS_OFF: Final = 5
SEARCHED: Final = NAME_KINDS | PHONE_KINDS | {*NAME_PART_KINDS, DetailKind.BIRTH_DATE, DetailKind.DOCUMENT}
NO_NAME: Final = Explanation(0.0, (), (), ())


@dataclass(frozen=True)
class Why:
    """One reason why somebody was found; `tone` says how sure it is."""

    text: str
    tone: Tone


@dataclass(frozen=True)
class Result:
    """Somebody found, and why: only from what the viewer may read."""

    reference: str
    name: str
    birth_year: int | None
    why: tuple[Why, ...]
    score: float


@dataclass(frozen=True)
class SearchPage:
    """What a search found. `too_little`: what is missing to search; `too_many`: the hour's searches are used up."""

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
    holdings: Holdings, user: Actor, text: str, birth_year: int | None, at: datetime, *, number: str = ""
) -> SearchPage:
    """Find people by name and birth year, or exactly by `number`, a phone or document. 25 at most, nearest first.

    Recorded in the searcher's own chain, without a word of what was asked. A search that finds only hidden people
    is, in answer and in statements, one that finds nobody.
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
    among, few = searching.may_be_found(holdings, at), searching.named_if_few(holdings)
    candidates = people.hits(tokens, among=among, within=few)
    sights = queries.sights(holdings, candidates, at)
    details = people.details_of(list(sights), kinds=SEARCHED) if sights else {}
    seen = {pk: queries.details_seen(sight, details.get(pk, [])) for pk, sight in sights.items()}
    results = [_result(sights[pk].reference, written, wanted) for pk, written in seen.items()]
    return sorted((result for result in results if result), key=lambda result: (-result.score, result.reference))


def _result(reference: str, written: list[Written], wanted: _Wanted) -> Result | None:
    nearest, exact = _nearest_name(written, wanted.name), _exact(written, wanted)
    years = [year for row in written if row.kind == DetailKind.BIRTH_DATE and (year := year_of(row.value))]
    off = min((abs(year - wanted.birth_year) for year in years), default=None) if wanted.birth_year else None
    is_named = nearest.score >= NEAR_ENOUGH and (off or 0) <= MOST_YEARS_OFF
    if not (is_named or exact):
        return None
    return Result(
        reference=reference,
        name=people.name_in(written),
        birth_year=years[0] if years else None,
        why=(*exact, *_why_name(nearest, wanted.name), *_why_year(off)),
        score=len(exact) + nearest.score - A_YEAR_OFF * min(off or 0, MOST_YEARS_OFF),
    )


def _exact(written: Iterable[Written], wanted: _Wanted) -> list[Why]:
    """Whether a phone or document is the very one asked for."""
    rows = list(written)
    phones = [row.value for row in rows if row.kind in PHONE_KINDS]
    documents = [row.value for row in rows if row.kind == DetailKind.DOCUMENT]
    found = []
    if wanted.phones and any(not wanted.phones.isdisjoint(phone_readings(number)) for number in phones):
        found.append(Why(_("Phone: the same number"), "ok"))
    if wanted.documents and any(not wanted.documents.isdisjoint(document_readings(number)) for number in documents):
        found.append(Why(_("Document: the same number"), "ok"))
    return found


def _nearest_name(written: Iterable[Written], asked: tuple[str, ...]) -> Explanation:
    """How the name asked for agrees with the nearest of those written. Names of two desks are never mixed."""
    by_desk: dict[int, list[tuple[DetailKind, str]]] = {}
    for row in written:
        by_desk.setdefault(row.desk_id, []).append((row.kind, row.value))
    names = [name for details in by_desk.values() for name in full_names(details)]
    return max((explain(asked, parts(name)) for name in names), key=lambda why: why.score, default=NO_NAME)


def _why_name(nearest: Explanation, asked: tuple[str, ...]) -> list[Why]:
    if nearest.score < NEAR_ENOUGH:
        return []
    return [_why_part(match) for match in sorted(nearest.matches, key=lambda match: _place(match.asked, asked))]


def _place(part: str, asked: tuple[str, ...]) -> int:
    """Where a part stands in what was asked; two parts that the other name has as one stand where they begin."""
    if part in asked:
        return asked.index(part)
    return next((place for place, word in enumerate(asked) if part.startswith(word)), 0)


def _why_part(match: PartMatch) -> Why:
    if match.how == How.SAME:
        return Why(isolate(match.held), "ok")
    near = {"asked": isolate(match.asked), "held": isolate(match.held)}
    return Why(_("%(asked)s, near %(held)s") % near, "info" if match.how == How.SPELLING else "quiet")


def _why_year(off: int | None) -> list[Why]:
    if off is None:
        return []
    if off == 0:
        return [Why(_("Born in the same year"), "ok")]
    apart = ngettext("%(count)d year apart", "%(count)d years apart", off) % {"count": off}
    return [Why(apart, "quiet")]
