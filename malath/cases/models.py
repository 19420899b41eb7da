"""Cases, their status history, notes, and what came with an import."""

from django.db import models

from malath.agencies.words import Governorate, Voice, Way
from malath.cases.words import (
    BestInterest,
    BookingState,
    CancelReason,
    CaseStatus,
    ClosingReason,
    DecidedBy,
    DropReason,
    Feedback,
    Link,
    Need,
    NeedState,
    NoteKind,
    ReopenReason,
    Risk,
    RiskKind,
    SideState,
    TaskState,
    TeamRole,
    UnmetReason,
    Verdict,
)
from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.privacy.words import COMPARTMENTS


class Case(SealedRow):
    """The protection case of one person. Its criminal track is another record with a life of its own.

    `facts_desk` wrote place, risk and needs last: a desk that keeps only its own writing stops seeing them after that.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    version = models.PositiveIntegerField(default=1)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=24, choices=CaseStatus, default=CaseStatus.DRAFT)
    aside = models.CharField(max_length=20, choices=SideState, blank=True)
    governorate = models.CharField(max_length=2, choices=Governorate, blank=True)
    risk = models.CharField(max_length=12, choices=Risk, default=Risk.NOT_ASSESSED)
    facts_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_governorate_known", condition=models.Q(governorate__in=["", *Governorate.values])
            ),
            models.CheckConstraint(name="case_status_known", condition=models.Q(status__in=CaseStatus.values)),
            models.CheckConstraint(name="case_aside_known", condition=models.Q(aside__in=["", *SideState.values])),
            models.CheckConstraint(name="case_risk_known", condition=models.Q(risk__in=Risk.values)),
            models.CheckConstraint(
                name="case_closed_when",
                condition=models.Q(status="closed", closed_at__isnull=False)
                | (~models.Q(status="closed") & models.Q(closed_at__isnull=True)),
            ),
            models.UniqueConstraint(
                name="case_one_open_for_person", fields=["person"], condition=models.Q(closed_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(name="case_open_in_status", fields=["status"], condition=models.Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class StatusChange(Guarded):
    """Who set which status or side state, and what kind of body decided. `other`: the case that it is a duplicate of."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="changes")
    status = models.CharField(max_length=24, choices=CaseStatus)
    aside = models.CharField(max_length=20, choices=SideState, blank=True)
    other = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.CharField(max_length=40, choices=DecidedBy, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="change_decided_by_known", condition=models.Q(decided_by__in=["", *DecidedBy.values])),
            models.CheckConstraint(name="change_status_known", condition=models.Q(status__in=CaseStatus.values)),
            models.CheckConstraint(name="change_aside_known", condition=models.Q(aside__in=["", *SideState.values])),
        ]

    def __str__(self) -> str:
        return self.status


class StatusReason(SealedRow):
    """Why a status was set, where a decision needs its reason."""

    change = models.OneToOneField(StatusChange, on_delete=models.PROTECT, related_name="reason")
    text = SealedField()

    def __str__(self) -> str:
        return str(self.change_id)


