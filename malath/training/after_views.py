"""Pages of what follows a workshop or a study visit."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, power_required, staff_required
from malath.accounts.roles import Power
from malath.foundation.clock import in_amman, now
from malath.training import gates
from malath.training.actions import after as acts
from malath.training.actions.after import Journey
from malath.training.after_forms import AgreeForm, ApproveTravel, FollowUpForm, ReportForm, VisitForm
from malath.training.http import FORM, done
from malath.training.queries import after as reads
from malath.training.words import Outcome

if TYPE_CHECKING:
    from malath.training.models import Course


@require_GET
@staff_required
def after(request: StaffRequest, reference: str) -> HttpResponse:
    """What follows a workshop or a study visit."""
    at = now()
    return _after(request, gates.course_to_go_on(request.user, reference, at=at), at)


@require_POST
@power_required(Power.COORDINATE)
def plan_visit(request: StaffRequest, reference: str) -> HttpResponse:
    """Where a study visit goes and what for."""
    at, form = now(), VisitForm(request.POST)
    row = gates.course_to_go_on(request.user, reference, at=at)
    if form.is_valid() and done(form, lambda: acts.plan_visit(row, Journey(**form.cleaned_data), by=request.user, at=at)):
        messages.success(request, _("The plan of the visit is kept."))
        return redirect("training:after", reference)
    return _after(request, row, at, planning=form)


@require_POST
@power_required(Power.COORDINATE)
def approve_travel(request: StaffRequest, reference: str) -> HttpResponse:
    """The journey of a delegation is approved."""
    at, form = now(), ApproveTravel(request.POST)
    row = gates.course_to_go_on(request.user, reference, at=at)
    if form.is_valid():
        because = form.cleaned_data["because"]
        if done(form, lambda: acts.approve_travel(row, because, by=request.user, at=at)):
            messages.success(request, _("The journey is approved."))
            return redirect("training:after", reference)
    return _after(request, row, at, approving=form)


@require_POST
@staff_required
def write_report(request: StaffRequest, reference: str) -> HttpResponse:
    """What came out of it."""
    at, form = now(), ReportForm(request.POST)
    row = gates.course_to_go_on(request.user, reference, at=at)
    if form.is_valid() and done(form, lambda: acts.write_report(row, form.cleaned_data["words"], by=request.user, at=at)):
        messages.success(request, _("The report is kept."))
        return redirect("training:after", reference)
    return _after(request, row, at, reporting=form)


@require_POST
@staff_required
def agree(request: StaffRequest, reference: str) -> HttpResponse:
    """Something is agreed."""
    at = now()
    row = gates.course_to_go_on(request.user, reference, at=at)
    form = AgreeForm(request.POST, who=reads.after_page(row, request.user, at).who)
    if form.is_valid():
        typed, officer = form.cleaned_data, gates.officer_in(row, form.cleaned_data["who"])
        if done(form, lambda: acts.agree(row, officer, typed["what"], typed["due_on"], by=request.user, at=at)):
            messages.success(request, _("Kept. Whoever does it is told when it is asked what became of it."))
            return redirect("training:after", reference)
    return _after(request, row, at, agreeing=form)


@require_http_methods(FORM)
@staff_required
def follow_up(request: StaffRequest, reference: str) -> HttpResponse:
    """What became of something agreed."""
    at, form = now(), FollowUpForm(request.POST if request.method == "POST" else None)
    row = gates.undertaking_to_follow(request.user, reference, at=at)
    if form.is_valid():
        outcome, because = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["because"]
        if done(form, lambda: acts.follow_up(row, outcome, because, by=request.user, at=at)):
            messages.success(request, _("It is kept what became of it."))
            return redirect("training:after", row.course.reference)
    line = reads.undertaking_line(row, in_amman(at).date())
    context = {"form": form, "line": line, "course": row.course.title, "reference": row.course.reference}
    return render(request, "training/follow_up.html", context, status=422 if form.errors else 200)


def _after(
    request: StaffRequest, row: "Course", at: datetime, *, planning: Form | None = None, approving: Form | None = None,
    reporting: Form | None = None, agreeing: Form | None = None,
) -> HttpResponse:  # fmt: skip
    page = reads.after_page(row, request.user, at)
    visit = page.visit
    first = {"country": visit.country, "receiver": visit.receiver, "objectives": visit.objectives} if visit else {}
    context = {
        "page": page, "planning": planning or VisitForm(initial=first), "approving": approving or ApproveTravel(),
        "reporting": reporting or ReportForm(), "agreeing": agreeing or AgreeForm(who=page.who),
    }  # fmt: skip
    wrong = any(form is not None and form.errors for form in (planning, approving, reporting, agreeing))
    return render(request, "training/after.html", context, status=422 if wrong else 200)
