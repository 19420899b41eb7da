"""Words of what many parts say together."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stands(TextChoices):
    """What stands beside a case when its closing is asked for. The first three keep it open: with the file, somebody would lose
    a bed or an answer unseen."""

    PLACE = "place", _("The person has a place in a shelter. The case closes when they have left; nobody puts them out for it.")
    REQUEST = "request", _("A request waits at the fund. Wait for its decision, or withdraw it first.")
    ELSEWHERE = (
        "elsewhere",
        _("Another body still does something for the person that would end with the case. Ask its key worker first."),
    )
    KEPT_PLACE = "kept_place", _("A place in a shelter is kept for the person, who took their agreement back.")
    GRANT = "grant", _("The fund granted an amount that is not paid in full. Its look ends with the case.")
    CLAIM = "claim", _("A claim is not settled yet: it goes on, and nobody follows it any more.")
    HEARING = "hearing", _("A hearing is still to come: nobody prepares the person for it any more.")
    CONTACT = "contact", _("A contact afterwards is planned: it would not be made.")


class WhyNotBeside(TextChoices):
    """What is missing where something stands beside a case that closes."""

    UNSAID = "unsaid", pgettext_lazy("closing", "Say why the case closes although something stands beside it still.")


class WhyNotTrain(TextChoices):
    """Why no accounts are made for the people of a course."""

    REAL = "real", _("This is no house for training.")
    NO_DESK = "no_desk", _("Nobody of this role works at any desk. Give somebody the role first.")
