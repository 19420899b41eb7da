"""Pages of materials, and the player."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.agencies.words import Governorate
from malath.awareness import actions, gates, publishing, queries
from malath.awareness.actions import Facts
from malath.awareness.forms import ApproveForm, FileForm, MaterialForm, RetireForm, ShowingForm, TestedForm
from malath.awareness.http import FORM, READS, done
from malath.awareness.words import Audience, MaterialKind, NoHarm, Part, PlaceKind, Suits, Tongue, WhyNot, WhyRetired
from malath.documents.queries import Damaged
from malath.documents.receiving import Received, Unfit, receive
from malath.documents.uploads import SealedUpload
from malath.documents.words import Format, WhyNotKept
from malath.foundation.clock import in_amman, now
from malath.ui.ranges import ranged, skipping

if TYPE_CHECKING:
    from malath.awareness.models import Material


@require_GET
@power_required(*READS)
def materials(request: StaffRequest) -> HttpResponse:
    """All materials, and where each stands."""
    lines = queries.materials(in_amman(now()).date())
    return render(
        request, "awareness/materials.html", {"lines": lines, "may_run": holdings_of(request).may(Power.RUN_AWARENESS)}
    )


@require_GET
@power_required(*READS)
def material(request: StaffRequest, reference: str) -> HttpResponse:
    """One material: its player, its files, what stands in its way, where it was shown."""
    return _material(request, gates.material_to_view(reference))


@require_http_methods(FORM)
@power_required(Power.RUN_AWARENESS)
def new_material(request: StaffRequest) -> HttpResponse:
    """Something to look at, listen to or take home is begun."""
    form = MaterialForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        desk = queries.own_desks(holdings_of(request))[0]
        row = done(form, lambda: actions.add_material(desk, _facts(form), by=request.user, at=now()))
        if row is not None:
            messages.success(request, _("Written down. Now send its file."))
            return redirect("awareness:material", row.reference)
    return render(request, "awareness/material_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(FORM)
@power_required(Power.RUN_AWARENESS)
def change_material(request: StaffRequest, reference: str) -> HttpResponse:
    """What a draft is becomes another."""
    at = now()
    row = gates.material_to_change(request.user, reference, at=at)
    facts = vars(queries.facts_of(row))
    initial = {**facts, "consents": ", ".join(facts["consents"])}
    form = MaterialForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and done(form, lambda: actions.change_material(row, _facts(form), by=request.user, at=at)):
        messages.success(request, _("Written down."))
        return redirect("awareness:material", reference)
    context = {"form": form, "reference": reference}
    return render(request, "awareness/material_form.html", context, status=422 if form.errors else 200)


@require_POST
@power_required(Power.RUN_AWARENESS)
def put_file(request: StaffRequest, reference: str) -> HttpResponse:
    """A file comes into its place, sealed as it arrives."""
    at = now()
    row = gates.material_to_change(request.user, reference, at=at)
    form = FileForm(request.POST, request.FILES, auto_id="file_%s")
    if form.is_valid():
        upload, typed = form.cleaned_data["file"], form.cleaned_data
        part, language = Part(typed["part"]), Tongue(typed["language"]) if typed["language"] else None
        try:
            received = _received(upload, part)
            if done(form, lambda: actions.put_file(row, part, language, received, by=request.user, at=at)):
                messages.success(request, _("The file is in its place."))
                return redirect("awareness:material", reference)
        except Unfit as unfit:
            unknown = unfit.reason == WhyNotKept.UNKNOWN
            form.add_error("file", str((WhyNot.WRONG_FILE if unknown else unfit.reason).label))
    return _material(request, row, status=422, file=form)


@require_POST
@power_required(Power.RUN_AWARENESS)
def say_tested(request: StaffRequest, reference: str) -> HttpResponse:
    """It was shown to some of those it is for."""
    form = TestedForm(request.POST, auto_id="tested_%s")
    return _change(
        request, reference, "tested", form,
        lambda row, by, at: actions.say_tested(
            row, form.cleaned_data["testers"], form.cleaned_data["said"], by=by, at=at
        ),
    )  # fmt: skip


@require_POST
@power_required(Power.RUN_AWARENESS)
def send_back(request: StaffRequest, reference: str) -> HttpResponse:
    """It becomes a draft again."""
    because = request.POST.get("because", "")[:300]
    return _change(
        request, reference, "back", Form({}), lambda row, by, at: actions.send_back(row, because, by=by, at=at), own=False
    )


@require_POST
@power_required(Power.RUN_AWARENESS)
def approve(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody of another desk finds that it harms nobody."""
    form = ApproveForm(request.POST, auto_id="approve_%s")
    return _change(
        request, reference, "approve", form,
        lambda row, by, at: actions.approve(row, [NoHarm(one) for one in form.cleaned_data["checks"]], by=by, at=at), own=False,
    )  # fmt: skip


