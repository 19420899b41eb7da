"""What a receiving mission has to know, in neutral words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
