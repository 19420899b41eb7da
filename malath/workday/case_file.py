"""The case file: one page put together from what each part answers, cut to what the viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from malath.accounts import queries as accounts
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import gates
from malath.cases import queries as cases
from malath.cases.gates import OpenedCase
from malath.cases.queries import CaseSection, NoteLine, TaskLine, Team, attachments
from malath.cases.words import NeedState, NoteKind, TaskState
from malath.identification.queries import file as identification
from malath.identification.queries.pages import Brief
from malath.justice.queries import file as justice
from malath.justice.queries.pages import Brief as LegalBrief
from malath.linkage.queries import pages as linkage
from malath.linkage.queries.pages import SameSection
from malath.people import queries as people
from malath.people.words import DocumentKind
from malath.privacy import queries as privacy
from malath.privacy.queries import ConsentLine, Ways, WhyLine
from malath.privacy.rules import Sight
from malath.privacy.words import COMPARTMENTS, Section
from malath.referrals import queries as referrals
from malath.referrals.queries import ReferralRow
from malath.returns.queries import file as returns
from malath.returns.queries.pages import Brief as ReturnBrief
from malath.screening.queries import pages as screenings
from malath.screening.queries.pages import OfCase
from malath.shelter.queries import file as shelter
from malath.shelter.queries.pages import Brief as ShelterBrief
from malath.support.queries import care
from malath.support.queries import plan as support
from malath.support.queries.care import CareBrief
from malath.support.queries.pages import Brief as PlanBrief
from malath.ui.pieces import Moment, Row, Step, Tone, steps_to
from malath.ui.times import list_text
from malath.workday.records import withheld
from malath.workday.stay import is_reported
from malath.workday.trail import Walls, what_happened

if TYPE_CHECKING:
    from malath.accounts.models import User

TRAIL = 100
NOTES = 20
ACTS: dict[Did, Tone] = {
    Did.CASE_OPENED: "info",
    Did.CASE_CHANGED: "quiet",
    Did.CASE_STATUS_SET: "info",
    Did.CASE_IMPORTED: "quiet",
    Did.CASE_CLOSING_ASKED: "quiet",
    Did.CASE_CLOSED: "info",
    Did.CASE_REOPENED: "info",
    Did.CASE_TAKEN_OVER: "info",
    Did.CONTACT_TRIED: "quiet",
    Did.NEED_ANSWERED: "quiet",
    Did.INTERPRETER_BOOKED: "quiet",
    Did.BOOKING_SETTLED: "quiet",
    Did.RISK_ASSESSED: "info",
    Did.TASK_SETTLED: "quiet",
    Did.FILES_JOINED: "info",
    Did.FILES_PARTED: "warn",
    Did.ELSEWHERE_ASKED: "quiet",
    Did.NOTE_WRITTEN: "quiet",
    Did.ATTACHMENT_KEPT: "quiet",
    Did.ATTACHMENT_TAKEN_AWAY: "quiet",
    Did.PERSON_CHANGED: "quiet",
    Did.CONSENT_GIVEN: "ok",
    Did.CONSENT_REFUSED: "warn",
    Did.CONSENT_RECORDED: "quiet",
    Did.CONSENT_WITHDRAWN: "danger",
    Did.CONSENT_EXPIRED: "warn",
    Did.SCREENING_BEGUN: "quiet",
    Did.SCREENING_FINISHED: "info",
    Did.SMUGGLED_SAID: "info",
    Did.SMUGGLED_TAKEN_BACK: "quiet",
    Did.OPINION_WRITTEN: "info",
    Did.MATRIX_CHANGED: "quiet",
    Did.DECISION_PROPOSED: "info",
    Did.DECISION_SENT_BACK: "warn",
    Did.DECISION_CONFIRMED: "ok",
    Did.REVIEW_ASKED: "warn",
    Did.REVIEW_SETTLED: "ok",
    Did.RECOVERY_STARTED: "ok",
    Did.RECOVERY_EXTENDED: "info",
    Did.RECOVERY_OFFERED: "quiet",
    Did.SETTLEMENT_RECORDED: "warn",
    Did.STATUS_LETTER_ISSUED: "info",
    Did.STATUS_LETTER_SHOWN: "quiet",
    Did.GOAL_WRITTEN: "quiet",
    Did.GOAL_SETTLED: "info",
    Did.PLAN_AGREED: "ok",
    Did.PLAN_REVIEWED: "info",
    Did.PLAN_CRITICAL: "warn",
    Did.SERVICE_GIVEN: "ok",
    Did.CARE_NOTED: "warn",
    Did.CARE_ANSWERED: "info",
    Did.PANEL_OPENED: "warn",
    Did.PANEL_DECIDED: "ok",
    Did.CONFERENCE_HELD: "info",
    Did.FUND_ASKED: "quiet",
    Did.FUND_DECIDED: "info",
    Did.FUND_PAID: "ok",
    Did.FOLLOW_UP_PLANNED: "quiet",
    Did.FOLLOW_UP_TRIED: "quiet",
    Did.REPORT_WRITTEN: "info",
    Did.REPORT_CANCELLED: "quiet",
    Did.OVERSTAY_COUNTED: "quiet",
    Did.WAIVER_ASKED: "info",
    Did.WAIVER_DECIDED: "info",
    Did.STAY_BEGUN: "ok",
    Did.STAY_ENDED: "info",
    Did.STAY_STOPPED: "warn",
    Did.STAY_GOES_ON: "info",
    Did.NOT_TAKEN_IN: "warn",
    Did.NO_PLACE_FREE: "warn",
    Did.PROCEEDING_BEGUN: "info",
    Did.PROCEEDING_MOVED: "info",
    Did.HEARING_SET: "info",
    Did.HEARING_MOVED: "warn",
    Did.HEARING_ENDED: "quiet",
    Did.NOTICE_TOLD: "quiet",
    Did.CHARGE_WRITTEN: "info",
    Did.MEASURE_ORDERED: "info",
    Did.MEASURE_EXTENDED: "quiet",
    Did.MEASURE_ENDED: "info",
    Did.PARDON_ASKED: "info",
    Did.PARDON_DECIDED: "info",
    Did.MANDATE_GIVEN: "info",
    Did.MANDATE_ENDED: "warn",
    Did.TESTIMONY_ASKED: "quiet",
    Did.TESTIMONY_SETTLED: "info",
    Did.CLAIM_OPENED: "info",
    Did.CLAIM_WENT_ON: "info",
    Did.RETURN_ASKED: "info",
    Did.RETURN_EXPECTED: "info",
    Did.RETURN_DECLARED: "ok",
    Did.RETURN_DECLARATION_WITHDRAWN: "warn",
    Did.RETURN_STOPPED: "warn",
    Did.RETURN_REOPENED: "info",
    Did.JOURNEY_LEFT: "info",
    Did.ARRIVAL_CONFIRMED: "ok",
    Did.CO_OPERATION_STOPPED: "warn",
    Did.CO_OPERATION_RESUMED: "info",
    Did.REFERRAL_SENT: "info",
    Did.REFERRAL_ACKNOWLEDGED: "info",
    Did.REFERRAL_ACCEPTED: "ok",
    Did.REFERRAL_DECLINED: "danger",
    Did.REFERRAL_WITHDRAWN: "warn",
    Did.REFERRAL_STOPPED: "danger",
    Did.REFERRAL_ESCALATED: "danger",
    Did.REFERRAL_COMPLETED: "ok",
}


@dataclass(frozen=True)
class Written:
    """A note and who wrote it."""

    note: NoteLine
    who: str


@dataclass(frozen=True)
class Hidden:
    """A section that is not shown, and why."""

    section: str
    why: str


@dataclass(frozen=True)
class BesideCase:
    """What other parts say of the case, each in a line; None where it is not the viewer's to see."""

    identification: Brief | None
    plan: PlanBrief | None
    shelter: ShelterBrief | None
    justice: LegalBrief | None
    returning: ReturnBrief | None
    attachments: int | None
    care: CareBrief | None
    reported: bool


