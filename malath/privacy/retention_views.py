"""Pages about how long files are kept: what is due, and one file with its holds, its announcement and its certificate."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from malath.accounts.http import StaffRequest, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.privacy.actions import retention as actions
from malath.privacy.actions.retention import CannotErase
from malath.privacy.gates import retention as gates
from malath.privacy.retention_forms import EndHold, EraseForEver, KeepLonger, NewHold
from malath.privacy.words import HoldKind, KeepBecause


@require_safe
@power_required(Power.READ_TRAIL)
def kept(request: StaffRequest) -> HttpResponse:
    """Closed files that are due, announced, held, and erased last."""
    return render(request, "privacy/kept.html", {"page": gates.files_to_review(request.user, at=now())})


@require_safe
@power_required(Power.READ_TRAIL)
def kept_file(request: StaffRequest, reference: str) -> HttpResponse:
    """One file: keep it longer, hold it, announce its erasure; afterwards its certificate."""
    return _page(request, reference)


@require_POST
@power_required(Power.READ_TRAIL)
def keep_longer(request: StaffRequest, reference: str) -> HttpResponse:
    """Look at it again on a later day."""
    at, form = now(), KeepLonger(request.POST)
    file = gates.file_to_keep(request.user, reference, at=at)

    def act() -> object:
        because = KeepBecause(form.cleaned_data["because"])
        return actions.keep_longer(file, until=form.cleaned_data["until"], because=because, by=request.user, at=at)

    return _done(request, reference, form, act, _("It is kept longer."), name="longer")


@require_POST
@power_required(Power.READ_TRAIL)
def hold(request: StaffRequest, reference: str) -> HttpResponse:
    """A court, a claim or a complaint wants it kept."""
    at, form = now(), NewHold(request.POST)
    file = gates.file_to_keep(request.user, reference, at=at)

    def act() -> object:
        kind, number = HoldKind(form.cleaned_data["kind"]), form.cleaned_data["number"]
        return actions.hold(file, kind=kind, number=number, by=request.user, at=at)

    return _done(request, reference, form, act, _("It is held. Nobody erases it until the hold ends."), name="holding")


@require_POST
@power_required(Power.READ_TRAIL)
def end_hold(request: StaffRequest, reference: str) -> HttpResponse:
    """A hold is over."""
    at, form = now(), EndHold(request.POST)
    file = gates.file_to_keep(request.user, reference, at=at)

    def act() -> object:
        return actions.end_hold(file, form.cleaned_data["hold"], by=request.user, at=at)

    return _done(request, reference, form, act, _("The hold has ended."), name="")


@require_POST
@power_required(Power.READ_TRAIL)
def announce_erasure(request: StaffRequest, reference: str) -> HttpResponse:
    """Tell the desk whose file it was, fourteen days before."""
    at, form = now(), forms.Form(request.POST)
    file = gates.file_to_keep(request.user, reference, at=at)

    def act() -> object:
        return actions.announce_erasure(file, by=request.user, at=at)

    return _done(request, reference, form, act, _("Announced. The desk was told."), name="")


@require_POST
@power_required(Power.READ_TRAIL)
def call_off_erasure(request: StaffRequest, reference: str) -> HttpResponse:
    """It is not erased after all."""
    at, form = now(), forms.Form(request.POST)
    file = gates.file_to_keep(request.user, reference, at=at)

    def act() -> object:
        return actions.call_off_erasure(file, by=request.user, at=at)

    return _done(request, reference, form, act, _("Called off."), name="")


@require_POST
@power_required(Power.READ_TRAIL)
def erase_file(request: StaffRequest, reference: str) -> HttpResponse:
    """Erase it for ever; what comes back is the certificate."""
    at, form = now(), EraseForEver(request.POST, reference=reference)
    file = gates.file_to_keep(request.user, reference, at=at)

    def act() -> object:
        return actions.erase_file(file, by=request.user, at=at)

    return _done(request, reference, form, act, _("Erased for ever."), name="erasing")


def _done(
    request: StaffRequest, reference: str, form: forms.Form, act: Callable[[], object], said: str, *, name: str
) -> HttpResponse:
    """Carry an act out and go back to the file; what was refused stays in its form."""
    if form.is_valid():
        try:
            act()
        except CannotErase as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason.label))
        else:
            messages.success(request, said)
            return redirect("privacy:kept_file", reference)
    if not name:
        for error in form.non_field_errors() or [_("This could not be done. Open the page again.")]:
            messages.error(request, str(error))
        return redirect("privacy:kept_file", reference)
    return _page(request, reference, **{name: form})


def _page(request: StaffRequest, reference: str, **sent: forms.Form) -> HttpResponse:
    at = now()
    page = gates.kept_shown(gates.file_to_keep(request.user, reference, at=at), request.user, at=at)
    fresh = {"longer": KeepLonger(), "holding": NewHold(), "erasing": EraseForEver(reference=reference)}
    context = {"page": page, "at": at, **fresh, **sent}
    return render(request, "privacy/kept_file.html", context, status=422 if sent else 200)
