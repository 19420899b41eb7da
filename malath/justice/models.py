"""The legal track: proceedings with a life of their own, and each person's part in them. What is written lies sealed."""

from django.db import models
from django.db.models import Q

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.justice.words import (
    Arranged,
    Asking,
    Capacity,
    ClaimKind,
    Element,
    Event,
    ExhibitKind,
    HeardHow,
    HearingState,
    LegalAid,
    MeasureKind,
    NoticeState,
    Pardon,
    Purpose,
    Reproached,
    Side,
    State,
    Step,
    ToldHow,
    WantsHome,
)
from malath.people.words import PartyKind


class Proceeding(SealedRow):
    """One criminal matter. It belongs to nobody's file and lies under a key of its own; people have a `Part` in it."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    state = models.CharField(max_length=24, choices=State)
    state_on = models.DateField()
    number = SealedField(null=True)
    court = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="proceeding_state_known", condition=Q(state__in=State.values))]

    def __str__(self) -> str:
        return self.reference


class StateStep(SealedRow):
    """One step of a proceeding. Never changed, never taken out."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=24, choices=State)
    on = models.DateField()
    because = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="state_step_known", condition=Q(state__in=State.values))]

    def __str__(self) -> str:
        return f"step {self.pk}"


class Part(Guarded):
    """That a person has a part in a proceeding. `agreed_at`: they agreed to co-operate with what investigates; `stopped_at`:
    they took that back, and it asks nothing of them any more. `told_of`: of which events they chose to be told. `until`: the
    part was written down by mistake."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="parts")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=8, choices=Capacity)
    agreed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    told_of = models.CharField(max_length=60, blank=True)
    chosen_at = models.DateTimeField(null=True)
    wants_home = models.CharField(max_length=6, choices=WantsHome, blank=True)
    wants_home_at = models.DateTimeField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="part_capacity_known", condition=Q(capacity__in=Capacity.values)),
            models.CheckConstraint(
                name="part_agreed_or_stopped", condition=Q(agreed_at__isnull=True) | Q(stopped_at__isnull=True)
            ),
            models.CheckConstraint(name="part_wants_home_known", condition=Q(wants_home__in=["", *WantsHome.values])),
            models.UniqueConstraint(name="part_once", fields=["proceeding", "case"], condition=Q(until__isnull=True)),
        ]
        indexes = [models.Index(name="part_of_case", fields=["case", "id"])]

    def __str__(self) -> str:
        return self.reference


class AllegedParty(SealedRow):
    """Somebody accused, or an employer or office that has a part in it, as one side of the wall knows them: `party` of the
    person's file, or a name of their own. `what` is what that side knows, and is read there alone."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="alleged")
    kind = models.CharField(max_length=12, choices=PartyKind)
    side = models.CharField(max_length=13, choices=Side)
    party = models.ForeignKey("people.Party", on_delete=models.PROTECT, null=True, related_name="+")
    name = SealedField(null=True)
    what = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    struck_by = models.CharField(max_length=40, blank=True)
    struck_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="alleged_kind_known", condition=Q(kind__in=PartyKind.values)),
            models.CheckConstraint(name="alleged_side_known", condition=Q(side__in=Side.values)),
            models.CheckConstraint(
                name="alleged_struck_when_and_by_whom",
                condition=Q(struck_at__isnull=True, struck_by="") | (Q(struck_at__isnull=False) & ~Q(struck_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Hearing(SealedRow):
    """A day in court. One that is moved stays as it was told, and the new one stands in its place (`moved_to`)."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="hearings")
    purpose = models.CharField(max_length=13, choices=Purpose)
    starts_at = models.DateTimeField()
    court = SealedField(null=True)
    state = models.CharField(max_length=10, choices=HearingState, default=HearingState.PLANNED)
    moved_to = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="moved_from")
    result = SealedField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="hearing_purpose_known", condition=Q(purpose__in=Purpose.values)),
            models.CheckConstraint(name="hearing_state_known", condition=Q(state__in=HearingState.values)),
            models.CheckConstraint(
                name="hearing_ended_when_and_by_whom",
                condition=Q(ended_at__isnull=True, ended_by="", state="planned")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(state="planned")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Appearance(SealedRow):
    """What one person needs at a hearing, and how far it is arranged. `on`, `starts_at`: of the hearing, for the calendar;
    `current`: it is planned still."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="appearances")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    starts_at = models.DateTimeField()
    current = models.BooleanField(default=True)
    needs = models.CharField(max_length=60, blank=True)
    transport = models.CharField(max_length=10, choices=Arranged, default=Arranged.NOT_ASKED)
    interpreter = models.CharField(max_length=10, choices=Arranged, default=Arranged.NOT_ASKED)
    support = models.CharField(max_length=10, choices=Arranged, default=Arranged.NOT_ASKED)
    support_name = SealedField(null=True)
    note = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *(
                models.CheckConstraint(name=f"appearance_{what}_known", condition=Q(**{f"{what}__in": Arranged.values}))
                for what in ("transport", "interpreter", "support")
            ),
            models.UniqueConstraint(name="appearance_once", fields=["hearing", "part"]),
        ]
        indexes = [
            models.Index(name="appearance_of_day", fields=["on", "starts_at", "person"], condition=Q(current=True)),
            models.Index(name="appearance_of_part", fields=["part", "starts_at"]),
        ]

    def __str__(self) -> str:
        return f"appearance {self.pk}"


class Notice(Guarded):
    """That a person is to be told of something, as they chose. `task`: of who tells them. Nothing is sent by itself."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="notices")
    event = models.CharField(max_length=8, choices=Event)
    on = models.DateField()
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, null=True, related_name="notices")
    task = models.CharField(max_length=14, blank=True)
    state = models.CharField(max_length=8, choices=NoticeState, default=NoticeState.WAITING)
    how = models.CharField(max_length=11, choices=ToldHow, blank=True)
    told_by = models.CharField(max_length=40, blank=True)
    told_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="notice_event_known", condition=Q(event__in=Event.values)),
            models.CheckConstraint(name="notice_state_known", condition=Q(state__in=NoticeState.values)),
            models.CheckConstraint(name="notice_how_known", condition=Q(how__in=["", *ToldHow.values])),
            models.CheckConstraint(
                name="notice_told_when_and_by_whom",
                condition=Q(told_at__isnull=True, told_by="") | (Q(told_at__isnull=False) & ~Q(told_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Claim(SealedRow):
    """What a person claims: wages, a passport, damages. It stands beside the criminal matter and outlives it."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=ClaimKind)
    against = SealedField(null=True)
    words = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="claim_kind_known", condition=Q(kind__in=ClaimKind.values))]

    def __str__(self) -> str:
        return self.reference


