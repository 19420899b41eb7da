"""Pages of tests, teach-backs and certificates."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.documents import typesetting
from malath.foundation.clock import now
from malath.training import gates
from malath.training.actions import exams as acts
from malath.training.actions.exams import Written
from malath.training.exam_forms import ItemForm, Prepare, SitForm, TeachBackForm
from malath.training.http import FORM, done, said
from malath.training.queries import exams, officers, practice
from malath.training.words import Moment

if TYPE_CHECKING:
    from malath.training.models import Course


@require_http_methods(FORM)
@power_required(Power.COORDINATE)
def items(request: StaffRequest) -> HttpResponse:
    """The bank of questions, and one more."""
    at, form = now(), ItemForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        written = Written(**{**form.cleaned_data, "right": form.cleaned_data["right"] - 1})
        if done(form, lambda: acts.write_item(written, by=request.user, at=at)):
            messages.success(request, _("The question is in the bank."))
            return redirect("training:items")
    context = {"lines": exams.items(), "form": form}
    return render(request, "training/items.html", context, status=422 if form.errors else 200)


@require_POST
@power_required(Power.COORDINATE)
def retire_item(request: StaffRequest, reference: str) -> HttpResponse:
    """A question is asked in no new test."""
    row = gates.item_to_retire(reference)
    said(request, lambda: acts.retire_item(row, by=request.user, at=now()), _("The question is asked in no new test."))
    return redirect("training:items")


@require_GET
@staff_required
def results(request: StaffRequest, reference: str) -> HttpResponse:
    """What everybody in a course reached."""
    row = gates.course_to_deliver(request.user, reference, at=now())
    return _results(request, row, Prepare())


@require_POST
@staff_required
def prepare(request: StaffRequest, reference: str) -> HttpResponse:
    """The three tests of a course."""
    at = now()
    row, form = gates.course_to_deliver(request.user, reference, at=at), Prepare(request.POST)
    if form.is_valid():
        number = form.cleaned_data["per_module"]
        if done(form, lambda: acts.prepare_tests(row, number, by=request.user, at=at)):
            messages.success(request, _("The tests are prepared: before, after, and once more with other questions."))
            return redirect("training:results", reference)
    return _results(request, row, form)


@require_http_methods(FORM)
@staff_required
def sit(request: StaffRequest, reference: str, moment: str) -> HttpResponse:
    """Somebody sits a test, or whoever trains writes in what stands on paper."""
    at = now()
    if moment not in Moment.values:
        raise Http404
    row = gates.nomination_to_sit(request.user, reference, at=at)
    paper = exams.paper_of(row.course, Moment(moment))
    if paper is None:
        raise Http404
    asked = exams.questions(exams.in_own_order(row, paper))
    form = SitForm(request.POST if request.method == "POST" else None, questions=asked)
    if form.is_valid() and done(form, lambda: acts.sit(row, Moment(moment), form.answers(), by=request.user, at=at)):
        messages.success(request, _("The answers are kept."))
        return redirect("training:course", row.course.reference)
    context = {"form": form, "moment": Moment(moment), "course": row.course.title, "reference": row.course.reference}
    return render(request, "training/sit.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
@staff_required
def teach_back(request: StaffRequest, reference: str) -> HttpResponse:
    """How somebody taught back."""
    at = now()
    row = gates.nomination_to_rate(request.user, reference, at=at)
    form = TeachBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: acts.rate_teach_back(row, form.scores(), by=request.user, at=at)):
        messages.success(request, _("The teach-back is rated."))
        return redirect("training:results", row.course.reference)
    context = {"form": form, "name": row.officer.name, "course": row.course.title, "reference": row.course.reference}
    return render(request, "training/teach_back.html", context, status=422 if form.errors else 200)


@require_POST
@power_required(Power.COORDINATE)
def certify(request: StaffRequest, reference: str) -> HttpResponse:
    """A certificate is issued."""
    at, row = now(), gates.nomination_to_view(reference)
    desk = exams.desk_of(request.user, at)
    if desk is None:
        raise Http404
    said(request, lambda: acts.certify(row, desk=desk, by=request.user, at=at), _("The certificate is issued."))
    return redirect("training:results", row.course.reference)


@require_POST
@power_required(Power.COORDINATE)
def revoke_certificate(request: StaffRequest, reference: str) -> HttpResponse:
    """A certificate does not hold any more."""
    row = gates.certificate_to_view(reference)
    told = _("The certificate does not hold any more: its code says so within a minute.")
    said(request, lambda: acts.revoke_certificate(row, by=request.user, at=now()), told)
    return redirect("training:results", row.nomination.course.reference)


@require_POST
@staff_required
def take_certificate(request: StaffRequest, reference: str) -> HttpResponse:
    """A copy as PDF."""
    at = now()
    row = gates.certificate_to_take(request.user, reference, at=at)
    letter = exams.letter_of(row)
    if letter is None:
        raise Http404
    if not said(request, lambda: acts.take_certificate(row, letter, by=request.user, at=at), _("A copy was taken.")):
        return redirect("training:course", row.nomination.course.reference)
    pdf = typesetting.copy_of(letter, mark="")
    name = f'attachment; filename="certificate-{row.reference}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def _results(request: StaffRequest, row: "Course", form: Prepare) -> HttpResponse:
    page = exams.results_page(row, runs=officers.runs(holdings_of(request)), user=request.user, at=now())
    context = {"page": page, "form": form, "moments": Moment, "shares": practice.of_course(row)}
    return render(request, "training/results.html", context, status=422 if form.is_bound and form.errors else 200)
