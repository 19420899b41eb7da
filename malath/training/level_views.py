"""Pages of levels, of who trained whom, and of the pool."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts import queries as accounts
from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.foundation.clock import now
from malath.training import gates
from malath.training.actions import levels as acts
from malath.training.actions.coverage import count_posts
from malath.training.forms import CountPosts
from malath.training.http import FORM, done, said
from malath.training.level_forms import EnterLevel, Observe, Raise, React
from malath.training.queries import coverage as posts
from malath.training.queries import keeping, levels, officers
from malath.training.words import Level

if TYPE_CHECKING:
    from malath.training.models import Officer


@require_http_methods(FORM)
@power_required(Power.COORDINATE)
def coverage(request: StaffRequest) -> HttpResponse:
    """How many of those in post are trained; posts are counted here."""
    at, form = now(), CountPosts(request.POST if request.method == "POST" else None, bodies=agencies.agencies())
    if form.is_valid():
        typed = dict(form.cleaned_data)
        agency = agencies.agency_by_reference(typed.pop("agency"))
        if agency is None:
            raise Http404
        if done(form, lambda: count_posts(agency, **typed, by=request.user, at=at)):
            messages.success(request, _("The number is kept, with its day and source."))
            return redirect("training:coverage")
    lines = posts.coverage(at)
    context = {"form": form, "lines": lines, "covered": posts.covered(lines)}
    return render(request, "training/coverage.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
@staff_required
def react(request: StaffRequest, reference: str) -> HttpResponse:
    """What somebody who took part says of a course."""
    at = now()
    row, form = gates.course_to_rate(request.user, reference, at=at), React(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: acts.react(row, form.marks(), by=request.user, at=at)):
        messages.success(request, _("Thank you. Whose answer it is was not kept."))
        return redirect("training:course", reference)
    context = {"form": form, "course": row.title, "reference": reference}
    return render(request, "training/react.html", context, status=422 if form.errors else 200)


@require_GET
@staff_required
def level(request: StaffRequest, reference: str) -> HttpResponse:
    """One trainer: by whom they were trained, whom they trained, what the next level asks for."""
    at = now()
    return _level(request, gates.trainer_to_view(request.user, reference, at=at), at)


@require_POST
@staff_required
def observe(request: StaffRequest, reference: str) -> HttpResponse:
    """How somebody delivered a course: by the master trainer who sat in, or by whoever runs the pool from their paper."""
    at = now()
    row = gates.trainer_to_view(request.user, reference, at=at)
    observers = {one.reference: one for one in levels.observers_for(row, holdings_of(request))}
    form = _observe(request.POST, observers.values(), levels.level_page(row, at).to_observe)
    if form.is_valid():
        trains = gates.trains_to_observe(row, int(form.cleaned_data["trains"]))
        observer = observers[form.cleaned_data["observer"]]
        if done(form, lambda: acts.observe(trains, observer, form.scores(), by=request.user, at=at)):
            messages.success(request, _("The observation is kept."))
            return redirect("training:level", reference)
    return _level(request, row, at, observing=form)


@require_POST
@power_required(Power.COORDINATE)
def raise_level(request: StaffRequest, reference: str) -> HttpResponse:
    """The next level is reached."""
    at, form = now(), Raise(request.POST)
    row = gates.officer_to_change(request.user, reference, at=at)
    page = levels.level_page(row, at)
    to = page.to
    if to is None:
        raise Http404
    if form.is_valid():
        second = accounts.user_by_email(form.cleaned_data["second"]) if form.cleaned_data["second"] else None
        by_reference = second.reference if second else ""
        if done(form, lambda: acts.raise_level(row, to, second=by_reference, by=request.user, at=at)):
            messages.success(request, _("The level counts from now on."))
            return redirect("training:level", reference)
    return _level(request, row, at, raising=form)


@require_POST
@power_required(Power.COORDINATE)
def enter_level(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody was a trainer before."""
    at, form = now(), EnterLevel(request.POST)
    row = gates.officer_to_change(request.user, reference, at=at)
    if form.is_valid():
        to, because = Level(form.cleaned_data["level"]), form.cleaned_data["because"]
        if done(form, lambda: acts.enter_level(row, to, because, by=request.user, at=at)):
            messages.success(request, _("The level counts from now on."))
            return redirect("training:level", reference)
    return _level(request, row, at, entering=form)


@require_POST
@power_required(Power.COORDINATE)
def restore(request: StaffRequest, reference: str) -> HttpResponse:
    """A level that rested counts again."""
    at = now()
    row = gates.officer_to_change(request.user, reference, at=at)
    said(request, lambda: acts.restore(row, by=request.user, at=at), _("The level counts again."))
    return redirect("training:level", reference)


def _level(
    request: StaffRequest,
    row: "Officer",
    at: datetime,
    *,
    observing: Form | None = None,
    raising: Form | None = None,
    entering: Form | None = None,
) -> HttpResponse:
    page, holdings = levels.level_page(row, at), holdings_of(request)
    observers = levels.observers_for(row, holdings)
    context = {
        "page": page, "runs": officers.runs(holdings), "observes": bool(observers), "keeping": keeping.of_officer(row, at),
        "observing": observing or _observe(None, observers, page.to_observe),
        "raising": raising or Raise(), "entering": entering or EnterLevel(),
    }  # fmt: skip
    wrong = any(form is not None and form.errors for form in (observing, raising, entering))
    return render(request, "training/level.html", context, status=422 if wrong else 200)


def _observe(posted: QueryDict | None, observers: Iterable["Officer"], unseen: Iterable[tuple[int, str]]) -> Observe:
    return Observe(posted, observers=[(one.reference, one.name) for one in observers], unseen=unseen)
