"""Lists and pages of referrals."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from malath.accounts import queries as accounts
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases import queries as cases
from malath.cases.words import Risk
from malath.foundation.actor import Actor
from malath.foundation.asking import ask
from malath.foundation.paging import front
from malath.foundation.references import place_opened
from malath.people.languages import language_name
from malath.people.models import Person
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight, Standing, may_name
from malath.privacy.words import Level, Purpose, Section, WhyNot
from malath.referrals import rules
from malath.referrals.models import Referral
from malath.referrals.queries.lines import Line, columns, lines_in
from malath.referrals.queries.pages import Box, Cursor, MinimumFacts, Outgoing, ReferralList, ReferralPage, ReferralRow
from malath.referrals.rules import Deadlines
from malath.referrals.words import WAITING, Escalation, Outcome, Reason, Side, Status, Urgency, WhyNotClose
from malath.ui.pieces import Step, steps_to

PAGE = 25
LIVING = (*WAITING, Status.ACCEPTED, Status.COMPLETED)
UNDER_WAY = (Status.DRAFT, *WAITING, Status.ACCEPTED)


__all__ = [
    "Box",
    "Cursor",
    "MinimumFacts",
    "Outgoing",
    "ReferralList",
    "ReferralPage",
    "ReferralRow",
]


def locked(pk: int) -> Referral:
    """The referral, locked until the act ends."""
    (referral,) = ask(_locked, pk)
    return referral


def _locked(pk: int) -> QuerySet[Referral]:
    rows = Referral.objects.select_for_update(of=("self",)).filter(pk=pk)
    return rows.select_related("person__key", "case__key", "key", "basis", "sending_desk__agency", "receiving_desk__agency")


def draft_begun(once: UUID | None, by: Actor) -> Referral | None:
    """The draft that was begun under this mark, for a request that came twice, perhaps at the same moment."""
    if once is None:
        return None
    accounts.wait_for(by)
    return Referral.objects.select_related("person").filter(once=once).first()


def stands(referral: Referral, at: datetime) -> bool:
    """Whether the ground of a referral, which was read with it, is still open. A draft stands on nothing yet."""
    basis = referral.basis
    return basis is None or _is_open(basis.ended_at, basis.until, at)


def _is_open(ended_at: datetime | None, until: datetime | None, at: datetime) -> bool:
    return ended_at is None and (until is None or until > at)


def standing_of(referral: Referral, at: datetime) -> Standing:
    """How far the receiving body's access would reach now."""
    if referral.receiving_desk is None:
        return Standing()
    return privacy.standing_for(
        referral.person_id,
        purpose=Purpose(referral.type),
        sender=referral.sending_desk.agency,
        receiver=referral.receiving_desk.agency,
        at=at,
    )


def standing_to_accept(referral: Referral, at: datetime) -> Standing:
    """How far access would reach when the receiving desk accepts now. A ground without consent that nobody confirmed in
    time carries what it was sent with and no more, so that silence elsewhere does not lose the referral (decision 0013);
    so does one whose bodies have no agreement any more (decision 0042)."""
    standing, basis, desk = standing_of(referral, at), referral.basis, referral.receiving_desk
    if standing.is_open or basis is None or desk is None:
        return standing
    if standing.why_not == (WhyNot.NO_AGREEMENT,):
        return privacy.standing_without_agreement(basis, receiver=desk.agency, at=at)
    if WhyNot.GROUND_NOT_CONFIRMED in standing.why_not:
        return privacy.standing_unconfirmed(basis, receiver=desk.agency, at=at)
    return standing


def why_not_send(referral: Referral, standing: Standing, at: datetime) -> list[Reason]:
    """Why this draft cannot be sent now. Whoever may not open the file does not count as on duty."""
    desk = referral.receiving_desk
    kept_out = privacy.users_kept_from(referral.person)
    return rules.why_not_send(
        status=Status(referral.status),
        has_desk=desk is not None,
        desk_open=desk is not None and desk.ended_at is None,
        same_desk=desk is not None and desk.pk == referral.sending_desk_id,
        offers=desk is not None and may_be_asked(desk, referral),
        urgency=Urgency(referral.urgency),
        on_duty=desk is not None and bool(reached_now([desk], at, without=kept_out)),
        has_reason=bool(referral.reason),
        standing=standing,
        case_closed=referral.case.closed_at is not None,
        is_post=desk is not None and desk.post_of_id is not None,
    )


