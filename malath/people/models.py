"""Person, details, safe contact, search tokens."""

from django.db import models

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.people.words import CHILD_BANDS, AgeBand, Channel, DetailKind, Education, Gender, MaritalStatus, Sex


class Person(SealedRow):
    """A human being. The plain columns are minimum facts (level 2) and facts of level 3 that no one is found by.

    `facts_desk` is the desk that wrote the facts last.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    version = models.PositiveIntegerField(default=1)
    sex = models.CharField(max_length=8, choices=Sex, default=Sex.UNKNOWN)
    age_band = models.CharField(max_length=8, choices=AgeBand, default=AgeBand.UNKNOWN)
    language = models.CharField(max_length=3, blank=True)
    gender = models.CharField(max_length=20, choices=Gender, blank=True)
    nationalities = models.JSONField(default=list)
    second_language = models.CharField(max_length=3, blank=True)
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
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="detail_kind_known", condition=models.Q(kind__in=DetailKind.values)),
        ]
        indexes = [models.Index(name="detail_current", fields=["person", "kind"], condition=models.Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return self.kind


class SafeContact(SealedRow):
    """How the person may be reached. Without a row: not at all."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="safe_contact")
    version = models.PositiveIntegerField(default=0)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.NONE)
    may_leave_message = models.BooleanField(default=False)
    may_say_agency = models.BooleanField(default=False)
    language = models.CharField(max_length=3, blank=True)
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
