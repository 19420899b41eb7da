"""Pages of the work on a case: its status, its team, its tasks."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts import queries as accounts
from malath.accounts.http import StaffRequest, staff_required
from malath.cases import actions, gates, queries
from malath.cases.actions import CannotChange
from malath.cases.forms import (
    GiveCase,
    GiveTask,
    JoinTeam,
    NewTask,
    SettleTask,
    StatusForm,
    new_task,
)
from malath.cases.gates import WritableCase
from malath.cases.words import DropReason, TeamRole, WhyNot
from malath.foundation.clock import now
from malath.foundation.references import is_reference

if TYPE_CHECKING:
    from malath.accounts.models import User


@require_http_methods(["GET", "POST"])
@staff_required
def status(request: StaffRequest, reference: str) -> HttpResponse:
    """Where the case stands, who decided it, and what this desk may decide now."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    page = queries.status_page(opened.case, opened.desk, opened.holdings, at)
    form = StatusForm(request.POST or None, choices=page.choices)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(opened, form, request.user, at)
        except CannotChange as refused:
            _tell(form, refused, {WhyNot.DECISION_REASON: "because", WhyNot.OTHER_CASE_MISSING: "other"})
        else:
            messages.success(request, _("The decision is kept with who made it."))
            return redirect("workday:case", reference)
    history = queries.status_history(opened.case, opened.sight, opened.holdings)
    names = accounts.names_of({line.by for line in history if line.by})
    context = {"page": page, "form": form, "history": [(line, names.get(line.by, ("", ""))) for line in history]}
    return render(request, "cases/status.html", context, status=422 if form.errors else 200)


@require_GET
@staff_required
def team(request: StaffRequest, reference: str) -> HttpResponse:
    """Who works on the case, and handing it over."""
    at = now()
    return _team(request, gates.case_to_work_on(request.user, reference, at=at), at)


@require_POST
@staff_required
def join_team(request: StaffRequest, reference: str) -> HttpResponse:
    """A colleague gets a role in the case."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    form = _join_form(opened, at, request)
    if form.is_valid():
        worker, role = form.cleaned_data["worker"], TeamRole(form.cleaned_data["role"])

        def join() -> object:
            return actions.join_team(opened.case, worker, role, desk=opened.desk, by=request.user, at=at)

        if _done(request, form, join, _("The team is changed.")):
            return redirect("cases:team", reference)
    return _team(request, opened, at, join=form)


@require_POST
@staff_required
def leave_team(request: StaffRequest, reference: str) -> HttpResponse:
    """A colleague has no role in the case any more."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    asked = request.POST.get("member", "")
    member = queries.member_by_reference(opened.case, opened.desk, asked) if is_reference(asked) else None
    form = Form(request.POST)
    if member is not None and _done(
        request, form, lambda: actions.leave_team(member, by=request.user, at=at), _("The team is changed.")
    ):
        return redirect("cases:team", reference)
    form.add_error(None, [] if form.errors else [str(WhyNot.NOT_IN_TEAM.label)])
    return _team(request, opened, at, said=form)


@require_POST
@staff_required
def hand_over(request: StaffRequest, reference: str) -> HttpResponse:
    """The case goes to another key worker, once they acknowledge it."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    form = _give_form(opened, at, request)
    if form.is_valid():
        to, note = form.cleaned_data["to"], form.cleaned_data["note"]

        def give() -> object:
            return actions.hand_over(
                opened.case, to, note=note, desk=opened.desk, holdings=opened.holdings, by=request.user, at=at
            )

        if _done(request, form, give, _("Handed over. It is theirs when they acknowledge it; until then it is as before.")):
            return redirect("cases:team", reference)
    return _team(request, opened, at, give=form)


@require_POST
@staff_required
def take_over(request: StaffRequest, reference: str) -> HttpResponse:
    """The new key worker acknowledges."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    form = Form(request.POST)

    def take() -> object:
        return actions.take_over(opened.case, desk=opened.desk, by=request.user, at=at)

    if _done(request, form, take, _("The case is yours. Everybody concerned is told.")):
        return redirect("workday:case", reference)
    return _team(request, opened, at, said=form)


