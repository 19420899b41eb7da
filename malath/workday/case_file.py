"""The case file: one page put together from what each part answers, cut to what the viewer may see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.audit import queries as trail
from malath.audit.queries import Line
from malath.audit.words import Did
from malath.cases import gates
from malath.cases import queries as cases
from malath.cases.gates import OpenedCase
from malath.cases.queries import CaseSection, NoteLine
from malath.cases.words import CaseStatus, NoteKind
from malath.privacy import queries as privacy
from malath.privacy.models import Access
from malath.privacy.queries import ConsentLine, WhyLine
from malath.privacy.rules import Sight
from malath.privacy.words import ConsentKind, Section
from malath.referrals import queries as referrals
from malath.referrals.queries import ReferralRow
from malath.ui.pieces import Moment, Row, Step, Tone, steps_to

TRAIL = 100
ACTS: dict[Did, Tone] = {
    Did.CASE_OPENED: "info",
    Did.CASE_CHANGED: "quiet",
    Did.CASE_STATUS_SET: "info",
    Did.CASE_IMPORTED: "quiet",
    Did.NOTE_WRITTEN: "quiet",
    Did.PERSON_CHANGED: "quiet",
    Did.CONSENT_GIVEN: "ok",
    Did.CONSENT_REFUSED: "warn",
    Did.CONSENT_RECORDED: "quiet",
    Did.CONSENT_WITHDRAWN: "danger",
    Did.CONSENT_EXPIRED: "warn",
    Did.REFERRAL_SENT: "info",
    Did.REFERRAL_ACKNOWLEDGED: "info",
    Did.REFERRAL_ACCEPTED: "ok",
    Did.REFERRAL_DECLINED: "danger",
    Did.REFERRAL_WITHDRAWN: "warn",
    Did.REFERRAL_STOPPED: "danger",
    Did.REFERRAL_ESCALATED: "danger",
    Did.REFERRAL_COMPLETED: "ok",
}
STATUS_ACTS = frozenset({Did.CASE_OPENED.value, Did.CASE_STATUS_SET.value})


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
class CaseFile:
    """Everything the page of one case shows to this viewer."""

    case: CaseSection
    steps: tuple[Step, ...]
    name: str
    sees_name: bool
    facts: tuple[Row, ...]
    safety: tuple[Row, ...]
    consents: tuple[ConsentLine, ...] | None
    referrals: tuple[ReferralRow, ...]
    notes: tuple[Written, ...] | None
    own_notes_only: bool
    imported: tuple[Row, ...]
    timeline: tuple[Moment, ...]
    why: tuple[WhyLine, ...]
    hidden: tuple[Hidden, ...]
    may_refer: bool
    may_write: bool
    may_change_facts: bool

    @property
    def next_due(self) -> datetime | None:
        """The deadline that runs out first among the referrals of this case."""
        return min((row.due for row in self.referrals if row.due), default=None)


def case_to_view(user: User, reference: str, at: datetime) -> CaseFile:
    """The case file for this viewer, behind the gate of its case. As many statements for one row as for many."""
    opened = gates.case_to_view(user, reference, at=at)
    sight, holdings = opened.sight, opened.holdings
    section = cases.case_section(opened.case, opened.person, sight)
    rows = privacy.why_visible(holdings, opened.person, at)
    sent = referrals.referrals_of(opened.case.pk, sight, holdings, at)
    lines = _seen(trail.file_lines(opened.person.reference, limit=TRAIL), user, sight, {row.reference for row in sent})
    names = accounts.names_of({line.by for line in lines} | {note.by for note in section.notes})
    story, writable = sight.sees(Section.STORY), not section.why_not_write
    return CaseFile(
        case=section,
        steps=tuple(steps_to(section.steps, section.reached)),
        name=privacy.names_seen({opened.person.pk: sight})[opened.person.pk],
        sees_name=sight.sees(Section.IDENTITY),
        facts=_facts(section),
        safety=_safety(section),
        consents=_consents(opened, at),
        referrals=sent,
        notes=tuple(Written(note, _who(note.by, names)) for note in section.notes) if story else None,
        own_notes_only=story and Section.STORY not in sight.full,
        imported=tuple(Row(name, str(value)) for name, value in (section.imported or {}).items()),
        timeline=tuple(_moment(line, names, user, sight) for line in lines),
        why=privacy.why_lines(holdings, rows),
        hidden=_hidden(holdings, rows, sight),
        may_refer=writable and sight.sees(Section.FACTS) and _may(holdings, rows, Power.REFER),
        may_write=writable and story and _may(holdings, rows, Power.WRITE_NOTE),
        may_change_facts=writable and section.risk is not None and _may(holdings, rows, Power.WRITE_NOTE),
    )


def _facts(section: CaseSection) -> tuple[Row, ...]:
    why = "" if section.age_band is not None else _("Not open to your desk.")
    return (
        Row(_("Age"), section.age_band, why),
        Row(_("Sex"), section.sex, why),
        Row(_("Language"), section.language, why),
    )


def _safety(section: CaseSection) -> tuple[Row, ...]:
    seen = section.risk is not None
    why = "" if seen else _("Not open to your desk, or written since by another desk.")
    needs = ", ".join(str(need.label) for need in section.needs or ())
    return (
        Row(_("Risk"), section.risk.label if section.risk else "", why),
        Row(_("Needs"), needs, why),
        Row(_("Governorate"), section.governorate or "", why),
    )


def _consents(opened: OpenedCase, at: datetime) -> tuple[ConsentLine, ...] | None:
    if not opened.sight.sees(Section.CONSENTS):
        return None
    return tuple(privacy.consent_lines(opened.person, opened.sight, opened.holdings, at))


def _seen(lines: Iterable[Line], user: User, sight: Sight, own_referrals: Collection[str]) -> list[Line]:
    """Acts on the file: all of them to who reads the story in full; to others those of their own body, the status, and
    what became of the referrals they know of."""
    everything = Section.STORY in sight.full
    return [
        line
        for line in lines
        if line.name in ACTS
        and not line.facts.keys() & {"again", "unchanged"}
        and (
            everything
            or line.by_agency == user.agency_reference
            or line.name in STATUS_ACTS
            or line.subject in own_referrals
        )
    ]


def _moment(line: Line, names: dict[str, tuple[str, str]], user: User, sight: Sight) -> Moment:
    own = line.by_agency == user.agency_reference
    who = _who(line.by, names) if own else names.get(line.by, ("", ""))[1] if Section.STORY in sight.full else ""
    which = _which(line)
    title = _("%(act)s: %(which)s") % {"act": line.label, "which": which} if which else line.label
    return Moment(line.at, title, who=who, tone=ACTS[Did(line.name)])


def _which(line: Line) -> str:
    """What an act was about, where its event names it by a code."""
    kind, status = line.facts.get("kind", ""), line.facts.get("status", "")
    if kind in ConsentKind.values:
        return str(ConsentKind(kind).label)
    if kind in NoteKind.values:
        return str(NoteKind(kind).label)
    return str(CaseStatus(status).label) if status in CaseStatus.values else ""


def _who(reference: str, names: dict[str, tuple[str, str]]) -> str:
    return " · ".join(names[reference]) if reference in names else ""


def _hidden(holdings: Holdings, rows: Collection[Access], sight: Sight) -> tuple[Hidden, ...]:
    return tuple(
        Hidden(str(section.label), str(privacy.why_hidden(holdings, rows, section).label))
        for section in Section
        if not sight.sees(section)
    )


def _may(holdings: Holdings, rows: Iterable[Access], power: Power) -> bool:
    return any(row.desk_id is not None and holdings.may_at(row.desk_id, power) for row in rows)
