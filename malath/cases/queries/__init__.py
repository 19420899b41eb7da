"""Lists and pages of cases."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.cases import rules
from malath.cases.models import Case, Imported, Note, StatusChange
from malath.cases.queries.needs import (
    AssessmentLine,
    NeedLine,
    ReviewLine,
    assessment_standing,
    assessments_of,
    assessments_to_tell,
    locked_assessment,
    locked_need,
    need_by_reference,
    need_lines,
    need_standing,
    needs_of,
    needs_standing,
    reviews_due,
    unmet_by_governorate,
)
from malath.cases.queries.notes import NoteLine, note_line, note_lines, note_to_correct, note_written
from malath.cases.queries.situations import (
    PartLine,
    SituationLine,
    SituationPage,
    cases_of_situation,
    last_number,
    locked_situation,
    member_of,
    situation_begun,
    situation_seen,
    situations_of,
    situations_opened,
)
from malath.cases.queries.states import (
    ClosingPage,
    ReopenPage,
    StatusPage,
    attempts_of,
    became,
    closed,
    closing_page,
    closure_waiting,
    has_open_tasks,
    last_closure,
    open_cases_with,
    reopen_page,
    status_before_closing,
    status_page,
    why_not_ask_to_close,
    withdrawals_to_note,
)
from malath.cases.queries.team import (
    HandOverLine,
    MemberLine,
    TaskLine,
    Team,
    given_to,
    hand_over_waiting,
    has_key_worker,
    has_role,
    key_worker_of,
    key_workers_of,
    locked_task,
    member_by_reference,
    mine,
    task_by_reference,
    task_written,
    tasks_due,
    tasks_of,
    tasks_to_tell,
    team_at,
    team_of,
    who_may_work,
)
from malath.cases.words import OPEN_STATUSES, CaseStatus, DecidedBy, NoteKind, Risk, SideState, WhyNot
from malath.foundation.actor import Actor
from malath.foundation.asking import ask
from malath.foundation.paging import front
from malath.foundation.references import place_opened, place_sealed
from malath.people import queries as people
from malath.people.languages import language_name
from malath.people.models import Person
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Level, Purpose, Section
from malath.ui.pieces import Tone

__all__ = [
    "AssessmentLine",
    "ClosingPage",
    "HandOverLine",
    "MemberLine",
    "NeedLine",
    "NoteLine",
    "PartLine",
    "ReopenPage",
    "ReviewLine",
    "SituationLine",
    "SituationPage",
    "StatusPage",
    "TaskLine",
    "Team",
    "assessment_standing",
    "assessments_of",
    "assessments_to_tell",
    "attempts_of",
    "became",
    "cases_of_situation",
    "closed",
    "closing_page",
    "closure_waiting",
    "given_to",
    "hand_over_waiting",
    "has_key_worker",
    "has_open_tasks",
    "has_role",
    "key_worker_of",
    "key_workers_of",
    "last_closure",
    "last_number",
    "locked_assessment",
    "locked_need",
    "locked_situation",
    "locked_task",
    "member_by_reference",
    "member_of",
    "mine",
    "need_by_reference",
    "need_lines",
    "need_standing",
    "needs_of",
    "needs_standing",
    "note_line",
    "note_lines",
    "note_to_correct",
    "note_written",
    "open_cases_with",
    "reopen_page",
    "reviews_due",
    "situation_begun",
    "situation_seen",
    "situations_of",
    "situations_opened",
    "status_before_closing",
    "status_page",
    "task_by_reference",
    "task_written",
    "tasks_due",
    "tasks_of",
    "tasks_to_tell",
    "team_at",
    "team_of",
    "unmet_by_governorate",
    "who_may_work",
    "why_not_ask_to_close",
    "withdrawals_to_note",
]
Whose: TypeAlias = Literal["", "mine", "without", "lately"]
"""Which cases of a list: all, those in which the viewer has a role, those whose desk has no key worker for them; the last
also among those touched lately alone, for a page that everybody opens."""
LATELY = 200
PAGE = 25
FOLDED = 2
"""A person may stand on several rows of a viewer: so many rows are read for each person of a page."""
STATUS_TONE: dict[CaseStatus, Tone] = {
    CaseStatus.DRAFT: "quiet",
    CaseStatus.SCREENED: "quiet",
    CaseStatus.REFERRED: "warn",
    CaseStatus.ACCEPTED: "ok",
    CaseStatus.CLOSED: "quiet",
}
RISK_TONE: dict[Risk | None, Tone] = {Risk.MEDIUM: "warn", Risk.HIGH: "danger", Risk.CRITICAL: "danger"}


def is_in_crisis(person_id: int) -> bool:
    """Whether the danger is high in an open case of a person, or nobody has assessed it."""
    return Case.objects.filter(person_id=person_id, status__in=OPEN_STATUSES).exclude(risk__in=rules.CALM).exists()


@dataclass(frozen=True)
class CaseRow:
    """A line of the case list; what the viewer may not know is empty, and `sees_name` tells it from not recorded."""

    reference: str
    person_reference: str
    name: str
    sees_name: bool
    status: CaseStatus
    aside: SideState | None
    risk: Risk | None
    governorate: str
    age_band: str
    opened_at: datetime
    touched_at: datetime
    level: int

    @property
    def tone(self) -> Tone:
        return STATUS_TONE.get(self.status, "info")

    @property
    def risk_tone(self) -> Tone:
        return RISK_TONE.get(self.risk, "quiet")


@dataclass(frozen=True)
class Cursor:
    """Where a page of a list begins: after this moment and person, newest first. In addresses by the reference."""

    touched_at: datetime
    person_id: int
    reference: str

    def __str__(self) -> str:
        return place_sealed(self.touched_at, self.reference)


@dataclass(frozen=True)
class CaseList:
    """A page of the case list."""

    rows: tuple[CaseRow, ...]
    older: Cursor | None
    status: CaseStatus | None
    whose: Whose = ""


@dataclass(frozen=True)
class CaseSection:
    """What the case file shows of a case; None where it is not the viewer's to see."""

    reference: str
    person_reference: str
    status: CaseStatus
    aside: SideState | None
    steps: tuple[str, ...]
    reached: int
    opened_at: datetime
    closed_at: datetime | None
    sex: str | None
    age_band: str | None
    is_child: bool
    language: str | None
    governorate: str | None
    risk: Risk | None
    needs: tuple[NeedLine, ...] | None
    notes: tuple["NoteLine", ...]
    history: tuple["StatusLine", ...]
    why_not_write: tuple[WhyNot, ...]
    imported: tuple[tuple[str, str], ...] | None

    @property
    def reasons_not_write(self) -> list[str]:
        return [str(reason.label) for reason in self.why_not_write]

    @property
    def tone(self) -> Tone:
        return STATUS_TONE.get(self.status, "info")

    @property
    def risk_tone(self) -> Tone:
        return RISK_TONE.get(self.risk, "quiet")


