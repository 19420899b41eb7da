"""From the helpline to a screening: what the person answers, and one press."""

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from malath.accounts.http import StaffRequest, power_required
from malath.accounts.roles import Power
from malath.cases.actions import CannotChange, Ground
from malath.cases.contact_forms import Agreeing
from malath.foundation.clock import now
from malath.helpline.queries import contacts as helpline
from malath.people.words import AgeBand
from malath.privacy.actions import CannotRecord, CannotRely, Circumstances
from malath.privacy.wording import wording
from malath.privacy.words import ConsentKind, Interpreter, Method
from malath.screening import actions, gates
from malath.screening.actions import CannotHelp
from malath.screening.words import Step


@require_http_methods(["GET", "POST"])
@power_required(Power.HEAR_CONCERNS)
def of_contact(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody who turned to the helpline is asked whether it may be written down, and screened."""
    at = now()
    contact, desks = gates.contact_to_screen(request.user, reference, at=at)
    page = helpline.contact_page(contact, at)
    form = Agreeing(request.POST or None, desks=desks)
    if request.method == "POST" and form.is_valid():
        age, ground = AgeBand(form.cleaned_data["age_band"]), _ground(form, page.told.language if page.told else "")
        try:
            begun = actions.begin_with_contact(
                contact, age, ground=ground, desk=form.cleaned_data["desk"], by=request.user, at=at
            )
        except (CannotHelp, CannotChange, CannotRecord, CannotRely) as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        else:
            return redirect("screening:step", begun.reference, Step.CONDITIONS.value)
    return _shown(request, form, {"page": page, "reference": reference})


def _ground(form: Agreeing, language: str) -> Ground:
    circumstances = Circumstances(Method.SPOKEN, language, Interpreter.NONE)
    because = form.cleaned_data["because"] if form.without_consent else ""
    return Ground(form.said, circumstances, wording(ConsentKind.C1).proof, form.without_consent, because)


def _shown(request: StaffRequest, form: Form, context: dict[str, object]) -> HttpResponse:
    words = {"words": wording(ConsentKind.C1), "child_words": wording(ConsentKind.C1, child=True)}
    status = 422 if form.errors else 200
    return render(request, "screening/of_contact.html", {"form": form, **words, **context}, status=status)
