"""Files, consents, bases, access, blocks, what has left, breaches."""

from django.db import models

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.privacy.breach_models import Anomaly, Breach, Endangered, SafetyAct
from malath.privacy.words import (
    Answer,
    AssentView,
    BasisKind,
    BlockKind,
    ConsentKind,
    Emergency,
    EndedBecause,
    GuardianKind,
    GuardianProof,
    HoldKind,
    Interpreter,
    Method,
    Purpose,
    Shown,
    Verdict,
)

__all__ = [
    "Access",
    "Agreement",
    "Anomaly",
    "Assent",
    "Basis",
    "Block",
    "Breach",
    "BreakGlass",
    "Consent",
    "Endangered",
    "File",
    "Ground",
    "Guardian",
    "Hold",
    "Left",
    "SafetyAct",
]


class File(Guarded):
    """One row per person: what everybody locks first who changes consents or access. A closed file opens to nobody beyond
    its status."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, primary_key=True, related_name="+")
    opened_by_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)
    review_on = models.DateField(null=True)
    erase_on = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="file_reviewed_only_when_closed",
                condition=models.Q(closed_at__isnull=False) | models.Q(review_on__isnull=True, erase_on__isnull=True),
            ),
            models.CheckConstraint(
                name="file_closed_when_and_by_whom",
                condition=models.Q(closed_at__isnull=True, closed_by="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(closed_by="")),
            ),
        ]
        indexes = [
            models.Index(name="file_to_review", fields=["review_on"], condition=models.Q(review_on__isnull=False)),
            models.Index(name="file_erased", fields=["-erased_at"], condition=models.Q(erased_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"file {self.pk}"


class Consent(SealedRow):
    """One answer to one question. The standing answer is the row without `superseded_at`.

    C15 is asked about one use at a time: `use` names it, `shown` says what would be shown, `about` where and to whom.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=3, choices=ConsentKind)
    body = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    use = models.CharField(max_length=14, blank=True)
    shown = models.CharField(max_length=9, choices=Shown, blank=True)
    about = SealedField(null=True)
    answer = models.CharField(max_length=9, choices=Answer)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=3, blank=True)
    interpreter = models.CharField(max_length=8, choices=Interpreter, default=Interpreter.NONE)
    method = models.CharField(max_length=8, choices=Method)
    witness = SealedField(null=True)
    guardian = models.ForeignKey("privacy.Guardian", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    wording = models.CharField(max_length=64)
    expires_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=40, blank=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="consent_interpreter_known", condition=models.Q(interpreter__in=Interpreter.values)),
            models.CheckConstraint(name="consent_kind_known", condition=models.Q(kind__in=ConsentKind.values)),
            models.CheckConstraint(name="consent_answer_known", condition=models.Q(answer__in=Answer.values)),
            models.CheckConstraint(name="consent_method_known", condition=models.Q(method__in=Method.values)),
            models.CheckConstraint(
                name="consent_body_only_c3",
                condition=models.Q(kind="C3", body__isnull=False) | (~models.Q(kind="C3") & models.Q(body__isnull=True)),
            ),
            models.CheckConstraint(
                name="consent_use_only_c15",
                condition=(models.Q(kind="C15", shown__in=Shown.values) & ~models.Q(use=""))
                | (~models.Q(kind="C15") & models.Q(use="", shown="", about__isnull=True)),
            ),
            models.CheckConstraint(name="consent_not_now_only_c5", condition=~models.Q(answer="not_now") | models.Q(kind="C5")),
            models.CheckConstraint(
                name="consent_withdrawn_when_and_by_whom",
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (models.Q(withdrawn_at__isnull=False, answer="yes") & ~models.Q(withdrawn_by="")),
            ),
            # Two constraints, because SQLite takes two empty bodies for different ones.
            models.UniqueConstraint(
                name="consent_one_standing",
                fields=["person", "kind", "use"],
                condition=models.Q(superseded_at__isnull=True, body__isnull=True),
            ),
            models.UniqueConstraint(
                name="consent_one_standing_for_body",
                fields=["person", "kind", "body"],
                condition=models.Q(superseded_at__isnull=True, body__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="consent_expiring",
                fields=["expires_on"],
                condition=models.Q(superseded_at__isnull=True, withdrawn_at__isnull=True, answer="yes"),
            ),
            models.Index(
                name="consent_of_guardian",
                fields=["desk"],
                # Neither the answer, which SQLite does not see in a value, nor the key, or it takes the index of all desks.
                condition=models.Q(guardian__isnull=False, superseded_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(
                name="consent_desk_expiring",
                fields=["desk", "expires_on", "id"],
                condition=models.Q(superseded_at__isnull=True, withdrawn_at__isnull=True, answer="yes"),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Basis(SealedRow):
    """A ground on which access stands. Every read joins it; ending it ends access everywhere."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=BasisKind)
    because = SealedField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    until = models.DateTimeField(null=True)
    confirm_by = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=40, blank=True)
    remind_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=16, choices=EndedBecause, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="basis_end_known", condition=models.Q(ended_because__in=["", *EndedBecause.values])),
            models.CheckConstraint(name="basis_kind_known", condition=models.Q(kind__in=BasisKind.values)),
            models.CheckConstraint(
                name="basis_confirmed_when_and_by_whom",
                condition=models.Q(confirmed_at__isnull=True, confirmed_by="")
                | (models.Q(confirmed_at__isnull=False) & ~models.Q(confirmed_by="")),
            ),
            models.CheckConstraint(
                name="basis_ended_when_and_why",
                condition=models.Q(ended_at__isnull=True, ended_because="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_because="")),
            ),
        ]
        indexes = [
            models.Index(
                name="basis_to_remind",
                fields=["remind_at"],
                condition=models.Q(remind_at__isnull=False, confirmed_at__isnull=True, ended_at__isnull=True),
            ),
            models.Index(name="basis_ended", fields=["ended_at"], condition=models.Q(ended_at__isnull=False)),
            models.Index(
                name="basis_running_out",
                fields=["until"],
                condition=models.Q(until__isnull=False, ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"basis {self.kind}"


class Ground(Guarded):
    """A consent that a basis rests on. When any of them goes, the basis goes."""

    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, related_name="grounds")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="grounds")

    class Meta:
        constraints = [models.UniqueConstraint(name="ground_once", fields=["basis", "consent"])]

    def __str__(self) -> str:
        return f"{self.basis_id}:{self.consent_id}"


class Access(Guarded):
    """Who may see what of whom, for what, standing on what: everybody at a desk; with a worker named, that worker alone,
    as long as they sit there. `basis_until` says again what the basis says, for lists of what closes soon."""

    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    worker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    purpose = models.CharField(max_length=24, choices=Purpose)
    level = models.PositiveSmallIntegerField()
    sections = models.JSONField()
    own_writing_only = models.BooleanField(default=False)
    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, related_name="accesses")
    basis_until = models.DateTimeField(null=True)
    from_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_desk_or_worker",
                condition=models.Q(desk__isnull=False) | models.Q(worker__isnull=False),
            ),
            models.CheckConstraint(name="access_level_on_ladder", condition=models.Q(level__gte=1, level__lte=4)),
            models.CheckConstraint(name="access_purpose_known", condition=models.Q(purpose__in=Purpose.values)),
        ]
        indexes = [
            models.Index(name="access_desk_page", fields=["desk", "-touched_at", "-person"]),
            # Without the rows of whole desks: SQLite takes "no worker" for a rare value, and would read them all.
            models.Index(
                name="access_worker_page",
                fields=["worker", "-touched_at", "-person"],
                condition=models.Q(worker__isnull=False),
            ),
            models.Index(name="access_person", fields=["person", "desk"]),
            models.Index(
                name="access_desk_closing",
                fields=["desk", "basis_until", "person", "level"],
                condition=models.Q(basis_until__isnull=False),
            ),
            models.Index(
                name="access_worker_closing",
                fields=["worker", "basis_until", "person", "level"],
                condition=models.Q(basis_until__isnull=False, worker__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"access {self.pk}"


class BreakGlass(SealedRow):
    """One file opened to one worker in an emergency, for an hour at most, and what the data protection officer found."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    basis = models.OneToOneField(Basis, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=12, choices=Emergency)
    because = SealedField(null=True)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    found = SealedField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="glass_why_known", condition=models.Q(why__in=Emergency.values)),
            models.CheckConstraint(name="glass_an_hour_at_most", condition=models.Q(until__gt=models.F("opened_at"))),
            models.CheckConstraint(
                name="glass_reviewed_when_by_whom_and_how",
                condition=models.Q(reviewed_at__isnull=True, reviewed_by="", verdict="")
                | (models.Q(reviewed_at__isnull=False, verdict__in=Verdict.values) & ~models.Q(reviewed_by="")),
            ),
        ]
        indexes = [
            models.Index(name="glass_unreviewed", fields=["opened_at"], condition=models.Q(reviewed_at__isnull=True)),
            models.Index(name="glass_by_user", fields=["user", "-opened_at"]),
        ]

    def __str__(self) -> str:
        return self.reference


class Block(Guarded):
    """A viewer kept out: one member of staff, a desk or a whole agency. Wins over every access."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=BlockKind)
    from_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="block_kind_known", condition=models.Q(kind__in=BlockKind.values)),
            models.CheckConstraint(
                name="block_of_one",
                condition=models.Q(user__isnull=False, desk__isnull=True, agency__isnull=True)
                | models.Q(user__isnull=True, desk__isnull=False, agency__isnull=True)
                | models.Q(user__isnull=True, desk__isnull=True, agency__isnull=False),
            ),
            models.CheckConstraint(
                name="block_ended_when_and_by_whom",
                condition=models.Q(ended_at__isnull=True, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            ),
            *(
                models.UniqueConstraint(
                    name=f"block_of_{whom}_once",
                    fields=["person", whom],
                    condition=models.Q(ended_at__isnull=True, **{f"{whom}__isnull": False}),
                )
                for whom in ("user", "desk", "agency")
            ),
        ]

    def __str__(self) -> str:
        return f"block {self.pk}"


class Hold(SealedRow):
    """An order or a claim for the sake of which a file is not erased. Its number is sealed: it leads to a court's file."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=HoldKind)
    number = SealedField(null=True)
    from_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="hold_kind_known", condition=models.Q(kind__in=HoldKind.values)),
            models.CheckConstraint(
                name="hold_ended_when_and_by_whom",
                condition=models.Q(ended_at__isnull=True, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class Left(Guarded):
    """Something that went out and cannot be called back."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    to_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=16)
    level = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=40)
    basis = models.ForeignKey(Basis, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.reference


class Agreement(Guarded):
    """What two bodies agreed about sharing; without `other`, one body under the protocol of the mechanism. Leads to nobody.

    `purposes`: none named means all. `last_on`: the last day on which it holds.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    body = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    purposes = models.JSONField(default=list)
    level = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    last_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="agreement_level_sent", condition=models.Q(level__gte=2, level__lte=4)),
            models.CheckConstraint(
                name="agreement_of_two", condition=models.Q(other__isnull=True) | ~models.Q(other=models.F("body"))
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_begins",
                condition=models.Q(last_on__isnull=True) | models.Q(last_on__gte=models.F("from_on")),
            ),
            models.CheckConstraint(
                name="agreement_ended_when_and_by_whom",
                condition=models.Q(ended_at__isnull=True, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            ),
        ]
        indexes = [
            models.Index(
                name="agreement_running_out",
                fields=["last_on"],
                condition=models.Q(last_on__isnull=False, ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Guardian(SealedRow):
    """Somebody who says that they decide for a child. They do once the proof was seen, and not while they are suspected.

    `which`: the document or decision that was seen; `because`: why they are suspected.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=GuardianKind)
    name = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=40)
    proof = models.CharField(max_length=8, choices=GuardianProof, blank=True)
    which = SealedField(null=True)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=40, blank=True)
    because = SealedField(null=True)
    doubted_at = models.DateTimeField(null=True)
    doubted_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="guardian_kind_known", condition=models.Q(kind__in=GuardianKind.values)),
            models.CheckConstraint(
                name="guardian_verified_when_by_whom_how",
                condition=models.Q(verified_at__isnull=True, verified_by="", proof="")
                | (models.Q(verified_at__isnull=False, proof__in=GuardianProof.values) & ~models.Q(verified_by="")),
            ),
            models.CheckConstraint(
                name="guardian_verified_by_another",
                condition=models.Q(verified_by="") | ~models.Q(verified_by=models.F("named_by")),
            ),
            models.CheckConstraint(
                name="guardian_doubted_when_and_by_whom",
                condition=models.Q(doubted_at__isnull=True, doubted_by="")
                | (models.Q(doubted_at__isnull=False) & ~models.Q(doubted_by="")),
            ),
            models.CheckConstraint(
                name="guardian_ended_when_and_by_whom",
                condition=models.Q(ended_at__isnull=True, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def decides(self) -> bool:
        """Whether they may answer for the child now."""
        return self.verified_at is not None and self.doubted_at is None and self.ended_at is None


class Assent(SealedRow):
    """What a child says: beside the answer of its guardian to a question, or by itself about what happens to it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, null=True, related_name="assent")
    view = models.CharField(max_length=9, choices=AssentView)
    words = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(name="assent_view_known", condition=models.Q(view__in=AssentView.values))]

    def __str__(self) -> str:
        return f"assent {self.pk}"
