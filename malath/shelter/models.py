"""Shelters and their places, who stays there, and who was not taken in. Where a shelter is lies sealed under a key of its
own."""

from django.db import models
from django.db.models import F, Q

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.shelter.words import ClosedPlace, Elsewhere, Entitled, Refused, RightsTold, Takes, When


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
    stopped_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="stay_entitled_known", condition=Q(entitled__in=Entitled.values)),
            models.CheckConstraint(name="stay_rights_told_known", condition=Q(rights_told__in=RightsTold.values)),
            models.CheckConstraint(
                name="stay_ends_after_it_begins", condition=Q(left_at__isnull=True) | Q(left_at__gte=F("admitted_at"))
            ),
            models.UniqueConstraint(name="stay_one_at_a_time", fields=["person"], condition=Q(left_at__isnull=True)),
        ]
        indexes = [models.Index(name="stay_at_shelter", fields=["shelter"], condition=Q(left_at__isnull=True))]

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