def reached_now(desks: Collection[Desk], at: datetime, *, without: Collection[int]) -> set[int]:
    """Ids of the desks at which somebody would read it now: on duty, or at a body without an account in its working hours,
    where the sender phones."""
    outside = [desk for desk in desks if not desk.agency.has_accounts]
    holidays = agencies.holidays() if outside else frozenset()
    open_ = {desk.pk for desk in outside if agencies.is_open(desk, at, holidays)}
    return accounts.desks_on_duty(desks, at, without=without) | open_


def may_be_asked(desk: Desk, referral: Referral) -> bool:
    """Whether a desk gives the service. One that the person keeps out answers as one that does not: a block tells
    nobody that it is there."""
    offers = agencies.offers(desk, ServiceKind(referral.type))
    return offers and not privacy.desks_kept_from(referral.person, [desk])


@cache
def deadlines() -> Deadlines:
    """The spans of the clocks: the country's, or what the settings say instead."""
    law = json.loads((settings.LAW / "deadlines.json").read_text(encoding="utf-8"))
    return rules.deadlines_in(law["deadlines"], settings.MALATH_DEADLINES)


def clocks_of(referral: Referral, desk: Desk, at: datetime) -> rules.Clocks:
    """The deadlines of a referral that is sent to a desk at this moment."""
    hours, urgency = agencies.hours_of(desk), Urgency(referral.urgency)
    return rules.clocks(urgency, at, hours, agencies.holidays(), deadlines(), is_child=referral.person.is_child)


def known_to(holdings: Holdings, *, oversees: bool) -> QuerySet[Referral]:
    """Referrals whose existence this viewer may know: own desk sent or received it, not blocked; for the focal point
    those that reached the second escalation."""
    mine = Q(sending_desk_id__in=holdings.desk_ids) | (Q(receiving_desk_id__in=holdings.desk_ids) & ~Q(status=Status.DRAFT))
    if oversees:
        mine |= Q(escalated=Escalation.FOCAL_POINT)
    return not_kept_from(holdings).filter(mine)


def not_kept_from(holdings: Holdings) -> QuerySet[Referral]:
    """All but those of people whom a block or a declared relation keeps from the viewer. Whose they are is not asked."""
    blocked, related = privacy.few_kept_from(holdings)
    return Referral.objects.exclude(person_id__in=blocked).exclude(person_id__in=related)


def known_references(person_id: int, holdings: Holdings) -> frozenset[str]:
    """References of the referrals of a person whose existence this viewer may know."""
    return frozenset(ask(_known_of, holdings, person_id))


def _known_of(holdings: Holdings, person_id: int) -> QuerySet[Referral, str]:
    return known_to(holdings, oversees=False).filter(person_id=person_id).values_list("reference", flat=True)


def whole(pk: int) -> Referral:
    """A referral with all that its content needs; the caller has a right to it."""
    return Referral.objects.select_related(
        "person__key", "case__key", "key", "basis", "sending_desk__agency", "receiving_desk__agency"
    ).get(pk=pk)


def found(holdings: Holdings, reference: str) -> Referral | None:
    """A referral this viewer may know of. One statement, the same for every reference."""
    return next(iter(ask(_found, holdings, reference)), None)


def _found(holdings: Holdings, reference: str) -> QuerySet[Referral]:
    rows = known_to(holdings, oversees=oversees(holdings)).filter(reference=reference)
    return rows.select_related(
        "person__key", "case__key", "key", "basis", "key_worker", "sending_desk__agency", "receiving_desk__agency"
    )


