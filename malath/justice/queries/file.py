"""The legal file of one person and each proceeding in it, as the viewer may see it. A fixed number of statements."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.cases.models import Case
from malath.cases.queries import references
from malath.justice import rules
from malath.justice.models import AllegedParty, Appearance, Notice, Part, StateStep
from malath.justice.queries import beside
from malath.justice.queries.claims import claim_lines, is_open
from malath.justice.queries.hearings import hearing_lines
from malath.justice.queries.pages import AccusedLine, Brief, FilePage, NoticeLine, ProceedingLine, ProceedingPage, StepLine
from malath.justice.queries.wall import Viewer, viewer
from malath.justice.words import Capacity, Event, NoticeState, State, ToldHow, WantsHome
from malath.people import queries as people
from malath.people.queries.records import OtherParty
from malath.people.words import PartyKind
from malath.privacy import queries as privacy
from malath.privacy.queries.answers import agrees
from malath.privacy.rules import Sight
from malath.privacy.words import ConsentKind, Section
from malath.ui.text import isolate

if TYPE_CHECKING:
    from malath.people.models import Party


def brief(case: Case, at: datetime) -> Brief:
    """What the case page says of the legal track, to whom its file is open. Two statements."""
    return Brief(_lines(case), _to_come(case, at).values_list("starts_at", flat=True).first())


def still_open(case: Case, sight: Sight, holdings: Holdings, body: AgencyKind, at: datetime) -> tuple[bool, bool]:
    """Whether a hearing is to come, and whether a claim is not settled, as far as this viewer may know. Three statements at
    most."""
    who = viewer(sight, holdings, body, at)
    if not who.looks:
        return False, False
    return _to_come(case, at).exists(), rules.sees_claims(body) and is_open(case)


def _to_come(case: Case, at: datetime) -> QuerySet[Appearance]:
    rows = Appearance.objects.filter(person_id=case.person_id, part__case=case, current=True, starts_at__gt=at)
    return rows.order_by("starts_at")


def file_page(case: Case, who: Viewer, desk: Desk | None) -> FilePage:
    """The legal file of one case. `desk`: as which the viewer works on it, None for who only looks."""
    return FilePage(
        reference=case.reference,
        person_reference=case.person.reference,
        is_closed=case.closed_at is not None,
        proceedings=_lines(case),
        claims=claim_lines(case, who),
        reproaches=beside.reproach_lines(case, who),
        mandates=beside.mandate_lines(case, who),
        is_child=case.person.is_child,
        may_work=desk is not None and case.closed_at is None,
        helps=not who.investigates,
    )


def proceeding_page(case: Case, part: Part, who: Viewer, desk: Desk | None, at: datetime) -> ProceedingPage:
    """One proceeding from the file of one case."""
    proceeding, works = part.proceeding, desk is not None and case.closed_at is None
    reads, own = who.reads(proceeding.desk), who.holdings.agency_id == proceeding.desk.agency_id
    may_move = works and rules.may_move(who.side, own=own)
    accused, exhibits = _accused(case, part, who), beside.exhibit_lines(part, who, at)
    return ProceedingPage(
        reference=proceeding.reference,
        case_reference=case.reference,
        person_reference=case.person.reference,
        line=_line(part),
        number=proceeding.opened("number") if reads else "",
        court=proceeding.opened("court") if reads else "",
        reads=reads,
        steps=tuple(_step_line(row, who) for row in _steps(part)),
        accused=accused,
        others=_others(part, who, at),
        hearings=hearing_lines(part),
        told_of=() if who.investigates else tuple(Event(code) for code in part.told_of.split()),
        asked_to_be_told=part.chosen_at is not None,
        notices=() if who.investigates else _notices(part),
        next_states=tuple(state for state in State if state in rules.NEXT[State(proceeding.state)]) if may_move else (),
        may_work=works,
        may_move=may_move,
        helps=not who.investigates,
        charges=beside.charge_lines(part, who),
        measures=beside.measure_lines(part, who),
        pairs=beside.pair_lines(part, accused, who, exhibits, is_child=case.person.is_child),
        exhibits=exhibits,
        testimony=beside.testimony_lines(part),
        wants_home=WantsHome(part.wants_home) if part.wants_home else None,
    )


def parties_seen(case: Case, who: Viewer) -> list[OtherParty]:
    """The other parties of a file of which this viewer reads: on the person's side of the wall alone."""
    rows = [] if who.investigates else people.parties_of(case.person_id)
    return [party for party in rows if who.sight.sees_writing_of(party.desk_id, Section.STORY)]


