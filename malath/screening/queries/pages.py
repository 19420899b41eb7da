"""What each page of a screening shows, cut to what its viewer may read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from malath.accounts.queries import answering
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.cases.queries import SituationPage
from malath.foundation.asking import ask
from malath.foundation.clock import in_amman
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Section
from malath.referrals import queries as referrals
from malath.screening import content, queries, rules
from malath.screening.content import Content
from malath.screening.models import Screening, Smuggled
from malath.screening.queries import lists
from malath.screening.queries.lists import IndicatorList
from malath.screening.rules import Found, Result
from malath.screening.words import Alone, Concern, Danger, HandPurpose, Pending, State, Step, Unreferred
from malath.ui.help_lines import Line, lines_of_help
from malath.ui.pieces import Tone

TONES: dict[Concern, Tone] = {
    Concern.NO_CONCERN: "quiet", Concern.KEEP_WATCH: "info", Concern.REFER: "warn", Concern.EMERGENCY: "danger",
}  # fmt: skip
SHOWN = 10
DUTY_SHOWN = 6


@dataclass(frozen=True)
class ScreeningLine:
    """One screening in a list. `concern` and `due` are None where they are not the viewer's to read."""

    reference: str
    case_reference: str
    person_reference: str
    state: State
    begun_at: datetime
    ended_at: datetime | None
    typed_at: datetime | None
    desk: str
    concern: Concern | None
    due: datetime | None
    may_open: bool
    stop: bool

    @property
    def tone(self) -> Tone:
        return TONES[self.concern] if self.concern else "quiet"


@dataclass(frozen=True)
class SmuggledLine:
    """What a person decided of a case, and why."""

    at: datetime
    because: str
    desk: str


@dataclass(frozen=True)
class OfCase:
    """What the file of a case says of screening. `stop`: screening comes before any action on stay or papers."""

    lines: tuple[ScreeningLine, ...]
    stop: bool
    smuggled: SmuggledLine | None
    is_child: bool = False

    @property
    def asks_a_child_again(self) -> bool:
        return self.is_child and self.is_screened

    @property
    def due(self) -> datetime | None:
        return min((line.due for line in self.lines if line.due), default=None)

    @property
    def is_screened(self) -> bool:
        return any(line.state == State.FINISHED for line in self.lines)


@dataclass(frozen=True)
class StepLine:
    """One step on the page of a screening under way, and how far it is."""

    step: str
    title: str
    told: str
    state: str
    verified: bool = True


@dataclass(frozen=True)
class Overview:
    """A screening under way: its steps, and what has to come first."""

    reference: str
    case_reference: str
    list_name: str
    unverified: tuple[str, ...]
    steps: tuple[StepLine, ...]
    begins: bool
    begun_at: datetime
    typed_at: datetime | None
    stop_waits: bool
    not_alone: bool
    has_absconding: bool
    danger: bool
    lines: tuple[Line, ...]

    def after(self, step: str) -> str:
        """The step that follows, "" after the last."""
        names = [one.step for one in self.steps]
        place = names.index(step) + 1 if step in names else 0
        return names[place] if place < len(names) else ""


@dataclass(frozen=True)
class FoundLine:
    """One dimension in the result, in words."""

    name: str
    counts: Found
    present: tuple[str, ...]
    verified: bool


@dataclass(frozen=True)
class DeskNow:
    """A desk that can be asked, and who answers there now."""

    service: ServiceKind
    name: str
    phone: str
    names: str


