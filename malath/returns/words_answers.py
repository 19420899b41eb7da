"""What may be answered to the survey, in words, and what stands before it."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SAFE_NOW: Final = "safe_now"


class SurveyStep(TextChoices):
    """Steps of the survey."""

    SAFETY = "safety", pgettext_lazy("survey", "Before you begin")
    ECONOMIC = "economic", pgettext_lazy("survey", "Money and work")
    SOCIAL = "social", pgettext_lazy("survey", "Home, school and services")
    PSYCHOSOCIAL = "psychosocial", pgettext_lazy("survey", "Safety and how it feels")


class SurveyAnswer(TextChoices):
    """Answers by their codes in the file of the survey."""

    VERY_SATISFIED = "very_satisfied", _("Very satisfied")
    SATISFIED = "satisfied", _("Satisfied")
    OK = "ok", pgettext_lazy("survey", "Neither nor")
    DISSATISFIED = "dissatisfied", _("Dissatisfied")
    VERY_DISSATISFIED = "very_dissatisfied", _("Very dissatisfied")
    VERY_OFTEN = "very_often", _("Very often")
    OFTEN = "often", pgettext_lazy("survey", "Often")
    SOMETIMES = "sometimes", pgettext_lazy("survey", "Sometimes")
    RARELY = "rarely", pgettext_lazy("survey", "Rarely")
    NEVER = "never", pgettext_lazy("survey", "Never")
    YES = "yes", pgettext_lazy("survey", "Yes")
    NO = "no", pgettext_lazy("survey", "No")
    DONT_KNOW = "dont_know", pgettext_lazy("survey", "Does not know")
    NO_ANSWER = "no_answer", pgettext_lazy("survey", "Does not want to answer")
    NO_DEBT = "no_debt", _("No debt")
    SPENDING_LARGER = "spending_larger", _("The spending")
    DEBT_LARGER = "debt_larger", _("The debt")
    VERY_GOOD = "very_good", _("Very good")
    GOOD = "good", pgettext_lazy("survey", "Good")
    FAIR = "fair", pgettext_lazy("survey", "Fair")
    POOR = "poor", pgettext_lazy("survey", "Poor")
    VERY_POOR = "very_poor", _("Very poor")
    ALL = "all", pgettext_lazy("survey", "All of them")
    SOME = "some", pgettext_lazy("survey", "Some of them")
    NONE = "none", pgettext_lazy("survey", "None of them")
    NO_CHILDREN = "no_children", _("No children of that age")
    VERY_STRONG = "very_strong", _("Very strong")
    STRONG = "strong", pgettext_lazy("survey", "Strong")
    MEDIUM = "medium", pgettext_lazy("survey", "Medium")
    WEAK = "weak", pgettext_lazy("survey", "Weak")
    VERY_WEAK = "very_weak", _("Very weak")
    STRONGLY_AGREE = "strongly_agree", _("Agrees strongly")
    AGREE = "agree", pgettext_lazy("survey", "Agrees")
    NEUTRAL = "neutral", pgettext_lazy("survey", "Undecided")
    DISAGREE = "disagree", pgettext_lazy("survey", "Disagrees")
    STRONGLY_DISAGREE = "strongly_disagree", _("Disagrees strongly")
    VERY_SAFE = "very_safe", _("Very safe")
    SAFE = "safe", pgettext_lazy("survey", "Safe")
    UNSAFE = "unsafe", pgettext_lazy("survey", "Unsafe")
    VERY_UNSAFE = "very_unsafe", _("Very unsafe")
    WISH = "wish", pgettext_lazy("survey", "A wish")
    NEED = "need", pgettext_lazy("survey", "A need")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


def answer_label(code: str) -> object:
    """The words of an answer, or of a step."""
    return (SurveyStep if code in SurveyStep else SurveyAnswer)(code).label


def title() -> object:
    """What the form is called: never by the name of a survey whose weights are not known here."""
    return "Malath: life after the return (provisional)"


def safe_words() -> tuple[object, object]:
    """What is asked first, and what is said to a no."""
    asked = _("Is the person alone, and is it safe to talk now?")
    return asked, _("It is not safe to talk now. Stop here and agree on another hour; throw away what was begun.")
