"""Pages of surveys: for staff, and for the shared phone, which knows no name and opens nothing else."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core import signing
from django.core.cache import cache
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, place_of, power_required
from malath.accounts.roles import Power
from malath.awareness import actions, gates, queries
from malath.awareness.actions import CannotDo
from malath.awareness.http import FORM, READS, done
from malath.awareness.survey_forms import AnswersFromPaper, AnswersOnPhone, Digits, NewSurvey, OpenDoor
from malath.awareness.words import Arm, Audience, Entry, Wave
from malath.foundation.clock import now
from malath.ui import cookies
from malath.ui.text import digits

if TYPE_CHECKING:
    from malath.awareness.models import Survey

COOKIE, SALT = "answers", "malath.awareness.phone"
HOUR, MOST_WRONG = 3600, 200
LASTS = 4 * HOUR
YEAR = re.compile(r"\d{4}", re.ASCII)


@require_GET
@power_required(*READS)
def surveys(request: StaffRequest) -> HttpResponse:
    """All surveys, and what they ask."""
    return render(request, "awareness/surveys.html", {"lines": queries.surveys(), "items": queries.items()})


@require_GET
@power_required(*READS)
def changes(request: StaffRequest) -> HttpResponse:
    """What changed for an audience, over all surveys of a year."""
    year = digits(request.GET.get("year", ""))
    page = queries.changes_page(
        request.GET.get("audience", ""), int(year) if YEAR.fullmatch(year) else None, holdings_of(request)
    )
    return render(request, "awareness/changes.html", {"page": page})


@require_http_methods(FORM)
@power_required(Power.RUN_AWARENESS)
def new_survey(request: StaffRequest, reference: str) -> HttpResponse:
    """A survey for an audience of a campaign."""
    row = gates.campaign_to_view(reference)
    form = NewSurvey(request.POST if request.method == "POST" else None, audiences=row.audiences)
    if form.is_valid():
        desk, audience = queries.own_desks(holdings_of(request))[0], Audience(form.cleaned_data["audience"])
        made = done(form, lambda: actions.open_survey(row, desk, audience, by=request.user, at=now()))
        if made is not None:
            return redirect("awareness:survey", made.reference)
    return render(
        request, "awareness/new_survey.html", {"form": form, "reference": reference}, status=422 if form.errors else 200
    )


@require_GET
@power_required(*READS)
def survey(request: StaffRequest, reference: str) -> HttpResponse:
    """What a survey tells."""
    return _survey(request, gates.survey_to_view(reference))


@require_http_methods(FORM)
@power_required(Power.RUN_AWARENESS)
def enter_answers(request: StaffRequest, reference: str) -> HttpResponse:
    """Answers from paper, one sheet after the other: when and who stay as they were."""
    at = now()
    row = gates.survey_to_change(request.user, reference, at=at)
    kept = {name: request.GET[name] for name in ("wave", "arm") if name in request.GET}
    form = AnswersFromPaper(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        typed = form.cleaned_data
        wave, arm = Wave(typed["wave"]), Arm(typed["arm"])
        taken = done(
            form,
            lambda: actions.enter_answers(
                row, wave, arm, typed["code"], form.values, entry=Entry.PAPER, by=request.user, at=at, once=typed["once"]
            ),
        )
        if taken is not None:
            messages.success(request, _("Taken down. The next sheet, please."))
            return redirect(f"{reverse('awareness:enter_answers', args=[reference])}?wave={wave}&arm={arm}")
    return render(request, "awareness/enter.html", {"form": form, "reference": reference}, status=422 if form.errors else 200)


@require_POST
@power_required(Power.RUN_AWARENESS)
def open_door(request: StaffRequest, reference: str) -> HttpResponse:
    """Digits for a shared phone, shown once."""
    at = now()
    row = gates.survey_to_change(request.user, reference, at=at)
    form = OpenDoor(request.POST)
    if form.is_valid():
        door = done(form, lambda: actions.open_door(row, Wave(form.cleaned_data["wave"]), by=request.user, at=at))
        if door is not None:
            digits = " ".join(door.digits[start : start + 4] for start in range(0, len(door.digits), 4))
            address = request.build_absolute_uri(reverse("awareness:answer_enter"))
            return _survey(request, door.survey, digits=digits, address=address)
    return _survey(request, row, status=422, form=form)


@require_POST
@power_required(Power.RUN_AWARENESS)
def close_survey(request: StaffRequest, reference: str) -> HttpResponse:
    """Nobody answers any more."""
    at = now()
    row = gates.survey_to_change(request.user, reference, at=at)
    try:
        actions.close_survey(row, by=request.user, at=at)
        messages.success(request, _("The survey is closed."))
    except CannotDo as refused:
        messages.error(request, str(refused.reasons[0].label))
    return redirect("awareness:survey", reference)


@require_http_methods(FORM)
def answer_enter(request: HttpRequest) -> HttpResponse:
    """The way in on a shared phone: a field for digits. Whatever is wrong with them, the answer is the same."""
    form = Digits(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _quiet(request, "awareness/answer_enter.html", {"form": form})
    if _wrong_so_far(request) >= MOST_WRONG:
        return _quiet(request, "awareness/answer_enter.html", {"form": Digits(), "wrong": True}, 429)
    digits = form.cleaned_data["digits"] if form.is_valid() else ""
    row = queries.survey_behind(digits, now())
    if row is None:
        _one_more_wrong(request)
        return _quiet(request, "awareness/answer_enter.html", {"form": Digits(), "wrong": True}, 422)
    answer = redirect("awareness:answer")
    kept = signing.dumps([row.reference, row.door, row.door_wave], salt=SALT)
    cookies.put(answer, COOKIE, kept, sent="Strict")
    return answer


@require_http_methods(FORM)
def answer(request: HttpRequest) -> HttpResponse:
    """The questions on a shared phone; afterwards it is ready for the next."""
    at = now()
    found = _behind(request, at)
    if found is None:
        return redirect("awareness:answer_enter")
    row, wave = found
    form = AnswersOnPhone(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data
        taken = done(
            form,
            lambda: actions.enter_answers(
                row, wave, Arm.TOOK_PART, typed["code"], form.values, entry=Entry.PHONE, by=None, at=at, once=typed["once"]
            ),
        )
        if taken is not None:
            return redirect("awareness:answered")
    return _quiet(request, "awareness/answer.html", {"form": form}, 422 if form.errors else 200)


@require_GET
def answered(request: HttpRequest) -> HttpResponse:
    """Thank you, and the phone goes on. Nothing of what was answered stands here."""
    return _quiet(request, "awareness/answered.html", {})


def _survey(
    request: StaffRequest, row: "Survey", *, status: int = 200, form: Form | None = None, digits: str = "", address: str = ""
) -> HttpResponse:
    found = gates.survey_to_view(row.reference)
    context = {
        "page": queries.survey_page(found, holdings_of(request), now()), "form": form or OpenDoor(), "digits": digits,
        "address": address,
    }  # fmt: skip
    return render(request, "awareness/survey.html", context, status=status)


def _behind(request: HttpRequest, at: datetime) -> "tuple[Survey, Wave] | None":
    """The survey behind an open phone and what is asked; None once its digits hold no more."""
    try:
        reference, door, wave = signing.loads(cookies.read(request, COOKIE), salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    row = queries.survey_open(reference, door, at)
    return (row, Wave(wave)) if row is not None else None


def _wrong_so_far(request: HttpRequest) -> int:
    return int(cache.get(f"awareness:wrong:{place_of(request)}", 0))


def _one_more_wrong(request: HttpRequest) -> None:
    key = f"awareness:wrong:{place_of(request)}"
    cache.add(key, 0, HOUR)
    cache.incr(key)


def _quiet(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """A page that tells nobody where it was opened from."""
    page = render(request, template, context, status=status)
    page["Referrer-Policy"], page["X-Robots-Tag"] = "same-origin", "noindex, nofollow, noarchive"
    return page
