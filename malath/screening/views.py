"""Pages of one screening: its steps, its result, what follows."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.screening import actions, gates, queries
from malath.screening.actions import CannotScreen, Decision, Stale
from malath.screening.content import Content
from malath.screening.forms import Answers, Conditions, Finish, Settle, Signs, Words
from malath.screening.forms import Step as StepForm
from malath.screening.gates import OpenedScreening
from malath.screening.queries import lists, pages
from malath.screening.words import Alone, Concern, State, Step, Unreferred, WhyNot
from malath.ui.meanwhile import Beside, beside, rest_on

FORM = ["GET", "HEAD", "POST"]
WATCH = gettext_lazy("Look again whether the person is safe.")
FIELD_OF = {
    WhyNot.REASON_MISSING: "because", WhyNot.WATCH_DAY: "watch_on", WhyNot.CONCERN_MISSING: "concern",
    WhyNot.LOWER_THAN_RULE: "concern", WhyNot.NOBODY_SPOKE_ALONE: "concern",
}  # fmt: skip


@require_safe
@staff_required
def one(request: StaffRequest, reference: str) -> HttpResponse:
    """A screening: its steps while it is under way, its result afterwards."""
    at = now()
    opened = gates.screening_to_view(request.user, reference, at=at)
    screening = opened.screening
    if screening.state == State.DROPPED:
        return redirect("screening:of_case", screening.case.reference)
    if screening.state == State.FINISHED:
        return _result(request, opened)
    page = pages.overview(screening, at)
    may = gates.may_change(opened)
    return render(request, "screening/steps.html", {"page": page, "may": may, "at": at, "saved_at": screening.saved_at})


@require_http_methods(FORM)
@staff_required
def step(request: StaffRequest, reference: str, step: str) -> HttpResponse:
    """One step of a screening. What was typed is kept with every press, also when somebody else was there first."""
    at = now()
    opened = gates.screening_to_change(request.user, reference, at=at)
    screening = opened.screening
    typed = queries.content_of(screening)
    if screening.state != State.DRAFT or (step != Step.CONDITIONS and typed.conditions is None):
        return redirect("screening:one", reference)
    form = _form(step, typed, request.POST if request.method == "POST" else None, child=screening.case.person.is_child)
    changed: tuple[Beside, ...] = ()
    if form.is_valid():
        try:
            actions.save(screening, step, _values(form), state=form.cleaned_data["state"], by=request.user, at=at)
        except Stale:
            fresh = _again(opened)
            changed = beside(form, _initial(step, fresh))
            if not changed:
                return _onward(request, reference, step)
            rest_on(form, state=fresh.state(step))
        except CannotScreen as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        else:
            return _onward(request, reference, step)
    page = pages.overview(screening, at)
    context = {
        "form": form, "page": page, "step": step, "title": pages.title_of(step, queries.profile_of(typed)),
        "changed": changed, "at": at, "locked": typed.alone in {Alone.NO, Alone.NOT_KNOWN},
    }  # fmt: skip
    status = 409 if changed else 422 if form.errors else 200
    return render(request, _template(step), context, status=status)


@require_http_methods(FORM)
@staff_required
def finish(request: StaffRequest, reference: str) -> HttpResponse:
    """The result as it stands, and what follows: a person decides."""
    at = now()
    opened = gates.screening_to_change(request.user, reference, at=at)
    screening = opened.screening
    if screening.state != State.DRAFT:
        return redirect("screening:one", reference)
    page = pages.result_page(screening, opened.case.holdings, at)
    form = Finish(request.POST if request.method == "POST" else None, initial=_first_choice(page))
    if form.is_valid():
        data = form.cleaned_data
        decision = Decision(Concern(data["concern"]), data["because"], data["watch_on"], data["watch"] or str(WATCH))
        try:
            actions.finish(screening, decision, by=request.user, at=at)
        except CannotScreen as refused:
            for reason in refused.reasons:
                form.add_error(FIELD_OF.get(reason), str(reason.label))
        else:
            return redirect("screening:one", reference)
    context = {"form": form, "page": page, "at": at}
    return render(request, "screening/finish.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def throw_away(request: StaffRequest, reference: str) -> HttpResponse:
    """What was begun by mistake is thrown away."""
    at = now()
    opened = gates.screening_to_change(request.user, reference, at=at)
    case = opened.screening.case.reference
    try:
        actions.throw_away(opened.screening, by=request.user, at=at)
    except CannotScreen as refused:
        messages.error(request, " ".join(str(reason.label) for reason in refused.reasons))
        return redirect("screening:one", reference)
    messages.success(request, _("Thrown away. What was typed is gone."))
    return redirect("screening:of_case", case)


@require_POST
@staff_required
def settle(request: StaffRequest, reference: str) -> HttpResponse:
    """Say why nobody is asked."""
    at, form = now(), Settle(request.POST)
    opened = gates.screening_to_change(request.user, reference, at=at)
    if opened.screening.state != State.FINISHED:
        return redirect("screening:one", reference)
    if form.is_valid():
        try:
            actions.settle(opened.screening, Unreferred(form.cleaned_data["because"]), by=request.user, at=at)
        except CannotScreen as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        else:
            messages.success(request, _("Written down. The person can be referred at any time."))
            return redirect("screening:one", reference)
    return _result(request, opened, settling=form)


def _result(request: StaffRequest, opened: OpenedScreening, settling: Settle | None = None) -> HttpResponse:
    at = now()
    page = pages.result_page(opened.screening, opened.case.holdings, at)
    context = {"page": page, "at": at, "settling": settling or Settle(), "may": gates.may_change(opened)}
    return render(request, "screening/result.html", context, status=422 if settling else 200)


def _first_choice(page: pages.ResultPage) -> dict[str, object]:
    return {"concern": Concern.REFER} if page.result.flagged else {}


def _again(opened: OpenedScreening) -> Content:
    """What lies there now, for whoever was too late."""
    return queries.content_of(queries.fresh(opened.screening))


def _form(step: str, typed: Content, data: Any, *, child: bool) -> StepForm:
    """The form of a step with what lies there. 404 for a step that there is not."""
    initial = {**_initial(step, typed), "state": typed.state(step)}
    found = lists.list_of(queries.profile_of(typed))
    match step:
        case Step.CONDITIONS:
            first = {} if typed.conditions else {"age": queries.first_age(child=child), "alone": ""}
            return Conditions(data, initial=first | initial, child=child)
        case Step.STOP:
            return StepForm(data, initial=initial)
        case Step.SIGNS:
            return Signs(data, initial=initial, child=found.child)
        case Step.WORDS:
            return Words(data, initial=initial)
    dimensions = [part for part in found.dimensions if part.code == step]
    if not dimensions:
        raise Http404
    return Answers(data, initial=initial, dimensions=dimensions, locked=typed.alone != Alone.YES)


def _initial(step: str, typed: Content) -> dict[str, Any]:
    match step:
        case Step.CONDITIONS:
            held = typed.conditions
            return {**vars(held), "pending": [one.value for one in held.pending]} if held else {}
        case Step.SIGNS:
            every = lists.signs_for(child=True)
            return {group.code: [sign.code for sign in group.signs if sign.code in typed.signs] for group in every}
        case Step.WORDS:
            purposes = [one.value for one in typed.purposes]
            return {"said": typed.said, "seen": typed.seen, "thought": typed.thought, "purposes": purposes}
    return dict(typed.answers)


def _values(form: StepForm) -> Mapping[str, Any]:
    if isinstance(form, Answers):
        return form.answers
    return {"signs": form.ticked} if isinstance(form, Signs) else form.cleaned_data


def _template(step: str) -> str:
    name = step if step in {Step.CONDITIONS, Step.STOP, Step.SIGNS, Step.WORDS} else "answers"
    return f"screening/{name}.html"


def _onward(request: StaffRequest, reference: str, step: str) -> HttpResponse:
    """To the step that follows, or back to all of them."""
    if request.POST.get("then") == "leave":
        messages.success(request, _("Saved. You can go on at any time."))
        return redirect("screening:one", reference)
    opened = gates.screening_to_view(request.user, reference, at=now())
    page = pages.overview(opened.screening, now())
    following = page.after(step)
    return redirect("screening:step", reference, following) if following else redirect("screening:finish", reference)
