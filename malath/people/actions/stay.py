"""Papers and stay: absconding reports, overstay, and the waiver of its fines. Each row belongs to the desk that wrote it."""

from datetime import date, datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.people import news, queries, stay
from malath.people.actions.records import mark, save, to_end, trace, written_before
from malath.people.models import AbscondingReport, Overstay, Person, Waiver
from malath.people.queries import stay as stays
from malath.people.words import AfterRefusal, Decided, Known, PartyKind, ReportState, WaiverKind, WhyNotStay


class CannotWriteStay(Exception):
    """Something about papers and stay is not written down as asked."""

    def __init__(self, reasons: list[WhyNotStay]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def write_report(
    person: Person,
    reporter: PartyKind,
    *,
    reported_on: date | None,
    state: ReportState,
    known: Known,
    words: str = "",
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> AbscondingReport:
    """Write down that the person was reported as absconded. It is a sign of control, tells nobody and starts nothing against
    them. Errors: `CannotWriteStay`."""
    queries.locked(person.pk)
    if (begun := written_before(AbscondingReport.objects.all(), person, once, Did.REPORT_WRITTEN, by, at)) is not None:
        return begun
    _refuse(stay.why_not_report(reported_on, None, _today(at)))
    report = AbscondingReport(
        person=person, key=person.key, reporter=reporter, reported_on=reported_on, state=state, known=known
    )
    mark(report, once, by)
    save(report, {"words": words}, desk, by, at)
    trace(Did.REPORT_WRITTEN, person, by, at, state=state.value)
    return report


@act
def cancel_report(report: AbscondingReport, *, on: date, known: Known, desk: Desk, by: Actor, at: datetime) -> AbscondingReport:
    """The report was cancelled. What stood before stays in its place, ended. Errors: `CannotWriteStay`, `CannotWrite`."""
    person = queries.locked(report.person_id)
    before = to_end(AbscondingReport.objects.all(), report, desk, at)
    _refuse(stay.why_not_report(before.reported_on, on, _today(at)))
    now = AbscondingReport(
        person=person, key=person.key, reporter=before.reporter, reported_on=before.reported_on, known=known,
        state=ReportState.CANCELLED, cancelled_on=on,
    )  # fmt: skip
    save(now, {"words": before.opened("words")}, desk, by, at)
    trace(Did.REPORT_CANCELLED, person, by, at)
    return now


@act
def write_overstay(
    person: Person, lawful_until: date, *, known: Known, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> Overstay:
    """Count since when the person stays without a permit: what a waiver would remove is reckoned from it. Errors:
    `CannotWriteStay`."""
    queries.locked(person.pk)
    if (begun := written_before(Overstay.objects.all(), person, once, Did.OVERSTAY_COUNTED, by, at)) is not None:
        return begun
    counted = stays.overstay_of(person.pk) is not None
    _refuse(stay.why_not_overstay(lawful_until, _today(at), born=stays.born_in(person.pk), counted=counted))
    overstay = Overstay(person=person, key=person.key, lawful_until=lawful_until, known=known)
    mark(overstay, once, by)
    save(overstay, {}, desk, by, at)
    trace(Did.OVERSTAY_COUNTED, person, by, at)
    return overstay


@act
def end_overstay(overstay: Overstay, *, desk: Desk, by: Actor, at: datetime) -> None:
    """It was written down by mistake, or the person has a permit again. An application that waits ends with it."""
    person = queries.locked(overstay.person_id)
    to_end(Overstay.objects.all(), overstay, desk, at)
    Waiver.objects.filter(overstay=overstay, state=Decided.WAITING, ended_at__isnull=True).update(ended_at=at)
    trace(Did.RECORD_ENDED, person, by, at, kind="overstay")


@act
def end_report(report: AbscondingReport, *, desk: Desk, by: Actor, at: datetime) -> None:
    """A report was written down by mistake."""
    person = queries.locked(report.person_id)
    to_end(AbscondingReport.objects.all(), report, desk, at)
    trace(Did.RECORD_ENDED, person, by, at, kind="report")


@act
def apply_for_waiver(
    person: Person,
    kind: WaiverKind,
    *,
    on: date,
    words: str = "",
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Waiver:
    """A waiver of the fines was applied for: never automatic, always an application with a decision. Errors:
    `CannotWriteStay`."""
    queries.locked(person.pk)
    if (begun := written_before(Waiver.objects.all(), person, once, Did.WAIVER_ASKED, by, at)) is not None:
        return begun
    overstay = stays.overstay_of(person.pk)
    waiting = overstay is not None and stays.waiver_waiting(overstay) is not None
    _refuse(stay.why_not_apply(on, _today(at), counted=overstay is not None, waiting=waiting))
    assert overstay is not None  # noqa: S101  # refused above
    days = stay.days_over(overstay.lawful_until, on)
    waiver = Waiver(person=person, key=person.key, overstay=overstay, kind=kind, days=days, applied_on=on)
    mark(waiver, once, by)
    save(waiver, {"words": words}, desk, by, at)
    trace(Did.WAIVER_ASKED, person, by, at, kind=kind.value)
    return waiver


@act
def decide_waiver(
    waiver: Waiver, decided: Decided, *, on: date, after: AfterRefusal = AfterRefusal.OPEN, desk: Desk, by: Actor, at: datetime
) -> Waiver:
    """Write down what the authority decided. After a refusal the person chooses how to go on; one may ask again. Errors:
    `CannotWriteStay`."""
    person = queries.locked(waiver.person_id)
    now = stays.waiver_locked(waiver.pk)
    _refuse(stay.why_not_decide(Decided(now.state), decided, now.applied_on, on, _today(at)))
    now.state, now.decided_on = decided, on
    now.after = after if decided == Decided.REFUSED else ""
    now.save(update_fields=["state", "decided_on", "after"])
    news.settle_waiver(person, by=by, at=at)
    trace(Did.WAIVER_DECIDED, person, by, at, decided=decided.value, desk=desk.reference)
    return now


@act
def remind_of_waiver(waiver: Waiver, *, at: datetime, by: Actor = WORKER) -> Waiver:
    """An application waits for a month already: the desk that made it is told, to ask. Errors: `CannotWriteStay`."""
    person = queries.locked(waiver.person_id)
    now = stays.waiver_locked(waiver.pk)
    _refuse([WhyNotStay.DECIDED_ALREADY] if now.state != Decided.WAITING or now.told_at or now.ended_at else [])
    now.told_at = at
    now.save(update_fields=["told_at"])
    news.tell_waiver_waits(now, person, at=at)
    trace(Did.WAIVER_REMINDED, person, by, at)
    return now


def _today(at: datetime) -> date:
    return clock.in_amman(at).date()


def _refuse(reasons: list[WhyNotStay]) -> None:
    if reasons:
        raise CannotWriteStay(reasons)
