"""What an item says: one neutral sentence each."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemKind(TextChoices):
    """Why something waits."""

    REFERRAL_ARRIVED = "referral_arrived", _("A referral waits for your desk")
    REFERRAL_ACKNOWLEDGED = "referral_acknowledged", _("A referral was acknowledged")
    REFERRAL_ANSWERED = "referral_answered", _("A referral was answered")
    REFERRAL_OUTCOME = "referral_outcome", _("A referral has an outcome")
    REFERRAL_UNANSWERED = "referral_unanswered", _("A referral is unanswered and was escalated")
    REFERRAL_WITHDRAWN = "referral_withdrawn", _("A referral was withdrawn")
    REFERRAL_STOPPED = "referral_stopped", _("A referral was stopped")
    DESK_CLOSED = "desk_closed", _("A desk of your body was closed: its files are yours to see to")
    REFERRAL_HANDED_OVER = "referral_handed_over", _("A referral was given to another key worker")
    BASIS_ENDED = "basis_ended", _("Stop using a file: its basis ended")
    BASIS_UNCONFIRMED = "basis_unconfirmed", _("Going on without consent was not confirmed in time")
    BASIS_TO_CONFIRM = "basis_to_confirm", _("A file opened without consent waits for confirmation")
    FILE_CLOSED = "file_closed", _("A file was closed: your desk sees its status only")
    GLASS_BROKEN = "glass_broken", _("A file was opened in an emergency")
    ERASURE_ANNOUNCED = "erasure_announced", _("A closed file will be erased: say at once if it must be kept")
