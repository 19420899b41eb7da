"""What every page of awareness shares."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.forms import Form

from malath.accounts.roles import Power
from malath.awareness import queries
from malath.awareness.actions import CannotDo

if TYPE_CHECKING:
    from malath.awareness.models import Material

FORM = ["GET", "HEAD", "POST"]
READS = (Power.RUN_AWARENESS, Power.COORDINATE)


def done(form: Form, act: Callable[[], Any]) -> Any:
    """What an act made; None where it was refused, and why stands in the form."""
    try:
        return act()
    except CannotDo as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason.label))
    return None


def titles(materials: Iterable["Material"]) -> dict[str, str]:
    """Materials as a form offers them: their titles by their references."""
    return {one.reference: f"{one.get_kind_display()} · {queries.title_of(one)}" for one in materials}
