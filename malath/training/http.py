"""What the pages of training share: why an act was refused stands at its field."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.forms import Form

from malath.accounts.http import StaffRequest
from malath.training.actions.base import CannotTrain
from malath.training.words import WhyNot

FORM = ["GET", "HEAD", "POST"]
FIELDS: Mapping[WhyNot, str] = {
    WhyNot.SAME_LABEL: "label", WhyNot.ACCOUNT_TAKEN: "email", WhyNot.OTHER_BODY: "email", WhyNot.DAY_AHEAD: "field_since",
    WhyNot.ENDS_BEFORE: "ends_on", WhyNot.TOO_SHORT: "ends_on", WhyNot.NO_MODULES: "modules", WhyNot.OUTSIDE_DAYS: "on",
    WhyNot.HELD_ALREADY: "on", WhyNot.WRONG_CODE: "code", WhyNot.REASON_MISSING: "because",
    WhyNot.OPTIONS_DIFFER: "options_en", WhyNot.NO_RIGHT_ONE: "right", WhyNot.LEADS_TO_SOMEBODY: "words_ar",
    WhyNot.PLAN_UNNAMED: "plan", WhyNot.KNOWN_AHEAD: "on",
    WhyNot.NO_AMOUNT: "estimate", WhyNot.NOTHING_COSTS: "estimate", WhyNot.AMOUNT_TOO_FINE: "actual",
    WhyNot.NO_FUNDER: "funder", WhyNot.FUNDER_IS_SOMEBODY: "funder", WhyNot.PAID_WHEN: "paid_on", WhyNot.PAID_AHEAD: "paid_on",
    WhyNot.RATE_MISSING: "rate", WhyNot.OWN_FEE: "line",
    WhyNot.UNEVEN: "because", WhyNot.WHAT_SHOWS_IT: "because", WhyNot.BEFORE_THE_COURSE: "due_on",
    WhyNot.SAY_IN_THE_END: "outcome",
    WhyNot.COUNTED_AHEAD: "counted_on", WhyNot.NO_SOURCE: "source", WhyNot.NO_POSTS: "posts",
    WhyNot.TOO_FEW_ITEMS: "per_module", WhyNot.PREPARED_ALREADY: "per_module",
}  # fmt: skip


def done(form: Form, act: Callable[[], object]) -> bool:
    """Whether the act was done; why not stands in the form, at the field it is about."""
    try:
        act()
    except CannotTrain as refused:
        for reason in refused.reasons:
            field = FIELDS.get(reason)
            form.add_error(field if field in form.fields else None, str(reason.label))
    return not form.errors


def said(request: StaffRequest, act: Callable[[], object], told: str) -> bool:
    """Do an act of one button; what came of it stands on the next page."""
    try:
        act()
    except CannotTrain as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason.label))
        return False
    messages.success(request, told)
    return True
