"""What the card shows, which code opens it, and what came in at a desk."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from malath.accounts import queries as accounts
from malath.accounts.roles import RULES, Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.rules import after_working_days, is_open
from malath.foundation.clock import in_amman
from malath.foundation.paging import front
from malath.foundation.references import place_opened, place_sealed
from malath.helpline import rules
from malath.helpline.models import Concern, DeskCode
from malath.helpline.rules import CARD_LASTS, OPENINGS, SAME_DAY, TERMS, CodeLife
from malath.helpline.words import CameOfIt, CodeState, HowSoon, Soon, Who
from malath.ui.help_lines import Line, lines_of_help

__all__ = ["CARD_LASTS", "OPENINGS", "TERMS"]

PAGE = 25
MOST_CODES_SHOWN = 100
HEARING = tuple(role for role, rule in RULES.items() if Power.HEAR_CONCERNS in rule.may)
WORKING_DAYS = {HowSoon.ALERT: 1, HowSoon.WATCH: 3}


@dataclass(frozen=True)
class Said:
    """What somebody with the card said. Nothing in it is asked for by name."""

    signs: tuple[str, ...] = ()
    who: Who = Who.NOT_SAID
    soon: Soon = Soon.NOT_SAID
    where: str = ""
    words: str = ""

    def as_kept(self) -> dict[str, Any]:
        return {"signs": list(self.signs), "who": self.who, "soon": self.soon, "where": self.where, "words": self.words}


@dataclass(frozen=True)
class Sign:
    """Something to notice, in the language of the page, and where it comes from."""

    code: str
    text: str
    source: str
    from_memory: bool
    how_soon: HowSoon


@dataclass(frozen=True)
class SignGroup:
    code: str
    title: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Card:
    """What the holder of a code sees: signs, whom to call, when the desk is open. Nothing of anybody."""

    groups: tuple[SignGroup, ...]
    checked_on: date | None
    desk: str
    phone: str
    open_now: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class CodeLine:
    """A code as its desk sees it."""

    reference: str
    desk: str
    number: int
    state: CodeState
    made_at: datetime
    until: datetime
    opened: int
    most: int
    phones: int
    sent: int
    last_on: date | None

    @property
    def opens(self) -> bool:
        return self.state == CodeState.OPENS

    @property
    def may_renew(self) -> bool:
        return self.state in (CodeState.OPENS, CodeState.EXPIRED, CodeState.USED_UP)


@dataclass(frozen=True)
class ConcernLine:
    """A concern in a list: how soon it wants a look, never what was said."""

    reference: str
    desk: str
    how_soon: HowSoon
    at: datetime
    look_by: datetime
    taken: bool
    came_of_it: CameOfIt | None

    @property
    def waits(self) -> bool:
        return not self.taken and self.came_of_it is None


@dataclass(frozen=True)
class ConcernList:
    """A page of concerns, and where the next one begins, "" at the end. `waiting`: how many nobody looks after, counted no
    further than a hundred."""

    lines: tuple[ConcernLine, ...]
    older: str
    waiting: int


@dataclass(frozen=True)
class ConcernPage:
    """One concern, opened. `said` is None once it was let go."""

    line: ConcernLine
    said: Said | None
    signs: tuple[Sign, ...]
    taken_by: str
    taken_at: datetime | None
    settled_at: datetime | None
    number: int
    unverified: bool


def hash_of(digits: str) -> str:
    """What is kept of a code: under our key, so that who reads the table cannot try all of them."""
    return salted_hmac("malath.helpline.code", digits, algorithm="sha256").hexdigest()


def receipt_hash(receipt: str) -> str:
    return salted_hmac("malath.helpline.receipt.kept", receipt, algorithm="sha256").hexdigest()


def code_of(digits: str) -> DeskCode | None:
    """The code that was typed, alive or not. One statement, whatever was typed."""
    return _codes().filter(code_hash=hash_of(digits)).first()


def code_behind(reference: str, at: datetime) -> DeskCode | None:
    """The code behind an open card, while it carries."""
    code = _codes().filter(reference=reference).first()
    return code if code is not None and life_of(code).carries(at) else None


def code_by_reference(reference: str) -> DeskCode | None:
    return _codes().filter(reference=reference).first()


def locked_code(code: DeskCode) -> DeskCode:
    return _codes().select_for_update(of=("self",)).get(pk=code.pk)


def locked_desk(desk: Desk) -> Desk:
    """The desk, locked until the act ends: two codes made at once do not get one number."""
    return agencies.locked_desk(desk.pk)


def locked(concern: Concern) -> Concern:
    rows = Concern.objects.select_for_update(of=("self",)).select_related("desk__agency", "key", "code")
    return rows.get(pk=concern.pk)


def last_number(desk: Desk) -> int:
    return DeskCode.objects.filter(desk=desk).aggregate(last=Max("number"))["last"] or 0


def codes_that_open(desk: Desk, at: datetime) -> int:
    return DeskCode.objects.filter(desk=desk, ended_at__isnull=True, until__gt=at).count()


def life_of(code: DeskCode) -> CodeLife:
    return CodeLife(code.until, code.opened, code.most, code.ended_at is not None, code.desk.ended_at is not None)


def sent_already(once: UUID | None) -> Concern | None:
    return Concern.objects.filter(once=once).first() if once is not None else None


def was_received(code: DeskCode, receipt: str) -> bool:
    """Whether something with this word came in at the desk of the code. What became of it is not for who asks."""
    return Concern.objects.filter(desk=code.desk_id, receipt_hash=receipt_hash(receipt)).exists()


def look_by(desk: Desk, how_soon: HowSoon, at: datetime) -> datetime:
    """Until when somebody looks: urgent ones on the wall clock, the others in the working days of the desk."""
    if how_soon == HowSoon.URGENT:
        return at + SAME_DAY
    return after_working_days(at, WORKING_DAYS[how_soon], agencies.hours_of(desk), agencies.holidays())


def is_heard(desk: Desk, at: datetime, *, now: bool) -> bool:
    """Whether somebody at a desk hears concerns; with `now`, whether they are there: in its hours, or on its roster where it
    works around the clock."""
    if not accounts.current_seats(at).filter(desk=desk, role__in=HEARING).exists():
        return False
    if not now:
        return True
    if desk.around_the_clock:
        return bool(accounts.on_duty(desk, at))
    return is_open(at, agencies.hours_of(desk), agencies.holidays())


def card(code: DeskCode, at: datetime) -> Card:
    """The card of a desk, in the language of the page."""
    desk, today = code.desk, in_amman(at).date()
    checked = _signs()["verified_on"]
    return Card(
        groups=_groups(_language()),
        checked_on=date.fromisoformat(checked) if checked else None,
        desk=desk.name,
        phone=desk.phone,
        open_now=desk.around_the_clock or is_open(at, agencies.hours_of(desk), agencies.holidays()),
        lines=tuple(lines_of_help(_language(), today)),
    )


@cache
def levels() -> Mapping[str, HowSoon]:
    """The signs of the card in its order, each with how soon somebody looks."""
    return {entry["code"]: HowSoon(entry["how_soon"]) for entry in _signs()["signs"]}


def groups() -> tuple[SignGroup, ...]:
    return _groups(_language())


def may_see(holdings: Holdings, desk: Desk) -> bool:
    """Whether a concern at a desk is theirs to read: they work there in a role that hears them, or supervise the body, also
    once the desk was closed."""
    return holdings.may_at(desk.pk, Power.HEAR_CONCERNS) or holdings.supervised_agency_id == desk.agency_id


def by_reference(reference: str) -> Concern | None:
    return Concern.objects.filter(reference=reference).select_related("desk__agency", "key", "code").first()


def concern_list(holdings: Holdings, after: str = "") -> ConcernList:
    """A page of what came in at the viewer's desks, newest first."""
    place = place_opened(after)
    rows = front(
        [_after(desk, place) for desk in _desks(holdings)] or [Concern.objects.none()],
        columns=("pk", "at"), order=("-at", "-pk"), cap=PAGE + 1,
    )  # fmt: skip
    found = [pk for pk, _ in rows]
    shown = Concern.objects.filter(pk__in=found[:PAGE]).select_related("desk").order_by("-at", "-pk")
    lines = tuple(_line(row) for row in shown)
    older = place_sealed(lines[-1].at, lines[-1].reference) if len(found) > PAGE else ""
    waiting = Concern.objects.filter(desk__in=_desks(holdings), taken_at__isnull=True, settled_at__isnull=True)
    return ConcernList(lines, older, waiting[:100].count())