def side_of(holdings: Holdings, referral: Referral) -> Side:
    """Why this viewer may know of a referral: their desk received it, or sent it, or they look after what nobody answers."""
    if referral.receiving_desk_id in holdings.desk_ids and referral.status != Status.DRAFT:
        return Side.RECEIVING
    return Side.SENDING if referral.sending_desk_id in holdings.desk_ids else Side.OVERSEEING


def sees_facts(holdings: Holdings, referral: Referral, at: datetime) -> bool:
    """Whether the viewer still sees the minimum facts of the person."""
    sight = privacy.sights(holdings, [referral.person_id], at).get(referral.person_id)
    return sight is not None and sight.sees(Section.FACTS)


def referral_list(
    holdings: Holdings, at: datetime, *, box: Box, waiting_only: bool = False, after: Cursor | None = None
) -> ReferralList:
    """A page of the referrals a viewer's desks received or sent, last touched first. At any volume two statements, of
    what was sent one more."""
    first = ask(_places, holdings, after, shape=(box, waiting_only, PAGE + 1)) if holdings.desk_ids else []
    page = lines_in(ask(_lines, tuple(pk for pk, _ in first)))
    older = Cursor(page[PAGE - 1].touched_at, page[PAGE - 1].pk, page[PAGE - 1].reference) if len(page) > PAGE else None
    shut = _shut(holdings, page[:PAGE], at) if box == "sent" else frozenset[str]()
    rows = tuple(row_of(line, box, at, is_shut=line.reference in shut) for line in page[:PAGE])
    return ReferralList(box, rows, older, waiting_only)


def _places(holdings: Holdings, after: Cursor | None, box: Box, waiting_only: bool, cap: int) -> QuerySet[Any, tuple[Any, ...]]:
    side = "receiving_desk_id" if box == "received" else "sending_desk_id"
    rows = not_kept_from(holdings)
    rows = rows.filter(status__in=WAITING) if waiting_only else rows
    rows = rows if box == "sent" else rows.exclude(status=Status.DRAFT)
    if after is not None:
        rows = rows.filter(Q(touched_at__lt=after.touched_at) | Q(touched_at=after.touched_at, pk__lt=after.pk))
    sets = [rows.filter(**{side: desk}) for desk in holdings.desk_ids]
    return front(sets, columns=("pk", "touched_at"), order=("-touched_at", "-pk"), cap=cap)


def _lines(ids: tuple[int, ...]) -> QuerySet[Referral, Any]:
    return columns(Referral.objects.filter(pk__in=ids)).order_by("-touched_at", "-pk")


def _shut(holdings: Holdings, rows: Sequence[Line], at: datetime) -> frozenset[str]:
    """Those drafts with which the viewer's desks cannot go on: they do not see the facts any more. One statement."""
    drafts = [row for row in rows if row.status == Status.DRAFT]
    sights = privacy.sights(holdings, [row.person_id for row in drafts], at)
    open_ = {pk for pk, sight in sights.items() if sight.sees(Section.FACTS)}
    return frozenset(row.reference for row in drafts if row.person_id not in open_)


def ground_open(at: datetime) -> Q:
    """A condition on referrals whose ground is open: one that ended shows as stopped and waits for nobody."""
    return Q(basis__ended_at__isnull=True) & (Q(basis__until__isnull=True) | Q(basis__until__gt=at))


def oversees(holdings: Holdings) -> bool:
    """Whether the viewer is the focal point, to whom every referral comes that nobody answered at all."""
    return holdings.may(Power.RECEIVE_ESCALATIONS) and not holdings.may(Power.ANSWER)


def are_kept_from(holdings: Holdings, reference: str) -> tuple[Exists, ...]:
    """Conditions on rows of which a column holds the `reference` of a referral that a block or a declared relation keeps
    from this viewer."""
    rows = Referral.objects.filter(reference=OuterRef(reference))
    return tuple(Exists(rows.filter(person__in=few)) for few in privacy.few_kept_from(holdings))


def drafts(holdings: Holdings, at: datetime, *, cap: int = 20) -> tuple[ReferralRow, ...]:
    """Referrals that the viewer's own desks began and did not send yet, last touched first, as far as the desk still sees
    the facts: without them nobody goes on with a draft. Two statements."""
    begun = lines_in(ask(_drafts, holdings, shape=(cap,)))
    shut = _shut(holdings, begun, at)
    return tuple(row_of(line, "sent", at) for line in begun if line.reference not in shut)


