"""Reads of returns that acts, gates and the worker ask for."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind, Currency
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.cases.queries import references
from malath.cases.words import BestInterest, CaseStatus
from malath.foundation import clock
from malath.linkage import queries as linkage
from malath.people import queries as people
from malath.people.queries import stay
from malath.people.words import Decided
from malath.privacy import queries as privacy
from malath.privacy.queries import holders
from malath.privacy.queries.guardians import has_guardian
from malath.privacy.words import ConsentKind
from malath.returns import rules
from malath.returns.models import (
    ChildsWay,
    DangerThere,
    Declaration,
    DoctorsWord,
    FineChoice,
    Grant,
    Instalment,
    Journey,
    MissionAsked,
    PaperStep,
    Project,
    Return,
    Talk,
)
from malath.returns.rules import Childs, Danger, Facts, Fit, Gated, Purse
from malath.returns.rules_mission import receives
from malath.returns.words import (
    OPEN_STATES,
    STANDING_JOURNEY,
    Court,
    Fear,
    FineWay,
    JourneyState,
    MissionAnswer,
    PaperKind,
    PaperState,
    ReturnKind,
    ReturnState,
    RiskLevel,
    Way,
)

JOINED = ("person__key", "key", "desk__agency", "case", "mission", "worker")


def locked(pk: int) -> Return:
    """A return, locked until the act ends. The caller holds the person's file row."""
    return Return.objects.select_for_update(of=("self",)).select_related(*JOINED).get(pk=pk)


def return_by_reference(reference: str) -> Return | None:
    return Return.objects.select_related(*JOINED).filter(reference=reference).first()


def person_reference_of(reference: str) -> str:
    """Whose return it is; the reference itself where there is none, so that its gate answers as for any other."""
    found = Return.objects.filter(reference=reference).values_list("person__reference", flat=True).first()
    return found or reference


def asked_before(once: UUID | None) -> Return | None:
    return Return.objects.filter(once=once).select_related(*JOINED).first() if once is not None else None


def open_return_of(person_id: int) -> Return | None:
    """The return of a person that has not ended, under this file or another of the same person."""
    people_ids = [person_id, *(one.pk for one in linkage.same_as(person_id))]
    return Return.objects.filter(person_id__in=people_ids, state__in=OPEN_STATES).first()


def last_return_of(person_id: int) -> Return | None:
    return Return.objects.filter(person_id=person_id).select_related(*JOINED).order_by("-pk").first()


def agrees_to(person_id: int, kind: ConsentKind, at: datetime) -> bool:
    """Whether the person agrees to a question today."""
    return people.where(Q(pk=person_id) & Q(privacy.agrees(kind, at, person="pk"))).exists()


def may_ask_embassy(returning: Return, at: datetime) -> bool:
    """Whether the embassy may be spoken to: never while the person fears going back, and only with their yes (C6)."""
    return not is_locked(returning) and agrees_to(returning.person_id, ConsentKind.C6, at)


def is_locked(returning: Return) -> bool:
    return rules.is_locked(Fear(returning.fear), road_closed=returning.closed_at is not None)


def decided_of(case: Case | None) -> frozenset[ReturnKind]:
    """As what a person may return by what somebody decided in their case."""
    if case is None:
        return frozenset()
    potential = cases.became(case, CaseStatus.POTENTIAL) is not None
    identified = cases.became(case, CaseStatus.IDENTIFIED) is not None
    found = {ReturnKind.POTENTIAL: potential, ReturnKind.IDENTIFIED: identified}
    return frozenset(kind for kind, so in found.items() if so)


def declaration_of(returning: Return) -> Declaration | None:
    """The declaration that stands."""
    return Declaration.objects.select_related("key").filter(returning=returning, withdrawn_at__isnull=True).first()


def was_withdrawn(returning: Return) -> bool:
    return Declaration.objects.filter(returning=returning, withdrawn_at__isnull=False).exists()


def talks_of(returning: Return) -> tuple[datetime, ...]:
    return tuple(Talk.objects.filter(returning=returning).values_list("held_at", flat=True))


def talk_written(once: UUID | None) -> Talk | None:
    return Talk.objects.filter(once=once).first() if once is not None else None


def danger_of(returning: Return) -> DangerThere | None:
    return DangerThere.objects.filter(returning=returning).select_related("key").order_by("-pk").first()


def childs_way_of(returning: Return) -> ChildsWay | None:
    return ChildsWay.objects.filter(returning=returning).select_related("key").order_by("-pk").first()


