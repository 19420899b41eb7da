"""Who may take a person on at the receiving desk, and to whom that opens the file."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Case, QuerySet, When

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.words import AgencyKind, ServiceKind
from malath.privacy import queries as privacy
from malath.privacy import rules as privacy_rules
from malath.privacy.words import Purpose
from malath.referrals.models import Referral
from malath.referrals.queries import ground_open, stands
from malath.referrals.words import Status, Urgency


def key_workers(referral: Referral, at: datetime) -> list[User]:
    """Members of the receiving desk who may open this file."""
    if referral.receiving_desk is None:
        return []
    kept_out = privacy.users_kept_from(referral.person)
    return [user for user in accounts.workers_of(referral.receiving_desk, at) if user.pk not in kept_out]


def is_personal(referral: Referral) -> bool:
    """Whether accepting opens more to the key worker than to the rest of the desk."""
    desk = referral.receiving_desk
    return desk is not None and privacy_rules.is_personal(Purpose(referral.type), AgencyKind(desk.agency.kind))


def cases_taken_on(service: ServiceKind, *, since: datetime | None, without: QuerySet[Any, Any], cap: int = 500) -> list[int]:
    """Keys of the open cases in which a referral for a service was accepted, save those in the subquery. `since`: accepted
    after this moment, at most `cap` of them; without, one look at all that ever were."""
    rows = Referral.objects.filter(type=service, status=Status.ACCEPTED, key_worker__isnull=False, case__closed_at__isnull=True)
    rows = rows.filter(answered_at__gte=since) if since else rows
    found = rows.exclude(case_id__in=without).order_by("case_id").values_list("case_id", flat=True).distinct()
    return list(found[:cap] if since else found)


def first_taken_on(case_id: int, services: Collection[ServiceKind]) -> datetime | None:
    """When the first referral of a case for one of these services was accepted."""
    rows = Referral.objects.filter(case_id=case_id, type__in=services, status=Status.ACCEPTED).order_by("answered_at")
    return rows.values_list("answered_at", flat=True).first()


def waiting_at(
    service: ServiceKind, desks: Collection[int], at: datetime, *, settled: Collection[QuerySet[Any, Any]]
) -> QuerySet[Referral]:
    """Referrals for a service that these desks have taken on and that stand, save those in the subqueries; what presses most
    and waits longest comes first."""
    rows = Referral.objects.filter(
        ground_open(at), type=service, status=Status.ACCEPTED, receiving_desk_id__in=desks, case__closed_at__isnull=True
    )  # fmt: skip
    for keys in settled:
        rows = rows.exclude(pk__in=keys)
    pressing = Case(When(urgency=Urgency.EMERGENCY, then=0), When(urgency=Urgency.URGENT, then=1), default=2)
    return rows.select_related("person", "case", "receiving_desk").order_by(pressing, "answered_at", "pk")


def taken_on(reference: str) -> Referral | None:
    """A referral by its reference, with what an act after its acceptance needs."""
    joined = ("person__key", "case__key", "receiving_desk__agency", "basis")
    return Referral.objects.select_related(*joined).filter(reference=reference).first()


def is_taken_on(referral: Referral, at: datetime) -> bool:
    """Whether a referral was accepted, has not ended, and its ground is open."""
    return referral.status == Status.ACCEPTED and stands(referral, at)


def waiting_of_case(
    service: ServiceKind, case_id: int, at: datetime, *, settled: Collection[QuerySet[Any, Any]]
) -> Referral | None:
    """The accepted referral of a case for a service that stands, save those in the subqueries."""
    rows = Referral.objects.filter(ground_open(at), type=service, status=Status.ACCEPTED, case_id=case_id)
    for keys in settled:
        rows = rows.exclude(pk__in=keys)
    return rows.select_related("person", "case", "receiving_desk__agency").order_by("answered_at", "pk").first()
