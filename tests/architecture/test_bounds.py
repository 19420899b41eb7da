"""Every field that is typed into: taken at its limits, refused beyond them, in a sentence the reader can read."""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from malath.accounts.factor_forms import password_field
from malath.ui.fields import Day, Whole
from tests.architecture.sources import ROOT

MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "malath").glob("*/*forms.py")
)  # fmt: skip
UNSPOKEN = (forms.HiddenInput, forms.MultipleHiddenInput)


def fields() -> Iterator[tuple[str, forms.Field]]:
    for module in map(import_module, MODULES):
        for form in vars(module).values():
            if isinstance(form, type) and issubclass(form, forms.BaseForm) and form.__module__ == module.__name__:
                own = {f"{module.__name__}.{form.__name__}.{name}": field for name, field in form.base_fields.items()}  # type: ignore[attr-defined]  # set by the form's metaclass
                yield from ((name, field) for name, field in own.items() if not isinstance(field.widget, UNSPOKEN))


FIELDS = dict(fields())
# Made when the form is: the library would make its own otherwise.
LATE = {"malath.accounts.factor_forms.SignIn.password": password_field("", "")}
TEXTS = {name: field for name, field in (FIELDS | LATE).items() if isinstance(field, forms.CharField)}
# Read before it is measured: what is too long is no date.
READ_FIRST = {"malath.privacy.forms.Identity.birth": "invalid"}
NUMBERS = {name: field for name, field in FIELDS.items() if isinstance(field, Whole)}
DAYS = {name: field for name, field in FIELDS.items() if isinstance(field, Day)}


def refusals(field: forms.Field, value: Any) -> dict[str, tuple[str, str]]:
    """Why a value is refused, by code: in English and in Arabic."""

    def said(language: str) -> dict[str, str]:
        with translation.override(language):
            try:
                field.clean(value)
            except ValidationError as refused:
                return {str(error.code): " ".join(ValidationError(error).messages) for error in refused.error_list}
        return {}

    english, arabic = said("en"), said("ar")
    return {code: (english[code], arabic[code]) for code in english}


def is_said(refused: dict[str, tuple[str, str]], code: str, *numbers: int) -> bool:
    """Whether this reason is given in both languages, and names these numbers."""
    english, arabic = refused.get(code, ("", ""))
    return english != arabic and all(str(number) in english and str(number) in arabic for number in numbers)


def test_the_fields_are_found() -> None:
    assert {"malath.cases.forms.NewCase.name", "malath.referrals.forms.Decline.note"} <= TEXTS.keys()
    assert {"malath.privacy.forms.Facts.children"} <= NUMBERS.keys()
    assert {"malath.accounts.forms.PutOnDuty.from_day"} <= DAYS.keys()


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_taken_at_its_length_and_refused_beyond(name: str) -> None:
    field = TEXTS[name]
    assert field.max_length, "A field without a length takes whatever is sent."
    longest: int = field.max_length
    for letter in ("x", "س"):
        assert "max_length" not in refusals(field, letter * longest)
        refused = refusals(field, letter * (longest + 1))
        assert is_said(refused, "max_length", longest, longest + 1) or is_said(refused, READ_FIRST.get(name, ""))


@pytest.mark.parametrize("name", [*NUMBERS, *DAYS])
def test_a_number_or_a_day_is_taken_at_its_ends_and_refused_beyond(name: str) -> None:
    field, one = FIELDS[name], timedelta(days=1) if name in DAYS else 1
    first, last = limit(field, "min_value"), limit(field, "max_value")
    for end, beyond, code in ((first, first - one, "min_value"), (last, last + one, "max_value")):
        assert refusals(field, written(end)) == {}
        assert is_said(refusals(field, written(beyond)), code)


def limit(field: forms.Field, code: str) -> Any:
    """Where a field ends; it fails where it does not."""
    return next(validator.limit_value for validator in field.validators if getattr(validator, "code", "") == code)  # type: ignore[attr-defined]  # one with a limit


def written(value: date | int) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
