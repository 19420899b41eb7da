"""What the pages of support share: a form on a page of its own, and an act whose refusal stands in the form."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from malath.accounts.http import StaffRequest
from malath.support.actions import CannotChange, CannotSupport

FORM = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Sheet:
    """A form on a page of its own: what it is for, what its button says, and where one goes back to."""

    title: str
    told: str
    act: str
    back: str


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what was refused stands in the form."""
    try:
        act()
    except (CannotSupport, CannotChange) as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason.label))
        return False
    return True


def back(request: StaffRequest, form: forms.Form, page: str, *where: str) -> HttpResponse:
    """To the page it was done on; what was refused is said there."""
    if form.is_valid() and not form.errors:
        messages.success(request, _("Written down."))
    for error in form.non_field_errors():
        messages.error(request, str(error))
    if form.errors and not form.non_field_errors():
        messages.error(request, _("Choose an answer first."))
    return redirect(page, *where)


def sheet(request: StaffRequest, form: forms.Form, page: Sheet, **more: object) -> HttpResponse:
    """The page of a form, with what was typed and what is wrong with it."""
    context = {"form": form, "sheet": page, **more}
    return render(request, "support/form.html", context, status=422 if form.errors else 200)
