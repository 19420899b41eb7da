"""Forms of closing a case and of opening it again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.cases.words import ClosingReason, Feedback, ReopenReason
from malath.people.languages import language_choices
from malath.privacy.words import WITHOUT_CONSENT, BasisKind, ConsentKind, Interpreter, WhyNotConsent
from malath.ui.fields import Choice, Story


class CloseCase(forms.Form):
    """Why the case closes, and where the person stands."""

    reason = Choice(label=_("Why does the case close?"), choices=ClosingReason.choices)
    summary = Story(
        label=_("What was done, and where the person stands now"),
        help_text=_("Kept sealed with the case. Whoever opens it again reads this first."),
        rows=6,
    )
    feedback = Choice(label=_("Was the person asked what they think of the help?"), choices=Feedback.choices)
    beside = Story(
        label=_("Why the case closes although something stands beside it still"),
        help_text=_("Who follows it from now on, and what the person says of that."),
        rows=3,
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, beside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not beside:
            del self.fields["beside"]


class RefuseClosing(forms.Form):
    """Why a case does not close yet."""

    because = Story(label=_("What is missing before the case can close?"), rows=3, max_length=2000)


class Reopen(forms.Form):
    """On what ground a case is opened again; and where no agreement stands any more, on what it rests now."""

    reason = Choice(label=_("Why is the case opened again?"), choices=ReopenReason.choices)
    because = Story(label=_("What has happened?"), rows=3, max_length=2000)
    ground = Choice(label=_("The agreement to keep a record no longer holds. On what does it rest now?"), choices=[])
    language = Choice(label=_("Language you speak together"), choices=language_choices, as_list=True, required=False)
    interpreter = Choice(
        label=_("Interpreter"), choices=Interpreter.choices, initial=Interpreter.NONE, as_list=True, required=False
    )

    def __init__(self, *args: Any, holds: bool, is_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreed = [] if is_child else [(ConsentKind.C1.value, _("The person agrees now; the words below were read aloud"))]
        kinds = [(kind.value, kind.label) for kind in WITHOUT_CONSENT if is_child or kind != BasisKind.O2]
        self.fields["ground"].choices = [*agreed, *kinds]  # type: ignore[attr-defined]  # a Choice
        if holds:
            for name in ("ground", "language", "interpreter"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("ground") == ConsentKind.C1 and not data.get("language") and "language" not in self.errors:
            self.add_error("language", str(WhyNotConsent.LANGUAGE_MISSING.label))
        return data
