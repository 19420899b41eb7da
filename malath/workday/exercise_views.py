"""Exercises and accounts of trainees: addresses that exist in a house for training only (see `urls.py`)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Role
from malath.foundation.clock import now
from malath.workday import actions
from malath.workday.exercise_forms import Trainees
from malath.workday.exercise_queries import LEADS, exercises_page


@require_http_methods(["GET", "HEAD"])
@staff_required
def exercises(request: StaffRequest) -> HttpResponse:
    """What there is to practise for one's role, and what of it is done."""
    return _page(request, Trainees())


@require_POST
@power_required(*LEADS)
def add_trainees(request: StaffRequest) -> HttpResponse:
    """Accounts for the people of a course: each comes in with one press on the first page."""
    at, form = now(), Trainees(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.add_trainees(typed["course"], typed["many"], Role(typed["role"]), by=request.user, at=at)
        except actions.CannotTrain as refused:
            form.add_error("role", str(refused.reason.label))
        else:
            count = len(made)
            said = ngettext("%(count)s account is ready.", "%(count)s accounts are ready.", count)
            messages.success(request, said % {"count": count})
            return redirect("workday:exercises")
    return _page(request, form, status=422)


def _page(request: StaffRequest, form: Trainees, status: int = 200) -> HttpResponse:
    context = {"page": exercises_page(request.user.reference, holdings_of(request), now()), "form": form}
    return render(request, "workday/exercises.html", context, status=status)
