"""Shape of what is written about guardians, and of what a child says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.privacy.words import AssentView, GuardianKind, GuardianProof
from malath.ui.fields import Choice, Line, Story


class NameGuardian(forms.Form):
    """Who says that they decide for the child."""

    kind = Choice(label=_("Who is it to the child?"), choices=GuardianKind.choices)
    name = Line(
        label=_("Name"),
        help_text=_("As it stands in the proof, if there is one. Kept sealed."),
        max_length=120,
    )


class VerifyGuardian(forms.Form):
    """What proves it."""

    proof = Choice(label=_("What did you see?"), choices=GuardianProof.choices)
    which = Line(
        label=_("Which one?"),
        help_text=_("Kind, number, day and who issued it. Kept sealed. Being related or coming along proves nothing."),
        max_length=200,
    )


class DoubtGuardian(forms.Form):
    """Why somebody is not to decide."""

    because = Story(
        label=_("What makes you think so?"),
        help_text=_("What you saw or heard. Kept sealed; who sees the whole story reads it. The guardian is told nothing."),
        rows=3,
        max_length=2000,
    )


class ChildView(forms.Form):
    """What the child says."""

    view = Choice(label=_("What does the child say?"), choices=AssentView.choices)
    words = Story(
        label=_("In its own words"),
        help_text=_("As it was said, in its language. Kept sealed."),
        rows=3,
        max_length=2000,
        required=False,
    )
