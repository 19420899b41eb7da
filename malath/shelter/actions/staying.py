"""What is written of a stay while it lasts. Nothing of it holds anybody back, and no hour is set for an adult."""

from datetime import datetime

from malath.accounts.models import User
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.shelter import news, queries, rules
from malath.shelter.actions.admitting import take_place
from malath.shelter.actions.base import changed, keep, locked_stay, refuse
from malath.shelter.models import Belonging, Occupancy, Outing, Place, Stay, StayReview, Visit
from malath.shelter.queries import law
from malath.shelter.rules import Brought
from malath.shelter.words import HealthCheck, Neutral, VisitState, WhyLong, WhyNot


@act
def name_key_worker(stay: Stay, worker: User, *, by: Actor, at: datetime) -> Stay:
    """Somebody of the house is there for the person. Errors: `CannotShelter` for who does not work there or is kept from the
    file."""
    now = locked_stay(stay)
    refuse([] if worker in queries.staff_of(now, at) else [WhyNot.NOT_AT_DESK])
    now.key_worker = worker
    keep(now, at=at)
    news.settle_due(now, by=by, at=at)
    changed(Did.STAY_CHANGED, now, by=by, at=at, what="key_worker")
    return now


@act
def offer_health_check(stay: Stay, said: HealthCheck, *, by: Actor, at: datetime) -> Stay:
    """A health check is offered, and what the person said is written down: yes, no or later. What it found is not. Errors:
    `CannotShelter`."""
    now = locked_stay(stay)
    now.health = said
    keep(now, at=at)
    news.settle_due(now, by=by, at=at)
    changed(Did.STAY_CHANGED, now, by=by, at=at, what="health_check")
    return now


@act
def review(
    stay: Stay, words: str, why_long: WhyLong | None = None, *, manages: bool, by: Actor, at: datetime
) -> StayReview:  # fmt: skip
    """Look at a stay together with the person; from the first alarm on say why it lasts. It ends nothing. Errors:
    `CannotShelter`."""
    now = locked_stay(stay)
    reached = rules.reached_alarm(now.admitted_at, at, law.spans())
    refuse(rules.why_not_review(words, why_long, reached=reached, manages=manages))
    row = StayReview(stay=now, key=now.key, why_long=why_long or "", by=by.reference, at=at)
    row.seal(words=words)
    row.save(force_insert=True)
    now.reviewed_at, now.alarm = at, max(reached, now.alarm)
    keep(now, at=at)
    news.settle_due(now, by=by, at=at)
    changed(Did.STAY_REVIEWED, now, by=by, at=at, **({"why_long": why_long.value} if why_long else {}))
    return row


@act
def sign_in(stay: Stay, thing: Brought, what: str, *, by: Actor, at: datetime) -> Belonging:
    """Something that was brought along is written into the register, signed by both. The house keeps it only when the person
    asks. Errors: `CannotShelter`."""
    now = locked_stay(stay)
    refuse(rules.why_not_sign_in(thing))
    row = Belonging(
        stay=now, key=now.key, kind=thing.kind, amount=thing.amount, currency=thing.currency or "", held=thing.held,
        signed_in_by=by.reference, signed_in_at=at,
    )  # fmt: skip
    row.seal(what=what)
    row.save(force_insert=True)
    changed(Did.BELONGING_IN, now, by=by, at=at, kind=thing.kind.value)
    return row


@act
def sign_out(belonging: Belonging, *, both_signed: bool, by: Actor, at: datetime) -> Belonging:
    """It is given back, whenever the person asks, signed by both. Also after the agreement was taken back. Errors:
    `CannotShelter`."""
    row = Belonging.objects.select_for_update(of=("self",)).select_related("stay__case__person", "stay__shelter__desk").get(
        pk=belonging.pk
    )  # fmt: skip
    refuse([WhyNot.SIGNED_OUT] if row.signed_out_at is not None else [])
    refuse([] if both_signed else [WhyNot.BOTH_SIGN])
    row.signed_out_at, row.signed_out_by = at, by.reference
    row.save(update_fields=["signed_out_at", "signed_out_by"])
    changed(Did.BELONGING_OUT, row.stay, by=by, at=at, kind=row.kind)
    return row


@act
def go_out(stay: Stay, *, by: Actor, at: datetime) -> Outing:
    """Somebody goes out and says so. No hour is set. Errors: `CannotShelter` where they are out already."""
    now = locked_stay(stay)
    refuse([WhyNot.OUT_ALREADY] if queries.outing_now(now) is not None else [])
    outing = Outing.objects.create(stay=now, went_at=at)
    changed(Did.STAY_CHANGED, now, by=by, at=at, what="out")
    return outing


@act
def come_back(stay: Stay, *, by: Actor, at: datetime) -> Outing:
    """Somebody is back. Errors: `CannotShelter` where they are in the house."""
    now = locked_stay(stay)
    outing = queries.outing_now(now)
    refuse([WhyNot.NOT_OUT] if outing is None else [])
    assert outing is not None  # noqa: S101  # refused above
    outing.back_at = at
    outing.save(update_fields=["back_at"])
    changed(Did.STAY_CHANGED, now, by=by, at=at, what="back")
    return outing


@act
def plan_visit(
    stay: Stay, whom: str, where: Neutral, on_at: datetime, *, agreed: bool, by: Actor, at: datetime
) -> Visit:  # fmt: skip
    """The person meets somebody at a neutral place, because they want to. Errors: `CannotShelter`."""
    now = locked_stay(stay)
    refuse([] if agreed else [WhyNot.NOT_AGREED])
    refuse([] if whom.strip() else [WhyNot.WORDS_MISSING])
    refuse([WhyNot.VISIT_PAST] if on_at <= at else [])
    visit = Visit(stay=now, key=now.key, where=where, on_at=on_at, by=by.reference, at=at)
    visit.seal(whom=whom)
    visit.save(force_insert=True)
    changed(Did.STAY_CHANGED, now, by=by, at=at, what="visit")
    return visit


@act
def settle_visit(visit: Visit, state: VisitState, *, by: Actor, at: datetime) -> Visit:
    """What became of a visit. Errors: `CannotShelter` where it is written down already."""
    stay = locked_stay(visit.stay)
    now = Visit.objects.get(pk=visit.pk)
    refuse([WhyNot.VISIT_SETTLED] if now.state != VisitState.PLANNED else [])
    now.state = state
    now.save(update_fields=["state"])
    changed(Did.STAY_CHANGED, stay, by=by, at=at, what="visit")
    return now


@act
def move(stay: Stay, place: Place, *, by: Actor, at: datetime) -> Occupancy:
    """Somebody moves to another place of the house, as they wish. Errors: `CannotShelter`: taken, closed, or not for them."""
    now = locked_stay(stay)
    section = place.unit.section
    refuse([] if section.shelter_id == now.shelter_id else [WhyNot.PLACE_MISSING])
    children = queries.companions_of(now)
    boys = [at.year - child.born for child in children if child.boy]
    who = queries.who_is(now.person, children=len(children), oldest_boy=max(boys, default=None))
    refuse(rules.why_not_in_section(queries.takes(section), who, boys_until=now.shelter.boys_until))
    Occupancy.objects.filter(stay=now, companion__isnull=True, until__isnull=True).update(until=at)
    taken = take_place(now, place, at=at)
    changed(Did.STAY_CHANGED, now, by=by, at=at, what="place")
    return taken
