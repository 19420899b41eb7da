"""From the helpline to the Unit: one page, one press."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from malath.accounts.http import StaffRequest, power_required
from malath.accounts.roles import Power
from malath.cases.actions import CannotChange
from malath.foundation.clock import now
from malath.helpline.words import YesNo
from malath.people.words import AgeBand
from malath.privacy.actions import CannotRely
from malath.referrals import actions, gates
from malath.referrals.actions import Alarm, CannotHelp, CannotSend
from malath.referrals.alert_forms import Alert
from malath.referrals.queries import alerting


@require_http_methods(["GET", "POST"])
@power_required(Power.HEAR_CONCERNS)
def alert(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody who turned to the helpline is in danger: the Unit is told what they want told."""
    at = now()
    contact, desks = gates.contact_to_alert(request.user, reference, at=at)
    page = alerting.alert_page(contact, at)
    told, before = page.contact.told, page.contact.case_opened_at
    first = {"not_told": told.not_told, "governorate": told.governorate} if told else {}
    find = partial(gates.case_or_none, request.user, at=at) if before else None
    form = Alert(request.POST or None, desks=desks, units=page.units, find=find, initial=first)
    if request.method == "POST" and form.is_valid():
        data = {"age_band": AgeBand.UNKNOWN, "governorate": "", "case": None, **form.cleaned_data}
        alarm = Alarm(
            data["told"], data["not_told"], data["because"], AgeBand(data["age_band"]), data["governorate"],
            emergency_called=data["called"] == YesNo.YES,
        )  # fmt: skip
        case, desk = (data["case"].case, data["case"].desk) if data["case"] else (None, data["desk"])
        try:
            sent = actions.alert(contact, alarm, case=case, desk=desk, to=data["to"], by=request.user, at=at)
        except (CannotHelp, CannotSend, CannotChange, CannotRely) as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        else:
            messages.success(request, _("The Unit is told, from a case of your desk, and the contact is settled."))
            return redirect("referrals:detail", sent.reference)
    context = {"page": page, "form": form, "reference": reference, "at": at}
    return render(request, "referrals/alert.html", context, status=422 if form.errors else 200)