class Member(Guarded):
    """Somebody of a desk who works on a case, in one role. One key worker for each desk."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="team")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=TeamRole)
    from_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="member_role_known", condition=models.Q(role__in=TeamRole.values)),
            models.UniqueConstraint(
                name="member_one_key_worker",
                fields=["case", "desk"],
                condition=models.Q(until__isnull=True, role="key_worker"),
            ),
            models.UniqueConstraint(
                name="member_role_once", fields=["case", "user", "desk", "role"], condition=models.Q(until__isnull=True)
            ),
        ]
        indexes = [
            models.Index(name="member_of_user", fields=["user", "case"], condition=models.Q(until__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class HandOver(SealedRow):
    """A key worker gives a case to another one of the desk, with a note. It is theirs once they acknowledge it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hand_overs")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    to = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    note = SealedField()
    given_by = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="hand_over_one_waits", fields=["case", "desk"], condition=models.Q(ended_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(name="hand_over_to_user", fields=["to", "given_at"], condition=models.Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"


class Task(SealedRow):
    """Something to do in a case by a day, for a desk or for one worker of it."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    title = SealedField()
    due_on = models.DateField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    worker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=TaskState, default=TaskState.OPEN)
    drop_reason = models.CharField(max_length=16, choices=DropReason, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="task_state_known", condition=models.Q(state__in=TaskState.values)),
            models.CheckConstraint(name="task_drop_reason_known", condition=models.Q(drop_reason__in=["", *DropReason.values])),
            models.CheckConstraint(
                name="task_settled_when_and_by_whom",
                condition=models.Q(state="open", settled_at__isnull=True, settled_by="")
                | (~models.Q(state="open") & models.Q(settled_at__isnull=False) & ~models.Q(settled_by="")),
            ),
        ]
        indexes = [
            models.Index(name="task_open_at_desk", fields=["desk", "due_on", "id"], condition=models.Q(state="open")),
            models.Index(name="task_open_of_worker", fields=["worker", "due_on", "id"], condition=models.Q(state="open")),
            models.Index(name="task_to_tell", fields=["due_on"], condition=models.Q(state="open", told_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class StatedNeed(Guarded):
    """Something a person needs, and what became of it. One row a need, until it is met. `governorate` is where it was not
    met: unmet needs are counted by place."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=Need)
    state = models.CharField(max_length=8, choices=NeedState, default=NeedState.STATED)
    reason = models.CharField(max_length=26, choices=UnmetReason, blank=True)
    governorate = models.CharField(max_length=2, choices=Governorate, blank=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    met_by = models.CharField(max_length=40, blank=True)
    met_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="need_kind_known", condition=models.Q(kind__in=Need.values)),
            models.CheckConstraint(name="need_state_known", condition=models.Q(state__in=NeedState.values)),
            models.CheckConstraint(name="need_reason_known", condition=models.Q(reason__in=["", *UnmetReason.values])),
            models.CheckConstraint(
                name="need_governorate_known", condition=models.Q(governorate__in=["", *Governorate.values])
            ),
            models.CheckConstraint(
                name="need_unmet_has_reason",
                condition=(models.Q(state="unmet") & ~models.Q(reason="")) | (~models.Q(state="unmet") & models.Q(reason="")),
            ),
            models.CheckConstraint(
                name="need_met_when_and_by_whom",
                condition=(models.Q(state="met", met_at__isnull=False) & ~models.Q(met_by=""))
                | (~models.Q(state="met") & models.Q(met_at__isnull=True, met_by="")),
            ),
            models.UniqueConstraint(name="need_once", fields=["case", "kind"], condition=~models.Q(state="met")),
        ]
        indexes = [
            models.Index(name="need_of_case", fields=["case", "id"]),
            models.Index(name="need_unmet", fields=["changed_at"], condition=models.Q(state="unmet")),
        ]

    def __str__(self) -> str:
        return self.reference


class RiskAssessment(SealedRow):
    """How great the danger was judged to be, kind by kind, and the plan against it. A later one takes its place."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    level = models.CharField(max_length=12, choices=Risk)
    plan = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    review_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    looked_by = models.CharField(max_length=40, blank=True)
    looked_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="assessment_level_known", condition=models.Q(level__in=Risk.values)),
            models.CheckConstraint(
                name="assessment_looked_when_and_by_whom",
                condition=models.Q(looked_at__isnull=True, looked_by="")
                | (models.Q(looked_at__isnull=False) & ~models.Q(looked_by="")),
            ),
            models.UniqueConstraint(
                name="assessment_one_stands", fields=["case"], condition=models.Q(superseded_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                name="assessment_review",
                fields=["desk", "review_at", "id"],
                condition=models.Q(superseded_at__isnull=True),
            ),
            models.Index(
                name="assessment_to_tell",
                fields=["review_at"],
                condition=models.Q(superseded_at__isnull=True, told_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"assessment {self.pk}"


class RiskScore(Guarded):
    """One kind of danger in an assessment: how likely, and how much harm, each from 1 to 5."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="scores")
    kind = models.CharField(max_length=16, choices=RiskKind)
    likelihood = models.PositiveSmallIntegerField()
    harm = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="score_kind_known", condition=models.Q(kind__in=RiskKind.values)),
            models.CheckConstraint(
                name="score_from_one_to_five",
                condition=models.Q(likelihood__gte=1, likelihood__lte=5, harm__gte=1, harm__lte=5),
            ),
            models.UniqueConstraint(name="score_once", fields=["assessment", "kind"]),
        ]

    def __str__(self) -> str:
        return self.kind