def _lines(case: Case) -> tuple[ProceedingLine, ...]:
    rows = Part.objects.filter(case=case, until__isnull=True).select_related("proceeding").order_by("-pk")
    return tuple(_line(row) for row in rows)


def _line(part: Part) -> ProceedingLine:
    proceeding = part.proceeding
    return ProceedingLine(
        proceeding.reference, State(proceeding.state), proceeding.state_on, Capacity(part.capacity), part.stopped_at is not None
    )


def _steps(part: Part) -> list[StateStep]:
    rows = StateStep.objects.filter(proceeding=part.proceeding).select_related("key", "desk__agency")
    return list(rows.order_by("-pk"))


def _step_line(row: StateStep, who: Viewer) -> StepLine:
    return StepLine(
        State(row.state), row.on, who.names(row.desk.agency), row.opened("because") if who.reads(row.desk) else ""
    )  # fmt: skip


def _accused(case: Case, part: Part, who: Viewer) -> tuple[AccusedLine, ...]:
    """Those whom the viewer's side wrote down, as far as they read what that body writes."""
    rows = AllegedParty.objects.filter(proceeding=part.proceeding, side=who.side, struck_at__isnull=True)
    seen = [row for row in rows.select_related("key", "party", "desk__agency").order_by("pk") if who.reads(row.desk)]
    parties = {party.reference: party for party in parties_seen(case, who)}
    return tuple(accused_line(row, parties.get(row.party.reference) if row.party else None, who) for row in seen)


def accused_line(row: AllegedParty, party: OtherParty | None, who: Viewer) -> AccusedLine:
    ours = row.desk.agency_id == who.holdings.agency_id
    name = party.name if party else row.opened("name")
    return AccusedLine(row.reference, name, PartyKind(row.kind), row.opened("what"), ours)


def _others(part: Part, who: Viewer, at: datetime) -> tuple[str, ...]:
    """Cases with a part in the same matter, as far as the viewer sees each of them: who sees one alone learns of no other, and
    of no number."""
    rows = Part.objects.filter(proceeding=part.proceeding, until__isnull=True).exclude(case_id=part.case_id)
    rows = rows.filter(agrees(ConsentKind.C5, at)) if who.investigates else rows
    ids = list(rows.values_list("person_id", flat=True)[:200])
    seen = [pk for pk, sight in privacy.sights(who.holdings, ids, at).items() if sight.sees(Section.SAFETY)]
    return tuple(reference for reference, _person in references.open_references(seen))


def _notices(part: Part) -> tuple[NoticeLine, ...]:
    rows = Notice.objects.filter(part=part).order_by("-pk")[:40]
    return tuple(
        NoticeLine(
            row.reference, Event(row.event), row.on, NoticeState(row.state), ToldHow(row.how) if row.how else None, row.told_at,
            row.state == NoticeState.WAITING,
        )
        for row in rows
    )  # fmt: skip


def accused_of_own_side(part: Part, who: Viewer) -> list[tuple[str, str]]:
    """Those whom the viewer may charge, as a form offers them."""
    rows = AllegedParty.objects.filter(proceeding=part.proceeding, side=who.side, struck_at__isnull=True)
    seen = [row for row in rows.select_related("key", "desk__agency").order_by("pk") if who.reads(row.desk)]
    return [(row.reference, row.opened("name") or str(PartyKind(row.kind).label)) for row in seen]


def charges_of_own_side(part: Part, who: Viewer) -> list[tuple[str, str]]:
    """The charges of a part, as a form offers them: by the accused and the offence."""
    lines = beside.charge_lines(part, who)
    named = [(one, isolate(one.name) or str(one.kind.label)) for one in lines]
    return [(f"{one.accused}:{one.offence.code}", f"{name}: {one.offence.label}") for one, name in named]


def exhibits_of_own_side(part: Part, who: Viewer, at: datetime) -> list[tuple[str, str]]:
    """The pieces of evidence that the viewer may name, as a form offers them."""
    lines = beside.exhibit_lines(part, who, at)
    return [(one.reference, f"{one.kind.label} {isolate(one.reference)}") for one in lines]


def party_named(case: Case, reference: str) -> "Party | None":
    """Another party of the person by what a form carries."""
    return people.party_by_reference(case.person, reference)


def accused_named(part: Part, reference: str) -> AllegedParty:
    """Somebody accused by what a form offered."""
    return AllegedParty.objects.select_related("proceeding").get(proceeding=part.proceeding, reference=reference)
