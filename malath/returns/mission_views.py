"""Pages of the mission that receives somebody: who comes home to it, and one of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.returns import actions, gates
from malath.returns.http import FORM, Sheet, answered
from malath.returns.queries import mission
from malath.returns.travel_forms import ConfirmArrival


@require_safe
@staff_required
def to_us(request: StaffRequest) -> HttpResponse:
    """Who comes home to us."""
    at = now()
    return render(request, "returns/to_us.html", {"page": gates.to_us_to_view(request.user, at=at), "at": at})


@require_safe
@staff_required
def incoming(request: StaffRequest, reference: str) -> HttpResponse:
    """One return that came in a package."""
    at = now()
    opened = gates.return_to_view(request.user, reference, at=at)
    row, may_work = gates.incoming(opened), opened.desk is not None
    page = mission.incoming_page(row, opened.returning, opened.sight, at, may_work=may_work)
    return render(request, "returns/incoming.html", {"page": page, "at": at})


@require_http_methods(FORM)
@staff_required
def came(request: StaffRequest, reference: str) -> HttpResponse:
    """Who met the person says that they came."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    gates.incoming(opened)
    form = ConfirmArrival(request.POST if request.method == "POST" else None)

    def put() -> object:
        return actions.confirm_incoming(opened.returning, form.moment, by=request.user, at=at)

    told = _("Said by who met the person. A plan can be begun from then on.")
    return answered(request, reference, form, Sheet(_("The arrival"), told, _("Write it down")), put, page="returns:incoming")
