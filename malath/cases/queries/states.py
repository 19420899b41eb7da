"""Reads of statuses and closings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.cases import rules
from malath.cases.models import Case, Closure, HandOver, Member, StatusChange, Task
from malath.cases.queries.bookings import has_open_bookings
from malath.cases.rules import Attempt, Closing
from malath.cases.words import CaseStatus, ReopenReason, SideState, TaskState, TeamRole, Verdict, WhyNot
from malath.foundation.actor import Actor
from malath.foundation.clock import in_amman
from malath.people import queries as people
from malath.privacy import queries as privacy
from malath.privacy.queries import reopening
from malath.privacy.rules import Sight
from malath.privacy.words import Section


@dataclass(frozen=True)
class StatusPage:
    """The page that sets a status: what this desk may decide now, and why it may not decide the rest."""

    reference: str
    status: CaseStatus
    aside: SideState | None
    statuses: tuple[CaseStatus, ...]
    asides: tuple[SideState, ...]
    not_yet: tuple[tuple[SideState, WhyNot], ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        back = [("back", _("Back on its way"))] if self.aside else []
        statuses = [(f"status:{status}", str(status.label)) for status in self.statuses]
        return [*statuses, *back, *((f"aside:{aside}", str(aside.label)) for aside in self.asides)]


@dataclass(frozen=True)
class ClosingPage:
    """The page on which closing a case is asked for and decided. What is sealed is "" where it is not the viewer's to read."""

    reference: str
    waiting: Closure | None
    summary: str
    beside: str
    asked_by: str
    refused: str
    why_not: tuple[WhyNot, ...]
    may_judge: bool
    own: bool


@dataclass(frozen=True)
class ReopenPage:
    """The page on which a closed case is opened again."""

    reference: str
    is_child: bool
    holds: bool
    why_not: tuple[WhyNot, ...]


def status_page(case: Case, desk: Desk, holdings: Holdings, at: datetime) -> StatusPage:
    """What somebody at a desk may decide about a case now."""
    roles, now = holdings.roles_at(desk.pk), CaseStatus(case.status)
    lost = rules.is_lost(attempts_of(case), in_amman(at).date())
    taken_over = privacy.another_body_sees(case.person, desk.agency, at)
    why = {
        aside: rules.why_not_set_aside(
            now, case.aside, aside, roles=roles, because="-", lost=lost, taken_over=taken_over, other_named=True
        )
        for aside in SideState
        if aside in rules.SIDES_BY_HAND and aside != case.aside
    }
    return StatusPage(
        reference=case.reference,
        status=now,
        aside=SideState(case.aside) if case.aside else None,
        # A formal decision takes two officers and its reasons: it has a page of its own (identification).
        statuses=tuple(
            one
            for one in rules.statuses_to_decide(now, body=AgencyKind(desk.agency.kind), roles=roles)
            if one not in rules.DECIDED
        ),
        asides=tuple(aside for aside, reasons in why.items() if not reasons),
        not_yet=tuple(
            (aside, reasons[0]) for aside, reasons in why.items() if reasons and reasons[0] != WhyNot.NOT_YOURS_TO_DECIDE
        ),
    )


def closing_page(case: Case, sight: Sight, holdings: Holdings, desk: Desk, by: Actor, at: datetime) -> ClosingPage:
    """Closing a case as this viewer sees it."""
    closure = last_closure(case)
    waiting = closure if closure is not None and closure.decided_at is None else None
    reads = closure is not None and sight.sees_writing_of(closure.desk_id, Section.STORY)
    return ClosingPage(
        reference=case.reference,
        waiting=waiting,
        summary=waiting.opened("summary") if waiting and reads else "",
        beside=waiting.opened("beside") if waiting and reads else "",
        asked_by=waiting.asked_by if waiting else "",
        refused=closure.opened("because") if closure and reads and closure.verdict == Verdict.REFUSED else "",
        why_not=tuple(why_not_ask_to_close(case, None, desk=desk, by=by, at=at)),
        may_judge=waiting is not None and holdings.may_at(waiting.desk_id, Power.SUPERVISE),
        own=waiting is not None and waiting.asked_by == by.reference,
    )


