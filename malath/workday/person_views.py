"""Pages around the person, the trail and the directory."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from malath.accounts.http import StaffRequest, power_required, staff_required
from malath.accounts.roles import Power
from malath.audit.words import Did
from malath.foundation.clock import now
from malath.privacy import gates
from malath.ui.page import pager, place_asked
from malath.ui.pieces import Chip
from malath.workday import trail as trails
from malath.workday.directory import directory as directory_page
from malath.workday.forms import DirectoryFilter, TrailFilter
from malath.workday.person_file import person_file
from malath.workday.trail import Wanted


@require_safe
@staff_required
def person(request: StaffRequest, reference: str) -> HttpResponse:
    """The page of a person, as far as this viewer may see it."""
    at = now()
    page = person_file(gates.person_page_to_view(request.user, reference, at=at), at)
    return render(request, "workday/person.html", {"page": page, "at": at})


@require_safe
@staff_required
def file_trail(request: StaffRequest, reference: str) -> HttpResponse:
    """Who has seen a file and what was done, as far as this viewer sees the file."""
    at = now()
    opened = gates.person_to_view(request.user, reference, at=at, event=Did.TRAIL_VIEWED)
    before = place_asked(request, "before")
    page = trails.file_trail(opened, request.user, before=before, only=request.GET.get("only", ""), at=at)
    pages = pager(request, "before", page.older, {"only": page.only})
    context = {"page": page, "chips": _chips(page.only), "pages": pages}
    return render(request, "workday/trail_of_file.html", context)


@require_safe
@power_required(Power.READ_TRAIL)
def trail(request: StaffRequest) -> HttpResponse:
    """The whole trail in codes and references, for the data protection officer."""
    at, before, form = now(), place_asked(request, "before"), TrailFilter(request.GET)
    if not form.is_valid():
        return render(request, "workday/trail.html", {"form": form}, status=422)
    by, event, day = (form.cleaned_data[name] for name in ("by", "event", "day"))
    wanted = Wanted(by, Did(event) if event else None, day)
    page = trails.whole_trail(request.user, wanted, at, before=before)
    pages = pager(request, "before", page.older, wanted.facts)
    return render(request, "workday/trail.html", {"form": form, "page": page, "pages": pages})


@require_safe
@staff_required
def directory(request: StaffRequest) -> HttpResponse:
    """Whom one can ask for what, and who is on duty now."""
    form = DirectoryFilter(request.GET)
    page = directory_page(now(), **form.cleaned_data) if form.is_valid() else directory_page(now())
    return render(request, "workday/directory.html", {"page": page, "form": form})


def _chips(only: str) -> list[Chip]:
    choices = (("", pgettext("trail", "All")), ("seen", _("Who has seen this")), ("done", _("What was done")))
    return [Chip(label, f"?only={name}" if name else "?", name == only) for name, label in choices]
