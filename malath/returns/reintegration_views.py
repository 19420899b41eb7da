"""Pages after the arrival: the plan, what it supports, how life goes, the end."""

from typing import Final
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import in_amman, now
from malath.returns import gates
from malath.returns.actions import reintegration as actions
from malath.returns.actions.reintegration import Asked
from malath.returns.http import FORM, Sheet, answered, pressed
from malath.returns.queries.reintegration import reintegration_page
from malath.returns.reintegration_forms import AddSupport, BeginPlan, Close, Flag, HoldSurvey, SettleSupport
from malath.returns.words_reintegration import Round, SupportKind, SupportState, WhyEnded

PAGE: Final = "returns:reintegration"


@require_safe
@staff_required
def reintegration(request: StaffRequest, reference: str) -> HttpResponse:
    """After the arrival: plan, support, rounds."""
    at = now()
    opened = gates.return_to_view(request.user, reference, at=at)
    page = reintegration_page(opened.returning, at, may_work=opened.desk is not None)
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
    """How life goes, in the person's answers."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = HoldSurvey(request.POST if request.method == "POST" else None, initial={"on": in_amman(at).date()})

    def put() -> object:
        data = form.cleaned_data
        asked = Asked(Round(data["round"]), data["on"], form.answers, safe=data["safe"])
        return actions.record_survey(opened.returning, asked, by=request.user, at=at)

    told = _(
        "Voluntary: leaving out an answer costs nothing. Do not name what happened before the person is known to be alone."
        " The questions are from memory and not verified; their result is provisional."
    )
    return answered(request, reference, form, Sheet(_("How does life go?"), told, _("Keep the answers")), put, page=PAGE)


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
