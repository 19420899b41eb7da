"""Filling a form in: a step at a time, left and come back to, looked over, finished; and what was finished."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, power_required
from malath.accounts.roles import Power
from malath.foundation.clock import now
from malath.questionnaires import asking, gates, queries
from malath.questionnaires.actions import CannotDo
from malath.questionnaires.actions import filling as filling_actions
from malath.questionnaires.asking import Step
from malath.questionnaires.definition import Form, to_json
from malath.questionnaires.filling import Look, Wrong, asked_items
from malath.questionnaires.words import FilledState
from malath.ui.page import say_why_not
from malath.ui.pieces import Row, steps_to

if TYPE_CHECKING:
    from malath.questionnaires.models import Filling

FOR_THE_PAGE = ("path", "kind", "relevant", "calculation", "repeats", "list_name", "filter", "children")


@require_http_methods(["GET", "POST"])
@power_required(Power.FILL_FORMS, Power.AUTHOR_FORMS)
def step(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """One step: asked, and what was typed is kept whatever it is."""
    at = now()
    row = gates.filling_to_change(request.user, reference, at=at)
    look = queries.look_at(row, at)
    steps = asking.steps_of(look.form, _language(request, look.form), look)
    if not 1 <= number <= len(steps):
        raise Http404
    if request.method != "POST":
        return _step(request, row, look, steps, number, errors={})
    before = look
    row = filling_actions.save(row, asking.answers_in(look, steps[number - 1], request.POST), by=request.user, at=at)
    return _moved(request, row, before, steps, number, at)


@require_GET
@power_required(Power.FILL_FORMS, Power.AUTHOR_FORMS)
def review(request: StaffRequest, reference: str) -> HttpResponse:
    """Everything once more, before it is finished."""
    at = now()
    return _review(request, gates.filling_to_change(request.user, reference, at=at), at)


@require_POST
@power_required(Power.FILL_FORMS, Power.AUTHOR_FORMS)
def finish(request: StaffRequest, reference: str) -> HttpResponse:
    """It is whole."""
    at = now()
    row = gates.filling_to_change(request.user, reference, at=at)
    try:
        done = filling_actions.finish(row, by=request.user, at=at)
    except CannotDo as refused:
        say_why_not(request, refused.reasons)
        return _review(request, row, at, status=409)
    if done.trial:
        messages.success(request, _("Tried out to the end. What you answered was thrown away."))
        return redirect("questionnaires:version", row.version.reference)
    if done.leads_to:
        return redirect(done.leads_to)
    messages.success(request, _("The form is finished. It belongs to your desk."))
    return redirect("questionnaires:filled", reference)


@require_POST
@power_required(Power.FILL_FORMS, Power.AUTHOR_FORMS)
def throw_away(request: StaffRequest, reference: str) -> HttpResponse:
    """What was begun is not needed."""
    at = now()
    row = gates.filling_to_change(request.user, reference, at=at)
    try:
        filling_actions.throw_away(row, by=request.user, at=at)
    except CannotDo as refused:
        say_why_not(request, refused.reasons)
    else:
        messages.success(request, _("Thrown away. Nothing of it is left."))
    return redirect("questionnaires:list")


@require_GET
@power_required(Power.FILL_FORMS, Power.AUTHOR_FORMS)
def filled(request: StaffRequest, reference: str) -> HttpResponse:
    """What was filled in and finished."""
    at = now()
    row = gates.filling_to_view(request.user, reference, at=at)
    if row.state == FilledState.OPEN:
        return redirect("questionnaires:review", reference)
    look = queries.look_at(row, at)
    language = _language(request, look.form)
    sealed = row.state == FilledState.SEALED
    context = {
        "filling": row, "sealed": sealed, "by": "" if row.device else queries.name_of(row.by),
        "parts": [] if sealed else _parts(look, language), "wrong": len(look.errors()) if not sealed else 0,
        "languages": asking.language_names(look.form.languages), "language": language,
        "deprecates": row.deprecates.reference if row.deprecates else "",
    }  # fmt: skip
    return render(request, "questionnaires/filled.html", context)


@require_POST
@power_required(Power.FILL_FORMS)
def instance(request: StaffRequest, reference: str) -> HttpResponse:
    """The XForm instance of a finished filling, taken out."""
    at = now()
    row = gates.filling_to_take_out(request.user, reference, at=at)
    xml = filling_actions.take_record_out(row, by=request.user, at=at)
    name = {"Content-Disposition": f'attachment; filename="{reference}.xml"'}
    return HttpResponse(xml, content_type="text/xml; charset=utf-8", headers=name)


def _moved(request: StaffRequest, row: "Filling", before: Look, steps: list[Step], number: int, at: datetime) -> HttpResponse:
    """After a step was kept: where it goes on."""
    go, this = request.POST.get("go", "next"), steps[number - 1]
    if this.repeat and (go == "add" or go.startswith("remove-")):
        return _repeated(request, row, this.repeat, go, number, at)
    if go == "save":
        messages.success(request, _("Kept. You find it among the forms you began."))
        return redirect("questionnaires:list")
    look = queries.look_at(row, at)
    if go == "back":
        return _to(request, row, _next_asked(look, steps, number, -1) or number)
    errors = {key: wrong for key, wrong in look.errors().items() if key in _keys(look, this)}
    if errors:
        return _step(request, row, look, steps, number, errors=errors, status=422)
    fresh = [key for key in _keys(look, this) if look.asked.get(key) and not before.asked.get(key)]
    if fresh and "live" not in request.POST:
        return _step(request, row, look, steps, number, errors={}, more=True)
    following = _next_asked(look, steps, number, 1)
    return _to(request, row, following) if following else redirect(_address(request, "questionnaires:review", row.reference))


def _repeated(request: StaffRequest, row: "Filling", repeat: str, go: str, number: int, at: datetime) -> HttpResponse:
    if go == "add":
        filling_actions.add_one(row, repeat, by=request.user, at=at)
    elif (which := go.removeprefix("remove-")).isascii() and which.isdecimal() and len(which) < 4:
        filling_actions.take_one_out(row, repeat, int(which), by=request.user, at=at)
    return _to(request, row, number)


def _next_asked(look: Look, steps: list[Step], number: int, way: int) -> int:
    """The next step on which anything is asked; 0 when there is none."""
    on = number + way
    while 1 <= on <= len(steps):
        if asking.is_asked(look, steps[on - 1]):
            return on
        on += way
    return 0


def _keys(look: Look, step: Step) -> list[str]:
    inside = [
        node for node in look.form.nodes() if any(node is one or node.path.startswith(f"{one.path}/") for one in step.nodes)
    ]
    return [key for node in inside for key in look.keys(node.path)]


def _step(
    request: StaffRequest,
    row: "Filling",
    look: Look,
    steps: list[Step],
    number: int,
    *,
    errors: Mapping[str, Wrong],
    more: bool = False,
    status: int = 200,
) -> HttpResponse:
    form, this = look.form, steps[number - 1]
    language = _language(request, form)
    blocks = asking.blocks_of(look, this, language, errors)
    moment = {"today": look.moment.today.isoformat(), "now": look.moment.now}
    names = {question.key: question.name for block in blocks for question in block.questions}
    context = {
        "filling": row, "step": this, "blocks": blocks, "more": more,
        "wrong": [question for block in blocks for question in block.questions if question.error],
        "ways": steps_to([one.title or str(one.number) for one in steps], number - 1) if len(steps) > 1 else [],
        "languages": asking.language_names(form.languages), "language": language, "first": number == 1,
        "told": json.dumps(
            {"form": _for_the_page(form), "answers": look.answers, "moment": moment, "names": names},
            ensure_ascii=False, separators=(",", ":"),
        ),
    }  # fmt: skip
    return render(request, "questionnaires/step.html", context, status=status)


def _review(request: StaffRequest, row: "Filling", at: datetime, *, status: int = 200) -> HttpResponse:
    look = queries.look_at(row, at)
    language = _language(request, look.form)
    steps = asking.steps_of(look.form, language, look)
    errors = look.errors()
    on = {key: one.number for one in steps for key in _keys(look, one)}
    wrong = [(item, key) for item, key in asked_items(look, look.form.nodes()) if key in errors]
    context = {
        "filling": row, "parts": _parts(look, language, row, steps), "language": language,
        "languages": asking.language_names(look.form.languages),
        "wrong": [(look.words(item.label, language, key) or key, _step_address(request, row, on[key])) for item, key in wrong],
        "last": _address(request, "questionnaires:step", row.reference, _next_asked(look, steps, len(steps) + 1, -1) or 1),
    }  # fmt: skip
    return render(request, "questionnaires/review.html", context, status=status)


def _parts(
    look: Look, language: str, row: "Filling | None" = None, steps: list[Step] | None = None
) -> list[tuple[str, list[Row], str]]:
    """Questions that are asked with their answers, step by step; with `row` also the way back to each."""
    parts = []
    for one in steps or asking.steps_of(look.form, language, look):
        inside = [
            node for node in look.form.nodes() if any(node is top or node.path.startswith(f"{top.path}/") for top in one.nodes)
        ]
        found = [(item, key) for item, key in asked_items(look, iter(inside)) if item.kind != "note"]
        rows = [
            Row(_labelled(look, item.label, language, key), asking.said(look, item, key, language))
            for item, key in sorted(found, key=lambda one: _number_in(one[1]))
        ]
        if rows:
            parts.append((one.title, rows, reverse("questionnaires:step", args=[row.reference, one.number]) if row else ""))
    return parts


def _labelled(look: Look, words: Any, language: str, key: str) -> str:
    """A question by its words; of a repeated group with its number."""
    label = look.words(words, language, key) or key.rpartition("/")[2]
    number = _number_in(key)
    return f"{number}. {label}" if number else label


def _number_in(key: str) -> int:
    """Which one of a repeated group, 0 outside of any."""
    return int(key.partition("[")[2].partition("]")[0] or 0)


def _for_the_page(form: Form) -> dict[str, Any]:
    """As much of a form as the page needs to know what is asked."""
    kept = to_json(form)
    filtered = {item.list_name for item in form.items() if item.filter is not None}
    return {
        "children": [_light(node) for node in kept["children"]], "order": kept.get("order", []),
        "lists": {
            name: [{"code": one["code"], "columns": one.get("columns", {})} for one in choices]
            for name, choices in kept.get("lists", {}).items() if name in filtered
        },
    }  # fmt: skip


def _light(node: dict[str, Any]) -> dict[str, Any]:
    light = {name: node[name] for name in FOR_THE_PAGE if name in node}
    return {**light, "children": [_light(one) for one in node["children"]]} if "children" in node else light


def _language(request: StaffRequest, form: Form) -> str:
    return asking.language_for(form, request.POST.get("in") or request.GET.get("in", ""))


def _address(request: StaffRequest, name: str, *arguments: object) -> str:
    """A page of the filling in the language in which it is filled in."""
    chosen = request.POST.get("in") or request.GET.get("in", "")
    known = chosen.isascii() and chosen.replace("-", "").isalnum()
    return reverse(name, args=list(arguments)) + (f"?in={chosen}" if known else "")


def _step_address(request: StaffRequest, row: "Filling", number: int) -> str:
    return _address(request, "questionnaires:step", row.reference, number)


def _to(request: StaffRequest, row: "Filling", number: int) -> HttpResponse:
    return redirect(_step_address(request, row, number))
