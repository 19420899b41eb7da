"""Shape of what an operator types."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.agencies.words import Governorate
from malath.helpline.queries.contacts import Told, named_tongues
from malath.helpline.words import CallResult, Channel, ContactResult, ForWhom, Reach, YesNo
from malath.ui.fields import Choice, Line, Phone, Story

if TYPE_CHECKING:
    from malath.agencies.models import Desk

HOURS = [(f"{hour:02}:00", f"{hour:02}:00") for hour in range(24)]
WORDS = 2000


class Asked(forms.Form):
    """What is asked of whoever turns to the helpline, whichever way they come. Nobody is asked for a name."""

    for_whom = Choice(label=pgettext_lazy("helpline", "For whom?"), choices=ForWhom.choices, initial=ForWhom.ME)
    safe = Choice(label=pgettext_lazy("helpline", "Are they safe now?"), choices=YesNo.choices, initial=YesNo.NOT_SAID)
    danger = Choice(label=pgettext_lazy("helpline", "Is a life in danger?"), choices=YesNo.choices, initial=YesNo.NOT_SAID)
    child = Choice(
        label=pgettext_lazy("helpline", "Is it about somebody under 18?"), choices=YesNo.choices, initial=YesNo.NOT_SAID
    )
    governorate = Choice(label=_("Governorate"), choices=Governorate.choices, as_list=True, required=False)
    place = Line(label=pgettext_lazy("helpline", "Where, in their words"), max_length=200, required=False)
    words = Story(
        label=pgettext_lazy("helpline", "What they said"), help_text=_("In their words. No name is needed."), max_length=WORDS,
        required=False,
    )  # fmt: skip
    not_told = Line(
        label=pgettext_lazy("helpline", "Who must not know, or what must not be said?"),
        help_text=_("It stands first wherever this contact is looked at or passed on."), max_length=300, required=False,
    )  # fmt: skip
    tongue = Choice(
        label=pgettext_lazy("helpline", "Which language do they speak best?"),
        choices=named_tongues,
        as_list=True,
        required=False,
    )
    reach = Choice(label=pgettext_lazy("helpline", "May they be called back?"), choices=Reach.choices, initial=Reach.NONE)
    number = Phone(label=pgettext_lazy("helpline", "Number to call"), required=False)
    since = Choice(label=pgettext_lazy("helpline", "From"), choices=HOURS, as_list=True, required=False)
    until = Choice(label=pgettext_lazy("helpline", "Until"), choices=HOURS, as_list=True, required=False)
    code_word = Line(
        label=pgettext_lazy("helpline", "Code word"), help_text=_("The caller says it first; nobody else knows it."),
        max_length=60, required=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("reach") == Reach.CALL:
            for name in ("number", "since", "until", "code_word"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("To be called back, this is needed."))
            if data.get("since") and data.get("since") == data.get("until"):
                self.add_error("until", _("Another hour than the first."))
        return data


class NewContact(Asked):
    """Somebody phoned, came or wrote."""

    channel = Choice(
        label=pgettext_lazy("helpline", "How did they come?"),
        choices=[one for one in Channel.choices if one[0] != Channel.WEB],
        initial=Channel.PHONE,
    )
    desk = Choice(label=_("At which desk?"), choices=(), as_list=True)

    def __init__(self, *args: Any, desks: "list[Desk]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(desk.reference, desk.name) for desk in desks]
        self.fields["desk"] = Choice(label=_("At which desk?"), choices=named, as_list=len(named) > 3)
        if named:
            self.initial["desk"] = named[0][0]
        self.order_fields(["desk", "channel"])


class Words(forms.Form):
    """An answer, or a note."""

    words = Story(label=pgettext_lazy("helpline", "Words"), max_length=WORDS, rows=4, required=False)


class Called(forms.Form):
    """What came of a call back."""

    result = Choice(label=pgettext_lazy("helpline", "What came of the call?"), choices=CallResult.choices)
    words = Story(label=pgettext_lazy("helpline", "What was said"), max_length=WORDS, rows=3, required=False)


class Result(forms.Form):
    """What came of a contact."""

    came_of_it = Choice(
        label=pgettext_lazy("helpline", "What came of this contact?"),
        choices=ContactResult.choices,
    )


def told_in(data: dict[str, Any], language: str) -> Told:
    """What a form says."""
    asked = {name: YesNo(data[name]) for name in ("safe", "danger", "child")}
    texts = {name: data[name] for name in ("governorate", "place", "words", "not_told", "tongue")}
    call = {name: data[name] for name in ("number", "since", "until", "code_word")} if data["reach"] == Reach.CALL else {}
    return Told(for_whom=ForWhom(data["for_whom"]), reach=Reach(data["reach"]), language=language, **asked, **texts, **call)
