"""Pages of questions between bodies: who asks learns nothing, who holds a file decides."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.linkage import actions, gates
from malath.linkage.actions import CannotAsk, CannotReply
from malath.linkage.forms import AskElsewhere
from malath.linkage.gates import OpenedTelling
from malath.linkage.queries import pages
from malath.linkage.words import Reply, WhyNotAsk


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def elsewhere(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask whether other bodies know a person. The answer is the same words at once, whoever knows them."""
    at = now()
    opened = gates.file_to_ask_about(request.user, reference, at=at)
    form = AskElsewhere(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        try:
            actions.ask_elsewhere(
                opened.person, because=because, desk=opened.desk, holdings=opened.holdings, by=request.user, at=at
            )
        except CannotAsk as refused:
            gates.record_refused(reference, [reason.value for reason in refused.reasons], request.user, at=at)
            for reason in refused.reasons:
                form.add_error("because" if reason == WhyNotAsk.REASON_MISSING else None, str(reason.label))
        else:
            messages.success(
                request, _("The question is on its way. Who may know the person is told, and decides. You see no answer here.")
            )
            return redirect("linkage:elsewhere", reference)
    page = pages.elsewhere_page(opened.person, opened.desk, opened.holdings, request.user, at)
    context = {"page": page, "form": form, "at": at}
    return render(request, "linkage/elsewhere.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required
def told(request: StaffRequest, reference: str) -> HttpResponse:
    """A question of another body about somebody who may be in a file of this one."""
    at = now()
    return _show(request, gates.telling_to_judge(request.user, reference, at=at))


@require_POST
@staff_required
def speak(request: StaffRequest, reference: str) -> HttpResponse:
    """This body speaks with the one that asked."""
    return _reply(request, reference, Reply.OPENLY, now())


@require_POST
@staff_required
def keep_silent(request: StaffRequest, reference: str) -> HttpResponse:
    """This body says nothing, and nobody learns that."""
    return _reply(request, reference, Reply.SILENT, now())


def _reply(request: StaffRequest, reference: str, how: Reply, at: datetime) -> HttpResponse:
    opened = gates.telling_to_judge(request.user, reference, at=at)
    try:
        actions.reply(opened.telling, how, desk=opened.desk, by=request.user, at=at)
    except CannotReply as refused:
        return _show(request, opened, [str(reason.label) for reason in refused.reasons])
    spoken = _("Who asked is told that your body knows the person, and whom to turn to.")
    messages.success(request, spoken if how == Reply.OPENLY else _("Nothing is said. Nobody sees that you decided this."))
    return redirect("linkage:told", reference)


def _show(request: StaffRequest, opened: OpenedTelling, reasons: list[str] | None = None) -> HttpResponse:
    context = {"page": pages.told_page(opened.telling, opened.sight), "reasons": reasons}
    return render(request, "linkage/told.html", context, status=409 if reasons else 200)
