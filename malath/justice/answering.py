"""How a page of the legal track answers what was typed: refused it stays on the page, done it leads on."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from malath.accounts.http import StaffRequest
from malath.justice.actions import CannotChange, CannotDo


@dataclass(frozen=True)
class Asks:
    """What a form page says: its heading, what is told first, its button, and what is said when it was done."""

    title: str
    told: str
    button: str
    done: str


def answer(
    request: StaffRequest, form: forms.Form, asks: Asks, act: Callable[[], object], *, back: str, notes: tuple[str, ...] = ()
) -> HttpResponse:
    """A page with one form. `back`: where it leads when it was done, or called off."""
    if form.is_valid() and was_done(form, act):
        messages.success(request, asks.done)
        return redirect(back)
    context = {"form": form, "asks": asks, "back": back, "notes": notes}
    return render(request, "justice/form.html", context, status=422 if form.errors else 200)


def press(request: StaffRequest, done: str, act: Callable[[], object], *, back: str) -> HttpResponse:
    """A button without a form: what was refused is said on the page it leads back to."""
    form = forms.Form(request.POST)
    if was_done(form, act):
        messages.success(request, done)
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect(back)


def was_done(form: forms.Form, act: Callable[[], object]) -> bool:
    try:
        act()
    except (CannotDo, CannotChange) as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason.label))
        return False
    return True


def file_url(reference: str) -> str:
    return reverse("justice:file", args=[reference])


def proceeding_url(reference: str, proceeding: str) -> str:
    return reverse("justice:proceeding", args=[reference, proceeding])
