"""Forms of proceedings: what is opened, where it stands, who has a part in it, who is accused."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.justice.words import Capacity, State
from malath.people.queries.records import OtherParty
from malath.people.words import PartyKind
from malath.ui.fields import Choice, Day, Line, Story
from malath.ui.text import isolate


class Begin(forms.Form):
    """A criminal matter, and as what the person has a part in it."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    state = Choice(label=_("Where does it stand?"), choices=State.choices, as_list=True)
    on = Day(label=_("Since which day?"))
    capacity = Choice(label=_("As what has the person a part in it?"), choices=Capacity.choices)
    number = Line(label=_("Number at the police or the court"), help_text=_("Kept sealed."), ltr=True, required=False)
    court = Line(label=_("Which station, prosecutor or court?"), help_text=_("Kept sealed."), required=False)


class Move(forms.Form):
    """Where the matter stands now."""

    state = Choice(label=_("Where does it stand now?"), choices=State.choices, as_list=True)
    on = Day(label=_("Since which day?"))
    because = Story(
        label=_("Why?"),
        help_text=_("Needed for an end, a dismissal or another classification. Kept sealed; read on your side alone."),
        rows=3,
        max_length=4_000,
        required=False,
    )

    def __init__(self, *args: Any, states: Iterable[State], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(state.value, state.label) for state in states]
        self.fields["state"].choices = [("", _("Choose…")), *choices]  # type: ignore[attr-defined]  # it is a choice


class Join(forms.Form):
    """Another case with a part in the same matter."""

    case = Line(label=_("Number of the other case"), help_text=_("One that is open to you."), ltr=True, max_length=20)
    capacity = Choice(label=_("As what has the person a part in it?"), choices=Capacity.choices)


class Accuse(forms.Form):
    """Somebody accused, or an employer or office that has a part in it."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    party = forms.ChoiceField(label=_("Somebody who stands in the file"), required=False)
    name = Line(label=_("Or a name"), help_text=_("Kept sealed."), required=False)
    kind = Choice(label=_("As what?"), choices=PartyKind.choices, as_list=True)
    what = Story(
        label=_("What is known of them?"),
        help_text=_("Kept sealed; read on your side of the wall alone."),
        rows=4,
        max_length=4_000,
        required=False,
    )

    def __init__(self, *args: Any, parties: Sequence[OtherParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.reference, f"{isolate(one.name) or _('No name recorded')} ({one.kind.label})") for one in parties]
        if named:
            self.fields["party"].choices = [("", _("Nobody of these")), *named]  # type: ignore[attr-defined]  # it is a choice
        else:
            del self.fields["party"]
