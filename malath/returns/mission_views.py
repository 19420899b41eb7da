"""Pages of the mission that receives somebody: who comes home to it, one of them, and what it says of them."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.returns import gates
from malath.returns.actions import mission as acts
from malath.returns.actions.showing import let_see
from malath.returns.forms import RecordAnswer
from malath.returns.gates import Receiving
from malath.returns.http import FORM, Sheet, answered, pressed
from malath.returns.mission_forms import AnswerQuestions
from malath.returns.queries import mission
from malath.returns.travel_forms import ConfirmArrival
from malath.returns.words import MissionAnswer


@require_safe
@staff_required
def to_us(request: StaffRequest) -> HttpResponse:
    """Who comes home to us."""
    at = now()
    return render(request, "returns/to_us.html", {"page": gates.to_us_to_view(request.user, at=at), "at": at})


@require_safe
@staff_required
def incoming(request: StaffRequest, reference: str) -> HttpResponse:
    """One return that came in a package."""
    at = now()
    opened = gates.return_to_view(request.user, reference, at=at)
    row, may_work = gates.incoming(opened), opened.desk is not None
    page = mission.incoming_page(row, opened.returning, opened.sight, at, may_work=may_work)
    return render(request, "returns/incoming.html", {"page": page, "at": at})


@require_safe
@staff_required
def received(request: StaffRequest, reference: str) -> HttpResponse:
    """One return that another body of this house shows to us."""
    at = now()
    opened = gates.return_to_receive(request.user, reference, at=at)
    if opened.asked is None:
        return redirect("returns:incoming", reference)
    return render(request, "returns/received.html", {"page": mission.received_page(opened.asked, opened.sight), "at": at})


@require_http_methods(FORM)
@staff_required
def say_risks(request: StaffRequest, reference: str) -> HttpResponse:
    """What the mission knows of the danger there."""
    at = now()
    opened = gates.return_to_answer(request.user, reference, at=at)
    form = AnswerQuestions(request.POST if request.method == "POST" else None)

    def put() -> object:
        return acts.answer_questions(opened.returning, form.answers, form.cleaned_data["told"], by=request.user, at=at)

    told = _("“Not known” is an answer. Who prepares the return looks at the danger with what you say.")
    return _answered(request, opened, form, Sheet(_("What we know there"), told, _("Send the answers")), put)


@require_http_methods(FORM)
@staff_required
def say_reception(request: StaffRequest, reference: str) -> HttpResponse:
    """Whether the mission receives the person."""
    at = now()
    opened = gates.return_to_answer(request.user, reference, at=at)
    form = RecordAnswer(request.POST if request.method == "POST" else None)

    def put() -> object:
        answer, words = MissionAnswer(form.cleaned_data["answer"]), form.cleaned_data["words"]
        return acts.say_reception(opened.returning, answer, words, by=request.user, at=at)

    told = _("Only a yes lets a ticket be bought.")
    return _answered(request, opened, form, Sheet(_("Do we receive the person?"), told, _("Send the answer")), put)


@require_http_methods(FORM)
@staff_required
def say_arrival(request: StaffRequest, reference: str) -> HttpResponse:
    """Who met the person says that they came."""
    at = now()
    opened = gates.return_to_answer(request.user, reference, at=at)
    form = ConfirmArrival(request.POST if request.method == "POST" else None)

    def put() -> object:
        return acts.say_arrival(opened.returning, form.moment, by=request.user, at=at)

    told = _("Said by who met the person. A plan can be begun from then on.")
    return _answered(request, opened, form, Sheet(_("The arrival"), told, _("Write it down")), put)


@require_POST
@staff_required
def say_missing(request: StaffRequest, reference: str) -> HttpResponse:
    """The person did not come."""
    at = now()
    opened = gates.return_to_answer(request.user, reference, at=at)
    return pressed(
        request, reference, lambda: acts.say_missing(opened.returning, by=request.user, at=at), page=opened.page
    )  # fmt: skip


@require_POST
@staff_required
def show(request: StaffRequest, reference: str) -> HttpResponse:
    """The mission may see the return, now that the person agreed to the transfer."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    return pressed(request, reference, lambda: let_see(opened.returning, by=request.user, at=at))


def _answered(
    request: StaffRequest, opened: Receiving, form: forms.Form, sheet: Sheet, act: Callable[[], object]
) -> HttpResponse:  # fmt: skip
    return answered(request, opened.returning.reference, form, sheet, act, page=opened.page)
