"""Pages of forms: what there is, how one comes in, is looked at, tried out, published and taken along."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.documents import typesetting
from malath.foundation.clock import in_amman, now
from malath.questionnaires import actions, asking, gates, paper, queries
from malath.questionnaires.actions import CannotDo, Source
from malath.questionnaires.actions import filling as filling_actions
from malath.questionnaires.asking import language_names
from malath.questionnaires.comparing import differences
from malath.questionnaires.converting import CannotConvert, convert_xlsform
from malath.questionnaires.definition import Form, Group, Item
from malath.questionnaires.filling import look
from malath.questionnaires.forms import Begin, BringIn
from malath.questionnaires.words import Kind, Mended, State
from malath.ui.page import say_why_not
from malath.ui.pieces import Pager

if TYPE_CHECKING:
    from malath.questionnaires.models import Version

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XML: Final = "text/xml; charset=utf-8"


@dataclass(frozen=True)
class Understood:
    """A row of a form as it was understood."""

    path: str
    label: str
    kind: str
    deep: int
    conditional: bool
    needed: bool
    answers: int


@require_GET
@power_required(Power.FILL_FORMS, Power.AUTHOR_FORMS)
def listing(request: StaffRequest) -> HttpResponse:
    """Forms to fill in, what was begun, and what was finished."""
    at, after = now(), request.GET.get("after", "")
    page = gates.forms_to_list(request.user, at=at, after=after)
    first = reverse("questionnaires:list")
    pages = Pager(newer=first if after else "", older=f"{first}?{urlencode({'after': page.older})}" if page.older else "")
    held = holdings_of(request)
    context = {
        "page": page, "pages": pages, "at": at, "may_author": held.may(Power.AUTHOR_FORMS),
        "may_devices": held.may(Power.SUPERVISE),
        "begin": Begin(desks=queries.desks_to_fill_for(held), initial={"once": uuid4()}) if page.to_fill else None,
    }  # fmt: skip
    return render(request, "questionnaires/list.html", context)


@require_http_methods(["GET", "POST"])
@power_required(Power.AUTHOR_FORMS)
def bring(request: StaffRequest) -> HttpResponse:
    """Bring an XLSForm in."""
    at = now()
    form = BringIn(request.POST or None, request.FILES or None) if request.method == "POST" else BringIn()
    if request.method != "POST" or not form.is_valid():
        return _bring(request, form, status=422 if form.errors else 200)
    held, data = holdings_of(request), form.cleaned_data["file"].read()
    agency = request.user.agency if queries.scope_of(held) else None
    try:
        source = Source(data, convert_xlsform(data, form_id=_stem(form.cleaned_data["file"].name)))
        version = actions.bring(source, Kind(form.cleaned_data["kind"]), agency=agency, by=request.user, at=at)
    except CannotConvert as refused:
        return _bring(request, form, status=422, refused=refused)
    except CannotDo as refused_by_rule:
        form.add_error(None, " ".join(str(reason.label) for reason in refused_by_rule.reasons))
        return _bring(request, form, status=409)
    messages.success(request, _("The form is in. Look at what was understood, then try it out."))
    return redirect("questionnaires:version", version.reference)


@require_GET
@power_required(Power.FILL_FORMS, Power.AUTHOR_FORMS)
def version(request: StaffRequest, reference: str) -> HttpResponse:
    """One version of a form: what was understood, and what is different from the one before."""
    at = now()
    found = gates.version_to_view(request.user, reference, at=at)
    form, held = queries.form_of(found), holdings_of(request)
    language = asking.language_for(form, request.GET.get("in", ""))
    before = queries.version_before(found)
    may_change = queries.may_author(held, found.questionnaire)
    state = State(found.state)
    context = {
        "version": found, "line": queries.version_line(found), "form": form, "rows": list(_understood(form, language)),
        "languages": language_names(form.languages), "language": language,
        "mended": [(Mended(code).label, place) for code, place in found.mended],
        "before": before, "differences": differences(queries.form_of(before), form) if before else None,
        "brought_by": queries.name_of(found.brought_by),
        "published_by": queries.name_of(found.published_by) if found.published_by else "",
        "may_change": may_change, "own": found.brought_by == request.user.reference,
        "is_draft": state == State.DRAFT, "is_tried": state == State.TRIED, "is_published": state == State.PUBLISHED,
        "is_retired": state == State.RETIRED, "for_phones": bool(form.public_key),
        "begin": _begin(request, state, found),
    }  # fmt: skip
    return render(request, "questionnaires/version.html", context)


@require_POST
@power_required(Power.AUTHOR_FORMS)
def publish(request: StaffRequest, reference: str) -> HttpResponse:
    """It is filled in from now on."""
    return _change(request, reference, actions.publish, _("The form is published."))


@require_POST
@power_required(Power.AUTHOR_FORMS)
def retire(request: StaffRequest, reference: str) -> HttpResponse:
    """Nobody begins it any more."""
    return _change(request, reference, actions.retire, _("The form is retired. What was filled in stays."))


@require_POST
@power_required(Power.FILL_FORMS, Power.AUTHOR_FORMS)
def empty(request: StaffRequest, reference: str, kind: str) -> HttpResponse:
    """The empty form: the very workbook that came in, the XForm, or a sheet to be filled in by hand."""
    at = now()
    found = gates.version_to_view(request.user, reference, at=at)
    made: dict[str, tuple[Callable[[], bytes], str]] = {
        "xlsx": (partial(bytes, found.source), WORKBOOK),
        "xml": (found.xform.encode, XML),
        "pdf": (partial(_pdf, found, at), "application/pdf"),
    }
    if kind not in made:
        raise Http404
    content, content_type = made[kind]
    actions.take_out(found, kind, by=request.user, at=at)
    name = f'attachment; filename="{reference}.{kind}"'
    return HttpResponse(content(), content_type=content_type, headers={"Content-Disposition": name})


@require_POST
@power_required(Power.FILL_FORMS, Power.AUTHOR_FORMS)
def begin(request: StaffRequest, reference: str) -> HttpResponse:
    """Begin to fill a form in, or to try it out."""
    at = now()
    found = gates.version_to_view(request.user, reference, at=at)
    held = holdings_of(request)
    trial = found.state in (State.DRAFT, State.TRIED)
    desks = _desks(request, trial=trial)
    form = Begin(request.POST, desks=desks)
    if not form.is_valid() or (not trial and not held.may(Power.FILL_FORMS)):
        messages.error(request, _("Choose the desk for which you fill it in."))
        return redirect("questionnaires:version", reference)
    desk = gates.desk_to_fill_for(request.user, form.cleaned_data["desk"], at=at)
    try:
        row = filling_actions.begin(found, desk, trial=trial, once=form.cleaned_data["once"], by=request.user, at=at)
    except CannotDo as refused:
        say_why_not(request, refused.reasons)
        return redirect("questionnaires:version", reference)
    return redirect("questionnaires:step", row.reference, 1)


def _change(request: StaffRequest, reference: str, act: Callable[..., object], done: str) -> HttpResponse:
    at = now()
    found = gates.version_to_change(request.user, reference, at=at)
    try:
        act(found, by=request.user, at=at)
    except CannotDo as refused:
        say_why_not(request, refused.reasons)
    else:
        messages.success(request, done)
    return redirect("questionnaires:version", reference)


def _begin(request: StaffRequest, state: State, found: "Version") -> Begin | None:
    """The button to fill it in, or to try it out; None where neither is possible."""
    held = holdings_of(request)
    trial = state in (State.DRAFT, State.TRIED) and queries.may_author(held, found.questionnaire)
    here = state == State.PUBLISHED and held.may(Power.FILL_FORMS) and not queries.form_of(found).public_key
    desks = _desks(request, trial=trial) if trial or here else []
    return Begin(desks=desks, initial={"once": uuid4()}) if desks else None


def _desks(request: StaffRequest, *, trial: bool) -> list[Any]:
    held = holdings_of(request)
    return agencies.desks_among(held.own_desk_ids) if trial else queries.desks_to_fill_for(held)


def _bring(request: StaffRequest, form: BringIn, *, status: int, refused: CannotConvert | None = None) -> HttpResponse:
    for_all = queries.scope_of(holdings_of(request)) is None
    context = {"form": form, "refused": refused, "for_all": for_all, "why": refused.why.label if refused else ""}
    return render(request, "questionnaires/bring.html", context, status=status)


def _pdf(found: "Version", at: datetime) -> bytes:
    code = f"F-{found.number:02}"
    return typesetting.blank_of(code, paper.sheets(queries.form_of(found), code, in_amman(at).date()))


def _understood(form: Form, language: str) -> Iterator[Understood]:
    seen = look(form, {}, queries.moment_of(now()))
    for node in form.nodes():
        label = seen.words(node.label, language, node.path)
        deep = node.path.count("/")
        if isinstance(node, Group):
            kind = _("repeated group") if node.repeats else _("group")
            yield Understood(node.path, label, kind, deep, node.relevant is not None, needed=False, answers=0)
        else:
            yield Understood(
                node.path, label, _kind(node), deep, node.relevant is not None, needed=node.required is not None,
                answers=len(form.lists.get(node.list_name, ())) if node.list_name else 0,
            )  # fmt: skip


def _kind(item: Item) -> str:
    return {
        "text": _("text"), "integer": _("whole number"), "decimal": _("number"), "date": _("day"), "time": _("hour"),
        "datetime": _("day and hour"), "one": _("one answer"), "many": _("several answers"), "note": _("note to read"),
        "tick": _("tick"), "calculated": _("worked out"), "start": _("when it was begun"), "end": _("when it was finished"),
        "today": _("the day"),
    }[item.kind]  # fmt: skip


def _stem(name: str) -> str:
    """An id for a form that has none: from the name of its file."""
    stem = "".join(sign for sign in name.rpartition(".")[0] if sign.isascii() and (sign.isalnum() or sign in "_-"))
    return stem[:60] or "form"
