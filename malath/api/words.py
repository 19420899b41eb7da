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