def reopen_page(case: Case, desk: Desk, at: datetime) -> ReopenPage:
    """Opening a case again for a desk, as far as that is possible."""
    other = Case.objects.filter(person_id=case.person_id, closed_at__isnull=True).exists()
    why_not = rules.why_not_reopen(
        CaseStatus(case.status), reason=ReopenReason.CAME_BACK, because="-", stands=True, has_open_case=other
    )
    return ReopenPage(case.reference, case.person.is_child, reopening.reopens(case.person, desk, at), tuple(why_not))


def attempts_of(case: Case) -> list[Attempt]:
    """The tries to reach the person under the agreement that stands, each on its day in Amman."""
    tries = people.tries_of(case.person_id)
    return [Attempt(in_amman(one.at).date(), one.result, one.as_agreed) for one in tries]


def closure_waiting(case: Case) -> Closure | None:
    """The closing that a supervisor has still to decide."""
    return (
        Closure.objects.filter(case=case, decided_at__isnull=True).select_related("key", "desk__agency", "case__person").first()
    )


def last_closure(case: Case) -> Closure | None:
    """The closing that was asked for last, decided or not."""
    rows = Closure.objects.filter(case=case, key__erased_at__isnull=True).select_related("key", "desk__agency")
    return rows.order_by("-asked_at", "-pk").first()


def has_open_tasks(case: Case) -> bool:
    return Task.objects.filter(case=case, state=TaskState.OPEN).exists()


def why_not_ask_to_close(case: Case, closing: Closing | None, *, desk: Desk, by: Actor, at: datetime) -> list[WhyNot]:
    """Why closing cannot be asked for; `closing` is None before anything is typed."""
    key_worker = Member.objects.filter(case=case, desk=desk, role=TeamRole.KEY_WORKER, until__isnull=True)
    found = key_worker.select_related("user").first()
    return rules.why_not_ask_to_close(
        CaseStatus(case.status),
        closing,
        asked_already=closure_waiting(case) is not None,
        is_key_worker=found is None or found.user.reference == by.reference,
        open_tasks=has_open_tasks(case),
        open_bookings=has_open_bookings(case),
        handing_over=HandOver.objects.filter(case=case, ended_at__isnull=True).exists(),
        lost=rules.is_lost(attempts_of(case), in_amman(at).date()),
        taken_over=privacy.another_body_sees(case.person, desk.agency, at),
    )


def closed(case: Case) -> bool:
    """Whether a case is closed by now."""
    return not Case.objects.filter(pk=case.pk, closed_at__isnull=True).exists()


def status_before_closing(case: Case) -> CaseStatus:
    """Where the case stood when it was closed."""
    rows = StatusChange.objects.filter(case=case).exclude(status=CaseStatus.CLOSED).order_by("-at", "-pk")
    found = rows.values_list("status", flat=True).first()
    return CaseStatus(found or CaseStatus.DRAFT)


def became(case: Case, status: CaseStatus) -> datetime | None:
    """When a case took a status last; None where it never had it."""
    rows = StatusChange.objects.filter(case=case, status=status).order_by("-at", "-pk")
    return rows.values_list("at", flat=True).first()


def open_cases_with(status: CaseStatus, *, without: QuerySet[Any, Any], cap: int = 500) -> list[int]:
    """Keys of the open cases in a status, save those in the subquery."""
    rows = Case.objects.filter(status=status, closed_at__isnull=True).exclude(pk__in=without)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:cap])


def withdrawals_to_note(at: datetime, *, since: datetime | None, cap: int = 500) -> list[Case]:
    """Open cases of people who took back that a record is kept, which nobody has written down yet."""
    rows = Case.objects.filter(closed_at__isnull=True, person_id__in=privacy.withdrew_record(since, at))
    return list(rows.exclude(aside=SideState.WITHDRAWN).select_related("person__key", "key").order_by("pk")[:cap])
