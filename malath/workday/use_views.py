"""Asking for a photograph or a story (C15): each use by itself, and never in a crisis, which only the cases know."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from malath.accounts.http import StaffRequest, staff_required
from malath.audit.words import Did
from malath.cases import queries as cases
from malath.foundation import clock
from malath.foundation.clock import now
from malath.foundation.references import new_reference
from malath.privacy import actions as privacy
from malath.privacy import gates, queries
from malath.privacy.actions import CannotRecord, Circumstances, NotThen, Stale, Use
from malath.privacy.earlier_forms import at_most, earlier_in, say_not_then
from malath.privacy.forms import CONSENT_DAYS, UseAnswer
from malath.privacy.gates import OpenedToWrite
from malath.privacy.words import Answer, BasisKind, ConsentKind, Interpreter, Method, Shown
from malath.ui.meanwhile import rest_on


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def ask_use(request: StaffRequest, reference: str, use: str = "") -> HttpResponse:
    """Ask about one use of a photograph or story, and record the answer."""
    at, posted = now(), request.method == "POST"
    event = None if posted else Did.CONSENTS_VIEWED
    opened, before = gates.use_to_ask(request.user, reference, use, at=at, event=event)
    in_crisis = is_in_crisis(opened.person.pk)
    page = queries.question_page(opened.person, opened.sight, opened.holdings, ConsentKind.C15, None, at, use=use)
    form = UseAnswer(
        request.POST if posted else None, today=clock.in_amman(at).date(), described=before is not None,
        initial={"use": new_reference(), "seen": page.seen, "language": opened.person.language},
    )  # fmt: skip
    status = 200
    if form.is_valid():
        try:
            known = Use(before.use, Shown(before.shown), before.opened("about")) if before else None
            _record(opened, known, form, page.words.proof, request, at, in_crisis=in_crisis)
        except CannotRecord as refused:
            for reason in refused.reasons:
                form.add_error("answer", str(reason.label))
        except NotThen as refused:
            say_not_then(form, refused)
        except Stale:
            rest_on(form, seen=page.seen)
            status = 409
        else:
            messages.success(request, _("The answer is recorded."))
            return redirect(f"{reverse('privacy:consents', args=[reference])}#C15")
    if posted:
        gates.record_shown(opened, request.user, at=at, event=Did.CONSENTS_VIEWED)
    why_not = [reason.label for reason in queries.why_not_show(opened.person, in_crisis=in_crisis)]
    context = {"page": page, "form": form, "at": at, "changed": status == 409, "why_not": why_not}  # HTTP's own number
    return render(request, "workday/use.html", context, status=422 if form.errors else status)


def is_in_crisis(person_id: int) -> bool:
    """Whether the danger is high or not assessed in a case of the person, or a life is in danger."""
    return cases.is_in_crisis(person_id) or BasisKind.O1 in queries.grounds_standing(person_id)


def _record(
    opened: OpenedToWrite, known: Use | None, form: UseAnswer, wording: str, request: StaffRequest, at: datetime,
    *, in_crisis: bool,
) -> None:  # fmt: skip
    data = form.cleaned_data
    earlier = earlier_in(data, opened.holdings, opened.desk.pk)
    circumstances = Circumstances(Method(data["method"]), data["language"], Interpreter(data["interpreter"]), data["witness"])
    privacy.record_consent(
        opened.person,
        kind=ConsentKind.C15,
        answer=Answer(data["answer"]),
        circumstances=circumstances,
        wording=wording,
        desk=opened.desk,
        by=request.user,
        at=at,
        expires_on=at_most(data["expires_on"], earlier, CONSENT_DAYS) if data["answer"] == Answer.YES else None,
        seen=data["seen"],
        use=known or Use(data["use"], Shown(data["shown"]), data["about"]),
        in_crisis=in_crisis,
        earlier=earlier,
    )
