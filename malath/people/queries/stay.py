"""Reading papers and stay. Opened; decides nothing about who may see it: the caller filters by the desk that wrote it."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from django.conf import settings
from django.db.models import QuerySet

from malath.foundation import clock
from malath.foundation.asking import ask
from malath.people import rules, stay
from malath.people.models import AbscondingReport, Detail, Overstay, Person, Waiver
from malath.people.queries.records import papers_of
from malath.people.stay import Debt, Tariff
from malath.people.words import (
    AfterRefusal,
    Decided,
    DetailKind,
    DocumentKind,
    Known,
    PartyKind,
    ReportState,
    WaiverKind,
    WhyNotTravel,
)

MOST = 20
WAITS_LONG = timedelta(days=30)


@dataclass(frozen=True)
class Reported:
    """An absconding report: a sign of control."""

    reference: str
    reporter: PartyKind
    reported_on: date | None
    state: ReportState
    cancelled_on: date | None
    known: Known
    words: str
    desk_id: int

    @property
    def stands(self) -> bool:
        """What is not known to be cancelled may still be used against the person."""
        return self.state != ReportState.CANCELLED


@dataclass(frozen=True)
class Applied:
    """A waiver that was applied for."""

    reference: str
    kind: WaiverKind
    days: int
    applied_on: date
    state: Decided
    decided_on: date | None
    after: AfterRefusal | None
    words: str
    desk_id: int


@dataclass(frozen=True)
class Counted:
    """An overstay, and the debt that a waiver would remove."""

    reference: str
    lawful_until: date
    known: Known
    debt: Debt
    desk_id: int


@dataclass(frozen=True)
class Stay:
    """Papers and stay of a person, for whoever works on a return or a place: read, never decided here."""

    counted: Counted | None
    reports: tuple[Reported, ...]
    waivers: tuple[Applied, ...]
    passport_withheld: bool

    @property
    def waived(self) -> bool:
        return stay.is_waived([one.state for one in self.waivers])

    @property
    def why_not_travel(self) -> list[WhyNotTravel]:
        return stay.why_not_travel(
            counted=self.counted is not None,
            waived=self.waived,
            reports=sum(one.stands for one in self.reports),
            passport_withheld=self.passport_withheld,
        )


def stay_of(person_id: int, at: datetime) -> Stay:
    """Everything of a person's papers and stay. Four statements."""
    overstay = next(iter(ask(_overstays, person_id)), None)
    withheld = any(one.withheld and one.kind == DocumentKind.PASSPORT for one in papers_of(person_id))
    return Stay(
        counted=_counted(overstay, at) if overstay else None,
        reports=tuple(_reported(row) for row in ask(_reports, person_id)),
        waivers=tuple(_applied(row) for row in ask(_waivers, person_id) if overstay and row.overstay_id == overstay.pk),
        passport_withheld=withheld,
    )


def reports_of(person_id: int) -> tuple[Reported, ...]:
    """Absconding reports of a person. One statement."""
    return tuple(_reported(row) for row in ask(_reports, person_id))


def overstay_of(person_id: int) -> Overstay | None:
    return Overstay.objects.filter(person_id=person_id, ended_at__isnull=True).first()


def waiver_waiting(overstay: Overstay) -> Waiver | None:
    return Waiver.objects.filter(overstay=overstay, state=Decided.WAITING, ended_at__isnull=True).first()


def waiver_locked(pk: int) -> Waiver:
    """As it stands now, locked. Called inside an act."""
    return Waiver.objects.select_for_update(of=("self",)).select_related("desk").get(pk=pk)


def report_by_reference(person: Person, reference: str) -> AbscondingReport | None:
    rows = AbscondingReport.objects.select_related("key").filter(person=person, ended_at__isnull=True)
    return rows.filter(reference=reference).first()


def overstay_by_reference(person: Person, reference: str) -> Overstay | None:
    rows = Overstay.objects.select_related("key").filter(person=person, ended_at__isnull=True)
    return rows.filter(reference=reference).first()


def waiver_by_reference(person: Person, reference: str) -> Waiver | None:
    return Waiver.objects.filter(person=person, ended_at__isnull=True, reference=reference).first()


def born_in(person_id: int) -> int | None:
    """The year in which the person was born, as it was written first; None where nobody knows."""
    rows = Detail.objects.filter(person_id=person_id, kind=DetailKind.BIRTH_DATE, ended_at__isnull=True)
    row = rows.select_related("key").order_by("pk").first()
    return rules.birth_year(row.opened("value")) if row else None


def waivers_to_tell(at: datetime, *, cap: int = 500) -> list[Waiver]:
    """Applications that wait for a month and of which nobody was told."""
    until = clock.in_amman(at).date() - WAITS_LONG
    rows = Waiver.objects.filter(state=Decided.WAITING, ended_at__isnull=True, told_at__isnull=True, applied_on__lte=until)
    return list(rows.filter(key__erased_at__isnull=True).order_by("applied_on", "pk")[:cap])


def reading() -> str:
    """By which reading of the law the debt is told: "day", "month" or "both"."""
    return str(settings.MALATH_OVERSTAY_READING)


@cache
def tariff() -> Tariff:
    """What the law of the country says that overstaying costs."""
    law = json.loads((settings.LAW / "overstay.json").read_text(encoding="utf-8"))
    return Tariff(
        Decimal(law["per_day"]), Decimal(law["per_month_or_part"]), law["days_of_a_month"], law["currency"],
        {"en": law["article"], "ar": law["article_ar"]}, {"en": law["source"], "ar": law["source_ar"]},
        sure=law["provenance"] == "verified",
    )  # fmt: skip


def _overstays(person_id: int) -> QuerySet[Overstay]:
    return Overstay.objects.filter(person_id=person_id, ended_at__isnull=True, key__erased_at__isnull=True).order_by("-pk")[:1]


def _reports(person_id: int) -> QuerySet[AbscondingReport]:
    rows = AbscondingReport.objects.filter(person_id=person_id, ended_at__isnull=True, key__erased_at__isnull=True)
    return rows.select_related("key").order_by("-pk")[:MOST]


def _waivers(person_id: int) -> QuerySet[Waiver]:
    rows = Waiver.objects.filter(person_id=person_id, ended_at__isnull=True, key__erased_at__isnull=True)
    return rows.select_related("key").order_by("-pk")[:MOST]


def _counted(row: Overstay, at: datetime) -> Counted:
    on = row.counted_until or clock.in_amman(at).date()
    found = stay.debt(stay.days_over(row.lawful_until, on), tariff())
    return Counted(row.reference, row.lawful_until, Known(row.known), found, row.desk_id)


def _reported(row: AbscondingReport) -> Reported:
    return Reported(
        row.reference, PartyKind(row.reporter), row.reported_on, ReportState(row.state), row.cancelled_on, Known(row.known),
        row.opened("words"), row.desk_id,
    )  # fmt: skip


def _applied(row: Waiver) -> Applied:
    after = AfterRefusal(row.after) if row.after else None
    return Applied(
        row.reference, WaiverKind(row.kind), row.days, row.applied_on, Decided(row.state), row.decided_on, after,
        row.opened("words"), row.desk_id,
    )  # fmt: skip
