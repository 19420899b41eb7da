"""The desk's pages: what came in, and the codes through which it comes."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.helpline import actions, gates, queries
from malath.helpline.actions import CannotDo, Given
from malath.helpline.forms import NewCode, Outcome
from malath.helpline.words import CameOfIt
from malath.ui.pieces import Pager


@require_GET
@power_required(Power.HEAR_CONCERNS)
def listing(request: StaffRequest) -> HttpResponse:
    """What came in, newest first."""
    at, after = now(), request.GET.get("after", "")
    page = gates.concerns_to_list(request.user, at=at, after=after)
    first = reverse("helpline:list")
    pages = Pager(newer=first if after else "", older=f"{first}?{urlencode({'after': page.older})}" if page.older else "")
    return render(request, "helpline/list.html", {"page": page, "pages": pages, "at": at})


@require_GET
@power_required(Power.HEAR_CONCERNS)
def concern(request: StaffRequest, reference: str) -> HttpResponse:
    """One concern, and what is done with it."""
    return _concern(request, reference, now())


@require_POST
@power_required(Power.HEAR_CONCERNS)
def take(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody looks after it."""
    at = now()
    found = gates.concern_to_change(request.user, reference, at=at)
    try:
        actions.take_concern(found, by=request.user, at=at)
    except CannotDo as refused:
        return _concern(request, reference, at, status=409, refused=_reasons(refused))
    messages.success(request, _("You look after this concern now."))
    return redirect("helpline:concern", reference)


@require_POST
@power_required(Power.HEAR_CONCERNS)
def settle(request: StaffRequest, reference: str) -> HttpResponse:
    """What came of it."""
    at = now()
    found = gates.concern_to_change(request.user, reference, at=at)
    form = Outcome(request.POST)
    if not form.is_valid():
        return _concern(request, reference, at, status=422, form=form)
    try:
        actions.settle_concern(found, CameOfIt(form.cleaned_data["came_of_it"]), by=request.user, at=at)
    except CannotDo as refused:
        return _concern(request, reference, at, status=409, form=form, refused=_reasons(refused))
    messages.success(request, _("Written down. What was said is thrown away after thirty days."))
    return redirect("helpline:concern", reference)


@require_http_methods(["GET", "POST"])
@power_required(Power.HEAR_CONCERNS)
def codes(request: StaffRequest) -> HttpResponse:
    """The codes of the viewer's desks; a new one is shown once, here."""
    at = now()
    desks = {desk.reference: desk for desk in queries.desks_to_give_for(holdings_of(request))}
    form = NewCode(request.POST or None, desks=list(desks.values()))
    if request.method != "POST" or not form.is_valid():
        return _codes(request, at, form, status=422 if form.errors else 200)
    data = form.cleaned_data
    try:
        given = actions.give_code(
            desks[data["desk"]], days=int(data["days"]), openings=int(data["openings"]), by=request.user, at=at
        )
    except CannotDo as refused:
        return _codes(request, at, form, status=409, refused=_reasons(refused))
    return _codes(request, at, NewCode(desks=list(desks.values())), given=given)


@require_POST
@power_required(Power.HEAR_CONCERNS)
def renew(request: StaffRequest, reference: str) -> HttpResponse:
    """A code opens as long and as often again."""
    return _change(request, reference, actions.renew_code, _("The code opens again, as long and as often as when it was made."))


@require_POST
@power_required(Power.HEAR_CONCERNS)
def end(request: StaffRequest, reference: str) -> HttpResponse:
    """A code opens nothing any more."""
    return _change(request, reference, actions.end_code, _("The code opens nothing any more."))


def _change(request: StaffRequest, reference: str, act: Callable[..., object], done: str) -> HttpResponse:
    at = now()
    code = gates.code_to_change(request.user, reference, at=at)
    try:
        act(code, by=request.user, at=at)
    except CannotDo as refused:
        messages.warning(request, " ".join(_reasons(refused)))
    else:
        messages.success(request, done)
    return redirect("helpline:codes")


def _concern(
    request: StaffRequest,
    reference: str,
    at: datetime,
    *,
    status: int = 200,
    form: Form | None = None,
    refused: list[str] | None = None,
) -> HttpResponse:
    found = gates.concern_to_view(request.user, reference, at=at)
    context = {
        "page": queries.concern_page(found), "form": form or Outcome(), "refused": refused, "at": at,
        "may_open_case": holdings_of(request).may(Power.OPEN_CASE),
    }  # fmt: skip
    return render(request, "helpline/concern.html", context, status=status)


def _codes(
    request: StaffRequest,
    at: datetime,
    form: NewCode,
    *,
    status: int = 200,
    given: Given | None = None,
    refused: list[str] | None = None,
) -> HttpResponse:
    digits = given.digits if given else ""
    context = {
        "lines": queries.code_list(holdings_of(request), at), "form": form, "refused": refused, "at": at,
        "digits": " ".join(digits[start : start + 4] for start in range(0, len(digits), 4)),
        "address": request.build_absolute_uri(reverse("helpline:enter")) if given else "",
        "may_give": bool(queries.desks_to_give_for(holdings_of(request))),
    }  # fmt: skip
    return render(request, "helpline/codes.html", context, status=status)


def _reasons(refused: CannotDo) -> list[str]:
    return [str(reason.label) for reason in refused.reasons]