@require_http_methods(["GET", "POST"])
@staff_required
def tasks(request: StaffRequest, reference: str) -> HttpResponse:
    """What is to be done in the case; setting a task."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    if request.method == "GET":
        return _tasks(request, opened, at)
    form = NewTask(request.POST, workers=queries.who_may_work(opened.desk, opened.person, at), auto_id="task_%s")
    if form.is_valid():
        data = form.cleaned_data

        def give() -> object:
            return actions.set_task(
                opened.case,
                data["title"],
                due_on=data["due_on"],
                desk=opened.desk,
                worker=data["worker"],
                by=request.user,
                at=at,
                once=data["once"],
            )

        if _done(request, form, give, _("The task is set."), {WhyNot.TASK_PAST: "due_on"}):
            return redirect("cases:tasks", reference)
    return _tasks(request, opened, at, new=form)


@require_POST
@staff_required
def settle_task(request: StaffRequest, reference: str, task: str) -> HttpResponse:
    """A task is done, or dropped for a reason."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    found = gates.task_of(opened, task)
    form = SettleTask(request.POST)
    if form.is_valid():
        because = DropReason(form.cleaned_data["because"]) if form.cleaned_data["because"] else None
        said = _("The task is dropped.") if because else _("The task is done.")
        if _done(request, form, lambda: actions.settle_task(found, because=because, by=request.user, at=at), said):
            return redirect("cases:tasks", reference)
    return _tasks(request, opened, at, said=form)


@require_POST
@staff_required
def give_task(request: StaffRequest, reference: str, task: str) -> HttpResponse:
    """Somebody else does the task."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    found = gates.task_of(opened, task)
    form = GiveTask(request.POST, workers=queries.who_may_work(opened.desk, opened.person, at))
    if form.is_valid():
        to = form.cleaned_data["worker"]
        if _done(request, form, lambda: actions.give_task(found, to, by=request.user, at=at), _("The task has another hand.")):
            return redirect("cases:tasks", reference)
    return _tasks(request, opened, at, said=form)


def _decide(opened: WritableCase, form: StatusForm, user: "User", at: datetime) -> None:
    roles = opened.holdings.roles_at(opened.desk.pk)
    because = form.cleaned_data["because"]
    if form.status is not None:
        actions.decide(opened.case, form.status, because=because, desk=opened.desk, roles=roles, by=user, at=at)
    elif form.aside is not None:
        named = form.cleaned_data.get("other", "").upper()
        other = gates.case_named(user, named, at=at) if is_reference(named) else None
        actions.set_aside(opened.case, form.aside, because=because, desk=opened.desk, roles=roles, other=other, by=user, at=at)
    else:
        actions.come_back(opened.case, desk=opened.desk, by=user, at=at)


def _team(
    request: StaffRequest,
    opened: WritableCase,
    at: datetime,
    *,
    join: JoinTeam | None = None,
    give: GiveCase | None = None,
    said: Form | None = None,
) -> HttpResponse:
    team = queries.team_of(opened.case, opened.sight, opened.holdings, at)
    wrong = any(form is not None for form in (join, give, said))
    context = {
        "reference": opened.case.reference,
        "team": team,
        "desk": opened.desk,
        "key_worker": team.key_worker_at(opened.desk.pk),
        "me": request.user.pk,
        "join": join or _join_form(opened, at),
        "give": give or _give_form(opened, at),
        "said": said,
        "at": at,
    }
    return render(request, "cases/team.html", context, status=422 if wrong else 200)


def _join_form(opened: WritableCase, at: datetime, request: StaffRequest | None = None) -> JoinTeam:
    workers = queries.who_may_work(opened.desk, opened.person, at)
    has_key_worker = queries.key_worker_of(opened.case, opened.desk, at) is not None
    return JoinTeam(request.POST if request else None, workers=workers, key_worker=has_key_worker, auto_id="join_%s")


def _give_form(opened: WritableCase, at: datetime, request: StaffRequest | None = None) -> GiveCase:
    workers = queries.who_may_work(opened.desk, opened.person, at)
    return GiveCase(request.POST if request else None, workers=workers, auto_id="give_%s")


def _tasks(
    request: StaffRequest, opened: WritableCase, at: datetime, *, new: NewTask | None = None, said: Form | None = None
) -> HttpResponse:
    workers = queries.who_may_work(opened.desk, opened.person, at)
    lines = queries.tasks_of(opened.case, opened.sight, opened.holdings, at)
    context = {
        "reference": opened.case.reference,
        "lines": [(line, *_forms_of(line.reference, workers)) for line in lines],
        "new": new or new_task(workers),
        "said": said,
    }
    return render(request, "cases/tasks.html", context, status=422 if new or said else 200)


def _forms_of(task: str, workers: list["User"]) -> tuple[SettleTask, GiveTask]:
    """The two forms of a line, each field with a name of its own for who hears the page."""
    return SettleTask(auto_id=f"drop_{task}_%s"), GiveTask(workers=workers, auto_id=f"give_{task}_%s")


def _done(
    request: StaffRequest,
    form: Form,
    act: Callable[[], object],
    said: str,
    places: dict[WhyNot, str] | None = None,
) -> bool:
    """Whether the act was done; if not, the form says why."""
    try:
        act()
    except CannotChange as refused:
        _tell(form, refused, places or {})
        return False
    messages.success(request, said)
    return True


def _tell(form: Form, refused: CannotChange, places: dict[WhyNot, str]) -> None:
    for reason in refused.reasons:
        form.add_error(places.get(reason), str(reason.label))
