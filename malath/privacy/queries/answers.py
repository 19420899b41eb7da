"""Reads of single answers: what stands on a question, and who agrees to one."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from malath.agencies.models import Agency
from malath.foundation import clock
from malath.foundation.asking import ask
from malath.people.models import Person
from malath.people.words import CHILD_BANDS
from malath.privacy import rules
from malath.privacy.marks import is_older
from malath.privacy.models import Consent
from malath.privacy.rules import Sight
from malath.privacy.words import Answer, ConsentKind, Section, WhyNotConsent

CONVERSATION = timedelta(hours=2)


def with_whom(rows: QuerySet[Consent]) -> QuerySet[Consent]:
    """Answers with everybody who gave them: the person, for a child its guardian, and what the child said itself."""
    return rows.select_related("person", "body", "key", "guardian__key", "assent__key")


def standing_row(person_id: int, kind: ConsentKind, body: Agency | None, use: str = "") -> Consent | None:
    """The standing answer to one question, about one body (C3) or one use (C15)."""
    return next(iter(ask(_standing_row, person_id, kind.value, body.pk if body else None, use)), None)


def _standing_row(person_id: int, kind: str, body: int | None, use: str) -> QuerySet[Consent]:
    rows = Consent.objects.filter(person_id=person_id, kind=kind, body_id=body, use=use, superseded_at__isnull=True)
    return with_whom(rows).order_by("pk")[:1]


def heard_todays_words(person_id: int, kind: ConsentKind) -> bool:
    """Whether the standing answer was given to the words as they are read today. What only these name goes on no older one."""
    row = standing_row(person_id, kind, None)
    return row is not None and row.wording != "" and not is_older(row.wording)


def why_not_show(person: Person, *, in_crisis: bool) -> list[WhyNotConsent]:
    """Why the person is not asked now for a photograph or a story."""
    return rules.why_not_show(
        kind=ConsentKind.C15, answer=Answer.YES, described=True, is_child=person.is_child, in_crisis=in_crisis
    )


def agrees(kind: ConsentKind, at: datetime, *, person: str = "person_id") -> Exists:
    """A condition on rows with a person: that they agree to a question today. For C14, who is counted in figures: whoever
    was not asked, or has taken it back, is in none that is made from that day on."""
    return Exists(_agreed(kind, at).filter(person_id=OuterRef(person)))


def _agreed(kind: ConsentKind, at: datetime) -> QuerySet[Consent]:
    """Answers of yes to a question that stand today."""
    today = clock.in_amman(at).date()
    rows = Consent.objects.filter(kind=kind, answer=Answer.YES)
    of_age = Q(guardian__doubted_at__isnull=True, person__age_band__in=CHILD_BANDS)
    standing = rows.filter(Q(guardian__isnull=True) | of_age, superseded_at__isnull=True, withdrawn_at__isnull=True)
    return standing.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=today))


def uses_standing(uses: Collection[str], at: datetime) -> frozenset[str]:
    """Of uses of photographs and stories (C15), those to which somebody agrees today. One statement."""
    rows = _agreed(ConsentKind.C15, at).filter(use__in=list(uses))
    return frozenset(rows.values_list("use", flat=True))


def may_be_counted(at: datetime, *, duty: bool) -> Q:
    """A condition on rows with a person: that they may be counted in figures. Whoever agrees today (C14); where a law obliges
    to count (`duty`), also whoever was never asked. Whoever said no or took it back never is, nor who was erased."""
    answered = Consent.objects.filter(person_id=OuterRef("person_id"), kind=ConsentKind.C14).exclude(answer=Answer.NOT_ASKED)
    may = Q(agrees(ConsentKind.C14, at))
    return (may | ~Q(Exists(answered)) if duty else may) & Q(person__key__erased_at__isnull=True)


def said(person_id: int, kind: ConsentKind, at: datetime) -> Answer:
    """What the person says to a question today: yes while it stands; no also where it was taken back or has run out."""
    rows = Consent.objects.filter(person_id=person_id, kind=kind, superseded_at__isnull=True)
    found = rows.annotate(stands=agrees(kind, at)).values_list("answer", "stands").first()
    if found is None or found[0] == Answer.NOT_ASKED:
        return Answer.NOT_ASKED
    return Answer.YES if found[1] else Answer.NO


def took_back(kind: ConsentKind, at: datetime) -> Q:
    """A condition on rows with a person: that they were asked, and do not agree today."""
    asked = Consent.objects.filter(person_id=OuterRef("person_id"), kind=kind, superseded_at__isnull=True)
    return Q(Exists(asked.exclude(answer=Answer.NOT_ASKED))) & ~Q(agrees(kind, at))


def last_circumstances(person: Person, by: str, at: datetime) -> tuple[str, str, str] | None:
    """Language, interpreter and method of what the same writer recorded last in this conversation: within two hours."""
    rows = Consent.objects.filter(person=person, by=by, at__gt=at - CONVERSATION).order_by("-pk")
    return rows.values_list("language", "interpreter", "method").first()


def consent_of(person: Person, pk: int) -> Consent | None:
    return with_whom(Consent.objects.filter(person=person, pk=pk)).first()


def consents_among(person: Person, sight: Sight, pks: Collection[int]) -> list[Consent]:
    """Answers of a person that the viewer sees, by their numbers."""
    rows = with_whom(Consent.objects.filter(person=person, pk__in=pks)).order_by("pk")
    return [row for row in rows if sight.sees_writing_of(row.desk_id, Section.CONSENTS)]
