"""What anybody reads on the public site, for those who answer for it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from malath.accounts.http import StaffRequest, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import in_amman, now
from malath.helpline.queries.public import public_page


@require_GET
@power_required(Power.HEAR_CONCERNS, Power.RECEIVE_ESCALATIONS, Power.RUN_AWARENESS, Power.MANAGE)
def public(request: StaffRequest) -> HttpResponse:
    """Whether the words were read by a second speaker, and the numbers called. Nobody's file is behind it."""
    page = public_page(request.LANGUAGE_CODE[:2], in_amman(now()).date())
    return render(request, "helpline/public.html", {"page": page})
