"""Pages of agreements between bodies: everybody reads them, the data protection officer records and ends them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.foundation import clock
from malath.foundation.clock import now
from malath.privacy.actions import agreements as actions
from malath.privacy.actions.agreements import CannotShare, Terms
from malath.privacy.agreement_forms import RecordAgreement
from malath.privacy.gates import agreements as gates
from malath.privacy.queries import agreements as queries
from malath.privacy.words import Level, Purpose, WhyNotShare

FIELD_OF = {
    WhyNotShare.SAME_BODY: "other",
    WhyNotShare.IN_THE_PAST: "from_on",
    WhyNotShare.ENDS_BEFORE_IT_BEGINS: "last_on",
}


@require_safe
@staff_required
def agreements(request: StaffRequest) -> HttpResponse:
    """Which bodies share under which agreement. No person stands behind this page."""
    page = queries.agreements_page(now(), may_change=holdings_of(request).may(Power.AGREE))
    return render(request, "privacy/agreements.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@power_required(Power.AGREE)
def record_agreement(request: StaffRequest) -> HttpResponse:
    """Record what two bodies agreed, or what binds one towards all others."""
    at = now()
    initial = {"from_on": clock.in_amman(at).date()}
    form = RecordAgreement(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        body, other = gates.bodies_agreeing(form.cleaned_data["body"], form.cleaned_data["other"])
        try:
            actions.record_agreement(body, _terms(form), other=other, by=request.user, at=at)
        except CannotShare as refused:
            for reason in refused.reasons:
                form.add_error(FIELD_OF.get(reason), str(reason.label))
        else:
            messages.success(request, _("Recorded. The desks of the body are told."))
            return redirect("privacy:agreements")
    return render(request, "privacy/agreement.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@power_required(Power.AGREE)
def end_agreement(request: StaffRequest, reference: str) -> HttpResponse:
    """End an agreement: nothing new leaves under it from this moment on."""
    found = gates.agreement_to_end(reference)
    try:
        actions.end(found, by=request.user, at=now())
    except CannotShare as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason.label))
    else:
        messages.success(request, _("Ended. Nothing new leaves under it; the desks are told."))
    return redirect("privacy:agreements")


def _terms(form: RecordAgreement) -> Terms:
    data = form.cleaned_data
    purposes = tuple(Purpose(one) for one in data["purposes"])
    return Terms(Level(int(data["level"])), data["from_on"], data["last_on"], purposes)
