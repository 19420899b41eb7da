"""Shelters and their places, who stays there, and who was not taken in. Where a shelter is lies sealed under a key of its
own."""

from django.db import models
from django.db.models import F, Q

from malath.agencies.words import Currency
from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.shelter.words import (
    ClosedPlace,
    Destination,
    Elsewhere,
    Entitled,
    FollowUp,
    HealthCheck,
    IncidentKind,
    Left,
    Looked,
    Neutral,
    Ready,
    Refused,
    RightsTold,
    Takes,
    Thing,
    VisitState,
    When,
    WhyLong,
)


def when_and_by_whom(name: str, what: str) -> models.CheckConstraint:
    """A moment and who it was are there together, or neither."""
    neither = Q(**{f"{what}_at__isnull": True, f"{what}_by": ""})
    return models.CheckConstraint(
        name=name, condition=neither | (Q(**{f"{what}_at__isnull": False}) & ~Q(**{f"{what}_by": ""}))
    )


class Shelter(SealedRow):
    """The shelter that a desk runs. `key` is its own, of no person's file: with it lies where the shelter is.
    `boys_until`: up to which age boys stay with their mothers here."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.OneToOneField("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    boys_until = models.PositiveSmallIntegerField(default=12)
    address = SealedField(null=True)
    address_by = models.CharField(max_length=40, blank=True)
    address_at = models.DateTimeField(null=True)
    founded_by = models.CharField(max_length=40)
    founded_at = models.DateTimeField()

    class Meta:
        constraints = [when_and_by_whom("shelter_address_when_and_by_whom", "address")]

    def __str__(self) -> str:
        return self.reference


class ShelterSection(Guarded):
    """A part of a shelter, and for whom it is."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    shelter = models.ForeignKey(Shelter, on_delete=models.PROTECT, related_name="sections")
    takes = models.CharField(max_length=8, choices=Takes)
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(name="section_takes_known", condition=Q(takes__in=Takes.values)),
            models.UniqueConstraint(name="section_name_once", fields=["shelter", "name"]),
        ]

    def __str__(self) -> str:
        return self.reference


class Unit(Guarded):
    """A room, or a flat within a section."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    section = models.ForeignKey(ShelterSection, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(name="unit_name_once", fields=["section", "name"])]

    def __str__(self) -> str:
        return self.reference


class Place(Guarded):
    """One bed, or one place by day. Closed: nobody sleeps there for now, and why."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="places")
    when = models.CharField(max_length=5, choices=When, default=When.NIGHT)
    number = models.PositiveSmallIntegerField()
    closed_because = models.CharField(max_length=8, choices=ClosedPlace, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="place_when_known", condition=Q(when__in=When.values)),
            models.CheckConstraint(name="place_closed_known", condition=Q(closed_because__in=["", *ClosedPlace.values])),
            models.UniqueConstraint(name="place_number_once", fields=["unit", "when", "number"]),
        ]

    def __str__(self) -> str:
        return self.reference


class Stay(SealedRow):
    """That somebody stays at a shelter, from admission to exit. It has no planned end: nothing ends it but an exit.

    `alarm`: for which length (30, 60, 90 days) somebody said why; `next_due` and `remind_at` follow from the rest.
    `care`: allergies and medicines that whoever is there at night must know; health itself stays in the health note.
    `stopped_at`: the person took back what it stands on; the place is theirs until they have left.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    shelter = models.ForeignKey(Shelter, on_delete=models.PROTECT, related_name="+", db_index=False)
    referral = models.OneToOneField("referrals.Referral", on_delete=models.PROTECT, related_name="+")
    entitled = models.CharField(max_length=9, choices=Entitled)
    admitted_at = models.DateTimeField()
    admitted_by = models.CharField(max_length=40)
    rights_language = models.CharField(max_length=3)
    rights_told = models.CharField(max_length=11, choices=RightsTold)
    care = SealedField(null=True)
    key_worker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    health = models.CharField(max_length=8, choices=HealthCheck, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    alarm = models.PositiveSmallIntegerField(default=0)
    next_due = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="stay_entitled_known", condition=Q(entitled__in=Entitled.values)),
            models.CheckConstraint(name="stay_health_known", condition=Q(health__in=["", *HealthCheck.values])),
            models.CheckConstraint(name="stay_rights_told_known", condition=Q(rights_told__in=RightsTold.values)),
            models.CheckConstraint(
                name="stay_ends_after_it_begins", condition=Q(left_at__isnull=True) | Q(left_at__gte=F("admitted_at"))
            ),
            models.UniqueConstraint(name="stay_one_at_a_time", fields=["person"], condition=Q(left_at__isnull=True)),
        ]
        indexes = [
            models.Index(name="stay_at_shelter", fields=["shelter"], condition=Q(left_at__isnull=True)),
            models.Index(name="stay_remind", fields=["remind_at"], condition=Q(remind_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference


class Companion(SealedRow):
    """A child who came with a parent and has no file of their own. `boy` matters for the section alone."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="companions")
    name = SealedField(null=True)
    born = models.PositiveSmallIntegerField()
    boy = models.BooleanField()
    left_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.reference


