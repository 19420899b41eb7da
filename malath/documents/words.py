"""Words of letters."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterKind(TextChoices):
    """What a letter is. It stands in no title and no file name."""

    REFERRAL = "referral", _("Referral letter")
    ORDER = "order", _("Answer to an order")
    DECISION = "decision", _("Letter of a decision")
    STATUS = "status", _("Status letter")


class WhyRevoked(TextChoices):
    """Why a letter is valid no longer."""

    TAKEN_BACK = "taken_back", _("Taken back by who issued it")
    REPLACED = "replaced", _("Replaced by a newer one")
    BASIS_ENDED = "basis_ended", _("The ground it stood on ended")


class Validity(TextChoices):
    """What the check says."""

    VALID = "valid", pgettext_lazy("letter", "Valid")
    NOT_VALID = "not_valid", pgettext_lazy("letter", "Not valid any more")
    UNKNOWN = "unknown", pgettext_lazy("letter", "Not known")
