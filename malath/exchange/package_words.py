"""Transfer packages: where a package and a key stand, why something is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PackageState(TextChoices):
    """Where a package stands."""

    LEFT = "left", _("On its way: no receipt yet")
    RECEIVED = "received", _("Opened by the mission: receipt verified")
    TAKEN = "taken", _("The mission expects the person: receipt verified")
    STOPPED = "stopped", _("Stopped: the file for the mission was made")


class StopWhy(TextChoices):
    """Why nobody is expected any more. It travels, and says nothing else."""

    TAKEN_BACK = "taken_back", _("The person took back the yes to the transfer.")
    ENDED = "ended", _("The return does not go on.")


class KeyState(TextChoices):
    """Where the key of a mission stands."""

    WAITING = "waiting", _("To be confirmed")
    IN_USE = "in_use", pgettext_lazy("key", "In use")
    REPLACED = "replaced", pgettext_lazy("key", "Replaced")
    REVOKED = "revoked", pgettext_lazy("key", "Revoked")


class Confirmed(TextChoices):
    """How somebody made sure that a key is the mission's."""

    SECOND = "second", _("A second person compared it with what the mission sent another way")
    PHONE = "phone", _("The mission read it out on a number we knew before")


class WhyNotPackage(TextChoices):
    """Why a package is not made, opened or acknowledged."""

    NOT_A_PACKAGE = "not_a_package", _("This file is no transfer package.")
    NOT_A_RECEIPT = "not_a_receipt", _("This file is no receipt of a transfer package.")
    TOO_LARGE = "too_large", _("This is too large: a package holds 24 MB at most.")
    CUT = "cut", _("The package was cut on its way. Ask the sender for the same file once more.")
    OTHER_MISSION = "other_mission", _("This package is sealed to another mission. Nobody here can open it: send it back.")
    OLD_KEY = (
        "old_key",
        _("This package is sealed to a key of yours that was replaced or revoked. Give the sender your key of today."),
    )
    UNKNOWN_SENDER = "unknown_sender", _("The key of the sender is not known here, or was not confirmed. Confirm it first.")
    SENDER_ENDED = "sender_ended", _("The sender's key was replaced or revoked. Ask them by phone before you open anything.")
    FORGED = (
        "forged",
        _("The signature does not hold: the package was changed, or is not from the one it names. Do not use it; call them."),
    )
    AHEAD = "ahead", _("The package says that it was made later than now. The sender's clock or yours is wrong: set it right.")
    TOO_OLD = "too_old", _("The package was made more than 60 days ago. Ask for a new one.")
    OPENED = "opened", _("This package was opened here before. It is opened once; read what was kept then.")
    NO_KEY = "no_key", _("Your body has no key yet. Make one first.")
    NOT_A_KEY = "not_a_key", _("This is no key of a mission. Paste the whole line, as it was sent.")
    NOT_CONFIRMED = "not_confirmed", _("The key of this mission is not in use: it waits to be confirmed, or was replaced.")
    NOT_AGREED = "not_agreed", _("The person has not agreed that their data goes to the mission (C12), or took it back.")
    WORD = (
        "word",
        _("A text names what happened, and the person has not agreed to that. Say what is needed in neutral words."),
    )
    HEALTH = "health", _("Health needs, and a letter, go along only when the person agrees to it.")
    SENT = "sent", _("This was sealed already, and the file left. Open the page anew to make another one.")
    NOT_OURS = "not_ours", _("This receipt is for no package of yours, or for another file than the one that left.")
    NOT_AN_ANSWER = "not_an_answer", _("This file holds no answers of a mission.")
    TAKEN_TWICE = "taken_twice", _("These answers were taken in already.")
    OLDER = "older", _("Newer answers of this mission were taken in already.")
    NO_RETURN = "no_return", _("No return of this person waits for an answer here.")
    NOTHING_SAID = "nothing_said", _("Nothing was said yet that could go back.")
    SOME_QUESTIONS = "some_questions", _("Answer all six questions. “Not known” is an answer.")
    CAME_AHEAD = "came_ahead", _("This arrival is still to come. Write down when the person came.")
    CAME_ALREADY = "came_already", _("It was said already that the person came.")
    NOT_OPENED = "not_opened", _("No such package was opened in this folder. Name it as the folder in which it lies.")
    TAKEN = "taken", _("This was taken in already: the return is in your list.")
    NO_CONSENT = (
        "no_consent",
        _(
            "The package does not say that the person agreed to the transfer (C12), or it has run out. "
            "Ask the sender for a new one."
        ),
    )
    REVOKED = "revoked", _("The sender's key was revoked since. Ask them by phone before you expect anybody.")
    NOT_A_MISSION = "not_a_mission", _("Only a return office or an agency of the United Nations receives somebody here.")
    EXPECTED = "expected", _("A return of this person is open here already.")
    ACKNOWLEDGED = "acknowledged", _("The receipt of this package was taken already.")
    STANDS = "stands", _("What this package says still stands: the person agrees, and the return goes on.")
    NOT_A_STOP = "not_a_stop", _("This file stops no transfer package.")
    STOPS_NONE = "stops_none", _("This stops no package that was opened here.")
    STOPPED = "stopped", _("The sender stopped this: nobody is expected on it.")
    CAME_HERE = "came_here", _("The person has arrived: nothing is stopped. Send the answers, which say so.")
    NOT_DUE = "not_due", _("Nobody has to be reminded yet.")


class WhyNotKey(TextChoices):
    """Why a key is not made, taken in, confirmed or ended."""

    NOT_A_KEY = "not_a_key", _("This is no key of a mission. Paste the whole line, as it was sent.")
    OTHER_WORLD = "other_world", _("Keys of training stay in training: none of them is used in a real house, nor the reverse.")
    OWN = "own", _("This is your own key. Paste the one of the mission.")
    KNOWN = "known", _("This key is here already.")
    SAME_PERSON = "same_person", _("Somebody else confirms what you pasted yourself, or the mission reads it out by phone.")
    DIGITS = "digits", _("These are not the digits of this key. Do not use it before you have found out why.")
    NOT_WAITING = "not_waiting", _("This key does not wait to be confirmed.")
    ENDED = "ended", _("This key is no longer in use.")
