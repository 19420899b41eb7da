"""One's own inbox: all that waits and all that was seen, by kind, with who of the desk took it off the list."""

from dataclasses import dataclass

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.foundation.actor import WORKER
from malath.foundation.references import place_opened, place_sealed
from malath.inbox import queries as inbox
from malath.inbox.queries import News, Place
from malath.inbox.words import ItemKind
from malath.workday.home import everything_for, linked

SIZE = 50


@dataclass(frozen=True)
class Line:
    """An item, the desk it was for, and who took it off the list. `is_system`: what it waited for was done or replaced."""

    item: News
    desk: str
    who: str
    is_own: bool
    is_system: bool


@dataclass(frozen=True)
class Kind:
    """How many of a kind stand among the newest hundred."""

    kind: ItemKind
    count: int


@dataclass(frozen=True)
class InboxPage:
    """A page of the inbox. `until`: the newest item shown, so that nothing that came since is marked unread."""

    lines: tuple[Line, ...]
    kinds: tuple[Kind, ...]
    seen: bool
    only: ItemKind | None
    older: str
    until: str


def inbox_page(holdings: Holdings, *, seen: bool, only: ItemKind | None, below: str) -> InboxPage:
    """The page for this viewer. Four statements, however much waits; those of what is kept from them come on top."""
    scope = everything_for(holdings)
    found = inbox.page_of(scope, seen=seen, kind=only, below=place_in(below), size=SIZE + 1)
    page = [linked(item, holdings) for item in found[:SIZE]]
    kinds = inbox.kinds_of(scope, seen=seen)
    desks = {desk.pk: desk.name for desk in agencies.desks_among({item.desk_id for item in page if item.desk_id})}
    names = accounts.names_of({item.seen_by for item in page if item.seen_by})
    return InboxPage(
        tuple(_line(item, holdings, desks, names) for item in page),
        tuple(Kind(kind, count) for kind, count in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
        seen,
        only,
        _sealed(page[-1]) if len(found) > SIZE else "",
        _sealed(page[0]) if page else "",
    )


def place_in(text: str) -> Place | None:
    """Where a page begins, as an address of ours carries it; nonsense means the newest."""
    opened = place_opened(text) if text else None
    return Place(opened[0], int(opened[1])) if opened and opened[1].isdigit() else None


def address(page: InboxPage, *, below: str = "", seen: bool | None = None, only: ItemKind | None = None) -> str:
    """The same page with another beginning, or its sister."""
    wanted = {"box": "seen" if (page.seen if seen is None else seen) else "", "kind": only or "", "below": below}
    query = "&".join(f"{name}={value}" for name, value in wanted.items() if value)
    return f"{reverse('workday:inbox')}?{query}" if query else reverse("workday:inbox")


def _sealed(item: News) -> str:
    return place_sealed(item.at, item.id)


def _line(item: News, holdings: Holdings, desks: dict[int, str], names: dict[str, tuple[str, str]]) -> Line:
    who = names[item.seen_by][0] if item.seen_by in names else ""
    is_system = item.seen_by == WORKER.reference
    return Line(item, desks.get(item.desk_id or 0, ""), who, item.seen_by == holdings.reference, is_system)
