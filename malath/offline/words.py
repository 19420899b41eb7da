"""Words of phones that work without network, and of what comes from them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeviceName(TextChoices):
    """By which name staff know a phone: neutral, so that a list of phones tells nobody who works where."""

    ALMOND = "almond", pgettext_lazy("phone", "Almond")
    CEDAR = "cedar", pgettext_lazy("phone", "Cedar")
    FIG = "fig", pgettext_lazy("phone", "Fig")
    LEMON = "lemon", pgettext_lazy("phone", "Lemon")
    OAK = "oak", pgettext_lazy("phone", "Oak")
    OLIVE = "olive", pgettext_lazy("phone", "Olive")
    PALM = "palm", pgettext_lazy("phone", "Palm")
    PINE = "pine", pgettext_lazy("phone", "Pine")
    SAGE = "sage", pgettext_lazy("phone", "Sage")
    THYME = "thyme", pgettext_lazy("phone", "Thyme")


class WhyEnded(TextChoices):
    """Why a phone serves no more."""

    GIVEN_BACK = "given_back", _("No longer used")
    LOST = "lost", _("Lost or stolen")
    TAKEN = "taken", _("In the wrong hands for a while")
    SEAT_ENDED = "seat_ended", _("Its holder no longer works at the desk")


class PacketState(TextChoices):
    """Where a record from a phone stands."""

    WAITING = "waiting", pgettext_lazy("record from a phone", "Arrived, not yet read in")
    DONE = "done", pgettext_lazy("record from a phone", "Read in")
    HELD = "held", pgettext_lazy("record from a phone", "Needs you")
    SET_ASIDE = "set_aside", pgettext_lazy("record from a phone", "Set aside")


class WhyHeld(TextChoices):
    """Why a record from a phone was not read in, or not whole. Nothing of it is lost."""

    UNREADABLE = "unreadable", _("It does not open: it was damaged on the way, or sealed to a key of another body.")
    SHAPE = "shape", _("Something in it is missing or not known here.")
    PHONE_ENDED = "phone_ended", _("The phone had been ended when it came. Make sure who wrote it.")
    NO_RIGHT = "no_right", _("Who wrote it may not do this now.")
    NOT_OPEN = "not_open", _("There is no such file, or it is not open to who wrote it.")
    NOT_OPENED = "not_opened", _("The case could not be opened as it was written.")
    NOT_SCREENED = "not_screened", _("The screening could not be written down as it was finished on the phone.")
    NOT_WRITTEN = "not_written", _("The case takes nothing of this now: it is closed, or it stands there already.")
    NOT_THEN = "not_then", _("It cannot be written down for the time at which it happened.")
    LONG_AGO = "long_ago", _("It happened more than 60 days ago. Your supervisor reads it in.")
    CHANGED_SINCE = "changed_since", _("Somebody wrote something else meanwhile. What stands there was left alone.")
    NOT_COUNTED = (
        "not_counted",
        _("The counts or the list were not taken down: they do not add up, or the session or course takes none now."),
    )
    NOT_ADMITTED = (
        "not_admitted",
        _("Somebody marked as there is admitted no more. Read in by hand, the others are listed."),
    )
    DESK_GONE = "desk_gone", _("The desk that was to be asked is closed or not known.")
    NOT_SENT = "not_sent", _("The referral is prepared, but it cannot leave. Its page says why.")
    EMERGENCY = "emergency", _("It was an emergency: it is not sent late and unseen. Call, then send it or throw it away.")


class SetAside(TextChoices):
    """What became of a record that was not read in."""

    TYPED = "typed", _("Typed in by hand")
    TWICE = "twice", _("It stands there already")
    TRIAL = "trial", _("A trial, about nobody")
    FORGED = "forged", _("Not written by who is named")


class Reason(TextChoices):
    """Why an act on a phone or on a record from one was refused."""

    NO_DESK = "no_desk", _("Only who opens cases or runs awareness at a desk enrols a phone for it.")
    TOO_MANY = "too_many", _("You hold three phones already. End one first.")
    NAME_TAKEN = "name_taken", _("You hold a phone of this name already. Choose another name.")
    NOT_A_KEY = "not_a_key", _("The phone sent no key that can be used. Try again with another browser.")
    ENDED = "ended", _("This phone was ended already.")
    NOT_HELD = "not_held", _("This record does not wait any more.")
