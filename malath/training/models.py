"""The pool and its courses. Officers stand here with what their work is, as staff do; nothing points at a person in a case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from malath.agencies.words import Currency, Governorate
from malath.foundation.acts import Guarded
from malath.foundation.constraints import both_or_none, known
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.framework.words import Proof
from malath.training.words import (
    BudgetLine,
    CourseKind,
    Discipline,
    Half,
    HowLevel,
    Job,
    Level,
    Moment,
    NominationState,
    Outcome,
    PaidFrom,
    Part,
    Round,
    Said,
    Sex,
    Way,
)


class ModuleVersion(Guarded):
    """How a module stands from a day on. The first version of each comes with the country's file and has no row."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    code = models.CharField(max_length=8)
    label = models.CharField(max_length=40)
    title_en = models.CharField(max_length=120)
    title_ar = models.CharField(max_length=120)
    hours = models.PositiveSmallIntegerField()
    holds_from = models.DateField()
    proof = models.CharField(max_length=8, choices=Proof)
    changes = models.TextField(blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("moduleversion_proof_known", "proof", Proof.values),
            models.UniqueConstraint(name="moduleversion_label_once", fields=["code", "label"]),
        ]

    def __str__(self) -> str:
        return self.reference


class Officer(Guarded):
    """Somebody who is trained or trains: what their work is, and nothing else of them. `user`: their account, if they have one.
    `level`: of a trainer, which rests from `lapsed_at` on; `generation`: 1 for who was trained by nobody of the pool;
    `trained_by`: the place in the tree of who trained whom. It is written while they have no level and train nobody yet, so
    nobody hangs on themselves."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    name_en = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    directorate = models.CharField(max_length=80, blank=True)
    governorate = models.CharField(max_length=2, choices=Governorate, blank=True)
    job = models.CharField(max_length=12, choices=Job)
    sex = models.CharField(max_length=5, choices=Sex)
    field_since = models.DateField()
    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=10, choices=Level, blank=True)
    level_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    generation = models.PositiveSmallIntegerField(default=0)
    trained_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("officer_job_known", "job", Job.values),
            known("officer_sex_known", "sex", Sex.values),
            known("officer_governorate_known", "governorate", ["", *Governorate.values]),
            known("officer_level_known", "level", ["", *Level.values]),
            models.CheckConstraint(
                name="officer_level_since_when", condition=Q(level="", level_at__isnull=True) | Q(level_at__isnull=False)
            ),
        ]
        indexes = [models.Index(name="officer_counts", fields=["level_at"], condition=Q(lapsed_at__isnull=True) & ~Q(level=""))]

    def __str__(self) -> str:
        return self.reference

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_ar if get_language() == "ar" else self.name_en


class Course(Guarded):
    """A training, a workshop or a study visit. `modules`: codes of what is taught; `experts`: led by experts from outside;
    `practice_told`: of which round all were told last that it is asked what became practice; `changed_on`: when a text came
    that versions taught here do not follow."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=12, choices=CourseKind)
    title_en = models.CharField(max_length=160)
    title_ar = models.CharField(max_length=160)
    host = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=160)
    governorate = models.CharField(max_length=2, choices=Governorate, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    modules = models.JSONField(default=list)
    experts = models.BooleanField(default=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    called_off_by = models.CharField(max_length=40, blank=True)
    called_off_at = models.DateTimeField(null=True)
    report_told_at = models.DateTimeField(null=True)
    practice_told = models.CharField(max_length=9, choices=Round, blank=True)
    changed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            known("course_kind_known", "kind", CourseKind.values),
            known("course_governorate_known", "governorate", ["", *Governorate.values]),
            known("course_practice_told_known", "practice_told", ["", *Round.values]),
            models.CheckConstraint(name="course_begins_before_it_ends", condition=Q(starts_on__lte=models.F("ends_on"))),
            models.CheckConstraint(
                name="course_called_off_when_by_whom",
                condition=Q(called_off_at__isnull=True, called_off_by="")
                | (Q(called_off_at__isnull=False) & ~Q(called_off_by="")),
            ),
        ]
        indexes = [
            models.Index(name="course_days", fields=["-starts_on", "-id"]),
            models.Index(name="course_ended", fields=["ends_on"], condition=Q(kind__in=["front_line", "refresher", "camp"])),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return self.title_ar if get_language() == "ar" else self.title_en


class Cost(Guarded):
    """A line of what a course costs: what was thought, and what it was. `rate`: dinars for one unit of its currency. Nothing is
    changed once it was paid: a wrong line is struck and written anew."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="costs")
    line = models.CharField(max_length=12, choices=BudgetLine)
    funder = models.CharField(max_length=120)
    paid_from = models.CharField(max_length=8, choices=PaidFrom)
    currency = models.CharField(max_length=3, choices=Currency)
    rate = models.DecimalField(max_digits=12, decimal_places=6)
    estimate = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    actual = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    paid_on = models.DateField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    struck_by = models.CharField(max_length=40, blank=True)
    struck_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("course_cost_line_known", "line", BudgetLine.values),
            known("course_cost_paid_from_known", "paid_from", PaidFrom.values),
            known("course_cost_currency_known", "currency", Currency.values),
            both_or_none("course_cost_struck_when_by_whom", "struck"),
            models.CheckConstraint(name="course_cost_rate", condition=Q(rate__gt=0) & (~Q(currency="JOD") | Q(rate=1))),
            models.CheckConstraint(
                name="course_cost_amounts",
                condition=Q(estimate__isnull=False, estimate__gt=0) | Q(actual__isnull=False, actual__gte=0),
            ),
            models.CheckConstraint(
                name="course_cost_paid_when",
                condition=Q(actual__isnull=True, paid_on__isnull=True) | Q(actual__isnull=False, paid_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class OwnPlan(Guarded):
    """Whether training stands in a body's own plan, as was known on a day; the newest counts."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    stands = models.BooleanField()
    plan = models.CharField(max_length=160, blank=True)
    on = models.DateField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="own_plan_named", condition=Q(stands=False) | ~Q(plan=""))]

    def __str__(self) -> str:
        return f"{self.pk}"


