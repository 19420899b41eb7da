"""Pages of emergencies: opening a file for an hour, ending it before, and the review by the data protection officer."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, power_required, staff_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.privacy.actions import glass as actions
from malath.privacy.actions.glass import CannotBreak, CannotReview
from malath.privacy.gates import glass as gates
from malath.privacy.glass_forms import BreakTheGlass, Review, WhichFile
from malath.privacy.queries import glass as queries
from malath.privacy.words import Emergency, Verdict, WhyNotBreak
from malath.ui.pieces import Pager

SESSION_KEY: Final = "emergency"
"""Under which the session keeps whose file is open until when, for the banner on every page. References only."""
MOST_DIGITS: Final = 18
TYPED_LATER: Final = "…"


@require_safe
@power_required(Power.BREAK_GLASS)
def which(request: StaffRequest) -> HttpResponse:
    """Which file: whoever holds its reference is led to the page of its emergency."""
    form = WhichFile(request.GET or None)
    if form.is_valid():
        return redirect("privacy:emergency", form.cleaned_data["reference"])
    return render(request, "privacy/emergency_which.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def emergency(request: StaffRequest, reference: str) -> HttpResponse:
    """Open one file for an hour, to be read only. What will happen is said before."""
    at = now()
    person, holdings = gates.file_to_break(request.user, reference, at=at)
    form = BreakTheGlass(request.POST if request.method == "POST" else None)
    if form.is_valid():
        why, because = Emergency(form.cleaned_data["why"]), form.cleaned_data["because"]
        try:
            row = actions.break_glass(person, why=why, because=because, user=request.user, by=request.user, at=at)
        except CannotBreak as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason.label))
        else:
            request.session[SESSION_KEY] = {"reference": reference, "until": row.until.isoformat()}
            return redirect("workday:person", reference)
    why_not = [] if form.errors else _why_not(queries.why_not_break(holdings, person, TYPED_LATER, at))
    context = {"reference": reference, "form": form, "why_not": why_not}
    return render(request, "privacy/emergency.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def end_emergency(request: StaffRequest, reference: str) -> HttpResponse:
    """The worker has seen what was needed."""
    at = now()
    person, _holdings = gates.file_to_break(request.user, reference, at=at)
    row = queries.running_of(request.user.pk, person.pk, at)
    if row is not None:
        actions.end_glass(row, by=request.user, at=at)
    request.session.pop(SESSION_KEY, None)
    messages.success(request, _("The file is closed to you again."))
    return redirect("workday:home")


@require_safe
@power_required(Power.READ_TRAIL)
def emergencies(request: StaffRequest) -> HttpResponse:
    """Which emergencies wait for review, and which were reviewed: in codes and references."""
    at, before = now(), _before(request)
    page = gates.glasses_to_review(request.user, before=before, at=at)
    pages = Pager(newer=request.path if before else "", older=f"?before={page.older}" if page.older else "")
    return render(request, "privacy/emergencies.html", {"page": page, "pages": pages, "at": at})


@require_http_methods(["GET", "HEAD", "POST"])
@power_required(Power.READ_TRAIL)
def review(request: StaffRequest, reference: str) -> HttpResponse:
    """One emergency: what was opened meanwhile, and what the data protection officer found."""
    at = now()
    row = gates.glass_to_review(request.user, reference, at=at)
    form = Review(request.POST if request.method == "POST" else None)
    if form.is_valid():
        verdict, found = Verdict(form.cleaned_data["verdict"]), form.cleaned_data["found"]
        try:
            actions.review_glass(row, verdict=verdict, found=found, by=request.user, at=at)
        except CannotReview as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason.label))
        else:
            messages.success(request, _("Reviewed."))
            return redirect("privacy:emergencies")
    page = gates.review_shown(row, request.user, at=at)
    return render(
        request, "privacy/emergency_review.html", {"page": page, "form": form, "at": at}, status=422 if form.errors else 200
    )


def _why_not(reasons: list[WhyNotBreak]) -> list[str]:
    return [str(reason.label) for reason in reasons]


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
