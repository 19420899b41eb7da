"""Pages that lead to screenings: of a case, of a situation, and the one that keeps nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.cases.gates import WritableCase
from malath.foundation.clock import now
from malath.privacy.earlier_forms import earlier_in, say_not_then
from malath.screening import actions, gates, queries
from malath.screening.actions import CannotScreen, NotThen
from malath.screening.forms import Answers, Begin, Conditions, Reason, Signs, Which, Words
from malath.screening.queries import lists, pages
from malath.screening.words import Age, Alone, Step
from malath.ui.pieces import Chip

FORM = ["GET", "HEAD", "POST"]
CARRIED = "s"
"""Before the names of what is typed before a file is open: `cases` carries it on without reading it."""


@require_safe
@staff_required
def of_case(request: StaffRequest, reference: str) -> HttpResponse:
    """All screenings of a case, and the way to a new one."""
    at = now()
    opened = gates.case_to_screen(request.user, reference, at=at)
    return _of_case(request, opened, at=at)


def _of_case(
    request: StaffRequest, opened: WritableCase, *, at: datetime, begin: Begin | None = None, reason: Reason | None = None
) -> HttpResponse:
    """The page of all screenings; 422 with a form in which something has to be mended."""
    page = pages.of_case(opened.case, opened.sight, opened.holdings)
    context = {
        "page": page, "reference": opened.case.reference, "once": uuid4(), "at": at, "reason": reason or Reason(),
        "begin": begin or Begin(again=page.asks_a_child_again),
        "services": pages.services_when_smuggled(), "open": opened.case.closed_at is None,
    }  # fmt: skip
    return render(request, "screening/of_case.html", context, status=422 if begin or reason else 200)


@require_POST
@staff_required
def begin(request: StaffRequest, reference: str) -> HttpResponse:
    """Begin a screening, now or as it stands on paper; what was typed before the file was opened goes on with it."""
    at = now()
    opened = gates.case_to_screen(request.user, reference, at=at)
    form = Begin(request.POST, again=queries.asks_a_child_again(opened.case))
    carried = _carried(request, child=opened.person.is_child)
    if not form.is_valid():
        return _of_case(request, opened, at=at, begin=form)
    earlier = earlier_in(form.cleaned_data, opened.holdings, opened.desk.pk)
    try:
        begun = actions.begin(
            opened.case, desk=opened.desk, by=request.user, at=at, carried=carried, earlier=earlier,
            because=form.cleaned_data.get("because", ""), once=_once(request),
        )  # fmt: skip
    except NotThen as refused:
        say_not_then(form, refused)
        return _of_case(request, opened, at=at, begin=form)
    except CannotScreen as refused:
        form.add_error(None, [str(reason.label) for reason in refused.reasons])
        return _of_case(request, opened, at=at, begin=form)
    if carried:
        messages.success(request, _("What you had marked is kept with the file now."))
        return redirect("screening:one", begun.reference)
    return redirect("screening:step", begun.reference, Step.CONDITIONS.value)


@require_POST
@staff_required
def smuggled(request: StaffRequest, reference: str) -> HttpResponse:
    """A person decides: smuggled, not trafficked."""
    return _outcome(request, reference, back=False)


@require_POST
@staff_required
def take_back_smuggled(request: StaffRequest, reference: str) -> HttpResponse:
    """It is no longer so."""
    return _outcome(request, reference, back=True)


def _outcome(request: StaffRequest, reference: str, *, back: bool) -> HttpResponse:
    at, form = now(), Reason(request.POST)
    opened = gates.case_to_screen(request.user, reference, at=at)
    if form.is_valid():
        because = form.cleaned_data["because"]
        try:
            if back:
                actions.take_back_smuggled(opened.case, because, by=request.user, at=at)
            else:
                actions.say_smuggled(opened.case, because, desk=opened.desk, by=request.user, at=at)
        except CannotScreen as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        else:
            messages.success(request, _("Taken back. Both stay in the file.") if back else _("Written down. Help stays open."))
            return redirect("screening:of_case", reference)
    return _of_case(request, opened, at=at, reason=form)


@require_safe
@staff_required
def situation(request: StaffRequest, reference: str) -> HttpResponse:
    """The people of a situation by their codes, and how far each is screened: one by one, never copied."""
    at = now()
    opened, parts = gates.situation_to_screen(request.user, reference, at=at)
    context = {"page": opened.page, "parts": parts, "once": uuid4(), "at": at}
    return render(request, "screening/situation.html", context)


@require_http_methods(FORM)
@power_required(Power.SCREEN)
def without(request: StaffRequest) -> HttpResponse:
    """Screen somebody of whom nothing is kept: the result is shown, and gone with the page."""
    at = now()
    which = Which(request.POST if request.method == "POST" else request.GET)
    code = which.cleaned_data["list"] if which.is_valid() else lists.profile_codes()[0]
    forms = _forms(request.POST if request.method == "POST" else None, code)
    result, status = None, 200
    if request.method == "POST":
        steps = _steps(forms)
        status = 422 if steps is None else 200
        result = pages.result_without(queries.typed_in(steps), at) if steps is not None else None
    found = lists.list_of(code)
    chips = [
        Chip(lists.list_of(one).name, f"{reverse('screening:without')}?list={one}", current=one == code)
        for one in lists.profile_codes()
    ]
    context = {
        "forms": forms, "page": result, "code": code, "list": found, "chips": chips, "at": at,
        "may_open": holdings_of(request).may(Power.OPEN_CASE), "may_notice": holdings_of(request).may(Power.REFER),
    }  # fmt: skip
    return render(request, "screening/without.html", context, status=status)


def _forms(data: Any, code: str, *, child: bool | None = None) -> dict[str, Any]:
    """The steps of a form that is kept nowhere, all on one page. The list says the age and the kind."""
    found = lists.list_of(code)
    alone = data.get(f"{CARRIED}-alone") if data is not None else None
    conditions = Conditions(
        data, prefix=CARRIED, initial=queries.first_conditions(code), child=found.child if child is None else child
    )
    shown = {
        Step.CONDITIONS: conditions,
        **{
            part.code: Answers(data, prefix=CARRIED, dimensions=[part], locked=alone not in {None, Alone.YES})
            for part in found.dimensions
        },
        Step.SIGNS: Signs(data, prefix=CARRIED, child=found.child),
        Step.WORDS: Words(data, prefix=CARRIED),
    }
    return {str(name): form for name, form in shown.items()}


def _steps(forms: Mapping[str, Any]) -> dict[str, Mapping[str, Any]] | None:
    """What was typed, by steps; None while something has to be mended."""
    wrong = [form for form in forms.values() if not form.is_valid()]
    if wrong:
        return None
    found: dict[str, Mapping[str, Any]] = {}
    for name, form in forms.items():
        found[name] = (
            form.answers
            if isinstance(form, Answers)
            else {"signs": form.ticked}
            if isinstance(form, Signs)
            else form.cleaned_data
        )
    if found[Step.CONDITIONS]["alone"] != Alone.YES:
        found[Step.WORDS] = {
            "said": "",
            "seen": found[Step.WORDS]["seen"],
            "thought": "",
            "purposes": found[Step.WORDS]["purposes"],
        }
    return found


def _carried(request: StaffRequest, *, child: bool) -> dict[str, Mapping[str, Any]] | None:
    """What came along from the page that keeps nothing; None when nothing did, or it cannot be read. A child's file takes the
    list for children."""
    which = Which(request.POST)
    if not which.is_valid():
        return None
    code = which.cleaned_data["list"]
    data = request.POST.copy()
    if child and data.get(f"{CARRIED}-age") == Age.ADULT:
        data[f"{CARRIED}-age"] = Age.CHILD
        code = code.replace("adult", "child")
    return _steps(_forms(data, code, child=child))


def _once(request: StaffRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None
