"""Reads of pairs, of files that stand together, and of questions to other bodies."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from malath.accounts.rules import Holdings
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.asking import ask
from malath.linkage import rules
from malath.linkage.models import TO_JUDGE, Inquiry, Judgement, Member, Pair, Telling
from malath.linkage.queries.finding import sides_of, tokens_of
from malath.linkage.rules import AGAIN_AFTER, ONE_DAY, Tie
from malath.linkage.scoring import Sides
from malath.linkage.words import Said, WhyNotAsk
from malath.people import queries as people
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import ConsentKind, Section

if TYPE_CHECKING:
    from malath.people.models import Person

MOST_SHOWN = 25
ROUND = 100


def pair_by_reference(reference: str) -> Pair | None:
    return _pairs().filter(reference=reference).first()


def pair_of(one_id: int, other_id: int) -> Pair | None:
    first, second = sorted((one_id, other_id))
    return Pair.objects.select_for_update(of=("self",)).filter(one=first, other=second).first()


def locked(pk: int) -> Pair:
    """The pair, and everything that is said of any two files, until the act ends: who stands with whom is decided by all of it,
    so two joins wait for each other. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE linkage_judgement IN SHARE ROW EXCLUSIVE MODE")
    return _pairs().select_for_update(of=("self",)).get(pk=pk)


def _pairs() -> QuerySet[Pair]:
    return Pair.objects.select_related("one__key", "other__key", "desk")


def pairs_about(person_id: int) -> list[Pair]:
    """All pairs of a file, the newest first. The caller filters."""
    return ask(_about, person_id)


def _about(person_id: int) -> QuerySet[Pair]:
    return _pairs().filter(Q(one=person_id) | Q(other=person_id)).order_by("-found_at", "-pk")


def open_pairs(holdings: Holdings, *, cap: int = MOST_SHOWN) -> list[Pair]:
    """Pairs that somebody at the viewer's desks has to judge, the newest first. The caller filters."""
    return ask(_open, holdings.desk_ids, shape=(cap,))


def _open(desks: tuple[int, ...], cap: int) -> QuerySet[Pair]:
    return _pairs().filter(TO_JUDGE, desk_id__in=desks).order_by("-found_at", "-pk")[:cap]


def read_both(pairs: Collection[Pair], holdings: Holdings, at: datetime) -> tuple[list[Pair], dict[int, Sight]]:
    """Those pairs of which the viewer may know who both people are, and what they see of each. One statement."""
    sights = privacy.sights(holdings, [pk for pair in pairs for pk in (pair.one_id, pair.other_id)], at)
    known = identified(sights)
    return [pair for pair in pairs if {pair.one_id, pair.other_id} <= known.keys()], known


def identified(sights: dict[int, Sight]) -> dict[int, Sight]:
    """Those among several people whose names the viewer may know: what nobody may know is not compared before their eyes."""
    return {pk: sight for pk, sight in sights.items() if sight.sees(Section.IDENTITY)}


def last_said(pairs: Collection[Pair]) -> dict[int, Judgement]:
    """What was said last of each pair. One statement."""
    rows = Judgement.objects.filter(pair__in=[pair.pk for pair in pairs]).select_related("key").order_by("pk")
    return {row.pair_id: row for row in rows}


def cluster_of(person_id: int) -> UUID | None:
    return Member.objects.filter(person=person_id).values_list("cluster", flat=True).first()


def members(cluster: UUID | None, person_id: int) -> frozenset[int]:
    """The people of a cluster; the person alone where there is none."""
    rows = Member.objects.filter(cluster=cluster).values_list("person_id", flat=True) if cluster else ()
    return frozenset(rows) or frozenset({person_id})


def same_as(person_id: int) -> list["Person"]:
    """The other files of the same person, as it was said. The caller filters by who may read each."""
    cluster = Member.objects.filter(person=person_id).values("cluster")
    rows = Member.objects.filter(cluster__in=cluster).exclude(person=person_id).select_related("person")
    return [row.person for row in rows.order_by("person_id")]