def _drafts(holdings: Holdings, cap: int) -> QuerySet[Referral, Any]:
    rows = not_kept_from(holdings).filter(sending_desk_id__in=holdings.own_desk_ids, status=Status.DRAFT)
    return columns(rows).order_by("-touched_at", "-pk")[:cap]


def referrals_of(case_id: int, sight: Sight, holdings: Holdings, at: datetime) -> tuple[ReferralRow, ...]:
    """Referrals of a case as its page shows them: all of them to those in the case, own ones to the others."""
    rows = ask(_of_case, case_id, holdings, shape=(Section.SAFETY in sight.full,))
    return tuple(_named(row_of(line, "sent", at), line, sight, holdings) for line in lines_in(rows))


def _of_case(case_id: int, holdings: Holdings, sees_all: bool) -> QuerySet[Referral, Any]:
    rows = Referral.objects.filter(case_id=case_id)
    if not sees_all:
        rows = rows.filter(Q(sending_desk_id__in=holdings.desk_ids) | Q(receiving_desk_id__in=holdings.desk_ids))
    rows = rows.filter(~Q(status=Status.DRAFT) | Q(sending_desk_id__in=holdings.desk_ids))
    return columns(rows).order_by("-touched_at", "-pk")


def last_sent(case_ids: Collection[int], sights: Mapping[int, Sight], holdings: Holdings, at: datetime) -> dict[int, Outgoing]:
    """The last referral that left each case and still stands, where the viewer may know of it and of the body that got
    it. One statement. The name of the body is the English one: the standards that are exported to are English."""
    rows = Referral.objects.filter(case_id__in=case_ids, status__in=LIVING, basis__ended_at__isnull=True)
    rows = rows.filter(Q(basis__until__isnull=True) | Q(basis__until__gt=at))
    rows = rows.select_related("key", "receiving_desk__agency")
    found: dict[int, Outgoing] = {}
    for row in rows.order_by("sent_at", "pk"):
        sight, desk = sights.get(row.person_id), row.receiving_desk
        if sight is None or desk is None or row.sent_at is None or not _may_know(row, desk, sight, holdings):
            continue
        reads = sight.sees_writing_of(row.sending_desk_id, Section.FACTS)
        found[row.case_id] = Outgoing(desk.agency.name_en, row.sent_at, row.opened("reason") if reads else None)
    return found


def last_sent_at(case_ids: Collection[int]) -> dict[int, datetime]:
    """When the last referral left each of these cases that is no draft; those of which none left are missing. One statement."""
    rows = Referral.objects.filter(case_id__in=case_ids, sent_at__isnull=False).order_by()
    return dict(rows.values("case_id").annotate(last=Max("sent_at")).values_list("case_id", "last"))


def sent_since(moment: str) -> Exists:
    """A condition on rows with a `case`: a referral left it at the moment in this field of theirs, or after it."""
    return Exists(Referral.objects.filter(case_id=OuterRef("case_id"), sent_at__gte=OuterRef(moment)))


def _may_know(row: Referral, desk: Desk, sight: Sight, holdings: Holdings) -> bool:
    ours = bool({row.sending_desk_id, desk.pk} & set(holdings.desk_ids))
    return ours or (Section.SAFETY in sight.full and privacy.may_name(sight, holdings, desk.agency))


def cursor_in(text: str) -> Cursor | None:
    """The place in the list that an address names; None for the beginning and for anything that names no place."""
    place = place_opened(text)
    pk = Referral.objects.filter(reference=place[1]).values_list("pk", flat=True).first() if place else None
    return Cursor(place[0], pk, place[1]) if place and pk else None


