"""What the house writes of a stay. A fixed number of statements, whatever stands there."""

from datetime import datetime

from malath.accounts.rules import Holdings
from malath.agencies.rules import decimals
from malath.agencies.words import Currency
from malath.shelter import rules
from malath.shelter.models import Belonging, Outing, Stay, StayReview, Visit
from malath.shelter.queries import clocks_of, law, manages, staff_of
from malath.shelter.queries.pages import ClockLine, InStay, ReviewLine, ThingLine, VisitLine
from malath.shelter.words import HealthCheck, Neutral, Thing, VisitState, WhyLong

OUTINGS, REVIEWS = 20, 20


def in_stay(stay: Stay, at: datetime) -> InStay:
    """What stands of a stay, for the house."""
    outings = list(Outing.objects.filter(stay=stay).order_by("-went_at")[:OUTINGS])
    out = next((row for row in outings if row.back_at is None), None)
    clocks = sorted(clocks_of(stay), key=lambda clock: clock.due) if stay.next_due is not None else []
    return InStay(
        clocks=tuple(ClockLine(clock.what, clock.due) for clock in clocks),
        key_worker=stay.key_worker.name if stay.key_worker is not None else "",
        health=str(HealthCheck(stay.health).label) if stay.health else "",
        is_out=out is not None,
        since_out=out.went_at if out else None,
        outings=tuple((row.went_at, row.back_at) for row in outings),
        things=tuple(_thing(row) for row in Belonging.objects.filter(stay=stay).select_related("key").order_by("pk")),
        visits=tuple(_visit(row) for row in Visit.objects.filter(stay=stay).select_related("key").order_by("on_at", "pk")),
        reviews=tuple(_review(row) for row in _reviews(stay)),
        long=rules.reached_alarm(stay.admitted_at, at, law.spans()) > 0,
    )


def staff_choices(stay: Stay, at: datetime) -> list[tuple[str, str]]:
    """Who can be key worker, as a form offers them."""
    return [(user.reference, user.name) for user in staff_of(stay, at)]


def is_run_by(stay: Stay, holdings: Holdings) -> bool:
    """Whether the viewer runs the house where somebody stays."""
    return manages(holdings, stay.shelter.desk_id)


def _reviews(stay: Stay) -> list[StayReview]:
    return list(StayReview.objects.filter(stay=stay).select_related("key").order_by("-pk")[:REVIEWS])


def _thing(row: Belonging) -> ThingLine:
    amount = f"{row.amount:.{decimals(Currency(row.currency))}f} {row.currency}" if row.amount is not None else ""
    return ThingLine(row.reference, Thing(row.kind), row.opened("what"), amount, row.held, row.signed_out_at)


def _visit(row: Visit) -> VisitLine:
    return VisitLine(row.reference, row.opened("whom"), Neutral(row.where), row.on_at, VisitState(row.state))


def _review(row: StayReview) -> ReviewLine:
    return ReviewLine(row.at, row.opened("words"), str(WhyLong(row.why_long).label) if row.why_long else "")
