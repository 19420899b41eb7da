"""Pages of charges, for those who investigate: an offence, what makes it graver, and what shows each element."""

from uuid import uuid4

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.justice import actions, gates
from malath.justice.actions import Shown
from malath.justice.answering import Asks, answer, press, proceeding_url
from malath.justice.charge_forms import Aggravate, Prove, WriteCharge
from malath.justice.queries.file import accused_named, accused_of_own_side, charges_of_own_side, exhibits_of_own_side

FORM = ["GET", "HEAD", "POST"]


def _asks(title: str, told: str) -> Asks:
    return Asks(title, told, _("Write it down"), _("Written down."))


@require_http_methods(FORM)
@staff_required
def charge(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """An offence of one accused against this person."""
    at = now()
    opened = gates.part_to_investigate(request.user, reference, proceeding, at=at)
    form = WriteCharge(request.POST or None, accused=accused_of_own_side(opened.part, opened.who))
    asks = _asks(
        _("A charge"), _("Of one accused, for what was done to this person. What is not verified in the law is shown so.")
    )

    def act() -> object:
        data, accused = form.cleaned_data, accused_named(opened.part, form.cleaned_data["accused"])
        return actions.charge(
            accused, opened.case, data["code"], data["aggravating"], on=data["on"], desk=opened.desk, by=request.user, at=at
        )

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def aggravate(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """What makes a charge graver, from now on; one that is named in the address stands chosen, with what it has."""
    at = now()
    opened = gates.part_to_investigate(request.user, reference, proceeding, at=at)
    chosen = gates.charge_named(opened, request.GET.get("charge", ""))
    initial = {"charge": request.GET.get("charge"), "aggravating": chosen.aggravating.split()} if chosen else {}
    form = Aggravate(request.POST or None, charges=charges_of_own_side(opened.part, opened.who), initial=initial)
    asks = _asks(_("What makes the charge graver"), _("What is not verified in the law is shown so."))

    def act() -> object:
        found, codes = gates.charge_named(opened, form.cleaned_data["charge"]), form.cleaned_data["aggravating"]
        assert found is not None  # noqa: S101  # the form offered it
        return actions.aggravate(found, opened.case, codes, desk=opened.desk, by=request.user, at=at)

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def prove(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """What shows an act, means or purpose of one accused against this person."""
    at = now()
    opened = gates.part_to_investigate(request.user, reference, proceeding, at=at)
    accused, exhibits = (
        accused_of_own_side(opened.part, opened.who), exhibits_of_own_side(opened.part, opened.who, at)
    )  # fmt: skip
    form = Prove(request.POST or None, accused=accused, exhibits=exhibits, initial={"once": uuid4()})
    asks = _asks(_("What shows an element"), _("Of one accused and this person. Of a child no means is needed."))

    def act() -> object:
        data, (element, code) = form.cleaned_data, form.shown()
        shown = Shown(element, code, data["what"], gates.exhibit_named(opened, data["exhibit"]))
        return actions.prove(
            accused_named(opened.part, data["accused"]), opened.case, shown, desk=opened.desk, by=request.user, at=at,
            once=data["once"],
        )  # fmt: skip

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_POST
@staff_required
def strike_proof(request: StaffRequest, reference: str, proceeding: str, proof: str) -> HttpResponse:
    """Something does not show what it was written down for."""
    at = now()
    opened, found = gates.proof_to_strike(request.user, reference, proceeding, proof, at=at)
    act = lambda: actions.strike_proof(found, opened.case, desk=opened.desk, by=request.user, at=at)  # noqa: E731
    return press(request, _("Struck out."), act, back=proceeding_url(reference, proceeding))
