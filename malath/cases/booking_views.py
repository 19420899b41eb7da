"""Pages on which an interpreter is booked for a talk in a case."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.agencies import queries as agencies
from malath.agencies.words import Voice, Way
from malath.cases import actions, gates
from malath.cases.actions import CannotChange, Wanted
from malath.cases.forms import BookForSeveral, BookInterpreter, KeepOut, SettleBooking, WhichLanguage
from malath.cases.gates import WritableCase
from malath.cases.queries import bookings, situations
from malath.cases.queries.bookings import BookingLine, InterpretersPage
from malath.cases.queries.situations import PartLine
from malath.cases.words import BookingState, CancelReason, Link, WhyNot
from malath.foundation.clock import now

BESIDE = {
    WhyNot.BOOKING_PAST: "day",
    WhyNot.NOT_THEIR_HOURS: "hour",
    WhyNot.TAKEN: "hour",
    WhyNot.OTHER_WAY: "way",
    WhyNot.OTHER_PLACE: "way",
    WhyNot.OTHER_VOICE: "voice",
}
"""Beside which field a refusal stands; all others stand beside the interpreter."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def interpreters(request: StaffRequest, reference: str) -> HttpResponse:
    """Who is booked for this person, and booking one."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    page = _page(request, opened, at)
    form = BookInterpreter(request.POST or None, offered=page.offered, initial=_first(page))
    if request.method == "POST" and form.is_valid():
        found = gates.interpreter_named(form.cleaned_data["interpreter"])
        if form.linked is not None:
            _keep_out(request, opened, found.reference, form.linked, at)
            return redirect("cases:interpreters", reference)
        try:
            actions.book_interpreter(
                opened.case, found, _wanted(form), desk=opened.desk, by=request.user, at=at, once=form.cleaned_data["once"]
            )
        except CannotChange as refused:
            for reason in refused.reasons:
                form.add_error(BESIDE.get(reason, "interpreter"), str(reason.label))
        else:
            messages.success(request, _("The interpreter is booked. Tell them the day, the hour and how; nothing else."))
            return redirect("cases:interpreters", reference)
    return _show(request, page, form, at)


@require_POST
@staff_required
def settle(request: StaffRequest, reference: str, booking: str) -> HttpResponse:
    """What came of a booking."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    found = gates.booking_of(opened, booking)
    form = SettleBooking(request.POST, begun=found.starts_at <= at, auto_id=f"{booking}_%s")
    if form.is_valid():
        because = form.cleaned_data["because"]
        try:
            actions.settle_booking(
                found,
                BookingState(form.cleaned_data["state"]),
                because=CancelReason(because) if because else None,
                by=request.user,
                at=at,
            )
        except CannotChange as refused:
            for reason in refused.reasons:
                form.add_error("because" if reason == WhyNot.CANCEL_REASON else None, str(reason.label))
        else:
            messages.success(request, _("What came of it is written down."))
            return redirect("cases:interpreters", reference)
    page = _page(request, opened, at)
    return _show(request, page, BookInterpreter(offered=page.offered, initial=_first(page)), at, wrong=form, about=booking)


