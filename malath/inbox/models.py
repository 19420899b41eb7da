"""Items. A kind, a reference and a link, nothing else."""

from django.db import models

from malath.foundation.acts import Guarded
from malath.inbox.words import ItemKind


class Item(Guarded):
    """Something that waits for a desk or for one member of staff."""

    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=24, choices=ItemKind)
    subject = models.CharField(max_length=14)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="item_kind_known", condition=models.Q(kind__in=ItemKind.values)),
            models.CheckConstraint(
                name="item_for_desk_or_user",
                condition=models.Q(desk__isnull=False, user__isnull=True) | models.Q(desk__isnull=True, user__isnull=False),
            ),
            models.CheckConstraint(
                name="item_seen_by_whom",
                condition=models.Q(seen_at__isnull=True, seen_by="")
                | (models.Q(seen_at__isnull=False) & ~models.Q(seen_by="")),
            ),
        ]
        indexes = [
            models.Index(name="item_desk_waiting", fields=["desk", "-at"], condition=models.Q(seen_at__isnull=True)),
            models.Index(name="item_subject_waiting", fields=["subject"], condition=models.Q(seen_at__isnull=True)),
            models.Index(name="item_subject", fields=["subject"]),
            models.Index(name="item_user_waiting", fields=["user", "-at"], condition=models.Q(seen_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.kind
