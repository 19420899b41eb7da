"""Form fields used by all forms: shape only, in the reader's language. Meaning is checked by rules."""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from malath.ui.phones import read_phone
from malath.ui.text import amount_in, clean_line, clean_story, digits

Text = str | Promise
Options = Iterable[tuple[Any, Any]] | Callable[[], Iterable[tuple[Any, Any]]]
STORY_LENGTH = 20_000
FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


@dataclass(frozen=True)
class Step:
    """A step of a form: its heading, its fields, what is told first, and before which words."""

    title: Text
    names: tuple[str, ...]
    told: Text = ""
    aloud: Text = ""


class Line(forms.CharField):
    """One line of text without hidden characters. `ltr` for codes and Latin-only values."""

    def __init__(self, *, max_length: int = 200, ltr: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {}).setdefault(
            "max_length", _("Use %(limit_value)d characters or fewer (now %(show_value)d).")
        )
        super().__init__(max_length=max_length, **kwargs)
        if ltr:
            self.widget.attrs["dir"] = "ltr"

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class Story(forms.CharField):
    """Several lines in somebody's own words, at most 20,000 characters; line breaks stay."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = STORY_LENGTH, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "cols": None}))
        kwargs.setdefault("error_messages", {}).setdefault(
            "max_length", _("This text is too long: %(show_value)d characters, at most %(limit_value)d.")
        )
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_story(super().to_python(value) or "")


class Day(forms.DateField):
    """A date as people write it: 12/11/2026 or 2026-11-12, in any digits. Day comes before month. A day in the year 1 or
    9999 is a slip, and moments counted from it leave the calendar."""

    default_error_messages = {"invalid": _("Write the date as day/month/year, for example 12/11/2026.")}

    def __init__(self, *, earliest: datetime.date = FIRST_DAY, latest: datetime.date = LAST_DAY, **kwargs: Any) -> None:
        attrs = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "class": "short"}
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        super().__init__(**kwargs)
        self.validators.append(MinValueValidator(earliest, _("This date is too early.")))
        self.validators.append(MaxValueValidator(latest, _("This date is too late.")))

    def to_python(self, value: Any) -> datetime.date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        return read_day(value) if clean_line(value) else None


class Whole(forms.IntegerField):
    """A whole number in any digits."""

    default_error_messages = {"invalid": _("Write a whole number, for example 3.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "class": "short"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(clean_line(digits(value)) if isinstance(value, str) else value)


class Amount(forms.DecimalField):
    """An amount of money in any digits: 450, 450.5 or ٤٥٠٫٥٠٠. A fourth decimal is refused, never rounded; how many a currency
    has is for the rule to say."""

    default_error_messages = {
        "invalid": _("Write an amount, for example 480 or 480.500."),
        "max_decimal_places": _("An amount has at most three decimals. Nothing is rounded: write it anew."),
    }

    def __init__(self, *, decimal_places: int = 3, **kwargs: Any) -> None:
        attrs = {"dir": "ltr", "inputmode": "decimal", "autocomplete": "off", "class": "short"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_digits=12, decimal_places=decimal_places, min_value=0, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django does
        try:
            return super().to_python(amount_in(value) if isinstance(value, str) else value)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class Phone(forms.CharField):
    """A phone number as E.164 (+962…); numbers without a country are Jordan's.

    Only the length is judged: a number that a person remembers is worth keeping even if no network claims it.
    """

    default_error_messages = {"invalid": _("Write a phone number, for example 079 000 0012 or +962 79 000 0012.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"dir": "ltr", "type": "tel", "inputmode": "tel", "autocomplete": "off", "class": "short"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        text = clean_line(super().clean(value))
        if text and not (number := read_phone(text)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number if text else ""


class Choice(forms.ChoiceField):
    """One of a few: radio buttons, or a list with `as_list`. `hints` explains single answers; `needed_for`: when a field that
    may stay empty is needed after all."""

    needed_for: Any = ""

    def __init__(
        self,
        *,
        choices: Options,
        as_list: bool = False,
        hints: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", forms.Select if as_list else forms.RadioSelect)
        super().__init__(choices=(lambda: _with_blank(choices)) if as_list else choices, **kwargs)
        self.hints = dict(hints or {})


class Choices(forms.MultipleChoiceField):
    """Any of a few: checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, choices: Options, hints: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)
        self.hints = dict(hints or {})


def _with_blank(choices: Options) -> list[tuple[Any, Any]]:
    return [("", _("Choose…")), *(choices() if callable(choices) else choices)]


def read_day(text: str) -> datetime.date:
    """The date written in `text`, or ValidationError."""
    tidy = clean_line(digits(text)).replace(" ", "")
    if match := _YEAR_FIRST.fullmatch(tidy):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(tidy):
        day, month, year = match.groups()
    else:
        raise ValidationError(Day.default_error_messages["invalid"], code="invalid")
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        raise ValidationError(_("There is no such day in the calendar."), code="invalid") from None
