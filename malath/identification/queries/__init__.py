"""Reads of identification: the queue, and one case as its viewer may see it."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.cases.rules import HELPING_BODIES
from malath.cases.rules import may_decide as rule_of_cases
from malath.cases.words import CaseStatus
from malath.foundation.asking import ask
from malath.foundation.references import place_opened, place_sealed
from malath.identification import rules
from malath.identification.models import Decision, Element, Evidence, Opinion, Process, Review
from malath.identification.queries import law
from malath.identification.queries.again import recurring_among
from malath.identification.queries.pages import DueLine, Queue, QueueRow
from malath.identification.rules import Clock, Row
from malath.identification.words import ElementKind, Stage
from malath.privacy import queries as privacy
from malath.privacy.queries import holders
from malath.privacy.rules import Sight
from malath.privacy.words import Level, Section
from malath.referrals.queries import answering

if TYPE_CHECKING:
    from malath.people.models import Person

PAGE = 25
JOINED = ("case__person__key", "case__key", "desk__agency")


def locked(case_id: int) -> Process | None:
    """The process of a case, locked until the act ends. The caller holds the person's file row and the case."""
    rows = Process.objects.select_for_update(of=("self",)).filter(case_id=case_id)
    return rows.select_related(*JOINED).first()


def process_of(case: Case) -> Process | None:
    return Process.objects.filter(case=case).select_related("desk__agency").first()


def clocks_of(process: Process) -> list[Clock]:
    """The clocks that run in a process."""
    return rules.running(
        Stage(process.stage), opinion_due=process.opinion_due_at, has_opinion=process.opinion_at is not None,
        decision_due=process.due_at, review_due=process.review_due_at,
    )  # fmt: skip


def first_opinion_due(since: datetime) -> datetime:
    return rules.after_country_days(since, law.spans().opinion_days, agencies.holidays())


def deciding_desk(person: "Person", at: datetime) -> Desk | None:
    """The desk of a body that decides which has had the file longest."""
    seeing = holders.desks_seeing(person, at)
    return next((desk for desk in seeing if desk.agency.kind in rules.DECIDING_BODIES), None)


def opinion_written(once: UUID | None) -> Opinion | None:
    return Opinion.objects.filter(once=once).first() if once is not None else None


def evidence_entered(once: UUID | None) -> Evidence | None:
    return Evidence.objects.filter(once=once).first() if once is not None else None


def decision_proposed(once: UUID | None) -> Decision | None:
    return Decision.objects.filter(once=once).first() if once is not None else None


def waiting_proposal(case: Case) -> Decision | None:
    """The decision that waits for a second officer."""
    rows = Decision.objects.filter(case=case, confirmed_at__isnull=True, sent_back_at__isnull=True)
    return rows.select_related("key", "desk__agency").first()


def last_decision(case: Case) -> Decision | None:
    """The decision that was confirmed last, with its review."""
    rows = Decision.objects.filter(case=case, confirmed_at__isnull=False).select_related("key", "desk__agency", "review__key")
    return rows.order_by("-pk").first()


def review_of(decision: Decision) -> Review | None:
    return Review.objects.filter(decision=decision).select_related("key", "desk", "officer").first()


def standing_status(decision: Decision) -> CaseStatus:
    """What a decision says, or its review instead of it."""
    review = getattr(decision, "review", None)
    return CaseStatus(review.status) if review is not None and review.status else CaseStatus(decision.status)


def element_by_reference(case: Case, reference: str) -> Element | None:
    return Element.objects.select_related("desk__agency").filter(case=case, reference=reference).first()


def element_standing(case: Case, party_id: int | None, kind: ElementKind, code: str, desk: Desk) -> Element | None:
    """The same thing entered by the same desk before."""
    rows = Element.objects.filter(case=case, kind=kind, code=code, desk=desk, struck_at__isnull=True)
    return (rows.filter(party__isnull=True) if party_id is None else rows.filter(party_id=party_id)).first()


def matrix_of(case: Case) -> list[Row]:
    """What stands in the matrix of a case, name by name, whoever entered it."""
    found: dict[int | None, set[tuple[ElementKind, str]]] = {}
    rows = Element.objects.filter(case=case, struck_at__isnull=True).values_list("party_id", "kind", "code")
    for party, kind, code in rows:
        found.setdefault(party, set()).add((ElementKind(kind), code))
    return [Row(str(party or ""), frozenset(codes)) for party, codes in found.items()]