class ClaimStep(Guarded):
    """Claimed, awarded, paid: each with its day and its amount in dinars, of three decimals. Never changed, never taken out."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=8, choices=Step)
    amount = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, default="JOD")
    on = models.DateField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="claim_step_known", condition=Q(step__in=Step.values)),
            models.CheckConstraint(name="claim_step_above_zero", condition=Q(amount__isnull=True) | Q(amount__gt=0)),
            models.CheckConstraint(
                name="claim_step_ends_without_an_amount",
                condition=~Q(step__in=["refused", "given_up"]) | Q(amount__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"claim step {self.pk}"


class Reproach(SealedRow):
    """An act of which the person is accused, how it follows from what was done to them, and whether they are punished."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=12, choices=Reproached)
    on = models.DateField()
    state = models.CharField(max_length=8, choices=Pardon, default=Pardon.OPEN)
    before = SealedField(null=True)
    link = SealedField(null=True)
    asked_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    reasons = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="reproach_act_known", condition=Q(act__in=Reproached.values)),
            models.CheckConstraint(name="reproach_state_known", condition=Q(state__in=Pardon.values)),
            models.CheckConstraint(
                name="reproach_asked_when", condition=Q(state="open", asked_on__isnull=True) | Q(asked_on__isnull=False)
            ),
            models.CheckConstraint(
                name="reproach_decided_when",
                condition=Q(state__in=["open", "asked"], decided_on__isnull=True)
                | Q(state__in=["granted", "refused"], decided_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Charge(Guarded):
    """An offence of one accused against one person: the pair that a court judges. `code` is one of the country's law."""

    alleged = models.ForeignKey(AllegedParty, on_delete=models.PROTECT, related_name="charges")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="charges")
    code = models.CharField(max_length=24)
    aggravating = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="charge_once", fields=["alleged", "part", "code"])]

    def __str__(self) -> str:
        return f"charge {self.pk}"


