"""Words of the legal and working frame."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TextKind(TextChoices):
    """What a text of the framework is."""

    LAW = "law", pgettext_lazy("framework", "Law")
    BYLAW = "bylaw", _("By-law")
    MECHANISM = "mechanism", _("National referral mechanism")
    PROCEDURE = "procedure", _("Working procedure")
    FORM = "form", pgettext_lazy("framework", "Form")
    STRATEGY = "strategy", _("Strategy or plan")


class Proof(TextChoices):
    """How sure it is that the text is the one in force. Values as in the law file."""

    VERIFIED = "verified", _("Read in the official text")
    PRESS = "press", _("Read in the press only")
    MEMORY = "memory", _("Not checked")


class FindingKind(TextChoices):
    """What somebody found about the frame, never about a person."""

    GAP = "gap", _("Gap noticed at work")
    RECOMMENDATION = "recommendation", _("Recommendation")


class Source(TextChoices):
    """Where it was found."""

    WORK = "work", _("At work")
    WORKSHOP = "workshop", _("At a workshop")
    VISIT = "visit", _("On a study visit")
    REVIEW = "review", _("At a review or a committee")


class Matter(TextChoices):
    """What it is about."""

    LAW = "law", _("Laws and by-laws")
    REFERRAL = "referral", _("Referral and who answers")
    SERVICE = "service", _("A service that is missing")
    FORMS = "forms", _("Forms and this system")
    TRAINING = "training", _("Knowledge and training")
    OTHER = "other", pgettext_lazy("matter", "Other")


class FindingState(TextChoices):
    """Where a finding stands."""

    NEW = "new", pgettext_lazy("finding", "New")
    IN_WORK = "in_work", pgettext_lazy("finding", "Being worked on")
    DONE = "done", pgettext_lazy("finding", "Done")
    PARTLY = "partly", pgettext_lazy("finding", "Partly done")
    DROPPED = "dropped", pgettext_lazy("finding", "Dropped")


ENDED = frozenset({FindingState.DONE, FindingState.PARTLY, FindingState.DROPPED})


class WhyNot(TextChoices):
    """Why something about the framework is not done."""

    NOTHING_TO_READ = "nothing_to_read", _("Add the text, or a file with it.")
    SAME_LABEL = "same_label", _("There is a version of this name already.")
    DAY_AHEAD = "day_ahead", _("This day is still to come.")
    OLD_VERSION = "old_version", _("There is a newer version. Read that one.")
    NAMES_SOMEBODY = (
        "names_somebody",
        _("This looks like a phone number, a document or the number of a case. Write it so that it leads to nobody."),
    )
    NO_OWNER = "no_owner", _("Say which desk answers for it.")
    REASON_MISSING = "reason_missing", _("Say what was done, or why it was dropped.")
    HAS_ENDED = "has_ended", _("This was settled already.")
