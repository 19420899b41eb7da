"""Pages of breaches: reporting one, the register, one breach with its people first, and making one person safe."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts import queries as accounts
from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.foundation import clock
from malath.foundation.clock import now
from malath.privacy.actions import breach as actions
from malath.privacy.actions.breach import CannotRecordBreach, CannotStep, Told
from malath.privacy.gates import breach as gates
from malath.privacy.queries import breach as breaches_of
from malath.privacy.words import BreachKind, SafetyStep
from malath.ui.pieces import Pager
from malath.workday.breach_forms import CloseBreach, Contain, ReportBreach, TakeStep, TellUnit, Widen
from malath.workday.breach_people import people_at_risk
from malath.workday.person_file import reach_to_view

MINE = "me"
A_MONTH = timedelta(days=30)
MOST_DIGITS = 18


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def report(request: StaffRequest) -> HttpResponse:
    """Anybody reports what they lost; the data protection officer, what others did."""
    at, officer = now(), holdings_of(request).may(Power.READ_TRAIL)
    today = clock.in_amman(at).date()
    first = {"once": uuid4(), "since": today - A_MONTH, "lost_on": today}
    form = ReportBreach(request.POST or None, whose=_whose(request, officer, at), officer=officer, initial=first)
    if form.is_valid() and (breach := _report(request, form, at)) is not None:
        if officer:
            return redirect("workday:breach", breach)
        said = _("Reported. The data protection officers were told at once, and so was who can end an account.")
        messages.success(request, said)
        return redirect("workday:home")
    return render(request, "workday/report.html", {"form": form}, status=422 if form.errors else 200)


def _whose(request: StaffRequest, officer: bool, at: datetime) -> list[tuple[str, str]]:
    """Oneself and one's desks; for the data protection officer every desk there is."""
    if officer:
        entries = agencies.all_with_desks()
        return [(desk.reference, f"{desk.name} · {entry.name}") for entry in entries for desk in entry.desks]
    own = [(desk.reference, _("My desk: %(desk)s") % {"desk": desk.name}) for desk in accounts.inbox_desks(request.user, at)]
    return [(MINE, _("Mine: my account, my phone, my computer")), *own]


def _report(request: StaffRequest, form: ReportBreach, at: datetime) -> str | None:
    typed = form.cleaned_data
    kind, named = BreachKind(typed["kind"]), typed.get("worker") or ""
    worker = accounts.user_by_reference(named) if named else request.user if typed["whose"] == MINE else None
    desk = None if worker or named else agencies.desk_by_reference(typed["whose"])
    people = people_at_risk(kind, worker=worker, desk=desk, since=typed["since"], at=at, named=typed["named"])
    told = Told(kind, desk, worker, typed["since"], typed["lost_on"], typed["what"])
    try:
        theirs = worker is not None or desk is not None
        return actions.report_breach(told, people, theirs=theirs, by=request.user, at=at, once=typed["once"]).reference
    except CannotRecordBreach as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason.label))
        return None


@require_safe
@power_required(Power.READ_TRAIL)
def breaches(request: StaffRequest) -> HttpResponse:
    """The register of breaches."""
    at, before = now(), _before(request)
    page = gates.register_to_see(request.user, before=before, at=at)
    pages = Pager(newer=request.path if before else "", older=f"?before={page.older}" if page.older else "")
    return render(request, "workday/breaches.html", {"page": page, "pages": pages, "at": at})


@require_safe
@power_required(Power.READ_TRAIL)
def breach(request: StaffRequest, reference: str) -> HttpResponse:
    """One breach: people in danger first."""
    return _page(request, reference)


@require_POST
@power_required(Power.READ_TRAIL)
def widen(request: StaffRequest, reference: str) -> HttpResponse:
    """Look again, from an earlier day on."""
    at, form = now(), Widen(request.POST)
    row = gates.breach_to_handle(request.user, reference, at=at)

    def act() -> object:
        since = form.cleaned_data["since"]
        people = people_at_risk(BreachKind(row.kind), worker=row.worker, desk=row.desk, since=since, at=at)
        return actions.widen_breach(row, people, since=since, by=request.user, at=at)

    return _done(request, reference, form, act, _("The list was made anew."), name="widening")