@dataclass(frozen=True)
class StatusLine:
    """A step of the status history. `decided_by` is a code of HTCDS, "" when nobody was named; `because` is "" where it is
    not the viewer's to read."""

    status: CaseStatus
    at: datetime
    decided_by: str = ""
    aside: SideState | None = None
    by: str = ""
    because: str = ""

    @property
    def decided(self) -> str:
        return str(DecidedBy(self.decided_by).label) if self.decided_by else ""


@dataclass(frozen=True)
class Record:
    """What was written of a case over time. `imported` is JSON of an import, "" when it came another way."""

    statuses: tuple[StatusLine, ...]
    notes: tuple[NoteLine, ...]
    imported: str
    imported_at: datetime | None


def locked(pk: int) -> Case:
    """The case, locked until the act ends."""
    (case,) = ask(_locked, pk)
    return case


def _locked(pk: int) -> QuerySet[Case]:
    return Case.objects.select_for_update(of=("self",)).select_related("person__key", "key").filter(pk=pk)


def locked_status(pk: int) -> CaseStatus:
    """The status of the case, which is locked until the act ends."""
    return CaseStatus(Case.objects.select_for_update().values_list("status", flat=True).get(pk=pk))


def case_of(reference: str) -> Case | None:
    """A case by its reference; the caller is a gate."""
    return next(iter(ask(_case, reference)), None)


def _case(reference: str) -> QuerySet[Case]:
    return Case.objects.select_related("person__key", "key", "desk__agency").filter(reference=reference)


