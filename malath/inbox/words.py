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
    CASE_CLOSING_ASKED = "case_closing_asked", _("Closing a case waits for your decision")
    CASE_CLOSING_DECIDED = "case_closing_decided", _("Closing a case was decided")
    CASE_GIVEN = "case_given", _("A case is handed over to you: acknowledge it")
    CASE_TAKEN = "case_taken", _("A case has another key worker")
    TASK_GIVEN = "task_given", _("A task is yours")
    TASK_DUE = "task_due", _("A task is due")
    RISK_TO_LOOK_AT = "risk_to_look_at", _("A safety plan waits for your look")
    RISK_REVIEW_DUE = "risk_review_due", _("It is time to assess danger anew")
