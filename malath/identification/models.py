"""Identification of one person: its clocks, opinions, the matrix, decisions, reviews. What is written lies sealed."""

from django.db import models
from django.db.models import F, Q

from malath.cases.words import CaseStatus, Need
from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.identification.words import (
    AskedBy,
    ElementKind,
    EvidenceSource,
    EvidenceStrength,
    OfferAnswer,
    ReviewOutcome,
    ShownTo,
    Stage,
    Stance,
)

FORMAL = (CaseStatus.IDENTIFIED, CaseStatus.NOT_IDENTIFIED, CaseStatus.INCONCLUSIVE)


class Process(Guarded):
    """Where the identification of one case stands, and what of it is due. `desk`: of the body that decides, once it has the
    file; `next_due` and `remind_at` follow from the rest and are kept for the queue and the reminders."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.WAITING)
    since = models.DateTimeField()
    opinion_due_at = models.DateTimeField()
    opinion_at = models.DateTimeField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    review_until = models.DateTimeField(null=True)
    review_due_at = models.DateTimeField(null=True)
    next_due = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="process_stage_known", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="process_given_to_a_desk",
                condition=Q(desk__isnull=True, given_at__isnull=True, due_at__isnull=True)
                | Q(desk__isnull=False, given_at__isnull=False, due_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="process_due", fields=["next_due", "id"], condition=Q(next_due__isnull=False)),
            models.Index(name="process_decided", fields=["-decided_at", "-id"], condition=Q(decided_at__isnull=False)),
            models.Index(name="process_remind", fields=["remind_at"], condition=Q(remind_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference


class Opinion(SealedRow):
    """What a body thinks. One of each body stands; those before it are kept."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    stance = models.CharField(max_length=8, choices=Stance)
    text = SealedField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="opinion_stance_known", condition=Q(stance__in=Stance.values)),
            models.UniqueConstraint(
                name="opinion_one_of_a_body_stands", fields=["case", "agency"], condition=Q(replaced_at__isnull=True)
            ),
        ]
        indexes = [models.Index(name="opinion_of_case", fields=["case", "-id"])]

    def __str__(self) -> str:
        return f"opinion {self.pk}"


class Element(Guarded):
    """That an act, a means, a purpose or an aggravating circumstance is there, under one alleged trafficker or an unknown
    one (no party). `code` is one of the country's law."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    party = models.ForeignKey("people.Party", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=ElementKind)
    code = models.CharField(max_length=24)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    struck_by = models.CharField(max_length=40, blank=True)
    struck_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="element_kind_known", condition=Q(kind__in=ElementKind.values)),
            models.CheckConstraint(
                name="element_struck_when_and_by_whom",
                condition=Q(struck_at__isnull=True, struck_by="") | (Q(struck_at__isnull=False) & ~Q(struck_by="")),
            ),
            models.UniqueConstraint(
                name="element_once", fields=["case", "party", "kind", "code", "desk"], condition=Q(struck_at__isnull=True)
            ),
            models.UniqueConstraint(
                name="element_of_nobody_known_once",
                fields=["case", "kind", "code", "desk"],
                condition=Q(struck_at__isnull=True, party__isnull=True),
            ),
        ]
        indexes = [models.Index(name="element_of_case", fields=["case", "id"], condition=Q(struck_at__isnull=True))]

    def __str__(self) -> str:
        return self.reference


class Evidence(SealedRow):
    """What an element rests on: where it comes from, of which day, who holds it, and how much it carries."""

    element = models.ForeignKey(Element, on_delete=models.PROTECT, related_name="evidence")
    source = models.CharField(max_length=12, choices=EvidenceSource)
    strength = models.CharField(max_length=6, choices=EvidenceStrength)
    dated_on = models.DateField(null=True)
    holder = SealedField(null=True)
    words = SealedField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="evidence_source_known", condition=Q(source__in=EvidenceSource.values)),
            models.CheckConstraint(name="evidence_strength_known", condition=Q(strength__in=EvidenceStrength.values)),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class Decision(SealedRow):
    """A formal decision: proposed by one officer, confirmed by a second one of the same body, or sent back."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(max_length=24, choices=CaseStatus)
    act = SealedField()
    means = SealedField(null=True)
    purpose = SealedField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    proposed_by = models.CharField(max_length=40)
    proposed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    sent_back_by = models.CharField(max_length=40, blank=True)
    sent_back_at = models.DateTimeField(null=True)
    objection = SealedField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="decision_is_formal", condition=Q(status__in=FORMAL)),
            *(
                models.CheckConstraint(
                    name=f"decision_{what}_when_and_by_whom",
                    condition=Q(**{f"{what}_at__isnull": True, f"{what}_by": ""})
                    | (Q(**{f"{what}_at__isnull": False}) & ~Q(**{f"{what}_by": ""})),
                )
                for what in ("confirmed", "sent_back")
            ),
            # Never one officer alone (domain §2: nobody approves their own act).
            models.CheckConstraint(
                name="decision_confirmed_by_another", condition=Q(confirmed_by="") | ~Q(confirmed_by=F("proposed_by"))
            ),
            models.UniqueConstraint(
                name="decision_one_waits",
                fields=["case"],
                condition=Q(confirmed_at__isnull=True, sent_back_at__isnull=True),
            ),
        ]
        indexes = [models.Index(name="decision_of_case", fields=["case", "-id"])]

    def __str__(self) -> str:
        return self.reference