def papers_of(returning: Return) -> dict[PaperKind, PaperState]:
    rows = PaperStep.objects.filter(returning=returning).values_list("kind", "state")
    return {PaperKind(kind): PaperState(state) for kind, state in rows}


def fines_of(returning: Return) -> FineChoice | None:
    """What is done about fines that are not waived: the last thing that was chosen."""
    return FineChoice.objects.filter(returning=returning).select_related("key").order_by("-pk").first()


def doctors_word_of(returning: Return) -> DoctorsWord | None:
    return DoctorsWord.objects.filter(returning=returning).order_by("-pk").first()


def mission_asked(returning: Return) -> MissionAsked | None:
    """What the receiving mission was asked last."""
    rows = MissionAsked.objects.filter(returning=returning).select_related("key", "mission")
    return rows.order_by("-pk").first()


def journey_of(returning: Return) -> Journey | None:
    """The journey that stands."""
    rows = Journey.objects.filter(returning=returning, state__in=STANDING_JOURNEY)
    return rows.select_related("key").first()


def unused_journey(returning: Return) -> Journey | None:
    """The journey whose fare is to be asked back."""
    rows = Journey.objects.filter(returning=returning, unused_at__isnull=False, refunded_at__isnull=True)
    return rows.select_related("key").order_by("pk").first()


def was_refused(person_id: int, at: datetime) -> bool:
    """Whether a waiver of fines was asked for and refused."""
    return any(one.state == Decided.REFUSED for one in stay.stay_of(person_id, at).waivers)


def facts_of(returning: Return, at: datetime) -> Facts:
    """What the gates look at. As many statements whatever stands there."""
    danger, way, fit = danger_of(returning), childs_way_of(returning), doctors_word_of(returning)
    fines, journey, asked = fines_of(returning), journey_of(returning), mission_asked(returning)
    is_child = returning.person.is_child
    return Facts(
        today=clock.in_amman(at).date(),
        fear=Fear(returning.fear),
        road_closed=returning.closed_at is not None,
        court=Court(returning.court),
        talks=talks_of(returning),
        declared=declaration_of(returning) is not None,
        withdrawn=was_withdrawn(returning),
        danger=Danger(RiskLevel(danger.level), Way(danger.way)) if danger else None,
        answered_since=danger is not None and asked is not None and asked.risks_at is not None and asked.risks_at > danger.at,
        child=_childs(returning, way, escorted=journey is not None and journey.airline_cares) if is_child else None,
        travel=frozenset(stay.stay_of(returning.person_id, at).why_not_travel),
        fines_settled=fines is not None and fines.way == FineWay.PROJECT and fines.approved_at is not None,
        papers=papers_of(returning),
        fit=Fit(fit.fit, fit.until, fit.escort) if fit else None,
        escorted=journey is not None and journey.escort is not None,
        flight_on=clock.in_amman(journey.arrives_at).date() if journey else None,
        mission=MissionAnswer(asked.answer) if asked else None,
    )


def _childs(returning: Return, way: ChildsWay | None, *, escorted: bool) -> Childs:
    best = references.best_interest_of(returning.case_id) if returning.case_id else None
    return Childs(
        best=best in {BestInterest.RETURN, BestInterest.FAMILY, BestInterest.RELATIVES},
        guardian=has_guardian(returning.person_id),
        receiver=way is not None and way.traced,
        escort=escorted or (way is not None and way.escort is not None),
    )


def gates_of(returning: Return, at: datetime) -> tuple[Gated, ...]:
    return rules.gates(facts_of(returning, at))


def needs_care(returning: Return) -> bool:
    """Whether somebody does not arrive at night (A10)."""
    return returning.person.is_child or returning.priority > 0


def project_by_reference(desks: Collection[int], reference: str) -> Project | None:
    return Project.objects.filter(desk_id__in=desks, reference=reference).first()


def project_locked(pk: int) -> Project:
    return Project.objects.select_for_update().get(pk=pk)


def is_name_taken(desk: Desk, name: str) -> bool:
    return Project.objects.filter(desk=desk, name=name.strip()).exists()


def purse_of(project: Project | None) -> Purse | None:
    """A project as the rules see it: a grant is taken out of it whole when it is made."""
    if project is None:
        return None
    return Purse(Currency(project.currency), project.budget - project.spent, project.ends_on)


def people_granted(person_id: int) -> list[int]:
    """This person's files, this one first: a grant is looked for under each of them."""
    return [person_id, *(one.pk for one in linkage.same_as(person_id))]