@dataclass(frozen=True)
class ResultPage:
    """What the rule made of a screening and why; the next step first. Never a verdict."""

    list_name: str
    unverified: tuple[str, ...]
    found: tuple[FoundLine, ...]
    result: Result
    purposes: tuple[str, ...]
    urgent_signs: tuple[str, ...]
    strong: tuple[str, ...]
    forced_labour: tuple[str, ...]
    pending: tuple[Pending, ...]
    alone: Alone | None
    fitting: tuple[ServiceKind, ...]
    lines: tuple[Line, ...] = ()
    desks: tuple[DeskNow, ...] = ()
    reference: str = ""
    case_reference: str = ""
    person_reference: str = ""
    state: State = State.DRAFT
    concern: Concern | None = None
    because: str = ""
    due: datetime | None = None
    ended_at: datetime | None = None
    typed_at: datetime | None = None
    unreferred: Unreferred | None = None
    may_act: bool = False

    @property
    def tone(self) -> Tone:
        return TONES[self.concern] if self.concern else "quiet"

    @property
    def has_absconding(self) -> bool:
        return Pending.ABSCONDING in self.pending

    @property
    def unverified_exploitation(self) -> bool:
        """Whether the conditions of exploitation are not positive on a list that nobody verified."""
        part = next((one for one in self.found if one.counts.dimension == rules.EXPLOITATION), None)
        return part is not None and not part.verified and not part.counts.positive and not self.result.flagged


@dataclass(frozen=True)
class PartLine:
    """One person of a situation, by the code that the desk gave them, and how far they are screened."""

    code: str
    case_reference: str
    may_screen: bool
    lines: tuple[ScreeningLine, ...]


def of_case(case: Case, sight: Sight, holdings: Holdings) -> OfCase:
    """What the file of a case says of screening to this viewer. Three statements at most."""
    rows = queries.rows_of([case.pk]) if sight.sees(Section.SAFETY) else []
    sent = referrals.last_sent_at([case.pk]) if rows else {}
    finished = any(row.state == State.FINISHED for row in rows)
    said = next(iter(ask(_smuggled, case.pk)), None) if sight.sees(Section.STORY) else None
    reads = said is not None and sight.sees_writing_of(said.desk_id, Section.STORY)
    return OfCase(
        tuple(_line(row, sight, holdings, sent, case) for row in rows),
        stop=not finished and any(row.stop for row in rows),
        smuggled=SmuggledLine(said.at, said.opened("because"), said.desk.name) if said is not None and reads else None,
        is_child=case.person.is_child,
    )


def _smuggled(case_id: int) -> QuerySet[Smuggled]:
    return Smuggled.objects.filter(case_id=case_id, ended_at__isnull=True).select_related("key", "desk")


def waiting_at(holdings: Holdings, at: datetime, *, cap: int = SHOWN) -> tuple[ScreeningLine, ...]:
    """What waits at the desks of this viewer: people to refer, the most pressing first, then screenings under way. Five
    statements, however many."""
    desks = tuple(desk for desk in holdings.own_desk_ids if holdings.may_at(desk, Power.SCREEN))
    rows = [*ask(_waiting, desks, shape=(cap,)), *ask(_under_way, desks, shape=(cap,))]
    sights = privacy.sights(holdings, [row.case.person_id for row in rows] or [0], at)
    sent = referrals.last_sent_at({row.case_id for row in rows})
    lines = [
        _line(row, sights[row.case.person_id], holdings, sent, row.case)
        for row in rows
        if row.case.person_id in sights and sights[row.case.person_id].sees_writing_of(row.desk_id, Section.STORY)
    ]
    return tuple(line for line in lines if line.state == State.DRAFT or line.due)[:cap]


def _waiting(desks: tuple[int, ...], cap: int) -> QuerySet[Screening]:
    rows = Screening.objects.filter(desk_id__in=desks, refer_by__isnull=False, settled_at__isnull=True)
    return _of_open_cases(rows).order_by("refer_by", "pk")[:cap]


def _under_way(desks: tuple[int, ...], cap: int) -> QuerySet[Screening]:
    rows = Screening.objects.filter(desk_id__in=desks, state=State.DRAFT)
    return _of_open_cases(rows).order_by("-saved_at", "-pk")[:cap]


