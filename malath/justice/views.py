"""Pages of the legal track: the file of one person, and each proceeding in it."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.cases import gates as cases
from malath.foundation.clock import now
from malath.justice import actions, gates
from malath.justice.actions import Accused, Beginning
from malath.justice.answering import Asks, answer, file_url, press, proceeding_url
from malath.justice.forms import Accuse, Begin, Join, Move
from malath.justice.queries.file import file_page, parties_seen, party_named, proceeding_page
from malath.justice.words import Capacity, State
from malath.people.words import PartyKind

FORM = ["GET", "HEAD", "POST"]


@require_safe
@staff_required
def file(request: StaffRequest, reference: str) -> HttpResponse:
    """The legal file of one person."""
    at = now()
    opened = gates.file_to_view(request.user, reference, at=at)
    page = file_page(opened.case, opened.who, opened.desk)
    return render(request, "justice/file.html", {"page": page, "at": at})


@require_safe
@staff_required
def proceeding(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """One proceeding from the file of one person."""
    at = now()
    opened, part = gates.part_to_view(request.user, reference, proceeding, at=at)
    page = proceeding_page(opened.case, part, opened.who, opened.desk, at)
    return render(request, "justice/proceeding.html", {"page": page, "at": at})


@require_http_methods(FORM)
@staff_required
def begin(request: StaffRequest, reference: str) -> HttpResponse:
    """A criminal matter is written down."""
    at = now()
    opened = gates.file_to_work_on(request.user, reference, at=at)
    form = Begin(request.POST or None, initial={"once": uuid4()})
    asks = Asks(
        _("A criminal matter"),
        _("It has a life of its own: whatever becomes of it, their protection goes on. It opens nothing to others."),
        _("Write it down"),
        _("Written down. Nothing has changed for the person."),
    )

    def act() -> object:
        data = form.cleaned_data
        what = Beginning(State(data["state"]), data["on"], Capacity(data["capacity"]), data["number"], data["court"])
        return actions.begin(opened.case, what, desk=opened.desk, by=request.user, at=at, once=data["once"])

    return answer(request, form, asks, act, back=file_url(reference))


@require_http_methods(FORM)
@staff_required
def move(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """The matter stands elsewhere now."""
    at = now()
    opened = gates.part_to_work_on(request.user, reference, proceeding, at=at)
    page = proceeding_page(opened.case, opened.part, opened.who, opened.desk, at)
    form = Move(request.POST or None, states=page.next_states)
    asks = Asks(
        _("Where the matter stands"),
        _("The history keeps every step. Who helps the person is told that something has changed, and decides how to say it."),
        _("Write it down"),
        _("Written down. The protection of the person goes on as it was."),
    )

    def act() -> object:
        data = form.cleaned_data
        return actions.move(
            opened.part.proceeding, opened.case, State(data["state"]), on=data["on"], because=data["because"],
            desk=opened.desk, by=request.user, at=at,
        )  # fmt: skip

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def join(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """Another person has a part in the same matter."""
    at = now()
    opened = gates.part_to_work_on(request.user, reference, proceeding, at=at)
    form = Join(request.POST or None)
    asks = Asks(
        _("Somebody else has a part in it"),
        _("The files stay apart: who sees one of them alone learns nothing of the other."),
        _("Write it down"),
        _("Written down in both files."),
    )

    def act() -> object:
        data = form.cleaned_data
        other = cases.case_for_situation(request.user, data["case"].upper(), at=at)
        return actions.join(
            opened.part.proceeding, opened.case, other, Capacity(data["capacity"]), desk=opened.desk, by=request.user, at=at
        )

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_POST
@staff_required
def leave(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """The person's part was written down by mistake."""
    at = now()
    opened = gates.part_to_work_on(request.user, reference, proceeding, at=at)
    act = lambda: actions.leave(opened.part.proceeding, opened.case, desk=opened.desk, by=request.user, at=at)  # noqa: E731
    return press(request, _("Taken out. It stays in the history."), act, back=file_url(reference))


@require_http_methods(FORM)
@staff_required
def accuse(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """Somebody accused is written down."""
    at = now()
    opened = gates.part_to_work_on(request.user, reference, proceeding, at=at)
    form = Accuse(request.POST or None, parties=parties_seen(opened.case, opened.who), initial={"once": uuid4()})
    asks = Asks(
        _("Somebody who is accused"),
        _(
            "There is a wall here: what bodies that investigate write is read by them alone, and what those who help write is"
            " never read by them."
        ),
        _("Write it down"),
        _("Written down for your side."),
    )

    def act() -> object:
        data = form.cleaned_data
        party = party_named(opened.case, data["party"]) if data.get("party") else None
        who = Accused(PartyKind(data["kind"]), data["name"], data["what"], party)
        return actions.accuse(
            opened.part.proceeding, opened.case, who, desk=opened.desk, by=request.user, at=at, once=data["once"]
        )

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_POST
@staff_required
def strike(request: StaffRequest, reference: str, proceeding: str, accused: str) -> HttpResponse:
    """Somebody was written down as accused by mistake."""
    at = now()
    opened, found = gates.accused_to_strike(request.user, reference, proceeding, accused, at=at)
    act = lambda: actions.strike(found, opened.case, desk=opened.desk, by=request.user, at=at)  # noqa: E731
    return press(request, _("Struck out. It stays in the history."), act, back=proceeding_url(reference, proceeding))