def concern_page(concern: Concern) -> ConcernPage:
    """What was said, opened for one viewer."""
    said = _said(concern)
    signs = {sign.code: sign for group in groups() for sign in group.signs}
    named = accounts.names_of([concern.taken_by] if concern.taken_by else [])
    return ConcernPage(
        line=_line(concern),
        said=said,
        signs=tuple(signs[code] for code in (said.signs if said else ()) if code in signs),
        taken_by=named.get(concern.taken_by or "", ("", ""))[0],
        taken_at=concern.taken_at,
        settled_at=concern.settled_at,
        number=concern.code.number,
        unverified=_signs()["verified_on"] is None,
    )


def code_list(holdings: Holdings, at: datetime) -> tuple[CodeLine, ...]:
    """The codes of the viewer's desks, the newest first; of those that are over, the last ones."""
    rows = _codes().filter(desk__in=holdings.desks_with(Power.HEAR_CONCERNS)).order_by("-made_at", "-pk")
    return tuple(_code_line(code, at) for code in rows[:MOST_CODES_SHOWN])


def desks_to_give_for(holdings: Holdings) -> list[Desk]:
    """For which desks the viewer may make a code: those at which they work."""
    return agencies.desks_among([pk for pk in holdings.desks_with(Power.HEAR_CONCERNS) if holdings.works_at(pk)])


