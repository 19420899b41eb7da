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

FORM = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Sheet:
    """A form on a page of its own: what it is for, what its button says, and where one goes back to."""

    title: str
    told: str
    act: str
    back: str = ""


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what was refused stands in the form."""
    try:
        act()
    except (CannotReturn, CannotRecord) as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason.label))
        return False
    return True


def answered(request: StaffRequest, reference: str, form: forms.Form, sheet: Sheet, act: Callable[[], object]) -> HttpResponse:
    """Do what the form of a return says and go back to the checklist, or show it with what was typed and what is wrong."""
    back = reverse("returns:checklist", args=[reference])
    if form.is_valid() and done(form, act):
        messages.success(request, _("Written down."))
        return redirect(back)
    context = {"form": form, "sheet": sheet, "back": sheet.back or back}
    return render(request, "returns/form.html", context, status=422 if form.errors else 200)


def pressed(request: StaffRequest, reference: str, act: Callable[[], object]) -> HttpResponse:
    """Do what a button of the checklist says; what was refused is said there."""
    form = forms.Form({})
    if form.is_valid() and done(form, act):
        messages.success(request, _("Written down."))
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect("returns:checklist", reference)
