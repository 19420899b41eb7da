"""Pages of the roster of interpreters."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts import gates
from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.agencies import actions as agencies
from malath.agencies import queries as agency_reads
from malath.cases.gates import talk_called_off
from malath.foundation.clock import now
from malath.ui.meanwhile import beside, rest_on
from malath.workday.interpreter_forms import FindInterpreter, InterpreterForm, interpreter_shown
from malath.workday.interpreters import interpreters as roster

FORM = ["GET", "HEAD", "POST"]
STALE, WRONG = 409, 422


@require_safe
@staff_required
def interpreters(request: StaffRequest) -> HttpResponse:
    """Who could interpret, those who work now first."""
    form = FindInterpreter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = roster(now(), holdings_of(request), **asked)
    return render(request, "workday/interpreters.html", {"page": page, "form": form})


@require_safe
@staff_required
def called_off(request: StaffRequest, reference: str) -> HttpResponse:
    """A talk that does not take place, so that somebody tells the interpreter. Nothing of the case, not even that it is one."""
    return render(request, "workday/called_off.html", {"talk": talk_called_off(request.user, reference, at=now())})


@require_http_methods(FORM)
@power_required(Power.MANAGE)
def add_interpreter(request: StaffRequest) -> HttpResponse:
    """Somebody comes onto the roster."""
    form = InterpreterForm(request.POST if request.method == "POST" else None, agencies=agency_reads.agencies())
    if form.is_valid():
        try:
            agencies.add_interpreter(form.body, form.facts, by=request.user, at=now())
            messages.success(request, _("Saved."))
            return redirect("workday:interpreters")
        except agencies.CannotChange as refusal:
            _refuse(form, refusal)
    return render(request, "workday/interpreter.html", {"form": form}, status=WRONG if form.errors else 200)


@require_http_methods(FORM)
@power_required(Power.MANAGE)
def change_interpreter(request: StaffRequest, reference: str) -> HttpResponse:
    """What is known of an interpreter. Who comes second sees what changed beside what they typed."""
    row, changed = gates.interpreter_to_manage(reference), None
    initial = interpreter_shown(agency_reads.interpreter_facts(row), row.agency.reference, row.version)
    form = InterpreterForm(request.POST if request.method == "POST" else None, agencies=[row.agency], initial=initial)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            agencies.change_interpreter(row, form.facts, version=version, by=request.user, at=now())
            messages.success(request, _("Saved."))
            return redirect("workday:interpreters")
        except agencies.Stale:
            changed = beside(form, initial)
            rest_on(form, version=row.version)
        except agencies.CannotChange as refusal:
            _refuse(form, refusal)
    context = {"form": form, "changed": changed, "reference": reference, "name": row.name, "ended": row.ended_at}
    status = STALE if changed is not None else WRONG if form.errors else 200
    return render(request, "workday/interpreter.html", context, status=status)


@require_POST
@power_required(Power.MANAGE)
def end_interpreter(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody leaves the roster."""
    try:
        agencies.end_interpreter(gates.interpreter_to_manage(reference), by=request.user, at=now())
    except agencies.CannotChange as refusal:
        for reason in refusal.reasons:
            messages.error(request, str(reason.label))
    return redirect("workday:interpreters")


def _refuse(form: InterpreterForm, refusal: agencies.CannotChange) -> None:
    for reason in refusal.reasons:
        form.add_error(None, str(reason.label))