@require_POST
@power_required(Power.READ_TRAIL)
def ask_desks(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask the desks to make their people safe."""
    at, form = now(), forms.Form(request.POST)
    row = gates.breach_to_handle(request.user, reference, at=at)
    return _done(request, reference, form, lambda: actions.ask_desks(row, by=request.user, at=at), _("The desks were asked."))


@require_POST
@power_required(Power.READ_TRAIL)
def contain(request: StaffRequest, reference: str) -> HttpResponse:
    """Nothing more can leave."""
    at, form = now(), Contain(request.POST)
    row = gates.breach_to_handle(request.user, reference, at=at)

    def act() -> object:
        return actions.contain_breach(row, how=form.cleaned_data["how"], by=request.user, at=at)

    return _done(request, reference, form, act, _("Contained."), name="containing")


@require_POST
@power_required(Power.READ_TRAIL)
def tell_unit(request: StaffRequest, reference: str) -> HttpResponse:
    """The unit for the protection of personal data was told."""
    at, form = now(), TellUnit(request.POST)
    row = gates.breach_to_handle(request.user, reference, at=at)

    def act() -> object:
        return actions.tell_unit(row, number=form.cleaned_data["number"], by=request.user, at=at)

    return _done(request, reference, form, act, _("Kept: the data protection unit was told."), name="telling")


@require_POST
@power_required(Power.READ_TRAIL)
def close(request: StaffRequest, reference: str) -> HttpResponse:
    """Close it with what was learned."""
    at, form = now(), CloseBreach(request.POST)
    row = gates.breach_to_handle(request.user, reference, at=at)

    def act() -> object:
        return actions.close_breach(row, lessons=form.cleaned_data["lessons"], officer=request.user, by=request.user, at=at)

    return _done(request, reference, form, act, _("Closed."), name="closing")


@require_safe
@staff_required
def safety(request: StaffRequest, reference: str) -> HttpResponse:
    """One person of whom something was lost: how to reach them, what was there, what is done."""
    return _safety_page(request, reference)


@require_POST
@staff_required
def take_step(request: StaffRequest, reference: str, breach: str) -> HttpResponse:
    """Write down what was done so that the person is safe."""
    at = now()
    opened, row = gates.endangered_to_make_safe(request.user, reference, breach, at=at)
    form = TakeStep(request.POST, place=row.place, way=breaches_of.way_seen(opened.person, opened.sight, at))
    if form.is_valid():
        typed = form.cleaned_data
        step, read = SafetyStep(typed["step"]), typed.get("read", False)
        try:
            actions.take_step(row, opened.person, step, note=typed["note"], by=request.user, at=at, read=read)
        except CannotStep as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason.label))
        else:
            messages.success(request, _("Written down."))
            return redirect("workday:safety", reference)
    return _safety_page(request, reference, breach, form)


def _safety_page(request: StaffRequest, reference: str, breach: str = "", sent: TakeStep | None = None) -> HttpResponse:
    at = now()
    opened, page = gates.person_to_make_safe(request.user, reference, at=at)
    way = breaches_of.way_seen(opened.person, opened.sight, at)
    fresh = {one.reference: TakeStep(place=one.place, way=way, auto_id=f"{one.reference}_%s") for one in page.breaches}
    lines = [(one, sent if sent and one.reference == breach else fresh[one.reference]) for one in page.breaches]
    context = {"page": page, "lines": lines, "at": at, "contact": {"reach": reach_to_view(opened, at), "acts": {}}}
    return render(request, "workday/safety.html", context, status=422 if sent else 200)


def _done(
    request: StaffRequest, reference: str, form: forms.Form, act: Callable[[], object], said: str, *, name: str = ""
) -> HttpResponse:
    """Carry an act out and go back to the breach; what was refused stays in its form."""
    if form.is_valid():
        try:
            act()
        except CannotRecordBreach as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason.label))
        else:
            messages.success(request, said)
            return redirect("workday:breach", reference)
    if not name:
        for error in form.non_field_errors() or [_("This could not be done. Open the page again.")]:
            messages.error(request, str(error))
        return redirect("workday:breach", reference)
    return _page(request, reference, **{name: form})


def _page(request: StaffRequest, reference: str, **sent: forms.Form) -> HttpResponse:
    at = now()
    row = gates.breach_to_handle(request.user, reference, at=at)
    page = gates.breach_shown(row, request.user, at=at)
    fresh = {
        "widening": Widen(initial={"since": row.since}),
        "containing": Contain(),
        "telling": TellUnit(),
        "closing": CloseBreach(),
    }
    context = {"page": page, "at": at, **fresh, **sent}
    return render(request, "workday/breach.html", context, status=422 if sent else 200)


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
