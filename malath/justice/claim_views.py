"""Pages of claims."""

from uuid import uuid4

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.justice import actions, gates
from malath.justice.actions import Claimed
from malath.justice.answering import Asks, answer, file_url
from malath.justice.claim_forms import Enforce, GoOn, MakeClaim
from malath.justice.words import ClaimKind, Step

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@staff_required
def claim(request: StaffRequest, reference: str) -> HttpResponse:
    """Something is claimed for the person."""
    at = now()
    opened = gates.file_to_help(request.user, reference, at=at)
    form = MakeClaim(request.POST or None, initial={"once": uuid4()})
    asks = Asks(
        _("A claim"),
        _("Apart from the criminal matter: each claim goes its own way, and none ends with it."),
        _("Write it down"),
        _("Written down. Nothing is counted as received before it is paid."),
    )

    def act() -> object:
        data = form.cleaned_data
        what = Claimed(ClaimKind(data["kind"]), data["on"], data["amount"], data["against"], data["words"])
        return actions.claim(opened.case, what, desk=opened.desk, by=request.user, at=at, once=data["once"])

    return answer(request, form, asks, act, back=file_url(reference))


@require_http_methods(FORM)
@staff_required
def add_step(request: StaffRequest, reference: str, claim: str) -> HttpResponse:
    """A claim went a step on."""
    at = now()
    opened, found = gates.claim_to_work_on(request.user, reference, claim, at=at)
    form = GoOn(request.POST or None)
    asks = Asks(
        str(ClaimKind(found.kind).label),
        _("What was awarded is never counted as paid. Write down each payment by itself."),
        _("Write it down"),
        _("Written down."),
    )

    def act() -> object:
        data = form.cleaned_data
        return actions.add_step(
            found, Step(data["step"]), data["amount"], on=data["on"], desk=opened.desk, by=request.user, at=at
        )  # fmt: skip

    return answer(request, form, asks, act, back=file_url(reference))


@require_http_methods(FORM)
@staff_required
def enforce(request: StaffRequest, reference: str, claim: str) -> HttpResponse:
    """Somebody sees to it that what was awarded is paid."""
    at = now()
    opened, found = gates.claim_to_work_on(request.user, reference, claim, at=at)
    form = Enforce(request.POST or None)
    asks = Asks(
        _("Awarded and not paid"),
        _("A task makes somebody at your desk ask until it is paid."),
        _("Set the task"),
        _("The task is set."),
    )
    act = lambda: actions.enforce(  # noqa: E731
        found, due_on=form.cleaned_data["due_on"], desk=opened.desk, by=request.user, at=at
    )
    return answer(request, form, asks, act, back=file_url(reference))
