"""What is typed about one's inbox, about what leaves the house, and about the trail's shelves."""

from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.accounts.forms import Clock
from malath.foundation.references import is_reference
from malath.inbox.rules import Wishes
from malath.inbox.words import Channel, MailWish
from malath.ui.fields import Choice, Line, Phone
from malath.workday.forms import WITHOUT_REFERENCE

BY_WAY = ((Channel.MAIL, Channel.MAIL.label), (Channel.FOLDER, Channel.FOLDER.label))
OFTEN = (("day", pgettext_lazy("how often", "Once a day")), ("hour", pgettext_lazy("how often", "Every hour")))


class WishesForm(forms.Form):
    """How somebody wants to be told, and when not."""

    mail = Choice(label=_("By e-mail"), choices=MailWish.choices)
    quiet_from = Clock(
        label=_("Quiet from"), help_text=_("In these hours nothing comes, save an emergency while you are on duty.")
    )
    quiet_until = Clock(label=_("Quiet until"))
    duty_phone = Phone(
        label=_("Number for text messages while on duty"),
        required=False,
        help_text=_("Only for emergencies. The message says that something urgent waits, and nothing else."),
    )

    @classmethod
    def of(cls, wishes: Wishes) -> "WishesForm":
        return cls(
            initial={
                "mail": wishes.mail,
                "quiet_from": wishes.quiet_from,
                "quiet_until": wishes.quiet_until,
                "duty_phone": wishes.duty_phone,
            }
        )

    @property
    def wishes(self) -> Wishes:
        typed = self.cleaned_data
        return Wishes(MailWish(typed["mail"]), typed["quiet_from"], typed["quiet_until"], typed["duty_phone"])


class DestinationForm(forms.Form):
    """Where the signed state of the trail is to be kept."""

    channel = Choice(label=_("By which way"), choices=BY_WAY)
    address = Line(
        label=_("Address or folder"),
        help_text=_("An address at another body, or a folder on a mounted medium: /media/safe/malath"),
        max_length=254,
        ltr=True,
    )
    often = Choice(label=_("How often"), choices=OFTEN, initial="day")

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("channel") and typed.get("address"):
            try:
                _check(Channel(typed["channel"]), typed["address"])
            except ValidationError as wrong:
                self.add_error("address", wrong)
        return typed


class ConfirmCopy(forms.Form):
    """The mark of a copy, as its holder reads it aloud."""

    mark = Line(label=_("Mark, as its holder reads it aloud"), help_text=_("Like 7F3A-0C21-99B4-D5E6"), max_length=40, ltr=True)


class ShelfFilter(forms.Form):
    """Narrow a shelf of the trail to one actor."""

    by = Line(label=_("Actor (reference)"), max_length=40, ltr=True, required=False)

    def clean_by(self) -> str:
        """A reference, or the name of an actor without one: what is looked for stands in the trail as well."""
        by: str = self.cleaned_data["by"]
        if by and by not in WITHOUT_REFERENCE and not is_reference(by):
            raise ValidationError(_("This is not a reference. It looks like 7KQF-2M9X-4TZB."))
        return by


def _check(channel: Channel, address: str) -> None:
    if channel == Channel.MAIL:
        validate_email(address)
    elif not address.startswith("/") or ".." in PurePosixPath(address).parts:
        raise ValidationError(_("Write the whole path of the folder, beginning with /."), code="path")
