"""Pages of hearings, the calendar, and what a person is told."""

from datetime import date
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from malath.accounts.http import StaffRequest, power_required, staff_required
from malath.accounts.roles import Power
from malath.foundation.clock import in_amman, now
from malath.justice import actions, gates
from malath.justice.actions import Prepared, Sitting
from malath.justice.answering import Asks, answer, proceeding_url
from malath.justice.hearing_forms import ChooseNotices, EndHearing, MoveHearing, Prepare, RecordTold, SetHearing, TellOf
from malath.justice.queries.hearings import hearing_page
from malath.justice.words import Arranged, Event, HearingState, Purpose, ToldHow
from malath.ui.pieces import Pager

FORM = ["GET", "HEAD", "POST"]


@require_safe
@power_required(Power.WRITE_NOTE)
def calendar(request: StaffRequest) -> HttpResponse:
    """A month of hearings, and those of one day."""
    at = now()
    day = _day_asked(request.GET.get("day", "")) or in_amman(at).date()
    page = gates.calendar_to_view(request.user, at=at, day=day, after=request.GET.get("after", ""))
    here = f"{reverse('justice:calendar')}?day={day.isoformat()}"
    pages = Pager(newer="", older=f"{here}&after={page.older}" if page.older else "")
    return render(request, "justice/calendar.html", {"page": page, "pages": pages, "at": at})


@require_safe
@staff_required
def hearing(request: StaffRequest, reference: str, proceeding: str, hearing: str) -> HttpResponse:
    """One hearing as one person meets it."""
    at = now()
    opened, part, found = gates.hearing_to_view(request.user, reference, proceeding, hearing, at=at)
    page = hearing_page(opened.case, part, found, opened.who, opened.desk)
    return render(request, "justice/hearing.html", {"page": page, "at": at})


@require_http_methods(FORM)
@staff_required
def set_hearing(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """A hearing has a date."""
    at = now()
    opened = gates.part_to_work_on(request.user, reference, proceeding, at=at)
    form = SetHearing(request.POST or None, initial={"once": uuid4()})
    asks = Asks(
        _("A hearing"),
        _("Both sides see it. Who helps the person is told to ask what they need; nothing is sent to the person by itself."),
        _("Write it down"),
        _("Written down. Ask what the person needs for it."),
    )

    def act() -> object:
        what = Sitting(form.moment, Purpose(form.cleaned_data["purpose"]), form.cleaned_data["court"])
        return actions.set_hearing(
            opened.part.proceeding, opened.case, what, desk=opened.desk, by=request.user, at=at, once=form.cleaned_data["once"]
        )

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def move_hearing(request: StaffRequest, reference: str, proceeding: str, hearing: str) -> HttpResponse:
    """A hearing is on another day."""
    at = now()
    opened, found = gates.hearing_to_work_on(request.user, reference, proceeding, hearing, at=at)
    form = MoveHearing(request.POST or None)
    asks = Asks(
        _("The hearing is on another day"),
        _("What was told stays and is shown as replaced; whoever was told is told anew. The way there is arranged anew."),
        _("Move it"),
        _("Moved. Whoever was told has to be told anew."),
    )
    act = lambda: actions.move_hearing(found, opened.case, form.moment, desk=opened.desk, by=request.user, at=at)  # noqa: E731
    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def prepare(request: StaffRequest, reference: str, proceeding: str, hearing: str) -> HttpResponse:
    """What the person needs at a hearing."""
    at = now()
    opened, found = gates.hearing_to_work_on(request.user, reference, proceeding, hearing, at=at)
    page = hearing_page(opened.case, opened.part, found, opened.who, opened.desk)
    states = dict(zip(("transport", "interpreter", "support"), (line.state for line in page.arranged), strict=False))
    name = page.arranged[2].text if page.arranged else ""
    form = Prepare(request.POST or None, initial={**states, "needs": list(page.needs), "note": page.note, "support_name": name})
    asks = Asks(
        _("What the person needs"),
        _("Ask the person. The needs are read on both sides, so that somebody puts up the screen; who comes along is not."),
        _("Write it down"),
        _("Written down."),
    )

    def act() -> object:
        data = form.cleaned_data
        what = Prepared(
            tuple(data["needs"]), Arranged(data["transport"]), Arranged(data["interpreter"]), Arranged(data["support"]),
            data["support_name"], data["note"],
        )  # fmt: skip
        return actions.prepare(found, opened.case, what, desk=opened.desk, by=request.user, at=at)

    return answer(request, form, asks, act, back=hearing_url(reference, proceeding, hearing))


@require_http_methods(FORM)
@staff_required
def end_hearing(request: StaffRequest, reference: str, proceeding: str, hearing: str) -> HttpResponse:
    """What became of a hearing."""
    at = now()
    opened, found = gates.hearing_to_work_on(request.user, reference, proceeding, hearing, at=at)
    form = EndHearing(request.POST or None)
    asks = Asks(
        _("What became of the hearing"),
        _("Where it goes on another day, the next hearing is written down with it."),
        _("Write it down"),
        _("Written down."),
    )

    def act() -> object:
        outcome = HearingState(form.cleaned_data["outcome"])
        return actions.end_hearing(
            found, opened.case, outcome, result=form.cleaned_data["result"], next_at=form.next_at, desk=opened.desk,
            by=request.user, at=at,
        )  # fmt: skip

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def choose(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """Of what the person wants to be told."""
    at = now()
    opened = gates.part_to_help(request.user, reference, proceeding, at=at)
    form = ChooseNotices(request.POST if request.method == "POST" else None, initial={"events": opened.part.told_of.split()})
    asks = Asks(
        _("What the person wants to be told"),
        _("Somebody who knows them tells them, in the way they agreed to. Nothing is sent by itself."),
        _("Write it down"),
        _("Written down."),
    )

    def act() -> object:
        events = [Event(code) for code in form.cleaned_data["events"]]
        return actions.choose(opened.part.proceeding, opened.case, events, desk=opened.desk, by=request.user, at=at)

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def tell_of(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """Somebody accused was arrested, is out on bail, or was released."""
    at = now()
    opened = gates.part_to_work_on(request.user, reference, proceeding, at=at)
    form = TellOf(request.POST or None)
    asks = Asks(
        _("Arrest, bail or release"),
        _("Whoever chose to be told is told by somebody they know. Of whom it is, nothing crosses the wall."),
        _("Write it down"),
        _("Written down. Whoever chose to be told has somebody to tell them."),
    )

    def act() -> object:
        data = form.cleaned_data
        return actions.tell_of(
            opened.part.proceeding, opened.case, Event(data["event"]), on=data["on"], desk=opened.desk, by=request.user, at=at
        )

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def record_told(request: StaffRequest, reference: str, proceeding: str, notice: str) -> HttpResponse:
    """How the person was told."""
    at = now()
    opened, found = gates.notice_to_give(request.user, reference, proceeding, notice, at=at)
    form = RecordTold(request.POST or None)
    asks = Asks(
        str(Event(found.event).label),
        _("Only by the way and in the hours that the person agreed to, or when you meet."),
        _("Write it down"),
        _("Written down."),
    )

    def act() -> object:
        how = ToldHow(form.cleaned_data["how"])
        return actions.record_told(found, opened.case, how, desk=opened.desk, by=request.user, at=at)

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


def hearing_url(reference: str, proceeding: str, hearing: str) -> str:
    return reverse("justice:hearing", args=[reference, proceeding, hearing])


def _day_asked(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 < day.year < 2100 else None
