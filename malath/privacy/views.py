"""Pages around the person: search, what is written down, consents and blocks."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts import queries as accounts
from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.agencies.models import Agency
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.clock import now
from malath.people import actions as people
from malath.people.tokens import TooLittle
from malath.people.words import Channel
from malath.privacy import actions, gates, queries
from malath.privacy.actions import CannotBlock, CannotRecord, Circumstances, Stale
from malath.privacy.forms import (
    IDENTITY_KINDS,
    REACH_KINDS,
    Beside,
    ConsentAnswer,
    EndBlock,
    Facts,
    Identity,
    NewBlock,
    PickBody,
    Reach,
    SafeContact,
    SearchPeople,
    Withdrawal,
    beside,
    contact_shown,
    details_shown,
    facts_shown,
    seen_in,
)
from malath.privacy.gates import OpenedToWrite
from malath.privacy.search import search_page
from malath.privacy.wording import wording
from malath.privacy.words import (
    ASKED_NOW,
    Answer,
    BlockKind,
    ConsentKind,
    Heard,
    Interpreter,
    Method,
    Section,
)

FORM = ["GET", "HEAD", "POST"]
Write = Callable[[OpenedToWrite, forms.Form], None]
Stored = Callable[[OpenedToWrite], Mapping[str, object]]


@require_http_methods(FORM)
@power_required(Power.SEARCH)
def search(request: StaffRequest) -> HttpResponse:
    """Look for a person. What is looked for is posted, so that no name lands in an address, a history or a log."""
    form, page = SearchPeople(request.POST if request.method == "POST" else None), None
    if form.is_valid():
        name, year, number = (form.cleaned_data[field] for field in ("name", "birth_year", "number"))
        page = search_page(holdings_of(request), request.user, name, year, now(), number=number)
        if TooLittle.ONE_PART_WITHOUT_YEAR in page.too_little:
            form.add_error("name", _("Add another part of the name, or the year of birth."))
        elif page.too_little:
            form.add_error("name", _("Nothing in this can be searched for. Write a name, or a number below."))
    found = None if form.errors else page
    status = 429 if found and found.too_many else 422 if form.errors else 200
    return render(request, "privacy/search.html", {"form": form, "page": found}, status=status)


@require_http_methods(FORM)
@staff_required
def facts(request: StaffRequest, reference: str) -> HttpResponse:
    """Change the facts of a person."""
    at = now()
    opened = gates.facts_to_write(request.user, reference, at=at, event=_seen(request, Did.PERSON_VIEWED))
    full = opened.sight.sees(Section.IDENTITY)
    before = queries.facts_of(opened.person)
    form = Facts(_posted(request), full=full, initial={**facts_shown(before), "version": opened.person.version})

    def write() -> None:
        version, changed = form.cleaned_data["version"], form.facts(before)
        people.change_facts(opened.person, changed, version=version, desk=opened.desk, by=request.user, at=at)

    def stored() -> Mapping[str, object]:
        person = queries.fresh(opened.person)
        return {**facts_shown(queries.facts_of(person)), "version": person.version}

    return _written(request, opened, form, write, stored, _("Facts"), _("Only what helps the person now."))


@require_http_methods(FORM)
@staff_required
def identity(request: StaffRequest, reference: str) -> HttpResponse:
    """Write who the person is, as this desk knows it. What other desks wrote stays theirs."""
    at = now()
    opened = gates.person_to_write(
        request.user,
        reference,
        at=at,
        section=Section.IDENTITY,
        power=Power.WRITE_NOTE,
        event=_seen(request, Did.IDENTITY_VIEWED),
    )

    def stored() -> Mapping[str, object]:
        return details_shown(queries.own_details(opened.person, opened.desk, IDENTITY_KINDS))

    form = Identity(_posted(request), today=clock.in_amman(at).date(), initial=stored())

    def write() -> None:
        details, seen = form.details(), seen_in(form)
        people.write_details(opened.person, details, desk=opened.desk, by=request.user, at=at, seen=seen)

    intro = _("Names and birth as your desk writes them. What another desk wrote is not changed by this.")
    return _written(request, opened, form, write, stored, _("Identity"), intro)


@require_http_methods(FORM)
@staff_required
def reach(request: StaffRequest, reference: str) -> HttpResponse:
    """Write numbers and addresses, as this desk knows them. Whether they may be used, safe contact says."""
    at = now()
    opened = gates.person_to_write(
        request.user,
        reference,
        at=at,
        section=Section.CONTACT,
        power=Power.WRITE_NOTE,
        event=_seen(request, Did.IDENTITY_VIEWED),
    )

    def stored() -> Mapping[str, object]:
        return details_shown(queries.own_details(opened.person, opened.desk, REACH_KINDS))

    form = Reach(_posted(request), initial=stored())

    def write() -> None:
        details, seen = form.details(), seen_in(form)
        people.write_details(opened.person, details, desk=opened.desk, by=request.user, at=at, seen=seen)

    intro = _("A number here is not yet a number to call: only the agreed safe contact says that.")
    return _written(request, opened, form, write, stored, _("Numbers and addresses"), intro)


@require_http_methods(FORM)
@staff_required
def safe_contact(request: StaffRequest, reference: str) -> HttpResponse:
    """Agree with the person how to reach them."""
    at = now()
    opened = gates.person_to_write(
        request.user,
        reference,
        at=at,
        section=Section.CONTACT,
        power=Power.WRITE_NOTE,
        event=_seen(request, Did.IDENTITY_VIEWED),
    )

    def stored() -> Mapping[str, object]:
        return contact_shown(queries.contact_to_write(opened.person, opened.sight))

    form = SafeContact(_posted(request), initial=stored())

    def write() -> None:
        data = form.cleaned_data
        people.agree_contact(
            opened.person,
            channel=Channel(data["channel"]),
            may_leave_message=data["may_leave_message"],
            may_say_agency=data["may_say_agency"],
            language=data["language"],
            texts={name: data[name] for name in ("hours", "code_word", "who_else")},
            desk=opened.desk,
            by=request.user,
            at=at,
            version=data["version"],
        )

    intro = _("Agree this with the person, alone. Every message that reaches a phone can be read by somebody else.")
    return _written(request, opened, form, write, stored, _("Safe contact"), intro)


@require_safe
@staff_required
def consents(request: StaffRequest, reference: str) -> HttpResponse:
    """What the person agreed to, question by question, and what was answered before."""
    at = now()
    opened = gates.person_to_view(
        request.user, reference, at=at, section=Section.CONSENTS, event=Did.CONSENTS_VIEWED
    )
    page = queries.consents_page(opened.person, opened.sight, opened.holdings, at)
    return render(request, "privacy/consents.html", {"page": page, "at": at})


@require_http_methods(FORM)
@staff_required
def ask(request: StaffRequest, reference: str, kind: str) -> HttpResponse:
    """Ask one question in its own words, and record the answer."""
    at, question = now(), _question(kind)
    opened = gates.person_to_write(
        request.user,
        reference,
        at=at,
        section=Section.CONSENTS,
        power=Power.RECORD_CONSENT,
        event=_seen(request, Did.CONSENTS_VIEWED),
    )
    body = _body(request)
    if question == ConsentKind.C3 and body is None:
        pick = PickBody(request.GET or None, bodies=agencies.agencies(), label=_("Which body could help?"))
        return render(request, "privacy/ask_whom.html", {"reference": reference, "form": pick})
    body = body if question == ConsentKind.C3 else None
    words = wording(question, body, child=opened.person.is_child)
    standing = queries.standing_line(opened.person, opened.sight, opened.holdings, question, body, at)
    form = ConsentAnswer(
        _posted(request),
        kind=question,
        today=clock.in_amman(at).date(),
        initial=_first_answer(opened, standing.id if standing else None, request, at),
    )
    changed = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_consent(
                opened.person, kind=question, **_answer(form), wording=words.proof, desk=opened.desk, by=request.user,
                at=at, body=body,
            )  # fmt: skip
        except CannotRecord as refused:
            form.add_error("answer", [str(reason.label) for reason in refused.reasons])
        except Stale:
            changed = True
            form = _typed_anew(form, {"seen": standing.id if standing else 0})
        else:
            messages.success(request, _("The answer is recorded."))
            return redirect(f"{reverse('privacy:consents', args=[reference])}#{question.value}")
    context = {
        "reference": reference,
        "kind": question,
        "body": body,
        "words": words,
        "is_child": opened.person.is_child,
        "standing": standing,
        "form": form,
        "changed": changed,
    }
    return render(request, "privacy/ask.html", context, status=409 if changed else 422 if form.errors else 200)