def referral_page(referral: Referral, holdings: Holdings, at: datetime) -> ReferralPage:
    """The page of one referral for this viewer."""
    side, standing, (status, open_) = _side(referral, holdings), standing_to_accept(referral, at), _shown(referral, at)
    sight = privacy.sights(holdings, [referral.person_id], at).get(referral.person_id)
    reads = _Reads.of(referral, side, status, open_, sight)
    return ReferralPage(
        reference=referral.reference,
        type=ServiceKind(referral.type),
        urgency=Urgency(referral.urgency),
        status=status,
        stages=_stages(referral, status),
        side=side,
        sending=body_of(referral.sending_desk),
        receiving=body_of(referral.receiving_desk),
        other_phone=_phone(referral.sending_desk if side == "receiving" else referral.receiving_desk),
        drafted_at=referral.drafted_at,
        sent_at=referral.sent_at,
        due=_due(referral, status),
        acknowledge_due=referral.acknowledge_due,
        answer_due=referral.answer_due,
        acknowledged_at=referral.acknowledged_at,
        answered_at=referral.answered_at,
        ended_at=referral.ended_at,
        escalated=Escalation(referral.escalated),
        escalated_at=referral.escalated_at,
        facts=minimum_facts(referral) if reads.facts else None,
        reason=referral.opened("reason") if reads.reason else None,
        answer_note=referral.opened("answer_note") if reads.answer_note else None,
        key_worker=referral.key_worker.name if reads.answer and referral.key_worker else None,
        decline_reason=referral.get_decline_reason_display() if referral.decline_reason else "",
        alternative=referral.get_alternative_display() if referral.alternative else "",
        outcome=referral.get_outcome_display() if referral.outcome else "",
        case_reference=referral.case.reference if sight else None,
        person_reference=referral.person.reference if sight else None,
        why_not_acknowledge=tuple(rules.why_not_acknowledge(status=status, stands=open_)),
        why_not_accept=tuple(_why_not_accept(status, standing)),
        why_not_decline=tuple(rules.why_not_decline(status=status)),
        why_not_withdraw=tuple(rules.why_not_withdraw(status=status)),
        why_not_complete=tuple(rules.why_not_complete(status=status, stands=open_)),
        why_not_hand_over=tuple(rules.why_not_hand_over(status=status, stands=open_)),
        may_answer=side == "receiving" and holdings.may_at(referral.receiving_desk_id or 0, Power.ANSWER),
        may_withdraw=side == "sending" and holdings.may_at(referral.sending_desk_id, Power.REFER),
        **_warnings(referral, standing, status, at, open_=open_),
    )


def _warnings(referral: Referral, standing: Standing, status: Status, at: datetime, *, open_: bool) -> dict[str, bool]:
    waits = open_ and status in WAITING
    return {
        "is_unconfirmed": waits and _is_unconfirmed(referral, at),
        "without_agreement": waits and standing.without_agreement,
        "lacks_file": open_ and lacks_file(referral, standing),
    }


def lacks_file(referral: Referral, standing: Standing) -> bool:
    """Whether a return office that takes the person on would not learn who they are: the yes to a file for return (C11) is
    missing."""
    desk = referral.receiving_desk
    office = desk is not None and desk.agency.kind == AgencyKind.RETURNS and referral.type == ServiceKind.AVRR
    return office and standing.is_open and standing.level < Level.L3


def _shown(referral: Referral, at: datetime) -> tuple[Status, bool]:
    open_ = stands(referral, at)
    return rules.shown_status(Status(referral.status), open_), open_


def why_not_close(desk: Desk, at: datetime) -> list[WhyNotClose]:
    """Why a desk does not close now. What has stopped waits for nobody."""
    basis_open = Q(basis__until__isnull=True) | Q(basis__until__gt=at)
    waiting = Referral.objects.filter(basis_open, receiving_desk=desk, turn__isnull=False, basis__ended_at__isnull=True)
    return rules.why_not_close(
        waiting=waiting.exists(),
        has_files=privacy.has_open_files(desk, at),
        overseen=bool(accounts.supervisors_beside(desk, at)),
        has_posts=agencies.has_posts(desk),
    )


def are_under_way(case_id: int) -> bool:
    """Whether a referral of a case has no outcome yet: a draft, one that waits, or one that somebody works on."""
    return Referral.objects.filter(case_id=case_id, status__in=UNDER_WAY).exists()