class Trains(Guarded):
    """An officer trains in a course."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="trainers")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="trains")
    part = models.CharField(max_length=4, choices=Part)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="trains_once", fields=["course", "officer"]),
            known("trains_part_known", "part", Part.values),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} in {self.course_id}"


class Nomination(SealedRow):
    """An officer's part in a course, from the nomination on. Why a rule was waived, or why somebody was not admitted, is sealed
    under a key of its own. `merits`: what speaks for sending them on a study visit; `travel`: who approved their journey."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="nominations")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="nominations")
    discipline = models.CharField(max_length=10, choices=Discipline)
    state = models.CharField(max_length=12, choices=NominationState, default=NominationState.NOMINATED)
    waived = models.BooleanField(default=False)
    because = SealedField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)
    reacted = models.BooleanField(default=False)
    merits = models.JSONField(default=list)
    travel_by = models.CharField(max_length=40, blank=True)
    travel_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            both_or_none("nomination_travel_when_by_whom", "travel"),
            models.UniqueConstraint(name="nomination_once", fields=["course", "officer"]),
            known("nomination_discipline_known", "discipline", Discipline.values),
            known("nomination_state_known", "state", NominationState.values),
            models.CheckConstraint(
                name="nomination_answered_when_by_whom",
                condition=Q(state="nominated", answered_at__isnull=True, answered_by="")
                | (~Q(state="nominated") & Q(answered_at__isnull=False) & ~Q(answered_by="")),
            ),
            models.CheckConstraint(name="nomination_waived_with_reason", condition=Q(waived=False) | Q(because__isnull=False)),
        ]
        indexes = [models.Index(name="nomination_of_course", fields=["course", "state"])]

    def __str__(self) -> str:
        return self.reference


class HalfDay(Guarded):
    """Half a day of a course that was held. `modules`: what was taught, each with the version of then."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="half_days")
    on = models.DateField()
    half = models.CharField(max_length=9, choices=Half)
    modules = models.JSONField(default=list)
    code_until = models.DateTimeField()
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="half_day_once", fields=["course", "on", "half"]),
            known("half_day_half_known", "half", Half.values),
        ]

    def __str__(self) -> str:
        return self.reference


class Presence(Guarded):
    """Somebody was there in a half-day."""

    half_day = models.ForeignKey(HalfDay, on_delete=models.PROTECT, related_name="presences")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="presences")
    way = models.CharField(max_length=4, choices=Way)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="presence_once", fields=["half_day", "nomination"]),
            known("presence_way_known", "way", Way.values),
        ]

    def __str__(self) -> str:
        return f"{self.nomination_id} in {self.half_day_id}"


class Item(Guarded):
    """A question of the bank, in both languages. `right`: which of the answers is the right one, counted from 0."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    module = models.CharField(max_length=8)
    words_ar = models.TextField()
    words_en = models.TextField()
    options_ar = models.JSONField()
    options_en = models.JSONField()
    right = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    retired_by = models.CharField(max_length=40, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            both_or_none("item_retired_when_by_whom", "retired"),
        ]
        indexes = [models.Index(name="item_in_use", fields=["module"], condition=Q(retired_at__isnull=True))]

    def __str__(self) -> str:
        return self.reference


class Paper(Guarded):
    """Which questions a test of a course asks. No question stands in two of one course."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="papers")
    moment = models.CharField(max_length=5, choices=Moment)
    items = models.JSONField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="paper_once", fields=["course", "moment"]),
            known("paper_moment_known", "moment", Moment.values),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Sitting(Guarded):
    """Somebody sat a test. `items`: in the order of theirs; `answers`: which answer to each."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="sittings")
    moment = models.CharField(max_length=5, choices=Moment)
    items = models.JSONField()
    answers = models.JSONField()
    right = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="sitting_once", fields=["nomination", "moment"]),
            known("sitting_moment_known", "moment", Moment.values),
            models.CheckConstraint(name="sitting_right_of_asked", condition=Q(right__lte=models.F("asked"))),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class TeachBack(Guarded):
    """How somebody taught back, criterion by criterion."""

    nomination = models.OneToOneField(Nomination, on_delete=models.PROTECT, related_name="teach_back")
    scores = models.JSONField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.nomination_id}"


