"""What the data protection officer looks at beside the whole trail: acts of administrators, searches, refusals, and where
the signed state of the trail went. Codes and references, names of staff and bodies only; every look is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from malath.accounts import queries as accounts
from malath.accounts.roles import Role
from malath.agencies import queries as agencies
from malath.audit import actions as audit
from malath.audit import queries as events
from malath.audit.queries import Line, Searcher
from malath.audit.rules import State
from malath.audit.words import OF_THE_HOUSE, Did, Shelf
from malath.foundation.actor import WORKER, Actor
from malath.inbox.queries import posting as postings
from malath.inbox.queries.posting import Copy, Place

PAGE = 50
MOST_SEARCHERS = 100
ROLES = {role.value: role.label for role in Role}
PERIODS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}


@dataclass(frozen=True)
class Named:
    """An event, with names of staff and bodies where it is about one."""

    line: Line
    who: str
    about: str


@dataclass(frozen=True)
class ShelfPage:
    """A page of a shelf of the trail."""

    lines: tuple[Named, ...]
    older: int | None


@dataclass(frozen=True)
class NamedSearcher:
    """Somebody who searched or was refused something."""

    one: Searcher
    who: str


@dataclass(frozen=True)
class StatesPage:
    """Signed states of the trail: the last one, where it goes, and every copy with what came of it."""

    signed_at: datetime | None
    places: tuple[Place, ...]
    copies: tuple[Copy, ...]
    names: Mapping[str, str]
    older: int | None

    @property
    def leaves(self) -> bool:
        """Whether a copy is kept anywhere: without one, nobody could tell that the trail was written anew."""
        return any(place.ended_at is None for place in self.places)


@dataclass(frozen=True)
class Sheet:
    """A signed state as a sheet of paper: what is read aloud, and everything in a picture."""

    copy: Copy
    state: State
    rows: tuple[str, ...]
    picture: SafeString


def house_page(actor: Actor, shelf: Shelf | None, by: str, at: datetime, *, before: int | None) -> ShelfPage:
    """What administrators did, and what was done to the house. Six statements and the record of the look."""
    shelves = (shelf,) if shelf in OF_THE_HOUSE else OF_THE_HOUSE
    return _shelf_page(actor, "house", shelves, by, at, before)


def refusals_page(actor: Actor, by: str, at: datetime, *, before: int | None) -> ShelfPage:
    """What was asked for and not shown, to whom."""
    return _shelf_page(actor, "refusals", (Shelf.REFUSALS,), by, at, before)


def searches_page(actor: Actor, period: str, at: datetime) -> tuple[NamedSearcher, ...]:
    """Who searched how often, and what it showed: never what was typed, which is kept nowhere."""
    audit.record_list(Did.TRAIL_VIEWED, files=[], by=actor, at=at, facts={"page": "searches", "period": period})
    found = events.searchers(at - PERIODS[period], cap=MOST_SEARCHERS)
    names = accounts.names_of({one.by for one in found})
    return tuple(NamedSearcher(one, _who(one.by, names)) for one in found)


def states_page(actor: Actor, at: datetime, *, below: int | None) -> StatesPage:
    """Where signed states of the trail went, and which were confirmed."""
    audit.record_list(Did.TRAIL_VIEWED, files=[], by=actor, at=at, facts={"page": "states"})
    found, places = postings.copies(below=below, size=PAGE + 1), postings.places()
    names = accounts.names_of({one.confirmed_by for one in found} | {one.added_by for one in places})
    return StatesPage(
        events.last_checkpoint_at(),
        tuple(places),
        tuple(found[:PAGE]),
        {reference: " · ".join(name) for reference, name in names.items()},
        found[PAGE - 1].id if len(found) > PAGE else None,
    )


def sheet_of(copy: Copy) -> Sheet:
    """The sheet of a copy that was printed."""
    state = events.state_of(copy.checkpoint)
    rows = tuple(state.line[start : start + 64] for start in range(0, len(state.line), 64))
    picture = segno.make(state.line.upper(), micro=False, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff")
    return Sheet(copy, state, rows, mark_safe(picture))  # noqa: S308  # squares drawn by our own library; no text enters


def _shelf_page(actor: Actor, page: str, shelves: tuple[Shelf, ...], by: str, at: datetime, before: int | None) -> ShelfPage:
    facts = {"page": page, "by": by, "shelf": shelves[0].value if len(shelves) == 1 else ""}
    audit.record_list(Did.TRAIL_VIEWED, files=[], by=actor, at=at, facts={name: code for name, code in facts.items() if code})
    found = events.shelf_lines(shelves, before=before, limit=PAGE + 1, by=by)
    lines = found[:PAGE]
    staff = accounts.names_of({line.by for line in lines} | {line.subject for line in lines})
    known = agencies.bodies_named({line.subject for line in lines})
    bodies = {reference: body.name for reference, body in known.items()}
    desks = agencies.desk_names({line.subject for line in lines} | {line.facts.get("desk", "") for line in lines})
    named = {reference: name for reference, (name, _agency) in staff.items()} | bodies | desks
    return ShelfPage(
        tuple(Named(line, _who(line.by, staff), _about(line, named)) for line in lines),
        lines[-1].id if len(found) > PAGE else None,
    )


def _about(line: Line, named: Mapping[str, str]) -> str:
    """The names of what an event is about, where staff know them: never of a person."""
    role = line.facts.get("role", "")
    found = (named.get(line.subject, ""), named.get(line.facts.get("desk", ""), ""), str(ROLES.get(role, "")))
    return " · ".join(dict.fromkeys(filter(None, found)))


def _who(reference: str, names: Mapping[str, tuple[str, str]]) -> str:
    if reference == WORKER.reference:
        return _("The system")
    return " · ".join(names[reference]) if reference in names else ""
