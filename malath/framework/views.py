"""Pages of the texts of the framework."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.documents import queries as documents
from malath.documents.queries import Damaged
from malath.documents.receiving import Received, Unfit, receive
from malath.documents.uploads import SealedUpload
from malath.foundation.clock import now
from malath.framework import actions, gates, queries
from malath.framework.actions import CannotDo, Content
from malath.framework.forms import NewText, NewVersion
from malath.framework.words import Proof, TextKind, WhyNot

FORM = ["GET", "HEAD", "POST"]
FIELDS = {WhyNot.SAME_LABEL: "label", WhyNot.DAY_AHEAD: "dated_on", WhyNot.NOTHING_TO_READ: "words"}


@require_GET
@staff_required
def listing(request: StaffRequest) -> HttpResponse:
    """Laws, procedures and forms, those first that wait to be read."""
    return render(request, "framework/list.html", {"page": queries.framework_page(holdings_of(request))})


@require_GET
@staff_required
def text(request: StaffRequest, reference: str) -> HttpResponse:
    """One text, its versions, and who has read it."""
    page = queries.text_page(gates.text_to_view(reference), holdings_of(request), now())
    return render(request, "framework/text.html", {"page": page})


@require_http_methods(FORM)
@power_required(Power.COORDINATE)
def bring(request: StaffRequest) -> HttpResponse:
    """A text comes into the framework."""
    at, form = now(), NewText(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_valid():
        typed = form.cleaned_data
        kind, titles = TextKind(typed["kind"]), (typed["title_en"], typed["title_ar"])
        if _done(form, lambda content: actions.bring(kind, *titles, content, by=request.user, at=at)):
            messages.success(request, _("It is part of the framework. Whoever has to read it sees it first on their list."))
            return redirect("framework:list")
    return render(request, "framework/bring.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(FORM)
@power_required(Power.COORDINATE)
def bring_version(request: StaffRequest, reference: str) -> HttpResponse:
    """A text stands otherwise from a day on."""
    at, row = now(), gates.text_to_view(reference)
    form = NewVersion(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_valid() and _done(form, lambda content: actions.bring_version(row, content, by=request.user, at=at)):
        messages.success(request, _("The new version holds. Whoever has to read it sees it first on their list."))
        return redirect("framework:text", reference)
    context = {"form": form, "reference": reference}
    return render(request, "framework/bring.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def say_read(request: StaffRequest, reference: str) -> HttpResponse:
    """Read and understood."""
    version = gates.version_to_view(reference)
    try:
        actions.say_read(version, request.user, by=request.user, at=now())
        messages.success(request, _("Written down: you read it and understood it."))
    except CannotDo as refused:
        messages.error(request, str(refused.reasons[0].label))
    return redirect("framework:text", version.text.reference)


@require_GET
@staff_required
def take_file(request: StaffRequest, reference: str) -> HttpResponse:
    """The file of a version."""
    row = gates.file_to_take(reference)
    try:
        copy = documents.copy_of(row)
    except Damaged:
        messages.error(request, _("This attachment is damaged or not there any more. Tell whoever looks after the system."))
        return redirect("framework:list")
    return cast(HttpResponse, StreamingHttpResponse(copy.chunks, content_type=copy.content_type, headers=copy.headers))


def _done(form: NewVersion, act: Callable[[Content], object]) -> bool:
    """Whether the act was done; why not stands in the form."""
    typed = form.cleaned_data
    try:
        act(
            Content(
                typed["label"], typed["source"], typed["dated_on"], Proof(typed["proof"]), typed["words"], typed["changes"],
                _received(typed.get("file")), typed["touches"], typed["roles"],
            )
        )  # fmt: skip
    except Unfit as unfit:
        form.add_error("file", str(unfit.reason.label))
    except CannotDo as refused:
        for reason in refused.reasons:
            form.add_error(FIELDS.get(reason), str(reason.label))
    return not form.errors


def _received(upload: object) -> Received | None:
    return receive(upload) if isinstance(upload, SealedUpload) else None
