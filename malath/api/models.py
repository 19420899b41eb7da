"""The systems of bodies, and who let them in."""

from django.db import models

from malath.accounts.roles import Role
from malath.api.words import PingStatus
from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference


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


class Secret(Guarded):
    """By what a program shows that it is a system. It is random and shown once; here is a keyed hash of it."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="secrets")
    hash = models.CharField(max_length=64, unique=True)
    given_by = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="secret_ended_by_whom",
                condition=models.Q(ended_at__isnull=True, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Done(Guarded):
    """That a system's request was done under an idempotency key: hashes alone, for a day. What it said is asked for anew."""

    system = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    request = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="done_once", fields=["system", "key"])]

    def __str__(self) -> str:
        return f"{self.system_id}"


class Hook(Guarded):
    """Where a system is told that a referral of its desk changed: an address that one asked for and another allowed."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="hooks")
    address = models.CharField(max_length=300)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    allowed_by = models.CharField(max_length=40, blank=True)
    allowed_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hook_allowed_by_another",
                condition=models.Q(allowed_at__isnull=True, allowed_by="")
                | (models.Q(allowed_at__isnull=False) & ~models.Q(allowed_by="") & ~models.Q(allowed_by=models.F("asked_by"))),
            ),
            models.CheckConstraint(
                name="hook_ended_by_whom",
                condition=models.Q(ended_at__isnull=True, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            ),
            models.UniqueConstraint(name="hook_one_at_a_time", fields=["system"], condition=models.Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class Ping(Guarded):
    """That one referral changed, on its way to an address. It names a reference and nothing else."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="pings")
    item = models.BigIntegerField()
    subject = models.CharField(max_length=14)
    status = models.CharField(max_length=8, choices=PingStatus, default=PingStatus.WAITING)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ping_once", fields=["hook", "item"]),
            models.CheckConstraint(name="ping_status_known", condition=models.Q(status__in=PingStatus.values)),
        ]
        indexes = [models.Index(name="ping_due", fields=["next_try_at"], condition=models.Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.hook_id}-{self.item}"
