"""Pages of officers and of their nominations."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts import queries as accounts
from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.foundation.clock import in_amman, now
from malath.training import gates
from malath.training.actions import courses as course_acts
from malath.training.actions import officers as acts
from malath.training.actions.officers import Facts
from malath.training.forms import Admit, NameTrainer, Nominate, OfficerForm, TurnDown
from malath.training.http import FORM, done, said
from malath.training.queries import courses, officers
from malath.training.words import Discipline, Job, Merit, Part, Sex

if TYPE_CHECKING:
    from malath.training.models import Officer

WORD = 60


@require_GET
@power_required(Power.COORDINATE, Power.SUPERVISE)
def listing(request: StaffRequest) -> HttpResponse:
    """Officers of the own body, or of all for whoever runs the pool."""
    word = request.GET.get("word", "").strip()[:WORD]
    page = officers.officers_page(holdings_of(request), in_amman(now()).date(), word)
    return render(request, "training/officers.html", {"page": page})


@require_http_methods(FORM)
@power_required(Power.COORDINATE, Power.SUPERVISE)
def enlist(request: StaffRequest) -> HttpResponse:
    """An officer is written down."""
    at, made = now(), list["Officer"]()
    form = OfficerForm(request.POST if request.method == "POST" else None, bodies=officers.bodies_for(holdings_of(request)))
    facts = _facts(form) if form.is_valid() else None
    if facts is not None and done(form, lambda: made.append(acts.enlist(facts, by=request.user, at=at))):
        messages.success(request, _("Written down. Now they can be nominated for a course."))
        return redirect("training:officer", made[0].reference)
    return render(request, "training/officer_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(FORM)
@power_required(Power.COORDINATE, Power.SUPERVISE)
def correct(request: StaffRequest, reference: str) -> HttpResponse:
    """An officer moved, or was written down wrongly."""
    at = now()
    row = gates.officer_to_change(request.user, reference, at=at)
    names = ("name_ar", "name_en", "directorate", "governorate", "job", "sex", "field_since")
    first = {name: getattr(row, name) for name in names}
    first |= {"agency": row.agency.reference, "email": row.user.email if row.user else ""}
    bodies = officers.bodies_for(holdings_of(request))
    form = OfficerForm(request.POST if request.method == "POST" else None, bodies=bodies, initial=first)
    facts = _facts(form) if form.is_valid() else None
    if facts is not None and done(form, lambda: acts.correct(row, facts, by=request.user, at=at)):
        messages.success(request, _("Saved."))
        return redirect("training:officer", reference)
    context = {"form": form, "reference": reference}
    return render(request, "training/officer_form.html", context, status=422 if form.errors else 200)


@require_GET
@staff_required
def officer(request: StaffRequest, reference: str) -> HttpResponse:
    """One officer, what they learnt and where they train."""
    at = now()
    return _officer(request, gates.officer_to_view(request.user, reference, at=at), at)


@require_POST
@power_required(Power.COORDINATE, Power.SUPERVISE)
def nominate(request: StaffRequest, reference: str) -> HttpResponse:
    """An officer is named for a course."""
    at = now()
    row = gates.officer_to_change(request.user, reference, at=at)
    form = Nominate(request.POST, courses=courses.open_courses(in_amman(at).date()))
    if form.is_valid():
        course, discipline = gates.course_to_view(form.cleaned_data["course"]), Discipline(form.cleaned_data["discipline"])
        merits = [Merit(one) for one in form.cleaned_data["merits"]]
        if done(form, lambda: course_acts.nominate(course, row, discipline, merits=merits, by=request.user, at=at)):
            messages.success(request, _("Nominated. Whoever runs the pool answers."))
            return redirect("training:officer", reference)
    return _officer(request, row, at, nominating=form)


@require_POST
@power_required(Power.COORDINATE)
def name_trainer(request: StaffRequest, reference: str) -> HttpResponse:
    """An officer trains in a course."""
    at = now()
    row = gates.officer_to_change(request.user, reference, at=at)
    form = NameTrainer(request.POST, courses=courses.open_courses(in_amman(at).date()))
    if form.is_valid():
        course, part = gates.course_to_view(form.cleaned_data["course"]), Part(form.cleaned_data["part"])
        if done(form, lambda: course_acts.name_trainer(course, row, part, by=request.user, at=at)):
            messages.success(request, _("Named. They open half-days and keep the list from now on."))
            return redirect("training:officer", reference)
    return _officer(request, row, at, naming=form)


@require_GET
@power_required(Power.COORDINATE)
def nomination(request: StaffRequest, reference: str) -> HttpResponse:
    """A nomination, and what speaks against it."""
    return _nomination(request, reference, Admit(), TurnDown())


@require_POST
@power_required(Power.COORDINATE)
def admit(request: StaffRequest, reference: str) -> HttpResponse:
    """An officer is admitted."""
    row, form = gates.nomination_to_view(reference), Admit(request.POST)
    if form.is_valid():
        because = form.cleaned_data["because"]
        if done(form, lambda: course_acts.admit(row, because=because, by=request.user, at=now())):
            messages.success(request, _("Admitted. They are told if they have an account."))
            return redirect("training:course", row.course.reference)
    return _nomination(request, reference, form, TurnDown())


@require_POST
@power_required(Power.COORDINATE)
def turn_down(request: StaffRequest, reference: str) -> HttpResponse:
    """An officer is not admitted."""
    row, form = gates.nomination_to_view(reference), TurnDown(request.POST)
    if form.is_valid():
        because = form.cleaned_data["because"]
        if done(form, lambda: course_acts.turn_down(row, because=because, by=request.user, at=now())):
            messages.success(request, _("Not admitted; why is kept."))
            return redirect("training:course", row.course.reference)
    return _nomination(request, reference, Admit(), form)


@require_POST
@power_required(Power.COORDINATE, Power.SUPERVISE)
def take_back(request: StaffRequest, reference: str) -> HttpResponse:
    """A body takes a nomination back."""
    at = now()
    row = gates.nomination_to_take_back(request.user, reference, at=at)
    said(request, lambda: course_acts.take_back(row, by=request.user, at=at), _("The nomination is taken back."))
    return redirect("training:course", row.course.reference)


def _nomination(request: StaffRequest, reference: str, yes: Admit, no: TurnDown) -> HttpResponse:
    row = gates.nomination_to_view(reference)
    line, course = courses.nomination_line(row, in_amman(now()).date()), row.course
    context = {"line": line, "course": courses.course_line(course, in_amman(now()).date()), "yes": yes, "no": no}
    wrong = any(form.is_bound and form.errors for form in (yes, no))
    return render(request, "training/nomination.html", context, status=422 if wrong else 200)


def _officer(
    request: StaffRequest, row: "Officer", at: datetime, *, nominating: Form | None = None, naming: Form | None = None
) -> HttpResponse:
    today = in_amman(at).date()
    page, ahead = officers.officer_page(row, holdings_of(request), today), courses.open_courses(today)
    context = {
        "page": page,
        "nominating": nominating or Nominate(courses=ahead),
        "naming": naming or NameTrainer(courses=ahead),
    }
    wrong = any(form is not None and form.errors for form in (nominating, naming))
    return render(request, "training/officer.html", context, status=422 if wrong else 200)


def _facts(form: OfficerForm) -> Facts | None:
    """What was typed; None when the account is not known, which stands in the form."""
    typed = form.cleaned_data
    agency, email = agencies.agency_by_reference(typed["agency"]), typed.pop("email")
    user = accounts.user_by_email(email) if email else None
    if agency is None:
        raise Http404
    if email and user is None:
        form.add_error("email", _("No account here has this address."))
        return None
    return Facts(**{**typed, "agency": agency, "job": Job(typed["job"]), "sex": Sex(typed["sex"]), "user": user})