class Review(SealedRow):
    """That a review of a decision was asked for, by whom, and what another officer came to. Once for each decision."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="review")
    asked_by = models.CharField(max_length=12, choices=AskedBy)
    why = SealedField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    officer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    outcome = models.CharField(max_length=8, choices=ReviewOutcome, blank=True)
    status = models.CharField(max_length=24, choices=CaseStatus, blank=True)
    reasons = SealedField(null=True)
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="review_asked_by_known", condition=Q(asked_by__in=AskedBy.values)),
            models.CheckConstraint(name="review_outcome_known", condition=Q(outcome__in=["", *ReviewOutcome.values])),
            models.CheckConstraint(name="review_status_formal", condition=Q(status__in=["", *FORMAL])),
            models.CheckConstraint(
                name="review_settled_when_and_by_whom",
                condition=Q(settled_at__isnull=True, settled_by="", outcome="")
                | (Q(settled_at__isnull=False) & ~Q(settled_by="") & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Recovery(Guarded):
    """The recovery and reflection period of a case. Its end is a planned day: nothing closes with it."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    ends_on = models.DateField()
    as_child = models.BooleanField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="recovery_ends_after_it_starts", condition=Q(ends_on__gt=F("started_on")))]
        indexes = [models.Index(name="recovery_to_tell", fields=["ends_on"], condition=Q(told_at__isnull=True))]

    def __str__(self) -> str:
        return f"recovery {self.pk}"


class Extension(SealedRow):
    """One step by which a recovery period became longer, and why."""

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="extensions")
    until = models.DateField()
    because = SealedField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"extension {self.pk}"


class Offer(Guarded):
    """What was offered during a recovery period, and what the person said."""

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=16, choices=Need)
    said = models.CharField(max_length=8, choices=OfferAnswer)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="offer_kind_known", condition=Q(kind__in=Need.values)),
            models.CheckConstraint(name="offer_said_known", condition=Q(said__in=OfferAnswer.values)),
        ]

    def __str__(self) -> str:
        return self.kind


class Settlement(SealedRow):
    """That something was settled or withdrawn privately, beside the case: it stays visible, with a day to look again."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    settled_on = models.DateField()
    follow_up_on = models.DateField()
    words = SealedField()
    task = models.CharField(max_length=14)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    def __str__(self) -> str:
        return f"settlement {self.pk}"


class Shown(Guarded):
    """That a letter was shown to somebody. `letter`: its number."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    letter = models.CharField(max_length=14)
    to = models.CharField(max_length=10, choices=ShownTo)
    on = models.DateField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="shown_to_known", condition=Q(to__in=ShownTo.values))]

    def __str__(self) -> str:
        return f"shown {self.pk}"


class Mark(Guarded):
    """A keyed mark of the name or the number of another party, by which it is known again in another file. `kind` 0: it has
    neither, and was looked at."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.PositiveSmallIntegerField()
    value = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="mark_once", fields=["party", "kind", "value"])]
        indexes = [models.Index(name="mark_same", fields=["kind", "value"], condition=Q(kind__gt=0))]

    def __str__(self) -> str:
        return "mark"