@dataclass(frozen=True)
class CaseFile:
    """Everything the page of one case shows to this viewer."""

    case: CaseSection
    steps: tuple[Step, ...]
    name: str
    sees_name: bool
    facts: tuple[Row, ...]
    safety: tuple[Row, ...]
    withheld: tuple[DocumentKind, ...]
    consents: tuple[ConsentLine, ...] | None
    referrals: tuple[ReferralRow, ...]
    notes: tuple[Written, ...] | None
    older_notes: bool
    own_notes_only: bool
    imported: tuple[Row, ...]
    timeline: tuple[Moment, ...]
    why: tuple[WhyLine, ...]
    hidden: tuple[Hidden, ...]
    may_refer: bool
    may_write: bool
    may_change_facts: bool
    team: Team
    tasks: tuple[TaskLine, ...]
    situations: tuple[str, ...]
    beside: BesideCase
    same: SameSection
    may_work: bool
    may_reach: bool
    may_reopen: bool
    compartments: frozenset[Section]
    tells_story: bool
    screening: OfCase
    may_screen: bool

    @property
    def to_do(self) -> tuple[TaskLine, ...]:
        return tuple(line for line in self.tasks if line.state == TaskState.OPEN)

    @property
    def next_due(self) -> datetime | None:
        """The deadline that runs out first among the referrals of this case, and those that are not sent yet."""
        mine = [self.screening.due] if self.screening.due else []
        return min([*(row.due for row in self.referrals if row.due), *mine], default=None)


