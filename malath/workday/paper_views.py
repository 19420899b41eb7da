"""Paper forms: what a worker prints before going where there is no network. Nothing personal stands on them, so taking one
leaves no event; what is typed in from them does."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.documents import typesetting
from malath.foundation.clock import in_amman, now
from malath.workday import paper_forms
from malath.workday.paper_forms import ADULT, CHILD_ASKED, SET, Paper


@require_safe
@power_required(Power.OPEN_CASE)
def paper(request: StaffRequest) -> HttpResponse:
    """All forms, and which version of each is today's."""
    today = in_amman(now()).date()
    to_a_child = {one.title: one for one in paper_forms.QUESTIONS_TO_A_CHILD}
    several = (paper_forms.SIGN_CARD, paper_forms.EMERGENCY, *paper_forms.SCREENINGS)
    apart = [one for one in several if holdings_of(request).may(one.power)]
    shown = (*paper_forms.FOR_ONE_PERSON, *apart)
    context = {
        "lines": [_line(one, today) for one in shown],
        "questions": [
            (one.title, _line(one, today), _line(to_a_child[one.title], today) if one.title in to_a_child else None)
            for one in paper_forms.QUESTIONS
        ],
        "set": SET, "adult": ADULT, "child": CHILD_ASKED,
    }  # fmt: skip
    return render(request, "workday/paper_forms.html", context)


@require_safe
@power_required(Power.OPEN_CASE)
def blank(request: StaffRequest, code: str) -> HttpResponse:
    """One form, or several in one file, to print. Under its number alone: no name of a file says what it is for."""
    shown = paper_forms.papers(code)
    if not shown:
        raise Http404
    if not all(holdings_of(request).may(one.power) for one in shown):
        raise PermissionDenied
    content = paper_forms.content(shown, in_amman(now()).date())
    pdf = typesetting.blank_of(paper_forms.title(code), content)
    name = f'attachment; filename="{code}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def _line(one: Paper, today: date) -> tuple[Paper, str]:
    return one, one.version(today)
