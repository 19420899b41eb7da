"""Staff, their desks and roles, duty rosters, declared relations, sign-in codes."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from malath.accounts.roles import Power, Role
from malath.accounts.words import Language, RelationKind, Theme
from malath.agencies.models import Agency, Desk
from malath.foundation.actor import Kind
from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference


class Users(BaseUserManager["User"]):
    """Lookups that carry the agency along: an actor always knows its agency."""

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().select_related("agency")


class User(AbstractBaseUser):
    """A member of staff. Not guarded: signing in writes `last_login`."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    email = models.EmailField(unique=True)
    name_en = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="staff")
    language = models.CharField(max_length=2, choices=Language, default=Language.ARABIC)
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    is_active = models.BooleanField(default=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    only = models.JSONField(null=True)
    """Of the system of a body, which is an account without a person: the powers of its role that it was given."""

    objects = Users()

    held: Any = None
    """Of whoever asks for a page, their `Holdings`: read once for all of it (`accounts.http.holdings_of`)."""

    through: Kind = "staff"
    """By which door they act: what they wrote on a phone is read in later, as theirs."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(name="user_language_known", condition=models.Q(language__in=Language.values)),
            models.CheckConstraint(name="user_theme_known", condition=models.Q(theme__in=Theme.values)),
            models.CheckConstraint(
                name="user_active_until_ended",
                condition=models.Q(is_active=True, ended_at__isnull=True) | models.Q(is_active=False, ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="user_runs_out", fields=["until"], condition=models.Q(until__isnull=False, ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def kind(self) -> Kind:
        return "system" if self.is_system else self.through

    @property
    def is_system(self) -> bool:
        return self.only is not None

    @property
    def powers(self) -> frozenset[Power]:
        """Of a system, the powers that it was given."""
        return frozenset(Power(number) for number in self.only or ())

    @property
    def agency_reference(self) -> str:
        return self.agency.reference

    @property
    def name(self) -> str:
        """The name in the language of the page; that of a system says that it is one."""
        name = self.name_ar if get_language() == "ar" else self.name_en
        return _("%(name)s (system)") % {"name": name} if self.is_system else name

    def has_run_out(self, at: datetime) -> bool:
        """Whether the day has come on which the account ends by itself."""
        return self.until is not None and self.until <= at

    def has_perm(self, permission: str, obj: Any = None) -> bool:
        """Django's permissions are not used: roles and gates decide."""
        return False

    def has_module_perms(self, label: str) -> bool:
        return False


class Membership(Guarded):
    """A role at a desk, from and until. A deputy holds the role for somebody named."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    deputy_for = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="deputies")
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_confirmed_by_somebody",
                condition=models.Q(confirmed_at__isnull=True, confirmed_by="")
                | (models.Q(confirmed_at__isnull=False) & ~models.Q(confirmed_by="")),
            ),
            models.CheckConstraint(name="membership_role_known", condition=models.Q(role__in=Role.values)),
            models.CheckConstraint(
                name="membership_from_before_until",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("from_at")),
            ),
            models.UniqueConstraint(
                name="membership_once", fields=["user", "desk", "role"], condition=models.Q(until__isnull=True)
            ),
        ]
        indexes = [
            models.Index(name="membership_user", fields=["user", "until"]),
            models.Index(name="membership_desk", fields=["desk", "until"]),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.desk_id}"


class Duty(Guarded):
    """Who answers emergencies at a desk, from and until."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="duties")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties")
    from_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="duty_from_before_until", condition=models.Q(until__gt=models.F("from_at"))),
        ]
        indexes = [models.Index(name="duty_desk_until", fields=["desk", "until"])]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.desk_id}"


class Relation(Guarded):
    """A declared relation to a person, by the reference of their file: hides that file from its declarer. They may ask
    that it ends; somebody else ends it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="relations")
    person_reference = models.CharField(max_length=14)
    kind = models.CharField(max_length=10, choices=RelationKind)
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=40)
    end_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="relation_kind_known", condition=models.Q(kind__in=RelationKind.values)),
            models.UniqueConstraint(
                name="relation_once", fields=["user", "person_reference"], condition=models.Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


class Invitation(Guarded):
    """A one-time code with which a member of staff sets a password. Of the code only a keyed hash is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="invitation_from_before_until", condition=models.Q(until__gt=models.F("made_at"))),
            models.UniqueConstraint(name="invitation_one_open", fields=["user"], condition=models.Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


class CodeRequest(Guarded):
    """That somebody asked for a new sign-in code for an account in use. Who asks does not give it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="code_requests")
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="code_request_from_before_until", condition=models.Q(until__gt=models.F("asked_at"))),
            models.UniqueConstraint(name="code_request_one_open", fields=["user"], condition=models.Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


class LockOut(Guarded):
    """That an account was tried with wrong passwords too often from one place, and until when that place is kept out. From
    where is not kept."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="lock_outs")
    at = models.DateTimeField()
    until = models.DateTimeField()
    opened_by = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lock_out_opened_by_somebody",
                condition=models.Q(opened_at__isnull=True, opened_by="")
                | (models.Q(opened_at__isnull=False) & ~models.Q(opened_by="")),
            ),
        ]
        indexes = [
            models.Index(name="lock_out_open", fields=["until"], condition=models.Q(opened_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class KeptForm(Guarded):
    """What somebody sent to a page that had locked meanwhile: sealed, offered to them once they unlocked, gone after ten
    minutes."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="kept_forms")
    sealed = models.TextField()
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="kept_form_from_before_until", condition=models.Q(until__gt=models.F("at"))),
        ]
        indexes = [models.Index(name="kept_form_until", fields=["until"])]

    def __str__(self) -> str:
        return self.reference


class SignIn(Guarded):
    """A session that somebody began: where, and with what. It is open as long as the session lives."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sign_ins")
    session_key = models.CharField(max_length=40)
    device = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="sign_in_user", fields=["user", "-at"])]

    def __str__(self) -> str:
        return self.reference
