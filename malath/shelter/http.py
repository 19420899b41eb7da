"""What the pages of the shelter share: doing an act and keeping what was typed where it is refused."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from malath.accounts.http import StaffRequest
from malath.shelter.actions import CannotChange, CannotShelter


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what was refused stands in the form."""
    try:
        act()
    except (CannotShelter, CannotChange) as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason.label))
        return False
    return True


def say(request: StaffRequest, form: forms.Form) -> None:
    """Why not, on the page that follows."""
    errors = [*form.non_field_errors(), *(error for bound in form for error in bound.errors)]
    for error in dict.fromkeys(map(str, errors)):
        messages.error(request, error)


def form_page(request: StaffRequest, template: str, form: forms.Form, **more: object) -> HttpResponse:
    return render(request, template, {"form": form, **more}, status=422 if form.errors else 200)