def to_escalate(at: datetime, *, cap: int = 500) -> list[Concern]:
    """What nobody looked after in time, the longest due first."""
    rows = Concern.objects.filter(taken_at__isnull=True, escalated_at__isnull=True, settled_at__isnull=True, look_by__lte=at)
    return list(rows.order_by("look_by", "pk")[:cap])


def to_let_go(at: datetime, *, cap: int = 500) -> list[Concern]:
    """What was settled so long ago that its words are thrown away."""
    rows = Concern.objects.filter(said__isnull=False, settled_at__lte=at - rules.WORDS_KEPT)
    return list(rows.order_by("settled_at", "pk")[:cap])


def _codes() -> QuerySet[DeskCode]:
    return DeskCode.objects.select_related("desk__agency")


def _desks(holdings: Holdings) -> tuple[int, ...]:
    """Desks whose concerns the viewer hears."""
    heard = holdings.desks_with(Power.HEAR_CONCERNS)
    above = agencies.desk_ids_of(holdings.supervised_agency_id) if holdings.supervised_agency_id else ()
    return tuple(dict.fromkeys([*heard, *above]))


def _after(desk: int, place: tuple[datetime, str] | None) -> QuerySet[Concern]:
    rows = Concern.objects.filter(desk_id=desk)
    if place is None:
        return rows
    moment, reference = place
    pk = Concern.objects.filter(reference=reference).values_list("pk", flat=True).first() or 0
    return rows.filter(Q(at__lt=moment) | Q(at=moment, pk__lt=pk))


def _line(row: Concern) -> ConcernLine:
    return ConcernLine(
        row.reference, row.desk.name, HowSoon(row.how_soon), row.at, row.look_by, row.taken_at is not None,
        CameOfIt(row.came_of_it) if row.came_of_it else None,
    )  # fmt: skip


def _code_line(code: DeskCode, at: datetime) -> CodeLine:
    return CodeLine(
        code.reference, code.desk.name, code.number, life_of(code).state(at), code.made_at, code.until, code.opened, code.most,
        code.phones, code.sent, code.last_on,
    )  # fmt: skip


def _said(concern: Concern) -> Said | None:
    if concern.said is None:
        return None
    kept = json.loads(concern.opened("said"))
    return Said(tuple(kept["signs"]), Who(kept["who"]), Soon(kept["soon"]), kept["where"], kept["words"])


def _language() -> str:
    return "ar" if get_language() == "ar" else "en"


@cache
def _signs() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((settings.LAW / "camp_signs.json").read_text(encoding="utf-8"))
    return data


@cache
def _groups(language: str) -> tuple[SignGroup, ...]:
    signs = _signs()["signs"]
    return tuple(
        SignGroup(group["code"], group[language], tuple(_sign(one, language) for one in signs if one["group"] == group["code"]))
        for group in _signs()["groups"]
    )


def _sign(entry: dict[str, Any], language: str) -> Sign:
    return Sign(entry["code"], entry[language], entry["source"][language], entry["mark"] == "M", HowSoon(entry["how_soon"]))
