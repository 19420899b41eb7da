"""Pages of files that may be of one person: what waits, what stands together, and what somebody says of two."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, power_required, staff_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.linkage import actions, gates
from malath.linkage.actions import CannotSay
from malath.linkage.forms import Say
from malath.linkage.gates import OpenedPair
from malath.linkage.queries import pages
from malath.linkage.words import Said, WhyNot
from malath.workday.same import answers_for


@require_safe
@power_required(Power.WRITE_NOTE)
def to_judge(request: StaffRequest) -> HttpResponse:
    """Two files that look alike, of which somebody at the viewer's desks has to say whether they are of one person."""
    at = now()
    return render(request, "workday/to_judge.html", {"lines": gates.pairs_to_judge(request.user, at=at), "at": at})


@require_safe
@staff_required
def same(request: StaffRequest, reference: str) -> HttpResponse:
    """Other files that may be of this person, and what was said of each."""
    at = now()
    _opened, section = gates.files_beside(request.user, reference, at=at)
    return render(request, "workday/same.html", {"page": section, "reference": reference, "at": at})


@require_POST
@staff_required
def look_for_same(request: StaffRequest, reference: str) -> HttpResponse:
    """Look for other files of this person among those of the own body."""
    at = now()
    opened = gates.file_to_compare(request.user, reference, at=at)
    actions.look_for(opened.person, desk=opened.desk, by=request.user, at=at)
    waiting = len(pages.section_of(opened.person, opened.holdings, at).waiting)
    found = ngettext("%(count)d file looks alike.", "%(count)d files look alike.", waiting) % {"count": waiting}
    messages.info(request, found if waiting else _("Among the files that you may read none looks alike."))
    return redirect("workday:same", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def judge_same(request: StaffRequest, reference: str, pair: str) -> HttpResponse:
    """Two files beside each other, and what somebody says of them."""
    at = now()
    opened = gates.pair_to_judge(request.user, reference, pair, at=at)
    parting = opened.line.said == Said.SAME
    form = Say(request.POST or None, initial={"seen": opened.line.seen})
    if request.method == "POST" and _is_done(request, opened, form, actions.say, at):
        messages.success(request, _("Written down. Both files stay as they are."))
        return redirect("workday:same", reference)
    return _show(request, opened, form if not parting or form.errors else Say(initial={"seen": opened.line.seen}, parting=True))


@require_POST
@staff_required
def part_same(request: StaffRequest, reference: str, pair: str) -> HttpResponse:
    """Two files that stood together are parted again."""
    at = now()
    opened = gates.pair_to_judge(request.user, reference, pair, at=at)
    form = Say(request.POST, parting=True)
    if _is_done(request, opened, form, actions.part, at):
        messages.success(request, _("The files are parted. Each keeps its number and all that was written."))
        return redirect("workday:same", reference)
    return _show(request, opened, form)


def _is_done(request: StaffRequest, opened: OpenedPair, form: Say, act: Callable[..., object], at: datetime) -> bool:
    """Whether what the form says was said; where it was not, the form says why."""
    if not form.is_valid():
        return False
    data = form.cleaned_data
    try:
        act(
            opened.pair, Said(data["said"]), because=data["because"], answers=answers_for(opened, request.user, at),
            seen=data["seen"], desk=opened.file.desk, by=request.user, at=at,
        )  # fmt: skip
    except CannotSay as refused:
        _refuse(form, refused)
        return False
    return True


def _refuse(form: Say, refused: CannotSay) -> None:
    for reason in refused.reasons:
        form.add_error("because" if reason == WhyNot.REASON_MISSING else None, str(reason.label))


def _show(request: StaffRequest, opened: OpenedPair, form: Say) -> HttpResponse:
    line = opened.line
    context = {"line": line, "form": form, "parting": line.said == Said.SAME, "history": pages.history_of(opened.pair)}
    return render(request, "workday/judge_same.html", context, status=422 if form.errors else 200)
