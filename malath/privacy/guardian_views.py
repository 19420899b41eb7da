"""Pages of guardians: who decides for a child, what proves it, who does not, and what the child says itself."""

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.accounts.roles import Power
from malath.audit.words import Did
from malath.foundation.clock import now
from malath.privacy import gates
from malath.privacy.actions import guardians as actions
from malath.privacy.actions.guardians import CannotGuard, View
from malath.privacy.gates import OpenedToWrite
from malath.privacy.gates.guardians import guardian_to_change
from malath.privacy.guardian_forms import ChildView, DoubtGuardian, NameGuardian, VerifyGuardian
from malath.privacy.queries import guardians as queries
from malath.privacy.words import AssentView, GuardianKind, GuardianProof, Section

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@staff_required
def guardians(request: StaffRequest, reference: str) -> HttpResponse:
    """Who decides together with a child; and writing down somebody who says that they do."""
    at, form = now(), NameGuardian(_posted(request))
    if request.method == "POST":
        opened = gates.consents_to_write(request.user, reference, at=at)
        if form.is_valid() and _named(opened, form, request, at):
            messages.success(request, _("Written down. They decide nothing before somebody else has seen the proof."))
            return redirect("privacy:guardians", reference)
        gates.record_shown(opened, request.user, at=at, event=Did.CONSENTS_VIEWED)
        seen = opened.person, opened.sight, opened.holdings
    else:
        event = Did.CONSENTS_VIEWED
        viewed = gates.person_to_view(request.user, reference, at=at, section=Section.CONSENTS, event=event)
        seen = viewed.person, viewed.sight, viewed.holdings
    page = queries.guardians_page(*seen, may_record=seen[2].may(Power.RECORD_CONSENT))
    context = {"page": page, "form": form, "view": ChildView()}
    return render(request, "privacy/guardians.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
@staff_required
def verify_guardian(request: StaffRequest, reference: str, guardian: str) -> HttpResponse:
    """What proves that somebody decides for the child, seen by another than who wrote them down."""
    form = VerifyGuardian(_posted(request))
    texts = (
        _("What proves it?"),
        _("Look at it yourself. Until then, and while there is doubt, nobody decides for the child."),
    )

    def write() -> str:
        proof, which = GuardianProof(form.cleaned_data["proof"]), form.cleaned_data["which"]
        actions.verify_guardian(found, proof=proof, which=which, by=request.user, at=at)
        return _("Recorded. They may answer now, together with the child.")

    at = now()
    opened, found = guardian_to_change(request.user, reference, guardian, at=at, event=_seen(request))
    return _form(request, opened, form, texts, write, at)


@require_http_methods(FORM)
@staff_required
def doubt_guardian(request: StaffRequest, reference: str, guardian: str) -> HttpResponse:
    """Somebody may be part of what happened: they decide nothing from this moment on."""
    form = DoubtGuardian(_posted(request))
    texts = (
        _("This guardian may be part of it"),
        _("They decide nothing from this moment on. What was opened for the child stays."),
    )

    def write() -> str:
        actions.doubt_guardian(found, because=form.cleaned_data["because"], by=request.user, at=at)
        return _("Recorded. In danger the child is protected without consent (O2); no guardian is asked.")

    at = now()
    opened, found = guardian_to_change(request.user, reference, guardian, at=at, event=_seen(request))
    return _form(request, opened, form, texts, write, at)


@require_POST
@staff_required
def end_guardian(request: StaffRequest, reference: str, guardian: str) -> HttpResponse:
    """Somebody decides no longer."""
    at = now()
    _opened, found = guardian_to_change(request.user, reference, guardian, at=at)
    try:
        actions.end_guardian(found, by=request.user, at=at)
    except CannotGuard as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason.label))
    else:
        messages.success(request, _("They decide no longer."))
    return redirect("privacy:guardians", reference)


@require_http_methods(FORM)
@staff_required
def child_view(request: StaffRequest, reference: str) -> HttpResponse:
    """What the child says about what happens to it."""
    at, form = now(), ChildView(_posted(request))
    opened = gates.consents_to_write(request.user, reference, at=at, event=_seen(request))
    texts = (
        _("What the child says"),
        _("About what happens to it now. Ask alone, without pressure; not to answer is an answer."),
    )

    def write() -> str:
        said = View(AssentView(form.cleaned_data["view"]), form.cleaned_data["words"])
        actions.record_view(opened.person, said, desk=opened.desk, by=request.user, at=at)
        return _("Written down.")

    return _form(request, opened, form, texts, write, at)


def _form(
    request: StaffRequest,
    opened: OpenedToWrite,
    form: forms.Form,
    texts: tuple[str, str],
    write: Callable[[], str],
    at: datetime,
) -> HttpResponse:
    if form.is_valid():
        try:
            said = write()
        except CannotGuard as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason.label))
        else:
            messages.success(request, said)
            return redirect("privacy:guardians", opened.person.reference)
    if request.method == "POST":
        gates.record_shown(opened, request.user, at=at, event=Did.CONSENTS_VIEWED)
    context = {"reference": opened.person.reference, "form": form, "title": texts[0], "help": texts[1]}
    return render(request, "privacy/guardian.html", context, status=422 if form.errors else 200)


def _named(opened: OpenedToWrite, form: NameGuardian, request: StaffRequest, at: datetime) -> bool:
    kind, name = GuardianKind(form.cleaned_data["kind"]), form.cleaned_data["name"]
    try:
        actions.name_guardian(opened.person, kind=kind, name=name, desk=opened.desk, by=request.user, at=at)
    except CannotGuard as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason.label))
    return not form.errors


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _seen(request: HttpRequest) -> Did | None:
    """What is recorded as seen when the form is shown."""
    return None if request.method == "POST" else Did.CONSENTS_VIEWED
