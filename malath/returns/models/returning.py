"""The return of one person, and what its gates stand on. What is said of the person lies sealed."""

from django.db import models
from django.db.models import Q

from malath.foundation.acts import Guarded
from malath.foundation.constraints import both_or_none, known
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.returns.words import (
    OPEN_STATES,
    AskedBy,
    Court,
    Fear,
    FineWay,
    Gate,
    MissionAnswer,
    PaperKind,
    PaperState,
    ReturnKind,
    ReturnState,
    RiskLevel,
    StopReason,
    TalkWith,
    Way,
)


class Return(SealedRow):
    """A wish to go home, and how far it is. The person stands first; a `case` is beside it or not. `desk`: of the office that
    prepares it, `mission`: the body that receives the person there. `priority`: the step in the queue that follows from what
    presses (sealed); `gate`: the first one that was closed when something was last written here, "" for none."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    worker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    mission = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=ReturnKind)
    state = models.CharField(max_length=9, choices=ReturnState, default=ReturnState.PREPARING)
    country = models.CharField(max_length=2)
    asked_by = models.CharField(max_length=11, choices=AskedBy)
    asked_on = models.DateField()
    pressing = SealedField(null=True)
    words = SealedField(null=True)
    priority = models.PositiveSmallIntegerField(default=0)
    fear = models.CharField(max_length=9, choices=Fear, default=Fear.NOT_ASKED)
    fear_by = models.CharField(max_length=40, blank=True)
    fear_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)
    court = models.CharField(max_length=9, choices=Court, default=Court.NOT_ASKED)
    gate = models.CharField(max_length=2, choices=Gate, blank=True, default=Gate.FEAR)
    gate_since = models.DateTimeField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    stopped_because = models.CharField(max_length=12, choices=StopReason, blank=True)
    stopped_by = models.CharField(max_length=40, blank=True)
    stopped_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("return_kind_known", "kind", ReturnKind.values),
            known("return_state_known", "state", ReturnState.values),
            known("return_asked_by_known", "asked_by", AskedBy.values),
            known("return_fear_known", "fear", Fear.values),
            known("return_court_known", "court", Court.values),
            known("return_gate_known", "gate", ["", *Gate.values]),
            known("return_stopped_because_known", "stopped_because", ["", *StopReason.values]),
            both_or_none("return_fear_when_and_by_whom", "fear"),
            both_or_none("return_road_closed_when_and_by_whom", "closed"),
            both_or_none("return_stopped_when_and_by_whom", "stopped"),
            models.CheckConstraint(
                name="return_stopped_has_a_reason",
                condition=Q(state=ReturnState.STOPPED, stopped_at__isnull=False) & ~Q(stopped_because="")
                | ~Q(state=ReturnState.STOPPED),
            ),
            models.UniqueConstraint(name="return_one_open", fields=["person"], condition=Q(state__in=list(OPEN_STATES))),
        ]
        indexes = [
            models.Index(name="return_queue", fields=["desk", "state", "-priority", "asked_on", "id"]),
            models.Index(
                name="return_mine",
                fields=["worker", "desk", "state", "-priority", "asked_on", "id"],
                condition=Q(worker__isnull=False),
            ),
            models.Index(name="return_gate", fields=["desk", "gate", "gate_since", "state"]),
        ]

    def __str__(self) -> str:
        return self.reference


class Talk(SealedRow):
    """A counselling talk with the person, alone, in their own language."""

    returning = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="talks")
    held_at = models.DateTimeField()
    held_by = models.CharField(max_length=11, choices=TalkWith)
    language = models.CharField(max_length=3)
    words = SealedField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("talk_held_by_known", "held_by", [TalkWith.OFFICE, TalkWith.ASSOCIATION, TalkWith.UN]),
        ]

    def __str__(self) -> str:
        return f"talk {self.pk}"


class Declaration(SealedRow):
    """That the person wishes to return. It may be taken back until boarding; then only a new one counts, never this one."""

    returning = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="declarations")
    language = models.CharField(max_length=3)
    detained = models.BooleanField()
    witness = SealedField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=40, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            both_or_none("declaration_withdrawn_when_and_by_whom", "withdrawn"),
            models.UniqueConstraint(
                name="declaration_one_stands", fields=["returning"], condition=Q(withdrawn_at__isnull=True)
            ),
            models.CheckConstraint(
                name="declaration_in_detention_has_a_witness", condition=Q(detained=False) | Q(witness__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"declaration {self.pk}"


class DangerThere(SealedRow):
    """How dangerous a return would be, with what the mission there answered. The last one stands."""

    returning = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="dangers")
    likelihood = models.PositiveSmallIntegerField()
    harm = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=8, choices=RiskLevel)
    way = models.CharField(max_length=9, choices=Way, default=Way.NONE)
    words = SealedField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("danger_level_known", "level", RiskLevel.values),
            known("danger_way_known", "way", Way.values),
            models.CheckConstraint(
                name="danger_on_the_scale",
                condition=Q(likelihood__gte=1, likelihood__lte=5, harm__gte=1, harm__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return f"danger {self.pk}"


class ChildsWay(SealedRow):
    """Who receives a child and who goes with it. The last one stands."""

    returning = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="ways")
    receiver = SealedField()
    traced = models.BooleanField()
    escort = SealedField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"way {self.pk}"


class PaperStep(Guarded):
    """How far one paper or hold is. The last one of a kind stands."""

    returning = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=15, choices=PaperKind)
    state = models.CharField(max_length=10, choices=PaperState)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("paper_kind_known", "kind", PaperKind.values),
            known("paper_state_known", "state", PaperState.values),
            models.UniqueConstraint(name="paper_of_a_kind_once", fields=["returning", "kind"]),
        ]

    def __str__(self) -> str:
        return f"paper {self.pk}"


class FineChoice(SealedRow):
    """What is done about fines that are not waived. A project pays only when somebody else approves."""

    returning = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="fines")
    way = models.CharField(max_length=7, choices=FineWay)
    because = SealedField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("fine_way_known", "way", FineWay.values),
            both_or_none("fine_approved_when_and_by_whom", "approved"),
            models.CheckConstraint(
                name="fine_approved_by_another", condition=Q(approved_by="") | ~Q(approved_by=models.F("by"))
            ),
        ]

    def __str__(self) -> str:
        return f"fines {self.pk}"


class DoctorsWord(Guarded):
    """Whether a doctor says that the person can fly, and until which day; no diagnosis. The last one stands."""

    returning = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="fitness")
    fit = models.BooleanField()
    examined_on = models.DateField()
    until = models.DateField()
    escort = models.BooleanField(default=False)
    medicines = models.PositiveSmallIntegerField(default=0)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="fitness_ends_after_it_begins", condition=Q(until__gte=models.F("examined_on")))
        ]

    def __str__(self) -> str:
        return f"fitness {self.pk}"


class MissionAsked(SealedRow):
    """That the receiving mission was asked, and what it says. `due_at`: when silence is told to a supervisor. `basis`: the yes
    to the transfer on which its own users see this return, None while they see nothing; `needs`, `health`, `plan`: what they
    see besides; `risks`: its answers about the danger there, as JSON, `told` in words."""

    returning = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="asked_missions")
    mission = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    answer = models.CharField(max_length=9, choices=MissionAnswer, default=MissionAnswer.WAITING)
    words = SealedField(null=True)
    needs = SealedField(null=True)
    health = SealedField(null=True)
    plan = SealedField(null=True)
    basis = models.ForeignKey("privacy.Basis", on_delete=models.PROTECT, null=True, related_name="+")
    risks = SealedField(null=True)
    told = SealedField(null=True)
    risks_by = models.CharField(max_length=40, blank=True)
    risks_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("mission_answer_known", "answer", MissionAnswer.values),
            both_or_none("mission_answered_when_and_by_whom", "answered"),
            both_or_none("mission_risks_when_and_by_whom", "risks"),
            models.UniqueConstraint(name="mission_asked_once", fields=["returning"], condition=Q(answer="waiting")),
        ]
        indexes = [models.Index(name="mission_silent", fields=["due_at"], condition=Q(answer="waiting", told_at__isnull=True))]

    def __str__(self) -> str:
        return f"mission {self.pk}"
