"""Person, details, papers, ties, other parties, safe contact, search tokens."""

from django.db import models

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.people.words import (
    CHILD_BANDS,
    AfterRefusal,
    AgeBand,
    Certainty,
    Channel,
    Decided,
    DetailKind,
    DocumentKind,
    Education,
    Gender,
    Known,
    Lives,
    MaritalStatus,
    PartyKind,
    ReportState,
    Sex,
    TieKind,
    Tried,
    WaiverKind,
    Whereabouts,
)


class Person(SealedRow):
    """A human being. The plain columns are minimum facts (level 2) and facts of level 3 that no one is found by.

    `facts_desk` is the desk that wrote the facts last. `reads`: None when nobody asked, an empty list for "none".
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    version = models.PositiveIntegerField(default=1)
    sex = models.CharField(max_length=8, choices=Sex, default=Sex.UNKNOWN)
    age_band = models.CharField(max_length=8, choices=AgeBand, default=AgeBand.UNKNOWN)
    language = models.CharField(max_length=3, blank=True)
    gender = models.CharField(max_length=20, choices=Gender, blank=True)
    nationalities = models.JSONField(default=list)
    second_language = models.CharField(max_length=3, blank=True)
    third_language = models.CharField(max_length=3, blank=True)
    reads = models.JSONField(null=True)
    marital_status = models.CharField(max_length=24, choices=MaritalStatus, blank=True)
    children = models.PositiveSmallIntegerField(null=True)
    education = models.CharField(max_length=40, choices=Education, blank=True)
    deceased = models.BooleanField(null=True)
    facts_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="person_gender_known", condition=models.Q(gender__in=["", *Gender.values])),
            models.CheckConstraint(
                name="person_marital_status_known", condition=models.Q(marital_status__in=["", *MaritalStatus.values])
            ),
            models.CheckConstraint(name="person_education_known", condition=models.Q(education__in=["", *Education.values])),
            models.CheckConstraint(name="person_sex_known", condition=models.Q(sex__in=Sex.values)),
            models.CheckConstraint(name="person_age_band_known", condition=models.Q(age_band__in=AgeBand.values)),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_child(self) -> bool:
        """Under 18, or age in doubt."""
        return self.age_band in CHILD_BANDS


class Detail(SealedRow):
    """One sealed thing that identifies or reaches a person, as one desk wrote it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="details")
    kind = models.CharField(max_length=10, choices=DetailKind)
    value = SealedField()
    certainty = models.CharField(max_length=8, choices=Certainty, blank=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="detail_kind_known", condition=models.Q(kind__in=DetailKind.values)),
            models.CheckConstraint(name="detail_certainty_known", condition=models.Q(certainty__in=["", *Certainty.values])),
        ]
        indexes = [models.Index(name="detail_current", fields=["person", "kind"], condition=models.Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return self.kind


class Recorded(SealedRow):
    """Something one desk wrote down of a person, until that desk ends it. What has ended stays, for the trail."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.reference


class Document(Recorded):
    """A paper, or one that the person has not got any more. Its number, when known, is a detail: searches find it."""

    kind = models.CharField(max_length=12, choices=DocumentKind)
    number = models.ForeignKey(Detail, on_delete=models.PROTECT, null=True, related_name="+")
    country = models.CharField(max_length=2, blank=True)
    valid_until = models.DateField(null=True)
    place = models.CharField(max_length=8, choices=Whereabouts)
    known = models.CharField(max_length=4, choices=Known)
    holder = SealedField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="document_kind_known", condition=models.Q(kind__in=DocumentKind.values)),
            models.CheckConstraint(name="document_place_known", condition=models.Q(place__in=Whereabouts.values)),
            models.CheckConstraint(name="document_known_known", condition=models.Q(known__in=Known.values)),
        ]
        indexes = [models.Index(name="document_current", fields=["person"], condition=models.Q(ended_at__isnull=True))]


class Tie(Recorded):
    """Somebody of the family or close to the person; `other` when they have a file of their own."""

    kind = models.CharField(max_length=12, choices=TieKind)
    lives = models.CharField(max_length=12, choices=Lives)
    depends = models.BooleanField(default=False)
    name = SealedField(null=True)
    born = models.PositiveSmallIntegerField(null=True)
    note = SealedField(null=True)
    other = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="tie_kind_known", condition=models.Q(kind__in=TieKind.values)),
            models.CheckConstraint(name="tie_lives_known", condition=models.Q(lives__in=Lives.values)),
            models.CheckConstraint(name="tie_to_somebody_else", condition=~models.Q(other=models.F("person"))),
        ]
        indexes = [models.Index(name="tie_current", fields=["person"], condition=models.Q(ended_at__isnull=True))]


class Party(Recorded):
    """Who else had a part in what happened. Belongs to the story, and is never a way to reach the person."""

    kind = models.CharField(max_length=12, choices=PartyKind)
    name = SealedField(null=True)
    aliases = SealedField(null=True)
    phone = SealedField(null=True)
    place = SealedField(null=True)
    nationality = models.CharField(max_length=2, blank=True)
    note = SealedField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="party_kind_known", condition=models.Q(kind__in=PartyKind.values)),
        ]
        indexes = [models.Index(name="party_current", fields=["person"], condition=models.Q(ended_at__isnull=True))]


class SafeContact(SealedRow):
    """How the person may be reached. Without a row: not at all.

    `windows`: hours of the week on Amman's clock, as JSON; `number`: the one that was agreed.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="safe_contact")
    version = models.PositiveIntegerField(default=0)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.NONE)
    may_leave_message = models.BooleanField(default=False)
    may_say_agency = models.BooleanField(default=False)
    language = models.CharField(max_length=3, blank=True)
    number = SealedField(null=True)
    windows = SealedField(null=True)
    hours = SealedField(null=True)
    code_word = SealedField(null=True)
    who_else = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(name="contact_channel_known", condition=models.Q(channel__in=Channel.values)),
        ]

    def __str__(self) -> str:
        return self.channel


