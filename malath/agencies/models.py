"""Bodies, their desks and what each desk can be asked for; public holidays. No address of a shelter is kept here."""

from datetime import time

from django.db import models
from django.utils.translation import get_language

from malath.agencies.words import AgencyKind, Cost, Governorate, PostKind, Provenance, ServiceKind, Voice
from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference


def sunday_to_thursday() -> list[int]:
    """Python weekdays of Jordan's working week."""
    return [6, 0, 1, 2, 3]


class Agency(Guarded):
    """A body of the mechanism."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=16, choices=AgencyKind)
    name_en = models.CharField(max_length=120, unique=True)
    name_ar = models.CharField(max_length=120, unique=True)
    governorate = models.CharField(max_length=2, choices=Governorate, blank=True)
    has_accounts = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="agency_kind_known", condition=models.Q(kind__in=AgencyKind.values)),
            models.CheckConstraint(
                name="agency_governorate_known", condition=models.Q(governorate__in=["", *Governorate.values])
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_ar if get_language() == "ar" else self.name_en


class Desk(Guarded):
    """Where a referral arrives: no referral without a named receiving desk."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    version = models.PositiveIntegerField(default=1)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="desks")
    name_en = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120)
    governorate = models.CharField(max_length=2, choices=Governorate, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    around_the_clock = models.BooleanField(default=False)
    opens_at = models.TimeField(default=time(8, 0))
    closes_at = models.TimeField(default=time(15, 0))
    working_days = models.JSONField(default=sunday_to_thursday)
    post_kind = models.CharField(max_length=8, choices=PostKind, blank=True)
    post_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="posts")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="desk_name_once", fields=["agency", "name_en"]),
            models.CheckConstraint(name="desk_opens_before_it_closes", condition=models.Q(opens_at__lt=models.F("closes_at"))),
            models.CheckConstraint(
                name="desk_governorate_known", condition=models.Q(governorate__in=["", *Governorate.values])
            ),
            models.CheckConstraint(
                name="desk_post_where_and_of_whom",
                condition=models.Q(post_kind="", post_of__isnull=True)
                | models.Q(post_kind__in=PostKind.values, post_of__isnull=False),
            ),
            models.CheckConstraint(
                name="desk_no_post_of_itself", condition=models.Q(post_of__isnull=True) | ~models.Q(post_of=models.F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_ar if get_language() == "ar" else self.name_en


class Service(Guarded):
    """Something a desk can be asked for, and for whom, in which languages, where, at what cost. Empty means: not said."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="services")
    kind = models.CharField(max_length=24, choices=ServiceKind)
    version = models.PositiveIntegerField(default=1)
    languages = models.JSONField(default=list)
    accepts = models.JSONField(default=list)
    governorates = models.JSONField(default=list)
    cost = models.CharField(max_length=12, choices=Cost, default=Cost.NOT_SAID)
    reach = models.CharField(max_length=200, blank=True)
    needed = models.CharField(max_length=300, blank=True)
    capacity = models.CharField(max_length=200, blank=True)
    described_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="service_cost_known", condition=models.Q(cost__in=Cost.values)),
            models.UniqueConstraint(name="service_once_at_desk", fields=["desk", "kind"]),
            models.CheckConstraint(name="service_kind_known", condition=models.Q(kind__in=ServiceKind.values)),
        ]

    def __str__(self) -> str:
        return self.kind


class Interpreter(Guarded):
    """Somebody who interprets, for a body or from the pool of the mechanism. Known like staff; their phone is for who books."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    version = models.PositiveIntegerField(default=1)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="interpreters")
    name_en = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120)
    voice = models.CharField(max_length=5, choices=Voice)
    languages = models.JSONField(default=list)
    dialects = models.CharField(max_length=200, blank=True)
    ways = models.JSONField(default=list)
    governorates = models.JSONField(default=list)
    phone = models.CharField(max_length=20, blank=True)
    around_the_clock = models.BooleanField(default=False)
    opens_at = models.TimeField(default=time(8, 0))
    closes_at = models.TimeField(default=time(20, 0))
    working_days = models.JSONField(default=sunday_to_thursday)
    code_signed_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="interpreter_name_once", fields=["agency", "name_en"]),
            models.CheckConstraint(name="interpreter_voice_known", condition=models.Q(voice__in=Voice.values)),
            models.CheckConstraint(
                name="interpreter_begins_before_the_end", condition=models.Q(opens_at__lt=models.F("closes_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_ar if get_language() == "ar" else self.name_en


class Holiday(models.Model):
    """A public holiday: normal clocks stand still. Loaded from the country's folder, until somebody here changes it; leads to
    nobody. One that was cancelled stays, so that the file does not bring it back."""

    on = models.DateField(unique=True)
    name_en = models.CharField(max_length=80)
    name_ar = models.CharField(max_length=80)
    provenance = models.CharField(max_length=20, choices=Provenance)
    changed_by = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField(null=True)
    cancelled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="holiday_changed_by_somebody",
                condition=models.Q(changed_at__isnull=True, changed_by="")
                | (models.Q(changed_at__isnull=False) & ~models.Q(changed_by="")),
            ),
            models.CheckConstraint(name="holiday_provenance_known", condition=models.Q(provenance__in=Provenance.values)),
        ]

    def __str__(self) -> str:
        return self.on.isoformat()
