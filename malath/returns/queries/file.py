"""One return as its viewer may see it: the checklist, and what the pages of case and person say of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.words import AgencyKind
from malath.foundation.asking import ask
from malath.people.countries import country_name
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Section
from malath.returns import queries, rules
from malath.returns.models import Cost, Declaration, FineChoice, Instalment, Journey, Return, Talk
from malath.returns.queries import costs
from malath.returns.queries.mission import heard
from malath.returns.queries.pages import Brief, Checklist, CostLine, GateRow, JourneyLine, LogLine, Money, PartLine
from malath.returns.words import (
    STANDING_JOURNEY,
    BudgetLine,
    FineWay,
    Gate,
    GrantKind,
    JourneyState,
    MissionAnswer,
    PaidBy,
    Pressing,
    ReturnKind,
    ReturnState,
    RiskLevel,
    StopReason,
    TalkWith,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from malath.people.models import Person


def brief(person: "Person", sight: Sight, body: AgencyKind) -> Brief | None:
    """What another page says of a return of this person, to who sees it: whether and how far. Nothing to bodies that read no
    return. One statement."""
    if not sight.sees(Section.IDENTITY) or not rules.reads(body):
        return None
    row = next(iter(ask(_last, person.pk)), None)
    if row is None:
        return None
    return Brief(row.reference, ReturnState(row.state), Gate(row.gate) if row.gate else None, row.court)


def _last(person_id: int) -> "QuerySet[Return]":
    return Return.objects.filter(person_id=person_id).order_by("-pk")[:1]


def checklist(returning: Return, sight: Sight, holdings: Holdings, at: datetime, *, may_work: bool) -> Checklist:
    """The page of one return. As many statements whatever stands there."""
    danger, fines, way = queries.danger_of(returning), queries.fines_of(returning), queries.childs_way_of(returning)
    asked, fit = queries.mission_asked(returning), queries.doctors_word_of(returning)
    journeys, elsewhere = _journeys(returning), may_work and costs.is_granted_elsewhere(returning)
    parts = list(Instalment.objects.filter(grant__returning=returning).select_related("key", "grant").order_by("number"))
    return Checklist(
        reference=returning.reference,
        person_reference=returning.person.reference,
        name=privacy.names_seen({returning.person_id: sight})[returning.person_id],
        kind=ReturnKind(returning.kind),
        state=ReturnState(returning.state),
        country=country_name(returning.country),
        asked_on=returning.asked_on,
        priority=returning.priority,
        pressing=tuple(str(Pressing(one).label) for one in returning.opened("pressing").split()),
        words=returning.opened("words"),
        worker=str(returning.worker.name) if returning.worker else "",
        is_mine=returning.worker_id == holdings.user_id,
        mission=returning.mission.name if returning.mission else "",
        answer=MissionAnswer(asked.answer) if asked else None,
        said=heard(asked, at),
        due_at=asked.due_at if asked and asked.answer == MissionAnswer.WAITING else None,
        gates=tuple(GateRow(one.gate, one.state, one.holds, one.next_by) for one in queries.gates_of(returning, at)),
        danger=(RiskLevel(danger.level), danger.opened("words")) if danger else None,
        papers=tuple(rules.papers_wanted(queries.papers_of(returning)).items()),
        fines=(FineWay(fines.way), fines.opened("because"), _wait(fines)) if fines else None,
        fit_until=fit.until if fit and fit.fit else None,
        receiver=(way.opened("receiver"), way.opened("escort")) if way else None,
        is_child=returning.person.is_child,
        locked=queries.is_locked(returning),
        declared=queries.declaration_of(returning) is not None,
        journey=next((line for line in journeys if line.state in STANDING_JOURNEY), None),
        journeys=tuple(line for line in journeys if line.state not in STANDING_JOURNEY),
        log=_log(returning),
        costs=_costs(returning),
        granted_elsewhere=elsewhere,
        grant=Money(parts[0].grant.amount, parts[0].grant.currency, released=parts[0].grant.released_at) if parts else None,
        parts=tuple(_parts(parts, ReturnState(returning.state), elsewhere=elsewhere)),
        stopped=StopReason(returning.stopped_because) if returning.stopped_because else None,
        stopped_at=returning.stopped_at,
        may_work=may_work,
        may_approve=may_work and holdings.may_at(returning.desk_id, Power.SUPERVISE),
        why_not_stop=tuple(rules.why_not_stop(ReturnState(returning.state))),
    )


def _wait(fines: FineChoice) -> bool:
    return fines.way == FineWay.PROJECT and fines.approved_at is None


def _journeys(returning: Return) -> list[JourneyLine]:
    rows = Journey.objects.filter(returning=returning).select_related("key").prefetch_related("legs__key").order_by("-pk")
    return [_journey(row) for row in rows]


def _journey(row: Journey) -> JourneyLine:
    legs = sorted(row.legs.all(), key=lambda leg: leg.leaves_at)
    return JourneyLine(
        state=JourneyState(row.state),
        leaves_at=row.leaves_at,
        arrives_at=row.arrives_at,
        meets=row.opened("meets"),
        escort=row.opened("escort"),
        airline_cares=row.airline_cares,
        ticket=row.opened("ticket"),
        fare=Money(row.fare, row.currency) if row.fare is not None else None,
        legs=tuple((leg.leaves_at, leg.arrives_at, leg.opened("way"), leg.opened("helper")) for leg in legs),
        waits_for_refund=row.unused_at is not None and row.refunded_at is None,
        refund=Money(row.refund, row.currency) if row.refund is not None else None,
        unconfirmed=row.alarm_at is not None and row.confirmed_at is None,
        missing=row.missing_at is not None and row.confirmed_at is None,
    )


def _log(returning: Return) -> tuple[LogLine, ...]:
    """The log of voluntariness: talks and declarations, the last first."""
    talks = Talk.objects.filter(returning=returning).select_related("key")
    declared = Declaration.objects.filter(returning=returning).select_related("key")
    lines = [LogLine(row.held_at, str(TalkWith(row.held_by).label), row.opened("words")) for row in talks]
    lines += [LogLine(row.at, "", row.opened("witness"), row.withdrawn_at) for row in declared]
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def _costs(returning: Return) -> tuple[CostLine, ...]:
    rows = Cost.objects.filter(returning=returning).select_related("project").order_by("pk")
    return tuple(_cost(row) for row in rows)


def _cost(row: Cost) -> CostLine:
    return CostLine(
        row.reference,
        BudgetLine(row.line),
        PaidBy(row.paid_by),
        row.project.name if row.project else "",
        Money(row.estimate, row.currency) if row.estimate is not None else None,
        Money(row.actual, row.currency) if row.actual is not None else None,
    )


def _parts(rows: list[Instalment], state: ReturnState, *, elsewhere: bool) -> Iterable[PartLine]:
    before = True
    for row in rows:
        paid = row.paid_at is not None
        why_not = rules.why_not_pay(
            row.number, paid=paid, before_paid=before, receipt="-", state=state, released=row.grant.released_at is not None,
            elsewhere=elsewhere,
        )  # fmt: skip
        yield PartLine(
            row.reference,
            row.number,
            GrantKind(row.kind),
            Money(row.amount, row.grant.currency),
            row.opened("words"),
            row.opened("receipt"),
            row.paid_at,
            tuple(why_not),
        )
        before = before and paid