def _of_open_cases(rows: QuerySet[Screening]) -> QuerySet[Screening]:
    return rows.filter(case__closed_at__isnull=True).select_related("key", "desk__agency", "case__person")


def _line(row: Screening, sight: Sight, holdings: Holdings, sent: Mapping[int, datetime], case: Case) -> ScreeningLine:
    reads = sight.sees_writing_of(row.desk_id, Section.STORY)
    met = case.pk in sent and sent[case.pk] >= row.begun_at
    return ScreeningLine(
        reference=row.reference,
        case_reference=case.reference,
        person_reference=sight.reference,
        state=State(row.state),
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        typed_at=row.typed_at,
        desk=row.desk.name if reads else "",
        concern=Concern(row.concern) if reads and row.concern else None,
        due=row.refer_by if reads and queries.waits(row) and not met else None,
        may_open=reads and (row.state == State.FINISHED or holdings.may_at(row.desk_id, Power.SCREEN)),
        stop=row.stop,
    )


def parts_of(page: SituationPage, holdings: Holdings, at: datetime) -> tuple[PartLine, ...]:
    """Everybody of a situation whom this viewer sees, and how far each is screened. Nobody is told of anybody else."""
    named = [part.case_reference for part in page.parts]
    found = {case.reference: case for case in queries.cases_named(named)}
    sights = privacy.sights(holdings, [case.person_id for case in found.values()] or [0], at)
    rows, sent = (
        queries.rows_of([case.pk for case in found.values()]),
        referrals.last_sent_at([case.pk for case in found.values()]),
    )
    parts = []
    for part in page.parts:
        case = found[part.case_reference]
        sight = sights.get(case.person_id)
        lines = tuple(_line(row, sight, holdings, sent, case) for row in rows if sight and row.case_id == case.pk)
        may = sight is not None and part.may_write and sight.sees(Section.STORY) and holdings.may(Power.SCREEN)
        parts.append(PartLine(part.code, part.case_reference, may, lines))
    return tuple(parts)


def overview(screening: Screening, at: datetime) -> Overview:
    """A screening under way, step by step."""
    typed = queries.content_of(screening)
    found = lists.list_of(queries.profile_of(typed))
    begins, stop_waits = typed.conditions is None, screening.stop and screening.passed_at is None
    pending = typed.conditions.pending if typed.conditions else ()
    return Overview(
        reference=screening.reference,
        case_reference=screening.case.reference,
        list_name=found.name,
        unverified=found.unverified,
        steps=tuple(_steps(screening, typed, found)),
        begins=begins,
        begun_at=screening.begun_at,
        typed_at=screening.typed_at,
        stop_waits=stop_waits,
        not_alone=typed.alone in {Alone.NO, Alone.NOT_KNOWN},
        has_absconding=Pending.ABSCONDING in pending,
        danger=typed.danger == Danger.YES,
        lines=_help_lines(at) if typed.danger == Danger.YES else (),
    )


def _steps(screening: Screening, typed: Content, found: IndicatorList) -> list[StepLine]:
    result = queries.result_of(typed)
    of = {one.dimension: one for one in result.found}
    lines = [StepLine(Step.CONDITIONS, str(Step.CONDITIONS.label), "", _how_far(typed, Step.CONDITIONS))]
    if screening.stop:
        lines.append(StepLine(Step.STOP, str(Step.STOP.label), "", "done" if screening.passed_at else "now"))
    lines.append(StepLine(Step.SIGNS, str(Step.SIGNS.label), "", _how_far(typed, Step.SIGNS)))
    for part in found.dimensions:
        size, unasked = len(part.indicators), of[part.code].not_asked
        told = _("%(asked)s of %(size)s asked") % {"asked": size - unasked, "size": size}
        line = StepLine(part.code, part.name, told, _how_far(typed, part.code))
        lines.append(replace(line, verified=part.verified))
    return [*lines, StepLine(Step.WORDS, str(Step.WORDS.label), "", _how_far(typed, Step.WORDS))]