def may_decide(desk: Desk, sight: Sight, holdings: Holdings) -> bool:
    """Whether the viewer decides formally at a desk: what `cases` allows (the Unit's officers, a prosecutor who reads the
    file)."""
    body, roles = AgencyKind(desk.agency.kind), holdings.roles_at(desk.pk)
    return rule_of_cases(CaseStatus.IDENTIFIED, body=body, roles=roles) and reads(desk, sight, holdings)


def may_give_opinion(desk: Desk, sight: Sight, holdings: Holdings) -> bool:
    """Whether the viewer writes an opinion at a desk: of a protection agency or the Unit, in a role that reads stories."""
    capped = holdings.cap_at(desk.pk) < rules.STORY_LEVEL
    return not capped and rules.may_give_opinion(AgencyKind(desk.agency.kind)) and reads(desk, sight, holdings)


def reads(desk: Desk, sight: Sight, holdings: Holdings) -> bool:
    """Whether the viewer reads what a desk wrote here: who reads the story. The Unit goes on reading its own as long as it has
    the file, also without the yes to the story (C4); a lawyer's or prosecutor's file is that of one worker."""
    if sight.sees_writing_of(desk.pk, Section.STORY):
        return True
    own = desk.agency.kind == AgencyKind.CTU and desk.pk in holdings.desk_ids
    return own and sight.sees(Section.SAFETY) and holdings.cap_at(desk.pk) >= rules.STORY_LEVEL


def can_act(desk: Desk) -> bool:
    """Whether a desk is one of a body that can do something about what is due."""
    return desk.agency.kind in rules.ACTING_BODIES


def helps(desk: Desk) -> bool:
    """Whether a desk is one of a helping body: it looks after the recovery period."""
    return desk.agency.kind in HELPING_BODIES


def due_soon(holdings: Holdings, at: datetime, *, cap: int = 6) -> tuple[DueLine, ...]:
    """What of identification is due within days or late at the viewer's desks, the soonest first, for who can act on it. One
    statement."""
    reads_stories = any(holdings.cap_at(desk) >= rules.STORY_LEVEL for desk in holdings.desk_ids)
    rows = ask(_due_soon, holdings, at, at + rules.SOON, shape=(cap,)) if reads_stories else []
    return tuple(DueLine(case, person, due, due <= at) for case, person, due in rows)


def _due_soon(holdings: Holdings, at: datetime, until: datetime, cap: int) -> QuerySet[Process, tuple[Any, ...]]:
    acting = Q(desk__isnull=True) | Q(desk__agency__kind__in=sorted(rules.ACTING_BODIES))
    seen = privacy.reached(holdings, at, level=Level.L2).filter(acting, person_id=OuterRef("person_id"))
    rows = Process.objects.filter(Exists(seen), next_due__lte=until, case__closed_at__isnull=True).order_by("next_due", "pk")
    return rows.values_list("case__reference", "person__reference", "next_due")[:cap]


def queue(holdings: Holdings, at: datetime, *, after: str = "", decided: bool = False) -> Queue:
    """A page of the cases that the viewer's desks see: what is due next first; or those decided, the last first. As many
    statements for one row as for many."""
    order, moment = ("-decided_at", "decided_at") if decided else ("next_due", "next_due")
    seen = privacy.reached(holdings, at, level=Level.L2).filter(person_id=OuterRef("person_id"))
    rows = Process.objects.filter(Exists(seen), case__closed_at__isnull=True, **{f"{moment}__isnull": False})
    rows = rows.filter(_behind(after, moment, decided=decided)) if after else rows
    found = list(rows.select_related("case__person", "desk__agency").order_by(order, "-pk" if decided else "pk")[: PAGE + 1])
    page = found[:PAGE]
    sights = privacy.sights(holdings, [row.person_id for row in page], at)
    names = privacy.names_seen(sights)
    again = recurring_among([row.person_id for row in page], holdings, at)
    last = page[-1] if len(found) > PAGE else None
    older = place_sealed(getattr(last, moment), last.reference) if last else ""
    return Queue(tuple(_queue_row(row, names, sights, again) for row in page if row.person_id in sights), older, decided)


