"""Words of reintegration: kinds of support, rounds of monitoring, what an index means, why something is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SupportKind(TextChoices):
    """What a returned person is supported with (domain §10, A13). In kind first; cash is small and for what cannot wait."""

    BUSINESS = "business", _("Small business")
    JOB = "job", _("Job placement")
    TRAINING = "training", pgettext_lazy("reintegration", "Training")
    EDUCATION = "education", pgettext_lazy("reintegration", "Education")
    HOUSING = "housing", pgettext_lazy("reintegration", "Housing")
    HEALTH = "health", pgettext_lazy("reintegration", "Health care")
    PSYCHOSOCIAL = "psychosocial", pgettext_lazy("reintegration", "Psychosocial support")
    LEGAL = "legal", pgettext_lazy("reintegration", "Legal aid")


class SupportState(TextChoices):
    """Where a line of the plan stands."""

    PLANNED = "planned", pgettext_lazy("reintegration", "Planned")
    GIVEN = "given", pgettext_lazy("reintegration", "Given")
    DROPPED = "dropped", pgettext_lazy("reintegration", "Not any more")


class Round(TextChoices):
    """When the person is asked how life goes (A14): in which months is a setting of the house."""

    BASELINE = "baseline", _("First round")
    MIDLINE = "midline", _("Second round")
    ENDLINE = "endline", _("Third round")


class Dimension(TextChoices):
    """Of what an index is made."""

    ECONOMIC = "economic", pgettext_lazy("reintegration", "Economic")
    SOCIAL = "social", pgettext_lazy("reintegration", "Social")
    PSYCHOSOCIAL = "psychosocial", pgettext_lazy("dimension", "Psychosocial")


class Band(TextChoices):
    """How closely somebody is accompanied."""

    SELF_GUIDED = "self_guided", _("Support by their own lead")
    REGULAR = "regular_monitoring", _("Regular monitoring")
    INTENSE = "intense", _("Intense case management")


class WhyEnded(TextChoices):
    """Why the monitoring of a return is closed."""

    COMPLETED = "completed", _("The plan is completed")
    WISH = "wish", _("The person wishes so")
    TRANSFERRED = "transferred", _("Another body accompanies the person")
    LOST = "lost", _("Not reached: three tries on three days, over thirty days")
    DIED = "died", _("The person died")


class WhyNotReintegrate(TextChoices):
    """Why something about reintegration is not done as asked."""

    NOT_ARRIVED = "not_arrived", _("The arrival is not confirmed yet.")
    BEGUN = "begun", _("There is a plan already.")
    NO_PLAN = "no_plan", _("There is no plan yet. Begin it with the person.")
    ENDED = "ended", _("The monitoring of this return was closed.")
    NO_LINES = "no_lines", _("A plan holds at least one kind of support before the person agrees to it.")
    AGREED = "agreed", _("The person agreed to this plan already.")
    NO_WORDS = "no_words", _("Say it in a sentence.")
    SETTLED = "settled", _("It was said already what became of this.")
    NOT_MONITORED = "not_monitored", _("The person has not agreed to be contacted after return (C13), or took it back.")
    NO_FORM = "no_form", _("The survey is not published yet, or asks something else. Who looks after forms brings it in.")
    NOT_FILLED = "not_filled", _("The form of this round is not finished yet.")
    A_CHILD = "a_child", _("A child is not asked with this survey. Ask the head of the returned family.")
    ASKED = "asked", _("This round was asked already.")
    TOO_EARLY = "too_early", _("This round is not due yet.")
    IN_FUTURE = "in_future", _("This day is still to come.")
    BEFORE_ARRIVAL = "before_arrival", _("This is before the arrival.")
    FLAGGED = "flagged", _("Somebody has written this down already.")
    NOT_DUE = "not_due", _("Nobody has to be reminded yet.")