def case_to_view(
    user: "User", reference: str, at: datetime, *, all_notes: bool = False, kind: NoteKind | None = None
) -> CaseFile:
    """The case file for this viewer, behind the gate of its case. As many statements for one row as for many."""
    opened = gates.case_to_view(user, reference, at=at)
    sight, holdings = opened.sight, opened.holdings
    section = cases.case_section(opened.case, opened.person, sight, notes=None if all_notes else NOTES + 1, kind=kind)
    notes, rows = section.notes if all_notes else section.notes[:NOTES], privacy.why_visible(holdings, opened.person, at)
    story, writable, same = sight.sees(Section.STORY), not section.why_not_write, _same(opened, rows, user, at)
    walls = Walls.around(sight, holdings, AgencyKind(user.agency.kind), at)
    named = frozenset(one for one in COMPARTMENTS if one in sight.full)
    works = writable and privacy.may_write(holdings, rows, Section.SAFETY, Power.WRITE_NOTE)
    return CaseFile(
        case=section,
        steps=tuple(steps_to(section.steps, section.reached)),
        name=privacy.names_seen({opened.person.pk: sight})[opened.person.pk],
        sees_name=sight.sees(Section.IDENTITY),
        facts=_facts(section),
        safety=_safety(section, may_work=works),
        withheld=withheld(sight, people.papers_of(opened.person.pk)),
        consents=_consents(opened, at),
        referrals=referrals.referrals_of(opened.case.pk, sight, holdings, at),
        notes=_written(notes) if story or named else None,
        older_notes=len(notes) < len(section.notes),
        own_notes_only=story and Section.STORY not in sight.full,
        imported=tuple(Row(label, text) for label, text in section.imported or ()),
        timeline=what_happened(sight, holdings, user, tones=ACTS, limit=TRAIL, walls=walls, beside=same.references),
        why=privacy.why_lines(holdings, rows),
        hidden=_hidden(holdings, rows, sight),
        may_refer=writable and privacy.may_write(holdings, rows, Section.FACTS, Power.REFER),
        may_write=writable and _may_note(holdings, rows, named),
        may_change_facts=works and section.risk is not None,
        team=cases.team_of(opened.case, sight, holdings, at) if sight.sees(Section.SAFETY) else Team((), ()),
        tasks=cases.tasks_of(opened.case, sight, holdings, at) if sight.sees(Section.SAFETY) else (),
        situations=tuple(cases.situations_of(opened.case)) if sight.sees(Section.SAFETY) else (),
        beside=_beside(opened, walls, at),
        same=same,
        may_work=works,
        may_reach=writable and privacy.may_write(holdings, rows, Section.CONTACT, Power.WRITE_NOTE),
        may_reopen=not writable and privacy.may_write(holdings, rows, Section.STATUS, Power.OPEN_CASE),
        compartments=named,
        tells_story=story,
        screening=screenings.of_case(opened.case, sight, holdings),
        may_screen=writable and privacy.may_write(holdings, rows, Section.STORY, Power.SCREEN),
    )


