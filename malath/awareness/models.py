"""Campaigns, their money and sessions. Counts only: no row here is about anybody."""

from django.db import models
from django.db.models import F, Q

from malath.agencies.words import Currency, Governorate
from malath.awareness.words import (
    Arm,
    Audience,
    CampaignState,
    Counted,
    Entry,
    MaterialKind,
    MaterialState,
    MoneyKind,
    Part,
    PlaceKind,
    SessionState,
    Suits,
    Tongue,
    Wave,
    WhyRetired,
)
from malath.foundation.acts import Guarded
from malath.foundation.constraints import both_or_none, known
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow


class Campaign(Guarded):
    """What is to be said to whom, by what way, in which languages and when; how it will be known whether it worked."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    title_ar = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    objective = models.TextField()
    message = models.TextField()
    measures = models.TextField(blank=True)
    audiences = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    begins_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=CampaignState, default=CampaignState.PLANNED)
    because = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    changed_by = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("campaign_state_known", "state", CampaignState.values),
            models.CheckConstraint(name="campaign_ends_after_it_begins", condition=Q(ends_on__gte=F("begins_on"))),
            both_or_none("campaign_changed_when_and_by_whom", "changed"),
            models.CheckConstraint(
                name="campaign_called_off_says_why", condition=~Q(state=CampaignState.CALLED_OFF) | ~Q(because="")
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Money(Guarded):
    """A line of a campaign's budget or of what was spent. `audience`: for whom, "" for all. Nothing is changed: a wrong line is
    struck and written anew."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="money")
    kind = models.CharField(max_length=6, choices=MoneyKind)
    what = models.CharField(max_length=120)
    audience = models.CharField(max_length=10, choices=Audience, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=3)
    currency = models.CharField(max_length=3, choices=Currency)
    on = models.DateField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    struck_by = models.CharField(max_length=40, blank=True)
    struck_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("money_kind_known", "kind", MoneyKind.values),
            known("money_audience_known", "audience", ["", *Audience.values]),
            known("money_currency_known", "currency", Currency.values),
            models.CheckConstraint(name="money_above_nothing", condition=Q(amount__gt=0)),
            both_or_none("money_struck_when_and_by_whom", "struck"),
        ]

    def __str__(self) -> str:
        return self.reference


class Spread(Guarded):
    """How far a campaign reached by another way than a session: copies, messages, times seen. A wrong one is struck."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="spreads")
    way = models.CharField(max_length=10, choices=Counted)
    audience = models.CharField(max_length=10, choices=Audience)
    number = models.PositiveIntegerField()
    known_by = models.CharField(max_length=120)
    on = models.DateField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    struck_by = models.CharField(max_length=40, blank=True)
    struck_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("spread_way_known", "way", Counted.values),
            known("spread_audience_known", "audience", Audience.values),
            models.CheckConstraint(name="spread_above_nothing", condition=Q(number__gt=0)),
            both_or_none("spread_struck_when_and_by_whom", "struck"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def desk_id(self) -> int:
        """Whose number it is."""
        return self.campaign.desk_id


class Session(Guarded):
    """One gathering: when, in what kind of place, who held it, and how many came. `counts`: the same people counted by gender,
    age and origin. `disclosures`: how often somebody told something that led to help; never who or what."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="sessions")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    audience = models.CharField(max_length=10, choices=Audience)
    governorate = models.CharField(max_length=2, choices=Governorate)
    place = models.CharField(max_length=10, choices=PlaceKind)
    facilitators = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PLANNED)
    came = models.PositiveIntegerField(null=True)
    counts = models.JSONField(default=dict)
    disclosures = models.PositiveIntegerField(default=0)
    cards = models.PositiveIntegerField(default=0)
    because = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    changed_by = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("awareness_session_audience_known", "audience", Audience.values),
            known("awareness_session_governorate_known", "governorate", Governorate.values),
            known("awareness_session_place_known", "place", PlaceKind.values),
            known("awareness_session_state_known", "state", SessionState.values),
            models.CheckConstraint(
                name="awareness_session_held_is_counted",
                condition=Q(state=SessionState.HELD, came__gt=0) | (~Q(state=SessionState.HELD) & Q(came__isnull=True)),
            ),
            models.CheckConstraint(
                name="awareness_session_no_more_than_came",
                condition=Q(came__isnull=True, disclosures=0) | Q(disclosures__lte=F("came")),
            ),
            both_or_none("awareness_session_changed_when_and_by_whom", "changed"),
        ]
        indexes = [models.Index(name="awareness_session_day", fields=["on"])]

    def __str__(self) -> str:
        return self.reference