class Certificate(Guarded):
    """That somebody took part and passed; on paper it is a letter of `documents`. Never a score. `refresh_by`: by when its
    holder comes to a refresher, None once they were there; `refresh_told`: of which such day they were told."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    nomination = models.OneToOneField(Nomination, on_delete=models.PROTECT, related_name="certificate")
    valid_until = models.DateTimeField()
    refresh_by = models.DateField(null=True)
    refresh_told = models.DateField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            both_or_none("certificate_ended_when_by_whom", "ended"),
        ]
        indexes = [
            models.Index(
                name="certificate_refresh", fields=["refresh_by"], condition=Q(refresh_by__isnull=False, ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Practised(Guarded):
    """How often an officer does at work what a course taught, as they or their supervisor say in one round: codes alone."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="practised")
    round = models.CharField(max_length=9, choices=Round)
    said = models.CharField(max_length=10, choices=Said)
    answers = models.JSONField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="practised_once", fields=["certificate", "round", "said"]),
            known("practised_round_known", "round", Round.values),
            known("practised_said_known", "said", Said.values),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}"


class Observation(Guarded):
    """How a trainer delivered a course, by the rubric of teach-backs. `observer`: the master trainer who sat in; None of what
    was rated before that was asked."""

    trains = models.OneToOneField(Trains, on_delete=models.PROTECT, related_name="observation")
    observer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="observations", null=True)
    scores = models.JSONField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.trains_id}"


class Reaction(Guarded):
    """What somebody who took part says of a course. Whose it is stands nowhere."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="reactions")
    marks = models.JSONField()
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.course_id}"


class LevelStep(SealedRow):
    """A level was earned, entered, rests, or counts again. From what it was entered is sealed under a key of its own."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="steps")
    level = models.CharField(max_length=10, choices=Level)
    how = models.CharField(max_length=8, choices=HowLevel)
    because = SealedField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("levelstep_level_known", "level", Level.values),
            known("levelstep_how_known", "how", HowLevel.values),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id}"


class Visit(Guarded):
    """Where a study visit goes and what for. `uneven`: why a delegation of mostly one sex travels all the same."""

    course = models.OneToOneField(Course, on_delete=models.PROTECT, related_name="visit")
    country = models.CharField(max_length=80)
    receiver = models.CharField(max_length=160)
    objectives = models.TextField()
    uneven = models.TextField(blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.course_id}"


class Report(Guarded):
    """What came out of a workshop, or what was learnt on a study visit."""

    course = models.OneToOneField(Course, on_delete=models.PROTECT, related_name="report")
    words = models.TextField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.course_id}"


class Undertaking(Guarded):
    """What was agreed at a workshop, or is to change at home after a study visit: who does it by when. `next_round` and
    `next_on`: when it is asked what became of it; nothing once that is settled."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="undertakings")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="undertakings")
    words = models.TextField()
    due_on = models.DateField()
    next_round = models.CharField(max_length=9, choices=Round, blank=True)
    next_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("undertaking_round_known", "next_round", ["", *Round.values]),
            models.CheckConstraint(
                name="undertaking_next_when",
                condition=Q(next_round="", next_on__isnull=True) | (~Q(next_round="") & Q(next_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="undertaking_due", fields=["next_on"], condition=Q(next_on__isnull=False))]

    def __str__(self) -> str:
        return self.reference


class FollowUp(Guarded):
    """What became of something agreed, as it was said in one round, and what shows it."""

    undertaking = models.ForeignKey(Undertaking, on_delete=models.PROTECT, related_name="follow_ups")
    round = models.CharField(max_length=9, choices=Round)
    outcome = models.CharField(max_length=7, choices=Outcome)
    because = models.TextField(blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="agreed_follow_up_once", fields=["undertaking", "round"]),
            known("agreed_follow_up_round_known", "round", Round.values),
            known("agreed_follow_up_outcome_known", "outcome", Outcome.values),
            models.CheckConstraint(name="agreed_follow_up_shown", condition=Q(outcome="not_yet") | ~Q(because="")),
        ]

    def __str__(self) -> str:
        return f"{self.undertaking_id}"


class PostsCount(Guarded):
    """How many officers are in post in a directorate, on a day, by a source."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    directorate = models.CharField(max_length=80)
    posts = models.PositiveIntegerField()
    counted_on = models.DateField()
    source = models.CharField(max_length=160)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="posts_one_at_least", condition=Q(posts__gte=1))]

    def __str__(self) -> str:
        return f"{self.pk}"
