"""Pages of situations: what several people have in common."""

from uuid import uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.cases import actions, gates, queries
from malath.cases.actions import CannotChange, WhatHappened
from malath.cases.forms import AskForAll, NewSituation, PartOfSituation
from malath.cases.gates import OpenedSituation
from malath.cases.words import Need, WhyNot
from malath.foundation.clock import now
from malath.foundation.references import is_reference


@require_http_methods(["GET", "POST"])
@power_required(Power.OPEN_CASE)
def situations(request: StaffRequest) -> HttpResponse:
    """The situations of the own desks, and a new one."""
    at, holdings = now(), holdings_of(request)
    desks = queries.desks_to_open_at(request.user, holdings, at)
    form = NewSituation(request.POST or None, desks=desks, initial={"once": uuid4()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        what = WhatHappened(data["place"], data["employer"], data["happened_on"], data["governorate"])
        begun = actions.open_situation(what, desk=data["desk"], by=request.user, at=at, once=data["once"])
        messages.success(request, _("The situation is open. Add the cases of the people one by one."))
        return redirect("cases:situation", begun.reference)
    context = {"form": form, "lines": queries.situations_opened(holdings)}
    return render(request, "cases/situations.html", context, status=422 if form.errors else 200)


@require_GET
@staff_required
def situation(request: StaffRequest, reference: str) -> HttpResponse:
    """One situation, with the people whose files are open to the viewer."""
    at = now()
    return _show(request, gates.situation_to_view(request.user, reference, at=at))


@require_POST
@staff_required
def add_to_situation(request: StaffRequest, reference: str) -> HttpResponse:
    """A case becomes part of the situation."""
    at = now()
    opened = gates.situation_to_change(request.user, reference, at=at)
    form = PartOfSituation(request.POST)
    if form.is_valid():
        case = gates.case_for_situation(request.user, form.cleaned_data["case"].upper(), at=at)
        if case is None:
            form.add_error("case", str(WhyNot.NOT_OPEN_TO_YOU.label))
        else:
            try:
                actions.add_to_situation(opened.situation, case, by=request.user, at=at)
            except CannotChange as refused:
                form.add_error("case", [str(reason.label) for reason in refused.reasons])
            else:
                messages.success(request, _("The case is part of the situation."))
                return redirect("cases:situation", reference)
    return _show(request, opened, part=form, status=422)


@require_POST
@staff_required
def take_out(request: StaffRequest, reference: str) -> HttpResponse:
    """A case is no longer part of the situation."""
    at = now()
    opened = gates.situation_to_change(request.user, reference, at=at)
    named = request.POST.get("case", "")
    case = gates.case_for_situation(request.user, named, at=at) if is_reference(named) else None
    reasons = [WhyNot.NOT_IN_SITUATION]
    if case is not None:
        try:
            actions.take_out(opened.situation, case, by=request.user, at=at)
        except CannotChange as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("The case is taken out."))
            return redirect("cases:situation", reference)
    form = Form(request.POST)
    form.add_error(None, [str(reason.label) for reason in reasons])
    return _show(request, opened, said=form, status=422)


@require_POST
@staff_required
def ask_for_all(request: StaffRequest, reference: str) -> HttpResponse:
    """The same need for several people: transport, food, a safe place, an interpreter."""
    at = now()
    opened = gates.situation_to_change(request.user, reference, at=at)
    form = AskForAll(request.POST, parts=opened.page.parts)
    if form.is_valid():
        chosen = queries.cases_of_situation(opened.situation, form.cleaned_data["cases"])
        try:
            written, stood = actions.ask_for_all(
                opened.situation, chosen, Need(form.cleaned_data["need"]), desk=opened.desk, by=request.user, at=at
            )
        except CannotChange as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        else:
            _say(request, written, stood)
            return redirect("cases:situation", reference)
    return _show(request, opened, everybody=form, status=422)


def _say(request: StaffRequest, written: int, stood: int) -> None:
    said = ngettext("Written for %(count)d person.", "Written for %(count)d people.", written) % {"count": written}
    messages.success(request, said)
    if stood:
        rest = ngettext(
            "For %(count)d it stood already, or the person had declined it.",
            "For %(count)d it stood already, or the people had declined it.",
            stood,
        )
        messages.info(request, rest % {"count": stood})


def _show(
    request: StaffRequest,
    opened: OpenedSituation,
    *,
    part: PartOfSituation | None = None,
    everybody: AskForAll | None = None,
    said: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": opened.page,
        "part": part or PartOfSituation(auto_id="part_%s"),
        "everybody": everybody or AskForAll(parts=opened.page.parts, auto_id="all_%s"),
        "said": said,
    }
    return render(request, "cases/situation.html", context, status=status)
