"""Pages of courses and of the curriculum."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.foundation.clock import in_amman, now
from malath.framework.words import Proof
from malath.training import gates
from malath.training.actions import courses as acts
from malath.training.actions import curriculum as curriculum_acts
from malath.training.actions.courses import Plan
from malath.training.actions.curriculum import Revised
from malath.training.forms import CourseForm, OpenHalfDay, Present, RevisedModule, SignIn
from malath.training.http import FORM, done, said
from malath.training.queries import courses, curriculum, exams, officers
from malath.training.words import CourseKind, Half, WhyNot


@require_GET
@staff_required
def listing(request: StaffRequest) -> HttpResponse:
    """Courses to come and running; those that were, when asked for."""
    past = request.GET.get("show") == "held"
    page = courses.courses_page(holdings_of(request), in_amman(now()).date(), past=past)
    return render(request, "training/list.html", {"page": page})


@require_GET
@staff_required
def modules(request: StaffRequest) -> HttpResponse:
    """The curriculum, and what has to follow a change of the frame."""
    context = {"lines": curriculum.modules(), "runs": officers.runs(holdings_of(request))}
    return render(request, "training/curriculum.html", context)


@require_http_methods(FORM)
@power_required(Power.COORDINATE)
def revise(request: StaffRequest, code: str) -> HttpResponse:
    """A module in a new version."""
    at, line = now(), curriculum.module(code)
    if line is None:
        raise Http404
    form = RevisedModule(request.POST if request.method == "POST" else None)
    if form.is_valid():
        revised = Revised(**{**form.cleaned_data, "proof": Proof(form.cleaned_data["proof"])})
        if done(form, lambda: curriculum_acts.revise_module(code, revised, by=request.user, at=at)):
            messages.success(request, _("The new version is taught from now on. What was taught before keeps the old one."))
            return redirect("training:curriculum")
    return render(request, "training/revise.html", {"form": form, "line": line}, status=422 if form.errors else 200)


@require_http_methods(FORM)
@power_required(Power.COORDINATE)
def announce(request: StaffRequest) -> HttpResponse:
    """A course is announced."""
    at, form = now(), CourseForm(request.POST if request.method == "POST" else None, bodies=agencies.agencies())
    if form.is_valid():
        typed, made = dict(form.cleaned_data), []
        host = agencies.agency_by_reference(typed.pop("host"))
        if host is None:
            raise Http404
        plan = Plan(**{**typed, "kind": CourseKind(typed["kind"]), "host": host})
        if done(form, lambda: made.append(acts.announce(plan, by=request.user, at=at))):
            messages.success(request, _("The course is announced. Supervisors nominate from the page of an officer."))
            return redirect("training:course", made[0].reference)
    return render(request, "training/announce.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@staff_required
def course(request: StaffRequest, reference: str) -> HttpResponse:
    """One course."""
    return _course(request, reference, now())


@require_POST
@power_required(Power.COORDINATE)
def call_off(request: StaffRequest, reference: str) -> HttpResponse:
    """A course is not held."""
    row = gates.course_to_view(reference)
    told = _("The course is called off. Whoever takes part or trains in it is told.")
    said(request, lambda: acts.call_off(row, by=request.user, at=now()), told)
    return redirect("training:course", reference)


@require_POST
@staff_required
def open_half_day(request: StaffRequest, reference: str) -> HttpResponse:
    """Half a day begins."""
    at = now()
    row = gates.course_to_deliver(request.user, reference, at=at)
    form = _half_day_form(request, courses.course_page(row, holdings_of(request), at), at)
    if form.is_valid():
        typed = form.cleaned_data
        what = typed["on"], Half(typed["half"]), typed["modules"]
        if done(form, lambda: acts.open_half_day(row, *what, by=request.user, at=at)):
            messages.success(request, _("The half-day is open. Read the code aloud, or show it."))
            return redirect("training:course", reference)
    return _course(request, reference, at, opening=form)


@require_POST
@staff_required
def sign_in(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody who was admitted is there."""
    at, row = now(), gates.course_to_view(reference)
    officer, form = officers.officer_of(request.user), SignIn(request.POST)
    if officer is None:
        raise PermissionDenied(reference)
    if form.is_valid():
        signed: list[object] = []
        if done(form, lambda: signed.append(acts.sign_in(row, officer, form.cleaned_data["code"], by=request.user, at=at))):
            if signed[0]:
                messages.success(request, _("You are signed in to this half-day."))
                return redirect("training:course", reference)
            form.add_error("code", str(WhyNot.WRONG_CODE.label))
    return _course(request, reference, at, signing=form)


@require_http_methods(FORM)
@staff_required
def half_day(request: StaffRequest, reference: str) -> HttpResponse:
    """Who was there in one half-day."""
    at = now()
    row = gates.half_day_to_fill(request.user, reference, at=at)
    page = courses.presence_page(row, at)
    everybody = [(one.reference, f"{one.officer.name} · {one.officer.body}") for one in page.participants]
    posted = request.POST if request.method == "POST" else None
    form = Present(posted, participants=everybody, initial={"there": sorted(page.there)})
    there = list[int]()
    if form.is_valid() and done(
        form, lambda: there.append(acts.list_present(row, form.cleaned_data["there"], by=request.user, at=at))
    ):
        messages.success(request, _("The list is kept: %(number)d were there.") % {"number": there[0]})
        return redirect("training:course", row.course.reference)
    return render(request, "training/half_day.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_GET
@staff_required
def sheet(request: StaffRequest, reference: str) -> HttpResponse:
    """The list to sign by hand, for a place without network."""
    at = now()
    row = gates.course_to_deliver(request.user, reference, at=at)
    page = courses.course_page(row, holdings_of(request), at)
    return render(request, "training/sheet.html", {"page": page, "halves": Half})


def _course(
    request: StaffRequest, reference: str, at: datetime, *, opening: OpenHalfDay | None = None, signing: SignIn | None = None
) -> HttpResponse:
    row = gates.course_to_view(reference)
    page = courses.course_page(row, holdings_of(request), at)
    own = exams.own_tests(row, request.user, at) if page.own else None
    context = {
        "page": page, "own_tests": own, "opening": opening or _half_day_form(request, page, at), "signing": signing or SignIn(),
    }  # fmt: skip
    wrong = any(form is not None and form.errors for form in (opening, signing))
    return render(request, "training/course.html", context, status=422 if wrong else 200)


def _half_day_form(request: StaffRequest, page: courses.CoursePage, at: datetime) -> OpenHalfDay:
    day = min(max(in_amman(at).date(), page.line.starts_on), page.line.ends_on)
    posted = request.POST if request.method == "POST" and "on" in request.POST else None
    return OpenHalfDay(posted, taught=page.modules, day=day)
