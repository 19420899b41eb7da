"""What every page of awareness shares."""

from collections.abc import Callable
from typing import Any

from django.forms import Form

from malath.accounts.roles import Power
from malath.awareness.actions import CannotDo

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
