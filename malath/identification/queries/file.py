"""One case's identification as its viewer may see it. A fixed number of statements, whatever stands there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from malath.accounts import queries as accounts
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.cases.words import CaseStatus
from malath.identification import rules
from malath.identification.models import Decision, Element, Evidence, Opinion, Process, Review
from malath.identification.queries import (
    clocks_of,
    first_opinion_due,
    law,
    may_decide,
    may_give_opinion,
    process_of,
    reads,
    standing_status,
)
from malath.identification.queries.pages import (
    Brief,
    ClockLine,
    DecisionLine,
    ElementLine,
    EvidenceLine,
    FilePage,
    MatrixRow,
    May,
    OpinionLine,
    ReviewLine,
)
from malath.identification.words import (
    AskedBy,
    ElementKind,
    EvidenceSource,
    EvidenceStrength,
    ReviewOutcome,
    Stage,
    Stance,
    WhyNot,
)
from malath.people import queries as people
from malath.people.queries.records import OtherParty
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Section

if TYPE_CHECKING:
    from malath.people.models import Party

Names = Mapping[str, tuple[str, str]]


class _Viewer:
    """Who looks, and what of the file that lets through."""

    def __init__(self, sight: Sight, holdings: Holdings, desk: Desk | None, names: Names) -> None:
        self.sight, self.holdings, self.desk, self.names = sight, holdings, desk, names

    def reads(self, desk: Desk) -> bool:
        return reads(desk, self.sight, self.holdings)

    def body(self, desk: Desk) -> str:
        return desk.agency.name if privacy.may_name(self.sight, self.holdings, desk.agency) else ""

    def who(self, reference: str, desk: Desk) -> str:
        """A member of staff by name, where their body may be named and the file is read."""
        return self.names.get(reference, ("", ""))[0] if self.body(desk) and self.reads(desk) else ""


def file_page(case: Case, sight: Sight, holdings: Holdings, desk: Desk | None, at: datetime) -> FilePage:
    """The page of one case. `desk`: as which the viewer works on it, None for who only looks."""
    process = process_of(case)
    opinions, decisions, elements = _opinions(case), _decisions(case), _elements(case)
    written_by = {row.by for row in opinions} | {one for row in decisions for one in (row.proposed_by, row.confirmed_by)}
    viewer = _Viewer(sight, holdings, desk, accounts.names_of(written_by))
    decision = next((row for row in decisions if row.confirmed_at is not None), None)
    proposal = next((row for row in decisions if row.confirmed_at is None and row.sent_back_at is None), None)
    review = getattr(decision, "review", None) if decision else None
    stage = Stage(process.stage) if process else None
    now, is_child = CaseStatus(case.status), case.person.is_child
    said = standing_status(decision) if decision else None
    may = _may(viewer, case, process, (proposal, decision), at)
    return FilePage(
        reference=case.reference,
        person_reference=case.person.reference,
        status=now,
        stage=stage,
        is_child=is_child,
        is_closed=case.closed_at is not None,
        rights=stage is not None and rules.rights_last(stage, said, process.review_until if process else None, at),
        review_until=process.review_until if process and stage == Stage.DECIDED and said != CaseStatus.IDENTIFIED else None,
        given=process is not None and process.desk_id is not None,
        clocks=_clocks(case, process),
        reads=sight.sees(Section.STORY) or may.matrix or may.opinion,
        opinions=tuple(_opinion_line(row, viewer) for row in opinions),
        matrix=_matrix(case, elements, viewer),
        proposal=_decision_line(proposal, viewer) if proposal else None,
        history=tuple(_decision_line(row, viewer) for row in decisions if row is not proposal),
        review=_review_line(review, decision, viewer) if review and decision else None,
        why_not_propose=tuple(
            rules.why_not_propose(
                CaseStatus.INCONCLUSIVE, None, now=now, stage=stage or Stage.WAITING, matrix=(), is_child=is_child, may=True
            )
        ) if proposal is None else (),
        why_not_confirm=tuple(_why_not_confirm(viewer, stage, proposal)) if proposal else (),
        changes=sum(1 for row in decisions if row.confirmed_at) + (1 if review and review.status else 0),
        may=may,
    )  # fmt: skip


def brief(case: Case, sight: Sight) -> Brief | None:
    """What the case page says of identification, to who sees the minimum facts. One statement."""
    process = process_of(case) if sight.sees(Section.SAFETY) else None
    return Brief(Stage(process.stage), rules.next_due(clocks_of(process))) if process else None


def _opinions(case: Case) -> list[Opinion]:
    rows = Opinion.objects.filter(case=case, key__erased_at__isnull=True).select_related("key", "desk__agency")
    return list(rows.order_by("-pk"))


def _decisions(case: Case) -> list[Decision]:
    rows = Decision.objects.filter(case=case, key__erased_at__isnull=True).select_related(
        "key", "desk__agency", "review__key", "review__desk__agency"
    )
    return list(rows.order_by("-pk"))


def _elements(case: Case) -> list[tuple[Element, list[Evidence]]]:
    elements = list(
        Element.objects.filter(case=case, struck_at__isnull=True).select_related("party", "desk__agency").order_by("pk")
    )
    found: dict[int, list[Evidence]] = {}
    rows = Evidence.objects.filter(element__case=case, element__struck_at__isnull=True, key__erased_at__isnull=True)
    for row in rows.select_related("key").order_by("pk"):
        found.setdefault(row.element_id, []).append(row)
    return [(element, found.get(element.pk, [])) for element in elements]


def _clocks(case: Case, process: Process | None) -> tuple[ClockLine, ...]:
    """Before the worker has begun them, the first clock is shown as it will be."""
    span = law.spans()
    setting = _("A setting of the mechanism, not law")
    of_opinion = _("%(days)s working days: taken from a practice abroad") % {"days": span.opinion_days}
    first = _("First written opinion")
    if process is None:
        since = cases.became(case, CaseStatus.POTENTIAL)
        return (ClockLine(first, first_opinion_due(since), None, f"{of_opinion}. {setting}"),) if since else ()
    lines = [ClockLine(first, process.opinion_due_at, process.opinion_at, f"{of_opinion}. {setting}")]
    if process.due_at is not None:
        of_decision = _("%(days)s days since it was given to a body that decides") % {"days": span.decision_days}
        lines.append(ClockLine(_("Decision"), process.due_at, process.decided_at, f"{of_decision}. {setting}"))
    if process.stage == Stage.REVIEW and process.review_due_at is not None:
        of_review = _("%(days)s days since it was asked for") % {"days": span.review_days}
        lines.append(ClockLine(pgettext("identification", "Review"), process.review_due_at, None, f"{of_review}. {setting}"))
    return tuple(lines)


def _opinion_line(row: Opinion, viewer: _Viewer) -> OpinionLine:
    reads_it = viewer.reads(row.desk)
    return OpinionLine(
        Stance(row.stance) if reads_it else None,
        viewer.body(row.desk),
        viewer.who(row.by, row.desk),
        row.opened("text") if reads_it else "",
        row.at,
        row.replaced_at is None,
    )


def _matrix(case: Case, elements: list[tuple[Element, list[Evidence]]], viewer: _Viewer) -> tuple[MatrixRow, ...]:
    """A row for each other party that the viewer reads of, and one for somebody unknown; only what they may read."""
    seen = [(element, rows) for element, rows in elements if viewer.reads(element.desk)]
    parties = {party.reference: party for party in parties_seen(case, viewer.sight)}
    named = [element.party.reference if element.party else "" for element, _rows in seen]
    order = [
        *dict.fromkeys([*parties, *(one for one in named if one)]),
        *([""] if "" in named or not (parties or named) else []),
    ]
    return tuple(
        _matrix_row(
            parties.get(one), one, [pair for pair, name in zip(seen, named, strict=True) if name == one], viewer,
            is_child=case.person.is_child,
        )
        for one in order
    )  # fmt: skip


def _matrix_row(
    party: OtherParty | None, reference: str, found: list[tuple[Element, list[Evidence]]], viewer: _Viewer, *, is_child: bool
) -> MatrixRow:
    row = rules.Row(reference, frozenset((ElementKind(one.kind), one.code) for one, _rows in found))
    cells = tuple(
        (kind, tuple(_element_line(one, rows, viewer) for one, rows in found if one.kind == kind)) for kind in ElementKind
    )
    return MatrixRow(
        name=party.name if party else "",
        known=bool(reference),
        kind=str(party.kind.label) if party else "",
        cells=cells,
        missing=tuple(rules.missing(row, is_child=is_child)),
    )


def _element_line(element: Element, evidence: Iterable[Evidence], viewer: _Viewer) -> ElementLine:
    lines = tuple(
        EvidenceLine(
            EvidenceSource(row.source), EvidenceStrength(row.strength), row.dated_on, row.opened("holder"), row.opened("words")
        )
        for row in evidence
    )
    ours = viewer.desk is not None and viewer.desk.pk == element.desk_id
    return ElementLine(element.reference, law.provision(ElementKind(element.kind), element.code), lines, ours)


def parties_seen(case: Case, sight: Sight) -> list[OtherParty]:
    """The other parties of a file of which this viewer reads."""
    return [party for party in people.parties_of(case.person_id) if sight.sees_writing_of(party.desk_id, Section.STORY)]


def _decision_line(row: Decision, viewer: _Viewer) -> DecisionLine:
    reads_it = viewer.reads(row.desk)
    kinds = ((ElementKind.ACT, "act"), (ElementKind.MEANS, "means"), (ElementKind.PURPOSE, "purpose"))
    reasons = [(str(kind.label), row.opened(field)) for kind, field in kinds] if reads_it else []
    return DecisionLine(
        reference=row.reference,
        status=CaseStatus(row.status),
        body=viewer.body(row.desk),
        proposed_by=viewer.who(row.proposed_by, row.desk),
        proposed_at=row.proposed_at,
        confirmed_by=viewer.who(row.confirmed_by, row.desk),
        confirmed_at=row.confirmed_at,
        sent_back_at=row.sent_back_at,
        objection=row.opened("objection") if reads_it else "",
        reasons=tuple((label, text) for label, text in reasons if text),
    )


def _review_line(row: Review, decision: Decision, viewer: _Viewer) -> ReviewLine:
    asker_reads, reads_it = viewer.reads(row.desk), viewer.reads(decision.desk)
    mine = row.officer_id == viewer.holdings.user_id
    return ReviewLine(
        asked_by=AskedBy(row.asked_by),
        at=row.at,
        why=row.opened("why") if asker_reads or reads_it else "",
        officer="",
        mine=mine,
        outcome=ReviewOutcome(row.outcome) if row.outcome else None,
        status=CaseStatus(row.status) if row.status else None,
        reasons=row.opened("reasons") if reads_it else "",
        settled_at=row.settled_at,
    )


def _may(
    viewer: _Viewer, case: Case, process: Process | None, decisions: tuple[Decision | None, Decision | None], at: datetime
) -> May:
    """What the viewer may do; `decisions`: the one that waits, and the one that was confirmed last."""
    proposal, decision = decisions
    review = getattr(decision, "review", None) if decision else None
    desk, holdings = viewer.desk, viewer.holdings
    if desk is None or case.closed_at is not None:
        return May(*[False] * 8)
    decides, stage = may_decide(desk, viewer.sight, holdings), Stage(process.stage) if process else Stage.WAITING
    asks = not rules.why_not_ask_review(
        stage=stage, decision=CaseStatus(decision.status) if decision else None, asked=review is not None,
        review_until=process.review_until if process else None, at=at, why=None,
    )  # fmt: skip
    had_a_part = decision is not None and holdings.reference in {decision.proposed_by, decision.confirmed_by}
    same_body = decision is not None and desk.agency_id == decision.desk.agency_id
    return May(
        opinion=may_give_opinion(desk, viewer.sight, holdings),
        matrix=decides,
        propose=decides and Stage.PROPOSED in rules.NEXT[stage],
        confirm=proposal is not None and not _why_not_confirm(viewer, stage, proposal),
        ask_review=asks,
        settle_review=stage == Stage.REVIEW and decides and same_body and not had_a_part,
        letters=viewer.sight.sees(Section.IDENTITY),
        works=viewer.sight.sees(Section.STORY),
    )


def _why_not_confirm(viewer: _Viewer, stage: Stage | None, proposal: Decision) -> list[WhyNot]:
    desk = viewer.desk
    return rules.why_not_confirm(
        stage=stage or Stage.WAITING, own=proposal.proposed_by == viewer.holdings.reference,
        same_body=desk is not None and desk.agency_id == proposal.desk.agency_id,
        may=desk is not None and may_decide(desk, viewer.sight, viewer.holdings),
    )  # fmt: skip


def party_named(case: Case, reference: str) -> "Party | None":
    """Another party of the person by what a form carries."""
    return people.party_by_reference(case.person, reference)
