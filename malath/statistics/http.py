"""What the doors of statistics share."""

from django.forms import Form

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.statistics.actions import CannotTell

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
reader_required = power_required(Power.SEE_FIGURES, Power.READ_FIGURES)


def asks(request: StaffRequest) -> bool:
    """Whether the reader may ask for tables, and so sees those that are not out."""
    return holdings_of(request).may(Power.SEE_FIGURES)


def say(form: Form, refused: CannotTell) -> None:
    for reason in refused.reasons:
        form.add_error(None, str(reason.label))
