"""The systems of bodies, and who let them in."""

from django.db import models

from malath.accounts.roles import Role
from malath.foundation.acts import Guarded


class System(Guarded):
    """An account without a person, at one desk in one role. Its name, powers and end stand with the account; known by the
    reference of that."""

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="system")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="systems")
    role = models.CharField(max_length=16, choices=Role)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    allowed_by = models.CharField(max_length=40, blank=True)
    allowed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="system_role_known", condition=models.Q(role__in=Role.values)),
            models.CheckConstraint(
                name="system_allowed_by_another",
                condition=models.Q(allowed_at__isnull=True, allowed_by="")
                | (models.Q(allowed_at__isnull=False) & ~models.Q(allowed_by="") & ~models.Q(allowed_by=models.F("asked_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.desk_id}"
