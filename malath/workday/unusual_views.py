"""Pages of looks into files that were unlike others: what waits to be asked about, and one line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from malath.accounts.http import StaffRequest, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.privacy.actions import anomalies as actions
from malath.privacy.actions.anomalies import CannotSettle
from malath.privacy.gates import anomalies as gates
from malath.privacy.words import Answered
from malath.ui.pieces import Pager
from malath.workday.unusual_forms import SettleUnusual

MOST_DIGITS = 18


@require_safe
@power_required(Power.READ_TRAIL)
def unusual(request: StaffRequest) -> HttpResponse:
    """What waits to be asked about, and what was settled."""
    at, before = now(), _before(request)
    page = gates.unusual_to_see(request.user, before=before, at=at)
    pages = Pager(newer=request.path if before else "", older=f"?before={page.older}" if page.older else "")
    return render(request, "workday/unusual.html", {"page": page, "pages": pages, "at": at})


@require_http_methods(["GET", "HEAD", "POST"])
@power_required(Power.READ_TRAIL)
def settle(request: StaffRequest, reference: str) -> HttpResponse:
    """One line: whom to ask about which files, and what they said."""
    at = now()
    row = gates.unusual_to_settle(request.user, reference, at=at)
    form = SettleUnusual(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answered, said = Answered(form.cleaned_data["answered"]), form.cleaned_data["said"]
        try:
            actions.settle_unusual(row, answered=answered, said=said, by=request.user, at=at)
        except CannotSettle as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason.label))
        else:
            messages.success(request, _("Settled."))
            return redirect("workday:unusual")
    context = {"page": gates.unusual_shown(row, request.user, at=at), "form": form, "at": at}
    return render(request, "workday/unusual_line.html", context, status=422 if form.errors else 200)


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