def _same(opened: OpenedCase, rows: Ways, user: "User", at: datetime) -> SameSection:
    """Other files that may be of the same person, told to the trail of each that is named."""
    if not opened.sight.sees(Section.IDENTITY):
        return SameSection()
    same = linkage.section_of(opened.person, opened.holdings, at)
    if same.same:
        files = [file.reference for file in same.same]
        audit.record_list(Did.CASES_LISTED, files=files, by=user, at=at, facts={"page": "same"})
    return replace(same, may_judge=privacy.may_write(opened.holdings, rows, Section.IDENTITY, Power.WRITE_NOTE))


def _may_note(holdings: Holdings, rows: Ways, named: frozenset[Section]) -> bool:
    """Whether a note can be written: among the notes, or into a compartment that is open by name."""
    return any(privacy.may_write(holdings, rows, one, Power.WRITE_NOTE) for one in (Section.STORY, *sorted(named)))


def _beside(opened: OpenedCase, walls: Walls, at: datetime) -> BesideCase:
    reads = any(opened.sight.sees(section) for section in (*gates.FILED_UNDER, *COMPARTMENTS))
    return BesideCase(
        identification.brief(opened.case, opened.sight),
        support.brief(opened.case, opened.sight, walls.body),
        shelter.brief(opened.case, opened.sight, at),
        justice.brief(opened.case, at) if walls.looks else None,
        returns.brief(opened.person, opened.sight, walls.body),
        attachments.count_of_attachments(opened.case, opened.sight) if reads else None,
        care.brief(opened.case, opened.sight, at),
        is_reported(opened.person.pk, opened.sight),
    )


def _facts(section: CaseSection) -> tuple[Row, ...]:
    why = "" if section.age_band is not None else _("Not open to your desk.")
    return (
        Row(_("Age"), section.age_band, why),
        Row(_("Sex"), section.sex, why),
        Row(_("Language"), section.language, why),
    )


def _safety(section: CaseSection, *, may_work: bool) -> tuple[Row, ...]:
    """Danger, needs and place; each leads to its page for who may work on it."""
    seen = section.risk is not None
    why = "" if seen else _("Not open to your desk, or written since by another desk.")
    risk, needs = (reverse(f"cases:{page}", args=[section.reference]) if may_work else "" for page in ("risk", "needs"))
    act = _("Open") if may_work else ""
    return (
        Row(_("Risk"), section.risk.label if section.risk else "", why, risk, act),
        Row(_("Needs"), _needs(section), "", needs, act),
        Row(_("Governorate"), section.governorate or "", why),
    )


def _needs(section: CaseSection) -> str:
    """What is needed still, each with what became of it where that is more than a wish."""
    open_ = [line for line in section.needs or () if line.state not in {NeedState.MET, NeedState.DECLINED}]
    said = [
        f"{line.kind.label} ({line.state.label})" if line.state != NeedState.STATED else str(line.kind.label) for line in open_
    ]
    return list_text(said)


def _consents(opened: OpenedCase, at: datetime) -> tuple[ConsentLine, ...] | None:
    if not opened.sight.sees(Section.CONSENTS):
        return None
    return tuple(privacy.consent_lines(opened.person, opened.sight, opened.holdings, at))


def _written(notes: Sequence[NoteLine]) -> tuple[Written, ...]:
    names = accounts.names_of({note.by for note in notes})
    return tuple(Written(note, _who(note.by, names)) for note in notes)


def _who(reference: str, names: dict[str, tuple[str, str]]) -> str:
    return " · ".join(names[reference]) if reference in names else ""


def _hidden(holdings: Holdings, rows: Ways, sight: Sight) -> tuple[Hidden, ...]:
    return tuple(
        Hidden(str(section.label), str(privacy.why_hidden(holdings, rows, section).label))
        for section in Section
        if section not in COMPARTMENTS and not sight.sees(section)
    )