def standing_on(basis_id: int) -> list[Referral]:
    """Live referrals that stand on a basis."""
    return list(Referral.objects.filter(basis_id=basis_id, status__in=[*WAITING, Status.ACCEPTED]))


def to_escalate(at: datetime, *, cap: int = 500) -> list[Referral]:
    """Waiting referrals whose escalation is due, the oldest first."""
    rows = Referral.objects.filter(ground_open(at), status__in=WAITING, escalate_at__lte=at)
    return list(rows.order_by("escalate_at", "pk")[:cap])


def clocks_anew(referral: Referral) -> rules.Clocks | None:
    """The clocks of a referral that waits, by the holidays known now; None when it does not wait, or they do not concern it."""
    if referral.status not in WAITING or referral.urgency != Urgency.NORMAL:
        return None
    if referral.receiving_desk is None or referral.sent_at is None or referral.held_at is not None or referral.stood_still:
        return None
    return clocks_of(referral, referral.receiving_desk, referral.sent_at)


def to_count_anew(since: datetime) -> list[Referral]:
    """Waiting referrals whose clocks no longer fit the holidays, when one was declared, changed or cancelled since a moment.
    Two statements; nothing more while no holiday changed."""
    if not agencies.holidays_changed_since(since):
        return []
    rows = Referral.objects.filter(turn__isnull=False, urgency=Urgency.NORMAL, sent_at__isnull=False)
    rows = rows.filter(held_at__isnull=True, stood_still=False)
    holidays, spans = agencies.holidays(), deadlines()
    waiting = rows.select_related("person", "receiving_desk").order_by("pk")
    return [row for row in waiting if not _fits(row, holidays, spans)]


def _fits(row: Referral, holidays: frozenset[date], spans: Deadlines) -> bool:
    if row.receiving_desk is None or row.sent_at is None:
        return True
    hours = agencies.hours_of(row.receiving_desk)
    counted = rules.clocks(Urgency.NORMAL, row.sent_at, hours, holidays, spans, is_child=row.person.is_child)
    return (row.acknowledge_due, row.answer_due) == (counted.acknowledge_due, counted.answer_due)


def no_longer_standing(at: datetime, *, since: datetime | None = None, cap: int = 500) -> list[Referral]:
    """Live referrals whose basis has ended: the worker writes them down as stopped. `since`: of the bases that ended
    after this moment, two short statements; without, one look at everything that lives."""
    live = Referral.objects.filter(status__in=[*WAITING, Status.ACCEPTED])
    ended = Q(basis__ended_at__isnull=False) | Q(basis__until__lte=at)
    sets = [live.filter(basis__in=bases) for bases in privacy.bases_ended(since, at)] if since else [live.filter(ended)]
    found = {row.pk: row for rows in sets for row in rows[:cap]}
    return [found[pk] for pk in sorted(found)]


def _side(referral: Referral, holdings: Holdings) -> Literal["sending", "receiving", "overseeing"]:
    if referral.receiving_desk_id in holdings.desk_ids:
        return "receiving"
    return "sending" if referral.sending_desk_id in holdings.desk_ids else "overseeing"


@dataclass(frozen=True)
class _Reads:
    """What a viewer reads of a referral. The receiving desk reads facts and reason while it waits, and once accepted
    through its access; the sending desk what it wrote itself, and of a refusal what is offered instead; whoever
    oversees reads neither."""

    facts: bool = False
    reason: bool = False
    answer: bool = False
    answer_note: bool = False

    @classmethod
    def of(cls, referral: Referral, side: str, status: Status, open_: bool, sight: Sight | None) -> "_Reads":
        declined = status == Status.DECLINED
        if side == "overseeing" or not open_:
            return cls(answer_note=side == "sending" and declined)
        if side == "receiving":
            content = status in WAITING or (sight is not None and sight.sees(Section.FACTS))
            return cls(content, content, answer=content, answer_note=content or declined)
        if sight is None:
            return cls(answer_note=declined)
        desks = (referral.case.facts_desk_id, referral.person.facts_desk_id)
        facts = all(sight.sees_writing_of(desk, Section.FACTS) for desk in desks)
        return cls(facts, sight.sees_writing_of(referral.sending_desk_id, Section.FACTS), answer_note=declined)


