"""Words of orders: who ordered, what may be given, why something is not. Source: domain §6 (ground O3)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Issuer(TextChoices):
    """Who issued an order."""

    COURT = "court", pgettext_lazy("order", "A court")
    PROSECUTION = "prosecution", pgettext_lazy("order", "The public prosecution")
    OTHER = "other", pgettext_lazy("order", "Somebody else")


class OrderState(TextChoices):
    """Where an order stands."""

    RECEIVED = "received", pgettext_lazy("order", "Waits for the data protection officer")
    DECIDED = "decided", pgettext_lazy("order", "Waits to be checked")
    CHECKED = "checked", pgettext_lazy("order", "Checked, waits to be given")
    RELEASED = "released", pgettext_lazy("order", "Answered: papers given")
    REFUSED = "refused", pgettext_lazy("order", "Answered: refused")


OPEN = (OrderState.RECEIVED, OrderState.DECIDED, OrderState.CHECKED)
ANSWERED = (OrderState.RELEASED, OrderState.REFUSED)


class ThingKind(TextChoices):
    """What of a file can be named, and so be given. Where a person stays, health and therapy are not among them."""

    CONSENTS = "consents", _("Record of consents")
    SUMMARY = "summary", _("Safe summary: the minimum facts")
    IDENTITY = "identity", _("Record of identity")
    STATUS = "status", _("Decisions about the status")
    NOTE = "note", pgettext_lazy("thing", "Note")
    REFERRAL = "referral", _("Referral: its minimum facts")
    LETTER = "letter", pgettext_lazy("thing", "Letter")


class NotGiven(TextChoices):
    """Why something that an order names is not given. None of them says whether there is such a thing."""

    PLACE = "place", _("Where a person stays is given to nobody.")
    PRIVILEGED = "privileged", _("Health, therapy and what is said to a lawyer are kept confidential.")
    OTHERS = "others", _("It would be about other persons.")
    TOO_WIDE = "too_wide", _("It does not say clearly which paper is meant.")
    CANNOT = "cannot", _("We cannot give this. That does not say whether there is such a thing.")


class WhyRefused(TextChoices):
    """Why a whole order is not carried out, as the answer says it."""

    NO_NUMBER = "no_number", _("The order carries no number.")
    OTHER_BODY = "other_body", _("The order is addressed to another body.")
    EXPIRED = "expired", _("The order is no longer valid.")
    WHOLE_FILE = "whole_file", _("The order asks for everything. Please name the papers that are needed.")
    NO_POWER = "no_power", _("An order like this is issued by a court or the public prosecution.")
    NOT_CLEAR = "not_clear", _("The order does not say clearly which papers are meant.")


class Telling(TextChoices):
    """What came of telling the person that papers were given."""

    IN_PERSON = "in_person", _("Told face to face, and the person was alone")
    AS_AGREED = "as_agreed", _("Told in the way that was agreed")
    NOT_SAFE = "not_safe", _("Not safe yet: ask again")
    NOT_WANTED = "not_wanted", _("The person does not want to hear of it")


class WhyNotOrder(TextChoices):
    """Why an order is not recorded, decided, checked, given or refused as asked."""

    AHEAD = "ahead", _("The day of the order is still to come.")
    NOTHING_NAMED = "nothing_named", _("Write down what the order asks for, or that it asks for everything.")
    BODY_MISSING = "body_missing", _("Write which court or office it comes from.")
    ANSWERED = "answered", _("This order was answered already.")
    CHANGED = "changed", _("Something else was decided meanwhile. Look at it again.")
    NOT_DECIDED = "not_decided", _("Decide about each thing that the order names: what is given, or why not.")
    NOT_THERE = "not_there", _("One of these is no longer there to be given. Look at the list again.")
    NOTHING_GIVEN = "nothing_given", _("Nothing would be given. Refuse the order with its reason instead.")
    WRONG = "wrong", _("The order itself is not in order: nothing is given on it. Refuse it with its reason.")
    NOT_TO_CHECK = "not_to_check", _("Nothing waits to be checked.")
    OWN = "own", _("Somebody else than who wrote the order down checks what leaves.")
    NOT_CHECKED = "not_checked", _("Somebody who sees the file has to check it first.")
    REASON_MISSING = "reason_missing", _("Say why.")
    NOT_DUE = "not_due", _("Nobody needs to be reminded yet.")


class WhyNotTell(TextChoices):
    """Why it is not written down that the person was told."""

    NOT_RELEASED = "not_released", _("Nothing was given on this order.")
    TOLD = "told", _("This was settled already.")
    NOT_NOW = "not_now", _("By what was agreed with the person they are not to be reached now.")
    DAY_MISSING = "day_missing", _("Choose a day after today on which to ask again.")
