"""Reading campaigns: lists, one with its money and sessions, reach and cost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from babel.numbers import format_currency
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.words import Currency
from malath.awareness import rules
from malath.awareness.models import Campaign, Money, Session, Spread
from malath.awareness.queries.base import names, sees_exactly, title_of, told_of
from malath.awareness.queries.surveys import SurveyLine, surveys_of
from malath.awareness.queries.uses import UsedLine, chosen_in, used_lines
from malath.awareness.rules import Plan
from malath.awareness.words import Audience, CampaignState, Channel, Counted, MoneyKind, SessionState, Tongue
from malath.figures.rules import NONE, Told, summed
from malath.ui.pieces import Tone
from malath.ui.times import locale, told_text

MOST = 200
TONE: dict[CampaignState, Tone] = {CampaignState.RUNNING: "ok", CampaignState.PLANNED: "info"}

Sees = Callable[[Session | Spread], bool]


@dataclass(frozen=True)
class CampaignLine:
    """A campaign in a list."""

    reference: str
    title: str
    desk: str
    state: CampaignState
    audiences: str
    begins_on: date
    ends_on: date

    @property
    def tone(self) -> Tone:
        return TONE.get(self.state, "quiet")


@dataclass(frozen=True)
class MoneyLine:
    """A line of money."""

    reference: str
    kind: MoneyKind
    what: str
    audience: str
    amount: str
    on: date
    struck: bool


@dataclass(frozen=True)
class Purse:
    """What one currency had and has left."""

    budget: str
    spent: str
    left: str
    over: bool


@dataclass(frozen=True)
class Reach:
    """How many of an audience came, as far as it is told, and what it cost to reach one."""

    audience: str
    sessions: int
    came: str
    cards: str
    disclosures: str
    others: str
    spent: str
    cost: str


@dataclass(frozen=True)
class SpreadLine:
    """How far a campaign reached by another way."""

    reference: str
    way: Counted
    audience: str
    number: str
    known_by: str
    on: date
    struck: bool


@dataclass(frozen=True)
class SessionLine:
    """A session in a list or a calendar."""

    reference: str
    on: date
    audience: Audience
    where: str
    state: SessionState
    came: str

    @property
    def tone(self) -> Tone:
        return {SessionState.HELD: "ok", SessionState.PLANNED: "info"}.get(self.state, "quiet")  # type: ignore[return-value]


@dataclass(frozen=True)
class CampaignPage:
    """One campaign whole."""

    line: CampaignLine
    objective: str
    message: str
    measures: str
    channels: str
    languages: str
    because: str
    purses: tuple[Purse, ...]
    money: tuple[MoneyLine, ...]
    sessions: tuple[SessionLine, ...]
    materials: tuple[UsedLine, ...]
    surveys: tuple[SurveyLine, ...]
    spreads: tuple[SpreadLine, ...]
    reach: tuple[Reach, ...]
    nexts: tuple[CampaignState, ...]
    may_change: bool
    may_plan: bool
    other_ways: bool

    @property
    def may_begin(self) -> bool:
        return CampaignState.RUNNING in self.nexts

    @property
    def may_end(self) -> bool:
        return CampaignState.ENDED in self.nexts


@dataclass(frozen=True)
class ReachPage:
    """All audiences over all campaigns of some years."""

    lines: tuple[Reach, ...]
    exact: bool


def amount_text(amount: Decimal, currency: str) -> str:
    """«1,250.000 د.أ.»: with as many decimals as the currency has."""
    decimals = "0" * rules.DECIMALS.get(Currency(currency), 2)
    return str(format_currency(amount, currency, f"#,##0.{decimals}\u00a0¤", locale=locale(), currency_digits=False))


def campaigns() -> tuple[CampaignLine, ...]:
    """All campaigns, those that run or come first. One statement."""
    rows = Campaign.objects.select_related("desk").order_by("-begins_on", "-pk")[:MOST]
    return tuple(sorted(map(_line, rows), key=lambda one: one.state in rules.OVER))


def campaign_page(campaign: Campaign, holdings: Holdings) -> CampaignPage:
    """Five statements."""
    money = list(Money.objects.filter(campaign=campaign).order_by("-on", "-pk")[:MOST])
    sessions = list(Session.objects.filter(campaign=campaign).select_related("campaign").order_by("-on", "-pk")[:MOST])
    spreads = list(Spread.objects.filter(campaign=campaign).select_related("campaign").order_by("-on", "-pk")[:MOST])
    state, own = CampaignState(campaign.state), holdings.may_at(campaign.desk_id, Power.RUN_AWARENESS)
    runs, counting = holdings.may(Power.RUN_AWARENESS), [row for row in money if row.struck_at is None]
    sees = _sees_all if own else partial(sees_exactly, holdings)
    return CampaignPage(
        _line(campaign), campaign.objective, campaign.message, campaign.measures,
        names(campaign.channels, Channel), names(campaign.languages, Tongue), campaign.because,
        _purses(counting), tuple(map(_money_line, money)), tuple(session_line(row, exact=sees(row)) for row in sessions),
        used_lines(chosen_in(campaign)), surveys_of(campaign),
        tuple(_spread_line(row, exact=own) for row in spreads), _reach(sessions, counting, spreads, sees),
        tuple(sorted(rules.NEXT[state])) if own else (),
        own and state not in rules.OVER, runs and state not in rules.OVER,
        own and state != CampaignState.CALLED_OFF and bool(set(Counted) & set(campaign.channels)),
    )  # fmt: skip


def reach_page(holdings: Holdings, since: date) -> ReachPage:
    """What was reached since a day, by audience, and what it cost. Three statements. Exact for who counts; told otherwise."""
    sessions = list(Session.objects.filter(state=SessionState.HELD, on__gte=since).order_by("pk"))
    spent = list(Money.objects.filter(kind=MoneyKind.SPENT, struck_at__isnull=True, on__gte=since).order_by("pk"))
    spreads = list(Spread.objects.filter(on__gte=since).select_related("campaign").order_by("pk"))
    sees = partial(sees_exactly, holdings)
    return ReachPage(_reach(sessions, spent, spreads, sees), all(map(sees, [*sessions, *spreads])))


def plan_of(campaign: Campaign) -> Plan:
    """The plan as it stands."""
    return Plan(
        campaign.title_ar, campaign.title_en, campaign.objective, campaign.message,
        frozenset(map(Audience, campaign.audiences)), frozenset(map(Channel, campaign.channels)),
        frozenset(map(Tongue, campaign.languages)), campaign.begins_on, campaign.ends_on, campaign.measures,
    )  # fmt: skip


def campaign_by_reference(reference: str) -> Campaign | None:
    return Campaign.objects.select_related("desk__agency").filter(reference=reference).first()


def campaign_locked(pk: int) -> Campaign:
    return Campaign.objects.select_for_update(of=("self",)).get(pk=pk)


def money_by_reference(reference: str) -> Money | None:
    return Money.objects.select_related("campaign").filter(reference=reference).first()


def money_locked(pk: int) -> Money:
    return Money.objects.select_for_update(of=("self",)).get(pk=pk)


def money_written(once: UUID | None) -> Money | None:
    return Money.objects.filter(once=once).first() if once is not None else None


def spread_by_reference(reference: str) -> Spread | None:
    return Spread.objects.select_related("campaign").filter(reference=reference).first()


def spread_locked(pk: int) -> Spread:
    return Spread.objects.select_for_update(of=("self",)).get(pk=pk)


def spread_written(once: UUID | None) -> Spread | None:
    return Spread.objects.filter(once=once).first() if once is not None else None


def sessions_waiting(campaign: Campaign) -> int:
    return Session.objects.filter(campaign=campaign, state=SessionState.PLANNED).count()


def own_desks(holdings: Holdings) -> list[Desk]:
    """Desks at which the viewer runs campaigns and sessions."""
    return agencies.desks_among(holdings.desks_with(Power.RUN_AWARENESS))


def session_line(row: Session, *, exact: bool) -> SessionLine:
    where = f"{row.get_place_display()}، {row.get_governorate_display()}" if get_language() != "en" else ""
    where = where or f"{row.get_place_display()}, {row.get_governorate_display()}"
    came = told_text(told_of(row.came, exact=exact)) if row.came is not None else ""
    return SessionLine(row.reference, row.on, Audience(row.audience), where, SessionState(row.state), came)


def _sees_all(_row: Session | Spread) -> bool:
    """The desk of a campaign answers for all of it."""
    return True


def _line(row: Campaign) -> CampaignLine:
    return CampaignLine(
        row.reference, title_of(row), row.desk.name, CampaignState(row.state), names(row.audiences, Audience), row.begins_on,
        row.ends_on,
    )  # fmt: skip


def _money_line(row: Money) -> MoneyLine:
    audience = str(Audience(row.audience).label) if row.audience else ""
    amount = amount_text(row.amount, row.currency)
    return MoneyLine(row.reference, MoneyKind(row.kind), row.what, audience, amount, row.on, row.struck_at is not None)


def _purses(money: Iterable[Money]) -> tuple[Purse, ...]:
    rows = list(money)
    budget = rules.sums((row.currency, row.amount) for row in rows if row.kind == MoneyKind.BUDGET)
    spent = rules.sums((row.currency, row.amount) for row in rows if row.kind == MoneyKind.SPENT)
    return tuple(_purse(one, budget, spent) for one in sorted({*budget, *spent}))


def _purse(currency: str, budget: dict[str, Decimal], spent: dict[str, Decimal]) -> Purse:
    had, gone = budget.get(currency, Decimal(0)), spent.get(currency, Decimal(0))
    return Purse(amount_text(had, currency), amount_text(gone, currency), amount_text(had - gone, currency), gone > had)


def _reach(sessions: Iterable[Session], money: Iterable[Money], spreads: Iterable[Spread], sees: Sees) -> tuple[Reach, ...]:
    """By audience. What was told of sessions adds up to what is told of the audience: nothing is worked out by comparing."""
    held = [row for row in sessions if row.state == SessionState.HELD]
    lines = [row for row in money if row.kind == MoneyKind.SPENT]
    far = [row for row in spreads if row.struck_at is None]
    reached: set[str] = {*(row.audience for row in held), *(row.audience for row in lines), *(row.audience for row in far)}
    wanted = [one for one in Audience if one in reached]
    shared = [row for row in lines if not row.audience]
    return (*(_reach_of(one, held, lines, far, sees) for one in wanted), *((_shared(shared),) if shared else ()))


def _shared(money: list[Money]) -> Reach:
    """What was spent for all audiences: it stands by itself, since nobody knows whose share is which."""
    return Reach(_("For all audiences"), 0, "", "", "", "", _spent(rules.sums((row.currency, row.amount) for row in money)), "")


def _reach_of(audience: Audience, held: list[Session], money: list[Money], far: list[Spread], sees: Sees) -> Reach:
    rows = [row for row in held if row.audience == audience]
    came, cards, told = (
        summed([told_of(getattr(row, name) or 0, exact=sees(row)) for row in rows]) if rows else NONE
        for name in ("came", "cards", "disclosures")
    )
    spent = rules.sums((row.currency, row.amount) for row in money if row.audience == audience)
    costs = [_cost(amount, currency, came) for currency, amount in spent.items()]
    return Reach(
        str(audience.label), len(rows), told_text(came), told_text(cards), told_text(told),
        _others([row for row in far if row.audience == audience], sees), _spent(spent), " · ".join(filter(None, costs)),
    )  # fmt: skip


def _others(far: list[Spread], sees: Sees) -> str:
    """«Print: copies given out 500 · …»: each way by itself, since nobody knows who was reached twice."""
    told = {
        way: summed([told_of(row.number, exact=sees(row)) for row in far if row.way == way])
        for way in Counted if any(row.way == way for row in far)
    }  # fmt: skip
    return " · ".join(f"{way.label} {told_text(number)}" for way, number in told.items())


def _spread_line(row: Spread, *, exact: bool) -> SpreadLine:
    number = told_text(told_of(row.number, exact=exact))
    audience = str(Audience(row.audience).label)
    return SpreadLine(row.reference, Counted(row.way), audience, number, row.known_by, row.on, row.struck_at is not None)


def _spent(sums: dict[str, Decimal]) -> str:
    return " · ".join(amount_text(amount, currency) for currency, amount in sums.items())


def _cost(amount: Decimal, currency: str, came: Told) -> str:
    found = rules.cost_of_one(amount, came)
    if found is None:
        return ""
    least, most = (amount_text(one, currency) for one in found)
    return least if least == most else f"{least} – {most}"
