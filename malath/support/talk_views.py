"""Pages of panels and conferences about a person, of complaints, and of what the person says of the help."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, power_required, staff_required
from malath.accounts.roles import Power
from malath.cases.words import BestInterest
from malath.foundation.clock import now
from malath.privacy.words import Section
from malath.support import actions, gates
from malath.support.actions import Grievance
from malath.support.http import FORM, Sheet, back, done, sheet
from malath.support.queries import talks as reads
from malath.support.talk_forms import (
    AnswerComplaint,
    CallConference,
    Complain,
    DecidePanel,
    OpenPanel,
    PutOption,
    RecordFeedback,
    RecordView,
    Seat,
    WriteMinutes,
)
from malath.support.words import ComplaintKind, ComplaintOutcome, FeedbackGiven, Heard, PanelRole, Route


@require_safe
@staff_required
def talks(request: StaffRequest, reference: str) -> HttpResponse:
    """The conferences and panels of a case."""
    opened = gates.plan_to_work_on(request.user, reference, at=now(), section=Section.STORY)
    context = {
        "reference": reference, "conferences": reads.conferences_of(opened.case, opened.sight),
        "panels": reads.panels_of(opened.case, opened.sight), "is_child": opened.person.is_child, "at": now(),
    }  # fmt: skip
    return render(request, "support/talks.html", context)


@require_http_methods(FORM)
@staff_required
def call_conference(request: StaffRequest, reference: str) -> HttpResponse:
    """A conference is called."""
    at = now()
    opened = gates.plan_to_work_on(request.user, reference, at=at, section=Section.STORY)
    form = CallConference(request.POST if request.method == "POST" else None, initial={"once": uuid4()})
    if form.is_valid():
        on, who, once = form.cleaned_data["on"], form.cleaned_data["who"], form.cleaned_data["once"]
        act = lambda: actions.call_conference(  # noqa: E731
            opened.case, on, who, desk=opened.desk, by=request.user, at=at, once=once
        )
        if done(form, act):
            messages.success(request, _("Written down."))
            return redirect("support:talks", reference)
    told = _("Ask the person first what may be said about them, and to whom.")
    return sheet(request, form, Sheet(_("Call a conference"), told, _("Call it"), _url("talks", reference)))


@require_http_methods(FORM)
@staff_required
def write_minutes(request: StaffRequest, reference: str, conference: str) -> HttpResponse:
    """A conference was held."""
    at = now()
    opened, found = gates.conference_to_work_on(request.user, reference, conference, at=at)
    form = WriteMinutes(request.POST if request.method == "POST" else None)
    if form.is_valid():
        minutes, resolutions = form.cleaned_data["minutes"], form.resolutions()
        act = lambda: actions.write_minutes(found, minutes, resolutions, desk=opened.desk, by=request.user, at=at)  # noqa: E731
        if done(form, act):
            messages.success(request, _("Written down. What has a day is a task now."))
            return redirect("support:talks", reference)
    told = _("What was decided, and who does what. A decision with a day becomes a task of the case.")
    return sheet(request, form, Sheet(_("Minutes of the conference"), told, _("Write it down"), _url("talks", reference)))


@require_POST
@staff_required
def call_off_conference(request: StaffRequest, reference: str, conference: str) -> HttpResponse:
    """A conference does not take place."""
    at, form = now(), forms.Form(request.POST)
    opened, found = gates.conference_to_work_on(request.user, reference, conference, at=at)
    done(form, lambda: actions.call_off_conference(found, desk=opened.desk, by=request.user, at=at))
    return back(request, form, "support:talks", reference)


@require_http_methods(FORM)
@staff_required
def open_panel(request: StaffRequest, reference: str) -> HttpResponse:
    """A question about a child is put to a panel."""
    at = now()
    opened = gates.plan_to_work_on(request.user, reference, at=at, section=Section.STORY)
    form = OpenPanel(request.POST if request.method == "POST" else None)
    if form.is_valid():
        question = form.cleaned_data["question"]
        if done(form, lambda: actions.open_panel(opened.case, question, desk=opened.desk, by=request.user, at=at)):
            messages.success(request, _("Opened. The panel decides within three days."))
            return redirect("support:talks", reference)
    told = _("Three members at least, child protection among them. A request of the parents is one voice, never the decision.")
    return sheet(request, form, Sheet(_("Best interests of the child"), told, _("Open it"), _url("talks", reference)))


@require_safe
@staff_required
def panel(request: StaffRequest, reference: str, panel: str) -> HttpResponse:
    """One procedure, with what is written into it."""
    at = now()
    _opened, found = gates.panel_to_work_on(request.user, reference, panel, at=at)
    context = {
        "page": reads.panel_page(found), "reference": reference, "at": at, "seating": Seat(auto_id="seat_%s"),
        "hearing": RecordView(auto_id="view_%s"), "putting": PutOption(auto_id="option_%s"),
    }  # fmt: skip
    return render(request, "support/panel.html", context)


@require_POST
@staff_required
def seat(request: StaffRequest, reference: str, panel: str) -> HttpResponse:
    """Somebody sits in the panel."""
    at, form = now(), Seat(request.POST)
    opened, found = gates.panel_to_work_on(request.user, reference, panel, at=at)
    if form.is_valid():
        name, role = form.cleaned_data["name"], PanelRole(form.cleaned_data["role"])
        done(form, lambda: actions.seat(found, name, role, desk=opened.desk, by=request.user, at=at))
    return back(request, form, "support:panel", reference, panel)


@require_POST
@staff_required
def record_view(request: StaffRequest, reference: str, panel: str) -> HttpResponse:
    """What the child says."""
    at, form = now(), RecordView(request.POST)
    opened, found = gates.panel_to_work_on(request.user, reference, panel, at=at)
    if form.is_valid():
        heard, view = Heard(form.cleaned_data["heard"]), form.cleaned_data["view"]
        done(form, lambda: actions.record_view(found, heard, view, desk=opened.desk, by=request.user, at=at))
    return back(request, form, "support:panel", reference, panel)


@require_POST
@staff_required
def put_option(request: StaffRequest, reference: str, panel: str) -> HttpResponse:
    """A way that the panel looks at."""
    at, form = now(), PutOption(request.POST)
    opened, found = gates.panel_to_work_on(request.user, reference, panel, at=at)
    if form.is_valid():
        outcome, words = BestInterest(form.cleaned_data["outcome"]), form.cleaned_data["words"]
        done(form, lambda: actions.put_option(found, outcome, words, desk=opened.desk, by=request.user, at=at))
    return back(request, form, "support:panel", reference, panel)


@require_http_methods(FORM)
@staff_required
def decide_panel(request: StaffRequest, reference: str, panel: str) -> HttpResponse:
    """The panel decides."""
    at = now()
    opened, found = gates.panel_to_work_on(request.user, reference, panel, at=at)
    members = [(one, name) for one, name, _role, _dissent in reads.panel_page(found).members]
    form = DecidePanel(request.POST if request.method == "POST" else None, members=members)
    if form.is_valid():
        data = form.cleaned_data
        act = lambda: actions.decide_panel(  # noqa: E731
            found, BestInterest(data["outcome"]), data["reasons"], review_on=data["review_on"], dissent=form.dissent(),
            desk=opened.desk, by=request.user, at=at,
        )  # fmt: skip
        if done(form, act):
            messages.success(request, _("Decided. Tell the child in its language, and why."))
            return redirect("support:panel", reference, panel)
    told = _("One of the options of this panel. Dissent is kept beside it.")
    where = reverse("support:panel", args=[reference, panel])
    return sheet(request, form, Sheet(_("What is best for the child?"), told, _("Decide"), where))


@require_safe
@staff_required
def complaints(request: StaffRequest, reference: str) -> HttpResponse:
    """What the viewer wrote down of complaints in a case."""
    opened = gates.plan_to_work_on(request.user, reference, at=now())
    lines = reads.complaints_by(opened.case, request.user)
    return render(request, "support/complaints.html", {"reference": reference, "lines": lines})


@require_http_methods(FORM)
@staff_required
def complain(request: StaffRequest, reference: str) -> HttpResponse:
    """A person complains about a service."""
    at = now()
    opened = gates.plan_to_work_on(request.user, reference, at=at)
    colleagues, first = reads.colleagues(request.user), {"once": uuid4(), "about": request.user.agency.reference}
    form = Complain(request.POST if request.method == "POST" else None, colleagues=colleagues, initial=first)
    if form.is_valid():
        data = form.cleaned_data
        about = reads.body_named(data["about"])
        assert about is not None  # noqa: S101  # one of the choices
        grievance = Grievance(
            ComplaintKind(data["kind"]), about, data["words"], Route(data["route"]),
            reads.colleague_named(request.user, data["whom"]), reads.body_named(data["handler"]),
        )  # fmt: skip
        act = lambda: actions.complain(  # noqa: E731
            opened.case, grievance, by=request.user, at=at, once=data["once"]
        )
        if done(form, act):
            messages.success(request, _("Written down. Whoever it is about does not answer it, and help goes on as before."))
            return redirect("support:complaints", reference)
    told = _("Nobody is worse off for complaining. Who else works on this case does not read it.")
    return sheet(request, form, Sheet(_("A complaint"), told, _("Write it down"), _url("complaints", reference)))


@require_safe
@power_required(Power.SUPERVISE)
def complaints_here(request: StaffRequest) -> HttpResponse:
    """The complaints that this supervisor answers."""
    return render(request, "support/complaints_here.html", {"lines": reads.complaints_to_handle(request.user)})


@require_http_methods(FORM)
@power_required(Power.SUPERVISE)
def complaint(request: StaffRequest, number: str) -> HttpResponse:
    """One complaint, and its answer."""
    at = now()
    found = gates.complaint_to_handle(request.user, number, at=at)
    form = AnswerComplaint(request.POST if request.method == "POST" else None)
    if form.is_valid():
        outcome, answer = ComplaintOutcome(form.cleaned_data["outcome"]), form.cleaned_data["answer"]
        if done(form, lambda: actions.answer_complaint(found, outcome, answer, by=request.user, at=at)):
            messages.success(request, _("Answered. Who wrote it down is told."))
            return redirect("support:complaints_here")
    line = reads.complaint_line(found, reads=True)
    context = {"line": line, "form": form}
    return render(request, "support/complaint.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
@staff_required
def feedback(request: StaffRequest, reference: str) -> HttpResponse:
    """What the person thinks of the help."""
    at = now()
    opened = gates.plan_to_work_on(request.user, reference, at=at)
    form = RecordFeedback(request.POST if request.method == "POST" else None, initial={"once": uuid4()})
    if form.is_valid():
        given, words, once = FeedbackGiven(form.cleaned_data["given"]), form.cleaned_data["words"], form.cleaned_data["once"]
        act = lambda: actions.record_feedback(  # noqa: E731
            opened.case, given, words, desk=opened.desk, by=request.user, at=at, once=once
        )
        if done(form, act):
            messages.success(request, _("Written down. Nothing follows from it for the person."))
            return redirect("support:feedback", reference)
    context = {"reference": reference, "lines": reads.feedback_of(opened.case, opened.holdings), "form": form}
    return render(request, "support/feedback.html", context, status=422 if form.errors else 200)


def _url(page: str, reference: str) -> str:
    return reverse(f"support:{page}", args=[reference])