def person_reference_of(reference: str) -> str:
    """The file a case belongs to; an impossible reference when there is no such case, so that both ask the same."""
    rows = ask(lambda one: Case.objects.filter(reference=one).values_list("person__reference", flat=True), reference)
    return next(iter(rows), "----")


def open_case_of(person_id: int) -> Case | None:
    """The one open case of a person."""
    rows = Case.objects.select_related("person__key", "key", "desk__agency")
    return rows.filter(person_id=person_id, closed_at__isnull=True).first()


def opened_in(holdings: Holdings, governorate: str, at: datetime, *, cap: int) -> int:
    """How many open cases of a governorate the viewer sees that their own desks opened, `cap` at most. One statement."""
    seen = privacy.visible(holdings, at).filter(person_id=OuterRef("person_id"), purpose=Purpose.OPENING, level__gte=Level.L2)
    rows = Case.objects.filter(Exists(seen), governorate=governorate, closed_at__isnull=True, desk_id__in=holdings.desk_ids)
    return len(rows.values_list("pk", flat=True)[:cap])


def cases_of(person_id: int) -> list[Case]:
    """All cases of a person, newest first."""
    return list(Case.objects.filter(person_id=person_id).select_related("desk__agency").order_by("-opened_at"))


def cursor_in(text: str) -> Cursor | None:
    """The place in the list that an address names; None for the beginning and for anything that names no place."""
    place = place_opened(text)
    person = people.pk_of(place[1]) if place else None
    return Cursor(place[0], person, place[1]) if place and person else None


def case_begun(once: UUID | None, by: Actor) -> Case | None:
    """The case that was opened under this mark, for a request that came twice, perhaps at the same moment."""
    if once is None:
        return None
    accounts.wait_for(by)
    return Case.objects.select_related("person").filter(once=once).first()


def desks_to_open_at(user: User, holdings: Holdings, at: datetime) -> list[Desk]:
    """Own desks at which somebody may open a case."""
    return [desk for desk in accounts.inbox_desks(user, at) if holdings.may_at(desk.pk, Power.OPEN_CASE)]


def case_list(
    holdings: Holdings,
    at: datetime,
    *,
    after: Cursor | None = None,
    status: CaseStatus | None = None,
    whose: Whose = "",
    size: int = PAGE,
) -> CaseList:
    """A page of the cases this viewer may know of, last touched first. Four statements at any volume."""
    page, more = _page_of_people(holdings, at, after=after, status=status, whose=whose, size=size)
    sights = privacy.sights(holdings, [place.person_id for place in page], at)
    cases = _cases_by_person(sights, status)
    names = privacy.names_seen(sights)
    rows = [
        _row(case, sights[place.person_id], names.get(place.person_id, ""), place.touched_at)
        for place in page
        for case in cases.get(place.person_id, [])
    ]
    return CaseList(tuple(rows), page[-1] if more else None, status, whose)


def case_section(
    case: Case, person: Person, sight: Sight, *, notes: int | None = None, kind: NoteKind | None = None
) -> CaseSection:
    """The case as its page shows it to this viewer, with so many of its notes. Three statements."""
    facts = sight.sees_writing_of(person.facts_desk_id, Section.FACTS)
    written = sight.sees_writing_of(case.facts_desk_id, Section.SAFETY)
    status = CaseStatus(case.status)
    return CaseSection(
        reference=case.reference,
        person_reference=person.reference,
        status=status,
        aside=SideState(case.aside) if case.aside else None,
        steps=tuple(str(step.label) for step in rules.STEPS),
        reached=rules.step_reached(status),
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        sex=person.get_sex_display() if facts else None,
        age_band=person.get_age_band_display() if facts else None,
        is_child=facts and person.is_child,
        language=language_name(person.language) if facts else None,
        governorate=agencies.place(case.governorate) if written else None,
        risk=Risk(case.risk) if written else None,
        needs=need_lines(case, sight) if sight.sees(Section.SAFETY) else None,
        notes=tuple(note_lines(case, sight, notes, kind)),
        history=tuple(status_lines(case)),
        why_not_write=tuple(rules.why_not_write(status)),
        imported=imported_of(case) if sight.sees_writing_of(case.desk_id, Section.STORY) else None,
    )


