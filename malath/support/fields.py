"""An amount of money as people write it, in any digits. Its currency decides how many decimals it may have: the rule says."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from malath.ui.text import clean_line, digits


class Amount(forms.DecimalField):
    """450, 450.5 or ٤٥٠٫٥٠٠; a fourth decimal is refused, never rounded."""

    default_error_messages = {
        "invalid": _("Write an amount, for example 480 or 480.500."),
        "max_decimal_places": _("An amount has at most three decimals. Nothing is rounded: write it anew."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"dir": "ltr", "inputmode": "decimal", "autocomplete": "off", "class": "short"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_digits=12, decimal_places=3, min_value=0, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django does
        if isinstance(value, str):
            value = clean_line(digits(value)).replace("٫", ".").replace("٬", "").replace(",", "").replace(" ", "")
        return super().to_python(value)