class Material(Guarded):
    """Something to look at, listen to or take home. `consents`: references of the uses to which somebody shown in it agreed,
    which lead to nobody from here; `consents_stand`: what the worker was told of them last, None until it was."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=MaterialKind)
    title_ar = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    about_ar = models.TextField()
    about_en = models.TextField()
    audiences = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    suits = models.CharField(max_length=6, choices=Suits)
    year = models.PositiveSmallIntegerField()
    seconds = models.PositiveIntegerField(default=0)
    licence = models.CharField(max_length=80)
    consents = models.JSONField(default=list)
    consents_stand = models.BooleanField(null=True)
    review_on = models.DateField()
    state = models.CharField(max_length=8, choices=MaterialState, default=MaterialState.DRAFT)
    testers = models.PositiveIntegerField(default=0)
    tested_said = models.TextField(blank=True)
    checks = models.JSONField(default=list)
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True)
    live_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    retired_because = models.CharField(max_length=14, choices=WhyRetired, blank=True)
    because = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("material_kind_known", "kind", MaterialKind.values),
            known("material_suits_known", "suits", Suits.values),
            known("material_state_known", "state", MaterialState.values),
            known("material_end_known", "retired_because", ["", *WhyRetired.values]),
            both_or_none("material_approved_when_and_by_whom", "approved"),
            models.CheckConstraint(
                name="material_live_was_approved_by_another",
                condition=~Q(state__in=[MaterialState.APPROVED, MaterialState.LIVE])
                | (Q(approved_at__isnull=False) & ~Q(approved_by=F("by"))),
            ),
            models.CheckConstraint(
                name="material_retired_when_and_why",
                condition=Q(state=MaterialState.RETIRED, retired_at__isnull=False) & ~Q(retired_because="")
                | (~Q(state=MaterialState.RETIRED) & Q(retired_at__isnull=True, retired_because="")),
            ),
        ]
        indexes = [models.Index(name="material_state", fields=["state"])]

    def __str__(self) -> str:
        return self.reference


class MaterialFile(SealedRow):
    """One file of a material. Captions lie in `text`, sealed; everything else as a sealed attachment. `name`: what the public
    will find it as, made of what is in it."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="files")
    part = models.CharField(max_length=9, choices=Part)
    language = models.CharField(max_length=3, choices=Tongue, blank=True)
    attachment = models.CharField(max_length=14, blank=True)
    text = SealedField(null=True)
    name = models.CharField(max_length=40)
    type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("materialfile_part_known", "part", Part.values),
            known("materialfile_language_known", "language", ["", *Tongue.values]),
            models.UniqueConstraint(name="materialfile_one_of_each", fields=["material", "part", "language"]),
        ]

    def __str__(self) -> str:
        return self.reference


class Chosen(Guarded):
    """That a campaign uses a material, until it is left out."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="chosen")
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="chosen")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    left_by = models.CharField(max_length=40, blank=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="chosen_once_at_a_time", fields=["campaign", "material"], condition=Q(left_at__isnull=True)
            ),
            both_or_none("chosen_left_when_and_by_whom", "left"),
        ]

    def __str__(self) -> str:
        return f"chosen {self.pk}"


class Showing(Guarded):
    """That a material was shown: when, in what kind of place, at which session if at one. `desk`: who showed it, and is told
    when it must not be shown any more. A wrong one is struck."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="showings")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="showings")
    on = models.DateField()
    governorate = models.CharField(max_length=2, choices=Governorate)
    place = models.CharField(max_length=10, choices=PlaceKind)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    struck_by = models.CharField(max_length=40, blank=True)
    struck_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("showing_governorate_known", "governorate", Governorate.values),
            known("showing_place_known", "place", PlaceKind.values),
            both_or_none("showing_struck_when_and_by_whom", "struck"),
            models.UniqueConstraint(
                name="showing_once_in_a_session", fields=["session", "material"],
                condition=Q(struck_at__isnull=True, session__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class Survey(Guarded):
    """The same questions before, right after and three months later, to one audience of a campaign. `items`: their version.
    `door`: the hash of the digits that open it on a shared phone, for one wave, for some hours."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="surveys")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience)
    items = models.CharField(max_length=20)
    door = models.CharField(max_length=64, blank=True, db_index=True)
    door_wave = models.CharField(max_length=6, choices=Wave, blank=True)
    door_until = models.DateTimeField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    closed_by = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("survey_audience_known", "audience", Audience.values),
            known("survey_door_wave_known", "door_wave", ["", *Wave.values]),
            both_or_none("survey_closed_when_and_by_whom", "closed"),
        ]

    def __str__(self) -> str:
        return self.reference


class Answers(Guarded):
    """What somebody answered once, without a name. `code`: the keyed hash of the code that they made, "" for none; `on`: the
    day, and no hour."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    wave = models.CharField(max_length=6, choices=Wave)
    arm = models.CharField(max_length=9, choices=Arm)
    code = models.CharField(max_length=64, blank=True)
    values = models.JSONField(default=dict)
    entry = models.CharField(max_length=5, choices=Entry)
    on = models.DateField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("answers_wave_known", "wave", Wave.values),
            known("answers_arm_known", "arm", Arm.values),
            known("answers_entry_known", "entry", Entry.values),
        ]

    def __str__(self) -> str:
        return f"answers {self.pk}"