class Occupancy(Guarded):
    """Who has a place, and since when. The database lets nobody have one that somebody has."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="occupancies")
    companion = models.ForeignKey(Companion, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="occupancies", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="place_taken_once", fields=["place"], condition=Q(until__isnull=True)),
            models.UniqueConstraint(
                name="stay_in_one_place", fields=["stay"], condition=Q(until__isnull=True, companion__isnull=True)
            ),
            models.CheckConstraint(name="occupancy_forward", condition=Q(until__isnull=True) | Q(until__gte=F("since"))),
        ]

    def __str__(self) -> str:
        return f"occupancy {self.pk}"


class Refusal(SealedRow):
    """That somebody whose referral was accepted was not taken in: why, and which other safe place was found."""

    referral = models.OneToOneField("referrals.Referral", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=14, choices=Refused)
    elsewhere = models.CharField(max_length=8, choices=Elsewhere)
    words = SealedField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="refusal_reason_known", condition=Q(reason__in=Refused.values)),
            models.CheckConstraint(name="refusal_elsewhere_known", condition=Q(elsewhere__in=Elsewhere.values)),
        ]

    def __str__(self) -> str:
        return f"refusal {self.pk}"


class StayReview(SealedRow):
    """A look at a stay: how it goes and, of a long one, why it lasts."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="+")
    why_long = models.CharField(max_length=16, choices=WhyLong, blank=True)
    words = SealedField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="review_why_long_known", condition=Q(why_long__in=["", *WhyLong.values]))]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Belonging(SealedRow):
    """Something that was brought along, signed in and out by both. `held`: the house keeps it because the person asked."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Thing)
    what = SealedField(null=True)
    amount = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, choices=Currency, blank=True)
    held = models.BooleanField()
    signed_in_by = models.CharField(max_length=40)
    signed_in_at = models.DateTimeField()
    signed_out_by = models.CharField(max_length=40, blank=True)
    signed_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="belonging_kind_known", condition=Q(kind__in=Thing.values)),
            models.CheckConstraint(name="belonging_currency_known", condition=Q(currency__in=["", *Currency.values])),
            models.CheckConstraint(
                name="belonging_amount_with_currency",
                condition=Q(amount__isnull=True, currency="") | (Q(amount__gt=0) & ~Q(currency="")),
            ),
            when_and_by_whom("belonging_signed_out_when_and_by_whom", "signed_out"),
        ]

    def __str__(self) -> str:
        return self.reference


class Outing(Guarded):
    """That somebody went out and came back, as far as they like to say so. There is no hour by which: nobody is late."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="+")
    went_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="outing_one_at_a_time", fields=["stay"], condition=Q(back_at__isnull=True)),
            models.CheckConstraint(name="outing_forward", condition=Q(back_at__isnull=True) | Q(back_at__gte=F("went_at"))),
        ]

    def __str__(self) -> str:
        return f"outing {self.pk}"


class Visit(SealedRow):
    """That the person meets somebody, at a neutral place."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="+")
    whom = SealedField()
    where = models.CharField(max_length=11, choices=Neutral)
    on_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=VisitState, default=VisitState.PLANNED)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="visit_where_known", condition=Q(where__in=Neutral.values)),
            models.CheckConstraint(name="visit_state_known", condition=Q(state__in=VisitState.values)),
        ]

    def __str__(self) -> str:
        return self.reference


class Incident(SealedRow):
    """Something happened, to somebody or in the house. `key` is that of the person, or of the house where it is about
    nobody."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    shelter = models.ForeignKey(Shelter, on_delete=models.PROTECT, related_name="+")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=9, choices=IncidentKind)
    happened_at = models.DateTimeField()
    words = SealedField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    look_due = models.DateTimeField(null=True)
    looked_by = models.CharField(max_length=40, blank=True)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="incident_kind_known", condition=Q(kind__in=IncidentKind.values)),
            when_and_by_whom("incident_looked_when_and_by_whom", "looked"),
        ]
        indexes = [models.Index(name="incident_to_look", fields=["look_due"], condition=Q(look_due__isnull=False))]

    def __str__(self) -> str:
        return self.reference


class Exit(SealedRow):
    """How somebody left, and where to."""

    stay = models.OneToOneField(Stay, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=9, choices=Left)
    destination = models.CharField(max_length=8, choices=Destination)
    where = SealedField(null=True)
    looked = models.CharField(max_length=10, choices=Looked)
    plan = SealedField(null=True)
    medicine = models.CharField(max_length=10, choices=Ready)
    transport = models.CharField(max_length=10, choices=Ready)
    follow_up = models.CharField(max_length=9, choices=FollowUp)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="exit_how_known", condition=Q(how__in=Left.values)),
            models.CheckConstraint(name="exit_destination_known", condition=Q(destination__in=Destination.values)),
            models.CheckConstraint(name="exit_looked_known", condition=Q(looked__in=Looked.values)),
            models.CheckConstraint(name="exit_medicine_known", condition=Q(medicine__in=Ready.values)),
            models.CheckConstraint(name="exit_transport_known", condition=Q(transport__in=Ready.values)),
            models.CheckConstraint(name="exit_follow_up_known", condition=Q(follow_up__in=FollowUp.values)),
        ]

    def __str__(self) -> str:
        return f"exit {self.pk}"


class ShiftNote(SealedRow):
    """What one shift tells the next, of the house or of somebody in it; sealed under the key of whom it is about."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    shelter = models.ForeignKey(Shelter, on_delete=models.PROTECT, related_name="+", db_index=False)
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, null=True, related_name="+")
    words = SealedField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    taken_by = models.CharField(max_length=40, blank=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [when_and_by_whom("shift_note_taken_when_and_by_whom", "taken")]
        indexes = [models.Index(name="shift_note_of_shelter", fields=["shelter", "-id"])]

    def __str__(self) -> str:
        return self.reference


class HeadCount(Guarded):
    """How many people somebody counted at night, and how many were to be there."""

    shelter = models.ForeignKey(Shelter, on_delete=models.PROTECT, related_name="+")
    counted = models.PositiveSmallIntegerField()
    expected = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"count {self.pk}"
