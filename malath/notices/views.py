"""Pages of notices: sending one, and the Unit's list."""

from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.agencies.words import Governorate
from malath.foundation.clock import now
from malath.notices import actions, gates
from malath.notices.actions import CannotSend, Said
from malath.notices.forms import NewNotice
from malath.notices.words import Known, Others, Sector
from malath.ui.pieces import Pager


@require_GET
@power_required(Power.READ_NOTICES)
def listing(request: StaffRequest) -> HttpResponse:
    """What has arrived, newest first."""
    at, after = now(), request.GET.get("after", "")
    page = gates.notices_to_list(request.user, at=at, after=after)
    first = reverse("notices:list")
    pages = Pager(newer=first if after else "", older=f"{first}?{urlencode({'after': page.older})}" if page.older else "")
    return render(request, "notices/list.html", {"page": page, "pages": pages})


@require_http_methods(["GET", "POST"])
@power_required(Power.REFER)
def new(request: StaffRequest) -> HttpResponse:
    """Send a notice; refused where it would point at somebody."""
    at = now()
    form = NewNotice(request.POST or None, initial={"once": uuid4()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        said = Said(Governorate(data["governorate"]), Sector(data["sector"]), Others(data["others"]), data["danger"] == "yes")
        try:
            actions.send(
                said, known=Known(data["known"]), holdings=holdings_of(request), by=request.user, at=at, once=data["once"]
            )
        except CannotSend as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        else:
            messages.success(request, _said(at_once=said.life_in_danger))
            return redirect("workday:home")
    return render(request, "notices/new.html", {"form": form}, status=422 if form.errors else 200)


def _said(*, at_once: bool) -> str:
    if at_once:
        return _("Sent. The Unit was told at once.")
    return _("Sent. It reaches the Unit within three days, at a moment that nobody can foresee.")