def _stages(referral: Referral, status: Status) -> tuple[Step, ...]:
    stages = rules.way(status, acknowledged=bool(referral.acknowledged_at), accepted=bool(referral.key_worker_id))
    current = stages.index(status) if status in stages else 0
    return tuple(steps_to([str(stage.label) for stage in stages], current + (status == Status.COMPLETED)))


def minimum_facts(referral: Referral) -> MinimumFacts:
    """Level 2 of the person; the caller decides who sees it."""
    person: Person = referral.person
    return MinimumFacts(
        sex=person.get_sex_display(),
        age_band=person.get_age_band_display(),
        is_child=person.is_child,
        language=language_name(person.language),
        needs=tuple(cases.needs_of(referral.case)),
        risk=Risk(referral.case.risk),
    )


def sent_by_desks(person_id: int, desks: Collection[int], *, cap: int) -> list[Referral]:
    """What these desks sent about a person, save to whoever takes people in: where the person stays is named to nobody. The
    caller is a gate."""
    rows = Referral.objects.filter(person_id=person_id, sending_desk_id__in=desks, sent_at__isnull=False)
    rows = rows.exclude(receiving_desk__agency__kind=AgencyKind.SHELTER).exclude(type=ServiceKind.SHELTER)
    return list(rows.select_related("person__key", "key", "case", "receiving_desk__agency").order_by("-pk")[:cap])


def _why_not_accept(status: Status, standing: Standing) -> Sequence[Reason]:
    return rules.why_not_accept(status=status, standing=standing, key_worker_at_desk=True, conflict=False)


def _is_unconfirmed(referral: Referral, at: datetime) -> bool:
    return referral.basis is not None and privacy.is_unconfirmed(referral.basis, at)


def row_of(line: Line, box: Box, at: datetime, *, is_shut: bool = False) -> ReferralRow:
    open_ = _is_open(line.ground_ended_at, line.ground_until, at)
    status, sending, receiving = rules.shown_status(Status(line.status), open_), line.sending.name, line.receiving.name
    return ReferralRow(
        reference=line.reference,
        person_reference=line.person_reference,
        type=ServiceKind(line.type),
        urgency=Urgency(line.urgency),
        status=status,
        sending=sending,
        receiving=receiving,
        receiving_desk_id=line.receiving.desk_id,
        other_side=sending if box == "received" else receiving,
        due=_due(line, status),
        escalated=Escalation(line.escalated),
        escalated_at=line.escalated_at,
        sent_at=line.sent_at,
        touched_at=line.touched_at,
        outcome=Outcome(line.outcome) if line.outcome else None,
        is_shut=is_shut,
    )


def _named(row: ReferralRow, line: Line, sight: Sight, holdings: Holdings) -> ReferralRow:
    """Between others, a shelter or the Unit is named only to those who see the story (security.md §2)."""
    if {line.sending.desk_id, line.receiving.desk_id} & set(holdings.desk_ids):
        return row
    sending, receiving = (
        body.name
        if body.desk_id and may_name(sight, AgencyKind(body.kind), is_own=body.agency_id == holdings.agency_id)
        else _("A body whose name is not shown to you")
        for body in (line.sending, line.receiving)
    )
    return replace(row, sending=sending, receiving=receiving, other_side=receiving)


def _phone(desk: Desk | None) -> str:
    return desk.phone if desk else ""


def _due(row: Referral | Line, status: Status) -> datetime | None:
    if row.acknowledge_due is None or row.answer_due is None or row.held_at is not None:
        return None
    return rules.due(status, rules.Clocks(row.acknowledge_due, row.answer_due))


def body_of(desk: Desk | None) -> str:
    """Body and desk in the language of the page, "" for no desk."""
    return f"{desk.agency.name} · {desk.name}" if desk else ""
