"""Forms of emergencies: which file, why, and what was found."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from malath.foundation.references import is_reference
from malath.privacy.words import Emergency, Verdict
from malath.ui.fields import Choice, Line, Story


class WhichFile(forms.Form):
    """The reference that somebody holds."""

    reference = Line(
        label=_("Reference of the person's file"),
        help_text=_("As it stands on a referral, in your inbox or in your notes, for example 7KQF-2M9X-4TZB."),
        max_length=20,
        ltr=True,
    )

    def clean_reference(self) -> str:
        reference: str = self.cleaned_data["reference"].upper()
        if not is_reference(reference):
            raise ValidationError(_("This is no reference. It has three groups of four letters or digits."), code="invalid")
        return reference


class BreakTheGlass(forms.Form):
    """Why a file is opened in an emergency."""

    why = Choice(label=_("What is the emergency?"), choices=Emergency.choices)
    because = Story(
        label=_("What has happened?"),
        help_text=_("A sentence is enough. Kept sealed: those who see the whole file read it, nobody else."),
        rows=3,
        max_length=2000,
    )


class Review(forms.Form):
    """What came of looking into an emergency."""

    verdict = Choice(label=_("What did you find?"), choices=Verdict.choices)
    found = Story(
        label=_("How did you come to this?"),
        help_text=_("Whom you asked and what they said. No names, nothing about the person. Kept sealed."),
        rows=3,
        max_length=2000,
    )
