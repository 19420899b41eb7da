"""What a receiving mission has to know, in neutral words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Need(TextChoices):
    """What the receiving mission has to know so that nobody is hurt on arrival. Neutral: none says what happened."""

    MEET = "meet", _("Meet in person on arrival")
    NOT_FAMILY = "not_family", _("Nobody of the family is told of the arrival")
    NOT_HOME = "not_home", _("Another place than the former home for the first time")
    NOBODY_ASKS = "nobody_asks", _("Somebody may ask for this person: give no answer")
    WITH_CHILD = "with_child", _("Travels with a child")
    IS_CHILD = "is_child", _("Is under 18")
    PREGNANT = "pregnant", _("Is pregnant")
    MOBILITY = "mobility", _("Needs help to walk, see or hear")
    TREATMENT = "treatment", _("Treatment has to go on")
    TALK = "talk", _("Wants to speak with a counsellor")
    FIRST_NIGHT = "first_night", _("Needs a place for the first night")
    CASH = "cash", _("Has no money for the journey home")


class MissionQuestion(TextChoices):
    """What a receiving mission is asked of the danger there (A6): in neutral words, none says what happened."""

    MEETS = "meets", _("Can somebody of yours meet the person on arrival?")
    PLACE = "place", _("Is there a safe place for the first nights?")
    FAMILY = "family", _("Is it good for the person to go back to the family now?")
    PRESSURE = "pressure", _("Could somebody there put the person under pressure, or claim money?")
    STANDING = "standing", _("Would people there hold the journey against the person?")
    CARE = "care", _("Is the care that the person needs to be had there?")


class Known(TextChoices):
    """What the mission knows of it. Not known is an answer of its own, never a no."""

    YES = "yes", pgettext_lazy("mission knows", "Yes")
    NO = "no", pgettext_lazy("mission knows", "No")
    NOT_KNOWN = "not_known", pgettext_lazy("mission knows", "Not known")
