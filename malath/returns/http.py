"""What the pages of a return share: a form on a page of its own, and an act whose refusal stands in the form."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from malath.accounts.http import StaffRequest
from malath.privacy.actions import CannotRecord
from malath.returns.actions import CannotReturn
from malath.returns.actions.reintegration import CannotReintegrate

FORM = ["GET", "HEAD", "POST"]
CHECKLIST = "returns:checklist"


@dataclass(frozen=True)
class Sheet:
    """A form on a page of its own: what it is for, what its button says, and where one goes back to. `more`: what a second
    button says that asks for more room; `first`: what else may be done first, and where."""

    title: str
    told: str
    act: str
    back: str = ""
    more: str = ""
    first: tuple[str, str, str] | None = None


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what was refused stands in the form."""
    try:
        act()
    except (CannotReturn, CannotReintegrate, CannotRecord) as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason.label))
        return False
    return True


def answered(
    request: StaffRequest, reference: str, form: forms.Form, sheet: Sheet, act: Callable[[], object], *, page: str = CHECKLIST
) -> HttpResponse:  # fmt: skip
    """Do what the form of a return says and go back to a page of it, or show it with what was typed and what is wrong."""
    back = reverse(page, args=[reference])
    if form.is_valid() and done(form, act):
        messages.success(request, _("Written down."))
        return redirect(back)
    context = {"form": form, "sheet": sheet, "back": sheet.back or back}
    return render(request, "returns/form.html", context, status=422 if form.errors else 200)


def pressed(
    request: StaffRequest, reference: str, act: Callable[[], object], *, form: forms.Form | None = None, page: str = CHECKLIST
) -> HttpResponse:  # fmt: skip
    """Do what a button says; what was refused, or was not chosen, is said on the page where one goes back to."""
    said = form if form is not None else forms.Form({})
    if said.is_valid() and done(said, act):
        messages.success(request, _("Written down."))
    for error in said.non_field_errors():
        messages.error(request, str(error))
    if said.errors and not said.non_field_errors():
        messages.error(request, _("Choose an answer first."))
    return redirect(page, reference)
