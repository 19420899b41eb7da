"""Pages of files kept with a case: what is there, one more, a copy, and taking one away."""

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.cases import actions, gates
from malath.cases.actions import CannotChange
from malath.cases.attachment_forms import NewAttachment, TakeAway
from malath.cases.gates import OpenedCase
from malath.cases.queries.attachments import attachments_page
from malath.documents import queries as documents
from malath.documents.actions import CannotTakeAway
from malath.documents.queries import Damaged
from malath.documents.receiving import Unfit, receive
from malath.documents.uploads import MAX_FILE, SealedUpload
from malath.documents.words import AttachmentKind, WhyNotKept, WhyTakenAway
from malath.foundation.clock import now
from malath.privacy.words import Section


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def attachments(request: StaffRequest, reference: str) -> HttpResponse:
    """The files of a case, and one more."""
    at = now()
    opened, sections = gates.attachments_to_view(request.user, reference, at=at)
    if request.method != "POST":
        return _page(request, opened, NewAttachment(open_to=sections) if sections else None)
    asked = next((one for one in Section if one.value == request.POST.get("section", "")), None)
    section = asked or next(iter(sections), Section.STORY)
    writable = gates.attachment_to_add(request.user, reference, section, at=at)
    form = NewAttachment(request.POST, request.FILES, open_to=sections)
    too_large = int(request.META.get("CONTENT_LENGTH") or 0) > MAX_FILE
    if form.is_valid() and _keep(request, writable, form, section, at):
        messages.success(request, _("The attachment is kept, sealed."))
        return redirect("cases:attachments", reference)
    if too_large and "file" in form.errors:
        form.errors["file"] = form.error_class([str(WhyNotKept.TOO_LARGE.label)])
    return _page(request, writable, form)


@require_GET
@staff_required
def take_attachment(request: StaffRequest, reference: str, attachment: str) -> HttpResponse:
    """A copy of a file, opened as it is sent."""
    row = gates.attachment_to_take(request.user, reference, attachment, at=now())
    try:
        copy = documents.copy_of(row)
    except Damaged:
        messages.error(request, _("This attachment is damaged or not there any more. Tell whoever looks after the system."))
        return redirect("cases:attachments", reference)
    return cast(HttpResponse, StreamingHttpResponse(copy.chunks, content_type=copy.content_type, headers=copy.headers))


@require_POST
@staff_required
def take_attachment_away(request: StaffRequest, reference: str, attachment: str) -> HttpResponse:
    """A file is shown no longer."""
    at, form = now(), TakeAway(request.POST)
    opened, row = gates.attachment_to_take_away(request.user, reference, attachment, at=at)
    if not form.is_valid():
        messages.error(request, _("Say why the attachment is taken away."))
        return redirect("cases:attachments", reference)
    because = WhyTakenAway(form.cleaned_data["because"])
    try:
        actions.take_attachment_away(row, opened.case, because, desk=opened.desk, by=request.user, at=at)
        messages.success(request, _("The attachment is taken away."))
    except CannotTakeAway:
        messages.error(request, _("Somebody took this attachment away already."))
    except CannotChange as refused:
        messages.error(request, str(refused.reasons[0].label))
    return redirect("cases:attachments", reference)


def _keep(request: StaffRequest, opened: gates.WritableCase, form: NewAttachment, section: Section, at: datetime) -> bool:
    """Look at the file and keep it; else say in the form why not."""
    upload, typed = form.cleaned_data["file"], form.cleaned_data
    if not isinstance(upload, SealedUpload):
        raise Http404  # it came in another way than through this address
    try:
        received = receive(upload)
        actions.attach(
            opened.case, received, kind=AttachmentKind(typed["kind"]), title=typed["title"] or _name(upload), section=section,
            desk=opened.desk, by=request.user, at=at, once=typed["once"],
        )  # fmt: skip
    except Unfit as unfit:
        form.refuse(str(unfit.reason.label))
    except CannotChange as refused:
        form.add_error(None, [str(reason.label) for reason in refused.reasons])
    else:
        return True
    return False


def _name(upload: SealedUpload) -> str:
    """What a file was called, without its ending: better than nothing to know it by."""
    return (upload.name or "").rpartition(".")[0][:120]


def _page(request: StaffRequest, opened: OpenedCase, form: NewAttachment | None) -> HttpResponse:
    page = attachments_page(opened.case, opened.sight, opened.holdings)
    context = {"page": page, "form": form, "take_away": TakeAway(auto_id=False)}
    return render(request, "cases/attachments.html", context, status=422 if form is not None and form.errors else 200)
