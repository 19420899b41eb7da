"""From the helpline to the Unit: one page, one press."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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

if TYPE_CHECKING:
    from malath.helpline.models import Contact
    from malath.referrals.models import Referral

_FIRST = gettext_lazy("The Unit is told. A case of your desk is open, and the contact is settled.")
_AGAIN = gettext_lazy("The Unit is told from that case, and the contact is settled.")


@require_http_methods(["GET", "POST"])
@power_required(Power.HEAR_CONCERNS)
def alert(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody who turned to the helpline is in danger: the Unit is told what they want told."""
    at = now()
    contact, desks = gates.contact_to_alert(request.user, reference, at=at)
    page = alerting.alert_page(contact, at)
    told, again = page.contact.told, page.contact.case_opened_at is not None
    first = {"not_told": told.not_told, "governorate": told.governorate} if told else {}
    form = Alert(request.POST or None, desks=desks, units=page.units, again=again, initial=first)
    if request.method == "POST" and form.is_valid():
        sent = _sent(request, contact, form, at)
        if sent is not None:
            messages.success(request, _AGAIN if again else _FIRST)
            return redirect("referrals:detail", sent.reference)
    context = {"page": page, "form": form, "reference": reference, "at": at}
    return render(request, "referrals/alert.html", context, status=422 if form.errors else 200)


def _sent(request: StaffRequest, contact: "Contact", form: Alert, at: datetime) -> "Referral | None":
    """The referral; None when it was refused, and the form says why."""
    data = form.cleaned_data
    alarm = Alarm(
        data["told"], data["not_told"], data["because"], AgeBand(data.get("age_band", AgeBand.UNKNOWN)),
        data.get("governorate", ""), emergency_called=data["called"] == YesNo.YES,
    )  # fmt: skip
    opened = gates.cases_to_refer(request.user, [data["case"].upper()], at=at)[0][1] if "case" in data else None
    if "case" in data and opened is None:
        form.add_error("case", _("None of your cases has this number, or you may not refer from it."))
        return None
    case, desk = (opened.case, opened.desk) if opened else (None, data["desk"])
    try:
        return actions.alert(contact, alarm, case=case, desk=desk, to=data["to"], by=request.user, at=at)
    except (CannotHelp, CannotSend, CannotChange, CannotRely) as refused:
        form.add_error(None, [str(reason.label) for reason in refused.reasons])
        return None
