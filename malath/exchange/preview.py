"""A value of the standard in words."""

from datetime import date

from django.utils.translation import pgettext

from malath.exchange.standard import Field
from malath.exchange.values import Value
from malath.ui.times import day_text


def shown(value: Value, of: Field) -> str:
    """A value in the language that is active now."""
    match value:
        case bool():
            return pgettext("imported value", "Yes") if value else pgettext("imported value", "No")
        case date():
            return day_text(value)
        case tuple():
            return pgettext("between values of a list", ", ").join(_title(code, of) for code in value)
        case str():
            return _title(value, of)
    return str(value)


def _title(code: str, of: Field) -> str:
    return str(of.choices.get(code, code))