def ties_among(people: Collection[int]) -> list[Tie]:
    """Which two of these people were said to be one."""
    rows = Pair.objects.filter(said=Said.SAME, one__in=people, other__in=people)
    return list(rows.order_by("pk").values_list("one_id", "other_id"))


def are_called_different(some: Collection[int], others: Collection[int], *, but: Pair) -> bool:
    """Whether somebody said of two people, one of each group, that they are different; `but` the two that are judged anew."""
    across = Q(one__in=some, other__in=others) | Q(one__in=others, other__in=some)
    return Pair.objects.filter(across, said=Said.DIFFERENT).exclude(pk=but.pk).exists()


def sides_seen(person_id: int, holdings: Holdings, at: datetime) -> Sides:
    """What of a person is compared, as this viewer sees it."""
    return sides_of(privacy.sights(holdings, [person_id], at)).get(person_id, Sides())


def has_enough(person_id: int, holdings: Holdings, at: datetime) -> bool:
    """Whether there is enough to look for."""
    return bool(tokens_of(sides_seen(person_id, holdings, at)))


def agrees_to_be_compared(person_id: int, at: datetime) -> bool:
    return people.where(Q(pk=person_id) & Q(privacy.agrees(ConsentKind.C16, at, person="pk"))).exists()


def asked_lately(person_id: int, body: Agency, at: datetime) -> bool:
    """Whether a body asked about a person in the last thirty days."""
    return Inquiry.objects.filter(person=person_id, desk__agency=body, at__gt=at - AGAIN_AFTER).exists()


def asked_today(by: Actor, at: datetime) -> int:
    """About how many people somebody asked in the last day."""
    return trail.times_done(Did.ELSEWHERE_ASKED, by=by.reference, since=at - ONE_DAY)


def to_work(at: datetime) -> list[Inquiry]:
    """Questions that nobody has compared yet, the oldest first."""
    rows = Inquiry.objects.filter(worked_at__isnull=True, at__lte=at).select_related("person__key", "desk__agency")
    return list(rows.order_by("at", "pk")[:ROUND])


def inquiry_locked(pk: int) -> Inquiry:
    rows = Inquiry.objects.select_for_update(of=("self",)).select_related("person__key", "desk__agency", "key")
    return rows.get(pk=pk)


def told_of(inquiry_id: int) -> list[Telling]:
    """Which bodies were told of a question. For the worker and for tests: no page of who asked reads it."""
    return list(_tellings().filter(inquiry=inquiry_id).order_by("pk"))


def telling_by_reference(reference: str) -> Telling | None:
    return _tellings().filter(reference=reference).first()


def telling_locked(pk: int) -> Telling:
    return _tellings().select_for_update(of=("self",)).get(pk=pk)


def _tellings() -> QuerySet[Telling]:
    return Telling.objects.select_related("inquiry__person", "inquiry__desk__agency", "person__key", "body", "desk")


def subjects_known(person_id: int, holdings: Holdings, at: datetime) -> frozenset[str]:
    """References of pairs and questions of which a viewer may read in the trail of a file: pairs of which they read both files,
    questions that their own body was told of. Three statements."""
    pairs, _sights = read_both(pairs_about(person_id), holdings, at)
    told = Telling.objects.filter(person=person_id, body=holdings.agency_id).values_list("reference", flat=True)
    return frozenset({*(pair.reference for pair in pairs), *told})


def why_not_ask_before(person: "Person", desk: Desk, by: Actor, holdings: Holdings, at: datetime) -> list[WhyNotAsk]:
    """What stands in the way of asking other bodies before anything is typed."""
    return rules.why_not_ask(
        kind=AgencyKind(desk.agency.kind),
        agreed=agrees_to_be_compared(person.pk, at),
        comparable=has_enough(person.pk, holdings, at),
        asked_lately=asked_lately(person.pk, desk.agency, at),
        asked_today=asked_today(by, at),
        because="typed later",
    )