def has_grant(person_ids: Collection[int], returning: Return) -> bool:
    """Whether one of these files has a grant for this return, or for one that was made beside it."""
    return _grants(person_ids, returning).exists()


def yields(person_ids: Collection[int], returning: Return) -> bool:
    """Whether the grant of a return gives way to one of another of these files, as when two were granted before somebody found
    that they are one person: that counts of which something was paid, else the older one. One statement."""
    paid = Exists(Instalment.objects.filter(grant=OuterRef("pk"), paid_at__isnull=False))
    first = _grants(person_ids, returning).annotate(paid=paid).order_by("-paid", "pk").first()
    return first is not None and first.returning_id != returning.pk


def _grants(person_ids: Collection[int], returning: Return) -> QuerySet[Grant]:
    """The grant of this return, and those of returns beside it: not stopped before anything was paid, and not ended before
    this one was asked for."""
    goes_on = Q(returning__stopped_at__isnull=True) | Q(instalments__paid_at__isnull=False)
    rows = Grant.objects.filter(returning__person_id__in=person_ids)
    return rows.filter(Q(returning=returning) | goes_on & ~_before(returning))


def _before(returning: Return) -> Q:
    """Returns that ended with an arrival before this one was asked for: somebody may come back, and go home again."""
    return Q(returning__state=ReturnState.ARRIVED, returning__journeys__confirmed_at__lt=returning.at)


def grant_of(returning: Return) -> Grant | None:
    return Grant.objects.filter(returning=returning).first()


def unpaid_of(grant: Grant) -> Decimal:
    """What of a grant was not paid yet."""
    rows = Instalment.objects.filter(grant=grant, paid_at__isnull=True)
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def instalment_of(returning: Return, number: int) -> Instalment | None:
    rows = Instalment.objects.select_related("key", "grant")
    return rows.filter(grant__returning=returning, number=number).first()


def is_before_paid(grant: Grant, number: int) -> bool:
    return not Instalment.objects.filter(grant=grant, number__lt=number, paid_at__isnull=True).exists()


def reads(desk: Desk) -> bool:
    """Whether a desk is one of a body that reads returns."""
    return rules.reads(AgencyKind(desk.agency.kind))


def prepares(desk: Desk) -> bool:
    """Whether a desk prepares returns itself."""
    return desk.agency.kind == AgencyKind.RETURNS


def to_stop(at: datetime, *, cap: int = 500) -> list[Return]:
    """Returns that are not under way yet and whose desk does not see the file any more. One statement."""
    rows = Return.objects.filter(~holders.is_seen_by_its_desk(at), state__in=rules.NOT_ON_THE_WAY)
    return list(rows.order_by("pk")[:cap])


def standing_on(person_ids: Collection[int], desk: Desk) -> list[Return]:
    """Which returns of these people a desk prepares: they end with its access."""
    return list(Return.objects.filter(person_id__in=person_ids, desk=desk, state__in=rules.NOT_ON_THE_WAY))


def silent_missions(at: datetime, *, cap: int = 500) -> list[MissionAsked]:
    """Missions that have not answered in time and of which nobody was told. One statement."""
    rows = MissionAsked.objects.filter(
        answer=MissionAnswer.WAITING, told_at__isnull=True, due_at__lte=at, returning__state__in=rules.OPEN
    )  # fmt: skip
    return list(rows.select_related("returning").order_by("due_at", "pk")[:cap])


def unconfirmed(at: datetime, *, cap: int = 500) -> list[Journey]:
    """Journeys that should have ended a day ago and of which nobody has confirmed the arrival. One statement."""
    rows = Journey.objects.filter(
        state=JourneyState.LEFT, alarm_at__isnull=True, arrives_at__lte=at - rules.CONFIRMED_WITHIN
    )  # fmt: skip
    return list(rows.select_related("returning").order_by("arrives_at", "pk")[:cap])


def open_case_of(person_id: int) -> Case | None:
    """The open case of a person."""
    return cases.open_case_of(person_id)


def missions(but: int | None = None) -> list[Agency]:
    """Bodies that may receive somebody in the country of return. `but`: our own."""
    return [one for one in agencies.agencies() if receives(AgencyKind(one.kind)) and one.pk != but]


def projects_of(desk_ids: Collection[int], today: date) -> list[Project]:
    """Projects that pay today, those with the most left first."""
    rows = Project.objects.filter(desk_id__in=desk_ids, ends_on__gte=today)
    return list(rows.order_by(F("spent") - F("budget"), "pk"))
