"""Reads of panels, conferences, complaints and feedback."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power, Role
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Agency
from malath.cases.models import Case
from malath.cases.words import BestInterest
from malath.foundation.actor import Actor
from malath.privacy.rules import Sight
from malath.privacy.words import Section
from malath.support.models import Complaint, Conference, FeedbackRow, Panel, Panelist, PanelOption
from malath.support.words import (
    ComplaintKind,
    ComplaintOutcome,
    ConferenceState,
    FeedbackGiven,
    Heard,
    PanelRole,
    Route,
)

MOST = 50


@dataclass(frozen=True)
class PanelPage:
    """A best-interests procedure, for who reads the story."""

    reference: str
    question: str
    due_at: datetime
    heard: Heard | None
    view: str
    members: tuple[tuple[str, str, PanelRole, str], ...]
    options: tuple[tuple[BestInterest, str], ...]
    outcome: BestInterest | None
    reasons: str
    review_on: date | None
    decided_at: datetime | None


@dataclass(frozen=True)
class ConferenceLine:
    reference: str
    on: date
    who: str
    state: ConferenceState
    minutes: str
    resolutions: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class ComplaintLine:
    """A complaint. No case and no person stands on it."""

    reference: str
    kind: ComplaintKind
    about: str
    whom: str
    words: str
    route: Route
    at: datetime
    outcome: ComplaintOutcome | None
    answer: str


@dataclass(frozen=True)
class FeedbackLine:
    """What a person said; `words` for supervisors of the body alone."""

    given: FeedbackGiven
    words: str
    at: datetime


def open_panel_of(case: Case) -> Panel | None:
    return Panel.objects.filter(case=case, decided_at__isnull=True).first()


def fresh_panel(panel: Panel) -> Panel:
    return Panel.objects.select_related("key", "desk__agency").get(pk=panel.pk)


def panel_by_reference(case: Case, reference: str) -> Panel | None:
    rows = Panel.objects.select_related("case__person", "key", "desk__agency")
    return rows.filter(case=case, reference=reference).first()


def panels_to_remind(at: datetime, *, cap: int = 500) -> list[Panel]:
    rows = Panel.objects.filter(remind_at__lte=at, case__closed_at__isnull=True)
    return list(rows.order_by("remind_at", "pk")[:cap])


def panels_of(case: Case, sight: Sight) -> tuple[PanelPage, ...]:
    """The procedures of a child, the newest first. Three statements."""
    rows = Panel.objects.filter(case=case, key__erased_at__isnull=True).select_related("key")
    found = rows.prefetch_related("members__key", "options__key").order_by("-pk")[:MOST]
    return tuple(panel_page(row) for row in found if sight.sees_writing_of(row.desk_id, Section.STORY))


def _pk(row: Panelist | PanelOption) -> int:
    return row.pk


def panel_page(row: Panel) -> PanelPage:
    members, options = sorted(row.members.all(), key=_pk), sorted(row.options.all(), key=_pk)
    return PanelPage(
        reference=row.reference,
        question=row.opened("question"),
        due_at=row.due_at,
        heard=Heard(row.heard) if row.heard else None,
        view=row.opened("view"),
        members=tuple((one.reference, one.opened("name"), PanelRole(one.role), one.opened("dissent")) for one in members),
        options=tuple((BestInterest(one.outcome), one.opened("words")) for one in options),
        outcome=BestInterest(row.outcome) if row.outcome else None,
        reasons=row.opened("reasons"),
        review_on=row.review_on,
        decided_at=row.decided_at,
    )


def conference_by_reference(case: Case, reference: str) -> Conference | None:
    return Conference.objects.select_related("case__person", "key").filter(case=case, reference=reference).first()


def conferences_of(case: Case, sight: Sight) -> tuple[ConferenceLine, ...]:
    """The conferences of a case, the newest first. Two statements."""
    rows = Conference.objects.filter(case=case, key__erased_at__isnull=True).select_related("key")
    found = rows.prefetch_related("resolutions__key").order_by("-on", "-pk")[:MOST]
    return tuple(_conference(row) for row in found if sight.sees_writing_of(row.desk_id, Section.STORY))


def _conference(row: Conference) -> ConferenceLine:
    resolutions = sorted(row.resolutions.all(), key=lambda one: one.pk)
    return ConferenceLine(
        row.reference, row.on, row.opened("who"), ConferenceState(row.state), row.opened("minutes"),
        tuple((one.opened("words"), bool(one.task)) for one in resolutions),
    )  # fmt: skip


def handlers_of(body: Agency, whom: User | None, by: Actor, at: datetime) -> list[User]:
    """Who answers a complaint: supervisors of a body who are neither whom it is about nor who wrote it down."""
    found = accounts.holders_of(Role.SUPERVISOR, at, agency_id=body.pk)
    return [one for one in found if one.reference != by.reference and (whom is None or one.pk != whom.pk)]


def locked_complaint(row: Complaint) -> Complaint:
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("key", "case__person", "about")
    return rows.get(pk=row.pk)


def complaint_by_reference(reference: str) -> Complaint | None:
    rows = Complaint.objects.select_related("key", "case__person", "about", "whom")
    return rows.filter(reference=reference, key__erased_at__isnull=True).first()


def may_handle(row: Complaint, user: User) -> bool:
    """Whether a supervisor answers this complaint: of the body that handles it, not about them, not theirs."""
    return row.handler_id == user.agency_id and row.whom_id != user.pk and row.by != user.reference


def complaints_to_handle(user: User) -> tuple[ComplaintLine, ...]:
    """The complaints that this supervisor answers, those that wait first. One statement."""
    rows = Complaint.objects.filter(handler_id=user.agency_id, key__erased_at__isnull=True).exclude(by=user.reference)
    found = rows.exclude(whom=user.pk).select_related("key", "about", "whom").order_by("answered_at", "-pk")[:MOST]
    return tuple(complaint_line(row, reads=False) for row in found)


def complaints_by(case: Case, user: User) -> tuple[ComplaintLine, ...]:
    """The complaints that this worker wrote down in a case: who else works on it reads none of them. One statement."""
    rows = Complaint.objects.filter(case=case, by=user.reference, key__erased_at__isnull=True)
    return tuple(complaint_line(row, reads=True) for row in rows.select_related("key", "about", "whom").order_by("-pk")[:MOST])


def complaint_line(row: Complaint, *, reads: bool) -> ComplaintLine:
    return ComplaintLine(
        reference=row.reference,
        kind=ComplaintKind(row.kind),
        about=row.about.name,
        whom=row.whom.name if row.whom else "",
        words=row.opened("words") if reads else "",
        route=Route(row.route),
        at=row.at,
        outcome=ComplaintOutcome(row.outcome) if row.outcome else None,
        answer=row.opened("answer") if reads else "",
    )


def bodies() -> list[tuple[str, str]]:
    return [(one.reference, one.name) for one in agencies.agencies()]


def body_named(reference: str) -> Agency | None:
    return agencies.agency_by_reference(reference) if reference else None


def colleagues(user: User) -> list[tuple[str, str]]:
    """Staff of the viewer's own body, of whom a complaint may be."""
    return [(one.reference, one.name) for one in accounts.staff_of(user.agency)]


def colleague_named(user: User, reference: str) -> User | None:
    found = accounts.user_by_reference(reference) if reference else None
    return found if found is not None and found.agency_id == user.agency_id else None


def feedback_of(case: Case, holdings: Holdings) -> tuple[FeedbackLine, ...]:
    """What the person said of the help. Words are read by supervisors of the body: who helps is not told by whom. One
    statement."""
    rows = FeedbackRow.objects.filter(case=case, key__erased_at__isnull=True).select_related("key").order_by("-pk")[:MOST]
    return tuple(_feedback(row, reads=holdings.may_at(row.desk_id, Power.SUPERVISE)) for row in rows)


def _feedback(row: FeedbackRow, *, reads: bool) -> FeedbackLine:
    return FeedbackLine(FeedbackGiven(row.given), row.opened("words") if reads else "", row.at)


def complaints_by_kind() -> dict[ComplaintKind, int]:
    """How many complaints there are; for who tells it as figures. One statement."""
    counted = Complaint.objects.order_by().values_list("kind").annotate(number=Count("pk"))
    return {ComplaintKind(kind): number for kind, number in counted}
