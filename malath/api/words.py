"""Words of the systems of bodies: where one stands, and why one is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """Where the account of a system stands."""

    ASKED = "asked", pgettext_lazy("system", "Asked for")
    ALLOWED = "allowed", pgettext_lazy("system", "Allowed")
    ENDED = "ended", pgettext_lazy("system", "Ended")


class WhyNotSystem(TextChoices):
    """Why a system gets no account."""

    FOR_PEOPLE = "for_people", _("No system holds this role: it checks, supervises or manages others.")
    NO_POWER = "no_power", _("Choose at least one power.")
    NOT_OF_THE_ROLE = "not_of_the_role", _("The role does not have every power that was chosen.")
    DESK_ENDED = "desk_ended", _("This desk was closed.")
    OVER = "over", _("The day lies in the past.")
    TOO_LONG = "too_long", _("A system ends within a year; then it is asked for anew.")
    OWN_REQUEST = "own_request", _("Who asked does not allow: another administrator or the data protection officer does.")
    NOT_WAITING = "not_waiting", _("This was answered already, or has ended.")


class WhyNotSecret(TextChoices):
    """Why a system gets no secret, or one does not end."""

    NOT_ALLOWED = "not_allowed", _("This system is not allowed yet, or has ended.")
    TWO_ALREADY = "two_already", _("Two secrets are in use. End one of them first.")
    OVER = "over", _("This secret ended already.")


class Problem(TextChoices):
    """What went wrong with a request of a program: the titles of its answers, and the ends of their types."""

    NO_TOKEN = "no-token", _("Show a token that is in force. One lasts a quarter of an hour.")
    NOT_YOURS = "not-yours", _("This system, or this token, may not do that.")
    NOT_THERE = "not-there", _("There is nothing of this kind here.")
    NOT_UNDERSTOOD = "not-understood", _("The request could not be read as the description of this interface says.")
    REFUSED = "refused", _("This is not done now, for the reasons named.")
    CHANGED = "changed", _("It has changed since it was read. Read it again first.")
    KEY_USED = "key-used", _("This idempotency key was used for another request.")
    TOO_MANY = "too-many", _("Too many requests. Wait as long as the answer says.")


class PingStatus(TextChoices):
    """Where the news for a program stands."""

    WAITING = "waiting", pgettext_lazy("ping", "On its way")
    SENT = "sent", pgettext_lazy("ping", "Arrived")
    NEEDLESS = "needless", pgettext_lazy("ping", "Not sent: no longer theirs")
    DEAD = "dead", pgettext_lazy("ping", "Given up")


class WhyNotHook(TextChoices):
    """Why a system is told nothing at an address."""

    NOT_ALLOWED = "not_allowed", _("This system is not allowed yet, or has ended.")
    NOT_SAFE = "not_safe", _("The address begins with https:// and holds no name, no password and nothing after a # sign.")
    THIS_MACHINE = "this_machine", _("This address leads to the machine itself.")
    PRIVATE = "private", _("This number lies in a private network that the settings of this server do not name.")
    ONE_ALREADY = "one_already", _("This system has an address. End that one first.")
    OWN_REQUEST = "own_request", _("Who asked does not allow: another administrator or the data protection officer does.")
    NOT_WAITING = "not_waiting", _("This was answered already, or has ended.")
    NOTHING_GIVEN_UP = "nothing_given_up", _("Nothing was given up.")