@require_POST
@staff_required
def keep_out(request: StaffRequest, reference: str) -> HttpResponse:
    """An interpreter is kept from the person for good; what is booked with them is cancelled."""
    at = now()
    opened = gates.case_to_work_on(request.user, reference, at=at)
    form = KeepOut(request.POST)
    if form.is_valid():
        _keep_out(request, opened, request.POST.get("interpreter", ""), Link(form.cleaned_data["kind"]), at)
    else:
        messages.error(request, _("Say what links them."))
    return redirect("cases:interpreters", reference)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def book_for_all(request: StaffRequest, reference: str) -> HttpResponse:
    """One interpreter for several people of a situation, one talk after the other; each is checked, all or none."""
    at = now()
    opened = gates.situation_to_change(request.user, reference, at=at)
    language = _language(request)
    offered = [one for one in agencies.interpreters(at, language=language) if one.bookable] if language else []
    first = {"once": uuid4(), "language": language}
    form = BookForSeveral(request.POST or None, parts=opened.page.parts, offered=offered, initial=first)
    why_not: list[tuple[PartLine, list[str]]] = []
    if request.method == "POST" and form.is_valid():
        found = gates.interpreter_named(form.cleaned_data["interpreter"])
        chosen = situations.cases_of_situation(opened.situation, form.cleaned_data["cases"])
        try:
            made = actions.book_for_several(
                opened.situation, chosen, found, _wanted(form), desk=opened.desk, by=request.user, at=at,
                once=form.cleaned_data["once"],
            )  # fmt: skip
        except actions.CannotBookAll as refused:
            why_not = _beside_each(opened.page.parts, refused.reasons)
            form.add_error(None, _("Nothing is booked. Leave out whom it does not fit, or choose another interpreter."))
        except CannotChange as refused:
            form.add_error("cases", [str(reason.label) for reason in refused.reasons])
        else:
            count = len(made)
            messages.success(
                request, ngettext("%(count)d talk is booked.", "%(count)d talks are booked.", count) % {"count": count}
            )
            return redirect("cases:situation", reference)
    context = {
        "page": opened.page,
        "form": form,
        "offered": offered,
        "why_not": why_not,
        "asked": WhichLanguage(initial={"language": language}, auto_id="for_%s"),
        "chosen": language,
    }
    return render(request, "cases/book_for_all.html", context, status=422 if form.errors else 200)


def _language(request: StaffRequest) -> str:
    asked = WhichLanguage(request.POST if "language" in request.POST else request.GET)
    return asked.cleaned_data["language"] if asked.is_valid() else ""


def _beside_each(parts: Sequence[PartLine], reasons: Mapping[str, list[WhyNot]]) -> list[tuple[PartLine, list[str]]]:
    return [
        (part, [str(reason.label) for reason in reasons[part.case_reference]])
        for part in parts
        if part.case_reference in reasons
    ]


def _wanted(form: BookInterpreter) -> Wanted:
    typed, (starts_at, ends_at) = form.cleaned_data, form.span
    voice = Voice(typed["voice"]) if typed["voice"] else None
    return Wanted(starts_at, ends_at, Way(typed["way"]), typed["language"], voice, typed["outsider"])


def _keep_out(request: StaffRequest, opened: WritableCase, interpreter: str, kind: Link, at: datetime) -> None:
    found = gates.interpreter_named(interpreter)
    try:
        actions.keep_apart(opened.case, found, kind, desk=opened.desk, by=request.user, at=at)
    except CannotChange as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason.label))
    else:
        messages.warning(request, _("Nobody books this interpreter for this person any more. Choose another one."))


def _page(request: StaffRequest, opened: WritableCase, at: datetime) -> InterpretersPage:
    """For the language that is asked for, else the person's own."""
    asked = WhichLanguage(request.POST if "language" in request.POST else request.GET)
    language = asked.cleaned_data["language"] if asked.is_valid() else opened.person.language
    return bookings.interpreters_page(opened.case, opened.sight, at, language=language)


def _first(page: InterpretersPage) -> dict[str, object]:
    return {"once": uuid4(), "language": page.language, "voice": page.voice or "", "outsider": page.outsider}


def _forms_of(line: BookingLine, wrong: SettleBooking | None) -> tuple[SettleBooking, KeepOut]:
    """The two forms of a line, each field with a name of its own for who hears the page."""
    settle = wrong or SettleBooking(begun=line.begun, auto_id=f"{line.reference}_%s")
    return settle, KeepOut(auto_id=f"keep_{line.reference}_%s")


def _show(
    request: StaffRequest,
    page: InterpretersPage,
    form: BookInterpreter,
    at: datetime,
    *,
    wrong: SettleBooking | None = None,
    about: str = "",
) -> HttpResponse:
    lines = [(line, *_forms_of(line, wrong if line.reference == about else None)) for line in page.booked]
    context = {
        "page": page,
        "form": form,
        "lines": lines,
        "said": wrong,
        "language": WhichLanguage(initial={"language": page.language}, auto_id="for_%s"),
        "at": at,
    }
    return render(request, "cases/interpreters.html", context, status=422 if form.errors or wrong else 200)