@require_POST
@power_required(Power.RUN_AWARENESS)
def go_live(request: StaffRequest, reference: str) -> HttpResponse:
    """Anybody may see it."""
    return _change(request, reference, "live", Form({}), lambda row, by, at: actions.go_live(row, by=by, at=at))


@require_POST
@power_required(Power.RUN_AWARENESS)
def retire(request: StaffRequest, reference: str) -> HttpResponse:
    """Nobody is shown it any more: what the public found goes at once."""
    at, form = now(), RetireForm(request.POST, auto_id="retire_%s")
    gates.material_to_retire(request.user, reference, request.POST.get("why", ""), at=at)
    answer = _change(
        request, reference, "retire", form,
        lambda row, by, at: actions.retire(
            row, WhyRetired(form.cleaned_data["why"]), because=form.cleaned_data["because"], by=by, at=at
        ),
        own=False,
    )  # fmt: skip
    if answer.status_code == 302:
        publishing.publish(settings.VAR, at)
    return answer


@require_POST
@power_required(Power.RUN_AWARENESS)
def note_showing(request: StaffRequest, reference: str) -> HttpResponse:
    """Where it was shown."""
    form, desk = ShowingForm(request.POST, auto_id="shown_%s"), queries.own_desks(holdings_of(request))[0]

    def note(row: "Material", by: Any, at: Any) -> object:
        typed = form.cleaned_data
        governorate, place = Governorate(typed["governorate"]), PlaceKind(typed["place"])
        return actions.note_showing(row, desk, typed["on"], governorate, place, by=by, at=at)

    return _change(request, reference, "shown", form, note, own=False)


@require_safe
@power_required(Power.RUN_AWARENESS)
def play(request: StaffRequest, reference: str) -> HttpResponse:
    """A file for the player, by stretches, opened as it is read."""
    row = gates.file_to_play(request.user, reference, at=now())
    try:
        queries.content_of(row)
    except Damaged:
        return HttpResponse(status=410)
    answer = ranged(request, row.size, skipping(lambda: queries.content_of(row)), row.type)
    answer["Content-Disposition"] = "inline"
    return cast(HttpResponse, answer)


def _change(
    request: StaffRequest,
    reference: str,
    name: str,
    form: Form,
    act: Callable[["Material", Any, Any], object],
    *,
    own: bool = True,
) -> HttpResponse:
    """Gate, form, act, and back to the material."""
    at = now()
    row = gates.material_to_change(request.user, reference, at=at) if own else gates.material_to_view(reference)
    if form.is_valid() and done(form, lambda: act(row, request.user, at)):
        messages.success(request, _("Written down."))
        return redirect("awareness:material", reference)
    return _material(request, row, status=422, **{name: form})


def _material(request: StaffRequest, row: "Material", *, status: int = 200, **forms: Form) -> HttpResponse:
    empty = {
        "file": FileForm(auto_id="file_%s"), "tested": TestedForm(auto_id="tested_%s"),
        "approve": ApproveForm(auto_id="approve_%s"), "retire": RetireForm(auto_id="retire_%s"),
        "shown": ShowingForm(auto_id="shown_%s"), "live": Form(), "back": Form(),
    }  # fmt: skip
    page = queries.material_page(row, holdings_of(request), now())
    return render(request, "awareness/material.html", {"page": page, **empty, **forms}, status=status)


def _facts(form: MaterialForm) -> Facts:
    typed = form.cleaned_data
    words = {
        "kind": MaterialKind(typed["kind"]), "suits": Suits(typed["suits"]),
        "audiences": frozenset(map(Audience, typed["audiences"])), "languages": frozenset(map(Tongue, typed["languages"])),
    }  # fmt: skip
    return Facts(**{**typed, **words})


def _received(upload: SealedUpload, part: Part) -> Received:
    """What came in, looked at. Captions are read by their own rules, which say what is wrong with them. Errors: `Unfit`."""
    if part == Part.CAPTIONS:
        return Received(Format.TEXT, upload.mark, upload.pieces)
    return receive(upload, public=True)
