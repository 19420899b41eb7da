"""Pages after the arrival: the plan, what it supports, how life goes, the end."""

from typing import Final
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import in_amman, now
from malath.returns import gates
from malath.returns.actions import reintegration as actions
from malath.returns.actions.reintegration import Asked
from malath.returns.http import FORM, Sheet, answered, done, pressed
from malath.returns.queries.reintegration import reintegration_page
from malath.returns.queries.survey import filled_elsewhere
from malath.returns.queries.survey import survey_workbook as workbook_of_survey
from malath.returns.reintegration_forms import AddSupport, BeginPlan, BeginSurvey, Close, Flag, SettleSupport
from malath.returns.words_reintegration import Round, SupportKind, SupportState, WhyEnded
from malath.ui.times import moment_text

PAGE: Final = "returns:reintegration"
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@staff_required
def reintegration(request: StaffRequest, reference: str) -> HttpResponse:
    """After the arrival: plan, support, rounds."""
    at = now()
    opened = gates.return_to_view(request.user, reference, at=at)
    page = reintegration_page(opened.returning, at, may_work=opened.desk is not None, viewer=request.user.reference)
    context = {"page": page, "settle": SettleSupport(), "at": at}
    return render(request, "returns/reintegration.html", context)


@require_http_methods(FORM)
@staff_required
def begin_plan(request: StaffRequest, reference: str) -> HttpResponse:
    """A plan is begun with the person."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = BeginPlan(request.POST if request.method == "POST" else None)
    told = _("Within a month of the arrival. The person decides; nothing is a condition of help.")
    sheet = Sheet(_("Plan after the return"), told, _("Begin the plan"))
    words = form.data.get("words", "")
    act = lambda: actions.begin_plan(opened.returning, words, by=request.user, at=at)  # noqa: E731
    return answered(request, reference, form, sheet, act, page=PAGE)


@require_http_methods(FORM)
@staff_required
def add_support(request: StaffRequest, reference: str) -> HttpResponse:
    """One kind of support more."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = AddSupport(request.POST if request.method == "POST" else None, initial={"once": uuid4()})

    def put() -> object:
        data = form.cleaned_data
        return actions.add_support(
            opened.returning, SupportKind(data["kind"]), data["words"], data["until_on"], by=request.user, at=at,
            once=data["once"],
        )  # fmt: skip

    told = _("Money for it is a grant of the return: in instalments, against receipts.")
    return answered(request, reference, form, Sheet(_("Support"), told, _("Write it down")), put, page=PAGE)


@require_POST
@staff_required
def settle_support(request: StaffRequest, reference: str, line: str) -> HttpResponse:
    """What became of one kind of support."""
    at, form = now(), SettleSupport(request.POST)
    opened = gates.return_to_work_on(request.user, reference, at=at)

    def put() -> object:
        state = SupportState(form.cleaned_data["result"])
        return actions.settle_support(opened.returning, line, state, by=request.user, at=at)

    return pressed(request, reference, put, form=form, page=PAGE)


@require_POST
@staff_required
def agree_plan(request: StaffRequest, reference: str) -> HttpResponse:
    """The person agrees to the plan."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)

    def put() -> object:
        return actions.agree_reintegration(opened.returning, by=request.user, at=at)

    return pressed(request, reference, put, page=PAGE)


@require_http_methods(FORM)
@staff_required
def survey(request: StaffRequest, reference: str) -> HttpResponse:
    """How life goes is asked: on the pages of the forms engine, or taken from a form that was filled in before."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    filled = {one.reference: one for one in filled_elsewhere(opened.returning.desk)}
    form = BeginSurvey(
        request.POST if request.method == "POST" else None, initial={"on": in_amman(at).date(), "once": uuid4()},
        elsewhere=[(one.reference, moment_text(one.begun_at)) for one in filled.values()],
    )  # fmt: skip
    begun: list[str] = []

    def put() -> None:
        data = form.cleaned_data
        asked = Asked(Round(data["round"]), data["on"], filled.get(data.get("filled", "")))
        row = actions.begin_survey(
            opened.returning, asked, desk=opened.returning.desk, by=request.user, at=at, once=data["once"]
        )
        begun.append(row.filling.reference if row.filling and asked.filled is None else "")

    told = _(
        "Voluntary: leaving out an answer costs nothing. Do not name what happened before the person is known to be alone."
        " The questions are from memory and not verified; their result is provisional."
    )
    if form.is_valid() and done(form, put):
        return redirect("questionnaires:step", begun[0], 1) if begun[0] else redirect(PAGE, reference)
    context = {"form": form, "sheet": Sheet(_("How does life go?"), told, _("Begin")), "back": reverse(PAGE, args=[reference])}
    return render(request, "returns/form.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def take_survey(request: StaffRequest, reference: str, kind: str) -> HttpResponse:
    """What was filled in goes to the file, at once; the worker does it a minute later by itself."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    return pressed(request, reference, lambda: actions.take_survey(opened.returning, kind, by=request.user, at=at), page=PAGE)


@require_safe
@staff_required
def survey_workbook(request: StaffRequest) -> HttpResponse:
    """The survey as XLSForm, for who brings it into the forms."""
    gates.office_of(request.user, at=now())
    name = {"Content-Disposition": 'attachment; filename="survey.xlsx"'}
    return HttpResponse(workbook_of_survey(), content_type=WORKBOOK, headers=name)


@require_http_methods(FORM)
@staff_required
def flag(request: StaffRequest, reference: str) -> HttpResponse:
    """Signs that it happens again."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = Flag(request.POST if request.method == "POST" else None)
    told = _("Your desk is told at once. Whether anything follows, a person decides after a screening.")
    words = form.data.get("words", "")
    sheet = Sheet(_("Signs that it happens again"), told, _("Write it down"))
    act = lambda: actions.flag_again(opened.returning, words, by=request.user, at=at)  # noqa: E731
    return answered(request, reference, form, sheet, act, page=PAGE)


@require_http_methods(FORM)
@staff_required
def close(request: StaffRequest, reference: str) -> HttpResponse:
    """The monitoring ends."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = Close(request.POST if request.method == "POST" else None)

    def put() -> object:
        return actions.close_reintegration(opened.returning, WhyEnded(form.cleaned_data["why"]), by=request.user, at=at)

    sheet = Sheet(_("Close the monitoring"), _("What was written stays. Nothing is asked any more."), _("Close it"))
    return answered(request, reference, form, sheet, put, page=PAGE)
