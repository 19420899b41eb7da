"""Running counts of what waits where, and what was said to desks. About nobody: numbers, codes, desks.

Counts have no bounds in the database: one that had gone wrong must not keep a referral from being answered. It is found
and put right by `malath recount`.
"""

from django.db import models
from django.db.models import Q

from malath.coordination.words import Agreed, Standing
from malath.foundation.acts import Guarded
from malath.inbox.words import Pressing


class Load(Guarded):
    """How many referrals stand so with a desk. `told`: how many it were at the last telling of figures."""

    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    pressing = models.CharField(max_length=9, choices=Pressing)
    standing = models.CharField(max_length=7, choices=Standing)
    number = models.IntegerField(default=0)
    told = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="load_once", fields=["desk", "pressing", "standing"]),
            models.CheckConstraint(name="load_pressing_known", condition=Q(pressing__in=Pressing.values)),
            models.CheckConstraint(name="load_standing_known", condition=Q(standing__in=Standing.values)),
        ]

    def __str__(self) -> str:
        return f"load {self.pk}"


class Week(Guarded):
    """What became of the referrals that a desk was sent in a week, which begins on a Sunday."""

    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    week = models.DateField()
    sent = models.IntegerField(default=0)
    in_time = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    escalated = models.IntegerField(default=0)
    silent = models.IntegerField(default=0)
    sent_back = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="week_once", fields=["week", "desk"])]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.week}"


class Telling(Guarded):
    """When figures were told last: one row."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.at.isoformat()


class Nudge(Guarded):
    """A desk was reminded of what waits there: once a day."""

    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(name="nudge_once_a_day", fields=["desk", "on"])]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.on}"


class Arrangement(Guarded):
    """What was agreed with a desk, in a code; the same thing once a day."""

    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=15, choices=Agreed)
    until = models.DateField(null=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="arrangement_once_a_day", fields=["desk", "on", "what"]),
            models.CheckConstraint(name="arrangement_known", condition=Q(what__in=Agreed.values)),
        ]

    def __str__(self) -> str:
        return f"arrangement {self.pk}"