class Proof(SealedRow):
    """What shows an act, means or purpose of one accused against one person, in words and by a piece of evidence. Read by those
    who investigate alone."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    alleged = models.ForeignKey(AllegedParty, on_delete=models.PROTECT, related_name="proofs")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="proofs")
    element = models.CharField(max_length=7, choices=Element)
    code = models.CharField(max_length=24)
    what = SealedField()
    exhibit = models.ForeignKey("Exhibit", on_delete=models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    struck_by = models.CharField(max_length=40, blank=True)
    struck_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="proof_element_known", condition=Q(element__in=Element.values)),
            models.CheckConstraint(
                name="proof_struck_when_and_by_whom",
                condition=Q(struck_at__isnull=True, struck_by="") | (Q(struck_at__isnull=False) & ~Q(struck_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Measure(SealedRow):
    """What a prosecutor ordered, and until when. `told_at`: that its end is near."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=10, choices=MeasureKind)
    on = models.DateField()
    ends_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    words = SealedField(null=True)
    told_at = models.DateTimeField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="measure_kind_known", condition=Q(kind__in=MeasureKind.values))]
        indexes = [
            models.Index(
                name="measure_to_tell",
                fields=["ends_on"],
                condition=Q(ended_on__isnull=True, told_at__isnull=True, ends_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Exhibit(SealedRow):
    """A piece of evidence, kept by one side of the wall."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="exhibits")
    kind = models.CharField(max_length=9, choices=ExhibitKind)
    what = SealedField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="exhibit_kind_known", condition=Q(kind__in=ExhibitKind.values))]

    def __str__(self) -> str:
        return self.reference


class Handing(SealedRow):
    """From whom to whom a piece of evidence went, when, and the SHA-256 that was stated. Never changed, never taken out."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="handings")
    whom = SealedField()
    giver = SealedField(null=True)
    on = models.DateField()
    sha256 = models.CharField(max_length=64, blank=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"handing {self.pk}"


class Mandate(SealedRow):
    """That a lawyer represents the person: the power of attorney, who pays, and until when."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    aid = models.CharField(max_length=4, choices=LegalAid)
    lawyer = SealedField()
    number = SealedField(null=True)
    on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="mandate_aid_known", condition=Q(aid__in=LegalAid.values)),
            models.CheckConstraint(
                name="mandate_ended_when_and_by_whom",
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
            models.UniqueConstraint(
                name="mandate_one_of_a_body", fields=["case", "agency"], condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class AskedTestimony(Guarded):
    """That a court was asked to hear the person early or from a distance."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="askings")
    how = models.CharField(max_length=6, choices=HeardHow)
    asked_on = models.DateField()
    state = models.CharField(max_length=7, choices=Asking, default=Asking.ASKED)
    settled_on = models.DateField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="testimony_how_known", condition=Q(how__in=HeardHow.values)),
            models.CheckConstraint(name="testimony_state_known", condition=Q(state__in=Asking.values)),
            models.UniqueConstraint(name="testimony_one_waits", fields=["part"], condition=Q(state="asked")),
        ]

    def __str__(self) -> str:
        return f"testimony {self.pk}"
