"""The shape of what is typed on the pages of accounts."""

import re
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from malath.accounts.factor_forms import email_field, password_field
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.words import Language, Reason, RelationKind, Theme
from malath.agencies.models import Agency, Desk
from malath.agencies.rules import AgencyFacts, DeskFacts, HolidayFacts, WorkingHours
from malath.agencies.words import WEEK, AgencyKind, Governorate, PostKind, Provenance, ServiceKind
from malath.agencies.words import Reason as AgencyReason
from malath.foundation.clock import AMMAN
from malath.foundation.references import ReferenceConverter
from malath.ui.fields import Choice, Choices, Day, Line, Phone, Whole
from malath.ui.meanwhile import Beside, beside, rest_on
from malath.ui.text import clean_line, digits

ANYWHERE = [("", _("The whole country")), *Governorate.choices]


class Clock(forms.TimeField):
    """A time of day in any digits: 8:00, ٠٨:٠٠."""

    default_error_messages = {"invalid": _("Write the time as hours:minutes, for example 08:00.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "class": "short"}
        widget = forms.TimeInput(format="%H:%M", attrs=attrs)
        super().__init__(input_formats=["%H:%M", "%H"], widget=widget, **kwargs)

    def to_python(self, value: Any) -> time | None:
        return super().to_python(clean_line(digits(value)) if isinstance(value, str) else value)


class Preferences(forms.Form):
    """Language and look of the pages."""

    language = Choice(label=_("Language"), choices=Language.choices)
    theme = Choice(label=_("Look"), choices=Theme.choices)


class ChooseLanguage(forms.Form):
    """The language button of every page."""

    language = forms.ChoiceField(choices=Language.choices)


class DeclareRelation(forms.Form):
    """To whom somebody is related: the reference of the file, never a name."""

    person_reference = Line(
        label=_("Reference of the file"),
        help_text=_("As on a letter or referral: 7KQF-2M9X-4TZB"),
        max_length=40,
        ltr=True,
    )
    kind = Choice(label=_("What links you"), choices=RelationKind.choices)

    def clean_person_reference(self) -> str:
        return read_reference(self.cleaned_data["person_reference"])


class AcceptInvitation(forms.Form):
    """A sign-in code as it was handed over, and a new password."""

    email = email_field()
    code = Line(label=_("Sign-in code"), help_text=_("Fifteen digits, from your administrator"), max_length=40, ltr=True)
    password = password_field(
        _("New password"),
        "new-password",
        help_text=_("At least 12 characters; a short sentence is easy to remember."),
        validators=[validate_password],
    )
    again = password_field(_("New password once more"), "new-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

    def clean_code(self) -> str:
        return digits(self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("password") and typed["password"] != typed.get("again"):
            self.add_error("again", _("The two passwords are not the same."))
        return typed


class FindStaff(forms.Form):
    """The filter of the list of staff; what makes no sense shows the whole list."""

    word = Line(max_length=100, required=False)
    agency = Line(max_length=14, required=False)
    page = Whole(min_value=1, max_value=1_000, required=False)


class AddStaff(forms.Form):
    """A new member of staff."""

    agency = Choice(label=_("Agency"), choices=(), as_list=True)
    name_ar = Line(label=_("Name in Arabic"), max_length=120)
    name_en = Line(label=_("Name in English"), max_length=120)
    email = email_field()
    language = Choice(label=_("Language"), choices=Language.choices, initial=Language.ARABIC)

    def __init__(self, *args: Any, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {agency.reference: agency for agency in agencies}
        offer(self, "agency", [(reference, agency.name) for reference, agency in self.agencies.items()])
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    def clean_agency(self) -> Agency:
        return self.agencies[self.cleaned_data["agency"]]


class JoinDesk(forms.Form):
    """A role at a desk, for good or until a day, in one's own right or for somebody."""

    desk = Choice(label=_("Desk"), choices=(), as_list=True)
    role = Choice(label=_("Role"), choices=Role.choices, as_list=True)
    deputy_for = Choice(label=_("Stands in for"), choices=(), as_list=True, required=False)
    until = Day(label=_("Until and with"), required=False, help_text=_("Leave empty when there is no end."))

    def __init__(self, *args: Any, desks: Iterable[Desk], colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desks = {desk.reference: desk for desk in desks}
        self.colleagues = {user.reference: user for user in colleagues}
        offer(self, "desk", [(reference, desk.name) for reference, desk in self.desks.items()])
        offer(self, "deputy_for", [(reference, user.name) for reference, user in self.colleagues.items()])

    def clean_desk(self) -> Desk:
        return self.desks[self.cleaned_data["desk"]]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean_deputy_for(self) -> User | None:
        return self.colleagues.get(self.cleaned_data["deputy_for"])

    def clean_until(self) -> datetime | None:
        day = self.cleaned_data["until"]
        return datetime.combine(day, time.max, AMMAN) if day else None


class WhichRelation(forms.Form):
    """Which declared relation is answered."""

    relation = forms.IntegerField(widget=forms.HiddenInput)


class AccountUntil(forms.Form):
    """The day on which an account ends by itself."""

    until = Day(label=_("Ends after"), required=False, help_text=_("Leave empty when there is no end."))

    def clean_until(self) -> datetime | None:
        day = self.cleaned_data["until"]
        return datetime.combine(day, time.max, AMMAN) if day else None


class PutOnDuty(forms.Form):
    """Who answers, and from when until when, on Amman's clock."""

    who = Choice(label=_("On duty"), choices=(), as_list=True)
    from_day = Day(label=_("From day"))
    from_time = Clock(label=_("From time"))
    until_day = Day(label=_("Until day"))
    until_time = Clock(label=_("Until time"))

    def __init__(self, *args: Any, members: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {user.reference: user for user in members}
        offer(self, "who", [(reference, user.name) for reference, user in self.members.items()])

    def clean_who(self) -> User:
        return self.members[self.cleaned_data["who"]]

    @property
    def from_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["from_day"], self.cleaned_data["from_time"], AMMAN)

    @property
    def until(self) -> datetime:
        return datetime.combine(self.cleaned_data["until_day"], self.cleaned_data["until_time"], AMMAN)


class AgencyForm(forms.Form):
    """A body of the mechanism, and which state of it was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    name_ar = Line(label=_("Name in Arabic"), max_length=120)
    name_en = Line(label=_("Name in English"), max_length=120)
    kind = Choice(label=_("Kind of agency"), choices=AgencyKind.choices, as_list=True)
    governorate = forms.ChoiceField(label=_("Governorate"), choices=ANYWHERE, required=False)
    has_accounts = forms.BooleanField(
        label=_("Its staff work in Malath"),
        required=False,
        initial=True,
        help_text=_("Without this, referrals leave to it by link or letter, and the sender writes the answers down."),
    )

    @classmethod
    def of(cls, facts: AgencyFacts, version: int) -> "AgencyForm":
        return cls(initial=vars(facts) | {"version": version})

    @property
    def facts(self) -> AgencyFacts:
        typed = self.cleaned_data
        names = (typed["name_en"], typed["name_ar"])
        return AgencyFacts(AgencyKind(typed["kind"]), *names, typed["governorate"], typed["has_accounts"])


class DeskForm(forms.Form):
    """A desk: what it is called, when it works, what it can be asked for; and which state of it was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    name_ar = Line(label=_("Name in Arabic"), max_length=120)
    name_en = Line(label=_("Name in English"), max_length=120)
    governorate = forms.ChoiceField(label=_("Governorate"), choices=ANYWHERE, required=False)
    phone = Phone(label=_("Phone for other desks"), required=False)
    services = Choices(label=_("Can be asked for"), choices=ServiceKind.choices, required=False)
    around_the_clock = forms.BooleanField(
        label=_("Works around the clock"),
        required=False,
        help_text=_("Then it is on duty only while somebody is on its roster."),
    )
    working_days = Choices(label=_("Working days"), choices=WEEK, initial=["6", "0", "1", "2", "3"])
    opens_at = Clock(label=_("Opens at"), initial=time(8))
    closes_at = Clock(label=_("Closes at"), initial=time(15))
    post_kind = forms.ChoiceField(
        label=_("Is it a liaison post?"),
        choices=[("", _("No, an ordinary desk")), *PostKind.choices],
        required=False,
        help_text=_("A post takes referrals only while somebody is on duty there."),
    )
    post_of = forms.ChoiceField(label=_("To which desk does the post belong?"), choices=[("", "–")], required=False)

    def __init__(self, *args: Any, homes: Iterable[Desk] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post_of"].choices = [("", "–"), *((desk.reference, desk.name) for desk in homes)]  # type: ignore[attr-defined]  # a ChoiceField

    @classmethod
    def of(cls, facts: DeskFacts, version: int, homes: Iterable[Desk]) -> "DeskForm":
        days = [str(day) for day in facts.hours.working_days]
        ticked = {"working_days": days, "services": sorted(facts.services)}
        return cls(homes=homes, initial=vars(facts) | vars(facts.hours) | ticked | {"version": version})

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if "opens_at" in typed and "closes_at" in typed and typed["opens_at"] >= typed["closes_at"]:
            self.add_error("closes_at", _("A desk closes after it opens."))
        return typed

    @property
    def facts(self) -> DeskFacts:
        typed = self.cleaned_data
        days = frozenset(int(day) for day in typed["working_days"])
        return DeskFacts(
            typed["name_en"],
            typed["name_ar"],
            WorkingHours(typed["opens_at"], typed["closes_at"], days, typed["around_the_clock"]),
            frozenset(ServiceKind(kind) for kind in typed["services"]),
            typed["governorate"],
            typed["phone"],
            typed["post_kind"],
            typed["post_of"],
        )


class HolidayForm(forms.Form):
    """A public holiday."""

    on = Day(label=_("Day"))
    name_ar = Line(label=_("Name in Arabic"), max_length=80)
    name_en = Line(label=_("Name in English"), max_length=80)
    provenance = Choice(label=_("How sure is it?"), choices=Provenance.choices, initial=Provenance.VERIFIED, as_list=True)

    @property
    def facts(self) -> HolidayFacts:
        typed = self.cleaned_data
        return HolidayFacts(typed["on"], typed["name_en"], typed["name_ar"], Provenance(typed["provenance"]))


def meanwhile(form: forms.Form, stored: forms.Form) -> tuple[Beside, ...]:
    """Let what was typed rest on what stands now; where the two differ."""
    rest_on(form, version=stored.initial["version"])
    return beside(form, stored.initial)


def refuse(form: forms.Form, reasons: Iterable[Reason | AgencyReason]) -> None:
    """Show why an act said no at the top of the form that asked for it."""
    for reason in reasons:
        form.add_error(None, reason.label)


def offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """The choices of a field that are known only now."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
    field.choices = [("", _("Choose…")), *choices]


def read_reference(text: str) -> str:
    """A reference however it was written, or ValidationError."""
    letters = re.sub(r"[^0-9A-Z]", "", digits(text).upper())
    reference = "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
    if not re.fullmatch(ReferenceConverter.regex, reference):
        raise forms.ValidationError(_("This is not a reference. It looks like 7KQF-2M9X-4TZB."))
    return reference
