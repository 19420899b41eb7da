"""Two small things that the sign-in pages need."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: object) -> str:
    """Data for a script of ours, to be put into a `data-` attribute: strict pages carry no inline scripts."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def in_fours(text: str) -> str:
    """A long code in groups of four, easier to type off a screen."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
