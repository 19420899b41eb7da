"""Planning campaigns, and their money."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from malath.agencies.models import Desk
from malath.agencies.words import Currency
from malath.audit.words import Did
from malath.awareness import queries, rules
from malath.awareness.actions.base import record, refuse
from malath.awareness.models import Campaign, Money, Spread
from malath.awareness.rules import Plan
from malath.awareness.words import Audience, CampaignState, Counted, MoneyKind, WhyNot
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark


@act
def plan_campaign(desk: Desk, plan: Plan, *, by: Actor, at: datetime) -> Campaign:
    """A desk writes down what is to be said to whom. Errors: `CannotDo`."""
    refuse(rules.why_not_plan(plan))
    campaign = _written(Campaign(desk=desk, by=by.reference, at=at), plan)
    campaign.save(force_insert=True)
    record(Did.CAMPAIGN_PLANNED, campaign.reference, by=by, at=at)
    return campaign


@act
def change_campaign(campaign: Campaign, plan: Plan, *, by: Actor, at: datetime) -> Campaign:
    """The plan becomes another, while it is not over. Errors: `CannotDo`."""
    campaign = queries.campaign_locked(campaign.pk)
    over = [WhyNot.IS_OVER] if campaign.state in rules.OVER else []
    refuse([*over, *rules.why_not_plan(plan)])
    _written(campaign, plan)
    campaign.changed_by, campaign.changed_at = by.reference, at
    campaign.save()
    record(Did.CAMPAIGN_CHANGED, campaign.reference, by=by, at=at)
    return campaign


@act
def move_campaign(campaign: Campaign, to: CampaignState, *, because: str = "", by: Actor, at: datetime) -> Campaign:
    """It begins, ends, or is called off and says why. Errors: `CannotDo`."""
    campaign = queries.campaign_locked(campaign.pk)
    waiting = queries.sessions_waiting(campaign)
    refuse(rules.why_not_move(CampaignState(campaign.state), to, because=because, waiting=waiting))
    campaign.state, campaign.because = to, because.strip()
    campaign.changed_by, campaign.changed_at = by.reference, at
    campaign.save(update_fields=["state", "because", "changed_by", "changed_at"])
    record(Did.CAMPAIGN_MOVED, campaign.reference, by=by, at=at, state=to.value)
    return campaign


@act
def write_money(
    campaign: Campaign,
    kind: MoneyKind,
    what: str,
    amount: Decimal,
    currency: Currency,
    *,
    on: date,
    audience: Audience | None = None,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Money:
    """A line of the budget, or of what was spent. The same form twice is one. Errors: `CannotDo`."""
    mark = own_mark(once, campaign.reference, kind, what, str(amount), currency, on.isoformat(), audience or "")
    if (before := queries.money_written(mark)) is not None:
        record(Did.MONEY_WRITTEN, before.reference, by=by, at=at, again="1")
        return before
    campaign = queries.campaign_locked(campaign.pk)
    spent_on = on if kind == MoneyKind.SPENT else None
    reasons = rules.why_not_write_money(
        state=CampaignState(campaign.state), amount=amount, currency=currency, spent_on=spent_on,
        today=clock.in_amman(at).date(), what=what,
    )  # fmt: skip
    wrong = [WhyNot.OTHER_AUDIENCE] if audience is not None and audience not in campaign.audiences else []
    refuse([*reasons, *wrong])
    money = Money.objects.create(
        campaign=campaign, kind=kind, what=what, amount=amount, currency=currency, on=on, audience=audience or "",
        by=by.reference, at=at, once=mark,
    )  # fmt: skip
    record(Did.MONEY_WRITTEN, money.reference, by=by, at=at, kind=kind.value)
    return money


@act
def strike_money(money: Money, *, by: Actor, at: datetime) -> Money:
    """A wrong line counts no longer, and stays to be seen. Errors: `CannotDo`."""
    money = queries.money_locked(money.pk)
    refuse([WhyNot.STRUCK] if money.struck_at is not None else [])
    money.struck_by, money.struck_at = by.reference, at
    money.save(update_fields=["struck_by", "struck_at"])
    record(Did.MONEY_STRUCK, money.reference, by=by, at=at)
    return money


@act
def write_spread(
    campaign: Campaign,
    way: Counted,
    audience: Audience,
    number: int,
    known_by: str,
    *,
    on: date,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Spread:
    """How far it reached by another way than a session, and how that is known. The same form twice is one. Errors:
    `CannotDo`."""
    mark = own_mark(once, campaign.reference, way, audience, str(number), on.isoformat(), known_by)
    if (before := queries.spread_written(mark)) is not None:
        record(Did.SPREAD_WRITTEN, before.reference, by=by, at=at, again="1")
        return before
    campaign = queries.campaign_locked(campaign.pk)
    refuse(rules.why_not_write_spread(
        state=CampaignState(campaign.state), goes_so=way in campaign.channels, speaks_to=audience in campaign.audiences,
        number=number, on=on, today=clock.in_amman(at).date(), known_by=known_by,
    ))  # fmt: skip
    spread = Spread.objects.create(
        campaign=campaign,
        way=way,
        audience=audience,
        number=number,
        known_by=known_by,
        on=on,
        by=by.reference,
        at=at,
        once=mark,
    )
    record(Did.SPREAD_WRITTEN, spread.reference, by=by, at=at, way=way.value)
    return spread


@act
def strike_spread(spread: Spread, *, by: Actor, at: datetime) -> Spread:
    """A wrong number counts no longer, and stays to be seen. Errors: `CannotDo`."""
    spread = queries.spread_locked(spread.pk)
    refuse([WhyNot.STRUCK] if spread.struck_at is not None else [])
    spread.struck_by, spread.struck_at = by.reference, at
    spread.save(update_fields=["struck_by", "struck_at"])
    record(Did.SPREAD_STRUCK, spread.reference, by=by, at=at)
    return spread


def _written(campaign: Campaign, plan: Plan) -> Campaign:
    for name in ("title_ar", "title_en", "objective", "message", "measures", "begins_on", "ends_on"):
        setattr(campaign, name, getattr(plan, name))
    for name in ("audiences", "channels", "languages"):
        setattr(campaign, name, sorted(getattr(plan, name)))
    return campaign