def status_lines(case: Case) -> list[StatusLine]:
    """How the status came to be, oldest first."""
    rows = ask(lambda pk: StatusChange.objects.filter(case_id=pk).order_by("at", "pk"), case.pk)
    return [StatusLine(CaseStatus(row.status), row.at) for row in rows]


def status_history(case: Case, sight: Sight, holdings: Holdings) -> tuple[StatusLine, ...]:
    """Every decision about the status, the newest first: who, which body, and why, as far as the viewer reads the story."""
    rows = StatusChange.objects.filter(case=case).select_related("desk__agency", "reason__key").order_by("-at", "-pk")
    return tuple(_decision(row, sight, holdings) for row in rows)


def _decision(row: StatusChange, sight: Sight, holdings: Holdings) -> StatusLine:
    reads = row.desk_id is not None and sight.sees_writing_of(row.desk_id, Section.STORY)
    named = row.desk is not None and privacy.may_name(sight, holdings, row.desk.agency)
    return StatusLine(
        CaseStatus(row.status),
        row.at,
        row.decided_by if named or row.desk is None else "",
        SideState(row.aside) if row.aside else None,
        row.by if named else "",
        reason_text(row) if reads else "",
    )


def reason_text(row: StatusChange) -> str:
    """Why a status was set, "" where nobody wrote it or it was erased."""
    reason = getattr(row, "reason", None)
    return reason.opened("text") if reason is not None and reason.key.erased_at is None else ""


def facts_of(case: Case) -> dict[str, object]:
    """What the page that changes facts begins with, and which state of them it is."""
    return {"version": case.version, "risk": case.risk, "governorate": case.governorate}


def fresh(case: Case) -> Case:
    """The same case as it stands now."""
    return Case.objects.get(pk=case.pk)


def cases_of_people(people: QuerySet[Any, Any], statuses: Collection[CaseStatus], cap: int) -> list[Case]:
    """Cases with these statuses of the people in a subquery, in the order in which they were opened. The caller is a
    gate."""
    rows = Case.objects.filter(person_id__in=people, status__in=statuses).select_related("person__key", "key")
    return list(rows.order_by("opened_at", "pk")[:cap])


def cases_named(references: Collection[str]) -> list[Case]:
    """Cases by their references, in the order in which they were opened. The caller is a gate."""
    rows = Case.objects.filter(reference__in=references).select_related("person__key", "key")
    return list(rows.order_by("opened_at", "pk"))


def people_named(references: Collection[str]) -> QuerySet[Any, Any]:
    """Ids of the people of the same cases, fit for a subquery: it is asked whether there are such cases or not."""
    return Case.objects.filter(reference__in=references).values("person_id")


def records_of(cases: Collection[Case]) -> dict[int, Record]:
    """Status, notes and import of several cases, opened, oldest first, nothing of a compartment. Three statements. Decides
    nothing: the caller filters. Nothing sealed of a person who was erased."""
    ids = [case.pk for case in cases]
    changes, notes = defaultdict[int, list[StatusLine]](list), defaultdict[int, list[NoteLine]](list)
    for change in StatusChange.objects.filter(case_id__in=ids).order_by("at", "pk"):
        changes[change.case_id].append(StatusLine(CaseStatus(change.status), change.at, change.decided_by))
    kept = {"case_id__in": ids, "key__erased_at__isnull": True}
    for note in Note.objects.filter(**kept, section="").select_related("key", "corrects").order_by("at", "pk"):
        notes[note.case_id].append(note_line(note))
    imported = {row.case_id: row for row in Imported.objects.filter(**kept).select_related("key")}
    return {
        pk: Record(
            tuple(changes[pk]),
            tuple(notes[pk]),
            imported[pk].opened("values") if pk in imported else "",
            imported[pk].at if pk in imported else None,
        )
        for pk in ids
    }


def imported_of(case: Case) -> tuple[tuple[str, str], ...]:
    """What an import brought and no part holds yet, each with its label, in the language of the page."""
    row = next(iter(ask(lambda pk: Imported.objects.filter(case_id=pk).select_related("key"), case.pk)), None)
    shown = json.loads(row.opened("values"))["ar" if get_language() == "ar" else "en"] if row else []
    return tuple((label, text) for label, text in shown)


