"""Shape of what is typed for a transfer package and for the key of a mission."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.exchange.package_words import Confirmed, WhyNotPackage
from malath.exchange.queries.packages import Letter
from malath.returns.words_mission import Need
from malath.ui.fields import Choice, Choices, Day, Line, Story

if TYPE_CHECKING:
    from malath.agencies.models import Desk
    from malath.exchange.models import MissionKey

NEUTRAL: Final = _("In neutral words: what is needed, never what happened.")
ATTACHED: Final = "letter.pdf"


class MakePackage(forms.Form):
    """What goes to the mission besides name, language and safe contact."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    key = Choice(label=_("To which mission?"), choices=[], as_list=True)
    arrives_on = Day(label=_("Day of arrival"), required=False)
    journey = Line(label=_("Journey"), help_text=_("Flight and place of arrival."), required=False)
    needs = Choices(label=_("What has to be known on arrival?"), choices=Need.choices, required=False)
    plan = Story(label=_("Plan agreed with the person"), help_text=NEUTRAL, rows=4, max_length=8_000, required=False)
    health = Story(
        label=_("Health needs"),
        help_text=_("What treatment has to go on, and with what. Only with the person's agreement."),
        rows=3,
        max_length=4_000,
        required=False,
    )
    health_agreed = forms.BooleanField(
        label=_("The person agreed that these health needs, and the letter, go along"), required=False
    )
    word = forms.BooleanField(
        label=_("The person agreed that the mission is told what happened"),
        help_text=_("Without this, a text that names it is refused."),
        required=False,
    )
    file = forms.FileField(
        label=_("A letter to go along (PDF)"),
        help_text=_("Such as the letter of the doctor. Read it first: it travels as it is."),
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        required=False,
    )

    def __init__(self, *args: Any, keys: Sequence["MissionKey"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {key.reference: key for key in keys}
        self.fields["key"].choices = [(key.reference, key.name) for key in keys]  # type: ignore[attr-defined]  # a Choice

    def clean_key(self) -> "MissionKey":
        return self.keys[self.cleaned_data["key"]]

    def clean_file(self) -> Any:
        """Only a PDF goes along: it can be read anywhere, and holds no macros."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        head = (file.stream() if hasattr(file, "stream") else file).read(5)
        if head != b"%PDF-":
            raise forms.ValidationError(_("This is no PDF."))
        return file

    @property
    def letter(self) -> Letter:
        data = self.cleaned_data
        return Letter(
            data["arrives_on"], data["journey"], tuple(Need(one) for one in data["needs"]), data["plan"], data["health"],
            data["health_agreed"], data["word"],
        )  # fmt: skip


class OpenPackage(forms.Form):
    """A package that came, and the desk whose person it becomes."""

    desk = Choice(label=_("For which desk?"), choices=[], as_list=True)
    file = forms.FileField(
        label=_("Transfer package"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )

    def __init__(self, *args: Any, desks: Sequence["Desk"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {desk.reference: desk for desk in desks}
        field = self.fields["desk"]
        field.choices = [(desk.reference, desk.name) for desk in desks]  # type: ignore[attr-defined]  # a Choice
        if len(desks) == 1:
            field.widget, field.initial = forms.HiddenInput(), desks[0].reference

    def clean_desk(self) -> "Desk":
        return self.desks[self.cleaned_data["desk"]]


class TakeReceipt(forms.Form):
    """A receipt that came back."""

    receipt = forms.FileField(
        label=_("Receipt"), allow_empty_file=True, error_messages={"required": _("Choose the file.")}
    )  # fmt: skip

    def clean_receipt(self) -> bytes:
        file = self.cleaned_data["receipt"]
        if (file.size or 0) > LARGEST_RECEIPT:
            raise forms.ValidationError(WhyNotPackage.NOT_A_RECEIPT.label)
        return bytes(file.read())


class TakeWord(forms.Form):
    """Answers of a mission that came back."""

    word = forms.FileField(
        label=_("Answers of a mission"), allow_empty_file=True, error_messages={"required": _("Choose the file.")}
    )  # fmt: skip


class TakeStop(forms.Form):
    """That a transfer is over, as a file."""

    stop = forms.FileField(
        label=_("File of the sender"), allow_empty_file=True, error_messages={"required": _("Choose the file.")}
    )  # fmt: skip


LARGEST_RECEIPT: Final = 4_096


class TakeKey(forms.Form):
    """The key that a mission sent."""

    name = Line(label=_("Name of the mission"), max_length=80)
    card = Line(
        label=_("Its key"),
        help_text=_("The whole line, as it was sent. It begins with malath-key-1."),
        max_length=200,
        ltr=True,
    )


class ConfirmKey(forms.Form):
    """That somebody compared the digits."""

    how = Choice(label=_("How were the digits compared?"), choices=Confirmed.choices)
    digits = Line(
        label=_("The forty digits, as you heard or read them"),
        help_text=_("Type them from what the mission sent or said, not from this page."),
        max_length=80,
        ltr=True,
    )
