"""Pages of letters to embassies: for whom, written at once, and taken once more."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.documents import typesetting
from malath.foundation.clock import now
from malath.returns import actions, gates
from malath.returns.http import FORM, done
from malath.returns.queries import letters as queries
from malath.returns.travel_forms import ChooseLetters

if TYPE_CHECKING:
    from datetime import datetime

    from malath.documents.models import Letter


@require_http_methods(FORM)
@staff_required
def letters(request: StaffRequest) -> HttpResponse:
    """Whose travel document is still wanted; the chosen ones are written about at once, as one PDF."""
    at = now()
    page = gates.letters_to_view(request.user, at=at)
    free = [row.reference for row in page.rows if not row.why_not]
    form = ChooseLetters(request.POST if request.method == "POST" else None, references=free)
    written: list[Letter] = []

    def put() -> None:
        about = gates.returns_to_write_about(request.user, form.cleaned_data["returns"], at=at)
        written.extend(actions.write_to_embassies(about, by=request.user, at=at))

    if form.is_valid() and done(form, put):
        return _pdf(request, written, at)
    context = {"page": page, "form": form, "chosen": request.POST.getlist("returns")}
    return render(request, "returns/letters.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def take_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """One letter once more, as it was written."""
    at, said = now(), forms.Form({})
    opened = gates.return_to_work_on(request.user, reference, at=at)
    letter = gates.letter_to_take(opened)
    if done(said, lambda: actions.take_embassy_letter(opened.returning, letter, by=request.user, at=at)):
        return _pdf(request, [letter], at)
    for error in said.non_field_errors():
        messages.error(request, str(error))
    return redirect("returns:letters")


def _pdf(request: StaffRequest, written: "list[Letter]", at: "datetime") -> HttpResponse:
    pdf = typesetting.batch_of(queries.contents_of(written), mark=queries.mark_of(request.user, at))
    name = {"Content-Disposition": 'attachment; filename="letters.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=name)