def _how_far(typed: Content, step: str) -> str:
    return "done" if typed.state(step) else ""


def result_page(screening: Screening, holdings: Holdings, at: datetime) -> ResultPage:
    """The result of a screening, finished or as it stands now."""
    typed = queries.content_of(screening)
    page = result_of(typed, queries.result_kept(screening), queries.list_kept(screening), at)
    concern = Concern(screening.concern) if screening.concern else None
    pressing = concern == Concern.EMERGENCY
    return replace(
        page,
        desks=_desks_now(page.fitting, at) if pressing else (),
        reference=screening.reference,
        case_reference=screening.case.reference,
        person_reference=screening.case.person.reference,
        state=State(screening.state),
        concern=concern,
        because=screening.opened("because"),
        due=screening.refer_by if queries.waits(screening) and not queries.was_referred(screening) else None,
        ended_at=screening.ended_at,
        typed_at=screening.typed_at,
        unreferred=Unreferred(screening.unreferred) if screening.unreferred else None,
        may_act=holdings.may_at(screening.desk_id, Power.SCREEN) and screening.case.closed_at is None,
    )


def result_of(typed: Content, result: Result, code: str, at: datetime) -> ResultPage:
    """What the rule made of what was typed, in words."""
    found = lists.list_of(code)
    parts = {part.code: part for part in found.dimensions}
    present = {code for one in result.found for code in one.present}
    held = typed.conditions or content.Conditions()
    touched = [
        sign for part in found.dimensions for one in part.indicators if one.code in present for sign in one.forced_labour
    ]
    danger = held.danger == Danger.YES
    return ResultPage(
        list_name=found.name,
        unverified=found.unverified,
        found=tuple(
            FoundLine(
                parts[one.dimension].name, one, tuple(found.text(code) for code in one.present), parts[one.dimension].verified
            )
            for one in result.found
        ),
        result=result,
        purposes=tuple(str(HandPurpose(code).label) for code in typed.purposes),
        urgent_signs=tuple(sign.text for sign in lists.urgent_among(frozenset(typed.signs))),
        strong=tuple(found.text(code) for code in result.lone_strong),
        forced_labour=tuple(dict.fromkeys(touched)),
        pending=held.pending,
        alone=typed.alone,
        fitting=rules.fitting(result, kind=held.kind, pending=held.pending, danger=danger, purposes=typed.purposes),
        lines=_help_lines(at),
    )


def result_without(typed: Content, at: datetime) -> ResultPage:
    """The result of a form that is kept nowhere."""
    return result_of(typed, queries.result_of(typed), queries.profile_of(typed), at)


def _help_lines(at: datetime) -> tuple[Line, ...]:
    return tuple(lines_of_help(lists.spoken(), in_amman(at).date()))


def _desks_now(services: Collection[ServiceKind], at: datetime) -> tuple[DeskNow, ...]:
    """Who can be asked now, of the kinds of help that fit. Three statements, and one for each kind."""
    offered = [(service, desk) for service in services for desk in agencies.desks_offering(service)]
    there = answering.who_answers([desk for _, desk in offered], at)
    hidden = agencies.hiding_their_place([desk for _, desk in offered])
    found = [
        DeskNow(
            service, f"{desk.agency.name} · {desk.name}", "" if desk.pk in hidden else desk.phone, ", ".join(there[desk.pk])
        )
        for service, desk in offered
        if there.get(desk.pk)
    ]
    return tuple(found[:DUTY_SHOWN])


def services_when_smuggled() -> tuple[ServiceKind, ...]:
    """What is offered to somebody who was smuggled and is at risk."""
    return rules.AT_RISK_WHEN_SMUGGLED


def title_of(step: str, code: str) -> str:
    """The heading of a step."""
    if step in Step.values:
        return str(Step(step).label)
    return next((part.name for part in lists.list_of(code).dimensions if part.code == step), _("Screening"))
