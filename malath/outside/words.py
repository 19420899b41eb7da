"""Words of what leaves to bodies without an account. Source: security plan §8b (expiring links)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LinkState(TextChoices):
    """Where a link stands, as the sender sees it."""

    SENT = "sent", pgettext_lazy("link", "Not opened yet")
    OPENED = "opened", pgettext_lazy("link", "Opened")
    ANSWERED = "answered", pgettext_lazy("link", "Answered")
    LOCKED = "locked", pgettext_lazy("link", "Locked after wrong passcodes")
    EXPIRED = "expired", pgettext_lazy("link", "Expired")
    REVOKED = "revoked", pgettext_lazy("link", "Revoked")
    STOPPED = "stopped", pgettext_lazy("link", "Dead: the referral no longer waits")


class Saying(TextChoices):
    """What a body without an account says to a referral."""

    ACKNOWLEDGE = "acknowledge", _("We have read it and answer soon")
    ACCEPT = "accept", _("We take the person on")
    DECLINE = "decline", _("We cannot take the person on")
    ASK = "ask", _("We need to know something first")


class WhyNotLink(TextChoices):
    """Why no link is made, or nothing is written down."""

    HAS_ACCOUNTS = "has_accounts", _("This body works in Malath: it reads the referral there.")
    NOT_WAITING = "not_waiting", _("This referral waits for no answer.")
    NO_BASIS = "no_basis", _("The person's agreement no longer stands, and nothing else allows it.")
    IS_DEAD = "is_dead", _("This link no longer opens. Ask the sender for a new one.")
    LETTER_ENDED = "letter_ended", _("This letter is not valid any more. Issue a new one.")