def _page_of_people(
    holdings: Holdings, at: datetime, *, after: Cursor | None, status: CaseStatus | None, whose: Whose, size: int
) -> tuple[list[Cursor], bool]:
    """People in order, each once, and whether more follow. A person may stand on several rows: asks for more rows than
    people, then folds; whoever stood on a page before is left out of the next."""
    found = [Cursor(*row) for row in ask(_places, holdings, at, after, shape=(status, whose, size * FOLDED))]
    folded: dict[int, Cursor] = {}
    for place in found:
        folded.setdefault(place.person_id, place)
    return list(folded.values())[:size], len(folded) > size or len(found) == size * FOLDED


def _places(
    holdings: Holdings, at: datetime, after: Cursor | None, status: CaseStatus | None, whose: Whose, cap: int
) -> QuerySet[Any, tuple[Any, ...]]:
    wanted = Exists(_cases_with(status).filter(person_id=OuterRef("person_id")))
    sets = [rows.filter(wanted, level__gte=Level.L1) for rows in privacy.visible_by_holder(holdings, at)]
    if whose:
        sets = [_of_whose(_lately(rows) if whose == "lately" else rows, holdings, at, whose) for rows in sets]
    if after is not None:
        seen = privacy.visible(holdings, at).filter(level__gte=Level.L1, touched_at__gt=after.touched_at)
        seen = _of_whose(seen, holdings, at, whose) if whose else seen
        sets = [_behind(rows, after).exclude(Exists(seen.filter(person_id=OuterRef("person_id")))) for rows in sets]
    columns = ("touched_at", "person_id", "person__reference")
    return front(sets, columns=columns, order=("-touched_at", "-person_id"), cap=cap)


def _of_whose(rows: QuerySet[Any, Any], holdings: Holdings, at: datetime, whose: Whose) -> QuerySet[Any, Any]:
    """Rows of access to cases in which the viewer has a role, or for which nobody at the desk of the row answers."""
    if whose == "mine":
        return rows.filter(person_id__in=mine(holdings))
    return rows.filter(~has_key_worker(at), desk__isnull=False, level__gte=Level.L2)


def _lately(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Those among the rows that were touched last: looking through all cases of a desk takes too long for a workday. They
    are asked for by their keys alone, or a database goes through the desk after all."""
    last = rows.order_by("-touched_at", "-person_id").values("pk")[:LATELY]
    return QuerySet(rows.model).filter(pk__in=last)


def _behind(rows: QuerySet[Any, Any], place: Cursor) -> QuerySet[Any, Any]:
    same_moment = {"touched_at": place.touched_at, "person_id__gte": place.person_id}
    return rows.filter(touched_at__lte=place.touched_at).exclude(**same_moment)


def _cases_with(status: CaseStatus | None) -> QuerySet[Case]:
    """Cases in a status; open ones where none is asked for."""
    return Case.objects.filter(status=status) if status else Case.objects.filter(closed_at__isnull=True)


def _cases_by_person(sights: Mapping[int, Sight], status: CaseStatus | None) -> dict[int, list[Case]]:
    found: dict[int, list[Case]] = {}
    for case in ask(_cases_of, tuple(sights), shape=(status,)):
        found.setdefault(case.person_id, []).append(case)
    return found


def _cases_of(person_ids: tuple[int, ...], status: CaseStatus | None) -> QuerySet[Case]:
    rows = _cases_with(status).filter(person_id__in=person_ids)
    return rows.select_related("person").order_by("-opened_at")


def _row(case: Case, sight: Sight, name: str, touched: datetime) -> CaseRow:
    facts = sight.sees_writing_of(case.person.facts_desk_id, Section.FACTS)
    written = sight.sees_writing_of(case.facts_desk_id, Section.SAFETY)
    return CaseRow(
        reference=case.reference,
        person_reference=case.person.reference,
        name=name,
        sees_name=sight.sees(Section.IDENTITY),
        status=CaseStatus(case.status),
        aside=SideState(case.aside) if case.aside else None,
        risk=Risk(case.risk) if written else None,
        governorate=agencies.place(case.governorate) if written else "",
        age_band=case.person.get_age_band_display() if facts else "",
        opened_at=case.opened_at,
        touched_at=touched,
        level=sight.level,
    )
