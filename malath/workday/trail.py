"""Who has seen a file and what was done; for the data protection officer, everything in codes and references."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from malath.accounts import queries as accounts
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit import queries as events
from malath.audit.queries import Allowed, Line
from malath.audit.words import LISTS, OF_TWO_FILES, SEALED, VIEWS, Did
from malath.cases.words import CaseStatus, Need, NeedState, NoteKind, Risk, SideState
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.justice.queries import wall as justice
from malath.linkage import queries as linkage
from malath.privacy import queries as privacy
from malath.privacy.gates import Opened
from malath.privacy.queries import WhyLine
from malath.privacy.rules import Sight
from malath.privacy.words import Answer, BasisKind, ConsentKind, Purpose, Section
from malath.referrals import queries as referrals
from malath.referrals.words import Side
from malath.screening.words import Concern
from malath.ui.pieces import Moment, Tone
from malath.workday import trail_rules

if TYPE_CHECKING:
    from malath.accounts.models import User
    from malath.agencies.models import Agency

PAGE: Final = 50
SECTION_OF: Final[Mapping[Section, frozenset[Did]]] = {
    Section.STATUS: frozenset(
        {
            Did.CASE_OPENED,
            Did.CASE_STATUS_SET,
            Did.CASE_CLOSED,
            Did.CASE_REOPENED,
            Did.FILE_CLOSED,
            Did.FILE_REOPENED,
        }
    ),
    Section.SAFETY: frozenset(
        {
            Did.CASE_CHANGED,
            Did.NEED_STATED,
            Did.NEED_ANSWERED,
            Did.RISK_ASSESSED,
            Did.RISK_LOOKED_AT,
            Did.INTERPRETER_BOOKED,
            Did.BOOKING_SETTLED,
            Did.INTERPRETER_KEPT_OUT,
            Did.RECOVERY_STARTED,
            Did.RECOVERY_EXTENDED,
            Did.RECOVERY_OFFERED,
            Did.RECOVERY_REMINDED,
            Did.REPORT_WRITTEN,
            Did.REPORT_CANCELLED,
            Did.STAY_BEGUN,
            Did.STAY_ENDED,
            Did.STAY_STOPPED,
            Did.STAY_GOES_ON,
            Did.NOT_TAKEN_IN,
            Did.NO_PLACE_FREE,
            Did.PROCEEDING_BEGUN,
            Did.PROCEEDING_MOVED,
            Did.HEARING_SET,
            Did.HEARING_MOVED,
            Did.HEARING_ENDED,
            Did.MEASURE_ORDERED,
            Did.MEASURE_EXTENDED,
            Did.MEASURE_ENDED,
        }
    ),
    Section.IDENTITY: frozenset(
        {
            Did.PERSON_ADDED,
            Did.PERSON_CHANGED,
            Did.IDENTITY_VIEWED,
            Did.PEOPLE_SEARCHED,
            Did.SAME_LOOKED_FOR,
            Did.OVERSTAY_COUNTED,
            Did.WAIVER_ASKED,
            Did.WAIVER_DECIDED,
            Did.PLAN_AGREED,
            Did.PLAN_REVIEWED,
            Did.PLAN_CRITICAL,
            Did.GOAL_WRITTEN,
            Did.GOAL_SETTLED,
            Did.SERVICE_GIVEN,
            Did.FOLLOW_UP_PLANNED,
            Did.FOLLOW_UP_TRIED,
            Did.FUND_ASKED,
            Did.FUND_DECIDED,
            Did.FUND_PAID,
            Did.CONFERENCE_HELD,
            Did.PANEL_OPENED,
            Did.PANEL_DECIDED,
        }
    ),
    Section.CONSENTS: frozenset(
        {
            Did.PERSON_VIEWED,
            Did.CONSENTS_VIEWED,
            Did.TRAIL_VIEWED,
            Did.CONSENT_GIVEN,
            Did.CONSENT_REFUSED,
            Did.CONSENT_RECORDED,
            Did.CONSENT_WITHDRAWN,
            Did.CONSENT_EXPIRED,
            Did.GUARDIAN_NAMED,
            Did.GUARDIAN_VERIFIED,
            Did.GUARDIAN_DOUBTED,
            Did.GUARDIAN_ENDED,
            Did.ASSENT_RECORDED,
            Did.BASIS_OPENED,
            Did.BASIS_ENDED,
            Did.ACCESS_OPENED,
            Did.ACCESS_ENDED,
            Did.LEFT,
            Did.STATEMENT_GIVEN,
            Did.ORDER_RECORDED,
            Did.ORDER_DECIDED,
            Did.ORDER_CHECKED,
            Did.ORDER_GIVEN_BACK,
            Did.ORDER_RELEASED,
            Did.ORDER_REFUSED,
            Did.ORDER_REMINDED,
            Did.ORDER_TOLD,
            Did.ORDER_VIEWED,
            Did.ORDERS_LISTED,
            Did.GLASS_BROKEN,
            Did.GLASS_ENDED,
            Did.GLASS_REVIEWED,
        }
    ),
}
"""Which section an event tells about. Whatever stands nowhere here tells about the story."""
WHAT_BECAME_OF_IT: Final = frozenset(
    {
        Did.REFERRAL_SENT,
        Did.REFERRAL_ACKNOWLEDGED,
        Did.REFERRAL_ACCEPTED,
        Did.REFERRAL_DECLINED,
        Did.REFERRAL_WITHDRAWN,
        Did.REFERRAL_STOPPED,
        Did.REFERRAL_ESCALATED,
        Did.REFERRAL_COMPLETED,
    }
)
SEEN: Final = VIEWS | LISTS
DONE: Final = frozenset(Did) - SEEN


@dataclass(frozen=True)
class TrailLine:
    """One event as the trail of a file shows it."""

    at: datetime
    what: str
    about: str
    who: str
    tone: Tone


@dataclass(frozen=True)
class FileTrail:
    """Who has seen a file and what was done, as far as the viewer sees the file itself."""

    reference: str
    lines: tuple[TrailLine, ...]
    older: int | None
    only: str
    partly: bool
    why: tuple[WhyLine, ...]


@dataclass(frozen=True)
class Wanted:
    """What the data protection officer looks for: an actor, an event, a day."""

    by: str = ""
    event: Did | None = None
    day: date | None = None

    @property
    def facts(self) -> dict[str, str]:
        """The same as codes, for the event that records the look."""
        found = {"by": self.by, "event": self.event or "", "day": self.day.isoformat() if self.day else ""}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class WholeTrail:
    """A page of the whole trail, in codes and references."""

    lines: tuple[Line, ...]
    older: int | None


@dataclass(frozen=True)
class Walls:
    """The walls inside a file for one viewer: of which kind of body they are, and whether the legal file is open to them."""

    body: AgencyKind
    looks: bool
    in_emergency: bool

    @classmethod
    def around(cls, sight: Sight, holdings: Holdings, body: AgencyKind, at: datetime) -> "Walls":
        """One statement at most."""
        return cls(body, justice.viewer(sight, holdings, body, at).looks, sight.in_emergency)

    def let_through(self, line: Line, bodies: Mapping[str, "Agency"]) -> bool:
        writer = bodies.get(line.by_agency)
        kind = AgencyKind(writer.kind) if writer else None
        return trail_rules.may_read(
            line.name, self.body, looks=self.looks, in_emergency=self.in_emergency, writer=kind
        )  # fmt: skip


def file_trail(opened: Opened, actor: "User", at: datetime, *, before: int | None, only: str) -> FileTrail:
    """The trail of a file for who stands behind the gate. The same statements whatever is left out."""
    person, sight, holdings = opened.person, opened.sight, opened.holdings
    kinds = {"seen": SEEN, "done": DONE}.get(only)
    known = referrals.known_references(person.pk, holdings)
    allowed = _allowed(sight, actor.agency_reference, known)
    found = events.file_lines(person.reference, before=before, limit=PAGE + 1, allowed=allowed, only=kinds)
    page = found[:PAGE]
    who = _Names.of(page, sight, holdings)
    beside = linkage.subjects_known(person.pk, holdings, at)
    walls = Walls.around(sight, holdings, AgencyKind(actor.agency.kind), at)
    shown = [line for line in page if _is_open(line, sight, beside) and walls.let_through(line, who.bodies)]
    return FileTrail(
        reference=person.reference,
        lines=tuple(_line(line, who) for line in shown),
        older=page[-1].id if len(found) > PAGE else None,
        only=only if kinds is not None else "",
        partly=not sight.whole,
        why=privacy.why_lines(holdings, privacy.why_visible(holdings, person, at)),
    )


def _is_open(line: Line, sight: Sight, beside: frozenset[str]) -> bool:
    """Whether a line may be shown: one about a compartment to those who see that one, one about another file to those who read
    that one too, also where the whole file is seen."""
    if line.name in OF_TWO_FILES:
        return line.subject in beside
    return line.name not in SEALED or line.facts.get("section", "") in sight.full


def what_happened(
    sight: Sight,
    holdings: Holdings,
    actor: Actor,
    *,
    tones: Mapping[Did, Tone],
    limit: int,
    walls: Walls,
    beside: frozenset[str] = frozenset(),
) -> tuple[Moment, ...]:
    """The acts named in `tones` as a timeline, newest first, under the same rule as the trail. `beside`: references of what
    tells of other files and may be read. Four statements."""
    allowed = _allowed(sight, actor.agency_reference, referrals.known_references(sight.person_id, holdings))
    found = events.file_lines(sight.reference, limit=limit, allowed=allowed, only=tones.keys())
    who = _Names.of(found, sight, holdings)
    told = [line for line in found if "again" not in line.facts and _is_open(line, sight, beside)]
    lines = sorted((line for line in told if walls.let_through(line, who.bodies)), key=lambda line: line.at, reverse=True)
    return tuple(_moment(line, who, tones[Did(line.name)]) for line in lines)


def whole_trail(actor: Actor, wanted: Wanted, at: datetime, *, before: int | None) -> WholeTrail:
    """A page of everything; that somebody looked, and for what, stands in the trail as well."""
    audit.record_list(Did.TRAIL_VIEWED, files=[], by=actor, at=at, facts=wanted.facts)
    since, until = _day(wanted.day)
    found = events.all_lines(before=before, limit=PAGE + 1, by=wanted.by, event=wanted.event, since=since, until=until)
    page = found[:PAGE]
    return WholeTrail(tuple(page), page[-1].id if len(found) > PAGE else None)


def _day(day: date | None) -> tuple[datetime | None, datetime | None]:
    if day is None:
        return None, None
    since = datetime.combine(day, time(), tzinfo=clock.AMMAN)
    return since, datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.AMMAN)


def _allowed(sight: Sight, agency: str, known: frozenset[str]) -> Allowed | None:
    """Everything to who sees the whole file; to others their own body's events, those of the sections they see in full,
    and what became of the referrals they know of."""
    if sight.whole:
        return None
    seen = frozenset().union(*(SECTION_OF.get(section, frozenset()) for section in sight.full))
    return Allowed(agency=agency, events=seen, subjects=known, about_subjects=WHAT_BECAME_OF_IT)


@dataclass(frozen=True)
class _Names:
    """Whom the lines may name, and to what depth: own colleagues by name, others by their body, secret bodies not."""

    staff: Mapping[str, tuple[str, str]]
    named: Mapping[str, str]
    bodies: Mapping[str, "Agency"]
    own: str
    everyone: bool

    @classmethod
    def of(cls, lines: list[Line], sight: Sight, holdings: Holdings) -> "_Names":
        bodies = agencies.bodies_named({line.by_agency for line in lines})
        named = {
            reference: body.name
            for reference, body in bodies.items()
            if not sight.own and privacy.may_name(sight, holdings, body)
        }
        own = next((reference for reference, body in bodies.items() if body.pk == holdings.agency_id), "")
        staff = accounts.names_of({line.by for line in lines})
        return cls(staff, named, bodies, own, everyone=sight.whole)

    def knows(self, line: Line) -> bool:
        """Whether the line says whose act it was: only then may it say why, for the purpose tells the body."""
        return line.by_agency == self.own or line.by_agency in self.named or (self.everyone and line.by in self.staff)

    def who(self, line: Line) -> str:
        if line.by_kind == WORKER.kind:
            return _("The system")
        if line.by in self.staff and (self.everyone or line.by_agency == self.own):
            return " · ".join(self.staff[line.by])
        return self.named.get(line.by_agency, _("Another body"))


def _line(line: Line, who: _Names) -> TrailLine:
    is_view = line.name in {did.value for did in SEEN}
    about = _told(line.facts) or (_why(line.facts) if is_view and who.knows(line) else "")
    return TrailLine(line.at, line.label, about, who.who(line), "quiet" if is_view else "info")


def _moment(line: Line, who: _Names, tone: Tone) -> Moment:
    about = _told(line.facts)
    title = _("%(act)s: %(about)s") % {"act": line.label, "about": about} if about else line.label
    return Moment(line.at, title, who=who.who(line), tone=tone)


def _why(facts: Mapping[str, str]) -> str:
    """Why somebody saw it: from which side, for what, on which ground."""
    sides = [Side(code).label for code in facts.get("side", "").split() if code in Side.values]
    purposes = [Purpose(code).label for code in facts.get("purpose", "").split() if code in Purpose.values]
    grounds = [BasisKind(code).label for code in facts.get("basis", "").split() if code in BasisKind.values]
    return " · ".join(str(label) for label in (*sides, *purposes, *grounds))


def _told(facts: Mapping[str, str]) -> str:
    """What an event was about, and when it happened where it was typed in later than that."""
    about, then = _about(facts), facts.get("happened_at", "")
    if not then:
        return about
    moment = clock.in_amman(datetime.fromisoformat(then))
    late = _("typed in later, happened on %(moment)s") % {"moment": f"{moment:%d/%m/%Y %H:%M}"}
    return f"{about} · {late}" if about else late


def _about(facts: Mapping[str, str]) -> str:
    """What an event was about, where it names it by a code."""
    kind, status, answer = facts.get("kind", ""), facts.get("status", ""), facts.get("answer", "")
    if kind in ConsentKind.values:
        question = str(ConsentKind(kind).label)
        return f"{question}: {Answer(answer).label}" if answer in Answer.values else question
    if kind in NoteKind.values:
        return str(NoteKind(kind).label)
    need, state, level = facts.get("need", ""), facts.get("state", ""), facts.get("level", "")
    if need in Need.values:
        return f"{Need(need).label}: {NeedState(state).label}" if state in NeedState.values else str(Need(need).label)
    if level in Risk.values:
        return str(Risk(level).label)
    if (concern := facts.get("concern", "")) in Concern.values:
        return str(Concern(concern).label)
    aside = facts.get("aside", "")
    words = [SideState(aside).label] if aside in SideState.values else []
    words = [CaseStatus(status).label, *words] if status in CaseStatus.values else words
    return " · ".join(str(word) for word in words)
