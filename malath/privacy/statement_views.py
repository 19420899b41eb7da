"""The page of the statement: first whether it is the person who asks, then what is read aloud; paper is a second step."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.privacy.actions import CannotRecord
from malath.privacy.actions import statement as actions
from malath.privacy.gates import statement as gates
from malath.privacy.queries import statement as queries
from malath.privacy.statement_forms import AskedBy
from malath.privacy.words import Heard


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def statement(request: StaffRequest, reference: str) -> HttpResponse:
    """Who has seen the file, for the person."""
    at = now()
    opened = gates.statement_to_give(request.user, reference, at=at)
    form = AskedBy(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"reference": reference, "form": form, "at": at}
    if form.is_valid():
        heard, printed = Heard(form.cleaned_data["heard"]), form.cleaned_data["printed"]
        page = queries.statement_of(opened.person, opened.sight, opened.holdings, at)
        try:
            actions.give_statement(opened.person, heard=heard, printed=printed, by=request.user, at=at)
        except CannotRecord as refused:
            for reason in refused.reasons:
                form.add_error("heard", str(reason.label))
        else:
            return render(request, "privacy/statement.html", {**context, "page": page, "printed": printed, "heard": heard})
    context["code_word"] = queries.code_word_of(opened.person, opened.sight)
    return render(request, "privacy/statement.html", context, status=422 if form.errors else 200)
