"""Pages on which is written down what stands beside a person: names, papers, family, other parties, tries to reach them.

One page for each, with what stands on it and a form for one more. Every page shows what it lists, so it is a view.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.accounts.roles import Power
from malath.audit.words import Did
from malath.foundation.clock import now
from malath.people import actions as people
from malath.people import queries as people_queries
from malath.people.actions import CannotWrite, Stale, records
from malath.people.words import (
    OTHER_NAME_KINDS,
    Certainty,
    DetailKind,
    DocumentKind,
    Known,
    Lives,
    PartyKind,
    TieKind,
    Tried,
    Whereabouts,
)
from malath.privacy import gates
from malath.privacy.gates import OpenedToWrite
from malath.privacy.words import Section
from malath.workday import records as pages
from malath.workday.record_forms import (
    ContactTried,
    EndName,
    MoveDocument,
    NewDocument,
    NewParty,
    NewTie,
    OtherName,
)

Row = TypeVar("Row")
FORM = ["GET", "HEAD", "POST"]
WRONG = 422


@require_http_methods(FORM)
@staff_required
def names(request: StaffRequest, reference: str) -> HttpResponse:
    """Every name of the person, and one more."""
    at = now()
    opened = _opened(request, reference, Section.IDENTITY, at)
    form = OtherName(_posted(request), initial={"certainty": Certainty.SAID})
    if form.is_valid():
        kind, certainty = DetailKind(form.cleaned_data["kind"]), Certainty(form.cleaned_data["certainty"])
        people.add_name(
            opened.person, kind, form.cleaned_data["value"], certainty=certainty, desk=opened.desk, by=request.user, at=at
        )
        return _saved(request, "names", reference)
    return _page(request, opened, "names", form, pages.name_lines(opened), at)


@require_POST
@staff_required
def end_name(request: StaffRequest, reference: str) -> HttpResponse:
    """A name holds no longer."""
    at, form = now(), EndName(request.POST)
    opened = _to_change(request, reference, Section.IDENTITY, at)
    number = form.cleaned_data["name"] if form.is_valid() else 0
    with _refusals_said(request):
        people.end_detail(opened.person, number, kinds=OTHER_NAME_KINDS, desk=opened.desk, by=request.user, at=at)
    return redirect("workday:names", reference)


@require_http_methods(FORM)
@staff_required
def documents(request: StaffRequest, reference: str) -> HttpResponse:
    """Papers of the person, where each is now, and one more."""
    at = now()
    opened = _opened(request, reference, Section.IDENTITY, at)
    form = NewDocument(_posted(request), initial={"once": uuid4(), "known": Known.SAID})
    if form.is_valid():
        typed = form.cleaned_data
        records.write_document(
            opened.person,
            DocumentKind(typed["kind"]),
            place=Whereabouts(typed["place"]),
            known=Known(typed["known"]),
            number=typed["number"],
            country=typed["country"],
            valid_until=typed["valid_until"],
            holder=typed["holder"],
            desk=opened.desk,
            by=request.user,
            at=at,
            once=typed["once"],
        )
        return _saved(request, "documents", reference)
    papers = pages.paper_lines(opened, people_queries.papers_of(opened.person.pk), at)
    return _page(request, opened, "documents", form, papers, at, move=MoveDocument(auto_id=False))


@require_POST
@staff_required
def move_document(request: StaffRequest, reference: str, paper: str) -> HttpResponse:
    """A paper is elsewhere now."""
    at, form = now(), MoveDocument(request.POST)
    opened = _to_change(request, reference, Section.IDENTITY, at)
    document = _found(people_queries.document_by_reference(opened.person, paper))
    if not form.is_valid():
        messages.error(request, _("Choose where the paper is now, and how you know."))
        return redirect("workday:documents", reference)
    place, known = Whereabouts(form.cleaned_data["place"]), Known(form.cleaned_data["known"])
    with _refusals_said(request):
        records.move_document(document, place=place, known=known, desk=opened.desk, by=request.user, at=at)
    return redirect("workday:documents", reference)


@require_POST
@staff_required
def end_document(request: StaffRequest, reference: str, paper: str) -> HttpResponse:
    """A paper was written down by mistake."""
    at = now()
    opened = _to_change(request, reference, Section.IDENTITY, at)
    document = _found(people_queries.document_by_reference(opened.person, paper))
    with _refusals_said(request):
        records.end_document(document, desk=opened.desk, by=request.user, at=at)
    return redirect("workday:documents", reference)


@require_http_methods(FORM)
@staff_required
def family(request: StaffRequest, reference: str) -> HttpResponse:
    """Family and others close to the person, and one more."""
    at = now()
    opened = _opened(request, reference, Section.IDENTITY, at)
    form = NewTie(_posted(request), initial={"once": uuid4()})
    if form.is_valid() and _write_tie(request, opened, form, at):
        return _saved(request, "family", reference)
    return _page(request, opened, "family", form, pages.tie_lines(opened, at), at)


@require_POST
@staff_required
def end_tie(request: StaffRequest, reference: str, tie: str) -> HttpResponse:
    """A tie was written down by mistake, or is no more."""
    at = now()
    opened = _to_change(request, reference, Section.IDENTITY, at)
    row = _found(people_queries.tie_by_reference(opened.person, tie))
    with _refusals_said(request):
        records.end_tie(row, desk=opened.desk, by=request.user, at=at)
    return redirect("workday:family", reference)


@require_http_methods(FORM)
@staff_required
def parties(request: StaffRequest, reference: str) -> HttpResponse:
    """Others who had a part in what happened, and one more."""
    at = now()
    opened = _opened(request, reference, Section.STORY, at)
    form = NewParty(_posted(request), initial={"once": uuid4()})
    if form.is_valid():
        typed = form.cleaned_data
        records.write_party(
            opened.person,
            PartyKind(typed["kind"]),
            texts=form.texts,
            nationality=typed["nationality"],
            desk=opened.desk,
            by=request.user,
            at=at,
            once=typed["once"],
        )
        return _saved(request, "parties", reference)
    lines = pages.party_lines(opened, people_queries.parties_of(opened.person.pk))
    return _page(request, opened, "parties", form, lines, at)


@require_POST
@staff_required
def end_party(request: StaffRequest, reference: str, party: str) -> HttpResponse:
    """Another party was written down by mistake."""
    at = now()
    opened = _to_change(request, reference, Section.STORY, at)
    row = _found(people_queries.party_by_reference(opened.person, party))
    with _refusals_said(request):
        records.end_party(row, desk=opened.desk, by=request.user, at=at)
    return redirect("workday:parties", reference)


@require_http_methods(FORM)
@staff_required
def test_contact(request: StaffRequest, reference: str) -> HttpResponse:
    """Say what came of a try to reach the person."""
    at = now()
    event = Did.IDENTITY_VIEWED if request.method != "POST" else None
    opened, rule = gates.contact_to_write(request.user, reference, at=at, event=event)
    if rule is None:
        messages.info(request, _("Nothing is agreed that could be tried."))
        return redirect("workday:person", reference)
    page = pages.tried_page(opened, rule, at)
    first = {"once": uuid4(), "version": rule.version, "in_hours": page.now.may.yes}
    form = ContactTried(_posted(request), initial=first)
    if form.is_valid():
        try:
            typed = form.cleaned_data
            result, version = Tried(typed["result"]), typed["version"]
            people.try_contact(
                opened.person,
                result,
                note=typed["note"],
                version=version,
                in_hours=typed["in_hours"],
                desk=opened.desk,
                by=request.user,
                at=at,
                once=typed["once"],
            )
            messages.success(request, _("Saved."))
        except Stale:
            messages.error(request, _("It was agreed anew meanwhile. Look at what stands now."))
        return redirect("workday:test_contact", reference)
    if request.method == "POST":
        gates.record_shown(opened, request.user, at=at, event=Did.IDENTITY_VIEWED)
    context = {"page": page, "form": form}
    return render(request, "workday/test_contact.html", context, status=WRONG if form.errors else 200)


def _opened(request: StaffRequest, reference: str, section: Section, at: datetime) -> OpenedToWrite:
    """The person, when this viewer may write the section; recorded as seen when the page is asked for."""
    event = Did.IDENTITY_VIEWED if request.method != "POST" else None
    return gates.person_to_write(request.user, reference, at=at, section=section, power=Power.WRITE_NOTE, event=event)


def _to_change(request: StaffRequest, reference: str, section: Section, at: datetime) -> OpenedToWrite:
    return gates.person_to_write(request.user, reference, at=at, section=section, power=Power.WRITE_NOTE)


def _found(row: Row | None) -> Row:
    """A row of the person behind the gate."""
    if row is None:
        raise Http404
    return row


def _write_tie(request: StaffRequest, opened: OpenedToWrite, form: NewTie, at: datetime) -> bool:
    typed, other = form.cleaned_data, None
    if typed["other"]:
        other = gates.person_beside(request.user, opened.holdings, typed["other"], at=at)
        if other is None:
            form.refuse_other()
            return False
    try:
        records.write_tie(
            opened.person,
            TieKind(typed["kind"]),
            lives=Lives(typed["lives"]),
            depends=typed["depends"],
            name=typed["name"],
            born=typed["born"],
            note=typed["note"],
            other=other,
            desk=opened.desk,
            by=request.user,
            at=at,
            once=typed["once"],
        )
    except CannotWrite as refused:
        for reason in refused.reasons:
            form.add_error("other", str(reason.label))
        return False
    return True


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _saved(request: StaffRequest, page: str, reference: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(f"workday:{page}", reference)


@contextmanager
def _refusals_said(request: StaffRequest) -> Iterator[None]:
    """Why an act said no is told on the next page."""
    try:
        yield
    except CannotWrite as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason.label))


def _page(
    request: StaffRequest,
    opened: OpenedToWrite,
    name: str,
    form: forms.Form,
    lines: object,
    at: datetime,
    **more: object,
) -> HttpResponse:
    """The page of one list. What was sent and refused comes back on a page that shows what stands: a view like the first."""
    if request.method == "POST":
        gates.record_shown(opened, request.user, at=at, event=Did.IDENTITY_VIEWED)
    context = {"reference": opened.person.reference, "form": form, "lines": lines, "at": at, **more}
    return render(request, f"workday/{name}.html", context, status=WRONG if form.errors else 200)
