"""Shape of what is said of a file that is kept with a case."""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.documents.words import AttachmentKind, WhyTakenAway
from malath.privacy.words import COMPARTMENTS, Section
from malath.ui.fields import Choice, Line

LADDER = (Section.IDENTITY, Section.STORY)


class NewAttachment(forms.Form):
    """One file, what it is, and who may see it."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, photograph (JPEG, PNG), Word, Excel or plain text, at most 50 MB. What a photograph tells of place, hour and"
            " camera is taken off; the file is sealed under the person's key as it arrives."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.txt"}),
        allow_empty_file=True,
        max_length=255,
        error_messages={"required": _("Choose the file.")},
    )
    kind = Choice(label=_("What is it?"), choices=AttachmentKind.choices, as_list=True)
    section = Choice(
        label=_("Who may see it?"),
        help_text=_("What lies in a compartment is read only by those to whom it was opened by name."),
        choices=(),
    )
    title = Line(label=_("In a few words"), help_text=_("Not needed. Sealed like a note."), max_length=120, required=False)

    def __init__(self, *args: Any, open_to: Collection[Section], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"once": uuid4()})
        super().__init__(*args, **kwargs)
        said = {Section.IDENTITY: _("Who may see the identity"), Section.STORY: _("Who may read the story")}
        named = [(one.value, one.label) for one in COMPARTMENTS if one in open_to]
        field = self.fields["section"]
        field.choices = [*((one.value, said[one]) for one in LADDER if one in open_to), *named]  # type: ignore[attr-defined]  # a Choice

    def refuse(self, why: str) -> None:
        """Why the file itself is not kept; it has to be chosen again, browsers keep none."""
        self.add_error("file", why)


class TakeAway(forms.Form):
    """Why a file is shown no longer."""

    because = Choice(label=_("Why?"), choices=WhyTakenAway.choices, as_list=True)