def _behind(after: str, moment: str, *, decided: bool) -> Q:
    place = place_opened(after)
    pk = Process.objects.filter(reference=place[1]).values_list("pk", flat=True).first() if place else None
    if place is None or pk is None:
        return Q()
    way = "lt" if decided else "gt"
    return Q(**{f"{moment}__{way}": place[0]}) | Q(**{moment: place[0], f"pk__{way}": pk})


def _queue_row(row: Process, names: dict[int, str], sights: dict[int, Sight], again: frozenset[int]) -> QueueRow:
    sight = sights[row.person_id]
    clocks = clocks_of(row)
    first = min(clocks, key=lambda clock: clock.due, default=None)
    return QueueRow(
        reference=row.case.reference,
        person_reference=row.case.person.reference,
        name=names.get(row.person_id, ""),
        sees_name=sight.sees(Section.IDENTITY),
        is_child=row.case.person.is_child,
        status=CaseStatus(row.case.status),
        stage=Stage(row.stage),
        due=first.due if first else None,
        for_opinion=first is not None and first.due == row.opinion_due_at and row.opinion_at is None,
        given=row.desk_id is not None,
        decided_at=row.decided_at,
        recurs=row.person_id in again,
    )


def suspicions() -> list[int]:
    """Keys of the cases of potential victims whose clocks do not run yet."""
    return cases.open_cases_with(CaseStatus.POTENTIAL, without=_begun())


def asked_to_identify(since: datetime | None = None) -> list[int]:
    """Keys of the cases in which a referral for identification was accepted, `since` a moment or ever, and whose clocks do
    not run yet."""
    return answering.cases_taken_on(ServiceKind.IDENTIFICATION, since=since, without=_begun())


def _begun() -> QuerySet[Process, Any]:
    return Process.objects.values_list("case_id", flat=True)


def to_give(at: datetime, *, cap: int = 500) -> list[Process]:
    """Processes without a body that decides, of which one sees the file by now."""
    seen = holders.is_seen_by_a_body(sorted(rules.DECIDING_BODIES), at)
    rows = _open().filter(seen, desk__isnull=True)
    return list(rows.select_related("case").order_by("pk")[:cap])


def to_take_back(at: datetime, *, cap: int = 500) -> list[Process]:
    """Processes whose deciding desk does not see the file any more: the person withdrew, or the purpose ended."""
    rows = _open().filter(~holders.is_seen_by_its_desk(at), desk__isnull=False)
    return list(rows.select_related("case").order_by("pk")[:cap])


def standing_on(person_ids: Collection[int], desk: Desk) -> list[Process]:
    """What a desk identifies among these people: it ends with the desk's access."""
    return list(Process.objects.filter(person_id__in=person_ids, desk=desk).select_related("case"))


def to_remind(at: datetime, *, cap: int = 500) -> list[Process]:
    """Processes of which somebody is to be reminded."""
    rows = Process.objects.filter(remind_at__lte=at, case__closed_at__isnull=True).select_related("case")
    return list(rows.order_by("remind_at", "pk")[:cap])


def _open() -> QuerySet[Process]:
    return Process.objects.filter(stage__in=[Stage.WAITING, Stage.PROPOSED, Stage.REVIEW], case__closed_at__isnull=True)


def reasons_text(decision: Decision) -> str:
    """The reasons of a decision in one text, as the history of the status keeps it."""
    parts = ((ElementKind.ACT, "act"), (ElementKind.MEANS, "means"), (ElementKind.PURPOSE, "purpose"))
    return "\n".join(f"{kind.label}: {text}" for kind, field in parts if (text := decision.opened(field)))


def officers_of(desk: Desk, person: "Person", at: datetime) -> list[User]:
    """Members of a desk who decide there and whom nothing keeps from the file."""
    body = AgencyKind(desk.agency.kind)
    found = []
    for user in accounts.members_of(desk, at):
        held = accounts.holdings(user, at)
        if rule_of_cases(CaseStatus.IDENTIFIED, body=body, roles=held.roles_at(desk.pk)) and not privacy.is_kept_out(
            held, person
        ):
            found.append(user)
    return found


def officer_by_reference(reference: str) -> User | None:
    return accounts.user_by_reference(reference)
