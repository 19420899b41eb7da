"""The emergency sheet: whom to call, and cards that ask whether it is safe to talk."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.screening import actions
from malath.screening.actions import CannotCheck
from malath.screening.queries import cards


@require_safe
@power_required(Power.SCREEN, Power.COORDINATE)
def sheet(request: StaffRequest) -> HttpResponse:
    """Numbers and cards. A draft stands apart, marked, for those who can put it right; it is never printed."""
    page = cards.sheet_page(holdings_of(request), now())
    return render(request, "screening/sheet.html", {"page": page})


@require_POST
@power_required(Power.SCREEN, Power.COORDINATE)
def check_words(request: StaffRequest, language: str) -> HttpResponse:
    """Somebody who speaks the language, or a focal point, says that the words of a card are right."""
    at, card = now(), cards.card(language)
    if card is None:
        raise Http404
    side = cards.side_of(holdings_of(request))
    if side is None:
        raise PermissionDenied(Power.SCREEN.name)
    try:
        actions.check_words(language, side, mark=request.POST.get("mark", ""), by=request.user, at=at)
    except CannotCheck as refused:
        messages.error(request, " ".join(str(reason.label) for reason in refused.reasons))
    else:
        messages.success(request, _("Kept. The card is checked once a second person has said so."))
    return redirect("screening:sheet")
