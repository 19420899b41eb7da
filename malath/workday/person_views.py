"""Pages around the person, the trail and the directory."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from malath.accounts import gates as staff_gates
from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.agencies import actions as agencies
from malath.agencies import queries as agency_reads
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit.words import Did
from malath.foundation.clock import now
from malath.privacy import gates
from malath.privacy.words import Section
from malath.returns.queries import file as returns
from malath.ui.meanwhile import beside, rest_on
from malath.ui.page import pager, place_asked
from malath.ui.pieces import Chip
from malath.workday import trail as trails
from malath.workday.directory import directory as directory_page
from malath.workday.forms import DirectoryFilter, ServiceForm, TrailFilter
from malath.workday.person_file import person_file
from malath.workday.trail import Wanted


@require_safe
@staff_required
def person(request: StaffRequest, reference: str) -> HttpResponse:
    """The page of a person, as far as this viewer may see it."""
    at = now()
    opened = gates.person_page_to_view(request.user, reference, at=at)
    body = AgencyKind(request.user.agency.kind)
    context = {
        "page": person_file(opened, at), "at": at, "returning": returns.brief(opened.person, opened.sight, body),
        "may_return": body == AgencyKind.RETURNS and opened.sight.sees(Section.IDENTITY),
    }  # fmt: skip
    return render(request, "workday/person.html", context)


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
    form, held = DirectoryFilter(request.GET), holdings_of(request)
    asked = form.cleaned_data if form.is_valid() else {}
    page = directory_page(now(), held, **asked)
    return render(request, "workday/directory.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@power_required(Power.MANAGE, Power.SUPERVISE)
def service(request: StaffRequest, reference: str, kind: str) -> HttpResponse:
    """What is said about one service of a desk. Who comes second sees what changed beside what they typed."""
    at, changed = now(), None
    desk = staff_gates.desk_to_roster(request.user, holdings_of(request), reference, at=at)
    row = staff_gates.service_to_describe(desk, kind)
    initial = ServiceForm.shown(agency_reads.service_facts(row), row.version)
    form = ServiceForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            version, facts = form.cleaned_data["version"], form.facts
            agencies.describe_service(desk, ServiceKind(kind), facts, version=version, by=request.user, at=at)
            messages.success(request, _("Saved."))
            return redirect("workday:directory")
        except agencies.Stale:
            changed = beside(form, initial)
            rest_on(form, version=row.version)
        except agencies.CannotChange as refusal:
            for reason in refusal.reasons:
                form.add_error(None, str(reason.label))
    names = {"desk": desk.name, "agency": desk.agency.name, "kind": ServiceKind(kind).label}
    status = 409 if changed is not None else 422 if form.errors else 200
    return render(request, "workday/service.html", {"form": form, "changed": changed, **names}, status=status)


def _chips(only: str) -> list[Chip]:
    choices = (("", pgettext("trail", "All")), ("seen", _("Who has seen this")), ("done", _("What was done")))
    return [Chip(label, f"?only={name}" if name else "?", name == only) for name, label in choices]
