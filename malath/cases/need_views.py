"""Pages of what the person needs, and of how great the danger is."""

from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts import queries as accounts
from malath.accounts.http import StaffRequest, holdings_of, staff_required
from malath.accounts.roles import Power
from malath.cases import actions, gates, queries
from malath.cases.actions import CannotChange, NotThen, Score
from malath.cases.forms import AnswerNeed, Assess, NewNeed
from malath.cases.gates import WritableCase
from malath.cases.words import Need, NeedState, UnmetReason, WhyNot
from malath.foundation.clock import now
from malath.privacy.earlier_forms import earlier_in, say_not_then


@require_http_methods(["GET", "POST"])
@staff_required
def needs(request: StaffRequest, reference: str) -> HttpResponse:
    """What the person needs and what became of it; stating another need."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    form = NewNeed(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            earlier = earlier_in(form.cleaned_data, holdings_of(request), opened.desk.pk)
            kind = Need(form.cleaned_data["kind"])
            actions.state_need(opened.case, kind, desk=opened.desk, by=request.user, at=at, earlier=earlier)
        except NotThen as refused:
            say_not_then(form, refused)
        except CannotChange as refused:
            form.add_error("kind", [str(reason.label) for reason in refused.reasons])
        else:
            messages.success(request, _("The need is written down."))
            return redirect("cases:needs", reference)
    return _needs(request, opened, form, status=422 if form.errors else 200)


@require_POST
@staff_required
def answer_need(request: StaffRequest, reference: str, need: str) -> HttpResponse:
    """What became of a need."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    found = gates.need_of(opened, need)
    form = AnswerNeed(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.answer_need(
                found,
                NeedState(data["state"]),
                reason=UnmetReason(data["reason"]) if data["reason"] else None,
                own_wish=data["own_wish"],
                desk=opened.desk,
                by=request.user,
                at=at,
            )
        except CannotChange as refused:
            place = {WhyNot.UNMET_REASON: "reason", WhyNot.NOT_ASKED_AGAIN: "own_wish"}
            for reason in refused.reasons:
                form.add_error(place.get(reason, "state"), str(reason.label))
        else:
            messages.success(request, _("What became of it is written down."))
            return redirect("cases:needs", reference)
    return _needs(request, opened, NewNeed(), status=422, wrong=form, about=need)


@require_http_methods(["GET", "POST"])
@staff_required
def risk(request: StaffRequest, reference: str) -> HttpResponse:
    """The danger, kind by kind; the plan against it, and how it was judged before."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    form = Assess(request.POST or None)
    if request.method == "POST" and form.is_valid():
        scores = [Score(*one) for one in form.scores]
        try:
            earlier = earlier_in(form.cleaned_data, holdings_of(request), opened.desk.pk)
            plan = form.cleaned_data["plan"]
            actions.assess_risk(opened.case, scores, plan=plan, desk=opened.desk, by=request.user, at=at, earlier=earlier)
        except NotThen as refused:
            say_not_then(form, refused)
        except CannotChange as refused:
            for reason in refused.reasons:
                form.add_error("plan" if reason == WhyNot.PLAN_MISSING else None, str(reason.label))
        else:
            messages.success(request, _("The assessment is kept. The level follows from it."))
            return redirect("cases:risk", reference)
    return _risk(request, opened, form, at, status=422 if form.errors else 200)


@require_POST
@staff_required
def look_at_risk(request: StaffRequest, reference: str) -> HttpResponse:
    """A supervisor has looked at the danger and the plan."""
    at = now()
    _opened, assessment = gates.risk_to_look_at(request.user, reference, at=at)
    reasons = [WhyNot.NO_ASSESSMENT]
    if assessment is not None:
        try:
            actions.look_at_risk(assessment, by=request.user, at=at)
        except CannotChange as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("Your look is kept with the plan."))
            return redirect("cases:risk", reference)
    context = {"reference": reference, "reasons": [str(reason.label) for reason in reasons]}
    return render(request, "cases/risk_refused.html", context, status=409)


def _needs(
    request: StaffRequest,
    opened: WritableCase,
    new: Form,
    *,
    status: int,
    wrong: AnswerNeed | None = None,
    about: str = "",
) -> HttpResponse:
    lines = queries.need_lines(opened.case, opened.sight)
    names = accounts.names_of({line.met_by for line in lines if line.met_by})
    shown = [
        (line, _answer_form(line, wrong if line.reference == about else None), names.get(line.met_by, ("",))[0])
        for line in lines
    ]
    context = {"reference": opened.case.reference, "lines": shown, "new": new, "wrong": wrong}
    return render(request, "cases/needs.html", context, status=status)


def _answer_form(line: queries.NeedLine, wrong: AnswerNeed | None) -> AnswerNeed:
    """The form of one line, which offers what may follow; with what was typed and refused."""
    form = wrong or AnswerNeed(auto_id=f"{line.reference}_%s")
    form.fields["state"].choices = line.next  # type: ignore[attr-defined]  # a Choice
    if line.state != NeedState.DECLINED:
        form.fields.pop("own_wish", None)
    return form


def _risk(request: StaffRequest, opened: WritableCase, form: Assess, at: datetime, *, status: int) -> HttpResponse:
    lines = queries.assessments_of(opened.case, opened.sight, request.user.reference)
    names = accounts.names_of({line.by for line in lines})
    context = {
        "reference": opened.case.reference,
        "lines": [(line, " · ".join(names.get(line.by, ()))) for line in lines],
        "form": form,
        "may_look": opened.holdings.may(Power.SUPERVISE),
        "at": at,
    }
    return render(request, "cases/risk.html", context, status=status)
