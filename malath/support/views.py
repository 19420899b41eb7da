"""Pages of the protection plan."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.privacy.words import Section
from malath.support import actions, gates
from malath.support.forms import AddStep, NoteCritical, ProposeGoal, ReviewPlan, SettleGoal, SettleStep, WriteFactor
from malath.support.http import FORM, Sheet, back, done, sheet
from malath.support.queries.plan import goal_line, plan_page
from malath.support.words import Doer, Domain, GoalState, Pull, ReviewCause, Sphere, StepState


@require_safe
@staff_required
def plan(request: StaffRequest, reference: str) -> HttpResponse:
    """The protection plan of one person."""
    at = now()
    opened, desk = gates.plan_to_view(request.user, reference, at=at)
    page = plan_page(opened.case, opened.sight, opened.holdings, desk, at)
    return render(request, "support/plan.html", {"page": page, "at": at})


@require_http_methods(FORM)
@staff_required
def propose_goal(request: StaffRequest, reference: str) -> HttpResponse:
    """A goal that was talked over with the person."""
    at = now()
    opened = gates.plan_to_work_on(request.user, reference, at=at)
    form = ProposeGoal(request.POST if request.method == "POST" else None, initial={"once": uuid4(), "said": "chosen"})
    if form.is_valid():
        data = form.cleaned_data

        def put() -> object:
            return actions.propose_goal(
                opened.case, Domain(data["domain"]), data["words"], refused=data["said"] == "refused", raised=data["raised"],
                desk=opened.desk, by=request.user, at=at, once=data["once"],
            )  # fmt: skip

        if done(form, put):
            messages.success(request, _("Written down."))
            return redirect("support:plan", reference)
    told = _("The person chooses. What they refuse is kept as refused, so that nobody asks again.")
    return sheet(request, form, Sheet(_("A goal"), told, _("Write it down"), _plan_url(reference)))


@require_http_methods(FORM)
@staff_required
def goal(request: StaffRequest, reference: str, goal: str) -> HttpResponse:
    """One goal, with who does what for it."""
    at = now()
    opened, found = gates.goal_to_work_on(request.user, reference, goal, at=at)
    form = AddStep(request.POST if request.method == "POST" else None, initial={"once": uuid4()})
    if form.is_valid():
        data = form.cleaned_data

        def put() -> object:
            return actions.add_step(
                found, data["words"], Doer(data["doer"]), data["due_on"], desk=opened.desk, by=request.user, at=at,
                once=data["once"],
            )  # fmt: skip

        if done(form, put):
            messages.success(request, _("Written down."))
            return redirect("support:goal", reference, goal)
    line = goal_line(opened.case, found, opened.sight, opened.holdings, opened.desk, at)
    context = {"line": line, "reference": reference, "form": form, "settle": SettleGoal(), "end": SettleStep()}
    return render(request, "support/goal.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def settle_goal(request: StaffRequest, reference: str, goal: str) -> HttpResponse:
    """What became of a goal."""
    at, form = now(), SettleGoal(request.POST)
    opened, found = gates.goal_to_work_on(request.user, reference, goal, at=at)
    if form.is_valid():
        result = GoalState(form.cleaned_data["result"])
        done(form, lambda: actions.settle_goal(found, result, desk=opened.desk, by=request.user, at=at))
    return back(request, form, "support:plan", reference)


@require_POST
@staff_required
def settle_step(request: StaffRequest, reference: str, step: str) -> HttpResponse:
    """What became of an action."""
    at, form = now(), SettleStep(request.POST)
    opened, found = gates.step_to_settle(request.user, reference, step, at=at)
    if form.is_valid():
        result = StepState(form.cleaned_data["result"])
        done(form, lambda: actions.settle_step(found, result, desk=opened.desk, by=request.user, at=at))
    return back(request, form, "support:goal", reference, found.goal.reference)


@require_http_methods(FORM)
@staff_required
def write_factor(request: StaffRequest, reference: str) -> HttpResponse:
    """A determinant: what makes the person vulnerable, or protects them."""
    at = now()
    opened = gates.plan_to_work_on(request.user, reference, at=at, section=Section.STORY)
    form = WriteFactor(request.POST if request.method == "POST" else None, initial={"once": uuid4()})
    if form.is_valid():
        data = form.cleaned_data

        def put() -> object:
            return actions.write_factor(
                opened.case, Sphere(data["sphere"]), Pull(data["pull"]), data["words"], desk=opened.desk, by=request.user,
                at=at, once=data["once"],
            )  # fmt: skip

        if done(form, put):
            messages.success(request, _("Written down."))
            return redirect("support:plan", reference)
    told = _("What makes the person vulnerable and what protects them, in each sphere. Look for what protects as well.")
    return sheet(request, form, Sheet(_("A determinant"), told, _("Write it down"), _plan_url(reference)))


@require_POST
@staff_required
def strike_factor(request: StaffRequest, reference: str, factor: str) -> HttpResponse:
    """A determinant holds no longer."""
    at, form = now(), forms.Form(request.POST)
    opened, found = gates.factor_to_strike(request.user, reference, factor, at=at)
    done(form, lambda: actions.strike_factor(found, desk=opened.desk, by=request.user, at=at))
    return back(request, form, "support:plan", reference)


@require_POST
@staff_required
def agree_plan(request: StaffRequest, reference: str) -> HttpResponse:
    """The person and the desk agree on the plan."""
    at, form = now(), forms.Form(request.POST)
    opened = gates.plan_to_work_on(request.user, reference, at=at)
    done(form, lambda: actions.agree_plan(opened.case, desk=opened.desk, by=request.user, at=at))
    return back(request, form, "support:plan", reference)


@require_http_methods(FORM)
@staff_required
def review_plan(request: StaffRequest, reference: str) -> HttpResponse:
    """The plan is looked at again."""
    at = now()
    opened = gates.plan_to_work_on(request.user, reference, at=at)
    first = {"once": uuid4(), "cause": ReviewCause.PLANNED}
    form = ReviewPlan(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        data = form.cleaned_data

        def put() -> object:
            return actions.review_plan(
                opened.case, ReviewCause(data["cause"]), data["words"], desk=opened.desk, by=request.user, at=at,
                once=data["once"],
            )  # fmt: skip

        if done(form, put):
            messages.success(request, _("Reviewed. The next look is due anew."))
            return redirect("support:plan", reference)
    told = _("With the person. Goals and actions are changed on the plan itself.")
    return sheet(request, form, Sheet(_("Review the plan"), told, _("It is reviewed"), _plan_url(reference)))


@require_http_methods(FORM)
@staff_required
def note_critical(request: StaffRequest, reference: str) -> HttpResponse:
    """Something critical has happened."""
    at = now()
    opened = gates.plan_to_work_on(request.user, reference, at=at)
    form = NoteCritical(request.POST if request.method == "POST" else None)
    if form.is_valid():
        words = form.cleaned_data["happened"]
        if done(form, lambda: actions.note_critical(opened.case, words, desk=opened.desk, by=request.user, at=at)):
            messages.success(request, _("Written down. The plan is looked at within a day."))
            return redirect("support:plan", reference)
    told = _("An attack, a threat, self-harm, a sudden loss. The plan is then looked at within a day.")
    return sheet(request, form, Sheet(_("Something critical has happened"), told, _("Write it down"), _plan_url(reference)))


def _plan_url(reference: str) -> str:
    return reverse("support:plan", args=[reference])
