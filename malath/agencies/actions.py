"""Acts on bodies and desks; the loading of public holidays."""

import json
from datetime import date, datetime
from pathlib import Path

from malath.agencies import queries
from malath.agencies.models import Agency, Desk, Holiday, Interpreter, Service
from malath.agencies.rules import (
    AgencyFacts,
    DeskFacts,
    HolidayFacts,
    InterpreterFacts,
    ServiceFacts,
    why_not_change_desk,
    why_not_change_interpreter,
    why_not_describe,
    why_not_end_desk,
    why_not_holiday,
    why_not_name,
    why_not_post,
)
from malath.agencies.words import Reason, ServiceKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act


class CannotChange(Exception):
    """The agency or the desk was not added or changed."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class Stale(Exception):
    """Somebody else changed the agency or the desk meanwhile; nothing was written."""


@act
def add_agency(facts: AgencyFacts, *, by: Actor, at: datetime) -> Agency:
    """A body joins the mechanism. Refused when its name is taken."""
    _refuse(why_not_name(taken=_agency_name_taken(facts)))
    agency = Agency(ended_at=None)
    _write_agency(agency, facts)
    audit.record(Did.AGENCY_ADDED, subject=agency.reference, by=by, at=at, facts={"kind": facts.kind})
    return agency


@act
def change_agency(agency: Agency, facts: AgencyFacts, *, version: int, by: Actor, at: datetime) -> Agency:
    """A body changes its name, kind or place. Refused when the name is taken. Errors: `Stale`."""
    locked = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    _next_version(locked, version)
    _refuse(why_not_name(taken=_agency_name_taken(facts, locked.pk)))
    _write_agency(locked, facts)
    audit.record(Did.AGENCY_CHANGED, subject=locked.reference, by=by, at=at, facts={"kind": facts.kind})
    return locked


@act
def add_desk(agency: Agency, facts: DeskFacts, *, by: Actor, at: datetime) -> Desk:
    """A body opens a desk: from now on referrals can be sent there. Refused when the body has one of that name."""
    desk = Desk(agency=agency)
    _refuse(why_not_name(taken=_desk_name_taken(agency.pk, facts)) + _why_not_post(desk, facts))
    _write_desk(desk, facts)
    audit.record(Did.DESK_ADDED, subject=desk.reference, by=by, at=at, facts=_for_the_trail(facts))
    return desk


@act
def change_desk(desk: Desk, facts: DeskFacts, *, version: int, by: Actor, at: datetime) -> Desk:
    """A desk changes its hours, services, phone or name. Refused when it was closed or the name is taken. Errors: `Stale`."""
    locked = _locked(desk)
    _next_version(locked, version)
    taken = _desk_name_taken(locked.agency_id, facts, locked.pk)
    _refuse(why_not_change_desk(ended=locked.ended_at is not None, name_taken=taken) or _why_not_post(locked, facts))
    _write_desk(locked, facts)
    audit.record(Did.DESK_CHANGED, subject=locked.reference, by=by, at=at, facts=_for_the_trail(facts))
    return locked


@act
def end_desk(desk: Desk, *, by: Actor, at: datetime) -> Desk:
    """A desk closes: nothing new can be sent there, what was sent stays. Refused when it is closed already, or when
    liaison posts belong to it."""
    locked = _locked(desk)
    _refuse(why_not_end_desk(ended=locked.ended_at is not None, has_posts=queries.has_posts(locked)))
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    audit.record(Did.DESK_CHANGED, subject=locked.reference, by=by, at=at, facts={"ended": "yes"})
    return locked


@act
def describe_service(desk: Desk, kind: ServiceKind, facts: ServiceFacts, *, version: int, by: Actor, at: datetime) -> Service:
    """Say for whom a service is, in which languages, where, at what cost. Refused when the desk closed or no longer offers
    it. Errors: `Stale`."""
    locked = _locked(desk)
    service = Service.objects.select_for_update(of=("self",)).filter(desk=locked, kind=kind).first()
    _refuse(why_not_describe(ended=locked.ended_at is not None, offered=service is not None))
    assert service is not None  # noqa: S101  # refused above
    if service.version != version:
        raise Stale
    service.version += 1
    service.languages, service.accepts = list(facts.languages), sorted(facts.accepts)
    service.governorates, service.cost = sorted(facts.governorates), facts.cost
    service.reach, service.needed, service.capacity = facts.reach, facts.needed, facts.capacity
    service.described_at = at
    service.save()
    audit.record(Did.SERVICE_DESCRIBED, subject=locked.reference, by=by, at=at, facts={"service": kind.value})
    return service


@act
def add_interpreter(agency: Agency, facts: InterpreterFacts, *, by: Actor, at: datetime) -> Interpreter:
    """Somebody comes onto the roster of interpreters. Refused when the body has one of that name."""
    _refuse(why_not_name(taken=_interpreter_name_taken(agency.pk, facts)))
    interpreter = Interpreter(agency=agency)
    _write_interpreter(interpreter, facts)
    facts_ = {"languages": " ".join(facts.languages)}
    audit.record(Did.INTERPRETER_ADDED, subject=interpreter.reference, by=by, at=at, facts=facts_)
    return interpreter


@act
def change_interpreter(
    interpreter: Interpreter, facts: InterpreterFacts, *, version: int, by: Actor, at: datetime
) -> Interpreter:
    """What is known of an interpreter changes. Refused when they left, or the name is taken. Errors: `Stale`."""
    locked = Interpreter.objects.select_for_update(of=("self",)).get(pk=interpreter.pk)
    if locked.version != version:
        raise Stale
    taken = _interpreter_name_taken(locked.agency_id, facts, locked.pk)
    _refuse(why_not_change_interpreter(ended=locked.ended_at is not None, name_taken=taken))
    locked.version += 1
    _write_interpreter(locked, facts)
    facts_ = {"languages": " ".join(facts.languages)}
    audit.record(Did.INTERPRETER_CHANGED, subject=locked.reference, by=by, at=at, facts=facts_)
    return locked


@act
def end_interpreter(interpreter: Interpreter, *, by: Actor, at: datetime) -> Interpreter:
    """Somebody leaves the roster: nobody books them any more. Refused when they left before."""
    locked = Interpreter.objects.select_for_update(of=("self",)).get(pk=interpreter.pk)
    _refuse(why_not_change_interpreter(ended=locked.ended_at is not None, name_taken=False))
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    audit.record(Did.INTERPRETER_CHANGED, subject=locked.reference, by=by, at=at, facts={"ended": "yes"})
    return locked


@act
def declare_holiday(facts: HolidayFacts, *, by: Actor, at: datetime) -> Holiday:
    """A day on which desks do not work: normal clocks that wait are counted anew by the worker. Refused on a day that is a
    holiday already."""
    stored = Holiday.objects.select_for_update(of=("self",)).filter(on=facts.on).first()
    _refuse(why_not_holiday(taken=stored is not None and not stored.cancelled))
    holiday = stored or Holiday(on=facts.on)
    _write_holiday(holiday, facts, by=by, at=at)
    audit.record(Did.HOLIDAY_DECLARED, subject=facts.on.isoformat(), by=by, at=at, facts={"provenance": facts.provenance})
    return holiday


@act
def change_holiday(holiday: Holiday, facts: HolidayFacts, *, by: Actor, at: datetime) -> Holiday:
    """A holiday gets another name, certainty or day, as it was announced. Refused when it was cancelled, or the other day is
    a holiday already."""
    locked = Holiday.objects.select_for_update(of=("self",)).get(pk=holiday.pk)
    _refuse(why_not_holiday(taken=False, cancelled=locked.cancelled))
    told = {"provenance": facts.provenance.value, "day": facts.on.isoformat()}
    audit.record(Did.HOLIDAY_CHANGED, subject=locked.on.isoformat(), by=by, at=at, facts=told)
    if facts.on != locked.on:
        cancel_holiday(locked, by=by, at=at)
        return declare_holiday(facts, by=by, at=at)
    _write_holiday(locked, facts, by=by, at=at)
    return locked


@act
def cancel_holiday(holiday: Holiday, *, by: Actor, at: datetime) -> Holiday:
    """A day is no holiday: desks work. Refused when it was cancelled before."""
    locked = Holiday.objects.select_for_update(of=("self",)).get(pk=holiday.pk)
    _refuse(why_not_holiday(taken=False, cancelled=locked.cancelled))
    locked.cancelled, locked.changed_by, locked.changed_at = True, by.reference, at
    locked.save(update_fields=["cancelled", "changed_by", "changed_at"])
    audit.record(Did.HOLIDAY_CANCELLED, subject=locked.on.isoformat(), by=by, at=at)
    return locked


def load_holidays(path: Path) -> int:
    """Put the public holidays of a country's file into the table; what somebody changed here stays. Returns how many.

    No act: a holiday leads to nobody, and set-up loads the file before anybody can sign in.
    """
    rows = json.loads(path.read_text(encoding="utf-8"))["holidays"]
    ours = set(Holiday.objects.filter(changed_at__isnull=False).values_list("on", flat=True))
    for row in rows:
        names = {"name_en": row["en"], "name_ar": row["ar"], "provenance": row["provenance"]}
        if date.fromisoformat(row["on"]) not in ours:
            Holiday.objects.update_or_create(on=date.fromisoformat(row["on"]), defaults=names)
    return len(rows)


def _interpreter_name_taken(agency_id: int, facts: InterpreterFacts, own: int = 0) -> bool:
    others = Interpreter.objects.filter(agency_id=agency_id).exclude(pk=own)
    return others.filter(name_en=facts.name_en).exists()


def _write_interpreter(interpreter: Interpreter, facts: InterpreterFacts) -> None:
    interpreter.name_en, interpreter.name_ar, interpreter.voice = facts.name_en, facts.name_ar, facts.voice
    interpreter.languages, interpreter.dialects = list(facts.languages), facts.dialects
    interpreter.ways, interpreter.governorates = sorted(facts.ways), sorted(facts.governorates)
    interpreter.phone, interpreter.code_signed_on = facts.phone, facts.code_signed_on
    interpreter.around_the_clock = facts.hours.around_the_clock
    interpreter.opens_at, interpreter.closes_at = facts.hours.opens_at, facts.hours.closes_at
    interpreter.working_days = sorted(facts.hours.working_days)
    interpreter.save()


def _write_holiday(holiday: Holiday, facts: HolidayFacts, *, by: Actor, at: datetime) -> None:
    holiday.name_en, holiday.name_ar, holiday.provenance = facts.name_en, facts.name_ar, facts.provenance
    holiday.cancelled, holiday.changed_by, holiday.changed_at = False, by.reference, at
    holiday.save()


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise CannotChange(reasons)


def _next_version(row: Agency | Desk, seen: int) -> None:
    if row.version != seen:
        raise Stale
    row.version += 1


def _locked(desk: Desk) -> Desk:
    return Desk.objects.select_for_update(of=("self",)).select_related("agency").get(pk=desk.pk)


def _agency_name_taken(facts: AgencyFacts, own: int = 0) -> bool:
    others = Agency.objects.exclude(pk=own)
    return others.filter(name_en=facts.name_en).exists() or others.filter(name_ar=facts.name_ar).exists()


def _desk_name_taken(agency_id: int, facts: DeskFacts, own: int = 0) -> bool:
    return Desk.objects.filter(agency_id=agency_id, name_en=facts.name_en).exclude(pk=own).exists()


def _write_agency(agency: Agency, facts: AgencyFacts) -> None:
    agency.kind, agency.governorate = facts.kind, facts.governorate
    agency.name_en, agency.name_ar = facts.name_en, facts.name_ar
    agency.has_accounts = facts.has_accounts
    agency.save()


def _write_desk(desk: Desk, facts: DeskFacts) -> None:
    desk.name_en, desk.name_ar = facts.name_en, facts.name_ar
    desk.governorate, desk.phone = facts.governorate, facts.phone
    desk.opens_at, desk.closes_at = facts.hours.opens_at, facts.hours.closes_at
    desk.around_the_clock = facts.hours.around_the_clock
    desk.working_days = sorted(facts.hours.working_days)
    desk.post_kind, desk.post_of = facts.post_kind, _home(facts)
    desk.save()
    desk.services.exclude(kind__in=facts.services).delete()
    kept = set(desk.services.values_list("kind", flat=True))
    Service.objects.bulk_create(Service(desk=desk, kind=kind) for kind in sorted(facts.services - kept))


def _home(facts: DeskFacts) -> Desk | None:
    """The desk of which this one is to be a liaison post, locked so that it does not close meanwhile."""
    if not facts.post_of:
        return None
    return Desk.objects.select_for_update(of=("self",)).filter(reference=facts.post_of).first()


def _why_not_post(desk: Desk, facts: DeskFacts) -> list[Reason]:
    home = _home(facts)
    fits = (
        home is not None
        and home.pk != desk.pk
        and home.agency_id == desk.agency_id
        and home.ended_at is None
        and home.post_of_id is None
    )
    return why_not_post(
        kind=bool(facts.post_kind),
        named=bool(facts.post_of),
        home_fits=fits,
        has_posts=bool(facts.post_of) and queries.has_posts(desk),
    )


def _for_the_trail(facts: DeskFacts) -> dict[str, str]:
    hours = facts.hours
    days = ",".join(str(day) for day in sorted(hours.working_days))
    open_at = "always" if hours.around_the_clock else f"{hours.opens_at:%H:%M}-{hours.closes_at:%H:%M} {days}"
    post = {"post": facts.post_kind, "post_of": facts.post_of} if facts.post_of else {}
    return {"hours": open_at, "services": " ".join(sorted(facts.services)), **post}