class Situation(SealedRow):
    """What several people have in common: a place, an employer, a day. It links their cases and never merges them. Sealed
    under a key of its own: it is nobody's file."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    place = SealedField(null=True)
    employer = SealedField(null=True)
    happened_on = models.DateField(null=True)
    governorate = models.CharField(max_length=2, choices=Governorate, blank=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="situation_governorate_known", condition=models.Q(governorate__in=["", *Governorate.values])
            ),
        ]
        indexes = [models.Index(name="situation_of_desk", fields=["desk", "-opened_at"])]

    def __str__(self) -> str:
        return self.reference


class SituationMember(Guarded):
    """One case of a situation. `number` is its code there, G-01 and so on: said at the desk that opened it, to no other."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="members")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="situations")
    number = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="situation_number_once", fields=["situation", "number"]),
            models.UniqueConstraint(
                name="situation_case_once", fields=["situation", "case"], condition=models.Q(until__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Booking(Guarded):
    """An interpreter is booked for a talk in a case. Whoever interprets learns when and how, and of no case and no name.
    `voice`, `outsider`: what the person wished, kept for the next time; "" and False mean that they had no wish."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bookings")
    interpreter = models.ForeignKey("agencies.Interpreter", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    way = models.CharField(max_length=8, choices=Way)
    language = models.CharField(max_length=3)
    voice = models.CharField(max_length=5, choices=Voice, blank=True)
    outsider = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.BOOKED)
    because = models.CharField(max_length=14, choices=CancelReason, blank=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="booking_way_known", condition=models.Q(way__in=Way.values)),
            models.CheckConstraint(name="booking_voice_known", condition=models.Q(voice__in=["", *Voice.values])),
            models.CheckConstraint(name="booking_state_known", condition=models.Q(state__in=BookingState.values)),
            models.CheckConstraint(name="booking_because_known", condition=models.Q(because__in=["", *CancelReason.values])),
            models.CheckConstraint(name="booking_begins_before_the_end", condition=models.Q(starts_at__lt=models.F("ends_at"))),
            models.CheckConstraint(
                name="booking_cancelled_has_reason",
                condition=(models.Q(state="cancelled") & ~models.Q(because=""))
                | (~models.Q(state="cancelled") & models.Q(because="")),
            ),
            models.CheckConstraint(
                name="booking_settled_when_and_by_whom",
                condition=models.Q(state="booked", settled_at__isnull=True, settled_by="")
                | (~models.Q(state="booked") & models.Q(settled_at__isnull=False) & ~models.Q(settled_by="")),
            ),
            models.UniqueConstraint(
                name="booking_interpreter_once", fields=["interpreter", "starts_at"], condition=models.Q(state="booked")
            ),
        ]
        indexes = [
            models.Index(name="booking_of_desk", fields=["desk", "starts_at", "id"], condition=models.Q(state="booked")),
        ]

    def __str__(self) -> str:
        return self.reference


class InterpreterLink(Guarded):
    """What links an interpreter with a person, or that the person does not want them. It keeps them out for good."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links")
    interpreter = models.ForeignKey("agencies.Interpreter", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Link)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="link_kind_known", condition=models.Q(kind__in=Link.values)),
            models.UniqueConstraint(name="link_once", fields=["case", "interpreter"]),
        ]

    def __str__(self) -> str:
        return self.kind


class Closure(SealedRow):
    """That closing a case was asked for, with what, and what a supervisor said. One waits at a time."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closures")
    reason = models.CharField(max_length=20, choices=ClosingReason)
    feedback = models.CharField(max_length=12, choices=Feedback)
    summary = SealedField()
    beside = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    because = SealedField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="closure_reason_known", condition=models.Q(reason__in=ClosingReason.values)),
            models.CheckConstraint(name="closure_feedback_known", condition=models.Q(feedback__in=Feedback.values)),
            models.CheckConstraint(name="closure_verdict_known", condition=models.Q(verdict__in=["", *Verdict.values])),
            models.CheckConstraint(
                name="closure_decided_when_and_by_whom",
                condition=models.Q(decided_at__isnull=True, decided_by="", verdict="")
                | (models.Q(decided_at__isnull=False) & ~models.Q(decided_by="") & ~models.Q(verdict="")),
            ),
            models.UniqueConstraint(name="closure_one_waits", fields=["case"], condition=models.Q(decided_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"closing {self.pk}"


class Reopening(SealedRow):
    """That a closed case was opened again, and why. It keeps its number."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reopenings")
    reason = models.CharField(max_length=12, choices=ReopenReason)
    because = SealedField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="reopening_reason_known", condition=models.Q(reason__in=ReopenReason.values)),
        ]

    def __str__(self) -> str:
        return f"reopening {self.pk}"


class BestInterests(Guarded):
    """What was found to be best for a child, by a panel. Its reasons lie with its procedure; a later one takes its place."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    outcome = models.CharField(max_length=10, choices=BestInterest)
    review_on = models.DateField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="best_interests_known", condition=models.Q(outcome__in=BestInterest.values)),
            models.UniqueConstraint(
                name="best_interests_one_stands", fields=["case"], condition=models.Q(superseded_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"best interests {self.pk}"


class Note(SealedRow):
    """Something written down, as one desk wrote it. It is never changed: a later note says which one it corrects.
    `section`: the compartment it lies in, "" for the notes of the ladder."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=12, choices=NoteKind)
    section = models.CharField(max_length=16, blank=True)
    text = SealedField()
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="note_kind_known", condition=models.Q(kind__in=NoteKind.values)),
            models.CheckConstraint(
                name="note_section_known", condition=models.Q(section__in=["", *(one.value for one in COMPARTMENTS)])
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Imported(SealedRow):
    """Columns of an import whose part does not exist yet, kept sealed as they came."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="imported")
    standard = models.CharField(max_length=20)
    values = SealedField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.standard
