"""Pages of what is due after courses: what became practice at work, and refreshers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from malath.accounts.http import StaffRequest, holdings_of, staff_required
from malath.foundation.clock import now
from malath.training import gates
from malath.training.actions import practice as acts
from malath.training.http import FORM, done
from malath.training.practice_forms import PracticeForm
from malath.training.queries import keeping, refresh
from malath.training.queries import practice as reads


@require_GET
@staff_required
def due(request: StaffRequest) -> HttpResponse:
    """What is due after courses, of oneself and of whom one supervises or trained."""
    at, holdings = now(), holdings_of(request)
    context = {
        "open": reads.open_for(holdings, at),
        "refreshers": refresh.due_for(holdings, at),
        "unkept": keeping.unkept_for(holdings, at),
    }
    return render(request, "training/due.html", context)


@require_http_methods(FORM)
@staff_required
def practice(request: StaffRequest, reference: str) -> HttpResponse:
    """How often an officer does at work what they learnt."""
    at, holdings = now(), holdings_of(request)
    row = gates.certificate_to_say(request.user, reference, at=at)
    page = reads.practice_page(row, holdings, at, delivers=gates.delivers(request.user, row.nomination.course, at))
    form = PracticeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = page.says or reads.who_says(row.nomination.officer, holdings, delivers=True)
        if said is None:
            raise PermissionDenied(reference)
        if done(form, lambda: acts.say_practice(row, said, form.answers(), by=request.user, at=at)):
            messages.success(request, _("Kept. It is for learning: whoever trained there reads it."))
            return redirect("training:due")
    return render(request, "training/practice.html", {"form": form, "page": page}, status=422 if form.errors else 200)