class ContactTry(SealedRow):
    """That somebody tried to reach the person, what came of it, and whether it was in the way and the hours agreed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    result = models.CharField(max_length=16, choices=Tried)
    as_agreed = models.BooleanField(default=True)
    note = SealedField(null=True)
    once = models.UUIDField(null=True, unique=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="contact_try_result_known", condition=models.Q(result__in=Tried.values)),
        ]
        indexes = [models.Index(name="contact_try_last", fields=["person", "-at"])]

    def __str__(self) -> str:
        return "try"


class SearchToken(Guarded):
    """A keyed, truncated token of a combination of details. Never of a single name."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.PositiveSmallIntegerField()
    value = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="token_once", fields=["kind", "value", "person"])]
        indexes = [models.Index(name="token_person", fields=["person"])]

    def __str__(self) -> str:
        return "token"


class Indexing(Guarded):
    """By which reading of names, and with tokens of which length, people are found: of everybody up to `after`, and of
    everybody once it is done. Whoever is written down meanwhile is found by it at once."""

    scheme = models.PositiveSmallIntegerField()
    bits = models.PositiveSmallIntegerField()
    after = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="indexing_once", fields=["scheme", "bits"])]

    def __str__(self) -> str:
        return f"{self.scheme} {self.bits}"


class AbscondingReport(Recorded):
    """That somebody reported the person as absconded: a sign of control. `words`: what is known of it."""

    reporter = models.CharField(max_length=8, choices=PartyKind)
    reported_on = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=ReportState)
    cancelled_on = models.DateField(null=True)
    known = models.CharField(max_length=4, choices=Known)
    words = SealedField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="report_reporter_known", condition=models.Q(reporter__in=PartyKind.values)),
            models.CheckConstraint(name="report_state_known", condition=models.Q(state__in=ReportState.values)),
            models.CheckConstraint(name="report_known_known", condition=models.Q(known__in=Known.values)),
            models.CheckConstraint(
                name="report_cancelled_when_cancelled",
                condition=models.Q(cancelled_on__isnull=True) | models.Q(state="cancelled"),
            ),
        ]
        indexes = [models.Index(name="report_current", fields=["person"], condition=models.Q(ended_at__isnull=True))]


class Overstay(Recorded):
    """Since when the person stays without a permit. `counted_until`: the day on which that came to an end."""

    lawful_until = models.DateField()
    counted_until = models.DateField(null=True)
    known = models.CharField(max_length=4, choices=Known)

    class Meta:
        constraints = [
            models.CheckConstraint(name="overstay_known_known", condition=models.Q(known__in=Known.values)),
            models.CheckConstraint(
                name="overstay_ends_after_it_began",
                condition=models.Q(counted_until__isnull=True) | models.Q(counted_until__gt=models.F("lawful_until")),
            ),
            models.UniqueConstraint(name="overstay_one_counts", fields=["person"], condition=models.Q(ended_at__isnull=True)),
        ]


class Waiver(Recorded):
    """That the debt of an overstay is to be removed, and what was decided. `days`: as many as were over when it was asked."""

    overstay = models.ForeignKey(Overstay, on_delete=models.PROTECT, related_name="waivers")
    kind = models.CharField(max_length=6, choices=WaiverKind)
    days = models.PositiveIntegerField()
    applied_on = models.DateField()
    state = models.CharField(max_length=10, choices=Decided, default=Decided.WAITING)
    decided_on = models.DateField(null=True)
    after = models.CharField(max_length=9, choices=AfterRefusal, blank=True)
    words = SealedField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="waiver_kind_known", condition=models.Q(kind__in=WaiverKind.values)),
            models.CheckConstraint(name="waiver_state_known", condition=models.Q(state__in=Decided.values)),
            models.CheckConstraint(name="waiver_after_known", condition=models.Q(after__in=["", *AfterRefusal.values])),
            models.CheckConstraint(
                name="waiver_decided_when",
                condition=models.Q(state="waiting", decided_on__isnull=True)
                | (~models.Q(state="waiting") & models.Q(decided_on__isnull=False)),
            ),
            models.CheckConstraint(name="waiver_refused_has_a_way", condition=models.Q(state="refused") ^ models.Q(after="")),
            models.UniqueConstraint(
                name="waiver_one_waits", fields=["overstay"], condition=models.Q(state="waiting", ended_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                name="waiver_to_tell",
                fields=["applied_on"],
                condition=models.Q(state="waiting", ended_at__isnull=True, told_at__isnull=True),
            ),
        ]
