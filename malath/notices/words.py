"""Words of an anonymous notice. Source: domain §5.1 and §6 (place and sector only), scenario 6."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sector(TextChoices):
    """In which kind of work or place people are exploited."""

    DOMESTIC = "domestic", _("Work in homes")
    GARMENT = "garment", _("Garment factories")
    AGRICULTURE = "agriculture", _("Agriculture")
    CONSTRUCTION = "construction", _("Construction")
    HOSPITALITY = "hospitality", _("Hotels and restaurants")
    ENTERTAINMENT = "entertainment", _("Clubs and entertainment")
    STREET = "street", _("Streets and begging")
    OTHER = "other", pgettext_lazy("sector", "Another sector")


class Others(TextChoices):
    """Whether others are in danger there. Not known is a value."""

    YES = "yes", pgettext_lazy("others in danger", "Yes")
    NO = "no", pgettext_lazy("others in danger", "No")
    UNKNOWN = "unknown", pgettext_lazy("others in danger", "Not known")


class Known(TextChoices):
    """How many workers the sender knows of there. It is asked, used once, and kept nowhere."""

    ONE = "one", _("One person only")
    FEW = "few", _("Two or more")
    MANY = "many", _("Many, it is widely known")


class WhyNotSend(TextChoices):
    """Why a notice is not sent."""

    WOULD_IDENTIFY = "would_identify", _("This would identify: only one worker is known there.")
    SMALL_CELL = "small_cell", _("This would identify: too few people work in this sector in this governorate.")


class WhyNotDeliver(TextChoices):
    """Why a notice is not told to the Unit now."""

    NOT_YET = "not_yet", _("Its moment has not come.")
    DELIVERED = "delivered", _("The Unit was told already.")
